// Calls and returns. fp[-2] is the return pc, fp[-1] the caller's fp; a call window at slot w makes fp + w the callee's frame.
// The guard is compared with the new fp. When it is exceeded the run time collects, grows the stack, or yields; unless the
// goroutine yielded, the call is then made without looking again (under VOLE_STACKSTRESS the guard trips every time).
#include <string>

#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "runtime/type/itab.h"
#include "vm/interp/handler.h"
#include "vm/interp/interp.h"

namespace vole::vm {
namespace {

// Where NativeBody goes on after a native that parked: a frame with nothing left to do but return.
const Instr* retStub() {
  static Instr code[2] = {makeABC(Op::Nop), makeABC(Op::Ret)};
  static bool loaded = (load(code, 2), true);
  (void)loaded;
  return &code[1];
}

VOLE_INLINE Slot* enter(const Instr* ret, Slot* fp, Slot* nfp) {
  nfp[-2].cp = ret;
  nfp[-1].p = fp;
  return nfp;
}

// The slow half of a guard comparison at a call whose window begins need slots above fp. True: go on with the call, fp is
// up to date. False: leave, or take up g.sched (*again).
bool guarded(rt::M& m, const Instr* pc, Slot*& fp, int64_t need, bool* again) {
  m.saveAt(pc, fp);
  Status s = rt::safepoint(m, fp + need);
  *again = s == Status::panic;
  if (s != Status::reload && s != Status::ok) return false;
  if (m.curg->sched.pc != pc) {
    *again = true;
    return false;
  }
  fp = m.curg->sched.fp;
  return true;
}

const Instr* codeOf(const rt::FuncInfo* f) { return static_cast<const Instr*>(f->code); }

}  // namespace

// NAME's calling half as an inline function, its handler, and its guarded cold half. callee(v, nfp) sets up what the
// callee's window needs beyond the arguments and gives the code.
#define CALLER(N, units, nilcheck, callee)                                    \
  VOLE_COLD static VOLE_SIGNATURE(guard_##N) {                                \
    bool again;                                                               \
    if (!guarded(m, pc, fp, pc->o.a, &again)) {                               \
      if (again) VOLE_TAIL(goOn);                                             \
      VOLE_LEAVE;                                                             \
    }                                                                         \
    View v{pc, fp};                                                           \
    Slot* nfp = fp + pc->o.a;                                                 \
    const Instr* code = callee;                                               \
    fp = enter(pc + units, fp, nfp);                                          \
    pc = code;                                                                \
    VOLE_DISPATCH;                                                            \
  }                                                                           \
  VOLE_HANDLER(N) {                                                           \
    View v{pc, fp};                                                           \
    nilcheck;                                                                 \
    Slot* nfp = fp + pc->o.a;                                                 \
    if (VOLE_UNLIKELY(nfp > m.guard)) VOLE_TAIL(guard_##N);                   \
    const Instr* code = callee;                                               \
    fp = enter(pc + units, fp, nfp);                                          \
    pc = code;                                                                \
    VOLE_DISPATCH;                                                            \
  }

VOLE_INLINE const Instr* calleeClosure(View v, Slot* nfp) {
  void* closure = v.b().p;
  const Instr* code = codeOf(*static_cast<const rt::FuncInfo**>(closure));
  nfp[v.uc()].p = closure;
  return code;
}
VOLE_INLINE const Instr* calleeIface(View v, Slot* nfp) {
  Slot* b = &v.b();
  auto* tab = static_cast<const rt::itab*>(b[0].p);
  auto* code = static_cast<const Instr*>(tab->fun[v.uc()]->ifaceEntry);
  nfp[0].p = b[1].p;
  return code;
}

CALLER(Call, 2, (void)0, v.xp<const Instr>())
CALLER(CallClosure, 1, if (VOLE_UNLIKELY(!v.b().p)) VOLE_TAIL(faultNil), calleeClosure(v, nfp))
CALLER(CallIface, 1, if (VOLE_UNLIKELY(!v.b().p)) VOLE_TAIL(faultNil), calleeIface(v, nfp))

VOLE_HANDLER(CallNative) {
  m.save(pc + 2, fp, pc);
  Status s = reinterpret_cast<rt::NativeFn>(pc[1].x)(m, fp + pc->o.a);
  VOLE_FINISH(s, CallNative);
}
VOLE_HANDLER(NativeBody) {
  m.save(retStub(), fp, pc);
  Status s = reinterpret_cast<rt::NativeFn>(pc[1].x)(m, fp);
  if (VOLE_LIKELY(s == Status::ok)) {
    pc = static_cast<const Instr*>(fp[-2].cp);
    fp = static_cast<Slot*>(fp[-1].p);
    VOLE_DISPATCH;
  }
  if (s == Status::panic || s == Status::reload) VOLE_TAIL(goOn);
  VOLE_LEAVE;
}

#define RETURN                                  \
  pc = static_cast<const Instr*>(fp[-2].cp);    \
  fp = static_cast<Slot*>(fp[-1].p);            \
  VOLE_DISPATCH
VOLE_HANDLER(Ret) { RETURN; }
VOLE_HANDLER(Ret1) {
  fp[0] = fp[pc->o.b];
  RETURN;
}
VOLE_HANDLER(Ret2) {
  Slot* b = fp + pc->o.b;
  Slot s0 = b[0], s1 = b[1];
  fp[0] = s0;
  fp[1] = s1;
  RETURN;
}
VOLE_HANDLER(Ret3) {
  Slot* b = fp + pc->o.b;
  Slot s0 = b[0], s1 = b[1], s2 = b[2];
  fp[0] = s0;
  fp[1] = s1;
  fp[2] = s2;
  RETURN;
}
VOLE_HANDLER(RetN) {
  memmove(fp, fp + pc->o.b, size_t{pc->o.c} * 8);
  RETURN;
}

VOLE_COLD VOLE_HANDLER(LazyFunc) {
  auto* f = reinterpret_cast<rt::FuncInfo*>(pc[1].x);
  bool viaIface = pc[1].y & 1;
  m.save(pc, fp, pc);
  if (__atomic_load_n(&f->code, __ATOMIC_ACQUIRE) == pc || __atomic_load_n(&f->flags, __ATOMIC_ACQUIRE) & rt::kFuncLazy) {
    if (!m.rt->hooks.compile || !m.rt->hooks.compile(m, f)) {
      m.exiting = true;
      m.exitCode = 1;
      VOLE_LEAVE;
    }
  }
  // Calls that still name the stub are led to the code. What stands before a return address may also be a one-unit call,
  // whose words cannot look like a Call of f.
  auto* ret = static_cast<Instr*>(fp[-2].p);
  if (!viaIface && ret[-1].y == reinterpret_cast<uint64_t>(f) && ret[-2].handler == reinterpret_cast<const void*>(&h_Call))
    __atomic_store_n(&ret[-1].x, reinterpret_cast<uint64_t>(f->code), __ATOMIC_RELEASE);
  pc = static_cast<const Instr*>(viaIface ? f->ifaceEntry : f->code);
  VOLE_DISPATCH;
}

Status panicWrap(rt::M& m, const rt::FuncInfo* f) {
  if (!f) return rt::panicNilDeref(m);
  std::string name(f->name.ptr, static_cast<size_t>(f->name.len));
  size_t slash = name.rfind('/');
  size_t dot = name.find('.', slash == std::string::npos ? 0 : slash);
  size_t last = name.rfind('.');
  if (dot == std::string::npos || last <= dot) return rt::panicNilDeref(m);
  std::string text = "value method " + name + " called using nil *" + name.substr(dot + 1, last - dot - 1) + " pointer";
  return rt::panicPlain(m, m.rt->types.str(text).ptr);
}
VOLE_TRY(IfaceUnbox) {
  Slot* f = v.fp;
  void* p = f[0].p;
  if (VOLE_UNLIKELY(!p)) return false;
  uint64_t bytes = v.x();
  auto kind = static_cast<LoadKind>(v.y());
  if (v.uc() != 1 && v.ub()) memmove(f + v.uc(), f + 1, size_t{v.ub()} * 8);
  switch (kind) {
    case LoadKind::i8: f->i = *static_cast<int8_t*>(p); break;
    case LoadKind::u8: f->u = *static_cast<uint8_t*>(p); break;
    case LoadKind::i16: f->i = *static_cast<int16_t*>(p); break;
    case LoadKind::u16: f->u = *static_cast<uint16_t*>(p); break;
    case LoadKind::i32: f->i = *static_cast<int32_t*>(p); break;
    case LoadKind::u32: f->u = *static_cast<uint32_t*>(p); break;
    case LoadKind::w64: f->u = *static_cast<uint64_t*>(p); break;
    default:
      if (bytes & 7) f[bytes / 8].u = 0;
      memcpy(f, p, bytes);
  }
  return true;
}
VOLE_SLOW(IfaceUnbox) { return panicWrap(m, m.rt->funcs.find(v.pc)); }
VOLE_TRY_OR(IfacePath, faultNil) {
  char* p = static_cast<char*>(v.fp[0].p);
  if (VOLE_UNLIKELY(!p)) return false;
  v.fp[0].p = *reinterpret_cast<void**>(p + v.imm());
  return true;
}
VOLE_TRY_OR(IfaceOff, faultNil) {
  char* p = static_cast<char*>(v.fp[0].p);
  if (VOLE_UNLIKELY(!p)) return false;
  v.fp[0].p = p + v.imm();
  return true;
}
VOLE_HANDLER(JumpFunc) {
  auto* f = reinterpret_cast<const rt::FuncInfo*>(pc[1].x)->self;
  pc = static_cast<const Instr*>(pc->o.b & 1 ? f->ifaceEntry : f->code);
  VOLE_DISPATCH;
}
VOLE_HANDLER(JumpIface) {
  auto* p = static_cast<Slot*>(fp[0].p);
  if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(!p[0].p)) VOLE_TAIL(faultNil);
  auto* tab = static_cast<const rt::itab*>(p[0].p);
  auto* f = tab->fun[pc->o.b];
  fp[0].p = p[1].p;
  pc = static_cast<const Instr*>(f->ifaceEntry);
  VOLE_DISPATCH;
}

VOLE_COLD static VOLE_SIGNATURE(guard_StackCheck) {
  bool again;
  if (guarded(m, pc, fp, pc->o.uimm32, &again)) {
    VOLE_NEXT(StackCheck);
  }
  if (again) VOLE_TAIL(goOn);
  VOLE_LEAVE;
}
VOLE_HANDLER(StackCheck) {
  if (VOLE_UNLIKELY(fp + pc->o.uimm32 > m.guard)) VOLE_TAIL(guard_StackCheck);
  VOLE_NEXT(StackCheck);
}

// The state is 0, kInitDone, or tells which goroutine is at it.
VOLE_CALL(InitBegin) {
  auto* state = v.template xp<int64_t>();
  int64_t mine = rt::initHolder(m);
  int64_t old = 0;
  if (__atomic_compare_exchange_n(state, &old, mine, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE) ||
      (old > rt::kInitDone && old != mine && !rt::initHolderLives(m, old) &&
       __atomic_compare_exchange_n(state, &old, mine, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))) {
    v.a().i = 1;
    return Status::ok;
  }
  if (old == mine || old == rt::kInitDone) {
    v.a().i = 0;
    return Status::ok;
  }
  m.saveAt(v.pc, v.fp);
  return rt::gosched(m);
}

VOLE_HANDLER(ReflectCall) {
  View v{pc, fp};
  int64_t nslots = (&v.b())[2].i;
  int64_t nresults = (&v.b())[3].i;
  int64_t room = pc->o.a + (nslots > nresults ? nslots : nresults) + 1;
  if (fp + room > m.guard) {
    bool again;
    if (!guarded(m, pc, fp, room, &again)) {
      if (again) VOLE_TAIL(goOn);
      VOLE_LEAVE;
    }
  }
  Slot* b = fp + pc->o.b;
  Slot* nfp = fp + pc->o.a;
  void* closure = b[0].p;
  if (VOLE_UNLIKELY(!closure)) VOLE_TAIL(faultNil);
  auto* f = *static_cast<const rt::FuncInfo**>(closure);
  if (nslots) memcpy(nfp, b[1].p, static_cast<size_t>(nslots) * 8);
  nfp[nslots].p = closure;  // behind the parameters; a lazy function does not know their number yet
  fp = enter(pc + 1, fp, nfp);
  pc = codeOf(f);
  VOLE_DISPATCH;
}
VOLE_OP(ReflectRet) {
  Slot* b = &v.b();
  if (b[3].i) {
    // The frame memory's own type is not known here.
    rt::shadeSlots(m, b[1].p, b[3].i);
    rt::shadeSlots(m, v.fp + v.ua(), b[3].i);
    memcpy(b[1].p, v.fp + v.ua(), static_cast<size_t>(b[3].i) * 8);
  }
}

}  // namespace vole::vm
