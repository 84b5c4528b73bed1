// This file declares scopes: names to objects, in a tree that mirrors the source's blocks.
#pragma once

#include <cstdint>
#include <string_view>

#include "frontend/base/intern.h"
#include "frontend/base/pos.h"

namespace vole::types {

struct Object;

class Scope {
 public:
  Scope(Scope* parent, Pos start, Pos end, bool isFunc)
      : parent_(parent), start_(start), end_(end), isFunc_(isFunc) {}

  Scope* parent() const { return parent_; }
  bool isFunc() const { return isFunc_; }
  Pos start() const { return start_; }
  Pos end() const { return end_; }

  /// The object called name in this scope itself, or null.
  Object* lookup(Sym name) const;
  /// The innermost object called name that is visible at pos (if pos is known), and its scope.
  Object* lookupParent(Sym name, Pos pos, Scope** where = nullptr);
  /// Inserts obj under its name and returns null; if the name is taken already, returns that object
  /// and changes nothing. Sets obj->parent if it is null. "_" is not inserted by callers.
  Object* insert(Object* obj);
  /// Puts obj in the place of the object of its name, if there is one: answers that.
  Object* replace(Object* obj);
  /// Forgets all names.
  void clear();
  /// The objects in order of insertion.
  Object* const* begin() const { return objs_; }
  Object* const* end_it() const { return objs_ + n_; }
  uint32_t size() const { return n_; }

  /// Children are linked so that unused variables can be found.
  Scope* firstChild() const { return child_; }
  Scope* nextSibling() const { return sibling_; }

 private:
  friend Scope* newScope(Scope* parent, Pos start, Pos end, bool isFunc);
  void grow();

  Scope* parent_;
  Scope *child_ = nullptr, *lastChild_ = nullptr, *sibling_ = nullptr;
  Object** objs_ = nullptr;   // insertion order
  uint32_t* table_ = nullptr; // index + 1 by hash; only for larger scopes
  uint32_t n_ = 0, cap_ = 0, tableSize_ = 0;
  Pos start_, end_;
  bool isFunc_;
};

/// A new scope, linked to its parent (unless that is the universe).
Scope* newScope(Scope* parent, Pos start = {}, Pos end = {}, bool isFunc = false);

}  // namespace vole::types
