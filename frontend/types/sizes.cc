// This file lays out types as gc does on amd64. Sizes saturate at 2^62: too large types are reported
// elsewhere and must not overflow here.
#include "frontend/types/sizes.h"

#include <algorithm>

#include "frontend/types/predicates.h"

namespace vole::types {

namespace {
constexpr int64_t kMax = int64_t{1} << 62;

int64_t add(int64_t a, int64_t b) { return a > kMax - b ? kMax : a + b; }
int64_t mul(int64_t a, int64_t b) {
  if (a == 0 || b == 0) return 0;
  return a > kMax / b ? kMax : a * b;
}
int64_t roundUp(int64_t x, int64_t a) { return x >= kMax ? kMax : (x + a - 1) / a * a; }

bool isAlign64(Type* t) {
  auto* n = as<Named>(t);
  return n && n->obj->name->str() == "align64" && n->obj->pkg &&
         (n->obj->pkg->path == "sync/atomic" || n->obj->pkg->path == "runtime/internal/atomic");
}

int64_t basicSize(BasicKind k) {
  switch (k) {
    case BasicKind::Bool:
    case BasicKind::Int8:
    case BasicKind::Uint8: return 1;
    case BasicKind::Int16:
    case BasicKind::Uint16: return 2;
    case BasicKind::Int32:
    case BasicKind::Uint32:
    case BasicKind::Float32: return 4;
    case BasicKind::Complex128:
    case BasicKind::String:
    case BasicKind::UntypedString: return 16;
    default: return 8;
  }
}

thread_local int depth = 0;
struct Depth {
  Depth() { depth++; }
  ~Depth() { depth--; }
};
}  // namespace

int64_t alignOf(Type* T) {
  Depth d;
  if (!T || depth > 2000) return 8;
  Type* u = under(T);
  switch (u->kind) {
    case TypeKind::Array: return alignOf(static_cast<Array*>(u)->elem);
    case TypeKind::Struct: {
      auto* s = static_cast<Struct*>(u);
      if (s->fields.empty() && isAlign64(T)) return 8;
      if (s->align) return s->align;
      int64_t max = 1;
      for (Var* f : s->fields) max = std::max(max, alignOf(f->type));
      if (!s->fields.empty()) s->align = max;
      return max;
    }
    case TypeKind::Basic: {
      BasicKind k = static_cast<Basic*>(u)->basic;
      if (k == BasicKind::Complex64) return 4;
      int64_t n = basicSize(k);
      return n > 8 ? 8 : n;
    }
    default: return 8;
  }
}

std::vector<int64_t> offsetsOf(Struct* s) {
  std::vector<int64_t> r;
  r.reserve(s->fields.size());
  int64_t o = 0;
  for (Var* f : s->fields) {
    o = roundUp(o, alignOf(f->type));
    r.push_back(o);
    o = add(o, sizeOf(f->type));
  }
  return r;
}

int64_t sizeOf(Type* T) {
  Depth d;
  if (!T || depth > 2000) return 8;
  Type* u = under(T);
  switch (u->kind) {
    case TypeKind::Basic: return basicSize(static_cast<Basic*>(u)->basic);
    case TypeKind::Array: {
      auto* a = static_cast<Array*>(u);
      return a->len <= 0 ? 0 : mul(sizeOf(a->elem), a->len);
    }
    case TypeKind::Slice: return 24;
    case TypeKind::Interface: return 16;
    case TypeKind::Struct: {
      auto* s = static_cast<Struct*>(u);
      if (s->size >= 0) return s->size;
      int64_t o = 0, max = 1, last = 0;
      for (Var* f : s->fields) {
        int64_t a = alignOf(f->type);
        max = std::max(max, a);
        o = roundUp(o, a);
        last = sizeOf(f->type);
        o = add(o, last);
      }
      // A final field of size 0 must not point past the struct.
      if (last == 0 && o > 0) o = add(o, 1);
      o = roundUp(o, max);
      // Remembered, or structs of structs would cost exponential time.
      if (!s->fields.empty()) {
        s->size = o;
        s->align = max;
      }
      return o;
    }
    case TypeKind::Tuple: {
      int64_t o = 0;
      for (Var* v : static_cast<Tuple*>(u)->vars) o = add(roundUp(o, alignOf(v->type)), sizeOf(v->type));
      return o;
    }
    default: return 8;
  }
}

int64_t offsetOf(Type* t, List<int> index) {
  int64_t o = 0;
  for (int i : index) {
    auto* s = asUnder<Struct>(t);
    if (!s) return o;
    o = add(o, offsetsOf(s)[static_cast<size_t>(i)]);
    t = s->fields[static_cast<size_t>(i)]->type;
  }
  return o;
}

bool typeTooLarge(Type* t) { return sizeOf(t) >= (int64_t{1} << 50); }

}  // namespace vole::types
