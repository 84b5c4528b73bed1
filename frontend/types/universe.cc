// This file builds the universe scope and package unsafe.
#include "frontend/types/universe.h"

#include "frontend/base/constant.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

Object* universeIota;
Object* universeAnyObj;
Type* universeByte;
Type* universeRune;
Type* universeAny;
Type* universeError;
Type* universeComparable;
Interface emptyInterface;

const BuiltinInfo predeclaredFuncs[] = {
    // name, nargs, variadic, statement ok, expression, since
    {"append", 1, true, false, true, 0},
    {"cap", 1, false, false, true, 0},
    {"clear", 1, false, true, false, 21},
    {"close", 1, false, true, false, 0},
    {"complex", 2, false, false, true, 0},
    {"copy", 2, false, true, false, 0},
    {"delete", 2, false, true, false, 0},
    {"imag", 1, false, false, true, 0},
    {"len", 1, false, false, true, 0},
    {"make", 1, true, false, true, 0},
    {"max", 1, true, false, true, 21},
    {"min", 1, true, false, true, 21},
    {"new", 1, false, false, true, 0},
    {"panic", 1, false, true, false, 0},
    {"print", 0, true, true, false, 0},
    {"println", 0, true, true, false, 0},
    {"real", 1, false, false, true, 0},
    {"recover", 0, false, true, false, 0},
    {"Add", 2, false, false, true, 17},
    {"Alignof", 1, false, false, true, 0},
    {"Offsetof", 1, false, false, true, 0},
    {"Sizeof", 1, false, false, true, 0},
    {"Slice", 2, false, false, true, 17},
    {"SliceData", 1, false, false, true, 20},
    {"String", 2, false, false, true, 20},
    {"StringData", 1, false, false, true, 20},
    {"assert", 1, false, true, false, 0},
    {"trace", 0, true, true, false, 0},
};

namespace {

Scope* theUniverse;
Package* theUnsafe;

TypeName* defType(std::string_view name, Type* t) {
  auto* o = newTypeName(Pos(), nullptr, intern(name), t);
  o->color = kBlack;
  theUniverse->insert(o);
  return o;
}

/// A defined type of the universe whose underlying type is the interface given.
Type* defInterface(std::string_view name, Interface* u) {
  auto* obj = newTypeName(Pos(), nullptr, intern(name), nullptr);
  auto* n = typeArena().make<Named>();
  n->obj = obj;
  n->underlying_ = n->fromRHS = u;
  obj->type = n;
  obj->color = kBlack;
  theUniverse->insert(obj);
  return n;
}

void defBuiltin(BuiltinId id) {
  auto& info = predeclaredFuncs[static_cast<int>(id)];
  auto* o = typeArena().make<Builtin>(intern(info.name), id);
  if (id >= BuiltinId::Add && id <= BuiltinId::StringData) {
    o->pkg = theUnsafe;
    theUnsafe->scope->insert(o);
  } else {
    theUniverse->insert(o);
  }
}

TypeSet* newAllSet(bool comparable) {
  auto* s = typeArena().make<TypeSet>();
  s->terms = typeArena().listOf<Term>({Term{}});
  s->comparable = comparable;
  return s;
}

}  // namespace

Scope* universe() {
  if (theUniverse) return theUniverse;
  theUniverse = newScope(nullptr);
  theUnsafe = newPackage("unsafe", intern("unsafe"));
  theUnsafe->complete = true;

  for (int k = 1; k <= static_cast<int>(BasicKind::String); k++) defType(basicTypes[k]->name, basicTypes[k]);
  {
    auto* o = newTypeName(Pos(), theUnsafe, intern("Pointer"), Typ[BasicKind::UnsafePointer]);
    theUnsafe->scope->insert(o);
  }
  static Basic byteType{BasicKind::Byte, IsInteger | IsUnsigned, "byte"};
  static Basic runeType{BasicKind::Rune, IsInteger, "rune"};
  universeByte = &byteType;
  universeRune = &runeType;
  defType("byte", universeByte);
  defType("rune", universeRune);

  emptyInterface.complete = true;
  emptyInterface.tset = newAllSet(false);
  auto* any = newInterfaceType({}, {});
  any->tset = emptyInterface.tset;
  universeAny = any;
  universeAnyObj = defType("any", any);

  {  // type error interface{ Error() string }
    auto* res = newVar(Pos(), nullptr, emptySym(), Typ[BasicKind::String]);
    auto* sig = newSignature(nullptr, nullptr, newTuple({res}), false);
    auto* m = newFunc(Pos(), nullptr, intern("Error"), sig);
    auto* u = newInterfaceType(typeArena().listOf<Func*>({m}), {});
    universeError = defInterface("error", u);
    sig->recv = newVar(Pos(), nullptr, emptySym(), universeError);
    computeInterfaceTypeSet(nullptr, Pos(), u);
  }
  {
    auto* u = newInterfaceType({}, {});
    u->tset = newAllSet(true);
    universeComparable = defInterface("comparable", u);
  }

  auto defConst = [](std::string_view name, BasicKind k, const ConstVal* v) {
    auto* o = newConst(Pos(), nullptr, intern(name), Typ[k], v);
    theUniverse->insert(o);
    return o;
  };
  defConst("true", BasicKind::UntypedBool, constant::makeBool(true));
  defConst("false", BasicKind::UntypedBool, constant::makeBool(false));
  universeIota = defConst("iota", BasicKind::UntypedInt, constant::makeInt64(0));
  theUniverse->insert(typeArena().make<Nil>(intern("nil")));

  for (int i = 0; i < static_cast<int>(BuiltinId::Assert); i++) defBuiltin(static_cast<BuiltinId>(i));
  return theUniverse;
}

Package* unsafePackage() {
  universe();
  return theUnsafe;
}

void defPredeclaredTestFuncs() {
  universe();
  if (theUniverse->lookup(intern("assert"))) return;
  defBuiltin(BuiltinId::Assert);
  defBuiltin(BuiltinId::Trace);
}

}  // namespace vole::types
