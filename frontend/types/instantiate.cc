// This file instantiates generic types and functions and verifies type arguments.
#include "frontend/types/checker_impl.h"

namespace vole::types {

Type* Checker::instance(Pos pos, Type* orig, List<Type*> targs) {
  if (auto* sig = as<Signature>(orig)) {
    if (!validateTArgLen(pos, sig->tparams.size(), targs.size())) return invalidType();
    if (sig->tparams.empty()) return sig;
  }
  Type* t = types::instantiate(orig, targs);
  if (auto* n = as<Named>(t); n && n->inst && !n->inst->pos.isKnown()) n->inst->pos = pos;
  return t;
}

bool Checker::validateTArgLen(Pos pos, uint32_t ntparams, uint32_t ntargs) {
  if (ntparams == ntargs) return true;
  errorf(pos, "got {} arguments but {} type parameters", ntargs, ntparams);
  return false;
}

int Checker::verify(Pos pos, List<TypeParam*> tparams, List<Type*> targs, std::string* cause) {
  SubstMap m{tparams, targs};
  for (uint32_t i = 0; i < tparams.size(); i++) {
    tparams[i]->iface();  // wraps a constraint literal
    Type* bound = subst(tparams[i]->bound, m);
    if (!implements(targs[i], bound, true, cause)) return static_cast<int>(i);
  }
  return -1;
}

bool Checker::implements(Type* V, Type* T, bool constraint, std::string* cause) {
  std::string dummy;
  if (!cause) cause = &dummy;
  Type *Vu = under(V), *Tu = under(T);
  if (!isValid(Vu) || !isValid(Tu)) return true;  // avoid follow-on errors
  if (auto* p = as<Pointer>(Vu); p && !isValid(under(p->base))) return true;

  auto* Ti = as<Interface>(Tu);
  if (!Ti) {
    std::string detail;
    auto* p = as<Pointer>(Tu);
    if (p && isInterface(p->base)) {
      detail = sprintf("type {} is pointer to interface, not interface", T);
    } else {
      detail = sprintf("{} is not an interface", T);
    }
    *cause = sprintf("{} does not implement {} ({})", V, T, detail);
    return false;
  }
  auto* set = Ti->typeSet();
  if (set->isAll()) return true;
  auto* Vi = as<Interface>(Vu);
  if (Vi && Vi->typeSet()->isEmpty()) return true;  // no types: vacuously true
  if (set->isEmpty()) {
    *cause = sprintf("cannot implement {} (empty type set)", T);
    return false;
  }

  Func* alt;
  if (Func* m = missingMethod(V, Ti, true, &alt)) {
    *cause = sprintf("{} does not implement {} {}", V, T, missingMethodReason(V, T, m, alt));
    return false;
  }

  auto comparability = [&] {
    if (!Ti->isComparable() || comparableType(V, false)) return true;
    // Since Go 1.20 a type argument may be comparable with a panic at run time.
    if (constraint && comparableType(V, true) && allowVersion(pkg, 20)) return true;
    *cause = sprintf("{} does not implement comparable", V);
    return false;
  };
  if (!set->hasTerms()) return comparability();

  if (Vi) {
    if (!Vi->typeSet()->subsetOf(set)) {
      *cause = sprintf("{} does not implement {}", V, T);
      return false;
    }
    return comparability();
  }

  Type* near = nullptr;
  for (auto& t : set->terms) {
    if (termIncludes(t, V)) return comparability();
    // Would a ~ have helped?
    if (!near && !t.tilde && identical(t.type, under(t.type)) && termIncludes(Term{true, t.type}, V)) near = t.type;
  }
  if (near) {
    *cause = sprintf("{} does not implement {} (possibly missing ~ for {} in constraint {})", V, T, near, T);
  } else {
    std::string terms;
    for (auto& t : set->terms) {
      if (!terms.empty()) terms += " | ";
      if (t.tilde) terms += '~';
      terms += str(t.type);
    }
    *cause = sprintf("{} does not implement {} ({} missing in {})", V, T, V, terms);
  }
  return false;
}

}  // namespace vole::types
