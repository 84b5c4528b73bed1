// Labels and branch statements of one function body.
#pragma once

#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/syntax/ast.h"

namespace vole::syntax {

/// Reports misplaced break, continue, fallthrough, unknown, unused and doubled labels, gotos over
/// variable declarations and into blocks, and sets BranchStmt::target. Function literals inside
/// the body are not entered: each body is checked on its own.
void checkBranches(BlockStmt* body, DiagSink& diag);

}  // namespace vole::syntax
