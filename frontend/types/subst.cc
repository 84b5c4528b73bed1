// This file substitutes type parameters and keeps instances unique.
#include "frontend/types/subst.h"

#include <unordered_map>

#include "frontend/types/checker_impl.h"

namespace vole::types {

// ---------------------------------------------------------------------------------------------
// Context

struct Context::Impl {
  struct Entry {
    Type* orig;
    List<Type*> targs;
    Type* inst;
  };
  std::unordered_multimap<uint32_t, Entry> map;
};

Context::Context() : impl(new Impl) {}
Context::~Context() { delete impl; }

Type* Context::lookup(uint32_t hash, Type* orig, List<Type*> targs) {
  auto [b, e] = impl->map.equal_range(hash);
  for (; b != e; ++b) {
    if (b->second.orig == orig && identicalInstance(orig, targs, b->second.orig, b->second.targs))
      return b->second.inst;
  }
  return nullptr;
}

Type* Context::update(uint32_t hash, Type* orig, List<Type*> targs, Type* inst) {
  if (Type* t = lookup(hash, orig, targs)) return t;
  impl->map.emplace(hash, Impl::Entry{orig, targs, inst});
  return inst;
}

Context& globalContext() {
  static Context* c = new Context;
  return *c;
}

uint32_t instanceHash(Type* orig, List<Type*> targs) {
  uint64_t h = reinterpret_cast<uintptr_t>(orig) * 0x9E3779B97F4A7C15ull;
  for (Type* t : targs) h = (h ^ typeHash(t)) * 0x100000001B3ull;
  return static_cast<uint32_t>(h >> 32) ^ static_cast<uint32_t>(h);
}

// ---------------------------------------------------------------------------------------------
// Does a type mention type parameters at all? Most do not, and the answer is remembered where it
// cannot change any more.

namespace {
struct HasTParams {
  std::vector<Type*> seen;

  bool any(List<Type*> l) {
    for (Type* t : l) {
      if (walk(t)) return true;
    }
    return false;
  }
  bool tuple(Tuple* t) {
    for (Var* v : tupleVars(t)) {
      if (walk(v->type)) return true;
    }
    return false;
  }
  bool walk(Type* t) {
    if (!t) return false;
    if (t->flags & kTypeNoTParams) return false;
    if (t->flags & kTypeHasTParams) return true;
    switch (t->kind) {
      case TypeKind::Basic: return false;
      case TypeKind::TypeParam: return true;
      case TypeKind::Named: {
        auto* n = static_cast<Named*>(t);
        if (!n->inst) return false;
        bool r = any(n->inst->targs);
        t->flags |= r ? kTypeHasTParams : kTypeNoTParams;
        return r;
      }
      case TypeKind::Pointer: return walk(static_cast<Pointer*>(t)->base);
      case TypeKind::Slice: return walk(static_cast<Slice*>(t)->elem);
      case TypeKind::Array: return walk(static_cast<Array*>(t)->elem);
      case TypeKind::Map: return walk(static_cast<Map*>(t)->key) || walk(static_cast<Map*>(t)->elem);
      case TypeKind::Chan: return walk(static_cast<Chan*>(t)->elem);
      default: break;
    }
    for (Type* s : seen) {
      if (s == t) return false;
    }
    if (seen.size() > 2000) return false;
    seen.push_back(t);
    bool r = false;
    switch (t->kind) {
      case TypeKind::Struct:
        for (Var* f : static_cast<Struct*>(t)->fields) {
          if ((r = walk(f->type))) break;
        }
        break;
      case TypeKind::Tuple: r = tuple(static_cast<Tuple*>(t)); break;
      case TypeKind::Signature:
        r = tuple(static_cast<Signature*>(t)->params) || tuple(static_cast<Signature*>(t)->results);
        break;
      case TypeKind::Union:
        for (Term* x : static_cast<Union*>(t)->terms) {
          if ((r = walk(x->type))) break;
        }
        break;
      case TypeKind::Interface: {
        auto* i = static_cast<Interface*>(t);
        for (Func* m : i->methods) {
          if ((r = walk(m->type))) break;
        }
        r = r || any(i->embeddeds);
        break;
      }
      default: break;
    }
    seen.pop_back();
    return r;
  }
};

// ---------------------------------------------------------------------------------------------

struct Subster {
  const SubstMap& m;
  int depth = 0;
  int instances = 0;
  std::unordered_map<Type*, Type*> memo;  // of instances, once there are many: they share arguments

