// This file finds fields and methods, and says which methods a type lacks.
#include <algorithm>

#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

/// A type met on the way through embedded fields. Entries stay in one list; `parent` and `field`
/// give the path without copying it.
struct Embedded {
  Type* type;
  int parent;      // entry it was found in, or -1
  int field;       // index there
  bool indirect;   // a pointer was followed on the way
  bool multiples;  // the type occurs several times at its depth
};

void pathOf(const std::vector<Embedded>& ents, int e, int last, std::vector<int>* index) {
  if (!index) return;
  index->clear();
  index->push_back(last);
  for (; e >= 0 && ents[static_cast<size_t>(e)].parent >= 0; e = ents[static_cast<size_t>(e)].parent)
    index->push_back(ents[static_cast<size_t>(e)].field);
  std::reverse(index->begin(), index->end());
}

bool funcHasPtrRecv(Func* f) {
  auto* sig = f->sig();
  if (sig && sig->recv && sig->recv->type) return sig->recv->type->kind == TypeKind::Pointer;
  return f->hasPtrRecv;
}

}  // namespace

Object* lookupFieldOrMethod(Type* T, bool addressable, Package* pkg, Sym name, bool foldCase,
                            std::vector<int>* index, bool* indirect) {
  if (index) index->clear();
  bool ind = false;
  if (!indirect) indirect = &ind;
  *indirect = false;
  if (name == blankSym()) return nullptr;

  // A defined pointer type has no methods of its own, but its base type's fields can be selected.
  if (auto* n = as<Named>(T)) {
    if (auto* p = as<Pointer>(n->under())) {
      Object* o = lookupFieldOrMethod(p, false, pkg, name, foldCase, index, indirect);
      if (o && o->kind == ObjKind::Func) {
        if (index) index->clear();
        *indirect = false;
        return nullptr;
      }
      return o;
    }
  }

  bool isPtr;
  Type* typ = deref(T, &isPtr);
  if (isPtr && isInterface(typ)) return nullptr;  // no methods through a pointer to an interface

  std::vector<Embedded> ents;
  std::vector<Named*> seen;
  ents.push_back({typ, -1, -1, isPtr, false});
  size_t lo = 0;
  while (lo < ents.size()) {
    size_t hi = ents.size();
    Object* obj = nullptr;
    bool collision = false;
    bool objIndirect = false;
    auto found = [&](Object* o, size_t e, int i) {
      pathOf(ents, static_cast<int>(e), i, index);
      if (obj || ents[e].multiples) {
        collision = true;
        return;
      }
      obj = o;
      objIndirect = ents[e].indirect;
    };
    for (size_t e = lo; e < hi && !collision; e++) {
      Type* t = ents[e].type;
      if (auto* n = as<Named>(t)) {
        // Met at a shallower depth already: that one hides this.
        if (std::find(seen.begin(), seen.end(), n) != seen.end()) continue;
        seen.push_back(n);
        Func* m;
        int i = n->lookupMethod(pkg, name, foldCase, &m);
        if (i >= 0) {
          found(m, e, i);
          continue;
        }
      }
      Type* u = under(t);
      if (u->kind == TypeKind::Struct) {
        auto fields = static_cast<Struct*>(u)->fields;
        for (uint32_t i = 0; i < fields.size() && !collision; i++) {
          Var* f = fields[i];
          if (f->name == name && f->sameId(pkg, name)) {
            found(f, e, static_cast<int>(i));
            continue;
          }
          // Something found at this depth hides whatever is embedded deeper.
          if (!obj && f->embedded) {
            bool ptr;
            Type* ft = deref(f->type, &ptr);
            bool ind2 = ents[e].indirect || ptr, mult = ents[e].multiples;
            ents.push_back({ft, static_cast<int>(e), static_cast<int>(i), ind2, mult});
          }
        }
      } else if (u->kind == TypeKind::Interface) {
        int i;
        if (Func* m = static_cast<Interface*>(u)->typeSet()->lookupMethod(pkg, name, foldCase, &i)) found(m, e, i);
      }
    }
    if (collision) return nullptr;
    if (obj) {
      auto* f = as<Func>(obj);
      if (f && funcHasPtrRecv(f) && !objIndirect && !addressable) {
        if (index) index->clear();
        *indirect = true;  // pointer receiver required
        return nullptr;
      }
      *indirect = objIndirect;
      return obj;
    }
    // Types that occur several times at the next depth make what they contain ambiguous.
    size_t n = hi;
    for (size_t e = hi; e < ents.size(); e++) {
      bool dup = false;
      for (size_t k = hi; k < n && !dup; k++) {
        if (ents[k].type == ents[e].type || identical(ents[k].type, ents[e].type)) {
          ents[k].multiples = true;
          dup = true;
        }
      }
      if (!dup) ents[n++] = ents[e];
    }
    ents.resize(n);
    lo = hi;
  }
  if (index) index->clear();
  return nullptr;
}

