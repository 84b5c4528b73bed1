// This file holds the functions that stand in for those of Go's run time. Nothing executes their code: it is there to have
// addresses.
#include "runtime/type/pseudo.h"

#include <cstring>

#include "runtime/runtime.h"

namespace vole::rt {
namespace {

struct Place {
  const char *name, *file;
  int line;
};
const Place kPlaces[] = {
    {"", "", 0},
#define PSEUDO(id, name, file, line) {"runtime." name, file, line},
    VOLE_PSEUDO_FUNCS(PSEUDO)
#undef PSEUDO
};
constexpr size_t kCount = sizeof kPlaces / sizeof kPlaces[0];
constexpr size_t kBytes = 16;

struct Table {
  alignas(16) char code[kCount * kBytes] = {};
  FuncInfo fn[kCount];
  Table() {
    for (size_t i = 0; i < kCount; i++) {
      fn[i].code = fn[i].ifaceEntry = code + i * kBytes;
      fn[i].codeBytes = kBytes;
      fn[i].flags = kFuncPseudo;
      fn[i].line = kPlaces[i].line;
      fn[i].name = {kPlaces[i].name, static_cast<int64_t>(strlen(kPlaces[i].name))};
      fn[i].pkg = {"runtime", 7};
    }
  }
};
Table& table() {
  static Table t;
  return t;
}

}  // namespace

const void* pseudoPC(Pseudo p) { return table().code + static_cast<size_t>(p) * kBytes; }

void addPseudoFuncs(Runtime& rt) {
  for (size_t i = 1; i < kCount; i++) rt.funcs.add(&table().fn[i]);
}

bool pseudoPlace(const FuncInfo* f, const char** file, int* line) {
  const Table& t = table();
  size_t i = 0;
  if (f >= t.fn && f < t.fn + kCount) {
    i = static_cast<size_t>(f - t.fn);
    *file = kPlaces[i].file;
    *line = kPlaces[i].line;
    return true;
  }
  if (!(f->flags & kFuncPseudo)) return false;
  // gopanic and the bottoms of stacks belong to the engine.
  std::string_view n(f->name.ptr, static_cast<size_t>(f->name.len));
  if (n == "runtime.gopanic") {
    *file = "panic.go";
    *line = 884;
  } else if (n == "runtime.main") {
    *file = "proc.go";
    *line = 250;
  } else if (n == "runtime.goexit") {
    *file = "asm_amd64.s";
    *line = 1594;
  } else {
    return false;
  }
  return true;
}

}  // namespace vole::rt
