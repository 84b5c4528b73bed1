// This file constructs types and answers what lies under them.
#include "frontend/types/type.h"

#include "frontend/types/checker_impl.h"

namespace vole::types {

Arena& typeArena() {
  static Arena* arena = new Arena;
  return *arena;
}

namespace {
constexpr int kBasicCount = static_cast<int>(BasicKind::Count);

// One static object per basic type: Typ is usable before any initialisation has run.
Basic basics[kBasicCount] = {
    {BasicKind::Invalid, 0, "invalid type"},
    {BasicKind::Bool, IsBoolean, "bool"},
    {BasicKind::Int, IsInteger, "int"},
    {BasicKind::Int8, IsInteger, "int8"},
    {BasicKind::Int16, IsInteger, "int16"},
    {BasicKind::Int32, IsInteger, "int32"},
    {BasicKind::Int64, IsInteger, "int64"},
    {BasicKind::Uint, IsInteger | IsUnsigned, "uint"},
    {BasicKind::Uint8, IsInteger | IsUnsigned, "uint8"},
    {BasicKind::Uint16, IsInteger | IsUnsigned, "uint16"},
    {BasicKind::Uint32, IsInteger | IsUnsigned, "uint32"},
    {BasicKind::Uint64, IsInteger | IsUnsigned, "uint64"},
    {BasicKind::Uintptr, IsInteger | IsUnsigned, "uintptr"},
    {BasicKind::Float32, IsFloat, "float32"},
    {BasicKind::Float64, IsFloat, "float64"},
    {BasicKind::Complex64, IsComplex, "complex64"},
    {BasicKind::Complex128, IsComplex, "complex128"},
    {BasicKind::String, IsString, "string"},
    {BasicKind::UnsafePointer, 0, "Pointer"},
    {BasicKind::UntypedBool, IsBoolean | IsUntyped, "untyped bool"},
    {BasicKind::UntypedInt, IsInteger | IsUntyped, "untyped int"},
    {BasicKind::UntypedRune, IsInteger | IsUntyped, "untyped rune"},
    {BasicKind::UntypedFloat, IsFloat | IsUntyped, "untyped float"},
    {BasicKind::UntypedComplex, IsComplex | IsUntyped, "untyped complex"},
    {BasicKind::UntypedString, IsString | IsUntyped, "untyped string"},
    {BasicKind::UntypedNil, IsUntyped, "untyped nil"},
};
}  // namespace

Basic* const basicTypes[kBasicCount] = {
    &basics[0],  &basics[1],  &basics[2],  &basics[3],  &basics[4],  &basics[5],  &basics[6],
    &basics[7],  &basics[8],  &basics[9],  &basics[10], &basics[11], &basics[12], &basics[13],
    &basics[14], &basics[15], &basics[16], &basics[17], &basics[18], &basics[19], &basics[20],
    &basics[21], &basics[22], &basics[23], &basics[24], &basics[25],
};
const TypTable Typ;

Pointer* newPointer(Type* base) { return typeArena().make<Pointer>(base); }
Slice* newSlice(Type* elem) { return typeArena().make<Slice>(elem); }
Array* newArray(Type* elem, int64_t len) { return typeArena().make<Array>(elem, len); }
Map* newMap(Type* key, Type* elem) { return typeArena().make<Map>(key, elem); }
Chan* newChan(ChanDir dir, Type* elem) { return typeArena().make<Chan>(dir, elem); }

Struct* newStruct(List<Var*> fields, List<std::string_view> tags) {
  auto* s = typeArena().make<Struct>();
  s->fields = fields;
  s->tags = tags;
  s->complete = true;
  return s;
}

Tuple* newTuple(List<Var*> vars) { return vars.empty() ? nullptr : typeArena().make<Tuple>(vars); }
Tuple* newTuple(std::initializer_list<Var*> vars) {
  return newTuple(typeArena().copyList<Var*>(vars.begin(), vars.size()));
}

Signature* newSignature(Var* recv, Tuple* params, Tuple* results, bool variadic) {
  auto* s = typeArena().make<Signature>();
  s->recv = recv;
  s->params = params;
  s->results = results;
  s->variadic = variadic;
  return s;
}

Interface* newInterfaceType(List<Func*> methods, List<Type*> embeddeds) {
  auto* t = typeArena().make<Interface>();
  t->methods = methods;
  t->embeddeds = embeddeds;
  t->complete = true;
  return t;
}

Union* newUnion(List<Term*> terms) { return typeArena().make<Union>(terms); }

Type* under(Type* t) {
  if (!t) return invalidType();  // of a type that is being declared
  if (t->kind == TypeKind::Named) return static_cast<Named*>(t)->under();
  if (t->kind == TypeKind::TypeParam) return static_cast<TypeParam*>(t)->iface();
  return t;
}

Type* match(Type* x, Type* y) {
  if (identical(x, y)) return x;
  auto* cx = as<Chan>(x);
  auto* cy = as<Chan>(y);
  if (cx && cy && identical(cx->elem, cy->elem)) {
    // A bidirectional channel can be used wherever the directed one can.
    if (cx->dir == ChanDir::Both) return y;
    if (cy->dir == ChanDir::Both) return x;
  }
  return nullptr;
}

Type* coreType(Type* t) {
  if (!isTypeParam(t)) return under(t);
  Type* single = nullptr;
  bool ok = underIs(t, [&](Type* u) {
    if (!u) return false;
    if (single && !(u = match(single, u))) return false;
    single = u;
    return true;
  });
  return ok ? single : nullptr;
}

Type* coreString(Type* t) {
  if (!isTypeParam(t)) return under(t);
  Type* single = nullptr;
  bool hasString = false;
  bool ok = underIs(t, [&](Type* u) {
    if (!u) return false;
    if (isString(u)) {
      u = newSlice(universeByte);
      hasString = true;
    }
    if (single && !(u = match(single, u))) return false;
    single = u;
    return true;
  });
  if (!ok) return nullptr;
  return hasString ? Typ[BasicKind::String] : single;
}

// ---------------------------------------------------------------------------------------------
// Interfaces and type parameters

TypeSet* Interface::typeSet() { return tset ? tset : computeInterfaceTypeSet(check, Pos(), this); }
bool Interface::isEmpty() { return typeSet()->isAll(); }
bool Interface::isComparable() { return typeSet()->isComparable(); }
bool Interface::isMethodSet() { return typeSet()->isMethodSet(); }
uint32_t Interface::numMethods() { return typeSet()->methods.size(); }
Func* Interface::method(uint32_t i) { return typeSet()->methods[i]; }

Interface* TypeParam::iface() {
  Interface* ityp = nullptr;
  // A constraint that is itself a type parameter is an error reported elsewhere.
  if (isTypeParam(bound)) return &emptyInterface;
  Type* u = under(bound);
  if (u == invalidType()) return &emptyInterface;
  if (u->kind == TypeKind::Interface) ityp = static_cast<Interface*>(u);
  if (!ityp) {
    // A constraint literal: wrap it once and for all.
    ityp = newInterfaceType({}, typeArena().listOf<Type*>({bound}));
    ityp->implicit = true;
    bound = ityp;
  }
  if (!ityp->tset) {
    Pos pos = obj->pos;
    if (auto* n = types::as<Named>(bound)) pos = n->obj->pos;
    computeInterfaceTypeSet(check, pos, ityp);
  }
  return ityp;
}

}  // namespace vole::types
