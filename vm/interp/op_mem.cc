// Loads and stores: through pointers, slice and array elements, parts of the frame, package variables.
#include "runtime/mem/malloc.h"
#include "vm/interp/handler.h"

namespace vole::vm {
namespace {
template <class T>
VOLE_INLINE T* at(void* p, uint64_t off) {
  return reinterpret_cast<T*>(static_cast<char*>(p) + off);
}
}  // namespace

#define LOADS(T, ctype)                                                                   \
  VOLE_TRY_OR(Load##T, faultNil) {                                                        \
    void* p = v.b().p;                                                                    \
    if (VOLE_UNLIKELY(!p)) return false;                                                  \
    v.a().i = static_cast<int64_t>(*at<ctype>(p, v.uc()));                                \
    return true;                                                                          \
  }                                                                                       \
  VOLE_TRY_OR(IdxLoad##T, faultIdxLoad) {                                                 \
    Slot* b = &v.b();                                                                     \
    uint64_t i = v.c().u;                                                                 \
    if (VOLE_UNLIKELY(i >= b[1].u)) return false;                                         \
    v.a().i = static_cast<int64_t>(static_cast<ctype*>(b->p)[i]);                         \
    return true;                                                                          \
  }                                                                                       \
  VOLE_TRY_OR(PIdxLoad##T, faultPIdxLoad) {                                               \
    void* p = v.b().p;                                                                    \
    uint64_t i = v.c().u;                                                                 \
    if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(i >= v.x())) return false;                     \
    v.a().i = static_cast<int64_t>(static_cast<ctype*>(p)[i]);                            \
    return true;                                                                          \
  }                                                                                       \
  VOLE_TRY_OR(FIdxLoad##T, faultFIdxLoad) {                                               \
    uint64_t i = v.c().u;                                                                 \
    if (VOLE_UNLIKELY(i >= v.x())) return false;                                          \
    v.a().i = static_cast<int64_t>(reinterpret_cast<ctype*>(&v.b())[i]);                  \
    return true;                                                                          \
  }                                                                                       \
  VOLE_OP(FLoad##T) { v.a().i = static_cast<int64_t>(*at<ctype>(v.fp, v.uimm())); }
LOADS(I8, int8_t)
LOADS(U8, uint8_t)
LOADS(I16, int16_t)
LOADS(U16, uint16_t)
LOADS(I32, int32_t)
LOADS(U32, uint32_t)
LOADS(64, int64_t)

VOLE_TRY(IdxLoadK64) {
  Slot* b = &v.b();
  uint64_t i = v.uc();
  if (VOLE_UNLIKELY(i >= b[1].u)) return false;
  v.a().u = static_cast<uint64_t*>(b->p)[i];
  return true;
}
VOLE_SLOW(IdxLoadK64) { return rt::panicIndex(m, v.uc(), (&v.b())[1].i); }
#define IDX_OFF(T, ctype)                                                         \
  VOLE_TRY(IdxLoadOff##T) {                                                       \
    Slot* b = &v.b();                                                             \
    uint64_t i = v.c().u + static_cast<uint64_t>(v.id());                         \
    if (VOLE_UNLIKELY(i >= b[1].u)) return false;                                 \
    v.a().u = static_cast<ctype*>(b->p)[i];                                       \
    return true;                                                                  \
  }                                                                               \
  VOLE_SLOW(IdxLoadOff##T) { return rt::panicIndex(m, v.c().i + v.id(), (&v.b())[1].i); }
IDX_OFF(64, uint64_t)
IDX_OFF(U8, uint8_t)
VOLE_TRY(IdxStoreOff64) {
  Slot* a = &v.a();
  uint64_t i = v.b().u + static_cast<uint64_t>(v.id());
  if (VOLE_UNLIKELY(i >= a[1].u)) return false;
  static_cast<uint64_t*>(a->p)[i] = v.c().u;
  return true;
}
VOLE_SLOW(IdxStoreOff64) { return rt::panicIndex(m, v.b().i + v.id(), (&v.a())[1].i); }

VOLE_TRY_OR(Load2, faultNil) {
  void* p = v.b().p;
  if (VOLE_UNLIKELY(!p)) return false;
  uint64_t* q = at<uint64_t>(p, v.uc());
  Slot* a = &v.a();
  uint64_t w0 = q[0], w1 = q[1];
  a[0].u = w0;
  a[1].u = w1;
  return true;
}
VOLE_TRY_OR(Load3, faultNil) {
  void* p = v.b().p;
  if (VOLE_UNLIKELY(!p)) return false;
  uint64_t* q = at<uint64_t>(p, v.uc());
  Slot* a = &v.a();
  uint64_t w0 = q[0], w1 = q[1], w2 = q[2];
  a[0].u = w0;
  a[1].u = w1;
  a[2].u = w2;
  return true;
}
VOLE_TRY_OR(LoadN, faultNil) {
  void* p = v.b().p;
  if (VOLE_UNLIKELY(!p)) return false;
  uint64_t n = v.x();
  char* q = at<char>(p, v.uc());
  Slot* a = &v.a();
  memmove(a, q, n);
  if (n & 7) {  // zero the rest of the last slot
    uint64_t keep = (uint64_t{1} << (8 * (n & 7))) - 1;
    a[n / 8].u &= keep;
  }
  return true;
}
VOLE_TRY_OR(IdxLoad2, faultIdxLoad) {
  Slot *b = &v.b(), *a = &v.a();
  uint64_t i = v.c().u;
  if (VOLE_UNLIKELY(i >= b[1].u)) return false;
  uint64_t* q = static_cast<uint64_t*>(b->p) + i * 2;
  uint64_t w0 = q[0], w1 = q[1];
  a[0].u = w0;
  a[1].u = w1;
  return true;
}
VOLE_TRY_OR(IdxLoad3, faultIdxLoad) {
  Slot *b = &v.b(), *a = &v.a();
  uint64_t i = v.c().u;
  if (VOLE_UNLIKELY(i >= b[1].u)) return false;
  uint64_t* q = static_cast<uint64_t*>(b->p) + i * 3;
  uint64_t w0 = q[0], w1 = q[1], w2 = q[2];
  a[0].u = w0;
  a[1].u = w1;
  a[2].u = w2;
  return true;
}

#define STORES(T, ctype)                                                                  \
  VOLE_TRY_OR(Store##T, faultNil) {                                                       \
    void* p = v.a().p;                                                                    \
    if (VOLE_UNLIKELY(!p)) return false;                                                  \
    *at<ctype>(p, v.uc()) = static_cast<ctype>(v.b().u);                                  \
    return true;                                                                          \
  }                                                                                       \
  VOLE_TRY_OR(IdxStore##T, faultIdxStore) {                                               \
    Slot* a = &v.a();                                                                     \
    uint64_t i = v.b().u;                                                                 \
    if (VOLE_UNLIKELY(i >= a[1].u)) return false;                                         \
    static_cast<ctype*>(a->p)[i] = static_cast<ctype>(v.c().u);                           \
    return true;                                                                          \
  }                                                                                       \
  VOLE_TRY_OR(PIdxStore##T, faultPIdxStore) {                                             \
    void* p = v.a().p;                                                                    \
    uint64_t i = v.b().u;                                                                 \
    if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(i >= v.x())) return false;                     \
    static_cast<ctype*>(p)[i] = static_cast<ctype>(v.c().u);                              \
    return true;                                                                          \
  }                                                                                       \
  VOLE_TRY_OR(FIdxStore##T, faultFIdxStore) {                                             \
    uint64_t i = v.b().u;                                                                 \
    if (VOLE_UNLIKELY(i >= v.x())) return false;                                          \
    reinterpret_cast<ctype*>(&v.a())[i] = static_cast<ctype>(v.c().u);                    \
    return true;                                                                          \
  }                                                                                       \
  VOLE_OP(FStore##T) { *at<ctype>(v.fp, v.uimm()) = static_cast<ctype>(v.b().u); }
STORES(8, uint8_t)
STORES(16, uint16_t)
STORES(32, uint32_t)
STORES(64, uint64_t)

// Pointer stores leave for the cold half while the collector marks: it shades, then stores.
VOLE_TRY(StorePtr) {
  void* p = v.a().p;
  if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(m.wbEnabled)) return false;
  *at<void*>(p, v.uc()) = v.b().p;
  return true;
}
VOLE_SLOW(StorePtr) {
  void* p = v.a().p;
  if (!p) return rt::panicNilDeref(m);
  rt::writePtr(m, at<void*>(p, v.uc()), v.b().p);
  return Status::ok;
}
VOLE_TRY(IdxStorePtr) {
  Slot* a = &v.a();
  uint64_t i = v.b().u;
  if (VOLE_UNLIKELY(i >= a[1].u) || VOLE_UNLIKELY(m.wbEnabled)) return false;
  static_cast<void**>(a->p)[i] = v.c().p;
  return true;
}
VOLE_SLOW(IdxStorePtr) {
  Slot* a = &v.a();
  uint64_t i = v.b().u;
  if (i >= a[1].u) return rt::panicIndex(m, static_cast<int64_t>(i), a[1].i);
  rt::writePtr(m, static_cast<void**>(a->p) + i, v.c().p);
  return Status::ok;
}
VOLE_TRY(PIdxStorePtr) {
  void* p = v.a().p;
  uint64_t i = v.b().u;
  if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(i >= v.x()) || VOLE_UNLIKELY(m.wbEnabled)) return false;
  static_cast<void**>(p)[i] = v.c().p;
  return true;
}
VOLE_SLOW(PIdxStorePtr) {
  void* p = v.a().p;
  uint64_t i = v.b().u;
  if (!p) return rt::panicNilDeref(m);
  if (i >= v.x()) return rt::panicIndex(m, static_cast<int64_t>(i), static_cast<int64_t>(v.x()));
  rt::writePtr(m, static_cast<void**>(p) + i, v.c().p);
  return Status::ok;
}

