// This file finds what may stand at the cursor.
#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>

#include <fmt/format.h>

#include "frontend/syntax/parser.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"
#include "tools/vole/repl/session.h"
#include "tools/vole/std_packages.h"

namespace vole::tools {

std::vector<std::string> commandNames();
types::ExprInfo inspectText(Engine::State& s, std::string_view text);

namespace {

constexpr std::string_view kKeywords[] = {
    "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto",
    "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var"};

struct Found {
  std::vector<std::pair<std::string, std::string>> list;
  std::string_view prefix;
  void add(std::string_view name, std::string note = {}) {
    if (name.starts_with(prefix) && name != "_") list.emplace_back(name, std::move(note));
  }
  Completion done(size_t start) {
    std::stable_sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.first < b.first; });
    list.erase(std::unique(list.begin(), list.end(), [](auto& a, auto& b) { return a.first == b.first; }), list.end());
    Completion c;
    c.start = start;
    for (auto& [name, note] : list) {
      c.candidates.push_back(name);
      c.notes.push_back(note);
    }
    return c;
  }
};

Completion fileNames(std::string_view text, size_t from, size_t cursor) {
  std::string_view typed = text.substr(from, cursor - from);
  size_t slash = typed.rfind('/');
  std::string dir = slash == std::string_view::npos ? "." : std::string(typed.substr(0, slash + 1));
  Found f;
  f.prefix = slash == std::string_view::npos ? typed : typed.substr(slash + 1);
  if (DIR* d = opendir(dir.c_str())) {
    while (dirent* e = readdir(d)) {
      std::string name = e->d_name;
      if (name[0] == '.' && !f.prefix.starts_with(".")) continue;
      struct stat st;
      if (stat((dir + "/" + name).c_str(), &st) == 0 && S_ISDIR(st.st_mode)) name += "/";
      f.add(name);
    }
    closedir(d);
  }
  return f.done(cursor - f.prefix.size());
}

std::string noteOf(types::Object* o, types::Package* pkg) {
  types::objDecl(o);
  std::string type = o->type ? types::typeString(o->type, pkg) : "";
  switch (o->kind) {
    case types::ObjKind::Const: return "const " + type;
    case types::ObjKind::TypeName: return "type";
    case types::ObjKind::Var: return "var " + type;
    case types::ObjKind::PkgName: return "package";
    default: return type;
  }
}

// Where the operand that ends at `end` (a dot) begins: names, selectors, indices, calls, literals in brackets.
size_t operandStart(std::string_view t, size_t end) {
  size_t i = end;
  auto blanks = [&] {
    while (i > 0 && (t[i - 1] == ' ' || t[i - 1] == '\t' || t[i - 1] == '\n')) i--;
  };
  blanks();
  for (;;) {
    if (i == 0) return 0;
    char c = t[i - 1];
    if (c == ')' || c == ']' || c == '}') {
      int depth = 0;
      while (i > 0) {
        char b = t[--i];
        if (b == '"' || b == '`' || b == '\'') {
          while (i > 0 && t[i - 1] != b) i--;
          if (i > 0) i--;
          continue;
        }
        if (b == ')' || b == ']' || b == '}') depth++;
        if (b == '(' || b == '[' || b == '{') depth--;
        if (depth == 0) break;
      }
      if (i == 0) return 0;
      if (isWordByte(t[i - 1]) || t[i - 1] == ')' || t[i - 1] == ']' || t[i - 1] == '}') continue;
    } else if (c == '"' || c == '`') {
      i--;
      while (i > 0 && t[i - 1] != c) i--;
      if (i > 0) i--;
    } else if (isWordByte(c)) {
      while (i > 0 && isWordByte(t[i - 1])) i--;
    } else {
      return i;
    }
    size_t start = i;
    blanks();
    if (i > 0 && t[i - 1] == '.') {
      i--;
      blanks();
      continue;
    }
    return start;
  }
}

// What ends what is open in `text`, up to the next brace and behind it.
struct Closers {
  std::string head, rest;
};
Closers closersOf(std::string_view text) {
  std::string open;
  TextScan scan{text};
  while (scan.at < text.size()) {
    std::string_view p = scan.next();
    if (p == "(") open += ')';
    else if (p == "[") open += ']';
    else if (p == "{") open += '}';
    else if (!open.empty() && (p == ")" || p == "]" || p == "}")) open.pop_back();
  }
  std::reverse(open.begin(), open.end());
  size_t brace = std::min(open.find('}'), open.size());
  return {open.substr(0, brace), open.substr(brace)};
}

}  // namespace

