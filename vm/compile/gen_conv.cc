// This file compiles conversions.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

int FuncCompiler::conversion(Expr* x, LType* to, Pos at, int dst, const syntax::CallExpr* call) {
  e_.setPos(x->pos);
  if (isNil(x)) {
    if (dst < 0) dst = alloc(to);
    zero(dst, to);
    return dst;
  }
  LType* from = lt(x);
  if (x->constVal && !to->isInterface()) {
    // A constant converted to a non-constant type (under a type parameter, or string(65) at an instance).
    bool same = (from->isString() && to->isString()) || (!from->isString() && !to->isString() && to->cls != TypeClass::kSlice);
    if (same && !(from->isInteger() && to->isString())) {
      if ((to->isInteger() || to->isFloat() || to->isComplex() || to->cls == TypeClass::kBool) && constFits(x->constVal, to))
        return constValue(x->constVal, to, dst);
    }
  }
  if (to->isInterface()) return exprTo(x, to, dst);
  if (dst < 0) {
    // Conversions that keep the representation cost nothing.
    if (!needsCode(from, to)) return expr(x);
    dst = alloc(to);
  }
  int m = mark();
  int v = expr(x);
  e_.setPos(at);
  // Bytes that do not escape: short ones have a buffer in the frame.
  bool bytes = call && from->isString() && to->cls == TypeClass::kSlice && to->elem->size == 1;
  if (int s = bytes ? frameObject(call, std::vector<bool>(4)) : -1; s >= 0) {
    int p = allocPtr();
    e_.emit(Op::FAddr, p, s, 4);
    e_.emit(Op::StrToBytesBuf, dst, v, p);
  } else {
    convertValue(v, from, to, dst);
  }
  release(m);
  return dst;
}

bool FuncCompiler::constFits(const ConstVal* v, LType* to) {
  if (to->isInteger()) {
    int64_t i;
    uint64_t u;
    return to->cls == TypeClass::kInt ? constant::int64Val(constant::toInt(v), &i) : constant::uint64Val(constant::toInt(v), &u);
  }
  return true;
}

// Does converting from -> to change bits?
bool FuncCompiler::needsCode(LType* from, LType* to) {
  if (from == to) return false;
  if (from->isInteger() && to->isInteger())
    return !(to->size == 8 || (to->size > from->size && from->cls == TypeClass::kUint) ||
             (to->size == from->size && from->cls == to->cls) ||
             (to->size >= from->size && to->cls == from->cls));
  if (from->cls != to->cls) {
    // pointers, unsafe.Pointer, uintptr, maps, channels, functions
    bool fw = from->cls == TypeClass::kPointer || (from->isInteger() && from->size == 8);
    bool tw = to->cls == TypeClass::kPointer || (to->isInteger() && to->size == 8);
    return !(fw && tw);
  }
  return false;
}

int FuncCompiler::convertValue(int v, LType* from, LType* to, int dst) {
  if (from->isInterface() || to->isInterface()) return convertTo(v, from, to, dst);
  if (dst < 0) dst = alloc(to);
  if (!needsCode(from, to)) {
    move(dst, v, to);
    return dst;
  }
  if (from->isInteger() && to->isInteger()) {
    switch (to->load) {
      case LoadKind::i8: e_.emit(Op::ExtI8, dst, v); break;
      case LoadKind::u8: e_.emit(Op::ExtU8, dst, v); break;
      case LoadKind::i16: e_.emit(Op::ExtI16, dst, v); break;
      case LoadKind::u16: e_.emit(Op::ExtU16, dst, v); break;
      case LoadKind::i32: e_.emit(Op::ExtI32, dst, v); break;
      case LoadKind::u32: e_.emit(Op::ExtU32, dst, v); break;
      default: e_.emit(Op::Mov, dst, v);
    }
    return dst;
  }
  if (from->isInteger() && to->isFloat()) {
    bool u = from->cls == TypeClass::kUint && from->size == 8;
    if (to->cls == TypeClass::kFloat64) e_.emit(u ? Op::U64ToF64 : Op::I64ToF64, dst, v);
    else e_.emit(u ? Op::U64ToF32 : Op::I64ToF32, dst, v);
    return dst;
  }
  if (from->isFloat() && to->isInteger()) {
    bool u = to->cls == TypeClass::kUint && to->size == 8;
    if (from->cls == TypeClass::kFloat64) e_.emit(u ? Op::F64ToU64 : Op::F64ToI64, dst, v);
    else e_.emit(u ? Op::F32ToU64 : Op::F32ToI64, dst, v);
    extend(dst, to);
    return dst;
  }
  if (from->isFloat() && to->isFloat()) {
    e_.emit(to->cls == TypeClass::kFloat64 ? Op::F32ToF64 : Op::F64ToF32, dst, v);
    return dst;
  }
  if (from->isComplex() && to->isComplex()) {
    e_.emit(to->cls == TypeClass::kComplex128 ? Op::C64ToC128 : Op::C128ToC64, dst, v);
    return dst;
  }
  if (to->isString()) {
    if (from->isInteger()) {
      // any integer type: values outside the rune range give U+FFFD
      e_.emit(Op::RuneToStr, dst, v);
      return dst;
    }
    if (from->cls == TypeClass::kSlice) {
      e_.emit(from->elem->size == 1 ? Op::BytesToStr : Op::RunesToStr, dst, v);
      return dst;
    }
  }
  if (from->isString() && to->cls == TypeClass::kSlice) {
    e_.emit(to->elem->size == 1 ? Op::StrToBytes : Op::StrToRunes, dst, v);
    return dst;
  }
  if (from->cls == TypeClass::kSlice) {
    if (to->cls == TypeClass::kPointer && to->elem && to->elem->cls == TypeClass::kArray) {
      e_.emitX(Op::SliceToArr, dst, v, 0, 0, static_cast<uint64_t>(to->elem->len));
      return dst;
    }
    if (to->cls == TypeClass::kArray) {
      int m = mark();
      int p = allocPtr();
      e_.emitX(Op::SliceToArr, p, v, 0, 0, static_cast<uint64_t>(to->len));
      if (to->size > 0) loadMem(p, 0, to, dst);
      release(m);
      return dst;
    }
  }
  move(dst, v, to);
  return dst;
}

}  // namespace vole::vm
