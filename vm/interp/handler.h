// The form of handlers: the only place that knows how one instruction leads to the next.
//
// A body is a template over a view of the operands and touches operands only through it, so that other back ends (stencils)
// can compile the same bodies. Around a body one of these macros makes the handler h_<Name> that the dispatch table expects:
//
//   VOLE_OP(Name)       void body(v, m)     then the next instruction
//   VOLE_TRY(Name)      bool body(v, m)     true: done. False (nothing stored yet): the cold half runs from the start:
//     VOLE_SLOW(Name)   Status body(v, m)     its cold half, position saved; or
//     VOLE_TRY_OR(Name, fault)              a fault shared by several instructions (fault.cc)
//   VOLE_CALL(Name)     Status body(v, m)   position saved first; may park, panic, yield
//   VOLE_COND(Name)     bool body(v)        J<Name> and L<Name>, the jump and its polling loop form
//   VOLE_HANDLER(Name)  everything by hand
//
// With VOLE_TAILCALLS each handler jumps to the next (clang: musttail, preserve_none: pc, fp and m stay in registers that
// ordinary calls keep). Without, it returns {pc, fp} to a loop, which any compiler and every sanitizer accepts.
// Cold halves are reached by tail calls to functions of the handler's own signature: a plain call would make the handler
// save registers on its hot path.
#pragma once
#include <bit>
#include <cstring>

#include "runtime/native.h"
#include "runtime/panic/error.h"
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"
#include "runtime/sched/status.h"
#include "runtime/type/funcinfo.h"
#include "runtime/type/type.h"
#include "vm/bytecode/opcode.h"

#define VOLE_INLINE [[gnu::always_inline]] static inline
#define VOLE_COLD [[gnu::cold, gnu::noinline]]
#define VOLE_LIKELY(x) __builtin_expect(!!(x), 1)
#define VOLE_UNLIKELY(x) __builtin_expect(!!(x), 0)

