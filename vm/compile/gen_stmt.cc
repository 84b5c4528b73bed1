// This file compiles statements: blocks, declarations, if, for, labels and branches, return, go and defer.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

using syntax::NodeKind;

void FuncCompiler::block(const List<Stmt*>& l) {
  int m = mark();
  for (Stmt* s : l) stmt(s);
  release(m);
}

void FuncCompiler::stmt(Stmt* s) {
  if (!s || failed_) return;
  if (++depth_ > 4000) {
    fail(s->pos, "statement is nested too deeply");
    depth_--;
    return;
  }
  struct Depth {
    int& d;
    ~Depth() { d--; }
  } guard{depth_};
  e_.setPos(s->pos);
  switch (s->kind) {
    case NodeKind::EmptyStmt: break;
    case NodeKind::ExprStmt: effect(s->to<syntax::ExprStmt>()->x); break;
    case NodeKind::SendStmt: {
      auto* n = s->to<syntax::SendStmt>();
      int m = mark();
      LType* ct = lt(n->chan);
      int c = expr(n->chan);
      int v = exprTo(n->value, ct->elem);
      e_.setPos(s->pos);
      safepoint(e_.here());
      e_.emitX(Op::Send, 0, c, v, 0, reinterpret_cast<uint64_t>(rtypeOf(ct)));
      safepoint(e_.here());
      release(m);
      break;
    }
    case NodeKind::AssignStmt: {
      int m = mark();
      auto* a = s->to<syntax::AssignStmt>();
      if (a->op == Operator::None || a->op == Operator::Def) {
        simpleAssign(a);  // declared variables stay allocated
      } else {
        assignOp(a);
        release(m);
      }
      break;
    }
    case NodeKind::DeclStmt:
      for (syntax::Decl* d : s->to<syntax::DeclStmt>()->declList)
        if (auto* v = d->as<syntax::VarDecl>()) varDecl(v);
      break;
    case NodeKind::BlockStmt: block(s->to<syntax::BlockStmt>()->list); break;
    case NodeKind::LabeledStmt: {
      auto* l = s->to<syntax::LabeledStmt>();
      auto it = labels_.find(l);
      Label lab = it != labels_.end() ? it->second : (labels_[l] = e_.newLabel());
      e_.bind(lab);
      // A goto may come from below: a place where a yield can resume.
      safepoint(e_.here());
      stmt(l->stmt);
      break;
    }
    case NodeKind::BranchStmt: branchStmt(s->to<syntax::BranchStmt>()); break;
    case NodeKind::CallStmt: goDefer(s->to<syntax::CallStmt>()); break;
    case NodeKind::ReturnStmt: returnStmt(s->to<syntax::ReturnStmt>()); break;
    case NodeKind::IfStmt: ifStmt(s->to<syntax::IfStmt>()); break;
    case NodeKind::ForStmt: forStmt(s->to<syntax::ForStmt>()); break;
    case NodeKind::SwitchStmt: switchStmt(s->to<syntax::SwitchStmt>()); break;
    case NodeKind::SelectStmt: selectStmt(s->to<syntax::SelectStmt>()); break;
    default: VOLE_UNREACHABLE("unknown statement");
  }
}

