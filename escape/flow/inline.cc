// This file decides what can be inlined, by gc's measure (80 nodes), and inlines.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "escape/flow/graph.h"
#include "escape/ir/irtype.h"
#include "frontend/base/constant.h"
#include "frontend/base/intern.h"
#include "frontend/base/source.h"
#include "frontend/types/predicates.h"

namespace vole::escape {

using namespace types;

namespace {

// The checks that an iterator function keeps to its loop are calls, two for a loop at least.
constexpr int kBudget = 80, kCallCost = 57, kRangeFuncCost = 2 * kCallCost, kBigFunctionNodes = 5000, kBigFunctionMaxCost = 20;

// Functions that gc replaces by instructions: they cost like any node and are not inlined.
constexpr std::string_view kIntrinsics[] = {
    "math.Ceil", "math.FMA", "math.Floor", "math.RoundToEven", "math.Sqrt", "math.Trunc", "math/big.mulWW",
    "math/bits.Add", "math/bits.Add64", "math/bits.Div", "math/bits.Div64", "math/bits.Len", "math/bits.Len16", "math/bits.Len32",
    "math/bits.Len64", "math/bits.Len8", "math/bits.Mul", "math/bits.Mul64", "math/bits.OnesCount", "math/bits.OnesCount16",
    "math/bits.OnesCount32", "math/bits.OnesCount64", "math/bits.ReverseBytes32", "math/bits.ReverseBytes64", "math/bits.RotateLeft",
    "math/bits.RotateLeft16", "math/bits.RotateLeft32", "math/bits.RotateLeft64", "math/bits.RotateLeft8", "math/bits.Sub",
    "math/bits.Sub64", "math/bits.TrailingZeros16", "math/bits.TrailingZeros32", "math/bits.TrailingZeros64",
    "math/bits.TrailingZeros8", "runtime.KeepAlive", "runtime.getcallerpc", "runtime.getcallersp", "runtime.getclosureptr",
    "runtime.mulUintptr", "runtime.slicebytetostringtmp", "runtime/internal/math.Mul64", "runtime/internal/math.MulUintptr",
    "sync.runtime_LoadAcquintptr", "sync.runtime_StoreReluintptr",
};
constexpr std::string_view kIntrinsicFamilies[] = {  // package, then all names that begin so
    "runtime/internal/atomic.And", "runtime/internal/atomic.Cas", "runtime/internal/atomic.Load", "runtime/internal/atomic.Or",
    "runtime/internal/atomic.Store", "runtime/internal/atomic.Xadd", "runtime/internal/atomic.Xchg", "runtime/internal/sys.Bswap",
    "runtime/internal/sys.Ctz", "runtime/internal/sys.Len64", "runtime/internal/sys.Len8", "runtime/internal/sys.OnesCount64",
    "runtime/internal/sys.Prefetch", "runtime/internal/sys.TrailingZeros64", "runtime/internal/sys.TrailingZeros8",
    "sync/atomic.AddInt", "sync/atomic.AddUint", "sync/atomic.CompareAndSwapInt", "sync/atomic.CompareAndSwapUint",
    "sync/atomic.LoadInt", "sync/atomic.LoadUint", "sync/atomic.LoadPointer", "sync/atomic.StoreInt", "sync/atomic.StoreUint",
    "sync/atomic.SwapInt", "sync/atomic.SwapUint",
};

bool isIntrinsicName(std::string_view s) {
  for (std::string_view k : kIntrinsics)
    if (s == k) return true;
  for (std::string_view k : kIntrinsicFamilies)
    if (s.starts_with(k)) return true;
  return false;
}

bool isIntrinsicCall(Node* n) {
  Name* m = asName(n->x);
  if (!m || m->cls != Class::Func || !m->fn || !m->fn->obj || m->fn->recv || !m->fn->pkg) return false;
  std::string_view path = m->fn->pkg->path;
  if (!path.starts_with("math") && !path.starts_with("runtime") && !path.starts_with("sync")) return false;
  return isIntrinsicName(std::string(path) + "." + std::string(m->text));
}

bool isBoolLit(const Node* n) { return n && n->op == Op::Literal && n->val && n->val->kind() == ConstKind::Bool; }

// The function a callee is statically known to be.
Fn* inlCallee(World& w, Node* x, Sink* sink) {
  Node* v = staticValue(x);
  if (v->op == Op::MethExpr) {
    if (!v->fn || !v->fn->recv || !v->x->type || !identical(v->fn->recv->type, v->x->type)) return nullptr;
    return v->fn;
  }
  if (Name* m = asName(v)) return m->cls == Class::Func ? m->fn : nullptr;
  if (v->op == Op::Closure) {
    canInline(w, v->fn, sink);
    return v->fn;
  }
  return nullptr;
}

// Visits a body and adds up what it costs.
class Hairy {
 public:
  Hairy(World& w, Sink* sink) : w_(w), sink_(sink), level_(sink ? sink->level : 0) {}

