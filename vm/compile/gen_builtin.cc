// This file compiles calls of built-in functions.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

using types::BuiltinId;

int FuncCompiler::builtinCall(syntax::CallExpr* call, int dst) {
  auto id = static_cast<BuiltinId>(tree::builtinId(call->fun));
  const auto& a = call->argList;
  e_.setPos(call->pos);
  if (a.size() == 1 && a[0]->type && a[0]->type->kind == types::TypeKind::Tuple) return spreadBuiltin(call, id, dst);
  switch (id) {
    case BuiltinId::Len:
    case BuiltinId::Cap: return lenCap(a[0], id == BuiltinId::Cap, dst);
    case BuiltinId::Append: return appendCall(call, dst);
    case BuiltinId::Copy: return copyCall(call, dst);
    case BuiltinId::Make: return makeCall(call, dst);
    case BuiltinId::Min:
    case BuiltinId::Max: return minMaxCall(call, id == BuiltinId::Min, dst);
    case BuiltinId::New: return newObject(call, lt(a[0]), dst);
    case BuiltinId::Panic: {
      int m = mark();
      int v = exprTo(a[0], lt(types::universeAny));
      e_.setPos(call->pos);
      e_.emit(Op::Panic, 0, v, prog_.keepsNilPanic() ? 1 : 0);
      release(m);
      return dst;
    }
    case BuiltinId::Recover:
      if (dst < 0) dst = alloc(lt(types::universeAny));
      e_.emit(Op::Recover, dst);
      return dst;
    case BuiltinId::Print:
    case BuiltinId::Println: printCall(call, id == BuiltinId::Println); return dst;
    case BuiltinId::Close: {
      int m = mark();
      int c = expr(a[0]);
      e_.setPos(call->pos);
      e_.emit(Op::Close, 0, c);
      release(m);
      return dst;
    }
    case BuiltinId::Delete: {
      int m = mark();
      LType* mt = lt(a[0]);
      int mp = expr(a[0]);
      int k = mapKey(a[1], mt->key);
      e_.setPos(call->pos);
      e_.emitX(Op::MapDelete, 0, mp, k, 0, reinterpret_cast<uint64_t>(rtypeOf(mt)));
      release(m);
      return dst;
    }
    case BuiltinId::Clear: {
      int m = mark();
      clearValue(expr(a[0]), lt(a[0]));
      release(m);
      return dst;
    }
    case BuiltinId::Complex: {
      LType* t = lt(call);
      bool d = t->cls == TypeClass::kComplex128;
      if (dst < 0) dst = alloc(t);
      int m = mark();
      LType* ft = lt(types::Typ[d ? types::BasicKind::Float64 : types::BasicKind::Float32]);
      int re = exprTo(a[0], ft), im = exprTo(a[1], ft);
      e_.setPos(call->pos);
      if (!d) {
        e_.emit(Op::MakeC64, dst, re, im);
      } else {
        int tmp = allocN(2);  // dst may be a variable that im is read from
        e_.emit(Op::Mov, tmp, re);
        e_.emit(Op::Mov, tmp + 1, im);
        e_.emit(Op::Mov2, dst, tmp);
      }
      release(m);
      return dst;
    }
    case BuiltinId::Real:
    case BuiltinId::Imag: {
      LType* t = lt(call);
      LType* ct = lt(a[0]);
      bool re = id == BuiltinId::Real;
      if (dst < 0) dst = alloc(t);
      int m = mark();
      if (a[0]->constVal)
        ct = lt(types::Typ[t->cls == TypeClass::kFloat64 ? types::BasicKind::Complex128 : types::BasicKind::Complex64]);
      int c = exprTo(a[0], ct);
      if (ct->cls == TypeClass::kComplex64)
        e_.emit(re ? Op::RealC64 : Op::ImagC64, dst, c);
      else
        e_.emit(Op::Mov, dst, re ? c : c + 1);
      release(m);
      return dst;
    }
    default: return unsafeCall(call, static_cast<int>(id), dst);
  }
}

