// This file holds the natives of bytes.
#include <string>

#include "stdlib/strings/natives.h"

namespace vole::stdlib {
namespace {

// func changeCase(s []byte, which int) []byte
Status changeCaseNative(M& m, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  std::string out;
  bool changed = changeCase(s, a[3].i32, &out);
  std::string_view r = changed ? std::string_view(out) : s;
  rt::setSlice(a, 0, rt::newBytes(m, r.data(), static_cast<int64_t>(r.size())));
  return Status::ok;
}

void setBounds(Slot* a, std::string_view whole, std::string_view part) {
  int64_t begin = part.data() - whole.data();
  a[0].i = begin;
  a[1].i = begin + static_cast<int64_t>(part.size());
}

// func spaceBounds(s []byte) (begin, end int)
Status spaceBounds(M&, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  setBounds(a, s, trimSpace(s));
  return Status::ok;
}

// func cutBounds(s []byte, cutset string, left, right bool) (begin, end int)
Status cutBounds(M&, Slot* a) {
  std::string_view s = rt::argView(a, 0), cutset = rt::argView(a, 3), part = s;
  if (a[5].b) part = trimLeft(part, cutset);
  if (a[6].b) part = trimRight(part, cutset);
  setBounds(a, s, part);
  return Status::ok;
}

// func Replace(s, old, new []byte, n int) []byte
Status replace(M& m, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  std::string out;
  std::string_view old = rt::argView(a, 3);
  bool any = replaceText(s, old, rt::argView(a, 6), a[9].i, &out);
  if (!any && a[9].i != 0 && countText(s, old) > 0) {
    out = s;  // replaced by itself
    any = true;
  }
  // A copy of nothing is nil, an empty result is not.
  rt::setSlice(a, 0, any ? rt::newBytes(m, out.data(), static_cast<int64_t>(out.size())) : appendBytes(m, {nullptr, 0, 0}, s));
  return Status::ok;
}

// func nextField(s []byte, i int) (begin, end int)
Status nextField(M&, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  size_t i = static_cast<size_t>(a[3].i);
  while (i < s.size()) {
    size_t w = spaceAt(s, i);
    if (!w) break;
    i += w;
  }
  if (i >= s.size()) {
    a[0].i = a[1].i = -1;
    return Status::ok;
  }
  a[0].i = static_cast<int64_t>(i);
  while (i < s.size() && !spaceAt(s, i)) i += runeAt(s, i);
  a[1].i = static_cast<int64_t>(i);
  return Status::ok;
}

// func ToValidUTF8(s, replacement []byte) []byte
Status toValidNative(M& m, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  std::string out;
  bool changed = toValid(s, rt::argView(a, 3), &out);
  std::string_view r = changed ? std::string_view(out) : s;
  rt::setSlice(a, 0, rt::newBytes(m, r.data(), static_cast<int64_t>(r.size())));
  return Status::ok;
}

VOLE_NATIVE("bytes.Equal", (textText<kBytesSlots, equalText>));
VOLE_NATIVE("bytes.Index", (textText<kBytesSlots, indexText>));
VOLE_NATIVE("bytes.LastIndex", (textText<kBytesSlots, lastIndexText>));
VOLE_NATIVE("bytes.IndexByte", (textByte<kBytesSlots, indexByte>));
VOLE_NATIVE("bytes.LastIndexByte", (textByte<kBytesSlots, lastIndexByte>));
VOLE_NATIVE("bytes.IndexRune", textRune<kBytesSlots>);
VOLE_NATIVE("bytes.IndexAny", (textString<kBytesSlots, indexAny>));
VOLE_NATIVE("bytes.LastIndexAny", (textString<kBytesSlots, lastIndexAny>));
VOLE_NATIVE("bytes.Count", (textText<kBytesSlots, countText>));
VOLE_NATIVE("bytes.Contains", (textText<kBytesSlots, containsText>));
VOLE_NATIVE("bytes.Compare", (textText<kBytesSlots, compareText>));
VOLE_NATIVE("bytes.EqualFold", (textText<kBytesSlots, equalFold>));
VOLE_NATIVE("bytes.changeCase", changeCaseNative);
VOLE_NATIVE("bytes.spaceBounds", spaceBounds);
VOLE_NATIVE("bytes.cutBounds", cutBounds);
VOLE_NATIVE("bytes.Replace", replace);
VOLE_NATIVE("bytes.nextField", nextField);
VOLE_NATIVE("bytes.ToValidUTF8", toValidNative);

}  // namespace
}  // namespace vole::stdlib
