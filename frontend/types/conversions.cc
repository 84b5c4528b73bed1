// This file checks conversions T(x).
#include "frontend/base/unicode.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

// x as a constant of type T, if there is such a conversion; *val (may be null) gets the value.
bool constConvertibleTo(Checker& c, operand* x, Type* T, const ConstVal** val) {
  auto* t = asUnder<Basic>(T);
  if (!t) return false;
  if (c.representableConst(x->val, t, val)) return true;
  if (isInteger(x->type) && (t->info_ & IsString)) {
    char32_t codepoint = kRuneError;
    uint64_t i;
    if (constant::uint64Val(x->val, &i) && i <= kMaxRune) codepoint = static_cast<char32_t>(i);
    if (val) {
      std::string s;
      appendRune(s, codepoint);
      *val = constant::makeString(s);
    }
    return true;
  }
  return false;
}

}  // namespace

void Checker::conversion(operand* x, Type* T) {
  bool constArg = x->mode == constant_;
  bool ok = false;
  std::string cause;
  if (constArg && isConstType(T)) {
    ok = constConvertibleTo(*this, x, T, &x->val);
  } else if (constArg && isTypeParam(T)) {
    // Possible if it is for each type of the type set; the result is no constant.
    ok = underIs(T, [&](Type* u) {
      if (!u) {
        cause = sprintf("{} does not contain specific types", T);
        return false;
      }
      if (isString(x->type) && isBytesOrRunes(u)) return true;
      if (!constConvertibleTo(*this, x, u, nullptr)) {
        cause = sprintf("cannot convert {} to {} (in {})", x, u, T);
        return false;
      }
      return true;
    });
    x->mode = value;
  } else if (convertibleTo(x, T, &cause)) {
    ok = true;
    x->mode = value;
  }

  if (!ok) {
    MultiError e;
    if (cause.empty()) {
      e.parts.push_back({At(x).pos, sprintf("cannot convert {} to type {}", x, T)});
    } else {
      e.parts.push_back({At(x).pos, sprintf("cannot convert {} to type {}:", x, T)});
      e.parts.push_back({Pos(), cause});
    }
    report(e);
    x->mode = invalid;
    return;
  }

  // The operand is final now. Its type is T, unless that would lose what it is.
  if (isUntyped(x->type)) {
    Type* final_ = T;
    if (x->type == Typ[BasicKind::UntypedNil]) {
      // nil becomes a T
    } else if (isNonTypeParamInterface(T) || (constArg && !isConstType(T))) {
      final_ = defaultType(x->type);
    } else if (x->mode == constant_ && isInteger(x->type) && allString(T)) {
      final_ = x->type;  // string(65): the operand stays an integer
    }
    updateExprType(x->expr, final_, true);
  }
  x->type = T;
}

// The cases follow the list in the specification's section on conversions.
bool Checker::convertibleTo(operand* x, Type* T, std::string* cause) {
  if (x->assignableTo(this, T, cause)) return true;

  Type* V = x->type;
  Type *Vu = under(V), *Tu = under(T);
  auto* Vp = as<TypeParam>(V);
  auto* Tp = as<TypeParam>(T);
  if (!Vp && !Tp && identicalIgnoreTags(Vu, Tu)) return true;
  if (auto* vp = as<Pointer>(V))
    if (auto* tp = as<Pointer>(T))
      if (!isTypeParam(vp->base) && !isTypeParam(tp->base) &&
          identicalIgnoreTags(under(vp->base), under(tp->base)))
        return true;
  if (isIntegerOrFloat(Vu) && isIntegerOrFloat(Tu)) return true;
  if (isComplex(Vu) && isComplex(Tu)) return true;
  if ((isInteger(Vu) || isBytesOrRunes(Vu)) && isString(Tu)) return true;
  if (isString(Vu) && isBytesOrRunes(Tu)) return true;
  if ((isPointer(Vu) || isUintptr(Vu)) && isUnsafePointer(Tu)) return true;
  if (isUnsafePointer(Vu) && (isPointer(Tu) || isUintptr(Tu))) return true;

  if (auto* s = as<Slice>(Vu)) {
    auto tooOld = [&](std::string_view what, int minor) {
      if (cause)
        *cause = fmt::format("conversion of slices to {} requires go1.{} or later (-lang was set to go1.{}; check go.mod)",
                             what, minor, version.minor);
      return false;
    };
    if (auto* a = as<Array>(Tu)) {
      if (identical(s->elem, a->elem)) return allowVersion(pkg, 20);
    } else if (auto* p = as<Pointer>(Tu)) {
      if (auto* pa = asUnder<Array>(p->base); pa && identical(s->elem, pa->elem))
        return allowVersion(pkg, 17) || tooOld("array pointers", 17);
    }
  }

  if (!Vp && !Tp) return false;

  auto explain = [&](std::string msg) {
    if (!cause) return;
    if (!cause->empty()) msg += "\n\t" + *cause;
    *cause = std::move(msg);
  };
  operand y = *x;
  if (Vp && Tp) {
    return typeParamIs(Vp, [&](const Term* v) {
      if (!v) return false;
      y.type = v->type;
      return typeParamIs(Tp, [&](const Term* t) {
        if (!t) return false;
        if (convertibleTo(&y, t->type, cause)) return true;
        explain(sprintf("cannot convert {} (in {}) to {} (in {})", v->type, Vp, t->type, Tp));
        return false;
      });
    });
  }
  if (Vp) {
    return typeParamIs(Vp, [&](const Term* v) {
      if (!v) return false;
      y.type = v->type;
      if (convertibleTo(&y, T, cause)) return true;
      explain(sprintf("cannot convert {} (in {}) to {}", v->type, Vp, T));
      return false;
    });
  }
  return typeParamIs(Tp, [&](const Term* t) {
    if (!t) return false;
    if (convertibleTo(x, t->type, cause)) return true;
    explain(sprintf("cannot convert {} to {} (in {})", x->type, t->type, Tp));
    return false;
  });
}

}  // namespace vole::types
