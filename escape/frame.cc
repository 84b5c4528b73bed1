// This file analyses functions as they are compiled. A function of the program has what it calls analysed too, as far as
// that is the program's own or a small library function; for the rest of the library its own body has to do, so that
// starting a program costs no more than the functions it runs.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <unordered_set>

#include "escape/escape.h"
#include "escape/flow/graph.h"
#include "frontend/base/assert.h"
#include "frontend/base/constant.h"
#include "frontend/load/loader.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

namespace vole::escape {

namespace {

constexpr uint32_t kSmallBody = 700;  // bytes of source of a library function worth looking at for its tags
constexpr uint32_t kTinyBody = 100;   // ... that is always looked at, whoever calls it: it will be inlined
// gc inlines circles of functions into each other once round, however long they are.
constexpr int kInlineDepth = 40, kInlineCost = 20'000;
constexpr int kLookups = 24;          // of these, for one function of the program,
constexpr int kLibraryLookups = 2;    // and for a small one of the library on the way

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

bool declaresTypes(const Nodes& body) {
  return anyOf(body, [](Node* n) { return n->op == Op::DclType; });
}

std::string fullName(const Fn* fn) { return std::string(fn->pkg ? fn->pkg->path : std::string_view()) + "." + fn->name; }

bool tagsFrom(std::span<const LibraryTag> table, Fn* fn) {
  if (fn->instance || !fn->pkg) return false;
  std::string name = fullName(fn);
  auto at = std::lower_bound(table.begin(), table.end(), name, [](const LibraryTag& t, const std::string& n) { return t.func < n; });
  if (at == table.end() || at->func != name) return false;
  const char* p = at->tags;
  for (Param& param : fn->params) {
    if (!*p) return false;  // of another version of the function
    param.tag = readTag(p);
  }
  return !*p;
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
    case Op::ConvIface: case Op::ConvIdata: return wordsOf(n->x->type);
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
            [this](Fn* fn) { world_.lower(fn); },
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
              // The code generator calls by way of the interface all the same, but what is called is known.
              if (!fn->literal) devirtualize(world_, fn, nullptr);
              for (Fn* c : fn->closures) devirtualize(world_, c, nullptr);
            },
            [this](const std::vector<Fn*>& fns, bool) {
              Batch(world_, nullptr).run(fns);
              for (Fn* f : fns) world_.release(f);
            }) {
    // The stricter readings: the code generator has rules of its own for sharing variables.
    world_.perIteration = true;
    world_.captureByRef = true;
    world_.rangeLiterals = true;
    world_.mustEscape = [this](const Location& l) { return mustEscape(l); };
    world_.recorder = [this](const Location& l) { record(l); };
    world_.expand = [this](Fn* cur, const Node* call, Fn* fn) { return expand(cur, call, fn); };
    up_.allow = inliner_.allow = [this](Fn* caller, Fn* fn) { return allowed(topOf(caller), fn); };
    const char* s = getenv("VOLE_ESCAPE");
    off_ = s && s[0] == '0';
    dump_ = s && !strcmp(s, "tags");
    s = getenv("VOLE_INLINE");
    inlining_ = runOptions.inlining && !(s && s[0] == '0');
  }

  const Inlined* of(types::Func* f, List<types::Type*> targs) {
    syntax::FuncDecl* d = f->funcDecl();
    if ((off_ && !inlining_) || !d || !d->hasBody || !d->body || !f->type) return nullptr;
    types::Signature* sig = f->sig();
    if (!sig || (sig->recv ? sig->rparams : sig->tparams).size() != targs.size()) return nullptr;
    Fn* fn = targs.size() ? world_.instanceOf(f, {targs.begin(), targs.end()}) : world_.fnOf(f);
    if (fromTable_.count(fn)) forget(fn);
    if (fn->esc == EscState::Unknown && fn->nodeId[1] == 0) visit(fn);
    auto it = roots_.find(fn);
    return it == roots_.end() ? nullptr : &it->second;
  }

  const Inlined* of(const types::Initializer& in, types::Package* p) {
    if ((off_ && !inlining_) || !p || p->lazy || p->session) return nullptr;
    auto [it, fresh] = inits_.try_emplace(in.rhs, nullptr);
    if (fresh && mayCall(in.rhs)) {
      Fn* fn = it->second = world_.initFn(in, p);
      if (!initFrames_[p]) initFrames_[p] = fn;
      for (Fn* c : fn->closures)
        if (!c->outer) initOf_[c] = fn;
      initOf_[fn] = fn;
      visit(fn);
    }
    auto root = roots_.find(it->second);
    return root == roots_.end() ? nullptr : &root->second;
  }

 private:
  World world_;
  BottomUp inliner_, up_;
  bool forProgram_ = false;  // a function of the program is being looked at
  bool off_ = false, inlining_ = true, dump_ = false;
  std::vector<const Fn*> large_;             // with dump_: functions the table should have
  std::unordered_set<const Fn*> fromTable_;  // their tags are known though nobody looked at them
  std::unordered_map<Fn*, Inlined> roots_;
  std::unordered_map<const Fn*, bool> expandable_;
  std::unordered_map<const Fn*, bool> excluded_;
  std::unordered_map<const Fn*, int64_t> used_;  // words of a function's frame
  std::unordered_map<const syntax::Node*, Fn*> inits_;        // by the expression
  std::unordered_map<const types::Package*, Fn*> initFrames_; // the first of a package: all have one frame
  std::unordered_map<const Fn*, Fn*> initOf_;                 // of initialisers, and literals in them

