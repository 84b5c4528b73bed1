// This file holds the natives of fmt.
#include "stdlib/fmt/format.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

// flags, width and precision from slot i on; the precision only where the native has one.
FmtSpec specAt(const Slot* a, int i) { return {a[i].u, a[i + 1].i, a[i + 2].i}; }
FmtSpec padSpecAt(const Slot* a, int i) { return {a[i].u, a[i + 1].i, 0}; }

Status append(M& m, Slot* a, std::string_view text) {
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), text));
  return Status::ok;
}

// func nextPercent(format string, i int) int
Status nextPercent(M&, Slot* a) {
  size_t at = rt::argView(a, 0).find('%', static_cast<size_t>(a[2].i));
  a[0].i = at == std::string_view::npos ? a[1].i : static_cast<int64_t>(at);
  return Status::ok;
}
// func appendPadded(buf []byte, s string, flags flagSet, wid int) []byte
Status appendPadded(M& m, Slot* a) {
  std::string out;
  fmtPad(out, rt::argView(a, 3), padSpecAt(a, 5));
  return append(m, a, out);
}
// func appendTruncated(buf []byte, s string, flags flagSet, wid, prec int) []byte
Status appendTruncated(M& m, Slot* a) {
  std::string out;
  fmtTruncated(out, rt::argView(a, 3), specAt(a, 5));
  return append(m, a, out);
}
// func appendInteger(buf []byte, u uint64, base int, flags flagSet, wid, prec int) []byte
Status appendInteger(M& m, Slot* a) {
  std::string out;
  fmtInteger(out, a[3].u, a[4].i32, specAt(a, 5));
  return append(m, a, out);
}
// func appendUnicode(buf []byte, u uint64, flags flagSet, wid, prec int) []byte
Status appendUnicode(M& m, Slot* a) {
  std::string out;
  fmtUnicode(out, a[3].u, specAt(a, 4));
  return append(m, a, out);
}
// func appendFloat(buf []byte, v float64, size int, verb rune, defaultPrec int, flags flagSet, wid, prec int) []byte
Status appendFloat(M& m, Slot* a) {
  std::string out;
  fmtFloat(out, a[3].f, a[4].i32, static_cast<char>(a[5].b), a[6].i, specAt(a, 7));
  return append(m, a, out);
}
// func appendHex(buf []byte, s string, flags flagSet, wid, prec int) []byte
Status appendHex(M& m, Slot* a) {
  std::string out;
  fmtHex(out, rt::argView(a, 3), specAt(a, 5));
  return append(m, a, out);
}
// func appendQuoted(buf []byte, s string, flags flagSet, wid, prec int) []byte
Status appendQuoted(M& m, Slot* a) {
  std::string out;
  fmtQuoted(out, rt::argView(a, 3), specAt(a, 5));
  return append(m, a, out);
}

VOLE_NATIVE("fmt.nextPercent", nextPercent);
VOLE_NATIVE("fmt.appendPadded", appendPadded);
VOLE_NATIVE("fmt.appendTruncated", appendTruncated);
VOLE_NATIVE("fmt.appendInteger", appendInteger);
VOLE_NATIVE("fmt.appendUnicode", appendUnicode);
VOLE_NATIVE("fmt.appendFloat", appendFloat);
VOLE_NATIVE("fmt.appendHex", appendHex);
VOLE_NATIVE("fmt.appendQuoted", appendQuoted);

}  // namespace
}  // namespace vole::stdlib
