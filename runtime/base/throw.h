// This file declares the ends a Go program can bring upon the whole process: Go's "fatal error:" texts, exit status 2.
#pragma once

namespace vole::rt {

struct M;

// Prints "fatal error: text", the traces GOTRACEBACK asks for, and ends the process with status 2. For states that the
// run time itself found broken, and for errors that Go makes unrecoverable.
[[noreturn, gnu::cold]] void throw_(M& m, const char* text);

// As throw_, for the user's mistakes ("concurrent map writes", "all goroutines are asleep - deadlock!"): Go prints the
// same header, only its system frames differ.
[[noreturn, gnu::cold]] void fatal(M& m, const char* text);

}  // namespace vole::rt
