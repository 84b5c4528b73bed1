// This file loads packages: which files, which imports, in which order.
#include "frontend/load/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <sys/stat.h>

#include "frontend/load/files.h"
#include "frontend/load/goroot.h"
#include "frontend/syntax/literals.h"
#include "frontend/syntax/parser.h"
#include "frontend/syntax/pragma.h"
#include "frontend/types/scope.h"

namespace vole::load {

namespace {

// Import paths the compiler itself refuses; its message is better than "not found".
bool plausiblePath(std::string_view path) {
  if (path.empty() || path[0] == '/' || (!path.starts_with("./") && !path.starts_with("../") && cleanPath(path) != path)) {
    return false;
  }
  for (char c : path) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F) return false;
    if (std::string_view("!\"#$%&'()*,:;<=>?[]^`{|}\\").find(c) != std::string_view::npos) return false;
  }
  return true;
}

bool isRelative(std::string_view path) {
  return path == "." || path == ".." || path.starts_with("./") || path.starts_with("../");
}

bool firstElementHasDot(std::string_view path) {
  return path.substr(0, path.find('/')).find('.') != std::string_view::npos;
}

// The path above the last element "internal", or npos if there is none.
size_t internalAt(std::string_view path) {
  size_t end = path.size();
  while (true) {
    size_t start = path.rfind('/', end == 0 ? 0 : end - 1);
    size_t from = start == std::string_view::npos ? 0 : start + 1;
    if (path.substr(from, end - from) == "internal") return from == 0 ? 0 : from - 1;
    if (start == std::string_view::npos || start == 0) return std::string_view::npos;
    end = start;
  }
}

bool internalAllowed(std::string_view path, std::string_view importer) {
  size_t at = internalAt(path);
  if (at == std::string_view::npos) return true;
  std::string_view parent = path.substr(0, at);
  if (parent.empty()) return false;
  return importer == parent || (importer.starts_with(parent) && importer[parent.size()] == '/');
}

}  // namespace

Loader::Loader(SourceSet& sources, Arena& arena, DiagSink& diag, PackageSource* library, LoadOptions options)
    : sources_(sources),
      arena_(arena),
      diag_(diag),
      libDiag_(sources),
      source_(library),
      options_(std::move(options)) {
  libDiag_.setAllErrors(true);
  userContext_.tags = options_.tags;
}

Loader::~Loader() = default;

const std::string& Loader::goroot() {
  if (!gorootKnown_) {
    goroot_ = findGoroot();
    gorootKnown_ = true;
  }
  return goroot_;
}

Package* Loader::newPackage(std::string path, std::string dir) {
  all_.push_back(std::make_unique<Package>());
  Package* p = all_.back().get();
  p->path = std::move(path);
  p->dir = std::move(dir);
  return p;
}

Module* Loader::moduleOf(const std::string& dir) {
  auto [it, fresh] = modules_.try_emplace(dir);
  if (fresh) it->second = std::make_unique<Module>(findModule(dir));
  return it->second->dir.empty() ? nullptr : it->second.get();
}

// The first package to look for another one is of the main module, whose go.mod decides for all.
const Module& Loader::programModule(Module* m) {
  if (!program_) program_ = std::make_unique<Module>(buildList(*m));
  return *program_;
}

types::GoVersion Loader::versionOf(Module* m) {
  if (options_.lang.minor) return options_.lang;
  types::GoVersion v;
  if (m && m->path != "std" && !m->goVersion.empty()) types::parseGoVersion(m->goVersion, &v);
  return v;
}

// "./prog.go" for the current directory, "sub/prog.go" below it, otherwise what is shorter.
std::string Loader::displayName(const std::string& dir, std::string_view file) {
  std::string d = shortPath(dir);
  // In the root directory, seen from elsewhere, one slash is enough.
  return d == "." || dir == currentDir() ? "./" + std::string(file) : d == "/" ? "/" + std::string(file) : d + "/" + std::string(file);
}

std::string Loader::where(Pos pos) {
  Position p = sources_.absolute(pos);
  std::string_view file = p.file;
  if (file.starts_with("./")) file.remove_prefix(2);
  return fmt::format("{}:{}:{}", file, p.line, p.col);
}

