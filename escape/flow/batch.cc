// This file runs the analysis over a batch of functions and tells what came out; and it finds the batches.
#include <fmt/format.h>

#include <ctime>
#include <memory>

#include "escape/flow/graph.h"
#include "escape/report.h"
#include "escape/ir/irtype.h"
#include "frontend/base/constant.h"
#include "frontend/base/source.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

namespace vole::escape {

using namespace types;


void Batch::warn(Fn* fn, Pos p, std::string msg) {
  if (!sink_ || !fn || !fn->report) return;
  sink_->line(sink_->at(p) + ": " + msg);
}

void Batch::run(const std::vector<Fn*>& fns) {
  // Nodes made here live as long as the tree they are put into.
  pool_ = fns[0]->pool ? fns[0]->pool : std::make_shared<Pool>();
  InMemory in(*pool_);
  for (Fn* fn : fns) initFunc(fn);
  for (Fn* fn : fns)
    if (!fn->hidden) walkFunc(fn);
  for (size_t i = 0; i < closures_.size(); i++) flowClosure(closures_[i].k, closures_[i].clo);
  closures_.clear();
  for (size_t i = 0; i < locs_.size(); i++) {
    Location& l = *locs_[i];
    const char* why = heapReason(l.n);
    if (!why && l.n && w_.mustEscape && w_.mustEscape(l)) why = "not made in a frame";
    if (why) flow(addrOf(heap(), l.n, why), &l);
  }
  walkAll();
  finish(fns);
}

void Batch::initFunc(Fn* fn) {
  cur_ = fn;
  loopDepth_ = 1;
  fn->esc = EscState::Planned;
  for (Name* n : fn->dcl) newLoc(n);
  for (size_t i = 0; i < fn->results.size(); i++) oldLoc(fn->results[i])->resultIndex = 1 + static_cast<int>(i);
}

void Batch::walkFunc(Fn* fn) {
  cur_ = fn;
  loopDepth_ = 1;
  fn->esc = EscState::Started;
  // A label that a later goto names is the head of a loop.
  std::unordered_map<std::string_view, bool> labels;
  scan(fn);
  if (fn->jumps)
    anyOf(fn->body, [&](Node* n) {
      if (n->op == Op::Label && n->sym != "_") labels[n->sym] = false;
      if (n->op == Op::Goto)
        if (auto it = labels.find(n->sym); it != labels.end()) it->second = true;
      return false;
    });
  labels_ = &labels;
  block(fn->body);
  labels_ = nullptr;
}

void Batch::flowClosure(Hole k, Node* clo) {
  for (Name* v : clo->fn->closureVars) {
    Name* n = v->canonical;
    Location* l = oldLoc(v);
    n->byval = !w_.captureByRef && !l->addrtaken && !l->reassigned && n->type && sizeOf(n->type) <= 128;
    if (!n->byval) n->addrTaken = true;
    if (level_ >= 2 && n->curfn && n->curfn->report)
      sink_->line(fmt::format("{}: {} capturing by {}: {} (addr={} assign={} width={})", at(n->pos), n->curfn->name,
                              n->byval ? "value" : "ref", text(n), l->addrtaken, l->reassigned, n->type ? sizeOf(n->type) : 0));
    Hole h = k;
    if (!n->byval) h = addrOf(h, v, "reference");
    flow(note(h, v, "captured by a closure"), l);
  }
}

const char* Batch::heapReason(Node* n) {
  if (!n || !n->type) return nullptr;
  if (Name* m = asName(n); m && (m->cls == Class::Param || m->cls == Class::ParamOut)) return nullptr;
  static const char kLarge[] = "too large for stack";
  const int64_t maxVar = w_.smallFrames ? 128 << 10 : 10 << 20;
  const int64_t maxImplicit = w_.smallFrames ? 16 << 10 : 64 << 10;
  if (n->type->kind == TypeKind::Tuple) return nullptr;
  if (sizeOf(n->type) > maxVar) return kLarge;
  if (n->op == Op::New || n->op == Op::PtrLit) {
    auto* p = asUnder<Pointer>(n->type);
    if (p && sizeOf(p->base) > maxImplicit) return kLarge;
  }
  if (n->op == Op::Closure) {
    int64_t size = 8;
    for (Name* v : n->fn->closureVars) size += v->canonical->byval ? (sizeOf(v->type) + 7) / 8 * 8 : 8;
    if (size > maxImplicit) return kLarge;
  }
  if (n->op == Op::MethValue && n->x->type && 8 + sizeOf(n->x->type) > maxImplicit) return kLarge;
  if (n->op == Op::MakeSlice) {
    Node* r = n->z ? n->z : n->y;
    int64_t v;
    if (!r || r->op != Op::Literal || !r->val || !constant::int64Val(constant::toInt(r->val), &v) || v != static_cast<int32_t>(v))
      return "non-constant size";
    auto* s = as<types::Slice>(coreType(n->type));
    if (s) {
      int64_t es = sizeOf(s->elem);
      if (es != 0 && v > maxImplicit / es) return kLarge;
    }
  }
  return nullptr;
}

void Batch::finish(const std::vector<Fn*>& fns) {
  for (Fn* fn : fns) {
    fn->esc = EscState::Tagged;
    if (fn->body.empty() && !fn->report && nativeTags(fn)) continue;
    int narg = 0;
    // The receiver comes first, as in params.
    for (Param& p : fn->params) paramTag(fn, ++narg, p);
  }
  for (Location* at : locs_) {
    Location& l = *at;
    Node* n = l.n;
    if (!n) continue;
    Name* m = asName(n);
    bool quiet = !sink_ || !l.curfn->report || (n->op == Op::Closure && n->fn->wrapper);
    if (quiet || (m && !l.escapes)) {
      // Nothing is said of it.
    } else if (m) {
      warn(l.curfn, n->pos, "moved to heap: " + text(n));
    } else {
      warn(l.curfn, n->pos, text(n) + (l.escapes ? " escapes to heap" : " does not escape"));
    }
    if (w_.recorder) w_.recorder(l);
  }
  for (Location* l : locs_)
    if (Name* m = asName(l->n)) m->loc = nullptr;
}

void Batch::paramTag(Fn* fn, int narg, Param& p) {
  auto name = [&] { return p.name.empty() ? fmt::format("arg#{}", narg) : std::string(p.name); };
  bool diagnose = sink_ && fn->report && !fn->wrapper && !fn->dupok;
  auto say = [&](std::string msg) {
    if (diagnose) warn(fn, p.pos, std::move(msg));
  };
  if (fn->body.empty()) {
    fn->pragma |= syntax::kPragmaUintptrKeepAlive;
    if (isUintptr(p.type)) {
      say(fmt::format("assuming {} is unsafe uintptr", name()));
      p.tag.addHeap(0);
      return;
    }
    if (!hasPointers(p.type)) {
      p.tag.addHeap(0);
      return;
    }
    if (fn->pragma & syntax::kPragmaNoescape) {
      if (!p.name.empty()) say(name() + " does not escape");
    } else {
      if (!p.name.empty()) say("leaking param: " + name());
      p.tag.addHeap(0);
    }
    return;
  }
  if (fn->pragma & syntax::kPragmaUintptrEscapes) {
    if (isUintptr(p.type)) {
      say(fmt::format("marking {} as escaping uintptr", name()));
      p.tag.addHeap(0);
      return;
    }
    auto* s = p.ddd ? asUnder<types::Slice>(p.type) : nullptr;
    if (s && isUintptr(s->elem)) {
      say(fmt::format("marking {} as escaping ...uintptr", name()));
      p.tag.addHeap(0);
      return;
    }
  }
  if (!hasPointers(p.type)) {
    // Not tagged. An argument of another type (a method expression's receiver) is taken to leak.
    p.tag.addHeap(0);
    return;
  }
  if (p.name.empty() || p.name == "_" || !p.nname) return;
  Location* l = oldLoc(p.nname);
  Leaks esc = l->leaks;
  esc.optimize();
  if (diagnose && !l->escapes) {
    if (esc.empty()) say(name() + " does not escape");
    if (int x = esc.heap(); x >= 0) say(x == 0 ? "leaking param: " + name() : "leaking param content: " + name());
    for (int i = 0; i < kTaggedResults; i++)
      if (int x = esc.result(i); x >= 0)
        say(fmt::format("leaking param: {} to result {} level={}", name(), fn->resultNames[static_cast<size_t>(i)], x));
  }
  p.tag = esc;
}

// ---------------------------------------------------------------------------------------------
// Strongly connected components: Tarjan's algorithm as gc has it. A literal is never the root of one.

uint32_t BottomUp::visit1(Fn* fn) {
  uint32_t& node = fn->nodeId[phase_];
  if (node) return node;
  if (!library || fn->report) return visit2(fn);
  library(true);
  uint32_t min = visit2(fn);
  library(false);
  return min;
}

uint32_t BottomUp::visit2(Fn* fn) {
  uint32_t& node = fn->nodeId[phase_];
  enter_(fn);
  if (node) return node;
  uint32_t id = ++gen_;
  node = id;
  uint32_t min = ++gen_;
  stack_.push_back(fn);
  auto go = [&](Fn* f) {
    if ((allow && !f->literal && f->nodeId[phase_] == 0 && !allow(fn, f))) return;
    uint32_t m = visit1(f);
    if (m < min) min = m;
  };
  scan(fn);
  for (size_t i = 0; i < fn->refs.size(); i++) go(fn->refs[i]);
  if ((min == id || min == id + 1) && !fn->hidden) {
    size_t i = stack_.size();
    do {
      i--;
      stack_[i]->nodeId[phase_] = ~uint32_t{0};
    } while (stack_[i] != fn);
    std::vector<Fn*> block(stack_.begin() + static_cast<long>(i), stack_.end());
    stack_.resize(i);
    group_(block, min == id);
  }
  return min;
}

static bool anyReported(const std::vector<Fn*>& l) {
  for (Fn* f : l)
    if (f->report) return true;
  return false;
}

Analysis::Analysis(World& w, Sink* sink, bool inlining)
    : w_(w),
      sink_(sink),
      inlining_(inlining),
      inliner_(
          0, [this](Fn* fn) { w_.lower(fn); },
          [this](const std::vector<Fn*>& fns, bool recursive) {
            bool local = anyReported(fns);
            // Functions of other packages are analysed as gc has compiled them: with inlining.
            if (!local || inlining_) {
              int n = 0;
              for (Fn* f : fns) n += !f->literal;
              for (Fn* f : fns) {
                if (!recursive || n > 1) {
                  canInline(w_, f, local ? sink_ : nullptr);
                } else if (local && sink_ && sink_->level > 1) {
                  sink_->line(sink_->at(f->pos) + ": cannot inline " + f->name + ": recursive");
                }
                inlineCalls(w_, f, local ? sink_ : nullptr);
              }
            }
            if (local) return;
            for (Fn* f : fns) devirtualize(w_, f, nullptr);
            for (Fn* f : fns) escaper_.visit(f);
          }),
      escaper_(
          1,
          [this](Fn* fn) {
            if (!fn->hidden) inliner_.visit(fn);
          },
          [this](const std::vector<Fn*>& fns, bool) {
            bool local = anyReported(fns);
            Batch(w_, local ? sink_ : nullptr).run(fns);
            if (local) return;
            for (Fn* f : fns) w_.release(f);
          }) {}

void Analysis::timeLibrary(int64_t* ns) {
  auto clock = [ns, depth = std::make_shared<int>(0)](bool begins) {
    if (begins ? (*depth)++ : --*depth) return;
    *ns += begins ? -processorTime() : processorTime();
  };
  inliner_.library = escaper_.library = clock;
}

int64_t processorTime() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * int64_t{1000000000} + t.tv_nsec;
}

