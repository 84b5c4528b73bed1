// The parser's inside: recursive descent over the lexer's tokens, in the manner of gc's parser:
// the same productions, the same places to report an error and to go on after it, hence the same
// messages. Which .cc file holds which production: parse_file.cc files and error handling,
// parse_decl.cc declarations, parse_type.cc types, parse_expr.cc expressions, parse_stmt.cc
// statements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontend/syntax/lexer.h"
#include "frontend/syntax/parser.h"

namespace vole::syntax {

// Deeper nesting than this is an error, so that neither this parser nor the passes behind it can
// run out of native stack. Chains (a.b.c..., a+b+c...) build trees as deep as they are long, but
// only walking them recurses; tools/vole gives its main thread a stack that fits both limits.
inline constexpr int kMaxNesting = 5000;
inline constexpr int kMaxChain = 100000;

class Parser : private Lexer {
 public:
  Parser(SourceFile* src, Arena& arena, DiagSink& diag, ParseMode mode, size_t offset = 0)
      : Lexer(src, offset), arena_(arena), diag_(diag), mode_(mode) {}

  File* fileOrNil();
  BlockStmt* lateBody();
  Expr* singleExpr();
  BlockStmt* statements();
  Input input();
  bool failed() const { return errcnt_ > 0; }

 private:
  // A list under construction: nodes are pushed on one stack shared by all lists and moved to the
  // arena when their list is complete.
  template <class T>
  class Builder {
   public:
    explicit Builder(Parser& p) : p_(p), mark_(p.scratch_.size()) {}
    void push(T* n) { p_.scratch_.push_back(n); }
    size_t size() const { return p_.scratch_.size() - mark_; }
    T* operator[](size_t i) const { return static_cast<T*>(p_.scratch_[mark_ + i]); }
    List<T*> take() {
      size_t n = size();
      List<T*> l = p_.arena_.template newList<T*>(n);
      for (size_t i = 0; i < n; i++) l.data[i] = (*this)[i];
      p_.scratch_.resize(mark_);
      return l;
    }

   private:
    Parser& p_;
    size_t mark_;
  };

  // One level of nesting. `deep` means: give up (the error is reported, all that follows is Eof).
  struct Nest {
    explicit Nest(Parser& p) : p(p), deep(++p.nesting_ > kMaxNesting) {
      if (deep) p.tooDeep();
    }
    ~Nest() { p.nesting_--; }
    Parser& p;
    bool deep;
  };
  void tooDeep();
  bool chainTooLong(int& n) {
    if (++n <= kMaxChain) return false;
    tooDeep();
    return true;
  }

  template <class T>
  T* node(Pos p) {
    return arena_.make<T>(p);
  }
  template <class T>
  T* node() {
    return arena_.make<T>(pos());
  }
  Name* newName(Pos p, Sym s) {
    Name* n = node<Name>(p);
    n->sym = s;
    return n;
  }

  // Tokens
  bool got(Token t) {
    if (tok != t) return false;
    next();
    return true;
  }
  void want(Token t);
  bool gotAssign();
  void advance(TokenSet follow = 0);
  bool isOp(Operator o) const { return tok == Token::Operator && op == o; }

  // Errors
  void errorAt(Pos p, std::string msg);
  void error(std::string msg) { errorAt(pos(), std::move(msg)); }
  void syntaxErrorAt(Pos p, std::string msg);
  void syntaxError(std::string msg) { syntaxErrorAt(pos(), std::move(msg)); }

  // Lexer's events
  void lexError(Pos p, std::string msg) override { errorAt(p, std::move(msg)); }
  void lineDirective(std::string_view text, Pos textPos, Pos after) override;
  void goDirective(std::string_view text, Pos p, bool blank) override;

  // Directives (pragma.cc)
  Pragma* takePragma();
  /// The directives before a const, type or var declaration d.
  Pragma* pragmaFor(Decl* d) {
    if (pragmaSeen_ && fnest_ > 0) localPragmas_.push_back(d);
    return takePragma();
  }
  void clearPragma() {
    if (pragmaSeen_) reportUnusedPragma();
  }
  void reportUnusedPragma();

