// This file declares the representation of Go types. It mirrors types2: one class per type
// constructor, pointers compared with identical() (predicates.h), except that instances of generic
// types are unique within a Context.
//
// Types live in arenas and are never freed. `T::make` style constructors are the free functions
// newPointer, newSlice, ... below; they take their memory from typeArena().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/base/arena.h"
#include "frontend/base/assert.h"
#include "frontend/base/intern.h"
#include "frontend/base/pos.h"
#include "frontend/syntax/ast.h"

namespace vole::types {

struct Object;
struct Package;
struct TypeName;
struct Var;
struct Func;
struct TypeSet;
struct Context;
class Scope;
class Checker;

enum class TypeKind : uint8_t {
  Basic, Named, Pointer, Slice, Array, Map, Chan, Struct, Tuple, Signature, Interface, TypeParam, Union,
};

struct Type {
  TypeKind kind;
  uint8_t flags = 0;              // kTypeXxx below: memo bits of the predicates
  mutable uint32_t hash = 0;      // typeHash's memo; 0: not computed
  void* info = nullptr;           // the code generator's (run-time descriptor)
  explicit Type(TypeKind k) : kind(k) {}

  template <class T>
  T* as() {
    return kind == T::kKind ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  const T* as() const {
    return kind == T::kKind ? static_cast<const T*>(this) : nullptr;
  }
  template <class T>
  bool is() const {
    return kind == T::kKind;
  }
  template <class T>
  T* to() {
    VOLE_ASSERT(kind == T::kKind, "type of unexpected kind");
    return static_cast<T*>(this);
  }
};

/// t as a T, or nullptr; t may be null. No look through names: see asUnder.
template <class T>
inline T* as(Type* t) {
  return t && t->kind == T::kKind ? static_cast<T*>(t) : nullptr;
}

// Memo bits of Type::flags.
inline constexpr uint8_t kTypeNoTParams = 1;   // known not to contain type parameters
inline constexpr uint8_t kTypeHasTParams = 2;  // known to contain some

// ---------------------------------------------------------------------------------------------
// Basic types

enum class BasicKind : uint8_t {
  Invalid,
  Bool, Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr,
  Float32, Float64, Complex64, Complex128, String, UnsafePointer,
  UntypedBool, UntypedInt, UntypedRune, UntypedFloat, UntypedComplex, UntypedString, UntypedNil,
  Count,
  Byte = Uint8,
  Rune = Int32,
};

/// Properties of basic types, as a bit set.
enum BasicInfo : uint16_t {
  IsBoolean = 1 << 0,
  IsInteger = 1 << 1,
  IsUnsigned = 1 << 2,
  IsFloat = 1 << 3,
  IsComplex = 1 << 4,
  IsString = 1 << 5,
  IsUntyped = 1 << 6,
  IsOrdered = IsInteger | IsFloat | IsString,
  IsNumeric = IsInteger | IsFloat | IsComplex,
  IsConstType = IsBoolean | IsNumeric | IsString,
};

struct Basic : Type {
  static constexpr TypeKind kKind = TypeKind::Basic;
  BasicKind basic;
  uint16_t info_;           // BasicInfo bits
  std::string_view name;
  Basic(BasicKind k, uint16_t i, std::string_view n) : Type(kKind), basic(k), info_(i), name(n) {}
};

/// The predeclared types by kind; Typ[kind].
struct TypTable {
  Type* operator[](BasicKind k) const;
};
extern const TypTable Typ;
extern Basic* const basicTypes[static_cast<int>(BasicKind::Count)];
inline Type* TypTable::operator[](BasicKind k) const { return basicTypes[static_cast<int>(k)]; }
inline Type* invalidType() { return Typ[BasicKind::Invalid]; }
inline bool isValid(const Type* t) { return t != invalidType(); }

// ---------------------------------------------------------------------------------------------
// Composite types

struct Pointer : Type {
  static constexpr TypeKind kKind = TypeKind::Pointer;
  Type* base;
  explicit Pointer(Type* b) : Type(kKind), base(b) {}
};

struct Slice : Type {
  static constexpr TypeKind kKind = TypeKind::Slice;
  Type* elem;
  explicit Slice(Type* e) : Type(kKind), elem(e) {}
};

struct Array : Type {
  static constexpr TypeKind kKind = TypeKind::Array;
  int64_t len;  // < 0: unknown (an error was reported, or the literal's length is not known yet)
  Type* elem;
  Array(Type* e, int64_t n) : Type(kKind), len(n), elem(e) {}
};

struct Map : Type {
  static constexpr TypeKind kKind = TypeKind::Map;
  Type *key, *elem;
  Map(Type* k, Type* e) : Type(kKind), key(k), elem(e) {}
};

using ChanDir = syntax::ChanDir;  // Both, SendOnly, RecvOnly

struct Chan : Type {
  static constexpr TypeKind kKind = TypeKind::Chan;
  ChanDir dir;
  Type* elem;
  Chan(ChanDir d, Type* e) : Type(kKind), dir(d), elem(e) {}
};

struct Struct : Type {
  static constexpr TypeKind kKind = TypeKind::Struct;
  List<Var*> fields;
  List<std::string_view> tags;  // empty, or one per field (unquoted)
  bool complete = false;        // the fields are set up
  int64_t size = -1, align = 0; // sizeOf's memo
  Struct() : Type(kKind) {}
  std::string_view tag(size_t i) const { return i < tags.size() ? tags[i] : std::string_view(); }
};

/// A list of variables: parameters, results, the type of a call with other than one result.
/// A null Tuple* is the empty tuple.
struct Tuple : Type {
  static constexpr TypeKind kKind = TypeKind::Tuple;
  List<Var*> vars;
  explicit Tuple(List<Var*> v) : Type(kKind), vars(v) {}
};
inline uint32_t tupleLen(const Tuple* t) { return t ? t->vars.size() : 0; }
inline List<Var*> tupleVars(const Tuple* t) { return t ? t->vars : List<Var*>{}; }

struct TypeParam;

struct Signature : Type {
  static constexpr TypeKind kKind = TypeKind::Signature;
  List<TypeParam*> rparams;  // receiver type parameters
  List<TypeParam*> tparams;  // type parameters
  Scope* scope = nullptr;    // function scope of a declared function or literal; else null
  Var* recv = nullptr;
  Tuple* params = nullptr;   // null: none
  Tuple* results = nullptr;  // null: none
  bool variadic = false;     // the last parameter's type is a slice (or string, for append)
  Signature() : Type(kKind) {}
};

struct Interface : Type {
  static constexpr TypeKind kKind = TypeKind::Interface;
  Checker* check = nullptr;   // for errors while the type set is computed; null afterwards
  List<Func*> methods;        // explicitly declared
  List<Type*> embeddeds;
  List<Pos> embedPos;         // of embeddeds; may be empty
  bool implicit = false;      // wrapper of a constraint literal such as ~T or A|B
  bool complete = false;      // all fields are set up
  TypeSet* tset = nullptr;    // computed on demand: typeSet()
  Interface() : Type(kKind) {}

