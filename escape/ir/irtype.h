// What the analysis asks about types, and how gc's back end prints them.
#pragma once

#include <string>

#include "escape/ir/ir.h"

namespace vole::escape {

bool hasPointers(Type* t);
/// Is a value of type t stored directly in an interface's data word?
bool isDirectIface(Type* t);
bool isIface(Type* t);
bool isEmptyIface(Type* t);
/// The node for a value of type src where dst is wanted by assignment: ConvNop or ConvIface.
Op assignOp(Type* src, Type* dst);
/// The node of the conversion dst(x).
Op convertOp(Type* src, Type* dst);
/// The type as gc prints it in the text of an expression.
/// The type as it stands in the names of symbols.
std::string linkText(Type* t);
std::string typeText(Type* t, types::Package* local);

}  // namespace vole::escape
