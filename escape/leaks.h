// The tag of a parameter: how few dereferences lie between it and the heap, and between it and each result.
#pragma once

#include <cstdint>

namespace vole::escape {

inline constexpr int kTaggedResults = 7;  // further results count as the heap

class Leaks {
 public:
  bool empty() const {
    for (uint8_t b : v_)
      if (b) return false;
    return true;
  }
  /// Least number of dereferences on the way to the heap; -1: no way.
  int heap() const { return v_[0] - 1; }
  int result(int i) const { return v_[1 + i] - 1; }
  void addHeap(int derefs) { add(0, derefs); }
  void addResult(int i, int derefs) { add(1 + i, derefs); }
  /// Ways to results that are no shorter than the one to the heap say nothing new.
  void optimize() {
    if (heap() < 0) return;
    for (int i = 0; i < kTaggedResults; i++)
      if (result(i) >= heap()) v_[1 + i] = 0;
  }

 private:
  void add(int i, int derefs) {
    int old = v_[i] - 1;
    if (old >= 0 && derefs >= old) return;
    v_[i] = static_cast<uint8_t>(derefs + 1 > 255 ? 255 : derefs + 1);
  }
  uint8_t v_[1 + kTaggedResults] = {};
};

}  // namespace vole::escape
