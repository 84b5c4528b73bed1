// This file checks calls of package unsafe's functions.
#include <unordered_map>

#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

Signature* makeSig(Type* res, std::initializer_list<Type*> args) {
  List<Var*> params = typeArena().newList<Var*>(args.size());
  uint32_t i = 0;
  for (Type* t : args) params[i++] = newParam(Pos(), nullptr, emptySym(), defaultType(t));
  return newSignature(nullptr, newTuple(params), newTuple({newParam(Pos(), nullptr, emptySym(), res)}), false);
}

// Does t's size depend on type parameters?
bool varSize(Type* t, std::unordered_map<Named*, bool>* seen) {
  auto* named = as<Named>(t);
  if (named) {
    auto [it, fresh] = seen->try_emplace(named, true);  // a cycle counts as dependent until it is known
    if (!fresh) return it->second;
  }
  bool r = false;
  Type* u = under(t);
  if (auto* a = as<Array>(u)) {
    r = varSize(a->elem, seen);
  } else if (auto* s = as<Struct>(u)) {
    for (Var* f : s->fields) r = r || varSize(f->type, seen);
  } else if (u->is<Interface>()) {
    r = isTypeParam(t);
  }
  if (named) (*seen)[named] = r;
  return r;
}

}  // namespace

bool Checker::hasVarSize(Type* t) {
  std::unordered_map<Named*, bool> seen;
  return varSize(t, &seen);
}

bool Checker::builtinUnsafe(operand* x, syntax::CallExpr* call, BuiltinId id,
                            const std::vector<operand*>& args) {
  Type* uintptr = Typ[BasicKind::Uintptr];
  std::string_view name = predeclaredFuncs[static_cast<int>(id)].name;
  int since = predeclaredFuncs[static_cast<int>(id)].minVersion;
  if (since > 0 && !allowVersion(pkg, since)) {
    versionErrorf(call->fun, fmt::format("go1.{}", since), "unsafe.{}", name);
    return false;
  }
  switch (id) {
    case BuiltinId::Add: {
      assignment(x, Typ[BasicKind::UnsafePointer], "argument to unsafe.Add");
      if (x->mode == invalid) return false;
      if (!isValidIndex(args[1], "length", true)) return false;
      x->mode = value;
      x->type = Typ[BasicKind::UnsafePointer];
      recordBuiltinType(call->fun, makeSig(x->type, {x->type, args[1]->type}));
      return true;
    }
    case BuiltinId::Alignof:
    case BuiltinId::Sizeof: {
      bool isSize = id == BuiltinId::Sizeof;
      assignment(x, nullptr, isSize ? "argument to unsafe.Sizeof" : "argument to unsafe.Alignof");
      if (x->mode == invalid) return false;
      if (hasVarSize(x->type)) {
        x->mode = value;
        recordBuiltinType(call->fun, makeSig(uintptr, {x->type}));
      } else {
        x->mode = constant_;
        x->val = constant::makeInt64(isSize ? sizeOf(x->type) : alignOf(x->type));
      }
      x->type = uintptr;
      return true;
    }
    case BuiltinId::Offsetof: return builtinOffsetof(x, call);
    case BuiltinId::Slice: {
      auto* p = asUnder<Pointer>(x->type);
      if (!p) {
        errorf(x, "invalid argument: {} is not a pointer", x);
        return false;
      }
      if (!isValidIndex(args[1], "length", false)) return false;
      x->mode = value;
      x->type = newSlice(p->base);
      recordBuiltinType(call->fun, makeSig(x->type, {p, args[1]->type}));
      return true;
    }
    case BuiltinId::SliceData: {
      auto* s = asUnder<Slice>(x->type);
      if (!s) {
        errorf(x, "invalid argument: {} is not a slice", x);
        return false;
      }
      x->mode = value;
      x->type = newPointer(s->elem);
      recordBuiltinType(call->fun, makeSig(x->type, {s}));
      return true;
    }
    case BuiltinId::String: {
      assignment(x, newPointer(universeByte), "argument to unsafe.String");
      if (x->mode == invalid) return false;
      if (!isValidIndex(args[1], "length", false)) return false;
      Type* arg = x->type;
      x->mode = value;
      x->type = Typ[BasicKind::String];
      recordBuiltinType(call->fun, makeSig(x->type, {arg, args[1]->type}));
      return true;
    }
    case BuiltinId::StringData:
      assignment(x, Typ[BasicKind::String], "argument to unsafe.StringData");
      if (x->mode == invalid) return false;
      x->mode = value;
      x->type = newPointer(universeByte);
      recordBuiltinType(call->fun, makeSig(x->type, {Typ[BasicKind::String]}));
      return true;
    default: VOLE_UNREACHABLE("unknown built-in function");
  }
}

bool Checker::builtinOffsetof(operand* x, syntax::CallExpr* call) {
  Type* uintptr = Typ[BasicKind::Uintptr];
  syntax::Expr* arg0 = call->argList[0];
  auto* selx = syntax::as<syntax::SelectorExpr>(syntax::unparen(arg0));
  if (!selx) {
    errorf(arg0, "invalid argument: {} is not a selector expression", arg0);
    use1(arg0);
    return false;
  }
  expr(x, selx->x);
  if (x->mode == invalid) return false;
  Type* base = derefStructPtr(x->type);
  Sym sel = selx->sel->sym;
  std::vector<int> index;
  bool indirect;
  Object* obj = lookupFieldOrMethod(base, false, pkg, sel, false, &index, &indirect);
  if (!obj) {
    errorf(x, "invalid argument: {} has no single field {}", base, sel);
    return false;
  }
  if (obj->is<Func>()) {
    errorf(arg0, "invalid argument: {} is a method value", arg0);
    return false;
  }
  if (indirect) {
    errorf(x, "invalid argument: field {} is embedded via a pointer in {}", sel, base);
    return false;
  }
  recordSelection(selx, SelectionKind::FieldVal, base, obj, index, false);
  // The selector itself was not evaluated as an expression.
  operand field;
  field.mode = x->mode == variable ? variable : value;
  field.expr = selx;
  field.type = obj->type;
  record(&field);

  if (hasVarSize(base)) {
    x->mode = value;
    recordBuiltinType(call->fun, makeSig(uintptr, {obj->type}));
  } else {
    x->mode = constant_;
    x->val = constant::makeInt64(offsetOf(base, typeArena().copyList(index)));
  }
  x->type = uintptr;
  return true;
}

}  // namespace vole::types
