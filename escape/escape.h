// Where variables and other objects live. A walk over the tree tells which variables need a place in memory: those whose
// address is taken, or that a function literal assigns to or sees assigned; every other captured variable is captured by
// value (it never changes after its declaration). The flow analysis (flow/) tells which of the objects in memory may stand
// in the frame. It looks at the bodies that run here, not at gc's library, and takes for leaking what it does not look at:
// functions without body, callees too large to look at on the way, what the type arguments of generic functions decide.
//
// A loop over a function (range-over-func) counts as a function literal: its body becomes one.
#pragma once

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/syntax/ast.h"
#include "frontend/types/object.h"

namespace vole::escape {

/// What one function literal, range-over-func body, or declared function has to do with its surroundings.
struct FuncFacts {
  std::vector<types::Var*> captures;  // variables of enclosing functions, in order of first use
  bool hasDefer = false;              // a defer statement of its own, or in a range-over-func body inside
};

/// What the code generator expands in one body: the calls, each with what is expanded in the callee's body in its turn, and
/// what stands in the frame of the function that all this ends up in.
struct Inlined {
  types::Func* callee = nullptr;  // null at the root, the function itself
  int depth = 0, cost = 0;        // nested calls; at the root: nodes inlined altogether
  std::unordered_map<const syntax::CallExpr*, std::unique_ptr<Inlined>> calls;
  std::unordered_set<const void*> frame;

  const Inlined* at(const syntax::CallExpr* call) const {
    auto it = calls.find(call);
    return it == calls.end() ? nullptr : it->second.get();
  }
};

class Facts {
 public:
  /// Does v live in a heap cell of its own?
  bool boxed(const types::Var* v) const { return v->addrTaken || (v->captured && v->reassigned); }
  /// Does the variable, or what the allocation site makes, live in the frame of its function although pointers to it exist?
  /// Sites: CompositeLit (behind &, or of a slice type), FuncLit, the CallExpr of new and make, of a call with a variadic
  /// slice, of a conversion of a string to bytes (a buffer for short ones); the CallStmt of a go or defer statement; the SelectorExpr of a method value; box(e) for the value of e in an
  /// interface.
  /// In a body that is expanded elsewhere its Inlined answers.
  bool inFrame(const void* site) const { return root_ && root_->frame.count(site) != 0; }
  /// The function's own calls that are expanded; null: none.
  const Inlined* inlined() const { return root_; }
  /// The site of e's implicit conversion to an interface; e itself may be a site of its own.
  static const void* box(const syntax::Expr* e) { return reinterpret_cast<const char*>(e) + 1; }
  /// Facts of a FuncDecl, FuncLit, or the ForStmt of a range-over-func loop.
  const FuncFacts& of(const syntax::Node* n) const;
  /// Is this loop's body run by an iterator function?
  bool isRangeFunc(const syntax::ForStmt* s) const { return funcs_.count(s) != 0; }

 private:
  friend class Walker;
  friend class FrameSites;
  std::unordered_map<const syntax::Node*, FuncFacts> funcs_;
  const Inlined* root_ = nullptr;
};

/// Analyses a checked function declaration with its literals, or the initialiser expression of a package variable.
/// The result is owned by the caller.
/// perIteration: loop variables are new in each iteration (Go 1.22).
/// frames: also what stands in the frame and what is inlined; else only what the walk over the tree tells.
std::unique_ptr<Facts> analyze(syntax::Node* root, bool perIteration, bool frames = true);
/// The second half of analyze, when it was left out.
void analyzeFrames(Facts& facts, syntax::Node* root);

/// How the program runs, for decisions about inlining. replaced: does something else, a native, take the place of f's body?
struct RunOptions {
  bool inlining = true;
  bool (*replaced)(types::Func* f) = nullptr;
};
void setRunOptions(const RunOptions& o);

}  // namespace vole::escape
