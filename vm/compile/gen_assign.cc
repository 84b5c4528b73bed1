// This file compiles assignments in all forms.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

void FuncCompiler::simpleAssign(syntax::AssignStmt* s) {
  bool def = s->op == Operator::Def;
  auto lhs = syntax::unpackList(s->lhs);
  auto rhs = syntax::unpackList(s->rhs);
  if (lhs.size() == 1 && rhs.size() == 1) {
    assignOne(lhs[0], rhs[0], def);
  } else if (lhs.size() == rhs.size()) {
    assignPairs(lhs, rhs, def);
  } else {
    assignTuple(lhs, rhs[0], def);
  }
}

// Is this name of a := statement declared by it (rather than assigned to)?
bool FuncCompiler::declares(Expr* lhs, bool def) {
  if (!def) return false;
  auto* n = syntax::as<Name>(lhs);
  if (!n || n->sym->blank || !n->obj) return false;
  types::Var* v = tree::asVar(n->obj);
  // Redeclared ones keep their object, whose declaration stands elsewhere. Those of a session have their place already.
  return v && v->pos == n->pos && !prog_.isGlobal(v);
}

// Does e denote memory that a pointer can reach, without evaluating anything as a whole?
bool FuncCompiler::isPlaceExpr(Expr* e) {
  e = syntax::unparen(e);
  if (auto* n = e->as<Name>()) {
    types::Var* v = tree::asVar(n->obj);
    return v && loc(v).kind != VarLoc::kSlot;
  }
  if (auto* s = e->as<syntax::SelectorExpr>()) {
    if (!s->selection) return tree::asVar(s->sel->obj) != nullptr;
    return s->selection->kind == types::SelectionKind::FieldVal && (lt(s->x)->cls == TypeClass::kPointer || isPlaceExpr(s->x));
  }
  if (auto* i = e->as<syntax::IndexExpr>()) {
    LType* t = lt(i->x);
    return t->cls == TypeClass::kSlice || (t->cls == TypeClass::kPointer && t->under->kind == types::TypeKind::Pointer) ||
           (t->cls == TypeClass::kArray && isPlaceExpr(i->x));
  }
  auto* o = e->as<syntax::Operation>();
  return o && !o->y && o->op == Operator::Mul;
}

// Can a value too large for the frame be had by its address?
bool FuncCompiler::hasAddress(Expr* e) { return syntax::unparen(e)->is<syntax::CompositeLit>() || isPlaceExpr(e); }

void FuncCompiler::addressOfLarge(Expr* e, int dst) {
  int m = mark();
  if (auto* lit = syntax::unparen(e)->as<syntax::CompositeLit>()) {
    addressLit(lit, lt(e), dst);
  } else {
    Place p = place(e, false);
    if (p.kind == Place::kMem && !p.nonNil) e_.emit(Op::NilCheck, p.a);
    addressOf(p, dst);
  }
  release(m);
}

