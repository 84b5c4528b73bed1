// This file compiles one unit as a whole: parameters, results, defers, package initialisation.
#include "frontend/base/constant.h"
#include "runtime/runtime.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

FuncCompiler::FuncCompiler(Program& prog, Unit& unit, Discoveries& found)
    : prog_(prog), unit_(unit), pkg_(unit.pkg), env_(unit.env), found_(found) {
  for (FrameObject& o : found.objects) frameWords_ += static_cast<int>(o.ptrs.size());
}

LType* FuncCompiler::lt(types::Type* t) { return prog_.lower(t, env_); }
LType* FuncCompiler::lt(const Expr* e) { return prog_.lower(e->type, env_); }
const rt::Type* FuncCompiler::rtypeOf(LType* t) { return prog_.types.rtype(t); }

types::Signature* FuncCompiler::sigOf(const Expr* fun) {
  types::Type* t = prog_.concrete(fun->type, env_);
  return types::coreType(t)->to<types::Signature>();
}

void FuncCompiler::fail(Pos pos, const std::string& msg) {
  if (!pos.isKnown()) pos = e_.pos();
  // A method's wrapper is nowhere in the text.
  if (!failed_) fprintf(stderr, "%s: %s\n", pos.isKnown() ? prog_.position(pos).c_str() : unit_.name.c_str(), msg.c_str());
  failed_ = true;
}

bool FuncCompiler::run() {
  if (unit_.facts) bodyFacts(unit_.facts, unit_.inlined);
  switch (unit_.kind) {
    case Unit::kFunc: declBody(); break;
    case Unit::kLit: litBody(); break;
    case Unit::kRangeBody: rangeBodyUnit(); break;
    case Unit::kInit: initBody(); break;
    case Unit::kThunk: thunkBody(); break;
  }
  if (failed_ || again_) return false;
  finish();
  return true;
}

std::vector<bool> FuncCompiler::ptrWords(LType* t) { return t->indirect() ? std::vector<bool>{true} : objectWords(t); }

std::vector<bool> FuncCompiler::objectWords(LType* t) {
  std::vector<bool> p = t->ptrSlots;
  p.resize(static_cast<size_t>(t->nslots), false);
  return p;
}

// A parameter of type t at the next slot.
int FuncCompiler::param(LType* t) {
  int s = alloc(t);
  auto p = ptrWords(t);
  argPtrs_.insert(argPtrs_.end(), p.begin(), p.end());
  return s;
}

// The first instruction is reserved for the check of frames larger than the red zone; the entry of a small frame is the
// instruction after it.
void FuncCompiler::stackCheck() { e_.emitImm(Op::StackCheck, 0, 0, 0); }

// Parameters are at fp[0..], the closure behind them; then come captured variables and results.
void FuncCompiler::prologue(types::Signature* sig, types::Var* recv) {
  sig_ = sig;
  std::vector<types::Var*> params;
  if (recv) params.push_back(recv);
  for (types::Var* v : types::tupleVars(sig->params)) params.push_back(v);
  for (types::Var* v : params) {
    LType* t = lt(v->type);
    vars_[v] = VarLoc{VarLoc::kSlot, param(t), nullptr, t};
  }
  paramSlots_ = top_;
  if (unit_.kind == Unit::kLit)
    loadCaptures();
  else
    argPtrs_.push_back(false);
  declareFrameObjects();
  for (types::Var* v : params) {
    VarLoc& l = vars_[v];
    if (!boxed(v, l.type)) continue;
    int box = allocPtr();
    newObject(v, l.type, box);
    if (l.type->nslots) storeMem(box, 0, l.slot, l.type);
    l = VarLoc{VarLoc::kBoxed, box, nullptr, l.type};
  }
  declareResults(sig);
  initGuards(nullptr);
}

// Runs the initialisers of library variables that the function, or the body expanded in it, mentions, unless they have run.
void FuncCompiler::initGuards(const escape::Inlined* in) {
  for (auto& [where, v] : found_.guards) {
    if (where != in) continue;
    int64_t* flag;
    rt::FuncInfo* init = prog_.pendingInit(v, &flag);
    if (!init) continue;
    int m = mark();
    Label skip = e_.newLabel();
    int f = allocN(1);
    e_.emitX(Op::GLoad64, f, 0, 0, 0, reinterpret_cast<uint64_t>(flag));
    e_.jump(Op::JEqImm, f, static_cast<int>(rt::kInitDone), skip);
    e_.emitX(Op::InitBegin, f, 0, 0, 0, reinterpret_cast<uint64_t>(flag));
    e_.jump(Op::JEqImm, f, 0, skip);
    Callee c;
    c.func = init;
    c.sig = types::newSignature(nullptr, nullptr, nullptr, false);
    emitCall(c, beginWindow(), 0);
    e_.bind(skip);
    release(m);
  }
}

