// Directives after a file has been parsed and checked.
#pragma once

#include <functional>

#include "frontend/base/diag.h"
#include "frontend/syntax/ast.h"

namespace vole::syntax {

/// Reports //go: directives that stand before a declaration they do not apply to, wrong uses of
/// //go:embed, and of //go:linkname. gc does this after type checking succeeded. langMinor: Go 1.N, 0
/// for the newest. linkable: is there a package-level function or variable of that name?
void checkPragmas(const File* file, DiagSink& diag, int langMinor, const std::function<bool(Sym)>& linkable);

}  // namespace vole::syntax
