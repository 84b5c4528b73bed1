// This file analyses functions as they are compiled. A function of the program has what it calls analysed too, as far as
// that is the program's own or a small library function; for the rest of the library its own body has to do, so that
// starting a program costs no more than the functions it runs.
#include "escape/frame.h"

#include <algorithm>
#include <cstdlib>

#include "escape/flow/graph.h"
#include "frontend/base/constant.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

namespace vole::escape {

namespace {

constexpr uint32_t kSmallBody = 700;  // bytes of source of a library function worth looking at for its tags
constexpr int kLookups = 24;          // of these, for one function of the program

bool rangesOverFunc(const Fn* fn) {
  return anyOf(fn->body, [](Node* n) { return n->op == Op::Range && n->x && types::asUnder<types::Signature>(n->x->type); });
}

int64_t wordsOf(Type* t) { return (types::sizeOf(t) + 7) / 8; }

// Words of frame that what n makes takes; what the code generator counts, or more.
int64_t wordsOf(const Node* n) {
  switch (n->op) {
    case Op::New:
    case Op::PtrLit: {
      auto* p = types::asUnder<types::Pointer>(n->type);
      return p ? wordsOf(p->base) : INT32_MAX;
    }
    case Op::MakeSlice:
    case Op::SliceLit: {
      auto* s = types::asUnder<types::Slice>(n->type);
      if (!s) return INT32_MAX;
      int64_t len = 0, at = 0;
      if (n->op == Op::MakeSlice) {
        const Node* size = n->z ? n->z : n->y;
        if (!size || !size->val || !n->y->val || !constant::int64Val(constant::toInt(size->val), &len)) return INT32_MAX;
      }
      for (const Node* e : n->list) {
        if (e->op == Op::Key && (!e->x || !e->x->val || !constant::int64Val(constant::toInt(e->x->val), &at))) return INT32_MAX;
        len = std::max(len, ++at);
      }
      int64_t elem = types::sizeOf(s->elem);
      return elem && len > INT32_MAX / elem ? INT32_MAX : (len * elem + 7) / 8;
    }
    case Op::Closure: {
      int64_t words = 1;
      for (const Name* v : n->fn->closureVars) words += std::max<int64_t>(1, wordsOf(v->type));
      return words;
    }
    case Op::MethValue: return 1 + wordsOf(n->x->type);
    case Op::ConvIface: return wordsOf(n->x->type);
    default: return n->type ? wordsOf(n->type) : INT32_MAX;
  }
}

// Half of what the code generator allows (vm/compile/slots.cc), since both need not count alike.
constexpr int64_t kObjectWords = 4096, kFrameWords = 8192;

class FrameAnalysis {
 public:
  FrameAnalysis()
      : world_(nullptr),
        up_(
            1,
            [this](Fn* fn) {
              world_.lower(fn);
            },
            [this](const std::vector<Fn*>& fns, bool) {
              Batch(world_, nullptr).run(fns);
              for (Fn* f : fns) world_.release(f);
            }) {
    // The stricter readings: the code generator has rules of its own for sharing variables.
    world_.perIteration = true;
    world_.captureByRef = true;
    world_.mustEscape = [this](const Location& l) { return mustEscape(l); };
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
  std::unordered_map<const Fn*, bool> excluded_;
  std::unordered_map<const Fn*, int64_t> used_;  // words of a function's frame

  // The body of a loop over a function becomes a function the iterator may do anything with, which the analysis does not
  // see. Instances: one text has several decisions, by shape.
  bool excluded(const Fn* fn) {
    while (fn->outer) fn = fn->outer;
    auto [it, fresh] = excluded_.try_emplace(fn, fn->instance);
    if (fresh && !it->second) {
      it->second = rangesOverFunc(fn);
      for (Fn* c : fn->closures) it->second = it->second || rangesOverFunc(c);
    }
    return it->second;
  }

  bool mustEscape(const Location& l) {
    int64_t words = wordsOf(l.n);
    switch (l.n->op) {
      // Their contents are on the heap in any case, or hold no pointers.
      case Op::MakeMap: case Op::MapLit: case Op::AddStr: case Op::Bytes2Str: case Op::Runes2Str: case Op::Str2Bytes:
      case Op::Str2Runes: case Op::RuneStr: return false;
      case Op::Name:
        // In a slot, unless something refers to it.
        if (isLargeLocal(static_cast<const Name*>(l.n))) return true;
        if (!l.addrtaken && !l.captured && words <= 8) return false;
        break;
      default:
        if (!l.n->site) return true;
    }
    if (excluded(l.curfn) || words > kObjectWords) return true;
    int64_t& used = used_[l.curfn];
    if (used + words > kFrameWords) return true;
    used += words;
    return false;
  }
  static bool isLargeLocal(const Name* n) { return n->cls == Class::Auto && isLargeValue(n->type); }

  bool allowed(Fn* fn) {
    if (!fn->obj || fn->esc != EscState::Unknown) return true;
    if (fn->obj->pkg && fn->obj->pkg->session) return false;
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
    if (!excluded(top)) sites_[top].insert(site);
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
