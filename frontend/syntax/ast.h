// The syntax tree. It mirrors the node set of gc's syntax package: same nodes, same fields, and the
// same rule for positions, so messages carry gc's columns:
//   - a terminal (name, literal) stands where its text starts;
//   - any other node stands at a token that only it has: '[' of an index expression, '(' of a
//     call, '.' of a selector, the operator of a binary operation, `if` of an if statement;
//     startPos (walk.h) gives the left-most position.
//
// Nodes are arena-allocated and never freed. Syntax that denotes a type is in fields called
// `typeExpr`; `type` is always the checker's result.
//
// The checker stores what it finds directly in the nodes (types::Info keeps only the rest):
// Expr::{type, constVal, mode}, Name::{obj, instance}, SelectorExpr::selection,
// Field/CaseClause/ImportDecl::implicit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "frontend/base/arena.h"
#include "frontend/base/intern.h"
#include "frontend/base/pos.h"
#include "frontend/syntax/token.h"

namespace vole {
class SourceFile;
struct ConstVal;
namespace types {
struct Type;
struct Object;
struct Selection;
struct Instance;
struct FuncFacts;
}  // namespace types
}  // namespace vole

namespace vole::syntax {

enum class NodeKind : uint8_t {
#define VOLE_NODE(name) name,
#include "frontend/syntax/nodes.def"
};

#define VOLE_NODE(name) struct name;
#include "frontend/syntax/nodes.def"

// ---------------------------------------------------------------------------------------------
// Bases

struct Node {
  Pos pos;
  NodeKind kind;
  uint8_t mode = 0;  // expressions: the checker's operand mode (types/operand.h)
  uint8_t esc = 0;   // expressions: the escape analysis' decision
  uint8_t bits = 0;  // room for the pass at work; 0 after it

  Node(NodeKind k, Pos p) : pos(p), kind(k) {}

