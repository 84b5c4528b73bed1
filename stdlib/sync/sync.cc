// The leaves of package sync: semaphores, and the two fatal ends.
#include "runtime/base/throw.h"
#include "runtime/data/sema.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"

namespace vole::rt {
namespace {

uint32_t* word(Slot* a) { return static_cast<uint32_t*>(a[0].p); }

Status semAcquire(M& m, Slot* a) { return semacquire(m, word(a), false, WaitReason::sema); }
Status semAcquireMutex(M& m, Slot* a) { return semacquire(m, word(a), a[1].b, WaitReason::mutexLock); }
Status semAcquireRWMutexR(M& m, Slot* a) { return semacquire(m, word(a), a[1].b, WaitReason::rwRLock); }
Status semAcquireRWMutex(M& m, Slot* a) { return semacquire(m, word(a), a[1].b, WaitReason::rwLock); }
Status semAcquireCond(M& m, Slot* a) { return semacquire(m, word(a), false, WaitReason::condWait); }
Status semRelease(M& m, Slot* a) { return semrelease(m, word(a), a[1].b); }

VOLE_NATIVE("sync.runtime_Semacquire", semAcquire);
VOLE_NATIVE("sync.runtime_SemacquireMutex", semAcquireMutex);
VOLE_NATIVE("sync.runtime_SemacquireRWMutexR", semAcquireRWMutexR);
VOLE_NATIVE("sync.runtime_SemacquireRWMutex", semAcquireRWMutex);
VOLE_NATIVE("sync.runtime_SemacquireCond", semAcquireCond);
VOLE_NATIVE("sync.runtime_Semrelease", semRelease);

Status nanotimeLeaf(M&, Slot* a) {
  a[0].i = nanotime();
  return Status::ok;
}
VOLE_NATIVE("sync.runtime_nanotime", nanotimeLeaf);

Status throwLeaf(M& m, Slot* a) { throw_(m, std::string(argView(a, 0)).c_str()); }
Status fatalLeaf(M& m, Slot* a) { fatal(m, std::string(argView(a, 0)).c_str()); }
VOLE_NATIVE("sync.throw", throwLeaf);
VOLE_NATIVE("sync.fatal", fatalLeaf);

}  // namespace
}  // namespace vole::rt
