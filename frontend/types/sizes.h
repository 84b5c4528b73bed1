// Sizes and offsets as gc lays types out on amd64.
#pragma once

#include <vector>

#include "frontend/types/object.h"

namespace vole::types {

/// Saturates: a size that does not fit is reported by the caller through typeTooLarge.
int64_t sizeOf(Type* t);
int64_t alignOf(Type* t);
std::vector<int64_t> offsetsOf(Struct* s);
/// Offset of the field reached by the path index from t (no pointers on the way).
int64_t offsetOf(Type* t, List<int> index);
/// Is t larger than the address space allows (2^50 bytes and more)?
bool typeTooLarge(Type* t);

}  // namespace vole::types
