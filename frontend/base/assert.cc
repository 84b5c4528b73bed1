// This file ends the process when an invariant is broken.
#include "frontend/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace vole {

void assertFailed(const char* words, const char* file, int line) {
  std::fprintf(stderr, "vole: internal error: %s (%s:%d)\n", words, file, line);
  std::fflush(stderr);
  std::_Exit(4);
}

}  // namespace vole
