// Statements without a package clause, as a program: `vole -e 'code'` and text on standard input.
#pragma once

#include <string>
#include <string_view>

namespace vole::tools {

/// Does the text begin with a package clause, comments aside?
bool hasPackageClause(std::string_view text);

/// The program that runs the inputs in `text`. Functions, types, constants and imports move to package level, all else
/// becomes the body of main; standard packages that are mentioned are imported; an expression that is no call is printed
/// as %#v prints it. Positions stay those of `text`, in a file called `name`.
///
/// Functions therefore see no variable of the statements, and Go's rule about unused variables holds.
std::string scriptProgram(std::string_view name, std::string_view text);

}  // namespace vole::tools
