// Tokens, literals, positions, and what the lexer complains about.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "frontend/base/unicode.h"
#include "frontend/syntax/lexer.h"
#include "frontend/syntax/literals.h"
#include "frontend/syntax/testing.h"

using namespace vole;
using namespace vole::syntax;

namespace {

class TestLexer : public Lexer {
 public:
  using Lexer::Lexer;
  std::vector<std::string> errors, directives;
  void lexError(Pos p, std::string msg) override {
    uint32_t line, col;
    source()->lineCol(p, &line, &col);
    errors.push_back(std::to_string(line) + ":" + std::to_string(col) + ": " + msg);
  }
  void lineDirective(std::string_view text, Pos, Pos) override { directives.push_back("line " + std::string(text)); }
  void goDirective(std::string_view text, Pos, bool blank) override {
    directives.push_back(std::string(text) + (blank ? "" : " (not alone)"));
  }
};

struct Lexed {
  std::string tokens;
  std::vector<std::string> errors, directives;
};

// Tokens separated by blanks: names and literals as written, semicolons with their reason.
Lexed lex(std::string text) {
  SourceSet set;
  TestLexer l(set.add("t", "t", std::move(text)));
  Lexed r;
  for (l.next(); l.tok != Token::Eof; l.next()) {
    if (!r.tokens.empty()) r.tokens += ' ';
    switch (l.tok) {
      case Token::Name:
      case Token::Literal: r.tokens += l.lit; break;
      case Token::Semi: r.tokens += "<" + std::string(l.lit) + ">"; break;
      case Token::Operator:
      case Token::Star: r.tokens += operatorString(l.op); break;
      case Token::AssignOp: r.tokens += std::string(operatorString(l.op)) + "="; break;
      case Token::IncOp: r.tokens += std::string(operatorString(l.op)) + std::string(operatorString(l.op)); break;
      default: r.tokens += tokenString(l.tok);
    }
  }
  r.errors = l.errors;
  r.directives = l.directives;
  return r;
}

std::string firstError(std::string text) {
  Lexed r = lex(std::move(text));
  return r.errors.empty() ? "" : r.errors[0];
}

}  // namespace

TEST_CASE("operators are read as long as possible") {
  CHECK(lex("a&^=b&^c&&d<<=e<-f>>g...h.i").tokens == "a &^= b &^ c && d <<= e <- f >> g ... h . i <EOF>");
  CHECK(lex("x++ --y").tokens == "x ++ -- y <EOF>");
}

TEST_CASE("semicolons are inserted after names, literals, closing tokens, and some keywords") {
  CHECK(lex("a\n").tokens == "a <newline>");
  CHECK(lex("1\n)\n]\n}\n").tokens == "1 <newline> ) <newline> ] <newline> } <newline>");
  CHECK(lex("return\nbreak\nfor\n").tokens == "return <newline> break <newline> for");
  CHECK(lex("a /* x */ \n+").tokens == "a <newline> +");
  CHECK(lex("a /* x\n */ +").tokens == "a <newline> +");
  CHECK(lex("a // c").tokens == "a <EOF>");
  CHECK(lex("a;").tokens == "a <semicolon>");
}

TEST_CASE("names may use letters of any script; keywords are only keywords when alone") {
  CHECK(lex("päckage función _x x1").tokens == "päckage función _x x1 <EOF>");
  CHECK(lex("packageé").tokens == "packageé <EOF>");
  CHECK(firstError("€") == "1:1: invalid character U+20AC '€' in identifier");
  CHECK(firstError("a١") == "");
  CHECK(firstError("١a") == "1:1: identifier cannot begin with digit U+0661 '١'");
  CHECK(firstError("a # b") == "1:3: invalid character U+0023 '#'");
}

