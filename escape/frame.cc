// This file analyses functions as they are compiled. A function of the program has what it calls analysed too, as far as
// that is the program's own or a small library function; for the rest of the library its own body has to do, so that
// starting a program costs no more than the functions it runs.
#include "escape/frame.h"

#include <cstdlib>

#include "escape/flow/graph.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/predicates.h"

namespace vole::escape {

namespace {

constexpr uint32_t kSmallBody = 700;  // bytes of source of a library function worth looking at for its tags
constexpr int kLookups = 24;          // of these, for one function of the program

class FrameAnalysis {
 public:
  FrameAnalysis()
      : world_(nullptr),
        up_(
            1,
            [this](Fn* fn) {
              bool first = !fn->lowered;
              world_.lower(fn);
              if (first && !fn->literal) look(fn);
            },
            [this](const std::vector<Fn*>& fns, bool) {
              Batch(world_, nullptr).run(fns);
              for (Fn* f : fns) world_.release(f);
            }) {
    // The stricter readings: the code generator has rules of its own for sharing variables.
    world_.perIteration = true;
    world_.captureByRef = true;
    world_.recorder = [this](const Location& l) { record(l); };
    up_.allow = [this](Fn* fn) { return allowed(fn); };
    const char* s = getenv("VOLE_ESCAPE");
    off_ = s && s[0] == '0';
  }

  const std::unordered_set<const void*>* sitesOf(syntax::FuncDecl* d) {
    if (off_ || !d->name || !d->hasBody || !d->body) return nullptr;
    auto* f = d->name->obj ? d->name->obj->as<types::Func>() : nullptr;
    if (!f || !f->type) return nullptr;
    types::Signature* sig = f->sig();
    if (!sig || sig->tparams.size() || sig->rparams.size()) return nullptr;  // shared by all instances
    Fn* fn = world_.fnOf(f);
    if (fn->esc == EscState::Unknown && fn->nodeId[1] == 0) {
      lookups_ = f->pkg && f->pkg->lazy ? 0 : kLookups;
      up_.visit(fn);
    }
    auto it = sites_.find(fn);
    return it == sites_.end() ? nullptr : &it->second;
  }

 private:
  World world_;
  BottomUp up_;
  int lookups_ = 0;
  bool off_ = false;
  std::unordered_map<Fn*, std::unordered_set<const void*>> sites_;
  std::unordered_set<Fn*> wary_;
  std::unordered_map<Fn*, bool> collects_;

  // Does a function of the program call runtime.GC itself?
  bool collects(Fn* fn) {
    if (!fn->pkg || fn->pkg->lazy) return false;
    auto [it, fresh] = collects_.emplace(fn, false);
    if (!fresh) return it->second;
    syntax::FuncDecl* d = fn->obj->funcDecl();
    bool found = false;
    if (d && d->body)
      syntax::inspect(d->body, [&](syntax::Node* n) {
        if (auto* s = n->as<syntax::SelectorExpr>(); s && s->sel && s->sel->obj && s->sel->obj->pkg)
          found |= s->sel->obj->pkg->path == "runtime" && s->sel->value() == "GC";
        return !found;
      });
    collects_[fn] = found;
    return found;
  }

  // Objects in the frame live as long as the call. A function that watches the collector at work, or makes pointers
  // out of integers (which nobody adjusts when the stack moves), gets none.
  void look(Fn* fn) {
    auto watches = [&](Fn* g) {
      return anyOf(g->body, [&](Node* n) {
        if (n->op == Op::ConvNop && types::isUnsafePointer(n->type) && n->x->type && types::isUintptr(n->x->type)) return true;
        Name* m = asName(n);
        if (!m || m->cls != Class::Func || !m->fn || !m->fn->pkg) return false;
        if (m->fn->pkg->path == "runtime") return m->text == "GC" || m->text == "SetFinalizer";
        return m->fn->pkg == fn->pkg && m->fn->obj && collects(m->fn);
      });
    };
    bool w = watches(fn);
    for (Fn* c : fn->closures) w = w || watches(c);
    if (w) wary_.insert(fn);
  }

  bool allowed(Fn* fn) {
    if (!fn->obj || fn->esc != EscState::Unknown) return true;
    if (fn->obj->pkg && !fn->obj->pkg->lazy) return true;
    syntax::FuncDecl* d = fn->obj->funcDecl();
    if (!d) return false;
    if (!d->hasBody) return true;  // decided by its directives
    if (lookups_ <= 0 || !d->bodyEnd.isKnown() || d->bodyEnd.v - d->bodyStart.v > kSmallBody) return false;
    lookups_--;
    return true;
  }

  void record(const Location& l) {
    if (l.escapes || !l.n || !l.curfn) return;
    const void* site = l.n->site;
    if (l.n->op == Op::Name) {
      auto* m = static_cast<const Name*>(l.n);
      if (m->closureVar || m->autotmp) return;
      site = m->obj;
    }
    if (!site) return;
    Fn* top = l.curfn;
    while (top->outer) top = top->outer;
    if (!top->instance && !wary_.count(top)) sites_[top].insert(site);
  }
};

FrameAnalysis& analysis() {
  static auto* a = new FrameAnalysis;
  return *a;
}

}  // namespace

void FrameSites::fill(Facts& facts, syntax::Node* root) {
  auto* d = syntax::as<syntax::FuncDecl>(root);
  if (!d) return;
  // The body of a range over a function becomes a literal that the iterator may keep.
  for (auto& [node, f] : facts.funcs_)
    if (node->kind == syntax::NodeKind::ForStmt) return;
  if (const auto* s = analysis().sitesOf(d)) facts.frame_ = *s;
}

}  // namespace vole::escape
