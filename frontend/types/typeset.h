// Type sets of interfaces: their methods and the union of terms that restricts the types.
#pragma once

#include <vector>

#include "frontend/types/object.h"

namespace vole::types {

/// A normalised or raw union of terms. "All types" is a single term with type null and all set.
struct TermList {
  std::vector<Term> terms;   // type null: the universe term
  bool isEmpty() const;
  bool isAll() const;
  TermList norm() const;
  TermList unionWith(const TermList& y) const;
  TermList intersect(const TermList& y) const;
  bool includes(Type* t) const;
  bool supersetOf(const Term& y) const;
  bool subsetOf(const TermList& y) const;
};
TermList allTermlist();
/// Term operations; the empty term is represented by "false".
bool termIncludes(const Term& x, Type* t);
bool termSubsetOf(const Term& x, const Term& y);
bool termDisjoint(const Term& x, const Term& y);
/// false: empty
bool termIntersect(const Term& x, const Term& y, Term* out);

struct TypeSet {
  List<Func*> methods;       // all methods, sorted by unique name
  List<Term> terms;          // normalised; empty: no types; {null}: all types
  bool comparable = false;   // invariant: !comparable unless terms are all types

  bool isEmpty() const { return terms.empty(); }
  bool isAllTerms() const { return terms.size() == 1 && !terms[0].type; }
  bool isMethodSet() const { return !comparable && isAllTerms(); }
  bool isAll() const { return isMethodSet() && methods.empty(); }
  bool hasTerms() const { return !isEmpty() && !isAllTerms(); }
  bool isComparable() const;
  Func* lookupMethod(Package* pkg, Sym name, bool foldCase, int* index = nullptr) const;
  bool subsetOf(const TypeSet* y) const;
};

TypeSet* computeInterfaceTypeSet(Checker* check, Pos pos, Interface* t);
TypeSet* computeUnionTypeSet(Checker* check, Pos pos, Union* u);
/// Order of methods in type sets: by unique id (name, or path.name if unexported).
bool methodLess(const Object* a, const Object* b);

}  // namespace vole::types
