// This file prints goroutine traces in Go's format, and holds the fatal ends of a program.
#include "runtime/panic/traceback.h"

#include <algorithm>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <string_view>
#include <unistd.h>

#include "runtime/base/throw.h"
#include "runtime/data/gostring.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"

namespace vole::rt {
namespace {

constexpr int kMaxFrames = 100;
constexpr int kMaxSessionFrames = 20;  // nobody wants to lose what is on the screen

// As Go's showframe: the run time's own frames are left out, but for panic and what it exports.
bool shown(Runtime& rt, const FuncInfo* f) {
  if (rt.debug.traceback >= 3) return true;
  if (f->flags & kFuncWrapper) return false;
  std::string_view n = view(f->name);
  if (n.substr(0, 8) != "runtime.") return true;
  if (n == "runtime.gopanic") return true;
  return n.size() > 8 && n[8] >= 'A' && n[8] <= 'Z';
}

void appendf(std::string& out, const char* fmt, auto... args) {
  char buf[512];
  int n = snprintf(buf, sizeof buf, fmt, args...);
  out.append(buf, static_cast<size_t>(n < static_cast<int>(sizeof buf) ? n : static_cast<int>(sizeof buf) - 1));
}

void printPlace(std::string& out, const FuncInfo* f, const void* pc) {
  out += "\t";
  out += view(funcfile(f, pc));
  appendf(out, ":%d +0x%llx\n", static_cast<int>(funcline(f, pc)),
          static_cast<unsigned long long>(static_cast<const char*>(pc) - static_cast<const char*>(f->code) + 1));
}

const char* statusText(const G& g) {
  switch (statusOf(g)) {
    case GStatus::idle: return "idle";
    case GStatus::runnable: return "runnable";
    case GStatus::running: return "running";
    case GStatus::syscall: return "syscall";
    case GStatus::dead: return "dead";
    case GStatus::waiting: return g.waitreason == WaitReason::none ? "waiting" : waitReasonText(g.waitreason);
  }
  return "???";
}

[[noreturn]] void die(M& m, const char* text) {
  if (m.rt->hooks.failed && m.curg && m.faultJump) {
    // A session goes on without the goroutine. Its deferred calls are not run.
    std::string out = "fatal error: ";
    out += text;
    out += "\n\n";
    tracebackG(*m.rt, *m.curg, out);
    m.rt->hooks.failed(*m.rt, *m.curg, out.data(), out.size());
    siglongjmp(*static_cast<sigjmp_buf*>(m.faultJump), 2);
  }
  freezeTheWorld(m);
  std::string out = "fatal error: ";
  out += text;
  out += "\n";
  tracebackForFatal(*m.rt, m.curg, out, true);
  fflush(stdout);
  printFlush(out);
  if (m.rt->atExit) m.rt->atExit(*m.rt);
  _exit(2);
}

}  // namespace

static void printCreator(Runtime& rt, const G& g, std::string& out) {
  if (g.byTimer) {
    out += "created by time.goFunc\n\t" + (rt.goroot.empty() ? "" : rt.goroot + "/src/") + "time/sleep.go:176 +0x32\n";
    return;
  }
  if (!g.gopcfn || !shown(rt, g.gopcfn) || g.gopcfn->flags & kFuncPseudo) return;
  out += "created by ";
  out += view(g.gopcfn->name);
  out += "\n";
  printPlace(out, g.gopcfn, g.gopc);
}

// The panic that belongs to the innermost frame of gopanic: the newest may not have one, while it is being printed.
static const Panic* panicOfFirstFrame(Runtime& rt, const G& g) {
  if (!g.panics) return nullptr;
  int frames = 0, panics = 0;
  StackWalker walk(rt, g);
  for (Frame f; walk.next(f);) frames += f.fn && f.fn->flags & kFuncPseudo && view(f.fn->name) == "runtime.gopanic";
  for (const Panic* p = g.panics; p; p = p->link) panics++;
  const Panic* p = g.panics;
  for (; p && panics > frames; panics--) p = p->link;
  return p;
}

void tracebackG(Runtime& rt, const G& g, std::string& out, bool other, const char* status) {
  appendf(out, "goroutine %llu [%s%s]:\n", static_cast<unsigned long long>(g.goid), status ? status : statusText(g), g.lockedOS ? ", locked to thread" : "");
  if (other && statusOf(g) == GStatus::running) {
    out += "\tgoroutine running on other thread; stack unavailable\n";
    printCreator(rt, g, out);
    return;
  }
  StackWalker walk(rt, g);
  Frame f;
  int n = 0;
  const Panic* panic = panicOfFirstFrame(rt, g);
  // A native, which has no frame.
  if (statusOf(g) == GStatus::waiting && g.waitreason == WaitReason::sleep)
    out += "time.Sleep(...)\n\t" + (rt.goroot.empty() ? "" : rt.goroot + "/src/") + "runtime/time.go:195 +0x135\n";
  while (walk.next(f)) {
    if (!f.fn || (f.fn->flags & kFuncPseudo && view(f.fn->name) != "runtime.gopanic") || !shown(rt, f.fn)) continue;
    if (n++ == (rt.hooks.failed ? kMaxSessionFrames : kMaxFrames)) {
      out += "...additional frames elided...\n";
      break;
    }
    if (view(f.fn->name) == "runtime.gopanic") {
      bool goexit = panic && panic->goexit;
      if (panic) panic = panic->link;
      if (goexit) out += "runtime.Goexit()\n";
      else appendf(out, "panic({0x%llx, 0x%llx})\n", static_cast<unsigned long long>(f.fp[0].u), static_cast<unsigned long long>(f.fp[1].u));
      out += "\t";
      out += rt.goroot.empty() ? "" : rt.goroot + "/src/";
      out += goexit ? "runtime/panic.go:522 +0x145\n" : "runtime/panic.go:884 +0x212\n";
      continue;
    }
    InlineUnwinder in(f.fn, f.linepc);
    for (; in.inlined(); in.up()) {
      if (!shown(rt, in.fn())) continue;
      if (n++ == kMaxFrames) break;
      out += view(in.fn()->name);
      out += "(...)\n\t";
      out += view(funcfile(f.fn, in.pc()));
      appendf(out, ":%d\n", static_cast<int>(funcline(f.fn, in.pc())));
    }
    out += view(f.fn->name);
    out += f.fn->paramSlots ? "(...)\n" : "()\n";
    printPlace(out, f.fn, in.pc());
  }
  printCreator(rt, g, out);
}

void tracebackOthers(Runtime& rt, const std::vector<G*>& except, std::string& out) {
  for (const G* g : rt.sched.allgs) {
    if (std::find(except.begin(), except.end(), g) != except.end() || statusOf(*g) == GStatus::dead || statusOf(*g) == GStatus::idle) continue;
    if (g->systemGoroutine && rt.debug.traceback < 3) continue;
    out += "\n";
    tracebackG(rt, *g, out, true);
    // A million blocked goroutines: print as we go rather than hold it all.
    if (out.size() > 1 << 20) {
      printFlush(out);
      out.clear();
    }
  }
}

void tracebackForFatal(Runtime& rt, const G* running, std::string& out, bool forceAll) {
  if (rt.debug.traceback == 0) return;
  if (running) {
    out += "\n";
    tracebackG(rt, *running, out);
  }
  if (forceAll || rt.debug.traceback >= 2) tracebackOthers(rt, {const_cast<G*>(running)}, out);
}

void crashExit(Runtime& rt) {
  if (rt.debug.traceback >= 4) {
    ::signal(SIGABRT, SIG_DFL);
    ::raise(SIGABRT);
  }
  _exit(2);
}

void throw_(M& m, const char* text) { die(m, text); }
void fatal(M& m, const char* text) { die(m, text); }

int callers(M& m, int skip, uintptr_t* pcs, int max) {
  const Hooks& h = m.rt->hooks;
  StackWalker walk(*m.rt, *m.curg);
  Frame f;
  int n = 0;
  auto add = [&](const void* pc) {
    // As return addresses: users subtract one before they look the line up.
    if (skip-- <= 0 && n < max) pcs[n++] = reinterpret_cast<uintptr_t>(pc) + 1;
  };
  while (n < max && walk.next(f)) {
    if (!f.fn) continue;
    if (f.linepc == h.panicReturnPC) {
      const Panic* p = m.curg->panics;
      while (p && p->gfp != f.fp) p = p->link;
      if (!p) continue;
      add(p->goexit ? pseudoPC(Pseudo::goexit) : h.panicReturnPC);
      for (Pseudo via : p->via.fn)
        if (via != Pseudo::none) add(pseudoPC(via));
      continue;
    }
    if (f.fn->flags & (kFuncWrapper | kFuncPseudo)) continue;
    if (!f.top && f.pc == f.fn->deferReturnPC) add(pseudoPC(Pseudo::deferreturn));
    InlineUnwinder in(f.fn, f.linepc);
    do add(in.pc());
    while (n < max && in.up());
  }
  return n;
}

}  // namespace vole::rt
