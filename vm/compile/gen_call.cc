// This file compiles calls: who is called, the arguments into the window, the call itself.
#include <tuple>

#include "frontend/base/constant.h"
#include "vm/compile/callee.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

using syntax::NodeKind;

void FuncCompiler::bodyFacts(const escape::Facts* facts, const escape::Inlined* inlined) {
  facts_ = facts;
  inlined_ = found_.tooMuch ? nullptr : inlined;
}

void FuncCompiler::setBody(const BodyContext& b) {
  inlined_ = b.inlined;
  facts_ = b.facts;
  pkg_ = b.pkg;
  env_ = b.env;
}

// The body around the one being compiled that goes by `in`.
const BodyContext& FuncCompiler::bodyOf(const escape::Inlined* in) const {
  for (size_t i = bodies_.size(); i-- > 0;)
    if (bodies_[i].inlined == in) return bodies_[i];
  VOLE_UNREACHABLE("an inlined literal stands in a body around the call");
}

int FuncCompiler::resultSlots(types::Signature* sig) {
  int n = 0;
  for (types::Var* v : types::tupleVars(sig->results)) n += static_cast<int>(lt(v->type)->slots());
  return n;
}

int FuncCompiler::paramSlots(types::Signature* sig) {
  int n = 0;
  for (types::Var* v : types::tupleVars(sig->params)) n += static_cast<int>(lt(v->type)->slots());
  return n;
}

int FuncCompiler::beginWindow() {
  allocN(kHeaderSlots);
  return top_;
}

// Finds out what a call calls; evaluates function values and interface receivers, but no arguments.
void FuncCompiler::resolveCallee(syntax::CallExpr* call, Callee& c) {
  Expr* fun = syntax::unparen(call->fun);
  c.sig = sigOf(fun);
  Expr* base = fun;
  if (auto* ix = fun->as<syntax::IndexExpr>())
    if (tree::calledFunc(ix)) base = syntax::unparen(ix->x);
  if (auto* n = base->as<Name>()) {
    if (types::Func* f = tree::asFunc(n->obj)) {
      c.kind = Callee::kStatic;
      c.func = prog_.funcInfo(f, tree::instanceOf(fun), env_);
      return;
    }
  } else if (auto* s = base->as<syntax::SelectorExpr>()) {
    if (!s->selection) {
      if (types::Func* f = tree::asFunc(s->sel->obj)) {
        c.kind = Callee::kStatic;
        c.func = prog_.funcInfo(f, tree::instanceOf(fun), env_);
        return;
      }
    } else if (s->selection->kind == types::SelectionKind::MethodVal) {
      MethodRef m = prog_.resolveMethod(s, env_);
      c.sel = s;
      c.method = m;
      if (m.iface) {
        c.kind = Callee::kIface;
        c.index = m.index;
        // The interface value itself, through embedded fields if there are any.
        if (m.path.empty()) {
          c.slot = expr(s->x);
        } else {
          c.slot = load(methodRecvPlace(s, m));
        }
      } else {
        c.kind = Callee::kStatic;
        c.func = m.func;
        c.hasRecv = true;
      }
      return;
    } else if (s->selection->kind == types::SelectionKind::MethodExpr) {
      MethodRef m = prog_.resolveMethod(s, env_);
      if (!m.iface && m.path.empty() && m.direct) {
        c.kind = Callee::kStatic;
        c.func = m.func;
        return;
      }
    }
  }
  c.kind = Callee::kClosure;
  c.slot = expr(fun);
}

// Walks the embedded fields of a method selection; the place of the receiver proper.
Place FuncCompiler::methodRecvPlace(syntax::SelectorExpr* s, const MethodRef& m) {
  LType* t = lt(s->x);
  Place p;
  if (t->cls == TypeClass::kPointer && !m.path.empty()) {
    int v = expr(s->x);
    p = deref(v, t->elem);
    t = t->elem;
  } else {
    p = place(s->x, false);
    p.type = t;
  }
  for (int i : m.path) {
    if (t->cls == TypeClass::kPointer) {
      int v = load(p);
      p = deref(v, t->elem);
      t = t->elem;
    }
    p = fieldOf(p, t, i);
    t = p.type;
  }
  return p;
}

