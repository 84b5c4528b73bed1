// Build constraints: //go:build lines, // +build lines, and file-name suffixes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vole::load {

struct BuildContext {
  std::string goos = "linux";
  std::string goarch = "amd64";
  std::vector<std::string> tags;   // further tags that hold
  int goMinor = 23;                // go1.1 ... go1.<goMinor> hold

  bool match(std::string_view tag) const;
};

/// The context for the library's own sources: an architecture for which Go has no assembly, and the
/// tags that select pure Go variants.
BuildContext libraryContext(std::string_view importPath);

/// The context in which gc compiles the library for linux/amd64.
BuildContext gcContext();

/// Does the file name (x_linux_amd64.go) permit the file?
bool matchFileName(const BuildContext& c, std::string_view name);

/// Do the constraints in the file's head permit it? *goVersion receives the go1.N of a //go:build
/// line that demands one ("go1.21"), else stays empty.
bool matchFileText(const BuildContext& c, std::string_view text, std::string* goVersion = nullptr);

/// Evaluates a //go:build expression (`linux && !cgo`). A malformed one yields false.
bool evalBuildExpr(const BuildContext& c, std::string_view expr);

}  // namespace vole::load
