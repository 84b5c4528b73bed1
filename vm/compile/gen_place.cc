// This file compiles places: variables, fields, elements, dereferences - what can be loaded, stored to, pointed at.
#include <algorithm>

#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

VarLoc& FuncCompiler::loc(types::Var* v) {
  auto it = vars_.find(v);
  if (it != vars_.end()) {
    if (it->second.library) guard(v);
    return it->second;
  }
  VarLoc l;
  VOLE_ASSERT(prog_.isGlobal(v), "a local variable is used before its declaration was compiled");
  l.kind = VarLoc::kGlobal;
  l.type = lt(v->type);
  l.addr = prog_.globalAddr(v);
  l.library = v->pkg->lazy;
  if (l.library) guard(v);
  return vars_[v] = l;
}

// The library variable v is mentioned: it is initialised when the unit starts, or the body expanded there.
void FuncCompiler::guard(types::Var* v) {
  int64_t* flag;
  if (!prog_.pendingInit(v, &flag) || flag == unit_.initFlag) return;
  const escape::Inlined* in = bodies_.empty() ? nullptr : inlined_;
  for (auto& [where, x] : found_.guards) {
    if (x != v) continue;
    for (const escape::Inlined* b = in; b; b = b->outer)
      if (b == where) return;
    if (!where) return;
  }
  found_.guards.push_back({in, v});
  again_ = true;
}

Place FuncCompiler::placeOfVar(types::Var* v) {
  VarLoc& l = loc(v);
  Place p;
  p.type = l.type;
  switch (l.kind) {
    case VarLoc::kSlot:
      p.kind = Place::kSlot;
      p.a = l.slot;
      break;
    case VarLoc::kBoxed:
      p.kind = Place::kMem;
      p.a = l.slot;
      p.nonNil = true;
      break;
    default:
      p.kind = Place::kGlobal;
      p.addr = l.addr;
  }
  return p;
}

// Field number index of the struct at base.
Place FuncCompiler::fieldOf(Place base, LType* st, int index) {
  const LField& f = st->fields[index];
  Place p = base;
  p.type = f.type;
  switch (base.kind) {
    case Place::kSlot:
    case Place::kFrame: {
      int64_t at = (base.kind == Place::kSlot ? int64_t{base.a} * 8 : base.off) + f.offset;
      // A field that fills whole slots is a slot operand itself; a part of a slot is memory in the frame.
      bool whole = at % 8 == 0 && (f.type->nslots == 0 || f.type->size % 8 == 0);
      p.kind = whole ? Place::kSlot : Place::kFrame;
      p.a = static_cast<int>(at / 8);
      p.off = at;
      break;
    }
    case Place::kMem: p.off += f.offset; break;
    case Place::kGlobal: p.addr = static_cast<const char*>(base.addr) + f.offset; break;
    default: {
      int a = addressOf(base);
      p = Place{.kind = Place::kMem, .type = f.type, .a = a, .off = f.offset, .nonNil = true};
    }
  }
  return p;
}

// Slots that a pointer to p, which lies in the frame, can reach: the optimiser leaves them alone.
static int frameSpan(const Place& p) {
  int64_t n = p.type->nslots + (p.kind == Place::kFrame && p.off % 8 ? 1 : 0);
  return static_cast<int>(std::clamp<int64_t>(n, 1, 65535));
}

// A panic shows the value as what it is.
bool FuncCompiler::unsignedIndex(const Expr* e) {
  if (e->constVal) return false;
  LType* t = lt(e);
  return t->cls == TypeClass::kUint && t->size == 8;
}

// Element [slot idx] of the array at base.
Place FuncCompiler::elemOf(Place base, LType* at, int idx, bool isUnsigned) {
  LType* et = at->elem;
  bool direct = et->isScalarSlot() && (et->size == 1 || et->size == 2 || et->size == 4 || et->size == 8);
  if (base.kind == Place::kSlot && direct)
    return Place{.kind = Place::kFArr, .type = et, .a = base.a, .b = idx, .len = at->len, .bUnsigned = isUnsigned};
  int p;
  if (base.kind == Place::kSlot || base.kind == Place::kFrame) {
    // The array lies in the frame, its elements are no slots: go through a pointer into the frame, which is legal.
    p = allocPtr();
    if (base.kind == Place::kFrame) {
      e_.emit(Op::FAddr, p, static_cast<int>(base.off / 8), frameSpan(base));
      if (base.off % 8) e_.emitImm(Op::AddPtr, p, p, static_cast<int32_t>(base.off % 8));
    } else {
      e_.emit(Op::FAddr, p, base.a, frameSpan(base));
    }
  } else {
    p = addressOf(base);
  }
  return Place{.kind = Place::kPArr, .type = et, .a = p, .b = idx, .len = at->len, .nonNil = true, .bUnsigned = isUnsigned};
}

