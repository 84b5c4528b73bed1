// This file compiles on demand, places package variables, and orders initialisation.
//
// A package that was checked whole initialises its variables at the program's start in the order the checker found. A
// library package is lazy: its init functions run at the start, but a variable is initialised when the first function
// that mentions it is about to run - such functions begin with a guard (FuncCompiler::initGuards). Initialisers of our own
// library have no effects but their variable, so nobody can tell the difference, and a program does not pay for tables it
// never looks at. In packages read from Go's sources those that may have effects (types::initHasEffects) are started with
// the package, in the order of their declarations; what they depend on comes before them by the same guards.
#include <cstdio>
#include <cstring>

#include "frontend/base/assert.h"
#include "frontend/load/loader.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"
#include "runtime/runtime.h"
#include "vm/bytecode/opcode.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

bool Program::libraryErrors() const { return conf_.libDiag && conf_.libDiag->errorCount() > 0; }

// What a package that could not be loaded should have told is invalid without further complaint.
static bool holdsInvalid(syntax::FuncDecl* d) {
  bool invalid = false;
  syntax::inspect(d, [&](syntax::Node* n) {
    if (auto* lit = syntax::as<syntax::CompositeLit>(n)) invalid |= !lit->type || lit->type == types::Typ[types::BasicKind::Invalid];
    if (auto* s = syntax::as<syntax::SelectorExpr>(n)) invalid |= !s->type || s->type == types::Typ[types::BasicKind::Invalid];
    if (auto* c = syntax::as<syntax::CallExpr>(n)) invalid |= c->type == types::Typ[types::BasicKind::Invalid];
    return !invalid;
  });
  return invalid;
}

bool Program::compile(rt::FuncInfo* fi) {
  if (!(fi->flags & rt::kFuncLazy)) return true;
  auto* u = static_cast<Unit*>(fi->user);
  VOLE_ASSERT(u, "a lazy function belongs to a unit");
  if (u->failed) return false;
  if (u->kind == Unit::kFunc && !(fi->flags & rt::kFuncNative)) {
    if (!types::checkFuncBody(u->func) || !u->decl || !u->decl->body || (libraryErrors() && holdsInvalid(u->decl))) {
      if (conf_.libDiag && conf_.libDiag->errorCount() > 0) fputs(conf_.libDiag->render().c_str(), stderr);
      else fprintf(stderr, "%s: missing function body\n", position(u->func->pos).c_str());
      u->failed = true;
      return false;
    }
  }
  if (u->kind == Unit::kFunc && u->env && u->decl) u->env->hasLocals = declaresTypes(u->decl);
  // A function that turns out to mention uninitialised library variables, or to keep objects in its frame, is compiled again.
  Discoveries found;
  for (types::Var* v : u->eager) found.guards.push_back({nullptr, v});
  for (;;) {
    size_t known = found.guards.size() + found.objects.size();
    bool without = found.tooMuch;
    FuncCompiler c(*this, *u, found);
    if (c.run()) return true;
    if (found.tooMuch && !without) {
      found.objects.clear();
      continue;
    }
    if (!c.failed() && found.guards.size() + found.objects.size() > known) continue;
    u->failed = true;
    return false;
  }
}

bool Program::compileAll(types::Package* pkg) {
  bool ok = true;
  for (types::Func* f : types::packageDecls(pkg).funcs) {
    types::objDecl(f);
    types::Signature* sig = f->sig();
    if (!sig || !sig->tparams.empty() || !sig->rparams.empty()) continue;
    ok = compile(funcInfo(f, nullptr, nullptr)) && ok;
  }
  return ok;
}

bool Program::isGlobal(const types::Var* v) const {
  return v->pkg && !v->isField && (v->order != 0 || v->decl || v->parent == v->pkg->scope);
}

void* Program::staticObject(LType* t) {
  size_t size = t->size > 0 ? static_cast<size_t>(t->size) : 8;
  void* p = rt.types.alloc((size + 15) & ~size_t{15});
  if (t->hasPointers) rt::addRoot(rt, p, static_cast<uint64_t>(t->size), types.rtype(t));
  return p;
}

// The variable of another package that //go:linkname says v is; null: v is itself.
types::Var* Program::linkedVar(types::Var* v) {
  auto* info = static_cast<load::Package*>(v->pkg->loadInfo);
  if (!info || v->pkg->lazy) return nullptr;
  for (const syntax::File* f : info->files)
    for (const syntax::Linkname& l : f->linknames) {
      size_t dot = l.remote.rfind('.');
      if (l.local != v->name->str() || dot == std::string_view::npos) continue;
      std::string err;
      types::Package* p = importer->import(l.remote.substr(0, dot), v->pkg, &err);
      types::Object* o = p && p != v->pkg ? types::packageMember(p, l.remote.substr(dot + 1)) : nullptr;
      if (!o || !o->is<types::Var>()) return nullptr;
      types::objDecl(o);
      return types::identical(o->type, v->type) ? tree::asVar(o) : nullptr;
    }
  return nullptr;
}

