// This file analyses functions as they are compiled. A function of the program has what it calls analysed too, as far as
// that is the program's own or a small library function; for the rest of the library its own body has to do, so that
// starting a program costs no more than the functions it runs.
#include "escape/frame.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <unordered_set>

#include "escape/flow/graph.h"
#include "frontend/base/assert.h"
#include "frontend/base/constant.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

namespace vole::escape {

namespace {

constexpr uint32_t kSmallBody = 700;  // bytes of source of a library function worth looking at for its tags
constexpr uint32_t kTinyBody = 100;   // ... that is always looked at, whoever calls it: it will be inlined
// gc inlines circles of functions into each other once round, however long they are.
constexpr int kInlineDepth = 40, kInlineCost = 20'000;
constexpr int kLookups = 24;          // of these, for one function of the program

RunOptions runOptions;

struct LibraryTag {
  std::string_view func;  // with its package's path
  const char* tags;       // of its parameters, the receiver first
};
#define TAG(func, tags) {func, tags},
// Both sorted by name.
constexpr LibraryTag kLibraryTags[] = {
#include "escape/library_tags.def"
};
constexpr LibraryTag kNativeTags[] = {
#include "escape/native_tags.def"
};
#undef TAG

// A tag as text: - for none, else h and the dereferences to the heap, 2: and those to the third result, joined by +.
std::string tagText(const Leaks& t) {
  std::string s;
  auto add = [&](const std::string& part) { s += (s.empty() ? "" : "+") + part; };
  if (t.heap() >= 0) add("h" + std::to_string(t.heap()));
  for (int i = 0; i < kTaggedResults; i++)
    if (t.result(i) >= 0) add(std::to_string(i) + ":" + std::to_string(t.result(i)));
  return s.empty() ? "-" : s;
}

// Reads one tag and the space behind it.
Leaks readTag(const char*& p) {
  Leaks t;
  while (*p && *p != ' ') {
    if (*p == 'h') {
      t.addHeap(static_cast<int>(strtol(p + 1, const_cast<char**>(&p), 10)));
    } else if (*p >= '0' && *p <= '9') {
      auto i = static_cast<int>(strtol(p, const_cast<char**>(&p), 10));
      t.addResult(i, static_cast<int>(strtol(p + 1, const_cast<char**>(&p), 10)));
    } else {
      p++;
    }
  }
  while (*p == ' ') p++;
  return t;
}

bool rangesOverFunc(const Nodes& body) {
  return anyOf(body, [](Node* n) { return n->op == Op::Range && n->x && types::asUnder<types::Signature>(n->x->type); });
}

// A slice of bytes made of a string lies in a buffer of 32 bytes if it fits, as gc has it.
constexpr int64_t kStringBufferWords = 4;

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
    case Op::Str2Bytes: return kStringBufferWords;
    default: return n->type ? wordsOf(n->type) : INT32_MAX;
  }
}

// Half of what the code generator allows (vm/compile/slots.cc), since both need not count alike.
constexpr int64_t kObjectWords = 4096, kFrameWords = 8192;

