// This file checks initialisations and assignments.
#include <algorithm>

#include "frontend/types/checker_impl.h"
#include "frontend/types/operand_stack.h"

namespace vole::types {

namespace {

std::vector<Type*> operandTypes(const std::vector<operand*>& list) {
  std::vector<Type*> r;
  for (operand* x : list) r.push_back(x->type);
  return r;
}

bool anyInvalid(const std::vector<operand*>& list) {
  return std::any_of(list.begin(), list.end(), [](operand* x) { return x->mode == invalid; });
}

}  // namespace

void Checker::assignment(operand* x, Type* T, std::string_view contextText, syntax::Expr* of) {
  singleValue(x);
  auto context = [&] { return of ? std::string(contextText) + str(of) : std::string(contextText); };
  switch (x->mode) {
    case invalid: return;
    case constant_:
    case variable:
    case mapindex:
    case value:
    case nilvalue:
    case commaok: break;
    default:
      errorf(x, "cannot assign {} to {} in {}", x, T, context());
      return;
  }

  if (isUntyped(x->type)) {
    Type* target = T;
    if (x->isNil()) {
      if (!T) {
        errorf(x, "use of untyped nil in {}", context());
        x->mode = invalid;
        return;
      }
    } else if (!T || isNonTypeParamInterface(T)) {
      target = defaultType(x->type);
    }
    const ConstVal* val = nullptr;
    ErrCode code;
    Type* newType = implicitTypeAndValue(x, target, &val, &code);
    if (code != ErrCode::None) {
      std::string msg = sprintf("cannot use {} as {} value in {}", x, target, context());
      if (code == ErrCode::TruncatedFloat) msg += " (truncated)";
      if (code == ErrCode::NumericOverflow) msg += " (overflows)";
      error(x, msg);
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
  } else if (auto* sig = as<Signature>(x->type); sig && !sig->tparams.empty()) {
    // A generic function gets its type arguments from the function type it is assigned to.
    auto* tsig = T ? asUnder<Signature>(T) : nullptr;
    if (tsig && tsig->tparams.empty() && allowVersion(pkg, 21)) {
      funcInst(tsig, x->pos(), x, x->expr->as<syntax::IndexExpr>(), true);
      if (x->mode == invalid) return;
      record(x);
    } else if (inferRest(x)) {
      if (x->mode == invalid) return;
    } else {
      errorf(x, "cannot use generic function {} without instantiation", x->expr);
      x->mode = invalid;
      return;
    }
  }

  if (!T || x->type == T) return;
  std::string cause;
  if (x->assignableTo(this, T, &cause)) return;
  if (cause.empty())
    errorf(x, "cannot use {} as type {} in {}", x, T, context());
  else
    errorf(x, "cannot use {} as type {} in {}:\n\t{}", x, T, context(), cause);
  x->mode = invalid;
}

void Checker::initConst(Const* lhs, operand* x) {
  if (x->mode == invalid || !isValid(x->type) || (lhs->type && !isValid(lhs->type))) {
    if (!lhs->type) lhs->type = invalidType();
    return;
  }
  if (x->mode != constant_) {
    errorf(x, "{} is not constant", x);
    if (!lhs->type) lhs->type = invalidType();
    return;
  }
  if (!lhs->type) lhs->type = x->type;
  assignment(x, lhs->type, "constant declaration");
  if (x->mode == invalid) return;
  lhs->val = x->val;
}

bool Checker::inferRest(operand* x) {
  auto* sig = x->mode == invalid ? nullptr : as<Signature>(x->type);
  auto* inst = x->expr ? x->expr->as<syntax::IndexExpr>() : nullptr;
  if (!sig || sig->tparams.empty() || !inst) return false;
  funcInst(nullptr, inst->pos, x, inst, true);
  if (x->mode != invalid) record(x);
  return true;
}

Type* Checker::initVar(Var* lhs, operand* x, std::string_view context) {
  if (x->mode == invalid || !isValid(x->type) || (lhs->type && !isValid(lhs->type))) {
    if (!lhs->type) lhs->type = invalidType();
    lhs->used = true;  // avoids a follow-up "declared but not used"
    return nullptr;
  }
  if (!lhs->type) {
    inferRest(x);
    nonGeneric(x);
    if (x->mode == invalid) {
      lhs->type = invalidType();
      lhs->used = true;
      return nullptr;
    }
    Type* t = x->type;
    if (isUntyped(t)) {
      if (t == Typ[BasicKind::UntypedNil]) {
        errorf(x, "use of untyped nil in {}", context);
        lhs->type = invalidType();
        lhs->used = true;
        return nullptr;
      }
      t = defaultType(t);
    }
    lhs->type = t;
  }
  assignment(x, lhs->type, context);
  if (x->mode == invalid) {
    lhs->used = true;
    return nullptr;
  }
  return x->type;
}

Type* Checker::assignVar(syntax::Expr* lhs, operand* x) {
  if (x->mode == invalid || !isValid(x->type)) {
    use1(lhs);
    return nullptr;
  }
  auto* ident = syntax::as<syntax::Name>(syntax::unparen(lhs));
  if (ident && ident->sym->blank) {
    recordDef(ident, nullptr);
    assignment(x, nullptr, "assignment to _ identifier");
    return x->mode == invalid ? nullptr : x->type;
  }

  // Being assigned to does not use a variable.
  Var* v = nullptr;
  bool used = false;
  if (ident) {
    v = as<Var>(lookup(ident->sym));
    if (v && v->pkg != pkg) v = nullptr;
    if (v) used = v->used;
  }
  operand z;
  expr(&z, lhs);
  if (v) v->used = used;
  if (z.mode == invalid || !isValid(z.type)) return nullptr;

  if (z.mode != variable && z.mode != mapindex) {
    if (auto* sel = syntax::as<syntax::SelectorExpr>(z.expr)) {
      operand op;
      expr(&op, sel->x);
      if (op.mode == mapindex) {
        errorf(&z, "cannot assign to struct field {} in map", z.expr);
        return nullptr;
      }
    }
    errorf(&z, "cannot assign to {}", &z);
    return nullptr;
  }
  assignment(x, z.type, "assignment");
  return x->mode == invalid ? nullptr : x->type;
}

std::string Checker::typesSummary(const std::vector<Type*>& list, bool variadic) {
  std::string res = "(";
  for (size_t i = 0; i < list.size(); i++) {
    Type* t = list[i];
    if (i > 0) res += ", ";
    if (!t || !isValid(t)) {
      res += "<T>";
    } else if (isUntyped(t)) {
      // What was written matters, not the exact kind of number.
      if (isNumeric(t)) res += "number";
      else res += t->to<Basic>()->name.substr(std::string_view("untyped ").size());
    } else if (variadic && i + 1 == list.size() && t->is<Slice>()) {
      res += "..." + str(t->to<Slice>()->elem);
    } else {
      res += str(t);
    }
  }
  return res + ")";
}

std::string measure(int64_t x, std::string_view unit) {
  return fmt::format("{} {}{}", x, unit, x == 1 ? "" : "s");
}

void Checker::assignError(List<syntax::Expr*> rhs, int nvars, int nvals) {
  std::string vars = measure(nvars, "variable"), vals = measure(nvals, "value");
  syntax::Expr* rhs0 = rhs[0];
  if (rhs.size() == 1) {
    if (auto* call = syntax::as<syntax::CallExpr>(syntax::unparen(rhs0))) {
      errorf(rhs0, "assignment mismatch: {} but {} returns {}", vars, call->fun, vals);
      return;
    }
  }
  errorf(rhs0, "assignment mismatch: {} but {}", vars, vals);
}

void Checker::returnError(syntax::Stmt* at, List<Var*> lhs, const std::vector<operand*>& rhs) {
  At pos = at;
  std::string_view qualifier = "not enough";
  if (rhs.size() > lhs.size()) {
    pos = At(rhs[lhs.size()]->expr);
    qualifier = "too many";
  } else if (!rhs.empty()) {
    pos = At(rhs.back()->expr);
  }
  std::vector<Type*> want;
  for (Var* v : lhs) want.push_back(v->type);
  MultiError e;
  e.parts.push_back({pos.pos, sprintf("{} return values", qualifier)});
  e.parts.push_back({Pos(), "have " + typesSummary(operandTypes(rhs), false)});
  e.parts.push_back({Pos(), "want " + typesSummary(want, false)});
  report(e);
}

void Checker::initVars(List<Var*> lhs, List<syntax::Expr*> origRhs, syntax::Stmt* returnStmt) {
  OperandMark mark;
  bool commaOk = false;
  std::vector<operand*> rhs = exprList(origRhs, lhs.size() == 2 && !returnStmt, &commaOk);

  if (lhs.size() != rhs.size()) {
    for (Var* v : lhs) {
      v->used = true;
      if (!v->type) v->type = invalidType();
    }
    if (anyInvalid(rhs)) return;
    if (returnStmt) {
      returnError(returnStmt, lhs, rhs);
      return;
    }
    if (!origRhs.empty())
      assignError(origRhs, static_cast<int>(lhs.size()), static_cast<int>(rhs.size()));
    return;
  }

  std::string_view context = returnStmt ? "return statement" : "assignment";
  if (commaOk) {
    Type* a = initVar(lhs[0], rhs[0], context);
    Type* b = initVar(lhs[1], rhs[1], context);
    recordCommaOkTypes(origRhs[0], a, b);
    return;
  }
  bool ok = true;
  for (uint32_t i = 0; i < lhs.size(); i++)
    if (!initVar(lhs[i], rhs[i], context)) ok = false;
  // After an error with one variable the use of the others may have been lost with it.
  if (!ok)
    for (Var* v : lhs) v->used = true;
}

void Checker::assignVars(List<syntax::Expr*> lhs, List<syntax::Expr*> origRhs) {
  OperandMark mark;
  bool commaOk = false;
  std::vector<operand*> rhs = exprList(origRhs, lhs.size() == 2, &commaOk);
  if (lhs.size() != rhs.size()) {
    use(lhs);
    if (anyInvalid(rhs)) return;
    assignError(origRhs, static_cast<int>(lhs.size()), static_cast<int>(rhs.size()));
    return;
  }
  if (commaOk) {
    Type* a = assignVar(lhs[0], rhs[0]);
    Type* b = assignVar(lhs[1], rhs[1]);
    recordCommaOkTypes(origRhs[0], a, b);
    return;
  }
  bool ok = true;
  for (uint32_t i = 0; i < lhs.size(); i++)
    if (!assignVar(lhs[i], rhs[i])) ok = false;
  if (ok) return;
  for (syntax::Expr* e : lhs) {
    auto* name = syntax::as<syntax::Name>(syntax::unparen(e));
    if (!name) continue;
    if (Var* v = as<Var>(lookup(name->sym)); v && v->pkg == pkg) v->used = true;
  }
}

void Checker::shortVarDecl(Pos pos, List<syntax::Expr*> lhs, List<syntax::Expr*> rhs) {
  size_t top = delayed.size();
  Scope* scope = inputScope(env.scope);
  List<Var*> lhsVars = typeArena().newList<Var*>(lhs.size());
  std::vector<Var*> newVars;
  bool hasErr = false;
  for (uint32_t i = 0; i < lhs.size(); i++) {
    auto* ident = lhs[i]->as<syntax::Name>();
    if (!ident) {
      use1(lhs[i]);
      errorf(lhs[i], "non-name {} on left side of :=", lhs[i]);
      hasErr = true;
      continue;
    }
    if (!ident->sym->blank) {
      bool repeated = false;
      for (uint32_t j = 0; j < i && !repeated; j++) {
        auto* other = lhs[j]->as<syntax::Name>();
        repeated = other && other->sym == ident->sym;
      }
      if (repeated) {
        errorf(lhs[i], "{} repeated on left side of :=", lhs[i]);
        hasErr = true;
        continue;
      }
    }
    // Declared in this very scope already: assigned to.
    if (Object* alt = scope->lookup(ident->sym)) {
      recordUse(ident, alt);
      if (auto* v = as<Var>(alt)) {
        lhsVars[i] = v;
      } else {
        errorf(lhs[i], "cannot assign to {}", lhs[i]);
        hasErr = true;
      }
      continue;
    }
    Var* obj = newVar(ident->pos, pkg, ident->sym, nullptr);
    lhsVars[i] = obj;
    if (!ident->sym->blank) newVars.push_back(obj);
    recordDef(ident, obj);
  }
  // Stand-ins where the left side is wrong, so that the right side is checked in full.
  for (uint32_t i = 0; i < lhs.size(); i++)
    if (!lhsVars[i]) lhsVars[i] = newVar(lhs[i]->pos, pkg, blankSym(), nullptr);

  initVars(lhsVars, rhs, nullptr);
  // Function literals on the right must not see the new variables.
  if (delayed.size() > top) processDelayed(top);

  if (newVars.empty() && !hasErr) {
    softErrorf(pos, "no new variables on left side of :=");
    return;
  }
  if (input && scope == declScope()) reuseVars(lhs, lhsVars, &newVars);
  Pos scopePos = syntax::endPos(rhs.back());
  for (Var* v : newVars) declare(scope, nullptr, v, scopePos);
}

}  // namespace vole::types