  Type* type(Type* t0) {
    if (!t0) return invalidType();
    if (t0->kind == TypeKind::Basic || (t0->flags & kTypeNoTParams)) return t0;
    if (t0->kind == TypeKind::TypeParam) return m.lookup(static_cast<TypeParam*>(t0));
    if (depth > 2000) return t0;
    bool many = t0->kind == TypeKind::Named && ++instances > 32;
    if (many) {
      if (auto it = memo.find(t0); it != memo.end()) return it->second;
    }
    depth++;
    Type* r = compose(t0);
    depth--;
    if (many) memo.emplace(t0, r);
    return r;
  }

  Type* compose(Type* t0) {
    switch (t0->kind) {
      case TypeKind::Array: {
        auto* t = static_cast<Array*>(t0);
        Type* e = type(t->elem);
        return e == t->elem ? t : newArray(e, t->len);
      }
      case TypeKind::Slice: {
        auto* t = static_cast<Slice*>(t0);
        Type* e = type(t->elem);
        return e == t->elem ? t : newSlice(e);
      }
      case TypeKind::Pointer: {
        auto* t = static_cast<Pointer*>(t0);
        Type* e = type(t->base);
        return e == t->base ? t : newPointer(e);
      }
      case TypeKind::Map: {
        auto* t = static_cast<Map*>(t0);
        Type *k = type(t->key), *e = type(t->elem);
        return k == t->key && e == t->elem ? t : newMap(k, e);
      }
      case TypeKind::Chan: {
        auto* t = static_cast<Chan*>(t0);
        Type* e = type(t->elem);
        return e == t->elem ? t : newChan(t->dir, e);
      }
      case TypeKind::Struct: {
        auto* t = static_cast<Struct*>(t0);
        List<Var*> f;
        return varList(t->fields, &f) ? static_cast<Type*>(newStruct(f, t->tags)) : t;
      }
      case TypeKind::Tuple:
        return tuple(static_cast<Tuple*>(t0));
      case TypeKind::Signature: {
        auto* t = static_cast<Signature*>(t0);
        Tuple *p = tuple(t->params), *r = tuple(t->results);
        if (p == t->params && r == t->results) return t;
        auto* s = newSignature(t->recv, p, r, t->variadic);
        s->rparams = t->rparams;
        s->tparams = t->tparams;
        return s;
      }
      case TypeKind::Union: {
        auto* t = static_cast<Union*>(t0);
        List<Term*> out = t->terms;
        bool copied = false;
        for (uint32_t i = 0; i < t->terms.size(); i++) {
          Type* u = type(t->terms[i]->type);
          if (u == t->terms[i]->type) continue;
          if (!copied) out = typeArena().copyList(t->terms.data, t->terms.size());
          copied = true;
          out[i] = typeArena().make<Term>(Term{t->terms[i]->tilde, u});
        }
        return copied ? static_cast<Type*>(newUnion(out)) : t;
      }
      case TypeKind::Interface:
        return interface_(static_cast<Interface*>(t0));
      case TypeKind::Named: {
        auto* t = static_cast<Named*>(t0);
        if (!t->inst) return t;
        auto targs = t->inst->targs;
        if (targs.size() != t->inst->orig->tparams.size()) return invalidType();  // reported where it stands
        List<Type*> out = targs;
        bool copied = false;
        for (uint32_t i = 0; i < targs.size(); i++) {
          Type* u = type(targs[i]);
          if (u == targs[i]) continue;
          if (!copied) out = typeArena().copyList(targs.data, targs.size());
          copied = true;
          out[i] = u;
        }
        if (!copied) return t;
        Type* r = instantiate(t->inst->orig, out);
        if (auto* n = as<Named>(r); n && n->inst && !n->inst->pos.isKnown()) n->inst->pos = t->inst->pos;
        return r;
      }
      default:
        return t0;
    }
  }

  Tuple* tuple(Tuple* t) {
    if (!t) return t;
    List<Var*> v;
    return varList(t->vars, &v) ? newTuple(v) : t;
  }

  bool varList(List<Var*> in, List<Var*>* out) {
    *out = in;
    bool copied = false;
    for (uint32_t i = 0; i < in.size(); i++) {
      Type* t = type(in[i]->type);
      if (t == in[i]->type) continue;
      if (!copied) *out = typeArena().copyList(in.data, in.size());
      copied = true;
      (*out)[i] = substVar(in[i], t);
    }
    return copied;
  }

