// This file implements the network poller on epoll, edge-triggered.
#include "runtime/sched/netpoll.h"

#include <cerrno>
#include <climits>
#include <memory>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <vector>

#include "runtime/base/assert.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {

struct NetPoll {
  int epfd = -1;
  int breakfd = -1;                   // eventfd of netpollBreak
  std::atomic<uint32_t> breaking{0};  // one pending break is enough
  std::atomic<int64_t> waiters{0};
  std::atomic<uint64_t> watched[1 << 14] = {};  // a bit for each descriptor below 1 << 20
  std::mutex lock;  // guards what follows
  PollDesc* free = nullptr;
  std::vector<std::unique_ptr<PollDesc>> all;
};

namespace {

// Addresses have 47 bits: the rest of epoll's word tells a descriptor's generations apart.
constexpr int kTagShift = 48;
uint64_t pack(PollDesc* pd) { return reinterpret_cast<uint64_t>(pd) | uint64_t{pd->tag.load() & 0xFFFF} << kTagShift; }

NetPoll* poller(Runtime& rt) { return rt.netpoll.load(std::memory_order_acquire); }

void setWatched(NetPoll* np, int fd, bool on) {
  if (fd < 0 || fd >= 1 << 20) return;
  uint64_t bit = uint64_t{1} << fd % 64;
  if (on) np->watched[fd / 64].fetch_or(bit);
  else np->watched[fd / 64].fetch_and(~bit);
}

// Lets the semaphores' users see a change of what lock guards. Between this and a look at rg, wg stands a full barrier: a
// goroutine parks only after a look at info, and the other side looks at rg, wg after publishing.
void publish(PollDesc* pd) {
  uint32_t set = (pd->closing ? PollDesc::kClosing : 0) | (pd->rd < 0 ? PollDesc::kReadExpired : 0) | (pd->wd < 0 ? PollDesc::kWriteExpired : 0);
  uint32_t old = pd->info.load(std::memory_order_relaxed);
  while (!pd->info.compare_exchange_weak(old, (old & PollDesc::kEventErr) | set)) {
  }
}

PollError checkerr(PollDesc* pd, int mode) {
  uint32_t i = pd->info.load();
  if (i & PollDesc::kClosing) return kPollErrClosing;
  if (i & (mode == 'r' ? PollDesc::kReadExpired : PollDesc::kWriteExpired)) return kPollErrTimeout;
  // An error of the descriptor is left to the read that meets it; only for a write it could be missed.
  if (mode == 'r' && i & PollDesc::kEventErr) return kPollErrNotPollable;
  return kPollNoError;
}

// Takes the goroutine that waits on pd, if any, and leaves an edge (ready) or nothing.
G* unblock(PollDesc* pd, int mode, bool ready) {
  std::atomic<uintptr_t>& word = mode == 'r' ? pd->rg : pd->wg;
  uintptr_t old = word.load();
  for (;;) {
    if (old == kPollReady) return nullptr;
    if (old == kPollNil && !ready) return nullptr;  // only an edge is kept for later
    if (word.compare_exchange_weak(old, ready ? kPollReady : kPollNil)) break;
  }
  return old == kPollWait || old == kPollNil ? nullptr : reinterpret_cast<G*>(old);
}

void wake(M& m, G* g) {
  if (!g) return;
  poller(*m.rt)->waiters.fetch_sub(1);
  goready(m, g);
}

Status waitLoop(M& m, PollDesc* pd, int mode, Slot* result);

Status pollResumed(M& m, G& g) {
  auto* pd = reinterpret_cast<PollDesc*>(g.resumeArg[0]);
  int mode = static_cast<int>(g.resumeArg[1]);
  // Who woke us left kPollReady for an edge, kPollNil for a deadline or the end. Anything else would be another waiter.
  std::atomic<uintptr_t>& word = mode == 'r' ? pd->rg : pd->wg;
  bool ready = word.exchange(kPollNil) == kPollReady;
  Slot* result = g.slotAt(g.resumeOff[0]);
  PollError e = checkerr(pd, mode);
  if (ready || e) {
    result->i = e;
    return Status::ok;
  }
  return waitLoop(m, pd, mode, result);  // the deadline has been moved meanwhile
}

// The goroutine has left the interpreter: only now may a waker find it. When there has been an edge, or the end, it goes on.
bool waitCommit(M& m, G* g, void* lock) {
  NetPoll* np = poller(*m.rt);
  np->waiters.fetch_add(1);
  uintptr_t old = kPollWait;
  if (static_cast<std::atomic<uintptr_t>*>(lock)->compare_exchange_strong(old, reinterpret_cast<uintptr_t>(g))) return true;
  np->waiters.fetch_sub(1);
  return false;
}

// Parks, or stores the result when there is no need.
Status waitLoop(M& m, PollDesc* pd, int mode, Slot* result) {
  std::atomic<uintptr_t>& word = mode == 'r' ? pd->rg : pd->wg;
  G& g = *m.curg;
  for (;;) {
    if (PollError e = checkerr(pd, mode)) {
      result->i = e;
      return Status::ok;
    }
    uintptr_t old = kPollReady;
    if (word.compare_exchange_strong(old, kPollNil)) {
      result->i = checkerr(pd, mode);
      return Status::ok;
    }
    VOLE_ASSERT(old == kPollNil, "two goroutines wait for one direction of a descriptor");
    if (!word.compare_exchange_strong(old, kPollWait)) continue;
    // The deadline or the end may have come before the others could see kPollWait: one more look.
    if (PollError e = checkerr(pd, mode)) {
      if (word.exchange(kPollNil) != kPollWait) continue;
      result->i = e;
      return Status::ok;
    }
    g.resumeArg[0] = reinterpret_cast<int64_t>(pd);
    g.resumeArg[1] = mode;
    g.resumeOff[0] = g.offsetOf(result);
    g.resume = pollResumed;
    return gopark(m, waitCommit, &word, WaitReason::ioWait);
  }
}

// A deadline's timer. It may be late, and the deadline another by now: the clock decides.
void expire(M& m, PollDesc* pd, int64_t now) {
  G *r = nullptr, *w = nullptr;
  {
    std::lock_guard<std::mutex> hold(pd->lock);
    if (pd->closing) return;
    bool read = pd->rd > 0 && pd->rd <= now, write = pd->wd > 0 && pd->wd <= now;
    if (read) pd->rd = -1;
    if (write) pd->wd = -1;
    publish(pd);
    if (read) r = unblock(pd, 'r', false);
    if (write) w = unblock(pd, 'w', false);
  }
  wake(m, r);
  wake(m, w);
}
void deadlineReached(M& m, Timer* t) { expire(m, static_cast<PollDesc*>(t->seq), nanotime()); }

void setTimer(M& m, PollDesc* pd, Timer& t, int64_t when) {
  if (when <= 0) {
    if (t.action == Timer::kNative) deltimer(m, &t);
    return;
  }
  if (t.action == Timer::kNative) {
    modtimer(m, &t, when, 0);
    return;
  }
  t = Timer{when, 0, Timer::kNative, reinterpret_cast<void*>(deadlineReached), pd, 0, nullptr, 0};
  addtimer(m, &t);
}

}  // namespace

