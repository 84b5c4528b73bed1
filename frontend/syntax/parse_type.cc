// This file parses types, fields, parameters and names.
#include "frontend/syntax/parser_impl.h"
#include "frontend/syntax/print.h"
#include "frontend/syntax/walk.h"

namespace vole::syntax {

Expr* Parser::type() {
  Expr* t = typeOrNil();
  if (!t) {
    t = badExpr();
    syntaxError("expecting type");
    advance(tokenSet(Token::Comma, Token::Colon, Token::Semi, Token::Rparen, Token::Rbrack, Token::Rbrace));
  }
  return t;
}

Expr* Parser::newIndirect(Pos p, Expr* x) {
  Operation* o = node<Operation>(p);
  o->op = Operator::Mul;
  o->x = x;
  return o;
}

// Type     = TypeName | TypeLit | "(" Type ")" .
// TypeLit  = ArrayType | StructType | PointerType | FunctionType | InterfaceType | SliceType |
//            MapType | ChannelType .
// Null if there is no type; no error then.
Expr* Parser::typeOrNil() {
  Nest nest(*this);
  if (nest.deep) return nullptr;
  Pos p = pos();
  switch (tok) {
    case Token::Star:
      next();
      return newIndirect(p, type());
    case Token::Arrow: {
      next();
      want(Token::Chan);
      ChanType* t = node<ChanType>(p);
      t->dir = ChanDir::RecvOnly;
      t->elem = chanElem();
      return t;
    }
    case Token::Func:
      next();
      return funcType("function type", nullptr);
    case Token::Lbrack:
      next();
      if (got(Token::Rbrack)) return sliceType(p);
      return arrayType(p, nullptr);
    case Token::Chan: {
      next();
      ChanType* t = node<ChanType>(p);
      if (got(Token::Arrow)) t->dir = ChanDir::SendOnly;
      t->elem = chanElem();
      return t;
    }
    case Token::Map: {
      next();
      want(Token::Lbrack);
      MapType* t = node<MapType>(p);
      t->key = type();
      want(Token::Rbrack);
      t->value = type();
      return t;
    }
    case Token::Struct:
      return structType();
    case Token::Interface:
      return interfaceType();
    case Token::Name:
      return qualifiedName(nullptr);
    case Token::Lparen: {
      next();
      Expr* t = type();
      want(Token::Rparen);
      return t;
    }
    default:
      return nullptr;
  }
}

Expr* Parser::typeInstance(Expr* x) {
  IndexExpr* t = node<IndexExpr>();
  want(Token::Lbrack);
  t->x = x;
  if (tok == Token::Rbrack) {
    syntaxError("expecting type");
    t->index = badExpr();
  } else {
    bool comma;
    t->index = typeList(&comma);
  }
  want(Token::Rbrack);
  return t;
}

// [ TypeParams ] Parameters [ Result ]. With a context type parameters are not permitted.
FuncType* Parser::funcType(const char* context, List<Field*>* tparams) {
  FuncType* t = node<FuncType>();
  Nest nest(*this);  // one more for functions: their parameters take many native frames
  if (nest.deep) return t;
  if (got(Token::Lbrack)) {
    if (*context) syntaxErrorAt(t->pos, std::string(context) + " must have no type parameters");
    if (tok == Token::Rbrack) {
      syntaxError("empty type parameter list");
      next();
    } else {
      List<Field*> l = paramList(nullptr, nullptr, Token::Rbrack, true);
      if (tparams) *tparams = l;
    }
  }
  want(Token::Lparen);
  t->paramList = paramList(nullptr, nullptr, Token::Rparen, false);
  t->resultList = funcResult();
  return t;
}

// "[" has been consumed; it is at p. len, if any, has been read already.
Expr* Parser::arrayType(Pos p, Expr* len) {
  if (!len && !got(Token::DotDotDot)) {
    xnest_++;
    len = expr();
    xnest_--;
  }
  if (tok == Token::Comma) {
    // Allowed behind the last type parameter, but not here.
    syntaxError("unexpected comma; expecting ]");
    next();
  }
  want(Token::Rbrack);
  ArrayType* t = node<ArrayType>(p);
  t->len = len;
  t->elem = type();
  return t;
}

Expr* Parser::sliceType(Pos p) {
  SliceType* t = node<SliceType>(p);
  t->elem = type();
  return t;
}

Expr* Parser::chanElem() {
  Expr* t = typeOrNil();
  if (!t) {
    t = badExpr();
    syntaxError("missing channel element type");
  }
  return t;
}

// StructType = "struct" "{" { FieldDecl ";" } "}" .
StructType* Parser::structType() {
  StructType* t = node<StructType>();
  want(Token::Struct);
  want(Token::Lbrace);
  Builder<Field> fields(*this);
  std::vector<BasicLit*> tags;
  list("struct type", Token::Semi, Token::Rbrace, [&] {
    fieldDecl(fields, tags);
    return false;
  });
  t->fieldList = fields.take();
  if (!tags.empty()) {
    tags.resize(t->fieldList.size());
    t->tagList = arena_.copyList(tags);
  }
  return t;
}

// FieldDecl      = (IdentifierList Type | AnonymousField) [ Tag ] .
// AnonymousField = [ "*" ] TypeName .
void Parser::fieldDecl(Builder<Field>& fields, std::vector<BasicLit*>& tags) {
  auto add = [&](Pos p, Name* n, Expr* t, BasicLit* tag) {
    if (tag) {
      tags.resize(fields.size());
      tags.push_back(tag);
    }
    Field* f = node<Field>(p);
    f->name = n;
    f->typeExpr = t;
    fields.push(f);
  };
  Pos p = pos();
  switch (tok) {
    case Token::Name: {
      Name* n = name();
      if (tok == Token::Dot || tok == Token::Literal || tok == Token::Semi || tok == Token::Rbrace) {
        Expr* t = qualifiedName(n);
        add(p, nullptr, t, oliteral());
        return;
      }
      List<Name*> names = nameList(n);
      Expr* t;
      if (names.size() == 1 && tok == Token::Lbrack) {
        // An embedded T[P1, P2], or a field T of type [n]E or []E.
        t = arrayOrTArgs();
        if (auto* x = t->as<IndexExpr>()) {
          x->x = n;
          add(p, nullptr, x, oliteral());
          return;
        }
      } else {
        t = type();
      }
      BasicLit* tag = oliteral();
      for (Name* each : names) add(each->pos, each, t, tag);
      return;
    }
    case Token::Star: {
      next();
      Expr* t;
      if (tok == Token::Lparen) {
        syntaxError("cannot parenthesize embedded type");
        next();
        t = qualifiedName(nullptr);
        got(Token::Rparen);
      } else {
        t = qualifiedName(nullptr);
      }
      BasicLit* tag = oliteral();
      add(p, nullptr, newIndirect(p, t), tag);
      return;
    }
    case Token::Lparen: {
      syntaxError("cannot parenthesize embedded type");
      next();
      Expr* t;
      if (tok == Token::Star) {
        Pos star = pos();
        next();
        t = newIndirect(star, qualifiedName(nullptr));
      } else {
        t = qualifiedName(nullptr);
      }
      got(Token::Rparen);
      BasicLit* tag = oliteral();
      add(p, nullptr, t, tag);
      return;
    }
    default:
      syntaxError("expecting field name or embedded type");
      advance(tokenSet(Token::Semi, Token::Rbrace));
  }
}

// Behind a name: "[]E", "[n]E", or "[T1, T2]" (an IndexExpr whose x the caller fills in).
Expr* Parser::arrayOrTArgs() {
  Pos p = pos();
  want(Token::Lbrack);
  if (got(Token::Rbrack)) return sliceType(p);
  bool comma;
  Expr* n = typeList(&comma);
  want(Token::Rbrack);
  if (!comma) {
    if (Expr* elem = typeOrNil()) {
      ArrayType* t = node<ArrayType>(p);
      t->len = n;
      t->elem = elem;
      return t;
    }
  }
  IndexExpr* t = node<IndexExpr>(p);
  t->index = n;
  return t;
}

// InterfaceType = "interface" "{" { ( MethodDecl | EmbeddedElem ) ";" } "}" .
InterfaceType* Parser::interfaceType() {
  InterfaceType* t = node<InterfaceType>();
  want(Token::Interface);
  want(Token::Lbrace);
  Builder<Field> methods(*this);
  list("interface type", Token::Semi, Token::Rbrace, [&] {
    Field* f = tok == Token::Name ? methodDecl() : nullptr;
    if (!f || !f->name) f = embeddedElem(f);
    methods.push(f);
    return false;
  });
  t->methodList = methods.take();
  return t;
}

// MethodSpec = MethodName Signature | InterfaceTypeName .
Field* Parser::methodDecl() {
  static constexpr const char* kContext = "interface method";
  Field* f = node<Field>();
  Name* n = name();
  if (tok == Token::Lparen) {
    f->name = n;
    f->typeExpr = funcType(kContext, nullptr);
    return f;
  }
  if (tok != Token::Lbrack) {
    f->typeExpr = qualifiedName(n);
    return f;
  }
  // A generic method m[T C](x T), which is not allowed, or an embedded T[P1, P2].
  Pos p = pos();
  next();
  if (tok == Token::Rbrack) {
    Pos close = pos();
    next();
    if (tok == Token::Lparen) {
      errorAt(close, "empty type parameter list");
      f->name = n;
      f->typeExpr = funcType(kContext, nullptr);
    } else {
      errorAt(close, "empty type argument list");
      f->typeExpr = n;
    }
    return f;
  }
  List<Field*> l = paramList(nullptr, nullptr, Token::Rbrack, false);
  if (l.empty()) {
    // paramList has complained: as if there were no brackets
    if (tok == Token::Lparen) {
      f->name = n;
      f->typeExpr = funcType(kContext, nullptr);
    } else {
      f->typeExpr = n;
    }
    return f;
  }
  if (l[0]->name) {
    f->name = n;
    f->typeExpr = funcType(kContext, nullptr);
    errorAt(p, "interface method must have no type parameters");
    return f;
  }
  IndexExpr* t = node<IndexExpr>(p);
  t->x = n;
  if (l.size() == 1) {
    t->index = l[0]->typeExpr;
  } else {
    ListExpr* le = node<ListExpr>(l[0]->pos);
    le->elemList = arena_.newList<Expr*>(l.size());
    for (uint32_t i = 0; i < l.size(); i++) le->elemList[i] = l[i]->typeExpr;
    t->index = le;
  }
  f->typeExpr = t;
  return f;
}

// EmbeddedElem = MethodSpec | EmbeddedTerm { "|" EmbeddedTerm } .
Field* Parser::embeddedElem(Field* f) {
  if (!f) {
    f = node<Field>();
    f->typeExpr = embeddedTerm();
  }
  int chain = 0;
  while (isOp(Operator::Or) && !chainTooLong(chain)) {
    Operation* o = node<Operation>();
    o->op = Operator::Or;
    next();
    o->x = f->typeExpr;
    o->y = embeddedTerm();
    f->typeExpr = o;
  }
  return f;
}

// EmbeddedTerm = [ "~" ] Type .
Expr* Parser::embeddedTerm() {
  if (isOp(Operator::Tilde)) {
    Operation* o = node<Operation>();
    o->op = Operator::Tilde;
    next();
    o->x = type();
    return o;
  }
  Expr* t = typeOrNil();
  if (!t) {
    t = badExpr();
    syntaxError("expecting ~ term or type");
    advance(tokenSet(Token::Operator, Token::Semi, Token::Rparen, Token::Rbrack, Token::Rbrace));
  }
  return t;
}

// Result = Parameters | Type .
List<Field*> Parser::funcResult() {
  if (got(Token::Lparen)) return paramList(nullptr, nullptr, Token::Rparen, false);
  Pos p = pos();
  Expr* t = typeOrNil();
  if (!t) return {};
  Field* f = node<Field>(p);
  f->typeExpr = t;
  return arena_.listOf<Field*>({f});
}

// ParameterDecl = [ IdentifierList ] [ "..." ] Type .
// Type elements (~T, A|B) are accepted where the list is one of type parameters.
Field* Parser::paramDeclOrNil(Name* n, Token follow) {
  bool typeSets = follow == Token::Rbrack;
  Pos p = pos();
  if (n) {
    p = n->pos;
  } else if (typeSets && isOp(Operator::Tilde)) {
    return embeddedElem(nullptr);
  }
  Field* f = node<Field>(p);
  if (tok == Token::Name || n) {
    if (!n) n = name();
    if (tok == Token::Lbrack) {
      // name "[" ... : a parameter of array or slice type, or an instantiated type
      f->typeExpr = arrayOrTArgs();
      if (auto* x = f->typeExpr->as<IndexExpr>()) {
        x->x = n;
      } else {
        f->name = n;
      }
      return typeSets && isOp(Operator::Or) ? embeddedElem(f) : f;
    }
    if (tok == Token::Dot) {
      f->typeExpr = qualifiedName(n);
      return typeSets && isOp(Operator::Or) ? embeddedElem(f) : f;
    }
    if (typeSets && isOp(Operator::Or)) {
      f->typeExpr = n;
      return embeddedElem(f);
    }
    f->name = n;
  }
  if (tok == Token::DotDotDot) {
    DotsType* t = node<DotsType>();
    next();
    t->elem = typeOrNil();
    if (!t->elem) {
      t->elem = badExpr();
      syntaxError("... is missing type");
    }
    f->typeExpr = t;
    return f;
  }
  if (typeSets && isOp(Operator::Tilde)) {
    f->typeExpr = embeddedElem(nullptr)->typeExpr;
    return f;
  }
  f->typeExpr = typeOrNil();
  if (typeSets && isOp(Operator::Or) && f->typeExpr) f = embeddedElem(f);
  if (f->name || f->typeExpr) return f;
  syntaxError("expecting " + std::string(tokenWord(follow)));
  advance(tokenSet(Token::Comma, follow));
  return nullptr;
}

// Parameters = "(" [ ParameterList [ "," ] ] ")" , "(" or "[" having been consumed.
// n, if given, is the first name; typ its type. In the result either all fields have names or none.
List<Field*> Parser::paramList(Name* n, Expr* typ, Token close, bool requireNames) {
  auto field = [&](Name* fn, Expr* ft) {
    Field* f = node<Field>(fn->pos);
    f->name = fn;
    f->typeExpr = ft;
    return f;
  };
  if (n && typ && tok == close) {
    next();
    return arena_.listOf<Field*>({field(n, typ)});
  }
  uint32_t named = 0, typed = 0;  // fields with name and type; with a type
  Builder<Field> b(*this);
  Pos end = list("parameter list", Token::Comma, close, [&] {
    Field* par = typ ? field(n, typ) : paramDeclOrNil(n, close);
    n = nullptr;
    typ = nullptr;
    if (par) {
      if (par->name && par->typeExpr) named++;
      if (par->typeExpr) typed++;
      b.push(par);
    }
    return false;
  });
  List<Field*> l = b.take();
  if (l.empty()) return l;

  // Distribute the types.
  if (named == 0 && !requireNames) {
    for (Field* par : l) {
      if (par->name) {  // a lone name is a type
        par->typeExpr = par->name;
        par->name = nullptr;
      }
    }
    return l;
  }
  if (named == l.size()) return l;
  Pos errPos;             // the left-most
  Expr* cur = nullptr;    // the type in force, from right to left
  for (uint32_t i = l.size(); i-- > 0;) {
    Field* par = l[i];
    if (par->typeExpr) {
      cur = par->typeExpr;
      if (!par->name) {
        errPos = startPos(cur);
        par->name = newName(errPos, intern("_"));
      }
    } else if (cur) {
      par->typeExpr = cur;
    } else {
      errPos = par->name->pos;
      par->typeExpr = node<BadExpr>(errPos);
    }
  }
  if (errPos.isKnown()) {
    if (!requireNames) {
      syntaxErrorAt(errPos, "mixed named and unnamed parameters");
    } else if (named == typed) {
      syntaxErrorAt(end, "missing type constraint");
    } else {
      syntaxErrorAt(errPos, "type parameters must be named");
    }
  }
  return l;
}

BasicLit* Parser::oliteral() {
  if (tok != Token::Literal) return nullptr;
  BasicLit* b = node<BasicLit>();
  b->value = lit;
  b->litKind = litKind;
  b->bad = bad;
  next();
  return b;
}

Name* Parser::name() {
  if (tok == Token::Name) {
    Name* n = newName(pos(), sym);
    next();
    return n;
  }
  Name* n = newName(pos(), intern("_"));
  syntaxError("expecting name");
  advance();
  return n;
}

// IdentifierList = identifier { "," identifier } .
List<Name*> Parser::nameList(Name* first) {
  Builder<Name> b(*this);
  b.push(first);
  while (got(Token::Comma)) b.push(name());
  return b.take();
}

// [ PackageName "." ] identifier [ TypeArgs ]
Expr* Parser::qualifiedName(Name* n) {
  Expr* x = n;
  if (!x && tok == Token::Name) x = name();
  if (!x) {
    x = newName(pos(), intern("_"));
    syntaxError("expecting name");
    advance(tokenSet(Token::Dot, Token::Semi, Token::Rbrace));
  }
  if (tok == Token::Dot) {
    SelectorExpr* s = node<SelectorExpr>();
    next();
    s->x = x;
    s->sel = name();
    x = s;
  }
  return tok == Token::Lbrack ? typeInstance(x) : x;
}

}  // namespace vole::syntax
