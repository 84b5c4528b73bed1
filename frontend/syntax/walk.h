// Walking trees. The walk uses a stack of its own: no tree is too deep for it.
#pragma once

#include <functional>

#include "frontend/syntax/ast.h"

namespace vole::syntax {

/// Calls f for n and everything below it, in source order, parents first. If f returns false the
/// children of that node are left out.
void inspect(Node* n, const std::function<bool(Node*)>& f);

/// Calls f for each direct child of n that is not null.
void children(Node* n, const std::function<void(Node*)>& f);

/// The left-most position of n's text.
Pos startPos(const Node* n);
/// About the end of n's text: exact for names and literals, the closing brace for blocks.
Pos endPos(const Node* n);

}  // namespace vole::syntax
