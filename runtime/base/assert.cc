// This file ends the process when the run time finds one of its own invariants broken.
#include "runtime/base/assert.h"

#include <cstdio>
#include <unistd.h>

namespace vole::rt {

void internalError(const char* words, const char* file, int line) {
  fflush(stdout);
  fprintf(stderr, "vole: internal error: %s (%s:%d)\n", words, file, line);
  fflush(stderr);
  _exit(4);
}

}  // namespace vole::rt
