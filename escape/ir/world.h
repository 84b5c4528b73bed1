// All functions an analysis meets: those of the package at hand in the order gc compiles them, and on demand those of
// other packages they call, with instances of generic functions by their shapes.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "escape/ir/ir.h"
#include "frontend/types/check.h"
#include "frontend/types/subst.h"

namespace vole::escape {

class World {
 public:
  explicit World(types::Package* local) : local_(local) {}
  World(const World&) = delete;

  types::Package* local() const { return local_; }

  /// The declared function or method f; its body is not there before lower().
  Fn* fnOf(types::Func* f);
  /// An instance by its type arguments (of the receiver, for a method); they are made shapes first.
  Fn* instanceOf(types::Func* origin, const std::vector<Type*>& targs);
  /// Builds the body, with those of the literals inside. Does nothing the second time.
  void lower(Fn* fn);
  /// Gives the body's memory back. The tags of the parameters stay.
  void release(Fn* fn);

  /// Lowers the whole local package: afterwards decls() is what gc's back end compiles.
  void lowerPackage(const types::PackageDecls& decls, const std::vector<types::Initializer*>& inits);
  const std::vector<Fn*>& decls() const { return decls_; }

  /// The number of a batch, to tell its marks on functions from older ones.
  uint32_t newBatch() { return ++batches_; }

  /// A function of an initialiser of package variables; literals in it have no outer function.
  Fn* initFn(const types::Initializer& in, types::Package* p);

  /// An empty function that lives as long as the world.
  Fn* newFn() { return &fns_.emplace_back(); }
  /// A function without text that calls a method; see Analysis::runWrappers.
  Fn* newWrapper(std::string name);

  /// A literal copied by inlining into outer; it gets its name when its body is there.
  Fn* newLiteral(Fn* outer, Pos p);
  void nameLiteral(Fn* fn);

  /// The shape that stands for t as the index'th type argument (for type parameter p).
  Type* shapify(Type* t, int index, types::TypeParam* p);

  Name* externName(types::Var* v);
  /// A function made around the call of a go or defer statement.
  Fn* fnForWrapper(Fn* outer, Pos p);

  /// An expression of the local package has type t. All methods of an instance are compiled.
  void noteType(Type* t);
  /// It calls f with these type arguments.
  void noteCall(types::Func* f, const std::vector<Type*>& targs);

  /// Set when the decisions are for the code generator: will it allocate this on the heap even when it does not escape?
  /// Then what it points at has to live there too: no heap object may point into a frame.
  std::function<bool(const Location&)> mustEscape;
  /// Called with every variable and allocation once its fate is known.
  std::function<void(const Location&)> recorder;
  /// Asked before a call in cur is inlined; null forbids it, else the copies of the body's nodes get it as their `inlined`.
  std::function<Inlined*(Fn* cur, const Node* call, Fn* callee)> expand;

  bool smallFrames = false;   // variables above 128 KB, implicit ones above 16 KB go to the heap
  bool race = false;          // functions marked go:norace are not inlined
  bool isRuntime = false;     // the local package is package runtime
  bool captureByRef = false;  // literals refer to variables, never copy them: the stricter reading
  bool rangeLiterals = false; // the bodies of loops over functions are function literals
  bool perIteration = false;  // loop variables are new in each iteration (Go 1.22)

 private:
  friend class Lower;
  void instantiateMethods();
  void declare(Fn* fn, types::Signature* sig, const types::SubstMap& env, bool method);

  types::Package* local_;
  std::shared_ptr<Pool> pool_ = std::make_shared<Pool>();  // of the local package's trees
  std::deque<Fn> fns_;
  std::deque<Name> names_;  // of functions and package variables
  std::unordered_map<types::Func*, Fn*> byFunc_;
  std::map<std::pair<types::Func*, std::vector<Type*>>, Fn*> instances_;
  std::map<std::pair<std::string, int>, Type*> shapes_;
  std::unordered_map<types::Var*, Name*> externs_;
  std::vector<Fn*> decls_, newInstances_;
  std::unordered_map<types::Func*, int> initNumbers_;
  std::unordered_map<Type*, bool> noted_;
  std::vector<types::Named*> instTypes_;
  std::map<std::pair<types::Func*, std::vector<Type*>>, bool> concrete_;  // calls with types that are no shapes
  std::vector<std::pair<types::Func*, std::vector<Type*>>> concreteQueue_;
  uint32_t batches_ = 0;
  int globClosgen_ = 0;
  bool collecting_ = false;  // lowerPackage is at work: literals and instances are appended to decls_
};

/// Is t a shape made by shapify?
bool isShape(Type* t);
bool hasShape(Type* t);
/// What becomes of an instance in the name of a function: "[int,go.shape.string_1]".
std::string targsText(const std::vector<Type*>& targs);

/// Sets Name::reassigned for the variables of fn and its literals.
void markReassigned(Fn* fn);
/// The expression that n is known to have the value of: n itself, or what the variable n was declared with.
Node* staticValue(Node* n);
/// Removes branches with constant conditions, as gc does before it inlines.
void deadcode(Fn* fn);
/// Takes the statically initialised parts out of the list of package-level initialisations.
Nodes dynamicInit(const Nodes& stmts, Pool& pool);

}  // namespace vole::escape
