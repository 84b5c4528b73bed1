// This file makes type descriptors: memory layout, pointer bitmaps, equality classes, names; one descriptor for each
// unnamed type, found by a key of its parts.
#include "runtime/type/typetable.h"

#include <algorithm>
#include <cstring>
#include <sys/mman.h>

#include "runtime/base/assert.h"
#include "runtime/type/alg.h"

namespace vole::rt {
namespace {

constexpr uint64_t kMaxBitmapWords = 1 << 16;  // types with more pointer words are described by their parts

uint64_t alignUp(uint64_t n, uint64_t a) { return (n + a - 1) & ~(a - 1); }

std::string_view sv(GoString s) { return {s.ptr, static_cast<size_t>(s.len)}; }

void addKey(std::string& k, const void* p) { k.append(reinterpret_cast<const char*>(&p), sizeof p); }
void addKey(std::string& k, std::string_view s) {
  uint64_t n = s.size();
  k.append(reinterpret_cast<const char*>(&n), sizeof n);
  k.append(s);
}

// Go quotes struct tags with strconv.Quote.
std::string quoteTag(std::string_view s) {
  std::string r = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') r += '\\';
    if (c == '\n') r += "\\n";
    else if (c == '\t') r += "\\t";
    else r += c;
  }
  return r + "\"";
}

}  // namespace

size_t descriptorSize(Kind k) {
  switch (k) {
    case kArray: return sizeof(ArrayType);
    case kChan: return sizeof(ChanType);
    case kFunc: return sizeof(FuncType);
    case kInterface: return sizeof(InterfaceType);
    case kMap: return sizeof(MapType);
    case kPointer: return sizeof(PtrType);
    case kSlice: return sizeof(SliceType);
    case kStruct: return sizeof(StructType);
    default: return sizeof(Type);
  }
}

bool layoutKnown(const Type* t) {
  return !(t->tflag & kTFlagIncomplete) || (t->kind != kArray && t->kind != kStruct);
}

// A large package variable: its pages take no memory before they are used. Like Go's data segment it lies low, which programs
// that look for nil dereferences by large offsets expect.
void* TypeTable::allocLarge(size_t n) {
  constexpr uintptr_t kLow = 16 << 20;
  void* p = mmap(reinterpret_cast<void*>(kLow), n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) return nullptr;
  large_.push_back({p, n});
  return p;
}

void* TypeTable::alloc(size_t n) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  n = (n + 15) & ~size_t{15};
  if (n >= kLargeBlock)
    if (void* p = allocLarge(n)) return p;
  if (n > left_) {
    size_t block = std::max<size_t>(n + 16, 32 << 10);
    blocks_.emplace_back(new char[block]());
    next_ = reinterpret_cast<char*>(alignUp(reinterpret_cast<uintptr_t>(blocks_.back().get()), 16));
    left_ = block - 16;
  }
  void* p = next_;
  next_ += n;
  left_ -= n;
  return p;
}

GoString TypeTable::str(std::string_view s) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  if (s.empty()) return {"", 0};
  auto it = strings_.find(std::string(s));
  if (it != strings_.end()) return it->second;
  char* p = static_cast<char*>(alloc(s.size() + 1));
  memcpy(p, s.data(), s.size());
  GoString g{p, static_cast<int64_t>(s.size())};
  strings_.emplace(std::string(s), g);
  return g;
}

Type* TypeTable::make(Kind k, size_t bytes, std::string s) {
  Type* t = static_cast<Type*>(alloc(bytes));
  t->kind = k;
  t->hash = static_cast<uint32_t>(memhash(s.data(), 0x5eed, s.size()));
  t->str = str(s);
  t->name = {"", 0};
  t->pkgPath = {"", 0};
  return t;
}

void TypeTable::setBits(Type* t, const std::vector<bool>& words) {
  size_t n = words.size();
  while (n && !words[n - 1]) n--;
  t->ptrdata = n * 8;
  if (!n) return;
  // Whole 64-bit words: readers load eight bytes at a time.
  uint8_t* bits = static_cast<uint8_t*>(alloc((n + 63) / 64 * 8));
  for (size_t i = 0; i < n; i++)
    if (words[i]) bits[i / 8] |= static_cast<uint8_t>(1u << (i % 8));
  t->gcdata = bits;
}

void TypeTable::copyBits(const Type* t, uint64_t at, std::vector<bool>& words) {
  if (!t->ptrdata) return;
  if (t->gcdata) {
    for (uint64_t i = 0; i < t->ptrdata / 8; i++)
      if (t->gcdata[i / 8] >> (i % 8) & 1) words[at / 8 + i] = true;
  } else if (t->kind == kArray) {
    auto* a = asArray(t);
    for (int64_t i = 0; i < a->len; i++) copyBits(a->elem, at + static_cast<uint64_t>(i) * a->elem->size, words);
  }
}

