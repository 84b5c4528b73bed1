// This file holds the passes over a lowered function that come before the analysis.
#include <unordered_map>

#include "escape/ir/irtype.h"
#include "escape/ir/world.h"
#include "frontend/base/constant.h"
#include "frontend/types/predicates.h"

namespace vole::escape {

// ---------------------------------------------------------------------------------------------
// Reassignment

static Node* outerValue(Node* n) {
  for (;;) {
    if (n->op == Op::Dot || n->op == Op::ConvNop) {
      n = n->x;
    } else if (n->op == Op::Index && n->x->type && types::asUnder<types::Array>(n->x->type)) {
      n = n->x;
    } else {
      return n;
    }
  }
}

static void markBody(Fn* fn) {
  anyOf(fn->body, [](Node* n) {
    auto assigned = [&](Node* x) {
      if (Name* m = asName(x); m && n != m->canonical->defn) m->canonical->reassigned = true;
    };
    switch (n->op) {
      case Op::As: assigned(n->x); break;
      case Op::As2: case Op::As2Func: case Op::As2MapR: case Op::As2DotType: case Op::As2Recv: case Op::SelRecv2:
        for (Node* x : n->list) assigned(x);
        break;
      case Op::Addr:
        if (Name* m = asName(outerValue(n->x))) m->canonical->reassigned = true;
        break;
      case Op::Closure:
        if (n->fn && n->fn->hidden) markBody(n->fn);
        break;
      default: break;
    }
    return false;
  });
}

void markReassigned(Fn* fn) {
  while (fn->outer) fn = fn->outer;
  if (fn->marked) return;
  fn->marked = true;
  markBody(fn);
}

static Node* staticValue1(Node* n) {
  Name* m = asName(n);
  if (!m || m->cls != Class::Auto || m->closureVar || !m->defn || !m->curfn) return nullptr;
  Node* rhs = nullptr;
  if (m->defn->op == Op::As) {
    rhs = m->defn->y;
  } else if (m->defn->op == Op::As2) {
    for (size_t i = 0; i < m->defn->list.size() && i < m->defn->list2.size(); i++)
      if (m->defn->list[i] == m) rhs = m->defn->list2[i];
  } else {
    return nullptr;
  }
  if (!rhs) return nullptr;
  markReassigned(m->curfn);
  return m->reassigned ? nullptr : rhs;
}

Node* staticValue(Node* n) {
  for (;;) {
    if (n->op == Op::ConvNop) {
      n = n->x;
      continue;
    }
    if (n->op == Op::InlCall && n->list2.size() == 1) {
      n = n->list2[0];
      continue;
    }
    Node* m = staticValue1(n);
    if (!m) return n;
    n = m;
  }
}

void scan(Fn* fn) {
  if (fn->scanned) return;
  fn->scanned = true;
  fn->jumps = false;
  fn->nodeCount = 0;
  fn->refs.clear();
  fn->ifaceCalls.clear();
  anyOf(fn->body, [fn](Node* n) {
    fn->nodeCount++;
    switch (n->op) {
      case Op::Name:
        if (asName(n)->cls == Class::Func && n->fn) fn->refs.push_back(n->fn);
        break;
      case Op::MethValue: case Op::MethExpr: case Op::Closure:
        if (n->fn) fn->refs.push_back(n->fn);
        break;
      case Op::CallInter: fn->ifaceCalls.push_back(n); break;
      case Op::Goto: fn->jumps |= !n->sym.starts_with(".i"); break;  // those of inlined returns lead forward
      default: break;
    }
    return false;
  });
}

// ---------------------------------------------------------------------------------------------
// Dead code

static bool isConst(const Node* n) { return n && n->op == Op::Literal && n->val; }
static bool isBool(const Node* n) { return isConst(n) && n->val->kind() == ConstKind::Bool; }
static bool boolOf(const Node* n) { return constant::boolVal(n->val); }

static Node* simplify(Node* n) {
  if (!n) return n;
  if (n->op == Op::AndAnd || n->op == Op::OrOr) {
    n->x = simplify(n->x);
    n->y = simplify(n->y);
    if (isBool(n->x)) return boolOf(n->x) == (n->op == Op::AndAnd) ? n->y : n->x;
  }
  return n;
}

static bool ends(const Nodes& l) {
  if (l.empty()) return false;
  Op op = l.back()->op;
  return op == Op::Return || op == Op::Panic;
}

static bool hasFall(const Nodes& l) {
  for (Node* n : l)
    if (n->op == Op::Fall) return true;
  return false;
}

static void deadSwitch(Node* n) {
  if (n->x && !isConst(n->x)) return;
  const ConstVal* x = n->x ? n->x->val : constant::makeBool(true);
  Node* def = nullptr;
  for (Node* c : n->list) {
    if (c->list2.empty()) {
      def = c;
      continue;
    }
    for (Node* e : c->list2) {
      if (!isConst(e)) return;
      if (x->kind() == e->val->kind() && constant::compare(x, constant::Op::Eql, e->val)) {
        if (hasFall(c->list)) return;
        c->list2 = {e};
        n->list = {c};
        return;
      }
    }
  }
  if (def) {
    if (hasFall(def->list)) return;
    n->list = {def};
    return;
  }
  n->list.clear();
}

static void deadStmts(Nodes& l) {
  int lastLabel = -1;
  for (size_t i = 0; i < l.size(); i++)
    if (l[i] && l[i]->op == Op::Label) lastLabel = static_cast<int>(i);
  for (size_t i = 0; i < l.size(); i++) {
    Node* n = l[i];
    if (!n) continue;
    bool cut = false;
    if (n->op == Op::If) {
      n->x = simplify(n->x);
      if (isBool(n->x)) {
        if (boolOf(n->x)) {
          n->list2.clear();
        } else {
          n->list.clear();
        }
        if (ends(boolOf(n->x) ? n->list : n->list2) && static_cast<int>(i) > lastLabel) cut = true;
      }
    }
    if (n->op == Op::Switch) deadSwitch(n);
    if (!n->init.empty()) deadStmts(n->init);
    switch (n->op) {
      case Op::Block: case Op::For: case Op::Range: deadStmts(n->list); break;
      case Op::If:
        deadStmts(n->list);
        deadStmts(n->list2);
        break;
      case Op::Select: case Op::Switch: case Op::TypeSwitch:
        for (Node* c : n->list) deadStmts(c->list);
        break;
      default: break;
    }
    if (cut) {
      l.resize(i + 1);
      break;
    }
  }
}

void deadcode(Fn* fn) {
  deadStmts(fn->body);
  if (fn->body.empty()) return;
  for (Node* n : fn->body) {
    if (!n->init.empty()) return;
    if (n->op == Op::If) {
      if (!isBool(n->x) || !n->list.empty() || !n->list2.empty()) return;
    } else if (n->op == Op::For) {
      if (!isBool(n->x) || boolOf(n->x)) return;
    } else {
      return;
    }
  }
  fn->body.resize(1);
  Node* b = fn->body[0];
  b->op = Op::Block;
  b->x = b->y = nullptr;
  b->list.clear();
}

// ---------------------------------------------------------------------------------------------
// Static initialisation

namespace {

bool sideEffects(Node* n) {
  return any(n, [](Node* m) {
    switch (m->op) {
      case Op::CallFunc: case Op::CallInter: case Op::InlCall: case Op::Recv: case Op::Closure: case Op::Index: case Op::IndexMap:
      case Op::Deref: case Op::DotPtr: case Op::Append: case Op::Copy: case Op::DotType: case Op::DotType2:
      case Op::MakeSlice: case Op::Slice: case Op::SliceArr: case Op::SliceStr: case Op::Slice3: case Op::Slice3Arr:
      case Op::MethValue: case Op::Recover: case Op::Panic: case Op::Close: case Op::Delete: case Op::Print: case Op::Println:
      case Op::UnsafeAdd: case Op::UnsafeSlice: case Op::Slice2ArrPtr: case Op::MinMax: case Op::Unsafe21: case Op::Clear:
        return true;
      case Op::Div: case Op::Mod: return !isConst(m->y) || constant::sign(m->y->val) == 0;
      case Op::MakeMap: case Op::MakeChan: return m->y && !isConst(m->y);
      default: return false;
    }
  });
}

class StaticInit {
 public:
  StaticInit(Pool& pool, Nodes& out) : pool_(pool), out_(out) {}

