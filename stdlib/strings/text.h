// This file declares the searches and changes of text that strings and bytes have in common.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace vole::stdlib {

int64_t indexText(std::string_view s, std::string_view sub);
int64_t lastIndexText(std::string_view s, std::string_view sub);
int64_t indexByte(std::string_view s, char c);
int64_t lastIndexByte(std::string_view s, char c);
int64_t indexRune(std::string_view s, int32_t r);
int64_t indexAny(std::string_view s, std::string_view chars);
int64_t lastIndexAny(std::string_view s, std::string_view chars);
int64_t countText(std::string_view s, std::string_view sub);
int compareText(std::string_view a, std::string_view b);
bool equalFold(std::string_view a, std::string_view b);

std::string_view trimSpace(std::string_view s);
std::string_view trimLeft(std::string_view s, std::string_view cutset);
std::string_view trimRight(std::string_view s, std::string_view cutset);

// s in another case (0 upper, 1 lower, 2 title); false when that is s itself, *out is then untouched.
bool changeCase(std::string_view s, int which, std::string* out);
// The first n old (all when n < 0) replaced; false when there is none.
bool replaceText(std::string_view s, std::string_view old, std::string_view by, int64_t n, std::string* out);
bool toValid(std::string_view s, std::string_view replacement, std::string* out);

// Calls f(begin, end) for each stretch of s without white space.
template <class F>
void eachField(std::string_view s, F f);

// Width of the white space at s[i], 0 when there is none.
size_t spaceAt(std::string_view s, size_t i);
// Width of the rune at s[i].
size_t runeAt(std::string_view s, size_t i);

template <class F>
void eachField(std::string_view s, F f) {
  size_t i = 0;
  while (i < s.size()) {
    if (size_t w = spaceAt(s, i)) {
      i += w;
      continue;
    }
    size_t begin = i;
    do {
      i += runeAt(s, i);
    } while (i < s.size() && !spaceAt(s, i));
    f(begin, i);
  }
}

}  // namespace vole::stdlib
