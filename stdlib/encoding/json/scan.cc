// This file holds the scanner of encoding/json: it checks texts, in pieces if they come so, and tells where and how one is
// wrong. Each state is a label; between pieces the state is a number in the Scanner.
#include "stdlib/encoding/json/text.h"
#include "stdlib/native_util.h"

namespace vole::stdlib::json {
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
enum Op : int64_t { kMore, kComplete, kError };

// As scanner in scan.go.
struct Scanner {
  int64_t state, count, literal;
  GoSlice stack;  // 'k' in a key, 'v' in the value of a key, 'a' in an array
  int64_t error;
};

constexpr const char* kLiterals[] = {"true", "false", "null"};

class Scan {
 public:
  Scan(M& m, Scanner& s) : m_(m), s_(s), top_(s.stack.len ? stack()[s.stack.len - 1] : 0) {}

  // Reads on from i; gives the position behind the value, of the wrong byte, or the end of the data.
  size_t run(const char* d, size_t i, size_t n, int64_t* op);

 private:
  char* stack() { return static_cast<char*>(s_.stack.ptr); }
  bool push(char c) {
    if (s_.stack.len >= kMaxDepth) {
      s_.error = kErrDepth;
      return false;
    }
    if (s_.stack.len) stack()[s_.stack.len - 1] = top_;
    if (s_.stack.len < s_.stack.cap) {
      stack()[s_.stack.len++] = c;
    } else {
      GoSlice grown = appendBytes(m_, s_.stack, {&c, 1});
      rt::writePtr(m_, &s_.stack.ptr, grown.ptr);
      s_.stack.len = grown.len;
      s_.stack.cap = grown.cap;
    }
    top_ = c;
    return true;
  }
  void pop() {
    s_.stack.len--;
    top_ = s_.stack.len ? stack()[s_.stack.len - 1] : 0;
  }

