// This file checks constant values against types: representability, rounding, overflow.
#include <cmath>

#include "frontend/types/checker_impl.h"
#include "frontend/types/operand_stack.h"

namespace vole::types {

using syntax::Operator;

constant::Op constOp(Operator op) {
  using constant::Op;
  switch (op) {
    case Operator::Not: return Op::Not;
    case Operator::OrOr: return Op::LOr;
    case Operator::AndAnd: return Op::LAnd;
    case Operator::Eql: return Op::Eql;
    case Operator::Neq: return Op::Neq;
    case Operator::Lss: return Op::Lss;
    case Operator::Leq: return Op::Leq;
    case Operator::Gtr: return Op::Gtr;
    case Operator::Geq: return Op::Geq;
    case Operator::Add: return Op::Add;
    case Operator::Sub: return Op::Sub;
    case Operator::Or: return Op::Or;
    case Operator::Xor: return Op::Xor;
    case Operator::Mul: return Op::Mul;
    case Operator::Div: return Op::Quo;
    case Operator::Rem: return Op::Rem;
    case Operator::And: return Op::And;
    case Operator::AndNot: return Op::AndNot;
    case Operator::Shl: return Op::Shl;
    case Operator::Shr: return Op::Shr;
    default: VOLE_UNREACHABLE("operator without constant operation");
  }
}

namespace {

// "addition", for "constant addition overflow"; empty for operations that cannot overflow.
std::string_view opName(syntax::Expr* x) {
  auto* e = syntax::as<syntax::Operation>(x);
  if (!e) return "";
  if (!e->y) return e->op == Operator::Xor ? "bitwise complement" : "";
  switch (e->op) {
    case Operator::Add: return "addition";
    case Operator::Sub: return "subtraction";
    case Operator::Xor: return "bitwise XOR";
    case Operator::Mul: return "multiplication";
    case Operator::Shl: return "shift";
    default: return "";
  }
}

// x rounded to float32 or float64; null if it overflows.
const ConstVal* roundFloat(const ConstVal* x, bool is32) {
  double d = is32 ? static_cast<double>(constant::float32Val(x)) : constant::float64Val(x);
  return std::isinf(d) ? nullptr : constant::makeFloat64(d);
}

bool fitsInteger(const ConstVal* x, BasicKind kind) {
  auto within = [&](int bits, bool isSigned) {
    int64_t v;
    if (constant::int64Val(x, &v)) {
      if (isSigned) return bits == 64 || (-(int64_t{1} << (bits - 1)) <= v && v < int64_t{1} << (bits - 1));
      return v >= 0 && (bits == 64 || v < int64_t{1} << bits);
    }
    return !isSigned && bits == 64 && constant::sign(x) >= 0 && constant::bitLen(x) <= 64;
  };
  switch (kind) {
    case BasicKind::Int:
    case BasicKind::Int64: return within(64, true);
    case BasicKind::Int8: return within(8, true);
    case BasicKind::Int16: return within(16, true);
    case BasicKind::Int32: return within(32, true);
    case BasicKind::Uint:
    case BasicKind::Uintptr:
    case BasicKind::Uint64: return within(64, false);
    case BasicKind::Uint8: return within(8, false);
    case BasicKind::Uint16: return within(16, false);
    case BasicKind::Uint32: return within(32, false);
    default: return true;  // untyped int and rune
  }
}

}  // namespace

void Checker::overflow(operand* x, Pos opPos) {
  if (x->val->isUnknown()) {
    error(opPos, "constant result is not representable");
    return;
  }
  if (isTyped(x->type)) {
    if (auto* b = asUnder<Basic>(x->type)) representable(x, b);
    return;
  }
  // Untyped integers grow up to the precision of the compiler.
  constexpr int kPrec = 512;
  if (x->val->rep == ConstRep::BigInt && constant::bitLen(x->val) > kPrec) {
    errorf(opPos, "constant {} overflow", opName(x->expr));
    x->val = constant::unknown();
  }
}

bool Checker::representableConst(const ConstVal* v, Basic* t, const ConstVal** rounded) {
  if (v->isUnknown()) return true;  // avoid follow-up errors
  if (t->info_ & IsInteger) {
    const ConstVal* i = constant::toInt(v);
    if (i->kind() != ConstKind::Int) return false;
    if (rounded) *rounded = i;
    if (t->basic == BasicKind::UntypedRune) {
      int64_t w;
      return constant::int64Val(i, &w);
    }
    return fitsInteger(i, t->basic);
  }
  if (t->info_ & IsFloat) {
    const ConstVal* f = constant::toFloat(v);
    if (f->kind() != ConstKind::Float) return false;
    if (t->basic == BasicKind::UntypedFloat) return true;
    const ConstVal* r = roundFloat(f, t->basic == BasicKind::Float32);
    if (r && rounded) *rounded = r;
    return r != nullptr;
  }
  if (t->info_ & IsComplex) {
    const ConstVal* c = constant::toComplex(v);
    if (c->kind() != ConstKind::Complex) return false;
    if (t->basic == BasicKind::UntypedComplex) return true;
    bool is32 = t->basic == BasicKind::Complex64;
    const ConstVal* re = roundFloat(constant::real(c), is32);
    const ConstVal* im = roundFloat(constant::imag(c), is32);
    if (re && im && rounded) *rounded = constant::makeComplex(re, im);
    return re && im;
  }
  if (t->info_ & IsString) return v->kind() == ConstKind::String;
  if (t->info_ & IsBoolean) return v->kind() == ConstKind::Bool;
  return false;
}

void Checker::representable(operand* x, Basic* t) {
  ErrCode code;
  const ConstVal* v = representation(x, t, &code);
  if (code != ErrCode::None) {
    invalidConversion(code, x, t);
    x->mode = invalid;
    return;
  }
  x->val = v;
}

const ConstVal* Checker::representation(operand* x, Basic* t, ErrCode* code) {
  const ConstVal* v = x->val;
  *code = ErrCode::None;
  if (representableConst(x->val, t, &v)) return v;
  if (isNumeric(x->type) && isNumeric(t))
    *code = !isInteger(x->type) && isInteger(t) ? ErrCode::TruncatedFloat : ErrCode::NumericOverflow;
  else
    *code = ErrCode::InvalidConstVal;
  return nullptr;
}

void Checker::invalidConversion(ErrCode code, operand* x, Type* target) {
  std::string_view msg = "cannot convert {} to {}";
  if (code == ErrCode::TruncatedFloat) msg = "{} truncated to {}";
  if (code == ErrCode::NumericOverflow) msg = "{} overflows {}";
  errorf(x, msg, x, target);
}

}  // namespace vole::types
