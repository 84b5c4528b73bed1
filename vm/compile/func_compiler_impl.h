// FuncCompiler turns one checked function body into bytecode. Private to vm/compile.
//
// Slots. Variables and temporaries are allocated like a stack: a block releases what it declared, a statement
// releases its temporaries. An expression's value comes back as the number of its first slot: either a fresh temporary
// or, for variables and fields of variables, the place where the value already lives - so a result must be used
// before a statement assigns to that variable. (No expression can: a variable that a function literal assigns to is
// boxed on the heap.)
//
// Types. Everything is asked through lt(): generic bodies are walked once per instance under a type environment, the
// tree is never copied.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "escape/escape.h"
#include "frontend/syntax/ast.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/info.h"
#include "frontend/types/object.h"
#include "frontend/types/type.h"
#include "frontend/types/universe.h"
#include "runtime/runtime.h"
#include "vm/compile/callee.h"
#include "vm/compile/emitter.h"
#include "vm/compile/ltype.h"
#include "vm/compile/program.h"

namespace vole::vm {

using syntax::Expr;
using syntax::Name;
using syntax::Operator;
using syntax::Stmt;

/// Something that can be assigned to or have its address taken, with its operands evaluated.
struct Place {
  enum Kind : uint8_t {
    kBlank,   // _
    kSlot,    // in the frame, at slot a
    kFrame,   // in the frame, at byte off (part of a slot)
    kMem,     // at [slot a + off]
    kGlobal,  // at address addr
    kElem,    // element [slot b] of the slice (or string) at slot a
    kPArr,    // element [slot b] of the array slot a points to, len elements
    kFArr,    // element [slot b] of the array that lies at slot a, len elements
    kMap,     // m[k]: map at slot a, key at slot b
  } kind = kBlank;
  LType* type = nullptr;
  int a = 0, b = 0;
  int64_t off = 0, len = 0;
  const void* addr = nullptr;
  LType* map = nullptr;
  bool nonNil = false;  // kMem: a is known not to be nil
  bool bUnsigned = false;  // the index is of an unsigned 64-bit type
};

/// Where a variable lives.
struct VarLoc {
  enum Kind : uint8_t { kNone, kSlot, kBoxed, kGlobal } kind = kNone;
  int slot = 0;                // the value, or the pointer to its heap cell
  const void* addr = nullptr;  // package variables
  LType* type = nullptr;
  bool library = false;        // a variable of the library
};

/// Memory of a function's frame that pointers may point at: a variable, or what an allocation site makes, that does not
/// escape. It is the function's own from beginning to end, so a pointer may outlive the block it was made in.
struct FrameObject {
  const escape::Inlined* in;  // the body it is made in
  const void* site;         // types::Var or syntax::Node
  std::vector<bool> ptrs;   // by slot: holds a pointer
  int slot = -1;            // set by the prologue
};

/// What a first pass over the function finds out and its prologue needs to know: such a function is compiled again.
struct Discoveries {
  // Library variables whose initialisation the function sees to before it starts, or before a body expanded in it does.
  std::vector<std::pair<const escape::Inlined*, types::Var*>> guards;
  std::vector<FrameObject> objects;
  bool tooMuch = false;  // what inlining puts into the frame does not fit it: compile without
};

class FuncCompiler {
 public:
  FuncCompiler(Program& prog, Unit& unit, Discoveries& found);
  /// Compiles the unit and fills in its FuncInfo. False: a limit was reached and reported (failed()), or there are new
  /// discoveries.
  bool run();
  bool failed() const { return failed_; }

 private:
  // ---- types (types_of.cc)
  LType* lt(types::Type* t);
  LType* lt(const Expr* e);
  types::Type* concrete(types::Type* t);
  const rt::Type* rtypeOf(LType* t);
  types::Signature* sigOf(const Expr* fun);

  // ---- slots (slots.cc)
  int alloc(LType* t);
  int allocN(int nslots);           // without pointers
  void valueTooLarge(int64_t nslots);
  int allocPtr();                   // one pointer slot
  int mark() const { return top_; }
  void release(int mark);
  void setPointers(int slot, LType* t);
  void setPointer(int slot, bool isPtr);
  void reserve(int upTo);           // the frame holds at least upTo slots
  SlotSet liveSlots() const;
  void safepoint(uint32_t pc) { e_.recordSafepoint(pc, liveSlots()); }
  bool tooLarge(LType* t) const;

