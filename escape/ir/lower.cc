// This file lowers functions: names, captured variables, bodies.
#include "escape/ir/lower.h"

#include <fmt/format.h>

namespace vole::escape {

using namespace types;

void Lower::setPos(const Node* n) {
  if (n && n->op != Op::Name && n->pos.isKnown()) base_ = n->pos;
}

void Lower::derive(Type* t) {
  for (Type* u = t; u;) {
    if (u->kind == TypeKind::Named && static_cast<Named*>(u)->inst) top_->derivedTypes.push_back(u);
    auto* p = as<Pointer>(u);
    u = p ? p->base : nullptr;
  }
}

Fn* Lower::instance(Func* f, List<Type*> targs, std::vector<Type*>* real) {
  for (Type* a : targs) real->push_back(ty(a));
  if (env.empty()) {
    w_.noteCall(f, *real);
  } else {
    top_->derivedCalls.push_back({f, std::vector<Type*>(targs.begin(), targs.end())});
  }
  return w_.instanceOf(f, *real);
}

// A name with a number, ".autotmp_3".
std::string_view Lower::text(std::string_view prefix, size_t number) {
  return top_->pool->copy(fmt::format("{}{}", prefix, number));
}

Name* Lower::newName(Pos p, std::string_view text, Type* t, Class c) {
  Name* n = &top_->pool->names.emplace_back(p);
  n->text = text;
  n->type = t;
  n->cls = c;
  n->pkg = top_->pkg;
  n->curfn = cur_;
  for (Type* u = t; u;) {
    if (u->kind == TypeKind::Named) w_.noteType(u);
    auto* ptr = as<Pointer>(u);
    u = ptr ? ptr->base : nullptr;
  }
  return n;
}

// The variable o, declared here.
Name* Lower::define(Object* o, Class c) {
  Name* n = newName(o->pos, o->name->str(), ty(o->type), c);
  n->obj = o;
  if (n->text == "_" && c == Class::Auto) {
    n->cls = Class::Blank;
    n->type = nullptr;
    return n;
  }
  objs_[o] = n;
  if (n->text != "_") cur_->dcl.push_back(n);
  return n;
}

Name* Lower::capture(Name* n, Pos p) {
  if (!n->curfn) return n;
  Name* c = n->innermost ? n->innermost : n;
  if (c->curfn == cur_) return c;
  Name* v = newName(p, n->text, n->type, Class::Auto);
  v->closureVar = true;
  v->canonical = n->canonical;
  v->outer = c;
  v->obj = n->obj;
  cur_->closureVars.push_back(v);
  n->innermost = v;
  return v;
}

void Lower::finishCapture(Fn* outer, Fn* fn) {
  Fn* save = cur_;
  cur_ = outer;
  for (Name* v : fn->closureVars) {
    Name* n = v->canonical;
    n->innermost = v->outer == n ? nullptr : v->outer;
    v->outer = capture(n, fn->pos);
  }
  cur_ = save;
}

Name* Lower::temp(Pos p, Type* t) {
  Name* n = newName(p, text(".autotmp_", cur_ ? cur_->dcl.size() : 0), t, Class::Auto);
  n->autotmp = true;
  if (cur_) cur_->dcl.push_back(n);
  return n;
}

void Lower::param(Var* v, Class c, uint32_t index) {
  if (c == Class::ParamOut) {
    Name* n = newName(v->pos, v->name->str(), ty(v->type), c);
    if (n->text.empty()) n->text = text("~r", cur_->results.size());
    if (n->text == "_") n->text = text("~b", cur_->results.size());
    n->obj = v;
    objs_[v] = n;
    cur_->dcl.push_back(n);
    cur_->results.push_back(n);
    return;
  }
  Param& p = cur_->params[index];
  if (p.name.empty()) return;
  Name* n = newName(v->pos, v->name->str(), ty(v->type), c);
  n->obj = v;
  p.nname = n;
  objs_[v] = n;
  cur_->dcl.push_back(n);
}

void Lower::function(Fn* fn, const syntax::Field* recv, const syntax::FuncType* sig, const syntax::BlockStmt* body) {
  Fn* saveCur = cur_;
  cur_ = fn;
  auto varOf = [](const syntax::Field* f) -> Var* {
    Object* o = f->name && f->name->obj ? f->name->obj : f->implicit;
    return o ? o->as<Var>() : nullptr;
  };
  uint32_t i = 0;
  if (fn->instance) {
    Name* d = newName(fn->pos, ".dict", Typ[BasicKind::Uintptr], Class::Param);
    fn->params[0].nname = d;
    fn->dcl.push_back(d);
    i++;
  }
  if (recv) {
    if (Var* v = varOf(recv)) param(v, Class::Param, i);
    i++;
  }
  for (const syntax::Field* f : sig->paramList) {
    if (Var* v = varOf(f)) {
      if (i < fn->params.size()) param(v, Class::Param, i);
    }
    i++;
  }
  uint32_t r = 0;
  for (const syntax::Field* f : sig->resultList) {
    Var* v = varOf(f);
    if (v) {
      param(v, Class::ParamOut, r);
    } else {
      Name* n = newName(f->pos, text("~r", r), r < fn->resultTypes.size() ? fn->resultTypes[r] : nullptr, Class::ParamOut);
      cur_->dcl.push_back(n);
      cur_->results.push_back(n);
    }
    r++;
  }
  for (Name* n : fn->results) fn->resultNames.push_back(std::string(n->text));
  if (body) {
    fn->body = stmts(body->list);
    if (fn->body.empty()) fn->body.push_back(mk(Op::Block, Pos()));
    fn->hasBody = true;
  }
  cur_ = saveCur;
}

void Lower::initializer(const Initializer& init, Nodes& out) {
  cur_ = nullptr;
  Pos p = init.lhs.empty() ? init.rhs->pos : init.lhs[0]->pos;
  base_ = p;
  auto nameOf = [&](Var* v) -> Node* {
    if (v->name->str() == "_") {
      Name* n = newName(v->pos, "_", nullptr, Class::Blank);
      return n;
    }
    return w_.externName(v);
  };
  Node* y = expr(init.rhs);
  if (!y) return;
  if (init.lhs.size() == 1) {
    Node* n = mk(Op::As, p);
    n->x = nameOf(init.lhs[0]);
    n->y = n->x->type ? convert(y, n->x->type) : y;
    if (Name* m = asName(n->x); m && m->cls == Class::Extern) m->defn = n;
    out.push_back(n);
    return;
  }
  Node* n = mk(Op::As2, p);
  for (Var* v : init.lhs) n->list.push_back(nameOf(v));
  n->list2.push_back(y);
  for (Node* x : n->list)
    if (Name* m = asName(x); m && m->cls == Class::Extern) m->defn = n;
  chooseAssign(n, {});
  out.push_back(n);
}

Fn* Lower::newClosure(Pos p) {
  Fn* fn = w_.newFn();
  fn->pos = p;
  fn->literal = true;
  fn->hidden = cur_ != nullptr;
  fn->outer = cur_;
  fn->pool = top_->pool;
  fn->pkg = top_->pkg;
  fn->report = top_->report;
  fn->lowered = true;
  fn->hasBody = true;
  fn->instance = false;
  fn->dupok = false;
  top_->closures.push_back(fn);
  if (cur_) {
    fn->name = fmt::format("{}.{}{}", cur_->name, cur_->literal ? "" : "func", ++cur_->closgen);
  } else {
    fn->name = fmt::format("glob..func{}", ++w_.globClosgen_);
  }
  return fn;
}

Node* Lower::closureNode(Fn* fn, Pos p, Type* t) {
  Node* n = typed(Op::Closure, p, t);
  n->fn = fn;
  fn->clo = n;
  return n;
}

}  // namespace vole::escape
