// Private header of frontend/types: class Checker, with the methods of all files. Names and split
// follow types2: the file a method lives in is named above its group.
#pragma once

#include <fmt/format.h>

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/base/constant.h"
#include "frontend/syntax/ast.h"
#include "frontend/syntax/print.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/check.h"
#include "frontend/types/info.h"
#include "frontend/types/operand.h"
#include "frontend/types/predicates.h"
#include "frontend/types/scope.h"
#include "frontend/types/session.h"
#include "frontend/types/sizes.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"

namespace vole::types {

/// How a package-level object (or a method) is declared.
struct DeclInfo {
  Scope* file = nullptr;               // scope of the file
  Object* obj = nullptr;               // the object (the first one, for n:1 variables)
  List<Var*> lhs;                      // of an n:1 variable declaration: all of them
  syntax::Expr* vtyp = nullptr;        // type, or null
  syntax::Expr* init = nullptr;        // initialiser, or null
  bool inherited = false;              // init is inherited from an earlier constant of the group
  const ConstVal* iota = nullptr;      // of a constant
  syntax::TypeDecl* tdecl = nullptr;
  syntax::FuncDecl* fdecl = nullptr;
  Initializer* initializer = nullptr;  // once recorded
  std::vector<Object*> deps;           // package-level objects the initialiser or body mentions
  bool initChecked = false;            // the initialiser of a variable has been checked
  bool hasInitializer() const { return init || (fdecl && (fdecl->body || fdecl->hasBody)); }
  void addDep(Object* o);
  std::unordered_set<Object*> depSet;  // only for long lists
};

/// Where an error is reported: anything with a position. Nodes and operands are reported at their
/// left-most position, as types2's posFor has it.
struct At {
  Pos pos;
  At(Pos p) : pos(p) {}
  At(const syntax::Node* n) : pos(n ? syntax::startPos(n) : Pos()) {}
  At(const operand* x) : pos(x->expr ? syntax::startPos(x->expr) : Pos()) {}
  At(const operand& x) : At(&x) {}
  At(const Object* o) : pos(o->pos) {}
};

/// Errors of several parts: the first is the message, the others follow on lines of their own
/// ("\n\tfile:line:col: msg", as types2's error_ prints them).
struct MultiError {
  struct Part {
    Pos pos;
    std::string msg;
  };
  std::vector<Part> parts;
  bool soft = false;
};

enum class ExprKind : uint8_t { conversion, expression, statement };

/// Bits of stmtContext.
enum : unsigned {
  kBreakOk = 1, kContinueOk = 2, kFallthroughOk = 4, kFinalSwitchCase = 8, kInTypeSwitch = 16,
};

/// Error kinds some internal functions return instead of reporting.
enum class ErrCode : uint8_t {
  None, Invalid, TruncatedFloat, NumericOverflow, InvalidConstVal, InvalidUntypedConversion, Other,
};

/// What is checked at the moment; saved and restored around objects (types2's environment).
struct Environment {
  DeclInfo* decl = nullptr;          // package-level declaration whose initialiser or body it is
  Scope* scope = nullptr;            // innermost scope
  Pos pos;                           // if known: look-ups are done as if here
  const ConstVal* iota = nullptr;    // in a constant declaration
  Pos errpos;                        // if known: where errors of an inherited initialiser go
  bool inTParamList = false;
  Signature* sig = nullptr;          // of the function, inside one
  std::vector<syntax::CallExpr*>* isPanic = nullptr;  // calls of panic, for isTerminating
  bool hasLabel = false;
  bool hasCallOrRecv = false;
};

/// What untyped expressions are remembered with. The mark itself is kBitUntyped in Node::bits; mode,
/// untyped type and value stand in the node: no map is needed.
enum : uint8_t { kBitUntyped = 1, kBitIsLhs = 2 };

struct Unifier;
struct MonoGraph;

class Checker {
 public:
  Checker(const Config& conf, Package* pkg);