// A pointer at word PTR of WORDS words.
#define STORE_WORDS(N, WORDS, PTR)                                                        \
  VOLE_TRY(N) {                                                                           \
    void* p = v.a().p;                                                                    \
    if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(m.wbEnabled)) return false;                    \
    uint64_t* q = at<uint64_t>(p, v.uc());                                                \
    Slot* b = &v.b();                                                                     \
    uint64_t w[WORDS];                                                                    \
    for (int i = 0; i < WORDS; i++) w[i] = b[i].u;                                        \
    for (int i = 0; i < WORDS; i++) q[i] = w[i];                                          \
    return true;                                                                          \
  }                                                                                       \
  VOLE_SLOW(N) {                                                                          \
    void* p = v.a().p;                                                                    \
    if (!p) return rt::panicNilDeref(m);                                                  \
    uint64_t* q = at<uint64_t>(p, v.uc());                                                \
    Slot* b = &v.b();                                                                     \
    rt::writePtr(m, reinterpret_cast<void**>(q + PTR), b[PTR].p);                         \
    for (int i = 0; i < WORDS; i++) q[i] = b[i].u;                                        \
    return Status::ok;                                                                    \
  }
STORE_WORDS(StoreStr, 2, 0)
STORE_WORDS(StoreSlice, 3, 0)
STORE_WORDS(StoreIface, 2, 1)