  // ---- moving values
  void move(int dst, int src, LType* t);
  void moveSlots(int dst, int src, int n);
  void zero(int slot, LType* t);
  int loadMem(int ptr, int64_t off, LType* t, int dst, bool nonNil = false);
  void storeMem(int ptr, int64_t off, int src, LType* t);
  void extend(int slot, LType* t);  // after a raw copy into a slot
  int constInt(int64_t v, int dst = -1);
  int constPtr(const void* p, int dst = -1, const void* second = nullptr);
  int stringConst(std::string_view s, int dst = -1);
  int newObject(LType* t, int dst = -1);
  /// As newObject, for a variable or an allocation site: in the frame when it does not escape.
  int newObject(const AllocSite& site, LType* t, int dst);
  bool inFrame(const void* site) const;
  bool decidedInFrame(const void* site) const { return inlined_ && inlined_->frame.count(site) != 0; }
  int frameObject(const AllocSite& site, const std::vector<bool>& ptrs);
  void declareFrameObjects();

  // ---- places (gen_place.cc)
  Place place(Expr* e, bool forStore = true);
  Place placeOfVar(types::Var* v);
  Place fieldOf(Place base, LType* structType, int index);
  Place elemOf(Place base, LType* arrayType, int idx, bool isUnsigned = false);
  bool unsignedIndex(const Expr* e);
  Place deref(int ptr, LType* t) { return Place{.kind = Place::kMem, .type = t, .a = ptr}; }
  int load(const Place& p, int dst = -1);
  void store(const Place& p, int src);
  void storeZero(const Place& p);
  int addressOf(Place p, int dst = -1);
  void freeze(Place& p);            // operands into temporaries of their own: later code cannot change them
  VarLoc& loc(types::Var* v);
  void declare(types::Var* v, int initSlot = -1, Expr* init = nullptr);  // storage for a local variable; zero unless init
  void declareGlobal(types::Var* v, int initSlot, Expr* init);

  // ---- expressions (gen_expr.cc ...)
  /// The value of e; in dst when dst >= 0.
  int expr(Expr* e, int dst = -1);
  /// e converted to t as in an assignment.
  int exprTo(Expr* e, LType* t, int dst = -1);
  /// A value of type from, at slot, converted to t as in an assignment.
  /// site: of the box that a conversion to an interface makes, if it may live in the frame.
  int convertTo(int slot, LType* from, LType* t, int dst = -1, const AllocSite& site = {});
  void effect(Expr* e);             // for its effects only
  int nameExpr(Name* n, int dst);
  int constExpr(Expr* e, int dst);
  int constWords(const ConstVal* v, LType* t, uint64_t w[2]);
  int constValue(const ConstVal* v, LType* t, int dst);
  int boxConst(const ConstVal* v, LType* from, LType* t, int dst);
  const void* interfaceWord(LType* t, LType* from);
  int selectorExpr(syntax::SelectorExpr* e, int dst);
  int indexExpr(syntax::IndexExpr* e, int dst);
  int sliceExpr(syntax::SliceExpr* e, int dst);
  int assertExpr(syntax::AssertExpr* e, int dst, int okDst = -1);
  int unaryExpr(syntax::Operation* e, int dst);
  int binaryExpr(syntax::Operation* e, int dst);
  int arith(Operator op, LType* t, int x, int y, int dst, Pos pos);
  bool immArith(Operator op, LType* t, Expr* x, Expr* y, int dst, int* result);
  bool immOperand(Operator op, LType* t, int64_t k, int dst, int x);
  bool fusedOperand(syntax::Operation* o, LType* t, int acc, int to);
  int shift(Operator op, LType* t, int x, Expr* y, int dst);
  int compareInMemory(Operator op, LType* t, int x, int y, int dst);
  int compare(Operator op, LType* t, int x, int y, int dst);
  int compareExpr(syntax::Operation* e, int dst);
  int concat(syntax::Operation* e, int dst);
  int recvExpr(Expr* ch, int dst, int okDst = -1, bool drop = false);
  int mapIndex(syntax::IndexExpr* e, int dst, int okDst = -1);
  int mapGetPtr(LType* mt, int m, int key, int okDst);
  int mapKey(Expr* key, LType* kt);
  int mapAssignPtr(LType* mt, int m, int key);
  /// Evaluates the comma-ok form of e: value (or -1 when not wanted) and ok.
  void commaOk(Expr* e, int* value, int* ok);
  LType* commaOkType(Expr* e);
  bool isConst(const Expr* e) const { return e->constVal != nullptr; }
  bool smallConst(const Expr* e, int64_t* v);
  bool isNil(const Expr* e);
  bool isVarInSlot(Expr* e, int* slot);

