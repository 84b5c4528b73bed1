// This file holds the natives of encoding/json: the scanner that checks texts (in pieces, if they come so), the
// tokens of a text that was checked, and the writing of strings.
#include <string>

#include "stdlib/native_util.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

constexpr int64_t kMaxDepth = 10000;

// Where a scanner is. The order matters to scan.go for the numbers: kZero to kExpDigits may end one.
enum State : int64_t {
  kValue, kValueOrEnd, kKeyOrEnd, kKey, kAfterKey, kAfterPair, kAfterElem,
  kString, kEscape, kHex,
  kNegative, kPoint, kExp, kExpSign,
  kZero, kDigits, kFraction, kExpDigits,
  kLiteral, kDone,
};
enum Error : int64_t {
  kErrNone, kErrValue, kErrKey, kErrAfterKey, kErrAfterPair, kErrAfterElem, kErrTop, kErrString, kErrEscape, kErrHex,
  kErrNumber, kErrPoint, kErrExp, kErrLiteral, kErrDepth,
};

// As scanner in scan.go.
struct Scanner {
  int64_t state, count, literal;
  GoSlice stack;  // 'k' in a key, 'v' in the value of a key, 'a' in an array
  int64_t error;
};

constexpr const char* kLiterals[] = {"true", "false", "null"};

