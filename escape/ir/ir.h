// The tree the analysis of `-m` works on. It is lower than the syntax tree: parentheses are gone, implicit
// conversions, dereferences and address operators are nodes, embedded fields are spelled out, a method call is a call
// of the method expression with the receiver as first argument, multi-value calls in argument position are assigned
// to temporaries. That is the level at which gc takes its decisions, and the texts it prints are texts of such trees.
//
// A tree lives as long as its Fn's body is needed: until the function's parameters have their tags.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "escape/ir/pool.h"
#include "escape/leaks.h"
#include "frontend/base/pos.h"
#include "frontend/syntax/ast.h"
#include "frontend/types/object.h"
#include "frontend/types/subst.h"
#include "frontend/types/type.h"

namespace vole::escape {

using types::Type;

enum class Op : uint8_t {
  Nop,
  // leaves
  Name, Literal, Nil, TypeExpr, MethExpr,
  // operators
  Plus, Neg, BitNot, Not, Recv,
  Add, Sub, Or, Xor, Mul, Div, Mod, Lsh, Rsh, And, AndNot,
  Eq, Ne, Lt, Le, Gt, Ge, AndAnd, OrOr, AddStr,
  Addr, PtrLit, Deref,
  // selectors and the like
  Dot, DotPtr, DotInter, MethValue, DotType, DotType2, Index, IndexMap,
  Slice, Slice3, SliceArr, Slice3Arr, SliceStr,
  // conversions
  Conv, ConvNop, ConvIface, ConvIdata, Eface, Bytes2Str, Runes2Str, Str2Bytes, Str2Runes, RuneStr, Slice2ArrPtr,
  // calls
  CallFunc, CallInter, InlCall, Append, Copy, Delete, Print, Println, Recover, Panic, Close, Len, Cap, Real, Imag, Complex,
  New, UnsafeAdd, UnsafeSlice, MakeSlice, MakeMap, MakeChan,
  MinMax, Clear, Unsafe21,  // Go 1.20 and later: min/max, clear, unsafe.String and its relatives
  // literals
  ArrayLit, SliceLit, MapLit, StructLit, Key, StructKey, Closure,
  // statements
  As, AsOp, As2, As2Func, As2MapR, As2Recv, As2DotType, SelRecv2,
  Block, Dcl, DclType, InlMark, Label, Goto, Branch, Fall, If, For, Range, Switch, TypeSwitch, Case, Select, Comm, Send, Return, Go, Defer,
  Count,
};

struct Node;
struct Name;
struct Fn;
struct Location;
struct Inlined;

/// One node. What x, y, z, w and the lists mean depends on op:
///   unary operators, conversions, selectors: x       binary operators, Index: x, y
///   Slice*: x[y:z:w]     calls: x is the callee, list the arguments     Make*: y length, z capacity
///   literals, AddStr: list        Key: x: y          StructKey: y
///   As, AsOp: x = y      As2*: list = list2          Send: x <- y
///   If: x, list, list2   For: x cond, y post, list   Range: y, z = range x, list
///   Switch: x tag (TypeSwitch: x operand), cases in list; Case: list2 the expressions, list the body, x its variable
///   Select: Comm in list; Comm: x, list              Return: list        Go, Defer: x
struct Node {
  // What every walk looks at comes first.
  Op op;
  bool implicit = false;  // put in by the compiler; operators of this kind are not printed
  bool ddd = false;       // call with f(x...)
  bool def = false;       // assignment that declares; ++ and --
  bool noInline = false;  // call of a go or defer statement
  Op sub = Op::Nop;       // AsOp: the operator; Literal: the operator of its text
  Pos pos;
  Type* type = nullptr;
  Node *x = nullptr, *y = nullptr;
  Nodes list, init;
  Node *z = nullptr, *w = nullptr;
  Nodes list2;
  Fn* fn = nullptr;                     // Closure, and MethExpr/MethValue with a body to look at
  const void* site = nullptr;           // Facts::inFrame's name of what it allocates; CallFunc: of the variadic slice
  std::string_view sym;                 // selectors, labels, fields
  const void* field = nullptr;          // Dot, DotPtr: identity of the field
  Node* orig = nullptr;                 // prints as this one
  const syntax::Expr* raw = nullptr;    // Literal: what the source says
  const ConstVal* val = nullptr;        // Literal
  types::Func* method = nullptr;        // MethExpr, DotInter, MethValue: the method
  const syntax::Expr* from = nullptr;   // the expression it was made of; not of names, which are shared
  Inlined* inlined = nullptr;           // for the code generator: whose body it was copied from; null: its own function's

