// What the checker leaves behind beside the facts stored in the nodes themselves:
//   Expr::type, constVal, mode       type, constant value, operand mode (operand.h). The type of an
//                                    expression in comma-ok position is a Tuple of two.
//   Name::obj                        what it declares or means (null: an error was reported, or the
//                                    symbolic variable of a type switch: see CaseClause::implicit)
//   Name::instance                   type arguments, where it names a generic function or type
//   SelectorExpr::selection          for fields, methods, method values and method expressions
//   ImportDecl/Field/CaseClause::implicit   objects without a name of their own
#pragma once

#include <vector>

#include "frontend/types/object.h"

namespace vole::types {

enum class SelectionKind : uint8_t {
  FieldVal,    // x.f is a struct field
  MethodVal,   // x.f is a method selector
  MethodExpr,  // T.f is a method expression
};

/// A selector expression x.f that is no qualified identifier.
struct Selection {
  SelectionKind kind;
  bool indirect;         // a pointer is dereferenced on the way (incl. x itself)
  Type* recv;            // type of x
  Object* obj;           // Var (field) or Func (method); of an instance with substituted types
  List<int> index;       // path: field indices through embedded fields; last one field or method
};

/// A use of a generic function or type with its type arguments (inferred ones included).
struct Instance {
  List<Type*> targs;
  Type* type;
};

/// One package-level variable declaration: lhs = rhs, in the order of initialisation.
struct Initializer {
  List<Var*> lhs;
  syntax::Expr* rhs;
};

/// What one function (a FuncDecl or a FuncLit) has to do with variables of others.
struct FuncFacts {
  List<Var*> captures;   // variables of enclosing functions used here or in literals inside, by first use
  syntax::Node* outer;   // the enclosing FuncLit or FuncDecl; null: none
  bool hasDefer, hasRecover, hasRangeFunc;
};

/// Walks a checked function (or the initialiser of a package variable) and sets Var::captured,
/// reassigned, addrTaken, func of the variables declared in it and FuncLit::facts of the literals.
/// Costs one walk; does nothing if it has been done. Call before compiling the function.
FuncFacts* computeCaptures(syntax::Node* root);

/// A method of a method set with the path to it.
struct MethodSetEntry {
  Func* func;
  List<int> index;
  bool indirect;
};
/// The method set of T sorted as Go's run time sorts methods: by name, exported first by spelling,
/// then by package path. For an interface: its methods.
List<MethodSetEntry> methodSet(Type* T);

}  // namespace vole::types
