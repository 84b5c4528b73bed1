// This file implements operands: their text in messages and assignability.
#include "frontend/base/unicode.h"
#include "frontend/syntax/literals.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

constexpr std::string_view kModeString[] = {
    "invalid operand", "no value", "built-in", "type", "constant", "variable",
    "map index expression", "value", "nil", "comma, ok expression", "comma, error expression",
    "cgo function",
};

bool isInterfacePtr(Type* t) {
  auto* p = asUnder<Pointer>(t);
  return p && isInterface(p->base);
}

}  // namespace

bool operand::isNil() const { return mode == nilvalue; }

std::string operandString(const operand* x, Package* relativeTo) {
  if (x->mode == nilvalue) {
    if (!x->type || !isValid(x->type)) return "nil (with invalid type)";
    if (x->type == Typ[BasicKind::UntypedNil]) return "nil";
    return "nil (of type " + typeString(x->type, relativeTo) + ")";
  }
  std::string expr;
  if (x->expr) {
    expr = syntax::toString(x->expr);
  } else if (x->mode == builtin) {
    expr = predeclaredFuncs[static_cast<int>(x->id)].name;
  } else if (x->mode == typexpr) {
    expr = typeString(x->type, relativeTo);
  } else if (x->mode == constant_) {
    expr = constant::toString(x->val);
  }

  std::string buf;
  if (!expr.empty()) buf = expr + " (";
  bool hasType = false;
  if (x->mode != invalid && x->mode != novalue && x->mode != builtin && x->mode != typexpr && x->type) {
    if (isUntyped(x->type)) {
      buf += x->type->to<Basic>()->name;
      buf += ' ';
    } else {
      hasType = true;
    }
  }
  buf += kModeString[x->mode];
  if (x->mode == constant_) {
    std::string s = constant::toString(x->val);
    if (s != expr) buf += " " + s;
  }
  if (hasType) {
    if (isValid(x->type)) {
      buf += isGeneric(x->type) ? " of parameterized type " : " of type ";
      writeType(buf, x->type, relativeTo);
      if (auto* tpar = as<TypeParam>(x->type)) {
        buf += " constrained by ";
        writeType(buf, tpar->bound, relativeTo);
      }
    } else {
      buf += " with invalid type";
    }
  }
  if (!expr.empty()) buf += ')';
  return buf;
}

void operand::setConst(syntax::LitKind k, std::string_view lit) {
  BasicKind kind = BasicKind::UntypedInt;
  const ConstVal* v = nullptr;
  switch (k) {
    case syntax::LitKind::Int: v = constant::intFromLiteral(lit); break;
    case syntax::LitKind::Float:
      kind = BasicKind::UntypedFloat;
      v = constant::floatFromLiteral(lit);
      break;
    case syntax::LitKind::Imag:
      kind = BasicKind::UntypedComplex;
      v = constant::imagFromLiteral(lit);
      break;
    case syntax::LitKind::Rune:
      kind = BasicKind::UntypedRune;
      v = constant::makeInt64(syntax::runeLitValue(lit));
      break;
    case syntax::LitKind::String:
      kind = BasicKind::UntypedString;
      v = constant::makeString(syntax::stringLitValue(lit));
      break;
  }
  if (v->isUnknown()) {
    mode = invalid;
    type = invalidType();
    return;
  }
  mode = constant_;
  type = Typ[kind];
  val = v;
}

// The cases follow the list in the specification's section on assignability.
bool operand::assignableTo(Checker* check, Type* T, std::string* cause) {
  if (mode == invalid || !isValid(T)) return true;  // avoid follow-up errors
  Type* V = type;
  if (identical(V, T)) return true;

  Type *Vu = under(V), *Tu = under(T);
  auto* Vp = as<TypeParam>(V);
  auto* Tp = as<TypeParam>(T);

  if (isUntyped(Vu)) {
    const ConstVal* v;
    ErrCode code;
    if (Tp) {
      // T must accept x in each of its types.
      return typeParamIs(Tp, [&](const Term* t) {
        return t && check->implicitTypeAndValue(this, t->type, &v, &code) != nullptr;
      });
    }
    return check->implicitTypeAndValue(this, T, &v, &code) != nullptr;
  }

  // Identical underlying types, and one of them is no named type or type parameter.
  if (identical(Vu, Tu) && (!hasName(V) || !hasName(T)) && !Vp && !Tp) return true;

  // T is an interface that x implements. A pointer to an interface comes along for its message.
  if ((Tu->is<Interface>() && !Tp) || isInterfacePtr(Tu)) {
    std::string why;
    if (check->implements(V, T, false, &why)) return true;
    if (cause) *cause = why;
    return false;
  }
  // V is an interface: a type assertion may be missing.
  if (Vu->is<Interface>() && !Vp) {
    if (check->implements(T, V, false, nullptr)) {
      if (cause) *cause = "need type assertion";
      return false;
    }
  }

  // x is a bidirectional channel, with the element type of channel type T.
  if (auto* Vc = as<Chan>(Vu); Vc && Vc->dir == ChanDir::Both)
    if (auto* Tc = as<Chan>(Tu); Tc && identical(Vc->elem, Tc->elem)) return !hasName(V) || !hasName(T);

  if (!Vp && !Tp) return false;

  auto explain = [&](std::string msg) {
    if (!cause) return;
    if (!cause->empty()) msg += "\n\t" + *cause;
    *cause = std::move(msg);
  };
  if (!hasName(V) && Tp) {
    return typeParamIs(Tp, [&](const Term* t) {
      if (!t) return false;
      if (assignableTo(check, t->type, cause)) return true;
      explain(check->sprintf("cannot assign {} to {} (in {})", type, t->type, Tp));
      return false;
    });
  }
  if (Vp && !hasName(T)) {
    operand y = *this;
    return typeParamIs(Vp, [&](const Term* t) {
      if (!t) return false;
      y.type = t->type;
      if (y.assignableTo(check, T, cause)) return true;
      explain(check->sprintf("cannot assign {} (in {}) to {}", t->type, Vp, T));
      return false;
    });
  }
  return false;
}

}  // namespace vole::types
