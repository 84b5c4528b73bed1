// Slices and strings: slicing, make, append, copy, concatenation, conversions, decoding.
#include "runtime/data/gostring.h"
#include "runtime/mem/malloc.h"
#include "vm/interp/handler.h"

namespace vole::vm {
namespace {

using rt::BoundsCode;
using rt::GoSlice;
using rt::GoString;

enum : uint64_t { kLow = 1, kHigh = 2, kMax = 4 };

// low, high, max of a slice expression over a value with capacity cap, missing ones filled in with what gc takes.
struct Range {
  int64_t i, j, k;
};
// Checks in gc's order. len is what a missing high means; array tells which text a bound beyond cap gets.
VOLE_INLINE bool inRange(const Slot* d, uint64_t which, int64_t len, int64_t cap, Range* r) {
  r->i = which & kLow ? d[0].i : 0;
  r->j = which & kHigh ? d[1].i : len;
  r->k = which & kMax ? d[2].i : cap;
  return static_cast<uint64_t>(r->k) <= static_cast<uint64_t>(cap) && static_cast<uint64_t>(r->j) <= static_cast<uint64_t>(r->k) &&
         static_cast<uint64_t>(r->i) <= static_cast<uint64_t>(r->j);
}
Status rangePanic(rt::M& m, const Range& r, uint64_t which, int64_t cap, bool isSlice) {
  auto above = [](int64_t x, int64_t y) { return static_cast<uint64_t>(x) > static_cast<uint64_t>(y); };
  if (which & kMax) {
    if (above(r.k, cap)) return rt::panicBounds(m, isSlice ? BoundsCode::slice3Acap : BoundsCode::slice3Alen, r.k, 2, cap);
    if (above(r.j, r.k)) return rt::panicBounds(m, BoundsCode::slice3B, r.j, 1, r.k);
    return rt::panicBounds(m, BoundsCode::slice3C, r.i, 0, r.j);
  }
  if (above(r.j, r.k)) return rt::panicBounds(m, isSlice ? BoundsCode::sliceAcap : BoundsCode::sliceAlen, r.j, 1, cap);
  return rt::panicBounds(m, BoundsCode::sliceB, r.i, 0, r.j);
}
// An empty result keeps the old pointer: past the end there may be another object.
VOLE_INLINE void setRange(Slot* a, void* p, const Range& r, uint64_t size) {
  int64_t cap = r.k - r.i;
  a[0].p = cap ? static_cast<char*>(p) + static_cast<uint64_t>(r.i) * size : p;
  a[1].i = r.j - r.i;
  a[2].i = cap;
}

Status growPanic(rt::M& m) { return rt::panicErrorString(m, "growslice: cap out of range"); }

}  // namespace

VOLE_TRY(SliceSlice) {
  Slot *a = &v.a(), *b = &v.b();
  Range r;
  uint64_t size = v.x();
  if (VOLE_UNLIKELY(!inRange(&v.d(), v.y(), b[1].i, b[2].i, &r))) return false;
  setRange(a, b[0].p, r, size);
  return true;
}
VOLE_SLOW(SliceSlice) {
  Slot* b = &v.b();
  Range r;
  inRange(&v.d(), v.y(), b[1].i, b[2].i, &r);
  return rangePanic(m, r, v.y(), b[2].i, true);
}
VOLE_TRY(SliceStr) {
  Slot *a = &v.a(), *b = &v.b();
  Range r;
  if (VOLE_UNLIKELY(!inRange(&v.d(), v.y(), b[1].i, b[1].i, &r))) return false;
  int64_t n = r.j - r.i;
  char* p = static_cast<char*>(b[0].p);
  a[0].p = n ? p + r.i : p;
  a[1].i = n;
  return true;
}
VOLE_SLOW(SliceStr) {
  Slot* b = &v.b();
  Range r;
  inRange(&v.d(), v.y(), b[1].i, b[1].i, &r);
  return rangePanic(m, r, v.y(), b[1].i, false);
}
VOLE_TRY(SliceArr) {
  Slot* a = &v.a();
  void* p = v.b().p;
  int64_t len = v.c().i;
  Range r;
  uint64_t size = v.x();
  if (VOLE_UNLIKELY(!p) || VOLE_UNLIKELY(!inRange(&v.d(), v.y(), len, len, &r))) return false;
  setRange(a, p, r, size);
  return true;
}
VOLE_SLOW(SliceArr) {
  if (!v.b().p) return rt::panicNilDeref(m);
  int64_t len = v.c().i;
  Range r;
  inRange(&v.d(), v.y(), len, len, &r);
  return rangePanic(m, r, v.y(), len, false);
}
VOLE_TRY(SliceToArr) {
  Slot* b = &v.b();
  if (VOLE_UNLIKELY(b[1].u < v.x())) return false;
  v.a().p = b[0].p;
  return true;
}
VOLE_SLOW(SliceToArr) { return rt::panicBounds(m, BoundsCode::convert, (&v.b())[1].i, 0, static_cast<int64_t>(v.x())); }

VOLE_CALL(MakeSlice) {
  GoSlice out;
  bool lenBad = false;
  int64_t len = v.b().i, cap = v.y() & 1 ? len : v.c().i;
  if (VOLE_UNLIKELY(!rt::makeslice(m, v.template xp<const rt::Type>(), len, cap, &out, &lenBad)))
    return lenBad ? rt::panicMakeSliceLen(m) : rt::panicMakeSliceCap(m);
  setSlice(v.a(), out);
  return Status::ok;
}

// append of one value that fits in a slot. The cold half grows; it also stores pointers while the collector marks.
#define APPEND(N, ctype, barrier)                                                                       \
  VOLE_TRY(N) {                                                                                         \
    Slot *a = &v.a(), *b = &v.b();                                                                      \
    auto val = static_cast<ctype>(v.c().u);                                                             \
    int64_t len = b[1].i, cap = b[2].i;                                                                 \
    if (VOLE_UNLIKELY(len >= cap) || (barrier && VOLE_UNLIKELY(m.wbEnabled))) return false;             \
    auto* p = static_cast<ctype*>(b[0].p);                                                              \
    p[len] = val;                                                                                       \
    a[0].p = p;                                                                                         \
    a[1].i = len + 1;                                                                                   \
    a[2].i = cap;                                                                                       \
    return true;                                                                                        \
  }                                                                                                     \
  VOLE_SLOW(N) {                                                                                        \
    GoSlice s = slice(v.b());                                                                           \
    Slot val = v.c();                                                                                   \
    if (s.len >= s.cap) {                                                                               \
      GoSlice out;                                                                                      \
      if (!rt::growslice(m, v.template xp<const rt::Type>(), s, s.len + 1, &out)) return growPanic(m);  \
      s = out;                                                                                          \
    } else {                                                                                            \
      s.len++;                                                                                          \
    }                                                                                                   \
    ctype* slot = static_cast<ctype*>(s.ptr) + (s.len - 1);                                             \
    if (barrier) rt::writePtr(m, reinterpret_cast<void**>(slot), val.p);                                \
    else *slot = static_cast<ctype>(val.u);                                                             \
    setSlice(v.a(), s);                                                                                 \
    return Status::ok;                                                                                  \
  }
APPEND(Append64, uint64_t, false)
APPEND(AppendPtr, uint64_t, true)
APPEND(Append8, uint8_t, false)

VOLE_CALL(AppendVal) {
  GoSlice s = slice(v.b());
  auto* t = v.template xp<const rt::Type>();
  if (s.len >= s.cap) {
    GoSlice out;
    if (VOLE_UNLIKELY(!rt::growslice(m, t, s, s.len + 1, &out))) return growPanic(m);
    s = out;
  } else {
    s.len++;
  }
  void* dst = static_cast<char*>(s.ptr) + static_cast<uint64_t>(s.len - 1) * t->size;
  if (VOLE_UNLIKELY(m.wbEnabled)) rt::typedmemmove(m, t, dst, &v.c());
  else memmove(dst, &v.c(), t->size);
  setSlice(v.a(), s);
  return Status::ok;
}
VOLE_CALL(AppendSlice) {
  GoSlice s = slice(v.b());
  auto* t = v.template xp<const rt::Type>();
  Slot* c = &v.c();
  void* src = c[0].p;
  int64_t n = c[1].i, old = s.len, want = old + n;
  if (want > s.cap || want < 0) {
    GoSlice out;
    if (VOLE_UNLIKELY(want < 0 || !rt::growslice(m, t, s, want, &out))) return growPanic(m);
    s = out;
  }
  s.len = want;
  rt::typedslicecopy(m, t, static_cast<char*>(s.ptr) + static_cast<uint64_t>(old) * t->size, src, n);
  setSlice(v.a(), s);
  return Status::ok;
}
VOLE_CALL(Grow) {
  GoSlice s = slice(v.b());
  auto* t = v.template xp<const rt::Type>();
  int64_t old = s.len, want = old + v.uc();
  if (want > s.cap) {
    GoSlice out;
    if (VOLE_UNLIKELY(!rt::growslice(m, t, s, want, &out))) return growPanic(m);
    s = out;
  } else {
    char* p = static_cast<char*>(s.ptr) + static_cast<uint64_t>(old) * t->size;
    if (m.wbEnabled && t->pointers())
      for (int64_t i = old; i < want; i++, p += t->size) rt::typedmemclr(m, t, p);
    else
      memset(p, 0, static_cast<uint64_t>(want - old) * t->size);
  }
  s.len = want;
  setSlice(v.a(), s);
  return Status::ok;
}
VOLE_OP(CopySlice) {
  Slot *b = &v.b(), *c = &v.c();
  int64_t n = b[1].i < c[1].i ? b[1].i : c[1].i;
  rt::typedslicecopy(m, v.template xp<const rt::Type>(), b[0].p, c[0].p, n);
  v.a().i = n;
}
VOLE_OP(ClearSlice) {
  Slot* b = &v.b();
  auto* t = v.template xp<const rt::Type>();
  char* p = static_cast<char*>(b[0].p);
  int64_t n = b[1].i;
  if (m.wbEnabled && t->pointers())
    for (int64_t i = 0; i < n; i++, p += t->size) rt::typedmemclr(m, t, p);
  else if (n)
    memset(p, 0, static_cast<uint64_t>(n) * t->size);
}

// Position saved in all that allocate: running out of memory prints a trace.
VOLE_CALL(Concat2) {
  setStr(v.a(), rt::concatstring2(m, str(v.b()), str(v.c())));
  return Status::ok;
}
VOLE_CALL(ConcatN) {
  setStr(v.a(), rt::concatstrings(m, &v.b(), v.uc()));
  return Status::ok;
}
VOLE_CALL(StrToBytes) {
  setSlice(v.a(), rt::stringToBytes(m, str(v.b())));
  return Status::ok;
}
VOLE_CALL(StrToBytesBuf) {
  constexpr int64_t kBuffer = 32;
  GoString s = str(v.b());
  void* buf = v.c().p;
  if (s.len > kBuffer) {
    setSlice(v.a(), rt::stringToBytes(m, s));
    return Status::ok;
  }
  char bytes[kBuffer] = {};  // s may lie in the buffer itself
  if (s.len) memcpy(bytes, s.ptr, static_cast<size_t>(s.len));
  memcpy(buf, bytes, kBuffer);
  setSlice(v.a(), {buf, s.len, kBuffer});
  return Status::ok;
}
VOLE_CALL(BytesToStr) {
  setStr(v.a(), rt::bytesToString(m, slice(v.b())));
  return Status::ok;
}
VOLE_CALL(StrToRunes) {
  setSlice(v.a(), rt::stringToRunes(m, str(v.b())));
  return Status::ok;
}
VOLE_CALL(RunesToStr) {
  setStr(v.a(), rt::runesToString(m, slice(v.b())));
  return Status::ok;
}
VOLE_CALL(RuneToStr) {
  setStr(v.a(), rt::runeToString(m, v.b().i));
  return Status::ok;
}
VOLE_TRY(DecodeRune) {
  Slot *a = &v.a(), *d = &v.d();
  int64_t i = v.c().i;
  auto ch = static_cast<const unsigned char*>(v.b().p)[i];
  if (VOLE_UNLIKELY(ch >= 0x80)) return false;
  a->u = ch;
  d->i = i + 1;
  return true;
}
VOLE_SLOW(DecodeRune) {
  Slot *a = &v.a(), *d = &v.d();
  int64_t next;
  int32_t r = rt::decoderune(str(v.b()), v.c().i, &next);
  a->i = r;
  d->i = next;
  return Status::ok;
}
VOLE_TRY(UnsafeSlice) {
  Slot* a = &v.a();
  void* p = v.b().p;
  int64_t n = v.c().i;
  uint64_t size = v.x();
  // No overlap with the end of the address space; a nil pointer only with length 0, and then the slice is nil.
  if (VOLE_UNLIKELY(n < 0) || VOLE_UNLIKELY(!p && n) ||
      VOLE_UNLIKELY(static_cast<unsigned __int128>(size) * static_cast<uint64_t>(n) > 0 - reinterpret_cast<uintptr_t>(p) && p))
    return false;
  a[0].p = p;
  a[1].i = n;
  a[2].i = n;
  return true;
}
VOLE_SLOW(UnsafeSlice) {
  if (v.c().i > 0 && !v.b().p) return rt::panicErrorString(m, "unsafe.Slice: ptr is nil and len is not zero");
  return rt::panicErrorString(m, "unsafe.Slice: len out of range");
}
VOLE_TRY(UnsafeString) {
  Slot* a = &v.a();
  void* p = v.b().p;
  int64_t n = v.c().i;
  if (VOLE_UNLIKELY(n < 0) || VOLE_UNLIKELY(!p && n) || VOLE_UNLIKELY(p && static_cast<uint64_t>(n) > 0 - reinterpret_cast<uintptr_t>(p)))
    return false;
  a[0].p = p;
  a[1].i = n;
  return true;
}
VOLE_SLOW(UnsafeString) {
  if (v.c().i > 0 && !v.b().p) return rt::panicErrorString(m, "unsafe.String: ptr is nil and len is not zero");
  return rt::panicErrorString(m, "unsafe.String: len out of range");
}
VOLE_OP(CmpStr) { v.a().i = rt::compareStrings(str(v.b()), str(v.c())); }

}  // namespace vole::vm
