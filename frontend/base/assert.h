// Assertions with words. They stay in release builds: a wrong invariant must end the process
// with a sentence, never with a signal.
#pragma once

namespace vole {

/// Prints "vole: internal error: words (file:line)" on stderr and exits with status 4.
[[noreturn, gnu::cold]] void assertFailed(const char* words, const char* file, int line);

}  // namespace vole

#define VOLE_ASSERT(cond, words) \
  ((cond) ? (void)0 : ::vole::assertFailed(words, __FILE__, __LINE__))
#define VOLE_UNREACHABLE(words) ::vole::assertFailed(words, __FILE__, __LINE__)