  Config conf;
  Package* pkg;
  DiagSink& diag;
  GoVersion version;
  std::vector<syntax::File*> files;
  std::vector<Scope*> fileScopes;
  std::vector<PkgName*> imports;           // all import declarations with a name, for "not used"
  std::vector<Object*> objList;            // all package-level objects and methods with a DeclInfo
  std::vector<Initializer*> initOrder_;
  PackageDecls decls;
  std::unordered_map<TypeName*, std::vector<Func*>> methods;  // not yet collected methods by base type
  struct DotImport {
    Scope* scope;
    Sym name;
    PkgName* pkgName;
  };
  std::vector<DotImport> dotImports;
  std::unordered_map<syntax::Name*, TypeParam*> recvTParamMap;  // blank receiver type parameters
  std::vector<std::function<void()>> delayed;
  size_t delayedTop = 0;
  std::vector<Object*> objPath;
  std::vector<Named*> cleaners;
  std::vector<syntax::Expr*> untypedNodes;
  Environment env;
  int errors = 0;                          // reported by this checker
  bool lazy = false;
  int active = 0;                          // nested public entries
  uint32_t nextOrder = 0;
  MonoGraph* mono = nullptr;
  std::deque<DeclInfo> declInfos;
  bool depthReported = false;
  std::vector<Pos> genericLocalTypes;      // types declared in generic functions, before Go 1.20

  // ---- session.cc ----
  struct InputState;                       // of the input being checked
  InputState* input = nullptr;
  bool checkInput(const SessionHooks& hooks, const syntax::Input& in, std::string_view name, Addition* out);
  ExprInfo inspectExpr(const SessionHooks& hooks, syntax::Expr* e);
  ExprInfo inspectOperand(syntax::Expr* e);
  bool probeHere(syntax::CallExpr* call);
  Scope* declScope();                      // where package-level names go
  Scope* inputScope(Scope* s);             // the scope that names declared in s go to
  bool showStmt(syntax::ExprStmt* s, operand* x);
  void showList(syntax::ExprStmt* s);
  void showValues(syntax::ExprStmt* s, Func* show, std::vector<operand> values, std::vector<syntax::Expr*> list);
  bool addToKnownType(Func* m, TypeName* base);
  Object* importByUse(syntax::Name* name);
  void reuseVars(List<syntax::Expr*> lhs, List<Var*> vars, std::vector<Var*>* fresh);

  // ---- check.cc ----
  bool checkFiles(const std::vector<syntax::File*>& files);
  void initFiles(const std::vector<syntax::File*>& files);
  Object* lookup(Sym name) { return env.scope->lookupParent(name, env.pos); }
  void addDeclDep(Object* to);
  void later(std::function<void()> f) { delayed.push_back(std::move(f)); }
  int push(Object* obj);
  Object* pop();
  void processDelayed(size_t top);
  void needsCleanup(Named* n) { cleaners.push_back(n); }
  void cleanup();
  /// True (after one error at pos) when nesting has come near the end of the native stack.
  bool tooDeep(Pos pos);
  void rememberUntyped(syntax::Expr* e, bool isLhs, OperandMode mode, Basic* typ, const ConstVal* val);
  void record(operand* x);
  void recordUntyped();
  void recordTypeAndValue(syntax::Expr* e, OperandMode mode, Type* typ, const ConstVal* val);
  void recordBuiltinType(syntax::Expr* f, Signature* sig);
  void recordCommaOkTypes(syntax::Expr* x, Type* t0, Type* t1);
  void recordInstance(syntax::Expr* e, List<Type*> targs, Type* typ);
  void recordDef(syntax::Name* id, Object* obj) { id->obj = obj; }
  void recordUse(syntax::Name* id, Object* obj) { id->obj = obj; }
  void recordImplicit(syntax::Node* n, Object* obj);
  void recordSelection(syntax::SelectorExpr* x, SelectionKind kind, Type* recv, Object* obj,
                       const std::vector<int>& index, bool indirect);
  void recordScope(syntax::Node* n, Scope* s) {}

