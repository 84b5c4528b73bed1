// This file calls C through libffi. Natives never call Go, so a C function that may call back runs on a stack of its own
// (ucontext), as a coroutine of the native that resumes it: a callback switches back to the native, which returns to Go with
// the callback's number; Go runs it and resumes the C function. Go keeps the goroutine on its thread meanwhile.
#include <dlfcn.h>
#include <ffi.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/base/runlimits.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

constexpr size_t kStackBytes = size_t{1} << 20;  // of a coroutine; touched pages only are backed
constexpr int kMaxNested = 1000;                 // coroutines alive at once

std::mutex mu;  // guards the tables below

// ---- libraries

std::string dlText() {
  const char* t = dlerror();
  return t ? t : "unknown error";
}

void refuseC(M& m, const std::string& what) {
  if (m.rt->limits && m.rt->limits->noC) rt::limitHit("c=none: " + what);
}

// func dlopen(path string, mode int) (h uintptr, text string)
Status dlopenNative(M& m, Slot* a) {
  std::string path(rt::argView(a, 0));
  refuseC(m, "dlopen " + path);
  int mode = static_cast<int>(a[2].i);
  if (!(mode & (RTLD_LAZY | RTLD_NOW))) mode |= RTLD_LAZY;
  rt::entersyscall(m);  // constructors of the library run
  void* h = dlopen(path.empty() ? nullptr : path.c_str(), mode);
  std::string text = h ? "" : dlText();
  rt::exitsyscall(m);
  a[0].p = h;
  rt::setNewString(m, a, 1, text);
  return Status::ok;
}

// func dlsym(h uintptr, name string) (p uintptr, text string)
Status dlsymNative(M& m, Slot* a) {
  std::string name(rt::argView(a, 1));
  refuseC(m, "dlsym " + name);
  void* p = dlsym(a[0].p, name.c_str());
  std::string text = p ? "" : dlText();
  a[0].p = p;
  rt::setNewString(m, a, 1, text);
  return Status::ok;
}

// func dlclose(h uintptr) (text string)
Status dlcloseNative(M& m, Slot* a) {
  std::string text;
  if (!a[0].p) text = "invalid handle";
  else if (dlclose(a[0].p) != 0) text = dlText();
  rt::setNewString(m, a, 0, text);
  return Status::ok;
}

// ---- call interfaces

struct Cif {
  ffi_cif cif;
  std::vector<ffi_type*> args;
};

std::deque<ffi_type> structs;                      // never freed, as the interfaces that name them
std::deque<std::vector<ffi_type*>> structFields;

ffi_type* parseType(std::string_view s, size_t* at) {
  if (*at >= s.size()) return nullptr;
  switch (s[(*at)++]) {
    case 'v': return &ffi_type_void;
    case 'b': return &ffi_type_sint8;
    case 'B': return &ffi_type_uint8;
    case 'h': return &ffi_type_sint16;
    case 'H': return &ffi_type_uint16;
    case 'i': return &ffi_type_sint32;
    case 'I': return &ffi_type_uint32;
    case 'l': return &ffi_type_sint64;
    case 'L': return &ffi_type_uint64;
    case 'f': return &ffi_type_float;
    case 'd': return &ffi_type_double;
    case 'p': return &ffi_type_pointer;
    case '{': {
      std::vector<ffi_type*> fields;
      while (*at < s.size() && s[*at] != '}') {
        ffi_type* f = parseType(s, at);  // depth bounded by the caller (maxStructDepth)
        if (!f) return nullptr;
        fields.push_back(f);
      }
      ++*at;
      if (fields.empty()) return nullptr;  // C has no empty structs
      fields.push_back(nullptr);
      structFields.push_back(std::move(fields));
      structs.push_back({0, 0, FFI_TYPE_STRUCT, structFields.back().data()});
      return &structs.back();
    }
    default: return nullptr;
  }
}

