// Maps. Keys are passed by the address of their slots, which is their memory layout on a little-endian machine.
#include "runtime/data/map.h"
#include "runtime/mem/malloc.h"
#include "vm/interp/handler.h"

namespace vole::vm {
namespace {

// The run time's block of zeros answers for absent elements up to its size; bigger ones get a zero object of their own.
VOLE_INLINE void* orZero(rt::M& m, const rt::MapType* t, void* p, bool found) {
  if (VOLE_LIKELY(found) || VOLE_LIKELY(t->elem->size <= sizeof rt::zeroVal)) return p;
  return rt::newobject(m, t->elem);
}

}  // namespace

#define MAPS(K, key)                                                                                        \
  VOLE_CALL(MapGet##K) {                                                                                    \
    auto* t = v.template xp<const rt::MapType>();                                                           \
    bool found = false;                                                                                     \
    void* p = rt::mapaccess##K(m, t, static_cast<rt::hmap*>(v.b().p), key, &found);                         \
    if (VOLE_UNLIKELY(!p)) return Status::panic;                                                            \
    v.a().p = orZero(m, t, p, found);                                                                       \
    return Status::ok;                                                                                      \
  }                                                                                                         \
  VOLE_CALL(MapGetOk##K) {                                                                                  \
    auto* t = v.template xp<const rt::MapType>();                                                           \
    bool found = false;                                                                                     \
    void* p = rt::mapaccess##K(m, t, static_cast<rt::hmap*>(v.b().p), key, &found);                         \
    if (VOLE_UNLIKELY(!p)) return Status::panic;                                                            \
    Slot *a = &v.a(), *d = &v.d();                                                                          \
    a->p = orZero(m, t, p, found);                                                                          \
    d->u = found;                                                                                           \
    return Status::ok;                                                                                      \
  }                                                                                                         \
  VOLE_CALL(MapAssign##K) {                                                                                 \
    void* p = rt::mapassign##K(m, v.template xp<const rt::MapType>(), static_cast<rt::hmap*>(v.b().p), key); \
    if (VOLE_UNLIKELY(!p)) return Status::panic;                                                            \
    v.a().p = p;                                                                                            \
    return Status::ok;                                                                                      \
  }
MAPS(, &v.c())
MAPS(32, v.c().u32)
MAPS(64, v.c().u)
MAPS(Str, str(v.c()))

VOLE_CALL(MapDelete) {
  return rt::mapdelete(m, v.template xp<const rt::MapType>(), static_cast<rt::hmap*>(v.b().p), &v.c()) ? Status::ok : Status::panic;
}
VOLE_CALL(MapClear) {
  rt::mapclear(m, v.template xp<const rt::MapType>(), static_cast<rt::hmap*>(v.b().p));
  return Status::ok;
}
VOLE_OP(MapLen) {
  auto* h = static_cast<const rt::hmap*>(v.b().p);
  v.a().i = h ? h->count : 0;
}
VOLE_CALL(MakeMap) {
  v.a().p = rt::makemap(m, v.template xp<const rt::MapType>(), v.b().i);
  return Status::ok;
}
VOLE_CALL(MapIterInit) {
  v.a().p = rt::mapiterinit(m, v.template xp<const rt::MapType>(), static_cast<rt::hmap*>(v.b().p));
  return Status::ok;
}
VOLE_CALL(MapIterNext) {
  rt::mapiternext(m, static_cast<rt::hiter*>(v.a().p));
  return Status::ok;
}

}  // namespace vole::vm
