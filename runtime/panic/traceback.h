// This file declares goroutine traces in Go's format, and the printing of print and println.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/sched/g.h"
#include "runtime/sched/m.h"

namespace vole::rt {

// Appends "goroutine N [status]:" and the frames. other: of another goroutine than the caller's, whose stack cannot be read
// while it runs. status: said instead of its own.
void tracebackG(Runtime& rt, const G& g, std::string& out, bool other = false, const char* status = nullptr);
// What GOTRACEBACK asks for after a fatal error: the running goroutine first, then perhaps all others.
void tracebackForFatal(Runtime& rt, const G* running, std::string& out, bool forceAll);
void tracebackOthers(Runtime& rt, const std::vector<G*>& except, std::string& out);
// The end after a fatal error: status 2, or SIGABRT if GOTRACEBACK says crash.
[[noreturn]] void crashExit(Runtime& rt);

// runtime.Callers: program counters of the goroutine's frames from the skip-th on, as Go's: wrappers are left out, frames of
// a panic are there (type/pseudo.h).
int callers(M& m, int skip, uintptr_t* pcs, int max);

// print's formats. They append; printFlush writes to standard error in one piece.
void printbool(std::string& b, bool v);
void printint(std::string& b, int64_t v);
void printuint(std::string& b, uint64_t v);
void printhex(std::string& b, uint64_t v);
void printfloat(std::string& b, double v);
void printcomplex(std::string& b, double re, double im);
void printpointer(std::string& b, const void* p);
void printstring(std::string& b, GoString s);
void printslice(std::string& b, GoSlice s);
void printface(std::string& b, const void* word, const void* data);
void printFlush(const std::string& b);
// A panic's value as an uncaught panic shows it.
void printpanicval(std::string& b, eface v);

}  // namespace vole::rt
