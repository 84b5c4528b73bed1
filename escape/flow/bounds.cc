// This file finds the index expressions of arrays and constant strings whose index cannot be out of range whatever its
// variables hold: gc's back end says of each that it is not checked, once every function has been analysed.
#include "escape/flow/graph.h"
#include "frontend/base/constant.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

namespace vole::escape {

using namespace types;

namespace {

bool isIntLit(const Node* n) { return n->op == Op::Literal && n->val && n->type && isBasic(n->type, IsInteger | IsUntyped); }

// Constants of 32 bits are all that is looked at.
bool smallInt(const Node* n, int64_t* v) {
  return n->op == Op::Literal && n->val && constant::int64Val(constant::toInt(n->val), v) && *v == static_cast<int32_t>(*v);
}

// Is n, of whatever value its operands are, at least 0 and less than max?
bool bounded(const Node* n, int64_t max) {
  if (!n->type || !isBasic(n->type, IsInteger)) return false;
  bool isSigned = !isBasic(n->type, IsUnsigned);
  auto bits = static_cast<int>(8 * sizeOf(n->type));
  int64_t v;
  if (smallInt(n, &v)) return 0 <= v && v < max;
  switch (n->op) {
    case Op::And:
    case Op::AndNot: {
      int64_t mask = -1;
      if (smallInt(n->x, &v)) {
        mask = v;
      } else if (smallInt(n->y, &v)) {
        mask = v;
        if (n->op == Op::AndNot) {
          mask = ~v;
          if (!isSigned && bits < 64) mask &= (int64_t{1} << bits) - 1;
        }
      }
      if (0 <= mask && mask < max) return true;
      break;
    }
    case Op::Mod:
      if (!isSigned && smallInt(n->y, &v) && 0 <= v && v <= max) return true;
      break;
    case Op::Div:
      if (!isSigned && smallInt(n->y, &v))
        for (; bits > 0 && v >= 2; v >>= 1) bits--;
      break;
    case Op::Rsh:
      if (!isSigned && smallInt(n->y, &v)) {
        if (v > bits) return true;
        bits -= static_cast<int>(v);
      }
      break;
    default: break;
  }
  return !isSigned && bits <= 62 && (int64_t{1} << bits) <= max;
}

// Goes over one function as gc's walk does: operands first.
class BoundsWalk {
 public:
  explicit BoundsWalk(Sink& sink) : sink_(sink) {}

  void run(Fn* fn) {
    std::vector<Fn*> pending{fn};
    while (!pending.empty()) {
      Fn* f = pending.back();
      pending.pop_back();
      literals_.clear();
      list(f->body);
      pending.insert(pending.end(), literals_.begin(), literals_.end());
    }
  }

 private:
  Sink& sink_;
  std::vector<Fn*> literals_;

  void list(const Nodes& l) {
    for (Node* n : l) node(n);
  }

  void node(Node* n) {
    if (!n) return;
    list(n->init);
    switch (n->op) {
      case Op::Name: case Op::Literal: case Op::Nil: case Op::TypeExpr: case Op::MethExpr: return;
      case Op::Closure:
        if (!n->fn->closureVars.empty()) literals_.push_back(n->fn);
        return;
      case Op::Case:
        node(n->x);
        list(n->list2);
        list(n->list);
        return;
      default: break;
    }
    if (n->op == Op::Append) {
      for (Node* a : n->list) appended(a);
      return;
    }
    node(n->x);
    node(n->y);
    node(n->z);
    node(n->w);
    list(n->list);
    list(n->list2);
    if (n->op == Op::Index) index(n, n->y);
  }

  // Arguments of append are made safe from what append changes: the index of an element is computed beforehand, and of its
  // value only the type is known then.
  void appended(Node* n) {
    if (!n) return;
    if (n->op == Op::Index && n->init.empty()) {
      appended(n->x);
      node(n->y);
      Node computed(Op::Nop, n->y->pos);
      computed.type = n->y->type;
      bool simple = n->y->op == Op::Name || n->y->op == Op::Literal;
      index(n, simple ? n->y : &computed);
      return;
    }
    node(n);
  }

  void index(Node* n, const Node* at) {
    if (!n->x || !n->y || !n->x->type || isIntLit(n->y)) return;
    Type* t = n->x->type;
    if (auto* p = asUnder<Pointer>(t)) t = p->base;
    int64_t len;
    if (auto* a = asUnder<Array>(t)) {
      len = a->len;
    } else if (n->x->op == Op::Literal && n->x->val && n->x->val->kind() == ConstKind::String) {
      len = static_cast<int64_t>(constant::stringVal(n->x->val).size());
    } else {
      return;
    }
    if (bounded(at, len)) sink_.line(sink_.at(n->pos) + ": index bounds check elided");
  }
};

}  // namespace

void reportBounds(World& w, Sink& sink) {
  for (size_t i = 0; i < w.decls().size(); i++) {
    Fn* fn = w.decls()[i];
    // A literal that captures something belongs to the function it stands in.
    if (!fn->report || fn->name == "_" || (fn->literal && !fn->closureVars.empty())) continue;
    BoundsWalk(sink).run(fn);
  }
}

}  // namespace vole::escape
