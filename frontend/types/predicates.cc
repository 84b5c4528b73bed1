// This file implements predicates on types: what kind of type it is, comparability, identity, hash.
#include "frontend/types/predicates.h"

#include "frontend/types/checker_impl.h"

namespace vole::types {

bool isBasic(Type* t, int info) {
  if (!t) return false;
  // No look at the constraint of a type parameter: it is never basic.
  if (t->kind == TypeKind::Named) t = static_cast<Named*>(t)->under();
  return t->kind == TypeKind::Basic && (static_cast<Basic*>(t)->info_ & info);
}

bool allBasic(Type* t, int info) {
  if (auto* p = as<TypeParam>(t)) {
    return typeParamIs(p, [&](const Term* term) { return term && isBasic(term->type, info); });
  }
  return isBasic(t, info);
}

bool hasName(Type* t) {
  return t->kind == TypeKind::Basic || t->kind == TypeKind::Named || t->kind == TypeKind::TypeParam;
}

bool isTyped(Type* t) { return !t || t->kind != TypeKind::Basic || !(static_cast<Basic*>(t)->info_ & IsUntyped); }
bool isInterface(Type* t) { return under(t)->kind == TypeKind::Interface; }
bool isNonTypeParamInterface(Type* t) { return !isTypeParam(t) && isInterface(t); }

bool isGeneric(Type* t) {
  auto* n = as<Named>(t);
  return n && !n->inst && !n->tparams.empty();
}

bool hasNil(Type* t) {
  Type* u = under(t);
  switch (u->kind) {
    case TypeKind::Basic:
      return static_cast<Basic*>(u)->basic == BasicKind::UnsafePointer;
    case TypeKind::Slice:
    case TypeKind::Pointer:
    case TypeKind::Signature:
    case TypeKind::Map:
    case TypeKind::Chan:
      return true;
    case TypeKind::Interface:
      return !isTypeParam(t) || underIs(t, [](Type* v) { return v && hasNil(v); });
    default:
      return false;
  }
}

bool isBytesOrRunes(Type* t) {
  auto* s = as<Slice>(t);
  if (!s) return false;
  auto* b = asUnder<Basic>(s->elem);
  return b && (b->basic == BasicKind::Byte || b->basic == BasicKind::Rune);
}
static bool hasKind(Type* t, BasicKind k) {
  auto* b = isTypeParam(t) ? nullptr : asUnder<Basic>(t);
  return b && b->basic == k;
}
bool isUnsafePointer(Type* t) { return hasKind(t, BasicKind::UnsafePointer); }
bool isUintptr(Type* t) { return hasKind(t, BasicKind::Uintptr); }
bool isPointer(Type* t) { return under(t)->kind == TypeKind::Pointer; }

// ---------------------------------------------------------------------------------------------
// Comparability

namespace {
struct ComparableWalk {
  bool dynamic;
  std::vector<Type*> seen;

  bool walk(Type* T, const std::function<void(std::string)>* reportf) {
    if (!T) return true;
    for (Type* s : seen) {
      if (s == T) return true;
    }
    seen.push_back(T);
    if (seen.size() > 10000) return true;
    Type* u = under(T);
    switch (u->kind) {
      case TypeKind::Basic:
        return static_cast<Basic*>(u)->basic != BasicKind::UntypedNil;
      case TypeKind::Pointer:
      case TypeKind::Chan:
        return true;
      case TypeKind::Struct:
        for (Var* f : static_cast<Struct*>(u)->fields) {
          if (!walk(f->type, nullptr)) {
            if (reportf) (*reportf)("struct containing " + typeString(f->type, relativeTo) + " cannot be compared");
            return false;
          }
        }
        return true;
      case TypeKind::Array:
        if (!walk(static_cast<Array*>(u)->elem, nullptr)) {
          if (reportf) (*reportf)(typeString(u, relativeTo) + " cannot be compared");
          return false;
        }
        return true;
      case TypeKind::Interface: {
        auto* set = static_cast<Interface*>(u)->typeSet();
        if (dynamic && !isTypeParam(T)) return true;
        bool ok = set->comparable;
        if (!set->isAllTerms()) {
          // All types of the set must be strictly comparable; an empty set has none.
          bool saved = dynamic;
          dynamic = false;
          ok = !set->terms.empty();
          for (auto& t : set->terms) ok = ok && walk(t.type, nullptr);
          dynamic = saved;
        }
        if (ok) return true;
        if (reportf) (*reportf)(set->isEmpty() ? "empty type set" : "incomparable types in type set");
        return false;
      }
      default:
        return false;
    }
  }
  Package* relativeTo = nullptr;
};
thread_local Package* causePkg = nullptr;
}  // namespace

Package* setCausePackage(Package* p) { return std::exchange(causePkg, p); }

bool comparableType(Type* T, bool dynamic, const std::function<void(std::string)>* reportf) {
  // Fast paths: most questions are about these.
  if (T->kind == TypeKind::Basic) return static_cast<Basic*>(T)->basic != BasicKind::UntypedNil;
  if (T->kind == TypeKind::Pointer || T->kind == TypeKind::Chan) return true;
  ComparableWalk w;
  w.dynamic = dynamic;
  w.relativeTo = causePkg;
  return w.walk(T, reportf);
}

// ---------------------------------------------------------------------------------------------
// Identity

namespace {

struct IfacePair {
  Interface *x, *y;
  const IfacePair* prev;
  bool same(const IfacePair& q) const { return (x == q.x && y == q.y) || (x == q.y && y == q.x); }
};

struct Identity {
  bool cmpTags;
  int depth = 0;

