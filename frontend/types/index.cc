// This file checks index and slice expressions.
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

// What indexing a type yields.
struct Indexed {
  Type* key = nullptr;  // of a map
  Type* elem = nullptr; // null: cannot be indexed
  int64_t length = -1;  // known length
  bool isValue = false; // the element is not addressable (of a string, of a value array)
};

// u: an underlying type; isVariable: the operand is addressable.
Indexed indexed(Type* u, bool isVariable) {
  Indexed r;
  switch (u->kind) {
    case TypeKind::Basic:
      if (isString(u)) {
        r.elem = universeByte;
        r.isValue = true;
      }
      break;
    case TypeKind::Array:
      r.length = u->to<Array>()->len;
      r.elem = u->to<Array>()->elem;
      r.isValue = !isVariable;
      break;
    case TypeKind::Pointer:
      if (auto* a = asUnder<Array>(u->to<Pointer>()->base)) {
        r.length = a->len;
        r.elem = a->elem;
      }
      break;
    case TypeKind::Slice: r.elem = u->to<Slice>()->elem; break;
    case TypeKind::Map:
      r.key = u->to<Map>()->key;
      r.elem = u->to<Map>()->elem;
      break;
    default: break;
  }
  return r;
}

}  // namespace

bool Checker::indexExpr(operand* x, syntax::IndexExpr* e) {
  exprOrType(x, e->x, true);
  switch (x->mode) {
    case invalid:
      use1(e->index);
      return false;
    case typexpr:
      // A generic type with arguments.
      x->mode = invalid;
      x->type = varType(e);
      if (isValid(x->type)) x->mode = typexpr;
      return false;
    case value:
      if (auto* sig = asUnder<Signature>(x->type); sig && !sig->tparams.empty()) return true;
      break;
    default: break;
  }
  nonGeneric(x);
  if (x->mode == invalid) return false;

  Type* u = under(x->type);
  Indexed r;
  if (!isTypeParam(x->type)) {
    r = indexed(u, x->mode == variable);
    if (r.isValue && u->is<Basic>() && x->mode == constant_)
      r.length = static_cast<int64_t>(constant::stringLen(x->val));
  } else {
    // All types of the type set must yield the same element (and key) type.
    bool ok = underIs(x->type, [&](Type* t) {
      if (!t) return false;
      Indexed s = indexed(t, x->mode == variable);
      if (!s.elem) return false;
      if (!r.elem) {
        r = s;
        return true;
      }
      if (!r.key != !s.key || (r.key && !identical(r.key, s.key)) || !identical(r.elem, s.elem)) return false;
      if (s.length >= 0 && (r.length < 0 || s.length < r.length)) r.length = s.length;
      r.isValue = r.isValue || s.isValue;
      return true;
    });
    if (!ok) r.elem = nullptr;
  }
  if (!r.elem) {
    errorf(e->pos, "invalid operation: cannot index {}", x);
    use1(e->index);
    x->mode = invalid;
    return false;
  }

  syntax::Expr* idx = singleIndex(e);
  if (!idx) {
    x->mode = invalid;
    return false;
  }
  if (r.key) {
    operand key;
    expr(&key, idx);
    assignment(&key, r.key, "map index");
    // An invalid key was reported; the map's element is fine.
    x->mode = mapindex;
    x->type = r.elem;
    x->expr = e;
    return false;
  }
  x->mode = r.isValue ? value : variable;
  x->type = r.elem;
  int64_t v;
  index(idx, r.length, &v);
  return false;
}

