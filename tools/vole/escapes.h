// -m: the escape decisions of the program.
#pragma once

#include "tools/vole/commands.h"

namespace vole::tools {

/// Prints gc's decisions for the packages the command line names on stderr. The program has been checked.
void printEscapes(const Flags& flags);

}  // namespace vole::tools