TEST_CASE("number literals") {
  for (const char* ok : {"0", "007", "0b1_0", "0o17", "0O17", "0xCafe", "1_000", "1.", ".5", "1e10", "1E-1_0",
                         "0x1p-2", "0x.8p1", "0X1.8P+1", "1i", "0.5i", "0b1i", "08.5", "09i", "0_7"}) {
    CAPTURE(ok);
    CHECK(firstError(ok) == "");
    CHECK(lex(ok).tokens == std::string(ok) + " <EOF>");
  }
  CHECK(firstError("0b2") == "1:3: invalid digit '2' in binary literal");
  CHECK(firstError("089") == "1:2: invalid digit '8' in octal literal");
  CHECK(firstError("0x") == "1:3: hexadecimal literal has no digits");
  CHECK(firstError("1e") == "1:3: exponent has no digits");
  CHECK(firstError("0x1.8") == "1:6: hexadecimal mantissa requires a 'p' exponent");
  CHECK(firstError("1p2") == "1:2: 'p' exponent requires hexadecimal mantissa");
  CHECK(firstError("0b1.0") == "1:4: invalid radix point in binary literal");
  CHECK(firstError("1__0") == "1:3: '_' must separate successive digits");
  CHECK(firstError("1_") == "1:2: '_' must separate successive digits");
}

TEST_CASE("string and rune literals") {
  CHECK(stringLitValue(R"("a\tb\x41\101\u00e9\U0001F600\"")") == "a\tbAA\xC3\xA9\xF0\x9F\x98\x80\"");
  CHECK(stringLitValue("`a\\n\r\nb`") == "a\\n\nb");
  CHECK(runeLitValue("'é'") == 0xE9);
  CHECK(runeLitValue("'\\''") == '\'');
  CHECK(runeLitValue("'\\377'") == 255);
  CHECK(firstError("\"ab\nc") == "1:4: newline in string");
  CHECK(firstError("\"ab") == "1:1: string not terminated");
  CHECK(firstError("`ab\n") == "1:1: string not terminated");
  CHECK(firstError("''") == "1:2: empty rune literal or unescaped '");
  CHECK(firstError("'ab'") == "1:1: more than one character in rune literal");
  CHECK(firstError("'a\n") == "1:3: newline in rune literal");
  CHECK(firstError("'a") == "1:1: rune literal not terminated");
  CHECK(firstError(R"("\q")") == "1:3: unknown escape");
  CHECK(firstError(R"("\400")") == "1:6: octal escape value 256 > 255");
  CHECK(firstError(R"("\uD800")") == "1:8: escape is invalid Unicode code point U+D800");
  CHECK(firstError(R"("\xg1")") == "1:4: invalid character 'g' in hexadecimal escape");
}

TEST_CASE("encoding errors are reported once and skipped") {
  CHECK(firstError(std::string("a\0b", 3)) == "1:2: invalid NUL character");
  CHECK(firstError("\"a\xFFz\"") == "1:3: invalid UTF-8 encoding");
  CHECK(firstError("a \xEF\xBB\xBF b") == "1:3: invalid BOM in the middle of the file");
  CHECK(firstError("\xEF\xBB\xBFpackage p") == "");
  CHECK(lex(std::string("a\0b", 3)).errors.size() == 1);
}

TEST_CASE("comments and directives") {
  CHECK(firstError("/* x") == "1:1: comment not terminated");
  CHECK(lex("#!/usr/bin/env vole\nx").tokens == "x <EOF>");
  Lexed r = lex("//go:noinline\nx //go:late\n//line a.go:3\n /*line b:1:2*/ y //line no:1\n//gothic\n");
  CHECK(r.directives == std::vector<std::string>{"go:noinline", "go:late (not alone)", "line a.go:3", "line b:1:2"});
}

TEST_CASE("skipBlock finds the matching brace whatever is in between") {
  SourceSet set;
  TestLexer l(set.add("t", "t", "{ a('}', '\\'', \"}\\\"\", `}`) /* } */ // }\n {} } b"));
  l.next();
  CHECK(l.skipBlock());
  CHECK(l.tok == Token::Rbrace);
  l.next();
  CHECK(l.lit == "b");
  TestLexer bad(set.add("u", "u", "{ { }"));
  bad.next();
  CHECK(!bad.skipBlock());
  CHECK(bad.tok == Token::Lbrace);
}

TEST_CASE("runes are quoted as Go quotes them") {
  CHECK(quoteRune('\n') == "'\\n'");
  CHECK(quoteRune('\'') == "'\\''");
  CHECK(quoteString("a\"b\xFF\u00e9\x01") == "\"a\\\"b\\xffé\\x01\"");
}
