// This file declares the properties of runes the library's natives need.
#pragma once
#include <cstdint>

namespace vole::stdlib {

enum RuneProp : uint16_t {
  kLetter = 1, kUpper = 2, kLower = 4, kTitle = 8, kDigit = 16, kNumber = 32, kMark = 64, kPunct = 128,
  kSymbol = 256, kSpace = 512, kControl = 1024, kPrint = 2048, kGraphic = 4096,
};

// The properties of r; none for what is no code point.
uint16_t runeProps(int32_t r);
inline bool hasProp(int32_t r, uint16_t props) { return runeProps(r) & props; }

// r in the case 0 upper, 1 lower, 2 title; r itself when it has no other case.
int32_t toCase(int which, int32_t r);
// The next rune of those that are equal to r without regard to case.
int32_t simpleFold(int32_t r);

}  // namespace vole::stdlib