  // ---- errors.cc: arguments may be strings, numbers, Type*, Object*, Expr*, operand*, Sym, ConstVal* ----
  std::string str(Type* t) const { return typeString(t, pkg); }
  std::string str(const Type* t) const { return typeString(const_cast<Type*>(t), pkg); }
  std::string str(const operand* x) const { return operandString(x, pkg); }
  std::string str(const operand& x) const { return operandString(&x, pkg); }
  std::string str(const syntax::Node* n) const { return syntax::toString(n); }
  std::string str(Object* o) const { return objectString(o, pkg); }
  std::string str(Sym s) const { return s->string(); }
  std::string str(Pos p) const;
  std::string str(List<Type*> l) const;
  std::string str(const std::vector<Type*>& l) const;
  std::string str(List<TypeParam*> l) const;
  std::string str(const ConstVal* v) const;
  static const std::string& str(const std::string& s) { return s; }
  static std::string_view str(std::string_view s) { return s; }
  static const char* str(const char* s) { return s; }
  static int64_t str(int v) { return v; }
  static int64_t str(unsigned v) { return v; }
  static int64_t str(int64_t v) { return v; }
  static uint64_t str(uint64_t v) { return v; }
  static std::string_view str(syntax::Operator op) { return syntax::operatorString(op); }
  template <class... A>
  std::string sprintf(std::string_view f, const A&... args) const {
    return format(f, str(args)...);
  }
  template <class... S>
  static std::string format(std::string_view f, const S&... args) {
    return fmt::vformat(f, fmt::make_format_args(args...));
  }
  /// Reports a message, with the rules that suppress follow-up errors.
  void err(At at, std::string msg, bool soft);
  void error(At at, std::string msg) { err(at, std::move(msg), false); }
  template <class... A>
  void errorf(At at, std::string_view f, const A&... args) {
    err(at, sprintf(f, args...), false);
  }
  template <class... A>
  void softErrorf(At at, std::string_view f, const A&... args) {
    err(at, sprintf(f, args...), true);
  }
  /// "... requires go1.N or later".
  template <class... A>
  void versionErrorf(At at, std::string_view goVersion, std::string_view f, const A&... args) {
    versionErr(at, goVersion, sprintf(f, args...));
  }
  void versionErr(At at, std::string_view goVersion, std::string msg);
  void report(const MultiError& e);
  /// True when checking on would only repeat errors (the sink is full).
  bool stopped() const { return diag.full(); }

  // ---- version.cc ----
  bool allowVersion(Package* p, int minor) const;
  void langCompat(syntax::BasicLit* lit);

  // ---- resolver.cc ----
  void collectObjects();
  struct MethodInfo {
    Func* obj;
    bool ptr;            // pointer receiver
    syntax::Name* recv;  // receiver type name
  };
  void collectFile(syntax::File* file, Scope* fileScope, std::vector<MethodInfo>* methods);
  void collectImport(syntax::ImportDecl* s, Scope* fileScope);
  void collectFunc(syntax::FuncDecl* s, Scope* fileScope, std::vector<MethodInfo>* methods);
  DeclInfo* newDecl(Scope* file);
  void addObj(Object* obj, DeclInfo* d);
  void packageObjects();
  void arity(Pos pos, List<syntax::Name*> names, List<syntax::Expr*> inits, bool constDecl, bool inherited);
  void declarePkgObj(syntax::Name* ident, Object* obj, DeclInfo* d);
  Package* importPackage(Pos pos, std::string_view path);
  Package* importedPkg(PkgName* p);
  void unpackRecv(syntax::Expr* rtyp, bool unpackParams, bool* ptr, syntax::Name** rname,
                  std::vector<syntax::Name*>* tparams);
  void resolveBaseTypeName(bool seenPtr, syntax::Expr* typ, bool* ptr, TypeName** base);
  void unusedImports();
  void errorUnusedPkg(PkgName* obj);

