// An operand is an intermediate value during checking: mode, expression, type, constant value.
#pragma once

#include <string>

#include "frontend/types/object.h"

namespace vole::types {

/// Also stored in syntax::Node::mode of every checked expression.
enum OperandMode : uint8_t {
  invalid,    // an error was reported
  novalue,    // call of a function without result
  builtin,    // built-in function; id says which
  typexpr,    // a type
  constant_,  // val is set
  variable,   // addressable
  mapindex,   // m[k]: assignable, comma-ok on the right-hand side
  value,      // computed value
  nilvalue,   // untyped or typed nil
  commaok,    // value that may be used in a comma-ok expression
  commaerr,   // unused (cgo)
  cgofunc,    // unused (cgo)
};

struct operand {
  OperandMode mode = invalid;
  BuiltinId id = BuiltinId::Count;
  syntax::Expr* expr = nullptr;
  Type* type = nullptr;
  const ConstVal* val = nullptr;

  Pos pos() const { return expr ? expr->pos : Pos(); }
  /// Does x denote untyped nil (mode nilvalue)?
  bool isNil() const;
  void setConst(syntax::LitKind k, std::string_view lit);
  /// Is x assignable to a variable of type T? If not, cause may say why.
  bool assignableTo(Checker* check, Type* T, std::string* cause);
};

/// "x (variable of type T)", as messages print operands.
std::string operandString(const operand* x, Package* relativeTo);

}  // namespace vole::types
