// Liveness of frame slots at chosen instructions, by backward dataflow over one function's code.
#pragma once
#include <cstdint>
#include <vector>

#include "vm/bytecode/opcode.h"

namespace vole::vm {

struct LivenessInput {
  const Instr* code = nullptr;
  size_t n = 0;             // units
  uint32_t slots = 0;       // of the frame
  uint32_t resultSlots = 0; // fp[0 .. resultSlots) are read by Ret
  // Slots that stay live throughout: variables whose address is taken, named results of a function that defers.
  std::vector<uint32_t> always;
  // Slots read at the pc a recovered panic goes on at are live wherever something may panic; -1: none.
  int64_t recoverPC = -1;
};

// live[i] = slots whose value may still be read after the instruction at pcs[i] has begun: in front of it, its own operands
// included. For the map across a call take the pc behind it.
std::vector<std::vector<uint64_t>> liveness(const LivenessInput& in, const std::vector<uint32_t>& pcs);

}  // namespace vole::vm
