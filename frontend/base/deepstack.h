// This file lets any thread check and compile: both recurse over trees as deep as the parser's limits allow, far deeper than
// the stack of a thread that was made to run goroutines.
#pragma once
#include <cstdint>

namespace vole {

// This thread's own stack is deep enough: the command's main thread says so.
void haveDeepStack();
// Calls fn(arg) on a stack that is. One caller at a time, but for nested calls of the same thread.
void onDeepStack(void (*fn)(void*), void* arg);
// The lowest address of the stack onDeepStack has put this thread on; 0: it runs on its own.
uintptr_t deepStackBottom();

}  // namespace vole
