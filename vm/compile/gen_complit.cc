// This file compiles composite literals. A literal is built in place: in the frame for a value, in a new object for &T{...}.
#include "frontend/base/constant.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/compile/tree.h"

namespace vole::vm {

int FuncCompiler::compositeLit(syntax::CompositeLit* e, int dst) {
  LType* t = lt(e);
  e_.setPos(e->pos);
  if (t->under->kind == types::TypeKind::Map) return mapLit(e, t, dst);
  if (t->cls == TypeClass::kSlice) return sliceLit(e, t, dst);
  if (t->cls == TypeClass::kPointer && t->under->kind == types::TypeKind::Pointer)
    return addressLit(e, t->elem, dst);  // an elided &T inside another literal
  if (tooLarge(t)) {
    // Too large for the frame: build it on the heap, copy as a whole.
    if (dst < 0) dst = alloc(t);
    int m = mark();
    int p = addressLit(e, t, -1);
    if (t->indirect()) e_.emit(Op::Mov, dst, p);
    else loadMem(p, 0, t, dst, true);
    release(m);
    return dst;
  }
  if (dst < 0) dst = alloc(t);
  Place p{.kind = Place::kSlot, .type = t, .a = dst};
  compositeInto(e, t, p, false);
  return dst;
}

// An element: nested literals of structs and arrays are built in place, everything else is stored.
void FuncCompiler::elementInto(Expr* e, LType* t, const Place& p, bool zeroed) {
  auto* lit = syntax::as<syntax::CompositeLit>(syntax::unparen(e));
  if (lit && !e->constVal && t->isAggregate() && lt(lit) == t && p.kind != Place::kFrame) {
    compositeInto(lit, t, p, zeroed);
    return;
  }
  int m = mark();
  if (p.kind == Place::kSlot) {
    exprTo(e, t, p.a);
  } else if (!copyLarge(e, p, e->pos)) {
    int v = exprTo(e, t);
    e_.setPos(e->pos);
    store(p, v);
  }
  release(m);
}

// Builds a struct or array literal at p. zeroed: the memory there is zero already.
void FuncCompiler::compositeInto(syntax::CompositeLit* e, LType* t, const Place& p, bool zeroed) {
  if (++depth_ > 4000) {
    fail(e->pos, "composite literal is nested too deeply");
    depth_--;
    return;
  }
  bool full;
  if (t->cls == TypeClass::kStruct) {
    full = e->elemList.size() == t->fields.size();
    // Parts of slots share words with their neighbours and padding: start from zero.
    for (auto& f : t->fields) full = full && (f.offset % 8 == 0 && f.type->size % 8 == 0);
  } else {
    full = e->nkeys == 0 && static_cast<int64_t>(e->elemList.size()) == t->len && t->elem->size % 8 == 0;
  }
  if (!zeroed && !full) {
    storeZero(p);
    zeroed = true;
  }
  if (t->cls == TypeClass::kStruct) {
    auto* st = t->under->to<types::Struct>();
    for (size_t i = 0; i < e->elemList.size(); i++) {
      Expr* x = e->elemList[i];
      int index = static_cast<int>(i);
      if (auto* kv = x->as<syntax::KeyValueExpr>()) {
        auto* key = kv->key->as<Name>();
        index = types::fieldIndex(st->fields, pkg_, key->sym);
        x = kv->value;
      }
      LType* ft = t->fields[static_cast<size_t>(index)].type;
      if (st->fields[static_cast<uint32_t>(index)]->name->blank) {  // evaluated, but a blank field stays zero
        int m = mark();
        if (!x->constVal && !isNil(x)) exprTo(x, ft);
        if (!zeroed) storeZero(fieldOf(p, t, index));
        release(m);
        continue;
      }
      elementInto(x, ft, fieldOf(p, t, index), zeroed);
    }
  } else {
    int64_t at = 0;
    for (Expr* x : e->elemList) {
      if (auto* kv = x->as<syntax::KeyValueExpr>()) {
        at = tree::constInt(kv->key->constVal);
        x = kv->value;
      }
      int m = mark();
      Place q = p;
      q.type = t->elem;
      int64_t off = at * t->elem->size;
      switch (p.kind) {
        case Place::kMem: q.off += off; break;
        case Place::kGlobal: q.addr = static_cast<const char*>(p.addr) + off; break;
        default: {
          int64_t byte = (p.kind == Place::kSlot ? int64_t{p.a} * 8 : p.off) + off;
          bool whole = byte % 8 == 0 && t->elem->size % 8 == 0;
          q.kind = whole ? Place::kSlot : Place::kFrame;
          q.a = static_cast<int>(byte / 8);
          q.off = byte;
        }
      }
      elementInto(x, t->elem, q, zeroed);
      release(m);
      at++;
    }
  }
  depth_--;
}

// &T{...}: a pointer to a new object.
int FuncCompiler::addressLit(syntax::CompositeLit* e, LType* t, int dst) {
  if (dst < 0) dst = allocPtr();
  int m = mark();
  e_.setPos(e->pos);
  // The destination may be a variable that the literal's elements read: p = &T{next: p}.
  int p = allocPtr();
  if (t->isAggregate()) {
    newObject(e, t, p);
    compositeInto(e, t, Place{.kind = Place::kMem, .type = t, .a = p, .nonNil = true}, true);
  } else {
    // e's own type may be the pointer, where & was elided.
    int v = t->under->kind == types::TypeKind::Map ? mapLit(e, t, -1) : sliceLit(e, t, -1);
    newObject(e, t, p);
    storeMem(p, 0, v, t);
  }
  e_.emit(Op::Mov, dst, p);
  release(m);
  return dst;
}

int FuncCompiler::sliceLit(syntax::CompositeLit* e, LType* t, int dst) {
  if (dst < 0) dst = alloc(t);
  int64_t len = 0, at = 0;
  for (Expr* x : e->elemList) {
    if (auto* kv = x->as<syntax::KeyValueExpr>()) at = tree::constInt(kv->key->constVal);
    at++;
    len = std::max(len, at);
  }
  int m = mark();
  LType* arr = prog_.arrayOf(t->elem, len);
  int p = allocPtr();
  newObject(e, arr, p);
  compositeInto(e, arr, Place{.kind = Place::kMem, .type = arr, .a = p, .nonNil = true}, true);
  e_.setPos(e->pos);
  e_.emit(Op::Mov, dst, p);
  constInt(len, dst + 1);
  constInt(len, dst + 2);
  release(m);
  return dst;
}

int FuncCompiler::mapLit(syntax::CompositeLit* e, LType* t, int dst) {
  if (dst < 0) dst = allocPtr();
  int m = mark();
  int mp = allocPtr();
  int hint = constInt(static_cast<int64_t>(e->elemList.size()));
  e_.emitX(Op::MakeMap, mp, hint, 0, 0, reinterpret_cast<uint64_t>(rtypeOf(t)));
  // Constant entries come first, as gc has it: seen when a computed key equals a constant one.
  for (bool constant : {true, false}) {
    for (Expr* x : e->elemList) {
      auto* kv = x->to<syntax::KeyValueExpr>();
      if ((isConst(kv->key) && isConst(kv->value)) != constant) continue;
      int mk = mark();
      int k = mapKey(kv->key, t->key);
      int v = exprTo(kv->value, t->elem);
      e_.setPos(kv->pos);
      store(Place{.kind = Place::kMap, .type = t->elem, .a = mp, .b = k, .map = t}, v);
      release(mk);
    }
  }
  e_.emit(Op::Mov, dst, mp);
  release(m);
  return dst;
}

}  // namespace vole::vm