// append(f()), copy(f()), complex(f()), delete(f()), print(f()): the operands are the results of one call.
int FuncCompiler::spreadBuiltin(syntax::CallExpr* call, BuiltinId id, int dst) {
  LType* t = call->type && id != BuiltinId::Print && id != BuiltinId::Println && id != BuiltinId::Delete ? lt(call) : nullptr;
  if (t && dst < 0) dst = alloc(t);
  int m = mark();
  auto* inner = syntax::unparen(call->argList[0])->to<syntax::CallExpr>();
  int s = this->call(inner);
  std::vector<int> at;
  std::vector<LType*> ts;
  for (types::Var* v : types::tupleVars(sigOf(inner->fun)->results)) {
    ts.push_back(lt(v->type));
    at.push_back(s);
    s += static_cast<int>(ts.back()->slots());
  }
  e_.setPos(call->pos);
  auto x = [&](LType* u) { return reinterpret_cast<uint64_t>(rtypeOf(u)); };
  switch (id) {
    case BuiltinId::Print:
    case BuiltinId::Println: printSlots(at, ts, id == BuiltinId::Println); break;
    case BuiltinId::Copy: e_.emitX(Op::CopySlice, dst, at[0], at[1], 0, x(ts[0]->elem)); break;
    case BuiltinId::Delete: {
      int k = convertTo(at[1], ts[1], ts[0]->key, -1);
      e_.emitX(Op::MapDelete, 0, at[0], k, 0, x(ts[0]));
      break;
    }
    case BuiltinId::Append: {
      int acc = alloc(t);
      move(acc, at[0], t);
      for (size_t i = 1; i < at.size(); i++) {
        int v = convertTo(at[i], ts[i], t->elem, -1);
        e_.emitX(Op::AppendVal, acc, acc, v, 0, x(t->elem));
      }
      move(dst, acc, t);
      break;
    }
    case BuiltinId::Complex:
      if (t->cls == TypeClass::kComplex64) {
        e_.emit(Op::MakeC64, dst, at[0], at[1]);
      } else {
        e_.emit(Op::Mov, dst, at[0]);
        e_.emit(Op::Mov, dst + 1, at[1]);
      }
      break;
    default: VOLE_UNREACHABLE("a built-in function that takes the results of a call");
  }
  release(m);
  return dst;
}

void FuncCompiler::clearValue(int v, LType* t) {
  if (t->cls == TypeClass::kSlice)
    e_.emitX(Op::ClearSlice, 0, v, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t->elem)));
  else
    e_.emitX(Op::MapClear, 0, v, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
}

