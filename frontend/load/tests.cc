// This file makes the program that runs a package's tests, as the go command does: a package main that names all test
// functions and hands them to package testing.
#include <fmt/format.h>

#include <algorithm>

#include "frontend/load/files.h"
#include "frontend/load/loader.h"
#include "frontend/syntax/ast.h"
#include "frontend/syntax/parser.h"

namespace vole::load {

namespace {

// TestX: what follows the prefix does not begin with a small letter.
bool isTestName(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return false;
  if (name.size() == prefix.size()) return true;
  char c = name[prefix.size()];
  return !(c >= 'a' && c <= 'z');
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// What follows // in a comment for tools: go:embed and its like.
bool isDirective(std::string_view l) {
  size_t colon = l.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 >= l.size()) return l.starts_with("line ");
  for (char c : l.substr(0, colon))
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
  char c = l[colon + 1];
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// The last group of // comments in the text of a function body; what an example is to print begins there behind
// "Output:". False: the example has none and is only compiled.
bool exampleOutput(std::string_view body, TestFunc* f) {
  std::vector<std::string_view> group;
  bool inGroup = false;
  while (!body.empty()) {
    size_t n = body.find('\n');
    std::string_view line = trim(body.substr(0, n));
    body = n == std::string_view::npos ? std::string_view() : body.substr(n + 1);
    if (line.starts_with("//")) {
      if (!inGroup) group.clear();
      inGroup = true;
      group.push_back(line.substr(2));
    } else {
      inGroup = false;
    }
  }
  if (group.empty()) return false;
  // The comment's text, as go/ast has it: without the marks and a blank behind them, without directives, blanks at the
  // ends of lines and empty lines that follow another.
  std::string text;
  bool blank = true;
  for (std::string_view l : group) {
    if (isDirective(l)) continue;
    if (!l.empty() && l[0] == ' ') l.remove_prefix(1);
    while (!l.empty() && (l.back() == ' ' || l.back() == '\t' || l.back() == '\r')) l.remove_suffix(1);
    if (l.empty() && blank) continue;
    blank = l.empty();
    text += l;
    text += "\n";
  }
  if (text.ends_with("\n\n")) text.pop_back();
  std::string_view rest = text;
  while (!rest.empty() && (rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r'))) rest.remove_prefix(1);
  std::string low = lower(rest.substr(0, 17));
  if (low.starts_with("output:")) {
    rest.remove_prefix(7);
  } else if (low.starts_with("unordered output:")) {
    rest.remove_prefix(17);
    f->unordered = true;
  } else {
    return false;
  }
  while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
  if (!rest.empty() && rest[0] == '\n') rest.remove_prefix(1);
  f->output = std::string(rest);
  return true;
}

std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (unsigned char c : s) {
    if (c == '"' || c == '\\') out += fmt::format("\\{}", static_cast<char>(c));
    else if (c < 0x20 || c >= 0x7f) out += fmt::format("\\x{:02x}", c);
    else out += static_cast<char>(c);
  }
  return out + "\"";
}

}  // namespace

// A function for package testing has one parameter, of type *X or *testing.X.
static bool takes(const syntax::FuncDecl* f, std::string_view type) {
  const syntax::FuncType* t = f->typeExpr;
  if (t->paramList.size() != 1 || t->resultList.size() != 0 || !t->paramList[0]->typeExpr) return false;
  auto* op = t->paramList[0]->typeExpr->as<syntax::Operation>();
  if (!op || op->y || op->op != syntax::Operator::Mul) return false;
  if (auto* name = op->x->as<syntax::Name>()) return name->value() == type;
  auto* sel = op->x->as<syntax::SelectorExpr>();
  return sel && sel->sel->value() == type;
}

void Loader::testFuncs(Package* p, size_t file, bool external, TestFuncs* out) {
  SourceFile* src = p->sources[file];
  auto check = [&](syntax::FuncDecl* f, std::string_view type) {
    std::string why;
    if (!takes(f, type)) {
      why = fmt::format("must be: func {}({} *testing.{})", f->name->value(), lower(type), type);
    }
    if (f->tparamList.size()) why = "test functions cannot have type parameters";
    if (why.empty()) return true;
    // The declaration begins before its name.
    uint32_t line, col;
    size_t at = src->text().rfind("func", src->offset(f->name->pos));
    src->lineCol(src->pos(at == std::string_view::npos ? 0 : at), &line, &col);
    errors_ += fmt::format("{}:{}:{}: wrong signature for {}, {}\n", src->path(), line, col, f->name->value(), why);
    return false;
  };
  for (syntax::Decl* d : p->files[file]->declList) {
    auto* f = d->as<syntax::FuncDecl>();
    if (!f || f->recv || !f->name) continue;
    std::string_view name = f->name->value();
    TestFunc t{std::string(name), external, "", false};
    if (name == "TestMain" && !takes(f, "T")) {
      if (!check(f, "M")) return;
      if (out->testMain) {
        errors_ += "multiple definitions of TestMain\n";
        return;
      }
      out->testMain = true;
      out->testMainExternal = external;
    } else if (isTestName(name, "Test")) {
      if (!check(f, "T")) return;
      out->tests.push_back(t);
    } else if (isTestName(name, "Benchmark")) {
      if (!check(f, "B")) return;
      out->benchmarks.push_back(t);
    } else if (isTestName(name, "Fuzz")) {
      if (!check(f, "F")) return;
      out->fuzz.push_back(t);
    } else if (isTestName(name, "Example") && f->body && f->typeExpr->paramList.size() == 0 && f->tparamList.size() == 0) {
      uint32_t from = f->body->pos.v, to = f->body->rbrace.v, base = src->base();
      std::string_view text = src->text();
      if (from < base || to < from || to - base > text.size()) continue;
      if (exampleOutput(text.substr(from - base, to - from), &t)) out->examples.push_back(t);
    }
  }
}

bool Loader::wantsCover(Package* p, std::string_view file) {
  if (!build_ || build_->cover == CoverMode::None || file.ends_with("_test.go") || p->library) return false;
  if (build_->coverPackages.empty()) return p == build_->tested;
  for (std::string_view pattern : build_->coverPackages) {
    std::string full(pattern);
    std::string_view subject = p->path;
    if (pattern == "." || pattern.starts_with("./") || pattern.starts_with("../")) {
      full = absPath(pattern);
      subject = p->dir;
    }
    if (full.ends_with("/...")) full.resize(full.size() - 4);
    else if (full != "...") {
      if (subject == full) return true;
      continue;
    }
    if (full == "..." || subject == full || (subject.starts_with(full) && subject[full.size()] == '/')) return true;
  }
  return false;
}

// A file of a user package, with counters where -cover asks for them.
SourceFile* Loader::addSource(Package* p, const std::string& name, std::string text) {
  std::string display = displayName(p->dir, name), path = p->dir + "/" + name;
  if (wantsCover(p, name)) {
    Covered c;
    c.package = p;
    c.file = p->path == "command-line-arguments" ? path : p->path + "/" + name;
    uint64_t hash = 0xcbf29ce484222325;
    for (unsigned char ch : p->path) hash = (hash ^ ch) * 0x100000001b3;
    c.variable = fmt::format("GoCover_{}_{:012x}", covered_.size(), hash & 0xffffffffffff);
    text = coverText(display, text, c.variable, build_->cover, &c.blocks);
    if (!c.blocks.empty()) covered_.push_back(std::move(c));
  }
  return sources_.add(std::move(display), std::move(path), std::move(text));
}

// A second file of the test program, which tells package testing where the counters are.
bool Loader::addCoverage(Package* main) {
  std::string imports, tables;
  std::set<Package*> imported;
  for (size_t i = 0; i < covered_.size(); i++) {
    const Covered& c = covered_[i];
    size_t n = 0;
    while (covered_[n].package != c.package) n++;
    if (imported.insert(c.package).second) imports += fmt::format("\t_cover{} {}\n", n, quoted(c.package->path));
    tested_.try_emplace(c.package->path, c.package);
    tables += fmt::format("\tcounters[{}] = _cover{}.{}.Count[:]\n\tblocks[{}] = []testing.CoverBlock{{\n", quoted(c.file), n, c.variable,
                          quoted(c.file));
    for (const CoverBlock& b : c.blocks)
      tables += fmt::format("\t\t{{{}, {}, {}, {}, {}}},\n", b.line0, b.col0, b.line1, b.col1, b.statements);
    tables += "\t}\n";
  }
  std::string in;
  for (const std::string& p : build_->coverPackages) in += (in.empty() ? " in " : ", ") + p;
  std::string text = fmt::format(
      "package main\n\nimport (\n\t\"testing\"\n{})\n\nfunc init() {{\n\tcounters := map[string][]uint32{{}}\n\tblocks := map[string][]testing.CoverBlock{{}}\n{}"
      "\ttesting.RegisterCover(testing.Cover{{{}, counters, blocks, {}}})\n}}\n",
      imports, tables, quoted(coverModeName(build_->cover)), quoted(in));
  return parseUserFile(main, sources_.add("_testcover.go", "_testcover.go", text));
}

Package* Loader::loadTarget(const TestTarget& target) {
  if (!target.files.empty()) return loadFiles(target.files);
  return loadDir(target.dir);
}

Package* Loader::loadTests(const TestTarget& target, TestBuild* build) {
  build_ = build;
  const std::string& dir = target.dir;
  TestFuncs* funcs = &build->funcs;
  Module* m = moduleOf(dir);
  Package* p = build->tested = newPackage(target.path, dir);
  Package* x = newPackage(target.path + "_test", dir);
  p->module = x->module = m;
  p->version = x->version = versionOf(m);
  if (target.library) {
    x->module = nullptr;  // it imports the library programs use
    x->testOfStd = true;
  }
  BuildContext ctx = userContextOf(userContext_, target.path, dir, options_.gcView, &p->assembly);
  bool anyGo = false, failed = false;
  std::vector<std::string> names = listDir(dir);
  if (!target.files.empty()) {
    names.clear();
    for (const std::string& f : target.files) names.emplace_back(baseName(f));
    std::sort(names.begin(), names.end());
  }
  for (const std::string& n : names) {
    if (!n.ends_with(".go")) continue;
    if (target.files.empty() && (n[0] == '_' || n[0] == '.')) continue;
    if (!isFile(dir + "/" + n)) continue;
    anyGo = true;
    bool test = n.ends_with("_test.go");
    if (target.library && (!test || build->leaveOut.count(n))) continue;
    if (target.files.empty() && !matchFileName(ctx, n)) continue;
    std::string text, err;
    if (!readFile(dir + "/" + n, &text, &err)) {
      errors_ += err + "\n";
      return nullptr;
    }
    if (!matchFileText(ctx, text)) continue;
    if (target.library) {
      // In-package tests of a library know its insides, which are not ours.
      SourceFile* probe = sources_.add(displayName(dir, n), dir + "/" + n, text);
      syntax::File* f = probe ? syntax::parseFile(probe, arena_, libDiag_, {}) : nullptr;
      if (!f || !f->pkgName->value().ends_with("_test")) continue;
    }
    if (!parseUserFile(p, addSource(p, n, std::move(text)))) {
      failed = true;
      continue;
    }
    bool external = test && p->files.back()->pkgName->value().ends_with("_test");
    if (external) {
      x->files.push_back(p->files.back());
      x->sources.push_back(p->sources.back());
      p->files.pop_back();
      p->sources.pop_back();
    }
    funcs->any |= test;
    build->internalTests |= test && !external;
    if (test) testFuncs(external ? x : p, (external ? x : p)->files.size() - 1, external, funcs);
  }
  if (!x->files.empty()) build->external = x;
  if (failed) return nullptr;
  std::string err;
  if (!anyGo) {
    errors_ += fmt::format("no Go files in {}\n", dir);
    return nullptr;
  }
  if (!funcs->any || !errors_.empty()) return nullptr;
  for (Package* q : {p, x}) {
    if (!q->files.empty() && !checkClauses(q, &err)) {
      errors_ += err + "\n";
      return nullptr;
    }
  }
  if (!target.library) {
    if (!p->files.empty()) {
      userPackages_[dir] = p;
      tested_[target.path] = p;
    }
  }
  if (!x->files.empty()) tested_[target.path + "_test"] = x;
  bool useP = false, useX = false;
  std::string lists;
  auto list = [&](const char* type, const char* var, const std::vector<TestFunc>& fs, bool example) {
    lists += fmt::format("\nvar {} = []testing.{}{{\n", var, type);
    for (const TestFunc& f : fs) {
      (f.external ? useX : useP) = true;
      lists += fmt::format("\t{{{}, {}.{}{}}},\n", quoted(f.name), f.external ? "_xtest" : "_test", f.name,
                           example ? fmt::format(", {}, {}", quoted(f.output), f.unordered) : "");
    }
    lists += "}\n";
  };
  list("InternalTest", "tests", funcs->tests, false);
  list("InternalBenchmark", "benchmarks", funcs->benchmarks, false);
  list("InternalFuzzTarget", "fuzz", funcs->fuzz, false);
  list("InternalExample", "examples", funcs->examples, true);
  std::string run = "os.Exit(m.Run())";
  if (funcs->testMain) {
    (funcs->testMainExternal ? useX : useP) = true;
    run = fmt::format("{}.TestMain(m)\n\tos.Exit(m.Code())", funcs->testMainExternal ? "_xtest" : "_test");
  }
  std::string shown = target.path == "command-line-arguments" ? "" : target.path;
  std::string text = "package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n";
  if (!p->files.empty() && !target.library) text += fmt::format("\t{} {}\n", useP ? "_test" : "_", quoted(target.path));
  if (!x->files.empty()) text += fmt::format("\t{} {}\n", useX ? "_xtest" : "_", quoted(target.path + "_test"));
  text += ")\n" + lists + fmt::format("\nfunc main() {{\n\tm := testing.Start({}, tests, benchmarks, fuzz, examples)\n\t{}\n}}\n", quoted(shown), run);
  Package* main = newPackage("command-line-arguments", dir);
  main->version = types::GoVersion{};
  if (!parseUserFile(main, sources_.add("_testmain.go", "_testmain.go", text))) return nullptr;
  Package* root = finishRoot(main);
  if (!root || build->cover == CoverMode::None) return root;
  if (!addCoverage(main)) return nullptr;
  main->visited = false;
  return finishRoot(main);
}

std::string Loader::failedName(const TestTarget& target, const TestBuild& build, Package* root) {
  Package* bad = nullptr;
  if (!diag_.all().empty()) {
    // Syntax errors keep everything from being checked: it is whose file the first error is in.
    const SourceFile* f = sources_.fileOf(diag_.all()[0].pos);
    for (auto& q : all_)
      if (!bad && std::find(q->sources.begin(), q->sources.end(), f) != q->sources.end()) bad = q.get();
  }
  if (!bad && root)
    for (Package* q : buildOrder(root))
      if (!bad && q->failed) bad = q;
  std::string test = " [" + target.path + ".test]";
  if (!bad || bad->path == "command-line-arguments") return target.path + test;
  if (bad == build.tested) return target.path + (build.internalTests ? test : "");
  if (bad == build.external) return target.path + "_test" + test;
  // What depends on a package with tests in it is compiled again for them.
  for (Package* q : buildOrder(bad))
    if (q == build.tested && build.internalTests) return bad->path + test;
  return bad->path;
}

}  // namespace vole::load
