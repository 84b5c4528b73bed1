// This file holds the natives that strings and bytes share: a []byte argument begins as a string does but takes one slot
// more, so each native is a template over the number of slots of a text.
#pragma once
#include "stdlib/native_util.h"
#include "stdlib/strings/text.h"

namespace vole::stdlib {

inline constexpr int kStringSlots = 2;
inline constexpr int kBytesSlots = 3;

template <int W, auto f>
Status textText(M&, Slot* a) {
  a[0].i = static_cast<int64_t>(f(rt::argView(a, 0), rt::argView(a, W)));
  return Status::ok;
}
// The second text is a string in both packages.
template <int W, auto f>
Status textString(M&, Slot* a) {
  a[0].i = static_cast<int64_t>(f(rt::argView(a, 0), rt::argView(a, W)));
  return Status::ok;
}
template <int W, int64_t (*f)(std::string_view, char)>
Status textByte(M&, Slot* a) {
  a[0].i = f(rt::argView(a, 0), static_cast<char>(a[W].b));
  return Status::ok;
}
template <int W>
Status textRune(M&, Slot* a) {
  a[0].i = indexRune(rt::argView(a, 0), a[W].i32);
  return Status::ok;
}
inline bool containsText(std::string_view s, std::string_view sub) { return indexText(s, sub) >= 0; }
inline bool equalText(std::string_view a, std::string_view b) { return a == b; }
inline std::string_view trimBoth(std::string_view s, std::string_view cutset) { return trimRight(trimLeft(s, cutset), cutset); }

}  // namespace vole::stdlib