bool isSpace(unsigned char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool isDigit(unsigned char c) { return c >= '0' && c <= '9'; }
bool isHex(unsigned char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Inside of a string nothing but these three kinds of bytes needs a look.
bool stopsString(unsigned char c) { return c == '"' || c == '\\' || c < 0x20; }

class Scan {
 public:
  Scan(M& m, Scanner& s) : m_(m), s_(s) {}

  // Reads on; gives the position behind the value, of the wrong byte, or the end of the data. op: 0 more is needed,
  // 1 a value is complete, 2 error.
  size_t run(const unsigned char* d, size_t i, size_t n, int64_t* op) {
    *op = 0;
    while (i < n) {
      unsigned char c = d[i];
      switch (s_.state) {
        case kValueOrEnd:
          if (c == ']') {
            i++;
            if (close()) return done(i, op);
            continue;
          }
          [[fallthrough]];
        case kValue:
          if (isSpace(c)) break;
          if (!begin(c)) return fail(s_.error ? s_.error : int64_t{kErrValue}, i, op);
          break;
        case kKeyOrEnd:
          if (c == '}') {
            i++;
            if (close()) return done(i, op);
            continue;
          }
          [[fallthrough]];
        case kKey:
          if (isSpace(c)) break;
          if (c != '"') return fail(kErrKey, i, op);
          s_.state = kString;
          break;
        case kAfterKey:
          if (isSpace(c)) break;
          if (c != ':') return fail(kErrAfterKey, i, op);
          top() = 'v';
          s_.state = kValue;
          break;
        case kAfterPair:
          if (isSpace(c)) break;
          if (c == '}') {
            i++;
            if (close()) return done(i, op);
            continue;
          }
          if (c != ',') return fail(kErrAfterPair, i, op);
          top() = 'k';
          s_.state = kKey;
          break;
        case kAfterElem:
          if (isSpace(c)) break;
          if (c == ']') {
            i++;
            if (close()) return done(i, op);
            continue;
          }
          if (c != ',') return fail(kErrAfterElem, i, op);
          s_.state = kValue;
          break;
        case kString:
          while (i < n && !stopsString(d[i])) i++;
          if (i == n) return i;
          if (d[i] == '"') {
            i++;
            if (endValue()) return done(i, op);
            continue;
          }
          if (d[i] != '\\') return fail(kErrString, i, op);
          s_.state = kEscape;
          break;
        case kEscape:
          if (c == 'u') {
            s_.state = kHex;
            s_.count = 4;
          } else if (c && strchr("bfnrt\\/\"", c)) {
            s_.state = kString;
          } else {
            return fail(kErrEscape, i, op);
          }
          break;
        case kHex:
          if (!isHex(c)) return fail(kErrHex, i, op);
          if (--s_.count == 0) s_.state = kString;
          break;
        case kNegative:
          if (!isDigit(c)) return fail(kErrNumber, i, op);
          s_.state = c == '0' ? kZero : kDigits;
          break;
        case kPoint:
          if (!isDigit(c)) return fail(kErrPoint, i, op);
          s_.state = kFraction;
          break;
        case kExp:
          if (c == '+' || c == '-') {
            s_.state = kExpSign;
            break;
          }
          [[fallthrough]];
        case kExpSign:
          if (!isDigit(c)) return fail(kErrExp, i, op);
          s_.state = kExpDigits;
          break;
        case kZero:
        case kDigits:
        case kFraction:
        case kExpDigits:
          if (isDigit(c) && s_.state != kZero) break;
          if (c == '.' && (s_.state == kZero || s_.state == kDigits)) {
            s_.state = kPoint;
            break;
          }
          if ((c == 'e' || c == 'E') && s_.state != kExpDigits) {
            s_.state = kExp;
            break;
          }
          if (endValue()) return done(i, op);
          continue;  // the byte behind the number is not part of it
        case kLiteral: {
          const char* word = kLiterals[s_.literal];
          if (static_cast<char>(c) != word[s_.count]) return fail(kErrLiteral, i, op);
          if (!word[++s_.count]) {
            i++;
            if (endValue()) return done(i, op);
            continue;
          }
          break;
        }
        default:
          return done(i, op);
      }
      i++;
    }
    return i;
  }

 private:
  char& top() { return static_cast<char*>(s_.stack.ptr)[s_.stack.len - 1]; }
  bool push(char c) {
    if (s_.stack.len >= kMaxDepth) {
      s_.error = kErrDepth;
      return false;
    }
    GoSlice grown = appendBytes(m_, s_.stack, {&c, 1});
    rt::writePtr(m_, &s_.stack.ptr, grown.ptr);
    s_.stack.len = grown.len;
    s_.stack.cap = grown.cap;
    return true;
  }
  // The first byte of a value.
  bool begin(unsigned char c) {
    switch (c) {
      case '{': s_.state = kKeyOrEnd; return push('k');
      case '[': s_.state = kValueOrEnd; return push('a');
      case '"': s_.state = kString; return true;
      case '-': s_.state = kNegative; return true;
      case '0': s_.state = kZero; return true;
      case 't': s_.literal = 0; break;
      case 'f': s_.literal = 1; break;
      case 'n': s_.literal = 2; break;
      default:
        if (!isDigit(c)) return false;
        s_.state = kDigits;
        return true;
    }
    s_.state = kLiteral;
    s_.count = 1;
    return true;
  }
  bool close() {
    s_.stack.len--;
    return endValue();
  }
  // True at the end of the whole.
  bool endValue() {
    if (s_.stack.len == 0) {
      s_.state = kDone;
      return true;
    }
    char t = top();
    s_.state = t == 'k' ? kAfterKey : t == 'v' ? kAfterPair : kAfterElem;
    return false;
  }
  size_t done(size_t i, int64_t* op) {
    *op = 1;
    return i;
  }
  size_t fail(int64_t error, size_t i, int64_t* op) {
    s_.error = error;
    *op = 2;
    return i;
  }

  M& m_;
  Scanner& s_;
};

// func scan(s *scanner, data []byte, at int) (next, op int)
Status scan(M& m, Slot* a) {
  auto* s = static_cast<Scanner*>(a[0].p);
  std::string_view d = bytesView(a, 1);
  int64_t op;
  size_t next = Scan(m, *s).run(reinterpret_cast<const unsigned char*>(d.data()), static_cast<size_t>(a[4].i), d.size(), &op);
  a[0].u = next;
  a[1].i = op;
  return Status::ok;
}

// The end of the string literal that begins at i; plain if its bytes are its text.
size_t stringEnd(std::string_view s, size_t i, bool* plain) {
  bool ascii = true, escapes = false;
  size_t start = i++;
  while (i < s.size() && s[i] != '"') {
    auto c = static_cast<unsigned char>(s[i]);
    if (c == '\\') {
      escapes = true;
      i++;
    }
    if (c >= 0x80) ascii = false;
    i++;
  }
  i = std::min(i + 1, s.size());
  *plain = !escapes && (ascii || validUtf8(s.substr(start, i - start)));
  return i;
}

size_t skipBetween(std::string_view s, size_t i) {
  while (i < s.size() && (isSpace(static_cast<unsigned char>(s[i])) || s[i] == ',' || s[i] == ':')) i++;
  return i;
}

size_t tokenEnd(std::string_view s, size_t i, char* kind) {
  char c = s[i];
  *kind = c;
  switch (c) {
    case '{': case '}': case '[': case ']': return i + 1;
    case '"': {
      bool plain;
      i = stringEnd(s, i, &plain);
      if (!plain) *kind = 'q';
      return i;
    }
    case 't': case 'n': return i + 4;
    case 'f': return i + 5;
    default:
      *kind = '0';
      while (i < s.size() && (isDigit(static_cast<unsigned char>(s[i])) || s[i] == '-' || s[i] == '+' || s[i] == '.' || s[i] == 'e' || s[i] == 'E')) i++;
      return i;
  }
}

// func token(s string, off int) (kind byte, start, end int)
// The next token of a checked text; commas and colons are passed over. Kinds: { } [ ] " (a string whose bytes are
// its text) q (another string) t f n 0 (a number).
Status token(M&, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  size_t i = skipBetween(s, static_cast<size_t>(a[2].i));
  char kind = 0;
  size_t end = i < s.size() ? tokenEnd(s, i, &kind) : i;
  a[0].u = static_cast<unsigned char>(kind);
  a[1].u = i;
  a[2].u = end;
  return Status::ok;
}

// func skipRest(s string, off int) int: off is behind an opening bracket; gives what is behind its closing one.
Status skipRest(M&, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  auto i = static_cast<size_t>(a[2].i);
  for (int64_t depth = 1; depth > 0 && i < s.size();) {
    char c = s[i];
    if (c == '"') {
      bool plain;
      i = stringEnd(s, i, &plain);
      continue;
    }
    if (c == '{' || c == '[') depth++;
    if (c == '}' || c == ']') depth--;
    i++;
  }
  a[0].u = i;
  return Status::ok;
}

int32_t hex4(std::string_view s, size_t i) {
  if (i + 6 > s.size() || s[i] != '\\' || s[i + 1] != 'u') return -1;
  int32_t r = 0;
  for (size_t k = i + 2; k < i + 6; k++) {
    auto c = static_cast<unsigned char>(s[k]);
    if (!isHex(c)) return -1;
    r = r * 16 + (isDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return r;
}

// func unquote(s string) (t string, ok bool): the text of a string literal.
Status unquote(M& m, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  a[2].u = 0;
  auto bad = [&] {
    rt::setString(a, 0, {nullptr, 0});
    return Status::ok;
  };
  if (s.size() < 2 || s.front() != '"' || s.back() != '"') return bad();
  s = s.substr(1, s.size() - 2);
  std::string out;
  out.reserve(s.size());
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<unsigned char>(s[i]);
    if (c == '"' || c < ' ') return bad();
    if (c == '\\') {
      if (++i >= s.size()) return bad();
      switch (s[i]) {
        case '"': case '\\': case '/': case '\'': out.push_back(s[i]); break;
        case 'b': out.push_back('\b'); break;
        case 'f': out.push_back('\f'); break;
        case 'n': out.push_back('\n'); break;
        case 'r': out.push_back('\r'); break;
        case 't': out.push_back('\t'); break;
        case 'u': {
          int32_t r = hex4(s, i - 1);
          if (r < 0) return bad();
          i += 5;
          if (r >= 0xD800 && r < 0xE000) {
            int32_t low = hex4(s, i);
            if (r < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
              i += 6;
              r = 0x10000 + ((r - 0xD800) << 10) + (low - 0xDC00);
            } else {
              r = kRuneError;
            }
          }
          char buf[4];
          out.append(buf, static_cast<size_t>(encodeRune(buf, r)));
          continue;
        }
        default: return bad();
      }
      i++;
      continue;
    }
    if (c < 0x80) {
      out.push_back(s[i++]);
      continue;
    }
    Decoded d = decodeRune(s.substr(i));
    char buf[4];
    out.append(buf, static_cast<size_t>(encodeRune(buf, d.rune)));
    i += static_cast<size_t>(d.size);
  }
  rt::setNewString(m, a, 0, out);
  a[2].u = 1;
  return Status::ok;
}

constexpr char kHexDigits[] = "0123456789abcdef";

void writeQuoted(std::string& out, std::string_view s, bool html) {
  out.push_back('"');
  size_t start = 0;
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<unsigned char>(s[i]);
    if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\' && (!html || (c != '<' && c != '>' && c != '&'))) {
      i++;
      continue;
    }
    if (c < 0x80) {
      out.append(s, start, i - start);
      out.push_back('\\');
      switch (c) {
        case '"': case '\\': out.push_back(static_cast<char>(c)); break;
        case '\n': out.push_back('n'); break;
        case '\r': out.push_back('r'); break;
        case '\t': out.push_back('t'); break;
        default:
          out += "u00";
          out.push_back(kHexDigits[c >> 4]);
          out.push_back(kHexDigits[c & 15]);
      }
      start = ++i;
      continue;
    }
    Decoded d = decodeRune(s.substr(i));
    bool wrong = d.rune == kRuneError && d.size == 1;
    if (wrong || d.rune == 0x2028 || d.rune == 0x2029) {
      out.append(s, start, i - start);
      out += wrong ? "\\ufffd" : d.rune == 0x2028 ? "\\u2028" : "\\u2029";
      i += static_cast<size_t>(d.size);
      start = i;
      continue;
    }
    i += static_cast<size_t>(d.size);
  }
  out.append(s, start);
  out.push_back('"');
}

// func appendQuoted(b []byte, s string, html bool) []byte
Status appendQuoted(M& m, Slot* a) {
  std::string out;
  out.reserve(static_cast<size_t>(a[4].i) + 16);
  writeQuoted(out, rt::argView(a, 3), a[5].b);
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), out));
  return Status::ok;
}

