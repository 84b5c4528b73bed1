// This file reads the flags that limit a run.
#include "tools/vole/limits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "runtime/base/runlimits.h"

namespace vole::tools {

namespace {

constexpr std::string_view kNames[] = {"timeout", "max-mem", "max-goroutines", "max-output", "allow", "deny"};

// "1m30s", "500ms", "0.5s", as time.ParseDuration reads them; 0 means none.
bool parseDuration(std::string_view s, int64_t* ns) {
  if (s == "0") return *ns = 0, true;
  double sum = 0;
  if (s.empty()) return false;
  while (!s.empty()) {
    size_t n = s.find_first_not_of("0123456789.");
    if (n == 0 || n == std::string_view::npos) return false;
    std::string number(s.substr(0, n));
    if (number == "." || std::ranges::count(number, '.') > 1) return false;
    s.remove_prefix(n);
    n = std::min(s.find_first_of("0123456789."), s.size());
    std::string_view unit = s.substr(0, n);
    s.remove_prefix(n);
    double scale = unit == "ns" ? 1 : unit == "us" || unit == "µs" || unit == "μs" ? 1e3 : unit == "ms" ? 1e6 : unit == "s" ? 1e9
                 : unit == "m" ? 60e9 : unit == "h" ? 3600e9 : 0;
    if (scale == 0) return false;
    sum += std::strtod(number.c_str(), nullptr) * scale;
  }
  if (!(sum < 9.2e18)) return false;
  *ns = static_cast<int64_t>(std::llround(sum));
  return true;
}

// "64M", "1G", "512KiB", "1000000": powers of 1024.
bool parseSize(std::string_view s, uint64_t* bytes) {
  size_t n = std::min(s.find_first_not_of("0123456789"), s.size());
  if (n == 0 || n > 18) return false;
  uint64_t v = std::strtoull(std::string(s.substr(0, n)).c_str(), nullptr, 10);
  std::string_view unit = s.substr(n);
  if (unit.ends_with("iB")) unit.remove_suffix(2);
  else if (unit.ends_with("B")) unit.remove_suffix(1);
  int shift = unit.empty() ? 0 : unit == "K" || unit == "k" ? 10 : unit == "M" ? 20 : unit == "G" ? 30 : unit == "T" ? 40 : -1;
  if (shift < 0 || v > (uint64_t{1} << 62) >> shift) return false;
  *bytes = v << shift;
  return true;
}

// A class word, as "fs=ro". False: no such class or value.
bool parseClass(std::string_view word, rt::RunLimits* l, bool* cAnyway) {
  std::string_view name = word.substr(0, word.find('=')), value = word.substr(word.find('=') + 1);
  if (name == "fs") {
    if (value != "rw" && value != "ro" && value != "none") return false;
    l->files = value == "rw" ? rt::FileAccess::rw : value == "ro" ? rt::FileAccess::ro : rt::FileAccess::none;
    return true;
  }
  if (value != "any" && value != "none") return false;
  bool none = value == "none";
  if (name == "net") return l->noNet = none, true;
  if (name == "exec") return l->noExec = none, true;
  if (name != "c") return false;
  *cAnyway = !none;
  l->noC = none;
  return true;
}

rt::RunLimits& limitsOf(Flags* f) {
  if (!f->limits) f->limits = new rt::RunLimits;  // lives as long as the process: a thread looks at it
  return *f->limits;
}

}  // namespace

bool isLimitFlag(std::string_view name) { return std::ranges::find(kNames, name) != std::end(kNames); }

void parseLimit(std::string_view name, std::string_view value, Flags* f, std::string* error) {
  rt::RunLimits& l = limitsOf(f);
  bool ok = true;
  if (name == "timeout") {
    ok = parseDuration(value, &l.timeout);
    l.timeoutText = value;
  } else if (name == "max-mem") {
    ok = parseSize(value, &l.maxMem);
    l.maxMemText = value;
  } else if (name == "max-output") {
    ok = parseSize(value, &l.maxOutput);
    l.maxOutputText = value;
  } else if (name == "max-goroutines") {
    ok = !value.empty() && value.size() < 10 && value.find_first_not_of("0123456789") == std::string_view::npos;
    if (ok) l.maxGoroutines = std::atoi(std::string(value).c_str());
  } else {
    std::vector<std::string>& list = name == "allow" ? f->allow : f->deny;
    while (ok && !value.empty()) {
      std::string_view word = value.substr(0, value.find(','));
      value.remove_prefix(std::min(word.size() + 1, value.size()));
      if (word.empty()) continue;
      if (word.find('=') == std::string_view::npos) list.emplace_back(word);
      else if (!parseClass(word, &l, &f->cAnyway)) *error = fmt::format("invalid value \"{}\" for flag -{}: the classes are fs=rw|ro|none, net=any|none, exec=any|none, c=any|none", word, name);
      if (!error->empty()) return;
    }
  }
  if (!ok) *error = fmt::format("invalid value \"{}\" for flag -{}: parse error", value, name);
}

void finishLimits(Flags* f) {
  if (!f->limits) return;
  rt::RunLimits& l = *f->limits;
  // C code does what it likes, so a class is forbidden only if C is, too.
  if ((l.files != rt::FileAccess::rw || l.noNet || l.noExec) && !f->cAnyway) l.noC = true;
  if (!l.any()) f->limits = nullptr;
}

}  // namespace vole::tools