  /// The type set, computed at the first call.
  TypeSet* typeSet();
  bool isEmpty();             // the type set is that of all types
  bool isComparable();
  bool isMethodSet();         // only methods, no type restriction
  uint32_t numMethods();      // of the type set, incl. embedded ones
  Func* method(uint32_t i);   // sorted by unique name
};

struct TypeParam : Type {
  static constexpr TypeKind kKind = TypeKind::TypeParam;
  Checker* check;
  uint64_t id;        // unique, for debugging and order
  TypeName* obj;
  int index = -1;     // in the list it is declared in; -1 before bindTParams
  Type* bound;        // any type, but under() is an Interface once iface() was called
  TypeParam(Checker* c, uint64_t i, TypeName* o, Type* b)
      : Type(kKind), check(c), id(i), obj(o), bound(b) {}
  /// The constraint interface.
  Interface* iface();
};

struct Term {
  bool tilde = false;
  Type* type = nullptr;
};

/// A union A|~B of a constraint.
struct Union : Type {
  static constexpr TypeKind kKind = TypeKind::Union;
  List<Term*> terms;
  TypeSet* tset = nullptr;  // memo
  explicit Union(List<Term*> t) : Type(kKind), terms(t) {}
};

// ---------------------------------------------------------------------------------------------
// Named types

struct Named;

/// Type arguments of an instance, with the lazily expanded methods.
struct NamedInst {
  Named* orig = nullptr;
  List<Type*> targs;
  Context* ctxt = nullptr;        // while the underlying type is not expanded
  Pos pos;                        // where it was instantiated first
  List<Func*> expandedMethods;    // parallel to orig's methods; null until asked for
};

struct Named : Type {
  static constexpr TypeKind kKind = TypeKind::Named;
  Checker* check = nullptr;      // non-null while the declaring checker is still busy with it
  TypeName* obj = nullptr;       // an instance shares orig's object
  Type* fromRHS = nullptr;       // the declaration's right-hand side, for cycle reports
  Type* underlying_ = nullptr;   // may be Named during set-up; null for an unexpanded instance
  List<TypeParam*> tparams;      // of a generic (not instantiated) type
  List<Func*> methods;           // declared methods (for an instance: see method(i))
  NamedInst* inst = nullptr;     // null: not an instance
  List<Type*> implicits;         // of a type declared in a generic function, one instance's copy: that instance's arguments
  uint32_t nmethodCap = 0;
  uint8_t validity = 0;          // validType's memo
  bool expanding = false;        // underlying_ is being expanded
  bool methodsCollected = false; // lazy mode: collectMethods has run
  Named() : Type(kKind) {}