  int budget = kBudget;
  std::string reason;
  std::unordered_set<Name*> used;

  bool tooHairy(Fn* fn) {
    if (list(fn->body)) return true;
    if (budget < 0) {
      reason = fmt::format("function too complex: cost {} exceeds budget {}", kBudget - budget, kBudget);
      return true;
    }
    return false;
  }

 private:
  World& w_;
  Sink* sink_;
  int level_;

  bool list(const Nodes& l) {
    for (Node* n : l)
      if (n && visit(n)) return true;
    return false;
  }

  bool visit(Node* n) {
    if (!n) return false;
    switch (n->op) {
      case Op::CallFunc: {
        if (Name* m = asName(n->x); m && m->cls == Class::Func && m->fn && m->fn->pkg &&
            (m->fn->pkg->path == "runtime" || (w_.isRuntime && m->fn->pkg == w_.local()))) {
          if (m->text == "getcallerpc" || m->text == "getcallersp") {
            reason = "call to " + std::string(m->text);
            return true;
          }
          if (m->text == "throw") {
            budget -= kBudget;
            break;
          }
        }
        if (n->x->op == Op::MethExpr && n->x->fn && n->x->fn->pkg) {
          std::string_view s = n->x->fn->name;
          std::string_view path = n->x->fn->pkg->path;
          bool cheap = path == "runtime" && s == "heapBits.nextArena";
          if (path == "encoding/binary" && (s.starts_with("littleEndian.") || s.starts_with("bigEndian.")))
            cheap = s.ends_with("int64") || s.ends_with("int32") || s.ends_with("int16");
          if (cheap && !s.ends_with("AppendUint64") && !s.ends_with("AppendUint32") && !s.ends_with("AppendUint16")) break;
        }
        if (isIntrinsicCall(n)) break;
        if (Fn* fn = inlCallee(w_, n->x, sink_); fn && fn->inl) {
          budget -= fn->inl->cost;
          break;
        }
        budget -= kCallCost;
        break;
      }
      case Op::CallInter: budget -= kCallCost; break;
      case Op::Panic:
        if (n->x && n->x->op == Op::ConvIface && n->x->implicit) budget++;
        budget -= 1;
        break;
      case Op::Recover: reason = "call to recover"; return true;
      case Op::Range:
        if (n->x && n->x->type && as<Signature>(coreType(n->x->type))) budget -= kRangeFuncCost;
        break;
      case Op::Closure:
        budget -= n->fn->rangeBody ? kRangeFuncCost : 15;
        if (list(n->fn->body)) return true;
        break;
      case Op::DclType: reason = "unhandled op DCLTYPE"; return true;
      case Op::Go:
      case Op::Defer: reason = n->op == Op::Go ? "unhandled op GO" : "unhandled op DEFER"; return true;
      case Op::Deref: {
        Node* p = n->x;
        while (p->op == Op::ConvNop) p = p->x;
        if (p->op == Op::Addr) budget++;
        break;
      }
      case Op::ConvNop: budget++; break;
      case Op::Fall: return false;
      case Op::If:
        if (isBoolLit(n->x)) {
          if (list(n->init)) return true;
          return list(constant::boolVal(n->x->val) ? n->list : n->list2);
        }
        break;
      case Op::Name:
        if (static_cast<Name*>(n)->cls == Class::Auto) used.insert(static_cast<Name*>(n));
        break;
      case Op::Block: budget++; break;
      case Op::MethValue:
      case Op::SliceLit: budget--; break;
      case Op::MethExpr: budget++; break;
      case Op::TypeSwitch: budget -= 1 + (n->def ? 1 : 0); break;  // the guard and its name
      case Op::Eface: budget -= 1; break;
      default: break;
    }
    budget--;
    if (budget < 0 && level_ < 2) {
      reason = "too expensive";
      return true;
    }
    if (list(n->init)) return true;
    if (n->op == Op::Closure || n->op == Op::Name) return false;
    if (n->op == Op::Case) return visit(n->x) || list(n->list2) || list(n->list);
    return visit(n->x) || visit(n->y) || visit(n->z) || visit(n->w) || list(n->list) || list(n->list2);
  }
};

// ---------------------------------------------------------------------------------------------
// Copies

template <class F>
void editChildren(Node* n, F&& edit) {
  auto one = [&](Node*& x) {
    if (x) x = edit(x);
  };
  auto all = [&](Nodes& l) {
    for (Node*& x : l) one(x);
  };
  all(n->init);
  if (n->op == Op::Closure || n->op == Op::Name) return;
  if (n->op == Op::Case) {
    one(n->x);
    all(n->list2);
    all(n->list);
    return;
  }
  one(n->x);
  one(n->y);
  one(n->z);
  one(n->w);
  all(n->list);
  all(n->list2);
}

// A pristine copy for later inlining: new nodes, the same names.
Node* pristine(World& w, Pool& pool, Node* n) {
  switch (n->op) {
    case Op::Name: case Op::TypeExpr: case Op::Literal: case Op::Nil: return n;
    default: break;
  }
  Node* m = &pool.nodes.emplace_back(n->op, n->pos);
  *m = *n;
  editChildren(m, [&](Node* x) { return pristine(w, pool, x); });
  if (n->op == Op::Closure) {
    Fn* copy = w.newFn();
    Fn* old = n->fn;
    copy->name = old->name;
    copy->pos = old->pos;
    copy->params = old->params;
    copy->resultTypes = old->resultTypes;
    copy->resultNames = old->resultNames;
    copy->results = old->results;
    copy->dcl = old->dcl;
    copy->closureVars = old->closureVars;
    copy->literal = copy->hidden = copy->lowered = copy->hasBody = true;
    copy->wrapper = old->wrapper;
    copy->pkg = old->pkg;
    copy->decl = old->decl;
    copy->rangeBody = old->rangeBody;
    copy->clo = m;
    for (Node* x : old->body) copy->body.push_back(pristine(w, pool, x));
    m->fn = copy;
  }
  return m;
}

int inlgen = 0;

// One inlined call.
class Inliner {
 public:
  Inliner(World& w, Fn* cur, Fn* fn, Pos at, Inlined* inlined)
      : w_(w), cur_(cur), fn_(fn), at_(at), inlined_(inlined), pool_(*cur->workPool) {
    foreign_ = fn->pkg != w.local() && !fn->literal;
  }