// Puts the receiver of a statically known method into the window.
void FuncCompiler::receiverInto(const Callee& c, int dst) {
  const MethodRef& m = c.method;
  syntax::SelectorExpr* s = c.sel;
  LType* xt = lt(s->x);
  e_.setPos(s->pos);
  if (m.path.empty()) {
    if (m.ptrRecv) {
      if (xt->cls == TypeClass::kPointer && xt != m.recv) {
        expr(s->x, dst);
        return;
      }
      if (xt == m.recv && m.recvIsPtrType) {
        expr(s->x, dst);
        return;
      }
      int mk = mark();
      Place p = place(s->x, false);
      e_.setPos(s->pos);
      addressOf(p, dst);
      release(mk);
      return;
    }
    if (xt == m.recv) {
      exprTo(s->x, m.recv, dst);
      return;
    }
    int mk = mark();
    int v = expr(s->x);  // a pointer to the receiver's type
    e_.setPos(s->pos);
    loadMem(v, 0, m.recv, dst);
    release(mk);
    return;
  }
  int mk = mark();
  Place p = methodRecvPlace(s, m);
  e_.setPos(s->pos);
  LType* t = p.type;
  if (m.ptrRecv) {
    if (t->cls == TypeClass::kPointer && t->elem == m.recv)
      load(p, dst);
    else
      addressOf(p, dst);
  } else if (t == m.recv) {
    load(p, dst);
  } else {
    int v = load(p);
    loadMem(v, 0, m.recv, dst);
  }
  release(mk);
}

// p of an argument uintptr(p) with p an unsafe.Pointer; else null.
Expr* FuncCompiler::keptPointer(Expr* arg) {
  auto* conv = syntax::as<syntax::CallExpr>(syntax::unparen(arg));
  if (!conv || conv->constVal || !tree::isTypeExpr(syntax::unparen(conv->fun)) || conv->argList.size() != 1) return nullptr;
  LType *to = lt(conv), *from = lt(conv->argList[0]);
  bool pointer = from->cls == TypeClass::kPointer && from->under == types::Typ[types::BasicKind::UnsafePointer];
  return pointer && to->under == types::Typ[types::BasicKind::Uintptr] ? conv->argList[0] : nullptr;
}

// What arguments of such a kind point at stays alive while a function marked go:uintptrescapes or go:uintptrkeepalive runs:
// the first of *n slots that hold the pointers. -1: there are none.
int FuncCompiler::keptPointers(syntax::CallExpr* call, const Callee& c, int* n) {
  *n = 0;
  auto* u = static_cast<Unit*>(c.kind == Callee::kStatic && c.func ? c.func->user : nullptr);
  if (!u || !u->decl || !u->decl->pragma) return -1;
  if (!(u->decl->pragma->flags & (syntax::kPragmaUintptrEscapes | syntax::kPragmaUintptrKeepAlive))) return -1;
  for (Expr* a : call->argList) *n += keptPointer(a) != nullptr;
  if (*n == 0) return -1;
  int first = allocN(*n);
  e_.emitImm(Op::ZeroN, first, 0, *n);
  for (int i = 0; i < *n; i++) setPointer(first + i, true);
  return first;
}

// Arguments of a call from slot `first` of the window on; kept: see keptPointers.
void FuncCompiler::args(syntax::CallExpr* call, types::Signature* sig, int first, int kept) {
  auto params = types::tupleVars(sig->params);
  size_t np = params.size();
  const auto& list = call->argList;
  int at = first;
  auto keep = [&](Expr* e) {
    Expr* p = kept >= 0 ? keptPointer(e) : nullptr;
    if (!p) return -1;
    exprTo(p, lt(p), kept);
    return kept++;
  };
  auto place1 = [&](Expr* e, LType* t) {
    int m = mark();
    if (int k = keep(e); k >= 0) e_.emit(Op::Mov, at, k);
    else exprTo(e, t, at);
    release(m);
    setPointers(at, t);
    at += static_cast<int>(t->slots());
  };
  if (!sig->variadic || call->hasDots) {
    for (size_t i = 0; i < np; i++) place1(list[i], lt(params[i]->type));
    return;
  }
  for (size_t i = 0; i + 1 < np; i++) place1(list[i], lt(params[i]->type));
  LType* st = lt(params[np - 1]->type);
  size_t extra = list.size() - (np - 1);
  if (extra == 0) {
    zero(at, st);
    setPointers(at, st);
    return;
  }
  variadicSlice(call, st, extra, at, [&](size_t i, LType* et, const Place& p) {
    int m = mark();
    int v = keep(list[np - 1 + i]);
    if (v < 0) v = exprTo(list[np - 1 + i], et);
    store(p, v);
    release(m);
  });
  setPointers(at, st);
}

