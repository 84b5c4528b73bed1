// Source with counters for `vole test -cover`, block by block as Go's cover tool makes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vole::load {

/// A run of statements that are executed together, or a part of one up to a function literal.
struct CoverBlock {
  uint32_t line0, col0, line1, col1;
  uint32_t statements;
};

enum class CoverMode : uint8_t { None, Set, Count, Atomic };
std::string_view coverModeName(CoverMode mode);

/// Returns text with a counter at the beginning of each block and, behind it, the variable that holds them: a struct
/// with the field Count. Lines keep their numbers: a //line directive with `display` comes first. A text with syntax
/// errors comes back as it is, without blocks.
std::string coverText(std::string_view display, std::string_view text, std::string_view variable, CoverMode mode,
                      std::vector<CoverBlock>* blocks);

}  // namespace vole::load
