// The commands, one cmd_*.cc each, and what they share.
#pragma once

#include <memory>
#include <string>

#include "frontend/base/arena.h"
#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/load/loader.h"
#include "tools/vole/flags.h"

namespace vole::rt {
class Runtime;
}
namespace vole::vm {
class Program;
}

namespace vole::tools {

/// The front end's state for one program.
struct Session {
  /// gcView: the library is the one gc compiles against (LoadOptions::gcView).
  explicit Session(const Flags& flags, bool gcView = false);

  /// Loads what the command line names, without checking it. Null: see report().
  load::Package* load(const Flags& flags);
  /// Prints the errors found so far on stderr, in gc's form. Returns kExitErrors if there were any,
  /// else kExitOk.
  int report();

  SourceSet sources;
  Arena arena;
  DiagSink diag;
  load::Loader loader;
};

/// The code generator over a checked program, the run time and the loader connected. keepPlaces: see vm::ProgramConfig.
std::unique_ptr<vm::Program> makeProgram(Session& s, rt::Runtime& rt, load::Package* p, bool keepPlaces = false,
                                          bool inlining = true);

/// Puts the limits of the command line on what will run there.
void limitRuntime(rt::Runtime& rt, const Flags& flags);

/// Checks a package main that was loaded (null: report why not) and runs it, or does what flags say besides.
int runPackage(const Flags& flags, Session& s, load::Package* p);

int cmdVet(const Flags& flags);
int cmdRun(const Flags& flags);
int cmdDis(const Flags& flags);
int cmdTest(const Flags& flags);
int cmdRepl(const Flags& flags);

}  // namespace vole::tools