  bool tuple(Tuple* x, Tuple* y, const IfacePair* p) {
    if (x == y) return true;
    uint32_t n = tupleLen(x);
    if (n != tupleLen(y)) return false;
    for (uint32_t i = 0; i < n; i++) {
      if (!walk(x->vars[i]->type, y->vars[i]->type, p)) return false;
    }
    return true;
  }

  bool walk(Type* x, Type* y, const IfacePair* p) {
    if (x == y) return true;
    if (!x || !y || x->kind != y->kind) return false;
    // Only anonymous types nested without end come here: treat them as different.
    if (depth > 5000) return false;
    depth++;
    bool r = compare(x, y, p);
    depth--;
    return r;
  }

  bool compare(Type* x0, Type* y0, const IfacePair* p) {
    switch (x0->kind) {
      case TypeKind::Basic:
        return static_cast<Basic*>(x0)->basic == static_cast<Basic*>(y0)->basic;
      case TypeKind::Array: {
        auto *x = static_cast<Array*>(x0), *y = static_cast<Array*>(y0);
        return (x->len < 0 || y->len < 0 || x->len == y->len) && walk(x->elem, y->elem, p);
      }
      case TypeKind::Slice:
        return walk(static_cast<Slice*>(x0)->elem, static_cast<Slice*>(y0)->elem, p);
      case TypeKind::Pointer:
        return walk(static_cast<Pointer*>(x0)->base, static_cast<Pointer*>(y0)->base, p);
      case TypeKind::Map: {
        auto *x = static_cast<Map*>(x0), *y = static_cast<Map*>(y0);
        return walk(x->key, y->key, p) && walk(x->elem, y->elem, p);
      }
      case TypeKind::Chan: {
        auto *x = static_cast<Chan*>(x0), *y = static_cast<Chan*>(y0);
        return x->dir == y->dir && walk(x->elem, y->elem, p);
      }
      case TypeKind::Struct: {
        auto *x = static_cast<Struct*>(x0), *y = static_cast<Struct*>(y0);
        if (x->fields.size() != y->fields.size()) return false;
        for (uint32_t i = 0; i < x->fields.size(); i++) {
          Var *f = x->fields[i], *g = y->fields[i];
          if (f->embedded != g->embedded || (cmpTags && x->tag(i) != y->tag(i)) || !f->sameId(g->pkg, g->name) ||
              !walk(f->type, g->type, p))
            return false;
        }
        return true;
      }
      case TypeKind::Tuple:
        return tuple(static_cast<Tuple*>(x0), static_cast<Tuple*>(y0), p);
      case TypeKind::Signature:
        return signature(static_cast<Signature*>(x0), static_cast<Signature*>(y0), p);
      case TypeKind::Union: {
        auto* xs = computeUnionTypeSet(nullptr, Pos(), static_cast<Union*>(x0));
        auto* ys = computeUnionTypeSet(nullptr, Pos(), static_cast<Union*>(y0));
        return xs->subsetOf(ys) && ys->subsetOf(xs);
      }
      case TypeKind::Interface:
        return interface_(static_cast<Interface*>(x0), static_cast<Interface*>(y0), p);
      case TypeKind::Named: {
        auto *x = static_cast<Named*>(x0), *y = static_cast<Named*>(y0);
        auto xargs = x->targs(), yargs = y->targs();
        if (xargs.size() != yargs.size()) return false;
        if (xargs.empty()) return x->obj == y->obj && !x->inst == !y->inst;
        if (x->origin() != y->origin()) return false;
        for (uint32_t i = 0; i < xargs.size(); i++) {
          if (!walk(xargs[i], yargs[i], nullptr)) return false;
        }
        return true;
      }
      case TypeKind::TypeParam:
        return false;  // identical only if the same
    }
    return false;
  }

