// Go types to layouts (LType) and run-time descriptors (rt::Type). Both are canonical: identical types share one.
#pragma once

#include <deque>
#include <unordered_map>
#include <vector>

#include "frontend/types/object.h"
#include "frontend/types/type.h"
#include "runtime/type/itab.h"
#include "runtime/type/type.h"
#include "vm/compile/ltype.h"

namespace vole::rt {
class Runtime;
}

namespace vole::vm {

class TypeLowering {
 public:
  explicit TypeLowering(rt::Runtime& rt) : rt_(rt) {}
  ~TypeLowering();
  TypeLowering(const TypeLowering&) = delete;

  /// The layout of t, which holds no type parameters.
  LType* lower(types::Type* t);
  /// Its run-time descriptor, complete.
  rt::Type* rtype(LType* t);
  rt::Type* rtype(types::Type* t) { return rtype(lower(t)); }
  /// Pointer-shaped: an interface holds it in its data word.
  bool isDirect(LType* t);
  /// The methods of a session's types are looked up again when they are next asked for.
  void forgetMethods();
  LType* arrayOf(LType* elem, int64_t n);
  LType* pointerTo(LType* elem);

 private:
  struct Hash {
    size_t operator()(types::Type* t) const;
  };
  struct Same {
    bool operator()(types::Type* a, types::Type* b) const;
  };
  void layout(LType* l);
  rt::Type* make(LType* l, bool needComplete);
  rt::Type* makeComposite(LType* l);
  void completeNamed(LType* l);
  void drain();

  rt::Runtime& rt_;
  std::unordered_map<types::Type*, LType*, Hash, Same> table_;
  std::deque<LType> pool_;
  std::vector<types::Type*> seen_;  // whose info points into pool_
  std::vector<LType*> pending_;  // named types declared but not complete
  std::vector<LType*> elems_;    // pointer-like types whose element is still to be lowered
  int depth_ = 0, layoutDepth_ = 0;
};

/// Package path as reflect's PkgPath tells it ("main" for the program).
std::string_view rtPkgPath(const types::Package* p);

}  // namespace vole::vm
