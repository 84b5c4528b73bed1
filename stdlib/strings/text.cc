// This file searches and changes text in UTF-8; a wrong byte counts as a U+FFFD of width 1 throughout, as in Go.
#include "stdlib/strings/text.h"

#include <cstring>

#include "stdlib/unicode/tables.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

bool isAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// A set of code points: a bitmap of the ASCII ones and the text for the others.
struct CutSet {
  explicit CutSet(std::string_view s) : text(s) {
    for (char c : s) {
      if (isAscii(c)) {
        bits[c >> 6] |= 1ull << (c & 63);
      } else {
        onlyAscii = false;
      }
    }
  }
  bool has(int32_t r) const {
    if (r < 0x80) return bits[r >> 6] >> (r & 63) & 1;
    return !onlyAscii && indexRune(text, r) >= 0;
  }
  std::string_view text;
  uint64_t bits[2] = {0, 0};
  bool onlyAscii = true;
};

void appendRune(std::string* out, int32_t r) {
  char buf[4];
  out->append(buf, static_cast<size_t>(encodeRune(buf, r)));
}

}  // namespace

size_t spaceAt(std::string_view s, size_t i) {
  unsigned char c = static_cast<unsigned char>(s[i]);
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  Decoded d = decodeRune(s.substr(i));
  return hasProp(d.rune, kSpace) ? static_cast<size_t>(d.size) : 0;
}
size_t runeAt(std::string_view s, size_t i) {
  return isAscii(s[i]) ? 1 : static_cast<size_t>(decodeRune(s.substr(i)).size);
}

int64_t indexByte(std::string_view s, char c) {
  if (s.empty()) return -1;
  auto p = static_cast<const char*>(std::memchr(s.data(), c, s.size()));
  return p ? p - s.data() : -1;
}

int64_t lastIndexByte(std::string_view s, char c) {
  if (s.empty()) return -1;
  auto p = static_cast<const char*>(memrchr(s.data(), c, s.size()));
  return p ? p - s.data() : -1;
}

int64_t indexText(std::string_view s, std::string_view sub) {
  if (sub.empty()) return 0;
  if (sub.size() > s.size()) return -1;
  if (sub.size() == 1) return indexByte(s, sub[0]);
  auto p = static_cast<const char*>(memmem(s.data(), s.size(), sub.data(), sub.size()));
  return p ? p - s.data() : -1;
}

int64_t lastIndexText(std::string_view s, std::string_view sub) {
  if (sub.empty()) return static_cast<int64_t>(s.size());
  if (sub.size() == 1) return lastIndexByte(s, sub[0]);
  size_t end = s.size();
  // Candidates are found from the right by their last byte.
  while (end >= sub.size()) {
    auto p = static_cast<const char*>(memrchr(s.data() + sub.size() - 1, sub.back(), end - sub.size() + 1));
    if (!p) return -1;
    size_t at = static_cast<size_t>(p - s.data()) + 1 - sub.size();
    if (std::memcmp(s.data() + at, sub.data(), sub.size()) == 0) return static_cast<int64_t>(at);
    end = at + sub.size() - 1;
  }
  return -1;
}

int64_t indexRune(std::string_view s, int32_t r) {
  if (r >= 0 && r < 0x80) return indexByte(s, static_cast<char>(r));
  if (r == kRuneError) {
    for (size_t i = 0; i < s.size();) {
      Decoded d = decodeRune(s.substr(i));
      if (d.rune == kRuneError) return static_cast<int64_t>(i);
      i += static_cast<size_t>(d.size);
    }
    return -1;
  }
  if (!validRune(r)) return -1;
  char buf[4];
  return indexText(s, {buf, static_cast<size_t>(encodeRune(buf, r))});
}

int64_t indexAny(std::string_view s, std::string_view chars) {
  CutSet set(chars);
  for (size_t i = 0; i < s.size();) {
    Decoded d = decodeRune(s.substr(i));
    if (set.has(d.rune)) return static_cast<int64_t>(i);
    i += static_cast<size_t>(d.size);
  }
  return -1;
}

int64_t lastIndexAny(std::string_view s, std::string_view chars) {
  CutSet set(chars);
  while (!s.empty()) {
    Decoded d = decodeLastRune(s);
    s.remove_suffix(static_cast<size_t>(d.size));
    if (set.has(d.rune)) return static_cast<int64_t>(s.size());
  }
  return -1;
}

