// This file compiles expression switches (with a jump table where the cases are dense integers), type switches and select.
#include <algorithm>

#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

void FuncCompiler::switchStmt(syntax::SwitchStmt* s) {
  int m = mark();
  if (s->init) stmt(s->init);
  if (auto* g = syntax::as<syntax::TypeSwitchGuard>(s->tag)) {
    typeSwitch(s, g);
    release(m);
    return;
  }
  Label end = e_.newLabel();
  size_t n = s->body.size();
  std::vector<Label> bodies;
  for (size_t i = 0; i < n; i++) bodies.push_back(e_.newLabel());
  int deflt = -1;
  LType* tt = nullptr;
  int tag = -1;
  if (s->tag) {
    e_.setPos(s->tag->pos);
    tt = lt(s->tag);
    if (isNil(s->tag)) tt = lt(types::universeAny);
    tag = alloc(tt);
    exprTo(s->tag, tt, tag);
  }

  // Dense integer constants: one jump.
  struct Case {
    int64_t v;
    size_t clause;
  };
  std::vector<Case> ints;
  bool table = tt && tt->isInteger();
  size_t ncases = 0;
  for (size_t i = 0; i < n && table; i++) {
    if (!s->body[i]->cases) continue;
    for (Expr* c : syntax::unpackList(s->body[i]->cases)) {
      int64_t v;
      ncases++;
      if (!smallConst(c, &v)) {
        table = false;
        break;
      }
      ints.push_back({v, i});
    }
  }
  if (table && ncases >= 5) {
    auto [lo, hi] = std::minmax_element(ints.begin(), ints.end(), [](const Case& a, const Case& b) { return a.v < b.v; });
    uint64_t span = static_cast<uint64_t>(hi->v) - static_cast<uint64_t>(lo->v);
    table = span < ncases * 4 + 8 && span < 4096;
  } else {
    table = false;
  }
  for (size_t i = 0; i < n; i++)
    if (!s->body[i]->cases) deflt = static_cast<int>(i);

  if (table) {
    int64_t lo = ints[0].v, hi = ints[0].v;
    for (auto& c : ints) {
      lo = std::min(lo, c.v);
      hi = std::max(hi, c.v);
    }
    size_t count = static_cast<size_t>(hi - lo) + 1;
    auto* d = static_cast<JumpTableDesc*>(prog_.rt.types.alloc(sizeof(JumpTableDesc) + count * sizeof(int32_t)));
    d->lo = lo;
    d->n = static_cast<uint32_t>(count);
    uint32_t at = e_.emitX(Op::JumpTable, tag, 0, 0, 0, reinterpret_cast<uint64_t>(d));
    // The distances are known once the bodies are compiled.
    TableFix fix{at, d, {}, deflt >= 0 ? bodies[static_cast<size_t>(deflt)] : end};
    fix.targets.assign(count, fix.deflt);
    for (size_t i = ints.size(); i-- > 0;) fix.targets[static_cast<size_t>(ints[i].v - lo)] = bodies[ints[i].clause];
    for (Label l : fix.targets) e_.markUsed(l);
    e_.markUsed(fix.deflt);
    tableFixes_.push_back(std::move(fix));
  } else {
    for (size_t i = 0; i < n; i++) {
      if (!s->body[i]->cases) continue;
      for (Expr* c : syntax::unpackList(s->body[i]->cases)) {
        int mk = mark();
        e_.setPos(c->pos);
        if (!s->tag) {  // switch { case cond: }
          Label no = e_.newLabel();
          cond(c, bodies[i], no, false);
          e_.bind(no);
          release(mk);
          continue;
        }
        LType* ct = isNil(c) ? tt : lt(c);
        LType* t = tt;
        if (ct->isInterface() && !tt->isInterface()) t = ct;
        int64_t k;
        if (isNil(c)) {
          e_.jump(Op::JEqImm, tag, 0, bodies[i]);
        } else if (t->isInteger() && smallConst(c, &k) && k >= -32768 && k <= 32767) {
          e_.jump(Op::JEqImm, tag, static_cast<int>(k), bodies[i]);
        } else if (t->isString()) {
          int v = exprTo(c, t);
          e_.jump(Op::JEqStr, tag, v, bodies[i]);
        } else if (t->isInteger() || t->cls == TypeClass::kPointer || t->cls == TypeClass::kBool) {
          int v = exprTo(c, t);
          e_.jump(Op::JEqI64, tag, v, bodies[i]);
        } else {
          int a = t == tt ? tag : convertTo(tag, tt, t, -1);
          if (t->isInterface() && ct->isInterface() && ct != t) {
            LType* any = lt(types::universeAny);
            a = convertTo(a, t, any, -1);
            t = any;
          }
          int v = exprTo(c, t);
          int r = allocN(1);
          compare(Operator::Eql, t, a, v, r);
          e_.jump(Op::JTrue, r, 0, bodies[i]);
        }
        release(mk);
      }
    }
    e_.jump(Op::Jump, 0, 0, deflt >= 0 ? bodies[static_cast<size_t>(deflt)] : end);
  }
  targets_.push_back({s, end, {}, false, mark()});
  Label outerFall = fallthrough_;
  for (size_t i = 0; i < n; i++) {
    e_.bind(bodies[i]);
    fallthrough_ = i + 1 < n ? bodies[i + 1] : Label{};
    block(s->body[i]->body);
    if (e_.reachable()) e_.jump(Op::Jump, 0, 0, end);
  }
  fallthrough_ = outerFall;
  targets_.pop_back();
  if (e_.used(end)) e_.bind(end);
  release(m);
}

