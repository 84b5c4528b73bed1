#include "doctest/doctest.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/runtime_testing.h"

#include <sched.h>

using namespace vole::rt;

namespace {

struct Node {
  Node* next;
  int64_t v;
};

// A goroutine with 16 slots that are scanned conservatively, and a type of linked nodes.
struct GCTest : TestRuntime {
  G* g = start();
  Slot* fp = g->sched.fp;
  Type* node = rt.types.structOf({{"next", "main", rt.types.ptrTo(rt.types.basic(kInt)), "", false},
                                  {"v", "main", rt.types.basic(kInt), "", false}});
  GCTest() {
    for (int i = 0; i < 16; i++) fp[i].p = nullptr;
  }
  Node* make(int64_t v, Node* next = nullptr) {
    auto* n = static_cast<Node*>(newobject(m, node));
    n->next = next;
    n->v = v;
    return n;
  }
  bool alive(const void* p) {
    HeapObject o;
    return findObject(rt, p, &o);
  }
  void begin() {
    rt.gc->forceWanted = true;
    gcSafepoint(m);
    REQUIRE(m.wbEnabled);
  }
  void finish() {
    while (rt.gc->phase.load() == GCPhase::mark)
      if (!gcIdle(m)) sched_yield();
    REQUIRE(!m.wbEnabled);
    rt.gc->forceWanted = false;
    sweepAll(rt);
  }
};

}  // namespace

TEST_CASE("what is overwritten while marking goes on stays, what is made lives to the next cycle") {
  GCTest t;
  Node* deep = t.make(3);
  Node* list = t.make(1, t.make(2, deep));
  t.fp[0].p = list;
  t.begin();
  // The only pointer to deep moves to the stack, which has been scanned already.
  t.fp[1].p = deep;
  writePtr(t.m, reinterpret_cast<void**>(&list->next->next), nullptr);
  Node* fresh = t.make(4);
  t.finish();
  CHECK(t.alive(deep));
  CHECK(deep->v == 3);
  CHECK(t.alive(fresh));
  t.begin();
  t.finish();
  CHECK(t.alive(deep));
  CHECK(!t.alive(fresh));
}

TEST_CASE("a goroutine's stack is scanned before it runs, a new one's closure is shaded") {
  GCTest t;
  G* other = newproc(t.m, &t.fn.self);
  runqget(*t.m.p);
  other->status = GStatus::waiting;
  for (int i = 0; i < 16; i++) other->sched.fp[i].p = nullptr;
  Node* n = t.make(7);
  other->sched.fp[2].p = n;
  t.begin();
  scanBeforeRun(t.m, *other);
  CHECK(other->gcScan == 2 * t.rt.gc->cycle);
  other->sched.fp[2].p = nullptr;  // it runs, and drops the pointer
  t.fp[0].p = n;
  G* born = newproc(t.m, &t.fn.self);
  runqget(*t.m.p);
  CHECK(born->gcScan == 2 * t.rt.gc->cycle);
  t.finish();
  CHECK(t.alive(n));
}

TEST_CASE("large objects are scanned in parts") {
  GCTest t;
  Type* p = t.rt.types.ptrTo(t.rt.types.basic(kInt));
  constexpr int64_t kN = 100000;
  auto** big = static_cast<Node**>(newarray(t.m, p, kN));
  t.fp[0].p = big;
  for (int64_t i = 0; i < kN; i++) big[i] = t.make(i);
  t.begin();
  t.finish();
  for (int64_t i = 0; i < kN; i++) {
    REQUIRE(t.alive(big[i]));
    REQUIRE(big[i]->v == i);
  }
  CHECK(t.rt.gc->heapMarked >= kN * 24);
  CHECK(t.rt.gc->lastScanWork >= kN * 24);
}