// A pointer to the place, in a slot.
int FuncCompiler::addressOf(Place p, int dst) {
  switch (p.kind) {
    case Place::kMem: {
      if (p.off == 0 && p.nonNil && dst < 0) return p.a;
      int d = dst < 0 ? allocPtr() : dst;
      if (p.off == 0 && p.nonNil) {
        e_.emit(Op::Mov, d, p.a);
      } else {
        e_.emitImm(Op::AddPtr, d, p.a, static_cast<int32_t>(p.off));
      }
      return d;
    }
    case Place::kGlobal: {
      int d = dst < 0 ? allocPtr() : dst;
      return constPtr(p.addr, d);
    }
    case Place::kMap: {  // part of an element, for reading only
      int e = mapGetPtr(p.map, p.a, p.b, -1);
      if (dst < 0) return e;
      e_.emit(Op::Mov, dst, e);
      return dst;
    }
    case Place::kElem: {
      int d = dst < 0 ? allocPtr() : dst;
      e_.indexTypes(p.bUnsigned);
      e_.emitX(Op::IdxAddr, d, p.a, p.b, 0, static_cast<uint64_t>(p.type->size));
      return d;
    }
    case Place::kPArr: {
      int d = dst < 0 ? allocPtr() : dst;
      e_.indexTypes(p.bUnsigned);
      e_.emitX(Op::PIdxAddr, d, p.a, p.b, 0, static_cast<uint64_t>(p.len), static_cast<uint64_t>(p.type->size));
      return d;
    }
    case Place::kFArr: {
      int d = dst < 0 ? allocPtr() : dst;
      e_.emit(Op::FAddr, d, p.a, static_cast<int>(std::min<int64_t>((p.len * p.type->size + 7) / 8 + 1, 65535)));
      e_.indexTypes(p.bUnsigned);
      e_.emitX(Op::PIdxAddr, d, d, p.b, 0, static_cast<uint64_t>(p.len), static_cast<uint64_t>(p.type->size));
      return d;
    }
    case Place::kSlot:
    case Place::kFrame: {
      int d = dst < 0 ? allocPtr() : dst;
      if (p.kind == Place::kSlot) {
        e_.emit(Op::FAddr, d, p.a, frameSpan(p));
      } else {
        e_.emit(Op::FAddr, d, static_cast<int>(p.off / 8), frameSpan(p));
        if (p.off % 8) e_.emitImm(Op::AddPtr, d, d, static_cast<int32_t>(p.off % 8));
      }
      return d;
    }
    default: VOLE_UNREACHABLE("this place has no address");
  }
}

