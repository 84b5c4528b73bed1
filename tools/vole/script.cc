// This file makes a program of statements: it cuts the text into inputs by their brackets and sorts those.
#include "tools/vole/script.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

#include "frontend/base/arena.h"
#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/syntax/parser.h"
#include "tools/vole/std_packages.h"

namespace vole::tools {

namespace {

// What a name means that several packages have.
constexpr std::string_view kFirstChoice[] = {"math/rand", "text/template"};

// Calls that Go does not allow as statements.
constexpr std::string_view kValueCalls[] = {"append", "cap", "complex", "imag", "len", "make", "max", "min",
                                            "new", "real", "string"};

bool isWord(char c) { return c == '_' || (c & 0x80) || std::isalnum(static_cast<unsigned char>(c)); }

/// Goes over Go text by pieces: a word, a string, a comment, one other character.
struct Scan {
  std::string_view text;
  size_t at = 0;

  std::string_view next() {
    size_t from = at;
    char c = text[at++];
    char d = at < text.size() ? text[at] : 0;
    if (isWord(c)) {
      while (at < text.size() && isWord(text[at])) at++;
    } else if (c == '/' && d == '/') {
      at = std::min(text.find('\n', at), text.size());
    } else if (c == '/' && d == '*') {
      size_t end = text.find("*/", at + 1);
      at = end == std::string_view::npos ? text.size() : end + 2;
    } else if (c == '`') {
      size_t end = text.find('`', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
    } else if (c == '"' || c == '\'') {
      while (at < text.size() && text[at] != c && text[at] != '\n') at += text[at] == '\\' ? 2 : 1;
      at = std::min(at + 1, text.size());
    }
    return text.substr(from, at - from);
  }
};

bool isComment(std::string_view p) { return p.starts_with("//") || p.starts_with("/*"); }
bool isSpace(std::string_view p) { return p == " " || p == "\t" || p == "\r" || p == "\n"; }

// Does a line that ends in this piece go on in the next?
bool continues(std::string_view last, std::string_view before) {
  if (last.size() != 1) return false;
  if (last == "+" || last == "-") return before != last;  // x++ ends a statement
  return std::string_view("*/%&|^<>=!,.").find(last[0]) != std::string_view::npos;
}

struct Input {
  std::string_view text;
  std::string_view first, second;  // its first two pieces
  int line;
};

/// One input a line, unless brackets are open or an operator ends the line.
template <class F>
void eachInput(std::string_view text, F&& f) {
  Scan s{text};
  size_t from = 0;
  int depth = 0, line = 1, startLine = 1;
  std::string_view first, second, last, before;
  auto flush = [&](size_t end) {
    if (!first.empty()) f(Input{text.substr(from, end - from), first, second, startLine});
    from = end;
    first = second = last = before = {};
  };
  while (s.at < text.size()) {
    size_t pos = s.at;
    std::string_view p = s.next();
    // The semicolons of a header end nothing; what follows a block on its line is statements like it.
    bool header = first == "for" || first == "if" || first == "switch";
    bool ends = depth <= 0 && ((p == ";" && !header) || (p == "\n" && !continues(last, before)));
    if (ends) {
      flush(pos);
      from = s.at;
    }
    for (char c : p) line += c == '\n';
    if (ends || isSpace(p) || isComment(p)) continue;
    if (first.empty()) {
      first = p;
      from = pos;
      startLine = line;
    } else if (second.empty()) {
      second = p;
    }
    before = last;
    last = p;
    if (p == "(" || p == "[" || p == "{") depth++;
    if (p == ")" || p == "]" || p == "}") depth--;
  }
  flush(text.size());
}

// An expression that is no statement: no call of a function, no receive.
bool isShown(std::string_view text) {
  SourceSet sources;
  DiagSink diag(sources);
  Arena arena;
  syntax::Expr* e = syntax::parseExpr(sources.add("expr", "expr", std::string(text)), arena, diag);
  if (!e || !diag.render().empty()) return false;
  while (auto* p = e->as<syntax::ParenExpr>()) e = p->x;
  if (auto* call = e->as<syntax::CallExpr>()) {
    auto* fun = call->fun->as<syntax::Name>();
    return fun && std::ranges::find(kValueCalls, text.substr(0, text.find('('))) != std::end(kValueCalls);
  }
  auto* op = e->as<syntax::Operation>();
  return !op || op->y || op->op != syntax::Operator::Recv;
}

}  // namespace

bool hasPackageClause(std::string_view text) {
  Scan s{text};
  if (text.starts_with("\xef\xbb\xbf")) s.at = 3;
  while (s.at < text.size()) {
    std::string_view p = s.next();
    if (!isSpace(p) && !isComment(p)) return p == "package";
  }
  return false;
}

std::string scriptProgram(std::string_view name, std::string_view text) {
  std::string imports, decls, body;
  std::set<std::string_view> taken;  // names that are declared or imported here
  std::map<std::string_view, std::string_view> known;
  for (std::string_view path : packagePaths()) known.emplace(packageNameOf(path), path);
  for (std::string_view path : kFirstChoice) known[packageNameOf(path)] = path;
  bool shows = false;
  eachInput(text, [&](const Input& in) {
    std::string_view t = in.text;
    while (!t.empty() && isSpace(t.substr(t.size() - 1))) t.remove_suffix(1);
    std::string at = fmt::format("//line {}:{}\n", name, in.line);
    if (in.first == "import") {
      imports += at + std::string(t) + "\n";
      for (auto& [base, path] : known) {
        if (t.find(fmt::format("\"{}\"", path)) != std::string_view::npos) taken.insert(base);
      }
    } else if (in.first == "type" || in.first == "const" || (in.first == "func" && in.second != "(") ||
               (in.first == "func" && t.find(") {") != std::string_view::npos && !t.ends_with(")"))) {
      decls += at + std::string(t) + "\n";
    } else if (isShown(t)) {
      body += fmt::format("{}fmt.Printf(\"%#v\\n\", {})\n", at, t);
      shows = true;
    } else {
      body += at + std::string(t) + "\n";
    }
  });
  // Packages by use: a known name before a dot, unless the text declares that name.
  std::set<std::string_view> used;
  if (shows) used.insert("fmt");
  Scan s{text};
  std::string_view last, before;
  while (s.at < text.size()) {
    std::string_view p = s.next();
    if (isSpace(p) || isComment(p)) continue;
    if (p == "." && before != "." && known.contains(last)) used.insert(last);
    bool parameter = (before == "(" || before == ",") && (p == "*" || p == "[" || isWord(p[0]));
    if ((p == ":" || p == "," || before == "var" || parameter) && known.contains(last)) taken.insert(last);
    before = last;
    last = p;
  }
  for (std::string_view u : used) {
    if (!taken.contains(u)) imports += fmt::format("import \"{}\"\n", known[u]);
  }
  return fmt::format("package main\n{}{}func main() {{\n{}\n}}\n", imports, decls, body);
}

}  // namespace vole::tools
