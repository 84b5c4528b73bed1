// This program lists the packages of the library that do nothing when a program starts: that have no init functions, and
// import only such packages. (Variables of the library's own text are made when they are first used.) Of these a running
// program loads what it comes to need, when it needs it. The texts are checked on the way: the lexer relies on their encoding.
//
//   gen_quiet DIR   with the library's sources below DIR; writes the paths as C string literals, sorted
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Package {
  bool quiet = true;
  std::set<std::string> imports;
};

// Takes the imports and init functions of a file. The text is gofmt's: declarations begin lines.
void scan(std::string_view text, Package* p) {
  bool group = false;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with("import (")) {
      group = true;
      continue;
    }
    if (line.starts_with(")")) group = false;
    if (line.starts_with("func init()")) p->quiet = false;
    if (!group && !line.starts_with("import ")) continue;
    size_t from = line.find('"'), comment = line.find("//");
    if (from == std::string_view::npos || comment < from) continue;
    p->imports.emplace(line.substr(from + 1, line.find('"', from + 1) - from - 1));
  }
}

// Is the text valid UTF-8, without NUL and byte order marks?
bool isClean(std::string_view s) {
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<unsigned char>(s[i]);
    size_t n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    if (c == 0 || n == 0 || i + n > s.size() || s.substr(i, 3) == "\xef\xbb\xbf") return false;
    uint32_t r = n == 1 ? c : c & (0x7fu >> n);
    for (size_t k = 1; k < n; k++) {
      auto t = static_cast<unsigned char>(s[i + k]);
      if ((t & 0xc0) != 0x80) return false;
      r = r << 6 | (t & 0x3f);
    }
    if ((n == 3 && r < 0x800) || (n == 4 && (r < 0x10000 || r > 0x10ffff)) || (r >= 0xd800 && r < 0xe000)) return false;
    i += n;
  }
  return true;
}

bool read(const std::filesystem::path& file, std::string* out) {
  FILE* f = fopen(file.c_str(), "rb");
  if (!f) return false;
  char buf[1 << 16];
  for (size_t n; (n = fread(buf, 1, sizeof buf, f)) > 0;) out->append(buf, n);
  fclose(f);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::filesystem::path root = argv[1];
  std::map<std::string, Package> all;
  std::error_code ec;
  for (std::filesystem::recursive_directory_iterator it(root, ec), end; !ec && it != end; it.increment(ec)) {
    const std::filesystem::path& file = it->path();
    if (file.extension() != ".go" || file.filename().string().ends_with("_test.go")) continue;
    std::string text;
    if (!read(file, &text)) return 1;
    if (!isClean(text)) {
      fprintf(stderr, "%s: not clean UTF-8\n", file.c_str());
      return 1;
    }
    Package& p = all[file.parent_path().lexically_relative(root).generic_string()];
    // A fallback may step back behind Go's own sources, of which nothing is known.
    if (file.filename() == "fallback.go") p.quiet = false;
    scan(text, &p);
  }
  if (ec || all.empty()) return 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& [path, p] : all) {
      bool quiet = p.quiet && std::all_of(p.imports.begin(), p.imports.end(), [&](const std::string& i) {
                     auto q = all.find(i);
                     return i == "unsafe" || (q != all.end() && q->second.quiet);
                   });
      changed |= quiet != p.quiet;
      p.quiet = quiet;
    }
  }
  for (const auto& [path, p] : all)
    if (p.quiet) printf("\"%s\",\n", path.c_str());
  return 0;
}
