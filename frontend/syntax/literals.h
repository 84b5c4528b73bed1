// Values of string and rune literals.
#pragma once

#include <string>
#include <string_view>

namespace vole::syntax {

/// The value of a correct string literal, "..." or `...` (carriage returns of the latter dropped).
std::string stringLitValue(std::string_view lit);
/// The value of a correct rune literal.
char32_t runeLitValue(std::string_view lit);

}  // namespace vole::syntax
