// This file declares hashing and equality by type. Both can meet an interface that holds something incomparable; they then
// report the type instead of panicking, since only the caller knows its pc.
#pragma once
#include <cstddef>

#include "runtime/type/type.h"

namespace vole::rt {

// *bad is set to the dynamic type that has no equality (kept when already set); the result then means nothing.
uint64_t typehash(const Type* t, const void* p, uint64_t seed, const Type** bad);
bool typeEqual(const Type* t, const void* a, const void* b, const Type** bad);
bool efaceEqual(eface a, eface b, const Type** bad);
// a and b with an itab word.
bool ifaceEqual(const void* const* a, const void* const* b, const Type** bad);

uint64_t memhash(const void* p, uint64_t seed, size_t n);
uint64_t memhash32(uint32_t v, uint64_t seed);
uint64_t memhash64(uint64_t v, uint64_t seed);
uint64_t strhash(GoString s, uint64_t seed);

inline bool comparable(const Type* t) { return t->equalKind != kEqNone; }

}  // namespace vole::rt
