#include "runtime/data/map.h"

#include <map>
#include <set>
#include <string>

#include "doctest/doctest.h"
#include "runtime/data/gostring.h"
#include "runtime/native.h"
#include "runtime/runtime_testing.h"

using namespace vole::rt;

TEST_CASE("a map of int agrees with a naive one under random insertion, deletion, iteration and collection") {
  TestRuntime t;
  G* g = t.start();
  auto* mt = reinterpret_cast<MapType*>(t.rt.types.mapOf(t.rt.types.basic(kInt), t.rt.types.basic(kInt)));
  Slot* fp = g->sched.fp;
  for (int i = 0; i < 16; i++) fp[i].p = nullptr;
  hmap* h = makemap(t.m, mt, 0);
  fp[0].p = h;
  std::map<int64_t, int64_t> naive;
  uint64_t r = 12345;
  for (int step = 0; step < 200000; step++) {
    r = r * 6364136223846793005u + 1442695040888963407u;
    int64_t k = static_cast<int64_t>(r >> 40) % 5000;
    switch (r >> 33 & 3) {
      case 0:
        mapdelete(t.m, mt, h, &k);
        naive.erase(k);
        break;
      case 1: {
        bool found;
        auto* e = static_cast<int64_t*>(r & 1 << 20 ? mapaccess(t.m, mt, h, &k, &found) : mapaccess64(t.m, mt, h, static_cast<uint64_t>(k), &found));
        REQUIRE(found == (naive.count(k) != 0));
        if (found) REQUIRE(*e == naive[k]);
        break;
      }
      default:
        *static_cast<int64_t*>(mapassign64(t.m, mt, h, static_cast<uint64_t>(k))) = step;
        naive[k] = step;
    }
    REQUIRE(h->count == static_cast<int64_t>(naive.size()));
    if (step % 20000 == 0) {
      gcCollect(t.m, true);
      std::set<int64_t> seen;
      for (hiter* it = mapiterinit(t.m, mt, h); it->key; mapiternext(t.m, it)) {
        int64_t key = *static_cast<int64_t*>(it->key);
        REQUIRE(seen.insert(key).second);
        REQUIRE(naive.at(key) == *static_cast<int64_t*>(it->elem));
      }
      REQUIRE(seen.size() == naive.size());
    }
  }
  mapclear(t.m, mt, h);
  CHECK(h->count == 0);
  CHECK(mapiterinit(t.m, mt, h)->key == nullptr);
}

TEST_CASE("iteration while the map grows and shrinks sees each old entry once and no deleted one") {
  TestRuntime t;
  G* g = t.start();
  auto* mt = reinterpret_cast<MapType*>(t.rt.types.mapOf(t.rt.types.basic(kString), t.rt.types.basic(kInt)));
  for (int i = 0; i < 16; i++) g->sched.fp[i].p = nullptr;
  for (int round = 0; round < 50; round++) {
    hmap* h = makemap(t.m, mt, 0);
    auto put = [&](int i) {
      std::string s = "key" + std::to_string(i);
      *static_cast<int64_t*>(mapassignStr(t.m, mt, h, newString(t.m, s))) = i;
    };
    for (int i = 0; i < 100; i++) put(i);
    std::map<int64_t, int> seen;
    int fresh = 1000;
    for (hiter* it = mapiterinit(t.m, mt, h); it->key; mapiternext(t.m, it)) {
      int64_t v = *static_cast<int64_t*>(it->elem);
      seen[v]++;
      if (fresh < 3000) for (int k = 0; k < 20; k++) put(fresh++);
      if (v < 50) {
        std::string dead = "key" + std::to_string(v + 50);
        GoString ds{dead.data(), static_cast<int64_t>(dead.size())};
        bool present;
        mapaccessStr(t.m, mt, h, ds, &present);
        bool had = seen.count(v + 50);
        mapdelete(t.m, mt, h, &ds);
        if (!had) seen[v + 50] = -1000;  // must not appear any more
      }
    }
    for (int i = 0; i < 50; i++) REQUIRE(seen[i] == 1);
    for (auto& [v, n] : seen) REQUIRE((n == 1 || n == -1000));
  }
}

TEST_CASE("NaN keys are all kept, and iterated, through growth") {
  TestRuntime t;
  G* g = t.start();
  for (int i = 0; i < 16; i++) g->sched.fp[i].p = nullptr;
  auto* mt = reinterpret_cast<MapType*>(t.rt.types.mapOf(t.rt.types.basic(kFloat64), t.rt.types.basic(kInt)));
  hmap* h = makemap(t.m, mt, 0);
  double nan = __builtin_nan("");
  for (int i = 0; i < 100; i++) *static_cast<int64_t*>(mapassign(t.m, mt, h, &nan)) = i;
  CHECK(h->count == 100);
  std::set<int64_t> seen;
  for (hiter* it = mapiterinit(t.m, mt, h); it->key; mapiternext(t.m, it)) {
    seen.insert(*static_cast<int64_t*>(it->elem));
    if (seen.size() == 10)
      for (int i = 100; i < 300; i++) *static_cast<int64_t*>(mapassign(t.m, mt, h, &nan)) = i;
  }
  int old = 0;
  for (int64_t v : seen) old += v < 100;
  CHECK(old == 100);
  double zero = 0, minus = -0.0;
  *static_cast<int64_t*>(mapassign(t.m, mt, h, &zero)) = 7;
  bool found;
  CHECK(*static_cast<int64_t*>(mapaccess(t.m, mt, h, &minus, &found)) == 7);
}
