// Channels and select. Elements are passed by the address of their slots; the run time finishes a parked operation through
// the goroutine's continuation, before the instruction after it runs.
#include <cstdlib>

#include "runtime/data/chan.h"
#include "runtime/data/select.h"
#include "vm/interp/handler.h"

namespace vole::vm {

VOLE_CALL(Send) { return rt::chansend(m, static_cast<rt::hchan*>(v.b().p), &v.c()); }
VOLE_CALL(Recv) {
  auto* t = v.template xp<const rt::ChanType>();
  auto* c = static_cast<rt::hchan*>(v.b().p);
  Slot* ok = v.ud() == kNoSlot ? nullptr : &v.d();
  Slot* a = nullptr;
  if (!(v.y() & 1) && v.ua() != kNoSlot) {
    a = &v.a();
    memset(a, 0, static_cast<size_t>(rt::slotsOf(t->elem)) * 8);
  }
  return rt::chanrecv(m, c, a, ok);
}
VOLE_CALL(Close) { return rt::closechan(m, static_cast<rt::hchan*>(v.b().p)); }
VOLE_CALL(MakeChan) {
  rt::hchan* c = rt::makechan(m, v.template xp<const rt::ChanType>(), v.b().i);
  if (VOLE_UNLIKELY(!c)) return Status::panic;
  v.a().p = c;
  return Status::ok;
}
VOLE_OP(ChanLen) {
  auto* c = static_cast<const rt::hchan*>(v.b().p);
  v.a().u = c ? c->qcount : 0;
}
VOLE_OP(ChanCap) {
  auto* c = static_cast<const rt::hchan*>(v.b().p);
  v.a().u = c ? c->dataqsiz : 0;
}

static Status runSelect(rt::M& m, View v) {
  constexpr uint32_t kInline = 16;
  auto* d = v.xp<const SelectDesc>();
  rt::scase few[kInline];
  rt::scase* cases = few;
  if (d->ncases > kInline) cases = static_cast<rt::scase*>(malloc(d->ncases * sizeof(rt::scase)));
  for (uint32_t i = 0; i < d->ncases; i++) {
    const SelectCase& c = d->cases[i];
    cases[i] = {static_cast<rt::hchan*>(v.fp[c.chan].p), c.value == kNoSlot ? nullptr : &v.fp[c.value], c.dir == SelectCase::kSend};
  }
  Status s = rt::selectgo(m, cases, static_cast<int>(d->ncases), d->block, &v.a(), v.ub() == kNoSlot ? nullptr : &v.b());
  if (cases != few) free(cases);
  return s;
}
VOLE_CALL(Select) { return runSelect(m, v); }

}  // namespace vole::vm