int netpollInit(Runtime& rt) {
  if (poller(rt)) return 0;
  static std::mutex making;
  std::lock_guard<std::mutex> hold(making);
  if (poller(rt)) return 0;
  auto* np = new NetPoll;
  np->epfd = epoll_create1(EPOLL_CLOEXEC);
  np->breakfd = np->epfd < 0 ? -1 : eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event ev{};
  ev.events = EPOLLIN;
  ev.data.u64 = 0;  // no PollDesc
  if (np->breakfd < 0 || epoll_ctl(np->epfd, EPOLL_CTL_ADD, np->breakfd, &ev) < 0) {
    int err = errno;
    if (np->epfd >= 0) close(np->epfd);
    if (np->breakfd >= 0) close(np->breakfd);
    delete np;
    return err;
  }
  rt.netpoll.store(np, std::memory_order_release);
  if (rt.sched.mainStarted) startSysmon(rt);
  wakeNetPoller(rt, 1);  // an M that waits for timers alone shall wait for descriptors too
  return 0;
}

bool netpollInited(Runtime& rt) { return poller(rt) != nullptr; }

bool netpollHasWaiters(Runtime& rt) {
  NetPoll* np = poller(rt);
  return np && np->waiters.load() != 0;
}

void freeNetpoll(Runtime& rt) {
  NetPoll* np = rt.netpoll.exchange(nullptr);
  if (!np) return;
  close(np->epfd);
  close(np->breakfd);
  delete np;
}

void netpollBreak(Runtime& rt) {
  NetPoll* np = poller(rt);
  if (!np || np->breaking.exchange(1)) return;
  uint64_t one = 1;
  ssize_t n;
  do n = write(np->breakfd, &one, sizeof one);
  while (n < 0 && errno == EINTR);
}