  // ---- conditions (gen_cond.cc)
  void cond(Expr* e, Label onTrue, Label onFalse, bool fallTrue);
  void condLoop(Expr* e, Label body, Label end);   // at a loop's end: jump back to body when e holds
  bool condCompare(syntax::Operation* e, bool sense, Label target, bool loop);

  // ---- calls (gen_call.cc, gen_builtin.cc)
  void resolveCallee(syntax::CallExpr* call, Callee& c);
  /// Calls; returns the slot of the first result (in the call window).
  int call(syntax::CallExpr* call);
  int callExpr(syntax::CallExpr* call, int dst);
  const escape::Inlined* expansionOf(syntax::CallExpr* call, Callee& c);
  void expandCall(syntax::CallExpr* call, const Callee& c, const escape::Inlined& in, int args, int results);
  const BodyContext& bodyOf(const escape::Inlined* in) const;
  void setBody(const BodyContext& b);
  BodyContext body() const { return {inlined_, facts_, pkg_, env_}; }
  void bodyFacts(const escape::Facts* facts, const escape::Inlined* inlined = nullptr);
  void emitCall(const Callee& c, int window, int nparams);
  int beginWindow();
  Expr* keptPointer(Expr* arg);
  int keptPointers(syntax::CallExpr* call, const Callee& c, int* n);
  void args(syntax::CallExpr* call, types::Signature* sig, int first, int kept = -1);
  void spreadArgs(const AllocSite& site, const std::vector<LType*>& tuple, int src, types::Signature* sig, int first);
  template <class F>
  void variadicSlice(const AllocSite& site, LType* sliceType, size_t n, int dst, F fill);
  Place methodRecvPlace(syntax::SelectorExpr* s, const MethodRef& m);
  void receiverInto(const Callee& c, int dst);
  int resultSlots(types::Signature* sig);
  int paramSlots(types::Signature* sig);
  int builtinCall(syntax::CallExpr* call, int dst);
  int spreadBuiltin(syntax::CallExpr* call, types::BuiltinId id, int dst);
  int appendCall(syntax::CallExpr* call, int dst);
  int copyCall(syntax::CallExpr* call, int dst);
  int makeCall(syntax::CallExpr* call, int dst);
  int minMaxCall(syntax::CallExpr* call, bool isMin, int dst);
  int lenCap(Expr* x, bool isCap, int dst);
  void printCall(syntax::CallExpr* call, bool ln);
  void printValue(int slot, LType* t);
  void printSlots(const std::vector<int>& at, const std::vector<LType*>& ts, bool ln);
  void clearValue(int v, LType* t);
  int unsafeCall(syntax::CallExpr* call, int id, int dst);
  int conversion(Expr* x, LType* to, Pos at, int dst, const syntax::CallExpr* call = nullptr);
  int convertValue(int slot, LType* from, LType* to, int dst);
  bool needsCode(LType* from, LType* to);
  bool constFits(const ConstVal* v, LType* to);
  Place selectPath(syntax::SelectorExpr* e, int steps);

