// This file finds the packages a command line names, as the go command does: directories, import paths, patterns with
// "...", named files.
#include <fmt/format.h>

#include "frontend/load/files.h"
#include "frontend/load/loader.h"

namespace vole::load {

namespace {

bool isLocal(std::string_view name) {
  return name == "." || name == ".." || name.starts_with("./") || name.starts_with("../") || name.starts_with("/");
}

// The directories below dir that hold Go files, without other modules and what is not for building.
void walk(const std::string& dir, bool library, std::vector<std::string>* out) {
  bool go = false;
  std::vector<std::string> below;
  for (const std::string& n : listDir(dir)) {
    std::string path = dir + "/" + n;
    if (n[0] == '.' || n[0] == '_' || n == "testdata" || (n == "vendor" && !library)) continue;
    if (n.ends_with(".go") && isFile(path)) go = true;
    else if (isDir(path) && !isFile(path + "/go.mod")) below.push_back(path);
  }
  if (go) out->push_back(dir);
  for (const std::string& s : below) walk(s, library, out);
}

}  // namespace

bool Loader::findTests(const std::vector<std::string>& names, std::vector<TestTarget>* out) {
  bool files = false;
  for (const std::string& n : names) files |= n.ends_with(".go") && isFile(absPath(n));
  if (files) {
    TestTarget t;
    t.path = "command-line-arguments";
    for (const std::string& n : names) {
      std::string path = absPath(n);
      if (!n.ends_with(".go") || isDir(path)) {
        errors_ += fmt::format("named files must be .go files: {}\n", n);
        return false;
      }
      if (!isFile(path)) {
        errors_ += fmt::format("no such file or directory: {}\n", n);
        return false;
      }
      if (t.dir.empty()) t.dir = dirName(path);
      if (dirName(path) != t.dir) {
        errors_ += fmt::format("named files must all be in one directory; have {} and {}\n", shortPath(t.dir), shortPath(dirName(path)));
        return false;
      }
      t.files.push_back(n);
    }
    out->push_back(std::move(t));
    return true;
  }
  Module* here = moduleOf(currentDir());
  auto add = [&](const std::string& dir) {
    TestTarget t;
    t.dir = dir;
    Module* m = moduleOf(dir);
    t.path = m ? m->path == "std" ? "" : m->path : gopathImportPath(t.dir);
    if (!m && t.path.empty()) t.path = "command-line-arguments";
    if (m && dir != m->dir) t.path += (t.path.empty() ? "" : "/") + relPath(m->dir, dir);
    for (const TestTarget& other : *out)
      if (other.dir == t.dir) return;
    out->push_back(std::move(t));
  };
  for (const std::string& n : names) {
    bool pattern = n == "..." || n.ends_with("/...");
    std::string base = pattern ? n.substr(0, n.size() < 4 ? 0 : n.size() - 4) : n;
    if (isLocal(n)) {
      std::string dir = absPath(base);
      if (!here && !moduleOf(dir) && gopathImportPath(dir).empty()) {
        errors_ += pattern ? fmt::format("pattern {}: directory prefix {} does not contain main module or its selected dependencies\n", n, base)
                           : "go: go.mod file not found in current directory or any parent directory; see 'go help modules'\n";
        continue;
      }
      if (!isDir(dir)) {
        errors_ += pattern ? fmt::format("pattern {}: stat {}: no such file or directory\n", n, dir) : fmt::format("stat {}: directory not found\n", dir);
        continue;
      }
      if (!pattern) {
        add(dir);
        continue;
      }
      std::vector<std::string> dirs;
      walk(dir, false, &dirs);
      if (dirs.empty()) fmt::print(stderr, "go: warning: \"{}\" matched no packages\n", n);
      for (const std::string& d : dirs) add(d);
      continue;
    }
    if (here && here->path != "std" && (base == here->path || base.starts_with(here->path + "/"))) {
      std::string dir = base == here->path ? here->dir : here->dir + base.substr(here->path.size());
      std::vector<std::string> dirs;
      if (pattern) walk(dir, false, &dirs);
      else if (isDir(dir)) dirs.push_back(dir);
      if (dirs.empty()) errors_ += fmt::format("no required module provides package {}; to add it:\n\tgo get {}\n", n, n);
      for (const std::string& d : dirs) add(d);
      continue;
    }
    std::string dir = goroot().empty() ? "" : goroot() + "/src/" + (base == "std" ? "" : base);
    if (!dir.empty() && isDir(dir) && base.substr(0, base.find('/')).find('.') == std::string::npos) {
      std::vector<std::string> dirs{dir};
      if (pattern || base == "std") {
        dirs.clear();
        walk(absPath(dir), false, &dirs);
      }
      for (const std::string& d : dirs) {
        TestTarget t;
        t.dir = d;
        t.path = pattern || base == "std" ? relPath(absPath(goroot() + "/src"), d) : base;
        t.library = true;
        if (t.path != "cmd" && !t.path.starts_with("cmd/")) out->push_back(std::move(t));
      }
      continue;
    }
    if (base.substr(0, base.find('/')).find('.') != std::string::npos) {
      errors_ += here ? fmt::format("no required module provides package {}; to add it:\n\tgo get {}\n", n, n)
                      : fmt::format("no required module provides package {}: go.mod file not found in current directory or any parent "
                                    "directory; see 'go help modules'\n", n);
    } else if (goroot().empty()) {
      errors_ += fmt::format("package {} is not in std\n\tGo's own library sources are not installed; apt-get install golang-src (or set GOROOT)\n", n);
    } else {
      errors_ += fmt::format("package {} is not in GOROOT ({}/src/{})\n", n, goroot(), n);
    }
  }
  return errors_.empty();
}

}  // namespace vole::load
