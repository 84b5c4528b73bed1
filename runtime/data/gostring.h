// This file declares the operations on strings that allocate or decode. None panics; text is not checked for UTF-8 unless
// it says so.
#pragma once
#include <cstring>
#include <string_view>

#include "runtime/base/slot.h"
#include "runtime/sched/m.h"

namespace vole::rt {

// Sum of n strings that lie one after the other in slots (ptr, len each). One non-empty operand is returned as it is.
GoString concatstrings(M& m, const Slot* strs, int n);
GoString concatstring2(M& m, GoString a, GoString b);
GoSlice stringToBytes(M& m, GoString s);
GoString bytesToString(M& m, GoSlice b);
GoSlice stringToRunes(M& m, GoString s);
GoString runesToString(M& m, GoSlice r);
GoString runeToString(M& m, int64_t r);  // out of range: U+FFFD

// The rune at s[i] (i < len) and the index after it in *next; invalid bytes give U+FFFD, width 1.
int32_t decoderune(GoString s, int64_t i, int64_t* next);
int encoderune(char* p, int32_t r);  // bytes written (at most 4)

inline bool stringEqual(GoString a, GoString b) {
  return a.len == b.len && (a.ptr == b.ptr || std::memcmp(a.ptr, b.ptr, static_cast<size_t>(a.len)) == 0);
}
inline int compareStrings(GoString a, GoString b) {
  size_t n = static_cast<size_t>(a.len < b.len ? a.len : b.len);
  int c = n ? std::memcmp(a.ptr, b.ptr, n) : 0;
  return c ? (c < 0 ? -1 : 1) : a.len < b.len ? -1 : a.len > b.len;
}
inline std::string_view view(GoString s) { return {s.ptr, static_cast<size_t>(s.len)}; }

}  // namespace vole::rt