void Loader::loadError(Pos pos, const std::string& msg) {
  if (options_.allErrors && pos.isKnown()) {
    diag_.error(pos, msg);
    return;
  }
  errors_ += pos.isKnown() ? where(pos) + ": " + msg + "\n" : msg + "\n";
}

// An error the go command reports under the name of the importing package.
void Loader::packageError(Package* p, Pos pos, const std::string& msg) {
  if (options_.allErrors) return loadError(pos, msg);
  errors_ += "package " + p->path + "\n\t" + where(pos) + ": " + msg + "\n";
}

// ---------------------------------------------------------------------------------------------
// User packages

bool Loader::parseUserFile(Package* p, SourceFile* src) {
  if (!src) {
    errors_ += "vole: more than 4 GB of source\n";
    return false;
  }
  p->sources.push_back(src);
  syntax::ParseMode mode;
  mode.std = p->module && p->module->path == "std";
  syntax::File* f = syntax::parseFile(src, arena_, diag_, mode);
  if (!f) return false;
  p->files.push_back(f);
  return true;
}

// All files must be of one package.
bool Loader::checkClauses(Package* p, std::string* err) {
  for (size_t i = 0; i < p->files.size(); i++) {
    syntax::File* f = p->files[i];
    std::string_view name = f->pkgName->value();
    if (i == 0) {
      p->name = name;
    } else if (name != p->name) {
      *err = fmt::format("found packages {} ({}) and {} ({}) in {}", p->name, baseName(p->sources[0]->path()), name,
                         baseName(p->sources[i]->path()), p->dir);
      return false;
    }
  }
  return true;
}

Package* Loader::loadFiles(const std::vector<std::string>& files) {
  std::string dir;
  for (const std::string& f : files) {
    std::string path = absPath(f);
    if (isDir(path)) {
      errors_ += fmt::format("named files must be .go files: {} is a directory\n", f);
      return nullptr;
    }
    std::string d = dirName(path);
    if (dir.empty()) dir = d;
    if (d != dir) {
      errors_ += fmt::format("named files must all be in one directory; have {} and {}\n", shortPath(dir), shortPath(d));
      return nullptr;
    }
  }
  Package* p = newPackage("command-line-arguments", dir);
  p->module = moduleOf(dir);
  p->version = versionOf(p->module);
  bool ok = true;
  for (const std::string& f : files) {
    std::string path = absPath(f), text, err;
    if (!readFile(path, &text, &err)) {
      size_t colon = err.rfind(": ");
      errors_ += fmt::format("stat {}{}\n", f, err.substr(colon));
      return nullptr;
    }
    std::string name = displayName(dir, baseName(path));
    ok &= parseUserFile(p, sources_.add(std::move(name), std::move(path), std::move(text)));
  }
  // A file without a package clause leaves nothing to check.
  return ok ? finishRoot(p) : nullptr;
}

Package* Loader::loadText(std::string name, std::string text) {
  Package* p = newPackage("command-line-arguments", currentDir());
  p->module = moduleOf(p->dir);
  p->version = versionOf(p->module);
  std::string path = name;
  if (!parseUserFile(p, sources_.add(std::move(name), std::move(path), std::move(text)))) return nullptr;
  return finishRoot(p);
}

Package* Loader::loadDir(const std::string& name) {
  std::string dir = absPath(name);
  Module* m = moduleOf(dir);
  std::string path = "command-line-arguments";
  if (m) {
    path = m->path == "std" ? "" : m->path;
    if (dir != m->dir) path += (path.empty() ? "" : "/") + relPath(m->dir, dir);
  }
  std::string err;
  Package* p = userDir(path, dir, &err);
  if (!p) {
    if (!err.empty()) errors_ += err + "\n";
    return nullptr;
  }
  return finishRoot(p);
}

Package* Loader::finishRoot(Package* p) {
  std::string err;
  if (!checkClauses(p, &err)) {
    errors_ += err + "\n";
    return nullptr;
  }
  std::vector<std::pair<Package*, std::string>> stack;
  stack.emplace_back(p, "");
  visitImports(p, stack);
  return errors_.empty() ? p : nullptr;
}

