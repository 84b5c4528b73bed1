// This file is the loader's view of the file system.
#include "frontend/load/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "frontend/base/unicode.h"

namespace vole::load {

namespace {

bool readFd(int fd, std::string* out) {
  struct stat st;
  size_t size = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? static_cast<size_t>(st.st_size) : 0;
  out->clear();
  out->resize(size + 1);
  size_t n = 0;
  for (;;) {
    if (n == out->size()) out->resize(out->size() * 2);
    ssize_t r = read(fd, out->data() + n, out->size() - n);
    if (r < 0 && errno == EINTR) continue;
    if (r < 0) return false;
    if (r == 0) break;
    n += static_cast<size_t>(r);
  }
  out->resize(n);
  return true;
}

std::string errnoText(int e) {
  std::string s = strerror(e);
  if (!s.empty()) s[0] = static_cast<char>(s[0] | 0x20);  // Go writes them in lower case
  return s;
}

}  // namespace

bool readFile(const std::string& path, std::string* out, std::string* error) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (error) *error = "open " + path + ": " + errnoText(errno);
    return false;
  }
  bool ok = readFd(fd, out);
  if (!ok && error) *error = "read " + path + ": " + errnoText(errno);
  close(fd);
  return ok;
}

bool readStdin(std::string* out) { return readFd(0, out); }

bool isDir(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

bool isFile(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode);
}

std::vector<std::string> listDir(const std::string& path) {
  std::vector<std::string> out;
  DIR* d = opendir(path.c_str());
  if (!d) return out;
  while (dirent* e = readdir(d)) {
    std::string name = e->d_name;
    if (name != "." && name != "..") out.push_back(std::move(name));
  }
  closedir(d);
  std::sort(out.begin(), out.end());
  return out;
}

std::string currentDir() {
  std::string s(4096, 0);
  while (!getcwd(s.data(), s.size())) {
    if (errno != ERANGE) return "/";
    s.resize(s.size() * 2);
  }
  s.resize(strlen(s.c_str()));
  return s;
}

std::string cleanPath(std::string_view path) {
  bool rooted = !path.empty() && path[0] == '/';
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    size_t n = path.find('/');
    std::string_view part = path.substr(0, n);
    path = n == std::string_view::npos ? std::string_view() : path.substr(n + 1);
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (part != ".." || !rooted) {
      parts.push_back(part);
    }
  }
  std::string out = rooted ? "/" : "";
  for (size_t i = 0; i < parts.size(); i++) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

std::string joinPath(std::string_view a, std::string_view b) {
  if (a.empty()) return cleanPath(b);
  return cleanPath(std::string(a) + "/" + std::string(b));
}

std::string absPath(std::string_view path) {
  if (!path.empty() && path[0] == '/') return cleanPath(path);
  return joinPath(currentDir(), path);
}

std::string dirName(std::string_view path) {
  size_t n = path.rfind('/');
  if (n == std::string_view::npos) return ".";
  return n == 0 ? "/" : std::string(path.substr(0, n));
}

std::string_view baseName(std::string_view path) {
  size_t n = path.rfind('/');
  return n == std::string_view::npos ? path : path.substr(n + 1);
}

std::string relPath(std::string_view base, std::string_view path) {
  if (base == path) return ".";
  auto split = [](std::string_view s) {
    std::vector<std::string_view> parts;
    while (!s.empty()) {
      size_t n = s.find('/');
      if (n != 0) parts.push_back(s.substr(0, n));
      s = n == std::string_view::npos ? std::string_view() : s.substr(n + 1);
    }
    return parts;
  };
  auto a = split(base), b = split(path);
  size_t common = 0;
  while (common < a.size() && common < b.size() && a[common] == b[common]) common++;
  std::string out;
  for (size_t i = common; i < a.size(); i++) out += out.empty() ? ".." : "/..";
  for (size_t i = common; i < b.size(); i++) {
    if (!out.empty()) out += '/';
    out += b[i];
  }
  return out;
}

std::string shortPath(const std::string& path) {
  if (path.empty() || path[0] != '/') return path;
  std::string rel = relPath(currentDir(), path);
  return rel.size() < path.size() ? rel : path;
}

namespace {

// Matches one [class] at the start of p against c; moves p behind it.
bool matchClass(std::string_view& p, char32_t c, bool* bad) {
  p.remove_prefix(1);
  bool negated = !p.empty() && p[0] == '^';
  if (negated) p.remove_prefix(1);
  auto rune = [&](char32_t* r) {
    if (p.empty() || p[0] == '-' || p[0] == ']') return false;
    if (p[0] == '\\') {
      p.remove_prefix(1);
      if (p.empty()) return false;
    }
    DecodedRune d = decodeRune(p.data(), p.data() + p.size());
    *r = d.rune;
    p.remove_prefix(static_cast<size_t>(d.size));
    return !p.empty();
  };
  bool match = false;
  for (int n = 0;; n++) {
    if (!p.empty() && p[0] == ']' && n > 0) {
      p.remove_prefix(1);
      return match != negated;
    }
    char32_t lo, hi;
    if (!rune(&lo)) return *bad = true, false;
    hi = lo;
    if (p[0] == '-') {
      p.remove_prefix(1);
      if (!rune(&hi)) return *bad = true, false;
    }
    if (lo <= c && c <= hi) match = true;
  }
}

}  // namespace

bool globMatch(std::string_view p, std::string_view s, bool* bad) {
  while (!p.empty()) {
    if (p[0] == '*') {
      while (!p.empty() && p[0] == '*') p.remove_prefix(1);
      if (p.empty()) return s.find('/') == std::string_view::npos;
      for (size_t i = 0;; i++) {
        if (globMatch(p, s.substr(i), bad)) return true;
        if (*bad || i >= s.size() || s[i] == '/') return false;
      }
    }
    if (s.empty()) {
      // go on only to find a malformed pattern
      if (p[0] == '[') matchClass(p, 0, bad);
      return false;
    }
    DecodedRune d = decodeRune(s.data(), s.data() + s.size());
    if (p[0] == '[') {
      if (!matchClass(p, d.rune, bad)) return false;
    } else if (p[0] == '?') {
      if (d.rune == '/') return false;
      p.remove_prefix(1);
    } else {
      if (p[0] == '\\') {
        p.remove_prefix(1);
        if (p.empty()) return *bad = true, false;
      }
      if (p[0] != s[0]) return false;
      p.remove_prefix(1);
      s.remove_prefix(1);
      continue;
    }
    s.remove_prefix(static_cast<size_t>(d.size));
  }
  return s.empty();
}

}  // namespace vole::load