int FuncCompiler::lenCap(Expr* x, bool isCap, int dst) {
  LType* t = lt(x);
  LType* intT = lt(types::Typ[types::BasicKind::Int]);
  if (t->cls == TypeClass::kArray || t->under->kind == types::TypeKind::Pointer) {
    LType* at = t->cls == TypeClass::kArray ? t : t->elem;
    if (!lengthIsConst(x)) {  // for its effects: the expression holds a call or a receive
      int m = mark();
      expr(x);
      release(m);
    }
    return constInt(at->len, dst < 0 ? alloc(intT) : dst);
  }
  if (t->isString() || t->cls == TypeClass::kSlice) {
    int word = isCap ? 2 : 1;
    int sv;
    if (dst < 0 && isVarInSlot(x, &sv)) return sv + word;  // the word itself is the operand
    if (dst < 0) dst = alloc(intT);
    int m = mark();
    // A field or variable in memory: only the word wanted is loaded.
    Expr* u = syntax::unparen(x);
    bool mem = false;
    if (u->constVal) {
    } else if (auto* s = u->as<syntax::SelectorExpr>()) {
      mem = s->selection ? s->selection->kind == types::SelectionKind::FieldVal : tree::asVar(s->sel->obj) != nullptr;
    } else {
      mem = u->is<Name>() && !isNil(u);
    }
    if (mem) {
      Place p = place(x, false);
      if (p.kind == Place::kMem && p.off + word * 8 <= 0xffff) {
        e_.emit(Op::Load64, dst, p.a, static_cast<int>(p.off) + word * 8);
      } else if (p.kind == Place::kGlobal) {
        e_.emitX(Op::GLoad64, dst, 0, 0, 0, reinterpret_cast<uint64_t>(p.addr) + static_cast<uint64_t>(word) * 8);
      } else {
        e_.emit(Op::Mov, dst, load(p) + word);
      }
    } else {
      int v = expr(x);
      e_.emit(Op::Mov, dst, v + word);
    }
    release(m);
    return dst;
  }
  if (dst < 0) dst = alloc(intT);
  int m = mark();
  int v = expr(x);
  e_.setPos(x->pos);
  if (t->under->kind == types::TypeKind::Map)
    e_.emit(Op::MapLen, dst, v);
  else
    e_.emit(isCap ? Op::ChanCap : Op::ChanLen, dst, v);
  release(m);
  return dst;
}

int FuncCompiler::appendCall(syntax::CallExpr* call, int dst) {
  LType* t = lt(call);
  const auto& a = call->argList;
  if (dst < 0) dst = alloc(t);
  if (a.size() == 1) return exprTo(a[0], t, dst);
  int m = mark();
  int s = exprTo(a[0], t);
  LType* et = t->elem;
  uint64_t x = reinterpret_cast<uint64_t>(rtypeOf(et));
  if (call->hasDots) {
    LType* at = isNil(a[1]) ? t : lt(a[1]);
    int v = exprTo(a[1], at);
    e_.setPos(call->pos);
    e_.emitX(Op::AppendSlice, dst, s, v, 0, x, at->isString());
    release(m);
    return dst;
  }
  if (a.size() == 2 && !et->indirect()) {
    int v = exprTo(a[1], et);
    e_.setPos(call->pos);
    Op op = Op::AppendVal;
    if (et->cls == TypeClass::kPointer) op = Op::AppendPtr;
    else if (et->isScalarSlot() && et->size == 8) op = Op::Append64;
    else if (et->isScalarSlot() && et->size == 1) op = Op::Append8;
    e_.emitX(op, dst, s, v, 0, x);
    release(m);
    return dst;
  }
  size_t n = a.size() - 1;
  if (n * static_cast<size_t>(et->slots()) > 20000 || n > 30000) {
    // Too many for the frame at once: one after the other.
    int acc = alloc(t);
    move(acc, s, t);
    for (size_t i = 0; i < n; i++) {
      int mk = mark();
      int v = exprTo(a[i + 1], et);
      e_.emitX(Op::AppendVal, acc, acc, v, 0, x);
      release(mk);
    }
    move(dst, acc, t);
    release(m);
    return dst;
  }
  std::vector<int> vals;
  for (size_t i = 0; i < n; i++) {
    int v = alloc(et);
    exprTo(a[i + 1], et, v);
    vals.push_back(v);
  }
  e_.setPos(call->pos);
  int r = alloc(t);
  e_.emitX(Op::Grow, r, s, static_cast<int>(n), 0, x);
  // The new elements stand at the end, from index len - n on.
  int idx = allocN(1);
  e_.emit(Op::AddImmI64, idx, r + 1, -static_cast<int>(n));
  for (size_t i = 0; i < n; i++) {
    store(Place{.kind = Place::kElem, .type = et, .a = r, .b = idx}, vals[i]);
    if (i + 1 < n) e_.emit(Op::AddImmI64, idx, idx, 1);
  }
  move(dst, r, t);
  release(m);
  return dst;
}

