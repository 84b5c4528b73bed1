// This file finds types that contain themselves without indirection.
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

struct ValidType {
  Checker& check;
  // nest: the types whose declarations we are in; type parameters are looked up there. path: all
  // types on the way, for the report.
  std::vector<Named*> nest, path;
  int depth = 0;

  bool walk(Type* t0) {
    if (!t0 || depth > 2000) return true;
    depth++;
    bool r = step(t0);
    depth--;
    return r;
  }

  bool step(Type* t0) {
    switch (t0->kind) {
      case TypeKind::Array:
        return walk(static_cast<Array*>(t0)->elem);
      case TypeKind::Struct:
        for (Var* f : static_cast<Struct*>(t0)->fields) {
          if (!walk(f->type)) return false;
        }
        return true;
      case TypeKind::Union:
        for (Term* x : static_cast<Union*>(t0)->terms) {
          if (!walk(x->type)) return false;
        }
        return true;
      case TypeKind::Interface:
        for (Type* e : static_cast<Interface*>(t0)->embeddeds) {
          if (!walk(e)) return false;
        }
        return true;
      case TypeKind::Named:
        return named(static_cast<Named*>(t0));
      case TypeKind::TypeParam: {
        // Inside an instance the type argument stands here; it belongs to the enclosing nest.
        if (nest.empty()) return true;
        Named* inst = nest.back();
        auto tparams = inst->origin()->tparams;
        auto targs = inst->targs();
        for (uint32_t i = 0; i < tparams.size() && i < targs.size(); i++) {
          if (tparams[i] != t0) continue;
          nest.pop_back();
          bool r = walk(targs[i]);
          nest.push_back(inst);
          return r;
        }
        return true;
      }
      default:
        return true;
    }
  }

  bool named(Named* t) {
    if (t->validity == 1) return true;
    if (!t->inst && t->obj->pkg != check.pkg) return true;  // checked in its own package
    if (!isValid(t->under())) return false;
    for (Named* e : nest) {
      if (e != t && !identical(e, t)) continue;
      t->underlying_ = invalidType();
      for (size_t i = 0; i < path.size(); i++) {
        if (path[i] != t && !identical(path[i], t)) continue;
        std::vector<Object*> cycle;
        for (size_t k = i; k < path.size(); k++) cycle.push_back(check.cycleObject(path[k]));
        check.cycleError(cycle);
        return false;
      }
      return false;
    }
    nest.push_back(t);
    path.push_back(t);
    bool r = walk(t->origin()->fromRHS);
    nest.pop_back();
    path.pop_back();
    if (r) t->validity = 1;
    return r;
  }
};

}  // namespace

void Checker::validType(Named* t) {
  ValidType v{*this, {}, {}};
  v.walk(t);
}

}  // namespace vole::types