void Analysis::run() {
  // By index: inlining appends the literals it copies.
  for (size_t i = 0; i < w_.decls().size(); i++) inliner_.visit(w_.decls()[i]);
  for (size_t i = 0; i < w_.decls().size(); i++) devirtualize(w_, w_.decls()[i], sink_);
  for (size_t i = 0; i < w_.decls().size(); i++) escaper_.visit(w_.decls()[i]);
}

// ---------------------------------------------------------------------------------------------

static void devirtualizeCall(World& w, Fn* fn, Node* n, Sink* sink) {
  Pool* pool = fn->pool.get();
  Node* sel = n->x;
  Node* r = staticValue(sel->x);
  if (r->op != Op::ConvIface) return;
  Type* t = r->x->type;
  if (!t || isIface(t) || !sel->method || hasShape(t)) return;
  fn->scanned = false;
  std::vector<int> index;
  bool indirect = false;
  Object* o = lookupFieldOrMethod(t, false, sel->method->pkg, sel->method->name, false, &index, &indirect);
  auto* m = o ? o->as<Func>() : nullptr;
  if (!m) return;
  Func* origin = m->origin ? m->origin : m;
  if (!origin->type) objDecl(origin);
  auto say = [&](const char* how) {
    if (sink && fn->report)
      sink->line(sink->at(n->pos) + ": " + how + " " + nodeString(sel, w.local()) + " to " + typeText(t, w.local()));
  };
  Node* dt = &pool->nodes.emplace_back(Op::DotType, sel->pos);
  dt->x = sel->x;
  dt->type = t;
  Node* x = dt;
  for (size_t i = 0; i + 1 < index.size(); i++) {
    Type* xt = x->type;
    Op op = Op::Dot;
    if (auto* p = asUnder<Pointer>(xt)) {
      op = Op::DotPtr;
      xt = p->base;
    }
    auto* s = asUnder<Struct>(xt);
    if (!s) return;
    Var* f = s->fields[static_cast<size_t>(index[i])];
    Node* d = &pool->nodes.emplace_back(op, sel->pos);
    d->x = x;
    d->type = f->type;
    d->sym = f->name->str();
    d->field = f->origin ? f->origin : f;
    d->implicit = true;
    x = d;
  }
  if (isIface(x->type)) {
    say("partially devirtualizing");
    Node* di = &pool->nodes.emplace_back(Op::DotInter, sel->pos);
    *di = *sel;
    di->x = x;
    n->x = di;
    return;
  }
  bool ptr;
  auto* named = as<Named>(types::deref(x->type, &ptr));
  if (!named || named->inst) return;  // a method of an instance is reached by a wrapper
  Fn* callee = w.fnOf(origin);
  Type* recv = origin->sig()->recv->type;
  bool want = recv->kind == TypeKind::Pointer, have = x->type->kind == TypeKind::Pointer;
  if (want != have) {
    Node* d = &pool->nodes.emplace_back(have ? Op::Deref : Op::Addr, sel->pos);
    d->x = x;
    d->implicit = true;
    d->type = have ? static_cast<Pointer*>(x->type)->base : newPointer(x->type);
    x = d;
  }
  say("devirtualizing");
  Node* e = &pool->nodes.emplace_back(Op::MethExpr, sel->pos);
  e->x = &pool->nodes.emplace_back(Op::TypeExpr, sel->pos);
  e->x->type = x->type;
  e->sym = sel->sym;
  e->method = origin;
  e->fn = callee;
  e->type = sel->type;
  e->implicit = true;
  n->op = Op::CallFunc;
  n->x = e;
  n->list.push_front(x);
}

void devirtualize(World& w, Fn* fn, Sink* sink) {
  if (!fn->pool) return;
  InMemory in(*fn->pool);
  scan(fn);
  for (size_t i = 0; i < fn->ifaceCalls.size(); i++) devirtualizeCall(w, fn, fn->ifaceCalls[i], sink);
}

}  // namespace vole::escape
