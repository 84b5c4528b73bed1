// This file declares what the layers above the run time supply: the engine that interprets, the compiler behind lazy
// functions, the types and functions of the library's Go text. tools/vole/wire.cc and vm/interp fill it in.
#pragma once

namespace vole::rt {

struct M;
struct G;
struct Type;
struct FuncInfo;
class Runtime;

struct Hooks {
  // Interprets g from g.sched until it parks, yields or ends; every way out has stored g.sched. Called by the scheduler
  // loop with m.curg = &g and m.guard set; g.resume has been run already.
  void (*execute)(M& m, G& g) = nullptr;

  // Code addresses of one-instruction pseudo functions, each inside a registered FuncInfo (runtime.goexit,
  // runtime.gopanic, runtime.main): return address of a goroutine's first function, of deferred calls run by a panic
  // (the handler calls rt::panicReturn), of main.main (the handler calls rt::mainReturn).
  const void* goexitPC = nullptr;
  const void* panicReturnPC = nullptr;
  const void* mainReturnPC = nullptr;

  // The descriptor of a type of the library's Go text by qualified name ("runtime.boundsError",
  // "runtime.TypeAssertionError"), loading and checking the package when need be. Never null.
  Type* (*libType)(Runtime& rt, const char* name) = nullptr;
  // A function of the library's Go text ("runtime.panicText"). Its code may be lazy.
  FuncInfo* (*libFunc)(Runtime& rt, const char* name) = nullptr;
  // Fills t->uncommon of a type with kTFlagLazyMethods; clears the flag.
  void (*fillMethods)(Runtime& rt, Type* t) = nullptr;
  // Compiles a lazy function (FuncInfo::kLazy). False: it could not be; the text is on stderr already.
  bool (*compile)(M& m, FuncInfo* f) = nullptr;

  // ---- sessions (vole's read-eval-print loop), where one goroutine's end is not the program's; else null.
  // A goroutine has ended. No lock is held.
  void (*ended)(Runtime& rt, G& g) = nullptr;
  // A panic that nobody recovered, with everything Go prints about it, or another reason to end the goroutine alone.
  void (*failed)(Runtime& rt, G& g, const char* text, unsigned long n) = nullptr;
  // All goroutines wait for ever. The scheduler's lock is held.
  void (*asleep)(Runtime& rt) = nullptr;
  // Fault texts of the engine: a line of source for a pc that FuncInfo's table does not know. Optional.
  void* user = nullptr;
};

}  // namespace vole::rt