// The user package in a directory; its files parsed, its imports not yet followed.
Package* Loader::userDir(const std::string& path, const std::string& dir, std::string* err) {
  auto it = userPackages_.find(dir);
  if (it != userPackages_.end()) return it->second;
  Package* p = newPackage(path, dir);
  p->module = moduleOf(dir);
  p->version = versionOf(p->module);
  if (!readDir(p, err)) return nullptr;
  userPackages_.emplace(dir, p);
  return p;
}

BuildContext userContextOf(const BuildContext& user, std::string_view path, const std::string& dir, bool gcView, bool* assembly) {
  *assembly = false;
  for (const std::string& n : listDir(dir)) {
    if (!n.ends_with(".s") || n[0] == '_' || n[0] == '.' || !matchFileName(user, n)) continue;
    std::string text;
    if (readFile(dir + "/" + n, &text, nullptr) && matchFileText(user, text)) *assembly = true;
  }
  BuildContext c = user;
  // Go's own packages, looked at as a program, are those of the architecture.
  bool ofModule = firstElementHasDot(path) || path == "command-line-arguments";
  if (*assembly && !gcView && ofModule && path != "golang.org/x/sys/unix" && path != "golang.org/x/sys/cpu") {
    c.goarch = "vole";
    for (const char* tag : {"purego", "noasm", "appengine"}) c.tags.push_back(tag);
  }
  return c;
}

bool Loader::readDir(Package* p, std::string* err) {
  std::vector<std::string> names = listDir(p->dir);
  BuildContext ctx = userContextOf(userContext_, p->path, p->dir, options_.gcView, &p->assembly);
  bool anyGo = false;
  for (const std::string& n : names) {
    if (!n.ends_with(".go") || n[0] == '_' || n[0] == '.' || !isFile(p->dir + "/" + n)) continue;
    anyGo = true;
    if (n.ends_with("_test.go") && !options_.tests) continue;
    if (!matchFileName(ctx, n)) continue;
    std::string text;
    if (!readFile(p->dir + "/" + n, &text, err)) return false;
    if (!matchFileText(ctx, text)) continue;
    if (!parseUserFile(p, addSource(p, n, std::move(text)))) {
      p->failed = true;
    }
  }
  if (p->failed) return true;  // the diagnostics say it
  if (p->files.empty()) {
    *err = anyGo ? fmt::format("package {}: build constraints exclude all Go files in {}", p->path, p->dir)
                 : fmt::format("no Go files in {}", p->dir);
    return false;
  }
  return checkClauses(p, err);
}

// Does an import path match one of the patterns: a path, path/... with all below it, or std, the standard library?
static bool matches(const std::vector<std::string>& patterns, std::string_view path) {
  for (std::string_view p : patterns) {
    if (p == path) return true;
    if (p == "std" && path.substr(0, path.find('/')).find('.') == std::string_view::npos) return true;
    if (!p.ends_with("/...")) continue;
    p.remove_suffix(4);
    if (path == p || (path.starts_with(p) && path[p.size()] == '/')) return true;
  }
  return false;
}

// Packages of the program's own module are part of it and may always be imported.
bool Loader::importAllowed(std::string_view path, Package* p, Pos pos) {
  if (options_.allow.empty() && options_.deny.empty()) return true;
  const SourceFile* file = sources_.fileOf(pos);
  if (file && file->path() == "_testmain.go") return true;
  if (p->module && (path == p->module->path || path.starts_with(p->module->path + "/"))) return true;
  if (isRelative(path)) return true;
  bool denied = matches(options_.deny, path);
  if (!denied && (options_.allow.empty() || matches(options_.allow, path))) return true;
  denied_ = true;
  loadError(pos, fmt::format("import \"{}\" is not allowed (-{})", path, denied ? "deny" : "allow"));
  return false;
}

