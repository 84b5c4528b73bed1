// This file checks composite literals.
#include <unordered_map>

#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

// Keys seen in a map literal. Equal constants are one key, whatever their kind of number: 1, 1.0.
struct KeyHash {
  size_t operator()(const ConstVal* v) const { return constant::hashValue(v); }
};
struct KeyEqual {
  bool operator()(const ConstVal* a, const ConstVal* b) const { return constant::equalValue(a, b); }
};

// v in the smallest kind of number it fits, so that equal numbers compare equal.
const ConstVal* keyVal(const ConstVal* v) {
  if (v->kind() == ConstKind::Complex) {
    const ConstVal* f = constant::toFloat(v);
    if (f->isUnknown()) return v;
    v = f;
  }
  if (v->kind() == ConstKind::Float) {
    const ConstVal* i = constant::toInt(v);
    if (!i->isUnknown()) return i;
  }
  return v;
}

}  // namespace

void Checker::compositeLit(operand* x, syntax::CompositeLit* e, Type* hint) {
  Type *typ = nullptr, *base = nullptr;
  bool openArray = false;
  if (e->typeExpr) {
    auto* at = e->typeExpr->as<syntax::ArrayType>();
    if (at && !at->len) {
      // [...]T: the length is found below.
      typ = base = newArray(varType(at->elem), -1);
      openArray = true;
    } else {
      typ = base = this->typ(e->typeExpr);
    }
  } else if (hint) {
    // The type of the enclosing literal's elements; *T stands for &T{}.
    typ = hint;
    bool ptr;
    Type* core = coreType(typ);
    base = core ? deref(core, &ptr) : nullptr;
    if (!base) {
      errorf(e, "invalid composite literal element type {}: no core type", typ);
      return;
    }
  } else {
    error(e, "missing type in composite literal");
    return;
  }

  Type* utyp = coreType(base);
  if (auto* s = as<Struct>(utyp)) {
    if (!s->complete) {
      error(e, "illegal cycle in type declaration");
      return;
    }
    structLit(x, e, s, base, typ);
  } else if (auto* a = as<Array>(utyp)) {
    // An array type still being set up: its length depends on this literal.
    if (!a->elem || (!openArray && a->len < 0 && !isValid(a->elem))) {
      error(e, "illegal cycle in type declaration");
      return;
    }
    int64_t n = indexedElts(e->elemList, a->elem, a->len);
    if (a->len < 0) {
      // Either [...]T, or an array whose length was reported: it gets one, against follow-up errors.
      a->len = n;
      noteArray(a);
      if (openArray) recordTypeAndValue(e->typeExpr, typexpr, a, nullptr);
    }
  } else if (auto* sl = as<Slice>(utyp)) {
    if (!sl->elem) {
      error(e, "illegal cycle in type declaration");
      return;
    }
    indexedElts(e->elemList, sl->elem, -1);
  } else if (auto* m = as<Map>(utyp)) {
    if (!m->key || !m->elem) {
      error(e, "illegal cycle in type declaration");
      return;
    }
    mapLit(x, e, m);
  } else {
    for (syntax::Expr* el : e->elemList) {
      // A key may be a field name or an expression: it cannot be told here.
      auto* kv = el->as<syntax::KeyValueExpr>();
      use1(kv ? kv->value : el);
    }
    if (!utyp || isValid(utyp)) {
      errorf(e, "invalid composite literal type {}", typ);
      x->mode = invalid;
      return;
    }
  }
  x->mode = value;
  x->type = typ;
}

