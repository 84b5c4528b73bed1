// This file implements maps. A map is 2^B buckets of eight entries; the low bits of a hash choose the bucket, the top byte
// is kept beside each entry so that most mismatches cost no key comparison. A full bucket chains overflow buckets. When the
// load passes 6.5 entries a bucket the table doubles, when chains got long without that (after many deletions) it is copied
// at the same size; either way each later write moves one or two old buckets, so no single operation pays for all.
//
// Iteration starts at a random bucket and a random entry in every bucket. It walks the table it started with; an entry whose
// old bucket has been moved meanwhile is looked up anew, so that deleted entries do not appear and changed ones are current.
#include "runtime/data/map.h"

#include <cstring>

#include "runtime/base/throw.h"
#include "runtime/data/gostring.h"
#include "runtime/mem/malloc.h"
#include "runtime/native.h"
#include "runtime/panic/error.h"
#include "runtime/runtime.h"
#include "runtime/type/alg.h"

namespace vole::rt {
namespace {

constexpr int kBucketCnt = 8;
constexpr uint64_t kLoadNum = 13, kLoadDen = 2;
constexpr uint32_t kMaxInlineSize = 128;  // larger keys and elements are held by pointer

// Values of a tophash byte below kMinTop describe an empty cell or where its entry went.
enum : uint8_t { kEmptyRest = 0, kEmptyOne = 1, kEvacuatedX = 2, kEvacuatedY = 3, kEvacuatedEmpty = 4, kMinTop = 5 };
enum : uint8_t { kIterator = 1, kOldIterator = 2, kHashWriting = 4, kSameSizeGrow = 8 };
constexpr uint64_t kNoCheck = ~uint64_t{0};

}  // namespace

struct bmap {
  uint8_t tophash[kBucketCnt];
  char* cells() { return reinterpret_cast<char*>(this) + kBucketCnt; }
};

namespace {

inline char* keyAt(const MapType* t, bmap* b, unsigned i) { return b->cells() + i * t->keysize; }
inline char* elemAt(const MapType* t, bmap* b, unsigned i) { return b->cells() + kBucketCnt * t->keysize + i * t->elemsize; }
inline bmap*& overflowOf(const MapType* t, bmap* b) {
  return *reinterpret_cast<bmap**>(reinterpret_cast<char*>(b) + t->bucketsize - 8);
}
inline bmap* bucketAt(const MapType* t, bmap* b, uint64_t i) {
  return reinterpret_cast<bmap*>(reinterpret_cast<char*>(b) + i * t->bucketsize);
}
inline uint64_t bucketMask(uint8_t B) { return (uint64_t{1} << B) - 1; }
inline uint8_t tophashOf(uint64_t hash) {
  uint8_t top = static_cast<uint8_t>(hash >> 56);
  return top < kMinTop ? static_cast<uint8_t>(top + kMinTop) : top;
}
inline bool isEmpty(uint8_t x) { return x <= kEmptyOne; }
inline bool evacuated(const bmap* b) { return b->tophash[0] > kEmptyOne && b->tophash[0] < kMinTop; }
inline bool growing(const hmap* h) { return h->oldbuckets; }
inline uint64_t oldBucketCount(const hmap* h) {
  return uint64_t{1} << (h->flags & kSameSizeGrow ? h->B : h->B - 1);
}
inline bool overLoad(uint64_t count, uint8_t B) { return count > kBucketCnt && count > kLoadNum * ((uint64_t{1} << B) / kLoadDen); }
inline bool tooManyOverflow(uint16_t n, uint8_t B) { return n >= uint16_t(1) << (B > 15 ? 15 : B); }

// A key in its cell may be held by pointer.
inline void* keyIn(const MapType* t, char* cell) { return t->flags & kMapIndirectKey ? *reinterpret_cast<void**>(cell) : cell; }
inline void* elemIn(const MapType* t, char* cell) { return t->flags & kMapIndirectElem ? *reinterpret_cast<void**>(cell) : cell; }

// What the fast variants fix at compile time: how a key is hashed, compared and stored.
struct GenericKey {
  static uint64_t hash(const MapType* t, const void* k, uint32_t seed, const Type** bad) { return typehash(t->key, k, seed, bad); }
  static bool equal(const MapType* t, const void* a, const void* b) {
    const Type* bad = nullptr;  // hashing has refused what cannot be compared
    return typeEqual(t->key, a, b, &bad) && !bad;
  }
  static constexpr bool fast = false;
};
struct Key32 {
  static uint64_t hash(const MapType*, const void* k, uint32_t seed, const Type**) { return memhash32(*static_cast<const uint32_t*>(k), seed); }
  static bool equal(const MapType*, const void* a, const void* b) { return *static_cast<const uint32_t*>(a) == *static_cast<const uint32_t*>(b); }
  static constexpr bool fast = true;
};
struct Key64 {
  static uint64_t hash(const MapType*, const void* k, uint32_t seed, const Type**) { return memhash64(*static_cast<const uint64_t*>(k), seed); }
  static bool equal(const MapType*, const void* a, const void* b) { return *static_cast<const uint64_t*>(a) == *static_cast<const uint64_t*>(b); }
  static constexpr bool fast = true;
};
struct KeyStr {
  static uint64_t hash(const MapType*, const void* k, uint32_t seed, const Type**) { return strhash(*static_cast<const GoString*>(k), seed); }
  static bool equal(const MapType*, const void* a, const void* b) {
    return stringEqual(*static_cast<const GoString*>(a), *static_cast<const GoString*>(b));
  }
  static constexpr bool fast = true;
};

inline void ready(M& m, const MapType* t) {
  if (__builtin_expect(!t->bucket, 0)) finishMapType(*m.rt, const_cast<MapType*>(t));
}

bmap* newBuckets(M& m, const MapType* t, uint8_t B) { return static_cast<bmap*>(newarray(m, t->bucket, int64_t{1} << B)); }

bmap* newOverflow(M& m, const MapType* t, hmap* h, bmap* b) {
  bmap* o = static_cast<bmap*>(newobject(m, t->bucket));
  // Exact while small; when there are very many, a random share, so that 16 bits do.
  if (h->B < 16 || fastrandn(m, 1u << (h->B - 15)) == 0) h->noverflow++;
  writePtr(m, reinterpret_cast<void**>(&overflowOf(t, b)), o);
  return o;
}

void hashGrow(M& m, const MapType* t, hmap* h) {
  uint8_t bigger = 1;
  if (!overLoad(static_cast<uint64_t>(h->count) + 1, h->B)) {
    bigger = 0;
    h->flags |= kSameSizeGrow;
  }
  bmap* fresh = newBuckets(m, t, static_cast<uint8_t>(h->B + bigger));
  uint8_t flags = h->flags & static_cast<uint8_t>(~(kIterator | kOldIterator));
  if (h->flags & kIterator) flags |= kOldIterator;
  h->B = static_cast<uint8_t>(h->B + bigger);
  h->flags = flags;
  writePtr(m, reinterpret_cast<void**>(&h->oldbuckets), h->buckets);
  writePtr(m, reinterpret_cast<void**>(&h->buckets), fresh);
  h->nevacuate = 0;
  h->noverflow = 0;
}

void copyCell(M& m, bool indirect, const Type* typ, char* dst, const char* src) {
  if (indirect) writePtr(m, reinterpret_cast<void**>(dst), *reinterpret_cast<void* const*>(src));
  else typedmemmove(m, typ, dst, src);
}

struct EvacDst {
  bmap* b;
  unsigned i;
};

void advanceMark(M& m, const MapType* t, hmap* h, uint64_t newbit) {
  h->nevacuate++;
  uint64_t stop = h->nevacuate + 1024;
  if (stop > newbit) stop = newbit;
  while (h->nevacuate != stop && evacuated(bucketAt(t, h->oldbuckets, h->nevacuate))) h->nevacuate++;
  if (h->nevacuate == newbit) {
    writePtr(m, reinterpret_cast<void**>(&h->oldbuckets), nullptr);
    h->flags &= static_cast<uint8_t>(~kSameSizeGrow);
  }
}

// Moves the entries of one old bucket to bucket old (x) or old + newbit (y) of the new table.
template <class K>
void evacuate(M& m, const MapType* t, hmap* h, uint64_t old) {
  bmap* b = bucketAt(t, h->oldbuckets, old);
  uint64_t newbit = oldBucketCount(h);
  if (!evacuated(b)) {
    bool same = h->flags & kSameSizeGrow;
    EvacDst dst[2] = {{bucketAt(t, h->buckets, old), 0}, {nullptr, 0}};
    if (!same) dst[1] = {bucketAt(t, h->buckets, old + newbit), 0};
    bmap* first = b;
    for (; b; b = overflowOf(t, b)) {
      for (unsigned i = 0; i < kBucketCnt; i++) {
        uint8_t top = b->tophash[i];
        if (isEmpty(top)) {
          b->tophash[i] = kEvacuatedEmpty;
          continue;
        }
        char* kc = keyAt(t, b, i);
        unsigned useY = 0;
        if (!same) {
          const Type* bad = nullptr;
          void* key = keyIn(t, kc);
          if (h->flags & kIterator && !(t->flags & kMapReflexiveKey) && !K::equal(t, key, key)) {
            // A NaN: hashing again gives another answer, but iterators must be able to foresee where it went. Its top
            // byte is random; let its low bit decide, and draw a new one.
            useY = top & 1;
            top = tophashOf(typehash(t->key, key, h->hash0, &bad));
          } else {
            useY = (K::hash(t, key, h->hash0, &bad) & newbit) != 0;
          }
        }
        b->tophash[i] = static_cast<uint8_t>(kEvacuatedX + useY);
        EvacDst& d = dst[useY];
        if (d.i == kBucketCnt) d = {newOverflow(m, t, h, d.b), 0};
        d.b->tophash[d.i] = top;
        copyCell(m, t->flags & kMapIndirectKey, t->key, keyAt(t, d.b, d.i), kc);
        copyCell(m, t->flags & kMapIndirectElem, t->elem, elemAt(t, d.b, d.i), elemAt(t, b, i));
        d.i++;
      }
    }
    // Nobody reads the old cells any more (iterators look entries up anew): let the collector have what they hold.
    // The copies have been shaded; a chained bucket is dropped here, and what it held with it.
    if (!(h->flags & kOldIterator)) memset(first->cells(), 0, t->bucketsize - kBucketCnt);
  }
  if (old == h->nevacuate) advanceMark(m, t, h, newbit);
}

template <class K>
void growWork(M& m, const MapType* t, hmap* h, uint64_t bucket) {
  evacuate<K>(m, t, h, bucket & (oldBucketCount(h) - 1));
  if (growing(h)) evacuate<K>(m, t, h, h->nevacuate);
}

template <class K>
inline void* access(M& m, const MapType* t, hmap* h, const void* key, bool* found, void** keyOut = nullptr) {
  if (!h || h->count == 0) {
    if constexpr (!K::fast) {
      const Type* bad = nullptr;
      if (t->flags & kMapHashMightPanic || !t->bucket) K::hash(t, key, 0, &bad);  // Go panics on a bad key even here
      if (bad) {
        panicUnhashable(m, bad);
        return nullptr;
      }
    }
    if (found) *found = false;
    return const_cast<uint8_t*>(zeroVal);
  }
  if (__builtin_expect(h->flags & kHashWriting, 0)) fatal(m, "concurrent map read and map write");
  ready(m, t);  // the map may have been made as another type with the same underlying type
  const Type* bad = nullptr;
  uint64_t hash = K::hash(t, key, h->hash0, &bad);
  if constexpr (!K::fast)
    if (__builtin_expect(bad != nullptr, 0)) {
      panicUnhashable(m, bad);
      return nullptr;
    }
  bmap* b = bucketAt(t, h->buckets, hash & bucketMask(h->B));
  if (bmap* c = h->oldbuckets) {
    bmap* oldb = bucketAt(t, c, hash & (oldBucketCount(h) - 1));
    if (!evacuated(oldb)) b = oldb;
  }
  uint8_t top = tophashOf(hash);
  for (; b; b = overflowOf(t, b)) {
    for (unsigned i = 0; i < kBucketCnt; i++) {
      if (b->tophash[i] != top) {
        if (b->tophash[i] == kEmptyRest) goto absent;
        continue;
      }
      void* k = K::fast ? keyAt(t, b, i) : keyIn(t, keyAt(t, b, i));
      if (!K::equal(t, key, k)) continue;
      if (found) *found = true;
      if (keyOut) *keyOut = k;
      return elemIn(t, elemAt(t, b, i));
    }
  }
absent:
  if (found) *found = false;
  return const_cast<uint8_t*>(zeroVal);
}

template <class K>
void* assign(M& m, const MapType* t, hmap* h, const void* key) {
  if (__builtin_expect(!h, 0)) {
    panicNilMap(m);
    return nullptr;
  }
  if (__builtin_expect(h->flags & kHashWriting, 0)) fatal(m, "concurrent map writes");
  ready(m, t);
  const Type* bad = nullptr;
  uint64_t hash = K::hash(t, key, h->hash0, &bad);
  if (!K::fast && bad) {
    panicUnhashable(m, bad);
    return nullptr;
  }
  h->flags ^= kHashWriting;
  if (!h->buckets) writePtr(m, reinterpret_cast<void**>(&h->buckets), newobject(m, t->bucket));
  uint8_t top = tophashOf(hash);
  for (;;) {
    uint64_t bucket = hash & bucketMask(h->B);
    if (growing(h)) growWork<K>(m, t, h, bucket);
    bmap *b = bucketAt(t, h->buckets, bucket), *insb = nullptr, *last = b;
    unsigned insi = 0;
    for (; b; last = b, b = overflowOf(t, b)) {
      for (unsigned i = 0; i < kBucketCnt; i++) {
        if (b->tophash[i] != top) {
          if (isEmpty(b->tophash[i]) && !insb) {
            insb = b;
            insi = i;
          }
          if (b->tophash[i] == kEmptyRest) goto absent;
          continue;
        }
        void* k = K::fast ? keyAt(t, b, i) : keyIn(t, keyAt(t, b, i));
        if (!K::equal(t, key, k)) continue;
        // Keys that are equal and differ (+0 and -0, strings sharing memory): Go keeps the newest.
        if (t->flags & kMapNeedKeyUpdate) typedmemmove(m, t->key, k, key);
        h->flags &= static_cast<uint8_t>(~kHashWriting);
        return elemIn(t, elemAt(t, b, i));
      }
    }
  absent:
    if (!growing(h) && (overLoad(static_cast<uint64_t>(h->count) + 1, h->B) || tooManyOverflow(h->noverflow, h->B))) {
      hashGrow(m, t, h);
      continue;
    }
    if (!insb) {
      insb = newOverflow(m, t, h, last);
      insi = 0;
    }
    char *kc = keyAt(t, insb, insi), *ec = elemAt(t, insb, insi);
    if (t->flags & kMapIndirectKey) {
      void* k = newobject(m, t->key);
      writePtr(m, reinterpret_cast<void**>(kc), k);
      typedmemmove(m, t->key, k, key);
    } else {
      typedmemmove(m, t->key, kc, key);
    }
    if (t->flags & kMapIndirectElem) writePtr(m, reinterpret_cast<void**>(ec), newobject(m, t->elem));
    insb->tophash[insi] = top;
    h->count++;
    h->flags &= static_cast<uint8_t>(~kHashWriting);
    return elemIn(t, ec);
  }
}

// After a deletion: when nothing follows a cell, it and the empty ones before it say so, and searches end early.
void markEmptyRest(const MapType* t, bmap* first, bmap* b, unsigned i) {
  if (i == kBucketCnt - 1) {
    bmap* o = overflowOf(t, b);
    if (o && o->tophash[0] != kEmptyRest) return;
  } else if (b->tophash[i + 1] != kEmptyRest) {
    return;
  }
  for (;;) {
    b->tophash[i] = kEmptyRest;
    if (i == 0) {
      if (b == first) return;
      bmap* c = first;
      while (overflowOf(t, c) != b) c = overflowOf(t, c);
      b = c;
      i = kBucketCnt - 1;
    } else {
      i--;
    }
    if (b->tophash[i] != kEmptyOne) return;
  }
}

template <class K>
bool erase(M& m, const MapType* t, hmap* h, const void* key) {
  const Type* bad = nullptr;
  if (!h || h->count == 0) {
    K::hash(t, key, 0, &bad);
    if (bad) panicUnhashable(m, bad);
    return !bad;
  }
  if (h->flags & kHashWriting) fatal(m, "concurrent map writes");
  ready(m, t);
  uint64_t hash = K::hash(t, key, h->hash0, &bad);
  if (bad) {
    panicUnhashable(m, bad);
    return false;
  }
  h->flags ^= kHashWriting;
  uint64_t bucket = hash & bucketMask(h->B);
  if (growing(h)) growWork<K>(m, t, h, bucket);
  bmap *b = bucketAt(t, h->buckets, bucket), *first = b;
  uint8_t top = tophashOf(hash);
  for (; b; b = overflowOf(t, b)) {
    for (unsigned i = 0; i < kBucketCnt; i++) {
      if (b->tophash[i] != top) {
        if (b->tophash[i] == kEmptyRest) goto done;
        continue;
      }
      char* kc = keyAt(t, b, i);
      if (!K::equal(t, key, keyIn(t, kc))) continue;
      if (t->flags & kMapIndirectKey) writePtr(m, reinterpret_cast<void**>(kc), nullptr);
      else if (t->key->ptrdata) typedmemclr(m, t->key, kc);
      char* ec = elemAt(t, b, i);
      if (t->flags & kMapIndirectElem) writePtr(m, reinterpret_cast<void**>(ec), nullptr);
      else typedmemclr(m, t->elem, ec);
      b->tophash[i] = kEmptyOne;
      markEmptyRest(t, first, b, i);
      h->count--;
      // An empty map may take a new seed: an attacker cannot collect collisions over its life.
      if (h->count == 0) h->hash0 = fastrand(m);
      goto done;
    }
  }
done:
  h->flags &= static_cast<uint8_t>(~kHashWriting);
  return true;
}

const Type* hmapType(Runtime& rt) {
  static_assert(sizeof(hmap) == 48);
  if (!rt.hmapType) rt.hmapType = rt.types.memoryType(sizeof(hmap), 8, {false, false, true, true, false, true}, "runtime.hmap");
  return rt.hmapType;
}

bool reflexive(const Type* t) {
  switch (t->kind) {
    case kFloat32: case kFloat64: case kComplex64: case kComplex128: case kInterface: return false;
    case kArray: return reflexive(asArray(t)->elem);
    case kStruct:
      for (int64_t i = 0; i < asStruct(t)->nfields; i++)
        if (!reflexive(asStruct(t)->fields[i].typ)) return false;
      return true;
    default: return true;
  }
}
bool needKeyUpdate(const Type* t) {
  switch (t->kind) {
    case kFloat32: case kFloat64: case kComplex64: case kComplex128: case kInterface: case kString: return true;
    case kArray: return needKeyUpdate(asArray(t)->elem);
    case kStruct:
      for (int64_t i = 0; i < asStruct(t)->nfields; i++)
        if (needKeyUpdate(asStruct(t)->fields[i].typ)) return true;
      return false;
    default: return false;
  }
}
bool hashMightPanic(const Type* t) {
  switch (t->kind) {
    case kInterface: return true;
    case kArray: return hashMightPanic(asArray(t)->elem);
    case kStruct:
      for (int64_t i = 0; i < asStruct(t)->nfields; i++)
        if (hashMightPanic(asStruct(t)->fields[i].typ)) return true;
      return false;
    default: return false;
  }
}

}  // namespace

void finishMapType(Runtime& rt, MapType* t) {
  static Lock mu;
  LockGuard guard(mu);
  if (t->bucket) return;
  uint32_t flags = 0;
  uint64_t ks = t->key->size, es = t->elem->size;
  if (ks > kMaxInlineSize) {
    flags |= kMapIndirectKey;
    ks = 8;
  }
  if (es > kMaxInlineSize) {
    flags |= kMapIndirectElem;
    es = 8;
  }
  if (reflexive(t->key)) flags |= kMapReflexiveKey;
  if (needKeyUpdate(t->key)) flags |= kMapNeedKeyUpdate;
  if (hashMightPanic(t->key)) flags |= kMapHashMightPanic;
  uint64_t size = kBucketCnt + kBucketCnt * (ks + es) + 8;
  std::vector<bool> words(size / 8);
  words[size / 8 - 1] = true;
  auto mark = [&](uint64_t at, uint64_t step, const Type* typ, bool indirect) {
    for (int i = 0; i < kBucketCnt; i++, at += step) {
      if (indirect) words[at / 8] = true;
      else if (typ->ptrdata)
        for (uint64_t w = 0; w < typ->ptrdata / 8; w++)
          if (typ->gcdata[w / 8] >> (w % 8) & 1) words[at / 8 + w] = true;
    }
  };
  mark(kBucketCnt, ks, t->key, flags & kMapIndirectKey);
  mark(kBucketCnt + kBucketCnt * ks, es, t->elem, flags & kMapIndirectElem);
  t->keysize = static_cast<uint8_t>(ks);
  t->elemsize = static_cast<uint8_t>(es);
  t->bucketsize = static_cast<uint16_t>(size);
  t->flags = flags;
  __atomic_store_n(&t->bucket, rt.types.memoryType(size, 8, words, "map.bucket"), __ATOMIC_RELEASE);
}

hmap* makemap(M& m, const MapType* t, int64_t hint) {
  ready(m, t);
  if (hint < 0 || static_cast<uint64_t>(hint) > static_cast<uint64_t>(kMaxAlloc) / t->bucketsize) hint = 0;
  auto* h = static_cast<hmap*>(newobject(m, hmapType(*m.rt)));
  h->hash0 = fastrand(m);
  while (overLoad(static_cast<uint64_t>(hint), h->B)) h->B++;
  if (h->B) h->buckets = newBuckets(m, t, h->B);
  return h;
}

void* mapaccess(M& m, const MapType* t, hmap* h, const void* key, bool* found) { return access<GenericKey>(m, t, h, key, found); }
void* mapaccess32(M& m, const MapType* t, hmap* h, uint32_t key, bool* found) { return access<Key32>(m, t, h, &key, found); }
void* mapaccess64(M& m, const MapType* t, hmap* h, uint64_t key, bool* found) { return access<Key64>(m, t, h, &key, found); }
void* mapaccessStr(M& m, const MapType* t, hmap* h, GoString key, bool* found) { return access<KeyStr>(m, t, h, &key, found); }
void* mapassign(M& m, const MapType* t, hmap* h, const void* key) { return assign<GenericKey>(m, t, h, key); }
void* mapassign32(M& m, const MapType* t, hmap* h, uint32_t key) { return assign<Key32>(m, t, h, &key); }
void* mapassign64(M& m, const MapType* t, hmap* h, uint64_t key) { return assign<Key64>(m, t, h, &key); }
void* mapassignStr(M& m, const MapType* t, hmap* h, GoString key) { return assign<KeyStr>(m, t, h, &key); }
bool mapdelete(M& m, const MapType* t, hmap* h, const void* key) { return erase<GenericKey>(m, t, h, key); }

void mapclear(M& m, const MapType* t, hmap* h) {
  if (!h || h->count == 0) return;
  if (h->flags & kHashWriting) fatal(m, "concurrent map writes");
  ready(m, t);
  // Iterators under way hold the old arrays; entries there are looked up in the map, which has none.
  auto wipe = [&](bmap* arr, uint64_t n) {
    for (uint64_t i = 0; i < n; i++)
      for (bmap* b = bucketAt(t, arr, i); b; b = overflowOf(t, b)) memset(b->tophash, kEmptyRest, kBucketCnt);
  };
  if (h->oldbuckets) wipe(h->oldbuckets, oldBucketCount(h));
  if (h->buckets) wipe(h->buckets, uint64_t{1} << h->B);
  writePtr(m, reinterpret_cast<void**>(&h->oldbuckets), nullptr);
  h->nevacuate = 0;
  h->noverflow = 0;
  h->count = 0;
  h->hash0 = fastrand(m);
  h->flags &= static_cast<uint8_t>(~(kSameSizeGrow | kOldIterator));
  if (!h->buckets) return;
  for (uint64_t i = 0; i <= bucketMask(h->B); i++) {
    bmap* b = bucketAt(t, h->buckets, i);
    typedmemclr(m, t->bucket, b);
  }
}

// ---- iteration -------------------------------------------------------------------------------------------------------------------

const Type* hiterType(Runtime& rt) {
  static_assert(sizeof(hiter) == 96);
  if (!rt.hiterType)
    rt.hiterType = rt.types.memoryType(sizeof(hiter), 8, {true, true, false, true, true, true, true, true}, "runtime.hiter");
  return rt.hiterType;
}

hiter* mapiterinit(M& m, const MapType* t, hmap* h) {
  auto* it = static_cast<hiter*>(newobject(m, hiterType(*m.rt)));
  mapiterinitAt(m, t, h, it);
  return it;
}

void mapiterinitAt(M& m, const MapType* t, hmap* h, hiter* it) {
  it->t = t;
  it->key = it->elem = nullptr;
  if (!h || h->count == 0) return;
  ready(m, t);
  it->h = h;
  it->B = h->B;
  it->buckets = h->buckets;
  uint64_t r = fastrand64(m);
  it->startBucket = r & bucketMask(h->B);
  it->offset = static_cast<uint8_t>(r >> 60 & (kBucketCnt - 1));
  it->bucket = it->startBucket;
  it->wrapped = false;
  it->i = 0;
  it->bptr = nullptr;
  h->flags |= kIterator | kOldIterator;
  mapiternext(m, it);
}

void mapiternext(M& m, hiter* it) {
  hmap* h = it->h;
  if (!h) {
    it->key = it->elem = nullptr;
    return;
  }
  if (h->flags & kHashWriting) fatal(m, "concurrent map iteration and map write");
  // The iterator may lie in the heap, and is written without the barrier below.
  shadeSlots(m, it, sizeof *it / 8);
  const MapType* t = it->t;
  uint64_t bucket = it->bucket, check = it->checkBucket;
  bmap* b = it->bptr;
  unsigned i = it->i;
  for (;;) {
    if (!b) {
      if (bucket == it->startBucket && it->wrapped) {
        it->key = it->elem = nullptr;
        return;
      }
      b = bucketAt(t, it->buckets, bucket);
      check = kNoCheck;
      if (growing(h) && it->B == h->B) {
        // The table grew before this iteration began and the old bucket has not moved: walk it instead, taking only the
        // entries that will come here.
        bmap* old = bucketAt(t, h->oldbuckets, bucket & (oldBucketCount(h) - 1));
        if (!evacuated(old)) {
          b = old;
          check = bucket;
        }
      }
      if (++bucket == uint64_t{1} << it->B) {
        bucket = 0;
        it->wrapped = true;
      }
      i = 0;
    }
    for (; i < kBucketCnt; i++) {
      unsigned off = (i + it->offset) & (kBucketCnt - 1);
      uint8_t top = b->tophash[off];
      if (isEmpty(top) || top == kEvacuatedEmpty) continue;
      void* k = keyIn(t, keyAt(t, b, off));
      const Type* bad = nullptr;
      bool self = t->flags & kMapReflexiveKey || GenericKey::equal(t, k, k);
      if (check != kNoCheck && !(h->flags & kSameSizeGrow)) {
        if (self) {
          if ((typehash(t->key, k, h->hash0, &bad) & bucketMask(it->B)) != check) continue;
        } else if (check >> (it->B - 1) != (top & 1u)) {
          continue;
        }
      }
      if ((top != kEvacuatedX && top != kEvacuatedY) || !self) {
        it->key = k;
        it->elem = elemIn(t, elemAt(t, b, off));
      } else {
        // The entry moved since the iteration began: it may have been deleted, changed, or deleted and inserted again.
        bool found;
        void* kept = nullptr;
        void* e = access<GenericKey>(m, t, h, k, &found, &kept);
        if (!found) continue;
        it->key = kept;
        it->elem = e;
      }
      it->bucket = bucket;
      it->bptr = b;
      it->i = static_cast<uint8_t>(i + 1);
      it->checkBucket = check;
      return;
    }
    b = overflowOf(t, b);
    i = 0;
  }
}

}  // namespace vole::rt
