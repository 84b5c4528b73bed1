// This file evaluates build constraints.
#include "frontend/load/buildtags.h"

#include <algorithm>
#include <charconv>

namespace vole::load {

namespace {

constexpr std::string_view kOSes[] = {"aix",     "android", "darwin", "dragonfly", "freebsd", "hurd",    "illumos", "ios", "js",
                                      "linux",   "nacl",    "netbsd", "openbsd",   "plan9",   "solaris", "wasip1",  "windows", "zos"};
constexpr std::string_view kUnix[] = {"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos",
                                      "ios", "linux",   "netbsd", "openbsd",   "solaris"};
constexpr std::string_view kArches[] = {
    "386",      "amd64",   "amd64p32", "arm",      "armbe",   "arm64",  "arm64be", "loong64", "mips",
    "mipsle",   "mips64",  "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv",
    "riscv64",  "s390",    "s390x",    "sparc",    "sparc64", "wasm"};

template <size_t N>
bool known(const std::string_view (&list)[N], std::string_view s) {
  return std::find(std::begin(list), std::end(list), s) != std::end(list);
}

// expr = term { "||" term } ; term = factor { "&&" factor } ; factor = "!" factor | "(" expr ")" | tag
class ExprParser {
 public:
  ExprParser(const BuildContext& c, std::string_view s) : c_(c), s_(s) {}

  bool run() {
    bool v = orExpr();
    skip();
    return v && ok_ && s_.empty();
  }

 private:
  void skip() {
    while (!s_.empty() && (s_[0] == ' ' || s_[0] == '\t' || s_[0] == '\r')) s_.remove_prefix(1);
  }
  bool eat(std::string_view t) {
    skip();
    if (!s_.starts_with(t)) return false;
    s_.remove_prefix(t.size());
    return true;
  }
  bool orExpr() {
    bool v = andExpr();
    while (ok_ && eat("||")) v = andExpr() | v;
    return v;
  }
  bool andExpr() {
    bool v = notExpr();
    while (ok_ && eat("&&")) v = notExpr() & v;
    return v;
  }
  bool notExpr() {
    bool negate = false;
    while (eat("!")) negate = !negate;
    bool v;
    if (eat("(")) {
      if (++depth_ > 1000) return ok_ = false;
      v = orExpr();
      depth_--;
      if (!eat(")")) ok_ = false;
    } else {
      size_t n = 0;
      auto tagChar = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
               static_cast<unsigned char>(c) >= 0x80;
      };
      while (n < s_.size() && tagChar(s_[n])) n++;
      if (n == 0) return ok_ = false;
      v = c_.match(s_.substr(0, n));
      s_.remove_prefix(n);
    }
    return v != negate;
  }

  const BuildContext& c_;
  std::string_view s_;
  bool ok_ = true;
  int depth_ = 0;
};

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

// One "+build" line: fields are alternatives, commas join what must hold together.
bool plusBuildLine(const BuildContext& c, std::string_view s) {
  bool any = false;
  for (s = trim(s); !s.empty(); s = trim(s)) {
    size_t n = s.find_first_of(" \t");
    std::string_view field = s.substr(0, n);
    s = n == std::string_view::npos ? std::string_view() : s.substr(n);
    bool all = true;
    while (!field.empty()) {
      size_t k = field.find(',');
      std::string_view tag = field.substr(0, k);
      field = k == std::string_view::npos ? std::string_view() : field.substr(k + 1);
      bool negate = !tag.empty() && tag[0] == '!';
      if (negate) tag.remove_prefix(1);
      if (c.match(tag) == negate) all = false;
    }
    any |= all;
  }
  return any;
}

}  // namespace