  // ---- closures (gen_closure.cc)
  int funcLit(syntax::FuncLit* e, int dst);
  rt::FuncInfo* literalInfo(syntax::FuncLit* e, const BodyContext& b, int expanded);
  int makeClosure(const AllocSite& site, rt::FuncInfo* fi, const std::vector<types::Var*>& captures,
                  const std::vector<std::pair<int, bool>>& hidden, int dst);
  int newClosure(const AllocSite& site, rt::FuncInfo* fi, const std::vector<bool>& ptrWords, int dst);
  void captureSlots(int closure, int64_t off, int src, const std::vector<bool>& ptrs);
  int funcValue(rt::FuncInfo* fi, int dst);
  int methodValue(syntax::SelectorExpr* e, int dst);
  int methodExpr(syntax::SelectorExpr* e, int dst);
  /// A closure without parameters that makes the call, its operands evaluated now (go, defer).
  int deferredCall(syntax::CallStmt* s);

  // ---- composite literals (gen_complit.cc)
  int compositeLit(syntax::CompositeLit* e, int dst);
  void compositeInto(syntax::CompositeLit* e, LType* t, const Place& p, bool zeroed);
  void elementInto(Expr* e, LType* t, const Place& p, bool zeroed);
  int sliceLit(syntax::CompositeLit* e, LType* t, int dst);
  int mapLit(syntax::CompositeLit* e, LType* t, int dst);
  int addressLit(syntax::CompositeLit* e, LType* t, int dst);

  // ---- statements
  void stmt(Stmt* s);
  void block(const List<Stmt*>& l);
  void simpleAssign(syntax::AssignStmt* s);
  void assignOp(syntax::AssignStmt* s);
  void assignPairs(const List<Expr*>& lhs, const List<Expr*>& rhs, bool def);
  void assignTuple(const List<Expr*>& lhs, Expr* rhs, bool def);
  bool declares(Expr* lhs, bool def);
  Place placeOfValue(LType* t, int slot);
  bool hasAddress(syntax::Expr* e);
  void addressOfLarge(syntax::Expr* e, int dst);
  bool copyLarge(syntax::Expr* e, const Place& to, Pos pos);
  bool isPlaceExpr(Expr* e);
  void assignOne(Expr* lhs, Expr* rhs, bool def);
  void defineOrStore(Expr* lhs, int slot, LType* from, bool def);
  void varDecl(syntax::VarDecl* d);
  void ifStmt(syntax::IfStmt* s);
  void forStmt(syntax::ForStmt* s);
  void rangeStmt(syntax::ForStmt* s, syntax::RangeClause* rc);
  void rangeInt(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t);
  void rangeIndexed(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t);
  void rangeString(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t);
  void rangeMap(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t);
  void rangeChan(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t);
  void rangeFunc(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t);
  void rangeAssign(syntax::RangeClause* rc, int which, int slot, LType* t);
  bool lengthIsConst(Expr* e);
  void rangeAssign2(syntax::RangeClause* rc, int slot0, LType* t0, int slot1, LType* t1);
  bool wantsRangeVar(syntax::RangeClause* rc, int which);
  void switchStmt(syntax::SwitchStmt* s);
  void typeSwitch(syntax::SwitchStmt* s, syntax::TypeSwitchGuard* g);
  void selectStmt(syntax::SelectStmt* s);
  void returnStmt(syntax::ReturnStmt* s);
  void branchStmt(syntax::BranchStmt* s);
  void goDefer(syntax::CallStmt* s);
  void emitReturn();                // results are in the result variables
  void emitRet(int src, int n);
  void loadResultsAndRet();
  void storeResult(size_t i, int src);
  void rangeReturn(syntax::ReturnStmt* s);
  void rangeExit(syntax::BranchStmt* s);
  bool ownsLabel(const syntax::LabeledStmt* l);
  int deferToken();
  int controlObject();
  void ensureResult(size_t i);
  bool resultHasSlot(size_t i) const;
  types::Signature* homeSig();
  std::vector<const syntax::Node*>& exitsOf();
  void dispatchExits(int code, int ctl);
  void storeState(int v);
  void leaveBody(int code);
  void jumpBack(Label l);
  void copyLoopVars(const std::vector<types::Var*>& vars);

