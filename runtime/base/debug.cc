// This file reads the debug switches from the environment.
#include "runtime/base/debug.h"

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace vole::rt {
namespace {

bool parseInt(std::string_view s, int64_t* out) {
  if (s.empty()) return false;
  bool neg = s[0] == '-';
  size_t i = neg || s[0] == '+';
  if (i == s.size()) return false;
  int64_t v = 0;
  for (; i < s.size(); i++) {
    if (s[i] < '0' || s[i] > '9' || v > INT64_MAX / 10 - 1) return false;
    v = v * 10 + (s[i] - '0');
  }
  *out = neg ? -v : v;
  return true;
}

// GOMEMLIMIT: a number with an optional B, KiB, MiB, GiB, TiB.
bool parseBytes(std::string_view s, int64_t* out) {
  if (s == "off") {
    *out = -1;
    return true;
  }
  int shift = 0;
  if (s.size() > 3 && s.substr(s.size() - 2) == "iB") {
    switch (s[s.size() - 3]) {
      case 'K': shift = 10; break;
      case 'M': shift = 20; break;
      case 'G': shift = 30; break;
      case 'T': shift = 40; break;
      default: return false;
    }
    s.remove_suffix(3);
  } else if (!s.empty() && s.back() == 'B') {
    s.remove_suffix(1);
  }
  int64_t v;
  if (!parseInt(s, &v) || v < 0 || v > (INT64_MAX >> shift)) return false;
  *out = v << shift;
  return true;
}

void readGodebug(DebugVars& d, std::string_view s) {
  while (!s.empty()) {
    size_t comma = s.find(',');
    std::string_view item = s.substr(0, comma);
    s = comma == std::string_view::npos ? std::string_view{} : s.substr(comma + 1);
    size_t eq = item.find('=');
    if (eq == std::string_view::npos) continue;
    int64_t v;
    if (!parseInt(item.substr(eq + 1), &v)) continue;
    std::string_view key = item.substr(0, eq);
#define SWITCH(field, env, def, text)
#define GODEBUG_SWITCH(field, name, def, text) \
  if (key == name) d.field = v;
#include "runtime/base/debug.def"
#undef SWITCH
#undef GODEBUG_SWITCH
  }
}

}  // namespace

int tracebackLevel(std::string_view s, int otherwise) {
  int64_t n;
  if (s == "none") return 0;
  if (s == "single" || s.empty()) return 1;
  if (s == "all") return 2;
  if (s == "system") return 3;
  if (s == "crash") return 4;
  if (parseInt(s, &n) && n >= 0) return n > 4 ? 4 : static_cast<int>(n);
  return otherwise;
}

void readDebugVars(DebugVars& d) {
#define SWITCH(field, env, def, text)                       \
  if (const char* v = getenv(env)) {                        \
    std::string_view s = v;                                 \
    if (s.substr(0, 5) == "seed:") s.remove_prefix(5);      \
    parseInt(s, &d.field);                                  \
  }
#define GODEBUG_SWITCH(field, name, def, text)
#include "runtime/base/debug.def"
#undef SWITCH
#undef GODEBUG_SWITCH
  if (const char* v = getenv("GODEBUG")) readGodebug(d, v);
  if (const char* v = getenv("GOTRACEBACK")) d.traceback = tracebackLevel(v, d.traceback);
  if (const char* v = getenv("GOGC")) {
    int64_t n;
    if (strcmp(v, "off") == 0) d.gogc = -1;
    else if (parseInt(v, &n)) d.gogc = n < 0 ? -1 : n;
  }
  if (const char* v = getenv("GOMEMLIMIT")) d.badMemlimit = *v && !parseBytes(v, &d.memlimit);
  if (const char* v = getenv("GOMAXPROCS")) {
    int64_t n;
    if (parseInt(v, &n) && n > 0) d.gomaxprocs = n > INT32_MAX ? INT32_MAX : static_cast<int>(n);
  }
}

}  // namespace vole::rt