  // Types declared in a generic function are not known by their sizes. Jumps from the body of a loop over a function to
  // where they close another loop are not seen.
  bool excluded(Fn* fn) {
    fn = topOf(fn);
    auto [it, fresh] = excluded_.try_emplace(fn, fn->rangeGoto);
    if (fresh && !it->second && fn->instance) {
      it->second = declaresTypes(fn->body);
      for (Fn* c : fn->closures) it->second = it->second || declaresTypes(c->body);
    }
    return it->second;
  }

  void visit(Fn* fn) {
    forProgram_ = ownCode(fn);
    up_.visit(fn);
    forProgram_ = false;
    if (dump_ && fn->name == "main") dumpTags();
  }

  static bool ownCode(const Fn* fn) { return fn->pkg && !fn->pkg->lazy; }
  Fn* topOf(Fn* fn) {
    while (fn->outer) fn = fn->outer;
    if (fn->obj) return fn;
    auto it = initOf_.find(fn);
    return it == initOf_.end() ? fn : it->second;
  }

  static bool mayCall(syntax::Node* n) {
    bool found = false;
    syntax::inspect(n, [&](syntax::Node* x) {
      found = found || x->is<syntax::CallExpr>() || x->is<syntax::FuncLit>();
      return !found;
    });
    return found;
  }

  static uint32_t sourceSize(const Fn* fn) {
    syntax::FuncDecl* d = fn->obj ? fn->obj->funcDecl() : nullptr;
    return d && d->bodyEnd.isKnown() ? d->bodyEnd.v - d->bodyStart.v : UINT32_MAX;
  }

  static bool callsInlinable(const Fn* fn) {
    return anyOf(fn->body, [](Node* n) {
      if (n->op != Op::CallFunc) return false;
      if (n->x->op == Op::Closure) return true;
      Name* m = asName(n->x);
      if (m && m->cls != Class::Func) return true;  // perhaps a value that is known
      const Fn* callee = m ? m->fn : n->x->op == Op::MethExpr ? n->x->fn : nullptr;
      return callee && callee->inl;
    });
  }

  // Whether the code generator can put fn's body in the place of a call.
  bool expandable(Fn* fn) {
    auto [it, fresh] = expandable_.try_emplace(fn, false);
    if (fresh) it->second = fn->literal ? fn->decl != nullptr : fn->obj && !(runOptions.replaced && runOptions.replaced(fn->obj));
    return it->second;
  }

  // The analysis and the code generator have to agree on each call: what lies where depends on it.
  Inlined* expand(Fn* cur, const Node* call, Fn* fn) {
    auto* e = call->from && call->from->kind == syntax::NodeKind::CallExpr ? static_cast<const syntax::CallExpr*>(call->from) : nullptr;
    Fn* top = topOf(cur);
    if (!e || (!top->obj && !initOf_.count(top)) || excluded(top) || !expandable(fn)) return nullptr;
    Inlined& root = roots_[top];
    Inlined& at = call->inlined ? *call->inlined : root;
    if (at.depth >= kInlineDepth || root.cost > kInlineCost) return nullptr;
    const Inlined* home = nullptr;
    bool fromValue = false;
    if (fn->literal) {
      // Its variables are at hand in the body around it and in what is expanded there.
      home = fn->clo->inlined ? fn->clo->inlined : &root;
      const Inlined* around = &at;
      while (around && around != home) around = around->outer;
      bool here = fn->outer ? fn->outer == cur : topOf(fn) == cur;
      if (!here) return nullptr;
      fromValue = !around;
    }
    root.cost += fn->inl->cost;
    auto& in = at.calls[e];
    VOLE_ASSERT(!in, "a call stands once in a body");
    in = std::make_unique<Inlined>();
    in->depth = at.depth + 1;
    in->outer = &at;
    in->callee = fn->obj;
    if (fn->literal) in->literal = static_cast<const syntax::FuncLit*>(fn->decl);
    in->home = home;
    in->fromValue = fromValue;
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
    Fn* frame = l.curfn;
    if (auto it = initOf_.find(frame); it != initOf_.end() && it->second == frame) frame = initFrames_[frame->pkg];
    int64_t& used = used_[frame];
    if (used + words > kFrameWords) return true;
    used += words;
    return false;
  }
  static bool isLargeLocal(const Name* n) { return n->cls == Class::Auto && isLargeValue(n->type); }

  bool allowed(Fn* caller, Fn* fn) {
    if (!fn->obj) return true;
    bool known = fromTable_.count(fn) != 0;
    if ((fn->lowered || fn->esc != EscState::Unknown) && !known) return true;
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
    if (caller->lookups < 0)
      caller->lookups = ownCode(caller) ? kLookups : forProgram_ && sourceSize(caller) <= kSmallBody ? kLibraryLookups : 0;
    if (caller->lookups == 0 || size > kSmallBody) {
      if (!known) useTable(fn, kLibraryTags);
      return false;
    }
    // It was not worth a look where it was met first; here it may be inlined.
    if (known) forget(fn);
    caller->lookups--;
    return true;
  }

  // What a large library function does with its parameters has been found out beforehand (tools/libtags), what a native does
  // has been written down.
  bool useTable(Fn* fn, std::span<const LibraryTag> table) {
    if (off_ || !tagsFrom(table, fn)) return false;
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

const Inlined* inlinedIn(types::Func* f, List<types::Type*> targs) { return analysis().of(f, targs); }

const Inlined* inlinedIn(const types::Initializer& in, types::Package* p) { return analysis().of(in, p); }

bool nativeTags(Fn* fn) {
  auto* info = fn->pkg ? static_cast<load::Package*>(fn->pkg->loadInfo) : nullptr;
  return info && info->embedded && tagsFrom(kNativeTags, fn);
}

void setRunOptions(const RunOptions& o) { runOptions = o; }

}  // namespace vole::escape