void FuncCompiler::typeSwitch(syntax::SwitchStmt* s, syntax::TypeSwitchGuard* g) {
  LType* xt = lt(g->x);
  int x = alloc(xt);
  expr(g->x, x);
  e_.setPos(s->pos);
  bool eface = xt->cls == TypeClass::kEface;
  // The dynamic type's descriptor; nil for a nil interface.
  int word = x;
  if (!eface) {
    word = allocPtr();
    e_.emit(Op::IfaceType, word, x);
  }
  Label end = e_.newLabel();
  size_t n = s->body.size();
  int deflt = -1;
  std::vector<Label> bodies;
  for (size_t i = 0; i < n; i++) bodies.push_back(e_.newLabel());
  // Clauses whose variable has an interface type get the converted value from the test itself.
  std::vector<int> conv(n, -1);
  for (size_t i = 0; i < n; i++) {
    if (!s->body[i]->cases) continue;
    auto list = syntax::unpackList(s->body[i]->cases);
    types::Var* v = tree::asVar(s->body[i]->implicit);
    if (v && list.size() == 1 && !isNil(list[0]) && lt(list[0])->isInterface()) conv[i] = alloc(lt(list[0]));
  }
  for (size_t i = 0; i < n; i++) {
    if (!s->body[i]->cases) {
      deflt = static_cast<int>(i);
      continue;
    }
    for (Expr* c : syntax::unpackList(s->body[i]->cases)) {
      e_.setPos(c->pos);
      if (isNil(c)) {
        e_.jump(Op::JEqImm, word, 0, bodies[i]);
        continue;
      }
      LType* t = lt(c);
      if (t->isInterface()) {
        int mk = mark();
        int d = conv[i] >= 0 ? conv[i] : alloc(t);
        int ok = allocN(1);
        e_.emitX(Op::AssertIfaceOk, d, x, eface, ok, reinterpret_cast<uint64_t>(rtypeOf(t)),
                 reinterpret_cast<uint64_t>(rtypeOf(xt)));
        e_.jump(Op::JTrue, ok, 0, bodies[i]);
        release(mk);
      } else {
        e_.jumpX(Op::JTypeEq, word, 0, bodies[i], reinterpret_cast<uint64_t>(rtypeOf(t)));
      }
    }
  }
  e_.jump(Op::Jump, 0, 0, deflt >= 0 ? bodies[static_cast<size_t>(deflt)] : end);
  targets_.push_back({s, end, {}, false, mark()});
  for (size_t i = 0; i < n; i++) {
    e_.bind(bodies[i]);
    int m = mark();
    if (types::Var* v = tree::asVar(s->body[i]->implicit)) {
      e_.setPos(v->pos);
      LType* t = lt(v->type);
      Expr* only = nullptr;
      if (s->body[i]->cases) {
        auto list = syntax::unpackList(s->body[i]->cases);
        if (list.size() == 1 && !isNil(list[0])) only = list[0];
      }
      if (!only) {
        declare(v, x);
      } else if (conv[i] >= 0) {
        declare(v, conv[i]);
      } else {
        int mk = mark();
        (void)mk;
        if (t->nslots == 0) {
          declare(v);
        } else if (prog_.isDirect(t)) {
          declare(v, x + 1);
        } else {
          // unboxed straight into the variable when it lives in the frame
          int val = loadMem(x + 1, 0, t, -1, true);
          if (!boxed(v, t)) {
            vars_[v] = VarLoc{VarLoc::kSlot, val, nullptr, t};
          } else {
            declare(v, val);
          }
        }
      }
    }
    for (Stmt* b : s->body[i]->body) stmt(b);
    release(m);
    if (e_.reachable()) e_.jump(Op::Jump, 0, 0, end);
  }
  targets_.pop_back();
  if (e_.used(end)) e_.bind(end);
}