int fieldIndex(List<Var*> fields, Package* pkg, Sym name) {
  if (name == blankSym()) return -1;
  for (uint32_t i = 0; i < fields.size(); i++) {
    if (fields[i]->name == name && fields[i]->sameId(pkg, name)) return static_cast<int>(i);
  }
  return -1;
}

// ---------------------------------------------------------------------------------------------

namespace {
bool isInterfacePtr(Type* T) {
  auto* p = asUnder<Pointer>(T);
  return p && isInterface(p->base);
}

/// missingMethod with the comparison of signatures as a parameter (inference unifies instead).
template <class Eq>
Func* missing(Type* V, Interface* T, bool static_, Func** alt, Eq equal) {
  *alt = nullptr;
  auto* set = T->typeSet();
  if (set->methods.empty()) return nullptr;
  Type* u = under(V);
  if (u->kind == TypeKind::Interface) {
    auto* vset = static_cast<Interface*>(u)->typeSet();
    for (Func* m : set->methods) {
      Func* f = vset->lookupMethod(m->pkg, m->name, false);
      if (!f) {
        if (!static_) continue;
        return m;
      }
      if (!equal(typeOf(f), typeOf(m))) {
        *alt = f;
        return m;
      }
    }
    return nullptr;
  }
  for (Func* m : set->methods) {
    Object* o = lookupFieldOrMethod(V, false, m->pkg, m->name, false, nullptr, nullptr);
    bool found = o != nullptr;
    if (!found) {
      o = lookupFieldOrMethod(newPointer(V), false, m->pkg, m->name, false, nullptr, nullptr);
      if (!o) o = lookupFieldOrMethod(V, false, m->pkg, m->name, true, nullptr, nullptr);
    }
    auto* f = as<Func>(o);
    if (!f) return m;
    typeOf(f);
    if (!found || !equal(f->type, typeOf(m))) {
      *alt = f;
      return m;
    }
  }
  return nullptr;
}
}  // namespace

Func* missingMethodWith(Type* V, Interface* T, Func** alt, const std::function<bool(Type*, Type*)>& equal) {
  return missing(V, T, true, alt, equal);
}

Func* Checker::missingMethod(Type* V, Type* T, bool static_, Func** alt, std::string* cause) {
  Func* dummy;
  if (!alt) alt = &dummy;
  *alt = nullptr;
  auto* iface = asUnder<Interface>(T);
  if (!iface) return nullptr;
  Func* m = missing(V, iface, static_, alt, [](Type* a, Type* b) { return identical(a, b); });
  if (m && cause) *cause = missingMethodReason(V, T, m, *alt);
  return m;
}

std::string Checker::funcString(Func* f, bool withPkg) {
  std::string s;
  if (withPkg && f->pkg && f->pkg != pkg) s = f->pkg->name->string() + ".";
  s += f->name->str();
  writeSignature(s, f->sig(), pkg);
  return s;
}

std::string Checker::missingMethodReason(Type* V, Type* T, Func* m, Func* alt) {
  std::string mname = m->name->string() + " method";
  if (alt) {
    if (m->name != alt->name)
      return sprintf("(missing {})\n\t\thave {}\n\t\twant {}", mname, funcString(alt), funcString(m));
    if (identical(m->type, alt->type)) return sprintf("({} has pointer receiver)", mname);
    return sprintf("(wrong type for {})\n\t\thave {}\n\t\twant {}", mname, funcString(alt), funcString(m));
  }
  if (isInterfacePtr(V)) return "(" + interfacePtrError(V) + ")";
  if (isInterfacePtr(T)) return "(" + interfacePtrError(T) + ")";
  return sprintf("(missing {})", mname);
}

std::string Checker::interfacePtrError(Type* T) {
  auto* p = asUnder<Pointer>(T);
  if (isTypeParam(p->base)) return sprintf("type {} is pointer to type parameter, not type parameter", T);
  return sprintf("type {} is pointer to interface, not interface", T);
}

bool Checker::newAssertableTo(Type* V, Type* T, std::string* cause) {
  // An assertion to an interface may always succeed: the dynamic type decides.
  if (isInterface(T)) return true;
  // Callers put "T does not implement V" before the cause themselves.
  Func* alt = nullptr;
  return !missingMethod(T, V, false, &alt, cause);
}

}  // namespace vole::types
