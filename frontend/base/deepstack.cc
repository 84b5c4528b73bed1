// This file switches stacks for onDeepStack.
#include "frontend/base/deepstack.h"

#include <algorithm>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>

namespace vole {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSwitch = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool kSwitch = false;  // sanitizers know threads' own stacks only
#else
constexpr bool kSwitch = true;
#endif
#else
constexpr bool kSwitch = true;
#endif

thread_local bool own = false;        // the thread's own stack will do
thread_local uintptr_t bottom = 0;

struct Stack {
  void* base = nullptr;
  size_t size = 0;
  Stack() {
    size = size_t{512} << 20;
    rlimit lim;
    if (getrlimit(RLIMIT_AS, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY) size = std::min<size_t>(size, lim.rlim_cur / 16);
    size &= ~size_t{4095};
    base = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (base == MAP_FAILED) base = nullptr;
    else mprotect(base, 4096, PROT_NONE);
  }
};

struct Call {
  void (*fn)(void*);
  void* arg;
  ucontext_t back, there;
};
thread_local Call* current;

void enter() {
  Call* c = current;
  c->fn(c->arg);
}

}  // namespace

void haveDeepStack() { own = true; }
uintptr_t deepStackBottom() { return bottom; }

void onDeepStack(void (*fn)(void*), void* arg) {
  if (!kSwitch || own || bottom) return fn(arg);
  static const Stack stack;  // never given back
  if (!stack.base) return fn(arg);
  Call c{fn, arg, {}, {}};
  getcontext(&c.there);
  c.there.uc_stack.ss_sp = stack.base;
  c.there.uc_stack.ss_size = stack.size;
  c.there.uc_link = &c.back;
  makecontext(&c.there, enter, 0);
  current = &c;
  bottom = reinterpret_cast<uintptr_t>(stack.base) + 4096;
  swapcontext(&c.back, &c.there);
  bottom = 0;
}

}  // namespace vole
