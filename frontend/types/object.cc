// This file constructs objects and packages and prints them.
#include "frontend/types/object.h"

#include <cctype>

#include "frontend/types/checker_impl.h"

namespace vole::types {

Sym emptySym() {
  static Sym s = intern("");
  return s;
}
Sym blankSym() {
  static Sym s = intern("_");
  return s;
}

PkgName::PkgName(Pos p, Package* g, Sym n, Package* imp)
    : Object(kKind, p, g, n, invalidType()), imported(imp) {}
Label::Label(Pos p, Package* g, Sym n) : Object(kKind, p, g, n, invalidType()) {}
Builtin::Builtin(Sym n, BuiltinId i) : Object(kKind, Pos(), nullptr, n, invalidType()), id(i) {}
Nil::Nil(Sym n) : Object(kKind, Pos(), nullptr, n, Typ[BasicKind::UntypedNil]) {}

PkgName* newPkgName(Pos p, Package* g, Sym n, Package* imp) { return typeArena().make<PkgName>(p, g, n, imp); }
Const* newConst(Pos p, Package* g, Sym n, Type* t, const ConstVal* v) {
  return typeArena().make<Const>(p, g, n, t, v);
}
TypeName* newTypeName(Pos p, Package* g, Sym n, Type* t) { return typeArena().make<TypeName>(p, g, n, t); }
Var* newVar(Pos p, Package* g, Sym n, Type* t) { return typeArena().make<Var>(p, g, n, t); }
Var* newParam(Pos p, Package* g, Sym n, Type* t) {
  auto* v = newVar(p, g, n, t);
  v->used = true;
  v->isParam = true;
  return v;
}
Var* newField(Pos p, Package* g, Sym n, Type* t, bool embedded) {
  auto* v = newVar(p, g, n, t);
  v->isField = true;
  v->embedded = embedded;
  return v;
}
Func* newFunc(Pos p, Package* g, Sym n, Signature* s) { return typeArena().make<Func>(p, g, n, s); }
Label* newLabel(Pos p, Package* g, Sym n) { return typeArena().make<Label>(p, g, n); }

namespace {
std::vector<Package*>& allPackages() {
  static auto* all = new std::vector<Package*>;
  return *all;
}

bool foldEqual(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); i++) {
    if (std::tolower(static_cast<unsigned char>(a[i])) != std::tolower(static_cast<unsigned char>(b[i])))
      return false;
  }
  return true;
}

void collectReachable(Package* p, std::vector<Package*>* seen) {
  for (Package* q : *seen) {
    if (q == p) return;
  }
  seen->push_back(p);
  for (size_t i = seen->size() - 1; i < seen->size(); i++) {
    for (Package* imp : (*seen)[i]->imports) {
      bool known = false;
      for (Package* q : *seen) known = known || q == imp;
      if (!known) seen->push_back(imp);
    }
  }
}
}  // namespace

Package* newPackage(std::string_view path, Sym name) {
  auto* p = new Package;
  p->path = typeArena().copyString(path);
  p->name = name;
  p->scope = newScope(universe());
  p->index = static_cast<uint32_t>(allPackages().size());
  allPackages().push_back(p);
  return p;
}

/// How messages name pkg inside relativeTo: by name; by quoted path if another package of that name
/// is imported too.
std::string packageQualifier(Package* pkg, Package* relativeTo) {
  if (pkg == relativeTo) return "";
  if (!relativeTo) return std::string(pkg->path);
  bool twice = false;
  for (Package* p : allPackages()) twice = twice || (p != pkg && p->name == pkg->name && p->path != pkg->path);
  if (twice) {
    std::vector<Package*> reach;
    collectReachable(relativeTo, &reach);
    for (Package* p : reach) {
      if (p != pkg && p->name == pkg->name && p->path != pkg->path) return '"' + std::string(pkg->path) + '"';
    }
  }
  return pkg->name ? pkg->name->string() : std::string(pkg->path);
}

bool Object::sameId(Package* p, Sym n, bool foldCase) const {
  if (name != n && !(foldCase && foldEqual(name->str(), n->str()))) return false;
  if (name->exported || foldCase) return true;
  // Unexported names are the same only within one package; universe objects have none.
  if (!p || !pkg) return p == pkg;
  return p == pkg || p->path == pkg->path;
}

bool TypeName::isAlias() const {
  if (!type) return false;
  switch (type->kind) {
    case TypeKind::Basic:
      // unsafe.Pointer is declared under its own name; byte and rune are aliases.
      if (pkg && pkg == unsafePackage()) return false;
      return pkg || static_cast<Basic*>(type)->name != name->str() || type == universeByte ||
             type == universeRune;
    case TypeKind::Named:
      return static_cast<Named*>(type)->obj != this || static_cast<Named*>(type)->inst;
    case TypeKind::TypeParam:
      return static_cast<TypeParam*>(type)->obj != this;
    default:
      return true;
  }
}

syntax::FuncDecl* Func::funcDecl() { return decl ? decl->fdecl : nullptr; }

// ---------------------------------------------------------------------------------------------
// Printing

std::string objectString(Object* o, Package* rel) {
  std::string s;
  Type* typ = o->type;
  switch (o->kind) {
    case ObjKind::PkgName: {
      auto* p = static_cast<PkgName*>(o);
      s = "package " + o->name->string();
      if (p->imported && p->imported->path != o->name->str()) s += " (\"" + std::string(p->imported->path) + "\")";
      return s;
    }
    case ObjKind::Const:
      s = "const";
      break;
    case ObjKind::TypeName:
      s = isTypeParam(typ) ? "type parameter" : "type";
      break;
    case ObjKind::Var:
      s = static_cast<Var*>(o)->isField ? "field" : "var";
      break;
    case ObjKind::Func: {
      s = "func ";
      auto* sig = as<Signature>(typ);
      if (sig && sig->recv) {
        s += '(';
        if (sig->recv->type && sig->recv->type->kind == TypeKind::Interface) {
          s += "interface";
        } else {
          writeType(s, sig->recv->type, rel);
        }
        s += ").";
      } else if (o->pkg) {
        if (auto q = packageQualifier(o->pkg, rel); !q.empty()) s += q + ".";
      }
      s += o->name->str();
      if (sig) writeSignature(s, sig, rel);
      return s;
    }
    case ObjKind::Label:
      s = "label";
      typ = nullptr;
      break;
    case ObjKind::Builtin:
      s = "builtin";
      typ = nullptr;
      break;
    case ObjKind::Nil:
      return "nil";
  }
  s += ' ';
  if (o->pkg && o->pkg->scope->lookup(o->name) == o) {
    if (auto q = packageQualifier(o->pkg, rel); !q.empty()) s += q + ".";
  }
  s += o->name->str();
  if (!typ) return s;
  if (auto* tn = as<TypeName>(o)) {
    if (typ->kind == TypeKind::Basic) return s;
    if (tn->isAlias()) {
      s += " =";
    } else if (auto* tp = as<TypeParam>(typ)) {
      typ = tp->bound;
    } else {
      typ = under(typ);
    }
  }
  s += ' ';
  writeType(s, typ, rel);
  return s;
}

}  // namespace vole::types
