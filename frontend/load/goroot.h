// Where Go's own sources are.
#pragma once

#include <string>

namespace vole::load {

/// The directory whose src/ holds Go's library: $GOROOT, else the newest of /usr/local/go,
/// /usr/lib/go-*, /usr/lib/go, /usr/share/go-*. Empty if there is none.
std::string findGoroot();

}  // namespace vole::load