class FrameAnalysis {
 public:
  FrameAnalysis()
      : world_(nullptr),
        inliner_(
            0,
            [this](Fn* fn) {
              world_.lower(fn);
              lookups_ = ownCode(fn) ? kLookups : 0;
            },
            [this](const std::vector<Fn*>& fns, bool recursive) {
              int n = 0;
              for (Fn* f : fns) n += !f->literal;
              for (Fn* f : fns) {
                if ((!recursive || n > 1) && (ownCode(f) || sourceSize(f) <= kSmallBody)) canInline(world_, f, nullptr);
                if (callsInlinable(f)) inlineCalls(world_, f, nullptr);
              }
            }),
        up_(
            1,
            [this](Fn* fn) {
              if (inlining_ && !fn->hidden) inliner_.visit(fn);
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
    world_.expand = [this](Fn* cur, const Node* call, Fn* fn) { return expand(cur, call, fn); };
    up_.allow = inliner_.allow = [this](Fn* fn) { return allowed(fn); };
    const char* s = getenv("VOLE_ESCAPE");
    off_ = s && s[0] == '0';
    dump_ = s && !strcmp(s, "tags");
    s = getenv("VOLE_INLINE");
    inlining_ = runOptions.inlining && !(s && s[0] == '0');
  }

  const Inlined* decisionsOf(syntax::FuncDecl* d) {
    if ((off_ && !inlining_) || !d->name || !d->hasBody || !d->body) return nullptr;
    auto* f = d->name->obj ? d->name->obj->as<types::Func>() : nullptr;
    if (!f || !f->type) return nullptr;
    types::Signature* sig = f->sig();
    if (!sig || sig->tparams.size() || sig->rparams.size()) return nullptr;  // shared by all instances
    Fn* fn = world_.fnOf(f);
    if (fn->esc == EscState::Unknown && fn->nodeId[1] == 0) {
      lookups_ = ownCode(fn) ? kLookups : 0;
      up_.visit(fn);
      if (dump_ && fn->name == "main") dumpTags();
    }
    auto it = roots_.find(fn);
    return it == roots_.end() ? nullptr : &it->second;
  }

 private:
  World world_;
  BottomUp inliner_, up_;
  int lookups_ = 0;
  bool off_ = false, inlining_ = true, dump_ = false;
  std::vector<const Fn*> large_;             // with dump_: functions the table should have
  std::unordered_set<const Fn*> fromTable_;  // their tags are known though nobody looked at them
  std::unordered_map<Fn*, Inlined> roots_;
  std::unordered_map<const Fn*, bool> expandable_;
  std::unordered_map<const Fn*, bool> excluded_;
  std::unordered_map<const Fn*, int64_t> used_;  // words of a function's frame

  // The body of a loop over a function becomes a function the iterator may do anything with, which the analysis does not
  // see. Instances: one text has several decisions, by shape.
  bool excluded(const Fn* fn) {
    while (fn->outer) fn = fn->outer;
    auto [it, fresh] = excluded_.try_emplace(fn, fn->instance);
    if (fresh && !it->second) {
      it->second = rangesOverFunc(fn->body);
      for (Fn* c : fn->closures) it->second = it->second || rangesOverFunc(c->body);
    }
    return it->second;
  }

  static bool ownCode(const Fn* fn) { return fn->pkg && !fn->pkg->lazy; }
  static Fn* topOf(Fn* fn) {
    while (fn->outer) fn = fn->outer;
    return fn;
  }

  static uint32_t sourceSize(const Fn* fn) {
    syntax::FuncDecl* d = fn->obj ? fn->obj->funcDecl() : nullptr;
    return d && d->bodyEnd.isKnown() ? d->bodyEnd.v - d->bodyStart.v : UINT32_MAX;
  }

  static bool callsInlinable(const Fn* fn) {
    return anyOf(fn->body, [](Node* n) {
      if (n->op != Op::CallFunc) return false;
      Name* m = asName(n->x);
      if (m && m->cls != Class::Func) return true;  // perhaps a value that is known
      const Fn* callee = m ? m->fn : n->x->op == Op::MethExpr ? n->x->fn : nullptr;
      return callee && callee->inl;
    });
  }

  // Whether the code generator can put fn's body in the place of a call.
  bool expandable(Fn* fn) {
    auto [it, fresh] = expandable_.try_emplace(fn, false);
    if (!fresh) return it->second;
    if (fn->literal || !fn->obj || fn->instance || !fn->closures.empty()) return false;
    if (runOptions.replaced && runOptions.replaced(fn->obj)) return false;
    const Nodes& body = fn->inl->body;
    if (rangesOverFunc(body)) return false;
    // Library variables are initialised when a function that mentions them starts: the caller should not have to.
    bool lib = !ownCode(fn);
    bool bad = lib && anyOf(body, [](Node* n) {
      Name* m = asName(n);
      if (!m || m->cls != Class::Extern) return false;
      auto* v = m->obj ? m->obj->as<types::Var>() : nullptr;
      return v && v->pkg && v->pkg->lazy;
    });
    return expandable_[fn] = !bad;
  }

  // The analysis and the code generator have to agree on each call: what lies where depends on it.
  Inlined* expand(Fn* cur, const Node* call, Fn* fn) {
    auto* e = call->from && call->from->kind == syntax::NodeKind::CallExpr ? static_cast<const syntax::CallExpr*>(call->from) : nullptr;
    Fn* top = topOf(cur);
    if (!e || !top->obj || top->instance || excluded(top) || !expandable(fn)) return nullptr;
    Inlined& root = roots_[top];
    Inlined& at = call->inlined ? *call->inlined : root;
    if (at.depth >= kInlineDepth || root.cost > kInlineCost) return nullptr;
    root.cost += fn->inl->cost;
    auto& in = at.calls[e];
    VOLE_ASSERT(!in, "a call stands once in a body");
    in = std::make_unique<Inlined>();
    in->depth = at.depth + 1;
    in->callee = fn->obj;
    return in.get();
  }

  bool mustEscape(const Location& l) {
    int64_t words = wordsOf(l.n);
    switch (l.n->op) {
      // Their contents are on the heap in any case, or hold no pointers.
      case Op::MakeMap: case Op::MapLit: case Op::AddStr: case Op::Bytes2Str: case Op::Runes2Str: case Op::Str2Runes:
      case Op::RuneStr: return false;
      case Op::Name:
        // In a slot, unless something refers to it.
        if (isLargeLocal(static_cast<const Name*>(l.n))) return true;
        if (!l.addrtaken && !l.captured && words <= 8) return false;
        break;
      default:
        if (!l.n->site) return true;
    }
    if (off_ || excluded(l.curfn) || words > kObjectWords) return true;
    int64_t& used = used_[l.curfn];
    if (used + words > kFrameWords) return true;
    used += words;
    return false;
  }
  static bool isLargeLocal(const Name* n) { return n->cls == Class::Auto && isLargeValue(n->type); }

  bool allowed(Fn* fn) {
    if (!fn->obj) return true;
    bool known = fromTable_.count(fn) != 0;
    if (fn->esc != EscState::Unknown && !known) return true;
    if (fn->obj->pkg && fn->obj->pkg->session) return false;
    if (fn->obj->pkg && !fn->obj->pkg->lazy) return true;
    syntax::FuncDecl* d = fn->obj->funcDecl();
    if (!d) return false;
    if (!d->hasBody) return !known && !useTable(fn, kNativeTags);  // else decided by its directives
    uint32_t size = sourceSize(fn);
    if (inlining_ && size <= kTinyBody) return true;
    if (dump_) {
      large_.push_back(fn);
      return true;
    }
    if (lookups_ <= 0 || size > kSmallBody) {
      if (!known) useTable(fn, kLibraryTags);
      return false;
    }
    // It was not worth a look where it was met first; here it may be inlined.
    if (known) forget(fn);
    lookups_--;
    return true;
  }

  static std::string fullName(const Fn* fn) { return std::string(fn->pkg ? fn->pkg->path : std::string_view()) + "." + fn->name; }

  // What a large library function does with its parameters has been found out beforehand (tools/libtags), what a native does
  // has been written down.
  bool useTable(Fn* fn, std::span<const LibraryTag> table) {
    if (off_ || fn->instance || !fn->pkg) return false;
    std::string name = fullName(fn);
    auto at = std::lower_bound(table.begin(), table.end(), name, [](const LibraryTag& t, const std::string& n) { return t.func < n; });
    if (at == table.end() || at->func != name) return false;
    const char* p = at->tags;
    for (Param& param : fn->params) {
      if (!*p) return false;  // of another version of the function
      param.tag = readTag(p);
    }
    if (*p) return false;
    fn->esc = EscState::Tagged;
    fromTable_.insert(fn);
    return true;
  }

  void forget(Fn* fn) {
    fromTable_.erase(fn);
    fn->esc = EscState::Unknown;
    for (Param& p : fn->params) p.tag = {};
  }

  void dumpTags() {
    for (const Fn* fn : large_) {
      if (fn->esc != EscState::Tagged || fn->instance || fn->literal) continue;
      std::string tags;
      for (const Param& p : fn->params) {
        tags += (tags.empty() ? "" : " ") + tagText(p.tag);
      }
      if (!tags.empty()) fprintf(stderr, "TAG(\"%s\", \"%s\")\n", fullName(fn).c_str(), tags.c_str());
    }
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
    Fn* top = topOf(l.curfn);
    if (!off_ && !excluded(top)) (l.n->inlined ? *l.n->inlined : roots_[top]).frame.insert(site);
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
  facts.root_ = analysis().decisionsOf(d);
}

void setRunOptions(const RunOptions& o) { runOptions = o; }

}  // namespace vole::escape