// Captured variables become locals: their values, or the pointers to their cells.
void FuncCompiler::loadCaptures() {
  argPtrs_.push_back(true);
  closure_ = allocPtr();
  loadCaptures(unit_, closure_);
}

void FuncCompiler::loadCaptures(const Unit& u, int closure) {
  int off = 8;
  for (size_t i = 0; i < u.captures.size(); i++) {
    types::Var* v = u.captures[i];
    VarLoc l;
    l.type = lt(v->type);
    if (u.captureBoxed[i]) {
      l.kind = VarLoc::kBoxed;
      l.slot = allocPtr();
      e_.emit(Op::Load64, l.slot, closure, off);
      off += 8;
    } else {
      l.kind = VarLoc::kSlot;
      l.slot = alloc(l.type);
      loadRaw(closure, off, l.slot, static_cast<int>(l.type->slots()));
      off += 8 * static_cast<int>(l.type->slots());
    }
    vars_[v] = l;
  }
  hiddenOff_ = off;
}

// n raw slots of a closure object.
void FuncCompiler::loadRaw(int ptr, int off, int dst, int n) {
  switch (n) {
    case 0: break;
    case 1: e_.emit(Op::Load64, dst, ptr, off); break;
    case 2: e_.emit(Op::Load2, dst, ptr, off); break;
    case 3: e_.emit(Op::Load3, dst, ptr, off); break;
    default: e_.emitX(Op::LoadN, dst, ptr, off, 0, static_cast<uint64_t>(n) * 8);
  }
}

void FuncCompiler::declareResults(types::Signature* sig) {
  resultSlots_ = resultSlots(sig);
  bool named = false;
  for (types::Var* v : types::tupleVars(sig->results)) {
    results_.push_back(v);
    named |= v->name && !v->name->str().empty();
  }
  for (types::Var* v : results_) {
    LType* t = lt(v->type);
    VarLoc l{VarLoc::kSlot, 0, nullptr, t};
    if (boxed(v, t)) {
      l.kind = VarLoc::kBoxed;
      l.slot = allocPtr();
      newObject(v, t, l.slot);
    } else if (named || hasDefer_) {
      l.slot = alloc(t);
      zero(l.slot, t);
    }
    vars_[v] = l;
    resultLocs_.push_back(l);
  }
}

void FuncCompiler::epilogue() {
  if (!hasDefer_) {
    if (!e_.reachable()) return;
    if (results_.empty()) e_.emit(Op::Ret);
    else e_.emitX(Op::Trap, 0, 0, 0, 0, reinterpret_cast<uint64_t>("missing return"));
    return;
  }
  e_.bind(epilogue_);
  panicMap_ = liveSlots();
  recoverPc_ = e_.here();
  int m = mark();
  int w = beginWindow();
  reserve(w + 2);
  for (int again = 1; again >= 0; again--) {
    safepoint(e_.here());
    e_.emit(Op::RunDefers, w, again);
  }
  safepoint(e_.here());
  release(m);
  loadResultsAndRet();
}

void FuncCompiler::declBody() {
  types::Func* f = unit_.func;
  rt::FuncInfo* fi = unit_.fi;
  if (fi->flags & rt::kFuncNative) {
    nativeBody(f, fi);
    return;
  }
  VOLE_ASSERT(unit_.decl && unit_.decl->body, "a declared function has a body here");
  unit_.facts = prog_.factsOf(unit_.decl, unit_.pkg);
  unit_.inlined = escape::inlinedIn(f, env_ ? env_->map.targs : List<types::Type*>{});
  bodyFacts(unit_.facts, unit_.inlined);
  hasDefer_ = facts_->of(unit_.decl).hasDefer;
  if (hasDefer_) epilogue_ = e_.newLabel();
  e_.setPos(unit_.decl->pos);
  stackCheck();
  types::Signature* sig = f->sig();
  prologue(sig, sig->recv);
  block(unit_.decl->body->list);
  e_.setPos(unit_.decl->body->rbrace);
  epilogue();
}