void Checker::structLit(operand* x, syntax::CompositeLit* e, Struct* s, Type* base, Type* typ) {
  if (e->elemList.empty()) return;
  List<Var*> fields = s->fields;
  if (e->elemList[0]->is<syntax::KeyValueExpr>()) {
    std::vector<bool> visited(fields.size());
    for (syntax::Expr* el : e->elemList) {
      auto* kv = el->as<syntax::KeyValueExpr>();
      if (!kv) {
        error(el, "mixture of field:value and value elements in struct literal");
        continue;
      }
      auto* key = syntax::as<syntax::Name>(kv->key);
      int i = key ? fieldIndex(fields, pkg, key->sym) : -1;
      // The value is checked even if the key is wrong.
      expr(x, kv->value);
      if (!key) {
        errorf(kv, "invalid field name {} in struct literal", kv->key);
        continue;
      }
      if (i < 0) {
        errorf(kv->key, "unknown field '{}' in struct literal of type {}", key->sym, base);
        continue;
      }
      Var* fld = fields[static_cast<size_t>(i)];
      recordUse(key, fld);
      assignment(x, fld->type, "struct literal");
      if (visited[static_cast<size_t>(i)]) {
        errorf(kv, "duplicate field name {} in struct literal", key->sym);
        continue;
      }
      visited[static_cast<size_t>(i)] = true;
    }
    return;
  }
  for (uint32_t i = 0; i < e->elemList.size(); i++) {
    syntax::Expr* el = e->elemList[i];
    if (el->is<syntax::KeyValueExpr>()) {
      error(el, "mixture of field:value and value elements in struct literal");
      continue;
    }
    expr(x, el);
    if (i >= fields.size()) {
      errorf(x, "too many values in {}{{…}}", base);
      break;
    }
    Var* fld = fields[i];
    if (!fld->exported() && fld->pkg != pkg) {
      errorf(x, "implicit assignment to unexported field {} in {} literal", fld->name, typ);
      continue;
    }
    assignment(x, fld->type, "struct literal");
  }
  if (e->elemList.size() < fields.size()) errorf(e->rbrace, "too few values in {}{{…}}", base);
}

void Checker::mapLit(operand* x, syntax::CompositeLit* e, Map* m) {
  // With interface keys equal values of different types are different keys.
  bool keyIsInterface = isNonTypeParamInterface(m->key);
  std::unordered_map<const ConstVal*, std::vector<Type*>, KeyHash, KeyEqual> visited;
  for (syntax::Expr* el : e->elemList) {
    auto* kv = el->as<syntax::KeyValueExpr>();
    if (!kv) {
      error(el, "missing key in map literal");
      continue;
    }
    exprWithHint(x, kv->key, m->key);
    assignment(x, m->key, "map literal");
    if (x->mode == invalid) continue;
    if (x->mode == constant_ && !x->val->isUnknown()) {
      auto [it, fresh] = visited.try_emplace(keyVal(x->val));
      bool duplicate = !fresh;
      if (keyIsInterface) {
        duplicate = false;
        for (Type* t : it->second) duplicate = duplicate || identical(t, x->type);
        it->second.push_back(x->type);
      }
      if (duplicate) {
        errorf(x, "duplicate key {} in map literal", x->val);
        continue;
      }
    }
    exprWithHint(x, kv->value, m->elem);
    assignment(x, m->elem, "map literal");
  }
}

int64_t Checker::indexedElts(List<syntax::Expr*> elts, Type* typ, int64_t length) {
  // Only indices that are given can repeat an earlier one; without any nothing need be remembered.
  bool keyed = false;
  for (syntax::Expr* e : elts) keyed = keyed || e->is<syntax::KeyValueExpr>();
  std::unordered_map<int64_t, bool> visited;
  int64_t index = 0, max = 0;
  for (syntax::Expr* e : elts) {
    bool validIndex = false;
    syntax::Expr* eval = e;
    if (auto* kv = e->as<syntax::KeyValueExpr>()) {
      int64_t i;
      if (isValid(this->index(kv->key, length, &i))) {
        if (i >= 0) {
          index = i;
          validIndex = true;
        } else {
          errorf(e, "index {} must be integer constant", kv->key);
        }
      }
      eval = kv->value;
    } else if (length >= 0 && index >= length) {
      errorf(e, "index {} is out of bounds (>= {})", index, length);
    } else {
      validIndex = true;
    }
    if (validIndex && keyed) {
      bool& seen = visited[index];
      if (seen) errorf(e, "duplicate index {} in array or slice literal", index);
      seen = true;
    }
    if (__builtin_add_overflow(index, 1, &index)) index--;
    if (index > max) max = index;
    if (index > (1 << 16)) sawLargeLit = true;

    operand x;
    exprWithHint(&x, eval, typ);
    assignment(&x, typ, "array or slice literal");
  }
  return max;
}

}  // namespace vole::types
