// This file defines the table of itabs; private to the run time.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "runtime/type/itab.h"

namespace vole::rt {

struct ItabTable {
  struct Hash {
    size_t operator()(const std::pair<const InterfaceType*, const Type*>& k) const {
      return (reinterpret_cast<uintptr_t>(k.first) * 0x9E3779B97F4A7C15u) ^ (reinterpret_cast<uintptr_t>(k.second) >> 4);
    }
  };
  std::unordered_map<std::pair<const InterfaceType*, const Type*>, itab*, Hash> map;
  std::unordered_map<const IMethod*, const InterfaceType*> canon;  // by method list: the type its itabs are made for
  static constexpr size_t kCache = 512;
  struct Entry {
    const InterfaceType* inter;
    const Type* type;
    const itab* tab;
  } cache[kCache] = {};
};
ItabTable* newItabTable();
void freeItabTable(ItabTable* t);

}  // namespace vole::rt