  bool signature(Signature* x, Signature* y, const IfacePair* p) {
    if (x->tparams.size() != y->tparams.size() || x->variadic != y->variadic) return false;
    Tuple *yparams = y->params, *yresults = y->results;
    if (!x->tparams.empty()) {
      // Generic functions: identical up to renaming of type parameters.
      SubstMap m;
      m.tparams = y->tparams;
      m.targs = typeArena().newList<Type*>(x->tparams.size());
      for (uint32_t i = 0; i < x->tparams.size(); i++) m.targs[i] = x->tparams[i];
      for (uint32_t i = 0; i < x->tparams.size(); i++) {
        if (!walk(x->tparams[i]->bound, subst(y->tparams[i]->bound, m), p)) return false;
      }
      if (yparams) yparams = static_cast<Tuple*>(subst(yparams, m));
      if (yresults) yresults = static_cast<Tuple*>(subst(yresults, m));
    }
    return tuple(x->params, yparams, p) && tuple(x->results, yresults, p);
  }

  bool interface_(Interface* x, Interface* y, const IfacePair* p) {
    auto *xs = x->typeSet(), *ys = y->typeSet();
    if (xs == ys) return true;
    if (xs->comparable != ys->comparable || xs->methods.size() != ys->methods.size()) return false;
    if (!(xs->isAllTerms() && ys->isAllTerms()) && !(xs->subsetOf(ys) && ys->subsetOf(xs))) return false;
    // Anonymous interfaces can mention themselves through methods: a pair met again is assumed equal.
    IfacePair q{x, y, p};
    for (; p; p = p->prev) {
      if (p->same(q)) return true;
    }
    for (uint32_t i = 0; i < xs->methods.size(); i++) {
      Func *f = xs->methods[i], *g = ys->methods[i];
      if (!f->sameId(g->pkg, g->name) || !walk(typeOf(f), typeOf(g), &q)) return false;
    }
    return true;
  }
};

}  // namespace

bool identical(Type* x, Type* y) {
  if (x == y) return true;
  if (!x || !y || x->kind != y->kind) return false;
  Identity id{true};
  return id.walk(x, y, nullptr);
}

bool identicalIgnoreTags(Type* x, Type* y) {
  if (x == y) return true;
  Identity id{false};
  return id.walk(x, y, nullptr);
}

bool identicalInstance(Type* xorig, List<Type*> xargs, Type* yorig, List<Type*> yargs) {
  if (xargs.size() != yargs.size()) return false;
  for (uint32_t i = 0; i < xargs.size(); i++) {
    if (!identical(xargs[i], yargs[i])) return false;
  }
  return identical(xorig, yorig);
}

// ---------------------------------------------------------------------------------------------
// Hash

namespace {
uint32_t mix(uint32_t h, uint64_t v) {
  uint64_t x = (h ^ v) * 0x9E3779B97F4A7C15ull;
  return static_cast<uint32_t>(x >> 32) ^ static_cast<uint32_t>(x);
}

uint32_t hashType(Type* t, int depth);

uint32_t hashTuple(uint32_t h, Tuple* t, int depth) {
  h = mix(h, tupleLen(t));
  for (Var* v : tupleVars(t)) h = mix(h, hashType(v->type, depth));
  return h;
}

uint32_t computeHash(Type* t, int depth) {
  uint32_t h = 0x9E37u + static_cast<uint32_t>(t->kind);
  switch (t->kind) {
    case TypeKind::Basic:
      return mix(h, static_cast<uint64_t>(static_cast<Basic*>(t)->basic));
    case TypeKind::Array:
      return mix(mix(h, static_cast<uint64_t>(static_cast<Array*>(t)->len)), hashType(static_cast<Array*>(t)->elem, depth));
    case TypeKind::Slice:
      return mix(h, hashType(static_cast<Slice*>(t)->elem, depth));
    case TypeKind::Pointer:
      return mix(h, hashType(static_cast<Pointer*>(t)->base, depth));
    case TypeKind::Map:
      return mix(mix(h, hashType(static_cast<Map*>(t)->key, depth)), hashType(static_cast<Map*>(t)->elem, depth));
    case TypeKind::Chan:
      return mix(mix(h, static_cast<uint64_t>(static_cast<Chan*>(t)->dir)), hashType(static_cast<Chan*>(t)->elem, depth));
    case TypeKind::Struct: {
      auto* s = static_cast<Struct*>(t);
      h = mix(h, s->fields.size());
      for (Var* f : s->fields) {
        h = mix(h, f->name->hash + f->embedded);
        h = mix(h, hashType(f->type, depth));
      }
      return h;
    }
    case TypeKind::Tuple:
      return hashTuple(h, static_cast<Tuple*>(t), depth);
    case TypeKind::Signature: {
      auto* s = static_cast<Signature*>(t);
      h = mix(h, s->variadic + 2 * s->tparams.size());
      // Generic signatures are identical up to renaming: only count.
      if (!s->tparams.empty()) return mix(mix(h, tupleLen(s->params)), tupleLen(s->results));
      return hashTuple(hashTuple(h, s->params, depth), s->results, depth);
    }
    case TypeKind::Named: {
      auto* n = static_cast<Named*>(t);
      h = mix(h, reinterpret_cast<uintptr_t>(n->origin()->obj));
      for (Type* a : n->targs()) h = mix(h, hashType(a, depth));
      return h;
    }
    case TypeKind::TypeParam:
      return mix(h, static_cast<TypeParam*>(t)->id);
    case TypeKind::Interface:
    case TypeKind::Union:
      return h;  // their type sets may not be known yet, and must not be asked for
  }
  return h;
}

uint32_t hashType(Type* t, int depth) {
  if (!t) return 0;
  if (t->hash) return t->hash;
  if (depth > 200) return 1;  // nested literals beyond reason: all alike
  uint32_t h = computeHash(t, depth + 1);
  if (!h) h = 1;
  // An array of unknown length equals all others; do not remember what may still change.
  if (depth <= 100 && !(t->kind == TypeKind::Array && static_cast<Array*>(t)->len < 0)) t->hash = h;
  return h;
}
}  // namespace

uint32_t typeHash(Type* t) { return hashType(t, 0); }

// ---------------------------------------------------------------------------------------------

Type* defaultType(Type* t) {
  auto* b = as<Basic>(t);
  if (!b) return t;
  switch (b->basic) {
    case BasicKind::UntypedBool: return Typ[BasicKind::Bool];
    case BasicKind::UntypedInt: return Typ[BasicKind::Int];
    case BasicKind::UntypedRune: return universeRune;
    case BasicKind::UntypedFloat: return Typ[BasicKind::Float64];
    case BasicKind::UntypedComplex: return Typ[BasicKind::Complex128];
    case BasicKind::UntypedString: return Typ[BasicKind::String];
    default: return t;
  }
}

bool underIs(Type* t, const std::function<bool(Type*)>& f) {
  auto* p = as<TypeParam>(t);
  if (!p) return f(under(t));
  auto* set = p->iface()->typeSet();
  if (!set->hasTerms()) return f(nullptr);
  for (auto& term : set->terms) {
    if (!f(under(term.type))) return false;
  }
  return true;
}

bool typeParamIs(TypeParam* p, const std::function<bool(const Term*)>& f) {
  auto* set = p->iface()->typeSet();
  if (!set->hasTerms()) return f(nullptr);
  for (auto& term : set->terms) {
    if (!f(&term)) return false;
  }
  return true;
}

Type* deref(Type* t, bool* wasPtr) {
  if (auto* p = as<Pointer>(t)) {
    if (wasPtr) *wasPtr = true;
    return p->base ? p->base : invalidType();
  }
  if (wasPtr) *wasPtr = false;
  return t;
}

Type* derefStructPtr(Type* t) {
  auto* p = asUnder<Pointer>(t);
  return p && asUnder<Struct>(p->base) ? p->base : t;
}

}  // namespace vole::types
