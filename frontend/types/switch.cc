// This file checks expression switches and type switches.
#include <unordered_map>

#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

struct ValHash {
  size_t operator()(const ConstVal* v) const { return constant::hashValue(v); }
};
struct ValEqual {
  bool operator()(const ConstVal* a, const ConstVal* b) const { return constant::equalValue(a, b); }
};

// v as it is compared for duplicates; null for what is not (booleans: only true and false exist, and
// gc lets them repeat; numbers beyond 64 bits; complex numbers).
const ConstVal* goVal(const ConstVal* v) {
  switch (v->kind()) {
    case ConstKind::Int: {
      uint64_t u;
      return v->rep == ConstRep::Int64 || constant::uint64Val(v, &u) ? v : nullptr;
    }
    case ConstKind::Float: {
      bool exact;
      constant::float64Val(v, &exact);
      return exact ? v : nullptr;
    }
    case ConstKind::String: return v;
    default: return nullptr;
  }
}

}  // namespace

/// Constant case values seen so far, with type and position.
struct Checker::ValueMap {
  struct Seen {
    Pos pos;
    Type* type;
  };
  std::unordered_map<const ConstVal*, std::vector<Seen>, ValHash, ValEqual> seen;
};

void Checker::caseValues(operand* x, List<syntax::Expr*> values, ValueMap* map) {
  for (syntax::Expr* e : values) {
    operand v;
    expr(&v, e);
    if (x->mode == invalid || v.mode == invalid) continue;
    convertUntyped(&v, x->type);
    if (v.mode == invalid) continue;
    operand res = v;
    comparison(&res, x, syntax::Operator::Eql, true);
    if (res.mode == invalid || v.mode != constant_) continue;
    const ConstVal* val = goVal(v.val);
    if (!val) continue;
    auto& list = map->seen[val];
    bool duplicate = false;
    for (auto& s : list) {
      if (!identical(v.type, s.type)) continue;
      MultiError err;
      err.parts.push_back({At(&v).pos, sprintf("duplicate case {} in expression switch", &v)});
      err.parts.push_back({s.pos, "previous case"});
      report(err);
      duplicate = true;
      break;
    }
    if (!duplicate) list.push_back({v.pos(), v.type});
  }
}

void Checker::switchStmt(unsigned inner, syntax::SwitchStmt* s) {
  operand x;
  if (s->tag) {
    expr(&x, s->tag);
    // From here on the tag is a value, computed once, of its default type.
    assignment(&x, nullptr, "switch expression");
    if (x.mode != invalid && !comparableType(x.type, true) && !hasNil(x.type)) {
      errorf(&x, "cannot switch on {} ({} is not comparable)", &x, x.type);
      x.mode = invalid;
    }
  } else {
    // A missing tag means true.
    x.mode = constant_;
    x.type = Typ[BasicKind::Bool];
    x.val = constant::makeBool(true);
    auto* name = typeArena().make<syntax::Name>(s->body.empty() ? s->rbrace : s->body[0]->pos);
    name->sym = intern("true");
    x.expr = name;
  }
  multipleSwitchDefaults(s->body);

  ValueMap seen;
  for (uint32_t i = 0; i < s->body.size(); i++) {
    syntax::CaseClause* clause = s->body[i];
    bool last = i + 1 == s->body.size();
    caseValues(&x, syntax::unpackList(clause->cases), &seen);
    openScopeUntil(clause, last ? s->rbrace : s->body[i + 1]->pos, "case");
    stmtList(inner | (last ? kFinalSwitchCase : kFallthroughOk), clause->body);
    closeScope();
  }
}

bool Checker::isNilExpr(syntax::Expr* e) {
  auto* name = syntax::as<syntax::Name>(syntax::unparen(e));
  return name && as<Nil>(lookup(name->sym));
}

Type* Checker::caseTypes(operand* x, List<syntax::Expr*> types, std::vector<TypeCase>* seen) {
  Type* T = nullptr;
  for (syntax::Expr* e : types) {
    if (isNilExpr(e)) {
      T = nullptr;
      operand dummy;
      expr(&dummy, e);
    } else {
      T = varType(e);
      if (!isValid(T)) continue;
    }
    bool duplicate = false;
    uint32_t hash = T ? typeHash(T) : 0;
    for (TypeCase& other : *seen) {
      if (T && other.type && typeHash(other.type) != hash) continue;
      if (T ? !other.type || !identical(T, other.type) : other.type != nullptr) continue;
      MultiError err;
      err.parts.push_back({At(e).pos, sprintf("duplicate case {} in type switch", T ? str(T) : std::string("nil"))});
      err.parts.push_back({At(other.expr).pos, "previous case"});
      report(err);
      duplicate = true;
      break;
    }
    if (duplicate) continue;
    seen->push_back({T, e});
    if (x && T) typeAssertion(e, x, T, true);
  }
  return T;
}

void Checker::typeSwitchStmt(unsigned inner, syntax::SwitchStmt* s, syntax::TypeSwitchGuard* guard) {
  syntax::Name* lhs = guard->lhs;
  if (lhs) {
    if (lhs->sym->blank) {
      softErrorf(lhs, "no new variable on left side of :=");
      lhs = nullptr;
    } else {
      recordDef(lhs, nullptr);  // each clause declares a variable of its own
    }
  }
  operand x;
  expr(&x, guard->x);
  if (x.mode == invalid) return;

  operand* sx = nullptr;  // null: cases cannot be compared with it
  if (isTypeParam(x.type)) {
    errorf(&x, "cannot use type switch on type parameter value {}", &x);
  } else if (asUnder<Interface>(x.type)) {
    sx = &x;
  } else {
    errorf(&x, "{} is not an interface", &x);
  }
  multipleSwitchDefaults(s->body);

  std::vector<Var*> lhsVars;
  std::vector<TypeCase> seen;
  for (uint32_t i = 0; i < s->body.size(); i++) {
    syntax::CaseClause* clause = s->body[i];
    List<syntax::Expr*> cases = syntax::unpackList(clause->cases);
    Type* T = caseTypes(sx, cases, &seen);
    openScopeUntil(clause, i + 1 < s->body.size() ? s->body[i + 1]->pos : s->rbrace, "case");
    if (lhs) {
      // With one type the variable has it, else that of the interface.
      if (cases.size() != 1 || !T) T = x.type;
      Var* obj = newVar(lhs->pos, pkg, lhs->sym, T);
      Pos scopePos = cases.empty() ? clause->pos : syntax::endPos(cases.back());
      declare(env.scope, nullptr, obj, scopePos);
      recordImplicit(clause, obj);
      lhsVars.push_back(obj);
    }
    stmtList(inner, clause->body);
    closeScope();
  }
  if (!lhs) return;
  // One use in any clause is enough.
  bool used = false;
  for (Var* v : lhsVars) {
    used = used || v->used;
    v->used = true;
  }
  if (!used) softErrorf(lhs, "{} declared but not used", lhs->sym);
}

}  // namespace vole::types
