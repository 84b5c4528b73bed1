// Improves the code of one function before it is loaded: what the code generator, which works expression by expression,
// cannot see. Copies and small constants are propagated over the whole function, results are computed where they are
// wanted instead of being moved there, pure instructions whose results nobody reads go away, branches over jumps turn round.
// The time a program takes goes with the number of instructions it executes.
#pragma once
#include <cstdint>
#include <vector>

#include "vm/bytecode/opcode.h"

namespace vole::vm {

struct OptSafepoint {
  uint32_t pc;                // unit, before and after
  std::vector<uint64_t> map;  // slots that hold pointers; slots are added where values now live longer
};

struct OptInput {
  uint32_t slots = 0;        // of the frame
  uint32_t resultSlots = 0;  // read by Ret
  int64_t recoverPc = -1;    // where the function goes on after a recovered panic
};

// Rewrites code (opcode numbers, jump distances filled in) and moves the safepoints. newPc[old] is where the instruction at
// unit old, or the one after it when it went away, now stands; newPc[code.size()] is the new size. False: left as it was
// (newPc is empty), because the code does something whose effects are not described by operand roles.
bool optimize(const OptInput& in, std::vector<Instr>& code, std::vector<OptSafepoint>& safepoints, std::vector<uint32_t>& newPc);

}  // namespace vole::vm
