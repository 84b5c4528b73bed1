// This file compiles expressions: the dispatch by kind, names, constants, selectors, indexing, assertions, conversion to
// the type of an assignment.
#include <bit>
#include <cstring>

#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

using syntax::NodeKind;

namespace {
constexpr int kMaxDepth = 5000;
}

bool FuncCompiler::smallConst(const Expr* e, int64_t* v) {
  if (!e->constVal) return false;
  return tree::exactInt(e->constVal, v);
}

bool FuncCompiler::isNil(const Expr* e) { return tree::isNilValue(syntax::unparen(e)); }

bool FuncCompiler::isVarInSlot(Expr* e, int* slot) {
  auto* n = syntax::as<Name>(syntax::unparen(e));
  if (!n || !n->obj) return false;
  types::Var* v = tree::asVar(n->obj);
  if (!v) return false;
  auto it = vars_.find(v);
  if (it == vars_.end() || it->second.kind != VarLoc::kSlot) return false;
  *slot = it->second.slot;
  return true;
}

int FuncCompiler::expr(Expr* e, int dst) {
  if (++depth_ > kMaxDepth) {
    fail(e->pos, "expression is nested too deeply");
    depth_--;
    return dst < 0 ? alloc(lt(e)) : dst;
  }
  struct Depth {
    int& d;
    ~Depth() { d--; }
  } guard{depth_};
  if (failed_) return dst < 0 ? 0 : dst;

  if (e->constVal) return constExpr(e, dst);
  switch (e->kind) {
    case NodeKind::ParenExpr: return expr(e->to<syntax::ParenExpr>()->x, dst);
    case NodeKind::Name: return nameExpr(e->to<Name>(), dst);
    case NodeKind::FuncLit: return funcLit(e->to<syntax::FuncLit>(), dst);
    case NodeKind::CompositeLit: return compositeLit(e->to<syntax::CompositeLit>(), dst);
    case NodeKind::SelectorExpr: return selectorExpr(e->to<syntax::SelectorExpr>(), dst);
    case NodeKind::IndexExpr: return indexExpr(e->to<syntax::IndexExpr>(), dst);
    case NodeKind::SliceExpr: return sliceExpr(e->to<syntax::SliceExpr>(), dst);
    case NodeKind::AssertExpr: return assertExpr(e->to<syntax::AssertExpr>(), dst);
    case NodeKind::CallExpr: return callExpr(e->to<syntax::CallExpr>(), dst);
    case NodeKind::Operation: {
      auto* o = e->to<syntax::Operation>();
      return o->y ? binaryExpr(o, dst) : unaryExpr(o, dst);
    }
    default: break;
  }
  VOLE_UNREACHABLE("an expression of this kind has no value");
}

void FuncCompiler::effect(Expr* e) {
  int m = mark();
  Expr* x = syntax::unparen(e);
  if (auto* c = syntax::as<syntax::CallExpr>(x)) {
    if (c->constVal) return;
    callExpr(c, -1);
  } else if (auto* o = syntax::as<syntax::Operation>(x); o && !o->y && o->op == Operator::Recv) {
    recvExpr(o->x, -1, -1, true);
  } else if (lt(x)->cls != TypeClass::kVoid) {
    expr(x);
  }
  release(m);
}

int FuncCompiler::nameExpr(Name* n, int dst) {
  e_.setPos(n->pos);
  if (isNil(n)) {
    LType* t = lt(n);
    if (dst < 0) dst = alloc(t);
    zero(dst, t);
    return dst;
  }
  if (types::Var* v = tree::asVar(n->obj)) return load(placeOfVar(v), dst);
  types::Func* f = tree::asFunc(n->obj);
  VOLE_ASSERT(f, "a name in an expression is a variable or a function");
  return funcValue(prog_.funcInfo(f, n->instance, env_), dst);
}

int FuncCompiler::constExpr(Expr* e, int dst) {
  e_.setPos(e->pos);
  LType* t = lt(e);
  return constValue(e->constVal, t, dst);
}

