// This file makes plans: it looks at a type's kind and methods, and finds a struct's fields by Go's rules for embedded
// structs, with tags.
#include "stdlib/encoding/json/plan.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/runtime.h"
#include "stdlib/encoding/json/text.h"
#include "stdlib/strings/text.h"
#include "stdlib/unicode/tables.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib::json {
namespace {

using rt::GoString;
using rt::M;
using rt::Type;

std::string_view view(GoString s) { return {s.ptr, static_cast<size_t>(s.len)}; }

uint32_t nameHash(std::string_view s) {
  uint64_t a = 0, b = 0;
  size_t n = s.size();
  if (n >= 8) {
    memcpy(&a, s.data(), 8);
    memcpy(&b, s.data() + n - 8, 8);
  } else {
    memcpy(&a, s.data(), n);
  }
  return static_cast<uint32_t>((((a ^ (b << 29 | b >> 35)) + n) * 0x9E3779B97F4A7C15u) >> 40);
}

bool isAscii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isValidTag(std::string_view s) {
  if (s.empty()) return false;
  while (!s.empty()) {
    Decoded d = decodeRune(s);
    bool mark = d.rune < 0x80 && strchr("!#$%&()*+-./:;<=>?@[]^_{|}~ ", d.rune);
    if (!mark && !hasProp(d.rune, kLetter | kDigit)) return false;
    s.remove_prefix(static_cast<size_t>(d.size));
  }
  return true;
}

// What stands under json in a tag; false if that takes more than a look (escapes), which the Go text does.
bool jsonTag(std::string_view tag, std::string_view* out) {
  *out = {};
  while (!tag.empty()) {
    size_t i = 0;
    while (i < tag.size() && tag[i] == ' ') i++;
    tag.remove_prefix(i);
    i = 0;
    while (i < tag.size() && tag[i] > ' ' && tag[i] != ':' && tag[i] != '"' && tag[i] != 0x7f) i++;
    if (i == 0 || i + 1 >= tag.size() || tag[i] != ':' || tag[i + 1] != '"') {
      // Bytes outside ASCII may stand in a key; they are negative chars here.
      return isAscii(tag);
    }
    std::string_view key = tag.substr(0, i);
    tag.remove_prefix(i + 2);
    bool escapes = false;
    for (i = 0; i < tag.size() && tag[i] != '"'; i++) {
      if (tag[i] == '\\') {
        escapes = true;
        i++;
      }
    }
    if (i >= tag.size()) return true;
    if (key == "json") {
      *out = tag.substr(0, i);
      return !escapes && out->find('\n') == std::string_view::npos && validUtf8(*out);
    }
    tag.remove_prefix(i + 1);
  }
  return true;
}

bool hasOption(std::string_view options, std::string_view name) {
  while (!options.empty()) {
    size_t comma = std::min(options.find(','), options.size());
    if (options.substr(0, comma) == name) return true;
    options.remove_prefix(std::min(comma + 1, options.size()));
  }
  return false;
}

struct Found {
  std::string_view name;
  bool tagged;
  std::vector<int> index;
  const Type* type;
  bool omitEmpty, quoted;
};

const Type* behind(const Type* t) { return t->kind == rt::kPointer ? rt::asPtr(t)->elem : t; }

// The fields of t in their order; false if a tag is beyond us.
bool findFields(const Type* t, std::vector<Found>* out) {
  struct Level {
    std::vector<int> index;
    const Type* type;
  };
  std::vector<Level> current, next = {{{}, t}};
  std::map<const Type*, int> count, nextCount;
  std::map<const Type*, bool> visited;
  std::vector<Found> fields;
  while (!next.empty()) {
    current.swap(next);
    next.clear();
    count.swap(nextCount);
    nextCount.clear();
    for (const Level& l : current) {
      if (!visited.emplace(l.type, true).second) continue;
      auto* st = rt::asStruct(l.type);
      for (int i = 0; i < st->nfields; i++) {
        const rt::StructField& sf = st->fields[i];
        if (sf.embedded) {
          if (!sf.exported && behind(sf.typ)->kind != rt::kStruct) continue;
        } else if (!sf.exported) {
          continue;
        }
        std::string_view tag;
        if (!jsonTag(view(sf.tag), &tag)) return false;
        if (tag == "-") continue;
        size_t comma = std::min(tag.find(','), tag.size());
        std::string_view name = tag.substr(0, comma), options = tag.substr(std::min(comma + 1, tag.size()));
        if (!isValidTag(name)) name = {};
        std::vector<int> index = l.index;
        index.push_back(i);
        const Type* ft = sf.typ;
        if (!ft->named()) ft = behind(ft);
        bool quoted = false;
        if (hasOption(options, "string")) quoted = (ft->kind >= rt::kBool && ft->kind <= rt::kFloat64) || ft->kind == rt::kString;
        if (!name.empty() || !sf.embedded || ft->kind != rt::kStruct) {
          Found f{name.empty() ? view(sf.name) : name, !name.empty(), std::move(index), sf.typ, hasOption(options, "omitempty"), quoted};
          fields.push_back(f);
          // The struct occurs several times at this depth: twice is enough to make the name ambiguous.
          if (count[l.type] > 1) fields.push_back(f);
          continue;
        }
        if (++nextCount[ft] == 1) next.push_back({std::move(index), ft});
      }
    }
  }
  std::stable_sort(fields.begin(), fields.end(), [](const Found& a, const Found& b) {
    if (a.name != b.name) return a.name < b.name;
    if (a.index.size() != b.index.size()) return a.index.size() < b.index.size();
    if (a.tagged != b.tagged) return a.tagged;
    return a.index < b.index;
  });
  // Of several with one name the least deep counts, a tagged one before others; two that are equal hide each other.
  for (size_t i = 0; i < fields.size();) {
    size_t n = 1;
    while (i + n < fields.size() && fields[i + n].name == fields[i].name) n++;
    if (n == 1 || fields[i].index.size() != fields[i + 1].index.size() || fields[i].tagged != fields[i + 1].tagged)
      out->push_back(fields[i]);
    i += n;
  }
  std::sort(out->begin(), out->end(), [](const Found& a, const Found& b) { return a.index < b.index; });
  return true;
}

}  // namespace