  Node* run(Node* call) {
    InMemory in(pool_);
    Inl& inl = *fn_->inl;
    Nodes ninit = std::move(call->init);
    call->init.clear();
    calleeEffects(ninit, call->x);
    for (Name* v : inl.dcl)
      if (v->cls != Class::ParamOut) vars_[v] = inlvar(v);
    for (size_t i = 0; i < inl.results.size(); i++) {
      Name* r = inl.results[i];
      Name* m;
      if (r && !r->text.starts_with("~r")) {
        m = inlvar(r);
        vars_[r] = m;
      } else {
        m = &pool_.names.emplace_back(at_);
        m->text = pool_.copy(fmt::format("~R{}", i));
        m->type = r ? r->type : nullptr;
        m->curfn = cur_;
        cur_->dcl.push_back(m);
      }
      ret_.push_back(m);
    }
    Node* as = &pool_.nodes.emplace_back(Op::As2, at_);
    as->def = true;
    as->list2 = call->list;
    for (Name* p : inl.params) {
      if (!p) {
        Name* b = &pool_.names.emplace_back(at_);
        b->cls = Class::Blank;
        b->text = "_";
        as->list.push_back(b);
        continue;
      }
      Name* v = vars_[p];
      if (!v) v = vars_[p] = inlvar(p);
      as->init.push_back(dcl(v));
      v->defn = as;
      as->list.push_back(v);
    }
    if (!as->list2.empty()) ninit.push_back(as);
    delay_ = inl.delayResults;
    if (!delay_)
      for (Name* r : ret_) {
        ninit.push_back(dcl(r));
        Node* z = &pool_.nodes.emplace_back(Op::As, at_);
        z->x = r;
        ninit.push_back(z);
      }
    label_ = intern(fmt::format(".i{}", inlgen++))->str();
    ninit.push_back(&pool_.nodes.emplace_back(Op::InlMark, at_));
    Node* res = &pool_.nodes.emplace_back(Op::InlCall, at_);
    for (Node* n : inl.body) res->list.push_back(node(n));
    Node* lab = &pool_.nodes.emplace_back(Op::Label, at_);
    lab->sym = label_;
    res->list.push_back(lab);
    for (Name* r : ret_) res->list2.push_back(r);
    res->init = std::move(ninit);
    res->type = call->type;
    return res;
  }

