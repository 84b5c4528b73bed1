// This file drives the checker: whole packages, lazy packages, and what is recorded in the tree.
#include "frontend/types/check.h"

#include <pthread.h>

#include "frontend/base/deepstack.h"
#include "frontend/syntax/parser.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

Checker::Checker(const Config& conf_, Package* pkg_)
    : conf(conf_), pkg(pkg_), diag(*conf_.diag), version(conf_.version) {
  universe();
  if (conf.testFuncs) defPredeclaredTestFuncs();
}

Enter::Enter(Checker* c) : c_(c), saved_(c->env), savedPkg_(setCausePackage(c->pkg)) {
  if (c->active++ == 0) c->env = Environment();
}

Enter::~Enter() {
  if (c_->active == 1) {
    c_->env = Environment();
    c_->processDelayed(0);
    c_->cleanup();
    c_->recordUntyped();
  }
  c_->active--;
  c_->env = saved_;
  setCausePackage(savedPkg_);
}

// ---------------------------------------------------------------------------------------------
// Whole packages

void Checker::initFiles(const std::vector<syntax::File*>& list) {
  for (syntax::File* f : list) {
    if (!f || !f->pkgName) continue;
    Sym name = f->pkgName->sym;
    if (name == blankSym()) error(f->pkgName, "invalid package name _");
    if (!pkg->name || !pkg->name->len) {
      pkg->name = name;
    } else if (pkg->name != name) {
      errorf(f->pkgName, "package {}; expected {}", name, pkg->name);
      continue;
    }
    files.push_back(f);
  }
}

bool Checker::checkFiles(const std::vector<syntax::File*>& list) {
  Enter enter(this);
  pkg->checker = this;
  initFiles(list);
  collectObjects();
  packageObjects();
  processDelayed(0);  // includes all function bodies
  cleanup();
  initOrder();
  if (!conf.disableUnusedImportCheck && !conf.ignoreFuncBodies) unusedImports();
  recordUntyped();
  // The graph of instances is meaningful only in a correct program.
  if (errors == 0) monomorph();
  if (errors == 0 && !lazy && !conf.ignoreFuncBodies) checkLimits();
  if (errors == 0) {
    for (Pos p : genericLocalTypes) error(p, "type declarations inside generic functions are not currently supported");
  }
  pkg->complete = true;
  return errors == 0;
}

bool checkPackage(const Config& conf, Package* pkg, const std::vector<syntax::File*>& files,
                  std::vector<Initializer*>* initOrder) {
  auto* c = new Checker(conf, pkg);
  bool ok = c->checkFiles(files);
  if (initOrder) *initOrder = c->initOrder_;
  return ok;
}

bool prepareLazy(const Config& conf, Package* pkg, const std::vector<syntax::File*>& files) {
  auto* c = new Checker(conf, pkg);
  c->lazy = pkg->lazy = true;
  Enter enter(c);
  pkg->checker = c;
  c->initFiles(files);
  c->collectObjects();
  pkg->complete = true;
  return c->errors == 0;
}

// ---------------------------------------------------------------------------------------------
// Late questions

void objDecl(Object* obj) {
  if (obj->color == kBlack || !obj->decl) return;
  Checker* c = checkerOf(obj);
  if (!c) return;
  Enter enter(c);
  c->objDecl(obj, nullptr);
}

bool Checker::ensureBody(syntax::FuncDecl* d) {
  if (d->body || !d->hasBody) return true;
  if (!conf.arena) return false;
  return syntax::parseBody(d, *conf.arena, diag);
}

bool checkFuncBody(Func* f) {
  if (f->origin) f = f->origin;
  if (f->bodyChecked) return f->bodyOk;
  objDecl(f);
  Checker* c = checkerOf(f);
  if (!c || !f->decl || !f->decl->fdecl) return true;
  f->bodyChecked = true;
  int before = c->errors;
  {
    Enter enter(c);
    syntax::FuncDecl* d = f->decl->fdecl;
    if (!c->ensureBody(d)) c->errors++;
    // A body asked for in the midst of something else waits for nobody: its facts are needed now.
    if (d->body && f->sig() && f->type->kind == TypeKind::Signature) {
      SaveEnv save(*c);
      c->env = Environment();
      c->env.scope = f->decl->file;
      size_t top = c->delayed.size();
      c->funcBody(f->decl, f->name->str(), f->sig(), d->body, nullptr);
      c->processDelayed(top);
    }
  }
  f->bodyOk = c->errors == before;
  return f->bodyOk;
}

