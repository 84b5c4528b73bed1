// This file understands go test's command line. Flags may stand before and after the package names; what is no flag of go
// test goes to the test program, and then names behind it are no packages.
#include "tools/vole/test_flags.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "frontend/load/files.h"
#include "tools/vole/limits.h"

namespace vole::tools {

namespace {

enum class Kind : uint8_t { Bool, Text, Int, Duration, Shuffle, CoverMode, Ignored, IgnoredBool, Refused };

struct FlagInfo {
  std::string_view name;
  Kind kind;
  bool pass;  // to the test program, as -test.name
};

constexpr FlagInfo kFlags[] = {
    {"bench", Kind::Text, true},          {"benchmem", Kind::Bool, true},        {"benchtime", Kind::Text, true},
    {"blockprofile", Kind::Text, true},   {"blockprofilerate", Kind::Text, true}, {"count", Kind::Int, true},
    {"coverprofile", Kind::Text, true},   {"cpu", Kind::Text, true},             {"cpuprofile", Kind::Text, true},
    {"failfast", Kind::Bool, true},       {"fuzz", Kind::Text, true},            {"fuzzminimizetime", Kind::Text, true},
    {"fuzztime", Kind::Text, true},       {"list", Kind::Text, true},            {"memprofile", Kind::Text, true},
    {"memprofilerate", Kind::Text, true}, {"mutexprofile", Kind::Text, true},    {"mutexprofilefraction", Kind::Text, true},
    {"outputdir", Kind::Text, true},      {"parallel", Kind::Int, true},         {"run", Kind::Text, true},
    {"short", Kind::Bool, true},          {"shuffle", Kind::Shuffle, true},      {"skip", Kind::Text, true},
    {"timeout", Kind::Duration, true},    {"trace", Kind::Text, true},           {"v", Kind::Bool, true},
    {"cover", Kind::Bool, false},         {"covermode", Kind::CoverMode, false}, {"coverpkg", Kind::Text, false},
    {"json", Kind::Bool, false},          {"tags", Kind::Text, false},           {"vet", Kind::Ignored, false},
    {"p", Kind::Ignored, false},          {"mod", Kind::Ignored, false},         {"modfile", Kind::Ignored, false},
    {"gcflags", Kind::Ignored, false},    {"ldflags", Kind::Ignored, false},     {"asmflags", Kind::Ignored, false},
    {"exec", Kind::Refused, false},       {"o", Kind::Refused, false},           {"c", Kind::Refused, false},
    {"race", Kind::Refused, false},       {"msan", Kind::Refused, false},        {"asan", Kind::Refused, false},
    {"a", Kind::IgnoredBool, false},      {"x", Kind::IgnoredBool, false},       {"work", Kind::IgnoredBool, false},
    {"trimpath", Kind::IgnoredBool, false}, {"buildvcs", Kind::IgnoredBool, false}, {"i", Kind::IgnoredBool, false},
};

const FlagInfo* find(std::string_view name) {
  for (const FlagInfo& f : kFlags)
    if (f.name == name || (f.pass && name.starts_with("test.") && name.substr(5) == f.name)) return &f;
  return nullptr;
}

bool parseBool(std::string_view s, bool* on) {
  for (const char* t : {"1", "t", "T", "true", "TRUE", "True"})
    if (s == t) return *on = true, true;
  for (const char* t : {"0", "f", "F", "false", "FALSE", "False"})
    if (s == t) return *on = false, true;
  return false;
}

// time.ParseDuration.
bool parseDuration(std::string_view s, int64_t* ns) {
  if (s == "0") return *ns = 0, true;
  bool negative = s.starts_with("-");
  if (negative || s.starts_with("+")) s.remove_prefix(1);
  if (s.empty()) return false;
  double total = 0;
  while (!s.empty()) {
    size_t n = s.find_first_not_of("0123456789.");
    if (n == 0 || n == std::string_view::npos) return false;
    std::string number(s.substr(0, n));
    char* end;
    double v = strtod(number.c_str(), &end);
    if (*end || number == ".") return false;
    s.remove_prefix(n);
    double unit;
    if (s.starts_with("ns")) unit = 1, n = 2;
    else if (s.starts_with("us")) unit = 1e3, n = 2;
    else if (s.starts_with("µs") || s.starts_with("μs")) unit = 1e3, n = 3;
    else if (s.starts_with("ms")) unit = 1e6, n = 2;
    else if (s.starts_with("s")) unit = 1e9, n = 1;
    else if (s.starts_with("m")) unit = 6e10, n = 1;
    else if (s.starts_with("h")) unit = 3.6e12, n = 1;
    else return false;
    s.remove_prefix(n);
    total += v * unit;
  }
  if (!(total < 9.2e18)) return false;
  *ns = static_cast<int64_t>(std::llround(negative ? -total : total));
  return true;
}

bool parseInt(const std::string& s, long long* n) {
  char* end;
  errno = 0;
  *n = strtoll(s.c_str(), &end, 0);
  return !s.empty() && !*end && errno == 0;
}

std::vector<std::string> commaList(std::string_view v) {
  std::vector<std::string> out;
  while (!v.empty()) {
    size_t n = v.find(',');
    out.emplace_back(v.substr(0, n));
    v = n == std::string_view::npos ? std::string_view() : v.substr(n + 1);
  }
  return out;
}

// Stores a value; false: *why is the matter.
bool set(const FlagInfo& f, const std::string& value, TestOptions* o, std::string* why) {
  bool on = false;
  switch (f.kind) {
    case Kind::Bool:
      parseBool(value, &on);  // has been looked at
      if (f.name == "v") o->verbose = on;
      if (f.name == "json") o->json = on;
      if (f.name == "cover") o->cover = on;
      return true;
    case Kind::Int: {
      long long n;
      return parseInt(value, &n) || (*why = "parse error", false);
    }
    case Kind::Duration: return parseDuration(value, &o->timeout) || (*why = "parse error", false);
    case Kind::Shuffle: {
      long long n;
      if (value == "on" || value == "off") return true;
      char* end;
      errno = 0;
      n = strtoll(value.c_str(), &end, 10);
      (void)n;
      if (!value.empty() && !*end && errno == 0) return true;
      *why = fmt::format("-shuffle argument must be \"on\", \"off\", or an int64: strconv.ParseInt: parsing \"{}\": {}", value,
                         errno == ERANGE ? "value out of range" : "invalid syntax");
      return false;
    }
    case Kind::CoverMode:
      o->cover = true;
      if (value == "set" || value.empty()) o->coverMode = load::CoverMode::Set;
      else if (value == "count") o->coverMode = load::CoverMode::Count;
      else if (value == "atomic") o->coverMode = load::CoverMode::Atomic;
      else return *why = "valid modes are \"set\", \"count\", or \"atomic\"", false;
      return true;
    case Kind::Text:
      if (f.name == "bench") o->bench = !value.empty();
      if (f.name == "list") o->list = !value.empty();
      if (f.name == "tags") o->tags = commaList(value);
      if (f.name == "coverpkg") o->cover = true, o->coverPackages = commaList(value);
      if (f.name == "coverprofile") o->cover = true, o->coverProfile = value;
      return true;
    case Kind::Refused: return *why = "not supported", false;
    default: return true;
  }
}

}  // namespace

bool parseTestFlags(const std::vector<std::string>& in, TestOptions* o, std::string* error) {
  bool inPackages = false, sealed = false, afterUnknown = false, timeoutSet = false;
  std::string outputDir;
  std::vector<std::string> args;
  auto rest = [&](size_t from) { args.insert(args.end(), in.begin() + static_cast<long>(from), in.end()); };
  for (size_t i = 0; i < in.size(); i++) {
    const std::string& a = in[i];
    bool wasAfterUnknown = afterUnknown;
    afterUnknown = false;
    if (a == "--") {
      rest(i);
      break;
    }
    if (a.size() < 2 || a[0] != '-') {
      if (!inPackages && (sealed || !o->packages.empty())) {
        if (!wasAfterUnknown) {
          rest(i);
          break;
        }
        args.push_back(a);
        continue;
      }
      inPackages = true;
      o->packages.push_back(a);
      continue;
    }
    inPackages = false;
    std::string name = a.substr(a[1] == '-' ? 2 : 1), value;
    if (name.empty() || name[0] == '-' || name[0] == '=') {
      *error = "bad flag syntax: " + a;
      return false;
    }
    bool has = false;
    if (size_t eq = name.find('='); eq != std::string::npos) {
      value = name.substr(eq + 1);
      name.resize(eq);
      has = true;
    }
    if (name == "h" || name == "help") {
      *error = "";
      return false;
    }
    const FlagInfo* f = find(name);
    if (!f && isLimitFlag(name)) {
      if (!has && ++i >= in.size()) {
        *error = "flag needs an argument: -" + name;
        return false;
      }
      parseLimit(name, has ? value : in[i], &o->limits, error);
      if (!error->empty()) return false;
      continue;
    }
    if (!f) {
      sealed = true;
      if (name == "args") {
        rest(i + 1);
        break;
      }
      args.push_back(a);
      afterUnknown = !has;
      continue;
    }
    if (f->kind == Kind::Bool || f->kind == Kind::IgnoredBool || (f->kind == Kind::Refused && f->name != "exec" && f->name != "o")) {
      bool on = true;
      if (has && !parseBool(value, &on)) {
        *error = fmt::format("invalid boolean value \"{}\" for -{}: parse error", value, name);
        return false;
      }
      value = on ? "true" : "false";
      if (!on && f->kind == Kind::Refused) continue;
    } else if (!has) {
      if (++i >= in.size()) {
        *error = "flag needs an argument: -" + name;
        return false;
      }
      value = in[i];
    }
    std::string why;
    if (!set(*f, value, o, &why)) {
      *error = f->kind == Kind::Refused ? fmt::format("vole: -{} is not supported", name)
                                        : fmt::format("invalid value \"{}\" for flag -{}: {}", value, name, why);
      return false;
    }
    if (f->name == "timeout") timeoutSet = true;
    if (f->name == "outputdir") value = outputDir = value.empty() ? "" : load::absPath(value);
    if (f->pass) args.push_back(fmt::format("-test.{}={}", f->name, value));
  }
  for (const std::string& a : args) {
    if (a == "--") break;
    if (a == "-h" || a == "-help" || a == "--help") o->help = true;
  }
  finishLimits(&o->limits);
  if (o->json) o->args.push_back("-test.v=true");
  if (o->timeout > 0 && !timeoutSet) o->args.push_back("-test.timeout=10m0s");
  o->args.insert(o->args.end(), args.begin(), args.end());
  o->local = o->packages.empty();
  if (!o->coverProfile.empty())
    o->coverProfile = o->coverProfile[0] == '/' ? o->coverProfile
                                                : load::joinPath(outputDir.empty() ? load::currentDir() : outputDir, o->coverProfile);
  return true;
}

}  // namespace vole::tools
