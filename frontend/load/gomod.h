// go.mod: the module a directory belongs to, and where its requirements lie on disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vole::load {

struct Require {
  std::string path, version;
};
struct Replace {
  std::string path, version;  // version may be empty: all
  std::string newPath, newVersion;
};

struct Module {
  std::string dir;        // where go.mod is; empty: no module
  std::string path;
  std::string goVersion;  // "1.19", or empty
  std::vector<Require> requires_;
  std::vector<Replace> replaces;
};

/// Parses the text of a go.mod. What it does not know it skips.
Module parseGoMod(std::string_view text);

/// The module of a directory: go.mod in it or in one above.
Module findModule(const std::string& dir);

/// The main module m with everything the program may use: what m requires, and what those modules require in turn, each path once
/// in the highest version asked for; m's own word counts alone where its go.mod is of Go 1.17 or later and names the path. Only
/// m's replacements hold. Modules that are not on disk count with what is known of them.
Module buildList(const Module& m);

/// Where the package `importPath`, seen from module m, lies: in m itself, in m's vendor directory,
/// in a replaced directory, or in the module cache. Empty if nowhere.
std::string findInModule(const Module& m, std::string_view importPath);

/// The import path of a directory below GOPATH/src; empty for others.
std::string gopathImportPath(const std::string& dir);

/// Where the package lies in GOPATH form: in a vendor directory above fromDir, in src/ of a directory of $GOPATH (~/go without
/// it), or in Debian's /usr/share/gocode. For programs without a module, with GO111MODULE=off, and for packages that lie there
/// themselves; empty for others, and if there is none.
std::string findInGopath(std::string_view importPath, const std::string& fromDir, bool inModule);

}  // namespace vole::load
