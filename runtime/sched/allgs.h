// This file defines the list of all goroutines ever made.
#pragma once
#include <atomic>
#include <cstdint>

#include "runtime/sched/g.h"

namespace vole::rt {

// Grows in pieces that never move, so that it can be read while it grows; dead goroutines stay in it and are reused.
class AllGs {
 public:
  AllGs() = default;
  AllGs(const AllGs&) = delete;
  ~AllGs() {
    for (G** piece : pieces_) delete[] piece;
  }
  void push(G* g) {  // under Sched::lock
    int64_t n = n_.load(std::memory_order_relaxed);
    G**& piece = pieces_[n / kPiece];
    if (!piece) piece = new G*[kPiece];
    piece[n % kPiece] = g;
    n_.store(n + 1, std::memory_order_release);
  }
  int64_t size() const { return n_.load(std::memory_order_acquire); }
  G* operator[](int64_t i) const { return pieces_[i / kPiece][i % kPiece]; }

  struct Iterator {
    const AllGs* list;
    int64_t i;
    G* operator*() const { return (*list)[i]; }
    void operator++() { i++; }
    bool operator!=(const Iterator& o) const { return i != o.i; }
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

 private:
  static constexpr int64_t kPiece = 16384, kPieces = 8192;  // 134 million goroutines
  std::atomic<int64_t> n_{0};
  G** pieces_[kPieces] = {};
};

}  // namespace vole::rt
