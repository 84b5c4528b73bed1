// This file reads go.mod files and finds packages of modules on disk. Nothing is ever downloaded.
#include "frontend/load/gomod.h"

#include <algorithm>
#include <cstdlib>

#include "frontend/load/files.h"

namespace vole::load {

namespace {

std::vector<std::string> fields(std::string_view s) {
  std::vector<std::string> out;
  size_t i = 0;
  while (i < s.size()) {
    if (s[i] == ' ' || s[i] == '\t' || s[i] == '\r') {
      i++;
      continue;
    }
    if (s[i] == '"' || s[i] == '`') {
      size_t e = s.find(s[i], i + 1);
      if (e == std::string_view::npos) e = s.size();
      out.emplace_back(s.substr(i + 1, e - i - 1));
      i = e + 1;
      continue;
    }
    size_t e = i;
    while (e < s.size() && s[e] != ' ' && s[e] != '\t' && s[e] != '\r') e++;
    out.emplace_back(s.substr(i, e - i));
    i = e;
  }
  return out;
}

// Is `path` the module path `mod` or below it? *rest: what follows.
bool below(std::string_view path, std::string_view mod, std::string_view* rest) {
  if (mod.empty() || !path.starts_with(mod)) return false;
  std::string_view r = path.substr(mod.size());
  if (!r.empty() && r[0] != '/') return false;
  *rest = r.empty() ? r : r.substr(1);
  return true;
}

// The module cache writes upper-case letters as '!' and the lower-case one.
std::string escapeModulePath(std::string_view s) {
  std::string out;
  for (char c : s) {
    if (c >= 'A' && c <= 'Z') {
      out += '!';
      out += static_cast<char>(c | 0x20);
    } else {
      out += c;
    }
  }
  return out;
}

std::string moduleCache() {
  if (const char* e = std::getenv("GOMODCACHE"); e && *e) return e;
  if (const char* e = std::getenv("GOPATH"); e && *e) return std::string(e) + "/pkg/mod";
  if (const char* e = std::getenv("HOME"); e && *e) return std::string(e) + "/go/pkg/mod";
  return "";
}

// Semantic versions: negative, zero or positive as a is older than b, the same, or newer.
int compareVersions(std::string_view a, std::string_view b) {
  auto next = [](std::string_view* s, const char* stops) {
    size_t n = std::min(s->find_first_of(stops), s->size());
    std::string_view head = s->substr(0, n);
    s->remove_prefix(n);
    return head;
  };
  auto numeric = [](std::string_view s) { return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos; };
  auto order = [&](std::string_view x, std::string_view y) {
    if (numeric(x) != numeric(y)) return numeric(x) ? -1 : 1;
    if (numeric(x) && x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
    return x.compare(y);
  };
  a = a.substr(0, a.find('+'));
  b = b.substr(0, b.find('+'));
  if (a.starts_with('v')) a.remove_prefix(1);
  if (b.starts_with('v')) b.remove_prefix(1);
  std::string_view coreA = next(&a, "-"), coreB = next(&b, "-");
  while (!coreA.empty() || !coreB.empty()) {
    if (int c = order(next(&coreA, "."), next(&coreB, "."))) return c;
    if (!coreA.empty()) coreA.remove_prefix(1);
    if (!coreB.empty()) coreB.remove_prefix(1);
  }
  // What has a pre-release part comes before what has none.
  if (a.empty() || b.empty()) return a.empty() == b.empty() ? 0 : a.empty() ? 1 : -1;
  while (!a.empty() && !b.empty()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
    if (int c = order(next(&a, "."), next(&b, "."))) return c;
  }
  return a.empty() == b.empty() ? 0 : a.empty() ? -1 : 1;
}

// Where a required module lies by the replacements of m; empty without a module cache.
std::string rootOf(const Module& m, const Require& r) {
  std::string path = r.path, version = r.version;
  for (const Replace& rep : m.replaces) {
    if (rep.path != r.path || (!rep.version.empty() && rep.version != r.version)) continue;
    if (rep.newVersion.empty()) return rep.newPath[0] == '/' ? rep.newPath : joinPath(m.dir, rep.newPath);
    path = rep.newPath;
    version = rep.newVersion;
  }
  std::string cache = moduleCache();
  return cache.empty() ? "" : cache + "/" + escapeModulePath(path) + "@" + escapeModulePath(version);
}

}  // namespace

Module buildList(const Module& m) {
  Module all = m;
  // go.mod files of Go 1.17 and later name all modules the packages come from.
  size_t dot = m.goVersion.find('.');
  bool names = dot != std::string::npos && std::atoi(m.goVersion.c_str() + dot + 1) >= 17;
  const size_t own = m.requires_.size();
  constexpr size_t kMost = 20000;
  for (size_t i = 0; i < all.requires_.size() && i < kMost; i++) {
    std::string text, root = rootOf(m, all.requires_[i]);
    if (root.empty() || !readFile(root + "/go.mod", &text, nullptr)) continue;
    for (Require& r : parseGoMod(text).requires_) {
      if (r.path == m.path) continue;
      size_t k = 0;
      while (k < all.requires_.size() && all.requires_[k].path != r.path) k++;
      if (k == all.requires_.size()) {
        all.requires_.push_back(std::move(r));
      } else if (!(names && k < own) && compareVersions(all.requires_[k].version, r.version) < 0) {
        all.requires_[k].version = r.version;
        if (k <= i) i = k - 1;  // its go.mod is another one now; the loop adds 1, also to the -1 of the first
      }
    }
  }
  return all;
}

Module parseGoMod(std::string_view text) {
  Module m;
  std::string block;
  while (!text.empty()) {
    size_t n = text.find('\n');
    std::string_view line = text.substr(0, n);
    text = n == std::string_view::npos ? std::string_view() : text.substr(n + 1);
    line = line.substr(0, line.find("//"));
    std::vector<std::string> f = fields(line);
    if (f.empty()) continue;
    if (!block.empty()) {
      if (f[0] == ")") {
        block.clear();
        continue;
      }
      f.insert(f.begin(), block);
    } else if (f.size() == 2 && f[1] == "(") {
      block = f[0];
      continue;
    }
    if (f[0] == "module" && f.size() >= 2) {
      m.path = f[1];
    } else if (f[0] == "go" && f.size() >= 2) {
      m.goVersion = f[1];
    } else if (f[0] == "require" && f.size() >= 3) {
      m.requires_.push_back({f[1], f[2]});
    } else if (f[0] == "replace") {
      size_t arrow = 0;
      while (arrow < f.size() && f[arrow] != "=>") arrow++;
      if (arrow < 2 || arrow + 1 >= f.size()) continue;
      m.replaces.push_back({f[1], arrow > 2 ? f[2] : "", f[arrow + 1], arrow + 2 < f.size() ? f[arrow + 2] : ""});
    }
  }
  return m;
}

Module findModule(const std::string& start) {
  for (std::string dir = start;;) {
    std::string text;
    if (isFile(dir + "/go.mod") && readFile(dir + "/go.mod", &text, nullptr)) {
      Module m = parseGoMod(text);
      m.dir = dir;
      return m;
    }
    std::string up = dirName(dir);
    if (up == dir || up == ".") return {};
    dir = up;
  }
}

std::string findInModule(const Module& m, std::string_view importPath) {
  if (m.dir.empty()) return "";
  std::string_view rest;
  std::string vendored = joinPath(m.dir, "vendor/" + std::string(importPath));
  if (isDir(vendored)) return vendored;
  // The longest module path that fits wins.
  std::string best;
  size_t bestLen = 0;
  auto consider = [&](std::string_view mod, const std::string& root) {
    if (mod.size() < bestLen || !below(importPath, mod, &rest)) return;
    std::string dir = joinPath(root, rest);
    if (!isDir(dir)) return;
    best = dir;
    bestLen = mod.size();
  };
  consider(m.path, m.dir);
  for (const Require& r : m.requires_) {
    if (!below(importPath, r.path, &rest)) continue;
    std::string root = rootOf(m, r);
    if (root.empty()) continue;
    consider(r.path, root);
  }
  for (const Replace& rep : m.replaces) {
    if (!rep.newVersion.empty()) continue;
    consider(rep.path, rep.newPath[0] == '/' ? rep.newPath : joinPath(m.dir, rep.newPath));
  }
  return best;
}

// The source trees of GOPATH and of Debian's packages, each with a slash at its end.
static std::vector<std::string> gopathRoots() {
  std::vector<std::string> roots;
  std::string list;
  if (const char* env = std::getenv("GOPATH"); env && *env) list = env;
  else if (const char* home = std::getenv("HOME")) list = std::string(home) + "/go";
  for (size_t at = 0; at < list.size();) {
    size_t end = std::min(list.find(':', at), list.size());
    if (end > at) roots.push_back(list.substr(at, end - at) + "/src/");
    at = end + 1;
  }
  roots.push_back("/usr/share/gocode/src/");
  return roots;
}

std::string gopathImportPath(const std::string& dir) {
  for (const std::string& r : gopathRoots())
    if (dir.starts_with(r)) return dir.substr(r.size());
  return "";
}

std::string findInGopath(std::string_view importPath, const std::string& fromDir, bool inModule) {
  std::vector<std::string> roots = gopathRoots();
  std::string inside;  // the root that fromDir lies in
  for (const std::string& r : roots)
    if (fromDir.starts_with(r)) inside = r;
  const char* mode = std::getenv("GO111MODULE");
  if (inModule && inside.empty() && !(mode && std::string_view(mode) == "off")) return "";
  if (!inside.empty()) {
    for (std::string dir = fromDir; dir.size() >= inside.size(); dir = dirName(dir)) {
      std::string v = dir + "/vendor/" + std::string(importPath);
      if (isDir(v)) return v;
    }
  }
  for (const std::string& r : roots)
    if (isDir(r + std::string(importPath))) return r + std::string(importPath);
  return "";
}

}  // namespace vole::load
