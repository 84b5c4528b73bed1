// vole env: what Vole goes by.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "frontend/load/gomod.h"
#include "frontend/load/goroot.h"
#include "tools/vole/help.h"

namespace vole::tools {

namespace {

std::string env(const char* name, std::string otherwise = "") {
  const char* v = getenv(name);
  return v && *v ? v : otherwise;
}

std::string executable() {
  char buf[4096];
  ssize_t n = readlink("/proc/self/exe", buf, sizeof buf);
  return n > 0 ? std::string(buf, static_cast<size_t>(n)) : "";
}

std::string gomod() {
  if (env("GO111MODULE") == "off") return "";
  char buf[4096];
  load::Module m = load::findModule(getcwd(buf, sizeof buf) ? buf : ".");
  return m.dir.empty() ? "/dev/null" : m.dir + "/go.mod";
}

// In the order of their names.
std::vector<std::pair<std::string, std::string>> settings() {
  std::string home = env("HOME"), gopath = env("GOPATH", home.empty() ? "" : home + "/go");
  std::string first = gopath.substr(0, gopath.find(':'));
  return {{"CGO_ENABLED", "0"},
          {"GO111MODULE", env("GO111MODULE")},
          {"GOARCH", "amd64"},
          {"GODEBUG", env("GODEBUG")},
          {"GOEXE", ""},
          {"GOGC", env("GOGC", "100")},
          {"GOHOSTARCH", "amd64"},
          {"GOHOSTOS", "linux"},
          {"GOMAXPROCS", env("GOMAXPROCS", std::to_string(std::thread::hardware_concurrency()))},
          {"GOMEMLIMIT", env("GOMEMLIMIT", "off")},
          {"GOMOD", gomod()},
          {"GOMODCACHE", env("GOMODCACHE", first.empty() ? "" : first + "/pkg/mod")},
          {"GOOS", "linux"},
          {"GOPATH", gopath},
          {"GOROOT", load::findGoroot()},
          {"GOTRACEBACK", env("GOTRACEBACK", "single")},
          {"GOVERSION", fmt::format("go1.{}", types::kNewestGoMinor)},
          {"NO_COLOR", env("NO_COLOR")},
          {"VOLE", executable()},
          {"VOLEVERSION", std::string(kVersion)}};
}

std::string json(std::string_view s) {
  std::string out = "\"";
  for (char c : s) {
    unsigned char u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += std::string("\\") + c;
    else if (u < 0x20) out += fmt::format("\\u{:04x}", u);
    else out += c;
  }
  return out + "\"";
}

}  // namespace

int cmdEnv(const Flags& flags) {
  bool asJson = false;
  std::vector<std::string> names;
  for (const std::string& a : flags.rest) {
    if (a == "-json" || a == "--json") asJson = true;
    else names.push_back(a);
  }
  auto all = settings();
  auto value = [&](const std::string& name) -> std::string {
    for (auto& [n, v] : all)
      if (n == name) return v;
    return "";
  };
  if (!names.empty()) {
    std::vector<std::pair<std::string, std::string>> some;
    for (const std::string& n : names) some.emplace_back(n, value(n));
    if (!asJson) {
      for (auto& [n, v] : some) std::printf("%s\n", v.c_str());
      return kExitOk;
    }
    all = some;
  }
  if (!asJson) {
    for (auto& [n, v] : all) std::printf("%s=\"%s\"\n", n.c_str(), v.c_str());
    return kExitOk;
  }
  std::string out = "{\n";
  for (size_t i = 0; i < all.size(); i++) out += fmt::format("\t{}: {}{}\n", json(all[i].first), json(all[i].second), i + 1 < all.size() ? "," : "");
  out += "}\n";
  std::fputs(out.c_str(), stdout);
  return kExitOk;
}

}  // namespace vole::tools
