// Interfaces: boxing, conversion, assertion.
#include "runtime/mem/malloc.h"
#include "runtime/runtime.h"
#include "runtime/type/itab.h"
#include "vm/interp/handler.h"

namespace vole::vm {
namespace {

// Boxes of the values below 256, as Go's staticuint64s.
struct SmallBoxes {
  uint64_t v[256];
  constexpr SmallBoxes() : v() {
    for (uint64_t i = 0; i < 256; i++) v[i] = i;
  }
};
constexpr SmallBoxes kSmall;

template <class V>
VOLE_INLINE const rt::Type* dynamicType(V v, const Slot& word) {
  if (v.uc() & 1) return static_cast<const rt::Type*>(word.cp);
  auto* tab = static_cast<const rt::itab*>(word.cp);
  return tab ? tab->type : nullptr;
}
// What stands in the first word of an interface of type x that holds a t; null when t lacks a method.
const void* wordFor(rt::M& m, const rt::InterfaceType* x, const rt::Type* t) {
  if (x->nmethods == 0) return t;
  return rt::getitab(*m.rt, x, t);
}

}  // namespace

VOLE_CALL(Box) {
  auto* t = v.template xp<const rt::Type>();
  Slot *a = &v.a(), *b = &v.b();
  uint64_t word = v.y();
  void* p;
  if (t->size <= 8 && !t->pointers()) {
    uint64_t val = b->u;
    if (t->size < 8) val &= (uint64_t{1} << (8 * t->size)) - 1;
    if (val < 256) {
      p = const_cast<uint64_t*>(&kSmall.v[val]);
    } else {
      p = rt::mallocgc(m, t->size, t, false);
      memcpy(p, b, t->size);
    }
  } else if (t->direct()) {
    p = b->p;
  } else {
    p = rt::mallocgc(m, t->size, t, t->pointers());
    memcpy(p, b, t->size);
  }
  a[0].u = word;
  a[1].p = p;
  return Status::ok;
}

VOLE_OP(IfaceType) {
  auto* tab = static_cast<const rt::itab*>(v.b().cp);
  v.a().cp = tab ? tab->type : nullptr;
}

// y caches the last itab found: conversions in one place mostly see one type.
VOLE_CALL(ConvIface) {
  Slot *a = &v.a(), *b = &v.b();
  const rt::Type* t = dynamicType(v, *b);
  void* data = b[1].p;
  if (!t) {
    a[0].u = a[1].u = 0;
    return Status::ok;
  }
  auto* x = v.template xp<const rt::InterfaceType>();
  const void* word;
  auto* cached = v.template yp<const rt::itab>();
  if (x->nmethods == 0) {
    word = t;
  } else if (cached && cached->type == t) {
    word = cached;
  } else {
    word = rt::getitab(*m.rt, x, t);
    if (!word) return rt::panicTypeAssert(m, t, &x->t, nullptr, rt::missingMethod(*m.rt, x, t));
    __atomic_store_n(&const_cast<Instr&>(v.pc[1]).y, reinterpret_cast<uint64_t>(word), __ATOMIC_RELEASE);
  }
  a[0].cp = word;
  a[1].p = data;
  return Status::ok;
}
VOLE_CALL(AssertIface) {
  Slot *a = &v.a(), *b = &v.b();
  const rt::Type* t = dynamicType(v, *b);
  void* data = b[1].p;
  auto* x = v.template xp<const rt::InterfaceType>();
  auto* from = v.template yp<const rt::Type>();
  if (!t) return rt::panicTypeAssert(m, nullptr, &x->t, from, {"", 0});
  const void* word = wordFor(m, x, t);
  if (!word) return rt::panicTypeAssert(m, t, &x->t, from, rt::missingMethod(*m.rt, x, t));
  a[0].cp = word;
  a[1].p = data;
  return Status::ok;
}
VOLE_CALL(AssertIfaceOk) {
  Slot *a = &v.a(), *b = &v.b(), *d = &v.d();
  const rt::Type* t = dynamicType(v, *b);
  void* data = b[1].p;
  const void* word = t ? wordFor(m, v.template xp<const rt::InterfaceType>(), t) : nullptr;
  a[0].cp = word;
  a[1].p = word ? data : nullptr;
  d->u = word != nullptr;
  return Status::ok;
}
VOLE_TRY(AssertType) {
  const rt::Type* t = dynamicType(v, v.b());
  return reinterpret_cast<uint64_t>(t) == v.x();
}
VOLE_SLOW(AssertType) {
  return rt::panicTypeAssert(m, dynamicType(v, v.b()), v.template xp<const rt::Type>(), v.template yp<const rt::Type>(), {"", 0});
}
VOLE_TRY(CheckWrapper) { return v.b().p != nullptr; }
VOLE_SLOW(CheckWrapper) { return panicWrap(m, v.template xp<const rt::FuncInfo>()); }
VOLE_OP(IsType) { v.a().u = reinterpret_cast<uint64_t>(dynamicType(v, v.b())) == v.x(); }

}  // namespace vole::vm
