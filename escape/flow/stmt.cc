// This file evaluates statements and assignments.
#include <fmt/format.h>

#include "escape/flow/graph.h"
#include "escape/ir/irtype.h"
#include "frontend/base/constant.h"
#include "frontend/types/predicates.h"

namespace vole::escape {

using namespace types;

bool isReflectHeaderData(Node* n);

// ---------------------------------------------------------------------------------------------
// Assignments that store nothing new

static bool sameSafe(Node* l, Node* r) {
  while (l->op == Op::ConvNop) l = l->x;
  while (r->op == Op::ConvNop) r = r->x;
  if (l->op != r->op) return false;
  if (l->type && r->type && !identical(l->type, r->type)) return false;
  switch (l->op) {
    case Op::Name: return l == r || (asName(l)->cls == Class::Extern && asName(l)->obj && asName(l)->obj == asName(r)->obj);
    case Op::Dot: case Op::DotPtr: return l->field == r->field && sameSafe(l->x, r->x);
    case Op::Deref: case Op::Not: case Op::BitNot: case Op::Plus: case Op::Neg: return sameSafe(l->x, r->x);
    case Op::Conv: return l->type && isBasic(l->type, IsNumeric | IsBoolean) && sameSafe(l->x, r->x);
    case Op::Index: case Op::IndexMap: case Op::Add: case Op::Sub: case Op::Or: case Op::Xor: case Op::Mul: case Op::Lsh: case Op::Rsh:
    case Op::And: case Op::AndNot: case Op::Div: case Op::Mod: return sameSafe(l->x, r->x) && sameSafe(l->y, r->y);
    case Op::Literal: return l->val && r->val && constant::equalValue(l->val, r->val);
    case Op::Nil: return true;
    default: return false;
  }
}

static bool mayAffectMemory(Node* n) {
  switch (n->op) {
    case Op::Name: case Op::Literal: case Op::Nil: return false;
    case Op::Add: case Op::Sub: case Op::Or: case Op::Xor: case Op::Mul: case Op::Lsh: case Op::Rsh: case Op::And: case Op::AndNot:
    case Op::Div: case Op::Mod: case Op::Index: return mayAffectMemory(n->x) || mayAffectMemory(n->y);
    case Op::ConvNop: case Op::Conv: case Op::Len: case Op::Cap: case Op::Not: case Op::BitNot: case Op::Plus: case Op::Neg:
    case Op::Dot: case Op::DotPtr: case Op::Deref: return mayAffectMemory(n->x);
    default: return true;
  }
}

static bool isSliceSelfAssign(Node* dst, Node* src) {
  if (dst->op != Op::Deref && dst->op != Op::DotPtr) return false;
  Name* d = asName(dst->x);
  if (!d) return false;
  switch (src->op) {
    case Op::Slice: case Op::Slice3: case Op::SliceStr: break;
    case Op::SliceArr: case Op::Slice3Arr:
      if (src->x->op == Op::Addr) return false;
      break;
    default: return false;
  }
  Node* b = src->x;
  if (b->op != Op::Deref && b->op != Op::DotPtr) return false;
  return asName(b->x) == d;
}

static bool isSelfAssign(Node* dst, Node* src) {
  if (isSliceSelfAssign(dst, src)) return true;
  if (dst->op != src->op) return false;
  switch (dst->op) {
    case Op::Dot: case Op::DotPtr: return sameSafe(dst->x, src->x);
    case Op::Index:
      if (mayAffectMemory(dst->y) || mayAffectMemory(src->y)) return false;
      return sameSafe(dst->x, src->x);
    default: return false;
  }
}

// ---------------------------------------------------------------------------------------------
// Assignments

Hole Batch::addr(Node* n) {
  if (!n || isBlank(n)) return discardHole();
  Hole k = heap();
  switch (n->op) {
    case Op::Name:
      if (asName(n)->cls == Class::Extern) break;
      k = hole(oldLoc(asName(n)));
      break;
    case Op::Dot: k = addr(n->x); break;
    case Op::Index:
      discard(n->y);
      if (asUnder<Array>(n->x->type)) {
        k = addr(n->x);
      } else {
        discard(n->x);
      }
      break;
    case Op::Deref: case Op::DotPtr: discard(n); break;
    case Op::IndexMap:
      discard(n->x);
      assignHeap(n->y, "key of map put", n);
      break;
    case Op::ConvNop: case Op::Conv: k = addr(n->x); break;
    default: discard(n); break;
  }
  return k;
}

std::vector<Hole> Batch::addrs(const Nodes& l) {
  std::vector<Hole> ks;
  ks.reserve(l.size());
  for (Node* n : l) ks.push_back(addr(n));
  return ks;
}

void Batch::assignHeap(Node* src, const char* why, Node* where) { expr(note(heap(), where, why), src); }

void Batch::assignTo(Hole k, Node* dst, Node* src, const char* why, Node* where) {
  if (dst && src) {
    if (dst->op == Op::DotPtr && isReflectHeaderData(dst)) {
      unsafeValue(note(heap(), where, why), src);
      return;
    }
    if (isSelfAssign(dst, src)) {
      warn(cur_, where->pos, fmt::format("{} ignoring self-assignment in {}", cur_->name, text(where)));
      k = discardHole();
    }
  }
  expr(note(k, where, why), src);
}

void Batch::assign(Node* dst, Node* src, const char* why, Node* where) {
  Hole k = addr(dst);
  assignTo(k, dst, src, why, where);
  reassigned(Holes(&k, 1), where);
}

void Batch::assignList(const Nodes& dsts, const Nodes& srcs, const char* why, Node* where) {
  std::vector<Hole> ks = addrs(dsts);
  for (size_t i = 0; i < ks.size(); i++) assignTo(ks[i], dsts[i], i < srcs.size() ? srcs[i] : nullptr, why, where);
  reassigned(ks, where);
}

void Batch::reassigned(Holes ks, Node* where) {
  if (where->op == Op::As && !where->y)
    if (Name* m = asName(where->x); m && !m->defn) return;
  for (const Hole& k : ks) {
    Location* l = k.dst;
    if (Name* m = asName(l->n); m && m->defn == where && where->op != Op::Range) continue;
    l->reassigned = true;
  }
}

// ---------------------------------------------------------------------------------------------
// Statements

void Batch::block(const Nodes& l) {
  int old = loopDepth_;
  stmts(l);
  loopDepth_ = old;
}

Hole Batch::dcl(Name* n) {
  Location* l = oldLoc(n);
  l->loopDepth = loopDepth_;
  return hole(l);
}

void Batch::stmt(Node* n) {
  if (!n) return;
  if (n->op == Op::For && n->ddd) {
    // Variables of the loop are new in each iteration: they belong inside.
    loopDepth_++;
    stmts(n->init);
    loopDepth_--;
  } else if (n->op == Op::Range && n->ddd) {
    loopDepth_++;
    stmts(n->init);
    loopDepth_--;
  } else {
    stmts(n->init);
  }
  switch (n->op) {
    default:
      // an expression whose value is not used
      if (n->op < Op::As) exprSkipInit(discardHole(), n);
      return;
    case Op::Fall: case Op::Branch: case Op::Goto: case Op::InlMark: case Op::DclType: return;
    case Op::Block: stmts(n->list); return;
    case Op::Dcl:
      if (!isBlank(n->x)) dcl(asName(n->x));
      return;
    case Op::Label:
      if (labels_)
        if (auto it = labels_->find(n->sym); it != labels_->end()) {
          if (it->second) loopDepth_++;
          labels_->erase(it);
        }
      return;
    case Op::If:
      discard(n->x);
      block(n->list);
      block(n->list2);
      return;
    case Op::For:
      loopDepth_++;
      discard(n->x);
      stmt(n->y);
      block(n->list);
      loopDepth_--;
      return;
    case Op::Range: {
      Location* tmp = newLoc(nullptr);
      expr(hole(tmp), n->x);
      loopDepth_++;
      Hole ks[2];
      ks[0] = addr(n->y);
      ks[1] = addr(n->z);
      if (asUnder<Array>(n->x->type)) {
        flow(note(ks[1], n, "range"), tmp);
      } else {
        flow(deref(ks[1], n, "range-deref"), tmp);
      }
      if (asUnder<Signature>(n->x->type)) {
        // What an iterator function hands out comes from anywhere.
        flow(note(ks[0], n, "range"), tmp);
      }
      reassigned(ks, n);
      block(n->list);
      loopDepth_--;
      return;
    }
    case Op::TypeSwitch: {
      std::vector<Hole> ks;
      if (n->def)
        for (Node* c : n->list) {
          Name* v = asName(c->x);
          if (!v) continue;
          Hole k = dcl(v);
          if (hasPointers(v->type)) ks.push_back(dotType(k, v->type, c, "switch case"));
        }
      expr(tee(ks), n->x);
      for (Node* c : n->list) {
        discards(c->list2);
        block(c->list);
      }
      return;
    }
    case Op::Switch:
      discard(n->x);
      for (Node* c : n->list) {
        discards(c->list2);
        block(c->list);
      }
      return;
    case Op::Select:
      for (Node* c : n->list) {
        stmt(c->x);
        block(c->list);
      }
      return;
    case Op::Recv: exprSkipInit(discardHole(), n); return;
    case Op::Send:
      discard(n->x);
      assignHeap(n->y, "send", n);
      return;
    case Op::As:
    case Op::AsOp: assign(n->x, n->y, "assign", n); return;
    case Op::As2: assignList(n->list, n->list2, "assign-pair", n); return;
    case Op::As2DotType: assignList(n->list, n->list2, "assign-pair-dot-type", n); return;
    case Op::As2MapR: assignList(n->list, n->list2, "assign-pair-mapr", n); return;
    case Op::As2Recv: case Op::SelRecv2: assignList(n->list, n->list2, "assign-pair-receive", n); return;
    case Op::As2Func: {
      if (n->list2.empty()) return;
      stmts(n->list2[0]->init);
      std::vector<Hole> ks = addrs(n->list);
      Holes results(ks);
      call(&results, n->list2[0]);
      reassigned(ks, n);
      return;
    }
    case Op::Return: {
      if (cur_->results.empty()) return;
      if (cur_->results.size() == 1) {
        assign(cur_->results[0], n->list.empty() ? nullptr : n->list[0], "return", n);
        return;
      }
      Nodes dsts(cur_->results.begin(), cur_->results.end());
      assignList(dsts, n->list, "return", n);
      return;
    }
    case Op::CallFunc: case Op::CallInter: case Op::InlCall: case Op::Close: case Op::Copy: case Op::Delete: case Op::Panic:
    case Op::Print: case Op::Println: case Op::Recover: case Op::Clear: call(nullptr, n); return;
    case Op::Go: case Op::Defer: goDefer(n); return;
  }
}

}  // namespace vole::escape
