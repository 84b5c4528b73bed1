// The interpreter as the rest of the program sees it: loading code, and the hooks that the run time calls.
//
// Life of a function: the compiler builds Instr units with opcode numbers, calls load() once they lie at their final
// address, sets FuncInfo::code and codeBytes, and registers the FuncInfo (rt::FuncTable::add). Until it is compiled, a
// function's code is the two units of lazyStub().
#pragma once
#include <cstddef>

#include "runtime/base/hooks.h"
#include "runtime/type/funcinfo.h"
#include "vm/bytecode/opcode.h"

namespace vole::vm {

// Fills stub[0..2): LazyFunc for f, loaded. LazyFunc calls Hooks::compile(m, f), which sets f->code and f->ifaceEntry.
void lazyStub(Instr stub[2], rt::FuncInfo* f, bool ifaceEntry);

// Sets Hooks::execute, goexitPC, panicReturnPC, mainReturnPC and registers their pseudo functions. The caller sets the
// hooks that need a compiler (compile, libType, libFunc, fillMethods).
void installHooks(rt::Runtime& rt);

// Hooks::execute: interprets g from g.sched until it parks, yields or ends.
void execute(rt::M& m, rt::G& g);

}  // namespace vole::vm