// The constant as the words of a slot value; their number, 0 when t is an interface.
int FuncCompiler::constWords(const ConstVal* v, LType* t, uint64_t w[2]) {
  auto real = [&](const ConstVal* c) { return constant::float64Val(constant::toFloat(c)); };
  auto real32 = [&](const ConstVal* c) { return constant::float32Val(constant::toFloat(c)); };
  w[0] = w[1] = 0;
  switch (t->cls) {
    case TypeClass::kBool: w[0] = constant::boolVal(v); return 1;
    case TypeClass::kInt: w[0] = static_cast<uint64_t>(tree::constInt(v)); return 1;
    case TypeClass::kUint:
    case TypeClass::kPointer: w[0] = tree::constUint(v); return 1;  // uintptr constants converted to unsafe.Pointer
    case TypeClass::kFloat64: w[0] = std::bit_cast<uint64_t>(real(v)); return 1;
    case TypeClass::kFloat32: w[0] = std::bit_cast<uint32_t>(real32(v)); return 1;
    case TypeClass::kComplex128:
      w[0] = std::bit_cast<uint64_t>(real(constant::real(v)));
      w[1] = std::bit_cast<uint64_t>(real(constant::imag(v)));
      return 2;
    case TypeClass::kComplex64:
      w[0] = std::bit_cast<uint32_t>(real32(constant::real(v))) |
             uint64_t{std::bit_cast<uint32_t>(real32(constant::imag(v)))} << 32;
      return 1;
    case TypeClass::kString: {
      std::string_view s = constant::stringVal(v);
      if (!s.empty()) w[0] = reinterpret_cast<uint64_t>(prog_.internString(s));
      w[1] = s.size();
      return 2;
    }
    default: return 0;
  }
}

int FuncCompiler::constValue(const ConstVal* v, LType* t, int dst) {
  uint64_t w[2];
  int n = constWords(v, t, w);
  // A constant whose recorded type is an interface: its default type, boxed.
  if (n == 0) return boxConst(v, lt(tree::defaultTypeOfConst(v)), t, dst);
  if (n == 1) return constInt(static_cast<int64_t>(w[0]), dst);
  if (t->cls == TypeClass::kString) return stringConst(constant::stringVal(v), dst);
  if (dst < 0) dst = allocN(2);
  e_.emitX(Op::LoadConst2, dst, 0, 0, 0, w[0], w[1]);
  return dst;
}

// A constant in an interface needs no allocation: its value stands in static memory.
int FuncCompiler::boxConst(const ConstVal* v, LType* from, LType* t, int dst) {
  if (dst < 0) dst = alloc(t);
  uint64_t w[2];
  int n = constWords(v, from, w);
  VOLE_ASSERT(n > 0, "constants have basic types");
  if (prog_.isDirect(from)) {
    int m = mark();
    convertTo(constValue(v, from, -1), from, t, dst);
    release(m);
    return dst;
  }
  auto* p = static_cast<uint64_t*>(prog_.rt.types.alloc(static_cast<size_t>(n) * 8));
  memcpy(p, w, static_cast<size_t>(n) * 8);
  return constPtr(interfaceWord(t, from), dst, p);
}

// What stands in the first word of an interface of type t that holds a from.
const void* FuncCompiler::interfaceWord(LType* t, LType* from) {
  return t->cls == TypeClass::kEface ? static_cast<const void*>(rtypeOf(from)) : prog_.itabFor(t, from);
}

int FuncCompiler::exprTo(Expr* e, LType* t, int dst) {
  if (e->constVal && !t->isInterface()) {
    e_.setPos(e->pos);
    return constValue(e->constVal, t, dst);
  }
  if (isNil(e)) {
    e_.setPos(e->pos);
    if (dst < 0) dst = alloc(t);
    zero(dst, t);
    return dst;
  }
  LType* from = lt(e);
  if (from == t || !t->isInterface()) return expr(e, dst);
  if (e->constVal && !from->isInterface()) {
    e_.setPos(e->pos);
    return boxConst(e->constVal, from, t, dst);
  }
  if (dst < 0) dst = alloc(t);
  int m = mark();
  if (from->isAggregate() && tooLarge(from) && hasAddress(e)) {
    int box = allocPtr(), value = allocPtr();
    addressOfLarge(e, value);
    e_.setPos(e->pos);
    e_.allocates(AllocSite::box(syntax::unparen(e)));
    newObject(from, box);
    e_.emitX(Op::CopyTyped, box, value, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(from)));
    constPtr(interfaceWord(t, from), dst);
    e_.emit(Op::Mov, dst + 1, box);
    release(m);
    return dst;
  }
  int s = expr(e);
  e_.setPos(e->pos);
  convertTo(s, from, t, dst, AllocSite::box(syntax::unparen(e)));
  release(m);
  return dst;
}

