// This file compiles thunks: the closures of go and defer, bound methods, entries of method tables.
#include "runtime/runtime.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

void FuncCompiler::thunkBody() {
  static const escape::Facts noFacts;
  unit_.facts = &noFacts;
  bodyFacts(unit_.facts);
  const ThunkSpec& s = unit_.thunk;
  stackCheck();
  if (s.kind == ThunkSpec::kMethod) {
    methodThunk(s);
    return;
  }
  allocN(s.own);
  for (int i = 0; i < s.own; i++) setPointer(i, s.ownPtrs[static_cast<size_t>(i)]);
  argPtrs_ = s.ownPtrs;
  argPtrs_.push_back(true);
  paramSlots_ = s.own;
  resultSlots_ = s.results;
  int clo = allocPtr();
  if (s.kind == ThunkSpec::kBuiltin)
    builtinThunk(s, clo);
  else
    callThunk(s, clo);
}

// Calls the captured callee with the captured arguments followed by the thunk's own parameters.
void FuncCompiler::callThunk(const ThunkSpec& s, int clo) {
  int off = 8;
  Callee c;
  c.kind = s.callee;
  c.func = s.func;
  c.index = s.index;
  c.sig = types::newSignature(nullptr, nullptr, nullptr, false);
  if (s.callee == Callee::kClosure) {
    c.slot = allocPtr();
    e_.emit(Op::Load64, c.slot, clo, off);
    off += 8;
  } else if (s.callee == Callee::kIface) {
    c.slot = allocPtr();
    allocPtr();
    e_.emit(Op::Load2, c.slot, clo, off);
    off += 16;
  }
  int w = beginWindow();
  int recv = s.callee == Callee::kIface ? 1 : 0;
  int np = recv + s.captured + s.own;
  allocN(np);
  loadRaw(clo, off, w + recv, s.captured);
  for (int i = 0; i < s.captured; i++) setPointer(w + recv + i, s.capturedPtrs[static_cast<size_t>(i)]);
  int own = w + recv + s.captured;
  moveSlots(own, 0, s.own);
  for (int i = 0; i < s.own; i++) setPointer(own + i, s.ownPtrs[static_cast<size_t>(i)]);
  reserve(w + std::max(np + 1, s.results) + 1);
  emitCall(c, w, np);
  if (s.keep) e_.emit(Op::KeepAlive, 0, clo);
  allocN(s.results);
  emitRet(w, s.results);
}

void FuncCompiler::builtinThunk(const ThunkSpec& s, int clo) {
  int off = 8;
  std::vector<int> at;
  for (LType* t : s.operands) {
    int v = alloc(t);
    loadRaw(clo, off, v, static_cast<int>(t->slots()));
    off += 8 * static_cast<int>(t->slots());
    at.push_back(v);
  }
  auto x = [&](LType* t) { return reinterpret_cast<uint64_t>(rtypeOf(t)); };
  switch (static_cast<types::BuiltinId>(s.builtin)) {
    case types::BuiltinId::Print: printSlots(at, s.operands, false); break;
    case types::BuiltinId::Println: printSlots(at, s.operands, true); break;
    case types::BuiltinId::Panic: e_.emit(Op::Panic, 0, at[0], prog_.keepsNilPanic() ? 1 : 0); break;
    case types::BuiltinId::Close: e_.emit(Op::Close, 0, at[0]); break;
    case types::BuiltinId::Delete: e_.emitX(Op::MapDelete, 0, at[0], at[1], 0, x(s.operands[0])); break;
    case types::BuiltinId::Copy: e_.emitX(Op::CopySlice, allocN(1), at[0], at[1], 0, x(s.operands[0]->elem)); break;
    case types::BuiltinId::Clear: clearValue(at[0], s.operands[0]); break;
    // Called by whoever deferred it: that may be a deferred function itself.
    case types::BuiltinId::Recover: e_.emit(Op::Recover, allocN(2), 1); break;
    default: break;
  }
  e_.setReachable(true);
  e_.emit(Op::Ret);
}

// func(operand, parameters...): finds the method's receiver in the operand and calls the method.
void FuncCompiler::methodThunk(const ThunkSpec& s) {
  int x;
  if (s.viaIface) {
    x = allocPtr();
    argPtrs_.push_back(true);
  } else {
    x = param(s.recv);
  }
  int rest = top_;
  for (types::Var* v : types::tupleVars(s.sig->params)) param(lt(v->type));
  std::vector<bool> restPtrs(argPtrs_.begin() + rest, argPtrs_.end());
  int nrest = top_ - rest;
  paramSlots_ = top_;
  argPtrs_.push_back(false);
  allocN(1);  // a caller through a function value writes the closure here
  resultSlots_ = resultSlots(s.sig);

  LType* t = s.recv;
  Place p = s.viaIface ? Place{.kind = Place::kMem, .type = t, .a = x} : placeOfValue(t, x);
  const MethodRef& m = s.method;
  for (int i : m.path) {
    if (t->cls == TypeClass::kPointer) {
      int v = load(p);
      p = deref(v, t->elem);
      t = t->elem;
    }
    p = fieldOf(p, t, i);
    t = p.type;
  }
  Callee c;
  c.sig = s.sig;
  if (m.iface) {
    c.kind = Callee::kIface;
    c.index = m.index;
    c.slot = alloc(t);
    load(p, c.slot);
  } else {
    c.func = m.func;
  }
  int w = beginWindow();
  int nrecv = m.iface || m.ptrRecv ? 1 : static_cast<int>(m.recv->slots());
  allocN(nrecv + nrest);
  int mk = mark();
  if (m.iface) {
    // the call itself puts the data word there
  } else if (m.ptrRecv) {
    if (t->cls == TypeClass::kPointer && t != m.recv) load(p, w);
    else addressOf(p, w);
    setPointer(w, true);
  } else {
    if (t == m.recv) {
      load(p, w);
    } else {
      int v = load(p);
      // A nil pointer gets a text of its own: value method main.T.m called using nil *T pointer.
      if (m.path.empty()) e_.emitX(Op::CheckWrapper, 0, v, 0, 0, reinterpret_cast<uint64_t>(m.func));
      loadMem(v, 0, m.recv, w);
    }
    setPointers(w, m.recv);
  }
  release(mk);
  moveSlots(w + nrecv, rest, nrest);
  for (int i = 0; i < nrest; i++) setPointer(w + nrecv + i, restPtrs[static_cast<size_t>(i)]);
  emitCall(c, w, nrecv + nrest);
  emitRet(w, resultSlots_);
}

}  // namespace vole::vm
