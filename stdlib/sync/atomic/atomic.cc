// The leaves of sync/atomic: sequentially consistent operations on words of memory.
#include "runtime/native.h"

namespace vole::rt {
namespace {

// A result in its slot: extended to 64 bits by T's own signedness.
template <class T>
void put(Slot* a, T v) {
  if constexpr (static_cast<T>(-1) < 0)
    a[0].i = v;
  else
    a[0].u = v;
}
template <class T>
T* at(M& m, Slot* a) {
  T* p = static_cast<T*>(a[0].p);
  if (!p) panicNilDeref(m);
  return p;
}
#define ADDR(T)            \
  T* p = at<T>(m, a);      \
  if (!p) return Status::panic

template <class T>
Status load(M& m, Slot* a) {
  ADDR(T);
  put<T>(a, __atomic_load_n(p, __ATOMIC_SEQ_CST));
  return Status::ok;
}
template <class T>
Status store(M& m, Slot* a) {
  ADDR(T);
  __atomic_store_n(p, static_cast<T>(a[1].u), __ATOMIC_SEQ_CST);
  return Status::ok;
}
template <class T>
Status swap(M& m, Slot* a) {
  ADDR(T);
  put<T>(a, __atomic_exchange_n(p, static_cast<T>(a[1].u), __ATOMIC_SEQ_CST));
  return Status::ok;
}
template <class T>
Status cas(M& m, Slot* a) {
  ADDR(T);
  T old = static_cast<T>(a[1].u);
  a[0].u = __atomic_compare_exchange_n(p, &old, static_cast<T>(a[2].u), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return Status::ok;
}
template <class T>
Status add(M& m, Slot* a) {
  ADDR(T);
  put<T>(a, static_cast<T>(__atomic_add_fetch(p, static_cast<T>(a[1].u), __ATOMIC_SEQ_CST)));
  return Status::ok;
}
template <class T>
Status andOld(M& m, Slot* a) {
  ADDR(T);
  put<T>(a, __atomic_fetch_and(p, static_cast<T>(a[1].u), __ATOMIC_SEQ_CST));
  return Status::ok;
}
template <class T>
Status orOld(M& m, Slot* a) {
  ADDR(T);
  put<T>(a, __atomic_fetch_or(p, static_cast<T>(a[1].u), __ATOMIC_SEQ_CST));
  return Status::ok;
}

#define OPS(Name, T)                                                     \
  VOLE_NATIVE("sync/atomic.Load" #Name, load<T>);                        \
  VOLE_NATIVE("sync/atomic.Store" #Name, store<T>);                      \
  VOLE_NATIVE("sync/atomic.Swap" #Name, swap<T>);                        \
  VOLE_NATIVE("sync/atomic.CompareAndSwap" #Name, cas<T>);               \
  VOLE_NATIVE("sync/atomic.Add" #Name, add<T>);                          \
  VOLE_NATIVE("sync/atomic.And" #Name, andOld<T>);                       \
  VOLE_NATIVE("sync/atomic.Or" #Name, orOld<T>);                         \
  VOLE_NATIVE("sync/atomic.(*" #Name ").Load", load<T>);                 \
  VOLE_NATIVE("sync/atomic.(*" #Name ").Store", store<T>);               \
  VOLE_NATIVE("sync/atomic.(*" #Name ").Swap", swap<T>);                 \
  VOLE_NATIVE("sync/atomic.(*" #Name ").CompareAndSwap", cas<T>);        \
  VOLE_NATIVE("sync/atomic.(*" #Name ").Add", add<T>);                   \
  VOLE_NATIVE("sync/atomic.(*" #Name ").And", andOld<T>);                \
  VOLE_NATIVE("sync/atomic.(*" #Name ").Or", orOld<T>)

OPS(Int32, int32_t);
OPS(Int64, int64_t);
OPS(Uint32, uint32_t);
OPS(Uint64, uint64_t);
OPS(Uintptr, uint64_t);

// Pointers: the barrier comes before the write, as everywhere.
Status storePointer(M& m, Slot* a) {
  ADDR(void*);
  if (m.wbEnabled) gcWriteBarrier(m, p, a[1].p);
  __atomic_store_n(p, a[1].p, __ATOMIC_SEQ_CST);
  return Status::ok;
}
Status swapPointer(M& m, Slot* a) {
  ADDR(void*);
  if (m.wbEnabled) gcWriteBarrier(m, p, a[1].p);
  a[0].p = __atomic_exchange_n(p, a[1].p, __ATOMIC_SEQ_CST);
  return Status::ok;
}
Status casPointer(M& m, Slot* a) {
  ADDR(void*);
  if (m.wbEnabled) gcWriteBarrier(m, p, a[2].p);
  void* old = a[1].p;
  a[0].u = __atomic_compare_exchange_n(p, &old, a[2].p, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return Status::ok;
}
VOLE_NATIVE("sync/atomic.LoadPointer", load<uint64_t>);
VOLE_NATIVE("sync/atomic.StorePointer", storePointer);
VOLE_NATIVE("sync/atomic.SwapPointer", swapPointer);
VOLE_NATIVE("sync/atomic.CompareAndSwapPointer", casPointer);

}  // namespace
}  // namespace vole::rt