// Storage for a new variable. initSlot >= 0: its first value lies there; otherwise zero.
void FuncCompiler::declare(types::Var* v, int initSlot, Expr* init) {
  if (prog_.isGlobal(v)) return declareGlobal(v, initSlot, init);
  LType* t = lt(v->type);
  VarLoc l;
  l.type = t;
  if (facts_->boxed(v) || tooLarge(t)) {
    l.kind = VarLoc::kBoxed;
    // The cell is made after the value: x := f(x) with an outer x.
    int slot = allocPtr();
    int m = mark();
    if (init && t->isAggregate() && tooLarge(t)) {
      Expr* r = syntax::unparen(init);
      if (auto* lit = r->as<syntax::CompositeLit>()) {
        addressLit(lit, t, slot);
        l.slot = slot;
        vars_[v] = l;
        release(m);
        return;
      }
      if (isPlaceExpr(r)) {
        int from = addressOf(place(r, false));
        newObject(v, t, slot);
        e_.emitX(Op::CopyTyped, slot, from, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
        l.slot = slot;
        vars_[v] = l;
        release(m);
        return;
      }
    }
    int val = init ? exprTo(init, t) : initSlot;
    newObject(v, t, slot);
    l.slot = slot;
    if (val >= 0 && t->nslots) storeMem(slot, 0, val, t);
    release(m);
  } else {
    l.kind = VarLoc::kSlot;
    l.slot = alloc(t);
    if (init)
      exprTo(init, t, l.slot);
    else if (initSlot >= 0)
      move(l.slot, initSlot, t);
    else
      zero(l.slot, t);
  }
  vars_[v] = l;
}

// A variable of a session's statements: its memory is the package's, and zero.
void FuncCompiler::declareGlobal(types::Var* v, int initSlot, Expr* init) {
  int m = mark();
  Place p = placeOfVar(v);
  if (init && copyLarge(init, p, init->pos)) {
    release(m);
    return;
  }
  if (init) initSlot = exprTo(init, p.type);
  if (initSlot >= 0) store(p, initSlot);
  release(m);
}

void FuncCompiler::varDecl(syntax::VarDecl* d) {
  auto names = d->nameList;
  if (!d->values) {
    for (Name* n : names)
      if (!n->sym->blank) declare(tree::asVar(n->obj));
    return;
  }
  auto vals = syntax::unpackList(d->values);
  if (vals.size() == names.size()) {
    if (names.size() == 1) {
      e_.setPos(names[0]->pos);
      if (names[0]->sym->blank) {
        int m = mark();
        types::Var* v = tree::asVar(names[0]->obj);
        if (v) exprTo(vals[0], lt(v->type));
        else expr(vals[0]);
        release(m);
      } else {
        declare(tree::asVar(names[0]->obj), -1, vals[0]);
      }
      return;
    }
    std::vector<int> tmp;
    std::vector<types::Var*> vs;
    for (size_t i = 0; i < names.size(); i++) {
      types::Var* v = tree::asVar(names[i]->obj);
      vs.push_back(v);
      if (v) {
        LType* t = lt(v->type);
        int s = alloc(t);
        exprTo(vals[i], t, s);
        tmp.push_back(s);
      } else {
        expr(vals[i]);
        tmp.push_back(-1);
      }
    }
    for (size_t i = 0; i < names.size(); i++)
      if (!names[i]->sym->blank && vs[i]) declare(vs[i], tmp[i]);
    return;
  }
  std::vector<Expr*> lhs(names.begin(), names.end());
  assignTuple(List<Expr*>{lhs.data(), static_cast<uint32_t>(lhs.size())}, vals[0], true);
}

void FuncCompiler::ifStmt(syntax::IfStmt* s) {
  int m = mark();
  if (s->init) stmt(s->init);
  Label yes = e_.newLabel(), no = e_.newLabel(), end = e_.newLabel();
  Expr* c = syntax::unparen(s->cond);
  if (c->constVal) {
    // Only the arm that is taken is compiled, but labels inside the other may be targets: Go forbids jumps into blocks.
    if (constant::boolVal(c->constVal)) block(s->then->list);
    else if (s->els) stmt(s->els);
    release(m);
    return;
  }
  cond(c, yes, no, true);
  e_.bind(yes);
  block(s->then->list);
  if (s->els) {
    if (e_.reachable()) e_.jump(Op::Jump, 0, 0, end);
    e_.bind(no);
    stmt(s->els);
    if (e_.used(end)) e_.bind(end);
  } else {
    e_.bind(no);
  }
  release(m);
}

void FuncCompiler::jumpBack(Label l) {
  uint32_t at = e_.here();
  e_.jump(Op::JumpBack, 0, 0, l);
  safepoint(at);
}

// Since Go 1.22 each iteration has its own copy of the loop variables; it shows only where they are boxed.
void FuncCompiler::copyLoopVars(const std::vector<types::Var*>& vars) {
  for (types::Var* v : vars) {
    VarLoc& l = vars_[v];
    // In the frame: no pointer to this iteration's variable outlives the iteration.
    if (l.kind != VarLoc::kBoxed || inFrame(v)) continue;
    int m = mark();
    int val = loadMem(l.slot, 0, l.type, -1, true);
    e_.allocates(v);
    newObject(l.type, l.slot);
    if (l.type->nslots) storeMem(l.slot, 0, val, l.type);
    release(m);
  }
}

void FuncCompiler::forStmt(syntax::ForStmt* s) {
  if (auto* rc = syntax::as<syntax::RangeClause>(s->init)) return rangeStmt(s, rc);
  int m = mark();
  std::vector<types::Var*> loopVars;
  if (s->init) {
    stmt(s->init);
    auto* def = syntax::as<syntax::AssignStmt>(s->init);
    if (def && def->op == Operator::Def && prog_.perIterationVars(pkg_)) {
      auto l = syntax::unpackList(def->lhs);
      for (Expr* x : l)
        if (auto* n = syntax::as<Name>(x); n && n->obj && !n->sym->blank) loopVars.push_back(tree::asVar(n->obj));
    }
  }
  // A constant or variable bound of `for ...; i < n; i++` becomes an operand of one instruction.
  Label body = e_.newLabel(), cont = e_.newLabel(), end = e_.newLabel();
  int forVar = -1, forBound = -1;
  bool le = false;
  auto* c = syntax::as<syntax::Operation>(syntax::unparen(s->cond));
  auto* post = syntax::as<syntax::AssignStmt>(s->post);
  if (c && c->y && (c->op == Operator::Lss || c->op == Operator::Leq) && post && post->op == Operator::Add && !post->rhs) {
    int v, pv;
    LType* t = lt(c->x);
    if (t->isInteger() && t->size == 8 && t->cls == TypeClass::kInt && isVarInSlot(c->x, &v) &&
        isVarInSlot(post->lhs, &pv) && v == pv) {
      int b = -1;
      if (c->y->constVal) {
        b = alloc(t);
        exprTo(c->y, t, b);
      } else if (isVarInSlot(c->y, &b)) {
        // the variable's own slot: changes inside the loop are seen
      } else if (auto* lc = syntax::as<syntax::CallExpr>(syntax::unparen(c->y));
                 lc && tree::builtinId(syntax::unparen(lc->fun)) == static_cast<int>(types::BuiltinId::Len)) {
        // len(s) of a variable: its second slot
        int sv;
        LType* at = lt(lc->argList[0]);
        if ((at->cls == TypeClass::kSlice || at->isString()) && isVarInSlot(lc->argList[0], &sv)) b = sv + 1;
      }
      if (b >= 0) {
        forVar = v;
        forBound = b;
        le = c->op == Operator::Leq;
      }
    }
  }
  targets_.push_back({s, end, cont, true, mark()});
  if (s->cond) {
    if (forVar >= 0) {
      e_.setPos(s->cond->pos);
      // skip the loop when the condition fails at once
      if (le)
        e_.jump(Op::JLtI64, forBound, forVar, end);
      else
        e_.jump(Op::JLeI64, forBound, forVar, end);
    } else {
      Label go = e_.newLabel();
      cond(s->cond, go, end, true);
      e_.bind(go);
    }
  }
  e_.bind(body);
  safepoint(e_.here());
  block(s->body->list);
  if (e_.reachable() || e_.used(cont)) {
    e_.bind(cont);
    copyLoopVars(loopVars);
    if (forVar >= 0) {
      e_.setPos(s->cond->pos);
      uint32_t at = e_.here();
      e_.jump(le ? Op::ForLeI64 : Op::ForLtI64, forVar, forBound, body);
      safepoint(at);
    } else {
      if (s->post) stmt(s->post);
      if (s->cond)
        condLoop(s->cond, body, end);
      else
        jumpBack(body);
    }
  }
  targets_.pop_back();
  if (e_.used(end) || e_.reachable()) e_.bind(end);
  release(m);
}

void FuncCompiler::branchStmt(syntax::BranchStmt* s) {
  switch (s->tok) {
    case syntax::Token::Break:
    case syntax::Token::Continue: {
      bool isBreak = s->tok == syntax::Token::Break;
      for (size_t i = targets_.size(); i-- > 0;) {
        if (targets_[i].stmt != s->target) continue;
        e_.jump(Op::Jump, 0, 0, isBreak ? targets_[i].brk : targets_[i].cont);
        return;
      }
      rangeExit(s);  // a loop of an enclosing function whose iterator runs this body
      return;
    }
    case syntax::Token::Goto: {
      auto* l = syntax::as<syntax::LabeledStmt>(s->target);
      if (!expansion_ && !ownsLabel(l)) {
        rangeExit(s);
        return;
      }
      auto it = labels_.find(l);
      if (it == labels_.end()) it = labels_.emplace(l, e_.newLabel()).first;
      if (e_.bound(it->second))
        jumpBack(it->second);
      else
        e_.jump(Op::Jump, 0, 0, it->second);
      return;
    }
    case syntax::Token::Fallthrough:
      VOLE_ASSERT(fallthrough_.id >= 0, "fallthrough stands in a switch clause");
      e_.jump(Op::Jump, 0, 0, fallthrough_);
      return;
    default: VOLE_UNREACHABLE("branch statement");
  }
}

// Return with n result slots at src.
void FuncCompiler::emitRet(int src, int n) {
  if (expansion_) {
    moveSlots(expansion_->results, src, n);
    e_.jump(Op::Jump, 0, 0, expansion_->end);
    return;
  }
  switch (n) {
    case 0: e_.emit(Op::Ret); break;
    case 1: e_.emit(Op::Ret1, 0, src); break;
    case 2: e_.emit(Op::Ret2, 0, src); break;
    case 3: e_.emit(Op::Ret3, 0, src); break;
    default: e_.emit(Op::RetN, 0, src, n);
  }
}

// Returns what the result variables hold.
void FuncCompiler::emitReturn() {
  if (hasDefer_) {
    e_.jump(Op::Jump, 0, 0, epilogue_);
    return;
  }
  loadResultsAndRet();
}

void FuncCompiler::loadResultsAndRet() {
  if (results_.empty() || resultSlots_ == 0) {
    emitRet(0, 0);
    return;
  }
  bool inPlace = expansion_ != nullptr;  // the result variables of an expanded body are where its results go
  for (VarLoc& l : resultLocs_) inPlace &= l.kind == VarLoc::kSlot;
  if (inPlace) return emitRet(expansion_->results, resultSlots_);
  int m = mark();
  if (results_.size() == 1) {
    VarLoc& l = resultLocs_[0];
    int v = l.kind == VarLoc::kSlot ? l.slot : loadMem(l.slot, 0, l.type, -1, true);
    emitRet(v, resultSlots_);
  } else {
    int base = -1;
    for (VarLoc& l : resultLocs_) {
      int d = alloc(l.type);
      if (base < 0) base = d;
      if (l.kind == VarLoc::kSlot) move(d, l.slot, l.type);
      else loadMem(l.slot, 0, l.type, d, true);
    }
    emitRet(base, resultSlots_);
  }
  release(m);
}

void FuncCompiler::storeResult(size_t i, int src) {
  VarLoc& l = resultLocs_[i];
  if (l.kind == VarLoc::kSlot) move(l.slot, src, l.type);
  else if (l.type->nslots) storeMem(l.slot, 0, src, l.type);
}

void FuncCompiler::returnStmt(syntax::ReturnStmt* s) {
  if (unit_.kind == Unit::kRangeBody && !expansion_) return rangeReturn(s);
  int m = mark();
  e_.setPos(s->pos);
  if (!expansion_) returns_++;
  if (!s->results) {
    emitReturn();
    return;
  }
  auto list = syntax::unpackList(s->results);
  std::vector<LType*> types;
  for (types::Var* v : types::tupleVars(sig_->results)) types.push_back(lt(v->type));
  bool anyBoxed = false;
  for (VarLoc& l : resultLocs_) anyBoxed |= l.kind == VarLoc::kBoxed;
  bool direct = !hasDefer_ && !anyBoxed;
  if (list.size() == 1 && types.size() == 1) {
    int v = exprTo(list[0], types[0]);
    e_.setPos(s->pos);
    if (direct) {
      emitRet(v, static_cast<int>(types[0]->slots()));
    } else {
      storeResult(0, v);
      emitReturn();
    }
    release(m);
    return;
  }
  int base = -1;
  std::vector<int> at;
  if (list.size() == 1) {  // return f()
    auto* c = syntax::unparen(list[0])->to<syntax::CallExpr>();
    int r = call(c);
    std::vector<LType*> from;
    bool same = true;
    size_t i = 0;
    for (types::Var* v : types::tupleVars(sigOf(c->fun)->results)) {
      from.push_back(lt(v->type));
      same = same && (from.back() == types[i] || !types[i]->isInterface());
      i++;
    }
    if (same) {
      base = r;
      for (LType* t : types) {
        at.push_back(r);
        r += static_cast<int>(t->slots());
      }
    } else {
      for (i = 0; i < types.size(); i++) {
        int d = alloc(types[i]);
        if (base < 0) base = d;
        convertTo(r, from[i], types[i], d);
        at.push_back(d);
        r += static_cast<int>(from[i]->slots());
      }
    }
  } else {
    // consecutive slots first, so that every operand is evaluated before a result variable changes
    for (LType* t : types) {
      int d = alloc(t);
      if (base < 0) base = d;
      at.push_back(d);
    }
    for (size_t i = 0; i < list.size(); i++) {
      int mk = mark();
      exprTo(list[i], types[i], at[i]);
      release(mk);
    }
  }
  e_.setPos(s->pos);
  if (direct) {
    emitRet(base < 0 ? 0 : base, resultSlots_);
  } else {
    for (size_t i = 0; i < types.size(); i++) storeResult(i, at[i]);
    emitReturn();
  }
  release(m);
}

void FuncCompiler::goDefer(syntax::CallStmt* s) {
  int m = mark();
  int c = deferredCall(s);
  e_.setPos(s->pos);
  if (c >= 0) {
    if (s->tok == syntax::Token::Go) {
      e_.emit(Op::Go, 0, c);
    } else if (unit_.kind == Unit::kRangeBody) {
      e_.emit(Op::DeferAt, 0, c, deferToken());
    } else {
      e_.emit(Op::Defer, 0, c);
      defers_++;
      for (const Target& t : targets_) defersInLoop_ |= t.hasCont;
    }
  }
  release(m);
}

}  // namespace vole::vm
