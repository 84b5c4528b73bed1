// This file gets the arena its blocks.
#include "frontend/base/arena.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>

#include "frontend/base/assert.h"

namespace vole {

namespace {
constexpr size_t kFirstBlock = 16 << 10;  // a small program needs no more
constexpr size_t kMaxBlock = 1 << 20;
constexpr size_t kHugeFrom = 8 << 20, kHugeBlock = 4 << 20, kHugePage = 2 << 20;
}  // namespace

Arena::~Arena() {
  for (void* b : blocks_) std::free(b);
}

void* Arena::allocSlow(size_t size, size_t align) {
  size_t block = std::min(kMaxBlock, kFirstBlock << std::min<size_t>(blocks_.size(), 6));
  // Something big gets a block of its own, so that the rest of the current one is not lost.
  bool own = size > block / 4;
  if (own) block = size + align;
  void* mem;
  if (!own && total_ >= kHugeFrom) {
    // A big program: page faults would cost a third of the parser's time.
    block = kHugeBlock;
    mem = std::aligned_alloc(kHugePage, block);
    if (mem) madvise(mem, block, MADV_HUGEPAGE);
  } else {
    mem = std::malloc(block);
  }
  VOLE_ASSERT(mem, "out of memory for syntax trees");
  blocks_.push_back(mem);
  total_ += block;
  uintptr_t start = reinterpret_cast<uintptr_t>(mem);
  uintptr_t p = (start + align - 1) & ~(uintptr_t)(align - 1);
  if (!own) {
    cur_ = p + size;
    end_ = start + block;
  }
  return reinterpret_cast<void*>(p);
}

}  // namespace vole
