// defer, panic, recover, go, and the bottoms of stacks. The lists and Go's rules live in runtime/panic; here are the
// frames: a deferred call at a normal return is a call whose return address is a RunDefers instruction. There are two of them, so
// that the return address is not also that of a call just before: traces would not know which.
#include "runtime/base/throw.h"
#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "vm/interp/handler.h"

namespace vole::rt {
Status panicNilError(M& m);
}

namespace vole::vm {

VOLE_OP(Defer) { rt::deferproc(m, v.fp, v.pc, v.b().p); }
VOLE_OP(DeferToken) { v.a().p = rt::deferToken(m, v.fp, v.pc); }
VOLE_OP(DeferAt) { rt::deferprocAt(m, v.c().p, v.b().p); }

[[gnu::noinline]] static VOLE_SIGNATURE(runDeferred) {
  Slot* nfp = fp + pc->o.a;
  m.saveAt(pc, fp);
  if (VOLE_UNLIKELY(nfp > m.guard)) {
    Status s = rt::safepoint(m, nfp);
    if (s == Status::panic) VOLE_TAIL(goOn);
    if (s != Status::reload && s != Status::ok) VOLE_LEAVE;
    fp = m.curg->sched.fp;
    nfp = fp + pc->o.a;
  }
  void* fn;
  if (!rt::deferpop(m, fp, &fn)) {
    pc += pc->o.b;
    VOLE_NEXT(RunDefers);
  }
  if (VOLE_UNLIKELY(!fn)) VOLE_TAIL(faultNil);
  auto* f = *static_cast<const rt::FuncInfo**>(fn);
  nfp[-2].cp = pc + pc->o.b;
  nfp[-1].p = fp;
  nfp[f->paramSlots].p = fn;
  fp = nfp;
  pc = static_cast<const Instr*>(f->code);
  VOLE_DISPATCH;
}
VOLE_HANDLER(RunDefers) {
  rt::Defer* d = m.curg->defers;
  if (d && d->fp == fp) VOLE_TAIL(runDeferred);
  pc += pc->o.b;
  VOLE_NEXT(RunDefers);
}

#define STOP(N, call)                                                 \
  VOLE_HANDLER(N) {                                                   \
    m.save(pc, fp, pc);                                               \
    View v{pc, fp};                                                   \
    (void)v;                                                          \
    Status s = call;                                                  \
    if (s == Status::panic || s == Status::reload) VOLE_TAIL(goOn);   \
    VOLE_LEAVE;                                                       \
  }
static Status throwText(rt::M& m, const char* text, bool user) {
  if (user) rt::fatal(m, text);
  rt::throw_(m, text);
}
static Status beginPanic(rt::M& m, View v) {
  Slot* b = &v.b();
  if (!b[0].p && !(v.uc() & 1)) return rt::panicNilError(m);
  return rt::gopanic(m, {static_cast<const rt::Type*>(b[0].cp), b[1].p});
}
STOP(Panic, beginPanic(m, v))
STOP(Trap, throwText(m, v.xp<const char>(), false))
STOP(PanicText, v.ub() ? throwText(m, v.xp<const char>(), true) : rt::panicPlain(m, v.xp<const char>()))
STOP(GoExit, rt::goexit0(m))
STOP(PanicReturn, rt::panicReturn(m))
STOP(MainReturn, rt::mainReturn(m))

VOLE_OP(KeepAlive) {
  (void)v;
  (void)m;
}

VOLE_CALL(Recover) {
  rt::eface e = rt::gorecover(m, v.ub() ? static_cast<Slot*>(v.fp[-1].p) : v.fp);
  Slot* a = &v.a();
  a[0].cp = e.type;
  a[1].p = e.data;
  return Status::ok;
}
VOLE_CALL(Go) {
  void* fn = v.b().p;
  if (VOLE_UNLIKELY(!fn)) rt::fatal(m, "go of nil func value");
  rt::newproc(m, fn);
  return Status::ok;
}

}  // namespace vole::vm
