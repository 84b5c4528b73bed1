// This file infers type arguments from function arguments and from constraints.
#include <algorithm>

#include "frontend/types/unify.h"

namespace vole::types {

Func* missingMethodWith(Type* V, Interface* T, Func** alt, const std::function<bool(Type*, Type*)>& equal);

namespace {

/// Does a type mention one of some type parameters?
struct Parameterized {
  List<TypeParam*> tparams;
  std::vector<Type*> seen;

  bool tuple(Tuple* t) {
    for (Var* v : tupleVars(t)) {
      if (walk(v->type)) return true;
    }
    return false;
  }
  bool walk(Type* t) {
    if (!t || t->kind == TypeKind::Basic || (t->flags & kTypeNoTParams)) return false;
    if (isTypeParam(t)) return std::find(tparams.begin(), tparams.end(), t) != tparams.end();
    if (t->kind == TypeKind::Named && !hasTypeParams(t)) return false;
    if (seen.size() > 1000 || std::find(seen.begin(), seen.end(), t) != seen.end()) return false;
    seen.push_back(t);
    bool r = compose(t);
    seen.pop_back();
    return r;
  }
  bool compose(Type* t) {
    switch (t->kind) {
      case TypeKind::Array: return walk(static_cast<Array*>(t)->elem);
      case TypeKind::Slice: return walk(static_cast<Slice*>(t)->elem);
      case TypeKind::Pointer: return walk(static_cast<Pointer*>(t)->base);
      case TypeKind::Chan: return walk(static_cast<Chan*>(t)->elem);
      case TypeKind::Map: return walk(static_cast<Map*>(t)->key) || walk(static_cast<Map*>(t)->elem);
      case TypeKind::Tuple: return tuple(static_cast<Tuple*>(t));
      case TypeKind::Signature:
        return tuple(static_cast<Signature*>(t)->params) || tuple(static_cast<Signature*>(t)->results);
      case TypeKind::Struct:
        for (Var* f : static_cast<Struct*>(t)->fields) {
          if (walk(f->type)) return true;
        }
        return false;
      case TypeKind::Interface: {
        auto* set = static_cast<Interface*>(t)->typeSet();
        for (Func* m : set->methods) {
          if (walk(typeOf(m))) return true;
        }
        for (auto& term : set->terms) {
          if (term.type && walk(term.type)) return true;
        }
        return false;
      }
      case TypeKind::Named:
        for (Type* a : static_cast<Named*>(t)->targs()) {
          if (walk(a)) return true;
        }
        return false;
      case TypeKind::Union:
        for (Term* x : static_cast<Union*>(t)->terms) {
          if (walk(x->type)) return true;
        }
        return false;
      default: return false;
    }
  }
};

bool isParameterized(List<TypeParam*> tparams, Type* t) { return Parameterized{tparams, {}}.walk(t); }

/// The single term of p's constraint, or its core type with a tilde if any term has one.
bool coreTerm(TypeParam* p, Term* core, bool* single) {
  int n = 0;
  bool tilde = false;
  Term last;
  typeParamIs(p, [&](const Term* t) {
    if (!t) return false;
    n++;
    last = *t;
    tilde = tilde || t->tilde;
    return true;
  });
  *single = n == 1;
  if (n == 1) {
    *core = last;
    return true;
  }
  if (Type* t = coreType(p)) {
    *core = Term{tilde, t};
    return true;
  }
  return false;
}

/// Removes inferred types that contain themselves (P -> []P): they have no solution.
struct CycleFinder {
  List<TypeParam*> tparams;
  List<Type*> types;
  std::vector<Type*> seen;

