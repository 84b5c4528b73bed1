// The command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontend/load/loader.h"

namespace vole::rt {
struct RunLimits;
}

namespace vole::tools {

/// How the process ends. A running program's own exit code takes their place once it runs.
enum ExitCode : int {
  kExitOk = 0,
  kExitErrors = 1,    // the program has errors, or cannot be loaded
  kExitUsage = 2,     // a command line nobody understands; also an uncaught panic
  kExitLimit = 3,     // the program met a limit of the command line (runtime/base/runlimits.h)
  kExitInternal = 4,  // a broken invariant of Vole itself
};

enum class Command { Run, Vet, Dis, Test, Repl, Fmt, Doc, Env, Completion, Version, Help };

struct Flags {
  Command command = Command::Run;
  bool explicitRun = false;           // "vole run": -m does not keep the program from running
  std::vector<std::string> files;     // .go files, or one directory; "-" is standard input
  std::vector<std::string> args;      // the program's arguments
  types::GoVersion lang;              // -lang
  std::string langText;               // as given, "go1.19"
  bool allErrors = false;             // -e
  bool complete = false;              // -complete
  int noInline = 0;                   // -l
  int noOptimize = 0;                 // -N
  bool noColumns = false;             // -C
  int escape = 0;                     // -m, -m=2
  bool escapeJson = false;            // -m=json
  bool heapReport = false;            // -m=heap: run, then tell what each allocation site cost
  bool std = false;                   // -std, -+: gc's, for packages of the library; internal ones may be imported
  bool race = false;                  // -race: -m inlines nothing marked go:norace
  std::string packagePath;            // -p: -m takes the package for this one
  bool smallFrames = false;           // -smallframes: -m sees gc's smaller limits
  std::vector<std::string> tags;      // -tags
  rt::RunLimits* limits = nullptr;    // -timeout, -max-*, classes of -allow and -deny; null: none
  std::vector<std::string> allow, deny;  // import patterns
  bool cAnyway = false;               // c=any
  bool script = false;                // standard input may be statements without a package clause
  std::string code;                   // -e 'code': the program
  std::vector<std::string> testFlags; // of "vole test", untouched
  std::vector<std::string> rest;      // arguments of commands that run no program of the user

  load::LoadOptions loadOptions() const {
    load::LoadOptions o;
    o.lang = lang;
    o.allErrors = allErrors;
    o.tags = tags;
    o.std = std;
    o.allow = allow;
    o.deny = deny;
    // vet looks at single files that need not be the whole package.
    o.complete = complete || command != Command::Vet;
    return o;
  }
};

/// Fills in *flags. On failure returns false with a message for the user.
bool parseFlags(int argc, char** argv, Flags* flags, std::string* error);

}  // namespace vole::tools