Initializer* checkVarInit(Var* v, std::vector<Object*>* deps) {
  DeclInfo* d = v->decl;
  if (!d) return nullptr;
  objDecl(v);
  if (!d->init) return nullptr;
  Checker* c = checkerOf(v);
  if (!d->initChecked) {
    Enter enter(c);
    SaveEnv save(*c);
    c->env = Environment();
    c->env.scope = d->file;
    c->env.decl = d;
    d->initChecked = true;
    size_t top = c->delayed.size();
    if (d->lhs.size() > 1) {
      syntax::Expr* init = d->init;
      c->initVars(d->lhs, List<syntax::Expr*>{&init, 1}, nullptr);
    } else {
      c->initExpr(v, d->init);
    }
    c->processDelayed(top);
  }
  if (!d->initializer) {
    auto* init = typeArena().make<Initializer>();
    init->lhs = d->lhs.empty() ? typeArena().listOf<Var*>({v}) : d->lhs;
    init->rhs = d->init;
    d->initializer = init;
  }
  if (deps) deps->insert(deps->end(), d->deps.begin(), d->deps.end());
  return d->initializer;
}

const std::vector<Object*>& declDeps(Object* obj) {
  static const std::vector<Object*> none;
  return obj->decl ? obj->decl->deps : none;
}

const PackageDecls& packageDecls(Package* pkg) {
  static const PackageDecls none;
  return pkg->checker ? pkg->checker->decls : none;
}

void resolveImports(Package* pkg) {
  if (!pkg->checker) return;
  Enter enter(pkg->checker);
  for (PkgName* p : pkg->checker->imports) pkg->checker->importedPkg(p);
}

bool isNotInHeap(Type* t) {
  auto* n = as<Named>(t);
  return n && n->obj && n->obj->notInHeap;
}

Object* packageMember(Package* pkg, std::string_view name) {
  Object* o = pkg->scope->lookup(intern(name));
  if (o) objDecl(o);
  return o;
}

// ---------------------------------------------------------------------------------------------
// Questions about types

namespace {
// A checker that only answers questions: nothing is reported through it.
Checker& oracle() {
  static auto* sources = new SourceSet;
  static auto* sink = new DiagSink(*sources);
  static Checker* c = [] {
    Config conf;
    conf.diag = sink;
    return new Checker(conf, newPackage("", emptySym()));
  }();
  return *c;
}
}  // namespace

bool implements(Type* T, Type* I) { return oracle().implements(T, I, false, nullptr); }
bool assertableTo(Type* V, Type* T) { return oracle().newAssertableTo(V, T, nullptr); }
bool assignable(Type* V, Type* T) {
  operand x;
  x.mode = value;
  x.type = V;
  return x.assignableTo(&oracle(), T, nullptr);
}
bool convertible(Type* V, Type* T) {
  operand x;
  x.mode = value;
  x.type = V;
  return oracle().convertibleTo(&x, T, nullptr);
}

// ---------------------------------------------------------------------------------------------
// Dependencies, delayed actions

void DeclInfo::addDep(Object* o) {
  if (deps.size() < 16) {
    for (Object* d : deps) {
      if (d == o) return;
    }
  } else {
    if (depSet.empty()) depSet.insert(deps.begin(), deps.end());
    if (!depSet.insert(o).second) return;
  }
  deps.push_back(o);
}

void Checker::addDeclDep(Object* to) {
  if (!env.decl || !to->decl || to->pkg != pkg) return;
  env.decl->addDep(to);
}

int Checker::push(Object* obj) {
  objPath.push_back(obj);
  return static_cast<int>(objPath.size()) - 1;
}
Object* Checker::pop() {
  Object* o = objPath.back();
  objPath.pop_back();
  return o;
}

void Checker::processDelayed(size_t top) {
  for (size_t i = top; i < delayed.size(); i++) {
    auto f = std::move(delayed[i]);
    f();  // may append
  }
  delayed.resize(top);
}

void Checker::cleanup() {
  for (size_t i = 0; i < cleaners.size(); i++) cleaners[i]->under();
  cleaners.clear();
}

