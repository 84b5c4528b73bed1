// This file defines the table of itabs; private to the run time.
#pragma once
#include <atomic>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/base/lock.h"
#include "runtime/type/itab.h"

namespace vole::rt {

struct ItabTable {
  // What is known of a type asked for as an interface type; made once, never changed.
  struct Entry {
    const InterfaceType* inter;
    const Type* type;
    const itab* tab;
  };
  using Key = std::pair<const InterfaceType*, const Type*>;
  struct Hash {
    size_t operator()(const Key& k) const {
      return (reinterpret_cast<uintptr_t>(k.first) * 0x9E3779B97F4A7C15u) ^ (reinterpret_cast<uintptr_t>(k.second) >> 4);
    }
  };
  Lock lock;
  std::unordered_map<Key, Entry, Hash> asked;                         // by the type asked for; nodes do not move
  std::unordered_map<Key, itab*, Hash> map;                           // by the canonical type
  std::unordered_map<const IMethod*, const InterfaceType*> canon;     // by method list: the type its itabs are made for
  std::vector<decltype(asked)::node_type> forgotten;
  static constexpr size_t kCache = 512;
  std::atomic<const Entry*> cache[kCache] = {};  // read without the lock
};
ItabTable* newItabTable();
void freeItabTable(ItabTable* t);

}  // namespace vole::rt
