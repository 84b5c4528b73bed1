// This file tests constant arithmetic where running a program cannot reach it.
#include "frontend/base/constant.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vole;
using namespace vole::constant;

static Val num(std::string_view s) {
  if (s.find_first_of(".p") != s.npos || (s.find('e') != s.npos && s.substr(0, 2) != "0x")) return floatFromLiteral(s);
  return intFromLiteral(s);
}

TEST_CASE("literals") {
  CHECK(toString(num("0x_ff")) == "255");
  CHECK(toString(num("0b101")) == "5");
  CHECK(toString(num("0o17")) == "15");
  CHECK(toString(num("017")) == "15");
  CHECK(toString(num("1_000_000_000_000_000_000_000")) == "1000000000000000000000");
  CHECK(toString(num("0x1p-2")) == "0.25");
  CHECK(toString(num("1e100")) == "1e+100");
  CHECK(toString(num("1e1000")) == "1e+1000");
  CHECK(num("1e1000000000")->isUnknown());
  CHECK(sign(num("1e-10000000000")) == 0);
  CHECK(exactString(num("0.1")) == "1/10");
  CHECK(toString(imagFromLiteral("0123i")) == "(0 + 123i)");
}

TEST_CASE("rounding to float64 and float32") {
  CHECK(float64Val(num("0.1")) == 0.1);
  CHECK(float64Val(num("1.7976931348623157e308")) == 1.7976931348623157e308);
  CHECK(std::isinf(float64Val(num("1.797693134862315808e308"))));
  CHECK(float64Val(num("4.9e-324")) == 4.9e-324);
  CHECK(float64Val(num("2.4e-324")) == 0);
  CHECK(float64Val(num("2.2250738585072011e-308")) == 2.2250738585072011e-308);
  CHECK(float64Val(num("9007199254740993")) == 9007199254740992.0);
  CHECK(float32Val(num("0.1")) == 0.1f);
  CHECK(std::isinf(float32Val(num("3.4028236e38"))));
  CHECK(float32Val(num("1.401298464324817e-45")) == 1.401298464324817e-45f);
}

TEST_CASE("operations") {
  Val big = shift(makeInt64(1), Op::Shl, 100);
  CHECK(toString(big) == "1267650600228229401496703205376");
  CHECK(toString(shift(big, Op::Shr, 98)) == "4");
  CHECK(toString(binaryOp(makeInt64(INT64_MIN), Op::IntQuo, makeInt64(-1))) == "9223372036854775808");
  CHECK(toString(unaryOp(Op::Xor, makeInt64(1), 8)) == "254");
  CHECK(toString(unaryOp(Op::Xor, makeInt64(1), 0)) == "-2");
  CHECK(toString(binaryOp(makeInt64(-7), Op::Rem, makeInt64(3))) == "-1");
  CHECK(toString(binaryOp(makeInt64(1), Op::Quo, makeInt64(4))) == "0.25");
  CHECK(compare(num("0.5"), Op::Lss, makeInt64(1)));
  CHECK(toString(toInt(binaryOp(binaryOp(num("1.0"), Op::Quo, num("3.0")), Op::Mul, makeInt64(3)))) == "1");
  Val huge = num("1e5000");
  CHECK(toString(binaryOp(huge, Op::Quo, huge)) == "1");
  CHECK(toString(binaryOp(huge, Op::Sub, num("1e-5000"))) == "1e+5000");
  Val c = binaryOp(makeImag(makeInt64(1)), Op::Mul, makeImag(makeInt64(1)));
  CHECK(toString(c) == "(-1 + 0i)");
  CHECK(toString(toInt(c)) == "-1");
}

TEST_CASE("strings") {
  Val s = makeString("");
  for (int i = 0; i < 200000; i++) s = binaryOp(s, Op::Add, makeString("x"));
  CHECK(stringVal(s).size() == 200000);
  CHECK(toString(makeString("a\n\"")) == "\"a\\n\\\"\"");
  CHECK(toString(makeString(std::string(100, 'a'))).size() == 72);
}
