// This file lowers statements.
#include "escape/ir/lower.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

namespace vole::escape {

using namespace types;
using syntax::NodeKind;
using syntax::Operator;

Op binaryOp(Operator op);

void Lower::append(Nodes& out, Node* s) {
  if (!s) return;
  if (s->op == Op::Block) {
    for (Node* x : s->list) out.push_back(x);
  } else {
    out.push_back(s);
  }
}

Nodes Lower::stmts(List<syntax::Stmt*> l) {
  Nodes out;
  for (syntax::Stmt* s : l) append(out, stmt(s));
  return out;
}

Node* Lower::stmt(syntax::Stmt* s) {
  if (!s) return nullptr;
  Pos p = s->pos;
  if (!env.empty() && p.isKnown()) base_ = p;  // as gc's stencils do
  switch (s->kind) {
    case NodeKind::EmptyStmt: return nullptr;
    case NodeKind::LabeledStmt: {
      auto* l = s->to<syntax::LabeledStmt>();
      Node* lab = mk(Op::Label, p);
      lab->sym = l->label->value();
      Node* b = mk(Op::Block, Pos());
      Node* inner = stmt(l->stmt);
      b->list.push_back(lab);
      append(b->list, inner);
      return b;
    }
    case NodeKind::BlockStmt: {
      Node* b = mk(Op::Block, p);
      b->list = stmts(s->to<syntax::BlockStmt>()->list);
      return b;
    }
    case NodeKind::ExprStmt: return expr(s->to<syntax::ExprStmt>()->x);
    case NodeKind::SendStmt: {
      auto* x = s->to<syntax::SendStmt>();
      Node* n = mk(Op::Send, p);
      n->x = expr(x->chan);
      n->y = expr(x->value);
      if (auto* c = as<Chan>(coreType(n->x->type))) n->y = convert(n->y, c->elem);
      return n;
    }
    case NodeKind::DeclStmt: {
      Node* b = mk(Op::Block, p);
      for (syntax::Decl* d : s->to<syntax::DeclStmt>()->declList) {
        if (d->kind == NodeKind::VarDecl) varDecl(d->to<syntax::VarDecl>(), b->list);
        if (d->kind == NodeKind::TypeDecl) {
          base_ = d->pos;
          b->list.push_back(mk(Op::DclType, d->pos));
        }
      }
      return b;
    }
    case NodeKind::AssignStmt: return assign(s->to<syntax::AssignStmt>());
    case NodeKind::BranchStmt: {
      auto* b = s->to<syntax::BranchStmt>();
      Node* n = mk(b->tok == syntax::Token::Goto ? Op::Goto : b->tok == syntax::Token::Fallthrough ? Op::Fall : Op::Branch, p);
      n->implicit = b->tok == syntax::Token::Continue;
      if (b->label) n->sym = b->label->value();
      if (n->op == Op::Goto)
        for (Fn* f = cur_; f; f = f->outer) top_->rangeGoto |= f->rangeBody;
      return n;
    }
    case NodeKind::CallStmt: {
      auto* c = s->to<syntax::CallStmt>();
      Node* n = mk(c->tok == syntax::Token::Go ? Op::Go : Op::Defer, p);
      n->x = expr(c->call);
      n->site = c;
      if (n->x) n->x->site = nullptr;  // a variadic slice is made later than the analysis thinks
      if (n->x && n->x->op == Op::CallFunc) n->x->noInline = true;
      return n;
    }
    case NodeKind::ReturnStmt: return returnStmt(s->to<syntax::ReturnStmt>());
    case NodeKind::IfStmt: {
      auto* i = s->to<syntax::IfStmt>();
      Node* init = stmt(i->init);
      Node* n = mk(Op::If, p);
      n->x = expr(i->cond);
      n->list = stmts(i->then->list);
      if (i->els) append(n->list2, stmt(i->els));
      if (init) n->init.push_back(init);
      return n;
    }
    case NodeKind::ForStmt: return forStmt(s->to<syntax::ForStmt>());
    case NodeKind::SwitchStmt: return switchStmt(s->to<syntax::SwitchStmt>());
    case NodeKind::SelectStmt: return selectStmt(s->to<syntax::SelectStmt>());
    default: return nullptr;
  }
}

// A variable that a session's statement declares belongs to the package.
static bool isPackageLevel(const Object* o) { return o->pkg && o->pkg->session && o->parent == o->pkg->scope; }

Nodes Lower::lhsList(syntax::Expr* e, bool def, std::vector<Name*>* names) {
  if (!def) return exprList(e);
  Nodes out;
  for (syntax::Expr* x : syntax::unpackList(e)) {
    auto* n = syntax::unparen(x)->as<syntax::Name>();
    if (!n || n->value() == "_" || !n->obj) {
      out.push_back(newName(x->pos, "_", nullptr, Class::Blank));
      continue;
    }
    if (n->obj->pos == n->pos && !objs_.count(n->obj) && !isPackageLevel(n->obj)) {
      Name* m = define(n->obj);
      names->push_back(m);
      out.push_back(m);
    } else {
      auto it = objs_.find(n->obj);
      // The left side names the variable itself; in a function literal, its closure variable.
      out.push_back(it != objs_.end() ? capture(it->second, n->pos) : expr(x));
    }
  }
  return out;
}

void Lower::declareIn(Node* n, const std::vector<Name*>& names) {
  if (names.empty()) return;
  n->def = true;
  for (Name* m : names) {
    m->defn = n;
    Node* d = mk(Op::Dcl, m->pos);
    d->x = m;
    n->init.push_back(d);
  }
}

Node* Lower::assign(syntax::AssignStmt* s) {
  Pos p = s->pos;
  if (s->op != Operator::None && s->op != Operator::Def) {
    Node* n = mk(Op::AsOp, p);
    n->sub = binaryOp(s->op);
    if (!s->rhs) {
      n->def = true;
      n->x = expr(s->lhs);
      n->y = typed(Op::Literal, p, n->x->type);
    } else {
      n->y = expr(s->rhs);
      n->x = expr(s->lhs);
    }
    return n;
  }
  std::vector<Name*> names;
  Nodes rhs, lhs;
  if (!env.empty() && s->op != Operator::Def) lhs = lhsList(s->lhs, false, &names);
  rhs = exprList(s->rhs);
  if (lhs.empty()) lhs = lhsList(s->lhs, s->op == Operator::Def, &names);
  if (lhs.size() == 1 && rhs.size() == 1) {
    Node* n = mk(Op::As, p);
    n->x = lhs[0];
    n->y = rhs[0];
    declareIn(n, names);
    if (n->x->type) n->y = convert(n->y, n->x->type, s->rhs);
    return n;
  }
  Node* n = mk(Op::As2, p);
  n->list = std::move(lhs);
  n->list2 = std::move(rhs);
  declareIn(n, names);
  chooseAssign(n, syntax::unpackList(s->rhs));
  return n;
}

// Chooses the operator of an assignment of several values, with the conversions it needs.
void Lower::chooseAssign(Node* n, List<syntax::Expr*> from) {
  Nodes& rhs = n->list2;
  if (rhs.size() == 1 && n->list.size() == 2) {
    switch (rhs[0]->op) {
      case Op::IndexMap: n->op = Op::As2MapR; return;
      case Op::Recv: n->op = Op::As2Recv; return;
      case Op::DotType:
        n->op = Op::As2DotType;
        rhs[0]->op = Op::DotType2;
        return;
      default: break;
    }
  }
  if (rhs.size() == 1 && n->list.size() > 1) {
    n->op = Op::As2Func;
    auto* tup = as<Tuple>(rhs[0]->type);
    if (!tup) return;
    bool mismatched = false;
    for (uint32_t i = 0; i < n->list.size() && i < tup->vars.size(); i++) {
      Node* l = n->list[i];
      if (!l->type) continue;
      if (!identical(l->type, ty(tup->vars[i]->type))) mismatched = true;
    }
    if (!mismatched) return;
    for (Node* l : n->list)
      if (!l->type && !isBlank(l)) return;
    Node* as = mk(Op::As2Func, base_);
    Nodes list;
    for (Var* v : tup->vars) {
      Name* tmp = temp(base_, ty(v->type));
      Node* d = mk(Op::Dcl, base_);
      d->x = tmp;
      as->init.push_back(d);
      as->list.push_back(tmp);
      list.push_back(tmp);
    }
    as->list2.push_back(rhs[0]);
    n->init.push_back(as);
    n->op = Op::As2;
    rhs.clear();
    for (uint32_t i = 0; i < list.size(); i++)
      rhs.push_back(i < n->list.size() && n->list[i]->type ? convert(list[i], n->list[i]->type) : list[i]);
    return;
  }
  for (uint32_t i = 0; i < rhs.size() && i < n->list.size(); i++)
    if (n->list[i]->type) rhs[i] = convert(rhs[i], n->list[i]->type, from.size() == rhs.size() ? from[i] : nullptr);
}

void Lower::varDecl(syntax::VarDecl* d, Nodes& out) {
  Pos p = d->pos;
  base_ = p;
  std::vector<Name*> names;
  for (syntax::Name* n : d->nameList) {
    if (n->value() == "_" || !n->obj) {
      Name* b = newName(n->pos, "_", n->obj ? ty(n->obj->type) : nullptr, Class::Blank);
      names.push_back(b);
    } else {
      names.push_back(isPackageLevel(n->obj) ? w_.externName(n->obj->as<Var>()) : define(n->obj));
    }
  }
  Nodes values = exprList(d->values);
  Node* as2 = nullptr;
  if (!values.empty() && values.size() != names.size()) {
    as2 = mk(Op::As2, p);
    as2->list2 = values;
  }
  for (uint32_t i = 0; i < names.size(); i++) {
    bool local = names[i]->cls != Class::Extern;
    if (local) {
      Node* dcl = mk(Op::Dcl, p);
      dcl->x = names[i];
      out.push_back(dcl);
    }
    if (as2) {
      as2->list.push_back(names[i]);
      if (local) names[i]->defn = as2;
      continue;
    }
    Node* as = mk(Op::As, p);
    as->x = names[i];
    if (!values.empty()) {
      as->y = names[i]->type ? convert(values[i], names[i]->type, syntax::unpackList(d->values)[i]) : values[i];
      if (local) names[i]->defn = as;
    }
    out.push_back(as);
  }
  if (as2) {
    chooseAssign(as2, {});
    out.push_back(as2);
  }
}

// The body as the function that the iterator calls.
Node* Lower::rangeFunc(syntax::ForStmt* s, syntax::RangeClause* r) {
  Node* call = mk(Op::CallFunc, r->pos);
  call->noInline = true;
  call->x = expr(r->x);
  auto* sig = as<Signature>(coreType(call->x->type));
  Type* yield = sig->params->vars[0]->type;
  Fn* outer = cur_;
  Fn* fn = newClosure(s->pos);
  fn->rangeBody = true;
  SubstMap none;
  if (auto* y = as<Signature>(coreType(yield))) w_.declare(fn, y, none, false);
  cur_ = fn;
  std::vector<Name*> names;
  Nodes lhs = r->lhs ? lhsList(r->lhs, r->def, &names) : Nodes();
  for (uint32_t i = 0; i < fn->params.size(); i++) {
    Param& q = fn->params[i];
    Name* p = newName(r->pos, text("a", i), q.type, Class::Param);
    q.name = "a";
    q.nname = p;
    fn->dcl.push_back(p);
    if (i >= lhs.size()) continue;
    Node* as = mk(Op::As, r->pos);
    as->x = lhs[i];
    as->y = as->x->type ? convert(p, as->x->type) : p;
    Name* m = asName(lhs[i]);
    for (Name* d : names)
      if (d == m) declareIn(as, {m});
    fn->body.push_back(as);
  }
  for (Node* n : stmts(s->body->list)) fn->body.push_back(n);
  if (fn->body.empty()) fn->body.push_back(mk(Op::Block, Pos()));
  cur_ = outer;
  finishCapture(outer, fn);
  Node* clo = closureNode(fn, s->pos, yield);
  clo->site = static_cast<const syntax::Node*>(s);
  call->list.push_back(clo);
  return call;
}

// In such a body: the results go to the enclosing function by way of the heap.
Node* Lower::rangeReturn(syntax::ReturnStmt* s) {
  Fn* home = cur_;
  while (home->rangeBody) home = home->outer;
  Node* n = mk(Op::Return, s->pos);
  Nodes values = exprList(s->results);
  multiValue(n, values);
  n->orig = nullptr;
  if (values.empty())
    for (Name* r : home->results) values.push_back(capture(r, s->pos));
  for (uint32_t i = 0; i < values.size() && i < home->resultTypes.size(); i++) {
    Node* as = mk(Op::As, s->pos);
    as->x = newName(s->pos, "result", home->resultTypes[i], Class::Extern);
    as->y = convert(values[i], home->resultTypes[i]);
    n->init.push_back(as);
  }
  return n;
}

Node* Lower::forStmt(syntax::ForStmt* s) {
  if (auto* r = syntax::as<syntax::RangeClause>(s->init)) {
    if (w_.rangeLiterals && r->x->type && as<Signature>(coreType(ty(r->x->type)))) return rangeFunc(s, r);
    Node* n = mk(Op::Range, r->pos);
    std::vector<Name*> names;
    Nodes lhs = r->lhs ? lhsList(r->lhs, r->def, &names) : Nodes();
    n->y = lhs.size() > 0 ? lhs[0] : nullptr;
    n->z = lhs.size() > 1 ? lhs[1] : nullptr;
    n->x = expr(r->x);
    n->list = stmts(s->body->list);
    declareIn(n, names);
    n->def = !names.empty();
    n->ddd = n->def && w_.perIteration;
    return n;
  }
  Node* n = mk(Op::For, s->pos);
  Node* init = stmt(s->init);
  n->x = expr(s->cond);
  n->y = stmt(s->post);
  n->list = stmts(s->body->list);
  if (init) n->init.push_back(init);
  n->ddd = w_.perIteration;
  return n;
}

Node* Lower::switchStmt(syntax::SwitchStmt* s) {
  Node* init = stmt(s->init);
  auto* guard = syntax::as<syntax::TypeSwitchGuard>(s->tag);
  Node* n = mk(guard ? Op::TypeSwitch : Op::Switch, s->pos);
  n->x = guard ? expr(guard->x) : expr(s->tag);
  n->def = guard && guard->lhs;
  for (syntax::CaseClause* c : s->body) {
    Node* k = mk(Op::Case, c->pos);
    if (guard && guard->lhs && c->implicit) {
      Name* v = define(c->implicit);
      v->pos = c->colon;
      v->defn = n;
      k->x = v;
    }
    for (syntax::Expr* e : syntax::unpackList(c->cases)) k->list2.push_back(expr(e));
    if (!guard && n->x && n->x->type && hasShape(n->x->type))
      for (Node*& e : k->list2) e = convert(e, universeAny);
    k->list = stmts(c->body);
    n->list.push_back(k);
  }
  if (!guard && n->x && n->x->type && hasShape(n->x->type) && !isIface(n->x->type)) n->x = convert(n->x, universeAny);
  if (init) n->init.push_back(init);
  return n;
}

Node* Lower::selectStmt(syntax::SelectStmt* s) {
  Node* n = mk(Op::Select, s->pos);
  for (syntax::CommClause* c : s->body) {
    Node* k = mk(Op::Comm, c->pos);
    k->x = stmt(c->comm);
    k->list = stmts(c->body);
    n->list.push_back(k);
  }
  for (Node* k : n->list) {
    Node* c = k->x;
    if (!c) continue;
    auto recv = [&](Node* dst, Node* r, bool def) {
      Node* as = mk(Op::SelRecv2, c->pos);
      as->list = {dst, newName(c->pos, "_", nullptr, Class::Blank)};
      as->list2 = {r};
      as->def = def;
      as->init = c->init;
      if (Name* m = asName(dst); m && m->defn == c) m->defn = as;
      k->x = as;
    };
    if (c->op == Op::As) {
      Node* y = c->y;
      if ((y->op == Op::ConvNop || y->op == Op::ConvIface) && y->implicit) y = y->x;
      recv(c->x, y, c->def);
    } else if (c->op == Op::As2Recv) {
      c->op = Op::SelRecv2;
    } else if (c->op == Op::Recv) {
      recv(newName(c->pos, "_", nullptr, Class::Blank), c, false);
    }
  }
  return n;
}

Node* Lower::returnStmt(syntax::ReturnStmt* s) {
  if (cur_ && cur_->rangeBody) return rangeReturn(s);
  Node* n = mk(Op::Return, s->pos);
  List<syntax::Expr*> from = syntax::unpackList(s->results);
  n->list = exprs(from);
  multiValue(n, n->list);
  if (n->list.empty() || !cur_) return n;
  Pos save = base_;
  for (uint32_t i = 0; i < n->list.size() && i < cur_->resultTypes.size(); i++) {
    setPos(n->list[i]);
    n->list[i] = convert(n->list[i], cur_->resultTypes[i], from.size() == n->list.size() ? from[i] : nullptr);
  }
  base_ = save;
  return n;
}

}  // namespace vole::escape