  // ---- decl.cc ----
  void declare(Scope* scope, syntax::Name* id, Object* obj, Pos pos);
  void objDecl(Object* obj, Named* def);
  bool validCycle(Object* obj);
  void cycleError(const std::vector<Object*>& cycle);
  Object* cycleObject(Named* n);
  void constDecl(Const* obj, syntax::Expr* typ, syntax::Expr* init, bool inherited);
  void varDecl(Var* obj, List<Var*> lhs, syntax::Expr* typ, syntax::Expr* init);
  void initExpr(Var* obj, syntax::Expr* init);
  void typeDecl(TypeName* obj, syntax::TypeDecl* tdecl, Named* def);
  void collectTypeParams(List<TypeParam*>* dst, List<syntax::Field*> list);
  Type* bound(syntax::Expr* x);
  TypeParam* declareTypeParam(syntax::Name* name);
  void collectMethods(TypeName* obj);
  void checkFieldUniqueness(Named* base);
  void funcDecl(Func* obj, DeclInfo* decl);
  void declStmt(List<syntax::Decl*> list);
  bool isImportedConstraint(Type* typ);
  TypeParam* newTypeParam(TypeName* obj, Type* constraint);
  bool ensureBody(syntax::FuncDecl* d);

  // ---- typexpr.cc ----
  void ident(operand* x, syntax::Name* e, Named* def, bool wantType);
  Type* typ(syntax::Expr* e) { return definedType(e, nullptr); }
  Type* varType(syntax::Expr* e);
  void validVarType(syntax::Expr* e, Type* typ);
  Type* definedType(syntax::Expr* e, Named* def);
  Type* genericType(syntax::Expr* e, bool reportErr);
  Type* typInternal(syntax::Expr* e, Named* def);
  Type* instantiatedType(syntax::Expr* x, List<syntax::Expr*> xlist, Named* def);
  int64_t arrayLength(syntax::Expr* e);
  bool typeList(List<syntax::Expr*> list, std::vector<Type*>* out);  // false: an error was reported

  // ---- struct.cc, interface.cc, signature.cc, union.cc ----
  void structType(Struct* styp, syntax::StructType* e);
  std::string_view tag(syntax::BasicLit* t);
  void interfaceType(Interface* ityp, syntax::InterfaceType* iface, Named* def);
  void funcType(Signature* sig, syntax::Field* recv, List<syntax::Field*> tparams, syntax::FuncType* ftyp);
  using ParamNames = std::vector<std::pair<syntax::Name*, Var*>>;
  List<Var*> collectParams(ParamNames* names, List<syntax::Field*> list, bool variadicOk, bool* variadic);
  Type* parseUnion(syntax::Expr* e);
  Term* parseTilde(syntax::Expr* e);

  // ---- named.cc, validtype.cc, mono.cc, instantiate.cc, infer.cc ----
  Named* newNamed(TypeName* obj, Type* underlying);
  Type* instance(Pos pos, Type* orig, List<Type*> targs);
  bool validateTArgLen(Pos pos, uint32_t ntparams, uint32_t ntargs);
  /// Index of the first type argument that does not satisfy its constraint (with the reason), or -1.
  int verify(Pos pos, List<TypeParam*> tparams, List<Type*> targs, std::string* cause);
  bool implements(Type* V, Type* T, bool constraint, std::string* cause);
  void validType(Named* t);
  void monomorph();
  void recordMono(Pos pos, List<TypeParam*> tparams, List<Type*> targs, List<syntax::Expr*> xlist);
  void recordCanon(TypeParam* mpar, TypeParam* tpar);
  Type* substType(Pos pos, Type* t, const SubstMap& m) { return subst(t, m); }

  /// Infers the missing type arguments (targs may be shorter than tparams, or hold nulls). args: the
  /// operands passed for params; generic functions among them take part and their own type arguments
  /// are found too. Reports an error and returns an empty list on failure (tparams is never empty).
  List<Type*> infer(Pos pos, List<TypeParam*> tparams, List<Type*> targs, Tuple* params,
                    const std::vector<operand*>& args);
  /// The same without a report: *err gets the message.
  List<Type*> inferErr(Pos pos, List<TypeParam*> tparams, List<Type*> targs, Tuple* params,
                       const std::vector<operand*>& args, bool reverse, std::string* err, Pos* errPos);
  /// Fresh copies of type parameters (and of typ using them), for calls inside their own scope.
  List<TypeParam*> renameTParams(Pos pos, List<TypeParam*> tparams, Type* typ, Type** renamed);

