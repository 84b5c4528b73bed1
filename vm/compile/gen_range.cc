// This file compiles range loops over integers, arrays, slices, strings, maps and channels.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

namespace {
Expr* rangeVar(syntax::RangeClause* rc, int which) {
  if (!rc->lhs) return nullptr;
  auto l = syntax::unpackList(rc->lhs);
  return static_cast<size_t>(which) < l.size() ? l[which] : nullptr;
}
}  // namespace

bool FuncCompiler::wantsRangeVar(syntax::RangeClause* rc, int which) {
  Expr* e = rangeVar(rc, which);
  if (!e) return false;
  auto* n = syntax::as<Name>(syntax::unparen(e));
  return !(n && n->sym->blank);
}

// Gives iteration variable `which` the value at slot: a new variable for :=, an assignment otherwise.
void FuncCompiler::rangeAssign(syntax::RangeClause* rc, int which, int slot, LType* t) {
  Expr* e = rangeVar(rc, which);
  if (!e || !wantsRangeVar(rc, which)) return;
  if (rc->def) {
    types::Var* v = tree::asVar(syntax::as<Name>(e)->obj);
    if (!prog_.perIterationVars(pkg_)) {
      // One variable for all iterations: its storage was made before the loop.
      VarLoc& l = vars_[v];
      if (l.kind == VarLoc::kBoxed) storeMem(l.slot, 0, slot, l.type);
      else move(l.slot, slot, l.type);
      return;
    }
    declare(v, slot);
    return;
  }
  int m = mark();
  Place p = place(e);
  int v = convertTo(slot, t, p.type, -1);
  store(p, v);
  release(m);
}

// Both iteration values to existing places, as the assignment a, b = x, y: operands first.
void FuncCompiler::rangeAssign2(syntax::RangeClause* rc, int slot0, LType* t0, int slot1, LType* t1) {
  int m = mark();
  Place p0, p1;
  if (wantsRangeVar(rc, 0)) {
    p0 = place(rangeVar(rc, 0));
    freeze(p0);
  }
  if (wantsRangeVar(rc, 1)) {
    p1 = place(rangeVar(rc, 1));
    freeze(p1);
  }
  if (p0.kind != Place::kBlank) store(p0, convertTo(slot0, t0, p0.type, -1));
  if (p1.kind != Place::kBlank) store(p1, convertTo(slot1, t1, p1.type, -1));
  release(m);
}

void FuncCompiler::rangeStmt(syntax::ForStmt* s, syntax::RangeClause* rc) {
  int m = mark();
  LType* t = lt(rc->x);
  if (rc->def && !prog_.perIterationVars(pkg_) && t->under->kind != types::TypeKind::Signature)
    for (int i = 0; i < 2; i++)
      if (wantsRangeVar(rc, i)) declare(tree::asVar(syntax::as<Name>(rangeVar(rc, i))->obj));
  e_.setPos(rc->pos);
  switch (t->under->kind) {
    case types::TypeKind::Basic:
      if (t->isString()) rangeString(s, rc, t);
      else rangeInt(s, rc, t);
      break;
    case types::TypeKind::Map: rangeMap(s, rc, t); break;
    case types::TypeKind::Chan: rangeChan(s, rc, t); break;
    case types::TypeKind::Signature: rangeFunc(s, rc, t); break;
    default: rangeIndexed(s, rc, t);
  }
  release(m);
}

// for i := range n
void FuncCompiler::rangeInt(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t) {
  // The variable's type: an untyped constant takes it from the variable.
  if (Expr* v = rangeVar(rc, 0); v && rc->x->constVal) {
    if (rc->def) {
      auto* n = syntax::as<Name>(v);
      if (n->obj) t = lt(n->obj->type);
    } else {
      t = lt(v);
    }
  }
  int n = alloc(t);
  exprTo(rc->x, t, n);
  int i = alloc(t);
  zero(i, t);
  Label body = e_.newLabel(), cont = e_.newLabel(), end = e_.newLabel();
  bool narrow = t->size < 8;
  bool uns = t->cls == TypeClass::kUint && t->size == 8;
  targets_.push_back({s, end, cont, true, mark()});
  e_.jump(uns ? Op::JLeU64 : Op::JLeI64, n, i, end);
  e_.bind(body);
  safepoint(e_.here());
  int mk = mark();
  if (wantsRangeVar(rc, 0)) rangeAssign(rc, 0, i, t);
  block(s->body->list);
  release(mk);
  if (e_.reachable() || e_.used(cont)) {
    e_.bind(cont);
    e_.setPos(rc->pos);
    uint32_t at;
    if (!narrow && !uns) {
      at = e_.here();
      e_.jump(Op::ForLtI64, i, n, body);
    } else {
      e_.emit(Op::AddImmI64, i, i, 1);
      at = e_.here();
      e_.jump(uns ? Op::LLtU64 : Op::LLtI64, i, n, body);
    }
    safepoint(at);
  }
  targets_.pop_back();
  e_.bind(end);
}

