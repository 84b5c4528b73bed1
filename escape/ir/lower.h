// Lowering of one function: typed syntax tree to Node tree, in the order in which gc's front end visits it (the order
// shows in the numbers of literals and temporaries, and in positions of implicit conversions).
#pragma once

#include <unordered_map>

#include "escape/ir/irtype.h"
#include "escape/ir/world.h"
#include "frontend/types/info.h"
#include "frontend/types/operand.h"

namespace vole::escape {

class Lower {
 public:
  Lower(World& w, Fn* top) : w_(w), top_(top) {}

  void function(Fn* fn, const syntax::Field* recv, const syntax::FuncType* sig, const syntax::BlockStmt* body);
  /// An initialiser of package variables, appended to out.
  void initializer(const types::Initializer& init, Nodes& out);

  types::SubstMap env;

 private:
  World& w_;
  Fn* top_;            // whose pool is used
  Fn* cur_ = nullptr;  // null: outside functions
  Pos base_;           // gc's base.Pos: where implicit conversions are put
  std::unordered_map<types::Object*, Name*> objs_;

  // lower.cc
  Node* mk(Op op, Pos p) { return &top_->pool->nodes.emplace_back(op, p); }
  Node* typed(Op op, Pos p, Type* t) {
    Node* n = mk(op, p);
    n->type = t;
    if (t && t->kind == types::TypeKind::Named) w_.noteType(t);
    return n;
  }
  Type* ty(Type* t) {
    if (env.empty() || !t) return t;
    Type* s = types::subst(t, env);
    if (s != t) derive(t);
    return s;
  }
  void derive(Type* t);
  Fn* instance(types::Func* f, List<Type*> targs, std::vector<Type*>* real);
  void setPos(const Node* n);
  Name* newName(Pos p, std::string_view text, Type* t, Class c);
  std::string_view text(std::string_view prefix, size_t number);
  Name* define(types::Object* o, Class c = Class::Auto);
  Name* capture(Name* n, Pos p);
  void finishCapture(Fn* outer, Fn* fn);
  Name* temp(Pos p, Type* t);
  void param(types::Var* v, Class c, uint32_t index);
  Fn* newClosure(Pos p);
  Node* closureNode(Fn* fn, Pos p, Type* t);

  // lower_expr.cc
  Node* expr(syntax::Expr* e);
  Node* callee(syntax::Expr* e);
  Node* expr0(Type* t, syntax::Expr* e);
  Nodes exprs(List<syntax::Expr*> l);
  Nodes exprList(syntax::Expr* e);
  Node* nameExpr(syntax::Name* e, Type* t);
  Node* funcName(types::Func* f, syntax::Name* where);
  Node* selector(syntax::SelectorExpr* e, Type* t);
  Node* field(Pos p, Node* x, int index);
  Node* compLit(Type* t, syntax::CompositeLit* e);
  Node* funcLit(Type* t, syntax::FuncLit* e);
  Node* operation(Type* t, syntax::Operation* e);
  Node* convert(Node* x, Type* t, const syntax::Expr* from = nullptr);  // implicit, for assignment; from: what x is made of
  Node* slice(syntax::SliceExpr* e, Type* t);
  Node* instanceValue(Pos p, Fn* inst, Type* t, Node* recv);

  // lower_call.cc
  Node* call(syntax::CallExpr* e, Type* t);
  Node* builtin(syntax::CallExpr* e, types::BuiltinId id, Type* t);
  Node* conversion(Pos p, Type* to, Node* x, bool implicit);
  void finishCall(Node* n, List<syntax::Expr*> from);
  void multiValue(Node* n, Nodes& args);
  void convertArgs(types::Signature* sig, bool ddd, Nodes& args, List<syntax::Expr*> from);
  Node* dictionary(Pos p, Fn* inst, Node* fun);

  // lower_stmt.cc
  Nodes stmts(List<syntax::Stmt*> l);
  void append(Nodes& out, Node* s);
  Node* stmt(syntax::Stmt* s);
  Node* assign(syntax::AssignStmt* s);
  Nodes lhsList(syntax::Expr* e, bool def, std::vector<Name*>* names);
  void declareIn(Node* n, const std::vector<Name*>& names);
  void chooseAssign(Node* n, List<syntax::Expr*> from);  // from: what list2 is made of
  void varDecl(syntax::VarDecl* d, Nodes& out);
  Node* forStmt(syntax::ForStmt* s);
  Node* rangeFunc(syntax::ForStmt* s, syntax::RangeClause* r);
  Node* rangeReturn(syntax::ReturnStmt* s);
  Node* switchStmt(syntax::SwitchStmt* s);
  Node* selectStmt(syntax::SelectStmt* s);
  Node* returnStmt(syntax::ReturnStmt* s);
};

}  // namespace vole::escape
