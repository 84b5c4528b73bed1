// This file reads the table that tools/cmake/embed.cmake lays into the binary.
#include "stdlib/registry.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

extern "C" {
struct VoleEmbedEntry {
  uint32_t path, name, text, size;  // offsets into vole_embed_blob; the size without the final NUL
};
extern const char vole_embed_blob[];
extern const VoleEmbedEntry vole_embed_table[];
extern const uint32_t vole_embed_count;
}

namespace vole::stdlib {

static std::string_view pathOf(const VoleEmbedEntry& e) { return vole_embed_blob + e.path; }

const std::vector<EmbeddedFile>* find(std::string_view pkgpath) {
  // Only packages that a program imports are ever turned into views.
  static std::mutex mu;
  static std::map<std::string_view, std::unique_ptr<std::vector<EmbeddedFile>>> known;  // guarded by mu
  std::lock_guard<std::mutex> lock(mu);
  if (auto it = known.find(pkgpath); it != known.end()) return it->second.get();

  const VoleEmbedEntry* end = vole_embed_table + vole_embed_count;
  const VoleEmbedEntry* e = std::lower_bound(
      vole_embed_table, end, pkgpath, [](const VoleEmbedEntry& a, std::string_view b) { return pathOf(a) < b; });
  if (e == end || pathOf(*e) != pkgpath) return nullptr;
  auto files = std::make_unique<std::vector<EmbeddedFile>>();
  std::string_view key = pathOf(*e);
  for (; e != end && pathOf(*e) == key; ++e) {
    files->push_back({vole_embed_blob + e->name, {vole_embed_blob + e->text, e->size}});
  }
  return known.emplace(key, std::move(files)).first->second.get();
}

bool quiet(std::string_view pkgpath) {
  static constexpr std::string_view kQuiet[] = {
#include "quiet.inc"
  };
  return std::binary_search(std::begin(kQuiet), std::end(kQuiet), pkgpath);
}

std::vector<std::string_view> packages() {
  std::vector<std::string_view> out;
  for (uint32_t i = 0; i < vole_embed_count; i++) {
    std::string_view p = pathOf(vole_embed_table[i]);
    if (out.empty() || out.back() != p) out.push_back(p);
  }
  return out;
}

}  // namespace vole::stdlib
