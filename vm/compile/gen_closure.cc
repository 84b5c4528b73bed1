// This file compiles function values: literals, method values and expressions, the closures of go and defer.
#include "frontend/base/constant.h"
#include "runtime/runtime.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

// A function without captures is its own closure object.
int FuncCompiler::funcValue(rt::FuncInfo* fi, int dst) { return constPtr(fi, dst < 0 ? allocPtr() : dst); }

// A closure object {FuncInfo*, captured words...}. fill stores the captures at byte offsets from 8 on.
int FuncCompiler::newClosure(const AllocSite& site, rt::FuncInfo* fi, const std::vector<bool>& ptrWords, int dst) {
  std::vector<bool> words{false};
  words.insert(words.end(), ptrWords.begin(), ptrWords.end());
  auto* t = prog_.rt.types.memoryType(words.size() * 8, 8, words, "closure");
  if (dst < 0) dst = allocPtr();
  if (int s = frameObject(site, words); s >= 0) {
    int m = mark();
    e_.emit(Op::FAddr, dst, s, static_cast<int>(words.size()));
    int code = constPtr(fi);
    e_.emit(Op::Store64, dst, code, 0);
    release(m);
    return dst;
  }
  e_.allocates(site);
  e_.emitX(Op::MakeClosure, dst, 0, 0, 0, reinterpret_cast<uint64_t>(fi), reinterpret_cast<uint64_t>(t));
  return dst;
}

// Stores n raw slots from src into the closure at byte offset off.
void FuncCompiler::captureSlots(int clo, int64_t off, int src, const std::vector<bool>& ptrs) {
  for (size_t i = 0; i < ptrs.size(); i++)
    e_.emit(ptrs[i] ? Op::StorePtr : Op::Store64, clo, src + static_cast<int>(i), static_cast<int>(off) + 8 * static_cast<int>(i));
}

// The closure of a literal or loop body: variables by value, or the cells of boxed ones.
int FuncCompiler::makeClosure(const AllocSite& site, rt::FuncInfo* fi, const std::vector<types::Var*>& captures,
                              const std::vector<std::pair<int, bool>>& hidden, int dst) {
  auto* u = static_cast<Unit*>(fi->user);
  u->made = true;
  if (captures.empty() && hidden.empty()) return funcValue(fi, dst);
  std::vector<bool> words;
  std::vector<int> at;
  u->captures = captures;
  u->captureBoxed.clear();
  for (types::Var* v : captures) {
    VarLoc& l = loc(v);
    at.push_back(static_cast<int>(words.size()));
    if (l.kind == VarLoc::kBoxed) {
      words.push_back(true);
      u->captureBoxed.push_back(true);
    } else {
      auto p = ptrWords(l.type);
      words.insert(words.end(), p.begin(), p.end());
      u->captureBoxed.push_back(false);
    }
  }
  for (auto& h : hidden) words.push_back(h.second);
  if (words.size() > 4000) fail(e_.pos(), "function literal captures too much");
  if (dst < 0) dst = allocPtr();
  int m = mark();
  int c = allocPtr();
  newClosure(site, fi, words, c);
  for (size_t i = 0; i < captures.size(); i++) {
    VarLoc& l = loc(captures[i]);
    std::vector<bool> p = l.kind == VarLoc::kBoxed ? std::vector<bool>{true} : ptrWords(l.type);
    captureSlots(c, 8 + 8 * at[i], l.slot, p);
  }
  int64_t off = 8 + 8 * static_cast<int64_t>(words.size() - hidden.size());
  for (auto& h : hidden) {
    e_.emit(h.second ? Op::StorePtr : Op::Store64, c, h.first, static_cast<int>(off));
    off += 8;
  }
  e_.emit(Op::Mov, dst, c);
  release(m);
  return dst;
}

int FuncCompiler::funcLit(syntax::FuncLit* e, int dst) {
  e_.setPos(e->pos);
  return makeClosure(e, literalInfo(e, body(), e_.inlined), facts_->of(e).captures, {}, dst);
}

// expanded: the expanded call in whose body e stands; -1: the unit's own.
rt::FuncInfo* FuncCompiler::literalInfo(syntax::FuncLit* e, const BodyContext& b, int expanded) {
  rt::FuncInfo*& fi = unit_.lits[{b.inlined, e}];
  if (!fi) fi = prog_.litInfo(unit_, e, b, expanded < 0 ? nullptr : static_cast<Unit*>(expanded_[static_cast<size_t>(expanded)].fn->user));
  return fi;
}

