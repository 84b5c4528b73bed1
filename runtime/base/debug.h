// This file declares the debug switches of debug.def and reads them from the environment.
#pragma once
#include <cstdint>
#include <string_view>

namespace vole::rt {

struct DebugVars {
#define SWITCH(field, env, def, text) int64_t field = def;
#define GODEBUG_SWITCH(field, name, def, text) int64_t field = def;
#include "runtime/base/debug.def"
#undef SWITCH
#undef GODEBUG_SWITCH
  int traceback = 1;      // GOTRACEBACK: 0 none, 1 single, 2 all, 3 system, 4 crash
  int64_t gogc = 100;     // GOGC; -1 = off
  int64_t memlimit = -1;  // GOMEMLIMIT in bytes; -1 = none
  bool badMemlimit = false;
  int gomaxprocs = 0;     // GOMAXPROCS; 0 = the machine's processors
};
void readDebugVars(DebugVars& d);
/// The level of a GOTRACEBACK text.
int tracebackLevel(std::string_view s, int otherwise);

}  // namespace vole::rt