G* netpoll(Runtime& rt, int64_t delayNs) {
  NetPoll* np = poller(rt);
  if (!np) return nullptr;
  int wait = -1;
  if (delayNs == 0) wait = 0;
  else if (delayNs > 0 && delayNs < 1'000'000) wait = 1;
  else if (delayNs > 0) wait = delayNs < int64_t{1'000'000'000'000'000} ? static_cast<int>(delayNs / 1'000'000) : 1'000'000'000;
  epoll_event events[128];
  int n = epoll_wait(np->epfd, events, 128, wait);
  G *head = nullptr, *tail = nullptr;
  auto add = [&](G* g) {
    if (!g) return;
    np->waiters.fetch_sub(1);
    g->schedlink = nullptr;
    if (tail) tail->schedlink = g;
    else head = g;
    tail = g;
  };
  for (int i = 0; i < n; i++) {
    const epoll_event& ev = events[i];
    if (ev.data.u64 == 0) {
      // A poll that does not block leaves the break to one that does.
      if (delayNs != 0) {
        uint64_t count;
        if (read(np->breakfd, &count, sizeof count) >= 0 || errno == EAGAIN) np->breaking.store(0);
      }
      continue;
    }
    auto* pd = reinterpret_cast<PollDesc*>(ev.data.u64 & ((uint64_t{1} << kTagShift) - 1));
    if ((pd->tag.load() & 0xFFFF) != ev.data.u64 >> kTagShift) continue;  // of a descriptor closed since
    if (ev.events == EPOLLERR) pd->info.fetch_or(PollDesc::kEventErr);
    else pd->info.fetch_and(~uint32_t{PollDesc::kEventErr});
    if (ev.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) add(unblock(pd, 'r', true));
    if (ev.events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) add(unblock(pd, 'w', true));
  }
  return head;
}

PollDesc* pollOpen(M& m, int fd, int* err) {
  *err = netpollInit(*m.rt);
  if (*err) return nullptr;
  NetPoll* np = poller(*m.rt);
  PollDesc* pd;
  {
    std::lock_guard<std::mutex> hold(np->lock);
    pd = np->free;
    if (pd) np->free = pd->link;
    else pd = np->all.emplace_back(new PollDesc).get();
  }
  {
    std::lock_guard<std::mutex> hold(pd->lock);
    VOLE_ASSERT(pd->rg.load() <= kPollReady && pd->wg.load() <= kPollReady, "a waiter on a free poll descriptor");
    pd->link = nullptr;
    pd->fd = fd;
    pd->closing = false;
    pd->rd = pd->wd = 0;
    pd->rg.store(kPollNil);
    pd->wg.store(kPollNil);
    pd->info.store(0);
  }
  epoll_event ev{};
  ev.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  ev.data.u64 = pack(pd);
  if (epoll_ctl(np->epfd, EPOLL_CTL_ADD, fd, &ev) < 0) {
    *err = errno;
    pd->tag.fetch_add(1);
    std::lock_guard<std::mutex> hold(np->lock);
    pd->link = np->free;
    np->free = pd;
    return nullptr;
  }
  setWatched(np, fd, true);
  return pd;
}

void pollClose(M& m, PollDesc* pd) {
  NetPoll* np = poller(*m.rt);
  VOLE_ASSERT(pd->closing, "pollClose without pollUnblock");
  epoll_event ev{};
  setWatched(np, pd->fd, false);
  epoll_ctl(np->epfd, EPOLL_CTL_DEL, pd->fd, &ev);
  pd->tag.fetch_add(1);
  std::lock_guard<std::mutex> hold(np->lock);
  pd->link = np->free;
  np->free = pd;
}

PollError pollReset(PollDesc* pd, int mode) {
  if (PollError e = checkerr(pd, mode)) return e;
  (mode == 'r' ? pd->rg : pd->wg).store(kPollNil);
  return kPollNoError;
}

bool netpollWatches(Runtime& rt, uint64_t fd) {
  NetPoll* np = poller(rt);
  return np && fd < 1 << 20 && np->watched[fd / 64].load(std::memory_order_relaxed) >> fd % 64 & 1;
}

void netpollForget(Runtime& rt, int fd) {
  if (NetPoll* np = poller(rt)) setWatched(np, fd, false);
}

bool isNetpollDescriptor(Runtime& rt, int fd) {
  NetPoll* np = poller(rt);
  return np && (fd == np->epfd || fd == np->breakfd);
}

bool pollForget(Runtime& rt, G* g) {
  auto* pd = reinterpret_cast<PollDesc*>(g->resumeArg[0]);
  auto old = reinterpret_cast<uintptr_t>(g);
  if (!(g->resumeArg[1] == 'r' ? pd->rg : pd->wg).compare_exchange_strong(old, kPollNil)) return false;
  poller(rt)->waiters.fetch_sub(1);
  return true;
}

Status pollWait(M& m, PollDesc* pd, int mode, Slot* result) { return waitLoop(m, pd, mode, result); }

void pollSetDeadline(M& m, PollDesc* pd, int64_t d, int mode) {
  if (d > 0) {
    if (__builtin_add_overflow(d, nanotime(), &d)) d = INT64_MAX;
  }
  G *r = nullptr, *w = nullptr;
  {
    std::lock_guard<std::mutex> hold(pd->lock);
    if (pd->closing) return;
    if (mode == 'r' || mode == 'r' + 'w') {
      pd->rd = d;
      setTimer(m, pd, pd->rt, d);
    }
    if (mode == 'w' || mode == 'r' + 'w') {
      pd->wd = d;
      setTimer(m, pd, pd->wt, d);
    }
    publish(pd);
    if (pd->rd < 0) r = unblock(pd, 'r', false);
    if (pd->wd < 0) w = unblock(pd, 'w', false);
  }
  wake(m, r);
  wake(m, w);
}

void pollUnblock(M& m, PollDesc* pd) {
  G *r, *w;
  {
    std::lock_guard<std::mutex> hold(pd->lock);
    VOLE_ASSERT(!pd->closing, "pollUnblock twice");
    pd->closing = true;
    publish(pd);
    r = unblock(pd, 'r', false);
    w = unblock(pd, 'w', false);
    setTimer(m, pd, pd->rt, 0);
    setTimer(m, pd, pd->wt, 0);
  }
  wake(m, r);
  wake(m, w);
}

}  // namespace vole::rt
