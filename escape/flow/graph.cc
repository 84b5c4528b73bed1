// This file makes locations, holes and edges.
#include "escape/flow/graph.h"
#include "escape/ir/irtype.h"

namespace vole::escape {

Hole Batch::note(Hole k, Node* where, const char* why) {
  if (level_ >= 2) k.notes = memory_.make<Note>(Note{k.notes, where, why});
  return k;
}

Hole Batch::dotType(Hole k, Type* t, Node* where, const char* why) {
  if (!isIface(t) && !isDirectIface(t)) k = k.shift(1);
  return note(k, where, why);
}

void Batch::flow(Hole k, Location* src) {
  if (k.addrtaken) src->addrtaken = true;
  Location* dst = k.dst;
  if (dst == &blank_) return;
  if (dst == src && k.derefs >= 0) return;
  if (dst->escapes && k.derefs < 0) {
    if (level_ >= 2 && src->n && src->curfn && src->curfn->report) {
      sink_->line(at(src->n->pos) + ": " + text(src->n) + " escapes to heap:");
      explainFlow(src->n->pos, dst, src, k.derefs, k.notes);
    }
    src->escapes = true;
    return;
  }
  // An edge no better than an earlier one from the same source never changes a walk. Looking for it is worth its
  // cost where edges are many.
  if (dst->edges.size() >= 32) {
    if (!dst->seen) {
      dst->seen = &seen_.emplace_back();
      for (Edge& e : dst->edges) {
        auto [it, fresh] = dst->seen->emplace(e.src, e.derefs);
        if (!fresh && e.derefs < it->second) it->second = e.derefs;
      }
    }
    auto [it, fresh] = dst->seen->emplace(src, k.derefs);
    if (!fresh) {
      if (it->second <= k.derefs) return;
      it->second = k.derefs;
    }
  }
  dst->edges.push_back({src, k.derefs, k.notes}, &memory_);
}

Location* Batch::newLoc(Node* n) {
  Location* l = memory_.make<Location>();
  locs_.push_back(l);
  l->n = n;
  l->curfn = cur_;
  l->loopDepth = loopDepth_;
  if (Name* m = asName(n)) m->loc = l;
  return l;
}

// A variable that no list of declarations names (a temporary of an initialiser).
Location* Batch::lateLoc(Name* n) { return newLoc(n); }

Hole Batch::tee(Holes ks) {
  if (ks.empty()) return discardHole();
  if (ks.size() == 1) return ks[0];
  Location* l = newLoc(nullptr);
  for (const Hole& k : ks) flow(k, l);
  return hole(l);
}

Hole Batch::later(Hole k) {
  Location* l = newLoc(nullptr);
  flow(k, l);
  return hole(l);
}

Hole Batch::spill(Hole k, Node* n) {
  Location* l = newLoc(n);
  flow(addrOf(k, n, "spill"), l);
  return hole(l);
}

}  // namespace vole::escape