// func prep(sig string, fixed int) uintptr
Status prepNative(M&, Slot* a) {
  std::string sig(rt::argView(a, 0));
  int64_t fixed = a[2].i;
  static std::map<std::pair<std::string, int64_t>, Cif*> cache;
  std::lock_guard<std::mutex> lock(mu);
  Cif*& c = cache[{sig, fixed}];
  if (!c) {
    auto* made = new Cif;
    size_t at = 0;
    ffi_type* result = parseType(sig, &at);
    bool ok = result != nullptr;
    while (ok && at < sig.size()) {
      ffi_type* t = parseType(sig, &at);
      if (t) made->args.push_back(t);
      else ok = false;
    }
    auto n = static_cast<unsigned>(made->args.size());
    if (ok) {
      ffi_status st = fixed < 0 ? ffi_prep_cif(&made->cif, FFI_DEFAULT_ABI, n, result, made->args.data())
                                : ffi_prep_cif_var(&made->cif, FFI_DEFAULT_ABI, static_cast<unsigned>(fixed), n, result, made->args.data());
      ok = st == FFI_OK;
    }
    if (ok) c = made;
    else delete made;
  }
  a[0].p = c;
  return Status::ok;
}

using CFn = void (*)();

// func direct(cif, cfn uintptr, args, ret unsafe.Pointer) (errno uintptr)
Status directNative(M& m, Slot* a) {
  auto* c = static_cast<Cif*>(a[0].p);
  auto fn = reinterpret_cast<CFn>(a[1].p);
  auto** args = static_cast<void**>(a[2].p);
  void* ret = a[3].p;
  rt::entersyscall(m);
  errno = 0;
  ffi_call(&c->cif, fn, ret, args);
  int err = errno;
  rt::exitsyscall(m);
  a[0].i = err;
  return Status::ok;
}

// ---- coroutines and callbacks

struct Coroutine {
  ucontext_t c, native;  // where C stands; where the native stands that resumed it
  char* stack = nullptr;
  Cif* cif = nullptr;
  CFn fn = nullptr;
  void** args = nullptr;
  void* ret = nullptr;
  Coroutine* outer = nullptr;  // that ran on this thread when this one was resumed
  // Of the callback that waits for Go, index -1 when the function has returned:
  int64_t index = -1;
  void** params = nullptr;
  void* result = nullptr;
  int err = 0;
};

std::vector<Coroutine*> freeList;  // with their stacks
int live = 0;
std::atomic<int64_t> numClosures{0};

// The coroutine that this thread runs. Read through a function: a coroutine's code must not keep the address of a
// thread-local variable over a switch.
thread_local Coroutine* current = nullptr;
[[gnu::noinline]] Coroutine*& currentRef() {
  asm volatile("");
  return current;
}

void coroutineMain(unsigned lo, unsigned hi) {
  auto* co = reinterpret_cast<Coroutine*>(uint64_t{lo} | uint64_t{hi} << 32);
  errno = 0;
  ffi_call(&co->cif->cif, co->fn, co->ret, co->args);
  co->err = errno;
  co->index = -1;
  setcontext(&co->native);
}

void onCallback(ffi_cif*, void* ret, void** args, void* user) {
  Coroutine* co = currentRef();
  if (!co) {
    std::fputs("fatal error: purego: C called a Go callback outside a call made by Go (another thread?), which is not supported\n", stderr);
    _exit(2);
  }
  co->index = static_cast<int64_t>(reinterpret_cast<intptr_t>(user));
  co->params = args;
  co->result = ret;
  int err = errno;
  swapcontext(&co->c, &co->native);
  errno = err;
}

