// Trees back to text, for messages and for tests.
#pragma once

#include <string>

#include "frontend/syntax/ast.h"

namespace vole::syntax {

/// The expression, type or statement as gc prints it in messages: on one line, bodies of function
/// and composite literals as "…".
std::string toString(const Node* n);

/// An indented listing of the tree, one node a line, for tests.
std::string dump(const Node* n);

}  // namespace vole::syntax