// The implicit conversions of assignments: only those to interfaces change the representation.
int FuncCompiler::convertTo(int slot, LType* from, LType* t, int dst, const AllocSite& site) {
  if (from == t || !t->isInterface()) {
    if (dst < 0) return slot;
    move(dst, slot, t);
    return dst;
  }
  if (dst < 0) dst = alloc(t);
  if (from->isInterface()) {
    if (t->cls == TypeClass::kEface) {
      if (from->cls == TypeClass::kEface) {
        move(dst, slot, t);
      } else if (dst == slot) {
        e_.emit(Op::IfaceType, dst, slot);
      } else {
        int m = mark();
        int w = allocPtr();
        e_.emit(Op::IfaceType, w, slot);
        e_.emit(Op::Mov, dst + 1, slot + 1);
        e_.emit(Op::Mov, dst, w);
        release(m);
      }
    } else if (from->under == t->under || prog_.sameMethodSet(from->under, t->under)) {
      move(dst, slot, t);
    } else {
      e_.emitX(Op::ConvIface, dst, slot, from->cls == TypeClass::kEface, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
    }
    return dst;
  }
  const void* word = interfaceWord(t, from);
  // What nobody changes can be shared.
  if (prog_.isDirect(from) || from->indirect()) {
    int m = mark();
    if (dst == slot) {
      int c = allocPtr();
      e_.emit(Op::Mov, c, slot);
      slot = c;
    }
    constPtr(word, dst);
    e_.emit(Op::Mov, dst + 1, slot);
    release(m);
    return dst;
  }
  if (int o = from->nslots ? frameObject(site, objectWords(from)) : -1; o >= 0) {
    move(o, slot, from);
    constPtr(word, dst);
    e_.emit(Op::FAddr, dst + 1, o, static_cast<int>(from->nslots));
    return dst;
  }
  e_.allocates(site);
  e_.emitX(Op::Box, dst, slot, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(from)), reinterpret_cast<uint64_t>(word));
  return dst;
}

int FuncCompiler::selectorExpr(syntax::SelectorExpr* e, int dst) {
  e_.setPos(e->pos);
  if (!e->selection) {  // qualified identifier
    if (types::Var* v = tree::asVar(e->sel->obj)) return load(placeOfVar(v), dst);
    types::Func* f = tree::asFunc(e->sel->obj);
    VOLE_ASSERT(f, "a qualified identifier in an expression is a variable or a function");
    return funcValue(prog_.funcInfo(f, e->sel->instance, env_), dst);
  }
  switch (e->selection->kind) {
    case types::SelectionKind::FieldVal: {
      if (dst < 0) {
        // A field of a variable is a slot operand; anything else needs a temporary, allocated below the operands.
        Expr* x = syntax::unparen(e->x);
        int s;
        if (isVarInSlot(x, &s) && lt(x)->cls != TypeClass::kPointer) {
          Place p = place(e, false);
          if (p.kind == Place::kSlot) return p.a;
          return load(p);
        }
        dst = alloc(lt(e));
      }
      int m = mark();
      Place p = place(e, false);
      e_.setPos(e->pos);
      load(p, dst);
      release(m);
      return dst;
    }
    case types::SelectionKind::MethodVal: return methodValue(e, dst);
    default: return methodExpr(e, dst);
  }
}

int FuncCompiler::mapKey(Expr* key, LType* kt) {
  if (kt->indirect()) valueTooLarge(kt->nslots);
  return exprTo(key, kt);
}

namespace {
enum class MapFast { kAny, k32, k64, kStr };
MapFast mapFast(const LType* mt) {
  const LType* k = mt->key;
  if (k->isString()) return MapFast::kStr;
  if (k->isInteger() || k->cls == TypeClass::kPointer) {
    if (k->size == 8) return MapFast::k64;
    if (k->size == 4) return MapFast::k32;
  }
  return MapFast::kAny;
}
}  // namespace

