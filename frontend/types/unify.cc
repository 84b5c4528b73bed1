// This file unifies types. "Inexact" means that a defined type matches a type literal with the same
// underlying type and that channel directions do not count, as assignment allows.
#include "frontend/types/unify.h"

namespace vole::types {

namespace {
// Deeper unifications do not occur in programs that terminate otherwise.
constexpr int kDepthLimit = 100;

bool isTypeLit(Type* t) { return t->kind != TypeKind::Named && t->kind != TypeKind::TypeParam; }
Interface* asInterface(Type* t) { return isTypeParam(t) ? nullptr : asUnder<Interface>(t); }
}  // namespace

Unifier::Unifier(List<TypeParam*> params, List<Type*> targs, bool ifaces) : interfaceInference(ifaces) {
  for (uint32_t i = 0; i < params.size(); i++) {
    tparams.push_back(params[i]);
    handle.push_back(i);
    types.push_back(i < targs.size() ? targs[i] : nullptr);
  }
}

int Unifier::index(Type* t) const {
  if (!isTypeParam(t)) return -1;
  for (size_t i = 0; i < tparams.size(); i++) {
    if (tparams[i] == t) return static_cast<int>(i);
  }
  return -1;
}

bool Unifier::join(int i, int j) {
  size_t hi = handle[static_cast<size_t>(i)], hj = handle[static_cast<size_t>(j)];
  if (hi == hj) return true;
  if (types[hi] && types[hj]) return false;  // both known: they must match
  if (!types[hi]) std::swap(hi, hj);
  for (size_t& h : handle) {
    if (h == hj) h = hi;
  }
  return true;
}

int Unifier::unknowns() const {
  int n = 0;
  for (size_t h : handle) n += types[h] == nullptr;
  return n;
}

List<Type*> Unifier::inferred() const {
  auto l = typeArena().newList<Type*>(tparams.size());
  for (size_t i = 0; i < tparams.size(); i++) l[i] = at(static_cast<int>(i));
  return l;
}

bool Unifier::nify(Type* x, Type* y, unsigned mode, const Pair* p) {
  if (x == y) return true;
  if (!x || !y || depth >= kDepthLimit) return false;
  struct Leave {
    int& d;
    ~Leave() { d--; }
  } leave{++depth};

  // If only one is a defined type, let it be y; against a literal its underlying type counts.
  if (x->kind == TypeKind::Named && y->kind != TypeKind::Named) std::swap(x, y);
  if (!(mode & kUnifyExact) && y->kind == TypeKind::Named && isTypeLit(x) && x->kind != TypeKind::Basic &&
      !(interfaceInference && isInterface(x))) {
    y = static_cast<Named*>(y)->under();
  }

  int px = index(x), py = index(y);
  if (px >= 0 && py >= 0) {
    if (join(px, py)) return true;
    return nify(at(px), at(py), mode, p);
  }
  if (py >= 0) {
    std::swap(x, y);
    px = py;
  }
  if (px >= 0) {
    Type* tx = at(px);
    if (!tx) {
      set(px, y);
      return true;
    }
    if (!nify(tx, y, mode, p)) return false;
    // Of several matching types keep the one the others can be assigned to: a defined type, then a
    // directed channel.
    if (!(mode & kUnifyExact) && tx->kind != TypeKind::Named) {
      auto* c = as<Chan>(y);
      if (y->kind == TypeKind::Named || (c && c->dir != ChanDir::Both)) set(px, y);
    }
    return true;
  }

  if (interfaceInference && !(mode & kUnifyExact)) {
    Interface *xi = asInterface(x), *yi = asInterface(y);
    if (xi && yi) {
      auto *xs = xi->typeSet(), *ys = yi->typeSet();
      if (xs->comparable != ys->comparable || !(xs->subsetOf(ys) && ys->subsetOf(xs))) return false;
      Pair q{xi, yi, p};
      for (; p; p = p->prev) {
        if ((p->x == xi && p->y == yi) || (p->x == yi && p->y == xi)) return true;
      }
      // The methods of one must be among those of the other.
      if (xs->methods.size() > ys->methods.size()) std::swap(xs, ys);
      for (Func* m : xs->methods) {
        Func* o = ys->lookupMethod(m->pkg, m->name, false);
        if (!o || !nify(typeOf(m), typeOf(o), kUnifyExact, &q)) return false;
      }
      return true;
    }
    if (yi) {
      xi = yi;
      y = x;
    }
    if (xi) {
      for (Func* m : xi->typeSet()->methods) {
        auto* o = as<Func>(lookupFieldOrMethod(y, false, m->pkg, m->name, false, nullptr, nullptr));
        if (!o || !nify(typeOf(m), typeOf(o), kUnifyExact, p)) return false;
      }
      return true;
    }
  }

  // Other type parameters count by their core types.
  if (isTypeParam(y) && !isTypeParam(x)) std::swap(x, y);
  unsigned emode = mode & kUnifyAssign ? mode | kUnifyExact : mode;
  if (isTypeParam(x)) {
    if (mode & kUnifyExact) return false;
    if (hasName(y) && !interfaceInference) return false;
    Type* cx = coreType(x);
    return cx && nify(cx, y, kUnifyAssign, p);
  }
  return compose(x, y, mode, emode, p);
}

bool Unifier::tuple(Tuple* x, Tuple* y, unsigned mode, const Pair* p) {
  uint32_t n = tupleLen(x);
  if (n != tupleLen(y)) return false;
  for (uint32_t i = 0; i < n; i++) {
    if (!nify(x->vars[i]->type, y->vars[i]->type, mode, p)) return false;
  }
  return true;
}

bool Unifier::compose(Type* x0, Type* y0, unsigned mode, unsigned emode, const Pair* p) {
  if (x0->kind != y0->kind) return false;
  switch (x0->kind) {
    case TypeKind::Basic:
      return static_cast<Basic*>(x0)->basic == static_cast<Basic*>(y0)->basic;
    case TypeKind::Array: {
      auto *x = static_cast<Array*>(x0), *y = static_cast<Array*>(y0);
      return (x->len < 0 || y->len < 0 || x->len == y->len) && nify(x->elem, y->elem, emode, p);
    }
    case TypeKind::Slice:
      return nify(static_cast<Slice*>(x0)->elem, static_cast<Slice*>(y0)->elem, emode, p);
    case TypeKind::Pointer:
      return nify(static_cast<Pointer*>(x0)->base, static_cast<Pointer*>(y0)->base, emode, p);
    case TypeKind::Map: {
      auto *x = static_cast<Map*>(x0), *y = static_cast<Map*>(y0);
      return nify(x->key, y->key, emode, p) && nify(x->elem, y->elem, emode, p);
    }
    case TypeKind::Chan: {
      auto *x = static_cast<Chan*>(x0), *y = static_cast<Chan*>(y0);
      return (!(mode & kUnifyExact) || x->dir == y->dir) && nify(x->elem, y->elem, emode, p);
    }
    case TypeKind::Struct: {
      auto *x = static_cast<Struct*>(x0), *y = static_cast<Struct*>(y0);
      if (x->fields.size() != y->fields.size()) return false;
      for (uint32_t i = 0; i < x->fields.size(); i++) {
        Var *f = x->fields[i], *g = y->fields[i];
        if (f->embedded != g->embedded || x->tag(i) != y->tag(i) || !f->sameId(g->pkg, g->name) ||
            !nify(f->type, g->type, emode, p))
          return false;
      }
      return true;
    }
    case TypeKind::Tuple:
      return tuple(static_cast<Tuple*>(x0), static_cast<Tuple*>(y0), mode, p);
    case TypeKind::Signature: {
      auto *x = static_cast<Signature*>(x0), *y = static_cast<Signature*>(y0);
      // The type parameters of a generic function argument are among those to be inferred: their
      // number does not have to match.
      return x->variadic == y->variadic && tuple(x->params, y->params, emode, p) &&
             tuple(x->results, y->results, emode, p);
    }
    case TypeKind::Interface: {
      auto *x = static_cast<Interface*>(x0), *y = static_cast<Interface*>(y0);
      auto *xs = x->typeSet(), *ys = y->typeSet();
      if (xs->comparable != ys->comparable || xs->methods.size() != ys->methods.size() ||
          !(xs->subsetOf(ys) && ys->subsetOf(xs)))
        return false;
      Pair q{x, y, p};
      for (; p; p = p->prev) {
        if ((p->x == x && p->y == y) || (p->x == y && p->y == x)) return true;
      }
      for (uint32_t i = 0; i < xs->methods.size(); i++) {
        Func *f = xs->methods[i], *g = ys->methods[i];
        if (!f->sameId(g->pkg, g->name) || !nify(typeOf(f), typeOf(g), kUnifyExact, &q)) return false;
      }
      return true;
    }
    case TypeKind::Named: {
      auto *x = static_cast<Named*>(x0), *y = static_cast<Named*>(y0);
      auto xa = x->targs(), ya = y->targs();
      if (xa.size() != ya.size() || x->origin() != y->origin()) return false;
      if (xa.empty()) return x == y;
      for (uint32_t i = 0; i < xa.size(); i++) {
        if (!nify(xa[i], ya[i], mode, p)) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

}  // namespace vole::types
