// This file compiles arithmetic, shifts and string concatenation.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"

namespace vole::vm {
namespace {

// The opcode of a family with seven widths; I64 serves uint64 as well.
Op narrow(const LType* t, Op i64, Op i32, Op i16, Op i8, Op u32, Op u16, Op u8) {
  bool s = t->cls == TypeClass::kInt;
  switch (t->size) {
    case 1: return s ? i8 : u8;
    case 2: return s ? i16 : u16;
    case 4: return s ? i32 : u32;
    default: return i64;
  }
}
#define VOLE_NARROW(t, base) \
  narrow(t, Op::base##I64, Op::base##I32, Op::base##I16, Op::base##I8, Op::base##U32, Op::base##U16, Op::base##U8)

bool fitsI16(int64_t v) { return v >= -32768 && v <= 32767; }

}  // namespace

// dst = x op k for a small constant k. False: no such instruction.
bool FuncCompiler::immOperand(Operator op, LType* t, int64_t k, int dst, int x) {
  Op o;
  bool uns = t->cls == TypeClass::kUint;
  switch (op) {
    case Operator::Sub: k = -k; [[fallthrough]];
    case Operator::Add: o = VOLE_NARROW(t, AddImm); break;
    case Operator::Mul:
      if (t->size != 8) return false;
      o = Op::MulImmI64;
      break;
    case Operator::Div:
    case Operator::Rem:
      if (uns || k == 0 || k == -1) return false;
      o = op == Operator::Div ? Op::DivImmI64 : Op::RemImmI64;
      break;
    case Operator::And:
    case Operator::Or:
    case Operator::Xor:
      if (uns && k < 0) return false;
      o = op == Operator::And ? Op::AndImm : op == Operator::Or ? Op::OrImm : Op::XorImm;
      break;
    default: return false;
  }
  if (!fitsI16(k)) return false;
  e_.emit(o, dst, x, static_cast<int>(k));
  return true;
}

// Integer operations with a small constant on one side.
bool FuncCompiler::immArith(Operator op, LType* t, Expr* x, Expr* y, int dst, int* result) {
  if (!t->isInteger()) return false;
  int64_t k;
  Expr* var = x;
  if (!smallConst(y, &k)) {
    bool commutes = op == Operator::Add || op == Operator::Mul || op == Operator::And || op == Operator::Or ||
                    op == Operator::Xor;
    if (!commutes || !smallConst(x, &k)) return false;
    var = y;
  }
  if (!fitsI16(k) || !fitsI16(-k)) return false;
  if (op == Operator::AndNot || ((op == Operator::Div || op == Operator::Rem) && (t->cls == TypeClass::kUint || k == 0 || k == -1)))
    return false;
  if (op == Operator::Mul && t->size != 8) return false;
  if (t->cls == TypeClass::kUint && k < 0 && op != Operator::Add && op != Operator::Sub && op != Operator::Mul) return false;
  if (dst < 0) dst = alloc(t);
  int m = mark();
  int v = exprTo(var, t);
  bool ok = immOperand(op, t, k, dst, v);
  VOLE_ASSERT(ok, "the immediate form was chosen because it exists");
  release(m);
  *result = dst;
  return true;
}

int FuncCompiler::arith(Operator op, LType* t, int x, int y, int dst, Pos pos) {
  if (dst < 0) dst = alloc(t);
  e_.setPos(pos);
  auto ins = [&](Op o) { e_.emit(o, dst, x, y); };
  switch (t->cls) {
    case TypeClass::kInt:
    case TypeClass::kUint: {
      bool s = t->cls == TypeClass::kInt;
      switch (op) {
        case Operator::Add: ins(VOLE_NARROW(t, Add)); break;
        case Operator::Sub: ins(VOLE_NARROW(t, Sub)); break;
        case Operator::Mul: ins(VOLE_NARROW(t, Mul)); break;
        case Operator::Div:
          // The only quotient that leaves a narrow signed type is min / -1.
          ins(s ? Op::DivI64 : Op::DivU64);
          if (s && t->size < 8) extend(dst, t);
          break;
        case Operator::Rem: ins(s ? Op::RemI64 : Op::RemU64); break;
        case Operator::And: ins(Op::And64); break;
        case Operator::Or: ins(Op::Or64); break;
        case Operator::Xor: ins(Op::Xor64); break;
        case Operator::AndNot: ins(Op::AndNot64); break;
        default: VOLE_UNREACHABLE("integer operator");
      }
      break;
    }
    case TypeClass::kFloat64:
    case TypeClass::kFloat32: {
      bool d = t->cls == TypeClass::kFloat64;
      switch (op) {
        case Operator::Add: ins(d ? Op::AddF64 : Op::AddF32); break;
        case Operator::Sub: ins(d ? Op::SubF64 : Op::SubF32); break;
        case Operator::Mul: ins(d ? Op::MulF64 : Op::MulF32); break;
        case Operator::Div: ins(d ? Op::DivF64 : Op::DivF32); break;
        default: VOLE_UNREACHABLE("float operator");
      }
      break;
    }
    case TypeClass::kComplex128:
    case TypeClass::kComplex64: {
      bool d = t->cls == TypeClass::kComplex128;
      switch (op) {
        case Operator::Add: ins(d ? Op::AddC128 : Op::AddC64); break;
        case Operator::Sub: ins(d ? Op::SubC128 : Op::SubC64); break;
        case Operator::Mul: ins(d ? Op::MulC128 : Op::MulC64); break;
        case Operator::Div: ins(d ? Op::DivC128 : Op::DivC64); break;
        default: VOLE_UNREACHABLE("complex operator");
      }
      break;
    }
    case TypeClass::kString: ins(Op::Concat2); break;
    default: VOLE_UNREACHABLE("operands of arithmetic");
  }
  return dst;
}

int FuncCompiler::shift(Operator op, LType* t, int x, Expr* y, int dst) {
  if (dst < 0) dst = alloc(t);
  bool s = t->cls == TypeClass::kInt;
  int64_t k;
  if (y->constVal && smallConst(y, &k)) {
    if (k >= 64) {
      if (op == Operator::Shr && s)
        e_.emit(Op::ShrImmI64, dst, x, 63);
      else
        zero(dst, t);
      return dst;
    }
    if (op == Operator::Shl) {
      e_.emit(Op::ShlImm, dst, x, static_cast<int>(k));
      extend(dst, t);
    } else {
      e_.emit(s ? Op::ShrImmI64 : Op::ShrImmU64, dst, x, static_cast<int>(k));
    }
    return dst;
  }
  int m = mark();
  LType* yt = lt(y);
  int count;
  if (y->constVal) {
    // A constant count too large for an immediate is at least 64 anyhow.
    count = constInt(64);
    yt = nullptr;
  } else {
    count = expr(y);
  }
  if (yt && yt->cls == TypeClass::kInt) e_.emit(Op::CheckShift, 0, count);
  if (op == Operator::Shl) {
    e_.emit(Op::Shl64, dst, x, count);
    extend(dst, t);
  } else {
    e_.emit(s ? Op::ShrI64 : Op::ShrU64, dst, x, count);
  }
  release(m);
  return dst;
}

// A chain a + b + c of strings is one ConcatN, as in gc: one allocation.
int FuncCompiler::concat(syntax::Operation* e, int dst) {
  std::vector<Expr*> parts;
  Expr* x = e;
  // Left-deep chains may be very long: no recursion.
  for (;;) {
    auto* o = syntax::as<syntax::Operation>(syntax::unparen(x));
    if (!o || o->constVal || o->op != Operator::Add || !o->y) break;
    parts.push_back(o->y);
    x = o->x;
  }
  parts.push_back(x);
  if (dst < 0) dst = alloc(lt(e));
  int m = mark();
  LType* t = lt(e);
  e_.setPos(e->pos);
  if (parts.size() == 2) {
    int a = expr(parts[1]);
    int b = expr(parts[0]);
    e_.setPos(e->pos);
    e_.emit(Op::Concat2, dst, a, b);
  } else {
    // In runs, so that a chain of any length fits the frame.
    constexpr size_t kRun = 64;
    size_t i = parts.size();
    bool first = true;
    while (i > 0) {
      int base = mark();
      size_t n = 0;
      int from = -1;
      auto slot = [&]() {
        int s = alloc(t);
        if (from < 0) from = s;
        n++;
        return s;
      };
      if (!first) move(slot(), dst, t);
      while (i > 0 && n < kRun) {
        int s = slot();
        expr(parts[--i], s);
      }
      e_.setPos(e->pos);
      e_.emit(Op::ConcatN, dst, from, static_cast<int>(n));
      release(base);
      first = false;
    }
  }
  release(m);
  return dst;
}

int FuncCompiler::binaryExpr(syntax::Operation* e, int dst) {
  Operator op = e->op;
  if (op == Operator::AndAnd || op == Operator::OrOr) {
    LType* t = lt(e);
    int d = dst < 0 ? alloc(t) : dst;
    // The destination may be read by the condition (b = b && f()), so it is written at the very end.
    Label yes = e_.newLabel(), no = e_.newLabel(), end = e_.newLabel();
    cond(e, yes, no, true);
    if (e_.used(yes) || e_.reachable()) {
      e_.bind(yes);
      e_.emitImm(Op::LoadImm, d, 0, 1);
      e_.jump(Op::Jump, 0, 0, end);
    }
    e_.bind(no);
    e_.emitImm(Op::LoadImm, d, 0, 0);
    e_.bind(end);
    return d;
  }
  if (syntax::isComparison(op)) return compareExpr(e, dst);
  LType* t = lt(e);
  if (t->isString()) return concat(e, dst);
  if (syntax::isShift(op)) {
    int d = dst < 0 ? alloc(t) : dst;
    int m = mark();
    int x = exprTo(e->x, t);
    e_.setPos(e->pos);
    shift(op, t, x, e->y, d);
    release(m);
    return d;
  }
  int r;
  if (immArith(op, t, e->x, e->y, dst, &r)) return r;

  // Left-deep chains of operators of one type are evaluated without recursion.
  std::vector<syntax::Operation*> chain;
  Expr* x = e;
  for (;;) {
    auto* o = syntax::as<syntax::Operation>(syntax::unparen(x));
    if (!o || o->constVal || !o->y || syntax::isComparison(o->op) || syntax::isShift(o->op) ||
        o->op == Operator::AndAnd || o->op == Operator::OrOr || lt(o) != t)
      break;
    chain.push_back(o);
    x = o->x;
  }
  int d = dst < 0 ? alloc(t) : dst;
  int m = mark();
  // The destination can be a variable that a later operand still reads, so partial results go to a temporary.
  int acc = exprTo(x, t);
  int tmp = chain.size() > 1 ? alloc(t) : d;
  for (size_t i = chain.size(); i-- > 0;) {
    syntax::Operation* o = chain[i];
    int to = i == 0 ? d : tmp;
    int inner = mark();
    int64_t k;
    {
      // constant right operand of an integer chain
      if (t->isInteger() && smallConst(o->y, &k) && (o->op == Operator::Add || o->op == Operator::Sub)) {
        int64_t imm = o->op == Operator::Sub ? -k : k;
        if (fitsI16(imm)) {
          e_.setPos(o->pos);
          e_.emit(VOLE_NARROW(t, AddImm), to, acc, static_cast<int>(imm));
          acc = to;
          release(inner);
          continue;
        }
      }
    }
    if (fusedOperand(o, t, acc, to)) {
      acc = to;
      release(inner);
      continue;
    }
    int y = exprTo(o->y, t);
    arith(o->op, t, acc, y, to, o->pos);
    acc = to;
    release(inner);
  }
  if (acc != d) move(d, acc, t);
  release(m);
  return d;
}

// to = acc op y in one instruction where y is a product or a float64 field in memory.
bool FuncCompiler::fusedOperand(syntax::Operation* o, LType* t, int acc, int to) {
  bool f64 = t->cls == TypeClass::kFloat64, i64 = t->isInteger() && t->size == 8;
  if (!f64 && !i64) return false;
  Expr* y = syntax::unparen(o->y);
  if (y->constVal) return false;
  auto* mul = y->as<syntax::Operation>();
  if (mul && mul->y && mul->op == Operator::Mul && lt(mul) == t &&
      (o->op == Operator::Add || (o->op == Operator::Sub && f64))) {
    int a = exprTo(mul->x, t), b = exprTo(mul->y, t);
    e_.setPos(o->pos);
    e_.emit(i64 ? Op::MulAddI64 : o->op == Operator::Add ? Op::MulAddF64 : Op::MulSubF64, to, a, b, acc);
    return true;
  }
  auto* sel = y->as<syntax::SelectorExpr>();
  if (!f64 || !sel || !sel->selection || sel->selection->kind != types::SelectionKind::FieldVal) return false;
  Op op;
  switch (o->op) {
    case Operator::Add: op = Op::LoadAddF64; break;
    case Operator::Sub: op = Op::LoadSubF64; break;
    case Operator::Mul: op = Op::LoadMulF64; break;
    default: return false;
  }
  Place p = place(sel, false);
  e_.setPos(o->pos);
  if (p.kind == Place::kMem && p.off <= 0xffff) {
    e_.emit(op, to, p.a, static_cast<int>(p.off), acc);
  } else {
    int v = load(p);
    arith(o->op, t, acc, v, to, o->pos);
  }
  return true;
}

int FuncCompiler::unaryExpr(syntax::Operation* e, int dst) {
  LType* t = lt(e);
  switch (e->op) {
    case Operator::And: {  // &x
      Expr* x = syntax::unparen(e->x);
      if (auto* lit = syntax::as<syntax::CompositeLit>(x)) return addressLit(lit, lt(lit), dst);
      int d = dst < 0 ? alloc(t) : dst;
      int m = mark();
      Place p = place(x, false);
      e_.setPos(e->pos);
      addressOf(p, d);
      release(m);
      return d;
    }
    case Operator::Mul: {  // *p
      int d = dst < 0 ? alloc(t) : dst;
      int m = mark();
      int p = expr(e->x);
      e_.setPos(e->pos);
      loadMem(p, 0, t, d);
      release(m);
      return d;
    }
    case Operator::Recv: return recvExpr(e->x, dst);
    default: break;
  }
  int d = dst < 0 ? alloc(t) : dst;
  int m = mark();
  int x = exprTo(e->x, t);
  e_.setPos(e->pos);
  switch (e->op) {
    case Operator::Add: move(d, x, t); break;
    case Operator::Not: e_.emit(Op::NotBool, d, x); break;
    case Operator::Xor:
      e_.emit(Op::Not64, d, x);
      if (t->cls == TypeClass::kUint) extend(d, t);
      break;
    case Operator::Sub:
      switch (t->cls) {
        case TypeClass::kFloat64: e_.emit(Op::NegF64, d, x); break;
        case TypeClass::kFloat32: e_.emit(Op::NegF32, d, x); break;
        case TypeClass::kComplex128: e_.emit(Op::NegC128, d, x); break;
        case TypeClass::kComplex64: e_.emit(Op::NegC64, d, x); break;
        default:
          e_.emit(Op::NegI64, d, x);
          extend(d, t);
      }
      break;
    default: VOLE_UNREACHABLE("unary operator");
  }
  release(m);
  return d;
}

}  // namespace vole::vm
