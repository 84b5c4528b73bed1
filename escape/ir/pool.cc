// This file keeps the blocks of memory that no tree uses at the moment.
#include "escape/ir/pool.h"

#include <sys/mman.h>

#include <cstdlib>

namespace vole::escape {

namespace {

constexpr size_t kBlock = (32 << 10) - 64;
// Once a pool has so many blocks it gets huge pages instead: for a large package the page faults are what costs.
constexpr int kManyBlocks = 64;
constexpr size_t kHuge = size_t{2} << 20;
constexpr int kMaxSpare = 256;

}  // namespace

thread_local Memory* Memory::current_ = nullptr;

// Blocks of the usual size, for the next Memory of this thread.
struct Spare {
  void* list = nullptr;
  int n = 0;
  ~Spare() {
    while (list) {
      void* next = *static_cast<void**>(list);
      free(list);
      list = next;
    }
  }
};
static thread_local Spare spare;

void* Memory::more(size_t n) {
  size_t size = n > kBlock / 4 ? n : kBlock;
  Block* b;
  if (size == kBlock && nblocks_ >= kManyBlocks) {
    size = kHuge - sizeof(Block);
    b = static_cast<Block*>(aligned_alloc(kHuge, kHuge));
    if (!b) abort();
    madvise(b, kHuge, MADV_HUGEPAGE);
  } else if (size == kBlock && spare.list) {
    b = static_cast<Block*>(spare.list);
    spare.list = b->next;
    spare.n--;
  } else {
    b = static_cast<Block*>(malloc(sizeof(Block) + size));
    if (!b) abort();
  }
  b->next = blocks_;
  b->size = size;
  blocks_ = b;
  nblocks_++;
  char* p = reinterpret_cast<char*>(b + 1);
  if (size == n) return p;  // the block at work stays at work
  at_ = p + n;
  end_ = p + size;
  return p;
}

Memory::~Memory() {
  while (blocks_) {
    Block* b = blocks_;
    blocks_ = b->next;
    if (b->size == kBlock && spare.n < kMaxSpare) {
      b->next = static_cast<Block*>(spare.list);
      spare.list = b;
      spare.n++;
    } else {
      free(b);
    }
  }
}

Memory* Memory::current() {
  static Memory* forever = new Memory;
  return current_ ? current_ : forever;
}

}  // namespace vole::escape