  Node(Op o, Pos p) : op(o), pos(p) {}
};

enum class Class : uint8_t { Blank, Extern, Func, Param, ParamOut, Auto };

struct Name : Node {
  Class cls = Class::Auto;
  bool closureVar = false, byval = false, autotmp = false;
  bool reassigned = false;  // has assignments besides its declaration, or its address is taken (markReassigned)
  bool addrTaken = false;   // byval's sibling, for closure variables
  Fn* curfn = nullptr;
  Name* canonical;        // of a closure variable: the variable it stands for; else itself
  Name* innermost = nullptr;  // while lowering: the closure variable for it in the innermost function
  Name* outer = nullptr;  // of a closure variable: the variable of the enclosing function it is made from
  Node* defn = nullptr;   // the assignment that declares it
  std::string_view text;  // as printed
  types::Object* obj = nullptr;
  types::Package* pkg = nullptr;  // whose text declares it
  Location* loc = nullptr;
  explicit Name(Pos p) : Node(Op::Name, p), canonical(this) {}
};

/// Receiver or parameter of a function.
struct Param {
  Pos pos;
  std::string_view name;  // empty: none
  Type* type = nullptr;
  Name* nname = nullptr;  // null for unnamed and blank ones
  bool ddd = false;
  Leaks tag;
};

// What the decisions are kept under, see Facts::inFrame.
inline const void* boxSite(const syntax::Expr* e) { return reinterpret_cast<const char*>(e) + 1; }

enum class EscState : uint8_t { Unknown, Planned, Started, Tagged };

/// What inlining a function takes: its body as it was before calls in it were inlined.
struct Inl {
  int cost = 0;
  bool delayResults = false;  // one return statement, unnamed results
  std::vector<Name*> dcl;     // parameters, results, and the variables in use
  std::vector<Name*> params;  // null: unnamed or blank
  std::vector<Name*> results;
  Nodes body;
};

/// A function or a function literal.
struct Fn {
  std::string name;          // "f", "(*T).M", "f.func1"
  Name* nname = nullptr;     // the name as an expression; not of literals
  bool wrapper = false;      // made for a go or defer statement, or for an instance used as a value
  bool dupok = false;        // an instance: nothing is said of its parameters
  bool marked = false;       // markReassigned has run
  types::Func* obj = nullptr;
  types::Package* pkg = nullptr;
  Fn* outer = nullptr;       // of a literal
  Node* clo = nullptr;       // the Closure node
  bool literal = false;      // a function literal
  bool rangeBody = false;    // ... made of the body of a range over a function
  bool rangeGoto = false;    // of a declared function: has a goto in such a body
  bool hidden = false;       // a literal inside a function
  bool hasBody = false;
  bool lowered = false;
  bool report = false;       // its decisions are printed
  bool instance = false;     // of a generic function
  bool closureCalled = false;
  int lookups = -1;          // how many library functions it may still have looked at; negative: not decided
  bool isDead = false;
  uint32_t pragma = 0;
  Pos pos;
  Param* recv = nullptr;     // &params[0] or null
  std::vector<Param> params; // the receiver first
  std::vector<std::string> resultNames;
  std::vector<Name*> results;
  std::vector<Type*> resultTypes;
  std::vector<Name*> dcl, closureVars;
  Nodes body;
  int closgen = 0;
  EscState esc = EscState::Unknown;
  uint32_t nodeId[2] = {};   // strongly connected components, for inlining and for the analysis
  std::unique_ptr<Inl> inl;  // can be inlined
  bool inlChecked = false;
  std::shared_ptr<Pool> pool;      // of the function as it was lowered
  std::shared_ptr<Pool> workPool;  // of what inlining puts in
  types::SubstMap env;       // instance: type parameters to shapes
  std::vector<Fn*> closures; // of a declared function: all literals inside
  // of an instance: instances of types and functions it mentions, in terms of its type parameters
  std::vector<Type*> derivedTypes;
  std::vector<std::pair<types::Func*, std::vector<Type*>>> derivedCalls;
  syntax::Node* decl = nullptr;  // FuncDecl or FuncLit

  // What one look over the body tells (scan); false once the body has changed.
  bool scanned = false;
  bool jumps = false;              // has goto statements
  int nodeCount = 0;
  std::vector<Fn*> refs;           // functions and literals it mentions, in order
  std::vector<Node*> ifaceCalls;   // calls of interface methods
  // of the batch at work
  uint32_t batch = 0;
  int deepest = 0;                 // loop depth of its deepest location
  bool literals = false;           // has function literals inside with locations of their own
};

/// Looks over fn's body unless that is known already.
void scan(Fn* fn);

/// Calls f for n and all that hangs below it, in gc's order of children; not into function literals. Stops, and
/// returns true, when f does.
template <class F>
bool any(Node* n, F&& f);
/// Nodes of this kind have x, y and list at most.
constexpr bool fewChildren(Op op) {
  return (op >= Op::Plus && op <= Op::IndexMap) || (op >= Op::Conv && op <= Op::Slice2ArrPtr) || op == Op::Key || op == Op::StructKey ||
         op == Op::StructLit || op == Op::As || op == Op::AsOp || op == Op::Dcl || op == Op::Return;
}
template <class F>
bool anyOf(const Nodes& l, F&& f) {
  for (Node* n : l)
    if (n && any(n, f)) return true;
  return false;
}
template <class F>
bool any(Node* n, F&& f) {
  if (!n) return false;
  if (f(n)) return true;
  switch (n->op) {
    case Op::Name: case Op::Literal: case Op::Nil: case Op::TypeExpr: return false;
    case Op::Closure: return anyOf(n->init, f);
    case Op::Case:  // variable, expressions, body
      return anyOf(n->init, f) || any(n->x, f) || anyOf(n->list2, f) || anyOf(n->list, f);
    default: break;
  }
  if (anyOf(n->init, f)) return true;
  if (fewChildren(n->op)) return any(n->x, f) || any(n->y, f) || anyOf(n->list, f);
  return any(n->x, f) || any(n->y, f) || any(n->z, f) || any(n->w, f) || anyOf(n->list, f) || anyOf(n->list2, f);
}

inline Name* asName(Node* n) { return n && n->op == Op::Name ? static_cast<Name*>(n) : nullptr; }
inline bool isBlank(Node* n) {
  Name* m = asName(n);
  return m && m->cls == Class::Blank;
}

/// The text gc prints for n in messages.
std::string nodeString(const Node* n, types::Package* local);

}  // namespace vole::escape