namespace vole::vm {

using rt::Slot;
using rt::Status;

#if VOLE_TAILCALLS
#define VOLE_CC __attribute__((preserve_none))
#define VOLE_RESULT void
using Handler = void(VOLE_CC*)(const Instr* pc, Slot* fp, rt::M& m);
#define VOLE_TAIL(h) [[clang::musttail]] return h(pc, fp, m)
#define VOLE_DISPATCH [[clang::musttail]] return reinterpret_cast<Handler>(const_cast<void*>(pc->handler))(pc, fp, m)
#define VOLE_LEAVE return
#else
#define VOLE_CC
struct Next {
  const Instr* pc;  // null: leave the loop
  Slot* fp;
};
#define VOLE_RESULT Next
using Handler = Next (*)(const Instr* pc, Slot* fp, rt::M& m);
#define VOLE_TAIL(h) return h(pc, fp, m)
#define VOLE_DISPATCH return Next{pc, fp}
#define VOLE_LEAVE return Next{nullptr, nullptr}
#endif

#define VOLE_SIGNATURE(name) VOLE_RESULT VOLE_CC name(const Instr* pc, Slot* fp, rt::M& m)
#define VOLE_HANDLER(N) VOLE_SIGNATURE(h_##N)

// Operands of the instruction at pc in frame fp. References are only good until the first store: a slot may alias
// anything for the compiler, so bodies with several stores take addresses and values first.
struct View {
  const Instr* pc;
  Slot* fp;
  Slot& a() const { return fp[pc->o.a]; }
  Slot& b() const { return fp[pc->o.b]; }
  Slot& c() const { return fp[pc->o.c]; }
  Slot& d() const { return fp[pc->o.d]; }
  uint16_t ua() const { return pc->o.a; }
  uint16_t ub() const { return pc->o.b; }
  uint16_t uc() const { return pc->o.c; }
  uint16_t ud() const { return pc->o.d; }
  int64_t ib() const { return static_cast<int16_t>(pc->o.b); }
  int64_t ic() const { return static_cast<int16_t>(pc->o.c); }
  int64_t id() const { return static_cast<int16_t>(pc->o.d); }
  int64_t imm() const { return pc->o.imm32; }
  uint64_t uimm() const { return pc->o.uimm32; }
  uint64_t x() const { return pc[1].x; }
  uint64_t y() const { return pc[1].y; }
  template <class T>
  T* xp() const {
    return reinterpret_cast<T*>(pc[1].x);
  }
  template <class T>
  T* yp() const {
    return reinterpret_cast<T*>(pc[1].y);
  }
};

inline float f32(const Slot& s) { return std::bit_cast<float>(s.u32); }
inline void setF32(Slot& s, float f) { s.u = std::bit_cast<uint32_t>(f); }
inline rt::GoString str(const Slot& s) { return {static_cast<const char*>(s.p), (&s)[1].i}; }
inline rt::GoSlice slice(const Slot& s) { return {s.p, (&s)[1].i, (&s)[2].i}; }
inline void setStr(Slot& s, rt::GoString v) {
  s.cp = v.ptr;
  (&s)[1].i = v.len;
}
inline void setSlice(Slot& s, rt::GoSlice v) {
  s.p = v.ptr;
  (&s)[1].i = v.len;
  (&s)[2].i = v.cap;
}

#define VOLE_NEXT(N)          \
  pc += opUnits(Op::N);       \
  VOLE_DISPATCH

// After a run-time function has answered s.
#define VOLE_FINISH(s, N)                                                                            \
  if (VOLE_LIKELY((s) == Status::ok)) {                                                              \
    VOLE_NEXT(N);                                                                                    \
  }                                                                                                  \
  if ((s) == Status::panic || (s) == Status::reload) VOLE_TAIL(goOn);                                \
  VOLE_LEAVE

#define VOLE_OP(N)                                        \
  template <class V>                                      \
  VOLE_INLINE void body_##N(V v, rt::M& m);               \
  VOLE_HANDLER(N) {                                       \
    body_##N(View{pc, fp}, m);                            \
    VOLE_NEXT(N);                                         \
  }                                                       \
  template <class V>                                      \
  VOLE_INLINE void body_##N(V v, rt::M& m)

#define VOLE_TRY_OR(N, slow)                              \
  template <class V>                                      \
  VOLE_INLINE bool body_##N(V v, rt::M& m);               \
  VOLE_HANDLER(N) {                                       \
    if (VOLE_UNLIKELY(!body_##N(View{pc, fp}, m))) VOLE_TAIL(slow); \
    VOLE_NEXT(N);                                         \
  }                                                       \
  template <class V>                                      \
  VOLE_INLINE bool body_##N(V v, rt::M& m)

#define VOLE_TRY(N)                                       \
  VOLE_COLD static VOLE_SIGNATURE(slow_##N);              \
  VOLE_TRY_OR(N, slow_##N)

#define VOLE_SLOW(N)                                      \
  template <class V>                                      \
  VOLE_INLINE Status slowBody_##N(V v, rt::M& m);         \
  VOLE_COLD static VOLE_SIGNATURE(slow_##N) {             \
    m.save(pc + opUnits(Op::N), fp, pc);                  \
    Status s = slowBody_##N(View{pc, fp}, m);             \
    VOLE_FINISH(s, N);                                    \
  }                                                       \
  template <class V>                                      \
  VOLE_INLINE Status slowBody_##N(V v, rt::M& m)

#define VOLE_CALL(N)                                      \
  template <class V>                                      \
  VOLE_INLINE Status body_##N(V v, rt::M& m);             \
  VOLE_HANDLER(N) {                                       \
    m.save(pc + opUnits(Op::N), fp, pc);                  \
    Status s = body_##N(View{pc, fp}, m);                 \
    VOLE_FINISH(s, N);                                    \
  }                                                       \
  template <class V>                                      \
  VOLE_INLINE Status body_##N(V v, rt::M& m)

// Each arm dispatches for itself: with a common tail clang makes the distance a conditional move, and the next jump waits for it.
#define VOLE_JUMP(N, cond)                                \
  VOLE_HANDLER(N) {                                       \
    if (cond(View{pc, fp})) {                             \
      pc += pc->o.imm32;                                  \
      VOLE_DISPATCH;                                      \
    }                                                     \
    VOLE_NEXT(N);                                         \
  }
#define VOLE_LOOP(N, cond)                                \
  VOLE_HANDLER(N) {                                       \
    if (cond(View{pc, fp})) {                             \
      pc += pc->o.imm32;                                  \
      if (VOLE_UNLIKELY(fp > m.guard)) VOLE_TAIL(poll);   \
      VOLE_DISPATCH;                                      \
    }                                                     \
    VOLE_NEXT(N);                                         \
  }
#define VOLE_COND(N)                                      \
  template <class V>                                      \
  VOLE_INLINE bool cond_##N(V v);                         \
  VOLE_JUMP(J##N, cond_##N)                               \
  VOLE_LOOP(L##N, cond_##N)                               \
  template <class V>                                      \
  VOLE_INLINE bool cond_##N(V v)

// ---- shared cold code (fault.cc) ---------------------------------------------------------------------------------
// Takes pc and fp from g.sched.
VOLE_COLD VOLE_SIGNATURE(goOn);
// A backward branch met the tripped guard; pc is its target.
VOLE_COLD VOLE_SIGNATURE(poll);
VOLE_COLD VOLE_SIGNATURE(faultNil);
VOLE_COLD VOLE_SIGNATURE(faultDivide);
VOLE_COLD VOLE_SIGNATURE(faultIdxLoad);    // slice b, index c
VOLE_COLD VOLE_SIGNATURE(faultIdxStore);   // slice a, index b
VOLE_COLD VOLE_SIGNATURE(faultPIdxLoad);   // pointer b, index c, x elements
VOLE_COLD VOLE_SIGNATURE(faultPIdxStore);  // pointer a, index b, x elements
VOLE_COLD VOLE_SIGNATURE(faultFIdxLoad);   // index c, x elements
VOLE_COLD VOLE_SIGNATURE(faultFIdxStore);  // index b, x elements

// "value method main.T.M called using nil *T pointer", for the method f.
Status panicWrap(rt::M& m, const rt::FuncInfo* f);

// ---- handlers ------------------------------------------------------------------------------------------------------
#define OP(group, name, a, b, c, d, flags, text) VOLE_HANDLER(name);
#include "vm/bytecode/opcodes.def"
#undef OP

}  // namespace vole::vm
