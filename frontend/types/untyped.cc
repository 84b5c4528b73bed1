// This file converts untyped operands and carries the final type down into the expression tree.
//
// An untyped expression is marked in its node (kBitUntyped) until its type is known; the mode, the
// untyped type and the value stand in the node as well.
#include "frontend/types/checker_impl.h"
#include "frontend/types/operand_stack.h"

namespace vole::types {

using syntax::NodeKind;
using syntax::Operator;

void Checker::updateExprType(syntax::Expr* x0, Type* typ, bool final_) {
  if (!(x0->bits & kBitUntyped)) return;
  // The path down through left operands; long chains of operators lie on it. The right operands
  // are visited by recursion when the path is walked back.
  struct Step {
    syntax::Expr *parent, *x, *right;
  };
  std::vector<Step> path;
  for (syntax::Expr *parent = nullptr, *x = x0; x && (x->bits & kBitUntyped);) {
    syntax::Expr *down = nullptr, *right = nullptr;
    if (auto* p = x->as<syntax::ParenExpr>()) {
      down = p->x;
    } else if (auto* op = x->as<syntax::Operation>()) {
      if (!op->y) {
        // A constant's operands keep their untyped types: only the root is converted.
        if (op->op != Operator::Mul && !x->constVal) down = op->x;
      } else if (!x->constVal && !isComparison(op->op)) {
        down = op->x;
        if (!isShift(op->op)) right = op->y;
      }
    }
    path.push_back({parent, x, right});
    parent = x;
    x = down;
  }
  for (size_t i = path.size(); i-- > 0;) {
    Step s = path[i];
    syntax::Expr* x = s.x;
    if (s.right) updateExprType(s.right, typ, final_);
    if (!(x->bits & kBitUntyped)) continue;
    if (!final_ && isUntyped(typ)) {
      x->type = under(typ);
      continue;
    }
    bool isLhs = (x->bits & kBitIsLhs) != 0;
    x->bits &= static_cast<uint8_t>(~(kBitUntyped | kBitIsLhs));
    auto mode = static_cast<OperandMode>(x->mode);
    if (isLhs && !allInteger(typ)) {
      // The left operand of a non-constant shift takes the type the whole shift gets.
      errorf(x, "invalid operation: {} (shift of type {})", s.parent ? s.parent : x, typ);
      continue;
    }
    if (x->constVal) {
      operand c;
      c.mode = mode;
      c.expr = x;
      c.type = x->type;
      c.val = x->constVal;
      convertUntyped(&c, typ);
      if (c.mode == invalid) continue;
    }
    recordTypeAndValue(x, mode, typ, x->constVal);
  }
}

void Checker::updateExprVal(syntax::Expr* x, const ConstVal* val) {
  if (x->bits & kBitUntyped) x->constVal = val;
}

void Checker::convertUntyped(operand* x, Type* target) {
  if (x->mode == invalid || isTyped(x->type) || !isValid(target)) return;
  const ConstVal* val = nullptr;
  ErrCode code;
  Type* newType = implicitTypeAndValue(x, target, &val, &code);
  if (code != ErrCode::None) {
    invalidConversion(code, x, isTypeParam(target) ? target : under(target));
    x->mode = invalid;
    return;
  }
  if (val) {
    x->val = val;
    updateExprVal(x->expr, val);
  }
  if (newType != x->type) {
    x->type = newType;
    updateExprType(x->expr, newType, false);
  }
}

Type* Checker::implicitTypeAndValue(operand* x, Type* target, const ConstVal** val, ErrCode* code) {
  *val = nullptr;
  *code = ErrCode::None;
  if (x->mode == invalid || isTyped(x->type) || !isValid(target)) return x->type;
  auto fail = [&](ErrCode c) {
    *code = c;
    return nullptr;
  };
  auto xkind = x->type->to<Basic>()->basic;

  if (isUntyped(target)) {
    // Both untyped: the larger kind of numbers wins.
    auto tkind = target->to<Basic>()->basic;
    if (isNumeric(x->type) && isNumeric(target)) return xkind < tkind ? target : x->type;
    if (xkind != tkind) return fail(ErrCode::InvalidUntypedConversion);
    return x->type;
  }
  if (x->isNil()) {
    if (hasNil(target)) return target;
    return fail(ErrCode::InvalidUntypedConversion);
  }

  Type* u = under(target);
  if (auto* b = as<Basic>(u)) {
    if (x->mode == constant_) {
      const ConstVal* v = representation(x, b, code);
      if (*code != ErrCode::None) return nullptr;
      *val = v;
      return target;
    }
    // Values without constant value: comparisons, shifts, non-constant lengths.
    bool ok = false;
    switch (xkind) {
      case BasicKind::UntypedBool: ok = isBoolean(target); break;
      case BasicKind::UntypedInt:
      case BasicKind::UntypedRune:
      case BasicKind::UntypedFloat:
      case BasicKind::UntypedComplex: ok = isNumeric(target); break;
      case BasicKind::UntypedString: ok = isString(target); break;
      default: break;
    }
    return ok ? target : fail(ErrCode::InvalidUntypedConversion);
  }
  if (auto* iface = as<Interface>(u)) {
    if (auto* tp = as<TypeParam>(target)) {
      bool ok = underIs(tp, [&](Type* t) {
        const ConstVal* v;
        ErrCode c;
        return t && implicitTypeAndValue(x, t, &v, &c) != nullptr;
      });
      return ok ? target : fail(ErrCode::InvalidUntypedConversion);
    }
    // An untyped value has no methods: it goes into empty interfaces only, with its default type.
    if (!iface->isEmpty()) return fail(ErrCode::InvalidUntypedConversion);
    return defaultType(x->type);
  }
  return fail(ErrCode::InvalidUntypedConversion);
}

void Checker::matchTypes(operand* x, operand* y) {
  if (isTyped(x->type) && isTyped(y->type)) return;
  // Mismatches of these kinds are reported better by the operation itself.
  auto canMix = [&] {
    if (isNonTypeParamInterface(x->type) || isNonTypeParamInterface(y->type)) return true;
    if (allBoolean(x->type) != allBoolean(y->type)) return false;
    if (allString(x->type) != allString(y->type)) return false;
    if (x->isNil() && !hasNil(y->type)) return false;
    if (y->isNil() && !hasNil(x->type)) return false;
    return true;
  };
  if (!canMix()) return;
  convertUntyped(x, y->type);
  if (x->mode == invalid) return;
  convertUntyped(y, x->type);
  if (y->mode == invalid) x->mode = invalid;
}

}  // namespace vole::types
