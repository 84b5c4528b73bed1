// This file reads what lexer.re only recognises the beginning of: names beyond ASCII, literals,
// comments and directives, and characters that do not belong into a program.
#include "frontend/syntax/lexer.h"

#include <fmt/format.h>

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "frontend/base/unicode.h"

namespace vole::syntax {

namespace {

bool isDecimal(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return static_cast<char>(c | 0x20); }
bool isHex(char c) { return isDecimal(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }
bool isAsciiIdent(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || isDecimal(c) || c == '_'; }

const char* baseName(int base) {
  switch (base) {
    case 2: return "binary";
    case 8: return "octal";
    case 10: return "decimal";
    default: return "hexadecimal";
  }
}

// The index of the first '_' that does not separate digits, or -1.
int invalidSeparator(std::string_view x) {
  char prefix = ' ';
  char d = '.';  // the previous character: '_', '0' for any digit, '.' for anything else
  size_t i = 0;
  if (x.size() >= 2 && x[0] == '0') {
    prefix = lower(x[1]);
    if (prefix == 'x' || prefix == 'o' || prefix == 'b') {
      d = '0';  // the prefix counts as a digit
      i = 2;
    }
  }
  for (; i < x.size(); i++) {
    char before = d;
    d = x[i];
    if (d == '_') {
      if (before != '0') return static_cast<int>(i);
    } else if (isDecimal(d) || (prefix == 'x' && isHex(d))) {
      d = '0';
    } else {
      if (before == '_') return static_cast<int>(i) - 1;
      d = '.';
    }
  }
  return d == '_' ? static_cast<int>(x.size()) - 1 : -1;
}

}  // namespace

Lexer::Lexer(SourceFile* src, size_t offset)
    : src_(src),
      begin_(src->text().data()),
      end_(begin_ + src->text().size()),
      cur_(begin_ + offset),
      start_(cur_) {
  checkEncoding();
  if (offset == 0) {
    if (end_ - cur_ >= 3 && std::memcmp(cur_, "\xEF\xBB\xBF", 3) == 0) cur_ += 3;
    // A script's interpreter line.
    if (end_ - cur_ >= 2 && cur_[0] == '#' && cur_[1] == '!') {
      while (cur_ < end_ && *cur_ != '\n') cur_++;
    }
  }
}

void Lexer::checkEncoding() {
  if (src_->cleanEncoding) return;
  const char* p = cur_;
  while (p < end_) {
    // Eight clean ASCII bytes at a time: none has its top bit set and none is zero.
    while (end_ - p >= 8) {
      uint64_t w;
      std::memcpy(&w, p, 8);
      if ((w | (w - 0x0101010101010101ull)) & 0x8080808080808080ull) break;
      p += 8;
    }
    if (p >= end_) break;
    unsigned char c = static_cast<unsigned char>(*p);
    if (c == 0) {
      encoding_.push_back({p, "invalid NUL character"});
      p++;
    } else if (c < 0x80) {
      p++;
    } else {
      DecodedRune d = decodeRune(p, end_);
      if (d.rune == kRuneError && d.size == 1) {
        encoding_.push_back({p, "invalid UTF-8 encoding"});
      } else if (d.rune == 0xFEFF && p != begin_) {
        encoding_.push_back({p, "invalid BOM in the middle of the file"});
      }
      p += d.size;
    }
  }
  src_->cleanEncoding = encoding_.empty() && cur_ == begin_;
}

void Lexer::reportEncoding(const char* upTo) {
  while (encodingNext_ < encoding_.size() && encoding_[encodingNext_].at < upTo) {
    const EncodingError& e = encoding_[encodingNext_++];
    lexError(src_->pos(e.at - begin_), e.msg);
  }
}

void Lexer::errorAt(const char* at, std::string msg) {
  if (encodingNext_ < encoding_.size()) reportEncoding(at);
  lexError(src_->pos(at - begin_), std::move(msg));
}

int Lexer::droppedWidth(const char* p) const {
  if (encoding_.empty() || p >= end_) return 0;
  DecodedRune d = decodeRune(p, end_);
  if (d.rune == 0 || (d.rune == kRuneError && d.size == 1)) return 1;
  return d.rune == 0xFEFF ? 3 : 0;
}

void Lexer::next() {
  bool nlsemi = nlsemi_;
  nlsemi_ = false;
  scan(nlsemi);
  // gc reads one character ahead, so it has seen that one too.
  if (encodingNext_ < encoding_.size()) reportEncoding(cur_ + 1);
}

// Called behind a run of ASCII letters and digits.
void Lexer::ident() {
  if (static_cast<unsigned char>(*cur_) >= 0x80 || !encoding_.empty()) {
    while (!atEnd()) {
      if (int w = droppedWidth(cur_)) {
        cur_ += w;
        continue;
      }
      if (isAsciiIdent(*cur_)) {
        cur_++;
        continue;
      }
      if (static_cast<unsigned char>(*cur_) < 0x80) break;
      DecodedRune d = decodeRune(cur_, end_);
      if (isDigit(d.rune)) {
        if (cur_ == start_) error("identifier cannot begin with digit " + formatUnicode(d.rune));
      } else if (!isLetter(d.rune)) {
        error("invalid character " + formatUnicode(d.rune) + " in identifier");
      }
      cur_ += d.size;
    }
  }
  nlsemi_ = true;
  lit = segment();
  sym = intern(lit);
  tok = Token::Name;
}

// Something no rule begins with. Leaves tok None if it is to be skipped.
void Lexer::oddCharacter() {
  cur_ = start_;
  if (int w = droppedWidth(cur_)) {
    cur_ += w;  // reported by reportEncoding
    return;
  }
  if (static_cast<unsigned char>(*cur_) >= 0x80) return ident();
  error("invalid character " + formatUnicode(static_cast<unsigned char>(*cur_)));
  cur_++;
}

void Lexer::setLit(LitKind kind, bool ok) {
  nlsemi_ = true;
  tok = Token::Literal;
  lit = segment();
  bad = !ok;
  litKind = kind;
}

// Accepts { digit | '_' }. The result has bit 0 set if there were digits, bit 1 if there were
// separators. *invalid becomes the first decimal digit that is too big for the base.
int Lexer::digits(int base, const char** invalid) {
  int seen = 0;
  if (base <= 10) {
    char max = static_cast<char>('0' + base);
    for (; isDecimal(*cur_) || *cur_ == '_'; cur_++) {
      if (*cur_ == '_') {
        seen |= 2;
        continue;
      }
      seen |= 1;
      if (*cur_ >= max && invalid && !*invalid) *invalid = cur_;
    }
  } else {
    for (; isHex(*cur_) || *cur_ == '_'; cur_++) seen |= *cur_ == '_' ? 2 : 1;
  }
  return seen;
}

void Lexer::number(bool seenPoint) {
  bool ok = true;
  LitKind kind = LitKind::Int;
  int base = 10;
  char prefix = 0;  // 0 decimal, '0' old octal, or 'x', 'o', 'b'
  int seen = 0;
  const char* invalid = nullptr;

  if (!seenPoint) {
    if (*cur_ == '0') {
      cur_++;
      switch (lower(*cur_)) {
        case 'x': cur_++, base = 16, prefix = 'x'; break;
        case 'o': cur_++, base = 8, prefix = 'o'; break;
        case 'b': cur_++, base = 2, prefix = 'b'; break;
        default: base = 8, prefix = '0', seen = 1; break;
      }
    }
    seen |= digits(base, &invalid);
    if (*cur_ == '.') {
      if (prefix == 'o' || prefix == 'b') {
        error(fmt::format("invalid radix point in {} literal", baseName(base)));
        ok = false;
      }
      cur_++;
      seenPoint = true;
    }
  }
  if (seenPoint) {
    kind = LitKind::Float;
    seen |= digits(base, &invalid);
  }
  if (!(seen & 1) && ok) {
    error(fmt::format("{} literal has no digits", baseName(base)));
    ok = false;
  }

  if (char e = lower(*cur_); e == 'e' || e == 'p') {
    if (ok) {
      if (e == 'e' && prefix != 0 && prefix != '0') {
        error(quoteRune(static_cast<unsigned char>(*cur_)) + " exponent requires decimal mantissa");
        ok = false;
      } else if (e == 'p' && prefix != 'x') {
        error(quoteRune(static_cast<unsigned char>(*cur_)) + " exponent requires hexadecimal mantissa");
        ok = false;
      }
    }
    cur_++;
    kind = LitKind::Float;
    if (*cur_ == '+' || *cur_ == '-') cur_++;
    seen = digits(10, nullptr) | (seen & 2);
    if (!(seen & 1) && ok) {
      error("exponent has no digits");
      ok = false;
    }
  } else if (prefix == 'x' && kind == LitKind::Float && ok) {
    error("hexadecimal mantissa requires a 'p' exponent");
    ok = false;
  }

  if (*cur_ == 'i') {
    kind = LitKind::Imag;
    cur_++;
  }
  setLit(kind, ok);

  if (kind == LitKind::Int && invalid && ok) {
    errorAt(invalid, fmt::format("invalid digit {} in {} literal",
                                 quoteRune(static_cast<unsigned char>(*invalid)), baseName(base)));
    ok = false;
  }
  if ((seen & 2) && ok) {
    int i = invalidSeparator(lit);
    if (i >= 0) {
      errorAt(start_ + i, "'_' must separate successive digits");
      ok = false;
    }
  }
  bad = !ok;
}

void Lexer::stdString() {
  bool ok = true;
  for (;;) {
    char c = *cur_;
    if (c == '"') {
      cur_++;
      break;
    }
    if (c == '\\') {
      cur_++;
      if (!escape('"')) ok = false;
      continue;
    }
    if (c == '\n') {
      error("newline in string");
      ok = false;
      break;
    }
    if (c == 0 && atEnd()) {
      errorAt(start_, "string not terminated");
      ok = false;
      break;
    }
    cur_++;
  }
  setLit(LitKind::String, ok);
}

void Lexer::rawString() {
  const char* p = static_cast<const char*>(std::memchr(cur_, '`', end_ - cur_));
  if (p) {
    cur_ = p + 1;
  } else {
    cur_ = end_;
    errorAt(start_, "string not terminated");
  }
  setLit(LitKind::String, p != nullptr);
}

void Lexer::rune() {
  bool ok = true;
  for (int n = 0;; n++) {
    while (int w = droppedWidth(cur_)) cur_ += w;
    char c = *cur_;
    if (c == '\'') {
      if (ok && n == 0) {
        error("empty rune literal or unescaped '");
        ok = false;
      } else if (ok && n != 1) {
        errorAt(start_, "more than one character in rune literal");
        ok = false;
      }
      cur_++;
      break;
    }
    if (c == '\\') {
      cur_++;
      if (!escape('\'')) ok = false;
      continue;
    }
    if (c == '\n') {
      if (ok) error("newline in rune literal");
      ok = false;
      break;
    }
    if (atEnd()) {
      if (ok) errorAt(start_, "rune literal not terminated");
      ok = false;
      break;
    }
    cur_ += decodeRune(cur_, end_).size;
  }
  setLit(LitKind::Rune, ok);
}

// Reads an escape sequence behind its backslash. The end of the file is left to the caller to
// complain about.
bool Lexer::escape(char quote) {
  int n = 0;
  uint32_t base = 16, max = kMaxRune;
  if (atEnd()) return true;
  char c = *cur_;
  switch (c) {
    case 'a': case 'b': case 'f': case 'n': case 'r': case 't': case 'v': case '\\':
      cur_++;
      return true;
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7':
      n = 3, base = 8, max = 255;
      break;
    case 'x': cur_++, n = 2, max = 255; break;
    case 'u': cur_++, n = 4; break;
    case 'U': cur_++, n = 8; break;
    default:
      if (c == quote) {
        cur_++;
        return true;
      }
      error("unknown escape");
      return false;
  }
  uint32_t x = 0;
  for (int i = 0; i < n; i++) {
    if (atEnd()) return true;
    uint32_t d = base;
    if (isDecimal(*cur_)) {
      d = static_cast<uint32_t>(*cur_ - '0');
    } else if (lower(*cur_) >= 'a' && lower(*cur_) <= 'f') {
      d = static_cast<uint32_t>(lower(*cur_) - 'a' + 10);
    }
    if (d >= base) {
      error(fmt::format("invalid character {} in {} escape", quoteRune(decodeRune(cur_, end_).rune),
                        baseName(static_cast<int>(base))));
      return false;
    }
    x = x * base + d;
    cur_++;
  }
  if (x > max && base == 8) {
    error(fmt::format("octal escape value {} > 255", x));
    return false;
  }
  if (x > max || (x >= 0xD800 && x < 0xE000)) {
    error("escape is invalid Unicode code point " + formatUnicode(x));
    return false;
  }
  return true;
}

void Lexer::lineComment() {
  const char* nl = static_cast<const char*>(std::memchr(cur_, '\n', end_ - cur_));
  cur_ = nl ? nl : end_;
  // A directive? (The newline stays: it may stand for a semicolon.)
  char c = start_[2];
  if (c != 'g' && c != 'l') return;
  std::string_view text(start_ + 2, static_cast<size_t>(cur_ - start_ - 2));
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  Pos textPos = src_->pos(start_ + 2 - begin_);
  if (text.starts_with("line ")) {
    bool firstColumn = start_ == begin_ || start_[-1] == '\n';
    if (firstColumn) {
      Pos after = src_->pos((nl ? nl + 1 : end_) - begin_);
      lineDirective(text.substr(5), textPos.plus(5), after);
    }
  } else if (text.starts_with("go:")) {
    const char* p = start_;
    while (p > begin_ && (p[-1] == ' ' || p[-1] == '\t' || p[-1] == '\r')) p--;
    goDirective(text, textPos, p == begin_ || p[-1] == '\n');
  }
}

bool Lexer::fullComment() {
  const char* body = cur_;
  const char* close = nullptr;
  for (const char* p = cur_; (p = static_cast<const char*>(std::memchr(p, '*', end_ - p)));) {
    if (*++p == '/') {
      close = p - 1;
      break;
    }
  }
  if (!close) {
    cur_ = end_;
    errorAt(start_, "comment not terminated");
  } else {
    cur_ = close + 2;
  }
  bool lines = std::memchr(body, '\n', cur_ - body) != nullptr;
  std::string_view text(body, static_cast<size_t>((close ? close : end_) - body));
  // A directive that spans lines is none.
  if (close && !lines && text.starts_with("line ")) {
    lineDirective(text.substr(5), src_->pos(body + 5 - begin_), src_->pos(cur_ - begin_));
  }
  return lines;
}

// The next byte that counts for the end of a block: a brace, or what begins a literal or comment.
static const char* findBlockByte(const char* p, const char* end) {
#if defined(__SSE2__)
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    auto is = [&](char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); };
    __m128i braces = _mm_or_si128(is('{'), is('}')), quotes = _mm_or_si128(is('"'), is('\''));
    __m128i rest = _mm_or_si128(is('`'), is('/'));
    if (int found = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(braces, quotes), rest))) return p + __builtin_ctz(static_cast<unsigned>(found));
  }