// x.m as a value: the receiver is evaluated now.
int FuncCompiler::methodValue(syntax::SelectorExpr* e, int dst) {
  MethodRef m = prog_.resolveMethod(e, env_);
  if (dst < 0) dst = allocPtr();
  int mk = mark();
  types::Signature* sig = sigOf(e);
  ThunkSpec t;
  t.kind = ThunkSpec::kCall;
  for (types::Var* v : types::tupleVars(sig->params)) {
    auto p = ptrWords(lt(v->type));
    t.ownPtrs.insert(t.ownPtrs.end(), p.begin(), p.end());
  }
  t.own = static_cast<int>(t.ownPtrs.size());
  for (types::Var* v : types::tupleVars(sig->results)) {
    auto p = ptrWords(lt(v->type));
    t.resultPtrs.insert(t.resultPtrs.end(), p.begin(), p.end());
  }
  t.results = static_cast<int>(t.resultPtrs.size());
  std::string name;
  int src;
  std::vector<bool> words;
  if (m.iface) {
    t.callee = Callee::kIface;
    t.index = m.index;
    int v = m.path.empty() ? expr(e->x) : load(methodRecvPlace(e, m));
    src = v;
    // a nil interface panics here, not when the value is called
    e_.setPos(e->pos);
    e_.emit(Op::NilCheck, v);
    words = {true, true};
    name = types::rtypeString(m.ifaceType->type) + "." + e->sel->sym->string() + "-fm";
  } else {
    t.callee = Callee::kStatic;
    t.func = m.func;
    Callee c;
    c.sel = e;
    c.method = m;
    LType* rt = m.recv;
    if (m.ptrRecv) {
      src = allocPtr();
      words = {true};
    } else {
      src = alloc(rt);
      words = ptrWords(rt);
    }
    receiverInto(c, src);
    t.captured = static_cast<int>(words.size());
    t.capturedPtrs = words;
    name = std::string(m.func->name.ptr, static_cast<size_t>(m.func->name.len)) + "-fm";
  }
  rt::FuncInfo* fi = prog_.thunkInfo(t, pkg_, name);
  if (words.empty()) {
    funcValue(fi, dst);
  } else {
    int c = allocPtr();
    newClosure(e, fi, words, c);
    captureSlots(c, 8, src, words);
    e_.emit(Op::Mov, dst, c);
  }
  release(mk);
  return dst;
}

// T.m as a value: a function whose first parameter is the receiver.
int FuncCompiler::methodExpr(syntax::SelectorExpr* e, int dst) {
  MethodRef m = prog_.resolveMethod(e, env_);
  if (!m.iface && m.direct) return funcValue(m.func, dst);
  ThunkSpec t;
  t.kind = ThunkSpec::kMethod;
  t.method = m;
  t.recv = lt(e->selection->recv);
  t.sig = prog_.concrete(e->selection->obj->type, env_)->to<types::Signature>();
  // The signature without the receiver, concrete.
  types::Signature* full = sigOf(e);
  auto vars = types::tupleVars(full->params);
  auto* params = types::newTuple(vars.sub(1, vars.size()));
  t.sig = types::newSignature(nullptr, params, full->results, full->variadic);
  std::string name = types::rtypeString(t.recv->type) + "." + e->sel->sym->string();
  return funcValue(prog_.thunkInfo(t, pkg_, name), dst);
}

