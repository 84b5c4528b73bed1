// This file computes type sets. A type set is a list of methods and a normalised union of terms;
// embedding intersects.
#include "frontend/types/typeset.h"

#include <algorithm>
#include <unordered_map>

#include "frontend/types/checker_impl.h"

namespace vole::types {

// ---------------------------------------------------------------------------------------------
// Terms. A term with a null type is the set of all types; the empty set is the absence of a term.

bool termIncludes(const Term& x, Type* t) {
  if (!x.type) return true;
  Type* u = t;
  if (x.tilde) u = under(u);
  return identical(x.type, u);
}

bool termDisjoint(const Term& x, const Term& y) {
  Type *ux = x.type, *uy = y.type;
  if (y.tilde) ux = under(ux);
  if (x.tilde) uy = under(uy);
  return !identical(ux, uy);
}

bool termSubsetOf(const Term& x, const Term& y) {
  if (!y.type) return true;
  if (!x.type) return false;
  if (termDisjoint(x, y)) return false;
  return !x.tilde || y.tilde;
}

bool termIntersect(const Term& x, const Term& y, Term* out) {
  if (!x.type) {
    *out = y;
    return true;
  }
  if (!y.type) {
    *out = x;
    return true;
  }
  if (termDisjoint(x, y)) return false;
  *out = !x.tilde || y.tilde ? x : y;  // the smaller one
  return true;
}

namespace {
/// x ∪ y in one term if possible: 1, else 2 terms (unchanged).
bool termUnion(const Term& x, const Term& y, Term* out) {
  if (!x.type || !y.type) {
    *out = Term{};
    return true;
  }
  if (termDisjoint(x, y)) return false;
  *out = x.tilde || !y.tilde ? x : y;
  return true;
}
}  // namespace

TermList allTermlist() {
  TermList l;
  l.terms.push_back(Term{});
  return l;
}
bool TermList::isEmpty() const { return terms.empty(); }
bool TermList::isAll() const {
  for (auto& t : terms) {
    if (!t.type) return true;
  }
  return false;
}

TermList TermList::norm() const {
  // Quadratic; lists are short (at most 100 terms in a union).
  TermList r;
  std::vector<bool> used(terms.size(), false);
  for (size_t i = 0; i < terms.size(); i++) {
    if (used[i]) continue;
    Term x = terms[i];
    for (size_t j = i + 1; j < terms.size(); j++) {
      if (used[j]) continue;
      Term u;
      if (!termUnion(x, terms[j], &u)) continue;
      if (!u.type) return allTermlist();
      x = u;
      used[j] = true;
    }
    r.terms.push_back(x);
  }
  return r;
}

TermList TermList::unionWith(const TermList& y) const {
  TermList r = *this;
  r.terms.insert(r.terms.end(), y.terms.begin(), y.terms.end());
  return r.norm();
}

TermList TermList::intersect(const TermList& y) const {
  TermList r;
  for (auto& a : terms) {
    for (auto& b : y.terms) {
      Term t;
      if (termIntersect(a, b, &t)) r.terms.push_back(t);
    }
  }
  return r.norm();
}

bool TermList::includes(Type* t) const {
  for (auto& x : terms) {
    if (termIncludes(x, t)) return true;
  }
  return false;
}
bool TermList::supersetOf(const Term& y) const {
  for (auto& x : terms) {
    if (termSubsetOf(y, x)) return true;
  }
  return false;
}
bool TermList::subsetOf(const TermList& y) const {
  for (auto& x : terms) {
    if (!y.supersetOf(x)) return false;
  }
  return true;
}

// ---------------------------------------------------------------------------------------------
// Type sets

bool methodLess(const Object* a, const Object* b) {
  // By unique id: exported names by spelling; the others by path and name.
  bool ea = a->name->exported, eb = b->name->exported;
  auto path = [](const Object* o) { return o->pkg ? o->pkg->path : std::string_view("_"); };
  if (ea && eb) return a->name->str() < b->name->str();
  if (ea != eb) return ea;  // exported first
  if (a->name != b->name) return a->name->str() < b->name->str();
  return path(a) < path(b);
}

bool TypeSet::isComparable() const {
  if (isAllTerms()) return comparable;
  if (terms.empty()) return false;
  for (auto& t : terms) {
    if (!comparableType(t.type, false)) return false;
  }
  return true;
}

Func* TypeSet::lookupMethod(Package* pkg, Sym name, bool foldCase, int* index) const {
  if (name == blankSym()) return nullptr;
  for (uint32_t i = 0; i < methods.size(); i++) {
    Func* m = methods[i];
    if (m->name == name ? m->sameId(pkg, m->name) : foldCase && m->sameId(pkg, name, true)) {
      if (index) *index = static_cast<int>(i);
      return m;
    }
  }
  return nullptr;
}

namespace {
bool listSubset(List<Term> x, List<Term> y) {
  for (auto& a : x) {
    bool in = false;
    for (auto& b : y) in = in || termSubsetOf(a, b);
    if (!in) return false;
  }
  return true;
}
TermList toList(List<Term> l) {
  TermList r;
  r.terms.assign(l.begin(), l.end());
  return r;
}
constexpr size_t kMaxTermCount = 100;
TypeSet invalidSet;
int computeDepth = 0;
}  // namespace

bool TypeSet::subsetOf(const TypeSet* y) const { return listSubset(terms, y->terms); }

TypeSet* computeInterfaceTypeSet(Checker* check, Pos pos, Interface* ityp) {
  if (ityp->tset) return ityp->tset;
  // Asked for while it is being declared: the answer is only used for follow-up questions of an
  // invalid program.
  if (!ityp->complete) return emptyInterface.tset;

  // Guards against infinite recursion through invalid cycles.
  auto* set = ityp->tset = typeArena().make<TypeSet>();
  set->terms = emptyInterface.tset->terms;
  if (computeDepth > 1000) return set;
  computeDepth++;

  std::vector<Func*> all;
  std::vector<Pos> positions;  // of the specification or the embedding, parallel to all
  std::unordered_map<Sym, size_t> byName;  // only for many methods: a first one of that name
  auto addMethod = [&](Pos at, Func* m, bool explicit_) {
    size_t from = 0;
    if (all.size() >= 16) {
      if (byName.empty()) {
        for (size_t i = 0; i < all.size(); i++) byName.emplace(all[i]->name, i);
      }
      auto [it, fresh] = byName.emplace(m->name, all.size());
      from = fresh ? all.size() : it->second;
    }
    for (size_t i = from; i < all.size(); i++) {
      Func* other = all[i];
      if (!other->sameId(m->pkg, m->name)) continue;
      // Before go1.14 even the same method must not come in twice.
      if (!check || (other == m && check->allowVersion(m->pkg, 14))) return;
      Pos otherPos = positions[i];
      auto report = [check, at, otherPos, m] {
        MultiError e;
        e.parts.push_back({at, check->sprintf("duplicate method {}", m->name)});
        e.parts.push_back({otherPos, check->sprintf("other declaration of {}", m->name)});
        check->report(e);
      };
      if (explicit_) {
        report();
        return;
      }
      // Method types may not be known yet: compare later.
      auto compare = [check, m, other, report] {
        if (!check->allowVersion(m->pkg, 14) || !identical(typeOf(m), typeOf(other))) report();
      };
      if (check->active) {
        check->later(compare);
      } else {
        compare();
      }
      return;
    }
    all.push_back(m);
    positions.push_back(at);
  };
  for (Func* m : ityp->methods) addMethod(m->pos, m, true);

  TermList terms = allTermlist();
  bool comparable = false;
  for (uint32_t i = 0; i < ityp->embeddeds.size(); i++) {
    Type* typ = ityp->embeddeds[i];
    Pos at = i < ityp->embedPos.size() ? ityp->embedPos[i] : pos;
    TermList sub;
    bool comp = false;
    Type* u = under(typ);
    if (u->kind == TypeKind::Interface) {
      auto* s = computeInterfaceTypeSet(check, at, static_cast<Interface*>(u));
      if (check && check->isImportedConstraint(typ) && !check->allowVersion(check->pkg, 18)) {
        check->versionErrorf(at, "go1.18", "embedding constraint interface {}", typ);
        continue;
      }
      comp = s->comparable;
      for (Func* m : s->methods) addMethod(at, m, false);
      sub = toList(s->terms);
    } else if (u->kind == TypeKind::Union) {
      if (check && !check->allowVersion(check->pkg, 18)) {
        check->versionErrorf(at, "go1.18", "embedding interface element {}", u);
        continue;
      }
      auto* s = computeUnionTypeSet(check, at, static_cast<Union*>(u));
      if (s == &invalidSet) continue;
      sub = toList(s->terms);
    } else {
      if (u == invalidType()) continue;
      if (check && !check->allowVersion(check->pkg, 18)) {
        check->versionErrorf(at, "go1.18", "embedding non-interface type {}", typ);
        continue;
      }
      sub.terms.push_back(Term{false, typ});
    }
    terms = terms.intersect(sub);
    comparable = comparable || comp;
    if (comparable && !terms.isAll()) {
      // comparable restricts the terms to the comparable ones, and is then implied.
      std::erase_if(terms.terms, [](const Term& t) { return !comparableType(t.type, true); });
      comparable = false;
    }
  }

  std::sort(all.begin(), all.end(), [](Func* a, Func* b) { return methodLess(a, b); });
  set->methods = typeArena().copyList(all);
  set->comparable = comparable;
  set->terms = typeArena().copyList(terms.terms);
  computeDepth--;
  return set;
}

TypeSet* computeUnionTypeSet(Checker* check, Pos pos, Union* utyp) {
  if (utyp->tset) return utyp->tset;
  auto* set = utyp->tset = typeArena().make<TypeSet>();
  TermList all;
  for (Term* t : utyp->terms) {
    TermList sub;
    Type* u = under(t->type);
    if (u->kind == TypeKind::Interface) {
      sub = toList(computeInterfaceTypeSet(check, pos, static_cast<Interface*>(u))->terms);
    } else if (u == invalidType()) {
      continue;
    } else if (!t->tilde || identical(t->type, u)) {
      sub.terms.push_back(*t);
    }
    all = all.unionWith(sub);
    if (all.terms.size() > kMaxTermCount) {
      if (check)
        check->errorf(pos, "cannot handle more than {} union terms (implementation limitation)", (int)kMaxTermCount);
      return utyp->tset = &invalidSet;
    }
  }
  set->terms = typeArena().copyList(all.terms);
  return set;
}

}  // namespace vole::types
