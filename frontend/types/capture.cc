// This file finds which variables function literals capture, and which variables change after their
// declaration or have their address taken: what decides how they are captured.
#include <algorithm>
#include <unordered_map>

#include "frontend/syntax/walk.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

using syntax::Node;
using syntax::NodeKind;

struct CaptureWalk {
  struct Fn {
    Node* node;
    Fn* outer;
    std::vector<Var*> captures;
    bool hasDefer = false, hasRecover = false, hasRangeFunc = false;
  };
  Fn* fn = nullptr;

  static Var* localVar(syntax::Name* n) {
    auto* v = as<Var>(n->obj);
    if (!v || v->isField || !v->pkg || v->parent == v->pkg->scope || v->decl) return nullptr;
    return v;
  }

  /// The variable that holds what x denotes: x itself, or the struct or array x is a part of.
  static Var* outerValue(syntax::Expr* x) {
    for (;;) {
      x = syntax::unparen(x);
      if (!x) return nullptr;
      if (auto* n = x->as<syntax::Name>()) return localVar(n);
      if (auto* s = x->as<syntax::SelectorExpr>()) {
        if (!s->selection || s->selection->kind != SelectionKind::FieldVal || s->selection->indirect) return nullptr;
        x = s->x;
      } else if (auto* i = x->as<syntax::IndexExpr>()) {
        if (!i->x->type || isTypeParam(i->x->type) || !asUnder<Array>(i->x->type)) return nullptr;
        x = i->x;
      } else {
        return nullptr;
      }
    }
  }

  void use(Var* v) {
    if (!v->func || !fn || v->func == fn->node) return;
    v->captured = true;
    for (Fn* f = fn; f && f->node != v->func; f = f->outer) {
      if (std::find(f->captures.begin(), f->captures.end(), v) == f->captures.end()) f->captures.push_back(v);
    }
  }

  void declareHere(Object* o) {
    if (auto* v = as<Var>(o)) v->func = fn ? fn->node : nullptr;
  }

  void assigned(syntax::Expr* lhs) {
    for (syntax::Expr* x : syntax::unpackList(lhs)) {
      x = syntax::unparen(x);
      if (Var* v = outerValue(x)) {
        // The name in x := y that declares v does not change it.
        auto* n = x->as<syntax::Name>();
        if (!n || n->pos != v->pos) v->reassigned = true;
      }
    }
  }

  FuncFacts* inFunction(Node* node, syntax::FuncType* type, syntax::Field* recv, Node* body) {
    Fn f{node, fn, {}};
    fn = &f;
    auto params = [&](List<syntax::Field*> list, bool results) {
      for (syntax::Field* p : list) {
        auto* v = as<Var>(p->name ? p->name->obj : p->implicit);
        if (!v) continue;
        v->func = node;
        // A return statement assigns to results.
        if (results) v->reassigned = true;
      }
    };
    if (recv) params(List<syntax::Field*>{&recv, 1}, false);
    if (type) {
      params(type->paramList, false);
      params(type->resultList, true);
    }
    if (body) visit(body);
    fn = f.outer;
    auto* facts = typeArena().make<FuncFacts>();
    facts->captures = typeArena().copyList(f.captures);
    facts->outer = f.outer ? f.outer->node : nullptr;
    facts->hasDefer = f.hasDefer;
    facts->hasRecover = f.hasRecover;
    facts->hasRangeFunc = f.hasRangeFunc;
    return facts;
  }

  void visitChildren(Node* n) {
    syntax::children(n, [this](Node* c) { visit(c); });
  }

