// This file hashes and compares values by their type. Hashes mix with 64x64 to 128 bit products (the wyhash family): fast on
// short keys, and a fresh seed per map keeps an attacker from choosing collisions.
#include "runtime/type/alg.h"

#include <cstring>

#include "runtime/data/gostring.h"
#include "runtime/type/itab.h"

namespace vole::rt {
namespace {

constexpr uint64_t k0 = 0xa0761d6478bd642f, k1 = 0xe7037ed1a0b428db, k2 = 0x8ebc6af09c88c6e3;

inline uint64_t mix(uint64_t a, uint64_t b) {
  unsigned __int128 r = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(r) ^ static_cast<uint64_t>(r >> 64);
}
inline uint64_t r8(const uint8_t* p) {
  uint64_t v;
  memcpy(&v, p, 8);
  return v;
}
inline uint64_t r4(const uint8_t* p) {
  uint32_t v;
  memcpy(&v, p, 4);
  return v;
}

// A NaN is equal to nothing, so every one gets a hash of its own: otherwise many of them would share a bucket chain.
uint64_t nanHash() {
  static uint64_t n = 0x1234567;
  return mix(__atomic_add_fetch(&n, 0x9E3779B97F4A7C15u, __ATOMIC_RELAXED), k2);
}

uint64_t f64hash(double f, uint64_t seed) {
  if (f == 0) return mix(seed ^ k0, k1);  // +0 == -0
  if (f != f) return nanHash();
  uint64_t v;
  memcpy(&v, &f, 8);
  return memhash64(v, seed);
}
uint64_t f32hash(float f, uint64_t seed) {
  if (f == 0) return mix(seed ^ k0, k1);
  if (f != f) return nanHash();
  uint32_t v;
  memcpy(&v, &f, 4);
  return memhash32(v, seed);
}

uint64_t efaceHash(const Type* t, void* const* word, uint64_t seed, const Type** bad) {
  if (!t) return mix(seed, k2);
  if (t->equalKind == kEqNone) {
    if (!*bad) *bad = t;
    return 0;
  }
  return typehash(t, ifaceValuePtr(t, word), seed ^ t->hash, bad);
}

template <class T>
T at(const void* p, int64_t off = 0) {
  T v;
  memcpy(&v, static_cast<const char*>(p) + off, sizeof v);
  return v;
}

bool dynEqual(const Type* t, void* const* aw, void* const* bw, const Type** bad) {
  if (t->equalKind == kEqNone) {
    if (!*bad) *bad = t;
    return false;
  }
  if (t->direct()) return *aw == *bw;
  if (*aw == *bw && (t->tflag & kTFlagRegularMemory)) return true;
  return typeEqual(t, *aw, *bw, bad);
}

}  // namespace

uint64_t memhash64(uint64_t v, uint64_t seed) { return mix(mix(v ^ k1, seed ^ k0), k2 ^ 8); }
uint64_t memhash32(uint32_t v, uint64_t seed) { return mix(mix(v ^ k1, seed ^ k0), k2 ^ 4); }

uint64_t memhash(const void* pp, uint64_t seed, size_t n) {
  const uint8_t* p = static_cast<const uint8_t*>(pp);
  uint64_t a, b;
  seed ^= k0;
  if (n <= 16) {
    if (n >= 8) {
      a = r8(p);
      b = r8(p + n - 8);
    } else if (n >= 4) {
      a = r4(p);
      b = r4(p + n - 4);
    } else if (n > 0) {
      a = uint64_t{p[0]} << 16 | uint64_t{p[n >> 1]} << 8 | p[n - 1];
      b = 0;
    } else {
      a = b = 0;
    }
  } else {
    size_t i = n;
    for (; i > 16; i -= 16, p += 16) seed = mix(r8(p) ^ k1, r8(p + 8) ^ seed);
    a = r8(p + i - 16);
    b = r8(p + i - 8);
  }
  return mix(k2 ^ n, mix(a ^ k1, b ^ seed));
}

uint64_t strhash(GoString s, uint64_t seed) { return memhash(s.ptr, seed, static_cast<size_t>(s.len)); }

uint64_t typehash(const Type* t, const void* p, uint64_t seed, const Type** bad) {
  if (t->tflag & kTFlagRegularMemory) {
    switch (t->size) {
      case 4: return memhash32(at<uint32_t>(p), seed);
      case 8: return memhash64(at<uint64_t>(p), seed);
      default: return memhash(p, seed, t->size);
    }
  }
  switch (t->equalKind) {
    case kEqMem: return memhash(p, seed, t->size);
    case kEqString: return strhash(at<GoString>(p), seed);
    case kEqFloat32: return f32hash(at<float>(p), seed);
    case kEqFloat64: return f64hash(at<double>(p), seed);
    case kEqComplex64: return f32hash(at<float>(p, 4), f32hash(at<float>(p), seed));
    case kEqComplex128: return f64hash(at<double>(p, 8), f64hash(at<double>(p), seed));
    case kEqEface: {
      auto* e = static_cast<const eface*>(p);
      return efaceHash(e->type, &e->data, seed, bad);
    }
    case kEqIface: {
      auto* e = static_cast<const iface*>(p);
      return efaceHash(e->tab ? e->tab->type : nullptr, &e->data, seed, bad);
    }
    case kEqArray: {
      auto* a = asArray(t);
      for (int64_t i = 0; i < a->len; i++)
        seed = typehash(a->elem, static_cast<const char*>(p) + i * static_cast<int64_t>(a->elem->size), seed, bad);
      return seed;
    }
    case kEqStruct: {
      auto* s = asStruct(t);
      for (int64_t i = 0; i < s->nfields; i++) {
        const StructField& f = s->fields[i];
        if (f.name.len == 1 && f.name.ptr[0] == '_') continue;
        seed = typehash(f.typ, static_cast<const char*>(p) + f.offset, seed, bad);
      }
      return seed;
    }
    default:
      if (!*bad) *bad = t;
      return 0;
  }
}

// Can comparing two values of t panic? (They hold interfaces.)
static bool canPanic(const Type* t) {
  switch (t->equalKind) {
    case kEqEface:
    case kEqIface: return true;
    case kEqArray: return canPanic(asArray(t)->elem);
    case kEqStruct: {
      auto* s = asStruct(t);
      for (int64_t i = 0; i < s->nfields; i++)
        if (canPanic(s->fields[i].typ)) return true;
      return false;
    }
    default: return false;
  }
}

bool typeEqual(const Type* t, const void* a, const void* b, const Type** bad) {
  if (t->tflag & kTFlagRegularMemory) return memcmp(a, b, t->size) == 0;
  switch (t->equalKind) {
    case kEqMem: return memcmp(a, b, t->size) == 0;
    case kEqString: return stringEqual(at<GoString>(a), at<GoString>(b));
    case kEqFloat32: return at<float>(a) == at<float>(b);
    case kEqFloat64: return at<double>(a) == at<double>(b);
    case kEqComplex64: return at<float>(a) == at<float>(b) && at<float>(a, 4) == at<float>(b, 4);
    case kEqComplex128: return at<double>(a) == at<double>(b) && at<double>(a, 8) == at<double>(b, 8);
    case kEqEface: return efaceEqual(at<eface>(a), at<eface>(b), bad);
    case kEqIface: return ifaceEqual(static_cast<const void* const*>(a), static_cast<const void* const*>(b), bad);
    case kEqArray: {
      auto* s = asArray(t);
      for (int64_t i = 0; i < s->len; i++) {
        int64_t o = i * static_cast<int64_t>(s->elem->size);
        if (!typeEqual(s->elem, static_cast<const char*>(a) + o, static_cast<const char*>(b) + o, bad)) return false;
      }
      return true;
    }
    case kEqStruct: {
      // As gc: a field whose comparison can panic is compared in its place; between two such fields what is cheap
      // comes first - plain memory, then the lengths of strings, then the rest.
      auto* s = asStruct(t);
      auto at = [](const void* p, const StructField& f) { return static_cast<const char*>(p) + f.offset; };
      auto blank = [](const StructField& f) { return f.name.len == 1 && f.name.ptr[0] == '_'; };
      for (int64_t from = 0; from < s->nfields;) {
        int64_t to = from;
        while (to < s->nfields && !(canPanic(s->fields[to].typ) && !blank(s->fields[to]))) to++;
        for (int pass = 0; pass < 3; pass++) {
          for (int64_t i = from; i < to; i++) {
            const StructField& f = s->fields[i];
            if (blank(f)) continue;
            bool str = f.typ->equalKind == kEqString;
            bool late = str || f.typ->equalKind == kEqArray || f.typ->equalKind == kEqStruct;
            if (pass == 1) {
              if (str && reinterpret_cast<const GoString*>(at(a, f))->len != reinterpret_cast<const GoString*>(at(b, f))->len)
                return false;
              continue;
            }
            if (late != (pass == 2)) continue;
            if (!typeEqual(f.typ, at(a, f), at(b, f), bad)) return false;
          }
        }
        if (to < s->nfields) {
          const StructField& f = s->fields[to];
          if (!typeEqual(f.typ, at(a, f), at(b, f), bad)) return false;
        }
        from = to + 1;
      }
      return true;
    }
    default:
      if (!*bad) *bad = t;
      return false;
  }
}

bool efaceEqual(eface a, eface b, const Type** bad) {
  if (a.type != b.type) return false;
  if (!a.type) return true;
  return dynEqual(a.type, &a.data, &b.data, bad);
}

bool ifaceEqual(const void* const* a, const void* const* b, const Type** bad) {
  auto *x = reinterpret_cast<const iface*>(a), *y = reinterpret_cast<const iface*>(b);
  if (x->tab != y->tab) return false;
  if (!x->tab) return true;
  return dynEqual(x->tab->type, &x->data, &y->data, bad);
}

}  // namespace vole::rt