  // ---- lookup.cc ----
  /// The first method of T that V lacks (null: none missing). alt: one of that name with another
  /// signature, receiver or case. cause (may be null): types2's explanation "(missing method M)".
  Func* missingMethod(Type* V, Type* T, bool static_, Func** alt, std::string* cause = nullptr);
  std::string missingMethodReason(Type* V, Type* T, Func* m, Func* alt);
  std::string interfacePtrError(Type* T);
  bool newAssertableTo(Type* V, Type* T, std::string* cause);
  std::string funcString(Func* f, bool withPkg = false);

  // ---- initorder.cc ----
  void initOrder();
  void reportInitCycle(const std::vector<Object*>& cycle);

  // =============================== the other half ===============================
  // ---- stmt.cc (stmt, switch, range, select), labels.cc, return.cc ----
  void funcBody(DeclInfo* decl, std::string_view name, Signature* sig, syntax::BlockStmt* body,
                const ConstVal* iota);
  void usage(Scope* scope);
  void stmtList(unsigned ctxt, List<syntax::Stmt*> list);
  void multipleSwitchDefaults(List<syntax::CaseClause*> list);
  void multipleSelectDefaults(List<syntax::CommClause*> list);
  void openScope(syntax::Node* n, const char* comment);
  void openScopeUntil(syntax::Node* n, Pos end, const char* comment);
  void closeScope();
  void suspendedCall(std::string_view keyword, syntax::CallExpr* call);
  struct ValueMap;
  void caseValues(operand* x, List<syntax::Expr*> values, ValueMap* seen);
  bool isNilExpr(syntax::Expr* e);
  struct TypeCase {
    Type* type;  // null: nil
    syntax::Expr* expr;
  };
  Type* caseTypes(operand* x, List<syntax::Expr*> types, std::vector<TypeCase>* seen);
  void stmt(unsigned ctxt, syntax::Stmt* s);
  void exprStmt(syntax::ExprStmt* s);
  void sendStmt(syntax::SendStmt* s);
  void assignStmt(syntax::AssignStmt* s);
  void returnStmt(syntax::ReturnStmt* s);
  void branchStmt(unsigned ctxt, syntax::BranchStmt* s);
  void selectStmt(unsigned inner, syntax::SelectStmt* s);
  void ifStmt(unsigned inner, syntax::IfStmt* s);
  void forStmt(unsigned inner, syntax::ForStmt* s);
  void simpleStmt(syntax::Stmt* s) {
    if (s) stmt(0, s);
  }
  void switchStmt(unsigned inner, syntax::SwitchStmt* s);
  void typeSwitchStmt(unsigned inner, syntax::SwitchStmt* s, syntax::TypeSwitchGuard* guard);
  void rangeStmt(unsigned inner, syntax::ForStmt* s, syntax::RangeClause* rclause);
  void labels(syntax::BlockStmt* body);
  bool isTerminating(syntax::Stmt* s, Sym label);
  bool isTerminatingList(List<syntax::Stmt*> list, Sym label);
  bool isTerminatingSwitch(List<syntax::CaseClause*> body, Sym label);

  // ---- assignments.cc ----
  /// context ("assignment", "argument to f") is for messages; `of` is printed behind it.
  void assignment(operand* x, Type* T, std::string_view context, syntax::Expr* of = nullptr);
  void initConst(Const* lhs, operand* x);
  Type* initVar(Var* lhs, operand* x, std::string_view context);
  Type* assignVar(syntax::Expr* lhs, operand* x);
  /// Infers the type arguments a partial instantiation f[A] leaves out from the constraints alone;
  /// false if x is none.
  bool inferRest(operand* x);
  void assignError(List<syntax::Expr*> rhs, int nvars, int nvals);
  void returnError(syntax::Stmt* at, List<Var*> lhs, const std::vector<operand*>& rhs);
  void initVars(List<Var*> lhs, List<syntax::Expr*> rhs, syntax::Stmt* returnStmt);
  void assignVars(List<syntax::Expr*> lhs, List<syntax::Expr*> rhs);
  void shortVarDecl(Pos pos, List<syntax::Expr*> lhs, List<syntax::Expr*> rhs);
  std::string typesSummary(const std::vector<Type*>& list, bool variadic);