// Makes the plan of a type, and of those it consists of.
class Builder {
 public:
  Builder(Plans& plans, M& m) : all_(plans), m_(m) {}

  Plan* plan(const Type* t, int use) {
    if (const Plan* p = all_.lookUp(t, use)) return const_cast<Plan*>(p);
    auto [it, added] = made_.try_emplace({t, use}, nullptr);
    if (!added) return it->second;
    Plan* p = it->second = alloc<Plan>(1);
    p->type = t;
    fill(*p, t, use);
    return p;
  }
  void publish() {
    for (auto& [key, p] : made_) all_.add(m_, key.first, key.second, p);
  }

 private:
  template <class T>
  T* alloc(size_t n) {
    return static_cast<T*>(m_.rt->types.alloc(n * sizeof(T)));
  }
  bool has(const Type* t, const Type* inter) { return rt::implements(*m_.rt, rt::asInterface(inter), t); }
  Type* ptrTo(const Type* t) { return m_.rt->types.ptrTo(const_cast<Type*>(t)); }
  // Defined in a package: it may have methods.
  static bool own(const Type* t) { return t->named() && !(t->tflag & rt::kTFlagBasic); }
  // Does t have methods that read or write it?
  bool methods(Plan& p, const Type* t, bool pointer, const Type* json, const Type* text) {
    bool byJSON = has(t, json);
    if (!byJSON && !has(t, text)) return false;
    p.how = pointer ? byJSON ? kJSONOfPointer : kTextOfPointer : byJSON ? kJSONOfAddress : kTextOfAddress;
    p.handle = t;
    return true;
  }
  bool writes(const Type* t) { return has(t, all_.kit.marshaler) || has(t, all_.kit.textMarshaler); }

