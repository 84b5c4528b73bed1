// This file declares the entities names denote: packages, constants, types, variables, functions,
// labels, built-ins, nil.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/types/scope.h"
#include "frontend/types/type.h"

namespace vole::types {

struct DeclInfo;

enum class ObjKind : uint8_t { PkgName, Const, TypeName, Var, Func, Label, Builtin, Nil };

/// Progress of an object's type: white (unknown), grey (on the object path: kGrey + its index
/// there), black (known).
inline constexpr uint32_t kWhite = 0, kBlack = 1, kGrey = 2;

struct Object {
  ObjKind kind;
  bool used = false;            // Var, PkgName, Label: mentioned
  uint32_t color = kWhite;
  uint32_t order = 0;           // of declaration within the package; 0: not package level
  Pos pos;
  Pos scopePos;                 // start of visibility (local objects)
  Sym name = nullptr;
  Type* type = nullptr;         // null until resolved: Checker::objDecl
  Scope* parent = nullptr;      // null for fields, methods
  Package* pkg = nullptr;       // null for universe objects and labels
  DeclInfo* decl = nullptr;     // package-level objects and methods: how they are declared

  explicit Object(ObjKind k, Pos p, Package* g, Sym n, Type* t)
      : kind(k), color(t ? kBlack : kWhite), pos(p), name(n), type(t), pkg(g) {}

  bool exported() const { return name->exported; }
  /// Do this object's name and (pkg, name) denote the same identifier? Unexported names of
  /// different packages differ. With foldCase letters are compared without case.
  bool sameId(Package* pkg, Sym name, bool foldCase = false) const;
  template <class T>
  T* as() {
    return kind == T::kKind ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  bool is() const {
    return kind == T::kKind;
  }
};

template <class T>
inline T* as(Object* o) {
  return o && o->kind == T::kKind ? static_cast<T*>(o) : nullptr;
}

struct PkgName : Object {
  static constexpr ObjKind kKind = ObjKind::PkgName;
  Package* imported;               // null in lazy mode before the first use: importedPkg()
  syntax::ImportDecl* importDecl = nullptr;
  PkgName(Pos p, Package* g, Sym n, Package* imp);
};

struct Const : Object {
  static constexpr ObjKind kKind = ObjKind::Const;
  const ConstVal* val;
  Const(Pos p, Package* g, Sym n, Type* t, const ConstVal* v) : Object(kKind, p, g, n, t), val(v) {}
};

struct TypeName : Object {
  static constexpr ObjKind kKind = ObjKind::TypeName;
  bool brokenAlias = false;   // an alias whose type is not determined yet
  bool notInHeap = false;     // go:notinheap
  TypeName(Pos p, Package* g, Sym n, Type* t) : Object(kKind, p, g, n, t) {}
  bool isAlias() const;
};

struct Var : Object {
  static constexpr ObjKind kKind = ObjKind::Var;
  bool embedded = false;      // an embedded field; name is the type's
  bool isField = false;
  bool isParam = false;       // parameter, result or receiver of a function with a body
  // Facts found by computeCaptures (info.h); package-level variables and fields have none.
  bool captured = false;      // used in a function literal inside the declaring function
  bool reassigned = false;    // assigned to other than by its declaration
  bool addrTaken = false;     // &x, x[:] of an array, a pointer method called on it, ...
  Var* origin = nullptr;      // of a field or parameter of an instance: the generic one; else null
  syntax::Node* func = nullptr;  // computeCaptures: the FuncDecl or FuncLit that declares it
  void* info = nullptr;       // the code generator's
  void* escInfo = nullptr;    // the escape analysis'
  Var(Pos p, Package* g, Sym n, Type* t) : Object(kKind, p, g, n, t) {}
};

struct Func : Object {
  static constexpr ObjKind kKind = ObjKind::Func;
  bool hasPtrRecv = false;    // valid before the signature is: *T receiver
  bool bodyChecked = false;
  bool bodyOk = false;        // bodyChecked without errors
  Func* origin = nullptr;     // of an instance's method: the generic one; else null
  void* info = nullptr;       // the code generator's
  Func(Pos p, Package* g, Sym n, Signature* s) : Object(kKind, p, g, n, s) {}
  Signature* sig() { return type ? static_cast<Signature*>(type) : nullptr; }
  /// The declaration, or null (interface methods, instances: see origin).
  syntax::FuncDecl* funcDecl();
};

struct Label : Object {
  static constexpr ObjKind kKind = ObjKind::Label;
  Label(Pos p, Package* g, Sym n);
};

enum class BuiltinId : uint8_t {
  Append, Cap, Clear, Close, Complex, Copy, Delete, Imag, Len, Make, Max, Min, New, Panic, Print,
  Println, Real, Recover,
  Add, Alignof, Offsetof, Sizeof, Slice, SliceData, String, StringData,  // package unsafe
  Assert, Trace,                                                          // tests only
  Count,
};

/// What the universe table says of a built-in function.
struct BuiltinInfo {
  std::string_view name;
  int nargs;
  bool variadic;
  bool isStmtOk;     // may stand as a statement
  bool isExpression; // exprKind is expression, not statement
  int minVersion;    // Go 1.N that brought it
};
extern const BuiltinInfo predeclaredFuncs[static_cast<int>(BuiltinId::Count)];

struct Builtin : Object {
  static constexpr ObjKind kKind = ObjKind::Builtin;
  BuiltinId id;
  Builtin(Sym n, BuiltinId i);
};

struct Nil : Object {
  static constexpr ObjKind kKind = ObjKind::Nil;
  explicit Nil(Sym n);
};

struct Package {
  std::string_view path;      // import path
  Sym name = nullptr;
  Scope* scope = nullptr;
  Checker* checker = nullptr; // the checker at work on it, or the lazy one (null: unsafe)
  std::vector<Package*> imports;  // directly imported, in order of first import
  bool complete = false;
  bool fake = false;          // stands for a package that could not be imported
  bool lazy = false;          // objects are resolved on demand
  bool session = false;       // grows by inputs (session.h): what it declares may be redefined
  uint32_t index = 0;         // in order of creation
  void* info = nullptr;       // the code generator's
  void* loadInfo = nullptr;   // the loader's
};
Package* newPackage(std::string_view path, Sym name);
/// Package unsafe.
Package* unsafePackage();

// Constructors from the type arena.
PkgName* newPkgName(Pos, Package*, Sym name, Package* imported);
Const* newConst(Pos, Package*, Sym name, Type*, const ConstVal*);
TypeName* newTypeName(Pos, Package*, Sym name, Type*);
Var* newVar(Pos, Package*, Sym name, Type*);
Var* newParam(Pos, Package*, Sym name, Type*);  // used is set: parameters are never "unused"
Var* newField(Pos, Package*, Sym name, Type*, bool embedded);
Func* newFunc(Pos, Package*, Sym name, Signature*);
Label* newLabel(Pos, Package*, Sym name);

/// "" interned: the name of unnamed parameters.
Sym emptySym();
/// "_" interned.
Sym blankSym();

/// "type T struct{...}", "func f(x int)", "var x int": types2's object string.
std::string objectString(Object* o, Package* relativeTo);

}  // namespace vole::types