  void tuple(Tuple* t) {
    for (Var* v : tupleVars(t)) walk(v->type);
  }
  void walk(Type* t) {
    if (!t || t->kind == TypeKind::Basic || seen.size() > 1000) return;
    if (t->kind == TypeKind::Named && !hasTypeParams(t)) return;
    int i = -1;
    if (isTypeParam(t)) {
      for (uint32_t k = 0; k < tparams.size(); k++) {
        if (tparams[k] == t) i = static_cast<int>(k);
      }
    }
    if (std::find(seen.begin(), seen.end(), t) != seen.end()) {
      if (i >= 0) types[static_cast<size_t>(i)] = nullptr;
      return;
    }
    seen.push_back(t);
    switch (t->kind) {
      case TypeKind::Array: walk(static_cast<Array*>(t)->elem); break;
      case TypeKind::Slice: walk(static_cast<Slice*>(t)->elem); break;
      case TypeKind::Pointer: walk(static_cast<Pointer*>(t)->base); break;
      case TypeKind::Chan: walk(static_cast<Chan*>(t)->elem); break;
      case TypeKind::Map:
        walk(static_cast<Map*>(t)->key);
        walk(static_cast<Map*>(t)->elem);
        break;
      case TypeKind::Struct:
        for (Var* f : static_cast<Struct*>(t)->fields) walk(f->type);
        break;
      case TypeKind::Signature:
        tuple(static_cast<Signature*>(t)->params);
        tuple(static_cast<Signature*>(t)->results);
        break;
      case TypeKind::Union:
        for (Term* x : static_cast<Union*>(t)->terms) walk(x->type);
        break;
      case TypeKind::Interface:
        for (Func* m : static_cast<Interface*>(t)->methods) walk(m->type);
        for (Type* e : static_cast<Interface*>(t)->embeddeds) walk(e);
        break;
      case TypeKind::Named:
        for (Type* a : static_cast<Named*>(t)->targs()) walk(a);
        break;
      case TypeKind::TypeParam:
        if (i >= 0 && types[static_cast<size_t>(i)]) walk(types[static_cast<size_t>(i)]);
        break;
      default: break;
    }
    seen.pop_back();
  }
};

std::string tparamNames(List<TypeParam*> l) {
  std::string s;
  for (uint32_t i = 0; i < l.size(); i++) {
    if (i) s += l.size() == 2 ? " and " : i + 1 == l.size() ? ", and " : ", ";
    s += l[i]->obj->name->str();
  }
  return s;
}

/// The "larger" of two untyped numeric types; null if there is none.
Type* maxType(Type* x, Type* y) {
  if (x == y) return x;
  if (isUntyped(x) && isUntyped(y) && isNumeric(x) && isNumeric(y))
    return static_cast<Basic*>(x)->basic > static_cast<Basic*>(y)->basic ? x : y;
  return nullptr;
}

SubstMap knownOf(List<TypeParam*> tparams, List<Type*> types) {
  std::vector<TypeParam*> kp;
  std::vector<Type*> kt;
  for (uint32_t i = 0; i < tparams.size(); i++) {
    if (types[i]) {
      kp.push_back(tparams[i]);
      kt.push_back(types[i]);
    }
  }
  return SubstMap{typeArena().copyList(kp), typeArena().copyList(kt)};
}

}  // namespace

List<TypeParam*> Checker::renameTParams(Pos, List<TypeParam*> tparams, Type* typ, Type** renamed) {
  auto fresh = typeArena().newList<TypeParam*>(tparams.size());
  SubstMap m{tparams, typeArena().newList<Type*>(tparams.size())};
  for (uint32_t i = 0; i < tparams.size(); i++) {
    TypeName* o = tparams[i]->obj;
    auto* tname = newTypeName(o->pos, o->pkg, o->name, nullptr);
    fresh[i] = newTypeParam(tname, invalidType());
    fresh[i]->index = tparams[i]->index;
    m.targs[i] = fresh[i];
  }
  for (uint32_t i = 0; i < tparams.size(); i++) fresh[i]->bound = subst(tparams[i]->bound, m);
  *renamed = subst(typ, m);
  return fresh;
}

List<Type*> Checker::infer(Pos pos, List<TypeParam*> tparams, List<Type*> targs, Tuple* params,
                           const std::vector<operand*>& args) {
  std::string msg;
  Pos at;
  auto r = inferErr(pos, tparams, targs, params, args, false, &msg, &at);
  if (r.empty() && !msg.empty()) error(at, msg);
  return r;
}

List<Type*> Checker::inferErr(Pos pos, List<TypeParam*> tparams, List<Type*> targs0, Tuple* params,
                              const std::vector<operand*>& args, bool reverse, std::string* err, Pos* errPos) {
  uint32_t n = tparams.size();
  err->clear();
  *errPos = pos;
  auto fail = [&](At at, std::string msg) {
    *errPos = at.pos;
    *err = std::move(msg);
    return List<Type*>{};
  };
  for (operand* a : args) {
    if (a->mode == invalid) return {};  // reported before
  }
  auto targs = typeArena().newList<Type*>(n);
  bool all = true;
  for (uint32_t i = 0; i < n; i++) {
    targs[i] = i < targs0.size() ? targs0[i] : nullptr;
    all = all && targs[i];
  }
  if (all) return targs;
  // Inside its own body the function's type parameters can be type arguments as well: those to be
  // inferred must be others.
  if (args.empty()) {
    bool self = false;
    for (Type* t : targs) self = self || (t && isParameterized(tparams, t));
    if (self) {
      Type* none;
      tparams = renameTParams(pos, tparams, nullptr, &none);
    }
  }
  bool v121 = allowVersion(pkg, 21);

  // Known type arguments are put in first: parameters that depend on them only are then checked by
  // the rules of assignment, not by identity.
  if (params) params = static_cast<Tuple*>(subst(params, knownOf(tparams, targs)));

  Unifier u(tparams, targs, v121);
  auto mismatch = [&](std::string_view kind, Type* tpar, Type* targ, operand* arg) {
    auto m = knownOf(tparams, u.inferred());
    if (m.empty()) {
      return fail(arg, sprintf("{} {} of {} does not match {} (cannot infer {})", kind, targ, arg->expr, tpar,
                               tparamNames(tparams)));
    }
    Type* inf = subst(tpar, m);
    if (inf != tpar)
      return fail(arg, sprintf("{} {} of {} does not match inferred type {} for {}", kind, targ, arg->expr, inf, tpar));
    return fail(arg, sprintf("{} {} of {} does not match {}", kind, targ, arg->expr, tpar));
  };

  // 1: function arguments. Before Go 1.21 named types go first, so that the order of arguments does
  // not matter.
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < args.size() && i < tupleLen(params); i++) order.push_back(i);
  if (!v121) {
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return hasName(args[a]->type) > hasName(args[b]->type); });
  }
  std::vector<uint32_t> untyped;
  for (uint32_t i : order) {
    operand* arg = args[i];
    Type* par = params->vars[i]->type;
    if (!isParameterized(tparams, par) && !isParameterized(tparams, arg->type)) continue;
    if (isTyped(arg->type)) {
      if (!u.unify(par, arg->type, v121 ? kUnifyAssign : 0)) return mismatch("type", par, arg->type, arg);
    } else if (isTypeParam(par) && !arg->isNil()) {
      untyped.push_back(i);
    }
  }

  // 2: constraints, as long as they tell something new.
  auto constraints = [&]() -> bool {
    for (;;) {
      int before = u.unknowns();
      for (uint32_t i = 0; i < n; i++) {
        TypeParam* tpar = tparams[i];
        Type* tx = u.at(static_cast<int>(i));
        Term core;
        bool single;
        if (coreTerm(tpar, &core, &single)) {
          if (tx) {
            // The core type has no name: what counts of a ~ term is the underlying type.
            Type* t = tx;
            if (core.tilde && !isTypeParam(t)) t = under(t);
            if (!u.unify(t, core.type, 0)) {
              fail(pos, sprintf("{} does not match {}{}", static_cast<Type*>(tpar), core.tilde ? "~" : "", core.type));
              return false;
            }
          } else if (single && !core.tilde) {
            u.set(static_cast<int>(i), core.type);
          }
        } else if (tx && v121) {
          Func* alt;
          Func* m = missingMethodWith(tx, tpar->iface(), &alt,
                                      [&](Type* a, Type* b) { return u.unify(a, b, kUnifyExact); });
          if (m) {
            fail(pos, sprintf("{} does not implement {} {}", tx, tpar->bound,
                              missingMethodReason(tx, tpar->bound, m, alt)));
            return false;
          }
        }
      }
      if (u.unknowns() == before) return true;
    }
  };
  bool done = u.unknowns() == 0 && !v121;
  if (!done && !constraints()) return {};

  // 3: untyped constants take their default types.
  if (!done && !untyped.empty()) {
    if (v121) {
      std::vector<std::pair<int, Type*>> max;
      for (uint32_t i : untyped) {
        Type* tpar = params->vars[i]->type;
        int k = u.index(tpar);
        if (k < 0 || u.at(k)) continue;
        operand* arg = args[i];
        auto it = std::find_if(max.begin(), max.end(), [&](auto& e) { return e.first == k; });
        if (it == max.end()) {
          max.push_back({k, arg->type});
        } else if (Type* m = maxType(it->second, arg->type)) {
          it->second = m;
        } else {
          return fail(arg, sprintf("mismatched types {} and {} (cannot infer {})", it->second, arg->type, tpar));
        }
      }
      for (auto& [k, t] : max) u.set(k, defaultType(t));
    } else {
      auto before = u.inferred();
      for (uint32_t i : untyped) {
        Type* tpar = params->vars[i]->type;
        int k = u.index(tpar);
        if (k < 0 || before[static_cast<size_t>(k)]) continue;
        Type* t = defaultType(args[i]->type);
        if (isTyped(t) && !u.unify(tpar, t, 0)) return mismatch("default type", tpar, t, args[i]);
      }
    }
    if (!constraints()) return {};
  }

  // Inferred types may mention type parameters found in constraints: replace them until nothing
  // changes. Cycles were removed, so this ends.
  auto types = u.inferred();
  CycleFinder cycles{tparams, types, {}};
  for (TypeParam* t : tparams) cycles.walk(t);
  for (int round = 0; round < 100; round++) {
    auto m = knownOf(tparams, types);
    bool changed = false;
    for (uint32_t i = 0; i < n; i++) {
      if (!types[i] || targs[i]) continue;
      Type* t = subst(types[i], m);
      changed = changed || t != types[i];
      types[i] = t;
    }
    if (!changed) break;
  }
  for (uint32_t i = 0; i < n; i++) {
    // A given type argument may mention the function's own parameters (a call inside its body).
    if (types[i] && (targs[i] || !isParameterized(tparams, types[i]))) continue;
    TypeName* o = tparams[i]->obj;
    return fail(pos, sprintf("cannot infer {} ({})", o->name, o->pos));
  }
  return types;
}

}  // namespace vole::types
