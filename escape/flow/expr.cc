// This file evaluates expressions: what flows from them to the hole they are in.
#include "escape/flow/graph.h"
#include "escape/ir/irtype.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

namespace vole::escape {

using namespace types;

void Batch::expr(Hole k, Node* n) {
  if (!n) return;
  stmts(n->init);
  exprSkipInit(k, n);
}

static bool isUintptrType(Type* t) { return t && types::isUintptr(t); }

// reflect.SliceHeader.Data and reflect.StringHeader.Data hold pointers although their type says otherwise.
bool isReflectHeaderData(Node* n) {
  if (!n || (n->op != Op::Dot && n->op != Op::DotPtr) || n->sym != "Data" || !isUintptrType(n->type)) return false;
  Type* t = n->x->type;
  if (n->op == Op::DotPtr)
    if (auto* p = asUnder<Pointer>(t)) t = p->base;
  auto* named = as<Named>(t);
  if (!named || !named->obj->pkg || named->obj->pkg->path != "reflect") return false;
  std::string_view s = named->obj->name->str();
  return s == "SliceHeader" || s == "StringHeader";
}

// The code generator may keep a copy of such a value on the heap. What it points at must not lie in a frame then.
bool isLargeValue(Type* t) {
  return t && t->kind != TypeKind::Tuple && !isUntyped(t) && hasPointers(t) && sizeOf(t) > kLargeValue;
}

void Batch::exprSkipInit(Hole k, Node* n) {
  if (!n) return;
  if (k.derefs >= 0 && n->type && !isUntyped(n->type) && !hasPointers(n->type)) k.dst = &blank_;

  if (w_.mustEscape && k.dst != &blank_ && isLargeValue(n->type)) {
    Hole both[] = {k, heap()};
    k = tee(both);
  }

  switch (n->op) {
    default: return;

    case Op::Name: {
      auto* m = static_cast<Name*>(n);
      if (m->cls == Class::Func || m->cls == Class::Extern || m->cls == Class::Blank) return;
      flow(k, oldLoc(m));
      return;
    }
    case Op::Plus: case Op::Neg: case Op::BitNot: case Op::Not: case Op::Recv:
      discard(n->x);
      return;
    case Op::Add: case Op::Sub: case Op::Or: case Op::Xor: case Op::Mul: case Op::Div: case Op::Mod: case Op::Lsh: case Op::Rsh:
    case Op::And: case Op::AndNot: case Op::Eq: case Op::Ne: case Op::Lt: case Op::Le: case Op::Gt: case Op::Ge: case Op::AndAnd:
    case Op::OrOr: case Op::IndexMap:
      discard(n->x);
      discard(n->y);
      return;
    case Op::Addr: expr(addrOf(k, n, "address-of"), n->x); return;
    case Op::Deref: expr(deref(k, n, "indirection"), n->x); return;
    case Op::Dot: case Op::DotInter: expr(note(k, n, "dot"), n->x); return;
    case Op::DotPtr: expr(deref(k, n, "dot of pointer"), n->x); return;
    case Op::DotType: case Op::DotType2: expr(dotType(k, n->type, n, "dot"), n->x); return;
    case Op::Index:
      if (asUnder<Array>(n->x->type)) {
        expr(note(k, n, "fixed-array-index-of"), n->x);
      } else {
        expr(deref(k, n, "dot of pointer"), n->x);
      }
      discard(n->y);
      return;
    case Op::Slice: case Op::Slice3: case Op::SliceArr: case Op::Slice3Arr: case Op::SliceStr:
      expr(note(k, n, "slice"), n->x);
      discard(n->y);
      discard(n->z);
      discard(n->w);
      return;
    case Op::Conv: case Op::ConvNop:
      if (isUnsafePointer(n->type) && isUintptrType(n->x->type)) {
        unsafeValue(k, n->x);
      } else {
        expr(k, n->x);
      }
      return;
    case Op::ConvIface: case Op::ConvIdata:
      if (!isIface(n->x->type) && !isDirectIface(n->x->type)) k = spill(k, n);
      expr(note(k, n, "interface-converted"), n->x);
      return;
    case Op::Eface: expr(k, n->y); return;
    case Op::Slice2ArrPtr: expr(k, n->x); return;

    case Op::CallFunc: case Op::CallInter: case Op::InlCall: case Op::Len: case Op::Cap: case Op::Complex: case Op::Real:
    case Op::Imag: case Op::Append: case Op::Copy: case Op::Recover: case Op::UnsafeAdd: case Op::UnsafeSlice: case Op::MinMax:
    case Op::Unsafe21: {
      Holes ks(&k, 1);
      call(&ks, n);
      return;
    }

    case Op::New: spill(k, n); return;
    case Op::MakeSlice:
      spill(k, n);
      discard(n->y);
      discard(n->z);
      return;
    case Op::MakeChan: discard(n->y); return;
    case Op::MakeMap:
      spill(k, n);
      discard(n->y);
      return;

    case Op::MethValue: {
      Hole closure = spill(k, n);
      Hole param = heap();
      if (n->fn && n->fn->recv) {
        std::vector<Hole> results(n->fn->resultTypes.size(), heap());
        Holes ks(results);
        param = tagHole(&ks, n->fn, *n->fn->recv);
      }
      Hole both[] = {param, closure};
      expr(tee(both), n->x);
      return;
    }
    case Op::PtrLit: expr(spill(k, n), n->x); return;
    case Op::ArrayLit:
      for (Node* e : n->list) expr(note(k, n, "array literal element"), e->op == Op::Key ? e->y : e);
      return;
    case Op::SliceLit:
      k = spill(k, n);
      for (Node* e : n->list) expr(note(k, n, "slice-literal-element"), e->op == Op::Key ? e->y : e);
      return;
    case Op::StructLit:
      for (Node* e : n->list) expr(note(k, n, "struct literal element"), e->y);
      return;
    case Op::MapLit:
      spill(k, n);
      for (Node* e : n->list) {
        assignHeap(e->x, "map literal key", n);
        assignHeap(e->y, "map literal value", n);
      }
      return;
    case Op::Closure: {
      k = spill(k, n);
      closures_.push_back({k, n});
      Fn* fn = n->fn;
      if (fn->hidden) {
        for (Name* v : fn->closureVars) {
          Location* l = oldLoc(v);
          if (!l->captured) {
            l->captured = true;
            // Assignments before the first capture, outside loops, do not count.
            if (l->loopDepth == loopDepth_) l->reassigned = false;
          }
        }
        Fn* save = cur_;
        int depth = loopDepth_;
        auto* labels = labels_;
        walkFunc(fn);
        cur_ = save;
        loopDepth_ = depth;
        labels_ = labels;
      }
      return;
    }
    case Op::Runes2Str: case Op::Bytes2Str: case Op::Str2Runes: case Op::Str2Bytes: case Op::RuneStr:
      spill(k, n);
      discard(n->x);
      return;
    case Op::AddStr:
      spill(k, n);
      discards(n->list);
      return;
  }
}

// uintptr arithmetic: looks for pointers that were turned into integers.
void Batch::unsafeValue(Hole k, Node* n) {
  stmts(n->init);
  switch (n->op) {
    case Op::Conv: case Op::ConvNop:
      if (isUnsafePointer(n->x->type)) {
        expr(k, n->x);
      } else {
        discard(n->x);
      }
      return;
    case Op::DotPtr:
      if (isReflectHeaderData(n)) {
        expr(deref(k, n, "reflect.Header.Data"), n->x);
      } else {
        discard(n->x);
      }
      return;
    case Op::Plus: case Op::Neg: case Op::BitNot: unsafeValue(k, n->x); return;
    case Op::Add: case Op::Sub: case Op::Or: case Op::Xor: case Op::Mul: case Op::Div: case Op::Mod: case Op::And: case Op::AndNot:
      unsafeValue(k, n->x);
      unsafeValue(k, n->y);
      return;
    case Op::Lsh: case Op::Rsh:
      unsafeValue(k, n->x);
      discard(n->y);
      return;
    default: exprSkipInit(discardHole(), n); return;
  }
}

}  // namespace vole::escape
