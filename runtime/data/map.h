// This file declares Go's maps: buckets of eight with top hashes, overflow chains, incremental growth; iteration that
// starts anywhere and survives insertion, deletion and growth. Keys and elements are passed by address.
// Every function that hashes or compares can meet an incomparable key inside an interface, and a write can meet nil or
// another writer: those that can fail return null or false after calling the panic functions of panic/error.h; the caller
// then returns Status::panic. m.save has been done.
#pragma once
#include "runtime/sched/m.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct bmap;
struct mapextra;
struct hmap {
  int64_t count;  // first: len() reads it
  uint8_t flags;
  uint8_t B;
  uint16_t noverflow;
  uint32_t hash0;
  bmap* buckets;
  bmap* oldbuckets;
  uint64_t nevacuate;
  mapextra* extra;
};

// An iterator. key and elem come first: handlers read words 0 and 1; key null at the end.
struct hiter {
  void* key;
  void* elem;
  const MapType* t;
  hmap* h;
  bmap* buckets;
  bmap* bptr;
  void* overflow;
  void* oldoverflow;
  uint64_t startBucket;
  uint8_t offset;
  bool wrapped;
  uint8_t B;
  uint8_t i;
  uint64_t bucket;
  uint64_t checkBucket;
};

void finishMapType(Runtime& rt, MapType* t);  // computes bucket; done by makemap and the others on demand

hmap* makemap(M& m, const MapType* t, int64_t hint);  // a hint out of range counts as 0
// Address of the element or of zeroVal; *found when not null. Null: panicked.
void* mapaccess(M& m, const MapType* t, hmap* h, const void* key, bool* found);
void* mapaccess32(M& m, const MapType* t, hmap* h, uint32_t key, bool* found);
void* mapaccess64(M& m, const MapType* t, hmap* h, uint64_t key, bool* found);
void* mapaccessStr(M& m, const MapType* t, hmap* h, GoString key, bool* found);
// Address of the element, inserted when absent. Null: panicked.
void* mapassign(M& m, const MapType* t, hmap* h, const void* key);
void* mapassign32(M& m, const MapType* t, hmap* h, uint32_t key);
void* mapassign64(M& m, const MapType* t, hmap* h, uint64_t key);
void* mapassignStr(M& m, const MapType* t, hmap* h, GoString key);
bool mapdelete(M& m, const MapType* t, hmap* h, const void* key);  // false: panicked
void mapclear(M& m, const MapType* t, hmap* h);
// A new iterator in the heap, standing on the first entry.
hiter* mapiterinit(M& m, const MapType* t, hmap* h);
void mapiterinitAt(M& m, const MapType* t, hmap* h, hiter* it);  // into zeroed memory the caller has (reflect.MapIter)
void mapiternext(M& m, hiter* it);

const Type* hiterType(Runtime& rt);

}  // namespace vole::rt