static Type* simple(Type* t, uint64_t size, uint64_t align, EqualKind eq) {
  t->size = size;
  t->align = t->fieldAlign = static_cast<uint8_t>(align);
  t->equalKind = eq;
  t->slots = size > 254 * 8 ? 255 : static_cast<uint8_t>((size + 7) / 8);
  if (eq == kEqMem) t->tflag |= kTFlagRegularMemory;
  return t;
}

TypeTable::TypeTable() {
  struct {
    Kind k;
    const char* name;
    int size, align;
    EqualKind eq;
  } const table[] = {
      {kBool, "bool", 1, 1, kEqMem},          {kInt, "int", 8, 8, kEqMem},         {kInt8, "int8", 1, 1, kEqMem},
      {kInt16, "int16", 2, 2, kEqMem},        {kInt32, "int32", 4, 4, kEqMem},     {kInt64, "int64", 8, 8, kEqMem},
      {kUint, "uint", 8, 8, kEqMem},          {kUint8, "uint8", 1, 1, kEqMem},     {kUint16, "uint16", 2, 2, kEqMem},
      {kUint32, "uint32", 4, 4, kEqMem},      {kUint64, "uint64", 8, 8, kEqMem},   {kUintptr, "uintptr", 8, 8, kEqMem},
      {kFloat32, "float32", 4, 4, kEqFloat32}, {kFloat64, "float64", 8, 8, kEqFloat64},
      {kComplex64, "complex64", 8, 4, kEqComplex64}, {kComplex128, "complex128", 16, 8, kEqComplex128},
      {kString, "string", 16, 8, kEqString},  {kUnsafePointer, "unsafe.Pointer", 8, 8, kEqMem}};
  for (auto& b : table) {
    Type* t = make(b.k, sizeof(Type), b.name);
    simple(t, static_cast<uint64_t>(b.size), static_cast<uint64_t>(b.align), b.eq);
    t->tflag |= kTFlagNamed | kTFlagBasic;
    t->name = str(b.k == kUnsafePointer ? "Pointer" : b.name);
    if (b.k == kUnsafePointer) t->pkgPath = str("unsafe");
    if (b.k == kString || b.k == kUnsafePointer) setBits(t, {true});
    if (b.k == kUnsafePointer) t->tflag |= kTFlagDirectIface;
    basic_[b.k] = t;
  }
}
TypeTable::~TypeTable() {
  for (auto& [p, n] : large_) munmap(p, n);
}

Type* TypeTable::any() { return interfaceOf({}); }

Type* TypeTable::ptrTo(Type* elem) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  if (elem->ptrToThis) return elem->ptrToThis;
  auto* p = reinterpret_cast<PtrType*>(make(kPointer, sizeof(PtrType), "*" + std::string(sv(elem->str))));
  simple(&p->t, 8, 8, kEqMem);
  p->t.tflag |= kTFlagDirectIface;
  if (elem->named() || elem->kind == kStruct) p->t.tflag |= kTFlagLazyMethods;
  setBits(&p->t, {true});
  p->elem = elem;
  // *T has T's methods; the engine fills them in when asked.
  if (elem->named() || elem->kind == kStruct) p->t.tflag |= kTFlagLazyMethods;
  elem->ptrToThis = &p->t;
  return &p->t;
}

Type* TypeTable::sliceOf(Type* elem) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  std::string key = "S";
  addKey(key, elem);
  Type*& slot = composite_[key];
  if (slot) return slot;
  auto* s = reinterpret_cast<SliceType*>(make(kSlice, sizeof(SliceType), "[]" + std::string(sv(elem->str))));
  simple(&s->t, 24, 8, kEqNone);
  setBits(&s->t, {true});
  s->elem = elem;
  return slot = &s->t;
}

void TypeTable::layoutArray(ArrayType* a) {
  const Type* e = a->elem;
  Type* t = &a->t;
  simple(t, e->size * static_cast<uint64_t>(a->len), e->align ? e->align : 1, static_cast<EqualKind>(e->equalKind == kEqNone ? kEqNone : kEqArray));
  t->fieldAlign = e->fieldAlign;
  if (e->tflag & kTFlagRegularMemory) {
    t->equalKind = kEqMem;
    t->tflag |= kTFlagRegularMemory;
  }
  if (a->len == 0 && t->equalKind != kEqNone) t->tflag |= kTFlagRegularMemory;
  if (a->len == 1 && e->direct()) t->tflag |= kTFlagDirectIface;
  if (!e->ptrdata || a->len == 0) return;
  uint64_t end = e->size * static_cast<uint64_t>(a->len - 1) + e->ptrdata;
  if (end / 8 > kMaxBitmapWords) {
    t->ptrdata = end;
    return;
  }
  std::vector<bool> words(end / 8);
  for (int64_t i = 0; i < a->len; i++) copyBits(e, static_cast<uint64_t>(i) * e->size, words);
  setBits(t, words);
}

