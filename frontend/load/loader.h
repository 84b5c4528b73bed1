// From what the user names (files, a directory, a text) to checked packages.
//
// A program consists of user packages (named on the command line, or imported from their module;
// parsed and checked whole, dependencies first) and library packages (embedded text of the
// PackageSource, else $GOROOT/src; parsed without bodies and resolved lazily, when an import is used).
//
// Two kinds of errors come out. What the go command says before it compiles anything (missing
// packages, import cycles, mixed package clauses) is text in errors(); what the compiler says goes to
// the DiagSink.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/load/buildtags.h"
#include "frontend/load/cover.h"
#include "frontend/load/gomod.h"
#include "frontend/syntax/ast.h"
#include "frontend/types/check.h"

namespace vole::load {

struct EmbeddedFile {
  std::string_view name;  // "print.go"
  std::string_view text;  // lives for ever, followed by a NUL
};

/// The library text the program brings along. tools/vole connects it to stdlib/.
class PackageSource {
 public:
  virtual ~PackageSource() = default;
  /// Appends the files of a package; false if there is no such package.
  virtual bool find(std::string_view importPath, std::vector<EmbeddedFile>* files) = 0;
  /// Nothing of the package runs when a program starts, nor of what it imports, all of which is here too: what is not used
  /// of it need not be loaded.
  virtual bool quiet(std::string_view) { return false; }
};

/// One variable with //go:embed directives and the files they select.
struct Embed {
  syntax::VarDecl* decl;
  struct Item {
    std::string name;  // slash-separated, relative to the package directory
    std::string path;  // in the file system
  };
  std::vector<Item> files;  // sorted by name, without doubles
};

struct Package {
  std::string path;   // import path; "command-line-arguments" for named files
  std::string dir;    // empty for embedded text
  std::string name;
  bool library = false;
  bool embedded = false;               // text of the PackageSource
  bool quiet = false;                  // runs nothing when a program starts, nor does what it imports
  Module* module = nullptr;            // null: none
  types::GoVersion version;            // of the language
  std::vector<SourceFile*> sources;
  std::vector<syntax::File*> files;
  std::vector<Package*> imports;       // of user packages: in order of import
  std::vector<Embed> embeds;
  types::Package* types = nullptr;
  std::vector<types::Initializer*> initOrder;  // of checked user packages
  bool checked = false, failed = false;

  // the loader's own
  std::vector<EmbeddedFile> text;      // not yet parsed library text
  std::vector<std::string> fileNames;  // not yet parsed library files, in dir
  bool parsed = false, visiting = false, visited = false;
  bool assembly = false;               // .s files go with it: functions may lack a body
  bool testOfStd = false;              // external tests of a library package: internal packages are open to them
};

struct LoadOptions {
  types::GoVersion lang;       // -lang; minor 0: by go.mod, else the newest
  bool allErrors = false;      // -e: a missing package does not keep the rest from being checked
  bool complete = false;       // -complete: functions without a body are errors
  bool tests = false;          // include _test.go files of the package itself
  std::vector<std::string> tags;
  // -allow, -deny: what the program's own packages may import, as patterns (a path, path/..., std). Library packages import
  // what they like.
  std::vector<std::string> allow, deny;
  bool std = false;            // internal packages may be imported from anywhere, as the bare compiler has it
  bool gcView = false;         // library packages as gc compiles them for amd64: from GOROOT where it has them
};

/// A function of test files.
struct TestFunc {
  std::string name;
  bool external = false;   // of package x_test
  std::string output;      // of an example
  bool unordered = false;
};
struct TestFuncs {
  std::vector<TestFunc> tests, benchmarks, fuzz, examples;
  bool testMain = false, testMainExternal = false;
  bool any = false;        // there are test files
};

/// One package to test.
struct TestTarget {
  std::string path;                // import path
  std::string dir;
  std::vector<std::string> files;  // named on the command line; empty: those of dir
  bool library = false;            // of Go's library: its external tests against the library programs use
};
/// How to build its test program.
struct TestBuild {
  std::set<std::string> leaveOut;          // of a library package: files that need its inside
  CoverMode cover = CoverMode::None;
  std::vector<std::string> coverPackages;  // patterns; empty: the package itself

  // What came out.
  TestFuncs funcs;
  Package* tested = nullptr;    // with the test files of its own package
  Package* external = nullptr;  // package x_test; null if there is none
  bool internalTests = false;   // tested has test files
};

/// The context in which the files of a user package are chosen. Assembly cannot be run: a package that has some for amd64 is
/// read as for an architecture without, unless its assembly is replaced by natives of ours (stdlib/syscall/xsys.cc).
BuildContext userContextOf(const BuildContext& user, std::string_view path, const std::string& dir, bool gcView, bool* assembly);

class Loader : public types::Importer {
 public:
  Loader(SourceSet& sources, Arena& arena, DiagSink& diag, PackageSource* library, LoadOptions options = {});
  ~Loader() override;

