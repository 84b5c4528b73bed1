// Predicates and queries on types.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "frontend/types/object.h"

namespace vole::types {

// isXxx: of the underlying basic type; false for type parameters.
bool isBasic(Type* t, int info);
inline bool isBoolean(Type* t) { return isBasic(t, IsBoolean); }
inline bool isInteger(Type* t) { return isBasic(t, IsInteger); }
inline bool isUnsigned(Type* t) { return isBasic(t, IsUnsigned); }
inline bool isFloat(Type* t) { return isBasic(t, IsFloat); }
inline bool isComplex(Type* t) { return isBasic(t, IsComplex); }
inline bool isNumeric(Type* t) { return isBasic(t, IsNumeric); }
inline bool isString(Type* t) { return isBasic(t, IsString); }
inline bool isIntegerOrFloat(Type* t) { return isBasic(t, IsInteger | IsFloat); }
inline bool isConstType(Type* t) { return isBasic(t, IsConstType); }

// allXxx: as isXxx, but a type parameter satisfies it if all types of its type set do.
bool allBasic(Type* t, int info);
inline bool allBoolean(Type* t) { return allBasic(t, IsBoolean); }
inline bool allInteger(Type* t) { return allBasic(t, IsInteger); }
inline bool allUnsigned(Type* t) { return allBasic(t, IsUnsigned); }
inline bool allNumeric(Type* t) { return allBasic(t, IsNumeric); }
inline bool allString(Type* t) { return allBasic(t, IsString); }
inline bool allOrdered(Type* t) { return allBasic(t, IsOrdered); }
inline bool allNumericOrString(Type* t) { return allBasic(t, IsNumeric | IsString); }

bool hasName(Type* t);       // predeclared, defined, or a type parameter
bool isTyped(Type* t);
inline bool isUntyped(Type* t) { return !isTyped(t); }
bool isInterface(Type* t);   // under(t) is an interface, type parameters included
bool isNonTypeParamInterface(Type* t);
inline bool isTypeParam(Type* t) { return t && t->kind == TypeKind::TypeParam; }
bool isGeneric(Type* t);     // a generic type, not instantiated
bool hasNil(Type* t);
/// Is T comparable? dynamic: interfaces are (comparison may panic); reportf gets the reason why not.
bool comparableType(Type* T, bool dynamic, const std::function<void(std::string)>* reportf = nullptr);
bool isBytesOrRunes(Type* t);
bool isUnsafePointer(Type* t);
bool isUintptr(Type* t);
bool isPointer(Type* t);

bool identical(Type* x, Type* y);
bool identicalIgnoreTags(Type* x, Type* y);
/// Instances of one generic type with identical arguments?
bool identicalInstance(Type* xorig, List<Type*> xargs, Type* yorig, List<Type*> yargs);
/// A hash that agrees with identical(); memoised. Never 0.
uint32_t typeHash(Type* t);
/// The default type of an untyped one; t itself otherwise.
Type* defaultType(Type* t);

/// Does t mention a type parameter (any)?
bool hasTypeParams(Type* t);

/// t's pointer base and true, or t and false. (Not under(t).)
Type* deref(Type* t, bool* wasPtr);
/// If t is a pointer to a struct: that struct's type; else t.
Type* derefStructPtr(Type* t);

// Type sets of type parameters and interfaces.
/// Calls f for the underlying type of each term (once with null if there are no specific types);
/// stops at false. For a type that is no type parameter: f(under(t)).
bool underIs(Type* t, const std::function<bool(Type*)>& f);
/// As underIs but with the terms (null: no specific types).
bool typeParamIs(TypeParam* t, const std::function<bool(const Term*)>& f);

// Lookup.
/// Finds field or method `name` in T (spec: Selectors). index: the path; indirect: a pointer was
/// followed. Result null: index non-empty means ambiguous; else indirect says that the method has a
/// pointer receiver that T (not addressable) lacks.
Object* lookupFieldOrMethod(Type* T, bool addressable, Package* pkg, Sym name, bool foldCase,
                            std::vector<int>* index, bool* indirect);
int fieldIndex(List<Var*> fields, Package* pkg, Sym name);

// Text.
/// The type as messages print it: names qualified by package unless it is relativeTo.
std::string typeString(Type* t, Package* relativeTo);
void writeType(std::string& out, Type* t, Package* relativeTo);
void writeSignature(std::string& out, Signature* s, Package* relativeTo);
/// The type as run-time %T and reflect print it: "main.T", "map[string]int", instances with full
/// paths of the arguments as Go writes them.
std::string rtypeString(Type* t);

}  // namespace vole::types