VOLE_TRY_OR(StoreN, faultNil) {
  void* p = v.a().p;
  if (VOLE_UNLIKELY(!p)) return false;
  memmove(at<char>(p, v.uc()), &v.b(), v.x());
  return true;
}
VOLE_TRY(StoreTyped) {
  void* p = v.a().p;
  if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(m.wbEnabled)) return false;
  memmove(at<char>(p, v.uc()), &v.b(), v.x());
  return true;
}
VOLE_SLOW(StoreTyped) {
  void* p = v.a().p;
  if (!p) return rt::panicNilDeref(m);
  rt::typedmemmove(m, v.template yp<const rt::Type>(), at<char>(p, v.uc()), &v.b());
  return Status::ok;
}
VOLE_CALL(CopyTyped) {
  void *a = v.a().p, *b = v.b().p;
  if (VOLE_UNLIKELY(!a || !b)) return rt::panicNilDeref(m);
  rt::typedmemmove(m, v.template xp<const rt::Type>(), a, b);
  return Status::ok;
}
VOLE_CALL(ZeroTyped) {
  void* a = v.a().p;
  if (VOLE_UNLIKELY(!a)) return rt::panicNilDeref(m);
  rt::typedmemclr(m, v.template xp<const rt::Type>(), a);
  return Status::ok;
}
VOLE_TRY_OR(NilCheck, faultNil) { return v.a().p != nullptr; }
VOLE_TRY_OR(AddPtr, faultNil) {
  char* p = static_cast<char*>(v.b().p);
  if (VOLE_UNLIKELY(!p)) return false;
  v.a().p = p + v.imm();
  return true;
}
VOLE_TRY_OR(IdxAddr, faultIdxLoad) {
  Slot* b = &v.b();
  uint64_t i = v.c().u;
  if (VOLE_UNLIKELY(i >= b[1].u)) return false;
  v.a().p = static_cast<char*>(b->p) + i * v.x();
  return true;
}
VOLE_TRY_OR(PIdxAddr, faultPIdxLoad) {
  char* p = static_cast<char*>(v.b().p);
  uint64_t i = v.c().u;
  if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(i >= v.x())) return false;
  v.a().p = p + i * v.y();
  return true;
}
VOLE_TRY_OR(BoundsCheck, faultFIdxStore) { return v.b().u < v.x(); }
VOLE_OP(FAddr) { v.a().p = &v.b(); }

