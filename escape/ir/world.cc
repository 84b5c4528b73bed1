// This file keeps the functions: declared ones, instances, the order of the local ones.
#include "escape/ir/world.h"

#include <algorithm>

#include <fmt/format.h>

#include "escape/ir/lower.h"
#include "frontend/base/intern.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

namespace vole::escape {

using namespace types;

// ---------------------------------------------------------------------------------------------
// Shapes

static const void* const kShapeMark = "shape";

bool isShape(Type* t) {
  auto* n = as<Named>(t);
  return n && n->obj && n->obj->decl == kShapeMark;
}

bool hasShape(Type* t) {
  if (!t) return false;
  if (isShape(t)) return true;
  switch (t->kind) {
    case TypeKind::Pointer: return hasShape(static_cast<Pointer*>(t)->base);
    case TypeKind::Slice: return hasShape(static_cast<types::Slice*>(t)->elem);
    case TypeKind::Array: return hasShape(static_cast<Array*>(t)->elem);
    case TypeKind::Map: return hasShape(static_cast<Map*>(t)->key) || hasShape(static_cast<Map*>(t)->elem);
    case TypeKind::Chan: return hasShape(static_cast<Chan*>(t)->elem);
    case TypeKind::Named:
      for (Type* a : static_cast<Named*>(t)->targs())
        if (hasShape(a)) return true;
      return false;
    default: return false;
  }
}

static Type* unshape(Type* t, int depth = 0) {
  if (!hasShape(t) || depth > 50) return t;
  if (isShape(t)) return under(t);
  switch (t->kind) {
    case TypeKind::Pointer: return newPointer(unshape(static_cast<Pointer*>(t)->base, depth + 1));
    case TypeKind::Slice: return newSlice(unshape(static_cast<types::Slice*>(t)->elem, depth + 1));
    case TypeKind::Array: return newArray(unshape(static_cast<Array*>(t)->elem, depth + 1), static_cast<Array*>(t)->len);
    case TypeKind::Map:
      return newMap(unshape(static_cast<Map*>(t)->key, depth + 1), unshape(static_cast<Map*>(t)->elem, depth + 1));
    case TypeKind::Chan: return newChan(static_cast<Chan*>(t)->dir, unshape(static_cast<Chan*>(t)->elem, depth + 1));
    case TypeKind::Named: {
      auto* n = static_cast<Named*>(t);
      std::vector<Type*> targs;
      for (Type* a : n->targs()) targs.push_back(unshape(a, depth + 1));
      return instantiate(n->origin(), typeArena().copyList(targs));
    }
    default: return t;
  }
}

Type* World::shapify(Type* t, int index, TypeParam* p) {
  t = unshape(t);
  Type* u = under(t);
  if (auto* ptr = as<Pointer>(u); ptr && !asUnder<Array>(ptr->base) && !(p && coreType(p)))
    u = newPointer(Typ[BasicKind::Uint8]);
  std::string text = linkText(u);
  Type*& s = shapes_[{text, index}];
  if (s) return s;
  Sym name = intern(fmt::format("go.shape.{}_{}", text, index));
  TypeName* obj = newTypeName(Pos(), nullptr, name, nullptr);
  obj->decl = static_cast<DeclInfo*>(const_cast<void*>(kShapeMark));
  obj->color = kBlack;
  Named* n = typeArena().make<Named>();
  n->obj = obj;
  n->underlying_ = u;
  n->fromRHS = u;
  obj->type = n;
  return s = n;
}

std::string targsText(const std::vector<Type*>& targs) {
  std::string out = "[";
  for (Type* t : targs) {
    if (out.size() > 1) out += ',';
    out += linkText(t);
  }
  return out + "]";
}

// ---------------------------------------------------------------------------------------------
// Functions

void World::declare(Fn* fn, Signature* sig, const SubstMap& env, bool method) {
  auto ty = [&](Type* t) { return env.empty() ? t : subst(t, env); };
  auto add = [&](Var* v, bool ddd) {
    Param p;
    p.pos = v->pos;
    p.name = v->name ? v->name->str() : std::string_view();
    p.type = ty(v->type);
    p.ddd = ddd;
    fn->params.push_back(p);
  };
  if (method && sig->recv) add(sig->recv, false);
  uint32_t n = tupleLen(sig->params);
  for (uint32_t i = 0; i < n; i++) add(sig->params->vars[i], sig->variadic && i + 1 == n);
  if (method && sig->recv) fn->recv = &fn->params[fn->instance ? 1 : 0];
  for (Var* v : tupleVars(sig->results)) fn->resultTypes.push_back(ty(v->type));
}

static std::string methodName(Signature* sig, std::string_view name, const std::vector<Type*>* targs) {
  if (name == "_") return "_";
  bool ptr;
  Type* b = types::deref(sig->recv->type, &ptr);
  auto* n = as<Named>(b);
  std::string t(n ? n->obj->name->str() : std::string_view("?"));
  if (targs) t += targsText(*targs);
  return ptr ? fmt::format("(*{}).{}", t, name) : fmt::format("{}.{}", t, name);
}

static void nameNode(Fn* fn, std::deque<Name>& names) {
  Name* n = &names.emplace_back(fn->pos);
  n->cls = Class::Func;
  n->text = fn->name;
  n->obj = fn->obj;
  n->pkg = fn->pkg;
  n->fn = fn;
  fn->nname = n;
}

Fn* World::fnOf(Func* f) {
  if (f->origin) f = f->origin;
  Fn*& fn = byFunc_[f];
  if (fn) return fn;
  if (!f->type) objDecl(f);
  fn = newFn();
  fn->obj = f;
  fn->pkg = f->pkg;
  fn->pos = f->pos;
  fn->report = f->pkg == local_;
  Signature* sig = f->sig();
  if (syntax::FuncDecl* d = f->funcDecl()) {
    if (d->pragma) fn->pragma = d->pragma->flags;
    fn->pos = d->pos;
  }
  bool method = sig && sig->recv;
  fn->name = method ? methodName(sig, f->name->str(), nullptr) : std::string(f->name->str());
  if (auto it = initNumbers_.find(f); it != initNumbers_.end()) fn->name = fmt::format("init.{}", it->second);
  SubstMap none;
  if (sig) declare(fn, sig, none, method);
  nameNode(fn, names_);
  fn->nname->type = f->type;
  return fn;
}

Fn* World::instanceOf(Func* f, const std::vector<Type*>& targs) {
  if (f->origin) f = f->origin;
  if (!f->type) objDecl(f);
  Signature* sig = f->sig();
  List<TypeParam*> tps = sig->recv ? sig->rparams : sig->tparams;
  std::vector<Type*> shapes;
  for (uint32_t i = 0; i < targs.size() && i < tps.size(); i++)
    shapes.push_back(shapify(targs[i], static_cast<int>(i), tps[i]));
  if (shapes.size() != tps.size()) return fnOf(f);
  Fn*& fn = instances_[{f, shapes}];
  if (fn) return fn;
  fn = newFn();
  fn->obj = f;
  fn->pkg = f->pkg;
  fn->pos = f->pos;
  if (syntax::FuncDecl* d = f->funcDecl()) {
    if (d->pragma) fn->pragma = d->pragma->flags;
    fn->pos = d->pos;
  }
  fn->instance = true;
  fn->dupok = true;
  fn->report = collecting_;
  fn->env.tparams = tps;
  fn->env.targs = typeArena().copyList(shapes);
  fn->name = sig->recv ? methodName(sig, f->name->str(), &shapes) : std::string(f->name->str()) + targsText(shapes);
  Param dict;
  dict.name = ".dict";
  dict.pos = fn->pos;
  dict.type = Typ[BasicKind::Uintptr];
  fn->params.push_back(dict);
  declare(fn, sig, fn->env, sig->recv != nullptr);
  nameNode(fn, names_);
  auto* inst = typeArena().make<Signature>();
  *inst = *static_cast<Signature*>(subst(sig, fn->env));
  inst->tparams = {};
  inst->rparams = {};
  fn->nname->type = inst;
  if (collecting_) newInstances_.push_back(fn);
  return fn;
}

void World::noteType(Type* t) {
  auto* n = as<Named>(t);
  if (!n || !n->inst || !collecting_) return;
  if (!noted_.emplace(t, true).second || hasTypeParams(t) || hasShape(t)) return;
  instTypes_.push_back(n);
}

void World::noteCall(Func* f, const std::vector<Type*>& targs) {
  if (!collecting_) return;
  for (Type* t : targs)
    if (hasShape(t) || hasTypeParams(t)) return;
  if (concrete_.emplace(std::make_pair(f, targs), true).second) concreteQueue_.push_back({f, targs});
}

// Dictionaries hold concrete types: what an instance mentions counts with each set of type arguments it is used with.
void World::instantiateMethods() {
  for (size_t i = 0; i < concreteQueue_.size() && i < 10000; i++) {
    auto [f, targs] = concreteQueue_[i];
    Fn* inst = instanceOf(f, targs);
    lower(inst);
    SubstMap m;
    m.tparams = inst->env.tparams;
    m.targs = typeArena().copyList(targs);
    if (m.tparams.size() != m.targs.size()) continue;
    for (Type* t : inst->derivedTypes) noteType(subst(t, m));
    for (auto& [g, gargs] : inst->derivedCalls) {
      std::vector<Type*> real;
      for (Type* t : gargs) real.push_back(subst(t, m));
      noteCall(g, real);
    }
  }
  concreteQueue_.clear();
  for (size_t i = 0; i < instTypes_.size(); i++) {
    Named* n = instTypes_[i];
    if (under(n)->kind == TypeKind::Interface) continue;
    Named* o = n->origin();
    std::vector<Type*> targs;
    for (Type* a : n->targs()) targs.push_back(a);
    for (uint32_t k = 0; k < o->numMethods(); k++) {
      instanceOf(o->method(k), targs);
      noteCall(o->method(k), targs);
    }
  }
  instTypes_.clear();
}

Name* World::externName(Var* v) {
  Name*& n = externs_[v];
  if (n) return n;
  if (!v->type) objDecl(v);
  n = &names_.emplace_back(v->pos);
  n->cls = Class::Extern;
  n->text = v->name->str();
  n->type = v->type;
  n->obj = v;
  return n;
}

Fn* World::fnForWrapper(Fn* outer, Pos p) {
  Fn* fn = newFn();
  fn->name = outer->name + ".func";
  fn->outer = outer;
  fn->hidden = fn->literal = fn->wrapper = true;
  fn->lowered = fn->hasBody = true;
  fn->pos = p;
  fn->report = outer->report;
  fn->pkg = outer->pkg;
  fn->esc = EscState::Tagged;
  return fn;
}

Fn* World::newLiteral(Fn* outer, Pos p) {
  Fn* fn = newFn();
  fn->pos = p;
  fn->literal = fn->hidden = fn->lowered = fn->hasBody = true;
  fn->outer = outer;
  fn->pool = outer->pool;
  fn->workPool = outer->workPool;
  fn->pkg = outer->pkg;
  fn->report = outer->report;
  return fn;
}

Fn* World::newWrapper(std::string name) {
  Fn* fn = newFn();
  fn->name = std::move(name);
  fn->pkg = local_;
  fn->lowered = fn->hasBody = fn->report = fn->dupok = fn->wrapper = true;
  fn->pool = std::make_shared<Pool>();
  return fn;
}

void World::nameLiteral(Fn* fn) {
  fn->name = fmt::format("{}.{}{}", fn->outer->name, fn->outer->literal ? "" : "func", ++fn->outer->closgen);
  if (fn->report) decls_.push_back(fn);
}

void World::lower(Fn* fn) {
  if (fn->lowered) return;
  fn->lowered = true;
  if (!fn->obj) return;
  syntax::FuncDecl* d = fn->obj->funcDecl();
  if (!d || !d->hasBody) return;
  if (!checkFuncBody(fn->obj) && fn->pkg != local_) return;
  if (!d->body) return;
  fn->pool = fn->pkg == local_ ? pool_ : std::make_shared<Pool>();
  InMemory in(*fn->pool);
  Lower l(*this, fn);
  l.env = fn->env;
  l.function(fn, d->recv, d->typeExpr, d->body);
  for (Fn* c : fn->closures) deadcode(c);
  deadcode(fn);
  // Now, while the tree is in the processor's caches.
  for (Fn* c : fn->closures) scan(c);
  scan(fn);
}

Fn* World::initFn(const Initializer& in, Package* p) {
  Fn* fn = newFn();
  fn->name = "init";
  fn->pkg = p;
  fn->lowered = fn->hasBody = true;
  fn->pool = std::make_shared<Pool>();
  InMemory mem(*fn->pool);
  Lower(*this, fn).initializer(in, fn->body);
  if (fn->body.empty()) fn->body.push_back(&fn->pool->nodes.emplace_back(Op::Block, Pos()));
  fn->pos = fn->body[0]->pos;
  for (Fn* c : fn->closures) deadcode(c);
  for (Fn* c : fn->closures) scan(c);
  scan(fn);
  return fn;
}

void World::release(Fn* fn) {
  fn->body.forget();
  fn->dcl.clear();
  fn->closureVars.clear();
  fn->results.clear();
  for (Param& p : fn->params) p.nname = nullptr;
  fn->workPool.reset();
  if (!fn->inl) fn->pool.reset();
}

void World::lowerPackage(const PackageDecls& decls, const std::vector<Initializer*>& inits) {
  collecting_ = true;
  int k = 0;
  for (Func* f : decls.inits) initNumbers_[f] = k++;
  struct Item {
    Pos pos;
    Func* f;
    size_t init;
  };
  std::vector<Item> items;
  auto addFunc = [&](Func* f) {
    if (!f->type) objDecl(f);
    Signature* sig = f->sig();
    if (!sig || sig->tparams.size() || sig->rparams.size()) return;
    items.push_back({f->pos, f, 0});
  };
  for (Func* f : decls.funcs) addFunc(f);
  for (Func* f : decls.inits) addFunc(f);
  for (size_t i = 0; i < inits.size(); i++)
    items.push_back({inits[i]->lhs.empty() ? inits[i]->rhs->pos : inits[i]->lhs[0]->pos, nullptr, i});
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return a.pos != b.pos ? a.pos < b.pos : a.init < b.init;
  });

  Fn* init = newFn();
  init->name = "init";
  init->pkg = local_;
  init->report = true;
  init->lowered = true;
  init->hasBody = true;
  init->pool = pool_;
  InMemory in(*pool_);
  std::vector<Nodes> parts(inits.size());
  Lower global(*this, init);
  for (const Item& it : items) {
    if (it.f) {
      Fn* fn = fnOf(it.f);
      lower(fn);
      decls_.push_back(fn);
    } else {
      global.initializer(*inits[it.init], parts[it.init]);
    }
  }
  Nodes all;
  for (Nodes& p : parts)
    for (Node* n : p) all.push_back(n);
  for (Fn* c : init->closures) deadcode(c);
  std::vector<Fn*> called = std::move(newInstances_);
  newInstances_.clear();
  instantiateMethods();
  newInstances_.insert(newInstances_.end(), called.begin(), called.end());
  for (size_t i = 0; i < newInstances_.size(); i++) {
    lower(newInstances_[i]);
    decls_.push_back(newInstances_[i]);
    instantiateMethods();
  }
  init->body = dynamicInit(all, *init->pool);
  if (!init->body.empty()) {
    init->pos = init->body[0]->pos;
    decls_.push_back(init);
  }
  collecting_ = false;
}

}  // namespace vole::escape