// A native as a function value: runs it on its own frame.
void FuncCompiler::nativeBody(types::Func* f, rt::FuncInfo* fi) {
  rt::NativeFn fn = prog_.nativeOf(fi);
  if (!fn) {
    fail(f->pos, "missing function body (no native of the name " + unit_.name + " is linked in)");
    return;
  }
  types::Signature* sig = f->sig();
  if (sig->recv) param(lt(sig->recv->type));
  for (types::Var* v : types::tupleVars(sig->params)) param(lt(v->type));
  paramSlots_ = top_;
  argPtrs_.push_back(false);
  resultSlots_ = resultSlots(sig);
  reserve(std::max(paramSlots_ + 1, resultSlots_) + 8);
  e_.setPos(f->pos);
  safepoint(0);
  e_.emit(Op::NativeBody);
  e_.extP(reinterpret_cast<const void*>(fn), fi);
}

void FuncCompiler::litBody() {
  hasDefer_ = facts_->of(unit_.lit).hasDefer;
  if (hasDefer_) epilogue_ = e_.newLabel();
  e_.setPos(unit_.lit->pos);
  stackCheck();
  prologue(types::under(unit_.lit->type)->to<types::Signature>(), nullptr);
  block(unit_.lit->body->list);
  e_.setPos(unit_.lit->body->rbrace);
  epilogue();
}

// Package variables of the unit's package in their order, then its init functions.
void FuncCompiler::initBody() {
  static const escape::Facts noFacts;
  unit_.facts = &noFacts;
  bodyFacts(unit_.facts);
  stackCheck();
  argPtrs_.push_back(false);
  allocN(1);
  declareFrameObjects();
  initGuards(nullptr);
  for (types::Initializer* in : unit_.inits) {
    if (failed_) return;
    initVars(in);
  }
  if (unit_.initFlag) {
    int m = mark();
    int done = constInt(rt::kInitDone);
    e_.emitX(Op::GStore64, 0, done, 0, 0, reinterpret_cast<uint64_t>(unit_.initFlag));
    release(m);
  }
  sig_ = types::newSignature(nullptr, nullptr, nullptr, false);
  for (types::Func* f : unit_.initFuncs) {
    int m = mark();
    int w = beginWindow();
    Callee c;
    c.func = prog_.funcInfo(f, nullptr, nullptr);
    c.sig = sig_;
    e_.setPos(f->pos);
    emitCall(c, w, 0);
    release(m);
  }
  for (rt::FuncInfo* fi : unit_.calls) {
    int m = mark();
    Callee c;
    c.func = fi;
    c.sig = sig_;
    emitCall(c, beginWindow(), 0);
    release(m);
  }
  e_.emit(Op::Ret);
}

void FuncCompiler::initVars(types::Initializer* in) {
  unit_.facts = prog_.factsOf(in->rhs, unit_.pkg);
  unit_.inlined = escape::inlinedIn(*in, unit_.pkg);
  bodyFacts(unit_.facts, unit_.inlined);
  e_.setPos(in->rhs->pos);
  int m = mark();
  auto global = [&](types::Var* v) {
    LType* t = lt(v->type);
    return Place{.kind = Place::kGlobal, .type = t, .addr = prog_.globalAddr(v)};
  };
  Expr* r = syntax::unparen(in->rhs);
  if (in->lhs.size() == 1) {
    types::Var* v = in->lhs[0];
    LType* t = lt(v->type);
    auto* lit = r->as<syntax::CompositeLit>();
    if (v->name->blank) {
      if (!in->rhs->constVal) exprTo(in->rhs, t);
    } else if (lit && t->isAggregate() && lt(lit) == t) {
      compositeInto(lit, t, global(v), true);
    } else {
      store(global(v), exprTo(in->rhs, t));
    }
    release(m);
    return;
  }
  std::vector<int> at;
  std::vector<LType*> from;
  if (auto* c = r->as<syntax::CallExpr>()) {
    int s = call(c);
    for (types::Var* v : types::tupleVars(sigOf(c->fun)->results)) {
      from.push_back(lt(v->type));
      at.push_back(s);
      s += static_cast<int>(from.back()->slots());
    }
  } else {
    LType* t = commaOkType(r);
    int v = alloc(t), ok = allocN(1);
    commaOk(r, &v, &ok);
    from = {t, lt(types::Typ[types::BasicKind::Bool])};
    at = {v, ok};
  }
  for (size_t i = 0; i < in->lhs.size(); i++) {
    types::Var* v = in->lhs[i];
    if (!v || v->name->blank) continue;
    int mk = mark();
    Place p = global(v);
    store(p, convertTo(at[i], from[i], p.type, -1));
    release(mk);
  }
  release(m);
}

}  // namespace vole::vm
