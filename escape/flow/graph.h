// The graph of the analysis. A Location stands for a variable or for what an expression allocates; an edge says that
// the value of one flows to another, with the number of dereferences on the way (-1: its address flows).
#pragma once

#include <deque>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "escape/ir/world.h"
#include "frontend/types/info.h"

namespace vole::escape {

/// One step of a flow, for -m=2. The list is in order of the steps back from the destination.
struct Note {
  const Note* next;
  Node* where;
  const char* why;
};

struct Location;

struct Edge {
  Location* src;
  int derefs;
  const Note* notes;
};

struct Location {
  Node* n = nullptr;  // null: a temporary of the analysis
  Fn* curfn = nullptr;
  ListOf<Edge> edges;       // what flows here
  std::unordered_map<Location*, int>* seen = nullptr;  // least derefs by source, once there are many edges
  int loopDepth = 0;
  int resultIndex = 0;  // of a result parameter, from 1

  // while walking from one location
  int derefs = 0;
  uint32_t walkgen = 0;
  Location* dst = nullptr;
  uint32_t dstEdge = 0;

  bool queued = false;
  bool escapes = false;
  bool captured = false, reassigned = false, addrtaken = false;
  Leaks leaks;

  bool isName(Class c) const { return n && n->op == Op::Name && static_cast<const Name*>(n)->cls == c; }
};

/// The context an expression is evaluated in: where its value goes.
struct Hole {
  Location* dst = nullptr;
  int derefs = 0;
  const Note* notes = nullptr;
  bool addrtaken = false;

  Hole shift(int delta) const {
    Hole k = *this;
    k.derefs += delta;
    k.addrtaken = delta < 0;
    return k;
  }
};

/// Where the results of a call flow.
using Holes = std::span<const Hole>;

/// Where messages go, one line each, without its newline.
struct Sink {
  int level = 1;  // 2: -m=2
  const SourceSet* sources = nullptr;
  std::function<void(std::string)> line;
  /// A position as messages show it; functions without text have none.
  std::string at(Pos p) const;
};

/// Analyses a set of mutually recursive functions with their literals.
class Batch {
 public:
  Batch(World& w, Sink* sink) : w_(w), sink_(sink), level_(sink ? sink->level : 0) { heap_.escapes = true; }

  void run(const std::vector<Fn*>& fns);

 private:
  struct ClosureUse {
    Hole k;
    Node* clo;
  };

  World& w_;
  Sink* sink_;
  int level_;
  Memory memory_;  // of the graph
  std::vector<Location*> locs_;
  std::deque<std::unordered_map<Location*, int>> seen_;
  Location heap_, blank_;
  std::vector<ClosureUse> closures_;
  std::shared_ptr<Pool> pool_;  // for nodes the analysis makes

  // of the function at work
  Fn* cur_ = nullptr;
  int loopDepth_ = 1;
  std::unordered_map<std::string_view, bool>* labels_ = nullptr;  // to: a goto jumps back to it

  // graph.cc
  Hole hole(Location* l) { return Hole{l, 0, nullptr, false}; }
  Hole heap() { return hole(&heap_); }
  Hole discardHole() { return hole(&blank_); }
  Hole note(Hole k, Node* where, const char* why);
  Hole deref(Hole k, Node* where, const char* why) { return note(k.shift(1), where, why); }
  Hole addrOf(Hole k, Node* where, const char* why) { return note(k.shift(-1), where, why); }
  Hole dotType(Hole k, Type* t, Node* where, const char* why);
  void flow(Hole k, Location* src);
  Location* newLoc(Node* n);
  Location* oldLoc(Name* n) { return n->canonical->loc ? n->canonical->loc : lateLoc(n->canonical); }
  Location* lateLoc(Name* n);
  Hole tee(Holes ks);
  Hole later(Hole k);
  Hole spill(Hole k, Node* n);

  // batch.cc
  void initFunc(Fn* fn);
  void walkFunc(Fn* fn);
  void flowClosure(Hole k, Node* clo);
  void finish(const std::vector<Fn*>& fns);
  void paramTag(Fn* fn, int narg, Param& p);
  void warn(Fn* fn, Pos p, std::string msg);
  const char* heapReason(Node* n);
  std::string text(const Node* n) { return nodeString(n, w_.local()); }

  // expr.cc
  void expr(Hole k, Node* n);
  void exprSkipInit(Hole k, Node* n);
  void unsafeValue(Hole k, Node* n);
  void discard(Node* n) { expr(discardHole(), n); }
  void discards(const Nodes& l) {
    for (Node* n : l) discard(n);
  }

