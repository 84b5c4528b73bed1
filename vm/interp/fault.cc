// Cold code that many handlers share: taking up a position the run time chose, polling, and the commonest faults.
#include "runtime/sched/sched.h"
#include "vm/interp/handler.h"

namespace vole::vm {

VOLE_SIGNATURE(goOn) {
  pc = static_cast<const Instr*>(m.curg->sched.pc);
  fp = m.curg->sched.fp;
  VOLE_DISPATCH;
}

VOLE_SIGNATURE(poll) {
  m.saveAt(pc, fp);
  Status s = rt::safepoint(m, fp);
  if (s == Status::panic || s == Status::reload || s == Status::ok) VOLE_TAIL(goOn);
  VOLE_LEAVE;
}

// Faults never come back to the instruction, so `next` is the instruction itself.
#define FAULT(name, call)                                                        \
  VOLE_SIGNATURE(name) {                                                         \
    m.save(pc, fp, pc);                                                          \
    View v{pc, fp};                                                              \
    (void)v;                                                                     \
    Status s = call;                                                             \
    if (s == Status::panic || s == Status::reload) VOLE_TAIL(goOn);              \
    VOLE_LEAVE;                                                                  \
  }

FAULT(faultNil, rt::panicNilDeref(m))
FAULT(faultDivide, rt::panicDivide(m))
FAULT(faultIdxLoad, rt::panicIndex(m, v.c().i, (&v.b())[1].i))
FAULT(faultIdxStore, rt::panicIndex(m, v.b().i, (&v.a())[1].i))
FAULT(faultPIdxLoad, v.b().p ? rt::panicIndex(m, v.c().i, static_cast<int64_t>(v.x())) : rt::panicNilDeref(m))
FAULT(faultPIdxStore, v.a().p ? rt::panicIndex(m, v.b().i, static_cast<int64_t>(v.x())) : rt::panicNilDeref(m))
FAULT(faultFIdxLoad, rt::panicIndex(m, v.c().i, static_cast<int64_t>(v.x())))
FAULT(faultFIdxStore, rt::panicIndex(m, v.b().i, static_cast<int64_t>(v.x())))

}  // namespace vole::vm
