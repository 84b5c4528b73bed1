// The leaves of sync.Pool, and what the collector does with pools before it marks.
#include "runtime/gc/gc.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/p.h"

namespace vole::rt {
namespace {

struct Any {
  void *type, *data;
};

// As in pool.go.
struct PoolCell {
  Any priv, victim;
  char pad[32];
};
struct GoPool {
  int32_t lock;  // of the mutex: 0 is unlocked
  uint32_t sema;
  bool known;
  PoolCell* cells;
  int64_t ncells;
  struct {
    void* data;
    int64_t len, cap;
  } store, victim;
};
static_assert(sizeof(PoolCell) == 64);

PoolCell* cellOf(M& m, GoPool* p) {
  PoolCell* cells = __atomic_load_n(&p->cells, __ATOMIC_ACQUIRE);
  return cells && m.p->id < p->ncells ? &cells[m.p->id] : nullptr;
}

void write(M& m, void** at, void* value) {
  if (m.wbEnabled) gcWriteBarrier(m, at, value);
  *at = value;
}
void write(M& m, Any& at, Any value) {
  write(m, &at.type, value.type);
  write(m, &at.data, value.data);
}

Status take(M& m, Slot* a) {
  PoolCell* c = cellOf(m, static_cast<GoPool*>(a[0].p));
  Any x{};
  if (c) {
    Any& from = c->priv.type ? c->priv : c->victim;
    x = from;
    if (x.type) write(m, from, {});
  }
  a[0].p = x.type;
  a[1].p = x.data;
  return Status::ok;
}
VOLE_NATIVE("sync.(*Pool).take", take);

Status put(M& m, Slot* a) {
  auto* p = static_cast<GoPool*>(a[0].p);
  PoolCell* c = cellOf(m, p);
  // One that the collector does not know any more has to be registered first.
  bool fits = c && p->known && !c->priv.type;
  if (fits) write(m, c->priv, {a[1].p, a[2].p});
  a[0].u = fits;
  return Status::ok;
}
VOLE_NATIVE("sync.(*Pool).put", put);

// Between two collections the lists hold pools that were alive when the last one began to mark: none of them is freed.
void makeVictims(Runtime& rt) {
  for (void* at : rt.oldPools) {
    auto* p = static_cast<GoPool*>(at);
    if (p->known) continue;  // it is among rt.pools again
    for (int64_t i = 0; i < p->ncells; i++) p->cells[i].victim = {};
    if (!p->lock) p->victim = {};
  }
  rt.oldPools.clear();
  for (void* at : rt.pools) {
    auto* p = static_cast<GoPool*>(at);
    for (int64_t i = 0; i < p->ncells; i++) {
      p->cells[i].victim = p->cells[i].priv;
      p->cells[i].priv = {};
    }
    // Who holds the lock is in the midst of them; they wait for the next collection.
    if (!p->lock) {
      p->victim = p->store;
      p->store = {};
    }
    p->known = false;
    rt.oldPools.push_back(at);
  }
  rt.pools.clear();
}

Status registerPool(M& m, Slot* a) {
  Runtime& rt = *m.rt;
  LockGuard guard(rt.poolsLock);
  rt.makeVictims = makeVictims;
  rt.pools.push_back(a[0].p);
  return Status::ok;
}
VOLE_NATIVE("sync.(*Pool).register", registerPool);

Status procs(M& m, Slot* a) {
  a[0].i = m.rt->nproc;
  return Status::ok;
}
VOLE_NATIVE("sync.runtime_procs", procs);

}  // namespace
}  // namespace vole::rt
