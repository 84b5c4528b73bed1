// This file declares plans: what the natives of encoding/json do with the values of a type, found out once per type. A
// plan that says kGo leaves its values to the Go text: types with methods of their own, and all that is rare.
#pragma once
#include <atomic>
#include <mutex>
#include <string_view>

#include "runtime/native.h"

namespace vole::stdlib::json {

enum What : uint8_t {
  kGo, kBool, kInt, kUint, kFloat32, kFloat64, kString, kNumber, kRaw, kSlice, kArray, kMap, kStruct, kAny, kIface, kPointer,
};

// How Go text is asked to do what kGo says: by the methods of a pointer to the value, or of the value, which is a pointer;
// or with reflection.
enum How : uint8_t { kReflect, kJSONOfAddress, kTextOfAddress, kJSONOfPointer, kTextOfPointer };

struct Plan;

// A field of a struct that JSON sees: where it is, and how it is called.
struct Field {
  rt::GoString name, plain, escaped;  // "name": in two ways
  const rt::Type* type;
  const Plan* plan;
  uint64_t* offsets;  // the first from the struct's start, each other behind one more pointer
  int32_t noffsets;
  bool omitEmpty, quoted;
  uint8_t kind;
};

struct Plan {
  const rt::Type* type;
  What what;
  How how;          // of kGo
  What key;         // of maps: kString, kInt or kUint
  uint8_t size;     // of integers, also of those that are keys
  bool bytes;       // slices of bytes stand as text
  bool addr;        // of encoders: the values have an address
  bool fold;        // a name is not all of ASCII
  int32_t nfields;
  uint64_t elemSize;
  int64_t len;
  const rt::Type* handle;  // whose methods how means
  const Plan* elem;
  Field* fields;
  int16_t* slots;   // names by hash: numbers of fields, -1 for none
  uint32_t mask;

  // The number of the field of this name, or of one that differs in case only; -1 for none.
  int find(std::string_view name) const;
};

// All plans of a program. In the memory of its types, and lives as long.
class Plans {
 public:
  // The types whose methods count, and two of the package's own.
  struct Kit {
    const rt::Type *marshaler, *textMarshaler, *unmarshaler, *textUnmarshaler, *number, *raw;
  };
  static Plans* make(rt::M& m, const Kit& kit);

  const Plan* decoder(rt::M& m, const rt::Type* t) { return find(m, t, 0); }
  // addr: values that have an address, whose pointers' methods are used.
  const Plan* encoder(rt::M& m, const rt::Type* t, bool addr) { return find(m, t, addr ? 2 : 1); }

  Kit kit;
  const rt::Type *boolType, *intType, *float64Type, *stringType, *anyType, *anySlice, *anyMap;
  const rt::Type *frameType, *entryType;  // of decode.cc and encode.cc

 private:
  friend class Builder;
  struct Entry {
    std::atomic<const rt::Type*> type;
    Plan* plan;
  };
  struct Table {
    uint64_t mask, count;
    Entry entries[1];
  };
  const Plan* find(rt::M& m, const rt::Type* t, int use);
  const Plan* lookUp(const rt::Type* t, int use) const;
  void add(rt::M& m, const rt::Type* t, int use, Plan* p);
  static Table* newTable(rt::M& m, uint64_t size);

  std::atomic<Table*> tables_[3];
  std::mutex* mu_;
};

}  // namespace vole::stdlib::json
