// This file compiles range over functions. The loop's body becomes a function of its own, yield; what the body does beyond
// continuing is told to the enclosing function through a control object on the heap, shared by all nested bodies of one
// function:
//
//   word 0        code: 0 go on, -1 return, k > 0 exit number k (break, continue or goto to a statement outside)
//   word 1        the token of the function's defer list, for defer statements in bodies
//   word 2...     the results of a return statement, in slots
//
// and through one state word per loop (an object of one word): 0 ready, 1 the body runs, 2 done. yield called after the
// loop has ended, or while its body runs, panics as Go does.
#include "frontend/base/constant.h"
#include "runtime/runtime.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

namespace {
constexpr int kCode = 0, kToken = 8, kResults = 16;
const char* const kPanicDone = "range function continued iteration after function for loop body returned false";
const char* const kPanicExit = "range function continued iteration after whole loop exit";
const char* const kPanicBody = "range function continued iteration after loop body panic";
}  // namespace

// The control object of this function, made at its first loop. Its slot belongs to the function's outermost block only
// when made there, so every use asks for it again.
int FuncCompiler::controlObject() {
  if (unit_.kind == Unit::kRangeBody) return control_;
  std::vector<bool> words{false, true};
  for (types::Var* v : types::tupleVars(sig_->results)) {
    auto p = ptrWords(lt(v->type));
    words.insert(words.end(), p.begin(), p.end());
  }
  auto* t = prog_.rt.types.memoryType(words.size() * 8, 8, words, "range control");
  int s = allocPtr();
  e_.emitX(Op::New, s, 0, 0, 0, reinterpret_cast<uint64_t>(t));
  if (hasDefer_) {
    int m = mark();
    int tok = allocPtr();
    e_.emit(Op::DeferToken, tok);
    defersInLoop_ = true;
    e_.emit(Op::StorePtr, s, tok, kToken);
    release(m);
  }
  return s;
}

int FuncCompiler::deferToken() {
  int tok = allocPtr();
  e_.emit(Op::Load64, tok, control_, kToken);
  return tok;
}

void FuncCompiler::rangeFunc(syntax::ForStmt* s, syntax::RangeClause* rc, LType* t) {
  auto* sig = t->under->to<types::Signature>();
  auto* yieldSig = types::coreType(types::tupleVars(sig->params)[0]->type)->to<types::Signature>();
  std::vector<LType*> params;
  for (types::Var* v : types::tupleVars(yieldSig->params)) params.push_back(lt(v->type));

  int fn = allocPtr();
  expr(rc->x, fn);
  int ctl = allocPtr();
  int made = controlObject();
  e_.emit(Op::Mov, ctl, made);
  int state = allocPtr();
  std::vector<bool> w{false};
  auto* st = prog_.rt.types.memoryType(8, 8, w, "range state");
  e_.emitX(Op::New, state, 0, 0, 0, reinterpret_cast<uint64_t>(st));

  VOLE_ASSERT(!expansion_, "a range over a function is too dear to be inlined");
  rt::FuncInfo*& fi = unit_.lits[{inlined_, s}];
  if (!fi) fi = prog_.rangeBodyInfo(unit_, s, body(), params);
  // The body is compiled now rather than when it first runs: its exits must be known here.
  int clo = makeClosure(s, fi, facts_->of(s).captures, {{ctl, true}, {state, true}}, -1);
  if (!prog_.compile(fi)) {
    failed_ = true;
    return;
  }

  int win = beginWindow();
  allocN(1);
  e_.emit(Op::Mov, win, clo);
  setPointer(win, true);
  Callee c;
  c.kind = Callee::kClosure;
  c.slot = fn;
  c.sig = sig;
  e_.setPos(rc->pos);
  emitCall(c, win, 1);
  // The loop is over: later calls of yield panic.
  int over = constInt(3);
  e_.emit(Op::Store64, state, over, 0);

  int code = allocN(1);
  e_.emit(Op::Load64, code, ctl, kCode);
  Label done = e_.newLabel();
  e_.jump(Op::JEqImm, code, 0, done);
  if (unit_.kind == Unit::kRangeBody) {
    // Exits that belong to this body are taken here; the rest is handed on.
    dispatchExits(code, ctl);
    int f = constInt(0);
    storeState(2);
    emitRet(f, 1);
  } else {
    dispatchExits(code, ctl);
    // a return statement
    if (resultSlots_ > 0 || !results_.empty()) {
      int off = kResults;
      for (size_t i = 0; i < resultLocs_.size(); i++) {
        LType* rt = resultLocs_[i].type;
        ensureResult(i);
        int m = mark();
        int v = alloc(rt);
        loadRaw(ctl, off, v, static_cast<int>(rt->slots()));
        storeResult(i, v);
        release(m);
        off += 8 * static_cast<int>(rt->slots());
      }
    }
    emitReturn();
  }
  e_.bind(done);
}

