// This file holds the natives of regexp: RE2 objects, and searches that fill in positions.
#include <re2/re2.h>

#include <memory>
#include <string>
#include <vector>

#include "stdlib/native_util.h"
#include "stdlib/regexp/translate.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

using re2::StringPiece;

constexpr int64_t kMaxMem = int64_t{64} << 20;       // for programs and the states of automata
constexpr int64_t kMaxMemLarge = int64_t{1} << 30;   // for expressions that do not fit

// What a handle points to.
struct Prog {
  RE2 re;
  bool betweenRunes;
};

bool isClass(const std::string& name) {
  RE2::Options o;
  o.set_log_errors(false);
  return RE2("\\p{" + name + "}", o).ok();
}

// func compileProg(expr string, posix, longest bool) (h uintptr, names string, prefix string, complete bool, code int, arg string)
// names: of all groups, each followed by a NUL.
Status compileProg(M& m, Slot* a) {
  std::string_view expr = rt::argView(a, 0);
  bool longest = a[3].b;
  TranslatedRegexp t = translateRegexp(expr, a[2].b, isClass);
  std::unique_ptr<Prog> re;
  auto make = [&](const RE2::Options& o) { re.reset(new Prog{RE2(t.pattern, o), t.betweenRunes}); };
  if (t.error == kRegexpOk) {
    RE2::Options o;
    o.set_log_errors(false);
    o.set_longest_match(longest);
    o.set_max_mem(kMaxMem);
    make(o);
    if (re->re.error_code() == RE2::ErrorPatternTooLarge) {
      o.set_max_mem(kMaxMemLarge);
      make(o);
    }
    if (!re->re.ok()) {
      t.error = kRegexpInternal;
      t.errorArg = expr;
      re.reset();
    }
  }
  std::string names;
  for (const std::string& n : t.names) {
    names += n;
    names.push_back('\0');
  }
  rt::GoString gnames = rt::newString(m, names), prefix = rt::newString(m, t.prefix), arg = rt::newString(m, t.errorArg);
  a[0].p = re.release();
  rt::setString(a, 1, gnames);
  rt::setString(a, 3, prefix);
  a[5].u = t.complete;
  a[6].i = t.error;
  rt::setString(a, 7, arg);
  return Status::ok;
}

// func freeProg(h uintptr)
Status freeProg(M&, Slot* a) {
  delete static_cast<Prog*>(a[0].p);
  return Status::ok;
}

bool insideRune(std::string_view s, size_t at) { return at < s.size() && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80; }

// Matches at or after pos; text is valid UTF-8. RE2 looks at bytes between runes too: an empty match (of \B) in the
// middle of a rune is none to Go.
bool search(const RE2& re, std::string_view s, size_t pos, StringPiece* sub, int n) {
  for (;;) {
    if (!re.Match(StringPiece(s.data(), s.size()), pos, s.size(), RE2::UNANCHORED, sub, n)) return false;
    if (n == 0) return true;
    size_t at = static_cast<size_t>(sub[0].data() - s.data());
    if (!sub[0].empty() || !insideRune(s, at)) return true;
    do at++;
    while (insideRune(s, at));
    pos = at;
  }
}

void setPositions(int64_t* out, std::string_view s, const StringPiece* sub, int n) {
  for (int i = 0; i < n; i++) {
    bool set = sub[i].data() != nullptr;
    out[2 * i] = set ? sub[i].data() - s.data() : -1;
    out[2 * i + 1] = set ? out[2 * i] + static_cast<int64_t>(sub[i].size()) : -1;
  }
}

// RE2 tells "no submatch" by a null pointer, so an empty text needs an address.
std::string_view textArg(const Slot* a, int i) {
  std::string_view s = rt::argView(a, i);
  return s.data() ? s : std::string_view("", 0);
}

// func match(h uintptr, s string, pos int, caps []int) bool
// caps has room for the positions of the groups that are wanted.
Status match(M&, Slot* a) {
  auto* prog = static_cast<const Prog*>(a[0].p);
  std::string_view s = textArg(a, 1);
  auto pos = static_cast<size_t>(a[3].i);
  rt::GoSlice caps = rt::argSlice(a, 4);
  int n = static_cast<int>(caps.len / 2);
  if (n == 0) {
    StringPiece whole;
    // Without groups RE2 need not find where the match begins.
    a[0].u = search(prog->re, s, pos, &whole, prog->betweenRunes);
    return Status::ok;
  }
  StringPiece few[16];
  std::vector<StringPiece> many;
  StringPiece* sub = few;
  if (n > 16) {
    many.resize(static_cast<size_t>(n));
    sub = many.data();
  }
  bool found = search(prog->re, s, pos, sub, n);
  if (found) setPositions(static_cast<int64_t*>(caps.ptr), s, sub, n);
  a[0].u = found;
  return Status::ok;
}

// func matchAll(h uintptr, s string, pos, prevEnd int, groups int, caps []int) (n, newPos, newPrevEnd int)
// The next matches that are no empty ones right behind another, as many as caps has room for; newPos is beyond
// len(s) when there are no more.
Status matchAll(M&, Slot* a) {
  auto* prog = static_cast<const Prog*>(a[0].p);
  std::string_view s = textArg(a, 1);
  auto pos = static_cast<size_t>(a[3].i);
  int64_t prevEnd = a[4].i;
  int groups = static_cast<int>(a[5].i);
  rt::GoSlice caps = rt::argSlice(a, 6);
  auto* out = static_cast<int64_t*>(caps.ptr);
  int64_t room = caps.len / (2 * groups), n = 0;
  std::vector<StringPiece> sub(static_cast<size_t>(groups));
  while (n < room && pos <= s.size()) {
    if (!search(prog->re, s, pos, sub.data(), groups)) {
      pos = s.size() + 1;
      break;
    }
    setPositions(out, s, sub.data(), groups);
    bool accept = true;
    if (out[1] == static_cast<int64_t>(pos)) {
      accept = out[0] != prevEnd;
      pos++;
      while (insideRune(s, pos)) pos++;
    } else {
      pos = static_cast<size_t>(out[1]);
    }
    prevEnd = out[1];
    if (accept) {
      out += 2 * groups;
      n++;
    }
  }
  a[0].i = n;
  a[1].u = pos;
  a[2].i = prevEnd;
  return Status::ok;
}

VOLE_NATIVE("regexp.compileProg", compileProg);
VOLE_NATIVE("regexp.freeProg", freeProg);
VOLE_NATIVE("regexp.match", match);
VOLE_NATIVE("regexp.matchAll", matchAll);

}  // namespace
}  // namespace vole::stdlib
