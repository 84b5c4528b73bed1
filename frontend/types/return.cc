// This file finds out whether a statement list ends in a terminating statement (spec: Terminating
// statements).
#include "frontend/types/checker_impl.h"

namespace vole::types {

using syntax::NodeKind;

namespace {

bool hasBreakList(List<syntax::Stmt*> list, Sym label, bool implicit);

// Does s contain a break that refers to label, or, with implicit, one without label that refers to
// the statement around s?
bool hasBreak(syntax::Stmt* s, Sym label, bool implicit) {
  for (;;) {
    switch (s->kind) {
      case NodeKind::LabeledStmt: s = s->to<syntax::LabeledStmt>()->stmt; continue;
      case NodeKind::BranchStmt: {
        auto* b = s->to<syntax::BranchStmt>();
        if (b->tok != syntax::Token::Break) return false;
        return b->label ? b->label->sym == label : implicit;
      }
      case NodeKind::BlockStmt: return hasBreakList(s->to<syntax::BlockStmt>()->list, label, implicit);
      case NodeKind::IfStmt: {
        auto* i = s->to<syntax::IfStmt>();
        if (hasBreak(i->then, label, implicit)) return true;
        if (!i->els) return false;
        s = i->els;
        continue;
      }
      // Inside of these a break without label is theirs.
      case NodeKind::SwitchStmt:
        if (!label) return false;
        for (syntax::CaseClause* c : s->to<syntax::SwitchStmt>()->body)
          if (hasBreakList(c->body, label, false)) return true;
        return false;
      case NodeKind::SelectStmt:
        if (!label) return false;
        for (syntax::CommClause* c : s->to<syntax::SelectStmt>()->body)
          if (hasBreakList(c->body, label, false)) return true;
        return false;
      case NodeKind::ForStmt:
        return label && hasBreak(s->to<syntax::ForStmt>()->body, label, false);
      default: return false;
    }
  }
}

bool hasBreakList(List<syntax::Stmt*> list, Sym label, bool implicit) {
  for (syntax::Stmt* s : list)
    if (hasBreak(s, label, implicit)) return true;
  return false;
}

bool isPanicCall(syntax::Expr* e) {
  auto* call = syntax::as<syntax::CallExpr>(syntax::unparen(e));
  if (!call) return false;
  auto* name = syntax::as<syntax::Name>(syntax::unparen(call->fun));
  auto* b = name ? as<Builtin>(name->obj) : nullptr;
  return b && b->id == BuiltinId::Panic && call->argList.size() == 1;
}

}  // namespace

bool Checker::isTerminating(syntax::Stmt* s, Sym label) {
  for (;;) {
    switch (s->kind) {
      case NodeKind::LabeledStmt:
        label = s->to<syntax::LabeledStmt>()->label->sym;
        s = s->to<syntax::LabeledStmt>()->stmt;
        continue;
      case NodeKind::ExprStmt: return isPanicCall(s->to<syntax::ExprStmt>()->x);
      case NodeKind::ReturnStmt: return true;
      case NodeKind::BranchStmt: {
        auto tok = s->to<syntax::BranchStmt>()->tok;
        return tok == syntax::Token::Goto || tok == syntax::Token::Fallthrough;
      }
      case NodeKind::BlockStmt: return isTerminatingList(s->to<syntax::BlockStmt>()->list, nullptr);
      case NodeKind::IfStmt: {
        auto* i = s->to<syntax::IfStmt>();
        if (!i->els || !isTerminating(i->then, nullptr)) return false;
        s = i->els;
        label = nullptr;
        continue;
      }
      case NodeKind::SwitchStmt: return isTerminatingSwitch(s->to<syntax::SwitchStmt>()->body, label);
      case NodeKind::SelectStmt:
        for (syntax::CommClause* c : s->to<syntax::SelectStmt>()->body)
          if (!isTerminatingList(c->body, nullptr) || hasBreakList(c->body, label, true)) return false;
        return true;
      case NodeKind::ForStmt: {
        auto* f = s->to<syntax::ForStmt>();
        if (syntax::is<syntax::RangeClause>(f->init)) return false;
        return !f->cond && !hasBreak(f->body, label, true);
      }
      default: return false;
    }
  }
}

bool Checker::isTerminatingList(List<syntax::Stmt*> list, Sym label) {
  for (uint32_t i = list.size(); i-- > 0;)
    if (!list[i]->is<syntax::EmptyStmt>()) return isTerminating(list[i], label);
  return false;
}

bool Checker::isTerminatingSwitch(List<syntax::CaseClause*> body, Sym label) {
  bool hasDefault = false;
  for (syntax::CaseClause* c : body) {
    if (!c->cases) hasDefault = true;
    if (!isTerminatingList(c->body, nullptr) || hasBreakList(c->body, label, true)) return false;
  }
  return hasDefault;
}

// The parser checks labels and branches (syntax/branches.h): nothing is left to do here.
void Checker::labels(syntax::BlockStmt*) {}

}  // namespace vole::types
