// This file holds the parser's error handling, //line directives, and source files.
#include <fmt/format.h>

#include "frontend/base/unicode.h"
#include "frontend/syntax/branches.h"
#include "frontend/syntax/parser_impl.h"

namespace vole::syntax {

namespace {

// Keywords that begin a statement: good places to go on after an error.
constexpr TokenSet kStopSet =
    tokenSet(Token::Break, Token::Const, Token::Continue, Token::Defer, Token::Fallthrough, Token::For, Token::Go,
             Token::Goto, Token::If, Token::Return, Token::Select, Token::Switch, Token::Type, Token::Var);
constexpr TokenSet kDeclSet = tokenSet(Token::Const, Token::Type, Token::Var, Token::Func);

// The number behind the last ':' of text. at = index of its first digit, or 0 if there is no ':'.
struct TrailingNumber {
  size_t at = 0;
  uint64_t value = 0;
  bool ok = false;
};
TrailingNumber trailingDigits(std::string_view text) {
  size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  TrailingNumber r;
  r.at = colon + 1;
  std::string_view digits = text.substr(r.at);
  r.ok = !digits.empty() && digits.size() < 20;
  for (char c : digits) {
    if (c < '0' || c > '9') r.ok = false;
    r.value = r.value * 10 + static_cast<uint64_t>(c - '0');
  }
  if (!r.ok) r.value = 0;
  return r;
}

constexpr uint64_t kPosMax = 1 << 30;

}  // namespace

std::string_view tokenWord(Token t) {
  if (t == Token::Comma) return "comma";
  if (t == Token::Semi) return "semicolon or newline";
  return tokenString(t);
}

// ---------------------------------------------------------------------------------------------
// Errors

void Parser::errorAt(Pos p, std::string msg) {
  errcnt_++;
  diag_.error(p, std::move(msg));
}

void Parser::syntaxErrorAt(Pos p, std::string msg) {
  if (tok == Token::Eof && errcnt_ > 0) return;  // only a consequence
  if (msg.starts_with("in ") || msg.starts_with("at ") || msg.starts_with("after ")) {
    msg = " " + msg;
  } else if (msg.starts_with("expecting ")) {
    msg = ", " + msg;
  } else if (!msg.empty()) {
    errorAt(p, "syntax error: " + msg);  // the current token does not matter
    return;
  }
  std::string found;
  switch (tok) {
    case Token::Name:
    case Token::Semi: found = lit; break;
    case Token::Literal: found = "literal " + std::string(lit); break;
    case Token::Operator: found = operatorString(op); break;
    case Token::AssignOp: found = std::string(operatorString(op)) + "="; break;
    case Token::IncOp: found = std::string(operatorString(op)) + std::string(operatorString(op)); break;
    default: found = tokenWord(tok); break;
  }
  errorAt(p, "syntax error: unexpected " + found + msg);
}

void Parser::tooDeep() {
  if (tok != Token::Eof) syntaxError("exceeded max nesting depth");
  stop();
}

void Parser::want(Token t) {
  if (!got(t)) {
    syntaxError("expecting " + std::string(tokenWord(t)));
    advance();
  }
}

// Accepts '='; also ':=', with a complaint.
bool Parser::gotAssign() {
  if (tok == Token::Define) syntaxError("expecting =");
  if (tok != Token::Define && tok != Token::Assign) return false;
  next();
  return true;
}

// Skips tokens up to one of `follow` (inside functions also up to the start of a statement).
// Without follow set exactly one token is skipped, so that there is progress.
void Parser::advance(TokenSet follow) {
  TokenSet set = tokenBit(Token::Eof);
  if (follow) {
    set |= follow;
    if (fnest_ > 0) set |= kStopSet;
  }
  while (!contains(set, tok)) {
    next();
    if (!follow) break;
  }
}

// //line filename:line
// //line filename:line:col      (an empty filename means the one before)
void Parser::lineDirective(std::string_view text, Pos textPos, Pos after) {
  TrailingNumber a = trailingDigits(text);
  if (a.at == 0) return;  // not a directive
  auto bad = [&](const char* what, size_t at) {
    errorAt(textPos.plus(static_cast<uint32_t>(at)), fmt::format("invalid {} number: {}", what, text.substr(at)));
  };
  if (!a.ok) return bad("line", a.at);
  uint64_t line = a.value, col = 0;
  size_t nameEnd = a.at - 1;
  TrailingNumber b = trailingDigits(text.substr(0, nameEnd));
  size_t lineAt = a.at;
  if (b.ok) {
    line = b.value;
    col = a.value;
    lineAt = b.at;
    nameEnd = b.at - 1;
    if (col == 0 || col > kPosMax) return bad("column", a.at);
    text = text.substr(0, a.at - 1);
  }
  if (line == 0 || line > kPosMax) return bad("line", lineAt);
  std::string_view file = text.substr(0, nameEnd);
  if (file.empty() && b.ok) file = lineFile_.empty() ? source()->name() : lineFile_;
  lineFile_ = file;
  source()->addLineBase({after, file, static_cast<uint32_t>(line), static_cast<uint32_t>(col)});
}

// ---------------------------------------------------------------------------------------------
// Files

// SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } .
File* Parser::fileOrNil() {
  next();
  File* f = node<File>();
  f->source = source();

  if (!got(Token::Package)) {
    syntaxError("package statement must be first");
    return nullptr;
  }
  f->pragma = takePragma();
  f->pkgName = name();
  want(Token::Semi);
  if (errcnt_ > 0) return nullptr;  // a broken package clause: most likely no Go file

  Builder<Decl> decls(*this);
  while (got(Token::Import)) {
    appendGroup(decls, &Parser::importDecl);
    want(Token::Semi);
  }
  if (mode_.importsOnly) stop();

  while (tok != Token::Eof) {
    switch (tok) {
      case Token::Const:
        next();
        appendGroup(decls, &Parser::constDecl);
        break;
      case Token::Type:
        next();
        appendGroup(decls, &Parser::typeDecl);
        break;
      case Token::Var:
        next();
        appendGroup(decls, &Parser::varDecl);
        break;
      case Token::Func:
        next();
        if (FuncDecl* d = funcDeclOrNil()) decls.push(d);
        break;
      default: {
        FuncDecl* last = decls.size() ? as<FuncDecl>(decls[decls.size() - 1]) : nullptr;
        if (tok == Token::Lbrace && last && !last->hasBody) {
          syntaxError("unexpected semicolon or newline before {");  // the body's { on the next line
        } else {
          syntaxError("non-declaration statement outside function body");
        }
        advance(kDeclSet);
        continue;
      }
    }
    // Before the semicolon is consumed: comments behind it belong to the next declaration.
    clearPragma();
    if (tok != Token::Eof && !got(Token::Semi)) {
      syntaxError("after top level declaration");
      advance(kDeclSet);
    }
  }
  if (!mode_.importsOnly) clearPragma();
  f->eof = pos();
  f->declList = decls.take();
  f->linknames = arena_.copyList(linknames_);
  for (const Linkname& l : linknames_)
    for (Decl* d : f->declList)
      if (auto* fd = d->as<FuncDecl>(); fd && !fd->recv && !fd->hasBody && !fd->body && fd->name->sym->str() == l.local)
        fd->linkname = l.remote;
  f->localPragmas = arena_.copyList(localPragmas_);
  return f;
}

File* parseFile(SourceFile* src, Arena& arena, DiagSink& diag, ParseMode mode) {
  return Parser(src, arena, diag, mode).fileOrNil();
}

// ---------------------------------------------------------------------------------------------
// Parts of files

BlockStmt* Parser::lateBody() {
  next();
  return funcBody();
}

bool parseBody(FuncDecl* d, Arena& arena, DiagSink& diag) {
  if (!d->hasBody) return true;
  if (d->body) return !d->bodyFailed;
  Parser p(d->source, arena, diag, ParseMode{}, d->source->offset(d->bodyStart));
  d->body = p.lateBody();
  d->bodyFailed = p.failed();
  return !d->bodyFailed;
}

Expr* Parser::singleExpr() {
  next();
  Expr* x = expr();
  got(Token::Semi);
  if (tok != Token::Eof) syntaxError("after expression");
  return x;
}

Expr* parseExpr(SourceFile* src, Arena& arena, DiagSink& diag) {
  return Parser(src, arena, diag, {}).singleExpr();
}

BlockStmt* Parser::statements() {
  fnest_++;
  next();
  BlockStmt* b = node<BlockStmt>();
  b->list = stmtList();
  b->rbrace = pos();
  if (tok != Token::Eof) syntaxError("at end of statement");
  fnest_--;
  if (errcnt_ == 0) checkBranches(b, diag_);
  return b;
}

// Does the keyword func at the current token begin a declaration? A function literal as a statement has "(" behind it, and
// behind its parameters no name with a parameter list of its own.
bool Parser::funcDeclares() {
  std::string_view t = source()->text();
  size_t i = source()->offset(pos()) + 4;
  auto blank = [&] {
    while (i < t.size()) {
      if (t[i] == ' ' || t[i] == '\t' || t[i] == '\r' || t[i] == '\n') {
        i++;
      } else if (t.substr(i, 2) == "/*") {
        size_t end = t.find("*/", i + 2);
        i = end == std::string_view::npos ? t.size() : end + 2;
      } else {
        return;
      }
    }
  };
  auto letter = [&] {
    return i < t.size() && (t[i] == '_' || (t[i] & 0x80) || (t[i] >= 'a' && t[i] <= 'z') || (t[i] >= 'A' && t[i] <= 'Z'));
  };
  blank();
  if (letter()) return true;
  if (i >= t.size() || t[i] != '(') return false;
  int depth = 0;
  for (; i < t.size(); i++) {
    if (t[i] == '(') depth++;
    if (t[i] == ')' && --depth == 0) break;
  }
  if (i++ >= t.size()) return false;
  blank();
  if (!letter()) return false;
  while (letter() || (i < t.size() && t[i] >= '0' && t[i] <= '9')) i++;
  blank();
  return i < t.size() && t[i] == '(';
}

Input Parser::input() {
  next();
  if (tok == Token::Package) return {Parser(source(), arena_, diag_, mode_).fileOrNil(), nullptr};
  Input in;
  in.file = node<File>();
  in.file->source = source();
  in.body = node<BlockStmt>();
  std::vector<Decl*> decls;
  std::vector<Stmt*> stmts;
  auto group = [&](DeclFn f) {
    next();
    Builder<Decl> list(*this);
    appendGroup(list, f);
    for (Decl* d : list.take()) decls.push_back(d);
  };
  while (tok != Token::Eof) {
    switch (tok) {
      case Token::Import: group(&Parser::importDecl); break;
      case Token::Const: group(&Parser::constDecl); break;
      case Token::Type: group(&Parser::typeDecl); break;
      case Token::Func:
        if (funcDeclares()) {
          next();
          if (FuncDecl* d = funcDeclOrNil()) decls.push_back(d);
          break;
        }
        [[fallthrough]];
      default: {
        fnest_++;
        lists_ = tok != Token::Lbrace && tok != Token::For && tok != Token::If && tok != Token::Switch && tok != Token::Select;
        Stmt* s = stmtOrNil();
        lists_ = false;
        fnest_--;
        if (s) {
          stmts.push_back(s);
        } else {
          syntaxError("at beginning of statement");
          advance(tokenSet(Token::Semi));
        }
      }
    }
    clearPragma();
    if (tok != Token::Eof && !got(Token::Semi)) {
      syntaxError("at end of statement");
      advance(tokenSet(Token::Semi));
      got(Token::Semi);
    }
  }
  in.file->eof = in.body->rbrace = pos();
  in.file->declList = arena_.copyList(decls);
  in.file->linknames = arena_.copyList(linknames_);
  in.file->localPragmas = arena_.copyList(localPragmas_);
  in.body->list = arena_.copyList(stmts);
  if (errcnt_ == 0) checkBranches(in.body, diag_);
  return in;
}

Input parseInput(SourceFile* src, Arena& arena, DiagSink& diag) { return Parser(src, arena, diag, {}).input(); }

BlockStmt* parseStmts(SourceFile* src, Arena& arena, DiagSink& diag) {
  return Parser(src, arena, diag, {}).statements();
}

}  // namespace vole::syntax