// Arrays, pointers to arrays, slices.
void FuncCompiler::rangeIndexed(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t) {
  bool wantV = wantsRangeVar(rc, 1), wantI = wantsRangeVar(rc, 0);
  LType* intT = lt(types::Typ[types::BasicKind::Int]);
  LType* at = t->cls == TypeClass::kPointer ? t->elem : t;
  Place base;
  int n;
  if (t->cls == TypeClass::kSlice) {
    int sl = alloc(t);
    exprTo(rc->x, t, sl);
    base = Place{.kind = Place::kElem, .type = t->elem, .a = sl};
    n = sl + 1;
  } else {
    n = allocN(1);
    if (t->cls == TypeClass::kPointer) {
      int p = allocPtr();
      // Only the length matters when no element is read: then a nil pointer is fine.
      expr(rc->x, p);
      base = Place{.kind = Place::kPArr, .type = at->elem, .a = p, .len = at->len};
    } else if (wantV) {
      // The range expression is evaluated once: the loop runs over a copy of the array.
      if (tooLarge(at)) {
        int p = allocPtr();
        int m = mark();
        Place src = place(rc->x, false);
        int q = addressOf(src);
        newObject(at, p);
        e_.emitX(Op::CopyTyped, p, q, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(at)));
        release(m);
        base = Place{.kind = Place::kPArr, .type = at->elem, .a = p, .len = at->len, .nonNil = true};
      } else {
        int a = alloc(at);
        exprTo(rc->x, at, a);
        base = elemOf(Place{.kind = Place::kSlot, .type = at, .a = a}, at, 0);
      }
    } else if (!lengthIsConst(rc->x)) {
      int m = mark();
      expr(rc->x);
      release(m);
    }
    constInt(at->len, n);
  }
  int i = allocN(1);
  e_.emit(Op::Zero, i);
  base.b = i;
  Label body = e_.newLabel(), cont = e_.newLabel(), end = e_.newLabel();
  targets_.push_back({s, end, cont, true, mark()});
  e_.jump(Op::JLeImm, n, 0, end);
  e_.bind(body);
  safepoint(e_.here());
  int mk = mark();
  // Both variables are declared before either value is loaded, so that the value is loaded into place.
  if (wantI && wantV && !rc->def) {
    int val = alloc(base.type);
    load(base, val);
    rangeAssign2(rc, i, intT, val, base.type);
    wantI = wantV = false;
  }
  if (wantI) rangeAssign(rc, 0, i, intT);
  if (wantV) {
    e_.setPos(rc->pos);
    types::Var* v = rc->def ? tree::asVar(syntax::as<Name>(rangeVar(rc, 1))->obj) : nullptr;
    if (v && prog_.perIterationVars(pkg_) && !facts_->boxed(v) && !tooLarge(base.type)) {
      VarLoc l{VarLoc::kSlot, alloc(base.type), nullptr, base.type};
      int mm = mark();
      load(base, l.slot);
      release(mm);
      vars_[v] = l;
    } else {
      int val = alloc(base.type);
      load(base, val);
      rangeAssign(rc, 1, val, base.type);
    }
  }
  block(s->body->list);
  release(mk);
  if (e_.reachable() || e_.used(cont)) {
    e_.bind(cont);
    e_.setPos(rc->pos);
    uint32_t pc = e_.here();
    e_.jump(Op::ForLtI64, i, n, body);
    safepoint(pc);
  }
  targets_.pop_back();
  e_.bind(end);
}

