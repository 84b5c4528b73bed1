// This file formats the values of print and println, and of uncaught panics.
#include <cmath>
#include <cstring>
#include <unistd.h>

#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"

namespace vole::rt {

void printbool(std::string& b, bool v) { b += v ? "true" : "false"; }
void printint(std::string& b, int64_t v) { b += std::to_string(v); }
void printuint(std::string& b, uint64_t v) { b += std::to_string(v); }

void printhex(std::string& b, uint64_t v) {
  char buf[20];
  int i = sizeof buf;
  do buf[--i] = "0123456789abcdef"[v % 16];
  while (v /= 16);
  b += "0x";
  b.append(buf + i, sizeof buf - static_cast<size_t>(i));
}

// Seven digits and a three-digit exponent, by repeated scaling: not always the nearest decimal, but Go's very digits.
void printfloat(std::string& b, double v) {
  if (v != v) {
    b += "NaN";
    return;
  }
  if (std::isinf(v)) {
    b += v > 0 ? "+Inf" : "-Inf";
    return;
  }
  constexpr int n = 7;
  char buf[n + 7];
  buf[0] = '+';
  int e = 0;
  if (v == 0) {
    if (std::signbit(v)) buf[0] = '-';
  } else {
    if (v < 0) {
      v = -v;
      buf[0] = '-';
    }
    for (; v >= 10; v /= 10) e++;
    for (; v < 1; v *= 10) e--;
    double h = 5;
    for (int i = 0; i < n; i++) h /= 10;
    v += h;
    if (v >= 10) {
      e++;
      v /= 10;
    }
  }
  for (int i = 0; i < n; i++) {
    int s = static_cast<int>(v);
    buf[i + 2] = static_cast<char>(s + '0');
    v = (v - s) * 10;
  }
  buf[1] = buf[2];
  buf[2] = '.';
  buf[n + 2] = 'e';
  buf[n + 3] = e < 0 ? '-' : '+';
  if (e < 0) e = -e;
  buf[n + 4] = static_cast<char>(e / 100 + '0');
  buf[n + 5] = static_cast<char>(e / 10 % 10 + '0');
  buf[n + 6] = static_cast<char>(e % 10 + '0');
  b.append(buf, sizeof buf);
}

void printcomplex(std::string& b, double re, double im) {
  b += "(";
  printfloat(b, re);
  printfloat(b, im);
  b += "i)";
}
void printpointer(std::string& b, const void* p) { printhex(b, reinterpret_cast<uint64_t>(p)); }
void printstring(std::string& b, GoString s) { b.append(s.len ? s.ptr : "", static_cast<size_t>(s.len)); }
void printslice(std::string& b, GoSlice s) {
  b += "[" + std::to_string(s.len) + "/" + std::to_string(s.cap) + "]";
  printpointer(b, s.ptr);
}
void printface(std::string& b, const void* word, const void* data) {
  b += "(";
  printpointer(b, word);
  b += ",";
  printpointer(b, data);
  b += ")";
}

void printFlush(const std::string& b) {
  for (size_t at = 0; at < b.size();) {
    ssize_t n = write(2, b.data() + at, b.size() - at);
    if (n <= 0) return;
    at += static_cast<size_t>(n);
  }
}

static void printBasic(std::string& b, const Type* t, const void* p) {
  auto as = [&](auto x) {
    memcpy(&x, p, sizeof x);
    return x;
  };
  switch (t->kind) {
    case kBool: printbool(b, as(false)); break;
    case kInt: case kInt64: printint(b, as(int64_t{})); break;
    case kInt8: printint(b, as(int8_t{})); break;
    case kInt16: printint(b, as(int16_t{})); break;
    case kInt32: printint(b, as(int32_t{})); break;
    case kUint: case kUint64: case kUintptr: printuint(b, as(uint64_t{})); break;
    case kUint8: printuint(b, as(uint8_t{})); break;
    case kUint16: printuint(b, as(uint16_t{})); break;
    case kUint32: printuint(b, as(uint32_t{})); break;
    case kFloat32: printfloat(b, static_cast<double>(as(float{}))); break;
    case kFloat64: printfloat(b, as(double{})); break;
    case kComplex64: {
      struct { float re, im; } c = as(decltype(c){});
      printcomplex(b, static_cast<double>(c.re), static_cast<double>(c.im));
      break;
    }
    case kComplex128: {
      struct { double re, im; } c = as(decltype(c){});
      printcomplex(b, c.re, c.im);
      break;
    }
    case kString: printstring(b, as(GoString{})); break;
    default: break;
  }
}

void printpanicval(std::string& b, eface v) {
  const Type* t = v.type;
  if (!t) {
    b += "nil";
    return;
  }
  bool basicKind = (t->kind >= kBool && t->kind <= kComplex128) || t->kind == kString;
  if (!basicKind) {
    b += "(";
    printstring(b, t->str);
    b += ") ";
    printpointer(b, v.data);
    return;
  }
  if (t->tflag & kTFlagBasic) {
    printBasic(b, t, v.data);
    return;
  }
  printstring(b, t->str);
  b += t->kind == kString ? "(\"" : "(";
  printBasic(b, t, v.data);
  b += t->kind == kString ? "\")" : ")";
}

}  // namespace vole::rt
