// This file holds the natives of sort, and those that slices shares: sorting of basic types, where the order of equal
// elements cannot be seen.
#include <algorithm>
#include <cstring>
#include <memory>

#include "runtime/type/type.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

// func sliceOf(x any) (ptr, elem unsafe.Pointer, n int)
Status sliceOf(M&, Slot* a) {
  auto t = static_cast<const rt::Type*>(a[0].p);
  if (!t || t->kind != rt::kSlice) {
    a[0].p = a[1].p = nullptr;
    a[2].i = -1;
    return Status::ok;
  }
  auto s = static_cast<const GoSlice*>(a[1].p);
  a[0].p = s->ptr;
  a[1].p = rt::asSlice(t)->elem;
  a[2].i = s->len;
  return Status::ok;
}

// func kindOf(x any) string
Status kindOf(M& m, Slot* a) {
  static constexpr const char* kNames[] = {"zero", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8",
    "uint16", "uint32", "uint64", "uintptr", "float32", "float64", "complex64", "complex128", "array", "chan", "func",
    "interface", "map", "ptr", "slice", "string", "struct", "unsafe.Pointer"};
  auto t = static_cast<const rt::Type*>(a[0].p);
  rt::setNewString(m, a, 0, kNames[t ? t->kind : 0]);
  return Status::ok;
}

// func swapElems(ptr, elem unsafe.Pointer, i, j int)
Status swapElems(M& m, Slot* a) {
  auto t = static_cast<const rt::Type*>(a[1].p);
  uint64_t size = t->size;
  char* p = static_cast<char*>(a[0].p) + a[2].u * size;
  char* q = static_cast<char*>(a[0].p) + a[3].u * size;
  if (p == q || size == 0) return Status::ok;
  if (m.wbEnabled && t->pointers()) {
    // The barrier must see both values; the words between are exchanged under it one element at a time.
    char small[256];
    std::unique_ptr<char[]> large;
    char* tmp = size <= sizeof small ? small : (large.reset(new char[size]), large.get());
    std::memcpy(tmp, p, size);
    rt::typedmemmove(m, t, p, q);
    rt::typedmemmove(m, t, q, tmp);
    return Status::ok;
  }
  if (size == 8) {
    uint64_t x, y;
    std::memcpy(&x, p, 8);
    std::memcpy(&y, q, 8);
    std::memcpy(p, &y, 8);
    std::memcpy(q, &x, 8);
  } else {
    std::swap_ranges(p, p + size, q);
  }
  return Status::ok;
}

template <class T>
struct Less {
  bool operator()(const T& x, const T& y) const { return x < y; }
};
template <class T>
struct FloatLess {  // NaNs first, as cmp.Less
  bool operator()(T x, T y) const { return x < y || (x != x && y == y); }
};
struct StringLess {
  bool operator()(const GoString& x, const GoString& y) const {
    return std::string_view(x.ptr, static_cast<size_t>(x.len)) < std::string_view(y.ptr, static_cast<size_t>(y.len));
  }
};

template <class T, class L>
Status sortNative(M&, Slot* a) {
  auto p = static_cast<T*>(a[0].p);
  std::sort(p, p + a[1].i, L());
  return Status::ok;
}

// Strings are permuted in place. While marking goes on every pointer is shaded first, since the marker may be in the middle
// of the array.
Status sortStrings(M& m, Slot* a) {
  auto p = static_cast<GoString*>(a[0].p);
  if (m.wbEnabled) {
    for (int64_t i = 0; i < a[1].i; i++) {
      auto slot = reinterpret_cast<void**>(const_cast<char**>(&p[i].ptr));
      rt::gcWriteBarrier(m, slot, *slot);
    }
  }
  std::sort(p, p + a[1].i, StringLess());
  return Status::ok;
}

VOLE_NATIVE("sort.sliceOf", sliceOf);
VOLE_NATIVE("sort.kindOf", kindOf);
VOLE_NATIVE("sort.swapElems", swapElems);
VOLE_NATIVE("sort.sortInts", (sortNative<int64_t, Less<int64_t>>));
VOLE_NATIVE("sort.sortFloats", (sortNative<double, FloatLess<double>>));
VOLE_NATIVE("sort.sortStrings", sortStrings);

VOLE_NATIVE("slices.sortInt8s", (sortNative<int8_t, Less<int8_t>>));
VOLE_NATIVE("slices.sortInt16s", (sortNative<int16_t, Less<int16_t>>));
VOLE_NATIVE("slices.sortInt32s", (sortNative<int32_t, Less<int32_t>>));
VOLE_NATIVE("slices.sortInt64s", (sortNative<int64_t, Less<int64_t>>));
VOLE_NATIVE("slices.sortInt64v", (sortNative<int64_t, Less<int64_t>>));
VOLE_NATIVE("slices.sortUint8s", (sortNative<uint8_t, Less<uint8_t>>));
VOLE_NATIVE("slices.sortUint16s", (sortNative<uint16_t, Less<uint16_t>>));
VOLE_NATIVE("slices.sortUint32s", (sortNative<uint32_t, Less<uint32_t>>));
VOLE_NATIVE("slices.sortUint64s", (sortNative<uint64_t, Less<uint64_t>>));
VOLE_NATIVE("slices.sortUints", (sortNative<uint64_t, Less<uint64_t>>));
VOLE_NATIVE("slices.sortFloat32s", (sortNative<float, FloatLess<float>>));
VOLE_NATIVE("slices.sortFloat64s", (sortNative<double, FloatLess<double>>));
VOLE_NATIVE("slices.sortStrings", sortStrings);

}  // namespace
}  // namespace vole::stdlib