// Stores e from memory to memory, past the frame, if the value is too large for that. False: it is not, or has no address.
bool FuncCompiler::copyLarge(Expr* e, const Place& to, Pos pos) {
  LType* t = to.type;
  if (to.kind == Place::kBlank || to.kind == Place::kSlot || to.kind == Place::kMap) return false;
  if (!t->isAggregate() || !tooLarge(t) || !hasAddress(e)) return false;
  int m = mark();
  int dst = addressOf(to), value = allocPtr();
  addressOfLarge(e, value);
  e_.setPos(pos);
  e_.emitX(Op::CopyTyped, dst, value, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
  release(m);
  return true;
}

void FuncCompiler::assignOne(Expr* lhs, Expr* rhs, bool def) {
  e_.setPos(lhs->pos);
  auto* name = syntax::as<Name>(syntax::unparen(lhs));
  if (declares(lhs, def)) {
    declare(tree::asVar(name->obj), -1, rhs);
    return;
  }
  int m = mark();
  if (name && name->sym->blank) {
    LType* t = lt(rhs);
    if (!isNil(rhs) && t->cls != TypeClass::kVoid && !rhs->constVal) {
      if (tooLarge(t) && isPlaceExpr(rhs)) addressOf(place(rhs, false));
      else expr(rhs);
    }
    release(m);
    return;
  }
  Place p = place(lhs);
  if (p.kind == Place::kSlot) {
    // Literals are built piece by piece: the old value may still be read by a later piece.
    Expr* r = syntax::unparen(rhs);
    if (p.type->isAggregate() && r->is<syntax::CompositeLit>()) {
      int v = exprTo(rhs, p.type);
      move(p.a, v, p.type);
    } else {
      exprTo(rhs, p.type, p.a);
    }
    release(m);
    return;
  }
  if (copyLarge(rhs, p, lhs->pos)) {
    release(m);
    return;
  }
  int v = exprTo(rhs, p.type);
  e_.setPos(lhs->pos);
  store(p, v);
  release(m);
}

void FuncCompiler::assignPairs(const List<Expr*>& lhs, const List<Expr*>& rhs, bool def) {
  // Phase one: operands of index expressions and pointer indirections on the left, and the values on the right.
  // Phase two: assignments from left to right. Variables declared here must outlive the temporaries, so their values
  // are computed into slots of their own first.
  size_t n = lhs.size();
  std::vector<int> fresh(n, -1);
  std::vector<bool> isNew(n);
  for (size_t i = 0; i < n; i++) {
    isNew[i] = declares(lhs[i], def);
    if (isNew[i]) {
      types::Var* v = tree::asVar(syntax::as<Name>(lhs[i])->obj);
      LType* t = lt(v->type);
      VarLoc l;
      l.type = t;
      l.kind = facts_->boxed(v) || tooLarge(t) ? VarLoc::kBoxed : VarLoc::kSlot;
      l.slot = l.kind == VarLoc::kBoxed ? allocPtr() : alloc(t);
      if (l.kind == VarLoc::kBoxed) e_.emit(Op::Zero, l.slot);
      fresh[i] = l.slot;
      pendingVars_.push_back({v, l});
    }
  }
  int m = mark();
  std::vector<Place> places(n);
  for (size_t i = 0; i < n; i++) {
    if (isNew[i]) continue;
    places[i] = place(lhs[i]);
    if (places[i].kind != Place::kSlot && places[i].kind != Place::kBlank) freeze(places[i]);
  }
  std::vector<int> vals(n, -1);
  for (size_t i = 0; i < n; i++) {
    LType* t;
    if (isNew[i]) {
      t = lt(syntax::as<Name>(lhs[i])->obj->type);
    } else if (places[i].kind == Place::kBlank) {
      if (isNil(rhs[i])) continue;
      t = lt(rhs[i]);
    } else {
      t = places[i].type;
    }
    // A value must not be the slot of a variable that an earlier assignment changes.
    int s = alloc(t);
    exprTo(rhs[i], t, s);
    vals[i] = s;
  }
  for (size_t i = 0; i < n; i++) {
    e_.setPos(lhs[i]->pos);
    if (isNew[i]) continue;
    if (vals[i] >= 0) store(places[i], vals[i]);
  }
  size_t k = pendingVars_.size();
  for (size_t i = n; i-- > 0;) {
    if (!isNew[i]) continue;
    auto& pv = pendingVars_[--k];
    VarLoc l = pv.second;
    if (l.kind == VarLoc::kBoxed) {
      newObject(pv.first, l.type, l.slot);
      if (l.type->nslots) storeMem(l.slot, 0, vals[i], l.type);
    } else {
      move(l.slot, vals[i], l.type);
    }
    vars_[pv.first] = l;
  }
  pendingVars_.resize(k);
  release(m);
}

// Stores a value of type `from` to lhs, or declares it with that value.
void FuncCompiler::defineOrStore(Expr* lhs, int slot, LType* from, bool def) {
  auto* name = syntax::as<Name>(syntax::unparen(lhs));
  if (name && name->sym->blank) return;
  e_.setPos(lhs->pos);
  if (declares(lhs, def)) {
    types::Var* var = tree::asVar(name->obj);
    VarLoc l = vars_[var];
    int m = mark();
    int v = convertTo(slot, from, l.type, -1);
    if (l.kind == VarLoc::kBoxed) {
      newObject(var, l.type, l.slot);
      if (l.type->nslots) storeMem(l.slot, 0, v, l.type);
    } else {
      move(l.slot, v, l.type);
    }
    release(m);
    return;
  }
  int m = mark();
  Place p = place(lhs);
  int v = convertTo(slot, from, p.type, -1);
  store(p, v);
  release(m);
}

// a, b = f() and the comma-ok forms.
void FuncCompiler::assignTuple(const List<Expr*>& lhs, Expr* rhs, bool def) {
  // Storage of new variables first, below the temporaries.
  for (Expr* l : lhs) {
    if (!declares(l, def)) continue;
    types::Var* v = tree::asVar(syntax::as<Name>(l)->obj);
    VarLoc loc;
    loc.type = lt(v->type);
    loc.kind = facts_->boxed(v) || tooLarge(loc.type) ? VarLoc::kBoxed : VarLoc::kSlot;
    if (loc.kind == VarLoc::kBoxed) {
      loc.slot = allocPtr();
      e_.emit(Op::Zero, loc.slot);
    } else {
      loc.slot = alloc(loc.type);
    }
    newVars_.push_back({v, loc});
  }
  size_t base = newVars_.size();
  int m = mark();
  // Operands on the left are evaluated before the call.
  std::vector<Place> places(lhs.size());
  std::vector<bool> stored(lhs.size());
  for (size_t i = 0; i < lhs.size(); i++) {
    auto* name = syntax::as<Name>(syntax::unparen(lhs[i]));
    if (declares(lhs[i], def) || (name && name->sym->blank) || name) continue;
    places[i] = place(lhs[i]);
    freeze(places[i]);
    stored[i] = true;
  }
  Expr* r = syntax::unparen(rhs);
  std::vector<int> at;
  std::vector<LType*> from;
  if (auto* c = syntax::as<syntax::CallExpr>(r)) {
    int s = call(c);
    for (types::Var* v : types::tupleVars(sigOf(c->fun)->results)) {
      from.push_back(lt(v->type));
      at.push_back(s);
      s += static_cast<int>(from.back()->slots());
    }
  } else {
    auto blank = [&](size_t i) {
      auto* name = syntax::as<Name>(syntax::unparen(lhs[i]));
      return name && name->sym->blank;
    };
    LType* t = commaOkType(r);
    int v = blank(0) ? -1 : alloc(t);
    int ok = allocN(1);
    commaOk(r, &v, &ok);
    from = {t, lt(types::Typ[types::BasicKind::Bool])};
    at = {v, ok};
  }
  for (auto& nv : newVars_) vars_[nv.first] = nv.second;
  (void)base;
  newVars_.clear();
  for (size_t i = 0; i < lhs.size(); i++) {
    if (stored[i]) {
      e_.setPos(lhs[i]->pos);
      int mk = mark();
      int v = convertTo(at[i], from[i], places[i].type, -1);
      store(places[i], v);
      release(mk);
    } else if (at[i] >= 0) {
      defineOrStore(lhs[i], at[i], from[i], def);
    }
  }
  release(m);
}

// x op= y, x++, x--
void FuncCompiler::assignOp(syntax::AssignStmt* s) {
  Operator op = s->op;
  e_.setPos(s->pos);
  Expr* lhs = syntax::unparen(s->lhs);
  LType* t = lt(lhs);
  int slot;
  auto apply = [&](int x, int dst) {
    if (!s->rhs) {  // ++ and --
      int64_t k = op == Operator::Add ? 1 : -1;
      if (t->isInteger()) {
        Op o = Op::AddImmI64;
        bool sg = t->cls == TypeClass::kInt;
        switch (t->size) {
          case 1: o = sg ? Op::AddImmI8 : Op::AddImmU8; break;
          case 2: o = sg ? Op::AddImmI16 : Op::AddImmU16; break;
          case 4: o = sg ? Op::AddImmI32 : Op::AddImmU32; break;
          default: break;
        }
        e_.emit(o, dst, x, static_cast<int>(k));
      } else {
        int m = mark();
        int one = constValue(constant::makeInt64(1), t, -1);
        arith(op, t, x, one, dst, s->pos);
        release(m);
      }
      return;
    }
    if (syntax::isShift(op)) {
      shift(op, t, x, s->rhs, dst);
      return;
    }
    int64_t k;
    if (t->isInteger() && smallConst(s->rhs, &k) && immOperand(op, t, k, dst, x)) return;
    int m = mark();
    // x += a*b
    auto* mul = syntax::as<syntax::Operation>(syntax::unparen(s->rhs));
    if (mul && !mul->constVal && mul->y && mul->op == Operator::Mul && lt(mul) == t &&
        (op == Operator::Add || op == Operator::Sub) && t->cls == TypeClass::kFloat64) {
      int a = exprTo(mul->x, t), b = exprTo(mul->y, t);
      e_.setPos(s->pos);
      e_.emit(op == Operator::Add ? Op::MulAddF64 : Op::MulSubF64, dst, a, b, x);
      release(m);
      return;
    }
    int y = exprTo(s->rhs, t);
    arith(op, t, x, y, dst, s->pos);
    release(m);
  };
  if (isVarInSlot(lhs, &slot)) {
    if (t->isString() && op == Operator::Add) {
      // s += a + b + c in one step
      int m = mark();
      int parts = 0;
      int first = alloc(t);
      move(first, slot, t);
      parts++;
      std::vector<Expr*> list;
      Expr* x = s->rhs;
      for (;;) {
        auto* o = syntax::as<syntax::Operation>(syntax::unparen(x));
        if (!o || o->constVal || o->op != Operator::Add || !o->y || list.size() > 50) break;
        list.push_back(o->y);
        x = o->x;
      }
      list.push_back(x);
      if (list.size() == 1) {
        release(m);
        int y = exprTo(s->rhs, t);
        e_.setPos(s->pos);
        e_.emit(Op::Concat2, slot, slot, y);
        release(m);
        return;
      }
      std::vector<int> at;
      for (size_t i = 0; i < list.size(); i++) {
        alloc(t);
        parts++;
      }
      for (size_t i = list.size(); i-- > 0;) {
        int mk = mark();
        exprTo(list[i], t, first + 2 * static_cast<int>(list.size() - i));
        release(mk);
      }
      e_.setPos(s->pos);
      e_.emit(Op::ConcatN, slot, first, parts);
      release(m);
      return;
    }
    apply(slot, slot);
    return;
  }
  int m = mark();
  Place p = place(lhs);
  if (p.kind == Place::kMap) {
    // Look up, compute, assign: m[k] op= v evaluates m and k once.
    int e = mapGetPtr(p.map, p.a, p.b, -1);
    int x = loadMem(e, 0, t, -1, true);
    int d = alloc(t);
    apply(x, d);
    e_.setPos(s->pos);
    store(p, d);
    release(m);
    return;
  }
  if (p.kind == Place::kMem && p.off <= 0xffff && s->rhs && t->cls == TypeClass::kFloat64 &&
      (op == Operator::Add || op == Operator::Sub)) {
    int y = exprTo(s->rhs, t);
    e_.setPos(s->pos);
    e_.emit(op == Operator::Add ? Op::AddToF64 : Op::SubToF64, p.a, y, static_cast<int>(p.off));
    release(m);
    return;
  }
  if ((p.kind == Place::kElem || p.kind == Place::kPArr || p.kind == Place::kFArr) && !t->isScalarSlot()) {
    int a = addressOf(p);
    p = Place{.kind = Place::kMem, .type = t, .a = a, .nonNil = true};
  }
  int x = load(p, p.kind == Place::kSlot ? -1 : alloc(t));
  int d = p.kind == Place::kSlot ? p.a : alloc(t);
  apply(x, d);
  e_.setPos(s->pos);
  if (p.kind != Place::kSlot) store(p, d);
  release(m);
}

}  // namespace vole::vm
