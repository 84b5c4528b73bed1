// This file checks comparisons and shifts.
#include "frontend/types/checker_impl.h"
#include "frontend/types/operand_stack.h"

namespace vole::types {

using syntax::Operator;

void Checker::comparison(operand* x, operand* y, Operator op, bool switchCase) {
  // A switch compares with ==, and its message speaks of cases.
  if (switchCase) op = Operator::Eql;

  operand* errOp = x;  // the operand to blame
  std::string cause;   // empty: the general one, built below
  bool failed = false;
  auto fail = [&](operand* at, std::string why) {
    errOp = at;
    cause = std::move(why);
    failed = true;
  };

  if (!x->assignableTo(this, y->type, nullptr) && !y->assignableTo(this, x->type, nullptr)) {
    fail(y, sprintf("mismatched types {} and {}", x->type, y->type));
  } else if (op == Operator::Eql || op == Operator::Neq) {
    if (x->isNil() || y->isNil()) {
      Type* t = x->isNil() ? y->type : x->type;
      // A type set without nil among its types makes comparison with nil wrong.
      if (!hasNil(t)) fail(y, "");
    } else if (!comparableType(x->type, true)) {
      fail(x, incomparableCause(x->type));
    } else if (!comparableType(y->type, true)) {
      fail(y, incomparableCause(y->type));
    }
  } else {
    if (!allOrdered(x->type))
      fail(x, "");
    else if (!allOrdered(y->type))
      fail(y, "");
  }

  if (!failed) {
    if (x->mode == constant_ && y->mode == constant_) {
      x->val = constant::makeBool(constant::compare(x->val, constOp(op), y->val));
      // The operands keep their untyped types: they are never materialised.
    } else {
      x->mode = value;
      // Here the operands get their final types: the result does not depend on them.
      updateExprType(x->expr, defaultType(x->type), true);
      updateExprType(y->expr, defaultType(y->type), true);
    }
    x->type = Typ[BasicKind::UntypedBool];
    return;
  }

  if (cause.empty()) {
    if (isTypeParam(x->type) || isTypeParam(y->type)) {
      if (!isTypeParam(x->type)) errOp = y;
      cause = sprintf("type parameter {} is not comparable with {}", errOp->type, op);
    } else {
      cause = sprintf("operator {} not defined on {}", op, kindString(errOp->type));
    }
  }
  if (switchCase)
    errorf(x, "invalid case {} in switch on {} ({})", x->expr, y->expr, cause);
  else
    errorf(errOp, "invalid operation: {} {} {} ({})", x->expr, op, y->expr, cause);
  x->mode = invalid;
}

std::string Checker::incomparableCause(Type* typ) {
  Type* u = under(typ);
  if (u->is<Slice>() || u->is<Signature>() || u->is<Map>())
    return kindString(typ) + " can only be compared to nil";
  std::string cause;
  std::function<void(std::string)> report = [&](std::string s) { cause = std::move(s); };
  comparableType(typ, true, &report);
  return cause;
}

std::string Checker::kindString(Type* typ) {
  switch (under(typ)->kind) {
    case TypeKind::Array: return "array";
    case TypeKind::Slice: return "slice";
    case TypeKind::Struct: return "struct";
    case TypeKind::Pointer: return "pointer";
    case TypeKind::Signature: return "func";
    case TypeKind::Interface:
      if (isTypeParam(typ)) return "type parameter " + str(typ);
      return "interface";
    case TypeKind::Map: return "map";
    case TypeKind::Chan: return "chan";
    default: return str(typ);
  }
}

void Checker::shift(operand* x, operand* y, syntax::Expr* e, Operator op) {
  // The left operand: an integer, or an untyped constant that is one.
  const ConstVal* xval = nullptr;
  if (x->mode == constant_) xval = constant::toInt(x->val);
  bool untypedInt = isUntyped(x->type) && xval && xval->kind() == ConstKind::Int;
  if (!allInteger(x->type) && !untypedInt) {
    errorf(x, "invalid operation: shifted operand {} must be integer", x);
    x->mode = invalid;
    return;
  }

  // The count.
  if (y->mode == constant_) {
    const ConstVal* yval = constant::toInt(y->val);
    if (yval->kind() == ConstKind::Int && constant::sign(yval) < 0) {
      errorf(y, "invalid operation: negative shift count {}", y);
      x->mode = invalid;
      return;
    }
    if (isUntyped(y->type)) {
      // Only its value matters: it keeps its untyped type here.
      representable(y, Typ[BasicKind::Uint]->to<Basic>());
      if (y->mode == invalid) {
        x->mode = invalid;
        return;
      }
    } else if (!allInteger(y->type)) {
      errorf(y, "invalid operation: shift count {} must be integer", y);
      x->mode = invalid;
      return;
    }
  } else if (allInteger(y->type)) {
    if (!allUnsigned(y->type) && !allowVersion(pkg, 13)) {
      errorf(y, "invalid operation: signed shift count {} requires go1.13 or later", y);
      x->mode = invalid;
      return;
    }
    if (isUntyped(y->type)) convertUntyped(y, Typ[BasicKind::Uint]);
  } else if (isUntyped(y->type)) {
    convertUntyped(y, Typ[BasicKind::Uint]);
    if (y->mode == invalid) {
      x->mode = invalid;
      return;
    }
  } else {
    errorf(y, "invalid operation: shift count {} must be integer", y);
    x->mode = invalid;
    return;
  }

  if (x->mode == constant_) {
    if (y->mode == constant_) {
      if (x->val->isUnknown() || y->val->isUnknown()) {
        x->val = constant::unknown();
        if (!isInteger(x->type)) x->type = Typ[BasicKind::UntypedInt];
        return;
      }
      // Enough to write the smallest float64 as a fraction; more would only eat memory.
      constexpr uint64_t kShiftBound = 1023 - 1 + 52;
      uint64_t s;
      if (!constant::uint64Val(constant::toInt(y->val), &s) || s > kShiftBound) {
        errorf(y, "invalid operation: invalid shift count {}", y);
        x->mode = invalid;
        return;
      }
      // An untyped constant becomes an integer even if it was written 1.0.
      if (!isInteger(x->type)) x->type = Typ[BasicKind::UntypedInt];
      x->val = constant::shift(xval, constOp(op), static_cast<unsigned>(s));
      x->expr = e;
      overflow(x, e && e->is<syntax::Operation>() ? e->pos : At(x).pos);
      return;
    }
    // A non-constant shift of an untyped constant takes the type the context gives to the whole.
    if (isUntyped(x->type)) {
      if (x->expr->bits & kBitUntyped) x->expr->bits |= kBitIsLhs;
      x->mode = value;
      return;
    }
  }
  if (!allInteger(x->type)) {
    errorf(x, "invalid operation: shifted operand {} must be integer", x);
    x->mode = invalid;
    return;
  }
  x->mode = value;
}

}  // namespace vole::types