// A call f(g()) where g has several results: they lie at slot src, typed as tuple says.
void FuncCompiler::spreadArgs(const AllocSite& site, const std::vector<LType*>& tuple, int src, types::Signature* sig, int first) {
  auto params = types::tupleVars(sig->params);
  size_t np = params.size();
  int at = first;
  size_t i = 0;
  size_t fixed = sig->variadic ? np - 1 : np;
  for (; i < fixed; i++) {
    LType* t = lt(params[i]->type);
    convertTo(src, tuple[i], t, at);
    setPointers(at, t);
    at += static_cast<int>(t->slots());
    src += static_cast<int>(tuple[i]->slots());
  }
  if (!sig->variadic) return;
  LType* st = lt(params[np - 1]->type);
  size_t extra = tuple.size() - fixed;
  if (extra == 0) {
    zero(at, st);
    setPointers(at, st);
    return;
  }
  variadicSlice(site, st, extra, at, [&](size_t k, LType* et, const Place& p) {
    int m = mark();
    int v = convertTo(src, tuple[fixed + k], et, -1);
    store(p, v);
    release(m);
    src += static_cast<int>(tuple[fixed + k]->slots());
  });
  setPointers(at, st);
}

// The slice of a variadic parameter: a new array, filled by fill(i, element type, place).
template <class F>
void FuncCompiler::variadicSlice(const AllocSite& site, LType* st, size_t n, int dst, F fill) {
  LType* at = prog_.arrayOf(st->elem, static_cast<int64_t>(n));
  int m = mark();
  int p = newObject(site, at, -1);
  for (size_t i = 0; i < n; i++) {
    Place pl{.kind = Place::kMem, .type = st->elem, .a = p, .off = static_cast<int64_t>(i) * st->elem->size,
             .nonNil = true};
    fill(i, st->elem, pl);
  }
  e_.emit(Op::Mov, dst, p);
  constInt(static_cast<int64_t>(n), dst + 1);
  constInt(static_cast<int64_t>(n), dst + 2);
  release(m);
}

// Emits the call instruction with the window filled. Afterwards the results are at w, with their pointers noted.
void FuncCompiler::emitCall(const Callee& c, int w, int nparams) {
  int nres = resultSlots(c.sig);
  reserve(w + std::max(nparams + 1, nres) + 1);
  uint32_t at = e_.here();
  safepoint(at);
  // Liveness asks how much of the window the callee reads.
  if (c.kind == Callee::kStatic && (c.func->flags & (rt::kFuncLazy | rt::kFuncNative))) c.func->paramSlots = static_cast<uint32_t>(nparams);
  switch (c.kind) {
    case Callee::kStatic:
      if (prog_.isReflectCall(c.func)) {
        reserve(w + 8);
        e_.emit(Op::ReflectCall, w + 6, w);
        safepoint(e_.here());  // the callee returns to ReflectRet, which still needs the operands
        e_.emit(Op::ReflectRet, w + 6, w);
      } else if (auto* fn = prog_.nativeOf(c.func)) {
        e_.emit(Op::CallNative, w);
        e_.extP(reinterpret_cast<const void*>(fn), c.func);
      } else if (c.func->flags & rt::kFuncSession) {
        funcValue(c.func, w + nparams);
        e_.emit(Op::CallClosure, w, w + nparams, nparams);
      } else {
        e_.emit(Op::Call, w);
        e_.extP(c.func->code, c.func);
      }
      break;
    case Callee::kClosure: e_.emit(Op::CallClosure, w, c.slot, nparams); break;
    case Callee::kIface: e_.emit(Op::CallIface, w, c.slot, c.index); break;
  }
  release(w);
  safepoint(e_.here());
  for (types::Var* v : types::tupleVars(c.sig->results)) alloc(lt(v->type));
}

// What the analysis decided about a call: the callee's body to be compiled in its place, or null. Callees that are values
// of variables which are known not to change become known here.
const escape::Inlined* FuncCompiler::expansionOf(syntax::CallExpr* call, Callee& c) {
  const escape::Inlined* in = inlined_ ? inlined_->at(call) : nullptr;
  if (!in || in->literal) return in;
  if (c.kind == Callee::kClosure) {
    c.kind = Callee::kStatic;
    c.func = prog_.funcInfo(in->callee, nullptr, nullptr);
  }
  auto* u = static_cast<Unit*>(c.func ? c.func->user : nullptr);
  VOLE_ASSERT(c.kind == Callee::kStatic && u && u->func == in->callee && u->decl && u->decl->body && !(c.func->flags & rt::kFuncNative),
              "an inlined call calls what the analysis says");
  return in;
}

