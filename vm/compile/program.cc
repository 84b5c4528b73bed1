// This file keeps the program's functions, instances and package variables, and makes descriptors of methods.
#include "vm/compile/program.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "frontend/base/assert.h"
#include "frontend/base/deepstack.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"
#include "runtime/runtime.h"
#include "vm/bytecode/insn.h"
#include "vm/bytecode/opcode.h"
#include "vm/compile/tree.h"
#include "vm/interp/interp.h"

namespace vole::vm {

using types::TypeKind;

namespace {

// "main.f", "main.(*T).m", "main.T.m"; instances show [...] as Go's traces do.
std::string funcName(types::Func* f) {
  std::string s(f->pkg ? f->pkg->path : std::string_view("main"));
  types::Signature* sig = f->sig();
  if (sig && sig->recv) {
    types::Type* t = sig->recv->type;
    bool ptr = false;
    if (auto* p = t->as<types::Pointer>()) {
      t = p->base;
      ptr = true;
    }
    std::string n;
    if (auto* nt = t->as<types::Named>()) {
      n = nt->obj->name->string();
      if (nt->inst || !nt->tparams.empty()) n += "[...]";
    } else {
      n = "?";
    }
    return s + (ptr ? ".(*" + n + ")." : "." + n + ".") + f->name->string();
  }
  s += "." + f->name->string();
  if (sig && !sig->tparams.empty()) s += "[...]";
  return s;
}

}  // namespace

// Any thread may call the hooks; the front end and everything below belong to one at a time, and want a deep stack.
template <class F>
static auto asFrontEnd(rt::Runtime& r, F fn) {
  std::lock_guard<std::recursive_mutex> guard(r.compileLock);
  struct Call {
    Program* program;
    F* fn;
    std::invoke_result_t<F, Program&> result;
  } call{static_cast<Program*>(r.hooks.user), &fn, {}};
  onDeepStack([](void* p) {
    auto* c = static_cast<Call*>(p);
    c->result = (*c->fn)(*c->program);
  }, &call);
  return call.result;
}

Program::Program(rt::Runtime& r, const ProgramConfig& conf) : rt(r), types(r), conf_(conf) {
  escape::RunOptions run;
  run.inlining = conf.inlining;
  run.replaced = [](types::Func* f) {
    syntax::FuncDecl* d = f->funcDecl();
    return !d || !(d->hasBody || d->body) || rt::findNative(funcName(f)) != nullptr;
  };
  escape::setRunOptions(run);
  rt.hooks.user = this;
  rt.hooks.compile = [](rt::M& m, rt::FuncInfo* f) {
    return asFrontEnd(*m.rt, [f](Program& p) { return p.compile(f); });
  };
  rt.hooks.libType = [](rt::Runtime& r, const char* name) {
    return asFrontEnd(r, [name](Program& p) { return p.libType(name); });
  };
  rt.hooks.libFunc = [](rt::Runtime& r, const char* name) {
    return asFrontEnd(r, [name](Program& p) { return p.libFunc(name); });
  };
  rt.hooks.fillMethods = [](rt::Runtime& r, rt::Type* t) {
    asFrontEnd(r, [t](Program& p) {
      // Who looks at the type meanwhile, without the lock, must find it lazy still; this thread, with the lock, must not
      // begin once more.
      if (!(t->tflag & rt::kTFlagLazyMethods) || t->filling) return false;
      t->filling = true;
      p.fillMethods(t);
      t->filling = false;
      __atomic_fetch_and(&t->tflag, static_cast<uint8_t>(~rt::kTFlagLazyMethods), __ATOMIC_RELEASE);
      return true;
    });
  };
}

Program::~Program() {
  for (types::Func* f : known_) f->info = nullptr;  // methods of predeclared types live on
}

std::string Program::position(Pos p) const {
  Position q = conf_.sources->position(p);
  return std::string(q.file) + ":" + std::to_string(q.line);
}

const char* Program::internString(std::string_view s) {
  auto it = strings_.find(std::string(s));
  if (it != strings_.end()) return it->second;
  stringPool_.emplace_back(s);
  const char* p = stringPool_.back().data();
  strings_[stringPool_.back()] = p;
  return p;
}

bool Program::perIterationVars(const types::Package* pkg) const { return conf_.version.allows(22) || (pkg && pkg->lazy); }

const escape::Facts* Program::factsOf(syntax::Node* root, const types::Package* pkg) {
  auto& f = facts_[root];
  if (!f) f = escape::analyze(root, conf_.version.allows(22) || (pkg && pkg->lazy));
  return f.get();
}

// ---- types under an environment

types::Type* Program::concrete(types::Type* t, TypeEnv* env) {
  if (!t || !env) return t;
  if (env->hasLocals) return substLocals(t, *env);
  if (!types::hasTypeParams(t)) return t;
  return types::subst(t, env->map);
}

LType* Program::lower(types::Type* t, TypeEnv* env) {
  if (t && t->info && !(env && env->hasLocals)) return static_cast<LType*>(t->info);
  if (!t || !env) return types.lower(t);
  auto it = env->cache.find(t);
  if (it != env->cache.end()) return it->second;
  LType* l = types.lower(concrete(t, env));
  env->cache[t] = l;
  return l;
}

bool Program::sameMethodSet(types::Type* a, types::Type* b) { return types::identical(a, b); }

int Program::methodIndex(LType* iface, types::Func* m) {
  auto* it = reinterpret_cast<const rt::InterfaceType*>(types.rtype(iface));
  std::string_view name = m->name->str();
  std::string_view pkg = m->exported() ? std::string_view() : rtPkgPath(m->pkg);
  for (int64_t i = 0; i < it->nmethods; i++) {
    const rt::IMethod& x = it->methods[i];
    if (std::string_view(x.name.ptr, static_cast<size_t>(x.name.len)) == name &&
        std::string_view(x.pkgPath.ptr, static_cast<size_t>(x.pkgPath.len)) == pkg)
      return static_cast<int>(i);
  }
  VOLE_UNREACHABLE("the method of an interface call is in the interface");
}

// Of gc's experiments the one that matters here: methods marked go:nointerface are in no interface.
static bool fieldTrack() {
  static const char* experiments = getenv("GOEXPERIMENT");
  static const bool on = experiments && strstr(experiments, "fieldtrack");
  return on;
}

const rt::itab* Program::itabFor(LType* iface, LType* t) {
  auto* inter = reinterpret_cast<const rt::InterfaceType*>(types.rtype(iface));
  const rt::Type* type = types.rtype(t);
  // Nobody has asked for all methods of the type yet, which checks all their signatures: those of the interface will do.
  if (inter->nmethods && (__atomic_load_n(&type->tflag, __ATOMIC_ACQUIRE) & rt::kTFlagLazyMethods) && !fieldTrack()) {
    std::vector<rt::FuncInfo*> fun(static_cast<size_t>(inter->nmethods));
    std::vector<int> index;
    bool indirect;
    for (types::Func* f : types::as<types::Interface>(types::under(iface->type))->typeSet()->methods) {
      auto* m = types::as<types::Func>(types::lookupFieldOrMethod(t->type, false, f->pkg, f->name, false, &index, &indirect));
      VOLE_ASSERT(m, "a type converted to an interface has its methods");
      fun[static_cast<size_t>(methodIndex(iface, f))] =
          methodEntry(t->type, t, {m, types::typeArena().copyList(index), indirect}, true);
    }
    return rt::additab(rt, inter, type, fun);
  }
  auto* tab = rt::getitab(rt, inter, type);
  VOLE_ASSERT(tab, "a type converted to an interface implements it");
  return tab;
}

// ---- functions

bool Program::callable(const rt::FuncInfo* f) {
  auto* u = static_cast<const Unit*>(f->user);
  return !u || u->kind != Unit::kLit || u->made;
}

bool Program::ownCode(const rt::FuncInfo* f) {
  auto* u = static_cast<const Unit*>(f->user);
  return u && u->pkg && !u->pkg->lazy && u->kind != Unit::kThunk;
}

AllocSite Program::placeAt(const rt::FuncInfo* f, const void* pc) {
  AllocSite s;
  auto* u = static_cast<const Unit*>(f->user);
  if (!u->places) return s;
  auto at = static_cast<uint32_t>(static_cast<const Instr*>(pc) - static_cast<const Instr*>(f->code));
  for (auto& [first, pos] : u->places->lines) {
    if (first > at) break;
    s.pos = pos;
  }
  for (const AllocMark& m : u->places->allocs)
    if (m.pc == at) {
      s.pos = m.pos;
      s.kind = m.kind;
    }
  return s;
}

const CodePlaces* Program::placesOf(const rt::FuncInfo* f) {
  auto* u = static_cast<const Unit*>(f->user);
  return u ? u->places.get() : nullptr;
}

rt::FuncInfo* Program::newFunc(Unit* u) {
  funcs_.emplace_back();
  rt::FuncInfo* f = &funcs_.back();
  u->fi = f;
  f->user = u;
  f->flags |= rt::kFuncLazy;
  if (u->pkg && u->pkg->session && u->kind == Unit::kFunc) f->flags |= rt::kFuncSession;
  std::string_view n = u->name;
  f->name = rt.types.str(n);
  f->pkg = rt.types.str(u->pkg ? u->pkg->path : std::string_view("main"));
  auto* stub = static_cast<Instr*>(rt.types.alloc(2 * sizeof(Instr)));
  stub[0].op = static_cast<uint64_t>(Op::LazyFunc);
  stub[1].x = reinterpret_cast<uint64_t>(f);
  stub[1].y = 0;
  load(stub, 2);
  f->code = f->ifaceEntry = stub;
  f->codeBytes = 2 * sizeof(Instr);
  return f;
}

rt::FuncInfo* Program::funcInfo(types::Func* f, types::Instance* inst, TypeEnv* env) {
  if (f->origin) f = f->origin;
  types::objDecl(f);
  if (!inst || inst->targs.empty()) {
    if (f->info) return static_cast<rt::FuncInfo*>(f->info);
    units_.emplace_back();
    Unit& u = units_.back();
    u.kind = Unit::kFunc;
    u.func = f;
    u.decl = f->funcDecl();
    u.pkg = f->pkg;
    u.name = funcName(f);
    // A function that is declared to be elsewhere: a native, or a function of the library.
    if (u.decl && !u.decl->linkname.empty() && !rt::findNative(u.name)) {
      std::string at(u.decl->linkname);
      if (rt::findNative(at)) {
        u.name = at;
      } else if (types::Func* there = libraryFunc(at); there && there != f && there->funcDecl() && there->funcDecl()->hasBody) {
        units_.pop_back();
        f->info = funcInfo(there, nullptr, nullptr);
        known_.push_back(f);
        return static_cast<rt::FuncInfo*>(f->info);
      }
    }
    rt::FuncInfo* fi = newFunc(&u);
    f->info = fi;
    known_.push_back(f);
    // A native of the same name takes the place of a library function's body: hot leaves of packages read from Go's sources.
    bool body = u.decl && (u.decl->hasBody || u.decl->body);
    if (body && rt::findNative(u.name)) body = false;
    if (u.decl && !body) {
      fi->flags |= rt::kFuncNative;
      if (u.name == "reflect.call") reflectCall_ = fi;
    }
    return fi;
  }
  std::vector<types::Type*> targs;
  for (types::Type* t : inst->targs) targs.push_back(lower(t, env)->type);
  return instanceInfo(f, targs);
}

// The body of the generic function or method f for these types.
rt::FuncInfo* Program::instanceInfo(types::Func* f, const std::vector<types::Type*>& targs) {
  if (auto it = redefinedGeneric_.find(f); it != redefinedGeneric_.end()) f = it->second;
  bool method = !f->sig()->rparams.empty();
  std::string key = (method ? "m" : "") + std::to_string(reinterpret_cast<uintptr_t>(f));
  for (types::Type* t : targs) key += "," + std::to_string(reinterpret_cast<uintptr_t>(types.lower(t)));
  auto it = instances_.find(key);
  if (it != instances_.end()) return it->second;
  envs_.emplace_back();
  TypeEnv* e = &envs_.back();
  e->key = key;
  e->map.tparams = method ? f->sig()->rparams : f->sig()->tparams;
  e->map.targs = types::typeArena().copyList(targs);
  units_.emplace_back();
  Unit& u = units_.back();
  u.kind = Unit::kFunc;
  u.func = f;
  u.decl = f->funcDecl();
  u.pkg = f->pkg;
  u.env = e;
  u.name = funcName(f);
  rt::FuncInfo* fi = newFunc(&u);
  instances_[key] = fi;
  return fi;
}

// The method m (of the receiver's base type recv, perhaps an instance).
rt::FuncInfo* Program::methodInfo(types::Func* m, types::Type* recv) {
  types::Func* o = m->origin ? m->origin : m;
  auto* n = types::as<types::Named>(recv);
  if (!n || !n->inst) return funcInfo(o, nullptr, nullptr);
  types::objDecl(o);
  std::vector<types::Type*> targs;
  for (types::Type* t : n->inst->targs) targs.push_back(types.lower(t)->type);
  return instanceInfo(o, targs);
}

// A method selection x.m or T.m, under an environment.
MethodRef Program::resolveMethod(syntax::SelectorExpr* s, TypeEnv* env) {
  const types::Selection* sel = s->selection;
  types::Func* m = tree::asFunc(sel->obj);
  VOLE_ASSERT(m, "a method selection selects a method");
  types::Type* T = sel->recv;
  std::vector<int> index(sel->index.begin(), sel->index.end());
  if (env && types::hasTypeParams(T)) {
    T = concrete(T, env);
    bool indirect;
    index.clear();
    types::Func* c = types::concreteMethod(T, m, &index, &indirect);
    VOLE_ASSERT(c, "the method of a type parameter exists in its type argument");
    m = c;
  }
  MethodRef r;
  index.pop_back();
  r.path = index;
  LType* t = types.lower(T);
  LType* operand = t;
  for (int i : index) {
    if (t->cls == TypeClass::kPointer && t->under->kind == TypeKind::Pointer) t = t->elem;
    t = t->fields[static_cast<size_t>(i)].type;
  }
  types::objDecl(m);
  if (t->isInterface()) {
    r.iface = true;
    r.ifaceType = t;
    r.index = methodIndex(t, m);
    return r;
  }
  types::Func* o = m->origin ? m->origin : m;
  types::objDecl(o);
  r.ptrRecv = o->sig()->recv->type->kind == TypeKind::Pointer;
  LType* base = t;
  if (t->under->kind == TypeKind::Pointer && t->type->kind != TypeKind::Named) base = t->elem;
  r.recv = base;
  r.recvIsPtrType = false;
  r.func = methodInfo(m, base->type);
  r.direct = index.empty() && ((r.ptrRecv && operand != base) || (!r.ptrRecv && operand == base));
  return r;
}

static void setBody(Unit& u, const BodyContext& b) {
  u.pkg = b.pkg;
  u.env = b.env;
  u.facts = b.facts;
  u.inlined = b.inlined;
}

rt::FuncInfo* Program::litInfo(Unit& outer, syntax::FuncLit* lit, const BodyContext& body, Unit* in) {
  units_.emplace_back();
  Unit& u = units_.back();
  u.kind = Unit::kLit;
  u.lit = lit;
  setBody(u, body);
  u.outer = &outer;
  Unit* root = in ? in : &outer;
  while (root->kind == Unit::kRangeBody) root = root->outer;
  bool nested = root->kind == Unit::kLit;
  int n = 0;
  if (in) {
    // Its number in its own function's text, whose literals are counted when that is compiled by itself.
    bool seen = false;
    syntax::inspect(in->lit ? in->lit->body : in->decl->body, [&](syntax::Node* x) {
      bool literal = x->is<syntax::FuncLit>();
      if (literal && !seen) n++;
      seen = seen || x == lit;
      return !literal && !seen;
    });
  } else {
    n = ++root->nclosures;
  }
  u.name = root->name + (nested ? "." : ".func") + std::to_string(n);
  rt::FuncInfo* fi = newFunc(&u);
  fi->flags |= rt::kFuncClosure;
  return fi;
}

rt::FuncInfo* Program::rangeBodyInfo(Unit& outer, syntax::ForStmt* loop, const BodyContext& body,
                                     const std::vector<LType*>& params) {
  units_.emplace_back();
  Unit& u = units_.back();
  u.kind = Unit::kRangeBody;
  u.loop = loop;
  setBody(u, body);
  u.outer = &outer;
  u.home = outer.kind == Unit::kRangeBody ? outer.home : &outer;
  u.loopParams = params;
  Unit* root = u.home;
  u.name = root->name + "-range" + std::to_string(++root->nranges);
  rt::FuncInfo* fi = newFunc(&u);
  fi->flags |= rt::kFuncClosure;
  return fi;
}

std::string ThunkSpec::key() const {
  std::string k;
  auto num = [&](uint64_t v) { k += std::to_string(v) + ","; };
  num(kind);
  num(static_cast<uint64_t>(callee));
  num(reinterpret_cast<uint64_t>(func));
  num(static_cast<uint64_t>(index));
  num(static_cast<uint64_t>(captured));
  num(static_cast<uint64_t>(own));
  num(static_cast<uint64_t>(results));
  for (auto* v : {&capturedPtrs, &ownPtrs, &resultPtrs}) {
    for (bool b : *v) k += b ? '1' : '0';
    k += ';';
  }
  num(static_cast<uint64_t>(builtin));
  for (LType* t : operands) num(reinterpret_cast<uint64_t>(t));
  num(hasDots);
  num(keep);
  if (kind == kMethod) {
    num(reinterpret_cast<uint64_t>(method.func));
    num(method.iface);
    num(static_cast<uint64_t>(method.index));
    num(method.ptrRecv);
    for (int i : method.path) num(static_cast<uint64_t>(i));
    num(reinterpret_cast<uint64_t>(recv));
    num(viaIface);
  }
  return k;
}

rt::FuncInfo* Program::thunkInfo(const ThunkSpec& spec, types::Package* pkg, const std::string& name) {
  std::string key = spec.key() + name;
  auto it = thunks_.find(key);
  if (it != thunks_.end()) return it->second;
  units_.emplace_back();
  Unit& u = units_.back();
  u.kind = Unit::kThunk;
  u.thunk = spec;
  u.pkg = pkg;
  u.name = name;
  rt::FuncInfo* fi = newFunc(&u);
  fi->flags |= rt::kFuncWrapper;
  if (spec.kind != ThunkSpec::kMethod) fi->flags |= rt::kFuncClosure;
  thunks_[key] = fi;
  return fi;
}

rt::NativeFn Program::nativeOf(const rt::FuncInfo* f) const {
  if (!(f->flags & rt::kFuncNative)) return nullptr;
  return rt::findNative(std::string_view(f->name.ptr, static_cast<size_t>(f->name.len)));
}

// ---- methods of run-time types

// The FuncInfo for method e of recv, called directly or through an interface.
rt::FuncInfo* Program::methodEntry(types::Type* recvT, LType* recv, const types::MethodSetEntry& e, bool viaIface) {
  types::Func* m = e.func;
  types::objDecl(m->origin ? m->origin : m);
  MethodRef r;
  std::vector<int> index(e.index.begin(), e.index.end());
  index.pop_back();
  r.path = index;
  LType* t = recv;
  for (int i : index) {
    if (t->under->kind == TypeKind::Pointer) t = t->elem;
    t = t->fields[static_cast<size_t>(i)].type;
  }
  if (t->isInterface()) {
    r.iface = true;
    r.ifaceType = t;
    r.index = methodIndex(t, m);
  } else {
    types::Func* o = m->origin ? m->origin : m;
    r.ptrRecv = o->sig()->recv->type->kind == TypeKind::Pointer;
    LType* base = t;
    if (t->under->kind == TypeKind::Pointer && t->type->kind != TypeKind::Named) base = t->elem;
    r.recv = base;
    r.func = methodInfo(m, base->type);
    bool isPtr = recv != base;
    // The plain cases need no wrapper: the word in the interface is the receiver.
    if (index.empty()) {
      if (r.ptrRecv && isPtr) return r.func;
      if (!r.ptrRecv && !isPtr && (!viaIface || isDirect(recv))) return r.func;
    }
  }
  ThunkSpec s;
  s.kind = ThunkSpec::kMethod;
  s.method = r;
  s.recv = recv;
  s.viaIface = viaIface && !isDirect(recv);
  s.sig = m->sig();
  std::string name = r.func ? std::string(r.func->name.ptr, static_cast<size_t>(r.func->name.len))
                            : types::rtypeString(recvT) + "." + m->name->string();
  return thunkInfo(s, m->pkg, name);
}

static bool hasPragma(types::Func* f, syntax::PragmaFlag flag) {
  auto* d = (f->origin ? f->origin : f)->funcDecl();
  return d && d->pragma && d->pragma->flags & flag;
}

void Program::fillMethods(rt::Type* t) {
  auto* l = static_cast<LType*>(t->user);
  if (!l && t->kind == rt::kPointer) {
    // Made by the run time or by reflect from a type of the program.
    if (auto* e = static_cast<LType*>(rt::asPtr(t)->elem->user)) {
      l = types.pointerTo(e);
      l->rtype = t;
      t->user = l;
    }
  }
  if (!l) return;
  if (l->isInterface()) return;
  types::Type* T = l->type;
  auto set = types::methodSet(T);
  std::vector<rt::Method> ms;
  for (auto& e : set) {
    types::Func* m = e.func;
    types::objDecl(m);
    if (fieldTrack() && hasPragma(m, syntax::kPragmaNointerface)) continue;
    types::Signature* sig = m->sig();
    auto* plain = types::newSignature(nullptr, sig->params, sig->results, sig->variadic);
    rt::Method x{};
    x.name = rt.types.str(m->name->str());
    x.pkgPath = m->exported() ? rt::GoString{nullptr, 0} : rt.types.str(rtPkgPath(m->pkg));
    x.mtyp = types.rtype(plain);
    x.tfn = methodEntry(T, l, e, false);
    x.ifn = methodEntry(T, l, e, true);
    ms.push_back(x);
  }
  rt.types.setMethods(t, std::move(ms));
}

rt::Type* Program::libType(const char* name) {
  std::string_view s(name);
  size_t dot = s.rfind('.');
  std::string err;
  types::Package* p = importer->import(s.substr(0, dot), nullptr, &err);
  types::Object* o = p ? types::packageMember(p, s.substr(dot + 1)) : nullptr;
  VOLE_ASSERT(o && o->is<types::TypeName>(), "the library declares this type");
  return types.rtype(o->type);
}

types::Func* Program::libraryFunc(std::string_view name) {
  size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  std::string err;
  types::Package* p = importer->import(name.substr(0, dot), nullptr, &err);
  types::Object* o = p ? types::packageMember(p, name.substr(dot + 1)) : nullptr;
  return o && o->is<types::Func>() ? tree::asFunc(o) : nullptr;
}

rt::FuncInfo* Program::libFunc(const char* name) {
  types::Func* f = libraryFunc(name);
  VOLE_ASSERT(f, "the library declares this function");
  return funcInfo(f, nullptr, nullptr);
}

}  // namespace vole::vm
