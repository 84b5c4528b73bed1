// A source position in 32 bits: one number space shared by all files of a SourceSet (source.h),
// which turns it into file, line and column. Positions of one file are ordered as its text is,
// and files are ordered as they were loaded, so `<` sorts diagnostics.
#pragma once

#include <cstdint>

namespace vole {

struct Pos {
  uint32_t v = 0;  // 0: unknown

  constexpr Pos() = default;
  constexpr explicit Pos(uint32_t value) : v(value) {}

  constexpr bool isKnown() const { return v != 0; }
  /// The position `bytes` further on in the same file.
  constexpr Pos plus(uint32_t bytes) const { return Pos(v + bytes); }

  friend constexpr bool operator==(Pos a, Pos b) { return a.v == b.v; }
  friend constexpr bool operator!=(Pos a, Pos b) { return a.v != b.v; }
  friend constexpr bool operator<(Pos a, Pos b) { return a.v < b.v; }
  friend constexpr bool operator<=(Pos a, Pos b) { return a.v <= b.v; }
  friend constexpr bool operator>(Pos a, Pos b) { return a.v > b.v; }
  friend constexpr bool operator>=(Pos a, Pos b) { return a.v >= b.v; }
};

/// [start, end)
struct PosRange {
  Pos start, end;
};

}  // namespace vole
