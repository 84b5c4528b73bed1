// This file declares interface method tables and the cache that finds them.
#pragma once
#include <span>
#include <string>

#include "runtime/type/type.h"

namespace vole::rt {

struct M;
class Runtime;

// {interface type, dynamic type} and its methods in the interface's order. Canonical, never freed.
struct itab {
  const InterfaceType* inter;
  const Type* type;
  uint32_t hash;  // of type, for type switches
  uint32_t nfun;  // 0: type does not implement inter (a cached negative answer, never stored in a value)
  FuncInfo* fun[1];
};
struct iface {
  const itab* tab;
  void* data;
};

// The itab of t as inter, or null when t lacks a method. Does not park, panic or collect; may fill lazy methods.
// inter must have methods.
const itab* getitab(Runtime& rt, const InterfaceType* inter, const Type* t);
// As getitab, for a caller that knows the methods, in inter's order: t's others are not looked at. inter has some.
const itab* additab(Runtime& rt, const InterfaceType* inter, const Type* t, std::span<FuncInfo* const> fun);
// Name of the first method, in order, that t lacks ("" when it has all); for the text of a failed assertion.
GoString missingMethod(Runtime& rt, const InterfaceType* inter, const Type* t);
// Whether t (concrete or interface) implements inter; for reflect.
bool implements(Runtime& rt, const InterfaceType* inter, const Type* t);
// The method of a type by name, lazily filled; null when absent.
const Method* findMethod(Runtime& rt, const Type* t, GoString name, GoString pkgPath);
// Types may have got methods since: that they lacked some is found out again (sessions).
void forgetMissing(Runtime& rt);
// Methods of t, filled when lazy; null when it has none.
const Uncommon* uncommonOf(Runtime& rt, const Type* t);

}  // namespace vole::rt
