#include "doctest/doctest.h"
#include "runtime/data/chan.h"
#include "runtime/data/select.h"
#include "runtime/panic/panic.h"
#include "runtime/runtime_testing.h"
#include "runtime/sched/sched_impl.h"

using namespace vole::rt;

TEST_CASE("run queue: runnext first, then the order of arrival; overflow goes to the global queue; stealing takes half") {
  TestRuntime t;
  std::vector<G> gs(600);
  P& p = *t.m.p;
  for (int i = 0; i < 10; i++) runqput(p, &gs[static_cast<size_t>(i)], false);
  runqput(p, &gs[100], true);
  runqput(p, &gs[101], true);  // kicks 100 to the tail
  CHECK(runqget(p) == &gs[101]);
  for (int i = 0; i < 10; i++) CHECK(runqget(p) == &gs[static_cast<size_t>(i)]);
  CHECK(runqget(p) == &gs[100]);
  CHECK(runqget(p) == nullptr);
  for (auto& g : gs) runqput(p, &g, false);
  size_t n = 0;
  CHECK(t.rt.sched.runqsize > 0);
  while (runqget(p)) n++;
  while (globrunqget(t.rt)) n++;
  CHECK(n == gs.size());
  P other;
  other.rt = &t.rt;
  for (int i = 0; i < 9; i++) runqput(p, &gs[static_cast<size_t>(i)], false);
  G* got = runqsteal(other, p);
  CHECK(got == &gs[4]);
  CHECK(runqget(other) == &gs[0]);
  CHECK(runqget(p) == &gs[5]);
}

TEST_CASE("stack copy adjusts frame links, live slots, deferred calls and sudogs") {
  TestRuntime t;
  static const uint32_t pcs[] = {16, 32};
  static const uint32_t which[] = {0, 0};
  static const uint64_t bits[] = {0b0110};  // slots 1 and 2 of main.main are pointers
  t.fn.maps = {pcs, which, bits, 2, 1};
  static const uint32_t bpcs[] = {0};
  static const uint32_t bwhich[] = {0};
  static const uint64_t bbits[] = {0b1};
  t.body.maps = {bpcs, bwhich, bbits, 1, 1};
  G* g = t.start();
  Slot* fp = g->sched.fp;
  int64_t heapValue = 0;
  for (int i = 0; i < 16; i++) fp[i].p = nullptr;
  fp[0].p = fp + 3;  // an integer that looks like a stack address
  fp[1].p = fp + 3;  // a pointer into the frame
  fp[2].p = &heapValue;
  fp[3].i = 77;
  deferproc(t.m, fp, t.fn.code, fp + 3);
  // main.main waits for main.body, called at slot 8
  Slot* cfp = fp + 10;
  cfp[-2].cp = static_cast<const char*>(t.fn.code) + 16;
  cfp[-1].p = fp;
  cfp[0].p = fp + 1;
  g->sched = {t.body.code, cfp, nullptr};
  sudog sg{};
  sg.g = g;
  sg.elem = cfp;
  g->waiting = &sg;
  Slot* oldLo = g->lo;
  copystack(t.m, *g, 8192);
  CHECK(g->lo != oldLo);
  CHECK((g->hi - g->lo) * 8 == 8192);
  Slot* nfp = g->lo + kHeaderSlots;
  CHECK(g->sched.fp == nfp + 10);
  CHECK(nfp[10 - 1].p == nfp);
  CHECK(nfp[0].p == oldLo + kHeaderSlots + 3);  // untouched
  CHECK(nfp[1].p == nfp + 3);
  CHECK(nfp[2].p == &heapValue);
  CHECK(nfp[3].i == 77);
  CHECK(nfp[10].p == nfp + 1);
  CHECK(g->defers->fp == nfp);
  CHECK(g->defers->fn == nfp + 3);
  CHECK(sg.elem == nfp + 10);
  g->waiting = nullptr;
  StackWalker w(t.rt, *g);
  Frame f;
  CHECK(w.next(f));
  CHECK(f.fn == &t.body);
  CHECK(w.next(f));
  CHECK(f.fn == &t.fn);
  CHECK(!w.next(f));
}