  /// Load the program's root package with all user packages it imports. Null, with errors() or
  /// diagnostics set, if that failed so badly that there is nothing to check.
  Package* loadFiles(const std::vector<std::string>& files);
  Package* loadDir(const std::string& dir);
  /// A program given as text; name is what diagnostics show.
  Package* loadText(std::string name, std::string text);

  /// The packages that package names and patterns of a command line mean. False: errors().
  bool findTests(const std::vector<std::string>& names, std::vector<TestTarget>* out);
  /// The program that runs the tests of a package: a package main made for it (load/tests.cc). Of a library package of our
  /// own only the external tests (package x_test) are there. Null: errors, or no test files (build->funcs.any).
  Package* loadTests(const TestTarget& target, TestBuild* build);
  /// The package without its tests.
  Package* loadTarget(const TestTarget& target);
  /// What the go command calls the package that failed, in the program made by loadTests: "x [x.test]".
  std::string failedName(const TestTarget& target, const TestBuild& build, Package* root);

  /// Checks p and the user packages it needs, dependencies first; stops at the first that has
  /// errors. False if there are errors of any kind.
  bool check(Package* p);
  /// All user packages reachable from p, dependencies first.
  std::vector<Package*> buildOrder(Package* p);

  /// The messages of the go command's kind, one or more lines; empty if there are none.
  const std::string& errors() const { return errors_; }

  /// Did the program import what allow or deny forbid?
  bool denied() const { return denied_; }

  /// A library package by its path, prepared lazily; null if there is none.
  Package* library(std::string_view path);
  /// types::Importer, called by the checker.
  types::Package* import(std::string_view path, types::Package* from, std::string* err) override;

  /// Errors in library text: they are Vole's fault or the installation's, not the program's.
  DiagSink& libraryDiag() { return libDiag_; }
  const std::string& goroot();
  Package* infoOf(types::Package* p) { return static_cast<Package*>(p->loadInfo); }

 private:
  Package* newPackage(std::string path, std::string dir);
  bool parseUserFile(Package* p, SourceFile* src);
  Package* finishRoot(Package* p);
  Package* userDir(const std::string& path, const std::string& dir, std::string* err);
  bool readDir(Package* p, std::string* err);
  bool checkClauses(Package* p, std::string* err);
  void visitImports(Package* p, std::vector<std::pair<Package*, std::string>>& stack);
  Package* resolve(std::string_view path, Package* from, std::string* err);
  Package* findLibrary(std::string_view path, bool vendored, bool cmd = false);
  void testFuncs(Package* p, size_t file, bool external, TestFuncs* out);
  SourceFile* addSource(Package* p, const std::string& name, std::string text);
  bool wantsCover(Package* p, std::string_view file);
  bool addCoverage(Package* main);
  void parseLibrary(Package* p);
  bool checkOne(Package* p);
  bool importAllowed(std::string_view path, Package* p, Pos pos);
  void collectEmbeds(Package* p);
  void loadError(Pos pos, const std::string& msg);
  void packageError(Package* p, Pos pos, const std::string& msg);
  std::string where(Pos pos);
  Module* moduleOf(const std::string& dir);
  const Module& programModule(Module* m);
  types::GoVersion versionOf(Module* m);
  std::string displayName(const std::string& dir, std::string_view file);

  SourceSet& sources_;
  Arena& arena_;
  DiagSink& diag_;
  DiagSink libDiag_;
  PackageSource* source_;
  LoadOptions options_;
  BuildContext userContext_;
  std::string errors_, goroot_;
  bool gorootKnown_ = false;
  bool denied_ = false;
  std::vector<std::unique_ptr<Package>> all_;
  std::map<std::string, Package*, std::less<>> libraries_, userPackages_;  // by import path; by directory
  std::map<std::string, Package*, std::less<>> tested_;  // what a test program calls by import path
  std::unique_ptr<Module> program_;  // the main module with all it requires; known when a package of a module is first looked for
  std::map<std::string, std::unique_ptr<Module>> modules_;                 // by directory asked for
  // Of a program with counters.
  struct Covered {
    Package* package;
    std::string file, variable;
    std::vector<CoverBlock> blocks;
  };
  TestBuild* build_ = nullptr;  // the test program being made
  std::vector<Covered> covered_;
};

/// Appends to *out the files below dir that an embed pattern selects. False with Go's words in *err.
bool embedGlob(const std::string& dir, std::string_view pattern, std::vector<Embed::Item>* out, std::string* err);

}  // namespace vole::load
