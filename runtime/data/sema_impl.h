// This file declares the table of semaphore waiters; private to the run time.
#pragma once
namespace vole::rt {
struct SemaTable;
SemaTable* newSemaTable();
void freeSemaTable(SemaTable* t);
}  // namespace vole::rt