int FuncCompiler::load(const Place& p, int dst) {
  LType* t = p.type;
  switch (p.kind) {
    case Place::kSlot:
      if (dst < 0) return p.a;
      move(dst, p.a, t);
      return dst;
    case Place::kFrame: {
      if (dst < 0) dst = alloc(t);
      if (t->nslots == 0) return dst;
      Op op;
      if (t->isAggregate()) {
        // Parts of a slot: copy through a pointer into the frame.
        int m = mark();
        int a = addressOf(p);
        e_.emitX(Op::LoadN, dst, a, 0, 0, static_cast<uint64_t>(t->size));
        release(m);
        return dst;
      }
      switch (t->load) {
        case LoadKind::i8: op = Op::FLoadI8; break;
        case LoadKind::u8: op = Op::FLoadU8; break;
        case LoadKind::i16: op = Op::FLoadI16; break;
        case LoadKind::u16: op = Op::FLoadU16; break;
        case LoadKind::i32: op = Op::FLoadI32; break;
        case LoadKind::u32: op = Op::FLoadU32; break;
        default: op = Op::FLoad64; break;
      }
      e_.emitImm(op, dst, 0, static_cast<int32_t>(p.off));
      return dst;
    }
    case Place::kMem: return loadMem(p.a, p.off, t, dst, p.nonNil);
    case Place::kGlobal: {
      if (dst < 0) dst = alloc(t);
      uint64_t x = reinterpret_cast<uint64_t>(p.addr);
      if (t->nslots == 0) return dst;
      if (t->load == LoadKind::w64) e_.emitX(Op::GLoad64, dst, 0, 0, 0, x);
      else if (t->load == LoadKind::two) e_.emitX(Op::GLoad2, dst, 0, 0, 0, x);
      else if (t->load == LoadKind::three) e_.emitX(Op::GLoad3, dst, 0, 0, 0, x);
      else {
        int m = mark();
        int a = constPtr(p.addr);
        loadMem(a, 0, t, dst, true);
        release(m);
      }
      return dst;
    }
    case Place::kElem: {
      if (dst < 0) dst = alloc(t);
      if (t->isAggregate() && t->size < 8) break;
      Op op;
      switch (t->load) {
        case LoadKind::i8: op = Op::IdxLoadI8; break;
        case LoadKind::u8: op = Op::IdxLoadU8; break;
        case LoadKind::i16: op = Op::IdxLoadI16; break;
        case LoadKind::u16: op = Op::IdxLoadU16; break;
        case LoadKind::i32: op = Op::IdxLoadI32; break;
        case LoadKind::u32: op = Op::IdxLoadU32; break;
        case LoadKind::w64: op = Op::IdxLoad64; break;
        case LoadKind::two: op = Op::IdxLoad2; break;
        case LoadKind::three: op = Op::IdxLoad3; break;
        default: op = Op::Nop; break;
      }
      if (op == Op::Nop || t->nslots == 0) break;
      e_.indexTypes(p.bUnsigned);
      e_.emit(op, dst, p.a, p.b);
      return dst;
    }
    case Place::kPArr:
    case Place::kFArr: {
      if (dst < 0) dst = alloc(t);
      if (!t->isScalarSlot()) break;
      bool f = p.kind == Place::kFArr;
      Op op;
      switch (t->load) {
        case LoadKind::i8: op = f ? Op::FIdxLoadI8 : Op::PIdxLoadI8; break;
        case LoadKind::u8: op = f ? Op::FIdxLoadU8 : Op::PIdxLoadU8; break;
        case LoadKind::i16: op = f ? Op::FIdxLoadI16 : Op::PIdxLoadI16; break;
        case LoadKind::u16: op = f ? Op::FIdxLoadU16 : Op::PIdxLoadU16; break;
        case LoadKind::i32: op = f ? Op::FIdxLoadI32 : Op::PIdxLoadI32; break;
        case LoadKind::u32: op = f ? Op::FIdxLoadU32 : Op::PIdxLoadU32; break;
        default: op = f ? Op::FIdxLoad64 : Op::PIdxLoad64; break;
      }
      e_.indexTypes(p.bUnsigned);
      e_.emitX(op, dst, p.a, p.b, 0, static_cast<uint64_t>(p.len));
      return dst;
    }
    case Place::kMap: {
      if (dst < 0) dst = alloc(t);
      int m = mark();
      int e = mapGetPtr(p.map, p.a, p.b, -1);
      loadMem(e, 0, t, dst, true);
      release(m);
      return dst;
    }
    default: VOLE_UNREACHABLE("a blank place has no value");
  }
  int m = mark();
  int a = addressOf(p);
  loadMem(a, 0, t, dst, true);
  release(m);
  return dst;
}

