// This file parses Go's regular expressions. The parser works with a stack as Go's does, so that errors come in the
// same order; an item of the stack is a piece of the expression that is already written for RE2.
#include "stdlib/regexp/translate.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "stdlib/unicode/tables.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

constexpr int kMaxHeight = 1000;
constexpr int kMaxRepeat = 1000;
constexpr int32_t kMaxRune = 0x10FFFF;

enum Flag : uint32_t { kFold = 1, kDotNL = 2, kOneLine = 4, kNonGreedy = 8, kPerlX = 16, kClassNL = 32, kUnicodeGroups = 64 };

struct Item {
  enum Kind : uint8_t { kLiteral, kBeginText, kEndText, kOther, kParen, kBar } kind = kOther;
  std::string out;
  bool atomic = true;    // takes a repetition operator without brackets
  int height = 1;        // of the syntax tree Go would build
  int repeats = 1;       // the largest product of nested counts
  int32_t rune = 0;      // kLiteral
  bool fold = false;
  std::string prefix;
  std::string lead;      // the literals it begins with outside groups: what Go can take out of alternatives
  bool complete = false;
  bool captures = false; // holds a group
  bool plural = false;   // a repetition of nothing: Go keeps a node for each
  bool pair = false;     // a class of two runes: RE2 may take it for a folded literal
  uint32_t flags = 0;    // kParen: to be restored
  int cap = 0;           // kParen: the group's number, 0 for none
};