bool BuildContext::match(std::string_view tag) const {
  if (tag == goos || tag == goarch || tag == "gc") return true;
  if (tag == "unix") return known(kUnix, goos);
  if (tag.starts_with("go1.")) {
    int minor = 0;
    auto r = std::from_chars(tag.data() + 4, tag.data() + tag.size(), minor);
    return r.ec == std::errc() && r.ptr == tag.data() + tag.size() && minor >= 1 && minor <= goMinor;
  }
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

BuildContext libraryContext(std::string_view path) {
  BuildContext c;
  // The system-call tables exist per architecture; everything else has a portable variant.
  if (path != "syscall" && path != "internal/syscall/unix" && path != "internal/goarch") c.goarch = "vole";
  c.tags = {"purego", "math_big_pure_go", "netgo", "osusergo", "nethttpomithttp2", "compiler_bootstrap"};
  if (path != "math/bits" && path != "strconv") c.tags.pop_back();
  // Its vector leaves are natives.
  if (path == "math/big") c.tags.erase(std::find(c.tags.begin(), c.tags.end(), "math_big_pure_go"));
  c.goMinor = 23;
  return c;
}

BuildContext gcContext() {
  BuildContext c;
  c.tags = {"goexperiment.regabiwrappers", "goexperiment.regabiargs", "goexperiment.pacerredesign"};
  return c;
}

bool evalBuildExpr(const BuildContext& c, std::string_view expr) { return ExprParser(c, expr).run(); }

bool matchFileName(const BuildContext& c, std::string_view name) {
  size_t dot = name.find('.');
  name = name.substr(0, dot);
  // The part before the first underscore is never a system: linux.go is for all of them.
  size_t under = name.find('_');
  if (under == std::string_view::npos) return true;
  name = name.substr(under);
  std::vector<std::string_view> l;
  while (!name.empty()) {
    size_t n = name.find('_');
    l.push_back(name.substr(0, n));
    name = n == std::string_view::npos ? std::string_view() : name.substr(n + 1);
  }
  size_t n = l.size();
  if (n > 0 && l[n - 1] == "test") n--;
  if (n >= 2 && known(kOSes, l[n - 2]) && known(kArches, l[n - 1])) return c.match(l[n - 1]) && c.match(l[n - 2]);
  if (n >= 1 && (known(kOSes, l[n - 1]) || known(kArches, l[n - 1]))) return c.match(l[n - 1]);
  return true;
}

bool matchFileText(const BuildContext& c, std::string_view text, std::string* goVersion) {
  // Constraints stand in the head: blank lines and // comments before anything else. +build lines
  // must be followed by a blank line.
  std::string_view goBuild;
  std::vector<std::string_view> plus, pending;
  bool inBlock = false;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    size_t n = text.find('\n');
    std::string_view line = trim(text.substr(0, n));
    text = n == std::string_view::npos ? std::string_view() : text.substr(n + 1);
    if (inBlock) {
      size_t e = line.find("*/");
      if (e == std::string_view::npos) continue;
      inBlock = false;
      line = trim(line.substr(e + 2));
    }
    while (line.starts_with("/*")) {
      size_t e = line.find("*/", 2);
      if (e == std::string_view::npos) {
        inBlock = true;
        break;
      }
      line = trim(line.substr(e + 2));
    }
    if (inBlock) continue;
    if (line.empty()) {
      plus.insert(plus.end(), pending.begin(), pending.end());
      pending.clear();
      continue;
    }
    if (!line.starts_with("//")) {
      if (line.starts_with("#!")) continue;
      break;
    }
    if (line.starts_with("//go:build ") || line.starts_with("//go:build\t")) {
      if (goBuild.empty()) goBuild = line.substr(11);
      continue;
    }
    std::string_view body = trim(line.substr(2));
    if (body.starts_with("+build ") || body.starts_with("+build\t") || body == "+build") {
      pending.push_back(body.substr(6));
    }
  }
  if (!goBuild.empty()) {
    if (goVersion) {
      std::string_view t = trim(goBuild);
      if (t.starts_with("go1.") && t.find_first_of(" \t|&!()") == std::string_view::npos) *goVersion = t;
    }
    return evalBuildExpr(c, goBuild);
  }
  for (std::string_view line : plus) {
    if (!plusBuildLine(c, line)) return false;
  }
  return true;
}

}  // namespace vole::load