  void stmt(Node* n) {
    if (n->op == Op::As) {
      if (isBlank(n->x) && (!n->y || !sideEffects(n->y))) return;
      if (!isBlank(n->x) && assign(n->y)) return;
    }
    out_.push_back(n);
  }

 private:
  Pool& pool_;
  Nodes& out_;

  bool copy(Name* r) {
    if (r->cls == Class::Func) return true;
    if (r->cls != Class::Extern || !r->defn || r->defn->op != Op::As) return false;
    if (types::isString(r->type)) return false;
    Node* y = r->defn->y;
    if (!y) return false;
    while (y->op == Op::ConvNop) y = y->x;
    switch (y->op) {
      case Op::Name:
      case Op::MethExpr:
      case Op::Nil:
      case Op::Literal:
      case Op::SliceLit:
      case Op::ArrayLit:
      case Op::StructLit: return true;
      case Op::Addr: return asName(y->x) != nullptr;
      case Op::PtrLit: return true;
      default: return false;
    }
  }

  static bool staticLoc(Node* n) {
    for (;;) {
      if (Name* m = asName(n)) return m->cls == Class::Extern;
      if (n->op == Op::Dot) {
        n = n->x;
      } else if (n->op == Op::Index && types::asUnder<types::Array>(n->x->type) && isConst(n->y)) {
        n = n->x;
      } else {
        return false;
      }
    }
  }