void FuncCompiler::store(const Place& p, int src) {
  LType* t = p.type;
  switch (p.kind) {
    case Place::kBlank: return;
    case Place::kSlot: move(p.a, src, t); return;
    case Place::kFrame: {
      if (t->nslots == 0) return;
      if (t->isAggregate()) {
        int m = mark();
        int a = addressOf(p);
        e_.emitX(Op::StoreN, a, src, 0, 0, static_cast<uint64_t>(t->size));
        release(m);
        return;
      }
      Op op = t->size == 1 ? Op::FStore8 : t->size == 2 ? Op::FStore16 : t->size == 4 ? Op::FStore32 : Op::FStore64;
      e_.emitImm(op, 0, src, static_cast<int32_t>(p.off));
      return;
    }
    case Place::kMem: storeMem(p.a, p.off, src, t); return;
    case Place::kGlobal: {
      if (t->nslots == 0) return;
      if (t->cls == TypeClass::kPointer) {
        e_.emitX(Op::GStorePtr, 0, src, 0, 0, reinterpret_cast<uint64_t>(p.addr));
      } else if (t->isScalarSlot() && t->size == 8) {
        e_.emitX(Op::GStore64, 0, src, 0, 0, reinterpret_cast<uint64_t>(p.addr));
      } else {
        int m = mark();
        int a = constPtr(p.addr);
        storeMem(a, 0, src, t);
        release(m);
      }
      return;
    }
    case Place::kElem:
    case Place::kPArr:
    case Place::kFArr: {
      if (!t->isScalarSlot()) break;
      bool f = p.kind == Place::kFArr, pa = p.kind == Place::kPArr;
      Op op;
      if (t->cls == TypeClass::kPointer) {
        op = f ? Op::FIdxStore64 : pa ? Op::PIdxStorePtr : Op::IdxStorePtr;
      } else {
        switch (t->size) {
          case 1: op = f ? Op::FIdxStore8 : pa ? Op::PIdxStore8 : Op::IdxStore8; break;
          case 2: op = f ? Op::FIdxStore16 : pa ? Op::PIdxStore16 : Op::IdxStore16; break;
          case 4: op = f ? Op::FIdxStore32 : pa ? Op::PIdxStore32 : Op::IdxStore32; break;
          default: op = f ? Op::FIdxStore64 : pa ? Op::PIdxStore64 : Op::IdxStore64;
        }
      }
      e_.indexTypes(p.bUnsigned);
      if (p.kind == Place::kElem)
        e_.emit(op, p.a, p.b, src);
      else
        e_.emitX(op, p.a, p.b, src, 0, static_cast<uint64_t>(p.len));
      return;
    }
    case Place::kMap: {
      int m = mark();
      int e = mapAssignPtr(p.map, p.a, p.b);
      storeMem(e, 0, src, t);
      release(m);
      return;
    }
  }
  int m = mark();
  int a = addressOf(p);
  storeMem(a, 0, src, t);
  release(m);
}

void FuncCompiler::storeZero(const Place& p) {
  switch (p.kind) {
    case Place::kBlank: return;
    case Place::kSlot: zero(p.a, p.type); return;
    default: break;
  }
  int m = mark();
  if (p.type->nslots > 4 && p.kind != Place::kMap) {
    int a = addressOf(p);
    e_.emitX(Op::ZeroTyped, a, 0, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(p.type)));
  } else {
    int z = alloc(p.type);
    zero(z, p.type);
    store(p, z);
  }
  release(m);
}

// Copies the operands of a place that could be variables' own slots into temporaries, so that later assignments of
// the same statement do not change where it stores.
void FuncCompiler::freeze(Place& p) {
  auto copy = [&](int slot, int n, bool ptrFirst) {
    int s = allocN(n);
    if (ptrFirst) setPointer(s, true);
    moveSlots(s, slot, n);
    return s;
  };
  switch (p.kind) {
    case Place::kMem:
      if (!p.nonNil || p.off) p.a = copy(p.a, 1, true);
      break;
    case Place::kElem:
      p.a = copy(p.a, 3, true);
      p.b = copy(p.b, 1, false);
      break;
    case Place::kPArr:
      p.a = copy(p.a, 1, true);
      p.b = copy(p.b, 1, false);
      break;
    case Place::kFArr: p.b = copy(p.b, 1, false); break;
    case Place::kMap: {
      p.a = copy(p.a, 1, true);
      int k = alloc(p.map->key);
      move(k, p.b, p.map->key);
      p.b = k;
      break;
    }
    default: break;
  }
}

