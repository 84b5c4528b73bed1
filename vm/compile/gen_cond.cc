// This file compiles comparisons and conditions: a comparison that decides a jump becomes one instruction.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"

namespace vole::vm {
namespace {

Operator negated(Operator op) {
  switch (op) {
    case Operator::Eql: return Operator::Neq;
    case Operator::Neq: return Operator::Eql;
    case Operator::Lss: return Operator::Geq;
    case Operator::Leq: return Operator::Gtr;
    case Operator::Gtr: return Operator::Leq;
    default: return Operator::Lss;
  }
}
Operator mirrored(Operator op) {
  switch (op) {
    case Operator::Lss: return Operator::Gtr;
    case Operator::Leq: return Operator::Geq;
    case Operator::Gtr: return Operator::Lss;
    case Operator::Geq: return Operator::Leq;
    default: return op;
  }
}
Op pick(bool loop, Op jump, Op back) { return loop ? back : jump; }

bool oneWord(const LType* t) {
  return t->cls == TypeClass::kBool || t->isInteger() || t->cls == TypeClass::kPointer;
}

}  // namespace

// dst = x op y for two values of type t that x and y point at: as two interfaces that hold them.
int FuncCompiler::compareInMemory(Operator op, LType* t, int x, int y, int dst) {
  LType* any = lt(types::universeAny);
  int m = mark();
  int v[2] = {x, y};
  for (int& i : v) {
    int pair = alloc(any);
    constPtr(interfaceWord(any, t), pair);
    e_.emit(Op::Mov, pair + 1, i);
    i = pair;
  }
  compare(op, any, v[0], v[1], dst);
  release(m);
  return dst;
}

// dst = x op y for two values of type t.
int FuncCompiler::compare(Operator op, LType* t, int x, int y, int dst) {
  if (op == Operator::Gtr || op == Operator::Geq) {
    std::swap(x, y);
    op = mirrored(op);
  }
  bool eq = op == Operator::Eql, ne = op == Operator::Neq, lt = op == Operator::Lss;
  bool invert = false;
  switch (t->cls) {
    case TypeClass::kBool:
    case TypeClass::kInt:
    case TypeClass::kPointer:
      e_.emit(eq ? Op::EqI64 : ne ? Op::NeI64 : lt ? Op::LtI64 : Op::LeI64, dst, x, y);
      break;
    case TypeClass::kUint:
      e_.emit(eq ? Op::EqI64 : ne ? Op::NeI64 : lt ? Op::LtU64 : Op::LeU64, dst, x, y);
      break;
    case TypeClass::kFloat64:
      e_.emit(eq ? Op::EqF64 : ne ? Op::NeF64 : lt ? Op::LtF64 : Op::LeF64, dst, x, y);
      break;
    case TypeClass::kFloat32:
      e_.emit(eq ? Op::EqF32 : ne ? Op::NeF32 : lt ? Op::LtF32 : Op::LeF32, dst, x, y);
      break;
    case TypeClass::kComplex128:
      e_.emit(Op::EqC128, dst, x, y);
      invert = ne;
      break;
    case TypeClass::kComplex64:
      e_.emit(Op::EqC64, dst, x, y);
      invert = ne;
      break;
    case TypeClass::kString:
      e_.emit(eq || ne ? Op::EqStr : lt ? Op::LtStr : Op::LeStr, dst, x, y);
      invert = ne;
      break;
    case TypeClass::kIface:
      e_.emit(Op::EqIface, dst, x, y);
      invert = ne;
      break;
    case TypeClass::kEface:
      e_.emit(Op::EqEface, dst, x, y);
      invert = ne;
      break;
    default:  // structs and arrays
      if (t->indirect()) return compareInMemory(op, t, x, y, dst);
      e_.emitX(Op::EqVal, dst, x, y, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
      invert = ne;
  }
  if (invert) e_.emit(Op::NotBool, dst, dst);
  return dst;
}

// Comparison with nil, mixed interface and concrete operands, and the plain case.
int FuncCompiler::compareExpr(syntax::Operation* e, int dst) {
  LType* bt = lt(e);
  int d = dst < 0 ? alloc(bt->nslots ? bt : lt(e)) : dst;
  int m = mark();
  Expr *x = e->x, *y = e->y;
  if (isNil(x)) std::swap(x, y);
  if (isNil(y)) {
    // slice, map, func, pointer, channel, interface: the first word tells
    int v = expr(x);
    e_.setPos(e->pos);
    e_.emit(e->op == Operator::Eql ? Op::EqImm : Op::NeImm, d, v, 0);
    release(m);
    return d;
  }
  x = e->x;
  y = e->y;
  LType *xt = lt(x), *yt = lt(y);
  LType* t = xt;
  if (xt->isInterface() != yt->isInterface()) t = xt->isInterface() ? xt : yt;
  else if (xt->isInterface() && xt != yt) {
    // two interface types: compare as the one that both convert to; the empty interface always serves
    t = lt(types::universeAny);
  } else if (isConst(x) && !isConst(y)) {
    t = yt;
  }
  int64_t k;
  if (t->isInteger() && (e->op == Operator::Eql || e->op == Operator::Neq) && smallConst(y, &k) && k >= -32768 &&
      k <= 32767) {
    int v = exprTo(x, t);
    e_.setPos(e->pos);
    e_.emit(e->op == Operator::Eql ? Op::EqImm : Op::NeImm, d, v, static_cast<int>(k));
    release(m);
    return d;
  }
  if (t->isAggregate() && tooLarge(t) && hasAddress(x) && hasAddress(y)) {
    int a = allocPtr(), b = allocPtr();
    addressOfLarge(x, a);
    addressOfLarge(y, b);
    e_.setPos(e->pos);
    compareInMemory(e->op, t, a, b, d);
    release(m);
    return d;
  }
  int a = exprTo(x, t);
  int b = exprTo(y, t);
  e_.setPos(e->pos);
  // Structs that do not lie in the frame in one piece never occur here: values are always in slots.
  compare(e->op, t, a, b, d);
  release(m);
  return d;
}

// Emits a jump to target taken when the comparison equals `sense`. False: no fused form exists.
bool FuncCompiler::condCompare(syntax::Operation* e, bool sense, Label target, bool loop) {
  Operator op = e->op;
  Expr *x = e->x, *y = e->y;
  int m = mark();
  if (isNil(x) || isNil(y)) {
    if (isNil(x)) std::swap(x, y);
    if (isNil(x)) return false;
    int v = expr(x);
    e_.setPos(e->pos);
    bool eq = (op == Operator::Eql) == sense;
    uint32_t at = e_.here();
    e_.jump(eq ? pick(loop, Op::JEqImm, Op::LEqImm) : pick(loop, Op::JNeImm, Op::LNeImm), v, 0, target);
    release(m);
    if (loop) safepoint(at);
    return true;
  }
  LType *xt = lt(x), *yt = lt(y);
  LType* t = isConst(x) && !isConst(y) ? yt : xt;
  if (xt->isInterface() || yt->isInterface()) return false;
  if (t->cls == TypeClass::kString) {
    if ((op != Operator::Eql && op != Operator::Neq) || loop) return false;
    int a = exprTo(x, t);
    int b = exprTo(y, t);
    e_.setPos(e->pos);
    e_.jump((op == Operator::Eql) == sense ? Op::JEqStr : Op::JNeStr, a, b, target);
    release(m);
    return true;
  }
  bool f64 = t->cls == TypeClass::kFloat64;
  if (!oneWord(t) && !f64) return false;

  int64_t k;
  if (oneWord(t) && t->cls != TypeClass::kPointer) {
    if (smallConst(x, &k) && !isConst(y)) {
      std::swap(x, y);
      op = mirrored(op);
    }
    bool sgn = t->cls != TypeClass::kUint;
    if (smallConst(y, &k) && k >= -32768 && k <= 32767 &&
        (sgn || op == Operator::Eql || op == Operator::Neq || t->size < 8)) {
      // unsigned values below 64 bits are non-negative as signed ones
      int v = exprTo(x, t);
      if (!sense) op = negated(op);
      Op o;
      switch (op) {
        case Operator::Eql: o = pick(loop, Op::JEqImm, Op::LEqImm); break;
        case Operator::Neq: o = pick(loop, Op::JNeImm, Op::LNeImm); break;
        case Operator::Lss: o = pick(loop, Op::JLtImm, Op::LLtImm); break;
        case Operator::Leq: o = pick(loop, Op::JLeImm, Op::LLeImm); break;
        case Operator::Gtr: o = pick(loop, Op::JGtImm, Op::LGtImm); break;
        default: o = pick(loop, Op::JGeImm, Op::LGeImm); break;
      }
      e_.setPos(e->pos);
      uint32_t at = e_.here();
      e_.jump(o, v, static_cast<int>(k), target);
      release(m);
      if (loop) safepoint(at);
      return true;
    }
  }
  int a = exprTo(x, t);
  int b = exprTo(y, t);
  e_.setPos(e->pos);
  Op o;
  if (f64) {
    if (op == Operator::Gtr || op == Operator::Geq) {
      std::swap(a, b);
      op = mirrored(op);
    }
    // A comparison with NaN is false, so !(a < b) is not a >= b.
    switch (op) {
      case Operator::Eql: o = sense ? pick(loop, Op::JEqF64, Op::LEqF64) : pick(loop, Op::JNeF64, Op::LNeF64); break;
      case Operator::Neq: o = sense ? pick(loop, Op::JNeF64, Op::LNeF64) : pick(loop, Op::JEqF64, Op::LEqF64); break;
      case Operator::Lss: o = sense ? pick(loop, Op::JLtF64, Op::LLtF64) : pick(loop, Op::JNltF64, Op::LNltF64); break;
      default: o = sense ? pick(loop, Op::JLeF64, Op::LLeF64) : pick(loop, Op::JNleF64, Op::LNleF64); break;
    }
  } else {
    if (!sense) op = negated(op);
    if (op == Operator::Gtr || op == Operator::Geq) {
      std::swap(a, b);
      op = mirrored(op);
    }
    bool u = t->cls == TypeClass::kUint && t->size == 8;
    switch (op) {
      case Operator::Eql: o = pick(loop, Op::JEqI64, Op::LEqI64); break;
      case Operator::Neq: o = pick(loop, Op::JNeI64, Op::LNeI64); break;
      case Operator::Lss: o = u ? pick(loop, Op::JLtU64, Op::LLtU64) : pick(loop, Op::JLtI64, Op::LLtI64); break;
      default: o = u ? pick(loop, Op::JLeU64, Op::LLeU64) : pick(loop, Op::JLeI64, Op::LLeI64); break;
    }
  }
  uint32_t at = e_.here();
  e_.jump(o, a, b, target);
  release(m);
  if (loop) safepoint(at);
  return true;
}

// Jumps to onTrue or onFalse; the one named by fallTrue follows directly and needs no jump.
void FuncCompiler::cond(Expr* e, Label onTrue, Label onFalse, bool fallTrue) {
  if (++depth_ > 5000) {
    fail(e->pos, "expression is nested too deeply");
    depth_--;
    return;
  }
  struct Depth {
    int& d;
    ~Depth() { d--; }
  } guard{depth_};
  e = syntax::unparen(e);
  if (e->constVal) {
    bool v = constant::boolVal(e->constVal);
    if (v != fallTrue) e_.jump(Op::Jump, 0, 0, v ? onTrue : onFalse);
    return;
  }
  if (auto* o = e->as<syntax::Operation>()) {
    if (!o->y && o->op == Operator::Not) return cond(o->x, onFalse, onTrue, !fallTrue);
    if (o->op == Operator::AndAnd) {
      Label mid = e_.newLabel();
      cond(o->x, mid, onFalse, true);
      e_.bind(mid);
      return cond(o->y, onTrue, onFalse, fallTrue);
    }
    if (o->op == Operator::OrOr) {
      Label mid = e_.newLabel();
      cond(o->x, onTrue, mid, false);
      e_.bind(mid);
      return cond(o->y, onTrue, onFalse, fallTrue);
    }
    if (o->y && syntax::isComparison(o->op) && condCompare(o, !fallTrue, fallTrue ? onFalse : onTrue, false)) return;
  }
  int m = mark();
  int v = expr(e);
  e_.jump(fallTrue ? Op::JFalse : Op::JTrue, v, 0, fallTrue ? onFalse : onTrue);
  release(m);
}

// At the end of a loop: back to body when e holds, else on to end (which follows).
void FuncCompiler::condLoop(Expr* e, Label body, Label end) {
  e = syntax::unparen(e);
  if (e->constVal) {
    if (constant::boolVal(e->constVal)) jumpBack(body);
    return;
  }
  if (auto* o = e->as<syntax::Operation>()) {
    if (o->op == Operator::AndAnd) {
      Label mid = e_.newLabel();
      cond(o->x, mid, end, true);
      e_.bind(mid);
      return condLoop(o->y, body, end);
    }
    if (o->y && syntax::isComparison(o->op) && condCompare(o, true, body, true)) return;
    if (!o->y && o->op == Operator::Not) {
      int m = mark();
      int v = expr(o->x);
      uint32_t at = e_.here();
      e_.jump(Op::LFalse, v, 0, body);
      release(m);
      safepoint(at);
      return;
    }
  }
  int m = mark();
  int v = expr(e);
  uint32_t at = e_.here();
  e_.jump(Op::LTrue, v, 0, body);
  release(m);
  safepoint(at);
}

}  // namespace vole::vm
