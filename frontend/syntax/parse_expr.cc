// This file parses expressions.
#include "frontend/syntax/parser_impl.h"
#include "frontend/syntax/print.h"

namespace vole::syntax {

// Expression = UnaryExpr | Expression binary_op Expression .
Expr* Parser::binaryExpr(Expr* x, int minPrec) {
  if (!x) x = unaryExpr();
  int chain = 0;
  while ((tok == Token::Operator || tok == Token::Star) && prec > minPrec) {
    if (chainTooLong(chain)) break;
    Operation* t = node<Operation>();
    t->op = op;
    int p = prec;
    next();
    t->x = x;
    t->y = binaryExpr(nullptr, p);
    x = t;
  }
  return x;
}

// UnaryExpr = PrimaryExpr | unary_op UnaryExpr .
Expr* Parser::unaryExpr() {
  Nest nest(*this);
  if (nest.deep) return badExpr();
  if (tok == Token::Operator || tok == Token::Star) {
    switch (op) {
      case Operator::Mul:
      case Operator::Add:
      case Operator::Sub:
      case Operator::Not:
      case Operator::Xor:
      case Operator::Tilde:
      case Operator::And: {
        Operation* x = node<Operation>();
        x->op = op;
        next();
        x->x = unaryExpr();
        if (x->op == Operator::And) x->x = unparen(x->x);  // &(T{}) means &T{}
        return x;
      }
      default:
        break;
    }
  }
  if (tok == Token::Arrow) return receiveOrChanType();
  // Parentheses are kept for the error about "(x) := 1".
  return pexpr(nullptr, true);
}

// <-x is a receive operation unless x turns out to be a channel type; then the arrow belongs to
// the type:   <-(chan E) => (<-chan E),   <-(chan<- E) => (<-chan (<-E)).
Expr* Parser::receiveOrChanType() {
  Pos p = pos();
  next();
  Expr* x = unaryExpr();
  if (x->is<ChanType>()) {
    ChanDir dir = ChanDir::SendOnly;
    Expr* t = x;
    while (dir == ChanDir::SendOnly) {
      ChanType* c = as<ChanType>(t);
      if (!c) break;
      dir = c->dir;
      if (dir == ChanDir::RecvOnly) syntaxError("unexpected <-, expecting chan");  // <-<-chan E
      c->dir = ChanDir::RecvOnly;
      t = c->elem;
    }
    if (dir == ChanDir::SendOnly) syntaxError("unexpected " + toString(t) + ", expecting chan");
    return x;
  }
  Operation* o = node<Operation>(p);
  o->op = Operator::Recv;
  o->x = x;
  return o;
}

// Operand = Literal | OperandName | MethodExpr | "(" Expression ")" .
// Composite literals are read by pexpr, since their type may be a qualified name.
Expr* Parser::operand(bool keepParens) {
  switch (tok) {
    case Token::Name:
      return name();
    case Token::Literal:
      return oliteral();
    case Token::Lparen: {
      Pos p = pos();
      next();
      xnest_++;
      Expr* x = expr();
      xnest_--;
      want(Token::Rparen);
      // Parentheses are recorded only where somebody asks: here, if this may be the parenthesised
      // type of a composite literal, which is an error.
      if (!keepParens && tok != Token::Lbrace) return x;
      ParenExpr* px = node<ParenExpr>(p);
      px->x = x;
      return px;
    }
    case Token::Func: {
      Pos p = pos();
      next();
      FuncType* t = funcType("function type", nullptr);
      if (tok != Token::Lbrace) return t;
      xnest_++;
      FuncLit* f = node<FuncLit>(p);
      f->typeExpr = t;
      f->body = funcBody();
      xnest_--;
      return f;
    }
    case Token::Lbrack:
    case Token::Chan:
    case Token::Map:
    case Token::Struct:
    case Token::Interface:
      return type();
    default: {
      Expr* x = badExpr();
      syntaxError("expecting expression");
      advance(tokenSet(Token::Rparen, Token::Rbrack, Token::Rbrace));
      return x;
    }
  }
}

namespace {

// Must x be a value, by its syntax?
bool isValue(Expr* x) {
  for (;;) {
    switch (x->kind) {
      case NodeKind::BasicLit:
      case NodeKind::CompositeLit:
      case NodeKind::FuncLit:
      case NodeKind::SliceExpr:
      case NodeKind::AssertExpr:
      case NodeKind::TypeSwitchGuard:
      case NodeKind::CallExpr:
        return true;
      case NodeKind::Operation:
        return x->to<Operation>()->op != Operator::Mul || x->to<Operation>()->y;
      case NodeKind::ParenExpr:
        x = x->to<ParenExpr>()->x;
        continue;
      case NodeKind::IndexExpr:
        if (isValue(x->to<IndexExpr>()->index)) return true;
        x = x->to<IndexExpr>()->x;
        continue;
      default:
        return false;
    }
  }
}

}  // namespace

// PrimaryExpr = Operand | PrimaryExpr ( Selector | Index | Slice | TypeAssertion | Arguments ) .
Expr* Parser::pexpr(Expr* x, bool keepParens) {
  if (!x) x = operand(keepParens);
  for (int chain = 0; !chainTooLong(chain);) {
    Pos p = pos();
    switch (tok) {
      case Token::Dot:
        next();
        if (tok == Token::Name) {
          SelectorExpr* t = node<SelectorExpr>(p);
          t->x = x;
          t->sel = name();
          x = t;
        } else if (tok == Token::Lparen) {
          next();
          if (got(Token::Type)) {
            TypeSwitchGuard* t = node<TypeSwitchGuard>(p);
            t->x = x;
            x = t;
          } else {
            AssertExpr* t = node<AssertExpr>(p);
            t->x = x;
            t->typeExpr = type();
            x = t;
          }
          want(Token::Rparen);
        } else {
          syntaxError("expecting name or (");
          advance(tokenSet(Token::Semi, Token::Rparen));
        }
        break;

      case Token::Lbrack:
        next();
        if (tok == Token::Rbrack) {
          syntaxError("expecting operand");
          next();
          break;
        }
        x = indexOrSlice(x, p);
        break;

      case Token::Lparen: {
        CallExpr* t = node<CallExpr>(p);
        next();
        t->fun = x;
        t->argList = argList(&t->hasDots);
        x = t;
        break;
      }

      case Token::Lbrace: {
        // A composite literal, or the block of a statement whose header this is.
        Expr* t = unparen(x);
        bool complit = false;
        switch (t->kind) {
          case NodeKind::Name:
          case NodeKind::SelectorExpr:
            complit = xnest_ >= 0;
            break;
          case NodeKind::IndexExpr:
            complit = xnest_ >= 0 && !isValue(t);
            break;
          case NodeKind::ArrayType:
          case NodeKind::SliceType:
          case NodeKind::StructType:
          case NodeKind::MapType:
            complit = true;
            break;
          default:
            break;
        }
        if (!complit) return x;
        if (t != x) syntaxError("cannot parenthesize type in composite literal");
        CompositeLit* n = complitExpr();
        n->typeExpr = x;
        x = n;
        break;
      }

      default:
        return x;
    }
  }
  return x;
}

// Behind "x[" (at p), when no "]" follows.
Expr* Parser::indexOrSlice(Expr* x, Pos p) {
  Expr* i = nullptr;
  if (tok != Token::Colon) {
    bool comma;
    i = typeList(&comma);
    if (comma || tok == Token::Rbrack) {
      want(Token::Rbrack);
      IndexExpr* t = node<IndexExpr>(p);
      t->x = x;
      t->index = i;
      return t;
    }
  }
  if (!got(Token::Colon)) {
    syntaxError("expecting comma, : or ]");
    advance(tokenSet(Token::Comma, Token::Colon, Token::Rbrack));
  }
  xnest_++;
  SliceExpr* t = node<SliceExpr>(p);
  t->x = x;
  t->index[0] = i;
  if (tok != Token::Colon && tok != Token::Rbrack) t->index[1] = expr();
  if (tok == Token::Colon) {
    t->full = true;
    if (!t->index[1]) {
      error("middle index required in 3-index slice");
      t->index[1] = badExpr();
    }
    next();
    if (tok != Token::Rbrack) {
      t->index[2] = expr();
    } else {
      error("final index required in 3-index slice");
      t->index[2] = badExpr();
    }
  }
  xnest_--;
  want(Token::Rbrack);
  return t;
}

// Element = Expression | LiteralValue .
Expr* Parser::bareComplitExpr() {
  if (tok != Token::Lbrace) return expr();
  Nest nest(*this);
  if (nest.deep) return badExpr();
  return complitExpr();
}

// LiteralValue = "{" [ ElementList [ "," ] ] "}" .
CompositeLit* Parser::complitExpr() {
  CompositeLit* x = node<CompositeLit>();
  xnest_++;
  want(Token::Lbrace);
  Builder<Expr> elems(*this);
  x->rbrace = list("composite literal", Token::Comma, Token::Rbrace, [&] {
    Expr* e = bareComplitExpr();
    if (tok == Token::Colon) {
      KeyValueExpr* kv = node<KeyValueExpr>();
      next();
      kv->key = e;
      kv->value = bareComplitExpr();
      e = kv;
      x->nkeys++;
    }
    elems.push(e);
    return false;
  });
  x->elemList = elems.take();
  xnest_--;
  return x;
}

// argList = [ arg { "," arg } [ "..." ] [ "," ] ] ")" .
List<Expr*> Parser::argList(bool* hasDots) {
  xnest_++;
  Builder<Expr> args(*this);
  list("argument list", Token::Comma, Token::Rparen, [&] {
    args.push(expr());
    *hasDots = got(Token::DotDotDot);
    return *hasDots;
  });
  xnest_--;
  return args.take();
}

// ExpressionList = Expression { "," Expression } .
Expr* Parser::exprList() {
  Expr* x = expr();
  if (tok != Token::Comma) return x;
  Builder<Expr> elems(*this);
  elems.push(x);
  while (got(Token::Comma)) elems.push(expr());
  ListExpr* l = node<ListExpr>(x->pos);
  l->elemList = elems.take();
  return l;
}

// typeList = arg { "," arg } [ "," ] .
// The first element may be any expression, the others must be types. *comma: there was one.
Expr* Parser::typeList(bool* comma) {
  *comma = false;
  xnest_++;
  Expr* x = expr();
  if (got(Token::Comma)) {
    *comma = true;
    if (Expr* t = typeOrNil()) {
      Builder<Expr> elems(*this);
      elems.push(x);
      elems.push(t);
      while (got(Token::Comma)) {
        t = typeOrNil();
        if (!t) break;
        elems.push(t);
      }
      ListExpr* l = node<ListExpr>(x->pos);
      l->elemList = elems.take();
      x = l;
    }
  }
  xnest_--;
  return x;
}

}  // namespace vole::syntax