TEST_CASE("finalizers: the outer object first, everything it refers to kept until then") {
  GCTest t;
  Node* inner = t.make(1);
  Node* outer = t.make(2, inner);
  Node* closure = t.make(3);
  static FuncType ft{};
  CHECK(setFinalizer(t.m, inner, t.node, closure, &ft) == nullptr);
  CHECK(setFinalizer(t.m, outer, t.node, closure, &ft) == nullptr);
  CHECK(setFinalizer(t.m, outer, t.node, closure, &ft) != nullptr);
  FinalizerCall c{};
  t.begin();
  t.finish();
  REQUIRE(nextFinalizer(t.m, &c));
  CHECK(c.arg == outer);
  CHECK(!nextFinalizer(t.m, &c));
  CHECK(t.alive(inner));
  CHECK(t.alive(closure));
  t.begin();
  t.finish();
  CHECK(!t.alive(outer));
  REQUIRE(nextFinalizer(t.m, &c));
  CHECK(c.arg == inner);
  t.begin();
  t.finish();
  CHECK(!t.alive(inner));
  CHECK(!t.alive(closure));
}

TEST_CASE("the pacer: goals from GOGC and the limit, triggers below, assists that rise toward the goal") {
  GCTest t;
  GCState& gc = *t.rt.gc;
  mheap& h = *t.rt.heap;
  gc.heapMarked = 100 << 20;
  setGCPercent(t.rt, 100);
  CHECK(h.heapGoal == 200 << 20);
  CHECK(h.gcTrigger >= 170 << 20);
  CHECK(h.gcTrigger <= 195 << 20);
  gc.lastRunway = 25 << 20;
  setGCPercent(t.rt, 50);
  CHECK(h.heapGoal == 150 << 20);
  CHECK(h.gcTrigger >= 135 << 20);
  gc.heapMarked = 0;
  setGCPercent(t.rt, 200);
  CHECK(h.heapGoal == 8 << 20);
  setGCPercent(t.rt, -1);
  CHECK(h.heapGoal == ~uint64_t{0});
  CHECK(setMemoryLimit(t.rt, 64 << 20) == INT64_MAX);
  CHECK(h.heapGoal < 64 << 20);
  CHECK(h.heapGoal > 50 << 20);
  // Below the live heap: room for some allocation, and no cycle at once.
  gc.heapMarked = 100 << 20;
  int64_t now = nanotime();
  gc.lastEnd = now - 2'000'000'000;
  accountCycle(gc, 1'900'000'000 * int64_t{t.rt.gomaxprocs}, now);
  CHECK(setMemoryLimit(t.rt, 1 << 20) == 64 << 20);
  CHECK(h.heapGoal > 100 << 20);
  CHECK(gc.notBefore > nanotime());
  setMemoryLimit(t.rt, INT64_MAX);
  setGCPercent(t.rt, 100);
  gc.expectedWork = 50 << 20;
  h.heapLive = 150 << 20;
  int64_t early = assistWork(t.rt, 8192);
  h.heapLive = 195 << 20;
  CHECK(assistWork(t.rt, 8192) > early);
  h.heapLive = 0;
}

TEST_CASE("free pages are given back down to what is to be kept") {
  GCTest t;
  mheap& h = *t.rt.heap;
  for (int i = 0; i < 64; i++) memset(mallocgc(t.m, 1 << 20, nullptr, false), 1, 1 << 20);
  uint64_t full = h.retained();
  gcCollect(t.m, true);
  CHECK(h.scavenge(full - (10 << 20), ~uint64_t{0}) > 0);
  CHECK(h.retained() <= full - (10 << 20));
  CHECK(h.retained() > full - (40 << 20));
  h.scavenge();
  CHECK(h.retained() < 1 << 20);
  auto* p = static_cast<char*>(mallocgc(t.m, 1 << 20, nullptr, true));
  for (int i = 0; i < 1 << 20; i += 4096) REQUIRE(p[i] == 0);
}

TEST_CASE("statistics: objects are counted exactly after a sweep") {
  GCTest t;
  MemStats a, b;
  readMemStats(t.rt, &a);
  for (int i = 0; i < 1000; i++) t.make(i);
  readMemStats(t.rt, &b);
  CHECK(b.mallocs - a.mallocs == 1000);
  CHECK(b.totalAlloc - a.totalAlloc == 16000);
  CHECK(b.frees == a.frees);
  gcCollect(t.m, true);
  readMemStats(t.rt, &b);
  CHECK(b.frees - a.frees >= 1000);
  CHECK(b.heapIdle + b.heapInuse == b.heapSys);
  CHECK(b.numGC == a.numGC + 1);
  CHECK(b.numForcedGC == a.numForcedGC + 1);
}