  M& m_;
  Scanner& s_;
  char top_;  // the last of the stack, which is brought up to date when it is covered, and in the end
};

size_t Scan::run(const char* d, size_t i, size_t n, int64_t* op) {
  State state = static_cast<State>(s_.state);
  int64_t error = kErrNone;
  switch (state) {
    case kValue: goto value;
    case kValueOrEnd: goto valueOrEnd;
    case kKeyOrEnd: goto keyOrEnd;
    case kKey: goto key;
    case kAfterKey: goto afterKey;
    case kAfterPair: goto afterPair;
    case kAfterElem: goto afterElem;
    case kString: goto string;
    case kEscape: goto escape;
    case kHex: goto hex;
    case kNegative: goto negative;
    case kPoint: goto point;
    case kExp: goto exp;
    case kExpSign: goto expSign;
    case kZero: goto zero;
    case kDigits: goto digits;
    case kFraction: goto fraction;
    case kExpDigits: goto expDigits;
    case kLiteral: goto literal;
    case kDone: goto complete;
  }

// The next byte that is no space, or out.
#define NEXT(s)                                  \
  while (i < n && isSpace(d[i])) i++;            \
  if (i == n) {                                  \
    state = s;                                   \
    goto more;                                   \
  }
#define NEXT_BYTE(s) \
  if (i == n) {      \
    state = s;       \
    goto more;       \
  }
#define FAIL(e) \
  {             \
    error = e;  \
    goto fail;  \
  }

valueOrEnd:
  NEXT(kValueOrEnd)
  if (d[i] == ']') goto close;
value:
  NEXT(kValue)
  switch (d[i]) {
    case '{':
      if (!push('k')) {
        state = kKeyOrEnd;
        FAIL(kErrDepth)
      }
      i++;
      goto keyOrEnd;
    case '[':
      if (!push('a')) {
        state = kValueOrEnd;
        FAIL(kErrDepth)
      }
      i++;
      goto valueOrEnd;
    case '"': i++; goto string;
    case '-': i++; goto negative;
    case '0': i++; goto zero;
    case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9': i++; goto digits;
    case 't': s_.literal = 0; break;
    case 'f': s_.literal = 1; break;
    case 'n': s_.literal = 2; break;
    default: state = kValue; FAIL(kErrValue)
  }
  s_.count = 1;
  i++;
literal: {
  const char* word = kLiterals[s_.literal];
  while (word[s_.count]) {
    NEXT_BYTE(kLiteral)
    if (d[i] != word[s_.count]) {
      state = kLiteral;
      FAIL(kErrLiteral)
    }
    s_.count++;
    i++;
  }
  goto endValue;
}
keyOrEnd:
  NEXT(kKeyOrEnd)
  if (d[i] == '}') goto close;
key:
  NEXT(kKey)
  if (d[i] != '"') {
    state = kKey;
    FAIL(kErrKey)
  }
  i++;
string: {
  bool high = false;
  i = findStringStop(d, i, n, &high);
  NEXT_BYTE(kString)
  if (d[i] == '"') {
    i++;
    goto endValue;
  }
  if (d[i] != '\\') {
    state = kString;
    FAIL(kErrString)
  }
  i++;
}
escape:
  NEXT_BYTE(kEscape)
  switch (d[i]) {
    case 'b': case 'f': case 'n': case 'r': case 't': case '\\': case '/': case '"': i++; goto string;
    case 'u':
      i++;
      s_.count = 4;
      goto hex;
    default: state = kEscape; FAIL(kErrEscape)
  }
hex:
  while (s_.count > 0) {
    NEXT_BYTE(kHex)
    if (!isHex(d[i])) {
      state = kHex;
      FAIL(kErrHex)
    }
    i++;
    s_.count--;
  }
  goto string;
negative:
  NEXT_BYTE(kNegative)
  if (!isDigit(d[i])) {
    state = kNegative;
    FAIL(kErrNumber)
  }
  if (d[i++] != '0') goto digits;
zero:
  NEXT_BYTE(kZero)
  goto afterInteger;
digits:
  while (i < n && isDigit(d[i])) i++;
  NEXT_BYTE(kDigits)
afterInteger:
  if (d[i] == '.') {
    i++;
    goto point;
  }
  if ((d[i] | 0x20) != 'e') goto endValue;  // the byte behind a number is not part of it
  i++;
exp:
  NEXT_BYTE(kExp)
  if (d[i] == '+' || d[i] == '-') i++;
expSign:
  NEXT_BYTE(kExpSign)
  if (!isDigit(d[i])) {
    state = kExpSign;
    FAIL(kErrExp)
  }
expDigits:
  while (i < n && isDigit(d[i])) i++;
  NEXT_BYTE(kExpDigits)
  goto endValue;
point:
  NEXT_BYTE(kPoint)
  if (!isDigit(d[i])) {
    state = kPoint;
    FAIL(kErrPoint)
  }
fraction:
  while (i < n && isDigit(d[i])) i++;
  NEXT_BYTE(kFraction)
  if ((d[i] | 0x20) != 'e') goto endValue;
  i++;
  goto exp;

close:
  i++;
  pop();
endValue:
  switch (top_) {
    case 'k': goto afterKey;
    case 'v': goto afterPair;
    case 'a': goto afterElem;
  }
complete:
  s_.state = kDone;
  *op = kComplete;
  return i;
afterKey:
  NEXT(kAfterKey)
  if (d[i] != ':') {
    state = kAfterKey;
    FAIL(kErrAfterKey)
  }
  i++;
  top_ = 'v';
  goto value;
afterPair:
  NEXT(kAfterPair)
  if (d[i] == ',') {
    i++;
    top_ = 'k';
    goto key;
  }
  if (d[i] == '}') goto close;
  state = kAfterPair;
  FAIL(kErrAfterPair)
afterElem:
  NEXT(kAfterElem)
  if (d[i] == ',') {
    i++;
    goto value;
  }
  if (d[i] == ']') goto close;
  state = kAfterElem;
  FAIL(kErrAfterElem)

#undef NEXT
#undef NEXT_BYTE
#undef FAIL

more:
  *op = kMore;
  goto out;
fail:
  s_.error = error;
  *op = kError;
out:
  s_.state = state;
  if (s_.stack.len) stack()[s_.stack.len - 1] = top_;
  return i;
}

// func scan(s *scanner, data []byte, at int) (next, op int)
Status scan(M& m, Slot* a) {
  auto* s = static_cast<Scanner*>(a[0].p);
  std::string_view d = bytesView(a, 1);
  int64_t op;
  size_t next = Scan(m, *s).run(d.data(), static_cast<size_t>(a[4].i), d.size(), &op);
  a[0].u = next;
  a[1].i = op;
  return Status::ok;
}
VOLE_NATIVE("encoding/json.scan", scan);

}  // namespace

bool isValid(M& m, std::string_view s) {
  Scanner sc = {};
  char stack[128];
  sc.stack = {stack, 0, sizeof stack};
  int64_t op;
  size_t i = Scan(m, sc).run(s.data(), 0, s.size(), &op);
  if (op == kMore) return sc.stack.len == 0 && sc.state >= kZero && sc.state <= kExpDigits;
  while (i < s.size() && isSpace(s[i])) i++;
  return op == kComplete && i == s.size();
}

// func valid(data []byte) bool
static Status valid(M& m, Slot* a) {
  a[0].u = isValid(m, bytesView(a, 0));
  return Status::ok;
}
VOLE_NATIVE("encoding/json.valid", valid);

// func skipSpace(data []byte, i int) int
static Status skipSpace(M&, Slot* a) {
  std::string_view s = bytesView(a, 0);
  auto i = static_cast<size_t>(a[3].i);
  while (i < s.size() && isSpace(s[i])) i++;
  a[0].u = i;
  return Status::ok;
}
VOLE_NATIVE("encoding/json.skipSpace", skipSpace);

}  // namespace vole::stdlib::json
