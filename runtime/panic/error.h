// This file declares the run-time errors with Go's texts. Each makes the value of the Go type that Go gives it
// (runtime.boundsError, runtime.TypeAssertionError, ...; declared in stdlib/runtime/error.go) and begins the panic.
// m.save has been done. All return Status::panic, the interpreter goes on at g.sched (or the process has ended).
#pragma once
#include <string>

#include "runtime/sched/status.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct M;
struct InterfaceType;

enum class BoundsCode : uint8_t {
  index,          // s[x]             index out of range [x] with length y
  sliceAlen,      // s[?:x] of array   slice bounds out of range [:x] with length y
  sliceAcap,      // s[?:x] of slice   slice bounds out of range [:x] with capacity y
  sliceB,         // s[x:y]            slice bounds out of range [x:y]
  slice3Alen,     // s[::x]            slice bounds out of range [::x] with length y
  slice3Acap,     //                   slice bounds out of range [::x] with capacity y
  slice3B,        // s[:x:y]           slice bounds out of range [:x:y]
  slice3C,        // s[x:y:]           slice bounds out of range [x:y:]
  convert,        // (*[x]T)(s)        cannot convert slice with length x to array or pointer to array with length y
};
// operand: which index of the instruction x is; FuncInfo::unsignedAt says whether it is of an unsigned type.
Status panicBounds(M& m, BoundsCode code, int64_t x, int operand, int64_t y);
inline Status panicIndex(M& m, int64_t x, int64_t len, int operand = 0) { return panicBounds(m, BoundsCode::index, x, operand, len); }
Status panicNilDeref(M& m);            // with the [signal SIGSEGV ...] line
Status panicMemoryFault(M& m, uint64_t addr);
Status panicDivide(M& m);              // integer divide by zero
Status panicShift(M& m);               // negative shift amount
Status panicMakeSliceLen(M& m);
Status panicMakeSliceCap(M& m);
Status panicNilMap(M& m);              // assignment to entry in nil map
Status panicUnhashable(M& m, const Type* t);    // hash of unhashable type T
Status panicUncomparable(M& m, const Type* t);  // comparing uncomparable type T
// Failed x.(T). have: dynamic type, null for a nil interface; want: T; iface: x's static type; missing: first method lacking.
Status panicTypeAssert(M& m, const Type* have, const Type* want, const Type* iface, GoString missing);
// panic(nil), from -lang go1.21 on: a *runtime.PanicNilError.
Status panicNilError(M& m);
// A runtime.Error whose text is "runtime error: " + text.
Status panicErrorString(M& m, const char* text);
// A runtime.Error whose text is text alone ("close of closed channel").
Status panicPlain(M& m, const char* text);
// panic(v) with v a Go string / error of a library native.
Status panicString(M& m, GoString s);

// The text of a value of one of these types, for an uncaught panic; false when v is something else.
bool runtimeErrorText(M& m, eface v, std::string* out);

}  // namespace vole::rt