 private:
  World& w_;
  Fn* cur_;
  Fn* fn_;
  Pos at_;
  Inlined* inlined_;
  Pool& pool_;
  std::unordered_map<Name*, Name*> vars_;
  std::unordered_map<Node*, Node*> defs_;
  std::vector<Name*> ret_;
  std::string_view label_;
  bool delay_ = false, foreign_ = false;
  Fn* newclo_ = nullptr;  // inside a literal of the inlined body
  std::vector<std::pair<Name*, Node*>> pending_;

  Node* dcl(Name* v) {
    Node* d = &pool_.nodes.emplace_back(Op::Dcl, at_);
    d->x = v;
    return d;
  }

  void calleeEffects(Nodes& init, Node* x) {
    for (;;) {
      for (Node* i : x->init) init.push_back(i);
      x->init.clear();
      if (x->op == Op::ConvNop) {
        x = x->x;
      } else if (x->op == Op::InlCall) {
        for (Node* i : x->list) init.push_back(i);
        x->list.clear();
        if (x->list2.empty()) return;
        x = x->list2[0];
      } else {
        return;
      }
    }
  }

  Name* inlvar(Name* v) {
    Name* n = &pool_.names.emplace_back(at_);
    n->text = v->text;
    n->pkg = v->pkg;
    n->type = v->type;
    n->autotmp = v->autotmp;
    n->curfn = cur_;
    n->obj = v->obj;
    n->inlined = inlined_;
    cur_->dcl.push_back(n);
    return n;
  }

  Name* clovar(Name* v) {
    Name* m = &pool_.names.emplace_back(v->pos);
    m->text = v->text;
    m->pkg = v->closureVar ? nullptr : v->pkg;
    m->cls = v->cls;
    m->type = v->type;
    m->closureVar = v->closureVar;
    m->autotmp = v->autotmp;
    m->curfn = newclo_;
    m->obj = v->obj;
    m->inlined = inlined_;
    m->defn = v->defn;
    if (v->closureVar) {
      Name* s = asName(name(v->outer));
      if (s == v->outer && s->outer) s = s->outer;
      m->outer = s;
      m->canonical = s->canonical;
    } else if (v->defn) {
      pending_.push_back({m, v->defn});
    }
    return m;
  }

  Node* name(Name* n) {
    if (n->closureVar && !newclo_) {
      Name* o = n->outer;
      while (o && o->curfn != cur_ && o->outer) o = o->outer;
      return o ? o : n;
    }
    auto it = vars_.find(n);
    return it != vars_.end() ? it->second : n;
  }

  Node* closure(Node* n) {
    Fn* old = n->fn;
    Fn* prev = newclo_;
    Fn* fn = w_.newLiteral(cur_, old->pos);
    fn->workPool = cur_->workPool;
    fn->wrapper = old->wrapper;
    fn->decl = old->decl;
    fn->rangeBody = old->rangeBody;
    fn->resultTypes = old->resultTypes;
    fn->resultNames = old->resultNames;
    newclo_ = fn;
    for (Name* v : old->dcl) fn->dcl.push_back(vars_[v] = clovar(v));
    for (Name* v : old->closureVars) {
      Name* m = clovar(v);
      vars_[v] = m;
      fn->closureVars.push_back(m);
    }
    fn->params = old->params;
    for (Param& p : fn->params)
      if (p.nname) p.nname = asName(name(p.nname));
    for (Name* r : old->results) fn->results.push_back(asName(name(r)));
    for (Node* x : old->body) fn->body.push_back(node(x));
    for (Name* v : old->dcl) vars_.erase(v);
    for (Name* v : old->closureVars) vars_.erase(v);
    newclo_ = prev;
    w_.nameLiteral(fn);
    Node* c = &pool_.nodes.emplace_back(Op::Closure, prev ? n->pos : at_);
    c->type = n->type;
    c->fn = fn;
    c->site = n->site;
    c->from = n->from;
    c->inlined = inlined_;
    fn->clo = c;
    for (Node* i : n->init) c->init.push_back(node(i));
    return c;
  }

