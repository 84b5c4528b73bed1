// LType: what the code generator needs to know of a concrete Go type - its layout and how a value of it lies in slots.
// One LType per identical type; made by TypeLowering (lower_type.h), never freed.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/base/slot.h"
#include "vm/bytecode/insn.h"

namespace vole::types {
struct Type;
}
namespace vole::rt {
struct Type;
}

namespace vole::vm {

/// The classes of types that are handled alike.
enum class TypeClass : uint8_t {
  kVoid,       // no value: the empty tuple
  kBool, kInt, kUint,  // one slot, `size` bytes, extended
  kFloat32, kFloat64, kComplex64, kComplex128,
  kString,
  kPointer,    // *T, unsafe.Pointer, map, chan, func: one pointer word
  kSlice, kIface, kEface,
  kStruct, kArray,
};

struct LField {
  int64_t offset;
  struct LType* type;
};

struct LType {
  types::Type* type = nullptr;   // the Go type; no type parameters inside
  types::Type* under = nullptr;  // its underlying type
  const rt::Type* rtype = nullptr;  // made at first use: ask TypeLowering::rtype
  int64_t size = 0;
  int64_t align = 1;
  int64_t nslots = 0;            // ceil(size / 8): of the value in memory
  TypeClass cls = TypeClass::kVoid;
  LoadKind load = LoadKind::many;
  bool hasPointers = false;
  bool comparable = true;
  std::vector<bool> ptrSlots;    // by slot, for values that fit a frame; empty when hasPointers is false
  LType* elem = nullptr;         // array, slice, pointer, chan, map value
  LType* key = nullptr;          // map
  int64_t len = 0;               // array
  std::vector<LField> fields;    // struct

  bool isInteger() const { return cls == TypeClass::kInt || cls == TypeClass::kUint; }
  bool isFloat() const { return cls == TypeClass::kFloat32 || cls == TypeClass::kFloat64; }
  bool isComplex() const { return cls == TypeClass::kComplex64 || cls == TypeClass::kComplex128; }
  bool isString() const { return cls == TypeClass::kString; }
  bool isInterface() const { return cls == TypeClass::kIface || cls == TypeClass::kEface; }
  /// A value too large for frames: a pointer stands for it.
  bool indirect() const { return nslots > rt::kMaxValueSlots && isAggregate(); }
  /// Slots that a value takes.
  int64_t slots() const { return indirect() ? 1 : nslots; }
  bool isAggregate() const { return cls == TypeClass::kStruct || cls == TypeClass::kArray; }
  /// Kept in one slot in extended form, so that memory and slot differ in width.
  bool isNarrow() const { return nslots == 1 && load < LoadKind::w64; }
  /// One slot, and the slot's bits are the value: every class but aggregates.
  bool isScalarSlot() const { return nslots == 1 && !isAggregate(); }
};

}  // namespace vole::vm
