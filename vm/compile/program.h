// A program: its packages, the functions compiled so far, what is still to be compiled when it is first called, package
// variables, and the order in which packages are initialised.
//
// compile() may be called while the program runs (the LazyFunc operation); it is guarded by the front end's lock.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "escape/escape.h"
#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/types/check.h"
#include "frontend/types/info.h"
#include "frontend/types/subst.h"
#include "runtime/native.h"
#include "runtime/type/funcinfo.h"
#include "vm/compile/alloc_site.h"
#include "vm/compile/callee.h"
#include "vm/compile/lower_type.h"

namespace vole::vm {

/// The concrete types that stand for the type parameters of a generic function's body.
struct TypeEnv {
  types::SubstMap map;
  std::string key;    // distinguishes instances
  std::string names;  // "[int,string]", for %v of function names: Go prints [...]
  std::unordered_map<const types::Type*, LType*> cache;
  std::unordered_map<const types::Named*, types::Named*> locals;  // this instance's copies of types declared inside
  bool hasLocals = false;
};

/// A function made by the code generator around a call: for go and defer, method values, method tables.
struct ThunkSpec {
  enum Kind : uint8_t {
    kCall,      // captured: callee, then arguments; own parameters follow them
    kBuiltin,   // captured: the operands of a deferred built-in call
    kMethod,    // parameters: operand of a method expression (or data word of an interface), then the rest
  } kind = kCall;
  // kCall
  Callee::Kind callee = Callee::kStatic;
  rt::FuncInfo* func = nullptr;
  int index = 0;            // interface method
  int captured = 0;         // slots captured after the callee's own
  int own = 0;              // slots of own parameters
  int results = 0;
  std::vector<bool> capturedPtrs, ownPtrs, resultPtrs;
  // kBuiltin
  int builtin = -1;
  std::vector<LType*> operands;
  bool hasDots = false;
  bool keep = false;        // the closure holds more, which must stay alive during the call
  // kMethod
  MethodRef method;
  LType* recv = nullptr;    // type of the operand
  bool viaIface = false;    // the first parameter is the data word of an interface holding a recv
  types::Signature* sig = nullptr;
  std::string key() const;
};

/// Something to be compiled: what a FuncInfo stands for.
struct Unit {
  enum Kind : uint8_t { kFunc, kLit, kRangeBody, kInit, kThunk } kind = kFunc;
  types::Package* pkg = nullptr;
  types::Func* func = nullptr;             // kFunc: the (generic) declared function
  syntax::FuncDecl* decl = nullptr;
  syntax::FuncLit* lit = nullptr;
  syntax::ForStmt* loop = nullptr;         // kRangeBody
  TypeEnv* env = nullptr;
  const escape::Facts* facts = nullptr;
  const escape::Inlined* inlined = nullptr;  // what goes with facts; see escape::inlinedIn
  rt::FuncInfo* fi = nullptr;
  Unit* outer = nullptr;                   // literals and loop bodies: the enclosing unit
  std::vector<types::Var*> captures;
  std::vector<bool> captureBoxed;
  std::string name;                        // as traces print it
  int nclosures = 0, nranges = 0;          // literals and loop bodies seen so far, for their names
  // Literals and loop bodies inside, by the body they are compiled in: a function's own or one that is expanded there.
  std::map<std::pair<const escape::Inlined*, const syntax::Node*>, rt::FuncInfo*> lits;
  std::vector<types::Initializer*> inits;  // kInit
  std::vector<types::Func*> initFuncs;
  std::vector<rt::FuncInfo*> calls;        // kInit of the whole program: what main consists of
  std::vector<types::Var*> eager;          // kInit of a lazy package: variables that cannot wait for their first use
  int64_t* initFlag = nullptr;             // kInit of a library variable: its state, see InitBegin
  ThunkSpec thunk;
  // kRangeBody: the function whose return statements the body may contain, and the codes of its exits
  Unit* home = nullptr;
  std::vector<LType*> loopParams;
  std::vector<const syntax::Node*> exits;  // home unit: targets of break, continue, goto out of loop bodies
  std::unique_ptr<CodePlaces> places;      // Program::placeAt
  bool made = false;                       // a literal: some code makes a closure of it
  bool failed = false;
};

/// Whose text a piece of code is made of, and what it goes by.
struct BodyContext {
  const escape::Inlined* inlined = nullptr;
  const escape::Facts* facts = nullptr;
  types::Package* pkg = nullptr;
  TypeEnv* env = nullptr;
};

struct ProgramConfig {
  SourceSet* sources = nullptr;
  DiagSink* diag = nullptr;
  DiagSink* libDiag = nullptr;  // errors in library text
  types::GoVersion version;     // of the program's language
  bool inlining = true;
  bool keepPlaces = false;      // placeAt answers for the program's own packages
};

/// t under env, where types declared inside the generic function are copied per instance (local_types.cc).
types::Type* substLocals(types::Type* t, TypeEnv& env);
bool declaresTypes(syntax::FuncDecl* d);

class Program {
 public:
  Program(rt::Runtime& rt, const ProgramConfig& conf);
  ~Program();

