// This file parses declarations.
#include "frontend/syntax/branches.h"
#include "frontend/syntax/parser_impl.h"

namespace vole::syntax {

// appendGroup(f) = f | "(" { f ";" } ")" .
void Parser::appendGroup(Builder<Decl>& decls, DeclFn f) {
  if (tok != Token::Lparen) {
    if (Decl* d = (this->*f)(nullptr)) decls.push(d);
    return;
  }
  Group* g = arena_.make<Group>();
  g->pos = pos();
  clearPragma();  // before "(" is consumed: a directive behind it belongs to the first element
  next();
  list("grouped declaration", Token::Semi, Token::Rparen, [&] {
    if (Decl* d = (this->*f)(g)) decls.push(d);
    return false;
  });
}

// ImportSpec = [ "." | PackageName ] ImportPath .
Decl* Parser::importDecl(Group* group) {
  ImportDecl* d = node<ImportDecl>();
  d->group = group;
  d->pragma = takePragma();
  if (tok == Token::Name) {
    d->localPkgName = name();
  } else if (tok == Token::Dot) {
    d->localPkgName = newName(pos(), intern("."));
    next();
  }
  d->path = oliteral();
  if (!d->path) {
    syntaxError("missing import path");
    advance(tokenSet(Token::Semi, Token::Rparen));
    return d;
  }
  if (!d->path->bad && d->path->litKind != LitKind::String) {
    syntaxError("import path must be a string");
    d->path->bad = true;
  }
  return d;
}

// ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] .
Decl* Parser::constDecl(Group* group) {
  ConstDecl* d = node<ConstDecl>();
  d->group = group;
  d->pragma = pragmaFor(d);
  d->nameList = nameList(name());
  if (tok != Token::Eof && tok != Token::Semi && tok != Token::Rparen) {
    d->typeExpr = typeOrNil();
    if (gotAssign()) d->values = exprList();
  }
  return d;
}

namespace {

// Can x only be a type element? (False if it might be an ordinary expression too.)
bool isTypeElem(Expr* x) {
  for (;;) {
    switch (x->kind) {
      case NodeKind::ArrayType:
      case NodeKind::StructType:
      case NodeKind::FuncType:
      case NodeKind::InterfaceType:
      case NodeKind::SliceType:
      case NodeKind::MapType:
      case NodeKind::ChanType:
        return true;
      case NodeKind::Operation: {
        auto* o = x->to<Operation>();
        if (o->op == Operator::Tilde || (o->y && isTypeElem(o->y))) return true;
        x = o->x;
        continue;
      }
      case NodeKind::ParenExpr:
        x = x->to<ParenExpr>()->x;
        continue;
      default:
        return false;
    }
  }
}

struct NameAndType {
  Name* name;
  Expr* expr;
};

// Splits x into a name and what follows it, if x can be read as the beginning of a type parameter
// list: "P *E", "P (E)", "P *E|F". Only a sure type element is split off, unless `force` is set.
// A mere name gives {name, null}; no split gives {null, x}.
NameAndType extractName(Arena& arena, Expr* x, bool force) {
  if (auto* n = x->as<Name>()) return {n, nullptr};
  if (auto* o = x->as<Operation>(); o && o->y) {
    if (o->op == Operator::Mul) {
      Name* n = as<Name>(o->x);
      if (n && (force || isTypeElem(o->y))) {
        auto* star = arena.make<Operation>(o->pos);
        star->op = Operator::Mul;
        star->x = o->y;
        return {n, star};
      }
    } else if (o->op == Operator::Or) {
      NameAndType l = extractName(arena, o->x, force || isTypeElem(o->y));
      if (l.name && l.expr) {
        auto* alt = arena.make<Operation>(o->pos);
        alt->op = Operator::Or;
        alt->x = l.expr;
        alt->y = o->y;
        return {l.name, alt};
      }
    }
  } else if (auto* c = x->as<CallExpr>()) {
    Name* n = as<Name>(c->fun);
    if (n && c->argList.size() == 1 && !c->hasDots && (force || isTypeElem(c->argList[0]))) {
      return {n, c->argList[0]};
    }
  }
  return {nullptr, x};
}

}  // namespace

// TypeSpec = identifier [ TypeParams ] [ "=" ] Type .
Decl* Parser::typeDecl(Group* group) {
  TypeDecl* d = node<TypeDecl>();
  d->group = group;
  d->pragma = pragmaFor(d);
  d->name = name();
  if (tok == Token::Lbrack) {
    // An array or slice type, or type parameters.
    Pos p = pos();
    next();
    if (tok == Token::Name) {
      // Either is possible: read an expression and look at it. A '[' behind the name decides at
      // once, for an index expression is no constant array length.
      Expr* x = name();
      if (tok != Token::Lbrack) {
        xnest_++;
        x = binaryExpr(pexpr(x, false), 0);
        xnest_--;
      }
      NameAndType s = extractName(arena_, x, tok == Token::Comma);
      if (s.name && (s.expr || tok != Token::Rbrack)) {
        d->tparamList = paramList(s.name, s.expr, Token::Rbrack, true);
        d->alias = gotAssign();
        d->typeExpr = typeOrNil();
      } else {
        d->typeExpr = arrayType(p, x);
      }
    } else if (tok == Token::Rbrack) {
      next();
      d->typeExpr = sliceType(p);
    } else {
      d->typeExpr = arrayType(p, nullptr);
    }
  } else {
    d->alias = gotAssign();
    d->typeExpr = typeOrNil();
  }
  if (!d->typeExpr) {
    d->typeExpr = badExpr();
    syntaxError("in type declaration");
    advance(tokenSet(Token::Semi, Token::Rparen));
  }
  return d;
}

// VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) .
Decl* Parser::varDecl(Group* group) {
  VarDecl* d = node<VarDecl>();
  d->group = group;
  d->pragma = pragmaFor(d);
  d->nameList = nameList(name());
  if (gotAssign()) {
    d->values = exprList();
  } else {
    d->typeExpr = type();
    if (gotAssign()) d->values = exprList();
  }
  return d;
}

// FunctionDecl = "func" FunctionName [ TypeParams ] Signature [ FunctionBody ] .
// MethodDecl   = "func" Receiver MethodName Signature [ FunctionBody ] .
FuncDecl* Parser::funcDeclOrNil() {
  FuncDecl* f = node<FuncDecl>();
  f->source = source();
  f->pragma = takePragma();
  if (got(Token::Lparen)) {
    List<Field*> rcvr = paramList(nullptr, nullptr, Token::Rparen, false);
    if (rcvr.empty()) {
      error("method has no receiver");
    } else {
      if (rcvr.size() > 1) error("method has multiple receivers");
      f->recv = rcvr[0];
    }
  }
  if (tok != Token::Name) {
    syntaxError("expecting name or (");
    advance(tokenSet(Token::Lbrace, Token::Semi));
    return nullptr;
  }
  f->name = name();
  f->typeExpr = funcType(f->recv ? "method" : "", &f->tparamList);
  if (tok == Token::Lbrace) {
    f->hasBody = true;
    f->bodyStart = pos();
    if (mode_.lazyBodies && skipBlock()) {
      f->bodyEnd = pos();
      next();
    } else {
      int before = errcnt_;
      f->body = funcBody();
      f->bodyEnd = f->body->rbrace;
      f->bodyFailed = errcnt_ != before;
    }
  }
  return f;
}

BlockStmt* Parser::funcBody() {
  fnest_++;
  int before = errcnt_;
  BlockStmt* body = blockStmt("");
  fnest_--;
  // Not after errors: labels may be missing from the tree.
  if (mode_.checkBranches && errcnt_ == before) {
    int n = diag_.errorCount();
    vole::syntax::checkBranches(body, diag_);
    if (diag_.errorCount() != n) errcnt_++;
  }
  return body;
}

}  // namespace vole::syntax