// func begin(cif, cfn uintptr, args, ret unsafe.Pointer) (co uintptr)
Status beginNative(M&, Slot* a) {
  Coroutine* co = nullptr;
  {
    std::lock_guard<std::mutex> lock(mu);
    if (!freeList.empty()) {
      co = freeList.back();
      freeList.pop_back();
    } else if (live < kMaxNested) {
      void* p = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
      if (p != MAP_FAILED) {
        mprotect(p, 4096, PROT_NONE);
        co = new Coroutine;
        co->stack = static_cast<char*>(p);
      }
    }
    if (co) live++;
  }
  if (co) {
    co->cif = static_cast<Cif*>(a[0].p);
    co->fn = reinterpret_cast<CFn>(a[1].p);
    co->args = static_cast<void**>(a[2].p);
    co->ret = a[3].p;
    getcontext(&co->c);
    co->c.uc_stack.ss_sp = co->stack + 4096;
    co->c.uc_stack.ss_size = kStackBytes - 4096;
    co->c.uc_link = nullptr;
    auto w = reinterpret_cast<uint64_t>(co);
    makecontext(&co->c, reinterpret_cast<void (*)()>(coroutineMain), 2, static_cast<unsigned>(w), static_cast<unsigned>(w >> 32));
  }
  a[0].p = co;
  return Status::ok;
}

// func resume(co uintptr) (index int, params, result unsafe.Pointer, errno uintptr)
Status resumeNative(M& m, Slot* a) {
  auto* co = static_cast<Coroutine*>(a[0].p);
  rt::entersyscall(m);
  co->outer = currentRef();
  currentRef() = co;
  swapcontext(&co->native, &co->c);
  currentRef() = co->outer;
  rt::exitsyscall(m);
  a[0].i = co->index;
  a[1].p = co->params;
  a[2].p = co->result;
  a[3].i = co->err;
  return Status::ok;
}

// func drop(co uintptr)
// Also when a callback panicked or ended its goroutine: the C frames are gone then.
Status dropNative(M&, Slot* a) {
  std::lock_guard<std::mutex> lock(mu);
  live--;
  freeList.push_back(static_cast<Coroutine*>(a[0].p));
  return Status::ok;
}

Status haveClosures(M&, Slot* a) {
  a[0].u = numClosures.load(std::memory_order_relaxed) != 0;
  return Status::ok;
}

// func reserve(n int) int
Status reserve(M&, Slot* a) {
  a[0].i = numClosures++;
  return Status::ok;
}

// func newClosure(cif uintptr, index int) uintptr
Status newClosure(M& m, Slot* a) {
  void* code = nullptr;
  auto* closure = static_cast<ffi_closure*>(ffi_closure_alloc(sizeof(ffi_closure), &code));
  auto* c = static_cast<Cif*>(a[0].p);
  if (!closure || ffi_prep_closure_loc(closure, &c->cif, onCallback, reinterpret_cast<void*>(a[1].i), code) != FFI_OK)
    return rt::panicPlain(m, "purego: no memory for a callback");
  a[0].p = code;
  return Status::ok;
}

// func goString(p uintptr) string
Status goString(M& m, Slot* a) {
  const char* p = static_cast<const char*>(a[0].p);
  rt::setNewString(m, a, 0, p ? std::string_view(p) : std::string_view());
  return Status::ok;
}

#define PUREGO(name) "github.com/ebitengine/purego." name
VOLE_NATIVE(PUREGO("dlopen"), dlopenNative);
VOLE_NATIVE(PUREGO("dlsym"), dlsymNative);
VOLE_NATIVE(PUREGO("dlclose"), dlcloseNative);
VOLE_NATIVE(PUREGO("prep"), prepNative);
VOLE_NATIVE(PUREGO("direct"), directNative);
VOLE_NATIVE(PUREGO("begin"), beginNative);
VOLE_NATIVE(PUREGO("resume"), resumeNative);
VOLE_NATIVE(PUREGO("drop"), dropNative);
VOLE_NATIVE(PUREGO("haveClosures"), haveClosures);
VOLE_NATIVE(PUREGO("reserve"), reserve);
VOLE_NATIVE(PUREGO("newClosure"), newClosure);
VOLE_NATIVE(PUREGO("goString"), goString);

}  // namespace
}  // namespace vole::stdlib