// Results of functions with unnamed results and no defer have no slots of their own yet.
void FuncCompiler::ensureResult(size_t i) {
  VarLoc& l = resultLocs_[i];
  if (l.kind == VarLoc::kSlot && l.slot == 0 && !resultHasSlot(i)) {
    l.slot = alloc(l.type);
    lateResults_.push_back(static_cast<int>(i));
  }
}

bool FuncCompiler::resultHasSlot(size_t i) const {
  if (hasDefer_) return true;
  for (int k : lateResults_)
    if (k == static_cast<int>(i)) return true;
  types::Var* v = results_[i];
  return v->name && !v->name->str().empty();
}

types::Signature* FuncCompiler::homeSig() {
  if (unit_.kind != Unit::kRangeBody) return sig_;
  Unit* h = unit_.home;
  if (h->kind == Unit::kLit) return types::under(h->lit->type)->to<types::Signature>();
  return h->func->sig();
}

std::vector<const syntax::Node*>& FuncCompiler::exitsOf() {
  return unit_.kind == Unit::kRangeBody ? unit_.home->exits : unit_.exits;
}

// Jumps for those exit codes whose target is in this unit.
void FuncCompiler::dispatchExits(int code, int ctl) {
  auto& exits = exitsOf();
  for (size_t k = 0; k < exits.size(); k++) {
    auto* b = static_cast<const syntax::BranchStmt*>(exits[k]);
    Label target{};
    if (unit_.kind == Unit::kRangeBody && b->target == unit_.loop) {
      // break or continue of the loop whose body this is, from a nested body: it ends here.
      Label next = e_.newLabel();
      e_.jump(Op::JNeImm, code, static_cast<int>(k) + 1, next);
      int m = mark();
      int z = constInt(0);
      e_.emit(Op::Store64, ctl, z, kCode);
      release(m);
      if (b->tok == syntax::Token::Break) leaveBody(0);
      else e_.jump(Op::Jump, 0, 0, bodyEnd_);
      e_.bind(next);
      continue;
    }
    if (b->tok == syntax::Token::Goto) {
      auto* l = syntax::as<syntax::LabeledStmt>(static_cast<syntax::Node*>(b->target));
      if (!ownsLabel(l)) continue;
      auto it = labels_.find(l);
      if (it == labels_.end()) it = labels_.emplace(l, e_.newLabel()).first;
      target = it->second;
    } else {
      bool found = false;
      for (size_t i = targets_.size(); i-- > 0 && !found;)
        if (targets_[i].stmt == b->target) {
          target = b->tok == syntax::Token::Break ? targets_[i].brk : targets_[i].cont;
          found = true;
        }
      if (!found) continue;
    }
    Label next = e_.newLabel();
    e_.jump(Op::JNeImm, code, static_cast<int>(k) + 1, next);
    int m = mark();
    int z = constInt(0);
    e_.emit(Op::Store64, ctl, z, kCode);
    release(m);
    if (e_.bound(target)) jumpBack(target);
    else e_.jump(Op::Jump, 0, 0, target);
    e_.bind(next);
  }
}

void FuncCompiler::storeState(int v) {
  if (state_ < 0) return;
  int m = mark();
  int s = constInt(v);
  e_.emit(Op::Store64, state_, s, 0);
  release(m);
}

// Leaves the body with a code for the enclosing functions; the loop ends.
void FuncCompiler::leaveBody(int code) {
  int m = mark();
  if (code != 0) {
    int c = constInt(code);
    e_.emit(Op::Store64, control_, c, kCode);
  }
  storeState(2);
  int f = constInt(0);
  emitRet(f, 1);
  release(m);
}

// break, continue or goto whose target lies outside the body.
void FuncCompiler::rangeExit(syntax::BranchStmt* s) {
  VOLE_ASSERT(unit_.kind == Unit::kRangeBody, "a branch leaves its function only from a range-over-func body");
  if (s->target == unit_.loop) {
    if (s->tok == syntax::Token::Break) {
      leaveBody(0);
    } else {  // continue: the label at the body's end
      e_.jump(Op::Jump, 0, 0, bodyEnd_);
    }
    return;
  }
  auto& exits = exitsOf();
  exits.push_back(s);
  leaveBody(static_cast<int>(exits.size()));
}