int64_t countText(std::string_view s, std::string_view sub) {
  if (sub.empty()) return runeCount(s) + 1;
  int64_t n = 0;
  if (sub.size() == 1) {
    for (char c : s) n += c == sub[0];
    return n;
  }
  for (int64_t i; (i = indexText(s, sub)) >= 0; n++) s.remove_prefix(static_cast<size_t>(i) + sub.size());
  return n;
}

int compareText(std::string_view a, std::string_view b) {
  int c = a.compare(b);
  return c < 0 ? -1 : c > 0;
}

bool equalFold(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    Decoded x = decodeRune(a), y = decodeRune(b);
    a.remove_prefix(static_cast<size_t>(x.size));
    b.remove_prefix(static_cast<size_t>(y.size));
    if (x.rune == y.rune) continue;
    int32_t lo = std::min(x.rune, y.rune), hi = std::max(x.rune, y.rune);
    if (hi < 0x80) {
      if (lo >= 'A' && lo <= 'Z' && hi == lo + 32) continue;
      return false;
    }
    // Round the orbit of the smaller one until the larger is met or passed.
    int32_t r = simpleFold(lo);
    while (r != lo && r < hi) r = simpleFold(r);
    if (r != hi) return false;
  }
  return a.empty() && b.empty();
}

std::string_view trimSpace(std::string_view s) {
  size_t i = 0;
  while (i < s.size()) {
    size_t w = spaceAt(s, i);
    if (!w) break;
    i += w;
  }
  s.remove_prefix(i);
  while (!s.empty()) {
    Decoded d = decodeLastRune(s);
    if (!hasProp(d.rune, kSpace)) break;
    s.remove_suffix(static_cast<size_t>(d.size));
  }
  return s;
}

std::string_view trimLeft(std::string_view s, std::string_view cutset) {
  CutSet set(cutset);
  while (!s.empty()) {
    Decoded d = decodeRune(s);
    if (!set.has(d.rune)) break;
    s.remove_prefix(static_cast<size_t>(d.size));
  }
  return s;
}

std::string_view trimRight(std::string_view s, std::string_view cutset) {
  CutSet set(cutset);
  while (!s.empty()) {
    Decoded d = decodeLastRune(s);
    if (!set.has(d.rune)) break;
    s.remove_suffix(static_cast<size_t>(d.size));
  }
  return s;
}

bool changeCase(std::string_view s, int which, std::string* out) {
  bool changed = false;
  for (size_t i = 0; i < s.size();) {
    Decoded d = decodeRune(s.substr(i));
    int32_t r = toCase(which, d.rune);
    bool wrong = d.rune == kRuneError && d.size == 1;
    if (!changed && (r != d.rune || wrong)) {
      changed = true;
      out->reserve(s.size() + 4);
      out->assign(s.substr(0, i));
    }
    if (changed) appendRune(out, r);
    i += static_cast<size_t>(d.size);
  }
  return changed;
}

bool replaceText(std::string_view s, std::string_view old, std::string_view by, int64_t n, std::string* out) {
  if (n == 0 || old == by) return false;
  size_t last = 0;
  bool any = false;
  if (old.empty()) {
    // Before the first rune and after each one.
    for (size_t i = 0;; i += runeAt(s, i)) {
      if (n >= 0 && n-- == 0) break;
      out->append(s.substr(last, i - last)).append(by);
      any = true;
      last = i;
      if (i == s.size()) break;
    }
  } else {
    while (n < 0 || n-- > 0) {
      int64_t i = indexText(s.substr(last), old);
      if (i < 0) break;
      out->append(s.substr(last, static_cast<size_t>(i))).append(by);
      any = true;
      last += static_cast<size_t>(i) + old.size();
    }
  }
  if (any) out->append(s.substr(last));
  return any;
}

bool toValid(std::string_view s, std::string_view replacement, std::string* out) {
  bool changed = false, inRun = false;
  for (size_t i = 0; i < s.size();) {
    Decoded d = decodeRune(s.substr(i));
    bool wrong = d.rune == kRuneError && d.size == 1;
    if (wrong && !changed) {
      changed = true;
      out->assign(s.substr(0, i));
    }
    if (changed) {
      if (!wrong) {
        out->append(s.substr(i, static_cast<size_t>(d.size)));
      } else if (!inRun) {
        out->append(replacement);
      }
    }
    inRun = wrong;
    i += static_cast<size_t>(d.size);
  }
  return changed;
}

}  // namespace vole::stdlib
