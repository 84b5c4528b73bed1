// This file implements defined types: underlying types (with cycles), methods, lazy expansion of
// instances.
#include "frontend/types/checker_impl.h"

namespace vole::types {

Var* substVar(Var* v, Type* t);
Func* substFunc(Func* f, Type* t);
bool replaceRecvType(List<Func*> in, Type* from, Type* to, List<Func*>* out);

Named* Checker::newNamed(TypeName* obj, Type* underlying) {
  auto* t = typeArena().make<Named>();
  t->check = this;
  t->obj = obj;
  t->fromRHS = t->underlying_ = underlying;
  if (!obj->type) obj->type = t;
  needsCleanup(t);
  return t;
}

Object* Checker::cycleObject(Named* n) {
  if (!n->inst || !n->inst->pos.isKnown()) return n->obj;
  // An instance is reported where it is instantiated.
  return newTypeName(n->inst->pos, n->obj->pkg, n->obj->name, n);
}

namespace {
/// Substitutes the type arguments in the generic type's underlying type.
void expandUnderlying(Named* n) {
  Named* orig = n->inst->orig;
  // Still being declared: it will be asked again.
  if (!orig->underlying_) return;
  Type* u = orig->underlying_;
  if (orig->tparams.size() != n->inst->targs.size()) {
    n->underlying_ = invalidType();  // reported where it is instantiated
    return;
  }
  if (n->expanding) return;
  n->expanding = true;
  Type* r = subst(u, SubstMap{orig->tparams, n->inst->targs});
  if (auto* iface = as<Interface>(r)) {
    // Methods of the interface have the instance as receiver.
    List<Func*> methods;
    if (replaceRecvType(iface->methods, orig, n, &methods)) {
      if (iface == u) {
        auto* i = typeArena().make<Interface>();
        i->check = iface->check;
        i->embeddeds = iface->embeddeds;
        i->complete = iface->complete;
        i->implicit = iface->implicit;
        iface = i;
        r = i;
      }
      iface->methods = methods;
    }
  }
  n->expanding = false;
  // An incomplete original is copied as it is now: do not keep that.
  if (u->kind == TypeKind::Interface && !static_cast<Interface*>(u)->complete) {
    n->fromRHS = nullptr;
  }
  n->underlying_ = r;
  n->fromRHS = orig->fromRHS;
}
}  // namespace

Type* Named::under() {
  if (inst && !underlying_) expandUnderlying(this);
  Type* u = underlying_;
  if (!u) return invalidType();  // being declared
  if (u->kind != TypeKind::Named) return u;

  // A chain of names: find its end, or a cycle.
  std::vector<Named*> path;
  Named* n = this;
  for (;;) {
    for (size_t i = 0; i < path.size(); i++) {
      if (path[i] != n) continue;
      std::vector<Object*> cycle;
      if (check) {
        for (size_t k = i; k < path.size(); k++) cycle.push_back(check->cycleObject(path[k]));
        check->cycleError(cycle);
      }
      for (Named* p : path) p->underlying_ = invalidType();
      return invalidType();
    }
    path.push_back(n);
    if (n->inst && !n->underlying_) expandUnderlying(n);
    u = n->underlying_;
    if (!u) return invalidType();  // not known yet: nothing is fixed
    if (u->kind != TypeKind::Named) break;
    n = static_cast<Named*>(u);
    if (path.size() > 1000) {
      // Long chains: walk quietly, they are checked for cycles in pieces.
      for (size_t k = 0; k < 1000000 && u && u->kind == TypeKind::Named; k++) u = static_cast<Named*>(u)->underlying_;
      if (!u || u->kind == TypeKind::Named) u = invalidType();
      break;
    }
  }
  for (Named* p : path) p->underlying_ = u;
  return u;
}

uint32_t Named::numMethods() { return origin()->methods.size(); }

Func* Named::method(uint32_t i) {
  if (!inst) return methods[i];
  Named* orig = inst->orig;
  if (inst->expandedMethods.size() != orig->methods.size())
    inst->expandedMethods = typeArena().newList<Func*>(orig->methods.size());
  if (Func* m = inst->expandedMethods[i]) return m;

  Func* om = orig->methods[i];
  auto* osig = static_cast<Signature*>(typeOf(om));
  if (!osig || osig->kind != TypeKind::Signature || !osig->recv) return om;
  bool wasPtr;
  Type* rbase = deref(osig->recv->type, &wasPtr);
  // Inside the declaration of the method itself the receiver's type is this very instance.
  if (rbase == this) return om;
  Signature* sig = osig;
  if (osig->rparams.size() == inst->targs.size())
    sig = static_cast<Signature*>(subst(osig, SubstMap{osig->rparams, inst->targs}));
  if (sig == osig) {
    sig = typeArena().make<Signature>(*osig);
    sig->hash = 0;
    sig->flags = 0;
    sig->info = nullptr;
  }
  sig->recv = substVar(osig->recv, om->hasPtrRecv ? static_cast<Type*>(newPointer(this)) : this);
  Func* m = substFunc(om, sig);
  // A signature still being set up must not be kept.
  if (om->color == kBlack || om->bodyChecked || osig->params || osig->results) inst->expandedMethods[i] = m;
  return m;
}

void Named::addMethod(Func* m) {
  if (methods.size() == nmethodCap) {
    nmethodCap = nmethodCap ? nmethodCap * 2 : 4;
    auto l = typeArena().newList<Func*>(nmethodCap);
    for (uint32_t i = 0; i < methods.size(); i++) l[i] = methods[i];
    methods.data = l.data;
  }
  methods.data[methods.n++] = m;
}

int Named::lookupMethod(Package* pkg, Sym name, bool foldCase, Func** m) {
  auto list = origin()->methods;
  for (uint32_t i = 0; i < list.size(); i++) {
    if (list[i]->name == name ? list[i]->sameId(pkg, name) : foldCase && list[i]->sameId(pkg, name, true)) {
      *m = method(i);
      return static_cast<int>(i);
    }
  }
  return -1;
}

}  // namespace vole::types
