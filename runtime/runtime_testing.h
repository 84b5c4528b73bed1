// This file gives unit tests a Runtime without an engine: one goroutine that "runs" for as long as the test calls into the
// run time, and a scriptable execute hook.
#pragma once
#include <cstring>


#include "runtime/runtime.h"
#include "runtime/sched/stack.h"

namespace vole::rt {

struct TestRuntime {
  Runtime rt;
  M& m = rt.m0;
  alignas(16) char code[4096] = {};
  FuncInfo fn, bottom, body;

  TestRuntime() {
    describe(bottom, "runtime.goexit", 0, 1);
    bottom.flags = kFuncPseudo;
    describe(fn, "main.main", 1, 16);
    fn.frameSlots = 16;
    describe(body, "main.body", 32, 16);
    body.frameSlots = 8;
    rt.hooks.goexitPC = rt.hooks.mainReturnPC = bottom.code;
    m.curg = nullptr;
  }
  void describe(FuncInfo& f, const char* name, int at, int units) {
    f.code = code + at * 16;
    f.codeBytes = static_cast<uint32_t>(units) * 16;
    f.name = {name, static_cast<int64_t>(strlen(name))};
    f.file = {"test.go", 7};
    rt.funcs.add(&f);
  }
  G* start() {
    G* g = newproc(m, &fn.self);
    runqget(*m.p);
    g->status = GStatus::running;
    m.curg = g;
    __atomic_store_n(&m.guard, g->stackguard, __ATOMIC_RELAXED);
    return g;
  }
};

}  // namespace vole::rt
