// This file keeps the table of natives. Registrars run before main, so the list is built without locks; the index over it
// is made at the first look-up.
#include "runtime/native.h"

#include <string_view>
#include <unordered_map>

namespace vole::rt {

static NativeReg* head;

NativeReg::NativeReg(const char* n, NativeFn f) : name(n), fn(f), next(head) { head = this; }

NativeFn findNative(std::string_view name) {
  static const auto* index = [] {
    auto* m = new std::unordered_map<std::string_view, NativeFn>;
    for (NativeReg* r = head; r; r = r->next) m->emplace(r->name, r->fn);
    return m;
  }();
  auto it = index->find(name);
  return it == index->end() ? nullptr : it->second;
}

}  // namespace vole::rt
