#include "stdlib/encoding/json/text.h"

#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>

using namespace vole::stdlib::json;

TEST_CASE("strings end where they end, at every distance from where the search begins") {
  for (size_t n = 0; n < 70; n++) {
    std::string s = std::string(n, 'x') + "\\\"" + std::string(n, 'y') + "\" \"tail";
    bool high = false;
    CHECK(findStringStop(s.data(), 0, s.size(), &high) == n);
    CHECK(!high);
    bool plain = true;
    std::string lit = "\"" + s;
    CHECK(stringEnd(lit, 0, &plain) == 2 * n + 4);
    CHECK(!plain);
    s[n / 2] = '\xc3';
    if (n > 1) {
      findStringStop(s.data(), 0, s.size(), &high);
      CHECK(high);
    }
    std::string open(n + 1, '"');
    open.resize(n + 1, 'z');
    std::fill(open.begin() + 1, open.end(), 'z');
    CHECK(stringEnd(open, 0, &plain) == open.size());
  }
}

TEST_CASE("literals of numbers") {
  for (const char* good : {"0", "-0", "10", "1.5", "-1e5", "0.1E-7", "12345678901234567890e+9"}) CHECK(numberLength(good) == strlen(good));
  for (const char* bad : {"", "-", ".5", "e5", "+1"}) CHECK(numberLength(bad) == 0);
  CHECK(numberLength("01") == 1);
  CHECK(numberLength("1.") == 0);
  CHECK(numberLength("1e+") == 0);
  int64_t i;
  CHECK((parseInt("-9223372036854775808", &i) && i == INT64_MIN));
  CHECK(!parseInt("9223372036854775808", &i));
  CHECK(!parseInt("1.0", &i));
  CHECK(!parseInt("-", &i));
  uint64_t u;
  CHECK((parseUint("18446744073709551615", &u) && u == UINT64_MAX));
  CHECK(!parseUint("18446744073709551616", &u));
  CHECK(!parseUint("-1", &u));
}

TEST_CASE("floating-point numbers are read as strtod reads them, and written so that they come back") {
  uint64_t x = 88172645463325252u;
  for (int k = 0; k < 20000; k++) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    std::string s = std::to_string(static_cast<int64_t>(x) >> (x & 63));
    if (k % 2 && s.size() > 1) s.insert(s.size() - (s.size() - 1) * (x >> 8 & 255) / 256, ".");
    if (s.back() == '.') s.pop_back();
    if (k % 3 == 0) s += "e" + std::to_string(static_cast<int>(x >> 40 & 63) - 32);
    double v;
    REQUIRE(parseFloat(s, 64, &v));
    CHECK_MESSAGE(v == strtod(s.c_str(), nullptr), s);
    Buffer out;
    putFloat(out, v, 64);
    CHECK(strtod(std::string(out.view()).c_str(), nullptr) == v);
  }
  double v;
  CHECK(!parseFloat("1e400", 64, &v));
  CHECK(!parseFloat("1e39", 32, &v));
  CHECK((parseFloat("1e-400", 64, &v) && v == 0));
}

TEST_CASE("base64 comes back, and what is none is refused") {
  std::string bytes;
  for (int n = 0; n < 50; n++) {
    Buffer out;
    putBase64(out, bytes);
    std::string back(out.size() / 4 * 3, 0);
    size_t got = 0;
    REQUIRE(decodeBase64(out.view(), back.data(), &got));
    CHECK(back.substr(0, got) == bytes);
    bytes.push_back(static_cast<char>(n * 37));
  }
  char room[16];
  size_t n;
  for (const char* bad : {"A", "AA=A", "A===", "====", "AAAA=", "AA==AAAA", "A\nAA", "AA*A"}) CHECK(!decodeBase64(bad, room, &n));
}

TEST_CASE("strings are quoted and come back") {
  for (const char* s : {"", "plain", "a\"b\\c\n\r\t\b\x01\x7f", "<&>", "é世界😀", "\xe2\x80\xa8\xe2\x80\xa9"}) {
    for (bool html : {false, true}) {
      Buffer out;
      putQuoted(out, s, html);
      std::string back;
      REQUIRE(unquote(out.view(), &back));
      CHECK(back == s);
    }
  }
  Buffer out;
  putQuoted(out, "a\xff<", true);
  CHECK(out.view() == "\"a\\ufffd\\u003c\"");
  std::string back;
  for (const char* bad : {"", "\"", "x", "\"a", "\"\\x\"", "\"\\u12\"", "\"\n\"", "\"a\"b\""}) CHECK(!unquote(bad, &back));
}