  // ---- the function as a whole (func_compiler.cc)
  static std::vector<bool> ptrWords(LType* t);     // of the slots of a value
  static std::vector<bool> objectWords(LType* t);  // of its memory
  bool boxed(types::Var* v, LType* t) const { return facts_->boxed(v) || t->indirect(); }
  int param(LType* t);
  void stackCheck();
  void declBody();
  void nativeBody(types::Func* f, rt::FuncInfo* fi);
  void litBody();
  void prologue(types::Signature* sig, types::Var* recv);
  void loadCaptures();
  void loadCaptures(const Unit& u, int closure);
  void loadRaw(int ptr, int off, int dst, int n);
  void declareResults(types::Signature* sig);
  void guard(types::Var* v);
  void initGuards(const escape::Inlined* in);
  void epilogue();
  void initBody();
  void initVars(types::Initializer* in);
  void thunkBody();
  void callThunk(const ThunkSpec& s, int clo);
  void builtinThunk(const ThunkSpec& s, int clo);
  void methodThunk(const ThunkSpec& s);
  void rangeBodyUnit();
  void finish();
  void dropFirst();
  void optimizeCode();
  void stackMaps(rt::FuncInfo* fi);
  void lineTable(rt::FuncInfo* fi);
  void fileTable(rt::FuncInfo* fi);
  void indexTable(rt::FuncInfo* fi);
  bool openCodedDefers() const;
  void inlineTable(rt::FuncInfo* fi, size_t first);
  void libraryPlaces(CodePlaces& places);
  void fail(Pos pos, const std::string& msg);

  struct Target {                   // an enclosing statement that break or continue may name
    Stmt* stmt;
    Label brk, cont;
    bool hasCont;
    int mark;
  };

  struct TableFix {                 // a jump table whose distances are filled in at the end
    uint32_t at;
    JumpTableDesc* desc;
    std::vector<Label> targets;
    Label deflt;
  };

  struct Expansion {                // of a call whose callee's body is being compiled in its place
    Label end;
    int results;                    // slot
  };

  struct ExpandedCall {             // as rt::InlinedCall
    rt::FuncInfo* fn;
    Pos pos, body;                  // of the call, of the callee
    int parent;
  };

  Program& prog_;
  Unit& unit_;
  // Of the body being compiled: the unit's, or one that is expanded in it.
  const escape::Facts* facts_ = nullptr;
  const escape::Inlined* inlined_ = nullptr;  // its calls to be expanded, and what stands in the frame; may be null
  types::Package* pkg_;
  const Expansion* expansion_ = nullptr;
  std::vector<ExpandedCall> expanded_;
  std::vector<BodyContext> bodies_;  // those around the one being compiled, the unit's own first
  std::unordered_map<const escape::Inlined*, std::pair<BodyContext, int>> ended_;  // those compiled before, with e_.inlined
  Emitter e_;
  TypeEnv* env_;
  int top_ = 0, maxTop_ = 0;
  std::vector<bool> ptr_;           // by slot: may it hold a pointer now
  std::unordered_map<const types::Var*, VarLoc> vars_;
  std::vector<Target> targets_;
  std::unordered_map<const syntax::LabeledStmt*, Label> labels_;
  std::vector<types::Var*> results_;
  types::Signature* sig_ = nullptr;
  int paramSlots_ = 0, resultSlots_ = 0;
  bool hasDefer_ = false, failed_ = false;
  int defers_ = 0, returns_ = 0;    // statements
  bool defersInLoop_ = false;
  Label epilogue_;                  // of functions with defer
  Label fallthrough_;               // the next clause's body, inside a switch clause
  std::vector<VarLoc> resultLocs_;
  std::vector<bool> argPtrs_;       // pointers among the parameters on entry, the closure last
  SlotSet panicMap_;                // slots alive when a recovered panic goes on in the epilogue
  uint32_t recoverPc_ = 0;
  int closure_ = -1, hiddenOff_ = 0;
  int control_ = -1, state_ = -1;   // range-over-func bodies
  Label bodyEnd_;
  std::vector<int> lateResults_;
  Discoveries& found_;
  bool again_ = false;              // something was found that the prologue should have known
  int frameWords_ = 0;              // of frame objects
  std::vector<const syntax::LabeledStmt*> ownLabels_;
  bool labelsCollected_ = false;
  std::vector<TableFix> tableFixes_;
  std::vector<std::pair<types::Var*, VarLoc>> pendingVars_, newVars_;
  int depth_ = 0;
};

}  // namespace vole::vm
