// This file formats whole calls whose operands all have predeclared types: no method can be called, so nothing of it
// needs Go. What is unusual - other operands, wrong verbs, explicit indexes, stars, missing or extra operands - is left
// to print.go: the natives then answer false and have done nothing.
#include <charconv>
#include <string>

#include "runtime/type/type.h"
#include "stdlib/fmt/format.h"
#include "stdlib/native_util.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

using rt::eface;

constexpr int64_t kTooLarge = 1000000;

struct Operand {
  rt::Kind kind;
  const void* p;

  bool isSigned() const { return kind >= rt::kInt && kind <= rt::kInt64; }
  bool isInteger() const { return kind >= rt::kInt && kind <= rt::kUintptr; }
  std::string_view text() const {
    auto* s = static_cast<const rt::GoString*>(p);
    return {s->ptr, static_cast<size_t>(s->len)};
  }
  uint64_t integer() const {
    switch (kind) {
      case rt::kInt8: return static_cast<uint64_t>(int64_t{*static_cast<const int8_t*>(p)});
      case rt::kInt16: return static_cast<uint64_t>(int64_t{*static_cast<const int16_t*>(p)});
      case rt::kInt32: return static_cast<uint64_t>(int64_t{*static_cast<const int32_t*>(p)});
      case rt::kUint8: return *static_cast<const uint8_t*>(p);
      case rt::kUint16: return *static_cast<const uint16_t*>(p);
      case rt::kUint32: return *static_cast<const uint32_t*>(p);
      default: return *static_cast<const uint64_t*>(p);
    }
  }
};

bool operandOf(const eface& e, Operand* o) {
  if (!e.type || !(e.type->tflag & rt::kTFlagBasic)) return false;
  auto k = static_cast<rt::Kind>(e.type->kind);
  bool known = k == rt::kBool || k == rt::kString || k == rt::kFloat32 || k == rt::kFloat64 || (k >= rt::kInt && k <= rt::kUintptr);
  if (!known) return false;
  *o = {k, e.data};
  return true;
}

bool formatInteger(std::string& out, const Operand& o, char verb, FmtSpec f) {
  uint64_t u = o.integer();
  if (o.isSigned()) f.flags |= kFmtSigned;
  int base = 10;
  switch (verb) {
    case 'v':
    case 'd': {
      if (f.flags & ~uint64_t{kFmtSigned}) break;
      char buf[24];
      char* end = o.isSigned() ? std::to_chars(buf, buf + sizeof buf, static_cast<int64_t>(u)).ptr : std::to_chars(buf, buf + sizeof buf, u).ptr;
      out.append(buf, end);
      return true;
    }
    case 'x': base = 16; break;
    case 'X':
      base = 16;
      f.flags |= kFmtUpper;
      break;
    case 'o': base = 8; break;
    case 'b': base = 2; break;
    case 'c': {
      char buf[4];
      int n = encodeRune(buf, u > 0x10FFFF ? kRuneError : static_cast<int32_t>(u));
      fmtPad(out, {buf, static_cast<size_t>(n)}, f);
      return true;
    }
    default: return false;
  }
  fmtInteger(out, u, base, f);
  return true;
}

bool formatFloatOperand(std::string& out, const Operand& o, char verb, FmtSpec f) {
  bool wide = o.kind == rt::kFloat64;
  double v = wide ? *static_cast<const double*>(o.p) : double{*static_cast<const float*>(o.p)};
  int64_t prec = -1;
  switch (verb) {
    case 'v': verb = 'g'; break;
    case 'g': case 'G': break;
    case 'e': case 'E': case 'f': prec = 6; break;
    case 'F':
      verb = 'f';
      prec = 6;
      break;
    default: return false;
  }
  fmtFloat(out, v, wide ? 64 : 32, verb, prec, f);
  return true;
}

bool formatOperand(std::string& out, const Operand& o, char verb, FmtSpec f) {
  // %+v and %#v mean other things than the flags elsewhere.
  if (verb == 'v' && f.has(kFmtPlus | kFmtSharp)) return false;
  if (o.isInteger()) return formatInteger(out, o, verb, f);
  switch (o.kind) {
    case rt::kString:
      switch (verb) {
        case 'v': case 's':
          if (f.has(kFmtWid | kFmtPrec)) {
            fmtTruncated(out, o.text(), f);
          } else {
            out += o.text();
          }
          return true;
        case 'q': fmtQuoted(out, o.text(), f); return true;
        case 'X': f.flags |= kFmtUpper; [[fallthrough]];
        case 'x': fmtHex(out, o.text(), f); return true;
        default: return false;
      }
    case rt::kBool: {
      if (verb != 'v' && verb != 't') return false;
      std::string_view text = *static_cast<const uint8_t*>(o.p) ? "true" : "false";
      if (f.has(kFmtWid) && f.wid > 0) {
        fmtPad(out, text, f);
      } else {
        out += text;
      }
      return true;
    }
    default: return formatFloatOperand(out, o, verb, f);
  }
}

