// This file evaluates calls, go and defer statements.
#include "escape/flow/graph.h"
#include "escape/ir/irtype.h"
#include "frontend/types/predicates.h"

namespace vole::escape {

using namespace types;

void Batch::call(const Holes* ks, Node* n) {
  Nodes init;
  callCommon(ks, n, init, nullptr);
  for (Node* i : init) n->init.push_back(i);
}

// f(a, b, c) of a variadic function gets its slice as a literal.
void fixVariadic(Node* n, Pool& pool) {
  if (n->ddd) return;
  Type* ft = n->x->type;
  size_t recv = n->op == Op::CallFunc && n->x->op == Op::MethExpr ? 1 : 0;
  auto* sig = asUnder<Signature>(ft);
  if (!sig)
    if (Type* c = ft ? coreType(ft) : nullptr) sig = as<Signature>(c);
  if (!sig || !sig->variadic) return;
  size_t np = tupleLen(sig->params);
  // The type of a method expression made from a call lacks the receiver; one in the source has it.
  size_t vi = np - 1;
  if (recv && n->x->x && n->x->x->op == Op::TypeExpr && n->x->implicit) vi = np;
  if (Name* m = asName(n->x); m && m->fn && m->fn->instance) vi = np + (m->fn->recv ? 1 : 0);
  if (vi > n->list.size()) return;
  Type* vt = sig->params->vars[np - 1]->type;
  Node* slice;
  if (vi == n->list.size()) {
    slice = &pool.nodes.emplace_back(Op::Nil, n->pos);
  } else {
    slice = &pool.nodes.emplace_back(Op::SliceLit, n->pos);
    slice->implicit = true;
    slice->site = n->site;
    slice->inlined = n->inlined;
    slice->list.assign(n->list.begin() + static_cast<long>(vi), n->list.end());
  }
  slice->type = vt;
  n->list.resize(vi);
  n->list.push_back(slice);
  n->ddd = true;
}

void Batch::argument(Hole k, Node*& arg, Nodes& init, Node* n, Fn* callee, Fn* wrapper) {
  rewriteArgument(arg, init, n, callee, wrapper);
  expr(note(k, n, "call parameter"), arg);
}

// Is this the call that a range over a function makes?
static bool isRangeBody(const Node* call) {
  return call->list.size() == 1 && call->list[0]->op == Op::Closure && call->list[0]->fn->rangeBody;
}

void Batch::callCommon(const Holes* ks, Node* n, Nodes& init, Fn* wrapper) {
  auto arg = [&](Hole k, Node*& a) { argument(k, a, init, n, nullptr, wrapper); };
  Hole k0 = ks ? (*ks)[0] : discardHole();
  switch (n->op) {
    default:
      discard(n->x);
      discard(n->y);
      discards(n->list);
      return;

    case Op::CallFunc:
    case Op::CallInter: {
      fixVariadic(n, *pool_);
      Fn* fn = nullptr;
      size_t bound = 0;  // parameters that the callee, a method value, has got already
      if (n->op == Op::CallFunc) {
        if (n->x->op == Op::Closure) n->x->fn->closureCalled = true;
        Node* v = staticValue(n->x);
        if (Name* m = asName(v)) {
          if (m->cls == Class::Func) fn = m->fn;
        } else if (v->op == Op::Closure || v->op == Op::MethExpr) {
          fn = v->fn;
        } else if (v->op == Op::MethValue && v->fn && v->fn->recv && !v->fn->instance && isRangeBody(n)) {
          fn = v->fn;
          bound = 1;
        }
      }
      if (fn && fn->esc == EscState::Unknown) fn = nullptr;
      // What may be redefined may do anything with its arguments one day.
      if (fn && fn->obj && fn->obj->pkg && fn->obj->pkg->session) fn = nullptr;
      if (ks && fn && inBatch(fn))
        for (size_t i = 0; i < fn->results.size() && i < ks->size(); i++) expr((*ks)[i], fn->results[i]);
      if (n->op == Op::CallFunc) {
        arg(discardHole(), n->x);
      } else {
        arg(heap(), n->x->x);
      }
      for (size_t i = 0; i < n->list.size(); i++) {
        Hole k = fn && bound + i < fn->params.size() ? tagHole(ks, fn, fn->params[bound + i]) : heap();
        argument(k, n->list[i], init, n, fn, wrapper);
      }
      return;
    }
    case Op::InlCall:
      stmts(n->list);
      for (size_t i = 0; i < n->list2.size(); i++) expr(ks && i < ks->size() ? (*ks)[i] : discardHole(), n->list2[i]);
      return;

    case Op::Append: {
      if (n->list.empty()) return;
      Hole appendee = k0;
      auto* s = as<types::Slice>(coreType(n->list[0]->type));
      if (s && hasPointers(s->elem)) {
        Hole both[] = {appendee, deref(heap(), n, "appendee slice")};
        appendee = tee(both);
      }
      arg(appendee, n->list[0]);
      if (n->ddd && n->list.size() > 1) {
        Hole k = discardHole();
        if (auto* s2 = as<types::Slice>(coreType(n->list[1]->type)); s2 && hasPointers(s2->elem))
          k = deref(heap(), n, "appended slice...");
        arg(k, n->list[1]);
      } else {
        for (size_t i = 1; i < n->list.size(); i++) arg(heap(), n->list[i]);
      }
      return;
    }
    case Op::Copy: {
      arg(discardHole(), n->x);
      Hole k = discardHole();
      if (auto* s = as<types::Slice>(coreType(n->y->type)); s && hasPointers(s->elem)) k = deref(heap(), n, "copied slice");
      arg(k, n->y);
      return;
    }
    case Op::Panic: arg(heap(), n->x); return;
    case Op::Complex:
      arg(discardHole(), n->x);
      arg(discardHole(), n->y);
      return;
    case Op::Delete: case Op::Print: case Op::Println: case Op::Recover: case Op::Clear:
      for (Node*& a : n->list) arg(discardHole(), a);
      return;
    case Op::Len: case Op::Cap: case Op::Real: case Op::Imag: case Op::Close:
      arg(discardHole(), n->x);
      return;
    case Op::UnsafeAdd: case Op::UnsafeSlice:
      arg(k0, n->x);
      arg(discardHole(), n->y);
      return;
    case Op::MinMax: case Op::Unsafe21:
      for (Node*& a : n->list) arg(k0, a);
      return;
  }
}

void Batch::goDefer(Node* n) {
  Hole k = heap();
  // In the body of a range over a function it waits for the end of the function around it.
  if (n->op == Op::Defer && loopDepth_ == 1 && !cur_->rangeBody) k = later(discardHole());
  Node* c = n->x;
  if (!c) return;
  Nodes taken = std::move(c->init);
  c->init.clear();
  for (Node* i : taken) n->init.push_back(i);
  stmts(taken);

  if (c->op == Op::CallFunc) {
    auto* sig = asUnder<Signature>(c->x->type);
    bool method = c->x->op == Op::MethExpr;
    if (sig && !method && tupleLen(sig->params) + tupleLen(sig->results) == 0 && c->list.empty()) {
      expr(k, c->x);
      return;
    }
  }
  Fn* fn = w_.fnForWrapper(cur_, n->pos);
  fn->pool = cur_->pool;
  Node* clo = &pool_->nodes.emplace_back(Op::Closure, n->pos);
  clo->fn = fn;
  clo->site = n->site;
  clo->inlined = n->inlined;
  fn->clo = clo;
  fn->body.push_back(c);
  Nodes init;
  callCommon(nullptr, c, init, fn);
  for (Node* i : init) n->init.push_back(i);
  closures_.push_back({spill(k, clo), clo});
}

void Batch::rewriteArgument(Node*& arg, Nodes& init, Node* n, Fn* callee, Fn* wrapper) {
  uint32_t pragma = callee ? callee->pragma : 0;
  auto visit = [&](Pos p, Node*& a) {
    switch (a->op) {
      case Op::Literal: case Op::Nil: case Op::MethExpr: return;
      case Op::Name:
        if (asName(a)->cls == Class::Func) return;
        break;
      default: break;
    }
    if ((pragma & syntax::kPragmaUintptrEscapes) && a->op == Op::ConvNop && a->type && isUintptr(a->type) && isUnsafePointer(a->x->type)) {
      Name* tmp = wrapExpr(a->pos, a->x, init, wrapper);
      flow(note(heap(), a, "//go:uintptrescapes"), oldLoc(tmp));
      return;
    }
    if (wrapper) wrapExpr(p, a, init, wrapper);
  };
  if (!arg) return;
  if (arg->op == Op::SliceLit) {
    for (Node*& e : arg->list) visit(arg->pos, e->op == Op::Key ? e->y : e);
  } else {
    visit(n->pos, arg);
  }
}

Name* Batch::wrapExpr(Pos p, Node*& e, Nodes& init, Fn* wrapper) {
  if (e->op != Op::Name && e->pos.isKnown()) p = e->pos;
  Name* tmp = &pool_->names.emplace_back(p);
  tmp->autotmp = true;
  tmp->type = e->type;
  tmp->curfn = cur_;
  tmp->text = pool_->copy(".autotmp_" + std::to_string(cur_->dcl.size()));
  cur_->dcl.push_back(tmp);
  Node* d = &pool_->nodes.emplace_back(Op::Dcl, p);
  d->x = tmp;
  Node* as = &pool_->nodes.emplace_back(Op::As, p);
  as->x = tmp;
  as->y = e;
  tmp->defn = as;
  init.push_back(d);
  init.push_back(as);
  newLoc(tmp);
  stmts({d, as});
  Name* out = tmp;
  if (wrapper) {
    oldLoc(tmp)->captured = true;
    Name* v = &pool_->names.emplace_back(p);
    v->text = tmp->text;
    v->type = tmp->type;
    v->closureVar = true;
    v->canonical = tmp;
    v->outer = tmp;
    v->curfn = wrapper;
    wrapper->closureVars.push_back(v);
    out = v;
  }
  e = out;
  return out;
}

Hole Batch::tagHole(const Holes* ks, Fn* fn, Param& p) {
  if (!fn || fn->esc == EscState::Unknown) return heap();
  if (inBatch(fn)) {
    if (!p.nname) return discardHole();
    return addr(p.nname);
  }
  Hole out[1 + kTaggedResults];
  size_t n = 0;
  if (int x = p.tag.heap(); x >= 0) out[n++] = heap().shift(x);
  if (ks)
    for (int i = 0; i < kTaggedResults && i < static_cast<int>(ks->size()); i++)
      if (int x = p.tag.result(i); x >= 0) out[n++] = (*ks)[static_cast<size_t>(i)].shift(x);
  return tee(Holes(out, n));
}

}  // namespace vole::escape
