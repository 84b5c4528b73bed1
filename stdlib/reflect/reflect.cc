// The leaves of package reflect: allocation, typed copies, type constructors, maps and channels.
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/data/chan.h"
#include "runtime/data/map.h"
#include "runtime/data/select.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/type/itab.h"

namespace vole::rt {
namespace {

Type* argType(Slot* a, int i) { return static_cast<Type*>(a[i].p); }

Status fillMethods(M& m, Slot* a) {
  uncommonOf(*m.rt, argType(a, 0));
  return Status::ok;
}
VOLE_NATIVE("reflect.fillMethods", fillMethods);

Status typeImplements(M& m, Slot* a) {
  a[0].u = implements(*m.rt, asInterface(argType(a, 0)), argType(a, 1));
  return Status::ok;
}
VOLE_NATIVE("reflect.typeImplements", typeImplements);

// func ifaceE2I(dst *rtype, x any, p unsafe.Pointer)
Status ifaceE2I(M& m, Slot* a) {
  const itab* tab = getitab(*m.rt, asInterface(argType(a, 0)), argType(a, 1));
  void** words = static_cast<void**>(a[3].p);
  writePtr(m, &words[0], const_cast<itab*>(tab));
  writePtr(m, &words[1], a[2].p);
  return Status::ok;
}
VOLE_NATIVE("reflect.ifaceE2I", ifaceE2I);

Status unsafeNew(M& m, Slot* a) {
  a[0].p = newobject(m, argType(a, 0));
  return Status::ok;
}
VOLE_NATIVE("reflect.unsafe_New", unsafeNew);

Status unsafeNewArray(M& m, Slot* a) {
  GoSlice s;
  bool lenBad = false;
  if (!makeslice(m, argType(a, 0), a[1].i, a[1].i, &s, &lenBad)) return panicPlain(m, "reflect: array size out of range");
  a[0].p = s.ptr;
  return Status::ok;
}
VOLE_NATIVE("reflect.unsafe_NewArray", unsafeNewArray);

Status memmoveTyped(M& m, Slot* a) {
  typedmemmove(m, argType(a, 0), a[1].p, a[2].p);
  return Status::ok;
}
VOLE_NATIVE("reflect.typedmemmove", memmoveTyped);

Status memclrTyped(M& m, Slot* a) {
  typedmemclr(m, argType(a, 0), a[1].p);
  return Status::ok;
}
VOLE_NATIVE("reflect.typedmemclr", memclrTyped);

// func typedslicecopy(elem *rtype, dst unsafe.Pointer, ndst int, src unsafe.Pointer, nsrc int) int
Status sliceCopy(M& m, Slot* a) {
  int64_t n = a[2].i < a[4].i ? a[2].i : a[4].i;
  if (n > 0) typedslicecopy(m, argType(a, 0), a[1].p, a[3].p, n);
  a[0].i = n;
  return Status::ok;
}
VOLE_NATIVE("reflect.typedslicecopy", sliceCopy);

// ---- constructors of types ----

Status ptrTo(M& m, Slot* a) {
  Type* t = argType(a, 0);
  a[0].p = t->ptrToThis ? t->ptrToThis : m.rt->types.ptrTo(t);
  return Status::ok;
}
VOLE_NATIVE("reflect.ptrTo", ptrTo);

Status sliceOf(M& m, Slot* a) {
  a[0].p = m.rt->types.sliceOf(argType(a, 0));
  return Status::ok;
}
VOLE_NATIVE("reflect.sliceOf", sliceOf);

Status arrayOf(M& m, Slot* a) {
  a[0].p = m.rt->types.arrayOf(argType(a, 1), a[0].i);
  return Status::ok;
}
VOLE_NATIVE("reflect.arrayOf", arrayOf);

Status chanOf(M& m, Slot* a) {
  a[0].p = m.rt->types.chanOf(argType(a, 1), static_cast<ChanDir>(a[0].i));
  return Status::ok;
}
VOLE_NATIVE("reflect.chanOf", chanOf);

Status mapOf(M& m, Slot* a) {
  a[0].p = m.rt->types.mapOf(argType(a, 0), argType(a, 1));
  return Status::ok;
}
VOLE_NATIVE("reflect.mapOf", mapOf);

std::vector<Type*> typeList(GoSlice s) {
  Type** p = static_cast<Type**>(s.ptr);
  return {p, p + s.len};
}

Status funcOf(M& m, Slot* a) {
  a[0].p = m.rt->types.funcOf(typeList(argSlice(a, 0)), typeList(argSlice(a, 3)), a[6].b);
  return Status::ok;
}
VOLE_NATIVE("reflect.funcOf", funcOf);

Status structOf(M& m, Slot* a) {
  GoSlice s = argSlice(a, 0);
  const StructField* f = static_cast<const StructField*>(s.ptr);
  auto sv = [](GoString g) { return std::string_view(g.ptr, static_cast<size_t>(g.len)); };
  std::vector<FieldSpec> specs;
  for (int64_t i = 0; i < s.len; i++)
    specs.push_back({sv(f[i].name), sv(f[i].pkgPath), f[i].typ, sv(f[i].tag), f[i].embedded != 0});
  a[0].p = m.rt->types.structOf(specs);
  return Status::ok;
}
VOLE_NATIVE("reflect.structOf", structOf);

// ---- maps ----

const MapType* mapType(Slot* a) { return asMap(argType(a, 0)); }

Status makeMap(M& m, Slot* a) {
  a[0].p = makemap(m, mapType(a), a[1].i);
  return Status::ok;
}
VOLE_NATIVE("reflect.makemap", makeMap);

Status mapLen(M&, Slot* a) {
  hmap* h = static_cast<hmap*>(a[0].p);
  a[0].i = h ? h->count : 0;
  return Status::ok;
}
VOLE_NATIVE("reflect.maplen", mapLen);

Status mapAccess(M& m, Slot* a) {
  bool found = false;
  void* e = mapaccess(m, mapType(a), static_cast<hmap*>(a[1].p), a[2].p, &found);
  if (!e) return Status::panic;
  a[0].p = found ? e : nullptr;
  return Status::ok;
}
VOLE_NATIVE("reflect.mapaccess", mapAccess);

Status mapAssign(M& m, Slot* a) {
  const MapType* t = mapType(a);
  void* e = mapassign(m, t, static_cast<hmap*>(a[1].p), a[2].p);
  if (!e) return Status::panic;
  typedmemmove(m, t->elem, e, a[3].p);
  return Status::ok;
}
VOLE_NATIVE("reflect.mapassign", mapAssign);

Status mapDelete(M& m, Slot* a) {
  return mapdelete(m, mapType(a), static_cast<hmap*>(a[1].p), a[2].p) ? Status::ok : Status::panic;
}
VOLE_NATIVE("reflect.mapdelete", mapDelete);

Status mapClear(M& m, Slot* a) {
  mapclear(m, mapType(a), static_cast<hmap*>(a[1].p));
  return Status::ok;
}
VOLE_NATIVE("reflect.mapclear", mapClear);

Status mapIterInit(M& m, Slot* a) {
  mapiterinitAt(m, mapType(a), static_cast<hmap*>(a[1].p), static_cast<hiter*>(a[2].p));
  return Status::ok;
}
VOLE_NATIVE("reflect.mapiterinit", mapIterInit);

Status mapIterNext(M& m, Slot* a) {
  mapiternext(m, static_cast<hiter*>(a[0].p));
  return Status::ok;
}
VOLE_NATIVE("reflect.mapiternext", mapIterNext);

// ---- channels ----

hchan* argChan(Slot* a, int i) { return static_cast<hchan*>(a[i].p); }

Status makeChan(M& m, Slot* a) {
  hchan* c = makechan(m, asChan(argType(a, 0)), a[1].i);
  if (!c) return Status::panic;
  a[0].p = c;
  return Status::ok;
}
VOLE_NATIVE("reflect.makechan", makeChan);

Status chanLen(M&, Slot* a) {
  hchan* c = argChan(a, 0);
  a[0].u = c ? c->qcount : 0;
  return Status::ok;
}
VOLE_NATIVE("reflect.chanlen", chanLen);

Status chanCap(M&, Slot* a) {
  hchan* c = argChan(a, 0);
  a[0].u = c ? c->dataqsiz : 0;
  return Status::ok;
}
VOLE_NATIVE("reflect.chancap", chanCap);

Status chanClose(M& m, Slot* a) { return closechan(m, argChan(a, 0)); }
VOLE_NATIVE("reflect.chanclose", chanClose);

// func chansend(ch, elem unsafe.Pointer, noWait bool) (selected bool)
// A waiting operation leaves the window alone afterwards, so the result that is known beforehand is stored first.
Status chanSend(M& m, Slot* a) {
  hchan* c = argChan(a, 0);
  const void* elem = a[1].p;
  bool noWait = a[2].b;
  if (noWait) {
    bool done = false;
    Status s = chansendNonblocking(m, c, elem, &done);
    if (s == Status::ok) a[0].u = done;
    return s;
  }
  a[0].u = 1;
  return chansend(m, c, elem);
}
VOLE_NATIVE("reflect.chansend", chanSend);

// func chanrecv(ch unsafe.Pointer, noWait bool, elem unsafe.Pointer) (selected, received bool)
Status chanRecv(M& m, Slot* a) {
  hchan* c = argChan(a, 0);
  bool noWait = a[1].b;
  void* elem = a[2].p;
  a[0].u = 1;
  if (!noWait) return chanrecv(m, c, elem, &a[1]);
  bool done = false;
  a[1].u = 0;
  Status s = chanrecvNonblocking(m, c, elem, &a[1], &done);
  a[0].u = done;
  return s;
}
VOLE_NATIVE("reflect.chanrecv", chanRecv);

// func rselect(cases []runtimeSelect) (chosen int, received bool)
struct RuntimeSelect {
  int64_t dir;  // 1 send, 2 receive, 3 default
  hchan* ch;
  void* val;
};

Status rselect(M& m, Slot* a) {
  GoSlice s = argSlice(a, 0);
  const RuntimeSelect* in = static_cast<const RuntimeSelect*>(s.ptr);
  std::vector<scase> cases(static_cast<size_t>(s.len));
  int64_t dflt = -1;
  for (int64_t i = 0; i < s.len; i++) {
    scase& c = cases[static_cast<size_t>(i)];
    c = {in[i].ch, in[i].val, in[i].dir == 1};
    if (in[i].dir == 3) {  // stands in the list as a case on a nil channel, which is never ready
      dflt = i;
      c = {nullptr, nullptr, false};
    }
  }
  a[1].u = 0;
  Status st = selectgo(m, cases.data(), static_cast<int>(s.len), dflt < 0, &a[0], &a[1]);
  if (st == Status::ok && dflt >= 0 && a[0].i < 0) a[0].i = dflt;
  return st;
}
VOLE_NATIVE("reflect.rselect", rselect);

// ---- calls ----

// The memory layout of the results of a function type, for the collector.
const Type* resultLayout(M& m, const FuncType* ft) {
  static Lock mu;
  static std::unordered_map<const FuncType*, const Type*> cache;  // descriptors are never freed
  LockGuard guard(mu);
  const Type*& t = cache[ft];
  if (t) return t;
  std::vector<bool> words(static_cast<size_t>(ft->resultSlots));
  size_t at = 0;
  for (int64_t i = 0; i < ft->nout; i++) {
    const Type* r = ft->out[i];
    bool pointer = static_cast<int64_t>(r->size) > kMaxValueSlots * 8;  // stands for it
    if (pointer) words[at] = true;
    for (uint64_t w = 0; !pointer && w < r->ptrdata / 8; w++)
      words[at + w] = !r->gcdata || (r->gcdata[w / 8] >> (w % 8) & 1);
    at += static_cast<size_t>(slotsOf(r));
  }
  t = m.rt->types.memoryType(static_cast<uint64_t>(ft->resultSlots) * 8, 8, words, "reflect.results");
  return t;
}

// func callFrame(ft *rtype, n int) unsafe.Pointer
Status callFrame(M& m, Slot* a) {
  const FuncType* ft = asFunc(argType(a, 0));
  int64_t n = a[1].i > ft->resultSlots ? a[1].i : ft->resultSlots;
  if (n == 0) n = 1;
  const Type* t = ft->resultSlots ? resultLayout(m, ft) : nullptr;
  if (t && t->pointers() && n > ft->resultSlots) {
    // Whole layouts only: what an object holds is described by its type repeated.
    int64_t r = ft->resultSlots;
    n = (n + r - 1) / r * r;
  }
  a[0].p = mallocgc(m, static_cast<uint64_t>(n) * 8, t && t->pointers() ? t : nullptr, true);
  return Status::ok;
}
VOLE_NATIVE("reflect.callFrame", callFrame);

// func ifaceClosure(ifn unsafe.Pointer) unsafe.Pointer
// A function without captures is its own closure object; its twin starts at the other entry.
Status ifaceClosure(M&, Slot* a) {
  static Lock mu;
  static std::unordered_map<const FuncInfo*, FuncInfo*> twins;
  LockGuard guard(mu);
  const FuncInfo* f = static_cast<const FuncInfo*>(a[0].p);
  FuncInfo*& t = twins[f];
  if (!t) {
    t = new FuncInfo(*f);
    t->self = t;
  }
  t->code = f->ifaceEntry;
  a[0].p = t;
  return Status::ok;
}
VOLE_NATIVE("reflect.ifaceClosure", ifaceClosure);

}  // namespace
}  // namespace vole::rt