bool number(std::string_view s, size_t* i, int64_t* n) {
  bool any = false;
  for (*n = 0; *i < s.size() && s[*i] >= '0' && s[*i] <= '9'; ++*i) {
    *n = *n * 10 + (s[*i] - '0');
    if (*n > kTooLarge) return false;
    any = true;
  }
  return any;
}

bool format(std::string& out, std::string_view s, const eface* args, int64_t nargs) {
  int64_t next = 0;
  for (size_t i = 0; i < s.size();) {
    size_t percent = s.find('%', i);
    if (percent == std::string_view::npos) percent = s.size();
    out.append(s, i, percent - i);
    i = percent + 1;
    if (percent == s.size()) break;
    FmtSpec f{0, 0, 0};
    for (bool more = true; more && i < s.size();) {
      switch (s[i]) {
        case '#': f.flags |= kFmtSharp; break;
        case '0':
          if (!f.has(kFmtMinus)) f.flags |= kFmtZero;
          break;
        case '+': f.flags |= kFmtPlus; break;
        case '-': f.flags = (f.flags & ~uint64_t{kFmtZero}) | kFmtMinus; break;
        case ' ': f.flags |= kFmtSpace; break;
        default: more = false; continue;
      }
      i++;
    }
    if (i < s.size() && s[i] >= '0' && s[i] <= '9') {
      if (!number(s, &i, &f.wid)) return false;
      f.flags |= kFmtWid;
    }
    if (i + 1 < s.size() && s[i] == '.') {
      i++;
      f.flags |= kFmtPrec;
      if (s[i] >= '0' && s[i] <= '9' && !number(s, &i, &f.prec)) return false;
    }
    if (i >= s.size()) return false;
    char verb = s[i++];
    if (verb == '%') {
      out.push_back('%');
      continue;
    }
    Operand o;
    if (next >= nargs || !operandOf(args[next], &o) || !formatOperand(out, o, verb, f)) return false;
    next++;
  }
  return next == nargs;
}

// As Print and Println: with spaces between two that are not strings, or between all and a newline behind.
bool print(std::string& out, const eface* args, int64_t nargs, bool line) {
  bool prevString = true;
  for (int64_t i = 0; i < nargs; i++) {
    Operand o;
    if (!operandOf(args[i], &o)) return false;
    bool isString = o.kind == rt::kString;
    if (line ? i > 0 : !isString && !prevString) out.push_back(' ');
    if (!formatOperand(out, o, 'v', {0, 0, 0})) return false;
    prevString = isString;
  }
  if (line) out.push_back('\n');
  return true;
}

std::string& scratch() {
  thread_local std::string s;
  if (s.capacity() > 64 * 1024) s = std::string();
  s.clear();
  return s;
}

// func formatBasic(buf []byte, format string, a []any) ([]byte, bool)
Status formatBasic(M& m, Slot* a) {
  std::string& out = scratch();
  bool ok = format(out, rt::argView(a, 3), static_cast<const eface*>(a[5].p), a[6].i);
  if (ok) rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), out));
  a[3].u = ok;
  return Status::ok;
}

// func sprintfBasic(format string, a []any) (string, bool)
Status sprintfBasic(M& m, Slot* a) {
  std::string& out = scratch();
  bool ok = format(out, rt::argView(a, 0), static_cast<const eface*>(a[2].p), a[3].i);
  if (ok) {
    rt::setNewString(m, a, 0, out);
  } else {
    rt::setString(a, 0, {nullptr, 0});
  }
  a[2].u = ok;
  return Status::ok;
}

// func printBasic(buf []byte, a []any, line bool) ([]byte, bool)
Status printBasic(M& m, Slot* a) {
  std::string& out = scratch();
  bool ok = print(out, static_cast<const eface*>(a[3].p), a[4].i, a[6].b);
  if (ok) rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), out));
  a[3].u = ok;
  return Status::ok;
}

VOLE_NATIVE("fmt.formatBasic", formatBasic);
VOLE_NATIVE("fmt.sprintfBasic", sprintfBasic);
VOLE_NATIVE("fmt.printBasic", printBasic);

}  // namespace
}  // namespace vole::stdlib
