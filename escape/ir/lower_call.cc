// This file lowers calls, calls of built-in functions, conversions.
#include <fmt/format.h>

#include "escape/ir/lower.h"
#include "frontend/base/constant.h"
#include "frontend/base/intern.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

namespace vole::escape {

using namespace types;
using syntax::NodeKind;

static bool callOrChan(Op op) {
  switch (op) {
    case Op::Append: case Op::CallFunc: case Op::CallInter: case Op::Cap: case Op::Close: case Op::Complex:
    case Op::Copy: case Op::Delete: case Op::Imag: case Op::Len: case Op::MakeChan: case Op::MakeMap:
    case Op::MakeSlice: case Op::Panic: case Op::Print: case Op::Println: case Op::Real: case Op::Recover:
    case Op::Recv: case Op::UnsafeAdd: case Op::UnsafeSlice: case Op::MinMax: case Op::Clear: case Op::Unsafe21:
      return true;
    default: return false;
  }
}

// The dictionary an instance is called with: no pointers the analysis would follow.
Node* Lower::dictionary(Pos p, Fn* inst, Node* fun) {
  Node* n = typed(Op::Literal, p, Typ[BasicKind::Uintptr]);
  std::string text = ".dict";
  if (inst && env.empty()) {
    std::vector<Type*> targs;
    if (fun->op == Op::MethValue) {
      bool ptr;
      if (auto* t = as<Named>(types::deref(fun->x->type, &ptr)))
        for (Type* a : t->targs()) targs.push_back(a);
    } else {
      targs.assign(fun->list2.size(), nullptr);
      for (size_t i = 0; i < fun->list2.size(); i++) targs[i] = fun->list2[i]->type;
    }
    std::string name = inst->name;
    size_t open = name.find('[');
    if (open != std::string::npos) {
      size_t close = name.find(").", open);
      if (close == std::string::npos) close = name.find("].", open) == std::string::npos ? name.size() : name.find("].", open) + 1;
      name = name.substr(0, open) + targsText(targs) + name.substr(close);
    }
    text = "&.dict." + name;
  }
  n->sym = intern(text)->str();
  return n;
}

Node* Lower::call(syntax::CallExpr* e, Type* t) {
  syntax::Expr* fe = syntax::unparen(e->fun);
  Pos p = e->pos;
  if (fe->mode == typexpr) {
    Type* to = ty(fe->type);
    syntax::Expr* from = e->argList.size() ? syntax::unparen(e->argList[0]) : nullptr;
    Node* n = conversion(p, to, expr(from), false);
    Node* box = n->op == Op::Eface ? n->y : n;
    if (box->op == Op::ConvIface || box->op == Op::ConvIdata) box->site = boxSite(from);
    return n;
  }
  if (fe->mode == types::builtin) {
    Object* o = nullptr;
    if (auto* n = fe->as<syntax::Name>()) o = n->obj;
    if (auto* s = fe->as<syntax::SelectorExpr>()) o = s->sel->obj;
    auto* b = o ? o->as<Builtin>() : nullptr;
    if (b) return this->builtin(e, b->id, t);
  }
  Node* fun = callee(fe);
  Nodes args = exprs(e->argList);
  Node* n = typed(Op::CallFunc, p, t);
  n->ddd = e->hasDots;
  n->list = std::move(args);
  if (auto* tup = as<Tuple>(t); tup && tup->vars.size() == 1) n->type = tup->vars[0]->type;
  n->x = fun;
  if (fun->op == Op::MethValue && fun->sub == Op::TypeExpr) {
    // x.M(...) with x of type parameter type: a call through the dictionary.
    base_ = p;
    auto* sig = asUnder<Signature>(fun->type);
    multiValue(n, n->list);
    if (sig) convertArgs(sig, n->ddd, n->list, {});
    Node* dict = mk(Op::Literal, fun->pos);
    dict->type = fun->type;
    dict->sym = intern("(" + typeText(fun->type, w_.local()) + ")(.dict)")->str();
    n->list.push_front(fun->x);
    n->x = dict;
    return n;
  }
  finishCall(n, e->argList);
  return n;
}

void Lower::finishCall(Node* n, List<syntax::Expr*> from) {
  Node* fun = n->x;
  auto* sig = asUnder<Signature>(fun->type);
  if (!sig)
    if (Type* c = coreType(fun->type)) sig = as<Signature>(c);
  base_ = n->pos;
  // A callee with calls in it is evaluated into a temporary first; new has no effects and stays.
  Node** np = fun->op == Op::MethValue ? &fun->x : &n->x;
  if ((*np)->type && any(*np, [](Node* x) { return callOrChan(x->op); })) {
    Name* tmp = temp(base_, (*np)->type);
    Node* as = mk(Op::As, base_);
    as->x = tmp;
    as->y = *np;
    as->def = true;
    tmp->defn = as;
    *np = tmp;
    n->init.push_back(as);
  }
  multiValue(n, n->list);
  Fn* inst = (fun->op == Op::Nop || fun->op == Op::MethValue) && fun->fn && fun->fn->instance ? fun->fn : nullptr;
  if (sig) convertArgs(sig, n->ddd, n->list, from);
  if (inst) {
    if (fun->op == Op::MethValue) n->list.push_front(fun->x);
    n->list.push_front(dictionary(n->pos, inst, fun));
    n->x = inst->nname;
    return;
  }
  if (fun->op != Op::MethValue) return;
  if (isIface(fun->x->type)) {
    fun->op = Op::DotInter;
    n->op = Op::CallInter;
    return;
  }
  // t.M(args) becomes T.M(t, args).
  Node* m = typed(Op::MethExpr, fun->pos, fun->type);
  m->x = typed(Op::TypeExpr, fun->pos, fun->x->type);
  m->sym = fun->sym;
  m->method = fun->method;
  m->fn = fun->fn;
  m->implicit = true;
  n->list.push_front(fun->x);
  n->x = m;
}

// f(g()) with g of several results: the results go to temporaries.
void Lower::multiValue(Node* n, Nodes& args) {
  if (n->ddd || args.size() != 1) return;
  auto* tup = as<Tuple>(args[0]->type);
  if (!tup || args[0]->op == Op::IndexMap || args[0]->op == Op::Recv || args[0]->op == Op::DotType) return;
  Node* o = mk(n->op, n->pos);
  *o = *n;
  n->orig = o;
  Node* as = mk(Op::As2Func, base_);
  Nodes list;
  for (Var* v : tup->vars) {
    Name* tmp = temp(base_, ty(v->type));
    Node* d = mk(Op::Dcl, base_);
    d->x = tmp;
    as->init.push_back(d);
    as->list.push_back(tmp);
    list.push_back(tmp);
  }
  as->list2.push_back(args[0]);
  n->init.push_back(as);
  args = std::move(list);
}

void Lower::convertArgs(Signature* sig, bool ddd, Nodes& args, List<syntax::Expr*> from) {
  auto src = [&](uint32_t k) -> const syntax::Expr* { return from.size() == args.size() ? from[k] : nullptr; };
  Pos save = base_;
  uint32_t np = tupleLen(sig->params), i = 0;
  for (uint32_t k = 0; k < np; k++) {
    Type* t = ty(sig->params->vars[k]->type);
    if (sig->variadic && k + 1 == np) {
      if (ddd) {
        if (i < args.size()) {
          setPos(args[i]);
          args[i] = convert(args[i], t, src(i));
        }
        break;
      }
      auto* s = asUnder<types::Slice>(t);
      for (; i < args.size(); i++) {
        setPos(args[i]);
        if (s) args[i] = convert(args[i], s->elem, src(i));
      }
      break;
    }
    if (i >= args.size()) break;
    setPos(args[i]);
    args[i] = convert(args[i], t, src(i));
    i++;
  }
  base_ = save;
}

Node* Lower::conversion(Pos p, Type* to, Node* x, bool implicit) {
  Op op = x->op == Op::Nil || (x->type && isUntyped(x->type) && x->op == Op::Nil) ? Op::ConvNop : convertOp(x->type, to);
  if (op == Op::ConvIface && hasShape(x->type) && !isIface(x->type)) {
    Node* data = typed(Op::ConvIdata, p, Typ[BasicKind::UnsafePointer]);
    data->x = x;
    Node* n = typed(Op::Eface, p, to);
    n->y = data;
    n->x = dictionary(p, nullptr, nullptr);
    return n;
  }
  Node* n = typed(op, p, to);
  n->x = x;
  n->implicit = implicit;
  if (op == Op::ConvNop && x->type && (isBasic(to, IsFloat) || isBasic(to, IsComplex))) n->op = Op::Conv;
  if (op == Op::Str2Runes && x->op == Op::Literal && x->val && x->val->kind() == ConstKind::String) {
    // []rune of a constant is a slice literal.
    Node* lit = typed(Op::SliceLit, base_, to);
    size_t count = 0;
    for (unsigned char c : constant::stringVal(x->val))
      if ((c & 0xC0) != 0x80) count++;
    for (size_t i = 0; i < count; i++) {
      Node* k = mk(Op::Key, base_);
      k->y = typed(Op::Literal, base_, Typ[BasicKind::Int32]);
      k->x = typed(Op::Literal, base_, Typ[BasicKind::Int]);
      lit->list.push_back(k);
    }
    return lit;
  }
  if (op == Op::Bytes2Str || op == Op::Runes2Str) {
    auto* s = asUnder<types::Slice>(x->type);
    if (s && s->elem->kind == TypeKind::Named) {
      Node* c = typed(Op::ConvNop, x->pos, newSlice(op == Op::Bytes2Str ? universeByte : universeRune));
      c->x = x;
      n->x = c;
    }
  }
  return n;
}

Node* Lower::builtin(syntax::CallExpr* e, BuiltinId id, Type* t) {
  Pos p = e->pos;
  if (id == BuiltinId::Make || id == BuiltinId::New) {
    // The first argument is a type.
    Type* at = ty(syntax::unparen(e->argList[0])->type);
    Node* tn = typed(Op::TypeExpr, e->argList[0]->pos, at);
    Node* n = typed(Op::New, p, t);
    if (id == BuiltinId::New) {
      n->x = tn;
      n->type = newPointer(at);
      return n;
    }
    Nodes args;
    for (uint32_t i = 1; i < e->argList.size(); i++) args.push_back(expr(e->argList[i]));
    Type* core = coreType(at);
    n->type = at;
    n->op = as<Map>(core) ? Op::MakeMap : as<Chan>(core) ? Op::MakeChan : Op::MakeSlice;
    n->y = args.size() ? args[0] : nullptr;
    n->z = args.size() > 1 && n->op == Op::MakeSlice ? args[1] : nullptr;
    if (!n->y) {
      n->y = typed(Op::Literal, p, Typ[BasicKind::UntypedInt]);
      n->y->implicit = true;
    }
    return n;
  }
  Nodes args = exprs(e->argList);
  Node* n = typed(Op::Len, p, t);
  n->ddd = e->hasDots;
  auto unary = [&](Op op) {
    n->op = op;
    multiValue(n, args);
    n->x = args.empty() ? nullptr : args[0];
  };
  auto binary = [&](Op op) {
    n->op = op;
    n->list = args;
    multiValue(n, args);
    n->list.clear();
    n->x = args.size() ? args[0] : nullptr;
    n->y = args.size() > 1 ? args[1] : nullptr;
    n->orig = nullptr;
    n->ddd = false;
  };
  auto list = [&](Op op) {
    n->op = op;
    n->list = args;
    multiValue(n, n->list);
  };
  switch (id) {
    case BuiltinId::Append: {
      list(Op::Append);
      if (n->list.empty()) return n;
      auto* s = as<types::Slice>(coreType(n->list[0]->type));
      if (!s) return n;
      if (n->ddd) {
        if (n->list.size() > 1 && !isString(n->list[1]->type)) n->list[1] = convert(n->list[1], under(n->list[0]->type));
        return n;
      }
      for (uint32_t i = 1; i < n->list.size(); i++) n->list[i] = convert(n->list[i], s->elem);
      return n;
    }
    case BuiltinId::Delete: {
      list(Op::Delete);
      if (auto* m = n->list.size() ? as<Map>(coreType(n->list[0]->type)) : nullptr; m && n->list.size() > 1)
        n->list[1] = convert(n->list[1], m->key);
      return n;
    }
    case BuiltinId::Print: list(Op::Print); return n;
    case BuiltinId::Println: list(Op::Println); return n;
    case BuiltinId::Recover: n->op = Op::Recover; return n;
    case BuiltinId::Len:
    case BuiltinId::Cap:
      unary(id == BuiltinId::Len ? Op::Len : Op::Cap);
      if (n->x)
        if (auto* ptr = asUnder<Pointer>(n->x->type); ptr && asUnder<Array>(ptr->base)) {
          Node* star = typed(Op::Deref, base_, ptr->base);
          star->implicit = true;
          star->x = n->x;
          n->x = star;
        }
      return n;
    case BuiltinId::Close: unary(Op::Close); return n;
    case BuiltinId::Real: unary(Op::Real); return n;
    case BuiltinId::Imag: unary(Op::Imag); return n;
    case BuiltinId::Panic:
      unary(Op::Panic);
      n->x = convert(n->x, &types::emptyInterface);
      return n;
    case BuiltinId::Complex: binary(Op::Complex); return n;
    case BuiltinId::Copy: binary(Op::Copy); return n;
    case BuiltinId::Add: binary(Op::UnsafeAdd); return n;
    case BuiltinId::Slice: binary(Op::UnsafeSlice); return n;
    case BuiltinId::Min:
    case BuiltinId::Max:
      list(Op::MinMax);
      n->sym = id == BuiltinId::Min ? "min" : "max";
      return n;
    case BuiltinId::Clear:
      list(Op::Clear);
      n->sym = "clear";
      return n;
    case BuiltinId::SliceData:
    case BuiltinId::String:
    case BuiltinId::StringData:
      list(Op::Unsafe21);
      n->sym = id == BuiltinId::String ? "unsafe.String" : id == BuiltinId::SliceData ? "unsafe.SliceData" : "unsafe.StringData";
      return n;
    default:  // Sizeof and the like of type parameters: no flow
      n->op = Op::Len;
      n->x = args.size() ? args[0] : nullptr;
      return n;
  }
}

}  // namespace vole::escape