Type* TypeTable::arrayOf(Type* elem, int64_t len) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  VOLE_ASSERT(layoutKnown(elem), "array of a type whose size is not known yet");
  if (elem->size && static_cast<uint64_t>(len) > (uint64_t{1} << 47) / elem->size) return nullptr;
  std::string key = "A";
  addKey(key, elem);
  addKey(key, reinterpret_cast<const void*>(len));
  Type*& slot = composite_[key];
  if (slot) return slot;
  auto* a = reinterpret_cast<ArrayType*>(make(kArray, sizeof(ArrayType), "[" + std::to_string(len) + "]" + std::string(sv(elem->str))));
  a->elem = elem;
  a->len = len;
  slot = &a->t;
  layoutArray(a);
  Type* s = sliceOf(elem);
  a->slice = s;
  return &a->t;
}

Type* TypeTable::chanOf(Type* elem, ChanDir dir) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  std::string key = "C";
  addKey(key, elem);
  key += static_cast<char>(dir);
  Type*& slot = composite_[key];
  if (slot) return slot;
  std::string e(sv(elem->str));
  // chan (<-chan T) keeps its parentheses: without them it would read as chan<- (chan T).
  bool paren = dir != kSendDir && elem->kind == kChan && !elem->named() && asChan(elem)->dir == kRecvDir;
  std::string s = dir == kRecvDir ? "<-chan " : dir == kSendDir ? "chan<- " : "chan ";
  s += paren && dir == kBothDir ? "(" + e + ")" : e;
  auto* c = reinterpret_cast<ChanType*>(make(kChan, sizeof(ChanType), s));
  simple(&c->t, 8, 8, kEqMem);
  c->t.tflag |= kTFlagDirectIface;
  setBits(&c->t, {true});
  c->elem = elem;
  c->dir = dir;
  return slot = &c->t;
}

Type* TypeTable::mapOf(Type* k, Type* elem) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  std::string key = "M";
  addKey(key, k);
  addKey(key, elem);
  Type*& slot = composite_[key];
  if (slot) return slot;
  auto* m = reinterpret_cast<MapType*>(make(kMap, sizeof(MapType), "map[" + std::string(sv(k->str)) + "]" + std::string(sv(elem->str))));
  simple(&m->t, 8, 8, kEqNone);
  m->t.tflag |= kTFlagDirectIface;
  setBits(&m->t, {true});
  m->key = k;
  m->elem = elem;
  return slot = &m->t;
}

Type* TypeTable::funcOf(const std::vector<Type*>& in, const std::vector<Type*>& out, bool variadic) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  std::string key = variadic ? "V" : "F";
  for (Type* t : in) addKey(key, t);
  key += ':';
  for (Type* t : out) addKey(key, t);
  auto it = composite_.find(key);
  if (it != composite_.end()) return it->second;
  std::string s = "func(";
  for (size_t i = 0; i < in.size(); i++) {
    if (i) s += ", ";
    if (variadic && i + 1 == in.size()) s += "..." + std::string(sv(asSlice(in[i])->elem->str));
    else s += sv(in[i]->str);
  }
  s += ")";
  if (out.size() == 1) s += " " + std::string(sv(out[0]->str));
  if (out.size() > 1) {
    s += " (";
    for (size_t i = 0; i < out.size(); i++) s += (i ? ", " : "") + std::string(sv(out[i]->str));
    s += ")";
  }
  auto* f = reinterpret_cast<FuncType*>(make(kFunc, sizeof(FuncType), s));
  simple(&f->t, 8, 8, kEqNone);
  f->t.tflag |= kTFlagDirectIface;
  setBits(&f->t, {true});
  auto copy = [&](const std::vector<Type*>& v) {
    Type** p = static_cast<Type**>(alloc(sizeof(Type*) * (v.size() + 1)));
    std::copy(v.begin(), v.end(), p);
    return p;
  };
  f->in = copy(in);
  f->nin = static_cast<int64_t>(in.size());
  f->out = copy(out);
  f->nout = static_cast<int64_t>(out.size());
  f->variadic = variadic;
  // Slots of parameters and results are counted when first asked for: the types may still be incomplete.
  f->paramSlots = f->resultSlots = -1;
  composite_[key] = &f->t;
  return &f->t;
}

