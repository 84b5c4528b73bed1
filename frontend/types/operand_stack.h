// Private: a stack of operands for expression lists. Lists nest as calls do, so a mark taken before a
// list and released after its use makes the memory of argument operands free of charge.
#pragma once

#include <deque>

#include "frontend/base/constant.h"
#include "frontend/syntax/token.h"

#include "frontend/types/operand.h"

namespace vole::types {

struct OperandStack {
  std::deque<operand> slots;  // addresses stay valid while it grows
  size_t top = 0;
  operand* push() {
    if (top == slots.size()) slots.emplace_back();
    operand* x = &slots[top++];
    *x = operand();
    return x;
  }
};
extern OperandStack operandStack;  // guarded by the front end's lock

/// Frees what was pushed since its construction.
struct OperandMark {
  size_t saved = operandStack.top;
  OperandMark() = default;
  OperandMark(const OperandMark&) = delete;
  ~OperandMark() { operandStack.top = saved; }
};

/// The constant operation that computes a syntactic one.
constant::Op constOp(syntax::Operator op);

}  // namespace vole::types