  /// Makes the closure that initialises `main` with everything it imports and runs main.main; for Runtime::run.
  /// Null if that could not be compiled (reported).
  void* entry(types::Package* mainPkg);
  /// Initialisation order of a package that was checked whole.
  void setInitOrder(types::Package* p, std::vector<types::Initializer*> order) { initOrder_[p] = std::move(order); }

  // ---- sessions
  /// A function to be run as a goroutine: initialises the variables of `a`, runs its init functions and its statements.
  /// FuncInfos are their own closures.
  rt::FuncInfo* sessionEntry(types::Package* pkg, const std::string& name, const std::vector<types::Initializer*>& inits,
                             const std::vector<types::Func*>& funcs);
  /// Whoever calls `old` or holds it as a value runs `now` from the next call on; the signatures are identical.
  void redefine(types::Func* old, types::Func* now);
  /// Methods were added to a type of the session: what was found out about method sets is found out again.
  void methodsChanged();

  /// Compiles fi's body. False: limits were exceeded or a library body does not check; the text is on stderr.
  bool compile(rt::FuncInfo* fi);
  /// Everything reachable from main's packages, for `vole dis` and the compile tests: all declared functions.
  bool compileAll(types::Package* pkg);
  /// Every function so far, compiled or not; grows while functions are compiled.
  const std::deque<rt::FuncInfo>& functions() const { return funcs_; }

  /// Can f be called at all? Literals that are only inlined cannot.
  static bool callable(const rt::FuncInfo* f);
  /// Is f of the program, not of the library?
  static bool ownCode(const rt::FuncInfo* f);
  /// The place in the source of the instruction at (or around) pc in f, one of the program's own functions.
  static AllocSite placeAt(const rt::FuncInfo* f, const void* pc);
  /// What is kept of a compiled function's places; null: nothing.
  static const CodePlaces* placesOf(const rt::FuncInfo* f);

  // ---- for FuncCompiler
  rt::Runtime& rt;
  TypeLowering types;

