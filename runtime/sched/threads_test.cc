// The run time on several threads, without an interpreter: goroutines are scripts in C++ that keep what they are about in their
// frames. Made to be run under ThreadSanitizer.
#include <atomic>
#include <fcntl.h>
#include <memory>
#include <thread>
#include <unistd.h>
#include <vector>

#include "doctest/doctest.h"
#include "runtime/data/chan.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/malloc.h"
#include "runtime/runtime_testing.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stw.h"

using namespace vole::rt;

namespace {

struct Node {
  Node* next;
  int64_t v;
};

struct World;

// A goroutine's closure: its first word is the function. Pointers that the collector must see live in the frame.
struct Script {
  FuncInfo* fn;
  World* world;
  // One step; fp[0] is the script itself. It may park: then the next step follows.
  Status (*step)(M& m, World& w, Script& s, Slot* fp);
  int64_t n = 0, sum = 0;
};

struct World : TestRuntime {
  hchan* c = nullptr;
  const Type* node = nullptr;
  std::atomic<int> wrong{0}, ended{0};
  int wanted = 0;
  int fds[2] = {-1, -1};
  PollDesc* desc = nullptr;
  std::vector<std::unique_ptr<Script>> scripts;

  explicit World(int procs) {
    rt.gomaxprocs = procs;
    rt.hooks.execute = execute;
    c = makechan(m, reinterpret_cast<ChanType*>(rt.types.chanOf(rt.types.basic(kInt), kBothDir)), 0);
    node = rt.types.structOf({{"next", "main", rt.types.ptrTo(rt.types.basic(kInt)), "", false},
                              {"v", "main", rt.types.basic(kInt), "", false}});
  }
  Script* script(Status (*step)(M&, World&, Script&, Slot*)) {
    scripts.push_back(std::make_unique<Script>(Script{&fn, this, step}));
    return scripts.back().get();
  }
  static void execute(M& m, G& g) {
    for (;;) {
      Slot* fp = g.sched.fp;
      if (__atomic_load_n(&m.guard, __ATOMIC_RELAXED) == nullptr) {
        if (safepoint(m, fp + 8) != Status::reload) return;
        fp = g.sched.fp;
      }
      auto* s = static_cast<Script*>(fp[0].p);
      if (s->step(m, *s->world, *s, fp) != Status::ok) return;
    }
  }
};

Status endProgram(M& m) {
  m.exiting = true;
  m.exitCode = 0;
  return Status::exit;
}

constexpr int64_t kMessages = 300;

Status sender(M& m, World& w, Script& s, Slot* fp) {
  if (s.n == kMessages) return goexit0(m);
  fp[2].i = ++s.n;
  return chansend(m, w.c, fp + 2);
}

// Makes w.wanted senders, then takes their messages.
Status receiver(M& m, World& w, Script& s, Slot* fp) {
  fp[5].p = w.c;
  if (s.n < w.wanted) {
    newproc(m, w.script(sender));
    s.n++;
    return Status::ok;
  }
  if (s.n > w.wanted) s.sum += fp[2].i;
  if (s.n - w.wanted == w.wanted * kMessages) {
    w.wrong += s.sum != w.wanted * kMessages * (kMessages + 1) / 2;
    return endProgram(m);
  }
  s.n++;
  return chanrecv(m, w.c, fp + 2, fp + 3);
}

// A list that grows at its head and is cut off behind the 32nd node, over and over: the marker must find all of it.
Status mutator(M& m, World& w, Script& s, Slot* fp) {
  if (s.n++ == 0) fp[3].p = nullptr;
  auto* n = static_cast<Node*>(newobject(m, w.node));
  n->v = s.n;
  writePtr(m, reinterpret_cast<void**>(&n->next), fp[3].p);
  fp[3].p = n;
  if (s.n % 64 == 0) {
    Node* at = n;
    for (int i = 0; i < 32 && at; i++, at = at->next) w.wrong += at->v != n->v - i;
    w.wrong += !at;
    if (at) writePtr(m, reinterpret_cast<void**>(&at->next), nullptr);
  }
  if (s.n < 20000) return Status::ok;
  w.ended++;
  return goexit0(m);
}

Status mutatorsMain(M& m, World& w, Script& s, Slot* fp) {
  if (s.n++ == 0)
    for (int i = 0; i < w.wanted; i++) newproc(m, w.script(mutator));
  if (w.ended == w.wanted) return endProgram(m);
  if (s.n % 16 == 0) setGomaxprocs(m, 2 + s.n / 16 % 3);  // the world is stopped again and again
  return gosched(m);
}

Status pollWriter(M& m, World& w, Script& s, Slot* fp) {
  if (s.n == 1000) return goexit0(m);
  if (write(w.fds[1], "12345", 5) == 5) s.n++;
  return gosched(m);
}

// Reads until nothing is there, then waits in the poller.
Status pollMain(M& m, World& w, Script& s, Slot* fp) {
  if (s.n++ == 0) {
    int err = 0;
    w.desc = pollOpen(m, w.fds[0], &err);
    w.wrong += err != 0;
    newproc(m, w.script(pollWriter));
  }
  pollReset(w.desc, 'r');
  char buf[64];
  ssize_t n = read(w.fds[0], buf, sizeof buf);
  if (n <= 0) return pollWait(m, w.desc, 'r', fp + 2);
  s.sum += n;
  return s.sum == 5000 ? endProgram(m) : Status::ok;
}

int runWorld(World& w) { return w.rt.run(w.scripts[0].get()); }

}  // namespace

