// Checks of compiled code: what the interpreter takes for granted. Run in debug builds and by VOLE_VERIFY=1.
#pragma once
#include <string>

#include "runtime/type/funcinfo.h"
#include "vm/bytecode/opcode.h"

namespace vole::vm {

// Empty when f's code is sound, else what is wrong, with the listing of the offending instruction:
//   - opcodes and extension units are where they should be, the last instruction ends the block
//   - slots lie in the frame, windows leave room for their header
//   - jumps reach the start of an instruction, backward ones poll
//   - every safepoint has a stack map (calls: at the call and behind it; loops: at the target)
//   - slots are written before they are read, on every path (parameters and the closure are written on entry)
std::string verify(const rt::FuncInfo& f);

}  // namespace vole::vm
