// This file keeps the finalizers. An object with one is found dead at the end of a marking: it is marked after all, its
// finalizer queued and forgotten; a goroutine of the library's Go text runs the queue.
#include "runtime/gc/gc_impl.h"
#include "runtime/sched/sched.h"

namespace vole::rt {

// What an object with a finalizer refers to lives until the finalizer has run, and so does the closure.
void markFinalizers(Runtime& rt, gcWork& w) {
  GCState& gc = *rt.gc;
  LockGuard hold(gc.finLock);
  for (auto& [obj, f] : gc.finalizers) {
    greyobject(rt, w, reinterpret_cast<uintptr_t>(f.fn));
    greyContents(rt, w, obj);
  }
  for (FinalizerCall& c : gc.finq) {
    greyobject(rt, w, reinterpret_cast<uintptr_t>(c.fn));
    greyobject(rt, w, reinterpret_cast<uintptr_t>(c.arg));
  }
}

void queueFinalizers(Runtime& rt, gcWork& w) {
  GCState& gc = *rt.gc;
  mheap& h = *rt.heap;
  LockGuard hold(gc.finLock);
  std::vector<uintptr_t> dead;
  for (auto it = gc.finalizers.begin(); it != gc.finalizers.end();) {
    uintptr_t obj = it->first;
    mspan* s = h.spanOf(obj);
    if (!s || !s->inUse() || s->isMarked(s->objIndex(obj))) {
      ++it;
      continue;
    }
    gc.finq.push_back({it->second.fn, reinterpret_cast<void*>(obj), it->second.argType, it->second.fnType});
    it = gc.finalizers.erase(it);
    dead.push_back(obj);
  }
  // Only now: small objects share a block, and its mark.
  for (uintptr_t obj : dead) greyobject(rt, w, obj);
}

void startFinalizers(M& m) {
  GCState& gc = *m.rt->gc;
  {
    LockGuard hold(gc.finLock);
    if (gc.finq.empty() || gc.fingRunning || !m.rt->hooks.libFunc) return;
    gc.fingRunning = true;
  }
  FuncInfo* f = m.rt->hooks.libFunc(*m.rt, "runtime.runFinalizers");
  if (f) {
    newSystemproc(m, &f->self);
    return;
  }
  LockGuard hold(gc.finLock);
  gc.fingRunning = false;
}

const char* setFinalizer(M& m, void* obj, const Type* objType, void* fn, const FuncType* fnType) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  uintptr_t at = reinterpret_cast<uintptr_t>(obj);
  HeapObject o;
  if (fn && !findObject(rt, obj, &o)) return nullptr;  // package variables, static boxes: never collected
  // Even a removal: the record held what it held when marking began.
  if (m.wbEnabled) shade(m, fn);
  LockGuard hold(gc.finLock);
  if (m.wbEnabled) {
    auto it = gc.finalizers.find(at);
    if (it != gc.finalizers.end()) shade(m, it->second.fn);
    if (fn) greyContents(rt, workOf(m), at);
  }
  if (!fn) {
    gc.finalizers.erase(at);
    return nullptr;
  }
  if (!gc.finalizers.emplace(at, Finalizer{fn, objType, fnType}).second) return "runtime.SetFinalizer: finalizer already set";
  return nullptr;
}

bool nextFinalizer(M& m, FinalizerCall* out) {
  GCState& gc = *m.rt->gc;
  LockGuard hold(gc.finLock);
  if (gc.finq.empty()) {
    gc.fingRunning = false;  // the goroutine ends; a later collection starts another
    return false;
  }
  *out = gc.finq.front();
  gc.finq.pop_front();
  if (m.wbEnabled) {
    shade(m, out->fn);
    shade(m, out->arg);
  }
  return true;
}

}  // namespace vole::rt
