// The library text embedded in the executable, as the loader wants it.
#pragma once

#include "frontend/load/loader.h"

namespace vole::tools {

/// The packages of stdlib/.
load::PackageSource& embeddedLibrary();

}  // namespace vole::tools