int FuncCompiler::copyCall(syntax::CallExpr* call, int dst) {
  const auto& a = call->argList;
  LType* t = lt(a[0]);
  if (dst < 0) dst = allocN(1);
  int m = mark();
  int d = expr(a[0]);
  int s = expr(a[1]);
  e_.setPos(call->pos);
  e_.emitX(Op::CopySlice, dst, d, s, 0, reinterpret_cast<uint64_t>(rtypeOf(t->elem)));
  release(m);
  return dst;
}

int FuncCompiler::makeCall(syntax::CallExpr* call, int dst) {
  const auto& a = call->argList;
  LType* t = lt(a[0]);
  if (dst < 0) dst = alloc(t);
  int m = mark();
  LType* intT = lt(types::Typ[types::BasicKind::Int]);
  auto size = [&](size_t i) {
    if (i >= a.size()) return constInt(0);
    return a[i]->constVal ? constValue(a[i]->constVal, intT, -1) : expr(a[i]);
  };
  int n = size(1);
  uint64_t x;
  if (t->cls == TypeClass::kSlice) {
    int c = a.size() > 2 ? size(2) : n;
    e_.setPos(call->pos);
    x = reinterpret_cast<uint64_t>(rtypeOf(t->elem));
    const Expr* last = a[a.size() > 2 ? 2 : 1];
    int64_t len, cap;
    if (smallConst(last, &cap) && smallConst(a[1], &len) && len <= cap && cap > 0 && decidedInFrame(call)) {
      int p = newObject(call, prog_.arrayOf(t->elem, cap), allocPtr());
      e_.emit(Op::Mov, dst, p);
      constInt(len, dst + 1);
      constInt(cap, dst + 2);
      release(m);
      return dst;
    }
    e_.emitX(Op::MakeSlice, dst, n, c, 0, x, a.size() <= 2);
  } else {
    e_.setPos(call->pos);
    x = reinterpret_cast<uint64_t>(rtypeOf(t));
    e_.emitX(t->under->kind == types::TypeKind::Map ? Op::MakeMap : Op::MakeChan, dst, n, 0, 0, x);
  }
  release(m);
  return dst;
}

int FuncCompiler::minMaxCall(syntax::CallExpr* call, bool isMin, int dst) {
  LType* t = lt(call);
  if (dst < 0) dst = alloc(t);
  int m = mark();
  int acc = alloc(t);
  exprTo(call->argList[0], t, acc);
  for (size_t i = 1; i < call->argList.size(); i++) {
    int mk = mark();
    int v = exprTo(call->argList[i], t);
    e_.setPos(call->pos);
    if (t->cls == TypeClass::kFloat64) {
      e_.emit(isMin ? Op::MinF64 : Op::MaxF64, acc, acc, v);
    } else if (t->cls == TypeClass::kFloat32) {
      e_.emit(isMin ? Op::MinF32 : Op::MaxF32, acc, acc, v);
    } else {
      int c = allocN(1);
      Label keep = e_.newLabel();
      // min keeps acc when acc <= v, max when v <= acc
      compare(Operator::Leq, t, isMin ? acc : v, isMin ? v : acc, c);
      e_.jump(Op::JTrue, c, 0, keep);
      move(acc, v, t);
      e_.bind(keep);
    }
    release(mk);
  }
  move(dst, acc, t);
  release(m);
  return dst;
}

