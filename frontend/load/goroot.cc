// This file looks for an installed Go.
#include "frontend/load/goroot.h"

#include <cstdlib>

#include "frontend/load/files.h"

namespace vole::load {

namespace {

bool usable(const std::string& dir) { return isDir(dir + "/src/fmt"); }

// "go-1.19" -> 19, else -1
int minorOf(const std::string& name) {
  if (!name.starts_with("go-1.")) return -1;
  int n = 0;
  for (size_t i = 5; i < name.size(); i++) {
    if (name[i] < '0' || name[i] > '9') return -1;
    n = n * 10 + (name[i] - '0');
  }
  return n;
}

std::string newestIn(const std::string& dir) {
  std::string best;
  int bestMinor = -1;
  for (const std::string& name : listDir(dir)) {
    int m = minorOf(name);
    if (m > bestMinor && usable(dir + "/" + name)) {
      best = dir + "/" + name;
      bestMinor = m;
    }
  }
  return best;
}

}  // namespace

std::string findGoroot() {
  if (const char* env = std::getenv("GOROOT"); env && *env) {
    if (usable(env)) return env;
    if (!isDir(env)) return "";  // named, and not there: as if no Go were installed
  }
  if (usable("/usr/local/go")) return "/usr/local/go";
  if (std::string s = newestIn("/usr/lib"); !s.empty()) return s;
  if (usable("/usr/lib/go")) return "/usr/lib/go";
  return newestIn("/usr/share");
}

}  // namespace vole::load