  void fill(Plan& p, const Type* t, int use) {
    p.what = kGo;
    p.addr = use == 2;
    if (t == all_.kit.raw) {
      p.what = kRaw;
      return;
    }
    if (use == 0) {
      // Only named types are asked by their address, and pointers by themselves.
      if (t->kind == rt::kPointer) {
        if (t->named() || methods(p, t, true, all_.kit.unmarshaler, all_.kit.textUnmarshaler)) return;
      } else if (own(t) && t->kind != rt::kInterface && methods(p, ptrTo(t), false, all_.kit.unmarshaler, all_.kit.textUnmarshaler)) {
        return;
      }
    } else if (t->kind == rt::kInterface) {
      if (rt::asInterface(t)->nmethods && writes(t)) return;
    } else if (own(t) || t->kind == rt::kPointer || t->kind == rt::kStruct) {
      bool pointer = t->kind == rt::kPointer;
      // What has no address is asked by it all the same: by methods that are those of the value too.
      if (methods(p, use == 2 && !pointer ? ptrTo(t) : t, pointer, all_.kit.marshaler, all_.kit.textMarshaler)) {
        if (!pointer) p.handle = ptrTo(t);
        return;
      }
    }
    switch (t->kind) {
      case rt::kBool: p.what = kBool; break;
      case rt::kInt: case rt::kInt8: case rt::kInt16: case rt::kInt32: case rt::kInt64:
        p.what = kInt;
        p.size = static_cast<uint8_t>(t->size);
        break;
      case rt::kUint: case rt::kUint8: case rt::kUint16: case rt::kUint32: case rt::kUint64: case rt::kUintptr:
        p.what = kUint;
        p.size = static_cast<uint8_t>(t->size);
        break;
      case rt::kFloat32: p.what = kFloat32; break;
      case rt::kFloat64: p.what = kFloat64; break;
      case rt::kString: p.what = t == all_.kit.number ? kNumber : kString; break;
      case rt::kInterface:
        if (use == 0) {
          if (rt::asInterface(t)->nmethods == 0) p.what = kAny;
        } else {
          p.what = rt::asInterface(t)->nmethods ? kIface : kAny;
        }
        break;
      case rt::kPointer:
        p.what = kPointer;
        setElem(p, rt::asPtr(t)->elem, use ? 2 : 0);
        break;
      case rt::kSlice: {
        const Type* e = rt::asSlice(t)->elem;
        p.what = kSlice;
        p.bytes = e->kind == rt::kUint8 && (use == 0 || !writes(ptrTo(e)));
        setElem(p, e, use ? 2 : 0);
        break;
      }
      case rt::kArray:
        p.what = kArray;
        p.len = rt::asArray(t)->len;
        setElem(p, rt::asArray(t)->elem, use);
        break;
      case rt::kMap: map(p, t, use); break;
      case rt::kStruct: fields(p, t, use); break;
      default: break;
    }
  }

  void setElem(Plan& p, const Type* e, int use) {
    p.elem = plan(e, use);
    p.elemSize = e->size;
  }

  void map(Plan& p, const Type* t, int use) {
    const Type* k = rt::asMap(t)->key;
    if (own(k) && (use == 0 ? has(ptrTo(k), all_.kit.textUnmarshaler)
                            : k->kind != rt::kString && has(k, all_.kit.textMarshaler)))
      return;
    switch (k->kind) {
      case rt::kString: p.key = kString; break;
      case rt::kInt: case rt::kInt8: case rt::kInt16: case rt::kInt32: case rt::kInt64: p.key = kInt; break;
      case rt::kUint: case rt::kUint8: case rt::kUint16: case rt::kUint32: case rt::kUint64: case rt::kUintptr: p.key = kUint; break;
      default: return;
    }
    p.size = static_cast<uint8_t>(k->size);
    p.what = kMap;
    setElem(p, rt::asMap(t)->elem, use ? 1 : 0);
  }

  void fields(Plan& p, const Type* t, int use) {
    std::vector<Found> found;
    if (!findFields(t, &found) || found.size() > 30000) return;
    p.what = kStruct;
    p.nfields = static_cast<int32_t>(found.size());
    p.fields = alloc<Field>(found.size() + 1);
    for (size_t i = 0; i < found.size(); i++) field(p.fields[i], found[i], t, use);
    uint32_t size = 4;
    while (size < 2 * found.size()) size *= 2;
    p.mask = size - 1;
    p.slots = alloc<int16_t>(size);
    std::fill_n(p.slots, size, static_cast<int16_t>(-1));
    for (size_t i = 0; i < found.size(); i++) {
      uint32_t h = nameHash(found[i].name) & p.mask;
      while (p.slots[h] >= 0) h = (h + 1) & p.mask;
      p.slots[h] = static_cast<int16_t>(i);
      if (!isAscii(found[i].name)) p.fold = true;
    }
  }

  void field(Field& f, const Found& from, const Type* t, int use) {
    std::vector<uint64_t> offsets = {0};
    for (int i : from.index) {
      if (t->kind == rt::kPointer) {
        t = rt::asPtr(t)->elem;
        offsets.push_back(0);
        if (use == 1) use = 2;  // what a pointer points to has an address
      }
      const rt::StructField& sf = rt::asStruct(t)->fields[i];
      offsets.back() += sf.offset;
      t = sf.typ;
    }
    f.name = m_.rt->types.str(from.name);
    f.plain = m_.rt->types.str("\"" + std::string(from.name) + "\":");
    Buffer html;
    for (size_t i = 0; i < from.name.size();) i += putHTML(html, from.name, i);
    f.escaped = m_.rt->types.str("\"" + std::string(html.view()) + "\":");
    f.type = t;
    f.kind = t->kind;
    f.omitEmpty = from.omitEmpty;
    f.quoted = from.quoted;
    f.noffsets = static_cast<int32_t>(offsets.size());
    f.offsets = alloc<uint64_t>(offsets.size());
    std::copy(offsets.begin(), offsets.end(), f.offsets);
    f.plan = plan(t, use);
  }

