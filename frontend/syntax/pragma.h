// Directives after a file has been parsed and checked.
#pragma once

#include "frontend/base/diag.h"
#include "frontend/syntax/ast.h"

namespace vole::syntax {

/// Reports //go: directives that stand before a declaration they do not apply to, wrong uses of
/// //go:embed, and //go:linkname without "unsafe". gc does this after type checking succeeded.
void checkPragmas(const File* file, DiagSink& diag, bool embedAllowed = true);

}  // namespace vole::syntax
