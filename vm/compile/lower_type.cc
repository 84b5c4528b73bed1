// This file computes layouts and makes run-time type descriptors. A named type found behind a pointer is only declared at
// first (types may be recursive) and completed from a work list.
#include "vm/compile/lower_type.h"

#include "frontend/types/check.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"
#include "frontend/types/universe.h"
#include "runtime/runtime.h"

namespace vole::vm {

using types::BasicKind;
using types::TypeKind;

size_t TypeLowering::Hash::operator()(types::Type* t) const { return types::typeHash(t); }
bool TypeLowering::Same::operator()(types::Type* a, types::Type* b) const { return types::identical(a, b); }

std::string_view rtPkgPath(const types::Package* p) { return p ? p->path : std::string_view(); }

// Predeclared types outlive a program; the next one lowers them anew.
TypeLowering::~TypeLowering() {
  for (types::Type* t : seen_) t->info = nullptr;
}

LType* TypeLowering::lower(types::Type* t) {
  if (!t) t = types::newTuple(std::initializer_list<types::Var*>{});
  static LType voidType;
  if (!t) return &voidType;
  if (t->info) return static_cast<LType*>(t->info);
  auto it = table_.find(t);
  if (it != table_.end()) {
    t->info = it->second;
    seen_.push_back(t);
    return it->second;
  }
  pool_.emplace_back();
  LType* l = &pool_.back();
  l->type = t;
  l->under = types::under(t);
  table_[t] = l;
  t->info = l;
  seen_.push_back(t);
  layoutDepth_++;
  layout(l);
  if (--layoutDepth_ == 0) {
    // What is behind a pointer may be the type being laid out, so it comes last.
    while (!elems_.empty()) {
      LType* p = elems_.back();
      elems_.pop_back();
      types::Type* u = p->under;
      if (auto* m = u->as<types::Map>()) {
        p->key = lower(m->key);
        p->elem = lower(m->elem);
      } else if (auto* q = u->as<types::Pointer>()) {
        p->elem = lower(q->base);
      } else if (auto* s = u->as<types::Slice>()) {
        p->elem = lower(s->elem);
      } else if (auto* c = u->as<types::Chan>()) {
        p->elem = lower(c->elem);
      }
    }
  }
  return l;
}

void TypeLowering::layout(LType* l) {
  types::Type* u = l->under;
  auto scalar = [&](TypeClass c, int64_t size, LoadKind k) {
    l->cls = c;
    l->size = l->align = size;
    l->nslots = 1;
    l->load = k;
  };
  auto words = [&](TypeClass c, std::vector<bool> ptrs) {
    l->cls = c;
    l->nslots = static_cast<int64_t>(ptrs.size());
    l->size = l->nslots * 8;
    l->align = 8;
    l->load = l->nslots == 1 ? LoadKind::w64 : l->nslots == 2 ? LoadKind::two : LoadKind::three;
    l->ptrSlots = std::move(ptrs);
    l->hasPointers = false;
    for (bool b : l->ptrSlots) l->hasPointers |= b;
  };
  switch (u->kind) {
    case TypeKind::Basic:
      switch (u->to<types::Basic>()->basic) {
        case BasicKind::Bool:
        case BasicKind::UntypedBool: scalar(TypeClass::kBool, 1, LoadKind::u8); break;
        case BasicKind::Int8: scalar(TypeClass::kInt, 1, LoadKind::i8); break;
        case BasicKind::Int16: scalar(TypeClass::kInt, 2, LoadKind::i16); break;
        case BasicKind::Int32:
        case BasicKind::UntypedRune: scalar(TypeClass::kInt, 4, LoadKind::i32); break;
        case BasicKind::Int:
        case BasicKind::Int64:
        case BasicKind::UntypedInt: scalar(TypeClass::kInt, 8, LoadKind::w64); break;
        case BasicKind::Uint8: scalar(TypeClass::kUint, 1, LoadKind::u8); break;
        case BasicKind::Uint16: scalar(TypeClass::kUint, 2, LoadKind::u16); break;
        case BasicKind::Uint32: scalar(TypeClass::kUint, 4, LoadKind::u32); break;
        case BasicKind::Uint:
        case BasicKind::Uint64:
        case BasicKind::Uintptr: scalar(TypeClass::kUint, 8, LoadKind::w64); break;
        case BasicKind::Float32: scalar(TypeClass::kFloat32, 4, LoadKind::u32); break;
        case BasicKind::Float64:
        case BasicKind::UntypedFloat: scalar(TypeClass::kFloat64, 8, LoadKind::w64); break;
        case BasicKind::Complex64:
          scalar(TypeClass::kComplex64, 8, LoadKind::w64);
          l->align = 4;
          break;
        case BasicKind::Complex128:
        case BasicKind::UntypedComplex: words(TypeClass::kComplex128, {false, false}); break;
        case BasicKind::String:
        case BasicKind::UntypedString: words(TypeClass::kString, {true, false}); break;
        case BasicKind::UnsafePointer:
        case BasicKind::UntypedNil: words(TypeClass::kPointer, {true}); break;
        default: l->cls = TypeClass::kVoid;
      }
      break;
    case TypeKind::Pointer:
      words(TypeClass::kPointer, {!types::isNotInHeap(u->to<types::Pointer>()->base)});
      elems_.push_back(l);
      break;
    case TypeKind::Map:
      words(TypeClass::kPointer, {true});
      l->comparable = false;
      elems_.push_back(l);
      break;
    case TypeKind::Chan:
      words(TypeClass::kPointer, {true});
      elems_.push_back(l);
      break;
    case TypeKind::Signature:
      words(TypeClass::kPointer, {true});
      l->comparable = false;
      break;
    case TypeKind::Slice:
      words(TypeClass::kSlice, {true, false, false});
      l->comparable = false;
      elems_.push_back(l);
      break;
    case TypeKind::Interface: {
      bool empty = u->to<types::Interface>()->numMethods() == 0;
      words(empty ? TypeClass::kEface : TypeClass::kIface, {true, true});
      break;
    }
    case TypeKind::Array: {
      auto* a = u->to<types::Array>();
      l->cls = TypeClass::kArray;
      l->elem = lower(a->elem);
      l->len = a->len;
      l->align = l->elem->align;
      l->size = types::sizeOf(u);
      l->nslots = (l->size + 7) / 8;
      l->hasPointers = l->elem->hasPointers && l->len > 0;
      l->comparable = l->elem->comparable;
      if (l->hasPointers && l->nslots <= kMaxFrameSlots)
        for (int64_t i = 0; i < l->len; i++)
          l->ptrSlots.insert(l->ptrSlots.end(), l->elem->ptrSlots.begin(), l->elem->ptrSlots.end());
      break;
    }
    case TypeKind::Struct: {
      auto* s = u->to<types::Struct>();
      l->cls = TypeClass::kStruct;
      auto offs = types::offsetsOf(s);
      l->size = types::sizeOf(u);
      l->align = types::alignOf(u);
      l->nslots = (l->size + 7) / 8;
      for (uint32_t i = 0; i < s->fields.size(); i++) {
        LType* f = lower(s->fields[i]->type);
        l->fields.push_back({offs[i], f});
        l->hasPointers |= f->hasPointers;
        l->comparable = l->comparable && f->comparable;
      }
      if (l->hasPointers && l->nslots <= kMaxFrameSlots) {
        l->ptrSlots.assign(static_cast<size_t>(l->nslots), false);
        for (auto& f : l->fields)
          if (f.type->hasPointers)
            for (size_t k = 0; k < f.type->ptrSlots.size(); k++)
              if (f.type->ptrSlots[k]) l->ptrSlots[static_cast<size_t>(f.offset / 8) + k] = true;
      }
      break;
    }
    case TypeKind::Tuple: {
      // the results of a call, each from a new slot
      l->cls = TypeClass::kVoid;
      break;
    }
    default: VOLE_UNREACHABLE("a type of this kind has no layout");
  }
  if (l->isAggregate()) {
    l->load = l->size == 8 ? LoadKind::w64 : l->size == 16 ? LoadKind::two : l->size == 24 ? LoadKind::three : LoadKind::many;
  }
}

bool TypeLowering::isDirect(LType* l) {
  switch (l->cls) {
    case TypeClass::kPointer: return true;
    case TypeClass::kArray: return l->len == 1 && isDirect(l->elem);
    case TypeClass::kStruct: return l->fields.size() == 1 && isDirect(l->fields[0].type);
    default: return false;
  }
}

LType* TypeLowering::arrayOf(LType* elem, int64_t n) { return lower(types::newArray(elem->type, n)); }
LType* TypeLowering::pointerTo(LType* elem) { return lower(types::newPointer(elem->type)); }

rt::Type* TypeLowering::rtype(LType* l) {
  if (l->rtype) return const_cast<rt::Type*>(l->rtype);
  rt::Type* t = make(l, true);
  drain();
  return t;
}

void TypeLowering::drain() {
  if (depth_ > 0) return;
  while (!pending_.empty()) {
    LType* l = pending_.back();
    pending_.pop_back();
    completeNamed(l);
  }
}

namespace {
rt::Kind kindOf(LType* l) {
  switch (l->under->kind) {
    case TypeKind::Basic:
      switch (l->under->to<types::Basic>()->basic) {
        case BasicKind::Bool:
        case BasicKind::UntypedBool: return rt::kBool;
        case BasicKind::Int:
        case BasicKind::UntypedInt: return rt::kInt;
        case BasicKind::Int8: return rt::kInt8;
        case BasicKind::Int16: return rt::kInt16;
        case BasicKind::Int32:
        case BasicKind::UntypedRune: return rt::kInt32;
        case BasicKind::Int64: return rt::kInt64;
        case BasicKind::Uint: return rt::kUint;
        case BasicKind::Uint8: return rt::kUint8;
        case BasicKind::Uint16: return rt::kUint16;
        case BasicKind::Uint32: return rt::kUint32;
        case BasicKind::Uint64: return rt::kUint64;
        case BasicKind::Uintptr: return rt::kUintptr;
        case BasicKind::Float32: return rt::kFloat32;
        case BasicKind::Float64:
        case BasicKind::UntypedFloat: return rt::kFloat64;
        case BasicKind::Complex64: return rt::kComplex64;
        case BasicKind::Complex128:
        case BasicKind::UntypedComplex: return rt::kComplex128;
        case BasicKind::String:
        case BasicKind::UntypedString: return rt::kString;
        default: return rt::kUnsafePointer;
      }
    case TypeKind::Pointer: return rt::kPointer;
    case TypeKind::Slice: return rt::kSlice;
    case TypeKind::Array: return rt::kArray;
    case TypeKind::Map: return rt::kMap;
    case TypeKind::Chan: return rt::kChan;
    case TypeKind::Struct: return rt::kStruct;
    case TypeKind::Signature: return rt::kFunc;
    default: return rt::kInterface;
  }
}
}  // namespace

// The descriptor of l; with needComplete its size and pointers are known on return.
rt::Type* TypeLowering::make(LType* l, bool needComplete) {
  if (l->rtype) {
    auto* t = const_cast<rt::Type*>(l->rtype);
    if (needComplete && !rt::layoutKnown(t)) completeNamed(l);
    return t;
  }
  types::Type* t = l->type;
  if (auto* b = t->as<types::Basic>()) {
    (void)b;
    rt::Type* r = rt_.types.basic(kindOf(l));
    l->rtype = r;
    return r;
  }
  if (auto* n = t->as<types::Named>()) {
    std::string str = types::rtypeString(n);
    std::string name = str;
    // The name without its package: "main.List[int]" is "List[int]".
    size_t bracket = name.find('[');
    size_t dot = name.rfind('.', bracket == std::string::npos ? std::string::npos : bracket);
    if (dot != std::string::npos) name = name.substr(dot + 1);
    rt::Type* r = rt_.types.declareNamed(kindOf(l), str, name, rtPkgPath(n->obj->pkg), l);
    l->rtype = r;
    // Methods are filled in when first asked for.
    r->tflag |= rt::kTFlagLazyMethods;
    if (n->inst) r->tflag |= rt::kTFlagTypeParam;
    if (needComplete && !rt::layoutKnown(r)) completeNamed(l);
    else pending_.push_back(l);
    return r;
  }
  depth_++;
  rt::Type* r = makeComposite(l);
  depth_--;
  l->rtype = r;
  if (!r->user) r->user = l;
  return r;
}

void TypeLowering::forgetMethods() {
  for (LType& l : pool_) {
    if (!l.rtype || l.isInterface()) continue;
    types::Type* t = l.type;
    if (auto* p = t->as<types::Pointer>()) t = p->base;
    auto* n = types::as<types::Named>(t);
    bool mayGrow = n ? n->obj->pkg && n->obj->pkg->session : t->kind == TypeKind::Struct;
    if (mayGrow) __atomic_fetch_or(&const_cast<rt::Type*>(l.rtype)->tflag, static_cast<uint8_t>(rt::kTFlagLazyMethods), __ATOMIC_RELEASE);
  }
}

void TypeLowering::completeNamed(LType* l) {
  auto* r = const_cast<rt::Type*>(l->rtype);
  if (!(r->tflag & rt::kTFlagIncomplete)) return;
  rt::Type* u = make(lower(l->under), true);
  if (r->tflag & rt::kTFlagIncomplete) rt_.types.complete(r, u);
}

rt::Type* TypeLowering::makeComposite(LType* l) {
  types::Type* t = l->type;
  auto& tt = rt_.types;
  rt::Type* r = nullptr;
  switch (t->kind) {
    case TypeKind::Pointer: r = tt.ptrTo(make(l->elem, false)); break;
    case TypeKind::Slice: r = tt.sliceOf(make(l->elem, false)); break;
    case TypeKind::Array: r = tt.arrayOf(make(l->elem, true), l->len); break;
    case TypeKind::Map: r = tt.mapOf(make(l->key, false), make(l->elem, false)); break;
    case TypeKind::Chan: {
      auto dir = t->to<types::Chan>()->dir;
      r = tt.chanOf(make(l->elem, false), dir == types::ChanDir::Both       ? rt::kBothDir
                                          : dir == types::ChanDir::SendOnly ? rt::kSendDir
                                                                            : rt::kRecvDir);
      break;
    }
    case TypeKind::Signature: {
      auto* s = t->to<types::Signature>();
      std::vector<rt::Type*> in, out;
      for (types::Var* v : types::tupleVars(s->params)) in.push_back(make(lower(v->type), false));
      for (types::Var* v : types::tupleVars(s->results)) out.push_back(make(lower(v->type), false));
      r = tt.funcOf(in, out, s->variadic);
      auto* f = reinterpret_cast<rt::FuncType*>(r);
      f->paramSlots = f->resultSlots = 0;
      for (types::Var* v : types::tupleVars(s->params)) f->paramSlots += lower(v->type)->slots();
      for (types::Var* v : types::tupleVars(s->results)) f->resultSlots += lower(v->type)->slots();
      break;
    }
    case TypeKind::Struct: {
      auto* s = t->to<types::Struct>();
      std::vector<rt::FieldSpec> fs;
      for (uint32_t i = 0; i < s->fields.size(); i++) {
        types::Var* f = s->fields[i];
        rt::Type* ft = make(l->fields[i].type, true);
        fs.push_back({f->name->str(), f->exported() ? std::string_view() : rtPkgPath(f->pkg), ft, s->tag(i), f->embedded});
      }
      r = tt.structOf(fs);
      // An unnamed struct has the methods of what it embeds.
      bool embeds = false;
      for (types::Var* f : s->fields) embeds |= f->embedded;
      if (embeds && !r->uncommon) r->tflag |= rt::kTFlagLazyMethods;
      break;
    }
    case TypeKind::Interface: {
      auto* it = t->to<types::Interface>();
      std::vector<rt::MethodSpec> ms;
      for (uint32_t i = 0; i < it->numMethods(); i++) {
        types::Func* m = it->method(i);
        auto* sig = types::newSignature(nullptr, m->sig()->params, m->sig()->results, m->sig()->variadic);
        ms.push_back({m->name->str(), m->exported() ? std::string_view() : rtPkgPath(m->pkg), make(lower(sig), false)});
      }
      r = tt.interfaceOf(std::move(ms));
      break;
    }
    default: VOLE_UNREACHABLE("a type of this kind has no descriptor");
  }
  // *T has the methods of T and of *T.
  if (t->kind == TypeKind::Pointer && !r->uncommon) r->tflag |= rt::kTFlagLazyMethods;
  return r;
}

}  // namespace vole::vm
