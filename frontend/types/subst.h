// Instances and substitution.
#pragma once

#include "frontend/types/object.h"

namespace vole::types {

/// De-duplicates instances: identical instances of one generic type are one pointer.
struct Context {
  struct Impl;
  Impl* impl;
  Context();
  Context(const Context&) = delete;
  ~Context();
  /// The recorded type identical to inst's (orig, targs), or null.
  Type* lookup(uint32_t hash, Type* orig, List<Type*> targs);
  /// As lookup, but records inst if there is none.
  Type* update(uint32_t hash, Type* orig, List<Type*> targs, Type* inst);
};
/// The context all checkers and the code generator share.
Context& globalContext();
uint32_t instanceHash(Type* orig, List<Type*> targs);

/// A substitution of type parameters by types.
struct SubstMap {
  List<TypeParam*> tparams;
  List<Type*> targs;
  bool empty() const { return tparams.empty(); }
  /// What p becomes; p itself if it is not in the map.
  Type* lookup(TypeParam* p) const {
    for (uint32_t i = 0; i < tparams.size(); i++)
      if (tparams[i] == p) return targs[i];
    return reinterpret_cast<Type*>(p);
  }
};

/// t with type parameters replaced; t itself if it mentions none. What the code generator walks
/// generic bodies with. Instances come out unique.
Type* subst(Type* t, const SubstMap& m);
/// Instance of a generic type (Named) or function (Signature), unchecked.
Type* instantiate(Type* orig, List<Type*> targs);

/// The method of the concrete instance that corresponds to a method reached through a generic type:
/// looks up f's name in T (T: a type without type parameters).
Func* concreteMethod(Type* T, Func* f, std::vector<int>* index, bool* indirect);

}  // namespace vole::types
