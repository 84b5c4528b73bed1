// This file lowers expressions.
#include <fmt/format.h>

#include "escape/ir/lower.h"
#include "frontend/base/constant.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

namespace vole::escape {

using namespace types;
using syntax::NodeKind;
using syntax::Operator;

namespace {

Op unaryOp(Operator op) {
  switch (op) {
    case Operator::Recv: return Op::Recv;
    case Operator::Mul: return Op::Deref;
    case Operator::And: return Op::Addr;
    case Operator::Not: return Op::Not;
    case Operator::Xor: return Op::BitNot;
    case Operator::Add: return Op::Plus;
    case Operator::Sub: return Op::Neg;
    default: return Op::Nop;
  }
}

}  // namespace

Op binaryOp(Operator op) {
  switch (op) {
    case Operator::OrOr: return Op::OrOr;
    case Operator::AndAnd: return Op::AndAnd;
    case Operator::Eql: return Op::Eq;
    case Operator::Neq: return Op::Ne;
    case Operator::Lss: return Op::Lt;
    case Operator::Leq: return Op::Le;
    case Operator::Gtr: return Op::Gt;
    case Operator::Geq: return Op::Ge;
    case Operator::Add: return Op::Add;
    case Operator::Sub: return Op::Sub;
    case Operator::Or: return Op::Or;
    case Operator::Xor: return Op::Xor;
    case Operator::Mul: return Op::Mul;
    case Operator::Div: return Op::Div;
    case Operator::Rem: return Op::Mod;
    case Operator::And: return Op::And;
    case Operator::AndNot: return Op::AndNot;
    case Operator::Shl: return Op::Lsh;
    case Operator::Shr: return Op::Rsh;
    default: return Op::Nop;
  }
}

static Type* typedOf(Type* t) {
  auto* b = as<Basic>(t);
  if (!b || !(b->info_ & IsUntyped)) return t;
  switch (b->basic) {
    case BasicKind::UntypedInt:
    case BasicKind::UntypedRune:
    case BasicKind::UntypedFloat:
    case BasicKind::UntypedComplex: return Typ[BasicKind::Uint];
    case BasicKind::UntypedBool: return Typ[BasicKind::Bool];
    case BasicKind::UntypedString: return Typ[BasicKind::String];
    default: return t;
  }
}

Node* Lower::expr(syntax::Expr* e) {
  Node* n = callee(e);
  if (n && n->op == Op::Nop && n->fn) n = instanceValue(n->pos, n->fn, n->type, nullptr);
  if (n && n->op == Op::MethValue && n->fn && n->fn->instance) n = instanceValue(n->pos, n->fn, n->type, n->x);
  if (n && n->op == Op::MethExpr && n->fn && n->fn->instance) n = instanceValue(n->pos, n->fn, n->type, nullptr);
  return n;
}

// As expr, but a method value or an instance stays one: it is about to be called.
Node* Lower::callee(syntax::Expr* e) {
  e = syntax::unparen(e);
  if (!e) return nullptr;
  if (auto* n = e->as<syntax::Name>(); n && n->value() == "_") return newName(e->pos, "_", nullptr, Class::Blank);
  if (e->mode == typexpr) return typed(Op::TypeExpr, e->pos, ty(e->type));
  Type* t = ty(typedOf(e->type));
  if (!env.empty() && e->kind != NodeKind::Name) base_ = e->pos;
  if (e->constVal && !e->constVal->isUnknown() && e->mode == constant_) {
    Node* n = typed(Op::Literal, e->pos, t);
    n->val = e->constVal;
    n->raw = e;
    if (auto* o = e->as<syntax::Operation>()) n->sub = o->y ? binaryOp(o->op) : unaryOp(o->op);
    return n;
  }
  Node* n = expr0(t, e);
  if (n && n->op != Op::Name) {
    n->from = e;
    switch (n->op) {
      case Op::New: case Op::MakeSlice: case Op::MethValue: case Op::Closure: n->site = e; break;
      case Op::CallFunc: case Op::CallInter: case Op::Str2Bytes:
        if (e->kind == NodeKind::CallExpr) n->site = e;
        break;
      default: break;
    }
  }
  return n;
}

Nodes Lower::exprs(List<syntax::Expr*> l) {
  Nodes out;
  out.reserve(l.size());
  for (syntax::Expr* e : l) out.push_back(expr(e));
  return out;
}

Nodes Lower::exprList(syntax::Expr* e) { return exprs(syntax::unpackList(e)); }

// The first of the types of an expression in comma-ok position.
static Type* firstOf(Type* t) {
  auto* tup = as<Tuple>(t);
  return tup && tup->vars.size() ? tup->vars[0]->type : t;
}

Node* Lower::expr0(Type* t, syntax::Expr* e) {
  if (env.empty() || e->kind != NodeKind::Name) base_ = e->pos;
  switch (e->kind) {
    case NodeKind::Name: return nameExpr(e->to<syntax::Name>(), t);
    case NodeKind::CompositeLit: return compLit(t, e->to<syntax::CompositeLit>());
    case NodeKind::FuncLit: return funcLit(t, e->to<syntax::FuncLit>());
    case NodeKind::AssertExpr: {
      auto* a = e->to<syntax::AssertExpr>();
      Node* x = expr(a->x);
      Node* n = typed(Op::DotType, e->pos, ty(a->typeExpr->type));
      n->x = x;
      return n;
    }
    case NodeKind::CallExpr: return call(e->to<syntax::CallExpr>(), t);
    case NodeKind::IndexExpr: {
      auto* i = e->to<syntax::IndexExpr>();
      syntax::Expr* index = syntax::unparen(i->index);
      if (index->kind == NodeKind::ListExpr || index->mode == typexpr) {
        syntax::Expr* x = syntax::unparen(i->x);
        if (i->instance) {
          if (auto* nm = x->as<syntax::Name>())
            if (auto* f = nm->obj ? nm->obj->as<Func>() : nullptr) {
              if (nm->instance) return funcName(f, nm);
              std::vector<Type*> targs;
              base_ = nm->pos;
              Node* n = typed(Op::Nop, nm->pos, t);
              n->fn = instance(f, i->instance->targs, &targs);
              for (Type* a : targs) n->list2.push_back(typed(Op::TypeExpr, e->pos, a));
              return n;
            }
          if (auto* s = x->as<syntax::SelectorExpr>())
            if (auto* f = s->sel->obj ? s->sel->obj->as<Func>() : nullptr) {
              if (s->sel->instance) return funcName(f, s->sel);
              std::vector<Type*> targs;
              Node* n = typed(Op::Nop, s->sel->pos, t);
              n->fn = instance(f, i->instance->targs, &targs);
              for (Type* a : targs) n->list2.push_back(typed(Op::TypeExpr, e->pos, a));
              return n;
            }
        }
        return expr(i->x);
      }
      Node* x = expr(i->x);
      Node* k = expr(i->index);
      if (auto* p = asUnder<Pointer>(x->type); p && asUnder<Array>(p->base)) {
        Node* star = typed(Op::Deref, base_, p->base);
        star->implicit = true;
        star->x = x;
        x = star;
      }
      Node* n = typed(Op::Index, e->pos, firstOf(t));
      n->x = x;
      n->y = k;
      if (auto* m = asUnder<Map>(x->type)) {
        n->op = Op::IndexMap;
        n->y = convert(k, m->key);
        n->type = m->elem;
      }
      return n;
    }
    case NodeKind::SelectorExpr: {
      auto* s = e->to<syntax::SelectorExpr>();
      if (!s->selection) return nameExpr(s->sel, t);
      return selector(s, t);
    }
    case NodeKind::SliceExpr: return slice(e->to<syntax::SliceExpr>(), t);
    case NodeKind::Operation: return operation(t, e->to<syntax::Operation>());
    default: return typed(Op::Nop, e->pos, t);
  }
}

Node* Lower::nameExpr(syntax::Name* e, Type* t) {
  Object* o = e->obj;
  if (!o) return typed(Op::Nop, e->pos, t);
  switch (o->kind) {
    case ObjKind::Nil: return typed(Op::Nil, e->pos, t);
    case ObjKind::Func: return funcName(o->as<Func>(), e);
    case ObjKind::Var: {
      auto* v = o->as<Var>();
      auto it = objs_.find(v);
      if (it != objs_.end()) return capture(it->second, e->pos);
      if (v->parent && v->pkg && v->parent == v->pkg->scope) return w_.externName(v);
      return w_.externName(v);
    }
    default: return typed(Op::Nop, e->pos, t);
  }
}

// A function by its name. An instance becomes a node without operator (Nop) that holds the Fn: call or instanceValue
// make something of it.
Node* Lower::funcName(Func* f, syntax::Name* where) {
  if (where->instance && where->instance->targs.size()) {
    std::vector<Type*> targs;
    Node* n = typed(Op::Nop, where->pos, ty(where->instance->type));
    n->fn = instance(f, where->instance->targs, &targs);
    for (Type* a : targs) n->list2.push_back(typed(Op::TypeExpr, where->pos, a));
    return n;
  }
  Fn* fn = w_.fnOf(f);
  return fn->nname;
}

Node* Lower::convert(Node* x, Type* t, const syntax::Expr* from) {
  if (!t || !x || !x->type || x->type == t) return x;
  if (identical(x->type, t)) return x;
  Op op = assignOp(x->type, t);
  if (op == Op::ConvIface && hasShape(x->type) && !isIface(x->type)) {
    Pos at = base_;
    Node* data = typed(Op::ConvIdata, at, Typ[BasicKind::UnsafePointer]);
    data->x = x;
    if (!from) from = x->from;
    if (from) data->site = boxSite(syntax::unparen(const_cast<syntax::Expr*>(from)));
    Node* n = typed(Op::Eface, at, t);
    n->y = data;
    n->x = dictionary(base_, nullptr, nullptr);
    return n;
  }
  Node* n = typed(op, base_, t);
  n->x = x;
  n->implicit = true;
  if (!from) from = x->from;
  if (op == Op::ConvIface && from) n->site = boxSite(syntax::unparen(const_cast<syntax::Expr*>(from)));
  return n;
}

Node* Lower::field(Pos p, Node* x, int index) {
  Type* t = x->type;
  Op op = Op::Dot;
  if (auto* ptr = asUnder<Pointer>(t)) {
    op = Op::DotPtr;
    t = ptr->base;
  }
  auto* s = asUnder<Struct>(t);
  if (!s)
    if (Type* c = coreType(t)) s = as<Struct>(c);
  Node* n = mk(op, p);
  n->x = x;
  if (s && index < static_cast<int>(s->fields.size())) {
    Var* f = s->fields[index];
    n->type = f->type;
    n->sym = f->name->str();
    n->field = f->origin ? f->origin : f;
  }
  return n;
}

Node* Lower::selector(syntax::SelectorExpr* e, Type* t) {
  Selection* sel = e->selection;
  Node* x = expr(e->x);
  Pos p = e->pos;
  Type* rt = sel->recv;
  bool wasPtr = false;
  Type* rbase = types::deref(rt, &wasPtr);
  if (rbase->kind == TypeKind::TypeParam && sel->kind != SelectionKind::FieldVal) {
    // A method of a type parameter: found through the dictionary.
    Node* n = typed(Op::MethValue, p, t);
    n->x = x;
    n->sym = e->sel->value();
    n->sub = Op::TypeExpr;  // marks it
    return n;
  }
  uint32_t last = sel->index.size() - 1;
  Node* origx = x;
  for (uint32_t i = 0; i < last; i++) {
    x = field(p, x, sel->index[i]);
    x->implicit = true;
  }
  if (sel->kind == SelectionKind::FieldVal) return field(p, x, sel->index[last]);

  auto* m = sel->obj->as<Func>();
  Func* origin = m->origin ? m->origin : m;
  if (!origin->type) objDecl(origin);
  auto fnFor = [&](Type* recv) -> Fn* {
    bool ptr;
    Type* b = types::deref(recv, &ptr);
    auto* named = as<Named>(b);
    if (!named) return nullptr;
    if (named->inst) {
      std::vector<Type*> targs;
      for (Type* a : named->inst->targs) targs.push_back(a);
      return w_.instanceOf(origin, targs);
    }
    return w_.fnOf(origin);
  };
  if (sel->kind == SelectionKind::MethodExpr) {
    Node* n = typed(Op::MethExpr, p, t);
    n->x = origx;
    n->sym = e->sel->value();
    n->method = origin;
    if (!isIface(x->type)) n->fn = fnFor(x->type);
    return n;
  }
  Node* n = typed(Op::MethValue, p, t);
  n->sym = e->sel->value();
  n->method = origin;
  if (isIface(x->type)) {
    n->x = x;
    return n;
  }
  Type* recv = origin->sig() && origin->sig()->recv ? origin->sig()->recv->type : nullptr;
  bool wantPtr = recv && recv->kind == TypeKind::Pointer;
  bool havePtr = asUnder<Pointer>(x->type) != nullptr && as<Pointer>(x->type) != nullptr;
  if (havePtr != wantPtr) {
    if (havePtr) {
      Node* d = typed(Op::Deref, p, static_cast<Pointer*>(x->type)->base);
      d->x = x;
      d->implicit = true;
      x = d;
    } else {
      Node* a = typed(Op::Addr, p, newPointer(x->type));
      a->x = x;
      a->implicit = true;
      x = a;
    }
  }
  n->x = x;
  n->fn = fnFor(x->type);
  return n;
}

Node* Lower::compLit(Type* t, syntax::CompositeLit* e) {
  Type* core = coreType(t);
  if (auto* p = as<Pointer>(core)) {
    Node* n = mk(Op::PtrLit, e->pos);
    n->x = compLit(p->base, e);
    n->type = t;
    if (n->x->op != Op::SliceLit) n->site = e;
    return n;
  }
  auto* st = as<Struct>(core);
  Nodes list;
  list.reserve(e->elemList.size());
  std::vector<Node*> values;
  for (syntax::Expr* el : e->elemList) {
    if (auto* kv = el->as<syntax::KeyValueExpr>()) {
      Node* n = mk(Op::Key, kv->pos);
      if (st) {
        n->sym = syntax::unparen(kv->key)->to<syntax::Name>()->value();
      } else {
        n->x = expr(kv->key);
      }
      n->y = expr(kv->value);
      list.push_back(n);
    } else {
      list.push_back(expr(el));
    }
  }
  Node* n = typed(Op::StructLit, e->pos, t);
  Pos save = base_;
  base_ = n->pos;
  // A bare name stands at its use here, not at its declaration.
  auto elemPos = [&](uint32_t k) { return list[k]->op == Op::Name ? syntax::unparen(e->elemList[k])->pos : list[k]->pos; };
  auto source = [&](uint32_t k) -> const syntax::Expr* {
    auto* kv = e->elemList[k]->as<syntax::KeyValueExpr>();
    return kv ? kv->value : e->elemList[k];
  };
  if (st) {
    uint32_t i = 0;
    for (Node*& el : list) {
      base_ = elemPos(i);
      if (el->op == Op::Key) {
        el->op = Op::StructKey;
        for (Var* f : st->fields)
          if (f->name->str() == el->sym) {
            el->y = convert(el->y, f->type, source(i));
            break;
          }
      } else {
        Node* k = mk(Op::StructKey, base_);
        k->y = i < st->fields.size() ? convert(el, st->fields[i]->type, source(i)) : el;
        if (i < st->fields.size()) k->sym = st->fields[i]->name->str();
        el = k;
      }
      i++;
    }
  } else if (auto* m = as<Map>(core)) {
    n->op = Op::MapLit;
    for (Node* el : list) {
      setPos(el);
      if (el->op != Op::Key) continue;
      el->x = convert(el->x, m->key);
      el->y = convert(el->y, m->elem);
    }
  } else {
    n->op = as<types::Slice>(core) ? Op::SliceLit : Op::ArrayLit;
    Type* elem = as<types::Slice>(core) ? static_cast<types::Slice*>(core)->elem
                 : as<Array>(core)      ? static_cast<Array*>(core)->elem
                                        : nullptr;
    uint32_t i = 0;
    for (Node*& el : list) {
      base_ = elemPos(i);
      if (el->op == Op::Key) {
        el->y = convert(el->y, elem, source(i));
      } else {
        el = convert(el, elem, source(i));
      }
      i++;
    }
  }
  n->list = std::move(list);
  if (n->op == Op::SliceLit) n->site = e;
  base_ = save;
  return n;
}

Node* Lower::funcLit(Type* t, syntax::FuncLit* e) {
  Fn* fn = newClosure(e->pos);
  auto* sig = asUnder<Signature>(t);
  if (sig) {
    SubstMap none;
    w_.declare(fn, sig, none, false);
    fn->name = fn->name;
  }
  Fn* outer = cur_;
  function(fn, nullptr, e->typeExpr, e->body);
  finishCapture(outer, fn);
  cur_ = outer;
  if (w_.collecting_ && (top_->report || !outer)) w_.decls_.push_back(fn);
  fn->decl = e;
  return closureNode(fn, e->pos, t);
}

Node* Lower::operation(Type* t, syntax::Operation* e) {
  Pos p = e->pos;
  if (!e->y) {
    Op op = unaryOp(e->op);
    Node* x = expr(e->x);
    Node* n = typed(op, p, op == Op::Recv ? firstOf(t) : t);
    n->x = x;
    if (op == Op::Addr) {
      n->type = x->type ? newPointer(x->type) : t;
      if (x->op == Op::StructLit || x->op == Op::ArrayLit || x->op == Op::SliceLit || x->op == Op::MapLit) {
        n->op = Op::PtrLit;
        if (x->op == Op::SliceLit) {
          x->site = nullptr;  // one name for two objects
        } else {
          n->site = syntax::unparen(e->x);
        }
      }
    }
    return n;
  }
  Op op = binaryOp(e->op);
  if (op == Op::AndAnd || op == Op::OrOr) {
    Node* x = expr(e->x);
    Node* y = expr(e->y);
    Node* n = typed(op, p, x->type);
    n->x = x;
    n->y = y;
    return n;
  }
  Node* x = expr(e->x);
  Node* y = expr(e->y);
  Node* n = typed(op, p, t);
  n->x = x;
  n->y = y;
  if (op >= Op::Eq && op <= Op::Ge) {
    if ((op == Op::Eq || op == Op::Ne) && x->type && y->type && !identical(x->type, y->type)) {
      auto big = [](Type* s, bool both) { return both || hasShape(s); };
      bool both = isIface(x->type) == isIface(y->type);
      Op a = types::assignable(x->type, y->type) ? assignOp(x->type, y->type) : Op::Nop;
      if (a != Op::Nop) {
        if (big(x->type, both)) {
          if (a == Op::ConvIface && hasShape(x->type)) {
            n->x = convert(x, y->type);
          } else {
            n->x = typed(a, base_, y->type);
            n->x->x = x;
          }
        }
      } else if (types::assignable(y->type, x->type)) {
        a = assignOp(y->type, x->type);
        if (big(y->type, both)) {
          if (a == Op::ConvIface && hasShape(y->type)) {
            n->y = convert(y, x->type);
          } else {
            n->y = typed(a, base_, x->type);
            n->y->x = y;
          }
        }
      }
    }
    return n;
  }
  if (op == Op::Add && x->type && isString(x->type)) {
    Node* add;
    if (x->op == Op::AddStr) {
      add = x;
      add->pos = p;
    } else {
      add = mk(Op::AddStr, p);
      add->list.push_back(x);
    }
    if (y->op == Op::AddStr) {
      for (Node* z : y->list) add->list.push_back(z);
    } else {
      add->list.push_back(y);
    }
    add->type = x->type;
    return add;
  }
  if (op != Op::Add) n->type = x->type;
  return n;
}

Node* Lower::slice(syntax::SliceExpr* e, Type* t) {
  Node* x = expr(e->x);
  Node* lo = expr(e->index[0]);
  Node* hi = expr(e->index[1]);
  Node* max = expr(e->index[2]);
  Node* n = typed(max ? Op::Slice3 : Op::Slice, e->pos, t);
  if (asUnder<Array>(x->type)) {
    Node* a = typed(Op::Addr, base_, newPointer(x->type));
    a->x = x;
    a->implicit = true;
    x = a;
  }
  n->x = x;
  n->y = lo;
  n->z = hi;
  n->w = max;
  if (isString(x->type)) {
    n->op = Op::SliceStr;
  } else if (auto* p = asUnder<Pointer>(x->type); p && asUnder<Array>(p->base)) {
    n->op = n->op == Op::Slice3 ? Op::Slice3Arr : Op::SliceArr;
  }
  return n;
}

// An instance used as a value: a literal that calls it with its dictionary. gc says nothing of such literals.
Node* Lower::instanceValue(Pos p, Fn* inst, Type* t, Node* recv) {
  Fn* outer = cur_;
  Fn* fn = newClosure(p);
  fn->wrapper = true;
  auto* sig = asUnder<Signature>(t);
  if (!sig) return typed(Op::Nop, p, t);
  SubstMap none;
  w_.declare(fn, sig, none, false);
  Name* rv = nullptr;
  Node* as = nullptr;
  if (recv && outer) {
    rv = newName(p, ".rcvr", recv->type, Class::Auto);
    outer->dcl.push_back(rv);
    as = mk(Op::As, p);
    as->x = rv;
    as->y = recv;
    rv->defn = as;
  }
  cur_ = fn;
  Node* c = mk(Op::CallFunc, p);
  c->x = inst->nname;
  c->list.push_back(dictionary(p, nullptr, nullptr));
  if (rv) c->list.push_back(capture(rv, p));
  for (uint32_t i = 0; i < fn->params.size(); i++) {
    Param& q = fn->params[i];
    Name* n = newName(p, text("a", i), q.type, Class::Param);
    q.name = "a";
    q.nname = n;
    fn->dcl.push_back(n);
    c->list.push_back(n);
  }
  for (uint32_t i = 0; i < fn->resultTypes.size(); i++) {
    Name* n = newName(p, text("r", i), fn->resultTypes[i], Class::ParamOut);
    fn->dcl.push_back(n);
    fn->results.push_back(n);
    fn->resultNames.push_back(std::string(n->text));
  }
  c->ddd = sig->variadic;
  c->type = sig->results ? (sig->results->vars.size() == 1 ? sig->results->vars[0]->type : sig->results) : nullptr;
  if (fn->results.empty()) {
    fn->body.push_back(c);
  } else {
    Node* r = mk(Op::Return, p);
    if (fn->results.size() == 1) {
      r->list.push_back(c);
    } else {
      Node* as2 = mk(Op::As2Func, p);
      for (Name* res : fn->results) {
        Name* tmp = temp(p, res->type);
        Node* d = mk(Op::Dcl, p);
        d->x = tmp;
        as2->init.push_back(d);
        as2->list.push_back(tmp);
        r->list.push_back(tmp);
      }
      as2->list2.push_back(c);
      r->init.push_back(as2);
    }
    fn->body.push_back(r);
  }
  cur_ = outer;
  finishCapture(outer, fn);
  if (w_.collecting_ && (top_->report || !outer)) w_.decls_.push_back(fn);
  Node* n = closureNode(fn, p, t);
  if (as) n->init.push_back(as);
  return n;
}

}  // namespace vole::escape
