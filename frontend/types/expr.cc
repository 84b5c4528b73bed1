// This file checks expressions: the dispatch over their kinds, unary and binary operations, type
// assertions, and what kind of operand a context admits.
//
// Every expression goes through rawExpr, which records the type, mode and value in the node. Types of
// untyped expressions are final only when their context is known (untyped.cc).
#include "frontend/types/checker_impl.h"
#include "frontend/types/operand_stack.h"

namespace vole::types {

using syntax::NodeKind;
using syntax::Operator;

namespace {

// Error positions of constant operations: the operator, so that a chain shows which one it was.
Pos opPos(syntax::Expr* x) {
  if (!x) return Pos();
  return x->is<syntax::Operation>() ? x->pos : syntax::startPos(x);
}

bool isBinary(const syntax::Expr* e) {
  return e->kind == NodeKind::Operation && static_cast<const syntax::Operation*>(e)->y != nullptr;
}

}  // namespace

bool Checker::unaryOp(operand* x, Operator op) {
  bool ok;
  switch (op) {
    case Operator::Add:
    case Operator::Sub: ok = allNumeric(x->type); break;
    case Operator::Xor: ok = allInteger(x->type); break;
    case Operator::Not: ok = allBoolean(x->type); break;
    default: errorf(x, "invalid AST: unknown operator {}", op); return false;
  }
  if (!ok) errorf(x, "invalid operation: operator {} not defined on {}", op, x);
  return ok;
}

bool Checker::binaryOp(operand* x, Operator op) {
  bool ok;
  switch (op) {
    case Operator::Add: ok = allNumericOrString(x->type); break;
    case Operator::Sub:
    case Operator::Mul:
    case Operator::Div: ok = allNumeric(x->type); break;
    case Operator::Rem:
    case Operator::And:
    case Operator::Or:
    case Operator::Xor:
    case Operator::AndNot: ok = allInteger(x->type); break;
    case Operator::AndAnd:
    case Operator::OrOr: ok = allBoolean(x->type); break;
    default: errorf(x, "invalid AST: unknown operator {}", op); return false;
  }
  if (!ok) errorf(x, "invalid operation: operator {} not defined on {}", op, x);
  return ok;
}

void Checker::unary(operand* x, syntax::Operation* e) {
  expr(x, e->x);
  if (x->mode == invalid) return;
  switch (e->op) {
    case Operator::And:
      // Composite literals may be parenthesised.
      if (!syntax::is<syntax::CompositeLit>(syntax::unparen(e->x)) && x->mode != variable) {
        errorf(x, "invalid operation: cannot take address of {}", x);
        x->mode = invalid;
        return;
      }
      x->mode = value;
      x->type = newPointer(x->type);
      return;

    case Operator::Recv: {
      Type* u = coreType(x->type);
      auto* ch = as<Chan>(u);
      if (!u)
        errorf(x, "invalid operation: cannot receive from {}: no core type", x);
      else if (!ch)
        errorf(x, "invalid operation: cannot receive from non-channel {}", x);
      else if (ch->dir == ChanDir::SendOnly)
        errorf(x, "invalid operation: cannot receive from send-only channel {}", x);
      else {
        x->mode = commaok;
        x->type = ch->elem;
        env.hasCallOrRecv = true;
        return;
      }
      x->mode = invalid;
      return;
    }

    case Operator::Tilde:
      error(e, "cannot use ~ outside of interface or type constraint");
      x->mode = invalid;
      return;

    default: break;
  }
  if (!unaryOp(x, e->op)) {
    x->mode = invalid;
    return;
  }
  if (x->mode == constant_) {
    if (x->val->isUnknown()) return;
    unsigned prec = isUnsigned(x->type) ? static_cast<unsigned>(sizeOf(x->type) * 8) : 0;
    constant::Op op = e->op == Operator::Add   ? constant::Op::Add
                      : e->op == Operator::Sub ? constant::Op::Sub
                      : e->op == Operator::Xor ? constant::Op::Xor
                                               : constant::Op::Not;
    x->val = constant::unaryOp(op, x->val, prec);
    x->expr = e;
    overflow(x, opPos(e));
    return;
  }
  x->mode = value;
}

// The operation x op y, both operands checked. e is null for op= assignments.
void Checker::binaryOperands(operand* x, operand* y, syntax::Expr* e, syntax::Expr* lhs,
                             syntax::Expr* rhs, Operator op) {
  if (x->mode == invalid) return;
  if (y->mode == invalid) {
    x->mode = invalid;
    x->expr = y->expr;
    return;
  }
  if (syntax::isShift(op)) {
    shift(x, y, e, op);
    return;
  }
  matchTypes(x, y);
  if (x->mode == invalid) return;
  if (syntax::isComparison(op)) {
    comparison(x, y, op);
    return;
  }
  if (!identical(x->type, y->type)) {
    // An invalid type was reported already.
    if (isValid(x->type) && isValid(y->type)) {
      if (e)
        errorf(x, "invalid operation: {} (mismatched types {} and {})", e, x->type, y->type);
      else
        errorf(x, "invalid operation: {} {}= {} (mismatched types {} and {})", lhs, op, rhs, x->type, y->type);
    }
    x->mode = invalid;
    return;
  }
  if (!binaryOp(x, op)) {
    x->mode = invalid;
    return;
  }
  if (op == Operator::Div || op == Operator::Rem) {
    bool zero = false;
    if (y->mode == constant_ && (x->mode == constant_ || allInteger(x->type)))
      zero = constant::sign(y->val) == 0;
    // A complex divisor whose squares vanish (they may underflow) is zero as well.
    if (!zero && x->mode == constant_ && y->mode == constant_ && isComplex(x->type)) {
      const ConstVal *re = constant::real(y->val), *im = constant::imag(y->val);
      zero = constant::sign(constant::binaryOp(re, constant::Op::Mul, re)) == 0 &&
             constant::sign(constant::binaryOp(im, constant::Op::Mul, im)) == 0;
    }
    if (zero) {
      error(y, "invalid operation: division by zero");
      x->mode = invalid;
      return;
    }
  }
  if (x->mode == constant_ && y->mode == constant_) {
    if (x->val->isUnknown() || y->val->isUnknown()) {
      x->val = constant::unknown();
      return;
    }
    constant::Op cop = constOp(op);
    if (op == Operator::Div && isInteger(x->type)) cop = constant::Op::IntQuo;
    x->val = constant::binaryOp(x->val, cop, y->val);
    x->expr = e;
    overflow(x, opPos(e));
    return;
  }
  x->mode = value;
}

void Checker::binary(operand* x, syntax::Expr* e, syntax::Expr* lhs, syntax::Expr* rhs, Operator op) {
  operand y;
  if (!isBinary(lhs)) {
    expr(x, lhs);
    expr(&y, rhs);
    binaryOperands(x, &y, e, lhs, rhs, op);
    return;
  }
  // A chain a + b + c + ... leans to the left: walk down its spine, then evaluate upwards, as the
  // recursion over expr would, but at any length.
  std::vector<syntax::Operation*> spine;
  syntax::Expr* leaf = lhs;
  for (; isBinary(leaf); leaf = leaf->to<syntax::Operation>()->x) spine.push_back(leaf->to<syntax::Operation>());
  expr(x, leaf);
  while (!spine.empty()) {
    syntax::Operation* op1 = spine.back();
    spine.pop_back();
    operand y1;
    expr(&y1, op1->y);
    binaryOperands(x, &y1, op1, op1->x, op1->y, op1->op);
    x->expr = op1;
    record(x);
  }
  expr(&y, rhs);
  binaryOperands(x, &y, e, lhs, rhs, op);
}

ExprKind Checker::rawExpr(operand* x, syntax::Expr* e, Type* hint, bool allowGeneric) {
  ExprKind kind = exprInternal(x, e, hint);
  if (!allowGeneric) nonGeneric(x);
  record(x);
  return kind;
}

void Checker::nonGeneric(operand* x) {
  if (x->mode == invalid || x->mode == novalue || !x->type) return;
  std::string_view what;
  if (x->type->kind == TypeKind::Named) {
    if (isGeneric(x->type)) what = "type";
  } else if (x->type->kind == TypeKind::Signature) {
    if (!static_cast<Signature*>(x->type)->tparams.empty()) what = "function";
  }
  if (what.empty()) return;
  errorf(x->expr, "cannot use generic {} {} without instantiation", what, x->expr);
  x->mode = invalid;
  x->type = invalidType();
}

void Checker::basicLit(operand* x, syntax::BasicLit* e) {
  if (e->bad) return;  // reported by the lexer
  if (e->litKind != syntax::LitKind::Rune && e->litKind != syntax::LitKind::String) {
    langCompat(e);
    // Long numbers are slow to convert, and no program needs them.
    constexpr size_t kLimit = 10000;
    if (e->value.size() > kLimit) {
      errorf(e, "excessively long constant: {}... ({} chars)", e->value.substr(0, 10), uint64_t{e->value.size()});
      return;
    }
  }
  x->setConst(e->litKind, e->value);
  if (x->mode == invalid) errorf(e, "malformed constant: {}", e->value);
}

void Checker::indirection(operand* x, syntax::Operation* e) {
  exprOrType(x, e->x, false);
  if (x->mode == invalid) return;
  if (x->mode == typexpr) {
    validVarType(e->x, x->type);
    x->type = newPointer(x->type);
    return;
  }
  Type* base = nullptr;
  bool ok = underIs(x->type, [&](Type* u) {
    auto* p = as<Pointer>(u);
    if (!p) {
      errorf(x, "invalid operation: cannot indirect {}", x);
      return false;
    }
    if (base && !identical(p->base, base)) {
      errorf(x, "invalid operation: pointers of {} must have identical base types", x);
      return false;
    }
    base = p->base;
    return true;
  });
  x->mode = ok ? variable : invalid;
  x->type = base;
}

void Checker::assertExpr(operand* x, syntax::AssertExpr* e) {
  expr(x, e->x);
  if (x->mode == invalid) return;
  if (isTypeParam(x->type)) {
    errorf(x, "invalid operation: cannot use type assertion on type parameter value {}", x);
    x->mode = invalid;
    return;
  }
  if (!asUnder<Interface>(x->type)) {
    errorf(x, "invalid operation: {} is not an interface", x);
    x->mode = invalid;
    return;
  }
  if (!e->typeExpr) {
    error(e, "invalid AST: invalid use of AssertExpr");
    x->mode = invalid;
    return;
  }
  Type* T = varType(e->typeExpr);
  if (!isValid(T)) {
    x->mode = invalid;
    return;
  }
  typeAssertion(e, x, T, false);
  x->mode = commaok;
  x->type = T;
}

ExprKind Checker::exprInternal(operand* x, syntax::Expr* e, Type* hint) {
  x->mode = invalid;
  x->type = invalidType();
  x->expr = e;
  switch (e->kind) {
    case NodeKind::Name: ident(x, e->to<syntax::Name>(), nullptr, false); break;
    case NodeKind::BasicLit: basicLit(x, e->to<syntax::BasicLit>()); break;
    case NodeKind::FuncLit:
    case NodeKind::CompositeLit:
    case NodeKind::ParenExpr:
    case NodeKind::SelectorExpr:
    case NodeKind::IndexExpr:
    case NodeKind::SliceExpr:
    case NodeKind::AssertExpr:
    case NodeKind::CallExpr:
    case NodeKind::Operation:
      // These recurse.
      if (tooDeep(e->pos)) return ExprKind::statement;
      return nestedExpr(x, e, hint);
    case NodeKind::BadExpr: break;  // reported by the parser
    case NodeKind::DotsType: error(e, "invalid use of '...'"); break;
    case NodeKind::TypeSwitchGuard: error(e, "invalid AST: use of .(type) outside type switch"); break;
    case NodeKind::ListExpr: error(e, "unexpected list of expressions"); break;
    case NodeKind::KeyValueExpr: error(e, "invalid AST: no key:value expected"); break;
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::MapType:
    case NodeKind::ChanType:
      x->mode = typexpr;
      x->type = typ(e);
      break;
    default: VOLE_UNREACHABLE("unknown kind of expression");
  }
  x->expr = e;
  // A wrong expression counts as a statement so that no second error follows.
  return x->mode == invalid ? ExprKind::statement : ExprKind::expression;
}

ExprKind Checker::nestedExpr(operand* x, syntax::Expr* e, Type* hint) {
  switch (e->kind) {
    case NodeKind::FuncLit: funcLit(x, e->to<syntax::FuncLit>()); break;
    case NodeKind::CompositeLit: compositeLit(x, e->to<syntax::CompositeLit>(), hint); break;
    case NodeKind::ParenExpr: {
      ExprKind kind = rawExpr(x, e->to<syntax::ParenExpr>()->x, nullptr, false);
      x->expr = e;
      return kind;
    }
    case NodeKind::SelectorExpr: selector(x, e->to<syntax::SelectorExpr>(), nullptr, false); break;
    case NodeKind::IndexExpr: {
      auto* inst = e->to<syntax::IndexExpr>();
      if (indexExpr(x, inst)) funcInst(nullptr, e->pos, x, inst, true);
      break;
    }
    case NodeKind::SliceExpr: sliceExpr(x, e->to<syntax::SliceExpr>()); break;
    case NodeKind::AssertExpr: assertExpr(x, e->to<syntax::AssertExpr>()); break;
    case NodeKind::CallExpr: return callExpr(x, e->to<syntax::CallExpr>());
    default: {
      auto* op = e->to<syntax::Operation>();
      if (op->y) {
        binary(x, e, op->x, op->y, op->op);
      } else if (op->op == Operator::Mul) {
        indirection(x, op);
      } else {
        unary(x, op);
        if (op->op == Operator::Recv && x->mode != invalid) {
          x->expr = e;
          return ExprKind::statement;  // a receive may stand as a statement
        }
      }
    }
  }
  x->expr = e;
  return x->mode == invalid ? ExprKind::statement : ExprKind::expression;
}

void Checker::funcLit(operand* x, syntax::FuncLit* e) {
  auto* sig = as<Signature>(typ(e->typeExpr));
  if (!sig) {
    errorf(e, "invalid AST: invalid function literal {}", e);
    return;
  }
  if (!conf.ignoreFuncBodies && e->body) {
    // The body is checked later: it may use variables whose declaration is not complete yet, and
    // literals in literals need no stack.
    DeclInfo* decl = env.decl;
    const ConstVal* iota = env.iota;
    later([=, this] { funcBody(decl, "<function literal>", sig, e->body, iota); });
  }
  x->mode = value;
  x->type = sig;
}

void Checker::typeAssertion(syntax::Expr* e, operand* x, Type* T, bool typeSwitch) {
  std::string cause;
  if (newAssertableTo(x->type, T, &cause)) return;
  if (typeSwitch) {
    errorf(e, "impossible type switch case: {}\n\t{} cannot have dynamic type {} {}", e, x, T, cause);
    return;
  }
  errorf(e, "impossible type assertion: {}\n\t{} does not implement {} {}", e, T, x->type, cause);
}

// ---------------------------------------------------------------------------------------------
// Contexts

namespace {
constexpr unsigned kNoValue = (1u << novalue) | (1u << builtin) | (1u << typexpr);
}

void Checker::expr(operand* x, syntax::Expr* e) {
  rawExpr(x, e, nullptr, false);
  exclude(x, kNoValue);
  singleValue(x);
}

void Checker::genericExpr(operand* x, syntax::Expr* e) {
  rawExpr(x, e, nullptr, true);
  exclude(x, kNoValue);
  singleValue(x);
}

void Checker::multiExpr(operand* x, syntax::Expr* e) {
  rawExpr(x, e, nullptr, false);
  exclude(x, kNoValue);
}

void Checker::exprWithHint(operand* x, syntax::Expr* e, Type* hint) {
  rawExpr(x, e, hint, false);
  exclude(x, kNoValue);
  singleValue(x);
}

void Checker::exprOrType(operand* x, syntax::Expr* e, bool allowGeneric) {
  rawExpr(x, e, nullptr, allowGeneric);
  exclude(x, 1u << novalue);
  singleValue(x);
}

void Checker::exclude(operand* x, unsigned modeset) {
  if (!(modeset & (1u << x->mode))) return;
  std::string_view msg;
  switch (x->mode) {
    case novalue: msg = modeset & (1u << typexpr) ? "{} used as value" : "{} used as value or type"; break;
    case builtin: msg = "{} must be called"; break;
    case typexpr: msg = "{} is not an expression"; break;
    default: return;
  }
  errorf(x, msg, x);
  x->mode = invalid;
}

void Checker::singleValue(operand* x) {
  if (x->mode != value || !x->type->is<Tuple>()) return;
  errorf(x, "multiple-value {} in single-value context", x);
  x->mode = invalid;
}

}  // namespace vole::types
