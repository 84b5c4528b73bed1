// This file declares the writing of text as Go literals.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace vole::stdlib {

// How runes outside ASCII are treated; as the constants of native.go.
enum class QuoteMode : int64_t { print, ascii, graphic };

// s between quote characters, with escapes.
std::string quoteText(std::string_view s, char quote, QuoteMode mode);
// Whether s can stand in a raw literal of one line.
bool canBackquote(std::string_view s);

}  // namespace vole::stdlib