  static bool isLit(Op op) {
    return op == Op::ArrayLit || op == Op::SliceLit || op == Op::MapLit || op == Op::StructLit;
  }

  void part(Node* v) {
    if (assign(v)) return;
    Name* tmp = &pool_.names.emplace_back(v->pos);
    tmp->cls = Class::Extern;
    tmp->text = ".stmp";
    tmp->type = v->type;
    Node* as = &pool_.nodes.emplace_back(Op::As, v->pos);
    as->x = tmp;
    as->y = v;
    out_.push_back(as);
  }

  void values(Node* lit) {
    for (Node* e : lit->list) {
      Node* v = e->op == Op::Key || e->op == Op::StructKey ? e->y : e;
      if (e->op == Op::StructKey && e->sym == "_") continue;
      if (v->op == Op::ArrayLit || v->op == Op::StructLit) {
        values(v);
      } else if (v->op != Op::Literal && v->op != Op::Nil) {
        part(v);
      }
    }
  }

  bool assign(Node* r) {
    if (!r) return true;
    while (r->op == Op::ConvNop) r = r->x;
    switch (r->op) {
      case Op::Name: return copy(asName(r));
      case Op::MethExpr:
      case Op::Nil:
      case Op::Literal: return true;
      case Op::Addr:
        if (staticLoc(r->x)) return true;
        [[fallthrough]];
      case Op::PtrLit:
        if (!isLit(r->x->op)) return false;
        part(r->x);
        return true;
      case Op::Str2Bytes: return isConst(r->x);
      case Op::SliceLit:
      case Op::ArrayLit:
      case Op::StructLit: values(r); return true;
      case Op::Closure: return r->fn->closureVars.empty() && r->init.empty();
      case Op::ConvIface: {
        Node* v = r;
        while (v->op == Op::ConvIface) v = v->x;
        if (isIface(v->type)) return v->op == Op::Nil;
        if (isDirectIface(v->type) && v->op == Op::Nil) return true;
        part(v);
        return true;
      }
      default: return false;
    }
  }
};

}  // namespace

Nodes dynamicInit(const Nodes& stmts, Pool& pool) {
  Nodes out;
  StaticInit s(pool, out);
  for (Node* n : stmts) s.stmt(n);
  return out;
}

}  // namespace vole::escape
