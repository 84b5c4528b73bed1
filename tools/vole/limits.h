// The flags that limit a run: -timeout, -max-mem, -max-goroutines, -max-output, -allow, -deny.
#pragma once

#include <string>
#include <string_view>

#include "tools/vole/flags.h"

namespace vole::tools {

bool isLimitFlag(std::string_view name);
/// Enters a flag's value into *f; *error says what is wrong with it.
void parseLimit(std::string_view name, std::string_view value, Flags* f, std::string* error);
/// After the last flag: what follows from all of them together.
void finishLimits(Flags* f);

}  // namespace vole::tools
