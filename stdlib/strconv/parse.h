// This file declares the reading of numbers from text by Go's rules.
#pragma once
#include <cstdint>
#include <string_view>

namespace vole::stdlib {

enum class ParseStatus : int64_t { ok, syntax, range };  // as the constants of native.go

struct ParsedUint {
  uint64_t value;
  ParseStatus status;
};
struct ParsedInt {
  int64_t value;
  ParseStatus status;
};
struct ParsedFloat {
  double value;
  int64_t used;  // bytes
  ParseStatus status;
};

// base 0 or 2..36, bits 0..64.
ParsedUint parseUint(std::string_view s, int base, int bits);
ParsedInt parseInt(std::string_view s, int base, int bits);
// The longest literal at the start of s; bits is 32, or 64 for every other value.
ParsedFloat parseFloatPrefix(std::string_view s, int bits);

}  // namespace vole::stdlib