  Node* node(Node* n) {
    switch (n->op) {
      case Op::Name: return name(static_cast<Name*>(n));
      case Op::MethExpr: case Op::TypeExpr: return n;
      case Op::Closure: return closure(n);
      case Op::Return:
        if (newclo_) break;
        {
          Node* b = &pool_.nodes.emplace_back(Op::Block, at_);
          for (Node* i : n->init) b->list.push_back(node(i));
          if (!ret_.empty() && !n->list.empty()) {
            Node* as = &pool_.nodes.emplace_back(Op::As2, at_);
            for (Name* r : ret_) as->list.push_back(r);
            for (Node* x : n->list) as->list2.push_back(node(x));
            if (delay_)
              for (Name* r : ret_) {
                as->init.push_back(dcl(r));
                r->defn = as;
              }
            b->list.push_back(as);
          }
          Node* g = &pool_.nodes.emplace_back(Op::Goto, at_);
          g->sym = label_;
          b->list.push_back(g);
          return b;
        }
      default: break;
    }
    Node* m = &pool_.nodes.emplace_back(n->op, n->pos);
    *m = *n;
    if (inlined_) m->inlined = inlined_;
    if (!newclo_) m->pos = at_;
    if (foreign_) {
      // What the export data of another package does not carry.
      m->orig = nullptr;
      m->raw = nullptr;
      if (m->op == Op::Conv || m->op == Op::ConvNop || m->op == Op::ConvIface) m->implicit = false;
      if (m->op == Op::Addr || m->op == Op::Deref || m->op == Op::Dot || m->op == Op::DotPtr) m->implicit = false;
    }
    if (!newclo_ && (m->op == Op::Label || m->op == Op::Goto || (m->op == Op::Branch && !m->sym.empty())))
      m->sym = intern(fmt::format("{}·{}", m->sym, inlgen))->str();
    editChildren(m, [&](Node* x) { return node(x); });
    for (size_t i = 0; i < pending_.size();) {
      if (pending_[i].second == n) {
        pending_[i].first->defn = m;
        pending_[i] = pending_.back();
        pending_.pop_back();
      } else {
        i++;
      }
    }
    return m;
  }
};

class CallInliner {
 public:
  CallInliner(World& w, Fn* cur, Sink* sink) : w_(w), cur_(cur), sink_(sink) {}

  void run() {
    scan(cur_);
    if (cur_->nodeCount >= kBigFunctionNodes) maxCost_ = kBigFunctionMaxCost;
    for (Node*& n : cur_->body) n = edit(n);
  }

 private:
  World& w_;
  Fn* cur_;
  Sink* sink_;
  int maxCost_ = kBudget;
  std::unordered_set<Fn*> active_;

  Node* edit(Node* n) {
    if (n->op == Op::Closure) {
      return n;
    }
    editChildren(n, [&](Node* x) { return edit(x); });
    if (n->op != Op::CallFunc || n->noInline || isIntrinsicCall(n)) return n;
    Fn* fn = inlCallee(w_, n->x, sink_);
    if (!fn || !fn->inl) return n;
    return inlineCall(n, fn);
  }