// Follows the imports of p depth first. stack: the packages from the root to p, each with the path
// it was imported by.
void Loader::visitImports(Package* p, std::vector<std::pair<Package*, std::string>>& stack) {
  p->visiting = true;
  for (syntax::File* f : p->files) {
    for (syntax::Decl* d : f->declList) {
      auto* imp = d->as<syntax::ImportDecl>();
      if (!imp) continue;
      if (!imp->path || imp->path->bad) continue;
      std::string path = syntax::stringLitValue(imp->path->value);
      Pos pos = imp->path->pos;
      if (!importAllowed(path, p, pos)) continue;
      if (!plausiblePath(path) || path == "unsafe") continue;
      if (path == "C") {
        loadError(pos, "import \"C\": cgo is not supported (use github.com/ebitengine/purego to call C)");
        continue;
      }
      if (isRelative(path) && p->module) {
        loadError(pos, fmt::format("\"{}\" is relative, but relative import paths are not supported in module mode", path));
        continue;
      }
      std::string err;
      Package* q = resolve(path, p, &err);
      if (!q) {
        if (!err.empty()) loadError(pos, err);
        continue;
      }
      std::string_view importer = p->path;
      if (p->name.ends_with("_test") && importer.ends_with("_test")) importer.remove_suffix(5);  // beside the package it tests
      std::string pathOfDir;
      if (p->path == "command-line-arguments" && p->module) {
        pathOfDir = p->module->path;
        if (p->dir != p->module->dir) pathOfDir += "/" + relPath(p->module->dir, p->dir);
        importer = pathOfDir;
      } else if (p->path == "command-line-arguments" && !p->dir.empty()) {
        pathOfDir = gopathImportPath(p->dir);
        if (!pathOfDir.empty()) importer = pathOfDir;
      }
      bool ofGo = p->module && (p->module->path == "std" || p->module->path == "cmd");
      if (!ofGo && !p->testOfStd && !options_.std && !internalAllowed(path, importer)) {
        packageError(p, pos, fmt::format("use of internal package {} not allowed", path));
        continue;
      }
      if (q->library) continue;
      if (q->name == "main" && !tested_.count(path)) {
        loadError(pos, fmt::format("import \"{}\" is a program, not an importable package", path));
        continue;
      }
      if (std::find(p->imports.begin(), p->imports.end(), q) == p->imports.end()) p->imports.push_back(q);
      if (q->visiting) {
        std::string text = "package " + stack[0].first->path;
        for (size_t i = 1; i < stack.size(); i++) text += "\n\timports " + stack[i].second;
        text += "\n\timports " + path + ": import cycle not allowed\n";
        errors_ += text;
        p->imports.pop_back();
        continue;
      }
      if (q->visited) continue;
      if (stack.size() > 1000) {
        loadError(pos, "imports nested too deep");
        continue;
      }
      stack.emplace_back(q, path);
      visitImports(q, stack);
      stack.pop_back();
    }
  }
  p->visiting = false;
  p->visited = true;
  collectEmbeds(p);
}

// ---------------------------------------------------------------------------------------------
// Import paths

// The package `path` means in a file of `from`; not checked yet. Null with *err, or with an empty
// *err if everything has been said.
Package* Loader::resolve(std::string_view path, Package* from, std::string* err) {
  if (!tested_.empty() && from && from->name == "main")
    if (auto it = tested_.find(path); it != tested_.end()) return it->second;
  bool stdTree = from && from->module && from->module->path == "std";
  if (isRelative(path)) {
    std::string dir = joinPath(from->dir, path);
    if (!isDir(dir)) {
      *err = fmt::format("cannot find package \".\" in:\n\t{}", dir);
      return nullptr;
    }
    return userDir(relPath(currentDir(), dir), dir, err);
  }
  if (stdTree) {
    // Go's own sources, looked at as a program: everything comes from the same tree.
    for (const char* sub : {"/", "/vendor/"}) {
      std::string dir = from->module->dir + sub + std::string(path);
      if (isDir(dir)) return userDir(std::string(path), dir, err);
    }
  }
  bool library = from && from->library;
  // Go's commands have a vendor directory of their own, which the packages below cmd/ share.
  bool cmd = from && (library ? from->dir.starts_with(goroot() + "/src/cmd/") : from->module && from->module->path == "cmd");
  if (Package* p = findLibrary(path, library || cmd, cmd)) return p;
  if (from && from->module && !library) {
    std::string dir = findInModule(programModule(from->module), path);
    if (dir.empty()) dir = findInModule(*from->module, path);
    if (!dir.empty()) return userDir(std::string(path), dir, err);
  }
  if (!library) {
    std::string dir = findInGopath(path, from ? from->dir : "", from && from->module);
    if (!dir.empty()) return userDir(std::string(path), dir, err);
  }
  if (!firstElementHasDot(path)) {
    if (from && from->module && (path == from->module->path || path.starts_with(from->module->path + "/"))) {
      *err = fmt::format("package {} is not in std ({})", path, joinPath(goroot().empty() ? "$GOROOT" : goroot(), "src/" + std::string(path)));
    } else if (goroot().empty()) {
      *err = fmt::format("package {} is not in std\n\tGo's own library sources are not installed; "
                         "apt-get install golang-src (or set GOROOT)", path);
    } else {
      *err = fmt::format("package {} is not in std ({}/src/{})", path, goroot(), path);
    }
  } else if (from && from->module) {
    *err = fmt::format("no required module provides package {}; to add it:\n\tgo get {}", path, path);
  } else {
    *err = fmt::format("no required module provides package {}: go.mod file not found in current directory or any "
                       "parent directory; see 'go help modules'", path);
  }
  return nullptr;
}