  // call.cc
  // ks null: the results are not used.
  void call(const Holes* ks, Node* n);
  void callCommon(const Holes* ks, Node* n, Nodes& init, Fn* wrapper);
  void argument(Hole k, Node*& arg, Nodes& init, Node* n, Fn* callee, Fn* wrapper);
  void rewriteArgument(Node*& arg, Nodes& init, Node* n, Fn* callee, Fn* wrapper);
  Name* wrapExpr(Pos p, Node*& e, Nodes& init, Fn* wrapper);
  void goDefer(Node* n);
  Hole tagHole(const Holes* ks, Fn* fn, Param& p);
  bool inBatch(Fn* fn) { return fn->esc == EscState::Planned || fn->esc == EscState::Started; }

  // stmt.cc
  void stmt(Node* n);
  void stmts(const Nodes& l) {
    for (Node* n : l) stmt(n);
  }
  void block(const Nodes& l);
  Hole dcl(Name* n);
  Hole addr(Node* n);
  std::vector<Hole> addrs(const Nodes& l);
  void assignHeap(Node* src, const char* why, Node* where);
  void assignList(const Nodes& dsts, const Nodes& srcs, const char* why, Node* where);
  void assign(Node* dst, Node* src, const char* why, Node* where);
  void assignTo(Hole k, Node* dst, Node* src, const char* why, Node* where);
  void reassigned(Holes ks, Node* where);

  // solve.cc
  uint64_t steps_ = 0;
  void walkAll();
  void giveUp();
  void walkOne(Location* root, uint32_t gen, std::vector<Location*>& todo);
  bool outlives(Location* l, Location* other);
  void leakTo(Location* l, Location* sink, int derefs);
  void explainPath(Location* root, Location* src);
  void explainFlow(Pos p, Location* dst, Location* src, int derefs, const Note* notes);
  std::string explainLoc(Location* l);
  std::string at(Pos p);
};

/// Visits functions so that callees come first, in groups of mutually recursive ones, as gc does.
class BottomUp {
 public:
  /// phase: which of Fn::nodeId it uses. enter is called before a function's body is looked at.
  BottomUp(int phase, std::function<void(Fn*)> enter, std::function<void(const std::vector<Fn*>&, bool recursive)> group)
      : phase_(phase), enter_(std::move(enter)), group_(std::move(group)) {}
  /// Asked before a callee is visited: one it says no to is left out, what is handed to it is taken to leak.
  std::function<bool(Fn* caller, Fn* callee)> allow;
  /// Told when the visit of a function of another package begins and ends.
  std::function<void(bool begins)> library;
  void visit(Fn* fn) {
    if (!fn->hidden) visit1(fn);
  }

 private:
  int phase_;
  std::function<void(Fn*)> enter_;
  std::function<void(const std::vector<Fn*>&, bool)> group_;
  uint32_t gen_ = 0;
  std::vector<Fn*> stack_;
  uint32_t visit1(Fn* fn);
  uint32_t visit2(Fn* fn);
};

/// The passes over a package: inlining, devirtualization, analysis; over functions of other packages as they are met.
class Analysis {
 public:
  Analysis(World& w, Sink* sink, bool inlining);
  /// Processor time that went into functions of other packages, checking them included, is added to ns.
  void timeLibrary(int64_t* ns);
  void run();
  /// The wrappers gc makes of the methods of these types, after everything else.
  void runWrappers(const std::vector<types::TypeName*>& types);

 private:
  World& w_;
  Sink* sink_;
  bool inlining_;
  BottomUp inliner_, escaper_;
  void wrappers(types::TypeName* t);
  void wrapper(types::Type* recv, const types::MethodSetEntry& m);
};

/// Decides whether fn can be inlined, and keeps what that takes.
void canInline(World& w, Fn* fn, Sink* sink);
/// Inlines the calls in fn.
void inlineCalls(World& w, Fn* fn, Sink* sink);
/// Gives the call of a variadic function its slice as one argument.
void fixVariadic(Node* call, Pool& pool);

/// Values with pointers of more bytes than this are not trusted to live in frames (World::mustEscape).
inline constexpr int64_t kLargeValue = 512;
bool isLargeValue(Type* t);

/// Takes the tags of a native of Vole's library from the table of them. False: it has none, or is none.
bool nativeTags(Fn* fn);
/// Says which index expressions of the local package need no check.
void reportBounds(World& w, Sink& sink);

/// Turns calls of interface methods into calls of methods where the dynamic type is known; says so to sink.
void devirtualize(World& w, Fn* fn, Sink* sink);

}  // namespace vole::escape
