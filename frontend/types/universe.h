// The universe scope: predeclared types, constants, nil, built-in functions; and package unsafe.
#pragma once

#include "frontend/types/object.h"

namespace vole::types {

/// Builds the universe at the first call; all the variables below are null before.
Scope* universe();

extern Object* universeIota;
extern Object* universeAnyObj;
extern Type* universeByte;        // the alias types print as "byte" and "rune"
extern Type* universeRune;
extern Type* universeAny;         // under: an empty interface
extern Type* universeError;
extern Type* universeComparable;
extern Interface emptyInterface;  // an interface without methods, complete

/// Defines assert and trace (types2's tests).
void defPredeclaredTestFuncs();

}  // namespace vole::types