VOLE_OP(GLoad64) { v.a().u = *v.template xp<const uint64_t>(); }
VOLE_OP(GLoad2) {
  auto* q = v.template xp<const uint64_t>();
  Slot* a = &v.a();
  uint64_t w0 = q[0], w1 = q[1];
  a[0].u = w0;
  a[1].u = w1;
}
VOLE_OP(GLoad3) {
  auto* q = v.template xp<const uint64_t>();
  Slot* a = &v.a();
  uint64_t w0 = q[0], w1 = q[1], w2 = q[2];
  a[0].u = w0;
  a[1].u = w1;
  a[2].u = w2;
}
VOLE_OP(GStore64) { *v.template xp<uint64_t>() = v.b().u; }
VOLE_TRY(GStorePtr) {
  if (VOLE_UNLIKELY(m.wbEnabled)) return false;
  *v.template xp<void*>() = v.b().p;
  return true;
}
VOLE_SLOW(GStorePtr) {
  rt::writePtr(m, v.template xp<void*>(), v.b().p);
  return Status::ok;
}

VOLE_TRY(Idx2Load64) {
  Slot* b = &v.b();
  uint64_t i = v.c().u, j = v.d().u;
  if (VOLE_UNLIKELY(i >= b[1].u)) return false;
  auto* row = static_cast<rt::GoSlice*>(b->p) + i;
  if (VOLE_UNLIKELY(j >= static_cast<uint64_t>(row->len))) return false;
  v.a().u = static_cast<uint64_t*>(row->ptr)[j];
  return true;
}
VOLE_SLOW(Idx2Load64) {
  Slot* b = &v.b();
  uint64_t i = v.c().u;
  if (i >= b[1].u) return rt::panicIndex(m, v.c().i, b[1].i);
  return rt::panicIndex(m, v.d().i, static_cast<rt::GoSlice*>(b->p)[i].len, 1);
}
VOLE_TRY(Idx2Store64) {
  Slot* a = &v.a();
  uint64_t i = v.b().u, j = v.c().u;
  if (VOLE_UNLIKELY(i >= a[1].u)) return false;
  auto* row = static_cast<rt::GoSlice*>(a->p) + i;
  if (VOLE_UNLIKELY(j >= static_cast<uint64_t>(row->len))) return false;
  static_cast<uint64_t*>(row->ptr)[j] = v.d().u;
  return true;
}
VOLE_SLOW(Idx2Store64) {
  Slot* a = &v.a();
  uint64_t i = v.b().u;
  if (i >= a[1].u) return rt::panicIndex(m, v.b().i, a[1].i);
  return rt::panicIndex(m, v.c().i, static_cast<rt::GoSlice*>(a->p)[i].len, 1);
}

#define LOAD_OP(N, op)                                        \
  VOLE_TRY_OR(N, faultNil) {                                  \
    void* p = v.b().p;                                        \
    if (VOLE_UNLIKELY(!p)) return false;                      \
    v.a().f = v.d().f op *at<double>(p, v.uc());              \
    return true;                                              \
  }
LOAD_OP(LoadAddF64, +)
LOAD_OP(LoadSubF64, -)
LOAD_OP(LoadMulF64, *)
#define OP_STORE(N, ctype, field, op)                         \
  VOLE_TRY_OR(N, faultNil) {                                  \
    void* p = v.a().p;                                        \
    if (VOLE_UNLIKELY(!p)) return false;                      \
    ctype* q = at<ctype>(p, v.uc());                          \
    *q = *q op v.b().field;                                   \
    return true;                                              \
  }
OP_STORE(AddToF64, double, f, +)
OP_STORE(SubToF64, double, f, -)
OP_STORE(AddToI64, int64_t, i, +)

}  // namespace vole::vm