  void visit(Node* n) {
    switch (n->kind) {
      case NodeKind::Name: {
        auto* name = n->to<syntax::Name>();
        if (Var* v = localVar(name)) {
          if (name->pos == v->pos) {
            if (!v->func) declareHere(v);
          } else {
            use(v);
          }
        }
        return;
      }
      case NodeKind::FuncLit: {
        auto* lit = n->to<syntax::FuncLit>();
        lit->facts = inFunction(lit, lit->typeExpr, nullptr, lit->body);
        return;
      }
      case NodeKind::SelectorExpr: {
        auto* s = n->to<syntax::SelectorExpr>();
        if (auto* sel = s->selection; sel && sel->kind == SelectionKind::MethodVal && !sel->indirect) {
          auto* f = as<Func>(sel->obj);
          auto* sig = f ? f->sig() : nullptr;
          if (sig && sig->recv && sig->recv->type && sig->recv->type->kind == TypeKind::Pointer) {
            if (Var* v = outerValue(s->x)) v->addrTaken = true;
          }
        }
        visit(s->x);
        return;
      }
      case NodeKind::KeyValueExpr: {
        // A field name of a struct literal is no use of a variable.
        auto* kv = n->to<syntax::KeyValueExpr>();
        auto* key = syntax::as<syntax::Name>(kv->key);
        auto* kvar = key ? as<Var>(key->obj) : nullptr;
        if (!kvar || !kvar->isField) visit(kv->key);
        visit(kv->value);
        return;
      }
      case NodeKind::Operation: {
        auto* o = n->to<syntax::Operation>();
        if (o->op == syntax::Operator::And && !o->y) {
          if (Var* v = outerValue(o->x)) v->addrTaken = true;
        }
        break;
      }
      case NodeKind::SliceExpr: {
        auto* s = n->to<syntax::SliceExpr>();
        if (s->x->type && !isTypeParam(s->x->type) && asUnder<Array>(s->x->type)) {
          if (Var* v = outerValue(s->x)) v->addrTaken = true;
        }
        break;
      }
      case NodeKind::AssignStmt: {
        auto* a = n->to<syntax::AssignStmt>();
        // Right-hand sides first: in x := x the second x is the outer one.
        if (a->rhs) visit(a->rhs);
        assigned(a->lhs);
        visit(a->lhs);
        return;
      }
      case NodeKind::CallStmt:
        if (fn && n->to<syntax::CallStmt>()->tok == syntax::Token::Defer) {
          // A defer in the body of a range over a function belongs to the function around it.
          for (Fn* f = fn; f; f = f->outer) {
            f->hasDefer = true;
            if (f->node->kind != NodeKind::ForStmt) break;
          }
        }
        break;
      case NodeKind::CallExpr: {
        auto* c = n->to<syntax::CallExpr>();
        auto* name = syntax::as<syntax::Name>(syntax::unparen(c->fun));
        auto* b = name ? as<Builtin>(name->obj) : nullptr;
        if (b && b->id == BuiltinId::Recover && fn) fn->hasRecover = true;
        break;
      }
      case NodeKind::ForStmt: {
        auto* f = n->to<syntax::ForStmt>();
        auto* r = syntax::as<syntax::RangeClause>(f->init);
        if (!r) break;
        visit(r->x);
        Type* core = r->x->type ? coreType(r->x->type) : nullptr;
        if (core && core->kind == TypeKind::Signature) {
          // The body is called by the iterator: its variables are those of a function of its own.
          if (fn) fn->hasRangeFunc = true;
          Fn inner{f, fn, {}};
          fn = &inner;
          if (r->lhs) {
            if (!r->def) assigned(r->lhs);
            visit(r->lhs);
          }
          if (f->body) visit(f->body);
          fn = inner.outer;
          auto* facts = typeArena().make<FuncFacts>();
          facts->captures = typeArena().copyList(inner.captures);
          facts->outer = fn ? fn->node : nullptr;
          facts->hasDefer = inner.hasDefer;
          facts->hasRecover = inner.hasRecover;
          facts->hasRangeFunc = inner.hasRangeFunc;
          f->facts = facts;
          return;
        }
        if (r->lhs) {
          if (!r->def) assigned(r->lhs);
          visit(r->lhs);
        }
        if (f->body) visit(f->body);
        return;
      }
      case NodeKind::CaseClause:
        if (auto* o = n->to<syntax::CaseClause>()->implicit) declareHere(o);
        break;
      case NodeKind::FuncType:
      case NodeKind::StructType:
      case NodeKind::InterfaceType:
        return;
      default:
        break;
    }
    visitChildren(n);
  }
};

}  // namespace

FuncFacts* computeCaptures(Node* root) {
  CaptureWalk w;
  if (auto* d = root->as<syntax::FuncDecl>()) {
    if (!d->facts) d->facts = w.inFunction(d, d->typeExpr, d->recv, d->body);
    return d->facts;
  }
  if (auto* l = root->as<syntax::FuncLit>(); l && l->facts) return l->facts;
  // An initialiser of a package variable: only the literals in it have facts.
  w.visit(root);
  auto* l = root->as<syntax::FuncLit>();
  return l ? l->facts : nullptr;
}

// ---------------------------------------------------------------------------------------------

List<MethodSetEntry> methodSet(Type* T) {
  // All names of methods found anywhere below T; a look-up of each decides what it means.
  std::vector<Func*> names;
  std::unordered_map<Named*, bool> seen;
  std::vector<Type*> todo{deref(T, nullptr)};
  auto addName = [&](Func* f) {
    for (Func* g : names) {
      if (g->name == f->name && g->sameId(f->pkg, f->name)) return;
    }
    names.push_back(f);
  };
  while (!todo.empty()) {
    Type* t = todo.back();
    todo.pop_back();
    if (auto* n = as<Named>(t)) {
      if (!seen.emplace(n, true).second) continue;
      for (Func* m : n->origin()->methods) addName(m);
    }
    Type* u = under(t);
    if (auto* s = as<Struct>(u)) {
      for (Var* f : s->fields) {
        if (f->embedded) todo.push_back(deref(f->type, nullptr));
      }
    } else if (auto* i = as<Interface>(u)) {
      for (Func* m : i->typeSet()->methods) addName(m);
    }
  }
  std::sort(names.begin(), names.end(), [](Func* a, Func* b) { return methodLess(a, b); });
  std::vector<MethodSetEntry> out;
  std::vector<int> index;
  for (Func* f : names) {
    bool indirect;
    auto* m = as<Func>(lookupFieldOrMethod(T, false, f->pkg, f->name, false, &index, &indirect));
    if (!m) continue;
    typeOf(m);
    out.push_back({m, typeArena().copyList(index), indirect});
  }
  return typeArena().copyList(out);
}

}  // namespace vole::types
