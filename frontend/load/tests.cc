// This file makes the program that runs a package's tests, as the go command does: a package main that names all test
// functions and hands them to package testing.
#include <fmt/format.h>

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
  std::string_view first = trim(group[0]);
  std::string low = lower(first);
  size_t skip;
  if (low.starts_with("output:")) {
    skip = 7;
  } else if (low.starts_with("unordered output:")) {
    skip = 17;
    f->unordered = true;
  } else {
    return false;
  }
  f->output = std::string(trim(first.substr(skip)));
  for (size_t i = 1; i < group.size(); i++) {
    std::string_view l = group[i];
    if (!l.empty() && (l[0] == ' ' || l[0] == '\t')) l.remove_prefix(1);
    f->output += "\n";
    f->output += l;
  }
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

void Loader::testFuncs(Package* p, size_t file, bool external, TestFuncs* out) {
  SourceFile* src = p->sources[file];
  for (syntax::Decl* d : p->files[file]->declList) {
    auto* f = d->as<syntax::FuncDecl>();
    if (!f || f->recv || !f->name || !f->body || f->tparamList.size()) continue;
    std::string_view name = f->name->value();
    size_t params = f->typeExpr->paramList.size();
    TestFunc t{std::string(name), external, "", false};
    if (name == "TestMain" && params == 1) {
      // A TestMain of a *testing.T is a test like others.
      auto* op = f->typeExpr->paramList[0]->typeExpr ? f->typeExpr->paramList[0]->typeExpr->as<syntax::Operation>() : nullptr;
      auto* sel = op && op->x ? op->x->as<syntax::SelectorExpr>() : nullptr;
      if (!sel || sel->sel->value() == "M") {
        out->testMain = true;
        out->testMainExternal = external;
        continue;
      }
    }
    if (isTestName(name, "Test") && params == 1) {
      out->tests.push_back(t);
    } else if (isTestName(name, "Benchmark") && params == 1) {
      out->benchmarks.push_back(t);
    } else if (isTestName(name, "Fuzz") && params == 1) {
      out->fuzz.push_back(t);
    } else if (isTestName(name, "Example") && params == 0) {
      uint32_t from = f->body->pos.v, to = f->body->rbrace.v, base = src->base();
      std::string_view text = src->text();
      if (from < base || to < from || to - base > text.size()) continue;
      if (exampleOutput(text.substr(from - base, to - from), &t)) out->examples.push_back(t);
    }
  }
}

Package* Loader::loadTests(const std::string& target, const std::set<std::string>& leaveOut, std::string* path, std::string* dir, TestFuncs* funcs) {
  bool local = target == "." || target.starts_with("./") || target.starts_with("../") || target.starts_with("/");
  bool ownLibrary = false;
  Module* m = nullptr;
  if (local) {
    *dir = absPath(target);
    m = moduleOf(*dir);
    *path = "command-line-arguments";
    if (m) {
      *path = m->path == "std" ? "" : m->path;
      if (*dir != m->dir) *path += (path->empty() ? "" : "/") + relPath(m->dir, *dir);
    }
  } else {
    *path = target;
    std::vector<EmbeddedFile> text;
    ownLibrary = source_ && source_->find(target, &text);
    *dir = goroot().empty() ? "" : goroot() + "/src/" + target;
    if (dir->empty() || !isDir(*dir)) {
      errors_ += goroot().empty() ? fmt::format("package {} is not in std\n\tGo's own library sources are not installed; apt-get install golang-src (or set GOROOT)\n", target)
                                  : fmt::format("package {} is not in GOROOT ({})\n", target, *dir);
      return nullptr;
    }
    m = moduleOf(*dir);
  }
  Package* p = newPackage(*path, *dir);
  Package* x = newPackage(*path + "_test", *dir);
  p->module = x->module = m;
  p->version = x->version = versionOf(m);
  if (!local) {
    x->module = nullptr;  // it imports the library programs use
    x->testOfStd = true;
  }
  bool anyGo = false;
  for (const std::string& n : listDir(*dir)) {
    if (!n.ends_with(".go") || n[0] == '_' || n[0] == '.' || !isFile(*dir + "/" + n)) continue;
    anyGo = true;
    bool test = n.ends_with("_test.go");
    if (!local && (!test || leaveOut.count(n))) continue;
    if (!matchFileName(userContext_, n)) continue;
    std::string text, err;
    if (!readFile(*dir + "/" + n, &text, &err)) {
      errors_ += err + "\n";
      return nullptr;
    }
    if (!matchFileText(userContext_, text)) continue;
    if (!local) {
      // In-package tests of a library know its insides, which are not ours.
      SourceFile* probe = sources_.add(displayName(*dir, n), *dir + "/" + n, text);
      syntax::File* f = probe ? syntax::parseFile(probe, arena_, libDiag_, {}) : nullptr;
      if (!f || !f->pkgName->value().ends_with("_test")) continue;
    }
    if (!parseUserFile(p, sources_.add(displayName(*dir, n), *dir + "/" + n, std::move(text)))) return nullptr;
    bool external = test && p->files.back()->pkgName->value().ends_with("_test");
    if (external) {
      x->files.push_back(p->files.back());
      x->sources.push_back(p->sources.back());
      p->files.pop_back();
      p->sources.pop_back();
    }
    funcs->any |= test;
    if (test) testFuncs(external ? x : p, (external ? x : p)->files.size() - 1, external, funcs);
  }
  std::string err;
  if (!anyGo) {
    errors_ += fmt::format("no Go files in {}\n", *dir);
    return nullptr;
  }
  if (!funcs->any) return nullptr;
  for (Package* q : {p, x}) {
    if (!q->files.empty() && !checkClauses(q, &err)) {
      errors_ += err + "\n";
      return nullptr;
    }
  }
  if (local) {
    if (!p->files.empty()) {
      userPackages_[*dir] = p;
      tested_[*path] = p;
    }
  }
  if (!x->files.empty()) tested_[*path + "_test"] = x;
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
  std::string text = "package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n";
  if (!p->files.empty() && local) text += fmt::format("\t{} {}\n", useP ? "_test" : "_", quoted(*path));
  if (!x->files.empty()) text += fmt::format("\t{} {}\n", useX ? "_xtest" : "_", quoted(*path + "_test"));
  text += ")\n" + lists + fmt::format("\nfunc main() {{\n\tm := testing.Start({}, tests, benchmarks, fuzz, examples)\n\t{}\n}}\n", quoted(*path), run);
  Package* main = newPackage("command-line-arguments", *dir);
  main->version = types::GoVersion{};
  if (!parseUserFile(main, sources_.add("_testmain.go", "_testmain.go", text))) return nullptr;
  (void)ownLibrary;
  return finishRoot(main);
}

}  // namespace vole::load
