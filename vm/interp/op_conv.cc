// Conversions between numbers. Out-of-range values give what gc's amd64 code gives.
#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#include "vm/interp/handler.h"

namespace vole::vm {
namespace {

VOLE_INLINE int64_t toI64(double f) {
#if defined(__x86_64__)
  return _mm_cvttsd_si64(_mm_set_sd(f));
#else
  return f >= -0x1p63 && f < 0x1p63 ? static_cast<int64_t>(f) : INT64_MIN;
#endif
}
VOLE_INLINE int64_t toI64(float f) { return toI64(static_cast<double>(f)); }
VOLE_INLINE uint64_t toU64(double f) {
  if (f < 0x1p63) return static_cast<uint64_t>(toI64(f));
  return static_cast<uint64_t>(toI64(f - 0x1p63)) ^ (uint64_t{1} << 63);
}

}  // namespace

VOLE_OP(I64ToF64) { v.a().f = static_cast<double>(v.b().i); }
VOLE_OP(U64ToF64) { v.a().f = static_cast<double>(v.b().u); }
VOLE_OP(I64ToF32) { setF32(v.a(), static_cast<float>(v.b().i)); }
VOLE_OP(U64ToF32) { setF32(v.a(), static_cast<float>(v.b().u)); }
VOLE_OP(F64ToI64) { v.a().i = toI64(v.b().f); }
VOLE_OP(F64ToU64) { v.a().u = toU64(v.b().f); }
VOLE_OP(F32ToI64) { v.a().i = toI64(f32(v.b())); }
VOLE_OP(F32ToU64) { v.a().u = toU64(static_cast<double>(f32(v.b()))); }
VOLE_OP(F32ToF64) { v.a().f = static_cast<double>(f32(v.b())); }
VOLE_OP(F64ToF32) { setF32(v.a(), static_cast<float>(v.b().f)); }

}  // namespace vole::vm
