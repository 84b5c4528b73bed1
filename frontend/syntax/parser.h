// The parser's public surface.
#pragma once

#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/syntax/ast.h"

namespace vole::syntax {

struct ParseMode {
  bool lazyBodies = false;   // skip the bodies of top-level functions (FuncDecl::hasBody)
  bool importsOnly = false;  // stop after the import declarations
  bool std = false;          // library text: directives reserved to it are allowed
  bool checkBranches = true; // report misused labels, break, continue, goto; fill in their targets
};

/// Parses a file. Errors go to `diag`; parsing goes on after them. The result is null only if there
/// is no correct package clause.
File* parseFile(SourceFile* src, Arena& arena, DiagSink& diag, ParseMode mode = {});

/// Parses the body a lazy parse has skipped (no effect if it is there already or there is none).
/// Returns false if it has syntax errors; d->body is set in any case when d->hasBody.
bool parseBody(FuncDecl* d, Arena& arena, DiagSink& diag);

/// Parses a single expression or a list of statements (for the REPL and for tests).
Expr* parseExpr(SourceFile* src, Arena& arena, DiagSink& diag);
BlockStmt* parseStmts(SourceFile* src, Arena& arena, DiagSink& diag);

/// An input of a session: declarations and statements in any order. Imports, types, constants and functions go to
/// file->declList, all else to body, in order. A text with a package clause has declarations only, variables included.
struct Input {
  File* file = nullptr;          // null: syntax errors in the package clause
  BlockStmt* body = nullptr;     // null: a whole file
};
Input parseInput(SourceFile* src, Arena& arena, DiagSink& diag);

}  // namespace vole::syntax
