// This file declares assertions with words; they stay in release builds (see throw.h for errors a Go program can cause).
#pragma once

namespace vole::rt {
// Prints "vole: internal error: words (file:line)" on stderr and exits with status 4.
[[noreturn, gnu::cold]] void internalError(const char* words, const char* file, int line);
}  // namespace vole::rt

#ifndef VOLE_ASSERT
#define VOLE_ASSERT(cond, words) ((cond) ? (void)0 : ::vole::rt::internalError(words, __FILE__, __LINE__))
#endif
#ifndef VOLE_UNREACHABLE
#define VOLE_UNREACHABLE(words) ::vole::rt::internalError(words, __FILE__, __LINE__)
#endif
