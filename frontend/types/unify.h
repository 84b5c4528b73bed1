// Unification of types: finds what type parameters stand for. Private to frontend/types.
#pragma once

#include <vector>

#include "frontend/types/checker_impl.h"

namespace vole::types {

enum UnifyMode : unsigned {
  kUnifyAssign = 1,  // the types take part in an assignment: inexact at the top level only
  kUnifyExact = 2,   // the types must become identical
};

struct Unifier {
  /// Type parameters that were joined share a handle; its type is null while unknown.
  std::vector<TypeParam*> tparams;
  std::vector<size_t> handle;  // per tparam: index into types
  std::vector<Type*> types;
  bool interfaceInference;     // Go 1.21: interfaces unify with what implements them
  int depth = 0;

  Unifier(List<TypeParam*> params, List<Type*> targs, bool ifaces);
  bool unify(Type* x, Type* y, unsigned mode) { return nify(x, y, mode, nullptr); }
  /// Index of t if it is a type parameter to be inferred, else -1.
  int index(Type* t) const;
  Type* at(int i) const { return types[handle[static_cast<size_t>(i)]]; }
  void set(int i, Type* t) { types[handle[static_cast<size_t>(i)]] = t; }
  bool join(int i, int j);
  int unknowns() const;
  List<Type*> inferred() const;

 private:
  struct Pair {
    Interface *x, *y;
    const Pair* prev;
  };
  bool nify(Type* x, Type* y, unsigned mode, const Pair* p);
  bool compose(Type* x, Type* y, unsigned mode, unsigned emode, const Pair* p);
  bool tuple(Tuple* x, Tuple* y, unsigned mode, const Pair* p);
};

}  // namespace vole::types