bool isAlnum(int32_t c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
int unhex(int32_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void appendUtf8(std::string& s, int32_t r) {
  char buf[4];
  s.append(buf, static_cast<size_t>(encodeRune(buf, r)));
}

void writeRune(std::string& out, int32_t r) {
  if (isAlnum(r) || r == ' ' || r == '_') {
    out.push_back(static_cast<char>(r));
    return;
  }
  char buf[16];
  snprintf(buf, sizeof buf, "\\x{%x}", static_cast<unsigned>(r));
  out += buf;
}

class Translator {
 public:
  Translator(std::string_view expr, bool posix, bool (*isClass)(const std::string&))
      : whole_(expr), isClass_(isClass),
        flags_(posix ? 0 : uint32_t{kOneLine | kPerlX | kClassNL | kUnicodeGroups}) {}

  TranslatedRegexp run() {
    if (parse()) {
      Item top = std::move(stack_.back());
      r_.pattern = std::move(top.out);
      r_.prefix = std::move(top.prefix);
      r_.complete = top.complete;
    }
    return std::move(r_);
  }

 private:
  bool fail(RegexpError e, std::string_view arg) {
    if (r_.error == kRegexpOk) {
      r_.error = e;
      r_.errorArg = arg;
    }
    return false;
  }
  // What lies between the start of `from` and the start of `to`, both tails of the expression.
  static std::string_view between(std::string_view from, std::string_view to) { return from.substr(0, from.size() - to.size()); }

  bool nextRune(std::string_view* t, int32_t* c) {
    auto d = decodeRune(*t);
    if (d.rune == kRuneError && d.size == 1) return fail(kRegexpUtf8, *t);
    *c = d.rune;
    t->remove_prefix(static_cast<size_t>(d.size));
    return true;
  }
  bool checkUtf8(std::string_view t) {
    int32_t c;
    while (!t.empty()) {
      if (!nextRune(&t, &c)) return false;
    }
    return true;
  }

  bool push(Item item) {
    if (item.height > kMaxHeight) return fail(kRegexpNestingDepth, whole_);
    stack_.push_back(std::move(item));
    return true;
  }
  bool op(const char* out, Item::Kind kind = Item::kOther) {
    Item i;
    i.kind = kind;
    i.out = out;
    return push(std::move(i));
  }
  bool literal(int32_t c) {
    Item i;
    i.kind = Item::kLiteral;
    i.rune = c;
    i.fold = (flags_ & kFold) && simpleFold(c) != c;
    writeRune(i.out, c);
    if (i.fold) i.out = "(?i:" + i.out + ")";
    if (!i.fold && c != kRuneError) {
      appendUtf8(i.prefix, c);
      i.lead = i.prefix;
      i.complete = true;
    }
    return push(std::move(i));
  }

  // Joins what stands above the last bar or bracket.
  bool concat() {
    size_t i = stack_.size();
    while (i > 0 && stack_[i - 1].kind < Item::kParen) i--;
    size_t n = stack_.size() - i;
    if (n == 1) return true;
    Item all;
    all.atomic = false;
    all.complete = true;
    all.height = 1;
    // ^...$ as a whole: Go then looks for the literal behind the ^.
    bool anchored = i == 0 && n > 1 && stack_[0].kind == Item::kBeginText && stack_.back().kind == Item::kEndText;
    bool folding = false, joined = true, leading = true;
    for (size_t k = i; k < stack_.size(); k++) {
      Item& x = stack_[k];
      bool folded = x.kind == Item::kLiteral && x.fold;
      if (folding && !folded) all.out += ")";
      if (folded) {
        if (!folding) all.out += "(?i:";
        writeRune(all.out, x.rune);
      } else {
        all.out += x.out;
      }
      folding = folded;
      all.captures = all.captures || x.captures;
      // Alternatives stand for the literals taken out of them, and what is left.
      if (leading && !x.fold) all.lead += x.lead;
      leading = leading && x.kind == Item::kLiteral && !x.fold;
      if (x.kind != Item::kLiteral) joined = false;  // Go keeps a run of literals in one node
      all.height = std::max(all.height, x.height + 1);
      all.repeats = std::max(all.repeats, x.repeats);
      if (anchored && (k == 0 || k + 1 == stack_.size())) continue;
      if (all.complete) {
        all.prefix += x.prefix;
        all.complete = x.complete;
      }
    }
    if (folding) all.out += ")";
    if (anchored && n == 2) all.complete = false;
    if (joined && n > 0) all.height = 1;
    stack_.resize(i);
    return push(std::move(all));
  }

  // Joins the alternatives above the last bracket.
  bool alternate() {
    size_t i = stack_.size();
    while (i > 0 && stack_[i - 1].kind != Item::kParen) i--;
    if (stack_.size() - i == 1) return true;
    Item all;
    all.atomic = false;
    all.complete = true;  // if all alternatives are empty
    bool first = true, equal = true;  // equal: all are the same literals
    for (size_t k = i; k < stack_.size(); k++) {
      Item& x = stack_[k];
      if (x.kind == Item::kBar) continue;
      equal = equal && x.complete && x.prefix == x.lead && (first || x.lead == all.lead);
      if (!first) all.out += "|";
      all.out += x.out;
      // RE2 joins alternatives of one rune in a class, and there forgets to fold a rune that the class already has.
      // A count of one keeps them apart.
      if ((x.kind == Item::kLiteral && x.fold) || x.pair) all.out += "{1}";
      all.height = std::max(all.height, x.height + 1);
      all.repeats = std::max(all.repeats, x.repeats);
      all.captures = all.captures || x.captures;
      all.complete = all.complete && x.complete && x.prefix.empty();
      if (first) {
        all.lead = x.lead;
      } else {
        size_t same = 0;
        while (same < all.lead.size() && same < x.lead.size() && all.lead[same] == x.lead[same]) same++;
        while (same > 0 && same < all.lead.size() && (static_cast<unsigned char>(all.lead[same]) & 0xC0) == 0x80) same--;
        all.lead.resize(same);
      }
      first = false;
    }
    all.complete = all.complete && !all.captures;
    all.prefix = all.lead;
    // Alternatives that are one rune make a class of one rune: a literal.
    bool same = stack_[i].kind == Item::kLiteral && !stack_[i].fold;
    for (size_t k = i; k < stack_.size(); k++) {
      same = same && (stack_[k].kind == Item::kBar || (stack_[k].kind == Item::kLiteral && stack_[k].rune == stack_[i].rune && !stack_[k].fold));
    }
    all.complete = all.complete || same || (equal && !all.captures);
    stack_.resize(i);
    return push(std::move(all));
  }

  bool rightParen() {
    if (!concat() || !alternate()) return false;
    if (stack_.size() < 2 || stack_[stack_.size() - 2].kind != Item::kParen) return fail(kRegexpUnexpectedParen, whole_);
    Item sub = std::move(stack_.back());
    stack_.pop_back();
    Item paren = std::move(stack_.back());
    stack_.pop_back();
    flags_ = paren.flags;
    if (paren.cap == 0) {
      // The brackets leave no node; their content may stand anywhere.
      if (!sub.atomic) sub.out = "(?:" + sub.out + ")";
      sub.atomic = true;
      if (sub.kind == Item::kLiteral) return push(std::move(sub));
      sub.kind = Item::kOther;
      return push(std::move(sub));
    }
    sub.out = "(" + sub.out + ")";
    sub.lead.clear();
    sub.captures = true;
    sub.pair = false;
    sub.atomic = true;
    sub.kind = Item::kOther;
    sub.height++;
    return push(std::move(sub));
  }

  bool repeat(char which, int min, int max, std::string_view before, std::string_view* after, std::string_view lastRepeat) {
    bool lazy = flags_ & kNonGreedy;
    if (flags_ & kPerlX) {
      if (!after->empty() && (*after)[0] == '?') {
        after->remove_prefix(1);
        lazy = !lazy;
      }
      if (!lastRepeat.empty()) return fail(kRegexpRepeatOp, between(lastRepeat, *after));
    }
    if (stack_.empty() || stack_.back().kind >= Item::kParen) return fail(kRegexpMissingArgument, between(before, *after));
    Item sub = std::move(stack_.back());
    stack_.pop_back();
    if (!sub.atomic || sub.kind == Item::kBeginText || sub.kind == Item::kEndText) sub.out = "(?:" + sub.out + ")";
    std::string prefix = std::move(sub.prefix);
    bool complete = sub.complete;
    sub.prefix.clear();
    sub.lead.clear();
    sub.complete = complete && prefix.empty() && !sub.captures && !sub.plural;
    sub.pair = false;
    sub.kind = Item::kOther;
    sub.atomic = false;
    sub.height++;
    switch (which) {
      case '*':
      case '?':
        sub.out.push_back(which);
        break;
      case '+':
        sub.out.push_back(which);
        sub.prefix = prefix;
        break;
      default: {
        char buf[32];
        if (max < 0) {
          snprintf(buf, sizeof buf, "{%d,}", min);
        } else if (max == min) {
          snprintf(buf, sizeof buf, "{%d}", min);
        } else {
          snprintf(buf, sizeof buf, "{%d,%d}", min, max);
        }
        sub.out += buf;
        int m = max < 0 ? min : max;
        if (max == 0) {
          sub.repeats = 1;
          sub.complete = true;  // nothing at all
        } else {
          int64_t product = int64_t{sub.repeats} * std::max(m, 1);
          if ((min >= 2 || max >= 2) && product > kMaxRepeat) return fail(kRegexpRepeatSize, between(before, *after));
          sub.repeats = static_cast<int>(product);
        }
        if (min == 0 && max > 1) sub.complete = false;
        if (min == max && min > 0 && prefix.empty()) sub.complete = complete;
        if (max < 0 ? min >= 2 : max >= 2) sub.plural = true;
        if (min > 0 && !prefix.empty()) {
          for (int i = 0; i < (complete ? min : 1); i++) sub.prefix += prefix;
          sub.complete = complete && max == min;
        }
      }
    }
    if (lazy) sub.out.push_back('?');
    return push(std::move(sub));
  }

  static bool parseInt(std::string_view* s, int* n) {
    auto digit = [&](size_t i) { return i < s->size() && (*s)[i] >= '0' && (*s)[i] <= '9'; };
    if (!digit(0) || ((*s)[0] == '0' && digit(1))) return false;
    int64_t v = 0;
    size_t i = 0;
    for (; digit(i); i++) {
      if (v >= 0) v = v >= 100000000 ? -1 : v * 10 + ((*s)[i] - '0');
    }
    s->remove_prefix(i);
    *n = static_cast<int>(v);
    return true;
  }
  static bool parseRepeat(std::string_view* t, int* min, int* max) {
    std::string_view s = t->substr(1);
    if (!parseInt(&s, min) || s.empty()) return false;
    *max = *min;
    if (s[0] == ',') {
      s.remove_prefix(1);
      if (s.empty()) return false;
      if (s[0] == '}') {
        *max = -1;
      } else {
        if (!parseInt(&s, max)) return false;
        if (*max < 0) *min = -1;
      }
    }
    if (s.empty() || s[0] != '}') return false;
    s.remove_prefix(1);
    *t = s;
    return true;
  }

  // (? and what follows.
  bool perlFlags(std::string_view* tail) {
    std::string_view s = *tail, t = s;
    size_t nameAt = 0;
    if (t.size() > 4 && t[2] == 'P' && t[3] == '<') nameAt = 4;
    if (t.size() > 3 && t[2] == '<') nameAt = 3;
    if (nameAt) {
      size_t end = t.find('>');
      if (end == std::string_view::npos) return checkUtf8(t) && fail(kRegexpNamedCapture, s);
      std::string_view name = t.substr(nameAt, end - nameAt);
      if (!checkUtf8(name)) return false;
      bool valid = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c == '_' || isAlnum(static_cast<unsigned char>(c)); });
      if (!valid) return fail(kRegexpNamedCapture, t.substr(0, end + 1));
      r_.names.emplace_back(name);
      Item paren;
      paren.kind = Item::kParen;
      paren.flags = flags_;
      paren.cap = static_cast<int>(r_.names.size());
      *tail = t.substr(end + 1);
      return push(std::move(paren));
    }
    t.remove_prefix(2);
    uint32_t flags = flags_;
    bool negative = false, sawFlag = false;
    while (!t.empty()) {
      int32_t c;
      if (!nextRune(&t, &c)) return false;
      auto set = [&](uint32_t f, bool on) {
        flags = on != negative ? flags | f : flags & ~f;
        sawFlag = true;
      };
      bool stop = false;
      switch (c) {
        case 'i': set(kFold, true); break;
        case 'm': set(kOneLine, false); break;
        case 's': set(kDotNL, true); break;
        case 'U': set(kNonGreedy, true); break;
        case '-':
          stop = negative;
          negative = true;
          sawFlag = false;
          break;
        case ':':
        case ')':
          if (negative && !sawFlag) {
            stop = true;
            break;
          }
          if (c == ':') {
            Item paren;
            paren.kind = Item::kParen;
            paren.flags = flags_;
            if (!push(std::move(paren))) return false;
          }
          flags_ = flags;
          *tail = t;
          return true;
        default: stop = true;
      }
      if (stop) break;
    }
    return fail(kRegexpPerlOp, between(s, t));
  }

  bool escape(std::string_view* tail, int32_t* r) {
    std::string_view s = *tail, t = s.substr(1);
    if (t.empty()) return fail(kRegexpTrailingBackslash, "");
    int32_t c;
    if (!nextRune(&t, &c)) return false;
    auto octal = [&] { return !t.empty() && t[0] >= '0' && t[0] <= '7'; };
    auto done = [&](int32_t v) {
      *r = v;
      *tail = t;
      return true;
    };
    switch (c) {
      case '1': case '2': case '3': case '4': case '5': case '6': case '7':
        if (!octal()) break;
        [[fallthrough]];
      case '0': {
        int32_t v = c - '0';
        for (int i = 1; i < 3 && octal(); i++) {
          v = v * 8 + t[0] - '0';
          t.remove_prefix(1);
        }
        return done(v);
      }
      case 'x': {
        if (t.empty()) break;
        if (!nextRune(&t, &c)) return false;
        if (c == '{') {
          int digits = 0;
          int32_t v = 0;
          for (;;) {
            if (t.empty()) return fail(kRegexpEscape, between(s, t));
            if (!nextRune(&t, &c)) return false;
            if (c == '}') break;
            int d = unhex(c);
            if (d < 0) return fail(kRegexpEscape, between(s, t));
            v = v * 16 + d;
            if (v > kMaxRune) return fail(kRegexpEscape, between(s, t));
            digits++;
          }
          if (digits == 0) break;
          return done(v);
        }
        int x = unhex(c);
        if (t.empty()) {
          // Go reads a rune of nothing here: no digit.
          break;
        }
        if (!nextRune(&t, &c)) return false;
        int y = unhex(c);
        if (x < 0 || y < 0) break;
        return done(x * 16 + y);
      }
      case 'a': return done('\a');
      case 'f': return done('\f');
      case 'n': return done('\n');
      case 'r': return done('\r');
      case 't': return done('\t');
      case 'v': return done('\v');
      default:
        if (c < 0x80 && !isAlnum(c)) return done(c);
    }
    return fail(kRegexpEscape, between(s, t));
  }

  // \p{Han} at the front of t: 1 taken, 0 not there, -1 failed.
  int unicodeClass(std::string_view* tail, std::string* out) {
    std::string_view s = *tail;
    if (!(flags_ & kUnicodeGroups) || s.size() < 2 || s[0] != '\\' || (s[1] != 'p' && s[1] != 'P')) return 0;
    bool negative = s[1] == 'P';
    std::string_view t = s.substr(2), seq, name;
    if (t.empty()) {
      fail(kRegexpCharRange, s);
      return -1;
    }
    int32_t c;
    if (!nextRune(&t, &c)) return -1;
    if (c != '{') {
      seq = between(s, t);
      name = seq.substr(2);
    } else {
      size_t end = s.find('}');
      if (end == std::string_view::npos) {
        if (checkUtf8(s)) fail(kRegexpCharRange, s);
        return -1;
      }
      seq = s.substr(0, end + 1);
      t = s.substr(end + 1);
      name = s.substr(3, end - 3);
      if (!checkUtf8(name)) return -1;
    }
    if (!name.empty() && name[0] == '^') {
      negative = !negative;
      name.remove_prefix(1);
    }
    bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char x) { return x == '_' || isAlnum(static_cast<unsigned char>(x)); });
    if (!plain || !isClass_(std::string(name))) {
      fail(kRegexpCharRange, seq);
      return -1;
    }
    *out += negative ? "\\P{" : "\\p{";
    *out += name;
    *out += "}";
    *tail = t;
    return 1;
  }

  // \d \s \w and their complements.
  bool perlClass(std::string_view* t, std::string* out) {
    if (!(flags_ & kPerlX) || t->size() < 2 || (*t)[0] != '\\') return false;
    if (!strchr("dDsSwW", (*t)[1]) || (*t)[1] == 0) return false;
    out->append(t->substr(0, 2));
    t->remove_prefix(2);
    return true;
  }

  static bool knownPosix(std::string_view name) {
    if (!name.empty() && name[0] == '^') name.remove_prefix(1);
    for (std::string_view k : {"alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
                               "space", "upper", "word", "xdigit"}) {
      if (name == k) return true;
    }
    return false;
  }

  bool classChar(std::string_view* t, std::string_view wholeClass, int32_t* r) {
    if (t->empty()) return fail(kRegexpMissingBracket, wholeClass);
    if ((*t)[0] == '\\') return escape(t, r);
    return nextRune(t, r);
  }

  bool charClass(std::string_view* tail) {
    std::string_view s = *tail, t = s.substr(1);
    std::string out = "[";
    bool negative = false;
    if (!t.empty() && t[0] == '^') {
      negative = true;
      t.remove_prefix(1);
      out += "^";
      if (!(flags_ & kClassNL)) out += "\\n";
    }
    int singles = 0, others = 0;
    int32_t single = 0;
    for (bool first = true; t.empty() || t[0] != ']' || first;) {
      if (!t.empty() && t[0] == '-' && !(flags_ & kPerlX) && !first && (t.size() == 1 || t[1] != ']')) {
        size_t size = t.size() > 1 ? static_cast<size_t>(decodeRune(t.substr(1)).size) : 0;
        return fail(kRegexpCharRange, t.substr(0, 1 + size));
      }
      first = false;
      if (t.size() > 2 && t[0] == '[' && t[1] == ':') {
        size_t end = t.find(":]", 2);
        if (end != std::string_view::npos) {
          if (!knownPosix(t.substr(2, end - 2))) return fail(kRegexpCharRange, t.substr(0, end + 2));
          out += t.substr(0, end + 2);
          t.remove_prefix(end + 2);
          others++;
          continue;
        }
      }
      int u = unicodeClass(&t, &out);
      if (u < 0) return false;
      if (u > 0 || perlClass(&t, &out)) {
        others++;
        continue;
      }
      std::string_view range = t;
      int32_t lo, hi;
      if (!classChar(&t, s, &lo)) return false;
      hi = lo;
      if (t.size() >= 2 && t[0] == '-' && t[1] != ']') {
        t.remove_prefix(1);
        if (!classChar(&t, s, &hi)) return false;
        if (hi < lo) return fail(kRegexpCharRange, between(range, t));
      }
      writeRune(out, lo);
      if (hi != lo) {
        out += "-";
        writeRune(out, hi);
        others++;
      } else {
        singles++;
        single = lo;
      }
    }
    t.remove_prefix(1);
    *tail = t;
    // A class of one rune is a literal to Go.
    if (!negative && others == 0 && singles == 1) return literal(single);
    out += "]";
    if (flags_ & kFold) out = "(?i:" + out + ")";
    if (!op(out.c_str())) return false;
    stack_.back().pair = singles == 2 && others == 0;
    return true;
  }

  bool backslash(std::string_view* t) {
    if ((flags_ & kPerlX) && t->size() >= 2) {
      auto take = [&](const char* out, Item::Kind kind = Item::kOther) {
        t->remove_prefix(2);
        return op(out, kind);
      };
      switch ((*t)[1]) {
        case 'A': return take("\\A", Item::kBeginText);
        case 'b': return take("\\b");
        case 'B': r_.betweenRunes = true; return take("\\B");
        case 'z': return take("\\z", Item::kEndText);
        case 'C': return fail(kRegexpEscape, t->substr(0, 2));
        case 'Q': {
          std::string_view lit = t->substr(2);
          size_t end = lit.find("\\E");
          *t = end == std::string_view::npos ? std::string_view() : lit.substr(end + 2);
          lit = lit.substr(0, end);
          while (!lit.empty()) {
            int32_t c;
            if (!nextRune(&lit, &c) || !literal(c)) return false;
          }
          return true;
        }
        default: break;
      }
    }
    std::string out;
    int u = unicodeClass(t, &out);
    if (u < 0) return false;
    if (u > 0 || perlClass(t, &out)) {
      if (flags_ & kFold) out = "(?i:" + out + ")";
      return op(out.c_str());
    }
    int32_t c;
    return escape(t, &c) && literal(c);
  }

  bool parse() {
    std::string_view t = whole_, lastRepeat;
    while (!t.empty()) {
      std::string_view repeated;
      switch (t[0]) {
        case '(': {
          if ((flags_ & kPerlX) && t.size() >= 2 && t[1] == '?') {
            if (!perlFlags(&t)) return false;
            break;
          }
          r_.names.emplace_back();
          Item paren;
          paren.kind = Item::kParen;
          paren.flags = flags_;
          paren.cap = static_cast<int>(r_.names.size());
          if (!push(std::move(paren))) return false;
          t.remove_prefix(1);
          break;
        }
        case '|': {
          if (!concat()) return false;
          Item bar;
          bar.kind = Item::kBar;
          if (!push(std::move(bar))) return false;
          t.remove_prefix(1);
          break;
        }
        case ')':
          if (!rightParen()) return false;
          t.remove_prefix(1);
          break;
        case '^':
          if (!(flags_ & kOneLine ? op("\\A", Item::kBeginText) : op("(?m:^)"))) return false;
          t.remove_prefix(1);
          break;
        case '$':
          if (!(flags_ & kOneLine ? op("\\z", Item::kEndText) : op("(?m:$)"))) return false;
          t.remove_prefix(1);
          break;
        case '.':
          if (!op(flags_ & kDotNL ? "(?s:.)" : ".")) return false;
          t.remove_prefix(1);
          break;
        case '[':
          if (!charClass(&t)) return false;
          break;
        case '*':
        case '+':
        case '?': {
          std::string_view before = t;
          std::string_view after = t.substr(1);
          if (!repeat(t[0], 0, 0, before, &after, lastRepeat)) return false;
          repeated = before;
          t = after;
          break;
        }
        case '{': {
          std::string_view before = t, after = t;
          int min, max;
          if (!parseRepeat(&after, &min, &max)) {
            if (!literal('{')) return false;
            t.remove_prefix(1);
            break;
          }
          if (min < 0 || min > kMaxRepeat || max > kMaxRepeat || (max >= 0 && min > max)) return fail(kRegexpRepeatSize, between(before, after));
          if (!repeat('{', min, max, before, &after, lastRepeat)) return false;
          repeated = before;
          t = after;
          break;
        }
        case '\\':
          if (!backslash(&t)) return false;
          break;
        default: {
          int32_t c;
          if (!nextRune(&t, &c) || !literal(c)) return false;
        }
      }
      lastRepeat = repeated;
    }
    if (!concat() || !alternate()) return false;
    if (stack_.size() != 1) return fail(kRegexpMissingParen, whole_);
    return true;
  }

  std::string_view whole_;
  bool (*isClass_)(const std::string&);
  uint32_t flags_;
  std::vector<Item> stack_;
  TranslatedRegexp r_;
};

}  // namespace

TranslatedRegexp translateRegexp(std::string_view expr, bool posix, bool (*isClass)(const std::string&)) {
  return Translator(expr, posix, isClass).run();
}

}  // namespace vole::stdlib
