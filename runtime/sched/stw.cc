// This file stops and starts the world. With one M the world has stopped as soon as the caller asks.
#include "runtime/sched/stw.h"

namespace vole::rt {

void stopTheWorld(M&, const char*) {}
void startTheWorld(M&) {}
bool tryStopTheWorld(M&, const char*) { return true; }
bool suspendG(M&, G* g) { return g->status != GStatus::dead && g->status != GStatus::idle; }
void resumeG(M&, G*) {}
void forEachP(M& m, void (*fn)(M&, P&, void*), void* arg) {
  for (P* p : m.rt->allp) fn(m, *p, arg);
}

}  // namespace vole::rt