  Named* origin() { return inst ? inst->orig : this; }
  List<Type*> targs() const { return inst ? inst->targs : List<Type*>{}; }
  List<TypeParam*> typeParams() { return inst ? List<TypeParam*>{} : tparams; }
  /// The underlying type: never Named, never null (expands an instance).
  Type* under();
  /// Declared methods (not those of embedded fields).
  uint32_t numMethods();
  /// The i'th method; for an instance with the receiver's type arguments substituted.
  Func* method(uint32_t i);
  /// Adds a declared method.
  void addMethod(Func* m);
  /// Index and method called name (compared as Go compares identifiers of pkg), or -1.
  int lookupMethod(Package* pkg, Sym name, bool foldCase, Func** m);
};

// ---------------------------------------------------------------------------------------------
// Construction

/// The arena of types and objects (one per process; guarded by the front end's lock).
Arena& typeArena();

Pointer* newPointer(Type* base);
Slice* newSlice(Type* elem);
Array* newArray(Type* elem, int64_t len);
Map* newMap(Type* key, Type* elem);
Chan* newChan(ChanDir dir, Type* elem);
Struct* newStruct(List<Var*> fields, List<std::string_view> tags);
/// null for no variables.
Tuple* newTuple(List<Var*> vars);
Tuple* newTuple(std::initializer_list<Var*> vars);
Signature* newSignature(Var* recv, Tuple* params, Tuple* results, bool variadic);
Interface* newInterfaceType(List<Func*> methods, List<Type*> embeddeds);
Union* newUnion(List<Term*> terms);

/// The underlying type of t (t itself unless it is Named or a type parameter, whose underlying type
/// is its constraint interface).
Type* under(Type* t);

/// under(t) as a T, or nullptr. A type parameter's under is its constraint interface.
template <class T>
inline T* asUnder(Type* t) {
  if (!t) return nullptr;
  Type* u = under(t);
  return u && u->kind == T::kKind ? static_cast<T*>(u) : nullptr;
}

/// If t is no type parameter, under(t); else the single underlying type of all types of its type
/// set, or nullptr if there is none. (Channels of one element type: the restricted direction.)
Type* coreType(Type* t);
/// As coreType, but a set of []byte and string counts as string.
Type* coreString(Type* t);
/// x if identical to y; for channels the more restricted one; else nullptr.
Type* match(Type* x, Type* y);

}  // namespace vole::types