// Appends one byte of src, or the escape that HTML needs; gives the bytes taken.
size_t htmlByte(std::string& out, std::string_view s, size_t i) {
  auto c = static_cast<unsigned char>(s[i]);
  if (c == '<' || c == '>' || c == '&') {
    out += "\\u00";
    out.push_back(kHexDigits[c >> 4]);
    out.push_back(kHexDigits[c & 15]);
    return 1;
  }
  if (c == 0xE2 && i + 2 < s.size() && s[i + 1] == '\x80' && (s[i + 2] & ~1) == static_cast<char>(0xA8)) {
    out += "\\u202";
    out.push_back(kHexDigits[s[i + 2] & 15]);
    return 3;
  }
  out.push_back(s[i]);
  return 1;
}

// func appendHTMLEscaped(b, src []byte) []byte
Status appendHTMLEscaped(M& m, Slot* a) {
  std::string_view s = bytesView(a, 3);
  std::string out;
  out.reserve(s.size());
  for (size_t i = 0; i < s.size();) i += htmlByte(out, s, i);
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), out));
  return Status::ok;
}

// func appendCompact(b, src []byte, html bool) []byte: src is a checked text.
Status appendCompact(M& m, Slot* a) {
  std::string_view s = bytesView(a, 3);
  bool html = a[6].b;
  std::string out;
  out.reserve(s.size());
  bool inString = false;
  for (size_t i = 0; i < s.size();) {
    char c = s[i];
    if (!inString && isSpace(static_cast<unsigned char>(c))) {
      i++;
      continue;
    }
    if (inString && c == '\\') {
      out.append(s, i, 2);
      i += 2;
      continue;
    }
    if (c == '"') inString = !inString;
    if (html) {
      i += htmlByte(out, s, i);
    } else {
      out.push_back(c);
      i++;
    }
  }
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), out));
  return Status::ok;
}

