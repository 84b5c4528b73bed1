// This file defines the templates of stw.h.
#pragma once
#include "runtime/runtime.h"

namespace vole::rt {

template <class F>
void forEachG(Runtime& rt, F fn) {
  int64_t n = rt.sched.allgs.size();
  for (int64_t i = 0; i < n; i++) fn(rt.sched.allgs[i]);
}

}  // namespace vole::rt