void TypeTable::layoutStruct(StructType* s) {
  uint64_t off = 0, align = 1, end = 0;
  bool cmp = true, regular = true;
  for (int64_t i = 0; i < s->nfields; i++) {
    StructField& f = s->fields[i];
    const Type* t = f.typ;
    uint64_t a = t->fieldAlign ? t->fieldAlign : 1;
    uint64_t at = alignUp(off, a);
    if (at != off) regular = false;
    f.offset = at;
    off = at + t->size;
    align = std::max(align, a);
    if (t->equalKind == kEqNone) cmp = false;
    if (!(t->tflag & kTFlagRegularMemory) || (f.name.len == 1 && f.name.ptr[0] == '_')) regular = false;
    if (t->ptrdata) end = at + t->ptrdata;
  }
  // A zero-size last field gets a byte, so that its address does not point past the object.
  if (s->nfields && off && s->fields[s->nfields - 1].typ->size == 0) {
    off++;
    regular = false;
  }
  uint64_t size = alignUp(off, align);
  if (size != off) regular = false;
  Type* t = &s->t;
  simple(t, size, align, cmp ? kEqStruct : kEqNone);
  if (cmp && regular) {
    t->equalKind = kEqMem;
    t->tflag |= kTFlagRegularMemory;
  }
  if (s->nfields == 1 && s->fields[0].typ->direct()) t->tflag |= kTFlagDirectIface;
  if (!end) return;
  if (end / 8 > kMaxBitmapWords) {
    t->ptrdata = end;
    return;
  }
  std::vector<bool> words(end / 8);
  for (int64_t i = 0; i < s->nfields; i++) copyBits(s->fields[i].typ, s->fields[i].offset, words);
  setBits(t, words);
}

Type* TypeTable::structOf(const std::vector<FieldSpec>& fields) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  std::string key = "T";
  for (auto& f : fields) {
    addKey(key, f.name);
    addKey(key, f.pkgPath);
    addKey(key, f.typ);
    addKey(key, f.tag);
    key += f.embedded ? '1' : '0';
  }
  auto it = composite_.find(key);
  if (it != composite_.end()) return it->second;
  std::string s = "struct {";
  bool first = true;
  std::string_view pkg;
  for (auto& f : fields) {
    VOLE_ASSERT(layoutKnown(f.typ), "field of a type whose size is not known yet");
    s += first ? " " : "; ";
    first = false;
    if (!f.embedded) s += std::string(f.name) + " ";
    s += sv(f.typ->str);
    if (!f.tag.empty()) s += " " + quoteTag(f.tag);
    if (!f.pkgPath.empty()) pkg = f.pkgPath;
  }
  s += fields.empty() ? "}" : " }";
  auto* st = reinterpret_cast<StructType*>(make(kStruct, sizeof(StructType), s));
  st->t.pkgPath = str(pkg);
  st->nfields = static_cast<int64_t>(fields.size());
  st->fields = static_cast<StructField*>(alloc(sizeof(StructField) * (fields.size() + 1)));
  for (size_t i = 0; i < fields.size(); i++) {
    StructField& f = st->fields[i];
    f.name = str(fields[i].name);
    f.pkgPath = str(fields[i].pkgPath);
    f.typ = fields[i].typ;
    f.tag = str(fields[i].tag);
    f.embedded = fields[i].embedded;
    f.exported = fields[i].pkgPath.empty();
  }
  layoutStruct(st);
  composite_[key] = &st->t;
  return &st->t;
}