  template <class T>
  bool is() const {
    return T::classof(kind);
  }
  /// This node as a T, or nullptr. For a pointer that may be null use the free function as<T>(n).
  template <class T>
  T* as() {
    return T::classof(kind) ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  const T* as() const {
    return T::classof(kind) ? static_cast<const T*>(this) : nullptr;
  }
  /// This node, which must be a T.
  template <class T>
  T* to() {
    return static_cast<T*>(this);
  }
  template <class T>
  const T* to() const {
    return static_cast<const T*>(this);
  }
};

template <class T>
inline T* as(Node* n) {
  return n ? n->as<T>() : nullptr;
}
template <class T>
inline const T* as(const Node* n) {
  return n ? n->as<T>() : nullptr;
}
template <class T>
inline bool is(const Node* n) {
  return n && n->is<T>();
}

std::string_view nodeKindName(NodeKind k);

struct Decl : Node {
  using Node::Node;
  static bool classof(NodeKind k) { return k >= NodeKind::ImportDecl && k <= NodeKind::FuncDecl; }
};

struct Expr : Node {
  types::Type* type = nullptr;         // set by the checker
  const ConstVal* constVal = nullptr;  // set by the checker when the expression is constant
  using Node::Node;
  static bool classof(NodeKind k) { return k >= NodeKind::BadExpr && k <= NodeKind::ChanType; }
};

struct Stmt : Node {
  using Node::Node;
  static bool classof(NodeKind k) { return k >= NodeKind::EmptyStmt && k <= NodeKind::SelectStmt; }
};

struct SimpleStmt : Stmt {
  using Stmt::Stmt;
  static bool classof(NodeKind k) { return k >= NodeKind::EmptyStmt && k <= NodeKind::RangeClause; }
};

#define VOLE_NODE_BODY(Name, Base)                                          \
  static constexpr NodeKind kKind = NodeKind::Name;                         \
  static bool classof(NodeKind k) { return k == kKind; }                    \
  explicit Name(Pos p) : Base(kKind, p) {}

// ---------------------------------------------------------------------------------------------
// Directives and groups

/// Bits of the //go: directives that stand before a declaration.
enum PragmaFlag : uint32_t {
  kPragmaNointerface = 1u << 0,
  kPragmaNoescape = 1u << 1,
  kPragmaNorace = 1u << 2,
  kPragmaNosplit = 1u << 3,
  kPragmaNoinline = 1u << 4,
  kPragmaNocheckptr = 1u << 5,
  kPragmaSystemstack = 1u << 6,
  kPragmaNowritebarrier = 1u << 7,
  kPragmaNowritebarrierrec = 1u << 8,
  kPragmaYeswritebarrierrec = 1u << 9,
  kPragmaUintptrEscapes = 1u << 10,
  kPragmaUintptrKeepAlive = 1u << 11,
  kPragmaNotInHeap = 1u << 12,
  kPragmaRegisterParams = 1u << 13,
  kPragmaCgo = 1u << 14,
  kPragmaGoBuild = 1u << 15,
};

/// One `//go:embed` line.
struct PragmaEmbed {
  Pos pos;
  List<std::string_view> patterns;
};

/// The directives before one declaration.
struct Pragma {
  struct Entry {
    uint32_t flag;
    Pos pos;
  };
  uint32_t flags = 0;
  List<Entry> entries;
  List<PragmaEmbed> embeds;
};

/// `//go:linkname local remote`; remote is empty when it was left out.
struct Linkname {
  Pos pos;
  std::string_view local, remote;
};

/// All declarations of one parenthesised group point to the same Group.
struct Group {
  Pos pos;
};

// ---------------------------------------------------------------------------------------------
// Files

/// package PkgName; DeclList[0], DeclList[1], ...
struct File : Node {
  Pragma* pragma = nullptr;
  Name* pkgName = nullptr;
  List<Decl*> declList;
  Pos eof;
  SourceFile* source = nullptr;
  List<Linkname> linknames;
  List<Decl*> localPragmas;    // declarations inside functions that have directives before them
  std::string_view goVersion;  // from a `//go:build go1.N` line, e.g. "go1.21"; else empty
  VOLE_NODE_BODY(File, Node)
};

/// Name Type
///      Type      (embedded, or an unnamed parameter)
struct Field : Node {
  Name* name = nullptr;      // null: anonymous field or parameter, or embedded element
  Expr* typeExpr = nullptr;  // the names of one list share one node
  types::Object* implicit = nullptr;  // the checker's variable of an unnamed parameter
  VOLE_NODE_BODY(Field, Node)
};

// ---------------------------------------------------------------------------------------------
// Declarations

///              Path
/// LocalPkgName Path
struct ImportDecl : Decl {
  Group* group = nullptr;
  Pragma* pragma = nullptr;
  Name* localPkgName = nullptr;  // may be "." or "_"; null: no rename
  BasicLit* path = nullptr;      // null after a syntax error
  types::Object* implicit = nullptr;  // the PkgName object of an import without a name
  VOLE_NODE_BODY(ImportDecl, Decl)
};

/// NameList
/// NameList      = Values
/// NameList Type = Values
struct ConstDecl : Decl {
  Group* group = nullptr;
  Pragma* pragma = nullptr;
  List<Name*> nameList;
  Expr* typeExpr = nullptr;
  Expr* values = nullptr;
  VOLE_NODE_BODY(ConstDecl, Decl)
};

/// Name [TParamList] Type
/// Name [TParamList] = Type
struct TypeDecl : Decl {
  Group* group = nullptr;
  Pragma* pragma = nullptr;
  Name* name = nullptr;
  List<Field*> tparamList;
  bool alias = false;
  Expr* typeExpr = nullptr;
  VOLE_NODE_BODY(TypeDecl, Decl)
};

/// NameList Type
/// NameList Type = Values
/// NameList      = Values
struct VarDecl : Decl {
  Group* group = nullptr;
  Pragma* pragma = nullptr;
  List<Name*> nameList;
  Expr* typeExpr = nullptr;
  Expr* values = nullptr;
  VOLE_NODE_BODY(VarDecl, Decl)
};

/// func          Name [TParamList] Type { Body }
/// func Receiver Name Type { Body }           (the body may be missing)
struct FuncDecl : Decl {
  Pragma* pragma = nullptr;
  Field* recv = nullptr;
  Name* name = nullptr;
  List<Field*> tparamList;
  FuncType* typeExpr = nullptr;
  BlockStmt* body = nullptr;   // null: no body, or one not parsed yet
  bool hasBody = false;        // with body == null: call parseBody (parser.h) first
  bool bodyFailed = false;     // parseBody was called and reported errors
  Pos bodyStart, bodyEnd;      // of '{' and of the matching '}' when the body was skipped
  SourceFile* source = nullptr;
  std::string_view linkname;   // of a function without a body: where //go:linkname says it is ("reflect.unsafe_New")
  types::FuncFacts* facts = nullptr;  // types::computeCaptures
  void* info = nullptr;        // the code generator's
  void* escInfo = nullptr;     // the escape analysis'
  VOLE_NODE_BODY(FuncDecl, Decl)
};

// ---------------------------------------------------------------------------------------------
// Expressions

/// Placeholder for what could not be parsed.
struct BadExpr : Expr {
  VOLE_NODE_BODY(BadExpr, Expr)
};

/// Value
struct Name : Expr {
  Sym sym = nullptr;
  types::Object* obj = nullptr;         // what is declared or meant here; set by the checker
  types::Instance* instance = nullptr;  // type arguments when this names a generic function or type
  std::string_view value() const { return sym->str(); }
  VOLE_NODE_BODY(Name, Expr)
};

/// Value
struct BasicLit : Expr {
  std::string_view value;  // the source text
  LitKind litKind = LitKind::Int;
  bool bad = false;        // the text has lexical errors
  VOLE_NODE_BODY(BasicLit, Expr)
};

/// Type { ElemList[0], ElemList[1], ... }
struct CompositeLit : Expr {
  Expr* typeExpr = nullptr;  // null: left out inside another literal
  List<Expr*> elemList;
  uint32_t nkeys = 0;        // elements with keys
  Pos rbrace;
  VOLE_NODE_BODY(CompositeLit, Expr)
};

/// Key: Value
struct KeyValueExpr : Expr {
  Expr* key = nullptr;
  Expr* value = nullptr;
  VOLE_NODE_BODY(KeyValueExpr, Expr)
};

/// func Type { Body }
struct FuncLit : Expr {
  FuncType* typeExpr = nullptr;
  BlockStmt* body = nullptr;
  types::FuncFacts* facts = nullptr;  // captured variables (types::computeCaptures)
  void* info = nullptr;     // the code generator's
  void* escInfo = nullptr;  // the escape analysis'
  VOLE_NODE_BODY(FuncLit, Expr)
};

/// (X)     Kept only where a later stage wants to know.
struct ParenExpr : Expr {
  Expr* x = nullptr;
  VOLE_NODE_BODY(ParenExpr, Expr)
};

/// X.Sel
struct SelectorExpr : Expr {
  Expr* x = nullptr;
  Name* sel = nullptr;
  types::Selection* selection = nullptr;  // null for a qualified identifier (then see sel->obj)
  VOLE_NODE_BODY(SelectorExpr, Expr)
};

/// X[Index]
/// X[T1, T2, ...]     with Index a ListExpr
struct IndexExpr : Expr {
  Expr* x = nullptr;
  Expr* index = nullptr;
  types::Instance* instance = nullptr;  // when this instantiates a function explicitly
  VOLE_NODE_BODY(IndexExpr, Expr)
};

/// X[Index[0] : Index[1] : Index[2]]
struct SliceExpr : Expr {
  Expr* x = nullptr;
  Expr* index[3] = {nullptr, nullptr, nullptr};
  bool full = false;  // three-index form, even if an index is missing
  VOLE_NODE_BODY(SliceExpr, Expr)
};

/// X.(Type)
struct AssertExpr : Expr {
  Expr* x = nullptr;
  Expr* typeExpr = nullptr;
  VOLE_NODE_BODY(AssertExpr, Expr)
};

///        X.(type)
/// Lhs := X.(type)
struct TypeSwitchGuard : Expr {
  Name* lhs = nullptr;
  Expr* x = nullptr;
  VOLE_NODE_BODY(TypeSwitchGuard, Expr)
};

/// Op X        y == nullptr; also the pointer type *X, &X, <-X, ~X
/// X Op Y
struct Operation : Expr {
  Operator op = Operator::None;
  Expr* x = nullptr;
  Expr* y = nullptr;
  VOLE_NODE_BODY(Operation, Expr)
};

/// Fun(ArgList[0], ArgList[1], ...)      also conversions and built-in calls
struct CallExpr : Expr {
  Expr* fun = nullptr;
  List<Expr*> argList;
  bool hasDots = false;  // the last argument is followed by ...
  void* info = nullptr;  // the code generator's or the escape analysis'
  VOLE_NODE_BODY(CallExpr, Expr)
};

/// ElemList[0], ElemList[1], ...
struct ListExpr : Expr {
  List<Expr*> elemList;
  VOLE_NODE_BODY(ListExpr, Expr)
};

/// [Len]Elem
struct ArrayType : Expr {
  Expr* len = nullptr;  // null: [...]
  Expr* elem = nullptr;
  VOLE_NODE_BODY(ArrayType, Expr)
};

/// []Elem
struct SliceType : Expr {
  Expr* elem = nullptr;
  VOLE_NODE_BODY(SliceType, Expr)
};

/// ...Elem
struct DotsType : Expr {
  Expr* elem = nullptr;
  VOLE_NODE_BODY(DotsType, Expr)
};

/// struct { FieldList[0] TagList[0]; FieldList[1] TagList[1]; ... }
struct StructType : Expr {
  List<Field*> fieldList;
  List<BasicLit*> tagList;  // empty, or as long as fieldList with null for "no tag"
  VOLE_NODE_BODY(StructType, Expr)
};

/// interface { MethodList[0]; MethodList[1]; ... }      a null name: embedded element
struct InterfaceType : Expr {
  List<Field*> methodList;
  VOLE_NODE_BODY(InterfaceType, Expr)
};

/// (ParamList) ResultList
struct FuncType : Expr {
  List<Field*> paramList;
  List<Field*> resultList;
  VOLE_NODE_BODY(FuncType, Expr)
};

/// map[Key]Value
struct MapType : Expr {
  Expr* key = nullptr;
  Expr* value = nullptr;
  VOLE_NODE_BODY(MapType, Expr)
};

enum class ChanDir : uint8_t { Both, SendOnly, RecvOnly };

///   chan Elem
/// <-chan Elem
/// chan<- Elem
struct ChanType : Expr {
  ChanDir dir = ChanDir::Both;
  Expr* elem = nullptr;
  VOLE_NODE_BODY(ChanType, Expr)
};

// ---------------------------------------------------------------------------------------------
// Statements

struct EmptyStmt : SimpleStmt {
  VOLE_NODE_BODY(EmptyStmt, SimpleStmt)
};

/// X
struct ExprStmt : SimpleStmt {
  Expr* x = nullptr;
  VOLE_NODE_BODY(ExprStmt, SimpleStmt)
};

/// Chan <- Value
struct SendStmt : SimpleStmt {
  Expr* chan = nullptr;
  Expr* value = nullptr;
  VOLE_NODE_BODY(SendStmt, SimpleStmt)
};

/// Lhs = Rhs      op None
/// Lhs := Rhs     op Def
/// Lhs op= Rhs
/// Lhs++  Lhs--   rhs null, op Add or Sub
struct AssignStmt : SimpleStmt {
  Operator op = Operator::None;
  Expr* lhs = nullptr;
  Expr* rhs = nullptr;
  VOLE_NODE_BODY(AssignStmt, SimpleStmt)
};

///        range X
/// Lhs  = range X
/// Lhs := range X     def
struct RangeClause : SimpleStmt {
  Expr* lhs = nullptr;
  bool def = false;
  Expr* x = nullptr;
  VOLE_NODE_BODY(RangeClause, SimpleStmt)
};

/// Label: Stmt
struct LabeledStmt : Stmt {
  Name* label = nullptr;
  Stmt* stmt = nullptr;
  void* info = nullptr;  // the code generator's
  VOLE_NODE_BODY(LabeledStmt, Stmt)
};

/// { List }
struct BlockStmt : Stmt {
  List<Stmt*> list;
  Pos rbrace;
  VOLE_NODE_BODY(BlockStmt, Stmt)
};

struct DeclStmt : Stmt {
  List<Decl*> declList;
  VOLE_NODE_BODY(DeclStmt, Stmt)
};

/// break, continue, fallthrough, goto
struct BranchStmt : Stmt {
  Token tok = Token::None;
  Name* label = nullptr;
  // Where control goes; filled in by checkBranches. goto: the LabeledStmt; break and continue:
  // the ForStmt, SwitchStmt or SelectStmt itself; fallthrough: null.
  Stmt* target = nullptr;
  VOLE_NODE_BODY(BranchStmt, Stmt)
};

/// go Call, defer Call
struct CallStmt : Stmt {
  Token tok = Token::None;
  CallExpr* call = nullptr;
  VOLE_NODE_BODY(CallStmt, Stmt)
};

/// return Results
struct ReturnStmt : Stmt {
  Expr* results = nullptr;
  VOLE_NODE_BODY(ReturnStmt, Stmt)
};

/// if Init; Cond Then else Else
struct IfStmt : Stmt {
  SimpleStmt* init = nullptr;
  Expr* cond = nullptr;
  BlockStmt* then = nullptr;
  Stmt* els = nullptr;  // null, an IfStmt, or a BlockStmt
  VOLE_NODE_BODY(IfStmt, Stmt)
};

/// for Init; Cond; Post Body
struct ForStmt : Stmt {
  SimpleStmt* init = nullptr;  // a RangeClause in a range loop
  Expr* cond = nullptr;
  SimpleStmt* post = nullptr;
  BlockStmt* body = nullptr;
  types::FuncFacts* facts = nullptr;  // of a range over a function: its body is a function too
  VOLE_NODE_BODY(ForStmt, Stmt)
};

/// case Cases: Body
struct CaseClause : Node {
  Expr* cases = nullptr;  // null: default
  List<Stmt*> body;
  Pos colon;
  types::Object* implicit = nullptr;  // the clause's variable of a type switch with Lhs
  VOLE_NODE_BODY(CaseClause, Node)
};

/// switch Init; Tag { Body }
struct SwitchStmt : Stmt {
  SimpleStmt* init = nullptr;
  Expr* tag = nullptr;  // may be a TypeSwitchGuard
  List<CaseClause*> body;
  Pos rbrace;
  VOLE_NODE_BODY(SwitchStmt, Stmt)
};

/// case Comm: Body
struct CommClause : Node {
  SimpleStmt* comm = nullptr;  // send or receive; null: default
  List<Stmt*> body;
  Pos colon;
  VOLE_NODE_BODY(CommClause, Node)
};

/// select { Body }
struct SelectStmt : Stmt {
  List<CommClause*> body;
  Pos rbrace;
  VOLE_NODE_BODY(SelectStmt, Stmt)
};

// ---------------------------------------------------------------------------------------------
// Helpers

/// x without parentheses around it.
inline Expr* unparen(Expr* x) {
  while (x && x->kind == NodeKind::ParenExpr) x = static_cast<ParenExpr*>(x)->x;
  return x;
}
inline const Expr* unparen(const Expr* x) { return unparen(const_cast<Expr*>(x)); }

/// The elements of a list expression; x itself as a list of one (`self` must outlive the result);
/// nothing for null.
inline List<Expr*> unpackList(Expr*& self) {
  if (!self) return {};
  if (auto* l = self->as<ListExpr>()) return l->elemList;
  return List<Expr*>{&self, 1};
}

}  // namespace vole::syntax