  // Files and declarations
  template <class F>
  Pos list(const char* context, Token sep, Token close, F f);
  using DeclFn = Decl* (Parser::*)(Group*);
  void appendGroup(Builder<Decl>& list, DeclFn f);
  Decl* importDecl(Group* group);
  Decl* constDecl(Group* group);
  Decl* typeDecl(Group* group);
  Decl* varDecl(Group* group);
  FuncDecl* funcDeclOrNil();
  bool funcDeclares();
  BlockStmt* funcBody();

  // Expressions
  Expr* expr() { return binaryExpr(nullptr, 0); }
  Expr* binaryExpr(Expr* x, int prec);
  Expr* unaryExpr();
  Expr* receiveOrChanType();
  Expr* operand(bool keepParens);
  Expr* pexpr(Expr* x, bool keepParens);
  Expr* indexOrSlice(Expr* x, Pos p);
  Expr* bareComplitExpr();
  CompositeLit* complitExpr();
  List<Expr*> argList(bool* hasDots);
  Expr* exprList();
  Expr* typeList(bool* comma);

  // Types
  Expr* type();
  Expr* typeOrNil();
  Expr* typeInstance(Expr* x);
  FuncType* funcType(const char* context, List<Field*>* tparams);
  Expr* arrayType(Pos p, Expr* len);
  Expr* sliceType(Pos p);
  Expr* chanElem();
  StructType* structType();
  InterfaceType* interfaceType();
  List<Field*> funcResult();
  void fieldDecl(Builder<Field>& fields, std::vector<BasicLit*>& tags);
  Expr* arrayOrTArgs();
  Field* methodDecl();
  Field* embeddedElem(Field* f);
  Expr* embeddedTerm();
  Field* paramDeclOrNil(Name* name, Token follow);
  List<Field*> paramList(Name* name, Expr* typ, Token close, bool requireNames);
  Expr* newIndirect(Pos p, Expr* x);
  BadExpr* badExpr() { return node<BadExpr>(); }
  BasicLit* oliteral();
  Name* name();
  List<Name*> nameList(Name* first);
  Expr* qualifiedName(Name* name);

  // Statements
  SimpleStmt* simpleStmt(Expr* lhs, Token keyword);
  SimpleStmt* rangeClause(Expr* lhs, bool def);
  AssignStmt* newAssignStmt(Pos p, Operator op, Expr* lhs, Expr* rhs);
  Stmt* labeledStmtOrNil(Name* label);
  BlockStmt* blockStmt(const char* context);
  Stmt* declStmt(DeclFn f);
  Stmt* forStmt();
  void header(Token keyword, SimpleStmt** init, Expr** cond, SimpleStmt** post);
  IfStmt* ifStmt();
  Stmt* switchStmt();
  Stmt* selectStmt();
  CaseClause* caseClause();
  CommClause* commClause();
  CallStmt* callStmt();
  Stmt* stmtOrNil();
  List<Stmt*> stmtList();

  Arena& arena_;
  DiagSink& diag_;
  ParseMode mode_;
  int errcnt_ = 0;
  int fnest_ = 0;    // function nesting: inside one, statement keywords are good places to go on
  int xnest_ = 0;    // < 0: in a statement header, where '{' does not begin a composite literal
  int nesting_ = 0;
  std::vector<Node*> scratch_;
  std::string_view lineFile_;  // the file name of the last //line directive

  bool lists_ = false;         // a list of expressions is a statement: of a session, which shows them
  bool pragmaSeen_ = false;
  uint32_t pragmaFlags_ = 0;
  std::vector<Pragma::Entry> pragmaEntries_;
  std::vector<PragmaEmbed> pragmaEmbeds_;
  std::vector<Linkname> linknames_;
  std::vector<Decl*> localPragmas_;
};

/// The English word for a token in messages.
std::string_view tokenWord(Token t);

// list = [ f { sep f } [sep] ] close .
// f parses one element and returns true if it must be the last. Returns the position of `close`.
template <class F>
Pos Parser::list(const char* context, Token sep, Token close, F f) {
  bool done = false;
  while (tok != Token::Eof && tok != close && !done) {
    done = f();
    // The separator is optional before the closing token.
    if (!got(sep) && tok != close) {
      syntaxError(std::string("in ") + context + "; possibly missing " + std::string(tokenWord(sep)) + " or " +
                  std::string(tokenWord(close)));
      advance(tokenSet(Token::Rparen, Token::Rbrack, Token::Rbrace));
      if (tok != close) return pos();
    }
  }
  Pos p = pos();
  want(close);
  return p;
}

}  // namespace vole::syntax
