// This file checks function bodies and statements other than switch and range.
#include <algorithm>

#include "frontend/types/checker_impl.h"

namespace vole::types {

using syntax::NodeKind;
using syntax::Operator;

void Checker::funcBody(DeclInfo* decl, std::string_view name, Signature* sig, syntax::BlockStmt* body,
                       const ConstVal* iota) {
  SaveEnv saved(*this);
  env = Environment();
  env.decl = decl;
  env.scope = sig->scope;
  env.iota = iota;
  env.sig = sig;
  stmtList(0, body->list);
  if (env.hasLabel && !conf.ignoreBranchErrors) labels(body);
  if (tupleLen(sig->results) > 0 && !isTerminatingList(body->list, nullptr)) error(body->rbrace, "missing return");
  // Only now are all uses known: function literals inside are checked before this function ends.
  usage(sig->scope);
}

void Checker::usage(Scope* scope) {
  if (input) return;
  // Bodies of function literals report their own variables.
  std::vector<Scope*> work{scope};
  std::vector<Var*> unused;
  while (!work.empty()) {
    Scope* s = work.back();
    work.pop_back();
    for (Object* const* p = s->begin(); p != s->end_it(); ++p)
      if (auto* v = as<Var>(*p); v && !v->used) unused.push_back(v);
    for (Scope* c = s->firstChild(); c; c = c->nextSibling())
      if (!c->isFunc()) work.push_back(c);
  }
  std::sort(unused.begin(), unused.end(), [](Var* a, Var* b) { return a->pos < b->pos; });
  for (Var* v : unused) softErrorf(v->pos, "{} declared but not used", v->name);
}

void Checker::stmtList(unsigned ctxt, List<syntax::Stmt*> list) {
  bool ok = (ctxt & kFallthroughOk) != 0;
  unsigned inner = ctxt & ~unsigned{kFallthroughOk};
  // Empty statements at the end do not count for fallthrough.
  uint32_t n = list.size();
  while (n > 0 && list[n - 1]->is<syntax::EmptyStmt>()) n--;
  for (uint32_t i = 0; i < n; i++) {
    if (stopped()) return;
    stmt(ok && i + 1 == n ? inner | kFallthroughOk : inner, list[i]);
  }
}

void Checker::multipleSwitchDefaults(List<syntax::CaseClause*> list) {
  syntax::CaseClause* first = nullptr;
  for (syntax::CaseClause* c : list) {
    if (c->cases) continue;
    if (first) errorf(c->pos, "multiple defaults (first at {})", first->pos);
    else first = c;
  }
}

void Checker::multipleSelectDefaults(List<syntax::CommClause*> list) {
  syntax::CommClause* first = nullptr;
  for (syntax::CommClause* c : list) {
    if (c->comm) continue;
    if (first) errorf(c->pos, "multiple defaults (first at {})", first->pos);
    else first = c;
  }
}

void Checker::openScope(syntax::Node* n, const char* comment) { openScopeUntil(n, Pos(), comment); }

void Checker::openScopeUntil(syntax::Node* n, Pos end, const char* comment) {
  Scope* s = newScope(env.scope, n->pos, end, false);
  recordScope(n, s);
  env.scope = s;
}

void Checker::closeScope() { env.scope = env.scope->parent(); }

void Checker::suspendedCall(std::string_view keyword, syntax::CallExpr* call) {
  operand x;
  std::string_view msg;
  switch (rawExpr(&x, call, nullptr, false)) {
    case ExprKind::conversion: msg = "requires function call, not conversion"; break;
    case ExprKind::expression: msg = "discards result of"; break;
    case ExprKind::statement: return;
  }
  errorf(&x, "{} {} {}", keyword, msg, &x);
}

void Checker::exprStmt(syntax::ExprStmt* s) {
  if (input && s->x->is<syntax::ListExpr>()) return showList(s);
  operand x;
  ExprKind kind = rawExpr(&x, s->x, nullptr, false);
  if (input && showStmt(s, &x)) return;
  std::string_view msg;
  if (x.mode == builtin) {
    msg = "must be called";
  } else if (x.mode == typexpr) {
    msg = "is not an expression";
  } else {
    if (kind == ExprKind::statement) return;
    msg = "is not used";
  }
  errorf(&x, "{} {}", &x, msg);
}

void Checker::sendStmt(syntax::SendStmt* s) {
  operand ch, val;
  expr(&ch, s->chan);
  expr(&val, s->value);
  if (ch.mode == invalid || val.mode == invalid) return;
  Type* u = coreType(ch.type);
  if (!u) {
    errorf(s, "invalid operation: cannot send to {}: no core type", &ch);
    return;
  }
  auto* uch = as<Chan>(u);
  if (!uch) {
    errorf(s, "invalid operation: cannot send to non-channel {}", &ch);
    return;
  }
  if (uch->dir == ChanDir::RecvOnly) {
    errorf(s, "invalid operation: cannot send to receive-only channel {}", &ch);
    return;
  }
  assignment(&val, uch->elem, "send");
}

void Checker::assignStmt(syntax::AssignStmt* s) {
  List<syntax::Expr*> lhs = syntax::unpackList(s->lhs);
  if (!s->rhs) {
    // x++ and x--
    if (lhs.size() != 1) {
      errorf(s, "invalid AST: {}{} requires one operand", s->op, s->op);
      return;
    }
    operand x;
    expr(&x, lhs[0]);
    if (x.mode == invalid) return;
    if (!allNumeric(x.type)) {
      errorf(lhs[0], "invalid operation: {}{}{} (non-numeric type {})", lhs[0], s->op, s->op, x.type);
      return;
    }
    assignVar(lhs[0], &x);
    return;
  }
  List<syntax::Expr*> rhs = syntax::unpackList(s->rhs);
  if (s->op == Operator::None) {
    assignVars(lhs, rhs);
    return;
  }
  if (s->op == Operator::Def) {
    shortVarDecl(s->pos, lhs, rhs);
    return;
  }
  if (lhs.size() != 1 || rhs.size() != 1) {
    errorf(s, "assignment operation {} requires single-valued expressions", s->op);
    return;
  }
  operand x;
  binary(&x, nullptr, lhs[0], rhs[0], s->op);
  assignVar(lhs[0], &x);
}

void Checker::returnStmt(syntax::ReturnStmt* s) {
  List<Var*> res = tupleVars(env.sig->results);
  List<syntax::Expr*> results = syntax::unpackList(s->results);
  if (results.empty() && !res.empty() && res[0]->name && res[0]->name->len > 0) {
    // A bare return of named results, which must not be shadowed here.
    for (Var* obj : res) {
      Object* alt = lookup(obj->name);
      if (!alt || alt == obj) continue;
      MultiError e;
      e.parts.push_back({At(s).pos, sprintf("result parameter {} not in scope at return", obj->name)});
      e.parts.push_back({alt->pos, sprintf("inner declaration of {}", static_cast<Object*>(obj))});
      report(e);
    }
    return;
  }
  if (res.empty() && results.empty()) return;
  initVars(res, results, s);
}

void Checker::branchStmt(unsigned ctxt, syntax::BranchStmt* s) {
  if (s->label) {
    env.hasLabel = true;
    return;  // the second pass, labels
  }
  if (conf.ignoreBranchErrors) return;
  switch (s->tok) {
    case syntax::Token::Break:
      if (!(ctxt & kBreakOk)) error(s, "break not in for, switch, or select statement");
      break;
    case syntax::Token::Continue:
      if (!(ctxt & kContinueOk)) error(s, "continue not in for statement");
      break;
    case syntax::Token::Fallthrough:
      if (ctxt & kFallthroughOk) break;
      if (ctxt & kFinalSwitchCase) error(s, "cannot fallthrough final case in switch");
      else if (ctxt & kInTypeSwitch) error(s, "cannot fallthrough in type switch");
      else error(s, "fallthrough statement out of place");
      break;
    default: errorf(s, "invalid AST: branch statement: {}", syntax::tokenString(s->tok));
  }
}

void Checker::selectStmt(unsigned inner, syntax::SelectStmt* s) {
  inner |= kBreakOk;
  multipleSelectDefaults(s->body);
  for (uint32_t i = 0; i < s->body.size(); i++) {
    syntax::CommClause* clause = s->body[i];
    bool valid = false;
    syntax::Expr* rhs = nullptr;
    if (!clause->comm || clause->comm->is<syntax::SendStmt>()) {
      valid = true;
    } else if (auto* a = clause->comm->as<syntax::AssignStmt>()) {
      if (!syntax::is<syntax::ListExpr>(a->rhs)) rhs = a->rhs;
    } else if (auto* x = clause->comm->as<syntax::ExprStmt>()) {
      rhs = x->x;
    }
    if (auto* op = syntax::as<syntax::Operation>(syntax::unparen(rhs)))
      valid = valid || (!op->y && op->op == Operator::Recv);
    if (!valid) {
      error(clause->comm, "select case must be send or receive (possibly with assignment)");
      continue;
    }
    openScopeUntil(clause, i + 1 < s->body.size() ? s->body[i + 1]->pos : s->rbrace, "case");
    if (clause->comm) stmt(inner, clause->comm);
    stmtList(inner, clause->body);
    closeScope();
  }
}

void Checker::ifStmt(unsigned inner, syntax::IfStmt* s) {
  // An else-if chain is a list, not nesting: each link opens a scope inside the one before.
  unsigned scopes = 0;
  for (;;) {
    openScope(s, "if");
    scopes++;
    simpleStmt(s->init);
    operand x;
    expr(&x, s->cond);
    if (x.mode != invalid && !allBoolean(x.type)) error(s->cond, "non-boolean condition in if statement");
    stmt(inner, s->then);
    auto* next = syntax::as<syntax::IfStmt>(s->els);
    if (next) {
      s = next;
      continue;
    }
    if (syntax::is<syntax::BlockStmt>(s->els)) stmt(inner, s->els);
    else if (s->els) error(s->els, "invalid else branch in if statement");
    break;
  }
  while (scopes-- > 0) closeScope();
}

void Checker::forStmt(unsigned inner, syntax::ForStmt* s) {
  inner |= kBreakOk | kContinueOk;
  if (auto* rclause = syntax::as<syntax::RangeClause>(s->init)) {
    rangeStmt(inner, s, rclause);
    return;
  }
  openScope(s, "for");
  simpleStmt(s->init);
  if (s->cond) {
    operand x;
    expr(&x, s->cond);
    if (x.mode != invalid && !allBoolean(x.type)) error(s->cond, "non-boolean condition in for statement");
  }
  simpleStmt(s->post);
  // The parser has reported a := here.
  if (auto* a = syntax::as<syntax::AssignStmt>(s->post); a && a->op == Operator::Def) use1(a->lhs);
  stmt(inner, s->body);
  closeScope();
}

void Checker::stmt(unsigned ctxt, syntax::Stmt* s) {
  size_t top = delayed.size();
  unsigned inner = ctxt & ~unsigned{kFallthroughOk | kFinalSwitchCase | kInTypeSwitch};
  if (tooDeep(s->pos)) return;
  switch (s->kind) {
    case NodeKind::EmptyStmt: break;
    case NodeKind::DeclStmt:
      // gc 1.18 and 1.19 had no types inside generic functions.
      if (!allowVersion(pkg, 20) && env.sig && !(env.sig->tparams.empty() && env.sig->rparams.empty()))
        for (syntax::Decl* d : s->to<syntax::DeclStmt>()->declList)
          if (auto* t = d->as<syntax::TypeDecl>(); t && !t->alias)
            genericLocalTypes.push_back(s->pos);
      declStmt(s->to<syntax::DeclStmt>()->declList);
      break;
    case NodeKind::LabeledStmt:
      env.hasLabel = true;
      stmt(ctxt, s->to<syntax::LabeledStmt>()->stmt);
      break;
    case NodeKind::ExprStmt: exprStmt(s->to<syntax::ExprStmt>()); break;
    case NodeKind::SendStmt: sendStmt(s->to<syntax::SendStmt>()); break;
    case NodeKind::AssignStmt: assignStmt(s->to<syntax::AssignStmt>()); break;
    case NodeKind::CallStmt: {
      auto* c = s->to<syntax::CallStmt>();
      if (c->call) suspendedCall(c->tok == syntax::Token::Defer ? "defer" : "go", c->call);
      break;
    }
    case NodeKind::ReturnStmt: returnStmt(s->to<syntax::ReturnStmt>()); break;
    case NodeKind::BranchStmt: branchStmt(ctxt, s->to<syntax::BranchStmt>()); break;
    case NodeKind::BlockStmt:
      openScopeUntil(s, s->to<syntax::BlockStmt>()->rbrace, "block");
      stmtList(inner, s->to<syntax::BlockStmt>()->list);
      closeScope();
      break;
    case NodeKind::IfStmt: ifStmt(inner, s->to<syntax::IfStmt>()); break;
    case NodeKind::SwitchStmt: {
      auto* sw = s->to<syntax::SwitchStmt>();
      openScope(s, "switch");
      simpleStmt(sw->init);
      if (auto* g = syntax::as<syntax::TypeSwitchGuard>(sw->tag))
        typeSwitchStmt(inner | kBreakOk | kInTypeSwitch, sw, g);
      else
        switchStmt(inner | kBreakOk, sw);
      closeScope();
      break;
    }
    case NodeKind::SelectStmt: selectStmt(inner, s->to<syntax::SelectStmt>()); break;
    case NodeKind::ForStmt: forStmt(inner, s->to<syntax::ForStmt>()); break;
    default: error(s, "invalid statement");
  }
  // Function literals of this statement are checked here, when its variables are set up.
  if (delayed.size() > top) processDelayed(top);
}

}  // namespace vole::types