void FuncCompiler::rangeString(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t) {
  LType* intT = lt(types::Typ[types::BasicKind::Int]);
  LType* runeT = lt(types::universeRune);
  int str = alloc(t);
  exprTo(rc->x, t, str);
  int i = allocN(1), next = allocN(1), r = allocN(1);
  e_.emit(Op::Zero, i);
  Label body = e_.newLabel(), cont = e_.newLabel(), end = e_.newLabel();
  targets_.push_back({s, end, cont, true, mark()});
  e_.jump(Op::JLeI64, str + 1, i, end);
  e_.bind(body);
  safepoint(e_.here());
  int mk = mark();
  e_.emit(Op::DecodeRune, r, str, i, next);
  if (rc->def) {
    rangeAssign(rc, 0, i, intT);
    rangeAssign(rc, 1, r, runeT);
  } else {
    rangeAssign2(rc, i, intT, r, runeT);
  }
  block(s->body->list);
  release(mk);
  if (e_.reachable() || e_.used(cont)) {
    e_.bind(cont);
    e_.setPos(rc->pos);
    e_.emit(Op::Mov, i, next);
    uint32_t at = e_.here();
    e_.jump(Op::LLtI64, i, str + 1, body);
    safepoint(at);
  }
  targets_.pop_back();
  e_.bind(end);
}

void FuncCompiler::rangeMap(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t) {
  int mp = allocPtr();
  expr(rc->x, mp);
  int it = allocPtr();
  e_.emitX(Op::MapIterInit, it, mp, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
  Label top = e_.newLabel(), cont = e_.newLabel(), end = e_.newLabel();
  targets_.push_back({s, end, cont, true, mark()});
  int key = allocPtr();
  e_.emit(Op::Load64, key, it, 0);
  e_.jump(Op::JEqImm, key, 0, end);
  e_.bind(top);
  safepoint(e_.here());
  int mk = mark();
  if (!rc->def && wantsRangeVar(rc, 0) && wantsRangeVar(rc, 1)) {
    int k = loadMem(key, 0, t->key, -1, true);
    int ep = allocPtr();
    e_.emit(Op::Load64, ep, it, 8);
    int v = loadMem(ep, 0, t->elem, -1, true);
    rangeAssign2(rc, k, t->key, v, t->elem);
  } else if (wantsRangeVar(rc, 0)) {
    int k = loadMem(key, 0, t->key, -1, true);
    rangeAssign(rc, 0, k, t->key);
  }
  if (wantsRangeVar(rc, 1) && (rc->def || !wantsRangeVar(rc, 0))) {
    int ep = allocPtr();
    e_.emit(Op::Load64, ep, it, 8);
    int v = loadMem(ep, 0, t->elem, -1, true);
    rangeAssign(rc, 1, v, t->elem);
  }
  block(s->body->list);
  release(mk);
  if (e_.reachable() || e_.used(cont)) {
    e_.bind(cont);
    e_.setPos(rc->pos);
    e_.emit(Op::MapIterNext, it);
    e_.emit(Op::Load64, key, it, 0);
    uint32_t at = e_.here();
    e_.jump(Op::LNeImm, key, 0, top);
    safepoint(at);
  }
  targets_.pop_back();
  e_.bind(end);
}

void FuncCompiler::rangeChan(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t) {
  int ch = allocPtr();
  expr(rc->x, ch);
  int v = alloc(t->elem);
  int ok = allocN(1);
  Label top = e_.newLabel(), end = e_.newLabel();
  targets_.push_back({s, end, top, true, mark()});
  e_.bind(top);
  e_.setPos(rc->pos);
  safepoint(e_.here());
  e_.emitX(Op::Recv, v, ch, 0, ok, reinterpret_cast<uint64_t>(rtypeOf(t)), 0);
  safepoint(e_.here());
  extend(v, t->elem);
  e_.jump(Op::JFalse, ok, 0, end);
  int mk = mark();
  rangeAssign(rc, 0, v, t->elem);
  block(s->body->list);
  release(mk);
  if (e_.reachable()) jumpBack(top);
  targets_.pop_back();
  e_.bind(end);
}

// Does len of this array expression need no evaluation (spec: Length and capacity)?
bool FuncCompiler::lengthIsConst(Expr* e) {
  e = syntax::unparen(e);
  if (e->is<Name>()) return true;
  if (auto* s = e->as<syntax::SelectorExpr>()) return lengthIsConst(s->x);
  return false;
}

}  // namespace vole::vm