void FuncCompiler::selectStmt(syntax::SelectStmt* s) {
  int m = mark();
  size_t n = s->body.size();
  Label end = e_.newLabel();
  struct Comm {
    int chan = -1, value = -1;
    bool send = false;
    LType* ct = nullptr;
  };
  std::vector<Comm> comms(n);
  int deflt = -1;
  uint32_t ncases = 0;
  // All channels and values are evaluated once, in source order.
  for (size_t i = 0; i < n; i++) {
    syntax::SimpleStmt* c = s->body[i]->comm;
    if (!c) {
      deflt = static_cast<int>(i);
      continue;
    }
    ncases++;
    Comm& k = comms[i];
    if (auto* snd = c->as<syntax::SendStmt>()) {
      k.send = true;
      k.ct = lt(snd->chan);
      k.chan = allocPtr();
      expr(snd->chan, k.chan);
      k.value = alloc(k.ct->elem);
      exprTo(snd->value, k.ct->elem, k.value);
      continue;
    }
    Expr* rx = nullptr;
    if (auto* es = c->as<syntax::ExprStmt>()) rx = es->x;
    else rx = c->to<syntax::AssignStmt>()->rhs;
    auto* op = syntax::unparen(rx)->to<syntax::Operation>();
    k.ct = lt(op->x);
    k.chan = allocPtr();
    expr(op->x, k.chan);
    k.value = alloc(k.ct->elem);
    zero(k.value, k.ct->elem);
  }
  e_.setPos(s->pos);
  auto* d = static_cast<SelectDesc*>(prog_.rt.types.alloc(sizeof(SelectDesc) + n * sizeof(SelectCase)));
  d->ncases = ncases;
  d->block = deflt < 0;
  std::vector<size_t> clause;
  for (size_t i = 0; i < n; i++) {
    if (comms[i].chan < 0) continue;
    SelectCase& sc = d->cases[clause.size()];
    sc.dir = comms[i].send ? SelectCase::kSend : SelectCase::kRecv;
    sc.chan = static_cast<uint16_t>(comms[i].chan);
    sc.value = comms[i].ct->elem->nslots == 0 ? kNoSlot : static_cast<uint16_t>(comms[i].value);
    sc.nslots = static_cast<uint16_t>(comms[i].ct->elem->nslots);
    clause.push_back(i);
  }
  int chosen = allocN(1), ok = allocN(1);
  safepoint(e_.here());
  e_.emitX(Op::Select, chosen, ok, 0, 0, reinterpret_cast<uint64_t>(d));
  safepoint(e_.here());
  std::vector<Label> bodies;
  for (size_t i = 0; i < n; i++) bodies.push_back(e_.newLabel());
  for (size_t k = 0; k < clause.size(); k++) {
    if (k + 1 == clause.size() && deflt < 0)
      e_.jump(Op::Jump, 0, 0, bodies[clause[k]]);
    else
      e_.jump(Op::JEqImm, chosen, static_cast<int>(k), bodies[clause[k]]);
  }
  if (deflt >= 0) e_.jump(Op::Jump, 0, 0, bodies[static_cast<size_t>(deflt)]);
  targets_.push_back({s, end, {}, false, mark()});
  for (size_t i = 0; i < n; i++) {
    if (!e_.used(bodies[i])) continue;
    e_.bind(bodies[i]);
    int mk = mark();
    if (auto* a = syntax::as<syntax::AssignStmt>(s->body[i]->comm)) {
      bool def = a->op == Operator::Def;
      auto lhs = syntax::unpackList(a->lhs);
      LType* et = comms[i].ct->elem;
      extend(comms[i].value, et);
      LType* bt = lt(types::Typ[types::BasicKind::Bool]);
      for (Expr* l : lhs) {
        if (!declares(l, def)) continue;
        types::Var* v = tree::asVar(syntax::as<Name>(l)->obj);
        declare(v);
      }
      // declare() made the cell already: plain stores from here on
      for (size_t j = 0; j < lhs.size(); j++) {
        auto* name = syntax::as<Name>(syntax::unparen(lhs[j]));
        if (name && name->sym->blank) continue;
        int mm = mark();
        Place p = place(lhs[j]);
        int v = convertTo(j == 0 ? comms[i].value : ok, j == 0 ? et : bt, p.type, -1);
        store(p, v);
        release(mm);
      }
    }
    for (Stmt* b : s->body[i]->body) stmt(b);
    release(mk);
    if (e_.reachable()) e_.jump(Op::Jump, 0, 0, end);
  }
  targets_.pop_back();
  if (e_.used(end)) e_.bind(end);
  else if (n > 0) e_.setReachable(false);
  release(m);
}

}  // namespace vole::vm
