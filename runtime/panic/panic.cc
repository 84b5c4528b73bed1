// This file implements defer, panic, recover and Goexit.
//
// A panic pushes a small frame of the pseudo function runtime.gopanic on top of the frame that panicked, and from there calls
// the deferred closures one by one, as ordinary frames: they may park, grow the stack, panic themselves. A deferred call is
// popped before it runs. When one has called recover and returns, the panic, and all panics whose gopanic frames lie above
// the frame that deferred it, are gone, and that frame goes on at its recoverPC. A Goexit is a panic that cannot be recovered.
#include "runtime/panic/panic.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

#include "runtime/base/assert.h"
#include "runtime/base/throw.h"
#include "runtime/data/gostring.h"
#include "runtime/panic/error.h"
#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"

namespace vole::rt {
namespace {

constexpr int kPanicFrameSlots = 4;  // fp[0..1] the value, for traces; the rest is spare

Defer* newDefer(M& m) {
  P& p = *m.p;
  Defer* d = p.deferfree;
  if (!d) return new Defer{};
  p.deferfree = d->link;
  p.ndeferfree--;
  *d = Defer{};
  return d;
}
void freeDefer(M& m, Defer* d) {
  P& p = *m.p;
  if (p.ndeferfree >= 128) {
    delete d;
    return;
  }
  d->link = p.deferfree;
  p.deferfree = d;
  p.ndeferfree++;
}
Panic* newPanic(M& m) {
  P& p = *m.p;
  Panic* x = p.panicfree;
  if (!x) return new Panic{};
  p.panicfree = x->link;
  p.npanicfree--;
  *x = Panic{};
  return x;
}
void freePanic(M& m, Panic* x) {
  P& p = *m.p;
  if (p.npanicfree >= 32) {
    delete x;
    return;
  }
  x->link = p.panicfree;
  p.panicfree = x;
  p.npanicfree++;
}

// Takes the innermost deferred call off the list; a token with calls of loop bodies yields those first.
bool popDefer(M& m, G& g, void** fn, Slot** fp, const void** pc) {
  while (Defer* d = g.defers) {
    if (d->rangefunc) {
      if (Defer* r = d->head) {
        d->head = r->link;
        *fn = r->fn;
        *fp = d->fp;
        *pc = d->pc;
        freeDefer(m, r);
        return true;
      }
      g.defers = d->link;
      freeDefer(m, d);
      continue;
    }
    g.defers = d->link;
    *fn = d->fn;
    *fp = d->fp;
    *pc = d->pc;
    freeDefer(m, d);
    return true;
  }
  return false;
}

// Makes room for a frame at p->gfp's callee window and returns its fp. The goroutine's position becomes gopanic's frame.
Slot* calleeWindow(M& m, Panic* p) {
  G& g = *m.curg;
  g.sched = {m.rt->hooks.panicReturnPC, p->gfp, nullptr};
  Slot* nfp = p->gfp + kPanicFrameSlots + kHeaderSlots;
  if (nfp > g.stackguard) {
    newstack(m, nfp);
    nfp = p->gfp + kPanicFrameSlots + kHeaderSlots;
  }
  nfp[-2].cp = m.rt->hooks.panicReturnPC;
  nfp[-1].p = p->gfp;
  return nfp;
}

bool isStringMethod(Runtime& rt, const Type* t, const char* name) {
  const Method* me = findMethod(rt, t, {name, static_cast<int64_t>(strlen(name))}, {"", 0});
  if (!me || !me->mtyp) return false;
  auto* f = asFunc(me->mtyp);
  return f->nin == 0 && f->nout == 1 && f->out[0] == rt.types.basic(kString);
}

void printpanics(std::string& out, const Panic* p) {
  if (p->link) {
    printpanics(out, p->link);
    if (!p->link->goexit) out += "\t";
  }
  if (p->goexit) return;
  out += "panic: ";
  if (p->textual) out.append(p->text.ptr, static_cast<size_t>(p->text.len));
  else printpanicval(out, p->arg);
  if (p->recovered) out += " [recovered]";
  out += "\n";
}

void dropPanics(M& m) {
  G& g = *m.curg;
  while (Panic* q = g.panics) {
    g.panics = q->link;
    freePanic(m, q);
  }
  void* fn;
  Slot* fp;
  const void* pc;
  while (popDefer(m, g, &fn, &fp, &pc)) {}
}

Status fatalpanic(M& m) {
  G& g = *m.curg;
  std::string out;
  printpanics(out, g.panics);
  for (const Panic* p = g.panics; p; p = p->link) {
    if (!p->isSignal) continue;
    char buf[160];
    snprintf(buf, sizeof buf, "[signal SIGSEGV: segmentation violation code=0x1 addr=0x%llx pc=0x%llx]\n",
             static_cast<unsigned long long>(p->sigaddr), static_cast<unsigned long long>(p->sigpc));
    out += buf;
    break;
  }
  if (!m.rt->hooks.failed) freezeTheWorld(m);
  // The trace begins where the panic did: gopanic's own frame is not shown.
  Panic* p = g.panics;
  g.sched = {p->faultPC, static_cast<Slot*>(p->gfp[-1].p), nullptr};
  if (m.rt->hooks.failed) {
    out += "\n";
    tracebackG(*m.rt, g, out);
    m.rt->hooks.failed(*m.rt, g, out.data(), out.size());
    dropPanics(m);
    // Not all who panic look at the answer: the goroutine goes on at its bottom, and ends there.
    g.sched = {m.rt->hooks.goexitPC, g.lo + kHeaderSlots, nullptr};
    return Status::panic;
  }
  tracebackForFatal(*m.rt, &g, out, false);
  fflush(stdout);
  printFlush(out);
  if (m.rt->atExit) m.rt->atExit(*m.rt);
  crashExit(*m.rt);
}

// Nothing deferred is left. Values with an Error or String method are asked for their text, newest first, then all is printed.
Status printNext(M& m) {
  G& g = *m.curg;
  Runtime& rt = *m.rt;
  Panic* p = g.panics;
  for (Panic* q = p; q; q = q->link) {
    if (q->printing) continue;
    q->printing = true;
    if (q->goexit || !q->arg.type) continue;
    std::string text;
    if (runtimeErrorText(m, q->arg, &text)) {
      GoString s = rt.types.str(text);
      q->text = s;
      q->textual = true;
      continue;
    }
    if (!isStringMethod(rt, q->arg.type, "Error") && !isStringMethod(rt, q->arg.type, "String")) continue;
    FuncInfo* f = rt.hooks.libFunc ? rt.hooks.libFunc(rt, "runtime.panicText") : nullptr;
    if (!f) continue;
    const void* entry = entryOf(m, f);
    Slot* nfp = calleeWindow(m, p);
    nfp[0].cp = q->arg.type;
    nfp[1].p = q->arg.data;
    p->asking = q;
    g.sched = {entry, nfp, nullptr};
    return Status::panic;
  }
  return fatalpanic(m);
}

Status nextDeferred(M& m, Panic* p) {
  G& g = *m.curg;
  void* fn;
  Slot* fp;
  const void* pc;
  if (!popDefer(m, g, &fn, &fp, &pc)) {
    if (!p->goexit) return printNext(m);
    while (Panic* q = g.panics) {
      g.panics = q->link;
      freePanic(m, q);
    }
    return goexit0(m);
  }
  p->deferFp = fp;
  p->deferPC = pc;
  // The closure may lie on the stack, which calleeWindow may move: let the panic's record hold it meanwhile.
  eface saved = p->arg;
  p->arg.data = fn;
  Slot* nfp = calleeWindow(m, p);
  fn = p->arg.data;
  p->arg = saved;
  if (!fn) return panicNilDeref(m);
  const FuncInfo* f = *static_cast<const FuncInfo**>(fn);
  const void* entry = entryOf(m, f);
  nfp[f->paramSlots].p = fn;
  g.sched = {entry, nfp, nullptr};
  return Status::panic;
}

Status startPanic(M& m, Panic* p) {
  G& g = *m.curg;
  Runtime& rt = *m.rt;
  const void* at = g.sched.mappc ? g.sched.mappc : g.sched.pc;
  const FuncInfo* f = rt.funcs.find(at);
  int64_t frame = f ? std::max<int64_t>(f->frameSlots, f->paramSlots + 1) : kRedZoneSlots;
  if (at == rt.hooks.panicReturnPC) frame = std::max<int64_t>(frame, kPanicFrameSlots);
  Slot* top = g.sched.fp + frame + kHeaderSlots;
  p->link = g.panics;
  g.panics = p;
  if (top + kPanicFrameSlots + kHeaderSlots > g.stackguard) {
    g.sched.mappc = at;
    newstack(m, top + kPanicFrameSlots + kHeaderSlots);
    top = g.sched.fp + frame + kHeaderSlots;
  }
  top[-2].cp = static_cast<const char*>(at) + 1;  // see StackWalker: the frame faulted at this instruction
  top[-1].p = g.sched.fp;
  top[0].cp = p->arg.type;
  top[1].p = p->arg.data;
  top[2].u = top[3].u = 0;
  p->gfp = top;
  p->faultPC = at;
  if (p->isSignal) p->sigpc = reinterpret_cast<uint64_t>(at);
  g.sched = {rt.hooks.panicReturnPC, top, nullptr};
  return nextDeferred(m, p);
}

}  // namespace

void dropDeferred(M& m) { dropPanics(m); }

void deferproc(M& m, Slot* fp, const void* pc, void* fn) {
  G& g = *m.curg;
  Defer* d = newDefer(m);
  d->fp = fp;
  d->pc = pc;
  d->fn = fn;
  d->link = g.defers;
  g.defers = d;
}

void* deferToken(M& m, Slot* fp, const void* pc) {
  // One token per use: calls pushed later by the frame itself come before it on the list, as their order demands.
  G& g = *m.curg;
  Defer* d = newDefer(m);
  d->fp = fp;
  d->pc = pc;
  d->rangefunc = true;
  d->link = g.defers;
  g.defers = d;
  return d;
}

void deferprocAt(M& m, void* token, void* fn) {
  auto* d = static_cast<Defer*>(token);
  Defer* r = newDefer(m);
  r->fn = fn;
  r->link = d->head;
  d->head = r;
}

bool deferpop(M& m, Slot* fp, void** fn) {
  G& g = *m.curg;
  while (Defer* d = g.defers) {
    if (d->fp != fp) return false;
    if (d->rangefunc && !d->head) {
      g.defers = d->link;
      freeDefer(m, d);
      continue;
    }
    Slot* f;
    const void* pc;
    return popDefer(m, g, fn, &f, &pc);
  }
  return false;
}

Status gopanic(M& m, eface v, PanicVia via) {
  Panic* p = newPanic(m);
  p->arg = v;
  p->via = via;
  return startPanic(m, p);
}

Status gopanicSignal(M& m, eface v, uint64_t addr) {
  Panic* p = newPanic(m);
  p->arg = v;
  p->isSignal = true;
  p->sigaddr = addr;
  p->via = addr ? PanicVia{{Pseudo::panicmemAddr, Pseudo::sigpanicAddr}} : PanicVia{{Pseudo::panicmem, Pseudo::sigpanic}};
  return startPanic(m, p);
}

Status goexit(M& m) {
  Panic* p = newPanic(m);
  p->goexit = true;
  return startPanic(m, p);
}

eface gorecover(M& m, Slot* fp) {
  G& g = *m.curg;
  Panic* p = g.panics;
  if (!p || p->goexit || p->recovered || p->printing) return {nullptr, nullptr};
  // Only the deferred function itself may recover: its caller is gopanic's frame, but for thunks the compiler put between, and
  // what package reflect has behind the stub of a function it made.
  bool inReflect = false, atStub = false;
  for (Slot* cur = fp; cur;) {
    const void* ret = cur[-2].cp;
    auto* up = static_cast<Slot*>(cur[-1].p);
    if (up == p->gfp && ret == m.rt->hooks.panicReturnPC) {
      if (inReflect && !atStub) break;
      p->recovered = true;
      return p->arg;
    }
    const FuncInfo* f = m.rt->funcs.find(static_cast<const char*>(ret) - 1);
    if (!f) break;
    if (!(f->flags & kFuncWrapper)) {
      if (view(f->pkg) != "reflect" || atStub) break;
      inReflect = true;
      atStub = view(f->name).substr(0, 13) == "reflect.stub[";
    }
    cur = up;
  }
  return {nullptr, nullptr};
}

Status panicReturn(M& m) {
  G& g = *m.curg;
  Panic* p = g.panics;
  VOLE_ASSERT(p, "a deferred call returned to a panic that is gone");
  if (p->asking) {
    Slot* res = p->gfp + kPanicFrameSlots + kHeaderSlots;
    if (res[2].b) {
      p->asking->text = {static_cast<const char*>(res[0].p), res[1].i};
      p->asking->textual = true;
    }
    p->asking = nullptr;
    return printNext(m);
  }
  if (!p->recovered) {
    Status s = nextDeferred(m, p);
    return s == Status::panic ? Status::reload : s;
  }
  Slot* fp = p->deferFp;
  const FuncInfo* f = m.rt->funcs.find(p->deferPC);
  g.panics = p->link;
  freePanic(m, p);
  // Panics that began above the frame we return to were aborted by this one. A Goexit among them still has to end the
  // goroutine: it goes on where it was.
  while (Panic* q = g.panics) {
    if (q->gfp < fp) break;
    if (q->goexit) {
      Status s = nextDeferred(m, q);
      return s == Status::panic ? Status::reload : s;
    }
    g.panics = q->link;
    freePanic(m, q);
  }
  VOLE_ASSERT(f && f->recoverPC, "a function that defers has no place to recover to");
  g.sched = {f->recoverPC, fp, nullptr};
  return Status::reload;
}

Status mainReturn(M& m) {
  m.mainReturned = true;
  m.exiting = true;
  m.exitCode = 0;
  return Status::exit;
}

}  // namespace vole::rt