// The place e denotes. With forStore, index operands are evaluated but nothing is read.
Place FuncCompiler::place(Expr* e, bool forStore) {
  e = syntax::unparen(e);
  switch (e->kind) {
    case syntax::NodeKind::Name: {
      auto* n = e->to<Name>();
      if (n->sym->blank) return Place{};
      return placeOfVar(tree::asVar(n->obj));
    }
    case syntax::NodeKind::SelectorExpr: {
      auto* s = e->to<syntax::SelectorExpr>();
      if (!s->selection) return placeOfVar(tree::asVar(s->sel->obj));  // pkg.Var
      e_.setPos(e->pos);
      return selectPath(s, static_cast<int>(s->selection->index.size()));
    }
    case syntax::NodeKind::IndexExpr: {
      auto* ix = e->to<syntax::IndexExpr>();
      LType* xt = lt(ix->x);
      e_.setPos(e->pos);
      if (xt->under->kind == types::TypeKind::Map) {
        int m = expr(ix->x);
        int k = mapKey(ix->index, xt->key);
        return Place{.kind = Place::kMap, .type = xt->elem, .a = m, .b = k, .map = xt};
      }
      if (xt->cls == TypeClass::kSlice) {
        int s = expr(ix->x);
        int i = expr(ix->index);
        e_.setPos(e->pos);
        return Place{.kind = Place::kElem, .type = xt->elem, .a = s, .b = i, .bUnsigned = unsignedIndex(ix->index)};
      }
      if (xt->cls == TypeClass::kPointer) {  // pointer to array
        LType* at = xt->elem;
        int p = expr(ix->x);
        int i = expr(ix->index);
        e_.setPos(e->pos);
        return Place{.kind = Place::kPArr, .type = at->elem, .a = p, .b = i, .len = at->len, .bUnsigned = unsignedIndex(ix->index)};
      }
      // an array: addressable, or a value in a temporary
      Place base = place(ix->x, forStore);
      if (ix->index->constVal && (base.kind == Place::kSlot || base.kind == Place::kFrame || base.kind == Place::kMem ||
                                  base.kind == Place::kGlobal)) {
        int64_t k = tree::constInt(ix->index->constVal);
        int64_t off = k * xt->elem->size;
        Place p = base;
        p.type = xt->elem;
        switch (base.kind) {
          case Place::kMem: p.off += off; return p;
          case Place::kGlobal: p.addr = static_cast<const char*>(base.addr) + off; return p;
          default: {
            int64_t at = (base.kind == Place::kSlot ? int64_t{base.a} * 8 : base.off) + off;
            bool whole = at % 8 == 0 && xt->elem->size % 8 == 0;
            p.kind = whole ? Place::kSlot : Place::kFrame;
            p.a = static_cast<int>(at / 8);
            p.off = at;
            return p;
          }
        }
      }
      int i = expr(ix->index);
      e_.setPos(e->pos);
      return elemOf(base, xt, i, unsignedIndex(ix->index));
    }
    case syntax::NodeKind::Operation: {
      auto* o = e->to<syntax::Operation>();
      if (o->op == Operator::Mul && !o->y) {
        LType* t = lt(e);
        int p = expr(o->x);
        return deref(p, t);
      }
      break;
    }
    case syntax::NodeKind::CompositeLit: {
      // &T{}.f and the like: a fresh object
      LType* t = lt(e);
      int p = addressLit(e->to<syntax::CompositeLit>(), t, -1);
      return Place{.kind = Place::kMem, .type = t, .a = p, .nonNil = true};
    }
    default: break;
  }
  // A value that is no variable: it lives in a temporary.
  LType* t = lt(e);
  int v = expr(e);
  return placeOfValue(t, v);
}

Place FuncCompiler::placeOfValue(LType* t, int slot) {
  if (t->indirect()) return Place{.kind = Place::kMem, .type = t, .a = slot, .nonNil = true};
  return Place{.kind = Place::kSlot, .type = t, .a = slot};
}

// x.f with implicit dereferences and embedded fields: the first `steps` of the selection's path.
Place FuncCompiler::selectPath(syntax::SelectorExpr* e, int steps) {
  LType* t = lt(e->x);
  Place p;
  const auto& index = e->selection->index;
  if (t->cls == TypeClass::kPointer) {
    int v = expr(e->x);
    p = deref(v, t->elem);
    t = t->elem;
  } else {
    p = place(e->x);
  }
  for (int i = 0; i < steps; i++) {
    if (t->cls == TypeClass::kPointer) {  // an embedded *T
      int v = load(p);
      p = deref(v, t->elem);
      t = t->elem;
    }
    p = fieldOf(p, t, index[i]);
    t = p.type;
  }
  return p;
}

}  // namespace vole::vm
