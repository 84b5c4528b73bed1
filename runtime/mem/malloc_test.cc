#include "doctest/doctest.h"
#include "runtime/mem/mheap.h"
#include "runtime/runtime_testing.h"

using namespace vole::rt;

TEST_CASE("size classes round up to gc's sizes") {
  CHECK(roundupsize(1) == 8);
  CHECK(roundupsize(8) == 8);
  CHECK(roundupsize(9) == 16);
  CHECK(roundupsize(33) == 48);
  CHECK(roundupsize(1024) == 1024);
  CHECK(roundupsize(1025) == 1152);
  CHECK(roundupsize(32768) == 32768);
  CHECK(roundupsize(32769) == 40960);
  for (uint64_t s = 1; s <= 32768; s++) {
    uint64_t r = roundupsize(s);
    REQUIRE(r >= s);
    if (s > 64) REQUIRE((r - s) * 4 <= r);
  }
  for (int c = 1; c < kNumSizeClasses; c++)
    for (uint64_t o = 0; o < kSizeClasses.pages[c] * uint64_t{kPageSize}; o += 7)
      REQUIRE((o * kSizeClasses.divMul[c] >> 32) == o / kSizeClasses.size[c]);
}

TEST_CASE("objects are apart, zeroed, found by interior pointers, and freed when unreachable") {
  TestRuntime t;
  G* g = t.start();
  Type* pt = t.rt.types.ptrTo(t.rt.types.basic(kInt));
  Type* node = t.rt.types.structOf({{"next", "main", pt, "", false}, {"v", "main", t.rt.types.basic(kInt), "", false}});
  struct Node {
    Node* next;
    int64_t v;
  };
  Slot* fp = g->sched.fp;
  for (int i = 0; i < 16; i++) fp[i].p = nullptr;
  // A list of 100000 nodes hangs off one stack slot; garbage lies between.
  for (int i = 0; i < 100000; i++) {
    auto* n = static_cast<Node*>(newobject(t.m, node));
    REQUIRE(n->next == nullptr);
    REQUIRE(n->v == 0);
    n->next = static_cast<Node*>(fp[0].p);
    n->v = i;
    fp[0].p = n;
    memset(mallocgc(t.m, 40, nullptr, false), 0xff, 40);
  }
  void* big = newarray(t.m, pt, 100000);
  static_cast<void**>(big)[99999] = newobject(t.m, node);
  fp[1].p = static_cast<char*>(big) + 12345;  // interior
  MemStats before, after;
  readMemStats(t.rt, &before);
  CHECK(before.heapObjects >= 200002);
  gcCollect(t.m, true);
  readMemStats(t.rt, &after);
  CHECK(after.heapObjects >= 100002);
  CHECK(after.heapObjects < 100010);
  int64_t n = 0;
  for (auto* p = static_cast<Node*>(fp[0].p); p; p = p->next) REQUIRE(p->v == 99999 - n++);
  CHECK(n == 100000);
  HeapObject o;
  CHECK(findObject(t.rt, static_cast<char*>(big) + 5000, &o));
  CHECK(o.base == big);
  fp[0].p = fp[1].p = nullptr;
  gcCollect(t.m, true);
  readMemStats(t.rt, &after);
  CHECK(after.heapObjects < 10);
  CHECK(!findObject(t.rt, big, &o));
  CHECK(t.rt.heap->scavenge() > 0);
}

TEST_CASE("growslice has gc's capacities") {
  TestRuntime t;
  t.start();
  Type* i64 = t.rt.types.basic(kInt);
  int64_t caps[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 848, 1280, 1792, 2560};
  GoSlice s{nullptr, 0, 0};
  size_t k = 0;
  for (int64_t n = 1; n <= 2560; n++) {
    if (n > s.cap) {
      GoSlice out;
      REQUIRE(growslice(t.m, i64, s, n, &out));
      REQUIRE(k < std::size(caps));
      CHECK(out.cap == caps[k++]);
      s = out;
    }
    s.len = n;
  }
  GoSlice out;
  bool lenBad;
  CHECK(!makeslice(t.m, i64, -1, 5, &out, &lenBad));
  CHECK(lenBad);
  CHECK(!makeslice(t.m, i64, 2, 1, &out, &lenBad));
  CHECK(!lenBad);
}