// The callee's body in the place of a call, with its parameters at slot `args`; results go to slot `results`.
void FuncCompiler::expandCall(syntax::CallExpr* call, const Callee& c, const escape::Inlined& in, int args, int results) {
  // What belongs to the body being compiled.
  auto* sig = sig_;
  auto* expansion = expansion_;
  int outer = e_.inlined, resultSlots = resultSlots_;
  bool hasDefer = hasDefer_;
  Label fallthrough = fallthrough_;
  auto resultVars = std::move(results_);
  auto resultLocs = std::move(resultLocs_);
  auto labels = std::move(labels_);
  results_.clear();
  resultLocs_.clear();
  labels_.clear();
  bodies_.push_back(body());

  rt::FuncInfo* callee;
  const syntax::BlockStmt* text;
  Pos start;
  if (in.literal) {
    auto* lit = const_cast<syntax::FuncLit*>(in.literal);
    BodyContext home;
    int at = outer;  // the expanded call that the literal stands in
    if (in.fromValue) {
      VOLE_ASSERT(ended_.count(in.home), "a function value comes from what was compiled before its call");
      std::tie(home, at) = ended_[in.home];
    } else {
      home = bodyOf(in.home);
      for (size_t i = bodies_.size() - 1; i > 0 && bodies_[i].inlined != in.home; i--) at = expanded_[static_cast<size_t>(at)].parent;
    }
    callee = literalInfo(lit, home, at);
    home.inlined = &in;
    setBody(home);
    text = lit->body;
    start = lit->pos;
    sig_ = types::under(lit->type)->to<types::Signature>();
  } else {
    auto& u = *static_cast<Unit*>(c.func->user);
    callee = c.func;
    setBody({&in, prog_.factsOf(u.decl, u.pkg), u.pkg, u.env});
    text = u.decl->body;
    start = u.decl->pos;
    sig_ = u.func->sig();
  }
  // An instance may come to stand in another one of the same function, whose variables it must leave alone; so must a literal
  // out of a function that is not around it.
  bool again = in.fromValue || (unit_.decl && unit_.decl->body == text);
  for (int i = outer; i >= 0 && !again; i = expanded_[static_cast<size_t>(i)].parent) again = expanded_[static_cast<size_t>(i)].body == start;
  std::unordered_map<const types::Var*, VarLoc> vars;
  if (again) vars = vars_;
  hasDefer_ = false;
  Expansion x{e_.newLabel(), results};
  expansion_ = &x;
  expanded_.push_back({callee, call->pos, start, outer});
  e_.inlined = static_cast<int>(expanded_.size()) - 1;

  int at = args;
  auto parameter = [&](types::Var* v) {
    LType* t = lt(v->type);
    VarLoc l{VarLoc::kSlot, at, nullptr, t};
    at += static_cast<int>(t->slots());
    if (boxed(v, t)) {
      l = VarLoc{VarLoc::kBoxed, allocPtr(), nullptr, t};
      e_.setPos(v->pos);
      newObject(v, t, l.slot);
      if (t->nslots) storeMem(l.slot, 0, at - static_cast<int>(t->slots()), t);
    }
    vars_[v] = l;
  };
  if (sig_->recv) parameter(sig_->recv);
  for (types::Var* v : types::tupleVars(sig_->params)) parameter(v);
  resultSlots_ = this->resultSlots(sig_);
  bool named = false;
  for (types::Var* v : types::tupleVars(sig_->results)) {
    results_.push_back(v);
    named |= v->name && !v->name->str().empty();
  }
  int res = results;
  for (types::Var* v : results_) {
    LType* t = lt(v->type);
    VarLoc l{VarLoc::kSlot, res, nullptr, t};
    res += static_cast<int>(t->slots());
    if (boxed(v, t)) {
      l.kind = VarLoc::kBoxed;
      l.slot = allocPtr();
      newObject(v, t, l.slot);
    } else if (named) {
      zero(l.slot, t);
    }
    vars_[v] = l;
    resultLocs_.push_back(l);
  }
  if (in.fromValue) loadCaptures(*static_cast<Unit*>(callee->user), c.slot);
  initGuards(&in);
  block(text->list);
  if (e_.reachable() && !results_.empty()) e_.emitX(Op::Trap, 0, 0, 0, 0, reinterpret_cast<uint64_t>("missing return"));
  e_.bind(x.end);

  ended_[&in] = {body(), e_.inlined};
  setBody(bodies_.back());
  bodies_.pop_back();
  if (again) vars_ = std::move(vars);
  sig_ = sig;
  expansion_ = expansion;
  e_.inlined = outer;
  resultSlots_ = resultSlots;
  hasDefer_ = hasDefer;
  fallthrough_ = fallthrough;
  results_ = std::move(resultVars);
  resultLocs_ = std::move(resultLocs);
  labels_ = std::move(labels);
  e_.setPos(call->pos);
}

