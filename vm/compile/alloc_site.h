// What an instruction that allocates does it for: the key under which the escape analysis answers, and the place in the
// source that `vole run -m=heap` shows.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "escape/escape.h"
#include "frontend/base/pos.h"
#include "frontend/syntax/ast.h"
#include "frontend/types/object.h"

namespace vole::rt {
struct FuncInfo;
}

namespace vole::vm {

struct AllocSite {
  enum Kind : uint8_t { kNone, kVariable, kBox, kExpr };
  const void* id = nullptr;  // what Facts::inFrame is asked about
  Pos pos;                   // of the variable or the expression
  Kind kind = kNone;

  AllocSite() = default;
  AllocSite(const types::Var* v) : id(v), pos(v->pos), kind(kVariable) {}
  AllocSite(const syntax::Node* n) : id(n), pos(n->pos), kind(kExpr) {}
  /// The box of e's value in an interface.
  static AllocSite box(const syntax::Expr* e) {
    AllocSite s(e);
    s.id = escape::Facts::box(e);
    s.kind = kBox;
    return s;
  }
};

/// The instruction at pc allocates for this.
struct AllocMark {
  uint32_t pc;
  Pos pos;
  AllocSite::Kind kind;
};

/// The places of one function's code, kept when the program asks for them (ProgramConfig::keepPlaces).
struct CodePlaces {
  std::vector<std::pair<uint32_t, Pos>> lines;  // by first pc
  std::vector<AllocMark> allocs;                // by pc
  // Calls that are part of the code: the place of the one in the function's own text, and the callee.
  std::vector<std::pair<Pos, const rt::FuncInfo*>> inlined;
};

}  // namespace vole::vm
