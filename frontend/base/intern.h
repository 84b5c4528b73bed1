// Interned names: equal spelling means equal pointer. `Sym` is the handle used for every
// identifier of the program (the syntax node that mentions one is syntax::Name).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vole {

struct SymData {
  uint32_t len;
  uint32_t hash;
  uint8_t token;     // the keyword's syntax::Token, or 0 for a name
  bool exported;     // begins with an upper-case letter
  bool blank;        // "_"
  char text[1];      // len bytes and a NUL

  std::string_view str() const { return {text, len}; }
  std::string string() const { return std::string(text, len); }
};

using Sym = const SymData*;

/// The one table of the process. It only grows; entries live for ever. Guarded by a lock: packages
/// may be loaded while the program already runs.
Sym intern(std::string_view s);

/// Marks s as a keyword. Called once, by the lexer's start-up.
void internKeyword(std::string_view s, uint8_t token);

}  // namespace vole
