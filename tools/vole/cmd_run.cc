// vole run: loads, checks, compiles as it goes, runs.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/base/runlimits.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/runtime.h"
#include "tools/vole/escapes.h"
#include "tools/vole/heapreport.h"
#include "vm/compile/program.h"
#include "vm/interp/interp.h"

namespace vole::tools {

namespace {

// For test drivers: how the program ended goes to the file VOLE_MARK, which a command that only pretends to run
// a program would not write.
void writeMark(const rt::Runtime& rt, int code) {
  const char* path = getenv("VOLE_MARK");
  if (!path) return;
  std::string line = rt.m0.mainReturned ? "main returned\n" : "os.Exit " + std::to_string(code) + "\n";
  int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0) return;
  if (write(fd, line.data(), line.size()) < 0) perror("vole: VOLE_MARK");
  close(fd);
}

}  // namespace

void limitRuntime(rt::Runtime& rt, const Flags& flags) {
  rt.limits = flags.limits;
  if (!flags.limits || !flags.limits->maxMem) return;
  // The collector aims below the limit, so that garbage alone does not meet it.
  int64_t aim = static_cast<int64_t>(flags.limits->maxMem - flags.limits->maxMem / 8);
  if (rt.gc->memlimit < 0 || rt.gc->memlimit > aim) rt.gc->memlimit = aim;
  uint64_t first = std::min<uint64_t>(rt.heap->gcTrigger, static_cast<uint64_t>(aim) / 2);
  rt.heap->gcTrigger = rt.heap->heapGoal = first;
}

std::unique_ptr<vm::Program> makeProgram(Session& s, rt::Runtime& rt, load::Package* p, bool keepPlaces, bool inlining) {
  vm::ProgramConfig conf;
  conf.sources = &s.sources;
  conf.diag = &s.diag;
  conf.libDiag = &s.loader.libraryDiag();
  conf.version = p->version;
  conf.keepPlaces = keepPlaces;
  conf.inlining = inlining;
  auto prog = std::make_unique<vm::Program>(rt, conf);
  prog->importer = &s.loader;
  vm::installHooks(rt);
  for (load::Package* q : s.loader.buildOrder(p)) prog->setInitOrder(q->types, q->initOrder);
  return prog;
}

int cmdRun(const Flags& flags) {
  if (flags.limits && !rt::startLimits(*flags.limits)) {
    fputs("vole: cannot start the thread that watches the limits\n", stderr);
    return kExitErrors;
  }
  Session s(flags);
  return runPackage(flags, s, s.load(flags));
}

int runPackage(const Flags& flags, Session& s, load::Package* p) {
  if (!p || !s.loader.check(p)) {
    s.report();
    return s.loader.denied() ? kExitLimit : kExitErrors;
  }
  if (int code = s.report(); code != kExitOk) return s.loader.denied() ? kExitLimit : code;
  if (flags.escape) {
    printEscapes(flags);
    if (!flags.explicitRun) return kExitOk;
  }
  if (p->name != "main") {
    fprintf(stderr, "package %s is not a main package\n", p->path.c_str());
    return kExitErrors;
  }
  if (!p->types->scope->lookup(intern("main"))) {
    fprintf(stderr, "# command-line-arguments\nruntime.main_main·f: function main is undeclared in the main package\n");
    return kExitErrors;
  }
  auto* rt = new rt::Runtime;  // never destroyed: the process ends with the program
  fflush(stdout);
  limitRuntime(*rt, flags);
  rt->args.push_back(flags.files.empty() ? "vole" : flags.files[0]);
  for (const std::string& a : flags.args) rt->args.push_back(a);
  rt->goroot = s.loader.goroot();
  auto prog = makeProgram(s, *rt, p, flags.heapReport, flags.noInline == 0);
  if (flags.heapReport) reportHeap(flags, s, *p, *rt);
  void* entry = prog->entry(p->types);
  if (!entry) return kExitErrors;
  rt->exitProcess = [](rt::Runtime& r, int code) {
    writeMark(r, code);
    fflush(stdout);
    _Exit(code);
  };
  return rt->run(entry);
}

}  // namespace vole::tools
