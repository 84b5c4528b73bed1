// This file finds, for one function declaration, which variables are captured, reassigned and address-taken.
#include "escape/escape.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/info.h"
#include "frontend/types/predicates.h"

namespace vole::escape {

using namespace syntax;

const FuncFacts& Facts::of(const Node* n) const {
  static const FuncFacts none;
  auto it = funcs_.find(n);
  return it == funcs_.end() ? none : it->second;
}

class Walker {
 public:
  explicit Walker(Facts& f) : facts_(f) {}

  void run(Node* root) {
    stack_.push_back(root);
    facts_.funcs_[root];
    walk(root);
    stack_.pop_back();
  }

 private:
  Facts& facts_;
  std::vector<Node*> stack_;  // enclosing functions, outermost first
  std::unordered_map<const types::Var*, size_t> owner_;  // index into stack_ of the declaring function
  int depth_ = 0;

  static types::Var* varOf(types::Object* o) {
    auto* v = types::as<types::Var>(o);
    if (!v || v->isField) return nullptr;
    // package-level variables have an order of declaration
    if (v->order != 0 || v->decl) return nullptr;
    if (v->parent && v->pkg && v->parent == v->pkg->scope) return nullptr;
    return v;
  }

  void use(types::Object* o) {
    types::Var* v = varOf(o);
    if (!v) return;
    auto it = owner_.find(v);
    size_t here = stack_.size() - 1;
    if (it == owner_.end()) {
      owner_[v] = here;  // its declaration
      return;
    }
    if (it->second == here) return;
    v->captured = true;
    for (size_t i = it->second + 1; i <= here; i++) {
      auto& c = facts_.funcs_[stack_[i]].captures;
      bool known = false;
      for (types::Var* x : c) known |= x == v;
      if (!known) c.push_back(v);
    }
  }

  // The variable whose memory x denotes a part of, without a pointer on the way.
  types::Var* root(Expr* x) {
    for (;;) {
      x = unparen(x);
      if (auto* n = x->as<Name>()) return varOf(n->obj);
      if (auto* s = x->as<SelectorExpr>()) {
        if (!s->selection || s->selection->kind != types::SelectionKind::FieldVal) return nullptr;
        if (s->x->type && types::asUnder<types::Pointer>(s->x->type)) return nullptr;
        x = s->x;
        continue;
      }
      if (auto* i = x->as<IndexExpr>()) {
        if (!i->x->type) return nullptr;
        auto* u = types::coreType(i->x->type);
        if (!u || u->kind != types::TypeKind::Array) return nullptr;
        x = i->x;
        continue;
      }
      return nullptr;
    }
  }

  void takeAddr(Expr* x) {
    if (types::Var* v = root(x)) v->addrTaken = true;
  }

  void assigned(Expr* lhs) {
    // An assignment to a field or array element changes the variable as well.
    if (types::Var* v = root(lhs)) v->reassigned = true;
  }

  void enter(Node* fn, Node* body) {
    facts_.funcs_[fn];
    stack_.push_back(fn);
    walk(body);
    stack_.pop_back();
  }

  void walkList(Node* n) {
    children(n, [this](Node* c) { walk(c); });
  }

  void walk(Node* n) {
    if (!n) return;
    if (++depth_ > 6000) {  // deeper trees are refused by the code generator anyhow
      depth_--;
      return;
    }
    walk1(n);
    depth_--;
  }

