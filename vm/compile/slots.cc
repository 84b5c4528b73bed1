// This file allocates slots and moves values between slots and memory.
#include "frontend/base/assert.h"
#include "vm/compile/func_compiler_impl.h"

namespace vole::vm {

namespace {
// Of one object in the frame and of all of a function's together.
constexpr int kMaxFrameObject = 8192, kMaxFrameObjects = 16384;
}  // namespace

bool FuncCompiler::tooLarge(LType* t) const {
  return t->nslots > rt::kMaxValueSlots || (t->nslots > 64 && top_ + t->nslots > kMaxFrameSlots / 2);
}

void FuncCompiler::reserve(int upTo) {
  if (upTo > maxTop_) maxTop_ = upTo;
  if (static_cast<size_t>(upTo) > ptr_.size()) ptr_.resize(upTo, false);
  if (upTo > kMaxFrameSlots) {
    if (!expanded_.empty()) {
      found_.tooMuch = failed_ = true;
      top_ = 0;
      return;
    }
    fail(e_.pos(), "stack frame too large: more than 65000 words of local variables and temporaries");
    // Go on with small numbers: the code is thrown away.
    top_ = 0;
  }
}

int FuncCompiler::allocN(int n) {
  int s = top_;
  top_ += n;
  reserve(top_);
  for (int i = s; i < s + n && i < static_cast<int>(ptr_.size()); i++) ptr_[i] = false;
  return failed_ ? 0 : s;
}

int FuncCompiler::alloc(LType* t) {
  int s = allocN(static_cast<int>(t->slots()));
  if (t->hasPointers || t->indirect()) setPointers(s, t);
  return s;
}

// Values that fit no frame are wanted there: a key, or too many arguments. Only executing this is an error.
void FuncCompiler::valueTooLarge(int64_t nslots) {
  std::string msg = "vole: " + std::to_string(nslots * 8) + " bytes are too many for a stack frame";
  e_.emitX(Op::PanicText, 0, 1, 0, 0, reinterpret_cast<uint64_t>(prog_.internString(msg)));
  e_.setReachable(true);
}

int FuncCompiler::allocPtr() {
  int s = allocN(1);
  setPointer(s, true);
  return s;
}

void FuncCompiler::setPointers(int slot, LType* t) {
  if (t->indirect()) return setPointer(slot, true);
  for (size_t i = 0; i < t->ptrSlots.size(); i++) setPointer(slot + static_cast<int>(i), t->ptrSlots[i]);
}

void FuncCompiler::setPointer(int slot, bool isPtr) {
  if (static_cast<size_t>(slot) >= ptr_.size()) ptr_.resize(slot + 1, false);
  ptr_[slot] = isPtr;
}

void FuncCompiler::release(int mark) {
  for (int i = mark; i < top_ && i < static_cast<int>(ptr_.size()); i++) ptr_[i] = false;
  if (mark < top_) top_ = mark;
}

SlotSet FuncCompiler::liveSlots() const {
  SlotSet s((top_ + 63) / 64, 0);
  for (int i = 0; i < top_ && i < static_cast<int>(ptr_.size()); i++)
    if (ptr_[i]) s[i / 64] |= uint64_t{1} << (i % 64);
  while (!s.empty() && s.back() == 0) s.pop_back();
  return s;
}

void FuncCompiler::moveSlots(int dst, int src, int n) {
  if (dst == src) return;
  switch (n) {
    case 0: break;
    case 1: e_.emit(Op::Mov, dst, src); break;
    case 2: e_.emit(Op::Mov2, dst, src); break;
    case 3: e_.emit(Op::Mov3, dst, src); break;
    default: e_.emit(Op::MovN, dst, src, n);
  }
}

void FuncCompiler::move(int dst, int src, LType* t) { moveSlots(dst, src, static_cast<int>(t->slots())); }

void FuncCompiler::zero(int slot, LType* t) {
  if (t->nslots == 0) return;
  if (t->indirect()) {
    newObject(t, slot);
    return;
  }
  if (t->nslots == 1)
    e_.emit(Op::Zero, slot);
  else
    e_.emitImm(Op::ZeroN, slot, 0, static_cast<int32_t>(t->nslots));
}

void FuncCompiler::extend(int slot, LType* t) {
  if (t->nslots != 1 || t->isAggregate()) return;
  switch (t->load) {
    case LoadKind::i8: e_.emit(Op::ExtI8, slot, slot); break;
    case LoadKind::u8: e_.emit(Op::ExtU8, slot, slot); break;
    case LoadKind::i16: e_.emit(Op::ExtI16, slot, slot); break;
    case LoadKind::u16: e_.emit(Op::ExtU16, slot, slot); break;
    case LoadKind::i32: e_.emit(Op::ExtI32, slot, slot); break;
    case LoadKind::u32: e_.emit(Op::ExtU32, slot, slot); break;
    default: break;
  }
}

int FuncCompiler::constInt(int64_t v, int dst) {
  if (dst < 0) dst = allocN(1);
  if (v == 0)
    e_.emit(Op::Zero, dst);
  else if (v == static_cast<int32_t>(v))
    e_.emitImm(Op::LoadImm, dst, 0, static_cast<int32_t>(v));
  else
    e_.emitX(Op::LoadConst, dst, 0, 0, 0, static_cast<uint64_t>(v));
  return dst;
}

int FuncCompiler::constPtr(const void* p, int dst, const void* second) {
  if (second) {
    if (dst < 0) dst = allocN(2);
    e_.emitX(Op::LoadConst2, dst, 0, 0, 0, reinterpret_cast<uint64_t>(p), reinterpret_cast<uint64_t>(second));
  } else {
    if (dst < 0) dst = allocN(1);
    e_.emitX(Op::LoadConst, dst, 0, 0, 0, reinterpret_cast<uint64_t>(p));
  }
  return dst;
}

int FuncCompiler::stringConst(std::string_view s, int dst) {
  if (dst < 0) {
    dst = allocN(2);
    setPointer(dst, true);
  }
  if (s.empty()) {
    e_.emitImm(Op::ZeroN, dst, 0, 2);
    return dst;
  }
  const char* p = prog_.internString(s);
  e_.emitX(Op::LoadConst2, dst, 0, 0, 0, reinterpret_cast<uint64_t>(p), s.size());
  return dst;
}

int FuncCompiler::newObject(LType* t, int dst) {
  if (dst < 0) dst = allocPtr();
  e_.emitX(Op::New, dst, 0, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
  return dst;
}

// ---- objects in the frame ----

bool FuncCompiler::inFrame(const void* site) const {
  for (const FrameObject& o : found_.objects)
    if (o.site == site && o.in == inlined_) return true;
  return false;
}

// The first slot of the site's object; -1: it lives on the heap. Found in a first pass, the prologue of the next one has it.
int FuncCompiler::frameObject(const AllocSite& site, const std::vector<bool>& ptrs) {
  if (!site.id || ptrs.empty() || !decidedInFrame(site.id)) return -1;
  for (const FrameObject& o : found_.objects)
    if (o.site == site.id && o.in == inlined_) {
      VOLE_ASSERT(o.ptrs == ptrs, "a site always makes the same");
      return o.slot;
    }
  int n = static_cast<int>(ptrs.size());
  bool dispensable = !expanded_.empty() || unit_.kind == Unit::kInit;
  if (dispensable && (n > kMaxFrameObject || frameWords_ + n > kMaxFrameObjects)) {
    found_.tooMuch = again_ = true;
    return -1;
  }
  // What was decided to live in the frame may hold pointers into the frame, which nothing on the heap may.
  VOLE_ASSERT(n <= kMaxFrameObject && frameWords_ + n <= kMaxFrameObjects, "the decisions leave room in the frame");
  frameWords_ += n;
  found_.objects.push_back({inlined_, site.id, ptrs, -1});
  again_ = true;
  return -1;
}

// Pointers among the objects are in every stack map from here on.
void FuncCompiler::declareFrameObjects() {
  for (FrameObject& o : found_.objects) {
    int n = static_cast<int>(o.ptrs.size());
    o.slot = allocN(n);
    bool pointers = false;
    for (int i = 0; i < n; i++) {
      setPointer(o.slot + i, o.ptrs[static_cast<size_t>(i)]);
      pointers |= o.ptrs[static_cast<size_t>(i)];
    }
    if (pointers) e_.emitImm(Op::ZeroN, o.slot, 0, n);
  }
}

int FuncCompiler::newObject(const AllocSite& site, LType* t, int dst) {
  if (dst < 0) dst = allocPtr();
  int s = t->nslots ? frameObject(site, objectWords(t)) : -1;
  if (s < 0) {
    e_.allocates(site);
    return newObject(t, dst);
  }
  zero(s, t);
  e_.emit(Op::FAddr, dst, s, static_cast<int>(t->nslots));
  return dst;
}

// dst = value of type t at [ptr + off].
int FuncCompiler::loadMem(int ptr, int64_t off, LType* t, int dst, bool nonNil) {
  if (dst < 0) dst = alloc(t);
  if (t->nslots == 0) {
    if (!nonNil) e_.emit(Op::NilCheck, ptr);
    return dst;
  }
  int m = mark();
  if (t->indirect() && !nonNil) e_.emit(Op::NilCheck, ptr);
  if (off > 0xffff || (off && t->indirect())) {
    int p = allocPtr();
    e_.emitImm(Op::AddPtr, p, ptr, static_cast<int32_t>(off));
    ptr = p;
    off = 0;
  }
  int o = static_cast<int>(off);
  if (t->indirect()) {
    int value = newObject(t, -1);
    e_.emitX(Op::CopyTyped, value, ptr, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
    e_.emit(Op::Mov, dst, value);
    release(m);
    return dst;
  }
  if (t->size < 8 && t->isAggregate()) {
    // A small struct: exact bytes, so that nothing beyond the object is read.
    e_.emitX(Op::LoadN, dst, ptr, o, 0, static_cast<uint64_t>(t->size));
    release(m);
    return dst;
  }
  switch (t->load) {
    case LoadKind::i8: e_.emit(Op::LoadI8, dst, ptr, o); break;
    case LoadKind::u8: e_.emit(Op::LoadU8, dst, ptr, o); break;
    case LoadKind::i16: e_.emit(Op::LoadI16, dst, ptr, o); break;
    case LoadKind::u16: e_.emit(Op::LoadU16, dst, ptr, o); break;
    case LoadKind::i32: e_.emit(Op::LoadI32, dst, ptr, o); break;
    case LoadKind::u32: e_.emit(Op::LoadU32, dst, ptr, o); break;
    case LoadKind::w64: e_.emit(Op::Load64, dst, ptr, o); break;
    case LoadKind::two: e_.emit(Op::Load2, dst, ptr, o); break;
    case LoadKind::three: e_.emit(Op::Load3, dst, ptr, o); break;
    case LoadKind::many: e_.emitX(Op::LoadN, dst, ptr, o, 0, static_cast<uint64_t>(t->size)); break;
  }
  release(m);
  return dst;
}

void FuncCompiler::storeMem(int ptr, int64_t off, int src, LType* t) {
  if (t->nslots == 0) {
    e_.emit(Op::NilCheck, ptr);
    return;
  }
  int m = mark();
  if (off > 0xffff || (off && t->indirect())) {
    int p = allocPtr();
    e_.emitImm(Op::AddPtr, p, ptr, static_cast<int32_t>(off));
    ptr = p;
    off = 0;
  }
  int o = static_cast<int>(off);
  if (t->indirect()) {
    e_.emitX(Op::CopyTyped, ptr, src, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
    release(m);
    return;
  }
  if (t->isAggregate()) {
    if (t->hasPointers)
      e_.emitX(Op::StoreTyped, ptr, src, o, 0, static_cast<uint64_t>(t->size), reinterpret_cast<uint64_t>(rtypeOf(t)));
    else if (t->size == 8)
      e_.emit(Op::Store64, ptr, src, o);
    else
      e_.emitX(Op::StoreN, ptr, src, o, 0, static_cast<uint64_t>(t->size));
    release(m);
    return;
  }
  switch (t->cls) {
    case TypeClass::kPointer: e_.emit(Op::StorePtr, ptr, src, o); break;
    case TypeClass::kString: e_.emit(Op::StoreStr, ptr, src, o); break;
    case TypeClass::kSlice: e_.emit(Op::StoreSlice, ptr, src, o); break;
    case TypeClass::kIface:
    case TypeClass::kEface: e_.emit(Op::StoreIface, ptr, src, o); break;
    case TypeClass::kComplex128: e_.emitX(Op::StoreN, ptr, src, o, 0, 16); break;
    default:
      switch (t->size) {
        case 1: e_.emit(Op::Store8, ptr, src, o); break;
        case 2: e_.emit(Op::Store16, ptr, src, o); break;
        case 4: e_.emit(Op::Store32, ptr, src, o); break;
        default: e_.emit(Op::Store64, ptr, src, o);
      }
  }
  release(m);
}

}  // namespace vole::vm
