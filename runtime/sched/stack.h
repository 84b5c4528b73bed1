// This file declares goroutine stacks: allocation, growth by copying, walking.
#pragma once
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"
#include "runtime/type/funcinfo.h"

namespace vole::rt {

// Sets lo, hi, stackguard of g to a stack of bytes (a power of two, at least kStackMin).
void stackalloc(M& m, G& g, int64_t bytes);
void stackfree(M& m, Slot* lo, int64_t bytes);
// Moves g's stack to one of bytes, adjusting saved frame pointers, live slots, defers, panics and sudogs. g is not running Go
// code at this moment, its position is in g.sched.
void copystack(M& m, G& g, int64_t bytes);
// Doubles the stack of the running goroutine until need fits below the guard. Past 1 GB: Go's stack overflow, exit 2.
void newstack(M& m, Slot* need);
// Halves a stack that uses less than a quarter (called by the collector).
void shrinkstack(M& m, G& g);

// A frame during a walk, innermost first.
struct Frame {
  const FuncInfo* fn;    // null: pc is unknown to the registry
  const void* pc;        // for the stack map: instruction (top) or return address
  const void* linepc;    // an address inside the instruction, for lines
  Slot* fp;
  Slot* end;             // first slot that is not this frame's: frame size, or the callee's header
  bool top;
  bool faulted;          // pc is an instruction that panicked: only the panic map holds
};
class StackWalker {
 public:
  StackWalker(Runtime& rt, const G& g);
  bool next(Frame& f);  // false: past the outermost frame

 private:
  Runtime& rt_;
  const void* pc_;
  Slot* fp_;
  Slot* end_ = nullptr;
  bool top_ = true;
};

// Calls fn(Slot*) for every slot of the frame that holds a live pointer by its map (conservatively when the function has
// no maps at all).
template <class F>
void eachPointerSlot(Runtime& rt, const Frame& f, F fn);

}  // namespace vole::rt
