// Where variables live. At present a conservative rule stands behind this interface: a variable lives on the heap
// when its address is taken or a function literal assigns to it or sees it assigned; every other captured variable is
// captured by value (it never changes after its declaration). The flow analysis of gc takes its place later; the
// questions stay the same.
//
// A loop over a function (range-over-func) counts as a function literal: its body becomes one.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "frontend/syntax/ast.h"
#include "frontend/types/object.h"

namespace vole::escape {

/// What one function literal, range-over-func body, or declared function has to do with its surroundings.
struct FuncFacts {
  std::vector<types::Var*> captures;  // variables of enclosing functions, in order of first use
  bool hasDefer = false;              // a defer statement of its own, or in a range-over-func body inside
};

class Facts {
 public:
  /// Does v live in a heap cell of its own?
  bool boxed(const types::Var* v) const { return v->addrTaken || (v->captured && v->reassigned); }
  /// Facts of a FuncDecl, FuncLit, or the ForStmt of a range-over-func loop.
  const FuncFacts& of(const syntax::Node* n) const;
  /// Is this loop's body run by an iterator function?
  bool isRangeFunc(const syntax::ForStmt* s) const { return funcs_.count(s) != 0; }

 private:
  friend class Walker;
  std::unordered_map<const syntax::Node*, FuncFacts> funcs_;
};

/// Analyses a checked function declaration with its literals, or the initialiser expression of a package variable.
/// The result is owned by the caller.
/// perIteration: loop variables are new in each iteration (Go 1.22).
std::unique_ptr<Facts> analyze(syntax::Node* root, bool perIteration);

}  // namespace vole::escape