// A library package, not parsed yet. vendored: the importer is itself of the library, and may mean
// a package in its vendor directory; cmd: in that of Go's commands.
Package* Loader::findLibrary(std::string_view path, bool vendored, bool cmd) {
  auto it = libraries_.find(path);
  if (it != libraries_.end()) return it->second;
  std::vector<EmbeddedFile> text;
  Package* p = nullptr;
  bool own = options_.gcView && !goroot().empty() && isDir(goroot() + "/src/" + std::string(path));
  bool found = !own && source_ && source_->find(path, &text);
  // A package with a file fallback.go is part of one: it steps back behind Go's own sources where they are installed.
  if (found && !goroot().empty() && isDir(goroot() + "/src/" + std::string(path)))
    for (const EmbeddedFile& f : text) found = found && f.name != "fallback.go";
  if (found) {
    p = newPackage(std::string(path), "");
    p->embedded = true;
    p->quiet = source_->quiet(path);
    p->text = std::move(text);
  } else if ((vendored || !firstElementHasDot(path)) && !goroot().empty()) {
    std::string dir;
    for (const char* sub : {"/src/", cmd ? "/src/cmd/vendor/" : "/src/vendor/"}) {
      if (std::string_view(sub) != "/src/" && !vendored) continue;
      std::string d = goroot() + sub + std::string(path);
      if (isDir(d)) {
        dir = d;
        break;
      }
    }
    if (dir.empty()) return nullptr;
    BuildContext ctx = options_.gcView ? gcContext() : libraryContext(path);
    std::vector<std::string> names;
    for (std::string& n : listDir(dir)) {
      if (!n.ends_with(".go") || n.ends_with("_test.go") || n[0] == '_' || n[0] == '.') continue;
      if (matchFileName(ctx, n)) names.push_back(std::move(n));
    }
    if (names.empty()) return nullptr;
    p = newPackage(std::string(path), dir);
    p->fileNames = std::move(names);
  } else {
    return nullptr;
  }
  p->library = true;
  libraries_.emplace(std::string(path), p);
  return p;
}

void Loader::parseLibrary(Package* p) {
  if (p->parsed) return;
  p->parsed = true;
  syntax::ParseMode mode;
  mode.lazyBodies = true;
  mode.std = true;
  BuildContext ctx = options_.gcView ? gcContext() : libraryContext(p->path);
  auto add = [&](SourceFile* src) {
    if (!src) return;
    syntax::File* f = syntax::parseFile(src, arena_, libDiag_, mode);
    if (!f || f->pkgName->value() == "documentation") return;
    for (syntax::Decl* d : f->declList) {
      auto* imp = d->as<syntax::ImportDecl>();
      if (imp && imp->path && imp->path->value == "\"C\"") return;
    }
    p->sources.push_back(src);
    p->files.push_back(f);
  };
  if (p->embedded) {
    std::string root = (goroot().empty() ? "/usr/local/go" : goroot()) + "/src/" + p->path + "/";
    for (const EmbeddedFile& e : p->text) {
      if (!matchFileText(userContext_, e.text)) continue;
      std::string name = root + std::string(e.name);
      add(sources_.addStatic(name, name, e.text));
    }
  } else {
    for (const std::string& n : p->fileNames) {
      std::string path = p->dir + "/" + n, text;
      if (!readFile(path, &text, nullptr) || !matchFileText(ctx, text)) continue;
      add(sources_.add(path, path, std::move(text)));
    }
  }
  if (!p->files.empty()) p->name = p->files[0]->pkgName->value();
}