void Checker::sliceExpr(operand* x, syntax::SliceExpr* e) {
  expr(x, e->x);
  if (x->mode == invalid) {
    for (syntax::Expr* i : e->index) use1(i);
    return;
  }
  bool valid = false;
  int64_t length = -1;
  Type* u = coreString(x->type);
  if (!u) {
    errorf(x, "invalid operation: cannot slice {}: {} has no core type", x, x->type);
    x->mode = invalid;
    return;
  }
  switch (u->kind) {
    case TypeKind::Basic:
      if (!isString(u)) break;
      if (e->full) {
        error(e->index[2] ? e->index[2] : e, "invalid operation: 3-index slice of string");
        x->mode = invalid;
        return;
      }
      valid = true;
      if (x->mode == constant_) length = static_cast<int64_t>(constant::stringLen(x->val));
      // The result is no constant: it cannot stay untyped.
      if (isUntyped(x->type)) x->type = Typ[BasicKind::String];
      break;
    case TypeKind::Array:
      valid = true;
      length = u->to<Array>()->len;
      if (x->mode != variable) {
        errorf(x, "invalid operation: {} (slice of unaddressable value)", x);
        x->mode = invalid;
        return;
      }
      x->type = newSlice(u->to<Array>()->elem);
      break;
    case TypeKind::Pointer:
      if (auto* a = asUnder<Array>(u->to<Pointer>()->base)) {
        valid = true;
        length = a->len;
        x->type = newSlice(a->elem);
      }
      break;
    case TypeKind::Slice: valid = true; break;
    default: break;
  }
  if (!valid) {
    errorf(x, "invalid operation: cannot slice {}", x);
    for (syntax::Expr* i : e->index) use1(i);
    x->mode = invalid;
    return;
  }
  x->mode = value;
  if (e->full && (!e->index[1] || !e->index[2])) {
    error(e, "invalid AST: 2nd and 3rd index required in 3-index slice");
    x->mode = invalid;
    return;
  }

  int64_t ind[3];
  for (int i = 0; i < 3; i++) {
    int64_t v = -1;
    if (e->index[i]) {
      // The length itself is a valid index here.
      int64_t max = length >= 0 ? length + 1 : -1;
      index(e->index[i], max, &v);
    } else if (i == 0) {
      v = 0;
    } else if (length >= 0) {
      v = length;
    }
    ind[i] = v;
  }
  // Constant indices must be in order.
  for (int i = 0; i < 2; i++) {
    if (ind[i] <= 0) continue;
    for (int j = i + 1; j < 3; j++) {
      if (ind[j] >= 0 && ind[j] < ind[i]) {
        syntax::Expr* at = e->index[j] ? e->index[j] : e->index[i];
        errorf(at, "invalid slice indices: {} < {}", ind[j], ind[i]);
        return;
      }
    }
  }
}

syntax::Expr* Checker::singleIndex(syntax::IndexExpr* e) {
  if (!e->index) {
    errorf(e, "invalid AST: missing index for {}", e->x);
    return nullptr;
  }
  auto* l = e->index->as<syntax::ListExpr>();
  if (!l) return e->index;
  if (l->elemList.size() <= 1) return nullptr;
  error(l->elemList[1], "invalid operation: more than one index");
  return l->elemList[0];
}

Type* Checker::index(syntax::Expr* index, int64_t max, int64_t* val) {
  *val = -1;
  operand x;
  expr(&x, index);
  if (!isValidIndex(&x, "index", false)) return invalidType();
  if (x.mode != constant_) return x.type;
  if (x.val->isUnknown()) return invalidType();
  int64_t v;
  constant::int64Val(x.val, &v);
  if (max >= 0 && v >= max) {
    errorf(&x, "invalid argument: index {} out of bounds [0:{}]", x.val, max);
    return invalidType();
  }
  *val = v;
  return x.type;
}

bool Checker::isValidIndex(operand* x, std::string_view what, bool allowNegative) {
  if (x->mode == invalid) return false;
  convertUntyped(x, Typ[BasicKind::Int]);
  if (x->mode == invalid) return false;
  if (!allInteger(x->type)) {
    errorf(x, "invalid argument: {} {} must be integer", what, x);
    return false;
  }
  if (x->mode == constant_) {
    if (!allowNegative && constant::sign(x->val) < 0) {
      errorf(x, "invalid argument: {} {} must not be negative", what, x);
      return false;
    }
    if (!representableConst(x->val, Typ[BasicKind::Int]->to<Basic>(), &x->val)) {
      errorf(x, "invalid argument: {} {} overflows int", what, x);
      return false;
    }
  }
  return true;
}

}  // namespace vole::types
