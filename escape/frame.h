// Which objects of a function stand in its frame: the flow analysis for the code generator.
#pragma once

#include "escape/escape.h"

namespace vole::escape {

class FrameSites {
 public:
  /// Sets what Facts::inFrame answers for a checked function declaration; leaves it at "no" for all else.
  static void fill(Facts& facts, syntax::Node* root);
};

}  // namespace vole::escape
