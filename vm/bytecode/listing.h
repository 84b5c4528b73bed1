// Bytecode as text, for `vole dis` and for error messages of the verifier.
#pragma once
#include <string>

#include "runtime/type/funcinfo.h"
#include "vm/bytecode/opcode.h"

namespace vole::vm {

// Appends f's code, loaded or not: one instruction a line with its number, source line, operands and jump targets.
//
//     main.fib: 1 parameter slot, 8 slots, prog.go:5
//        0     6  JGeImm        s0, #2, ->2
//        3     9  Call          s5; main.fib
void listing(const rt::FuncInfo& f, std::string& out);
// One instruction, without number and line; pos is its index in the code (targets are absolute).
void listInstr(const Instr* insn, int64_t pos, std::string& out);

}  // namespace vole::vm