bool Checker::tooDeep(Pos pos) {
  // The lowest address of this thread's stack we want to come to; the rest is for whoever is called.
  if (uintptr_t low = deepStackBottom()) {
    if (reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > low + (512u << 10)) return false;
  }
  static thread_local uintptr_t limit = [] {
    pthread_attr_t attr;
    void* base = nullptr;
    size_t size = 0;
    uintptr_t here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
      pthread_attr_getstack(&attr, &base, &size);
      pthread_attr_destroy(&attr);
    }
    uintptr_t low = base ? reinterpret_cast<uintptr_t>(base) : here - (4u << 20);
    // The main thread's stack may be unlimited in name only.
    if (here - low > (64u << 20)) low = here - (6u << 20);
    uintptr_t room = (here - low) / 4;
    return low + (room < (512u << 10) ? room : (512u << 10));
  }();
  if (!deepStackBottom() && reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > limit) return false;
  if (!depthReported) {
    depthReported = true;
    error(pos, "declaration or expression nested too deeply");
  }
  return true;
}

// ---------------------------------------------------------------------------------------------
// Recording

void Checker::rememberUntyped(syntax::Expr* e, bool isLhs, OperandMode mode, Basic* typ, const ConstVal* val) {
  if (!(e->bits & kBitUntyped)) untypedNodes.push_back(e);
  e->bits = static_cast<uint8_t>((e->bits & ~kBitIsLhs) | kBitUntyped | (isLhs ? kBitIsLhs : 0));
  e->mode = mode;
  e->type = typ;
  e->constVal = val;
}

void Checker::record(operand* x) {
  Type* typ = x->mode == invalid ? invalidType() : x->mode == novalue ? nullptr : x->type;
  const ConstVal* val = x->mode == constant_ ? x->val : nullptr;
  if (typ && isUntyped(typ)) {
    // The final type comes from the context.
    rememberUntyped(x->expr, false, x->mode, static_cast<Basic*>(typ), val);
  } else {
    recordTypeAndValue(x->expr, x->mode, typ, val);
  }
}

void Checker::recordUntyped() {
  for (syntax::Expr* e : untypedNodes) e->bits = static_cast<uint8_t>(e->bits & ~(kBitUntyped | kBitIsLhs));
  untypedNodes.clear();
}

void Checker::recordTypeAndValue(syntax::Expr* e, OperandMode mode, Type* typ, const ConstVal* val) {
  if (mode == invalid) return;
  e->mode = mode;
  e->type = typ;
  e->constVal = val;
}

void Checker::recordBuiltinType(syntax::Expr* f, Signature* sig) {
  for (;;) {
    recordTypeAndValue(f, builtin, sig, nullptr);
    auto* p = f->as<syntax::ParenExpr>();
    if (!p) return;
    f = p->x;
  }
}

void Checker::recordCommaOkTypes(syntax::Expr* x, Type* t0, Type* t1) {
  if (!t0 || !t1) return;
  for (;;) {
    x->type = newTuple({newVar(x->pos, pkg, emptySym(), t0), newVar(x->pos, pkg, emptySym(), t1)});
    auto* p = x->as<syntax::ParenExpr>();
    if (!p) return;
    x = p->x;
  }
}

void Checker::recordInstance(syntax::Expr* e, List<Type*> targs, Type* typ) {
  auto* inst = typeArena().make<Instance>(Instance{targs, typ});
  if (auto* i = e->as<syntax::IndexExpr>()) {
    i->instance = inst;
    e = i->x;
  }
  e = syntax::unparen(e);
  if (auto* s = e->as<syntax::SelectorExpr>()) e = s->sel;
  if (auto* n = e->as<syntax::Name>()) n->instance = inst;
}

void Checker::recordImplicit(syntax::Node* n, Object* obj) {
  if (auto* f = n->as<syntax::Field>()) f->implicit = obj;
  if (auto* c = n->as<syntax::CaseClause>()) c->implicit = obj;
  if (auto* i = n->as<syntax::ImportDecl>()) i->implicit = obj;
}

void Checker::recordSelection(syntax::SelectorExpr* x, SelectionKind kind, Type* recv, Object* obj,
                              const std::vector<int>& index, bool indirect) {
  recordUse(x->sel, obj);
  x->selection = typeArena().make<Selection>(Selection{kind, indirect, recv, obj, typeArena().copyList(index)});
}

}  // namespace vole::types