  rt::FuncInfo* funcInfo(types::Func* f, types::Instance* inst, TypeEnv* env);
  rt::FuncInfo* methodInfo(types::Func* m, types::Type* recv);
  rt::FuncInfo* instanceInfo(types::Func* f, const std::vector<types::Type*>& targs);
  void replace(rt::FuncInfo* from, rt::FuncInfo* to);
  MethodRef resolveMethod(syntax::SelectorExpr* s, TypeEnv* env);
  /// A literal compiled in `outer`, which stands in `body`. in: the function expanded there whose text it is, or null.
  rt::FuncInfo* litInfo(Unit& outer, syntax::FuncLit* lit, const BodyContext& body, Unit* in);
  rt::FuncInfo* rangeBodyInfo(Unit& outer, syntax::ForStmt* loop, const BodyContext& body, const std::vector<LType*>& params);
  rt::FuncInfo* thunkInfo(const ThunkSpec& spec, types::Package* pkg, const std::string& name);
  bool isReflectCall(const rt::FuncInfo* f) const { return f == reflectCall_; }
  rt::NativeFn nativeOf(const rt::FuncInfo* f) const;
  const char* internString(std::string_view s);
  const rt::itab* itabFor(LType* iface, LType* t);
  bool isDirect(LType* t) { return types.isDirect(t); }
  bool sameMethodSet(types::Type* a, types::Type* b);
  bool isGlobal(const types::Var* v) const;
  const void* globalAddr(types::Var* v);
  /// The function that initialises the library variable v, unless that has run; *flag tells whether it has.
  rt::FuncInfo* pendingInit(types::Var* v, int64_t** flag);
  LType* arrayOf(LType* e, int64_t n) { return types.arrayOf(e, n); }
  bool perIterationVars(const types::Package* pkg) const;
  bool keepsPlaces(const Unit& u) const { return conf_.keepPlaces && u.pkg && !u.pkg->lazy; }
  bool keepsNilPanic() const { return !conf_.version.allows(21); }
  types::Type* concrete(types::Type* t, TypeEnv* env);
  LType* lower(types::Type* t, TypeEnv* env);
  /// Static memory that the collector scans as a t.
  void* staticObject(LType* t);
  const escape::Facts* factsOf(syntax::Node* root, const types::Package* pkg);
  SourceSet& sources() { return *conf_.sources; }
  DiagSink& diag() { return *conf_.diag; }
  std::string position(Pos p) const;
  int methodIndex(LType* iface, types::Func* m);
  rt::FuncInfo* newFunc(Unit* u);
  /// Fills t->uncommon: hook of the run time.
  void fillMethods(rt::Type* t);
  rt::Type* libType(const char* name);
  rt::FuncInfo* libFunc(const char* name);
  /// The function of a library package by qualified name, or null.
  types::Func* libraryFunc(std::string_view name);
  types::Importer* importer = nullptr;

 private:
  bool libraryErrors() const;
  std::vector<types::Func*> known_;  // whose info is ours
  std::unordered_map<const types::Func*, types::Func*> redefinedGeneric_;                         // the latest
  std::unordered_map<const rt::FuncInfo*, std::vector<rt::FuncInfo*>> redefined_;  // by the latest: all earlier ones
  struct Global {
    void* addr;
    int64_t* flag;        // library variables with an initialiser: set once it has begun
    rt::FuncInfo* init;
  };
  types::Var* linkedVar(types::Var* v);
  Global& global(types::Var* v);
  void initPackage(types::Package* p, std::vector<Unit*>& order);
  void fillEmbeds(types::Package* p);
  rt::FuncInfo* methodEntry(types::Type* recvT, LType* recv, const types::MethodSetEntry& e, bool viaIface);

  ProgramConfig conf_;
  std::deque<Unit> units_;
  std::deque<rt::FuncInfo> funcs_;
  std::deque<TypeEnv> envs_;
  std::unordered_map<std::string, TypeEnv*> envTable_;
  std::unordered_map<std::string, rt::FuncInfo*> instances_;
  std::unordered_map<std::string, rt::FuncInfo*> thunks_;
  std::unordered_map<std::string, const char*> strings_;
  std::deque<std::string> stringPool_;
  std::unordered_map<const types::Var*, Global> globals_;
  std::unordered_map<const syntax::Node*, std::unique_ptr<escape::Facts>> facts_;
  std::unordered_map<const types::Package*, std::vector<types::Initializer*>> initOrder_;
  std::unordered_map<const types::Package*, int> initState_;
  rt::FuncInfo* reflectCall_ = nullptr;
  std::unordered_map<const types::Initializer*, Unit*> lazyInits_;
};

}  // namespace vole::vm
