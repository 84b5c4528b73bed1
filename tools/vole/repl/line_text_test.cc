#include "tools/vole/repl/line_text.h"

#include <doctest/doctest.h>
#include <locale.h>

namespace vole::tools {

TEST_CASE("UTF-8 there and back") {
  CHECK(narrow(widen("aé世🎉")) == "aé世🎉");
  CHECK(widen("a\xff" "b") == L"a\xfffd" L"b");
  CHECK(widen("\xc0\x80") == L"\xfffd\xfffd");
  CHECK(widen("\xed\xa0\x80").size() == 3);  // a surrogate
  CHECK(widen("\xe4\xb8") == L"\xfffd\xfffd");
}

TEST_CASE("paste") {
  setlocale(LC_CTYPE, "C.UTF-8");
  CHECK(cleanPaste("a\r\nb\rc\n\n") == L"a\nb\nc");
  CHECK(cleanPaste(std::string_view("\0\x01\tx\x1b[A\x7f", 8)) == L"\tx[A");
  CHECK(cleanPaste("") == L"");
}

TEST_CASE("rows and columns") {
  setlocale(LC_CTYPE, "C.UTF-8");
  auto at = [](std::wstring_view t, size_t columns) {
    Place p = placeAfter(t, columns);
    return std::to_string(p.row) + "," + std::to_string(p.column);
  };
  CHECK(at(L"", 80) == "0,0");
  CHECK(at(L"abc", 80) == "0,3");
  CHECK(at(L"abc", 3) == "1,0");
  CHECK(at(L"abcd", 3) == "1,1");
  CHECK(at(L"a\nbc", 80) == "1,2");
  CHECK(at(L"a\tb", 80) == "0,9");
  CHECK(at(L"世界", 3) == "1,2");
  CHECK(at(L"e\x0301", 80) == "0,1");
}

TEST_CASE("common prefix") {
  CHECK(commonPrefix({}) == "");
  CHECK(commonPrefix({"abc"}) == "abc");
  CHECK(commonPrefix({"abc", "abd", "ab"}) == "ab");
  CHECK(commonPrefix({"é", "è"}) == "");
}

TEST_CASE("columns") {
  setlocale(LC_CTYPE, "C.UTF-8");
  CHECK(inColumns({"a", "b", "c"}, 80, 100) == "a  b  c\n");
  CHECK(inColumns({"aa", "b", "c", "d"}, 7, 100) == "aa  c\nb   d\n");
  CHECK(inColumns({"a", "b", "c"}, 1, 100) == "a\nb\nc\n");
  CHECK(inColumns({"a", "b", "c"}, 80, 2) == "a  b\n... and 1 more\n");
}

TEST_CASE("notes") {
  setlocale(LC_CTYPE, "C.UTF-8");
  CHECK(withNotes({"a", "bcd"}, {"int", "func()"}, 80) == "a    int\nbcd  func()\n");
  CHECK(withNotes({"a", "bcd"}, {"", "func()"}, 8) == "a\nbcd  fu\n");
}

TEST_CASE("history entries") {
  CHECK(escapeEntry("a\nb\\n") == "a\\nb\\\\n");
  for (const char* s : {"", "x", "a\nb", "\\", "\\n\n", "\n"}) CHECK(unescapeEntry(escapeEntry(s)) == s);
}

}  // namespace vole::tools
