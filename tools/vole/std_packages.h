// The packages of the standard library that are imported by use, in the REPL and in `vole -e`.
#pragma once

#include <span>
#include <string_view>

namespace vole::tools {

/// Their import paths, sorted. Several may have the same name.
std::span<const std::string_view> packagePaths();

/// The name a path's package has: "rand" for math/rand/v2.
std::string_view packageNameOf(std::string_view path);

}  // namespace vole::tools