// func appendIndented(b, src []byte, prefix, indent string, end int) []byte: src is a checked text, its value ends at end.
Status appendIndented(M& m, Slot* a) {
  std::string_view s = bytesView(a, 3), prefix = rt::argView(a, 6), indent = rt::argView(a, 8);
  auto end = static_cast<size_t>(a[10].i);
  std::string out;
  bool open = false;  // a bracket was written, its content not yet
  int64_t depth = 0;
  auto newline = [&] {
    out.push_back('\n');
    out += prefix;
    for (int64_t k = 0; k < depth; k++) out += indent;
  };
  for (size_t i = 0; i < end;) {
    char c = s[i];
    if (isSpace(static_cast<unsigned char>(c))) {
      i++;
      continue;
    }
    bool closing = c == '}' || c == ']';
    if (open && !closing) {
      open = false;
      depth++;
      newline();
    }
    switch (c) {
      case '{': case '[':
        open = true;
        out.push_back(c);
        i++;
        break;
      case ',':
        out.push_back(c);
        newline();
        i++;
        break;
      case ':':
        out += ": ";
        i++;
        break;
      case '}': case ']':
        if (open) {
          open = false;
        } else {
          depth--;
          newline();
        }
        out.push_back(c);
        i++;
        break;
      default: {
        char kind;
        size_t next = tokenEnd(s, i, &kind);
        out.append(s, i, next - i);
        i = next;
      }
    }
  }
  out.append(s, std::min(end, s.size()));
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), out));
  return Status::ok;
}

VOLE_NATIVE("encoding/json.scan", scan);
VOLE_NATIVE("encoding/json.token", token);
VOLE_NATIVE("encoding/json.skipRest", skipRest);
VOLE_NATIVE("encoding/json.unquote", unquote);
VOLE_NATIVE("encoding/json.appendQuoted", appendQuoted);
VOLE_NATIVE("encoding/json.appendHTMLEscaped", appendHTMLEscaped);
VOLE_NATIVE("encoding/json.appendCompact", appendCompact);
VOLE_NATIVE("encoding/json.appendIndented", appendIndented);

}  // namespace
}  // namespace vole::stdlib
