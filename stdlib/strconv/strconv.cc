// This file holds the natives of strconv.
#include <cstdio>
#include <string>

#include "stdlib/native_util.h"
#include "stdlib/strconv/ftoa.h"
#include "stdlib/strconv/parse.h"
#include "stdlib/strconv/quote.h"
#include "stdlib/unicode/tables.h"

namespace vole::stdlib {
namespace {

// The digits of u in base, written before end; the result begins where they do.
std::string_view writeBits(char* end, uint64_t u, int base, bool neg) {
  static constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  char* p = end;
  if (neg) u = -u;
  if (base == 10) {
    while (u >= 10) {
      *--p = static_cast<char>('0' + u % 10);
      u /= 10;
    }
    *--p = static_cast<char>('0' + u);
  } else {
    uint64_t b = static_cast<uint64_t>(base);
    do {
      *--p = kDigits[u % b];
      u /= b;
    } while (u);
  }
  if (neg) *--p = '-';
  return {p, static_cast<size_t>(end - p)};
}

// func Itoa(i int) string
Status itoa(M& m, Slot* a) {
  char buf[72];
  rt::setNewString(m, a, 0, writeBits(buf + sizeof buf, a[0].u, 10, a[0].i < 0));
  return Status::ok;
}

// func formatBits(u uint64, base int, signed bool) string
Status formatBits(M& m, Slot* a) {
  char buf[72];
  rt::setNewString(m, a, 0, writeBits(buf + sizeof buf, a[0].u, a[1].i32, a[2].b && a[0].i < 0));
  return Status::ok;
}

// func appendBits(dst []byte, u uint64, base int, signed bool) []byte
Status appendBits(M& m, Slot* a) {
  char buf[72];
  std::string_view s = writeBits(buf + sizeof buf, a[3].u, a[4].i32, a[5].b && a[3].i < 0);
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), s));
  return Status::ok;
}

// func parseUint(s string, base, bitSize int) (n uint64, status int)
Status parseUintNative(M&, Slot* a) {
  ParsedUint r = parseUint(rt::argView(a, 0), a[2].i32, a[3].i32);
  a[0].u = r.value;
  a[1].i = static_cast<int64_t>(r.status);
  return Status::ok;
}

// func parseInt(s string, base, bitSize int) (n int64, status int)
Status parseIntNative(M&, Slot* a) {
  ParsedInt r = parseInt(rt::argView(a, 0), a[2].i32, a[3].i32);
  a[0].i = r.value;
  a[1].i = static_cast<int64_t>(r.status);
  return Status::ok;
}

// func parseFloatPrefix(s string, bitSize int) (f float64, n int, status int)
Status parseFloatNative(M&, Slot* a) {
  ParsedFloat r = parseFloatPrefix(rt::argView(a, 0), a[2].i == 32 ? 32 : 64);
  a[0].f = r.value;
  a[1].i = r.used;
  a[2].i = static_cast<int64_t>(r.status);
  return Status::ok;
}

// func formatFloat(f float64, fmt byte, prec, bitSize int) string
Status formatFloatNative(M& m, Slot* a) {
  std::string s;
  formatFloat(s, a[0].f, static_cast<char>(a[1].b), a[2].i, a[3].i32);
  rt::setNewString(m, a, 0, s);
  return Status::ok;
}

// func appendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte
Status appendFloatNative(M& m, Slot* a) {
  std::string s;
  formatFloat(s, a[3].f, static_cast<char>(a[4].b), a[5].i, a[6].i32);
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), s));
  return Status::ok;
}

// func appendQuoted(dst []byte, s string, quote byte, mode int) []byte
Status appendQuoted(M& m, Slot* a) {
  std::string s = quoteText(rt::argView(a, 3), static_cast<char>(a[5].b), static_cast<QuoteMode>(a[6].i));
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), s));
  return Status::ok;
}

// func quoted(s string, quote byte, mode int) string
Status quotedNative(M& m, Slot* a) {
  std::string s = quoteText(rt::argView(a, 0), static_cast<char>(a[2].b), static_cast<QuoteMode>(a[3].i));
  rt::setNewString(m, a, 0, s);
  return Status::ok;
}

// func CanBackquote(s string) bool
Status canBackquoteNative(M&, Slot* a) {
  a[0].i = canBackquote(rt::argView(a, 0));
  return Status::ok;
}

template <uint16_t prop>
Status propNative(M&, Slot* a) {
  a[0].i = hasProp(a[0].i32, prop);
  return Status::ok;
}

VOLE_NATIVE("strconv.Itoa", itoa);
VOLE_NATIVE("strconv.formatBits", formatBits);
VOLE_NATIVE("strconv.appendBits", appendBits);
VOLE_NATIVE("strconv.parseUint", parseUintNative);
VOLE_NATIVE("strconv.parseInt", parseIntNative);
VOLE_NATIVE("strconv.parseFloatPrefix", parseFloatNative);
VOLE_NATIVE("strconv.formatFloat", formatFloatNative);
VOLE_NATIVE("strconv.appendFloat", appendFloatNative);
VOLE_NATIVE("strconv.appendQuoted", appendQuoted);
VOLE_NATIVE("strconv.quoted", quotedNative);
VOLE_NATIVE("strconv.CanBackquote", canBackquoteNative);
VOLE_NATIVE("strconv.IsPrint", propNative<kPrint>);
VOLE_NATIVE("strconv.IsGraphic", propNative<kGraphic>);

}  // namespace
}  // namespace vole::stdlib