Package* Loader::library(std::string_view path) {
  Package* p = findLibrary(path, false);
  if (!p) return nullptr;
  return checkOne(p) ? p : nullptr;
}

// ---------------------------------------------------------------------------------------------
// Checking

types::Package* Loader::import(std::string_view path, types::Package* from, std::string* err) {
  if (path == "unsafe") return types::unsafePackage();
  if (path[0] == '/') {
    *err = "import path cannot be absolute path";
    return nullptr;
  }
  if (!isRelative(path) && cleanPath(path) != path) {
    *err = fmt::format("non-canonical import path \"{}\" (should be \"{}\")", path, cleanPath(path));
    return nullptr;
  }
  Package* importer = from ? infoOf(from) : nullptr;
  if (path == "C" && importer && !importer->library) return nullptr;  // said while loading
  std::string text;
  Package* p = resolve(path, importer, &text);
  if (!p) {
    // For a user package this has been reported when its imports were followed.
    if (!importer || importer->library || errors_.empty()) *err = text;
    if (options_.allErrors && importer && !importer->library) err->clear();
    return nullptr;
  }
  if (!p->types && !p->library) return nullptr;  // failed, or part of a cycle: reported
  if (!checkOne(p) && p->library && p->files.empty()) {
    *err = fmt::format("package {} has no Go files for this system", path);
    return nullptr;
  }
  return p->types;
}

bool Loader::checkOne(Package* p) {
  if (p->checked) return !p->failed;
  p->checked = true;
  if (p->library) parseLibrary(p);
  if (p->files.empty()) {
    p->failed = true;
    return false;
  }
  // The path of a program is "main", whatever its directory, as gc has it.
  std::string_view path = p->name == "main" && !p->library ? std::string_view("main") : std::string_view(p->path);
  // The checker takes a user package's name from its files.
  p->types = types::newPackage(path, intern(p->library ? p->name : std::string()));
  p->types->loadInfo = p;
  types::Config conf;
  conf.version = p->version;
  conf.complete = options_.complete && !p->library && !p->assembly;
  conf.importer = this;
  conf.arena = &arena_;
  if (p->library) {
    conf.diag = &libDiag_;
    return types::prepareLazy(conf, p->types, p->files);
  }
  conf.diag = &diag_;
  bool ok = types::checkPackage(conf, p->types, p->files, &p->initOrder);
  if (ok && diag_.errorCount() == 0) {
    auto linkable = [&](Sym name) {
      types::Object* o = p->types->scope->lookup(name);
      return o && (o->kind == types::ObjKind::Func || o->kind == types::ObjKind::Var);
    };
    for (syntax::File* f : p->files) syntax::checkPragmas(f, diag_, p->version.minor, linkable);
  }
  p->failed = !ok || diag_.errorCount() > 0;
  return !p->failed;
}

std::vector<Package*> Loader::buildOrder(Package* root) {
  // An explicit stack of (package, next import); marks are in the list itself.
  std::vector<Package*> order;
  std::vector<std::pair<Package*, size_t>> stack{{root, 0}};
  std::vector<Package*> seen{root};
  while (!stack.empty()) {
    auto& [p, i] = stack.back();
    if (i < p->imports.size()) {
      Package* q = p->imports[i++];
      if (std::find(seen.begin(), seen.end(), q) != seen.end()) continue;
      seen.push_back(q);
      stack.emplace_back(q, 0);
      continue;
    }
    order.push_back(p);
    stack.pop_back();
  }
  return order;
}

bool Loader::check(Package* root) {
  if (!root || !errors_.empty()) return false;
  // Syntax errors anywhere keep everything from being checked; other errors of the parser (labels,
  // bad literals) do not.
  if (diag_.syntaxErrorCount() > 0 || diag_.full()) return false;
  bool ok = true;
  for (Package* p : buildOrder(root)) {
    if (p->failed) return false;
    if (!checkOne(p)) {
      ok = false;
      break;
    }
  }
  return ok && diag_.errorCount() == 0;
}

}  // namespace vole::load
