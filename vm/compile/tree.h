// Questions about checked trees that the code generator asks everywhere.
#pragma once

#include "frontend/base/constant.h"
#include "frontend/syntax/ast.h"
#include "frontend/types/info.h"
#include "frontend/types/object.h"
#include "frontend/types/operand.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

namespace vole::vm::tree {

inline types::Var* asVar(types::Object* o) { return types::as<types::Var>(o); }
inline types::Func* asFunc(types::Object* o) { return types::as<types::Func>(o); }

/// Is e (without parentheses) the predeclared nil?
inline bool isNilValue(const syntax::Expr* e) {
  auto* n = syntax::as<syntax::Name>(static_cast<const syntax::Node*>(e));
  return n && n->obj && n->obj->kind == types::ObjKind::Nil;
}

inline bool isTypeExpr(const syntax::Expr* e) { return e->mode == types::typexpr; }

/// The built-in function e names, or -1.
inline int builtinId(const syntax::Expr* e) {
  e = syntax::unparen(e);
  types::Object* o = nullptr;
  if (auto* n = e->as<syntax::Name>()) o = n->obj;
  else if (auto* s = e->as<syntax::SelectorExpr>()) o = s->selection ? nullptr : s->sel->obj;
  auto* b = types::as<types::Builtin>(o);
  return b ? static_cast<int>(b->id) : -1;
}

/// The type arguments e names a generic function with, or null: f, pkg.f, f[T].
inline types::Instance* instanceOf(syntax::Expr* e) {
  e = syntax::unparen(e);
  if (auto* ix = e->as<syntax::IndexExpr>()) {
    if (ix->instance) return ix->instance;
    e = syntax::unparen(ix->x);
  }
  if (auto* n = e->as<syntax::Name>()) return n->instance;
  if (auto* s = e->as<syntax::SelectorExpr>()) return s->sel->instance;
  return nullptr;
}

/// The generic function that the index expression f[T...] instantiates, or null.
inline types::Func* calledFunc(syntax::IndexExpr* ix) {
  syntax::Expr* x = syntax::unparen(ix->x);
  types::Object* o = nullptr;
  if (auto* n = x->as<syntax::Name>()) o = n->obj;
  else if (auto* s = x->as<syntax::SelectorExpr>()) o = s->selection ? nullptr : s->sel->obj;
  return asFunc(o);
}

/// The value of an integer constant, which may be kept as a float or complex one; its low 64 bits.
inline int64_t constInt(const ConstVal* v) { return static_cast<int64_t>(constant::low64(constant::toInt(v))); }
inline uint64_t constUint(const ConstVal* v) { return constant::low64(constant::toInt(v)); }
/// True if v is a number with an integer value that fits an int64.
inline bool exactInt(const ConstVal* v, int64_t* out) {
  if (v->kind() == ConstKind::Bool || v->kind() == ConstKind::String) return false;
  const ConstVal* i = constant::toInt(v);
  return i->kind() == ConstKind::Int && constant::int64Val(i, out);
}

inline types::Type* defaultTypeOfConst(const ConstVal* v) {
  using types::BasicKind;
  switch (v->kind()) {
    case ConstKind::Bool: return types::Typ[BasicKind::Bool];
    case ConstKind::String: return types::Typ[BasicKind::String];
    case ConstKind::Int: return types::Typ[BasicKind::Int];
    case ConstKind::Float: return types::Typ[BasicKind::Float64];
    default: return types::Typ[BasicKind::Complex128];
  }
}

}  // namespace vole::vm::tree
