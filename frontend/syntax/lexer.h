// The lexer: text to tokens. The token rules are in lexer.re; what needs more than a regular
// expression (literals, comments, odd characters) is in lexer.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontend/base/intern.h"
#include "frontend/base/source.h"
#include "frontend/syntax/token.h"

namespace vole::syntax {

class Lexer {
 public:
  /// Reads src from `offset` on.
  explicit Lexer(SourceFile* src, size_t offset = 0);

  /// Reads the next token into the fields below.
  void next();

  /// To be called with the current token '{': moves behind the matching '}' without looking at
  /// tokens, and makes the closing brace the current token. Returns false, with nothing changed,
  /// if there is no matching brace.
  bool skipBlock();

  // The current token.
  Token tok = Token::None;
  Operator op = Operator::None;  // of Operator, Star, AssignOp, IncOp
  int prec = 0;                  // of Operator, Star
  LitKind litKind = LitKind::Int;
  bool bad = false;              // the literal has errors
  std::string_view lit;          // of Name, Literal (source text); of Semi: "semicolon", "newline", "EOF"
  Sym sym = nullptr;             // of Name

  Pos pos() const { return src_->pos(static_cast<size_t>(start_ - begin_)); }
  Pos end() const { return src_->pos(static_cast<size_t>(cur_ - begin_)); }
  SourceFile* source() const { return src_; }

 protected:
  ~Lexer() = default;
  /// A lexical error.
  virtual void lexError(Pos pos, std::string msg) = 0;
  /// A `//line` or `/*line*/` directive: the text after "line ", where that stands, and the
  /// position of the character following the comment.
  virtual void lineDirective(std::string_view text, Pos textPos, Pos after) = 0;
  /// A `//go:` directive: text from "go:" on. blank: it has the line for itself.
  virtual void goDirective(std::string_view text, Pos pos, bool blank) = 0;

  /// Makes Eof the current token: gives up on the rest of the file.
  void stop() {
    cur_ = end_;
    nlsemi_ = false;
    tok = Token::Eof;
    start_ = cur_;
  }

 private:
  void scan(bool nlsemi);  // lexer.re
  void ident();
  void number(bool seenPoint);
  int digits(int base, const char** invalid);
  void stdString();
  void rawString();
  void rune();
  bool escape(char quote);
  void lineComment();
  /// Returns true if the comment acts as a newline.
  bool fullComment();
  void oddCharacter();

  void setLit(LitKind kind, bool ok);
  void setOp(Token t, Operator o) {
    tok = t;
    op = o;
    prec = precedence(o);
  }
  void error(std::string msg) { errorAt(cur_, std::move(msg)); }
  void errorAt(const char* at, std::string msg);
  void reportEncoding(const char* upTo);
  bool atEnd() const { return cur_ >= end_; }
  /// Width of a character gc's reader drops after complaining (NUL, bad UTF-8, BOM), else 0.
  int droppedWidth(const char* p) const;
  std::string_view segment() const { return {start_, static_cast<size_t>(cur_ - start_)}; }

  // Encoding errors are found in one pass before anything is read, and reported when the lexer has
  // come to their place.
  struct EncodingError {
    const char* at;
    const char* msg;
  };
  void checkEncoding();

  SourceFile* src_;
  const char *begin_, *end_;
  const char* cur_;    // next character
  const char* start_;  // of the current token
  bool nlsemi_ = false;  // a newline or EOF now means a semicolon
  std::vector<EncodingError> encoding_;
  size_t encodingNext_ = 0;
};

}  // namespace vole::syntax