  Node* inlineCall(Node* n, Fn* fn) {
    if (fn->inl->cost > maxCost_ || fn == cur_) return n;
    bool shapes = false, argShapes = false;
    for (size_t i = fn->recv && !fn->instance ? 1 : 0; i < fn->params.size(); i++) shapes |= hasShape(fn->params[i].type);
    for (Node* a : n->list) argShapes |= hasShape(a->type);
    if (!shapes ? argShapes : !(argShapes || n->list.empty())) return n;
    if (active_.count(fn)) {
      if (sink_ && sink_->level > 1 && cur_->report)
        sink_->line(fmt::format("{}: cannot inline {} into {}: repeated recursive cycle", sink_->at(n->pos), nameOf(fn), cur_->name));
      return n;
    }
    Inlined* inlined = nullptr;
    if (w_.expand) {
      inlined = w_.expand(cur_, n, fn);
      if (!inlined) return n;
    }
    active_.insert(fn);
    cur_->scanned = false;
    if (!cur_->workPool) {
      Fn* top = cur_;
      while (top->outer) top = top->outer;
      if (!top->workPool) top->workPool = std::make_shared<Pool>();
      cur_->workPool = top->workPool;
    }
    InMemory in(*cur_->workPool);
    fixVariadic(n, *cur_->workPool);
    if (sink_ && cur_->report) sink_->line(sink_->at(n->pos) + ": inlining call to " + nameOf(fn));
    Node* res = Inliner(w_, cur_, fn, n->pos, inlined).run(n);
    editChildren(res, [&](Node* x) { return edit(x); });
    active_.erase(fn);
    return res;
  }

  std::string nameOf(Fn* fn) {
    if (fn->pkg && fn->pkg != w_.local()) return std::string(fn->pkg->name->str()) + "." + fn->name;
    return fn->name;
  }
};

}  // namespace

void canInline(World& w, Fn* fn, Sink* sink) {
  if (fn->inlChecked) return;
  bool say = sink && fn->report;
  auto refuse = [&](const std::string& why) {
    if (say && sink->level > 1) sink->line(fmt::format("{}: cannot inline {}: {}", sink->at(fn->pos), fn->name, why));
  };
  if (fn->pragma & syntax::kPragmaNoinline) return refuse("marked go:noinline");
  if (w.race && (fn->pragma & syntax::kPragmaNorace)) return refuse("marked go:norace with -race compilation");
  if (fn->pragma & syntax::kPragmaUintptrKeepAlive) return refuse("marked as having a keep-alive uintptr argument");
  if (fn->pragma & syntax::kPragmaUintptrEscapes) return refuse("marked as having an escaping uintptr argument");
  if (fn->pragma & syntax::kPragmaYeswritebarrierrec) return refuse("marked go:yeswritebarrierrec");
  if (fn->body.empty()) return refuse("no function body");
  fn->inlChecked = true;
  Hairy h(w, sink);
  if (h.tooHairy(fn)) return refuse(h.reason);
  if (!fn->obj && !fn->literal) return;  // init functions made here
  auto inl = std::make_unique<Inl>();
  inl->cost = kBudget - h.budget;
  for (Name* v : fn->dcl)
    if (v->cls != Class::Auto || h.used.count(v)) inl->dcl.push_back(v);
  for (Param& p : fn->params) inl->params.push_back(p.nname && p.name != "_" ? p.nname : nullptr);
  inl->results = fn->results;
  if (!fn->pool) fn->pool = std::make_shared<Pool>();
  InMemory in(*fn->pool);
  for (Node* n : fn->body) inl->body.push_back(pristine(w, *fn->pool, n));
  int returns = 0;
  anyOf(fn->body, [&](Node* n) {
    if (n->op == Op::Return) returns += n->list.empty() ? 2 : 1;
    return false;
  });
  inl->delayResults = returns == 1;
  for (Name* r : fn->results)
    if (r->text[0] != '~') inl->delayResults = false;
  fn->inl = std::move(inl);
  if (say) {
    if (sink->level > 1) {
      std::string body;
      for (Node* n : fn->inl->body) body += (body.empty() ? "" : "; ") + nodeString(n, w.local());
      Type* t = fn->nname ? fn->nname->type : fn->clo ? fn->clo->type : nullptr;
      std::string recv = fn->recv && !fn->instance ? "method(" + typeText(fn->recv->type, w.local()) + ") " : "";
      sink->line(fmt::format("{}: can inline {} with cost {} as: {}{} {{ {} }}", sink->at(fn->pos), fn->name,
                             fn->inl->cost, recv, typeText(t, w.local()), body));
    } else {
      sink->line(fmt::format("{}: can inline {}", sink->at(fn->pos), fn->name));
    }
  }
}

void inlineCalls(World& w, Fn* fn, Sink* sink) { CallInliner(w, fn, sink).run(); }

}  // namespace vole::escape