Type* TypeTable::interfaceOf(std::vector<MethodSpec> ms) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  std::sort(ms.begin(), ms.end(), [](const MethodSpec& a, const MethodSpec& b) {
    return a.name != b.name ? a.name < b.name : a.pkgPath < b.pkgPath;
  });
  std::string key = "I";
  for (auto& m : ms) {
    addKey(key, m.name);
    addKey(key, m.pkgPath);
    addKey(key, m.typ);
  }
  auto it = composite_.find(key);
  if (it != composite_.end()) return it->second;
  std::string s = "interface {";
  bool first = true;
  std::string_view pkg;
  for (auto& m : ms) {
    s += first ? " " : "; ";
    first = false;
    if (!m.pkgPath.empty()) {
      // reflect shows unexported methods with the last element of their package's path
      size_t slash = m.pkgPath.rfind('/');
      s += std::string(slash == std::string_view::npos ? m.pkgPath : m.pkgPath.substr(slash + 1)) + ".";
      pkg = m.pkgPath;
    }
    s += std::string(m.name) + std::string(sv(m.typ->str).substr(4));
  }
  s += ms.empty() ? "}" : " }";
  auto* t = reinterpret_cast<InterfaceType*>(make(kInterface, sizeof(InterfaceType), s));
  simple(&t->t, 16, 8, ms.empty() ? kEqEface : kEqIface);
  t->t.pkgPath = str(pkg);
  setBits(&t->t, {false, true});
  t->nmethods = static_cast<int64_t>(ms.size());
  t->methods = static_cast<IMethod*>(alloc(sizeof(IMethod) * (ms.size() + 1)));
  for (size_t i = 0; i < ms.size(); i++) t->methods[i] = {str(ms[i].name), str(ms[i].pkgPath), ms[i].typ};
  composite_[key] = &t->t;
  return &t->t;
}

Type* TypeTable::declareNamed(Kind k, std::string_view s, std::string_view name, std::string_view pkgPath, void* user) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  Type* t = make(k, descriptorSize(k), std::string(s));
  t->hash = static_cast<uint32_t>(memhash64(reinterpret_cast<uintptr_t>(t), t->hash));
  t->tflag = kTFlagNamed | kTFlagIncomplete;
  t->name = str(name);
  t->pkgPath = str(pkgPath);
  t->user = user;
  // What a pointer-shaped or header-shaped type is follows from its kind alone, so users may rely on it at once.
  switch (k) {
    case kPointer: case kChan: case kMap: case kFunc: case kUnsafePointer:
      simple(t, 8, 8, k == kMap || k == kFunc ? kEqNone : kEqMem);
      t->tflag |= kTFlagDirectIface;
      setBits(t, {true});
      break;
    case kSlice:
      simple(t, 24, 8, kEqNone);
      setBits(t, {true});
      break;
    case kInterface:
      simple(t, 16, 8, kEqIface);
      setBits(t, {false, true});
      break;
    case kString:
      simple(t, 16, 8, kEqString);
      setBits(t, {true});
      break;
    case kArray: case kStruct: break;
    default: simple(t, basic_[k]->size, basic_[k]->align, static_cast<EqualKind>(basic_[k]->equalKind)); break;
  }
  return t;
}

void TypeTable::complete(Type* t, const Type* u) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  VOLE_ASSERT(t->kind == u->kind, "a named type and its underlying type differ in kind");
  t->size = u->size;
  t->ptrdata = u->ptrdata;
  t->align = u->align;
  t->fieldAlign = u->fieldAlign;
  t->equalKind = u->equalKind;
  t->slots = u->slots;
  t->gcdata = u->gcdata;
  t->tflag = static_cast<uint8_t>((t->tflag & ~kTFlagIncomplete) | (u->tflag & (kTFlagDirectIface | kTFlagRegularMemory)));
  size_t n = descriptorSize(static_cast<Kind>(t->kind));
  memcpy(reinterpret_cast<char*>(t) + sizeof(Type), reinterpret_cast<const char*>(u) + sizeof(Type), n - sizeof(Type));
}

void TypeTable::setMethods(Type* t, std::vector<Method> ms) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  // Last of all: who reads the flag without a lock then finds the methods.
  struct Clear {
    Type* t;
    ~Clear() { __atomic_fetch_and(&t->tflag, static_cast<uint8_t>(~kTFlagLazyMethods), __ATOMIC_RELEASE); }
  } clear{t};
  if (ms.empty()) return;
  std::sort(ms.begin(), ms.end(), [](const Method& a, const Method& b) {
    return sv(a.name) != sv(b.name) ? sv(a.name) < sv(b.name) : sv(a.pkgPath) < sv(b.pkgPath);
  });
  auto* u = static_cast<Uncommon*>(alloc(sizeof(Uncommon)));
  u->methods = static_cast<Method*>(alloc(sizeof(Method) * ms.size()));
  std::copy(ms.begin(), ms.end(), u->methods);
  u->nmethods = static_cast<int64_t>(ms.size());
  for (auto& m : ms) u->nexported += m.pkgPath.len == 0;
  t->uncommon = u;
}

Type* TypeTable::memoryType(uint64_t size, uint64_t align, const std::vector<bool>& words, std::string_view s) {
  std::lock_guard<std::recursive_mutex> guard(mu_);
  Type* t = make(kStruct, sizeof(StructType), std::string(s));
  simple(t, size, align, kEqNone);
  setBits(t, words);
  return t;
}

}  // namespace vole::rt