int FuncCompiler::mapGetPtr(LType* mt, int m, int key, int okDst) {
  int p = allocPtr();
  uint64_t x = reinterpret_cast<uint64_t>(rtypeOf(mt));
  Op op;
  switch (mapFast(mt)) {
    case MapFast::k32: op = okDst < 0 ? Op::MapGet32 : Op::MapGetOk32; break;
    case MapFast::k64: op = okDst < 0 ? Op::MapGet64 : Op::MapGetOk64; break;
    case MapFast::kStr: op = okDst < 0 ? Op::MapGetStr : Op::MapGetOkStr; break;
    default: op = okDst < 0 ? Op::MapGet : Op::MapGetOk; break;
  }
  e_.emitX(op, p, m, key, okDst < 0 ? 0 : okDst, x);
  return p;
}

int FuncCompiler::mapAssignPtr(LType* mt, int m, int key) {
  int p = allocPtr();
  uint64_t x = reinterpret_cast<uint64_t>(rtypeOf(mt));
  Op op;
  switch (mapFast(mt)) {
    case MapFast::k32: op = Op::MapAssign32; break;
    case MapFast::k64: op = Op::MapAssign64; break;
    case MapFast::kStr: op = Op::MapAssignStr; break;
    default: op = Op::MapAssign; break;
  }
  e_.emitX(op, p, m, key, 0, x);
  return p;
}

int FuncCompiler::mapIndex(syntax::IndexExpr* e, int dst, int okDst) {
  LType* mt = lt(e->x);
  bool wantValue = okDst < 0 || dst >= 0;
  if (wantValue && dst < 0) dst = alloc(mt->elem);
  int m = mark();
  int mp = expr(e->x);
  int k = mapKey(e->index, mt->key);
  e_.setPos(e->pos);
  int p = mapGetPtr(mt, mp, k, okDst);
  if (wantValue) loadMem(p, 0, mt->elem, dst, true);
  release(m);
  return dst;
}

int FuncCompiler::indexExpr(syntax::IndexExpr* e, int dst) {
  e_.setPos(e->pos);
  if (types::Func* f = tree::calledFunc(e)) {  // f[int] as a value
    return funcValue(prog_.funcInfo(f, tree::instanceOf(e), env_), dst);
  }
  LType* xt = lt(e->x);
  if (xt->under->kind == types::TypeKind::Map) return mapIndex(e, dst);
  if (dst < 0) dst = alloc(lt(e));
  int m = mark();
  if (xt->isString()) {
    int s = expr(e->x);
    int i = expr(e->index);
    e_.setPos(e->pos);
    e_.indexTypes(unsignedIndex(e->index));
    e_.emit(Op::IdxLoadU8, dst, s, i);
    release(m);
    return dst;
  }
  // m[i][j] over a slice of slices of words
  if (xt->cls == TypeClass::kSlice && xt->elem->isScalarSlot() && xt->elem->size == 8) {
    auto* in = syntax::as<syntax::IndexExpr>(syntax::unparen(e->x));
    if (in && !in->constVal && lt(in->x)->cls == TypeClass::kSlice) {
      int s = expr(in->x);
      int i = expr(in->index);
      int j = expr(e->index);
      e_.setPos(e->pos);
      e_.indexTypes(static_cast<uint8_t>(unsignedIndex(in->index) | unsignedIndex(e->index) << 1));
      e_.emit(Op::Idx2Load64, dst, s, i, j);
      release(m);
      return dst;
    }
  }
  Place p = place(e, false);
  e_.setPos(e->pos);
  load(p, dst);
  release(m);
  return dst;
}

int FuncCompiler::sliceExpr(syntax::SliceExpr* e, int dst) {
  LType* xt = lt(e->x);
  LType* t = lt(e);
  if (dst < 0) dst = alloc(t);
  int m = mark();
  bool arr = false;
  LType* at = nullptr;
  int v;
  if (xt->cls == TypeClass::kPointer) {
    arr = true;
    at = xt->elem;
    v = expr(e->x);
  } else if (xt->cls == TypeClass::kArray) {
    arr = true;
    at = xt;
    Place p = place(e->x, false);
    v = addressOf(p);
  } else {
    v = expr(e->x);
  }
  int idx = allocN(3);
  int present = 0, types = 0;
  for (int i = 0; i < 3; i++) {
    if (!e->index[i]) continue;
    present |= 1 << i;
    types |= unsignedIndex(e->index[i]) << i;
    expr(e->index[i], idx + i);
    // An index of a narrow or unsigned type is in extended form; a huge uint64 looks negative and is refused likewise.
  }
  e_.setPos(e->pos);
  int len = arr ? constInt(at->len) : 0;
  e_.indexTypes(static_cast<uint8_t>(types));
  if (arr) {
    e_.emitX(Op::SliceArr, dst, v, len, idx, static_cast<uint64_t>(at->elem->size), static_cast<uint64_t>(present));
  } else if (xt->isString()) {
    e_.emitX(Op::SliceStr, dst, v, 0, idx, 1, static_cast<uint64_t>(present));
  } else {
    e_.emitX(Op::SliceSlice, dst, v, 0, idx, static_cast<uint64_t>(xt->elem->size), static_cast<uint64_t>(present));
  }
  release(m);
  return dst;
}