// The operands of go f(x) and defer f(x) are evaluated now; the call becomes a closure without parameters.
// -1: nothing is to be done (defer recover()).
int FuncCompiler::deferredCall(syntax::CallStmt* s) {
  syntax::CallExpr* call = s->call;
  Expr* fun = syntax::unparen(call->fun);
  e_.setPos(call->pos);
  if (tree::isTypeExpr(fun)) {
    effect(call->argList[0]);
    return -1;
  }
  int id = tree::builtinId(fun);
  ThunkSpec t;
  std::vector<bool> words;
  int clo = allocPtr();
  int mk = mark();
  if (id >= 0) {
    auto b = static_cast<types::BuiltinId>(id);
    t.kind = ThunkSpec::kBuiltin;
    t.builtin = id;
    t.hasDots = call->hasDots;
    int first = -1;
    for (size_t i = 0; i < call->argList.size(); i++) {
      Expr* a = call->argList[i];
      LType* at = isNil(a) ? lt(types::universeAny) : a->constVal && !lt(a)->rtype ? lt(a) : lt(a);
      if (b == types::BuiltinId::Panic) at = lt(types::universeAny);
      if (b == types::BuiltinId::Delete && i == 1) at = lt(call->argList[0])->key;
      if (tree::isTypeExpr(a)) continue;
      t.operands.push_back(at);
      int s = alloc(at);
      if (first < 0) first = s;
      exprTo(a, at, s);
      auto p = ptrWords(at);
      words.insert(words.end(), p.begin(), p.end());
    }
    t.captured = static_cast<int>(words.size());
    t.capturedPtrs = words;
    rt::FuncInfo* fi = prog_.thunkInfo(t, pkg_, unit_.name + ".func" + std::string(types::predeclaredFuncs[id].name));
    newClosure(s, fi, words, clo);
    if (first >= 0) captureSlots(clo, 8, first, words);
    release(mk);
    return clo;
  }
  Callee c;
  resolveCallee(call, c);
  if (c.kind == Callee::kClosure && call->argList.empty() && types::tupleLen(c.sig->results) == 0) {
    e_.emit(Op::Mov, clo, c.slot);
    release(mk);
    return clo;
  }
  if (c.kind == Callee::kIface) {
    // nil receivers panic at the go or defer statement
    e_.emit(Op::NilCheck, c.slot);
    words = {true, true};
  } else if (c.kind == Callee::kClosure) {
    words = {true};
  }
  std::vector<LType*> tuple;
  int spread = -1;
  if (call->argList.size() == 1) {
    Expr* a = syntax::unparen(call->argList[0]);
    if (auto* inner = syntax::as<syntax::CallExpr>(a); inner && inner->type && inner->type->kind == types::TypeKind::Tuple) {
      spread = this->call(inner);
      for (types::Var* v : types::tupleVars(sigOf(inner->fun)->results)) tuple.push_back(lt(v->type));
    }
  }
  std::vector<bool> argWords;
  if (c.hasRecv) {
    auto p = c.method.ptrRecv ? std::vector<bool>{true} : ptrWords(c.method.recv);
    argWords.insert(argWords.end(), p.begin(), p.end());
  }
  int recvSlots = static_cast<int>(argWords.size());
  for (types::Var* v : types::tupleVars(c.sig->params)) {
    auto p = ptrWords(lt(v->type));
    argWords.insert(argWords.end(), p.begin(), p.end());
  }
  int nkept, kept = keptPointers(call, c, &nkept);
  int base = allocN(static_cast<int>(argWords.size()));
  if (c.hasRecv) receiverInto(c, base);
  if (spread >= 0) spreadArgs(call, tuple, spread, c.sig, base + recvSlots);
  else args(call, c.sig, base + recvSlots, kept);
  if (c.kind == Callee::kStatic && argWords.empty() && types::tupleLen(c.sig->results) == 0) {
    funcValue(c.func, clo);
    release(mk);
    return clo;
  }
  t.callee = c.kind;
  t.func = c.func;
  t.index = c.index;
  t.captured = static_cast<int>(argWords.size());
  t.capturedPtrs = argWords;
  t.keep = nkept > 0;
  t.results = resultSlots(c.sig);
  t.resultPtrs.assign(static_cast<size_t>(t.results), false);
  rt::FuncInfo* fi = prog_.thunkInfo(t, pkg_, unit_.name + ".func");
  std::vector<bool> all = words;
  all.insert(all.end(), argWords.begin(), argWords.end());
  std::vector<bool> keptWords(static_cast<size_t>(nkept), true);
  all.insert(all.end(), keptWords.begin(), keptWords.end());
  e_.setPos(call->pos);
  newClosure(s, fi, all, clo);
  if (!words.empty()) captureSlots(clo, 8, c.slot, words);
  captureSlots(clo, 8 + 8 * static_cast<int64_t>(words.size()), base, argWords);
  captureSlots(clo, 8 + 8 * static_cast<int64_t>(words.size() + argWords.size()), kept, keptWords);
  release(mk);
  return clo;
}

}  // namespace vole::vm