  static Var* substVar(Var* v, Type* t) {
    auto* w = typeArena().make<Var>(*v);
    w->type = t;
    w->origin = v->origin ? v->origin : v;
    return w;
  }
  static Func* substFunc(Func* f, Type* t) {
    auto* g = typeArena().make<Func>(*f);
    g->type = t;
    g->origin = f->origin ? f->origin : f;
    g->info = nullptr;
    return g;
  }

  Type* interface_(Interface* t) {
    bool copied = false;
    List<Func*> methods = t->methods;
    for (uint32_t i = 0; i < t->methods.size(); i++) {
      Func* f = t->methods[i];
      Type* u = type(typeOf(f));
      if (u == f->type) continue;
      if (!copied) methods = typeArena().copyList(t->methods.data, t->methods.size());
      copied = true;
      methods[i] = substFunc(f, u);
    }
    List<Type*> embeddeds = t->embeddeds;
    bool ecopied = false;
    for (uint32_t i = 0; i < embeddeds.size(); i++) {
      Type* u = type(t->embeddeds[i]);
      if (u == t->embeddeds[i]) continue;
      if (!ecopied) embeddeds = typeArena().copyList(t->embeddeds.data, t->embeddeds.size());
      ecopied = true;
      embeddeds[i] = u;
    }
    if (!copied && !ecopied) return t;
    auto* i = typeArena().make<Interface>();
    i->check = t->check;
    i->embeddeds = embeddeds;
    i->implicit = t->implicit;
    i->complete = t->complete;
    replaceRecv(methods, t, i, &i->methods);
    return i;
  }

  /// The methods with receivers of type `from` changed to `to`.
  static bool replaceRecv(List<Func*> in, Type* from, Type* to, List<Func*>* out) {
    *out = in;
    bool copied = false;
    for (uint32_t i = 0; i < in.size(); i++) {
      auto* sig = static_cast<Signature*>(in[i]->type);
      if (!sig || !sig->recv || sig->recv->type != from) continue;
      if (!copied) *out = typeArena().copyList(in.data, in.size());
      copied = true;
      auto* s = typeArena().make<Signature>(*sig);
      s->hash = 0;
      s->info = nullptr;
      s->recv = substVar(sig->recv, to);
      (*out)[i] = substFunc(in[i], s);
    }
    return copied;
  }
};

}  // namespace

bool hasTypeParams(Type* t) { return HasTParams{}.walk(t); }

Type* subst(Type* t, const SubstMap& m) {
  if (m.empty() || !t) return t;
  Subster s{m, 0, 0, {}};
  return s.type(t);
}

// ---------------------------------------------------------------------------------------------
// Instances

Type* instantiate(Type* orig, List<Type*> targs) {
  uint32_t h = instanceHash(orig, targs);
  auto& ctxt = globalContext();
  if (Type* t = ctxt.lookup(h, orig, targs)) return t;
  Type* res;
  targs = typeArena().copyList(targs.data, targs.size());
  if (auto* n = as<Named>(orig)) {
    auto* t = typeArena().make<Named>();
    t->obj = n->obj;
    t->check = n->check;
    t->inst = typeArena().make<NamedInst>();
    t->inst->orig = n;
    t->inst->targs = targs;
    res = t;
  } else {
    auto* s = orig->to<Signature>();
    if (s->tparams.size() != targs.size()) return invalidType();
    SubstMap m{s->tparams, targs};
    auto* r = static_cast<Signature*>(subst(s, m));
    if (r == s) {
      r = typeArena().make<Signature>(*s);
      r->hash = 0;
      r->flags = 0;
      r->info = nullptr;
    }
    r->tparams = {};
    res = r;
  }
  return ctxt.update(h, orig, targs, res);
}

// Used by named.cc.
Var* substVar(Var* v, Type* t) { return Subster::substVar(v, t); }
Func* substFunc(Func* f, Type* t) { return Subster::substFunc(f, t); }
bool replaceRecvType(List<Func*> in, Type* from, Type* to, List<Func*>* out) {
  return Subster::replaceRecv(in, from, to, out);
}

Func* concreteMethod(Type* T, Func* f, std::vector<int>* index, bool* indirect) {
  auto* o = lookupFieldOrMethod(T, true, f->pkg, f->name, false, index, indirect);
  auto* m = as<Func>(o);
  if (m) typeOf(m);
  return m;
}

}  // namespace vole::types