#endif
  while (p < end && *p != '{' && *p != '}' && *p != '"' && *p != '\'' && *p != '`' && *p != '/') p++;
  return p;
}

bool Lexer::skipBlock() {
  const char* p = cur_;
  int depth = 1;
  while ((p = findBlockByte(p, end_)) < end_) {
    switch (*p++) {
      case '{':
        depth++;
        break;
      case '}':
        if (--depth > 0) break;
        start_ = p - 1;
        cur_ = p;
        tok = Token::Rbrace;
        nlsemi_ = true;
        return true;
      case '"':
      case '\'': {
        char quote = p[-1];
        while (p < end_ && *p != quote) {
          if (*p == '\n') return false;
          p += *p == '\\' ? 2 : 1;
        }
        p++;
        break;
      }
      case '`':
        p = static_cast<const char*>(std::memchr(p, '`', end_ - p));
        if (!p) return false;
        p++;
        break;
      case '/':
        if (*p == '/') {
          p = static_cast<const char*>(std::memchr(p, '\n', end_ - p));
          if (!p) return false;
        } else if (*p == '*') {
          p++;
          for (;; p++) {
            p = static_cast<const char*>(std::memchr(p, '*', end_ - p));
            if (!p) return false;
            if (p[1] == '/') break;
          }
          p += 2;
        }
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace vole::syntax