  // ---- expr.cc, shift.cc, conversions.cc, const_expr.cc ----
  bool unaryOp(operand* x, syntax::Operator op);
  bool binaryOp(operand* x, syntax::Operator op);
  void overflow(operand* x, Pos opPos);
  void unary(operand* x, syntax::Operation* e);
  void binary(operand* x, syntax::Expr* e, syntax::Expr* lhs, syntax::Expr* rhs, syntax::Operator op);
  void binaryOperands(operand* x, operand* y, syntax::Expr* e, syntax::Expr* lhs, syntax::Expr* rhs,
                      syntax::Operator op);
  void shift(operand* x, operand* y, syntax::Expr* e, syntax::Operator op);
  void comparison(operand* x, operand* y, syntax::Operator op, bool switchCase = false);
  std::string incomparableCause(Type* typ);
  std::string kindString(Type* typ);
  /// Can constant v be represented by type t? *rounded (may be null) gets the value converted.
  bool representableConst(const ConstVal* v, Basic* t, const ConstVal** rounded);
  void representable(operand* x, Basic* t);
  const ConstVal* representation(operand* x, Basic* t, ErrCode* code);
  void invalidConversion(ErrCode code, operand* x, Type* target);
  void updateExprType(syntax::Expr* x, Type* typ, bool final_);
  void updateExprVal(syntax::Expr* x, const ConstVal* val);
  void convertUntyped(operand* x, Type* target);
  Type* implicitTypeAndValue(operand* x, Type* target, const ConstVal** val, ErrCode* code);
  void matchTypes(operand* x, operand* y);
  void conversion(operand* x, Type* T);
  bool convertibleTo(operand* x, Type* T, std::string* cause);
  ExprKind rawExpr(operand* x, syntax::Expr* e, Type* hint, bool allowGeneric);
  void nonGeneric(operand* x);
  ExprKind exprInternal(operand* x, syntax::Expr* e, Type* hint);
  ExprKind nestedExpr(operand* x, syntax::Expr* e, Type* hint);
  void basicLit(operand* x, syntax::BasicLit* e);
  void indirection(operand* x, syntax::Operation* e);
  void assertExpr(operand* x, syntax::AssertExpr* e);
  void compositeLit(operand* x, syntax::CompositeLit* e, Type* hint);
  void structLit(operand* x, syntax::CompositeLit* e, Struct* s, Type* base, Type* typ);
  void mapLit(operand* x, syntax::CompositeLit* e, Map* m);
  void funcLit(operand* x, syntax::FuncLit* e);
  void typeAssertion(syntax::Expr* e, operand* x, Type* T, bool typeSwitch);
  void expr(operand* x, syntax::Expr* e);
  void genericExpr(operand* x, syntax::Expr* e);  // generic functions allowed
  void multiExpr(operand* x, syntax::Expr* e);
  void exprWithHint(operand* x, syntax::Expr* e, Type* hint);
  void exprOrType(operand* x, syntax::Expr* e, bool allowGeneric);
  void exclude(operand* x, unsigned modeset);
  void singleValue(operand* x);

  // ---- limits.cc ----
  std::vector<Array*> largeArrays;  // candidates for checkLimits
  bool sawLargeLit = false;         // a slice literal with a large index
  void noteArray(Array* a);
  /// gc's complaints after type checking; call when there were no errors.
  void checkLimits();
  void checkBodies();
  void checkFrame(Pos pos, Signature* sig, syntax::BlockStmt* body);

  // ---- index.cc ----
  bool indexExpr(operand* x, syntax::IndexExpr* e);  // true: a function instantiation
  void sliceExpr(operand* x, syntax::SliceExpr* e);
  syntax::Expr* singleIndex(syntax::IndexExpr* e);
  Type* index(syntax::Expr* index, int64_t max, int64_t* val);
  bool isValidIndex(operand* x, std::string_view what, bool allowNegative);
  int64_t indexedElts(List<syntax::Expr*> elts, Type* typ, int64_t length);