  void walk1(Node* n) {
    switch (n->kind) {
      case NodeKind::Name: {
        auto* x = static_cast<Name*>(n);
        if (x->obj) use(x->obj);
        return;
      }
      case NodeKind::FuncDecl: {
        auto* d = static_cast<FuncDecl*>(n);
        if (d->recv) walk(d->recv);
        params(d->typeExpr);
        walk(d->body);
        return;
      }
      case NodeKind::FuncLit: {
        auto* l = static_cast<FuncLit*>(n);
        facts_.funcs_[l];
        stack_.push_back(l);
        params(l->typeExpr);
        walk(l->body);
        stack_.pop_back();
        return;
      }
      case NodeKind::Field: {
        auto* f = static_cast<Field*>(n);
        if (f->name) walk(f->name);
        if (f->implicit) use(f->implicit);
        return;
      }
      case NodeKind::SelectorExpr: {
        auto* s = static_cast<SelectorExpr*>(n);
        walk(s->x);
        if (s->selection && s->selection->kind == types::SelectionKind::MethodVal) {
          auto* f = types::as<types::Func>(s->selection->obj);
          if (f && f->sig() && f->sig()->recv && f->sig()->recv->type->kind == types::TypeKind::Pointer && s->x->type &&
              !types::asUnder<types::Pointer>(s->x->type))
            takeAddr(s->x);
        }
        return;
      }
      case NodeKind::Operation: {
        auto* o = static_cast<Operation*>(n);
        // Long left-deep chains: iterate.
        std::vector<Expr*> right;
        Expr* x = o;
        while (auto* c = x->as<Operation>()) {
          if (!c->y) break;
          right.push_back(c->y);
          x = c->x;
        }
        if (x == o) {
          if (o->op == Operator::And) takeAddr(o->x);
          walk(o->x);
          return;
        }
        walk(x);
        for (size_t i = right.size(); i-- > 0;) walk(right[i]);
        return;
      }
      case NodeKind::SliceExpr: {
        auto* s = static_cast<SliceExpr*>(n);
        if (s->x->type) {
          auto* u = types::coreType(s->x->type);
          if (u && u->kind == types::TypeKind::Array) takeAddr(s->x);
        }
        walkList(n);
        return;
      }
      case NodeKind::KeyValueExpr: {
        // A struct literal's key is a field name: its object is a field and is skipped by use().
        walkList(n);
        return;
      }
      case NodeKind::AssignStmt: {
        auto* a = static_cast<AssignStmt*>(n);
        if (a->rhs) walk(a->rhs);
        auto lhs = unpackList(a->lhs);
        for (Expr* l : lhs) {
          auto* name = unparen(l)->as<Name>();
          types::Var* v = name ? varOf(name->obj) : nullptr;
          bool isNew = a->op == Operator::Def && v && !owner_.count(v);
          walk(l);
          if (!isNew) assigned(l);
        }
        return;
      }
      case NodeKind::ForStmt: {
        auto* f = static_cast<ForStmt*>(n);
        auto* rc = as<RangeClause>(f->init);
        if (!rc) {
          walk(f->init);
          walk(f->cond);
          walk(f->post);
          walk(f->body);
          return;
        }
        walk(rc->x);
        auto* core = rc->x->type ? types::coreType(rc->x->type) : nullptr;
        bool func = core && core->kind == types::TypeKind::Signature;
        if (func) {
          facts_.funcs_[f];
          stack_.push_back(f);
        }
        if (rc->lhs) {
          auto lhs = unpackList(rc->lhs);
          for (Expr* l : lhs) {
            walk(l);
            if (!rc->def) assigned(l);
            else if (!func) loopVar(l);
          }
        }
        walk(f->body);
        if (func) {
          bool d = facts_.funcs_[f].hasDefer;
          stack_.pop_back();
          if (d) facts_.funcs_[stack_.back()].hasDefer = true;
        }
        return;
      }
      case NodeKind::SwitchStmt: {
        auto* s = static_cast<SwitchStmt*>(n);
        walk(s->init);
        if (auto* g = as<TypeSwitchGuard>(s->tag)) walk(g->x);
        else walk(s->tag);
        for (CaseClause* c : s->body) {
          if (c->cases) walk(c->cases);
          if (c->implicit) use(c->implicit);
          for (Stmt* b : c->body) walk(b);
        }
        return;
      }
      case NodeKind::CallStmt: {
        auto* c = static_cast<CallStmt*>(n);
        if (c->tok == Token::Defer) facts_.funcs_[stack_.back()].hasDefer = true;
        walk(c->call);
        return;
      }
      case NodeKind::BranchStmt:
      case NodeKind::ImportDecl:
      case NodeKind::ConstDecl:
      case NodeKind::TypeDecl: return;
      default: walkList(n);
    }
  }

  // Before Go 1.22 a loop had one variable for all iterations: treated as reassigned, so that closures share it.
  void loopVar(Expr* l) {
    if (!perIteration) {
      auto* n = unparen(l)->as<Name>();
      if (types::Var* v = n ? varOf(n->obj) : nullptr) v->reassigned = true;
    }
  }

  void params(FuncType* t) {
    for (Field* f : t->paramList) walk(f);
    for (Field* f : t->resultList) {
      walk(f);
      // results are assigned by return statements
      if (f->name)
        if (types::Var* v = varOf(f->name->obj)) v->reassigned = true;
    }
  }

 public:
  bool perIteration = true;
};

std::unique_ptr<Facts> analyze(Node* root, bool perIteration) {
  auto f = std::make_unique<Facts>();
  Walker w(*f);
  w.perIteration = perIteration;
  w.run(root);
  return f;
}

}  // namespace vole::escape