// x.(T); with okDst >= 0 the comma-ok form. dst < 0 with okDst: only ok is wanted.
int FuncCompiler::assertExpr(syntax::AssertExpr* e, int dst, int okDst) {
  LType* t = lt(e->typeExpr);
  LType* xt = lt(e->x);
  bool wantValue = okDst < 0 || dst >= 0;
  if (dst < 0 && wantValue) dst = alloc(t);
  int m = mark();
  int v = expr(e->x);
  e_.setPos(e->pos);
  int eface = xt->cls == TypeClass::kEface;
  uint64_t want = reinterpret_cast<uint64_t>(rtypeOf(t)), stat = reinterpret_cast<uint64_t>(rtypeOf(xt));
  if (t->isInterface()) {
    int d = dst >= 0 ? dst : alloc(t);
    if (okDst < 0) {
      e_.emitX(Op::AssertIface, d, v, eface, 0, want, stat);
    } else {
      e_.emitX(Op::AssertIfaceOk, d, v, eface, okDst, want, stat);
    }
    release(m);
    return dst;
  }
  auto unbox = [&]() {
    if (t->nslots == 0) return;
    if (prog_.isDirect(t))
      e_.emit(Op::Mov, dst, v + 1);
    else
      loadMem(v + 1, 0, t, dst, true);
  };
  if (okDst < 0) {
    e_.emitX(Op::AssertType, 0, v, eface, 0, want, stat);
    unbox();
  } else if (dst < 0) {
    e_.emitX(Op::IsType, okDst, v, eface, 0, want, stat);
  } else {
    // ok and dst may both be variables that v is read from: ok is written last
    Label no = e_.newLabel(), end = e_.newLabel();
    int is = allocN(1);
    e_.emitX(Op::IsType, is, v, eface, 0, want, stat);
    e_.jump(Op::JFalse, is, 0, no);
    unbox();
    e_.jump(Op::Jump, 0, 0, end);
    e_.bind(no);
    zero(dst, t);
    e_.bind(end);
    e_.emit(Op::Mov, okDst, is);
  }
  release(m);
  return dst;
}

int FuncCompiler::recvExpr(Expr* ch, int dst, int okDst, bool drop) {
  LType* ct = lt(ch);
  LType* t = ct->elem;
  if (!drop && dst < 0) dst = alloc(t);
  int m = mark();
  int c = expr(ch);
  int d = drop ? alloc(t) : dst;
  e_.setPos(ch->pos);
  uint32_t at = e_.here();
  safepoint(at);
  e_.emitX(Op::Recv, d, c, 0, okDst < 0 ? kNoSlot : okDst, reinterpret_cast<uint64_t>(rtypeOf(ct)), drop);
  safepoint(e_.here());
  if (!drop) extend(d, t);
  release(m);
  return dst;
}

LType* FuncCompiler::commaOkType(Expr* e) {
  e = syntax::unparen(e);
  if (auto* ix = syntax::as<syntax::IndexExpr>(e)) return lt(ix->x)->elem;
  if (auto* a = syntax::as<syntax::AssertExpr>(e)) return lt(a->typeExpr);
  return lt(e->to<syntax::Operation>()->x)->elem;
}

void FuncCompiler::commaOk(Expr* e, int* value, int* ok) {
  e = syntax::unparen(e);
  if (auto* ix = syntax::as<syntax::IndexExpr>(e)) {
    int o = *ok >= 0 ? *ok : allocN(1);
    mapIndex(ix, *value, o);
  } else if (auto* a = syntax::as<syntax::AssertExpr>(e)) {
    int o = *ok >= 0 ? *ok : allocN(1);
    assertExpr(a, *value, o);
  } else {
    auto* r = e->to<syntax::Operation>();
    recvExpr(r->x, *value, *ok, *value < 0);
  }
}

}  // namespace vole::vm
