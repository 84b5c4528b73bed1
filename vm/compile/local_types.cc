// This file substitutes type arguments in types that mention types declared inside a generic function: each instance of
// the function has its own copy of them. The checker's substitution does not know such copies, since for it the function
// has one body.
#include "frontend/types/subst.h"
#include "frontend/types/type.h"
#include "frontend/syntax/walk.h"
#include "vm/compile/program.h"

namespace vole::vm {

using types::Type;
using types::TypeKind;

namespace {

class LocalSubst {
 public:
  explicit LocalSubst(TypeEnv& env) : env_(env) {}

  Type* apply(Type* t) {
    if (!t) return t;
    switch (t->kind) {
      case TypeKind::TypeParam: return env_.map.lookup(t->to<types::TypeParam>());
      case TypeKind::Named: return named(t->to<types::Named>());
      case TypeKind::Pointer: {
        auto* p = t->to<types::Pointer>();
        Type* b = apply(p->base);
        return b == p->base ? t : types::newPointer(b);
      }
      case TypeKind::Slice: {
        auto* p = t->to<types::Slice>();
        Type* e = apply(p->elem);
        return e == p->elem ? t : types::newSlice(e);
      }
      case TypeKind::Array: {
        auto* p = t->to<types::Array>();
        Type* e = apply(p->elem);
        return e == p->elem ? t : types::newArray(e, p->len);
      }
      case TypeKind::Map: {
        auto* p = t->to<types::Map>();
        Type *k = apply(p->key), *e = apply(p->elem);
        return k == p->key && e == p->elem ? t : types::newMap(k, e);
      }
      case TypeKind::Chan: {
        auto* p = t->to<types::Chan>();
        Type* e = apply(p->elem);
        return e == p->elem ? t : types::newChan(p->dir, e);
      }
      case TypeKind::Tuple: return tuple(t->to<types::Tuple>());
      case TypeKind::Signature: {
        auto* s = t->to<types::Signature>();
        auto *p = tuple(s->params), *r = tuple(s->results);
        if (p == s->params && r == s->results) return t;
        return types::newSignature(s->recv, p, r, s->variadic);
      }
      case TypeKind::Struct: {
        auto* s = t->to<types::Struct>();
        bool changed = false;
        auto fields = vars(s->fields, &changed);
        return changed ? types::newStruct(fields, s->tags) : t;
      }
      case TypeKind::Interface: {
        auto* i = t->to<types::Interface>();
        bool changed = false;
        std::vector<types::Func*> ms;
        for (types::Func* m : i->methods) {
          auto* s = apply(m->type)->to<types::Signature>();
          changed |= s != m->type;
          ms.push_back(s == m->type ? m : types::newFunc(m->pos, m->pkg, m->name, s));
        }
        std::vector<Type*> es;
        for (Type* e : i->embeddeds) {
          es.push_back(apply(e));
          changed |= es.back() != e;
        }
        if (!changed) return t;
        auto& a = types::typeArena();
        auto* n = types::newInterfaceType(a.copyList(ms), a.copyList(es));
        n->complete = true;
        return n;
      }
      default: return t;
    }
  }

 private:
  TypeEnv& env_;

  List<types::Var*> vars(List<types::Var*> in, bool* changed) {
    std::vector<types::Var*> out;
    for (types::Var* v : in) {
      Type* t = apply(v->type);
      if (t == v->type) {
        out.push_back(v);
        continue;
      }
      *changed = true;
      auto* c = types::newVar(v->pos, v->pkg, v->name, t);
      c->isField = v->isField;
      c->embedded = v->embedded;
      c->origin = v->origin ? v->origin : v;
      out.push_back(c);
    }
    return *changed ? types::typeArena().copyList(out) : in;
  }

  types::Tuple* tuple(types::Tuple* t) {
    if (!t) return t;
    bool changed = false;
    auto vs = vars(t->vars, &changed);
    return changed ? types::newTuple(vs) : t;
  }

  Type* named(types::Named* n) {
    if (n->inst) {
      bool changed = false;
      std::vector<Type*> targs;
      for (Type* a : n->inst->targs) {
        targs.push_back(apply(a));
        changed |= targs.back() != a;
      }
      auto* orig = named(n->inst->orig)->to<types::Named>();
      changed |= orig != n->inst->orig;
      return changed ? types::instantiate(orig, types::typeArena().copyList(targs)) : n;
    }
    types::TypeName* o = n->obj;
    bool local = o && o->pkg && o->parent && o->parent != o->pkg->scope;
    if (!local) return n;
    auto it = env_.locals.find(n);
    if (it != env_.locals.end()) return it->second;
    auto* c = types::typeArena().make<types::Named>(*n);
    c->info = nullptr;
    c->hash = 0;
    c->obj = types::typeArena().make<types::TypeName>(*o);  // types are told apart by their objects
    c->obj->type = c;
    c->implicits = env_.map.targs;
    env_.locals[n] = c;
    c->underlying_ = apply(n->under());
    return c;
  }
};

}  // namespace

types::Type* substLocals(types::Type* t, TypeEnv& env) { return LocalSubst(env).apply(t); }

bool declaresTypes(syntax::FuncDecl* d) {
  bool found = false;
  if (d && d->body)
    syntax::inspect(d->body, [&](syntax::Node* n) {
      found = found || n->is<syntax::TypeDecl>();
      return !found;
    });
  return found;
}

}  // namespace vole::vm