int FuncCompiler::call(syntax::CallExpr* call) {
  e_.setPos(call->pos);
  Callee c;
  auto* decided = inlined_ ? inlined_->at(call) : nullptr;
  if (decided && decided->literal && syntax::unparen(call->fun)->is<syntax::FuncLit>()) {
    c.kind = Callee::kClosure;
    c.sig = sigOf(syntax::unparen(call->fun));
  } else {
    resolveCallee(call, c);
  }
  // f(g()) with several results of g
  std::vector<LType*> tuple;
  int spread = -1, early = -1;
  if (call->argList.size() == 1) {
    Expr* a = syntax::unparen(call->argList[0]);
    if (auto* inner = syntax::as<syntax::CallExpr>(a); inner && inner->type && inner->type->kind == types::TypeKind::Tuple) {
      if (c.hasRecv) {  // the receiver is evaluated before the arguments
        early = c.method.ptrRecv ? allocPtr() : alloc(c.method.recv);
        receiverInto(c, early);
      }
      spread = this->call(inner);
      for (types::Var* v : types::tupleVars(sigOf(inner->fun)->results)) tuple.push_back(lt(v->type));
    }
  }
  const escape::Inlined* in = expansionOf(call, c);
  int nkept, kept = keptPointers(call, c, &nkept);
  int results = top_;
  if (in)
    for (types::Var* v : types::tupleVars(c.sig->results)) alloc(lt(v->type));
  int end = top_;
  int w = in ? top_ : beginWindow();
  int recvSlots = 0;
  if (c.kind == Callee::kIface) recvSlots = 1;
  else if (c.hasRecv) recvSlots = c.method.ptrRecv ? 1 : static_cast<int>(c.method.recv->slots());
  int np = recvSlots + paramSlots(c.sig);
  if (np > kMaxFrameSlots / 2) {
    valueTooLarge(np);
    release(w);
    for (types::Var* v : types::tupleVars(c.sig->results)) alloc(lt(v->type));
    return w;
  }
  allocN(np);
  if (c.hasRecv) {
    if (early >= 0) moveSlots(w, early, recvSlots);
    else receiverInto(c, w);
    if (c.method.ptrRecv) setPointer(w, true);
    else setPointers(w, c.method.recv);
  }  // an interface's data word is put there by the call itself
  if (spread >= 0)
    spreadArgs(call, tuple, spread, c.sig, w + recvSlots);
  else
    args(call, c.sig, w + recvSlots, kept);
  e_.setPos(call->pos);
  if (in) {
    expandCall(call, c, *in, w, results);
    release(end);
    return results;
  }
  emitCall(c, w, np);
  for (int i = 0; i < nkept; i++) e_.emit(Op::KeepAlive, 0, kept + i);
  return w;
}

int FuncCompiler::callExpr(syntax::CallExpr* call, int dst) {
  Expr* fun = syntax::unparen(call->fun);
  if (tree::isTypeExpr(fun)) return conversion(call->argList[0], lt(call), call->pos, dst, call);
  if (tree::builtinId(fun) >= 0) return builtinCall(call, dst);
  LType* t = nullptr;
  types::Signature* sig = sigOf(fun);
  auto results = types::tupleVars(sig->results);
  if (results.size() == 1) t = lt(results[0]->type);
  if (dst >= 0 && t) {
    int m = mark();
    int r = this->call(call);
    move(dst, r, t);
    release(m);
    return dst;
  }
  return this->call(call);
}

}  // namespace vole::vm
