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
#include "frontend/types/info.h"
#include "frontend/types/object.h"

namespace vole::escape {

/// What one function literal, range-over-func body, or declared function has to do with its surroundings.
struct FuncFacts {
  std::vector<types::Var*> captures;  // variables of enclosing functions, in order of first use
  bool hasDefer = false;              // a defer statement of its own, or in a range-over-func body inside
};

/// What the code generator expands in one body: the calls, each with what is expanded in the callee's body in its turn, and
/// what stands in the frame of the function that all this ends up in: variables and allocation sites that do not escape
/// although pointers to them exist. Sites: CompositeLit (behind &, or of a slice type), FuncLit, the CallExpr of new and
/// make, of a call with a variadic slice, of a conversion of a string to bytes (a buffer for short ones); the CallStmt of a go
/// or defer statement; the SelectorExpr of a method value; the ForStmt of a range over a function; box(e) for the value of e
/// in an interface. Function literals inside a body that is not expanded itself go by what the body goes by.
struct Inlined {
  types::Func* callee = nullptr;             // null at the root, the function itself, and for
  const syntax::FuncLit* literal = nullptr;  // a function literal, which stands in
  const Inlined* home = nullptr;             // this body, one of those around the call
  bool fromValue = false;                    // or one compiled before it: what the literal captures comes out of its closure
  const Inlined* outer = nullptr;            // whose call this is; null at the root
  int depth = 0, cost = 0;                   // nested calls; at the root: nodes inlined altogether
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
  /// The site of e's implicit conversion to an interface; e itself may be a site of its own.
  static const void* box(const syntax::Expr* e) { return reinterpret_cast<const char*>(e) + 1; }
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

/// What is expanded in a checked function and stands in its frame; null: nothing. targs: the type arguments of an instance
/// (of its receiver, for a method).
const Inlined* inlinedIn(types::Func* f, List<types::Type*> targs = {});
/// The same for an initialiser of variables of p.
const Inlined* inlinedIn(const types::Initializer& in, types::Package* p);

/// How the program runs, for decisions about inlining. replaced: does something else, a native, take the place of f's body?
struct RunOptions {
  bool inlining = true;
  bool (*replaced)(types::Func* f) = nullptr;
};
void setRunOptions(const RunOptions& o);

}  // namespace vole::escape