Program::Global& Program::global(types::Var* v) {
  auto it = globals_.find(v);
  if (it != globals_.end()) return it->second;
  types::objDecl(v);
  if (types::Var* there = linkedVar(v)) return globals_[v] = Global(global(there));
  LType* t = types.lower(v->type);
  Global g{staticObject(t), nullptr, nullptr};
  if (v->pkg->lazy) {
    types::Initializer* in = types::checkVarInit(v);
    if (in && in->rhs) {
      auto*& unit = lazyInits_[in];
      if (!unit) {
        units_.emplace_back();
        unit = &units_.back();
        unit->kind = Unit::kInit;
        unit->pkg = v->pkg;
        unit->name = std::string(v->pkg->path) + ".init";
        unit->inits.push_back(in);
        unit->initFlag = static_cast<int64_t*>(rt.types.alloc(16));
        newFunc(unit);
        unit->fi->flags |= rt::kFuncWrapper;
      }
      g.flag = unit->initFlag;
      g.init = unit->fi;
    }
  }
  return globals_[v] = g;
}

const void* Program::globalAddr(types::Var* v) { return global(v).addr; }

rt::FuncInfo* Program::pendingInit(types::Var* v, int64_t** flag) {
  Global& g = global(v);
  if (!g.flag || __atomic_load_n(g.flag, __ATOMIC_ACQUIRE) == rt::kInitDone) return nullptr;
  *flag = g.flag;
  return g.init;
}

// Packages below p first; each one's unit goes to `order`.
void Program::initPackage(types::Package* p, std::vector<Unit*>& order) {
  int& state = initState_[p];
  if (state) return;
  state = 1;
  auto* info = static_cast<load::Package*>(p->loadInfo);
  if (info && info->quiet) return;
  types::resolveImports(p);
  for (types::Package* q : std::vector<types::Package*>(p->imports)) initPackage(q, order);
  if (p->path == "unsafe") return;
  fillEmbeds(p);
  auto it = initOrder_.find(p);
  const auto& decls = types::packageDecls(p);
  std::vector<types::Var*> eager;
  if (p->lazy && info && !info->embedded) {
    for (types::Var* v : decls.vars)
      if (types::initHasEffects(v)) eager.push_back(v);
  }
  if ((it == initOrder_.end() || it->second.empty()) && decls.inits.empty() && eager.empty()) return;
  units_.emplace_back();
  Unit& u = units_.back();
  u.kind = Unit::kInit;
  u.pkg = p;
  u.name = std::string(p->path) + ".init";
  u.eager = std::move(eager);
  if (it != initOrder_.end()) u.inits = it->second;
  int n = 0;
  for (types::Func* f : decls.inits) {
    types::objDecl(f);
    u.initFuncs.push_back(f);
    rt::FuncInfo* fi = funcInfo(f, nullptr, nullptr);
    auto* fu = static_cast<Unit*>(fi->user);
    fu->name = std::string(p->path) + ".init." + std::to_string(n++);
    fi->name = rt.types.str(fu->name);
  }
  newFunc(&u);
  order.push_back(&u);
}

void* Program::entry(types::Package* mainPkg) {
  types::Object* o = mainPkg->scope->lookup(intern("main"));
  types::Func* mainFn = tree::asFunc(o);
  if (!mainFn) return nullptr;
  std::vector<Unit*> order;
  std::string err;
  // The run time's own Go text comes first: its types stand behind run-time errors.
  if (types::Package* r = importer->import("runtime", mainPkg, &err)) initPackage(r, order);
  initPackage(mainPkg, order);
  units_.emplace_back();
  Unit& u = units_.back();
  u.kind = Unit::kInit;
  u.pkg = mainPkg;
  u.name = "runtime.main";
  u.calls = std::vector<rt::FuncInfo*>();
  for (Unit* x : order) u.calls.push_back(x->fi);
  u.calls.push_back(funcInfo(mainFn, nullptr, nullptr));
  rt::FuncInfo* fi = newFunc(&u);
  fi->flags |= rt::kFuncPseudo;
  if (!compile(fi)) return nullptr;
  return fi;
}

}  // namespace vole::vm