void FuncCompiler::rangeReturn(syntax::ReturnStmt* s) {
  int m = mark();
  e_.setPos(s->pos);
  auto home = types::tupleVars(homeSig()->results);
  std::vector<LType*> ts;
  for (types::Var* v : home) ts.push_back(lt(v->type));
  int off = kResults;
  auto put = [&](int slot, LType* t) {
    captureSlots(control_, off, slot, ptrWords(t));
    off += 8 * static_cast<int>(t->slots());
  };
  if (!s->results) {
    // named results: they are captured variables here
    for (size_t i = 0; i < ts.size(); i++) {
      int mk = mark();
      auto it = vars_.find(home[i]);
      if (it != vars_.end()) {
        put(load(placeOfVar(home[i])), ts[i]);
      } else {
        int z = alloc(ts[i]);
        zero(z, ts[i]);
        put(z, ts[i]);
      }
      release(mk);
    }
  } else {
    auto list = syntax::unpackList(s->results);
    if (list.size() == 1 && ts.size() > 1) {
      auto* c = syntax::unparen(list[0])->to<syntax::CallExpr>();
      int r = call(c);
      size_t i = 0;
      for (types::Var* v : types::tupleVars(sigOf(c->fun)->results)) {
        LType* from = lt(v->type);
        int mk = mark();
        put(convertTo(r, from, ts[i], -1), ts[i]);
        release(mk);
        r += static_cast<int>(from->slots());
        i++;
      }
    } else {
      std::vector<int> at;
      for (size_t i = 0; i < list.size(); i++) {
        int d = alloc(ts[i]);
        exprTo(list[i], ts[i], d);
        at.push_back(d);
      }
      for (size_t i = 0; i < list.size(); i++) put(at[i], ts[i]);
    }
  }
  leaveBody(-1);
  release(m);
}

// Is the labelled statement part of this unit's own body?
bool FuncCompiler::ownsLabel(const syntax::LabeledStmt* l) {
  if (!l) return true;
  if (!labelsCollected_) {
    labelsCollected_ = true;
    syntax::Node* root = nullptr;
    if (unit_.kind == Unit::kFunc) root = unit_.decl->body;
    else if (unit_.kind == Unit::kLit) root = unit_.lit->body;
    else if (unit_.kind == Unit::kRangeBody) root = unit_.loop->body;
    if (root) {
      syntax::inspect(root, [&](syntax::Node* n) {
        if (n->is<syntax::FuncLit>()) return false;
        if (auto* f = n->as<syntax::ForStmt>(); f && f != unit_.loop && facts_->isRangeFunc(f)) return false;
        if (auto* ls = n->as<syntax::LabeledStmt>()) ownLabels_.push_back(ls);
        return true;
      });
    }
  }
  for (auto* x : ownLabels_)
    if (x == l) return true;
  return false;
}

// The body as the function yield(params) bool.
void FuncCompiler::rangeBodyUnit() {
  syntax::ForStmt* loop = unit_.loop;
  auto* rc = loop->init->to<syntax::RangeClause>();
  e_.setPos(loop->pos);
  stackCheck();
  sig_ = homeSig();
  std::vector<int> at;
  for (LType* t : unit_.loopParams) at.push_back(param(t));
  paramSlots_ = top_;
  resultSlots_ = 1;
  loadCaptures();
  declareFrameObjects();
  control_ = allocPtr();
  e_.emit(Op::Load64, control_, closure_, hiddenOff_);
  state_ = allocPtr();
  e_.emit(Op::Load64, state_, closure_, hiddenOff_ + 8);

  // May the body run?
  Label ok = e_.newLabel(), running = e_.newLabel(), done = e_.newLabel();
  {
    int m = mark();
    int st = allocN(1);
    e_.emit(Op::Load64, st, state_, 0);
    e_.jump(Op::JEqImm, st, 0, ok);
    e_.jump(Op::JEqImm, st, 1, running);
    e_.jump(Op::JEqImm, st, 2, done);
    e_.emitX(Op::PanicText, 0, 0, 0, 0, reinterpret_cast<uint64_t>(kPanicExit));
    e_.bind(running);
    e_.emitX(Op::PanicText, 0, 0, 0, 0, reinterpret_cast<uint64_t>(kPanicBody));
    e_.bind(done);
    e_.emitX(Op::PanicText, 0, 0, 0, 0, reinterpret_cast<uint64_t>(kPanicDone));
    e_.bind(ok);
    release(m);
  }
  initGuards(nullptr);
  storeState(1);
  bodyEnd_ = e_.newLabel();
  for (size_t i = 0; i < at.size(); i++) rangeAssign(rc, static_cast<int>(i), at[i], unit_.loopParams[i]);
  block(loop->body->list);
  e_.bind(bodyEnd_);
  storeState(0);
  int one = constInt(1);
  emitRet(one, 1);
}

}  // namespace vole::vm
