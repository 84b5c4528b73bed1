// This file fills in the variables of //go:embed directives: strings, byte slices and embed.FS. The texts stand in
// memory outside the collected heap and stay there.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "frontend/load/loader.h"
#include "frontend/types/object.h"
#include "frontend/types/type.h"
#include "runtime/runtime.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {
namespace {

// As embed.file.
struct EmbeddedItem {
  rt::GoString name, data;
  uint8_t hash[16];
};
static_assert(sizeof(EmbeddedItem) == 48);

// The file's bytes, or what can be read of them: that they exist was checked while loading.
rt::GoString readWhole(rt::Runtime& rt, const std::string& path) {
  std::string text;
  if (FILE* f = fopen(path.c_str(), "rb")) {
    char buf[65536];
    while (size_t n = fread(buf, 1, sizeof buf, f)) text.append(buf, n);
    fclose(f);
  }
  char* p = static_cast<char*>(rt.types.alloc(text.size() + 16));
  memcpy(p, text.data(), text.size());
  return {p, static_cast<int64_t>(text.size())};
}

// Folder and element by which embed.FS sorts.
std::pair<std::string, std::string> splitName(std::string name) {
  if (!name.empty() && name.back() == '/') name.pop_back();
  size_t slash = name.rfind('/');
  if (slash == std::string::npos) return {".", name};
  return {name.substr(0, slash), name.substr(slash + 1)};
}

}  // namespace

void Program::fillEmbeds(types::Package* p) {
  auto* info = static_cast<load::Package*>(p->loadInfo);
  if (!info) return;
  for (const load::Embed& e : info->embeds) {
    if (e.decl->nameList.empty()) continue;
    types::Var* v = tree::asVar(p->scope->lookup(e.decl->nameList[0]->sym));
    if (!v) continue;
    void* addr = global(v).addr;
    types::Type* under = types::under(v->type);
    if (types::as<types::Basic>(under) || types::as<types::Slice>(under)) {
      if (e.files.empty()) continue;
      rt::GoString text = readWhole(rt, e.files[0].path);
      auto* words = static_cast<int64_t*>(addr);
      words[0] = static_cast<int64_t>(reinterpret_cast<intptr_t>(text.ptr));
      words[1] = text.len;
      if (types::as<types::Slice>(under)) words[2] = text.len;
      continue;
    }
    std::vector<std::pair<std::string, std::string>> entries;  // name, path; folders without
    std::set<std::string> folders;
    for (const auto& f : e.files) {
      entries.emplace_back(f.name, f.path);
      for (size_t at = f.name.find('/'); at != std::string::npos; at = f.name.find('/', at + 1)) {
        if (folders.insert(f.name.substr(0, at + 1)).second) entries.emplace_back(f.name.substr(0, at + 1), "");
      }
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return splitName(a.first) < splitName(b.first); });
    auto* items = static_cast<EmbeddedItem*>(rt.types.alloc((entries.size() + 1) * sizeof(EmbeddedItem)));
    for (size_t i = 0; i < entries.size(); i++) {
      items[i].name = rt.types.str(entries[i].first);
      if (!entries[i].second.empty()) items[i].data = readWhole(rt, entries[i].second);
    }
    auto* list = static_cast<rt::GoSlice*>(rt.types.alloc(sizeof(rt::GoSlice)));
    *list = {items, static_cast<int64_t>(entries.size()), static_cast<int64_t>(entries.size())};
    *static_cast<void**>(addr) = list;
  }
}

}  // namespace vole::vm
