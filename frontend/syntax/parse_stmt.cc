// This file parses statements.
#include <fmt/format.h>

#include "frontend/syntax/parser_impl.h"
#include "frontend/syntax/print.h"

namespace vole::syntax {

// SimpleStmt = EmptyStmt | ExpressionStmt | SendStmt | IncDecStmt | Assignment | ShortVarDecl .
// keyword says whose header this is in: For permits a range clause, Switch a type switch guard.
SimpleStmt* Parser::simpleStmt(Expr* lhs, Token keyword) {
  if (keyword == Token::For && tok == Token::Range) return rangeClause(nullptr, false);
  if (!lhs) lhs = exprList();
  Pos p = pos();

  auto exprStmt = [&](Expr* x) {
    ExprStmt* s = node<ExprStmt>(x->pos);
    s->x = x;
    return s;
  };

  if (lhs->is<ListExpr>() && lists_ && keyword == Token::None && tok != Token::Assign && tok != Token::Define) return exprStmt(lhs);
  if (!lhs->is<ListExpr>() && tok != Token::Assign && tok != Token::Define) {
    switch (tok) {
      case Token::AssignOp: {
        Operator o = op;
        next();
        return newAssignStmt(p, o, lhs, expr());
      }
      case Token::IncOp: {
        Operator o = op;
        next();
        return newAssignStmt(p, o, lhs, nullptr);
      }
      case Token::Arrow: {
        SendStmt* s = node<SendStmt>(p);
        next();
        s->chan = lhs;
        s->value = expr();
        return s;
      }
      default:
        return exprStmt(lhs);
    }
  }

  if (tok == Token::Assign || tok == Token::Define) {
    bool def = tok == Token::Define;
    next();
    if (keyword == Token::For && tok == Token::Range) return rangeClause(lhs, def);
    Expr* rhs = exprList();
    if (auto* guard = as<TypeSwitchGuard>(rhs); guard && keyword == Token::Switch && def) {
      if (Name* n = as<Name>(lhs)) {
        guard->lhs = n;
        return exprStmt(guard);
      }
    }
    return newAssignStmt(p, def ? Operator::Def : Operator::None, lhs, rhs);
  }

  syntaxError("expecting := or = or comma");
  advance(tokenSet(Token::Semi, Token::Rbrace));
  if (auto* l = lhs->as<ListExpr>()) lhs = l->elemList[0];  // the best of what there is
  return exprStmt(lhs);
}

SimpleStmt* Parser::rangeClause(Expr* lhs, bool def) {
  RangeClause* r = node<RangeClause>();
  next();
  r->lhs = lhs;
  r->def = def;
  r->x = expr();
  return r;
}

AssignStmt* Parser::newAssignStmt(Pos p, Operator o, Expr* lhs, Expr* rhs) {
  AssignStmt* a = node<AssignStmt>(p);
  a->op = o;
  a->lhs = lhs;
  a->rhs = rhs;
  return a;
}

Stmt* Parser::labeledStmtOrNil(Name* label) {
  LabeledStmt* s = node<LabeledStmt>();
  s->label = label;
  want(Token::Colon);
  if (tok == Token::Rbrace) {
    // The semicolon of an empty statement may be left out before "}".
    s->stmt = node<EmptyStmt>();
    return s;
  }
  s->stmt = stmtOrNil();
  if (s->stmt) return s;
  syntaxErrorAt(s->pos, "missing statement after label");
  return nullptr;
}

// context is not needed if the current token is "{".
BlockStmt* Parser::blockStmt(const char* context) {
  BlockStmt* s = node<BlockStmt>();
  if (!got(Token::Lbrace)) {
    syntaxError(std::string("expecting { after ") + context);
    advance(tokenSet(Token::Name, Token::Rbrace));
    s->rbrace = pos();
    if (got(Token::Rbrace)) return s;
  }
  s->list = stmtList();
  s->rbrace = pos();
  want(Token::Rbrace);
  return s;
}

Stmt* Parser::declStmt(DeclFn f) {
  DeclStmt* s = node<DeclStmt>();
  next();
  Builder<Decl> decls(*this);
  appendGroup(decls, f);
  s->declList = decls.take();
  return s;
}

Stmt* Parser::forStmt() {
  ForStmt* s = node<ForStmt>();
  header(Token::For, &s->init, &s->cond, &s->post);
  s->body = blockStmt("for clause");
  return s;
}

// The header of an if, for or switch statement, up to its "{".
void Parser::header(Token keyword, SimpleStmt** init, Expr** cond, SimpleStmt** post) {
  want(keyword);
  if (tok == Token::Lbrace) {
    if (keyword == Token::If) {
      syntaxError("missing condition in if statement");
      *cond = badExpr();
    }
    return;
  }
  int outer = xnest_;
  xnest_ = -1;

  if (tok != Token::Semi) {
    if (got(Token::Var)) {
      syntaxError(fmt::format("var declaration not allowed in {} initializer", tokenWord(keyword)));
    }
    *init = simpleStmt(nullptr, keyword);
    if (is<RangeClause>(*init)) {
      xnest_ = outer;
      return;
    }
  }

  SimpleStmt* condStmt = nullptr;
  Pos semiPos;
  std::string semiLit;
  if (tok != Token::Lbrace) {
    if (tok == Token::Semi) {
      semiPos = pos();
      semiLit = lit;
      next();
    } else {
      want(Token::Lbrace);  // a better message than asking for ";"
      if (tok != Token::Lbrace) advance(tokenSet(Token::Lbrace, Token::Rbrace));
    }
    if (keyword == Token::For) {
      if (tok != Token::Semi) {
        if (tok == Token::Lbrace) {
          syntaxError("expecting for loop condition");
          xnest_ = outer;
          return;
        }
        condStmt = simpleStmt(nullptr, Token::None);
      }
      want(Token::Semi);
      if (tok != Token::Lbrace) {
        *post = simpleStmt(nullptr, Token::None);
        if (auto* a = as<AssignStmt>(*post); a && a->op == Operator::Def) {
          syntaxErrorAt(a->pos, "cannot declare in post statement of for loop");
        }
      }
    } else if (tok != Token::Lbrace) {
      condStmt = simpleStmt(nullptr, keyword);
    }
  } else {
    condStmt = *init;
    *init = nullptr;
  }

  if (!condStmt) {
    if (keyword == Token::If && semiPos.isKnown()) {
      if (semiLit != "semicolon") {
        syntaxErrorAt(semiPos, fmt::format("unexpected {}, expecting {{ after if clause", semiLit));
      } else {
        syntaxErrorAt(semiPos, "missing condition in if statement");
      }
      *cond = node<BadExpr>(semiPos);
    }
  } else if (auto* e = condStmt->as<ExprStmt>()) {
    *cond = e->x;
  } else {
    // Most often "=" was written for "==": point at it.
    std::string text;
    auto* a = condStmt->as<AssignStmt>();
    if (a && a->op == Operator::None) {
      text = "assignment (" + toString(a->lhs) + ") = (" + toString(a->rhs) + ")";
    } else {
      text = toString(condStmt);
    }
    syntaxErrorAt(condStmt->pos, fmt::format("cannot use {} as value", text));
  }
  xnest_ = outer;
}

IfStmt* Parser::ifStmt() {
  IfStmt* s = node<IfStmt>();
  Nest nest(*this);
  if (nest.deep) {
    s->cond = badExpr();
    s->then = node<BlockStmt>();
    return s;
  }
  SimpleStmt* post = nullptr;
  header(Token::If, &s->init, &s->cond, &post);
  s->then = blockStmt("if clause");
  if (got(Token::Else)) {
    if (tok == Token::If) {
      s->els = ifStmt();
    } else if (tok == Token::Lbrace) {
      s->els = blockStmt("");
    } else {
      syntaxError("else must be followed by if or statement block");
      advance(tokenSet(Token::Name, Token::Rbrace));
    }
  }
  return s;
}

Stmt* Parser::switchStmt() {
  SwitchStmt* s = node<SwitchStmt>();
  SimpleStmt* post = nullptr;
  header(Token::Switch, &s->init, &s->tag, &post);
  if (!got(Token::Lbrace)) {
    syntaxError("missing { after switch clause");
    advance(tokenSet(Token::Case, Token::Default, Token::Rbrace));
  }
  Builder<CaseClause> body(*this);
  while (tok != Token::Eof && tok != Token::Rbrace) body.push(caseClause());
  s->body = body.take();
  s->rbrace = pos();
  want(Token::Rbrace);
  return s;
}

Stmt* Parser::selectStmt() {
  SelectStmt* s = node<SelectStmt>();
  want(Token::Select);
  if (!got(Token::Lbrace)) {
    syntaxError("missing { after select clause");
    advance(tokenSet(Token::Case, Token::Default, Token::Rbrace));
  }
  Builder<CommClause> body(*this);
  while (tok != Token::Eof && tok != Token::Rbrace) body.push(commClause());
  s->body = body.take();
  s->rbrace = pos();
  want(Token::Rbrace);
  return s;
}

CaseClause* Parser::caseClause() {
  CaseClause* c = node<CaseClause>();
  if (tok == Token::Case) {
    next();
    c->cases = exprList();
  } else if (tok == Token::Default) {
    next();
  } else {
    syntaxError("expecting case or default or }");
    advance(tokenSet(Token::Colon, Token::Case, Token::Default, Token::Rbrace));
  }
  c->colon = pos();
  want(Token::Colon);
  c->body = stmtList();
  return c;
}

// Which simple statements may stand here (sends and receives) is for the checker to say.
CommClause* Parser::commClause() {
  CommClause* c = node<CommClause>();
  if (tok == Token::Case) {
    next();
    c->comm = simpleStmt(nullptr, Token::None);
  } else if (tok == Token::Default) {
    next();
  } else {
    syntaxError("expecting case or default or }");
    advance(tokenSet(Token::Colon, Token::Case, Token::Default, Token::Rbrace));
  }
  c->colon = pos();
  want(Token::Colon);
  c->body = stmtList();
  return c;
}

// go Call, defer Call
CallStmt* Parser::callStmt() {
  CallStmt* s = node<CallStmt>();
  s->tok = tok;
  next();
  Expr* x = pexpr(nullptr, tok == Token::Lparen);
  if (Expr* t = unparen(x); t != x) {
    errorAt(x->pos, fmt::format("expression in {} must not be parenthesized", tokenString(s->tok)));
    x = t;
  }
  CallExpr* c = x->as<CallExpr>();
  if (!c) {
    errorAt(x->pos, fmt::format("expression in {} must be function call", tokenString(s->tok)));
    c = node<CallExpr>(x->pos);
    c->fun = x;  // most likely the parentheses were forgotten
  }
  s->call = c;
  return s;
}

// Statement = Declaration | LabeledStmt | SimpleStmt | GoStmt | ReturnStmt | BreakStmt |
//     ContinueStmt | GotoStmt | FallthroughStmt | Block | IfStmt | SwitchStmt | SelectStmt |
//     ForStmt | DeferStmt .
// Null if there is none.
Stmt* Parser::stmtOrNil() {
  Nest nest(*this);
  if (nest.deep) return nullptr;

  // Most statements begin with a name.
  if (tok == Token::Name) {
    clearPragma();
    Expr* lhs = exprList();
    if (Name* label = as<Name>(lhs); label && tok == Token::Colon) return labeledStmtOrNil(label);
    return simpleStmt(lhs, Token::None);
  }
  switch (tok) {
    case Token::Var: return declStmt(&Parser::varDecl);
    case Token::Const: return declStmt(&Parser::constDecl);
    case Token::Type: return declStmt(&Parser::typeDecl);
    default: break;
  }
  clearPragma();

  switch (tok) {
    case Token::Lbrace:
      return blockStmt("");
    case Token::Operator:
    case Token::Star:
      switch (op) {
        case Operator::Add:
        case Operator::Sub:
        case Operator::Mul:
        case Operator::And:
        case Operator::Xor:
        case Operator::Not:
          return simpleStmt(nullptr, Token::None);
        default:
          return nullptr;
      }
    case Token::Literal:
    case Token::Func:
    case Token::Lparen:
    case Token::Lbrack:
    case Token::Struct:
    case Token::Map:
    case Token::Chan:
    case Token::Interface:
    case Token::Arrow:
      return simpleStmt(nullptr, Token::None);
    case Token::For:
      return forStmt();
    case Token::Switch:
      return switchStmt();
    case Token::Select:
      return selectStmt();
    case Token::If:
      return ifStmt();
    case Token::Fallthrough:
    case Token::Break:
    case Token::Continue:
    case Token::Goto: {
      BranchStmt* s = node<BranchStmt>();
      s->tok = tok;
      next();
      if (s->tok == Token::Goto || (s->tok != Token::Fallthrough && tok == Token::Name)) s->label = name();
      return s;
    }
    case Token::Go:
    case Token::Defer:
      return callStmt();
    case Token::Return: {
      ReturnStmt* s = node<ReturnStmt>();
      next();
      if (tok != Token::Semi && tok != Token::Rbrace) s->results = exprList();
      return s;
    }
    case Token::Semi:
      return node<EmptyStmt>();
    default:
      return nullptr;
  }
}

// StatementList = { Statement ";" } .
List<Stmt*> Parser::stmtList() {
  Builder<Stmt> stmts(*this);
  while (tok != Token::Eof && tok != Token::Rbrace && tok != Token::Case && tok != Token::Default) {
    Stmt* s = stmtOrNil();
    clearPragma();
    if (!s) break;
    stmts.push(s);
    // ";" is optional before "}".
    if (!got(Token::Semi) && tok != Token::Rbrace) {
      syntaxError("at end of statement");
      advance(tokenSet(Token::Semi, Token::Rbrace, Token::Case, Token::Default));
      got(Token::Semi);
    }
  }
  return stmts.take();
}

}  // namespace vole::syntax
