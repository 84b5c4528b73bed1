// This file walks the graph: the least number of dereferences between all pairs of locations.
#include <fmt/format.h>

#include "escape/flow/graph.h"
#include "frontend/base/source.h"

namespace vole::escape {

// Walks from every location are quadratic in the worst case, a cycle of thousands of functions that call each other. The
// largest batches of Go's own sources take two million steps.
static constexpr uint64_t kMaxSteps = 64'000'000;

void Batch::walkAll() {
  // Each location is walked from once, and again when it starts to escape. (gc also walks again from what stops being
  // transient; that says when storage can be used again and changes no verdict.)
  //
  // What does not escape and is no result outlives only what lies deeper: in a loop of its function, or in a literal
  // inside. A walk that can find neither is left out; that keeps functions with many variables linear.
  const uint32_t batch = w_.newBatch();
  auto enter = [&](Fn* fn) {
    if (fn->batch == batch) return false;
    fn->batch = batch;
    fn->deepest = 0;
    fn->literals = false;
    return true;
  };
  for (Location* l : locs_) {
    Fn* fn = l->curfn;
    if (enter(fn))
      for (Fn* o = fn->outer; o; o = o->outer) {
        enter(o);
        if (o->literals) break;
        o->literals = true;
      }
    if (l->loopDepth > fn->deepest) fn->deepest = l->loopDepth;
  }
  auto idle = [&](Location* l) {
    if (l->escapes || l->isName(Class::ParamOut)) return false;
    return l->curfn && l->loopDepth >= l->curfn->deepest && !l->curfn->literals;
  };
  std::vector<Location*> todo(locs_);
  for (Location* l : locs_) l->queued = true;
  todo.push_back(&heap_);
  heap_.queued = true;
  uint32_t gen = 0;
  while (!todo.empty()) {
    Location* root = todo.back();
    todo.pop_back();
    root->queued = false;
    if (idle(root)) continue;
    walkOne(root, ++gen, todo);
    if (steps_ > kMaxSteps) return giveUp();
  }
}

// All that has its address taken escapes, all parameters leak: never wrong, and done in one pass.
void Batch::giveUp() {
  for (Location* l : locs_) {
    if (l->isName(Class::Param)) l->leaks.addHeap(0);
    for (const Edge& e : l->edges)
      if (e.derefs < 0) e.src->escapes = true;
  }
}

void Batch::walkOne(Location* root, uint32_t gen, std::vector<Location*>& queue) {
  auto enqueue = [&](Location* l) {
    if (l->queued) return;
    queue.push_back(l);
    l->queued = true;
  };
  root->walkgen = gen;
  root->derefs = 0;
  root->dst = nullptr;
  static thread_local std::vector<Location*> todo;
  todo.clear();
  todo.push_back(root);
  while (!todo.empty()) {
    Location* l = todo.back();
    todo.pop_back();
    int derefs = l->derefs;
    bool addressOf = derefs < 0;
    if (addressOf) {
      // root = &l; l = x: l's address flows to root, x's does not.
      derefs = 0;
    }
    if (outlives(root, l)) {
      if (l->isName(Class::Param)) {
        if (level_ >= 2 && !l->escapes && l->curfn->report) {
          sink_->line(fmt::format("{}: parameter {} leaks to {} with derefs={}:", at(l->n->pos), text(l->n), explainLoc(root), derefs));
          explainPath(root, l);
        }
        leakTo(l, root, derefs);
      }
      if (addressOf && !l->escapes) {
        if (level_ >= 2 && l->n && l->curfn->report) {
          sink_->line(fmt::format("{}: {} escapes to heap:", at(l->n->pos), text(l->n)));
          explainPath(root, l);
        }
        l->escapes = true;
        enqueue(l);
        continue;
      }
    }
    steps_ += 1 + l->edges.size();
    for (uint32_t i = 0; i < l->edges.size(); i++) {
      Edge& e = l->edges[i];
      if (e.src->escapes) continue;
      int d = derefs + e.derefs;
      if (e.src->walkgen != gen || e.src->derefs > d) {
        e.src->walkgen = gen;
        e.src->derefs = d;
        e.src->dst = l;
        e.src->dstEdge = i;
        todo.push_back(e.src);
      }
    }
  }
}

// Is c a literal inside f?
static bool contains(const Fn* f, const Fn* c) {
  if (f == c || !f || !c) return false;
  for (const Fn* o = c->outer; o; o = o->outer)
    if (o == f) return true;
  return false;
}

bool Batch::outlives(Location* l, Location* other) {
  if (l->escapes) return true;
  if (l->isName(Class::ParamOut)) {
    // A literal that is called on the spot may return what lives outside it.
    return !(contains(other->curfn, l->curfn) && l->curfn->closureCalled);
  }
  if (l->curfn == other->curfn && l->loopDepth < other->loopDepth) return true;
  return contains(l->curfn, other->curfn);
}

void Batch::leakTo(Location* l, Location* sink, int derefs) {
  if (!sink->escapes && sink->isName(Class::ParamOut) && sink->curfn == l->curfn) {
    int ri = sink->resultIndex - 1;
    if (ri < kTaggedResults) {
      l->leaks.addResult(ri, derefs);
      return;
    }
  }
  l->leaks.addHeap(derefs);
}

// ---------------------------------------------------------------------------------------------
// -m=2

std::string Batch::at(Pos p) { return sink_->at(p); }

void Batch::explainPath(Location* root, Location* src) {
  std::vector<Location*> visited;
  Pos p = src->n ? src->n->pos : Pos();
  std::unordered_map<Location*, bool> seen;
  for (;;) {
    if (seen[src]) {
      sink_->line(at(p) + ":   warning: truncated explanation due to assignment cycle; see golang.org/issue/35518");
      return;
    }
    seen[src] = true;
    Location* dst = src->dst;
    if (!dst) return;
    Edge& e = dst->edges[src->dstEdge];
    explainFlow(p, dst, src, e.derefs, e.notes);
    if (dst == root) return;
    src = dst;
  }
}

void Batch::explainFlow(Pos p, Location* dst, Location* src, int derefs, const Note* notes) {
  std::string ops = derefs >= 0 ? std::string(static_cast<size_t>(derefs), '*') : "&";
  sink_->line(fmt::format("{}:   flow: {} = {}{}:", at(p), explainLoc(dst), ops, explainLoc(src)));
  for (const Note* n = notes; n; n = n->next)
    sink_->line(fmt::format("{}:     from {} ({}) at {}", at(p), text(n->where), n->why, at(n->where->pos)));
}

std::string Batch::explainLoc(Location* l) {
  if (l == &heap_) return "{heap}";
  if (!l->n) return "{temp}";
  if (l->n->op == Op::Name) return text(l->n);
  return "{storage for " + text(l->n) + "}";
}

}  // namespace vole::escape
