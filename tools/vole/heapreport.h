// -m=heap: what each allocation site of the program cost when it ran.
#pragma once

#include "tools/vole/commands.h"

namespace vole::tools {

/// Takes the decisions of the escape analysis for the program, and has every allocation of rt counted from now on. The
/// table is printed on standard error when the program ends, however it does.
void reportHeap(const Flags& flags, const Session& s, const load::Package& p, rt::Runtime& rt);

}  // namespace vole::tools