TEST_CASE("thieves and the owner of a run queue share its goroutines without losing or doubling one") {
  TestRuntime t;
  constexpr size_t kGs = 20000;
  std::vector<G> gs(256);
  std::vector<std::atomic<int>> held(gs.size());
  P& p = *t.m.p;
  std::atomic<bool> over{false};
  std::atomic<size_t> stolen{0};
  std::atomic<int> wrong{0};
  auto take = [&](G* g) {
    if (held[static_cast<size_t>(g - gs.data())].fetch_sub(1) != 1) wrong++;
  };
  std::vector<std::thread> thieves;
  for (int i = 0; i < 2; i++)
    thieves.emplace_back([&] {
      P mine;
      mine.rt = &t.rt;
      while (!over) {
        G* g = runqsteal(mine, p);
        if (!g) {
          std::this_thread::yield();
          continue;
        }
        for (; g; g = runqget(mine)) {
          take(g);
          stolen++;
        }
      }
    });
  size_t next = 0, own = 0;
  for (size_t i = 0; i < kGs; i++) {
    // Only those nobody holds any more, and never so many that the queue overflows.
    size_t k = next++ % gs.size();
    int none = 0;
    if (held[k].compare_exchange_strong(none, 1)) runqput(p, &gs[k], i % 7 == 0);
    if (i % 3 == 0)
      if (G* g = runqget(p)) {
        take(g);
        own++;
      }
  }
  while (G* g = runqget(p)) take(g);
  over = true;
  for (auto& th : thieves) th.join();
  while (G* g = runqget(p)) take(g);
  while (G* g = globrunqget(t.rt)) take(g);
  int left = 0;
  for (auto& h : held) left += h != 0;
  CHECK(wrong == 0);
  CHECK(left == 0);
  CHECK(own > 0);
}

TEST_CASE("goroutines on several Ms hand values over a channel") {
  World w(4);
  w.wanted = 20;
  w.script(receiver);
  CHECK(runWorld(w) == 0);
  CHECK(w.wrong == 0);
}

TEST_CASE("mutators on several Ms against the marker, while the world is stopped and Ps come and go") {
  World w(3);
  w.wanted = 6;
  setGCPercent(w.rt, 5);
  w.script(mutatorsMain);
  CHECK(runWorld(w) == 0);
  CHECK(w.wrong == 0);
  CHECK(w.rt.gc->completed > 0);
}

TEST_CASE("a goroutine waits in the poller for what another writes") {
  World w(2);
  REQUIRE(pipe2(w.fds, O_NONBLOCK) == 0);
  w.script(pollMain);
  CHECK(runWorld(w) == 0);
  CHECK(w.wrong == 0);
  close(w.fds[0]);
  close(w.fds[1]);
}
