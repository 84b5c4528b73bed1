// This file looks runes up in the generated tables.
#include "stdlib/unicode/tables.h"

#include <algorithm>
#include <iterator>

namespace vole::stdlib {
namespace {

struct PropRange {
  uint32_t lo;
  uint16_t props;
};
struct CaseRange {
  int32_t lo, hi;
  int32_t delta[3];
};
struct FoldPair {
  int32_t rune, next;
};

#include "stdlib/unicode/tables.inc"

// A delta above every code point: upper and lower case alternate through the range, beginning with upper.
constexpr int32_t kAlternating = 0x110000;

uint16_t searchProps(uint32_t r) {
  auto it = std::upper_bound(std::begin(kPropRanges), std::end(kPropRanges), r,
                             [](uint32_t v, const PropRange& p) { return v < p.lo; });
  return std::prev(it)->props;
}

}  // namespace

uint16_t runeProps(int32_t r) {
  // Latin 1 is asked for most, so it is laid out flat at the first use.
  static const auto latin = [] {
    struct Table {
      uint16_t props[256];
    } t;
    for (uint32_t i = 0; i < 256; i++) t.props[i] = searchProps(i);
    return t;
  }();
  uint32_t u = static_cast<uint32_t>(r);
  if (u < 256) return latin.props[u];
  return u <= 0x10FFFF ? searchProps(u) : 0;
}

int32_t toCase(int which, int32_t r) {
  if (r < 0x80) {
    if (which == 1) return r >= 'A' && r <= 'Z' ? r + 32 : r;
    return r >= 'a' && r <= 'z' ? r - 32 : r;
  }
  auto it = std::lower_bound(std::begin(kCaseRanges), std::end(kCaseRanges), r,
                             [](const CaseRange& c, int32_t v) { return c.hi < v; });
  if (it == std::end(kCaseRanges) || r < it->lo) return r;
  int32_t d = it->delta[which];
  if (d < kAlternating) return r + d;
  // Even offsets are upper case (title counts as upper), odd ones lower.
  return it->lo + (((r - it->lo) & ~1) | (which & 1));
}

int32_t simpleFold(int32_t r) {
  if (r < 0 || r > 0x10FFFF) return r;
  auto it = std::lower_bound(std::begin(kFolds), std::end(kFolds), r, [](const FoldPair& f, int32_t v) { return f.rune < v; });
  if (it != std::end(kFolds) && it->rune == r) return it->next;
  int32_t l = toCase(1, r);
  return l != r ? l : toCase(0, r);
}

}  // namespace vole::stdlib