void FuncCompiler::printValue(int slot, LType* t) {
  int m = mark();
  PrintKind k;
  switch (t->cls) {
    case TypeClass::kBool: k = PrintKind::kBool; break;
    case TypeClass::kInt: k = PrintKind::kInt; break;
    case TypeClass::kUint: k = PrintKind::kUint; break;
    case TypeClass::kFloat32: {
      int d = allocN(1);
      e_.emit(Op::F32ToF64, d, slot);
      slot = d;
      k = PrintKind::kFloat;
      break;
    }
    case TypeClass::kFloat64: k = PrintKind::kFloat; break;
    case TypeClass::kComplex64: {
      int d = allocN(2);
      e_.emit(Op::C64ToC128, d, slot);
      slot = d;
      k = PrintKind::kComplex;
      break;
    }
    case TypeClass::kComplex128: k = PrintKind::kComplex; break;
    case TypeClass::kString: k = PrintKind::kString; break;
    case TypeClass::kSlice: k = PrintKind::kSlice; break;
    case TypeClass::kIface: k = PrintKind::kIface; break;
    case TypeClass::kEface: k = PrintKind::kEface; break;
    default: k = PrintKind::kPointer;
  }
  e_.emit(Op::Print, 0, slot, static_cast<int>(k));
  release(m);
}

void FuncCompiler::printCall(syntax::CallExpr* call, bool ln) {
  int m = mark();
  std::vector<int> at;
  std::vector<LType*> ts;
  for (Expr* a : call->argList) {
    LType* t = isNil(a) ? lt(types::Typ[types::BasicKind::UnsafePointer]) : lt(a);
    // Untyped constants print as int64 or float64 do.
    int s = alloc(t);
    exprTo(a, t, s);
    at.push_back(s);
    ts.push_back(t);
  }
  e_.setPos(call->pos);
  printSlots(at, ts, ln);
  release(m);
}

void FuncCompiler::printSlots(const std::vector<int>& at, const std::vector<LType*>& ts, bool ln) {
  auto mark1 = [&](PrintKind k) { e_.emit(Op::Print, 0, 0, static_cast<int>(k)); };
  mark1(PrintKind::kLock);
  for (size_t i = 0; i < at.size(); i++) {
    if (ln && i > 0) mark1(PrintKind::kSpace);
    printValue(at[i], ts[i]);
  }
  if (ln) mark1(PrintKind::kNewline);
  mark1(PrintKind::kUnlock);
}

int FuncCompiler::unsafeCall(syntax::CallExpr* call, int id, int dst) {
  const auto& a = call->argList;
  switch (static_cast<BuiltinId>(id)) {
    case BuiltinId::Sizeof: return constInt(lt(a[0])->size, dst < 0 ? allocN(1) : dst);
    case BuiltinId::Alignof: return constInt(lt(a[0])->align, dst < 0 ? allocN(1) : dst);
    case BuiltinId::Offsetof: {
      auto* s = syntax::unparen(a[0])->to<syntax::SelectorExpr>();
      LType* x = lt(s->x);
      if (x->cls == TypeClass::kPointer) x = x->elem;
      int64_t off = 0;
      for (int i : s->selection->index) {
        off += x->fields[static_cast<size_t>(i)].offset;
        x = x->fields[static_cast<size_t>(i)].type;
      }
      return constInt(off, dst < 0 ? allocN(1) : dst);
    }
    default: break;
  }
  LType* t = lt(call);
  if (dst < 0) dst = alloc(t);
  int m = mark();
  switch (static_cast<BuiltinId>(id)) {
    case BuiltinId::Add: {
      int p = expr(a[0]);
      int n = expr(a[1]);
      e_.emit(Op::AddI64, dst, p, n);
      break;
    }
    case BuiltinId::Slice:
    case BuiltinId::String: {
      bool str = static_cast<BuiltinId>(id) == BuiltinId::String;
      int p = expr(a[0]);
      int n = expr(a[1]);
      e_.setPos(call->pos);
      e_.emitX(str ? Op::UnsafeString : Op::UnsafeSlice, dst, p, n, 0, static_cast<uint64_t>(str ? 1 : t->elem->size));
      break;
    }
    case BuiltinId::SliceData:
    case BuiltinId::StringData: e_.emit(Op::Mov, dst, expr(a[0])); break;
    default: VOLE_UNREACHABLE("built-in function");
  }
  release(m);
  return dst;
}

}  // namespace vole::vm
