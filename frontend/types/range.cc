// This file checks range loops: over arrays, slices, strings, maps, channels, integers (go1.22) and
// functions (go1.23).
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

struct RangeTypes {
  Type *key = nullptr, *val = nullptr;  // null: no such iteration variable
  bool ok = false, isInt = false, isFunc = false, isChan = false;
  std::string cause;
  bool colon = false;  // the cause is printed as newer compilers do, behind a colon
};

RangeTypes rangeKeyVal(Checker& c, Type* orig) {
  RangeTypes r;
  auto bad = [&](std::string why, bool colon) {
    r.cause = std::move(why);
    r.colon = colon;
    r.ok = false;
  };
  Type* t = coreType(orig);
  if (!t) {
    bad(c.str(orig) + " has no core type", false);
    return r;
  }
  if (auto* p = as<Pointer>(t))
    if (auto* a = asUnder<Array>(p->base)) t = a;
  r.ok = true;
  switch (t->kind) {
    case TypeKind::Basic:
      if (isString(t)) {
        r.key = Typ[BasicKind::Int];
        r.val = universeRune;
      } else if (isInteger(t) && c.version.allows(22)) {
        r.key = orig;
        r.isInt = true;
      } else {
        r.ok = false;
      }
      break;
    case TypeKind::Array:
      r.key = Typ[BasicKind::Int];
      r.val = t->to<Array>()->elem;
      break;
    case TypeKind::Slice:
      r.key = Typ[BasicKind::Int];
      r.val = t->to<Slice>()->elem;
      break;
    case TypeKind::Map:
      r.key = t->to<Map>()->key;
      r.val = t->to<Map>()->elem;
      break;
    case TypeKind::Chan:
      r.isChan = true;
      r.key = t->to<Chan>()->elem;
      if (t->to<Chan>()->dir == ChanDir::SendOnly) bad("receive from send-only channel", false);
      break;
    case TypeKind::Signature: {
      if (!c.version.allows(23)) {
        r.ok = false;
        break;
      }
      auto* sig = t->to<Signature>();
      constexpr std::string_view kForm = "func must be func(yield func(...) bool): ";
      auto wrong = [&](std::string_view what) { bad(std::string(kForm) + std::string(what), true); };
      if (tupleLen(sig->params) != 1) {
        wrong("wrong argument count");
        break;
      }
      if (tupleLen(sig->results) != 0) {
        wrong("unexpected results");
        break;
      }
      auto* yield = as<Signature>(coreType(sig->params->vars[0]->type));
      if (!yield) {
        wrong("argument is not func");
      } else if (tupleLen(yield->params) > 2) {
        wrong("yield func has too many parameters");
      } else if (tupleLen(yield->results) != 1 || !isBoolean(yield->results->vars[0]->type)) {
        wrong("yield func does not return bool");
      } else {
        r.isFunc = true;
        if (tupleLen(yield->params) >= 1) r.key = yield->params->vars[0]->type;
        if (tupleLen(yield->params) >= 2) r.val = yield->params->vars[1]->type;
      }
      break;
    }
    default: r.ok = false;
  }
  return r;
}

}  // namespace

void Checker::rangeStmt(unsigned inner, syntax::ForStmt* s, syntax::RangeClause* rclause) {
  syntax::Expr *sKey = rclause->lhs, *sValue = nullptr, *sExtra = nullptr;
  if (auto* l = syntax::as<syntax::ListExpr>(sKey)) {
    if (l->elemList.size() < 2) {
      error(s, "invalid AST: invalid lhs in range clause");
      return;
    }
    sKey = l->elemList[0];
    sValue = l->elemList[1];
    if (l->elemList.size() > 2) sExtra = l->elemList[2];
  }

  operand x;
  expr(&x, rclause->x);
  RangeTypes r;
  if (x.mode != invalid && isValid(under(x.type))) {
    r = rangeKeyVal(*this, x.type);
    if (!r.ok) {
      if (r.cause.empty()) softErrorf(&x, "cannot range over {}", &x);
      else if (r.colon) softErrorf(&x, "cannot range over {}: {}", &x, r.cause);
      else softErrorf(&x, "cannot range over {} ({})", &x, r.cause);
      // The variables of a send-only channel have a type all the same.
      if (!r.isChan) r.key = r.val = nullptr;
    }
    if (sExtra && !r.isChan)
      softErrorf(sExtra, "range clause permits at most two iteration variables");
    else if (r.ok && r.isFunc && sKey && !r.key)
      softErrorf(sKey, "range over {} permits no iteration variables", &x);
    else if (sValue && r.key && !r.val)
      softErrorf(sValue, "range over {} permits only one iteration variable", &x);
  }

  // The scope of the variables is the loop; the range expression was checked outside of it.
  openScope(s, "range");
  syntax::Expr* lhs[2] = {sKey, sValue};
  Type* rhs[2] = {r.key, r.val};
  if (rclause->def) {
    std::vector<Var*> vars;
    for (int i = 0; i < 2; i++) {
      if (!lhs[i]) continue;
      Var* obj;
      if (auto* ident = lhs[i]->as<syntax::Name>()) {
        obj = newVar(ident->pos, pkg, ident->sym, nullptr);
        recordDef(ident, obj);
        if (!ident->sym->blank) vars.push_back(obj);
      } else {
        errorf(lhs[i], "cannot declare {}", lhs[i]);
        obj = newVar(lhs[i]->pos, pkg, blankSym(), nullptr);
      }
      if (!rhs[i] || !isValid(rhs[i])) {
        obj->type = invalidType();
        obj->used = true;
      } else if (r.isInt) {
        // An untyped constant gives the variable its default type.
        initVar(obj, &x, "range clause");
      } else {
        operand y;
        y.mode = value;
        y.expr = lhs[i];
        y.type = rhs[i];
        initVar(obj, &y, "range clause");
      }
    }
    if (vars.empty()) error(s, "no new variables on left side of :=");
    for (Var* v : vars) declare(env.scope, nullptr, v, s->body->pos);
  } else if (sKey) {
    for (int i = 0; i < 2; i++) {
      if (!lhs[i] || !rhs[i] || !isValid(rhs[i])) continue;
      if (r.isInt) {
        assignVar(lhs[i], &x);
        if (x.mode != invalid && !allInteger(x.type))
          softErrorf(lhs[i], "cannot use iteration variable of type {}", x.type);
      } else {
        operand y;
        y.mode = value;
        y.expr = lhs[i];
        y.type = rhs[i];
        assignVar(lhs[i], &y);
      }
    }
  } else if (r.isInt) {
    // No variable: an untyped constant must still fit its default type.
    assignment(&x, nullptr, "range clause");
  }
  stmt(inner, s->body);
  closeScope();
}

}  // namespace vole::types