  // ---- call.cc, builtins.cc ----
  /// T: the type the function value is assigned to, for reverse inference (may be null).
  void funcInst(Type* T, Pos pos, operand* x, syntax::IndexExpr* inst, bool infer);
  Signature* instantiateSignature(Pos pos, syntax::Expr* expr, List<Type*> targs, Signature* typ,
                                  List<syntax::Expr*> xlist);
  ExprKind callExpr(operand* x, syntax::CallExpr* call);
  std::vector<operand*> exprList(List<syntax::Expr*> elist, bool allowCommaOk, bool* commaOk);
  std::vector<operand*> genericExprList(List<syntax::Expr*> elist);
  void genericOperand(operand* x, syntax::Expr* e);
  Signature* arguments(syntax::CallExpr* call, Signature* sig, List<Type*> targs,
                       std::vector<operand*>& args, List<syntax::Expr*> xlist);
  bool adjustParams(syntax::CallExpr* call, Signature* sig, const std::vector<operand*>& args,
                    Tuple** params, bool* adjusted);
  void conversionCall(operand* x, syntax::CallExpr* call);
  void selector(operand* x, syntax::SelectorExpr* e, Named* def, bool wantType);
  bool qualifiedIdent(operand* x, syntax::SelectorExpr* e, PkgName* pname);
  void selectorError(operand* x, syntax::SelectorExpr* e, bool ambiguous, bool indirect, bool wantType);
  void methodExpr(operand* x, syntax::SelectorExpr* e, Func* m);
  void use(List<syntax::Expr*> args);
  void use1(syntax::Expr* e);
  void useLHS(List<syntax::Expr*> args);
  bool builtin_(operand* x, syntax::CallExpr* call, BuiltinId id);
  bool builtinAppend(operand* x, syntax::CallExpr* call, const std::vector<operand*>& args);
  bool builtinLenCap(operand* x, syntax::CallExpr* call, BuiltinId id);
  bool builtinComplex(operand* x, syntax::CallExpr* call, operand* y);
  bool builtinRealImag(operand* x, syntax::CallExpr* call, BuiltinId id);
  bool builtinCopy(operand* x, syntax::CallExpr* call, operand* y);
  bool builtinDelete(operand* x, syntax::CallExpr* call, operand* key);
  bool builtinClear(operand* x, syntax::CallExpr* call);
  bool builtinMake(operand* x, syntax::CallExpr* call);
  bool builtinMinMax(operand* x, syntax::CallExpr* call, BuiltinId id, const std::vector<operand*>& args);
  bool builtinUnsafe(operand* x, syntax::CallExpr* call, BuiltinId id, const std::vector<operand*>& args);
  bool builtinOffsetof(operand* x, syntax::CallExpr* call);
  Type* applyTypeFunc(const std::function<Type*(Type*)>& f, operand* x, BuiltinId id);
  bool hasVarSize(Type* t);
};

/// "cannot use ... as ..." style helpers shared by both halves.
std::string measure(int64_t x, std::string_view unit);  // "1 variable", "2 variables"
/// "a declared but unused name" etc. need a node's name list.
inline List<syntax::Expr*> listOf(syntax::Expr*& e) { return syntax::unpackList(e); }

/// Switches env back on leaving a scope of C++.
struct SaveEnv {
  Checker& c;
  Environment saved;
  explicit SaveEnv(Checker& ch) : c(ch), saved(ch.env) {}
  ~SaveEnv() { c.env = saved; }
};

/// Around every entry into a checker from outside: what was put off is done when the outermost ends.
class Enter {
 public:
  explicit Enter(Checker* c);
  ~Enter();

 private:
  Checker* c_;
  Environment saved_;
  Package* savedPkg_;
};
/// Messages of comparableType name types relative to this package. Returns the previous one.
Package* setCausePackage(Package* p);

/// The checker responsible for an object (of its package), or null.
inline Checker* checkerOf(const Object* o) { return o->pkg ? o->pkg->checker : nullptr; }
/// o->type, resolved through the owning package's checker if that is lazy.
inline Type* typeOf(Object* o) {
  if (!o->type && o->decl) objDecl(o);
  return o->type;
}

}  // namespace vole::types
