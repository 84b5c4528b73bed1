// This file implements scopes: a list in order of insertion, with a hash index once it is long.
#include "frontend/types/scope.h"

#include "frontend/types/object.h"

namespace vole::types {

namespace {
constexpr uint32_t kLinearMax = 8;
}

Scope* newScope(Scope* parent, Pos start, Pos end, bool isFunc) {
  auto* s = typeArena().make<Scope>(parent, start, end, isFunc);
  // The universe's children are packages: nobody enumerates them.
  if (parent && parent->parent_) {
    if (parent->lastChild_) {
      parent->lastChild_->sibling_ = s;
    } else {
      parent->child_ = s;
    }
    parent->lastChild_ = s;
  }
  return s;
}

Object* Scope::lookup(Sym name) const {
  if (n_ <= kLinearMax) {
    for (uint32_t i = 0; i < n_; i++) {
      if (objs_[i]->name == name) return objs_[i];
    }
    return nullptr;
  }
  for (uint32_t h = name->hash;; h++) {
    uint32_t i = table_[h & (tableSize_ - 1)];
    if (!i) return nullptr;
    if (objs_[i - 1]->name == name) return objs_[i - 1];
  }
}

Object* Scope::lookupParent(Sym name, Pos pos, Scope** where) {
  for (Scope* s = this; s; s = s->parent_) {
    Object* o = s->lookup(name);
    if (o && (!pos.isKnown() || o->scopePos <= pos)) {
      if (where) *where = s;
      return o;
    }
  }
  if (where) *where = nullptr;
  return nullptr;
}

void Scope::grow() {
  uint32_t cap = cap_ ? cap_ * 2 : 4;
  auto list = typeArena().newList<Object*>(cap);
  for (uint32_t i = 0; i < n_; i++) list[i] = objs_[i];
  objs_ = list.data;
  cap_ = cap;
  if (cap <= kLinearMax) return;
  tableSize_ = cap * 2;
  auto table = typeArena().newList<uint32_t>(tableSize_);
  table_ = table.data;
  for (uint32_t i = 0; i < n_; i++) {
    uint32_t h = objs_[i]->name->hash;
    while (table_[h & (tableSize_ - 1)]) h++;
    table_[h & (tableSize_ - 1)] = i + 1;
  }
}

Object* Scope::insert(Object* obj) {
  if (Object* alt = lookup(obj->name)) return alt;
  if (n_ == cap_) grow();
  objs_[n_++] = obj;
  if (table_) {
    uint32_t h = obj->name->hash;
    while (table_[h & (tableSize_ - 1)]) h++;
    table_[h & (tableSize_ - 1)] = n_;
  }
  if (!obj->parent) obj->parent = this;
  return nullptr;
}

void Scope::clear() {
  n_ = cap_ = tableSize_ = 0;
  table_ = nullptr;
}

Object* Scope::replace(Object* obj) {
  Object* old = insert(obj);
  if (!old) return nullptr;
  for (uint32_t i = 0; i < n_; i++)
    if (objs_[i] == old) objs_[i] = obj;
  return old;
}

}  // namespace vole::types