TEST_CASE("channels hand over directly, wake in order, and report close") {
  TestRuntime t;
  auto* ct = reinterpret_cast<ChanType*>(t.rt.types.chanOf(t.rt.types.basic(kInt), kBothDir));
  hchan* c = makechan(t.m, ct, 0);
  G* a = t.start();
  Slot* fp = a->sched.fp;
  for (int i = 0; i < 16; i++) fp[i].p = nullptr;
  CHECK(chanrecv(t.m, c, fp, fp + 1) == Status::parked);
  left(t.m);
  G* b = t.start();
  CHECK(b != a);
  Slot* bf = b->sched.fp;
  bf[0].i = 42;
  CHECK(chansend(t.m, c, bf) == Status::ok);
  CHECK(fp[0].i == 42);
  CHECK(runqget(*t.m.p) == a);
  t.m.curg = a;
  ResumeFn r = a->resume;
  CHECK(r(t.m, *a) == Status::ok);
  CHECK(fp[1].i == 1);
  // A select that waits on two channels leaves both when one serves it.
  hchan* d = makechan(t.m, ct, 1);
  a->status = GStatus::running;
  scase cases[] = {{c, fp, false}, {d, fp + 2, false}, {nullptr, nullptr, true}};
  CHECK(selectgo(t.m, cases, 3, false, fp + 4, fp + 5) == Status::ok);
  CHECK(fp[4].i == -1);
  CHECK(selectgo(t.m, cases, 3, true, fp + 4, fp + 5) == Status::parked);
  left(t.m);
  t.m.curg = b;
  b->status = GStatus::running;
  bf[0].i = 43;
  CHECK(chansend(t.m, d, bf) == Status::ok);
  CHECK(runqget(*t.m.p) == a);
  t.m.curg = a;
  r = a->resume;
  CHECK(r(t.m, *a) == Status::ok);
  CHECK(fp[4].i == 1);
  CHECK(fp[5].i == 1);
  CHECK(fp[2].i == 43);
  CHECK(c->recvq.first == nullptr);
  CHECK(d->recvq.first == nullptr);
  // Close serves what is buffered, then zero values.
  a->status = GStatus::running;
  bf[0].i = 44;
  CHECK(chansend(t.m, d, bf) == Status::ok);
  CHECK(closechan(t.m, d) == Status::ok);
  CHECK(chanrecv(t.m, d, fp, fp + 1) == Status::ok);
  CHECK(fp[0].i == 44);
  CHECK(fp[1].i == 1);
  CHECK(chanrecv(t.m, d, fp, fp + 1) == Status::ok);
  CHECK(fp[0].i == 0);
  CHECK(fp[1].i == 0);
}

TEST_CASE("line tables give the line in force at a pc") {
  LineTableBuilder b(10);
  b.add(0, 11);
  b.add(32, 15);
  b.add(48, 12);
  FuncInfo f;
  alignas(16) static char code[64];
  f.code = code;
  f.line = 10;
  f.lines = b.bytes().data();
  f.nlines = static_cast<uint32_t>(b.bytes().size());
  CHECK(funcline(&f, code) == 11);
  CHECK(funcline(&f, code + 16) == 11);
  CHECK(funcline(&f, code + 32) == 15);
  CHECK(funcline(&f, code + 63) == 12);
}

TEST_CASE("type strings and layouts") {
  Runtime rt;
  TypeTable& t = rt.types;
  Type* i = t.basic(kInt);
  Type* s = t.structOf({{"A", "", t.basic(kInt8), "", false}, {"b", "main", t.basic(kString), "json:\"b\"", false}, {"z", "main", t.structOf({}), "", false}});
  auto str = [](Type* x) { return std::string(x->str.ptr, static_cast<size_t>(x->str.len)); };
  CHECK(str(s) == "struct { A int8; b string \"json:\\\"b\\\"\"; z struct {} }");
  CHECK(s->size == 32);
  CHECK(asStruct(s)->fields[1].offset == 8);
  CHECK(s->ptrdata == 16);
  CHECK(str(t.mapOf(t.basic(kString), t.sliceOf(i))) == "map[string][]int");
  CHECK(str(t.funcOf({i, t.sliceOf(i)}, {i, t.basic(kBool)}, true)) == "func(int, ...int) (int, bool)");
  CHECK(str(t.chanOf(t.chanOf(i, kRecvDir), kBothDir)) == "chan (<-chan int)");
  CHECK(t.sliceOf(i) == t.sliceOf(i));
  Type* huge = t.arrayOf(t.ptrTo(i), 1 << 30);
  CHECK(huge->gcdata == nullptr);
  CHECK(huge->ptrdata == uint64_t{8} << 30);
  CHECK(t.arrayOf(i, int64_t{1} << 60) == nullptr);
}
