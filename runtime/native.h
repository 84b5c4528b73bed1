// This file is what the C++ leaves of the standard library include: how a native is written, registered, and what it may use.
//
//   static Status indexByte(M& m, Slot* args) {      // func IndexByte(s string, c byte) int
//     GoString s = argString(args, 0);                // arguments from args[0], each from a new slot
//     args[0].i = find(s, args[2].b);                 // results from args[0]; read arguments first
//     return Status::ok;
//   }
//   VOLE_NATIVE("strings.IndexByte", indexByte);
//
// A native runs between two safepoints: it may hold raw pointers into heap and stack, must be bounded, and never calls Go.
#pragma once
#include <cstring>
#include <string_view>

#include "runtime/base/slot.h"
#include "runtime/mem/malloc.h"
#include "runtime/panic/error.h"
#include "runtime/sched/m.h"
#include "runtime/sched/status.h"

namespace vole::rt {

using NativeFn = Status (*)(M& m, Slot* args);

struct NativeReg {
  const char* name;  // "strings.IndexByte", "time.(*Timer).stop"
  NativeFn fn;
  NativeReg* next;
  NativeReg(const char* name, NativeFn fn);
};
// Null when no native of that name is linked in. Any thread after static construction.
NativeFn findNative(std::string_view qualifiedName);

#define VOLE_NATIVE_CAT2(a, b) a##b
#define VOLE_NATIVE_CAT(a, b) VOLE_NATIVE_CAT2(a, b)
#define VOLE_NATIVE(name, fn) static ::vole::rt::NativeReg VOLE_NATIVE_CAT(nativeReg_, __COUNTER__)(name, fn)

inline GoString argString(const Slot* a, int i) { return {static_cast<const char*>(a[i].p), a[i + 1].i}; }
inline std::string_view argView(const Slot* a, int i) { return {static_cast<const char*>(a[i].p), static_cast<size_t>(a[i + 1].i)}; }
inline GoSlice argSlice(const Slot* a, int i) { return {a[i].p, a[i + 1].i, a[i + 2].i}; }
inline void setString(Slot* a, int i, GoString s) {
  a[i].p = const_cast<char*>(s.ptr);
  a[i + 1].i = s.len;
}
inline void setSlice(Slot* a, int i, GoSlice s) {
  a[i].p = s.ptr;
  a[i + 1].i = s.len;
  a[i + 2].i = s.cap;
}
// A new Go string / []byte with these bytes.
GoString newString(M& m, std::string_view s);
GoSlice newBytes(M& m, const void* p, int64_t n);
inline void setNewString(M& m, Slot* a, int i, std::string_view s) { setString(a, i, newString(m, s)); }

}  // namespace vole::rt
