// The leaves of packages runtime and runtime/debug.
#include <sched.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <unordered_set>
#include <vector>

#include "runtime/base/throw.h"
#include "runtime/gc/gc.h"
#include "runtime/mem/mheap.h"
#include "runtime/mem/mstats.h"
#include "runtime/native.h"
#include "runtime/panic/panic.h"
#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "runtime/sched/stw.h"
#include "runtime/type/itab.h"

namespace vole::rt {
namespace {

Status gorootLeaf(M& m, Slot* a) {
  setNewString(m, a, 0, m.rt->goroot);
  return Status::ok;
}
VOLE_NATIVE("runtime.GOROOT", gorootLeaf);

// As in Go, others run before the caller goes on. They also must where a goroutine does nothing but collect.
Status gcLeaf(M& m, Slot*) { return gcRun(m, false); }
VOLE_NATIVE("runtime.GC", gcLeaf);

Status goschedLeaf(M& m, Slot*) { return gosched(m); }
VOLE_NATIVE("runtime.Gosched", goschedLeaf);

Status goexitLeaf(M& m, Slot*) { return goexit(m); }
VOLE_NATIVE("runtime.Goexit", goexitLeaf);

Status numGoroutine(M& m, Slot* a) {
  a[0].i = m.rt->sched.ngalive - m.rt->sched.ngsys;
  return Status::ok;
}
VOLE_NATIVE("runtime.NumGoroutine", numGoroutine);

int64_t cpuCount() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  return 1;
}

Status numCPU(M&, Slot* a) {
  a[0].i = cpuCount();
  return Status::ok;
}
VOLE_NATIVE("runtime.NumCPU", numCPU);

Status gomaxprocs(M& m, Slot* a) {
  a[0].i = setGomaxprocs(m, a[0].i);
  return Status::ok;
}
VOLE_NATIVE("runtime.GOMAXPROCS", gomaxprocs);

Status lockThread(M& m, Slot*) {
  lockOSThread(m);
  return Status::ok;
}
Status unlockThread(M& m, Slot*) {
  unlockOSThread(m);
  return Status::ok;
}
VOLE_NATIVE("runtime.LockOSThread", lockThread);
VOLE_NATIVE("runtime.UnlockOSThread", unlockThread);

// Being passed here is what keeps the value reachable.
Status keepLeaf(M&, Slot*) { return Status::ok; }
VOLE_NATIVE("runtime.keep", keepLeaf);

// func SetFinalizer(obj, finalizer any)
Status setFinalizerLeaf(M& m, Slot* a) {
  const Type* ot = static_cast<const Type*>(a[0].p);
  const Type* ft = static_cast<const Type*>(a[2].p);
  auto die = [&](const std::string& text) -> Status { throw_(m, text.c_str()); };
  auto name = [](const Type* t) { return std::string(t->str.ptr, static_cast<size_t>(t->str.len)); };
  if (!ot) return die("runtime.SetFinalizer: first argument is nil");
  if (ot->kind != kPointer) return die("runtime.SetFinalizer: first argument is " + name(ot) + ", not pointer");
  if (!a[1].p) return die("nil elem type!");
  if (ft) {
    if (ft->kind != kFunc) return die("runtime.SetFinalizer: second argument is " + name(ft) + ", not a function");
    const FuncType* f = asFunc(ft);
    bool fits = f->nin == 1 && !f->variadic;
    if (fits) {
      const Type* p = f->in[0];
      fits = p == ot || (p->kind == kInterface && (asInterface(p)->nmethods == 0 || implements(*m.rt, asInterface(p), ot))) ||
             (p->kind == kPointer && asPtr(p)->elem == asPtr(ot)->elem && (!p->named() || !ot->named()));
    }
    if (!fits) return die("runtime.SetFinalizer: cannot pass " + name(ot) + " to finalizer " + name(ft));
  }
  const char* err = setFinalizer(m, a[1].p, ot, ft ? a[3].p : nullptr, ft ? asFunc(ft) : nullptr);
  if (err) return die(err);
  return Status::ok;
}
VOLE_NATIVE("runtime.SetFinalizer", setFinalizerLeaf);

// func nextFinalizer() (fn, word0, word1 unsafe.Pointer, words int)
Status nextFinalizerLeaf(M& m, Slot* a) {
  FinalizerCall c{};
  a[0].p = a[1].p = a[2].p = nullptr;
  a[3].i = 0;
  if (!nextFinalizer(m, &c)) return Status::ok;
  const Type* p = c.fnType->in[0];
  a[0].p = c.fn;
  if (p->kind != kInterface) {
    a[1].p = c.arg;
    a[3].i = 1;
    return Status::ok;
  }
  const InterfaceType* inter = asInterface(p);
  a[1].cp = inter->nmethods == 0 ? static_cast<const void*>(c.argType) : getitab(*m.rt, inter, c.argType);
  a[2].p = c.arg;
  a[3].i = 2;
  return Status::ok;
}
VOLE_NATIVE("runtime.nextFinalizer", nextFinalizerLeaf);

// ---- where code is ----

// reflect gives out a function's record for its address, since code of a lazy function is not there yet.
struct Records {
  void insert(const void* record) {
    LockGuard guard(lock);
    set.insert(record);
  }
  bool contains(const void* p) {
    LockGuard guard(lock);
    return set.count(p) != 0;
  }