// What is known at the end of `before`, the begin of an input, and of the operand there: the input is made whole in one of
// a few ways, and checked. Not reached: it cannot be made whole.
types::Probe Engine::State::probe(std::string_view before, std::string_view operand) {
  types::Probe found;
  Closers closers = closersOf(before);
  struct {
    std::string_view middle, end;
  } ways[] = {{"", ""}, {" {}", ""}, {"; true {}", ""}, {":", ""}, {"", "()"}};
  for (auto& way : ways) {
    std::string text = fmt::format("{}{}({}){}{}{}{}", before, types::kProbe, operand, closers.head, way.middle, closers.rest, way.end);
    SourceFile* f = front.sources.add("input", "input", std::move(text));
    if (!f) return found;
    syntax::Input tree = syntax::parseInput(f, front.arena, front.diag);
    bool whole = tree.file && front.diag.errorCount() == 0;
    if (whole) {
      types::SessionHooks h = hooks;
      h.probe = &found;
      types::Addition none;
      types::checkInput(pkg, h, tree, "input", &none);
    }
    front.diag.clear();
    if (whole) break;
  }
  return found;
}

Completion Engine::State::complete(std::string_view text, size_t cursor) {
  cursor = std::min(cursor, text.size());
  std::string_view before = text.substr(0, cursor);
  size_t first = before.find_first_not_of(" \t");
  std::lock_guard<std::recursive_mutex> guard(rt->compileLock);
  if (first != std::string_view::npos && before[first] == ':') {
    size_t space = before.find_first_of(" \t", first);
    if (space == std::string_view::npos) {
      Found f;
      f.prefix = before.substr(first + 1);
      for (std::string& n : commandNames()) f.add(n);
      return f.done(first + 1);
    }
    std::string_view name = before.substr(first + 1, space - first - 1);
    size_t arg = before.find_first_not_of(" \t", space);
    if (name == "load" || name == "write") return fileNames(text, arg == std::string_view::npos ? cursor : arg, cursor);
    if (name == "help") {
      Found f;
      f.prefix = arg == std::string_view::npos ? std::string_view() : before.substr(arg);
      for (std::string& n : commandNames()) f.add(n);
      return f.done(cursor - f.prefix.size());
    }
  }
  // Inside a string: file names.
  TextScan scan{before};
  size_t from = 0;
  std::string_view last;
  while (scan.at < before.size()) {
    from = scan.at;
    last = scan.next();
  }
  if (!last.empty() && (last[0] == '"' || last[0] == '`') && (last.size() == 1 || last.back() != last[0]))
    return fileNames(text, from + 1, cursor);
  if (isCommentPiece(last)) return {cursor, {}, {}};

  size_t start = cursor;
  while (start > 0 && isWordByte(text[start - 1])) start--;
  Found f;
  f.prefix = text.substr(start, cursor - start);
  size_t dot = start;
  while (dot > 0 && (text[dot - 1] == ' ' || text[dot - 1] == '\n')) dot--;
  if (dot > 0 && text[dot - 1] == '.') {
    size_t begin = operandStart(text, dot - 1);
    std::string_view operand = text.substr(begin, dot - 1 - begin);
    types::ExprInfo info;
    if (!isBlankInput(text.substr(0, begin))) info = probe(text.substr(0, begin), operand).operand;
    if (!info.ok) info = inspectText(*this, operand);
    if (info.package) {
      for (types::Object* const* p = info.package->scope->begin(); p != info.package->scope->end_it(); ++p)
        if ((*p)->exported() && (*p)->name->str().starts_with(f.prefix)) f.add((*p)->name->str(), noteOf(*p, pkg));
    } else if (info.ok && info.type) {
      for (auto& m : types::membersOf(info.type, pkg)) {
        if (info.isType && m.obj->kind != types::ObjKind::Func) continue;
        f.add(m.obj->name->str(), m.note);
      }
    }
    return f.done(start);
  }
  if (!f.prefix.empty() && f.prefix[0] >= '0' && f.prefix[0] <= '9') return {cursor, {}, {}};
  types::Probe here;
  if (!isBlankInput(text.substr(0, start))) here = probe(text.substr(0, start), "");
  for (types::Object* o : here.visible)
    if (o->name->str().starts_with(f.prefix)) f.add(o->name->str(), noteOf(o, pkg));
  for (types::Object* const* p = pkg->scope->begin(); p != pkg->scope->end_it(); ++p) {
    std::string_view n = (*p)->name->str();
    if (n.starts_with(f.prefix) && n.find("\u00b7") == std::string_view::npos && n != "vole_session") f.add(n, noteOf(*p, pkg));
  }
  // Names of an input that cannot be checked yet.
  TextScan words{before.substr(0, start)};
  std::string_view word;
  while (!here.reached && words.at < start) {
    std::string_view p = words.next();
    if (isSpacePiece(p)) continue;
    if ((p == ":" || p == ",") && !word.empty() && isWordByte(word[0]) && !(word[0] >= '0' && word[0] <= '9')) f.add(word);
    word = p;
  }
  if (f.prefix.empty()) return f.done(start);
  for (std::string_view k : kKeywords) f.add(k, "keyword");
  types::Scope* universe = pkg->scope->parent();
  for (types::Object* const* p = universe->begin(); p != universe->end_it(); ++p) f.add((*p)->name->str());
  for (std::string_view path : packagePaths())
    f.add(packageNameOf(path), "package");
  return f.done(start);
}

}  // namespace vole::tools
