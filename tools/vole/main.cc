// The command.
#include <malloc.h>
#include <pthread.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "frontend/base/deepstack.h"
#include "tools/vole/commands.h"
#include "tools/vole/help.h"

namespace vole::tools {

// Commands that are not there yet.
[[gnu::weak]] int cmdRun(const Flags& flags) { return cmdVet(flags); }
[[gnu::weak]] int cmdDis(const Flags&) {
  std::fputs("vole: dis is not available in this build\n", stderr);
  return kExitUsage;
}
[[gnu::weak]] int cmdTest(const Flags&) {
  std::fputs("vole: test is not available in this build\n", stderr);
  return kExitUsage;
}

namespace {

int dispatch(const Flags& flags) {
  switch (flags.command) {
    case Command::Run: return cmdRun(flags);
    case Command::Vet: return cmdVet(flags);
    case Command::Dis: return cmdDis(flags);
    case Command::Test: return cmdTest(flags);
    case Command::Repl: return cmdRepl(flags);
    case Command::Fmt:
    case Command::Doc: return cmdGoTool(flags);
    case Command::Env: return cmdEnv(flags);
    case Command::Completion: return cmdCompletion(flags);
    case Command::Help: return cmdHelp(flags);
    case Command::Version:
      std::printf("vole version %s go1.%d linux/amd64\n", std::string(kVersion).c_str(), types::kNewestGoMinor);
      return kExitOk;
  }
  return kExitUsage;
}

struct Job {
  const Flags* flags;
  int code;
};

// The checker and the code generator recurse over trees the parser lets grow to its limits
// (kMaxNesting, kMaxChain in frontend/syntax/parser_impl.h). Address space is all this costs.
constexpr size_t kStackSize = size_t{512} << 20;

void* run(void* arg) {
  Job* job = static_cast<Job*>(arg);
  haveDeepStack();
  job->code = dispatch(*job->flags);
  return nullptr;
}

}  // namespace

}  // namespace vole::tools

// The program runs on a thread of its own, whose arena glibc would let grow by a page at a time, with a system call each: 100 000
// of them for a million goroutines. One arena for all grows by steps that can be set.
static void setUpMalloc() {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
}

int main(int argc, char** argv) {
  setUpMalloc();
  using namespace vole::tools;
  Flags flags;
  std::string error;
  if (!parseFlags(argc, argv, &flags, &error)) {
    std::string page = flags.command == Command::Help ? "" : " " + std::string(commandName(flags.command));
    std::fprintf(stderr, "vole: %s\nRun 'vole help%s' for usage.\n", error.c_str(), page.c_str());
    return kExitUsage;
  }
  Job job{&flags, kExitInternal};
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_t thread;
  size_t size = kStackSize;
  // Under a tight limit on address space take less.
  rlimit lim;
  if (getrlimit(RLIMIT_AS, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY && lim.rlim_cur / 8 < size) {
    size = lim.rlim_cur / 8;
  }
  pthread_attr_setstacksize(&attr, size);
  if (pthread_create(&thread, &attr, run, &job) != 0) {
    run(&job);
  } else {
    pthread_join(thread, nullptr);
  }
  std::fflush(stdout);
  // No destructors: trees and types are given back with the process.
  std::_Exit(job.code);
}