 private:
  Lock lock;
  std::unordered_set<const void*> set;
};
Records& records() {
  static Records r;
  return r;
}

Status reflectFuncPC(M&, Slot* a) {
  void* record = *static_cast<void**>(a[0].p);
  records().insert(record);
  a[0].p = record;
  return Status::ok;
}
VOLE_NATIVE("reflect.funcPC", reflectFuncPC);

// rt::callers, and below the goroutine's first function what Go shows there: runtime.main for the main goroutine, and
// runtime.goexit.
int64_t callersToBottom(M& m, int64_t skip, uintptr_t* pcs, int64_t max) {
  if (skip > 1 << 30 || max <= 0) return 0;
  int64_t n = callers(m, static_cast<int>(skip), pcs, static_cast<int>(max));
  if (n == max) return n;
  int64_t over = 0;  // how many of the bottom frames are skipped too
  if (n == 0 && skip > 0) {
    std::vector<uintptr_t> all(static_cast<size_t>(skip));
    over = skip - callers(m, 0, all.data(), static_cast<int>(skip));
  }
  const void* bottom[2];
  int count = 0;
  if (m.curg == m.rt->sched.maing) bottom[count++] = m.rt->hooks.mainReturnPC;
  bottom[count++] = m.rt->hooks.goexitPC;
  for (int64_t i = over; i < count && n < max; i++) pcs[n++] = reinterpret_cast<uintptr_t>(bottom[i]) + 1;
  return n;
}

// Sets a[at] to the file of the text at pc, which lies in f, and answers its line.
int64_t setPlace(M& m, Slot* a, int at, const FuncInfo* f, const void* pc) {
  const char* name;
  int line;
  if (pseudoPlace(f, &name, &line)) {
    setNewString(m, a, at, (m.rt->goroot.empty() ? "" : m.rt->goroot + "/src/") + "runtime/" + name);
    return line;
  }
  setString(a, at, funcfile(f, pc));
  return funcline(f, pc);
}

Status callerLeaf(M& m, Slot* a) {
  uintptr_t pc = 0;
  int64_t skip = a[0].i;
  for (int i = 0; i < 5; i++) a[i].u = 0;
  if (skip < 0 || callersToBottom(m, skip, &pc, 1) < 1) return Status::ok;
  const void* at = reinterpret_cast<const void*>(pc - 1);
  const FuncInfo* f = m.rt->funcs.find(at);
  if (!f) return Status::ok;
  a[0].u = pc - 1;  // inside the call, as in Frame.PC
  a[3].i = setPlace(m, a, 1, f, at);
  a[4].u = 1;
  return Status::ok;
}
VOLE_NATIVE("runtime.Caller", callerLeaf);

// func Callers(skip int, pc []uintptr) int
Status callersLeaf(M& m, Slot* a) {
  int64_t skip = a[0].i > 0 ? a[0].i - 1 : 0;
  GoSlice s = argSlice(a, 1);
  uintptr_t* pcs = static_cast<uintptr_t*>(s.ptr);
  int64_t max = s.len < 1 << 20 ? s.len : 1 << 20;
  int64_t n = 0;
  if (a[0].i <= 0 && max > 0) {  // a native has no frame: its record stands in for the return address
    FuncInfo* f = m.rt->hooks.libFunc(*m.rt, "runtime.Callers");
    records().insert(f);
    pcs[n++] = reinterpret_cast<uintptr_t>(f) + 1;
  }
  n += callersToBottom(m, skip, pcs + n, max - n);
  a[0].i = n;
  return Status::ok;
}
VOLE_NATIVE("runtime.Callers", callersLeaf);

Status funcForPC(M& m, Slot* a) {
  const void* pc = a[0].cp;
  if (!records().contains(pc)) a[0].cp = funcAt(m.rt->funcs.find(pc), pc);
  return Status::ok;
}
VOLE_NATIVE("runtime.funcForPC", funcForPC);

// The function that the code at pc was compiled for, when pc lies in what was inlined into it; else nil.
Status inlinedInto(M& m, Slot* a) {
  const void* pc = a[0].cp;
  const FuncInfo* f = records().contains(pc) ? nullptr : m.rt->funcs.find(pc);
  a[0].cp = f && InlineUnwinder(f, pc).inlined() ? f : nullptr;
  return Status::ok;
}
VOLE_NATIVE("runtime.inlinedInto", inlinedInto);

Status funcNameLeaf(M&, Slot* a) {
  setString(a, 0, static_cast<const FuncInfo*>(a[0].p)->name);
  return Status::ok;
}
VOLE_NATIVE("runtime.funcName", funcNameLeaf);

Status funcEntry(M&, Slot* a) {
  const FuncInfo* f = static_cast<const FuncInfo*>(a[0].p);
  if (f->codeBytes) a[0].cp = f->code;
  return Status::ok;
}
VOLE_NATIVE("runtime.funcEntry", funcEntry);

Status funcFileLine(M& m, Slot* a) {
  const FuncInfo* f = static_cast<const FuncInfo*>(a[0].p);
  if (const FuncInfo* in = m.rt->funcs.find(a[1].cp); in && in != f && funcAt(in, a[1].cp) == f) {
    a[2].i = setPlace(m, a, 0, in, a[1].cp);
    return Status::ok;
  }
  const char* pc = static_cast<const char*>(a[1].cp);
  const char* code = static_cast<const char*>(f->code);
  bool inside = f->codeBytes && pc >= code && pc < code + f->codeBytes;
  if (inside && !(f->flags & kFuncNative)) {
    a[2].i = setPlace(m, a, 0, f, pc);
    return Status::ok;
  }
  GoString file = f->file;
  if (!file.len) {  // a native: the package is what matters
    static const char kLeaves[] = "runtime/leaves.go";
    file = {kLeaves, sizeof kLeaves - 1};
  }
  setString(a, 0, file);
  a[2].i = f->line;
  return Status::ok;
}
VOLE_NATIVE("runtime.funcFileLine", funcFileLine);

// func Stack(buf []byte, all bool) int
Status stackLeaf(M& m, Slot* a) {
  GoSlice buf = argSlice(a, 0);
  std::string out;
  if (a[3].b) stopTheWorld(m, "stack trace");
  tracebackG(*m.rt, *m.curg, out);
  if (a[3].b) {
    tracebackOthers(*m.rt, {m.curg}, out);
    startTheWorld(m);
  }
  int64_t n = static_cast<int64_t>(out.size()) < buf.len ? static_cast<int64_t>(out.size()) : buf.len;
  std::memcpy(buf.ptr, out.data(), static_cast<size_t>(n));
  a[0].i = n;
  return Status::ok;
}
VOLE_NATIVE("runtime.Stack", stackLeaf);

Status readMemStatsLeaf(M& m, Slot* a) {
  MemStats* to = static_cast<MemStats*>(a[0].p);
  if (!to) return panicNilDeref(m);
  stopTheWorld(m, "read mem stats");
  readMemStats(*m.rt, to);
  startTheWorld(m);
  return Status::ok;
}
VOLE_NATIVE("runtime.ReadMemStats", readMemStatsLeaf);

// ---- runtime/debug ----

Status setGCPercentLeaf(M& m, Slot* a) {
  a[0].i = setGCPercent(*m.rt, a[0].i);
  return Status::ok;
}
VOLE_NATIVE("runtime/debug.setGCPercent", setGCPercentLeaf);

// Settings that are kept but change nothing yet.
template <int64_t kStart>
Status keepSetting(M&, Slot* a) {
  static int64_t value = kStart;
  int64_t old = value;
  if (a[0].i >= 0) value = a[0].i;
  a[0].i = old;
  return Status::ok;
}
VOLE_NATIVE("runtime/debug.setMaxStack", keepSetting<1000000000>);

Status setMemoryLimitLeaf(M& m, Slot* a) {
  a[0].i = setMemoryLimit(*m.rt, a[0].i);
  return Status::ok;
}
VOLE_NATIVE("runtime/debug.setMemoryLimit", setMemoryLimitLeaf);

Status setPanicOnFault(M& m, Slot* a) {
  bool old = m.curg->panicOnFault;
  m.curg->panicOnFault = a[0].b;
  a[0].u = old;
  return Status::ok;
}
VOLE_NATIVE("runtime/debug.setPanicOnFault", setPanicOnFault);

Status freeOSMemory(M& m, Slot*) {
  return gcRun(m, true);
}
VOLE_NATIVE("runtime/debug.freeOSMemory", freeOSMemory);

// Never below what the environment asks for.
Status setTraceback(M& m, Slot* a) {
  DebugVars& d = m.rt->debug;
  d.traceback = std::max(tracebackLevel(argView(a, 0), d.traceback), getenv("GOTRACEBACK") ? d.traceback : 0);
  return Status::ok;
}
VOLE_NATIVE("runtime/debug.SetTraceback", setTraceback);

}  // namespace
}  // namespace vole::rt