  Plans& all_;
  M& m_;
  std::map<std::pair<const Type*, int>, Plan*> made_;
};

int Plan::find(std::string_view name) const {
  for (uint32_t h = nameHash(name) & mask; slots[h] >= 0; h = (h + 1) & mask) {
    if (view(fields[slots[h]].name) == name) return slots[h];
  }
  // Texts of ASCII that differ in case only are of one length.
  bool sameLength = !fold && isAscii(name);
  for (int i = 0; i < nfields; i++) {
    std::string_view n = view(fields[i].name);
    if (sameLength && n.size() != name.size()) continue;
    if (equalFold(n, name)) return i;
  }
  return -1;
}

Plans* Plans::make(M& m, const Kit& kit) {
  rt::TypeTable& types = m.rt->types;
  auto* p = new (types.alloc(sizeof(Plans))) Plans;
  p->kit = kit;
  p->mu_ = new (types.alloc(sizeof(std::mutex))) std::mutex;
  for (auto& t : p->tables_) t = newTable(m, 16);
  p->boolType = types.basic(rt::kBool);
  p->intType = types.basic(rt::kInt);
  p->float64Type = types.basic(rt::kFloat64);
  p->stringType = types.basic(rt::kString);
  Type* any = types.any();
  p->anyType = any;
  p->anySlice = types.sliceOf(any);
  p->anyMap = types.mapOf(types.basic(rt::kString), any);
  // What of a Frame (decode.cc, encode.cc) and of an Entry (encode.cc) may point into the heap.
  p->frameType = types.memoryType(64, 8, {false, true, true, true, false, false, false, false}, "json.frame");
  p->entryType = types.memoryType(32, 8, {true, false, true, true}, "json.entry");
  return p;
}

Plans::Table* Plans::newTable(M& m, uint64_t size) {
  auto* t = static_cast<Table*>(m.rt->types.alloc(sizeof(Table) + (size - 1) * sizeof(Entry)));
  t->mask = size - 1;
  return t;
}

static uint64_t typeHash(const Type* t) { return reinterpret_cast<uintptr_t>(t) * 0x9E3779B97F4A7C15u >> 32; }

const Plan* Plans::lookUp(const Type* t, int use) const {
  const Table* table = tables_[use].load(std::memory_order_acquire);
  for (uint64_t h = typeHash(t) & table->mask;; h = (h + 1) & table->mask) {
    const Type* k = table->entries[h].type.load(std::memory_order_acquire);
    if (k == t) return table->entries[h].plan;
    if (!k) return nullptr;
  }
}

void Plans::add(M& m, const Type* t, int use, Plan* p) {
  Table* table = tables_[use].load(std::memory_order_relaxed);
  auto insert = [](Table* into, const Type* type, Plan* plan) {
    uint64_t h = typeHash(type) & into->mask;
    while (into->entries[h].type.load(std::memory_order_relaxed)) h = (h + 1) & into->mask;
    into->entries[h].plan = plan;
    into->entries[h].type.store(type, std::memory_order_release);
    into->count++;
  };
  if (2 * (table->count + 1) > table->mask) {
    // Readers may hold the old one: it stays.
    Table* bigger = newTable(m, 2 * (table->mask + 1));
    for (uint64_t i = 0; i <= table->mask; i++) {
      if (const Type* k = table->entries[i].type.load(std::memory_order_relaxed)) insert(bigger, k, table->entries[i].plan);
    }
    tables_[use].store(bigger, std::memory_order_release);
    table = bigger;
  }
  insert(table, t, p);
}

const Plan* Plans::find(M& m, const Type* t, int use) {
  if (const Plan* p = lookUp(t, use)) return p;
  std::lock_guard<std::mutex> guard(*mu_);
  if (const Plan* p = lookUp(t, use)) return p;
  Builder b(*this, m);
  Plan* p = b.plan(t, use);
  b.publish();
  return p;
}

}  // namespace vole::stdlib::json
