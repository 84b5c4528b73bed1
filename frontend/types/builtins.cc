// This file checks calls of built-in functions, except those of package unsafe.
#include "frontend/types/checker_impl.h"
#include "frontend/types/operand_stack.h"

namespace vole::types {

namespace {

Signature* makeSig(Type* res, std::initializer_list<Type*> args) {
  List<Var*> params = typeArena().newList<Var*>(args.size());
  uint32_t i = 0;
  for (Type* t : args) params[i++] = newParam(Pos(), nullptr, emptySym(), defaultType(t));
  Tuple* result = res ? newTuple({newParam(Pos(), nullptr, emptySym(), res)}) : nullptr;
  return newSignature(nullptr, newTuple(params), result, false);
}

Type* arrayPtrDeref(Type* t) {
  if (auto* p = as<Pointer>(t))
    if (auto* a = asUnder<Array>(p->base)) return a;
  return t;
}

std::string_view nameOf(BuiltinId id) { return predeclaredFuncs[static_cast<int>(id)].name; }

}  // namespace

bool Checker::builtin_(operand* x, syntax::CallExpr* call, BuiltinId id) {
  const BuiltinInfo& bin = predeclaredFuncs[static_cast<int>(id)];
  if (call->hasDots && id != BuiltinId::Append) {
    errorf(call, "invalid operation: invalid use of ... with built-in {}", bin.name);
    use(call->argList);
    return false;
  }
  // len(x) and cap(x) are constant if x is an array without calls and receives in it.
  bool savedCall = env.hasCallOrRecv;
  bool isLen = id == BuiltinId::Len || id == BuiltinId::Cap;
  if (isLen) env.hasCallOrRecv = false;
  struct Restore {
    bool &flag, saved, on;
    ~Restore() {
      if (on) flag = saved;
    }
  } restore{env.hasCallOrRecv, savedCall, isLen};

  OperandMark mark;
  std::vector<operand*> args;
  size_t nargs = call->argList.size();
  bool typeArg = id == BuiltinId::Make || id == BuiltinId::New || id == BuiltinId::Offsetof || id == BuiltinId::Trace;
  if (!typeArg) {
    bool commaOk;
    args = exprList(call->argList, false, &commaOk);
    for (operand* a : args)
      if (a->mode != invalid) nonGeneric(a);
    nargs = args.size();
    if (nargs > 0) {
      *x = *args[0];
      if (x->mode == invalid) return false;
    }
  }
  std::string_view msg;
  if (nargs < static_cast<size_t>(bin.nargs)) msg = "not enough";
  else if (!bin.variadic && nargs > static_cast<size_t>(bin.nargs)) msg = "too many";
  if (!msg.empty()) {
    errorf(call, "invalid operation: {} arguments for {} (expected {}, found {})", msg, call, bin.nargs,
           uint64_t{nargs});
    return false;
  }
  if (bin.minVersion > 20 && !allowVersion(pkg, bin.minVersion))
    versionErrorf(call->fun, fmt::format("go1.{}", bin.minVersion), "{}", bin.name);

  switch (id) {
    case BuiltinId::Append: return builtinAppend(x, call, args);
    case BuiltinId::Cap:
    case BuiltinId::Len: return builtinLenCap(x, call, id);
    case BuiltinId::Clear: return builtinClear(x, call);
    case BuiltinId::Close: {
      bool ok = underIs(x->type, [&](Type* u) {
        auto* ch = as<Chan>(u);
        if (!ch) {
          errorf(x, "invalid operation: cannot close non-channel {}", x);
          return false;
        }
        if (ch->dir == ChanDir::RecvOnly) {
          errorf(x, "invalid operation: cannot close receive-only channel {}", x);
          return false;
        }
        return true;
      });
      if (!ok) return false;
      x->mode = novalue;
      recordBuiltinType(call->fun, makeSig(nullptr, {x->type}));
      return true;
    }
    case BuiltinId::Complex: return builtinComplex(x, call, args[1]);
    case BuiltinId::Copy: return builtinCopy(x, call, args[1]);
    case BuiltinId::Delete: return builtinDelete(x, call, args[1]);
    case BuiltinId::Imag:
    case BuiltinId::Real: return builtinRealImag(x, call, id);
    case BuiltinId::Make: return builtinMake(x, call);
    case BuiltinId::Max:
    case BuiltinId::Min: return builtinMinMax(x, call, id, args);
    case BuiltinId::New: {
      Type* T = varType(call->argList[0]);
      if (!isValid(T)) return false;
      x->mode = value;
      x->type = newPointer(T);
      recordBuiltinType(call->fun, makeSig(x->type, {T}));
      return true;
    }
    case BuiltinId::Panic:
      assignment(x, &emptyInterface, "argument to panic");
      if (x->mode == invalid) return false;
      x->mode = novalue;
      recordBuiltinType(call->fun, makeSig(nullptr, {&emptyInterface}));
      return true;
    case BuiltinId::Print:
    case BuiltinId::Println: {
      List<Var*> params = typeArena().newList<Var*>(nargs);
      for (size_t i = 0; i < nargs; i++) {
        assignment(args[i], nullptr, id == BuiltinId::Print ? "argument to print" : "argument to println");
        if (args[i]->mode == invalid) return false;
        params[i] = newParam(Pos(), nullptr, emptySym(), args[i]->type);
      }
      x->mode = novalue;
      recordBuiltinType(call->fun, newSignature(nullptr, newTuple(params), nullptr, false));
      return true;
    }
    case BuiltinId::Recover:
      x->mode = value;
      x->type = &emptyInterface;
      recordBuiltinType(call->fun, makeSig(x->type, {}));
      return true;
    case BuiltinId::Assert:
      if (x->mode != constant_ || !isBoolean(x->type)) {
        errorf(x, "invalid argument: {} is not a boolean constant", x);
        return false;
      }
      if (!constant::boolVal(x->val)) errorf(call, "{} failed", call);
      return true;
    case BuiltinId::Trace:
      x->mode = novalue;
      for (uint32_t i = 0; i < nargs; i++) {
        operand y;
        rawExpr(i == 0 ? x : &y, call->argList[i], nullptr, false);
      }
      return true;
    default: return builtinUnsafe(x, call, id, args);
  }
}

bool Checker::builtinAppend(operand* x, syntax::CallExpr* call, const std::vector<operand*>& args) {
  Type* S = x->type;
  auto* s = as<Slice>(coreType(S));
  if (!s) {
    std::string cause;
    if (x->isNil()) {
      cause = "have untyped nil";
    } else if (isTypeParam(S)) {
      if (Type* u = coreType(S)) cause = sprintf("{} has core type {}", x, u);
      else cause = sprintf("{} has no core type", x);
    } else {
      cause = sprintf("have {}", x);
    }
    errorf(x, "first argument to append must be a slice; {}", cause);
    return false;
  }
  // append([]byte, string...)
  if (args.size() == 2 && call->hasDots && x->assignableTo(this, newSlice(universeByte), nullptr)) {
    operand* y = args[1];
    if (y->mode == invalid) return false;
    Type* t = coreString(y->type);
    if (t && isString(t)) {
      if (isUntyped(y->type)) convertUntyped(y, Typ[BasicKind::String]);
      Signature* sig = makeSig(S, {S, y->type});
      sig->variadic = true;
      recordBuiltinType(call->fun, sig);
      x->mode = value;
      x->type = S;
      return true;
    }
  }
  Signature* sig = makeSig(S, {S, newSlice(s->elem)});
  sig->variadic = true;
  std::vector<operand*> list = args;
  arguments(call, sig, {}, list, {});
  x->mode = value;
  x->type = S;
  recordBuiltinType(call->fun, sig);
  return true;
}

bool Checker::builtinLenCap(operand* x, syntax::CallExpr* call, BuiltinId id) {
  bool isLen = id == BuiltinId::Len;
  OperandMode mode = invalid;
  const ConstVal* val = nullptr;
  Type* t = arrayPtrDeref(under(x->type));
  switch (t->kind) {
    case TypeKind::Basic:
      if (!isString(t) || !isLen) break;
      if (x->mode == constant_) {
        mode = constant_;
        val = constant::makeInt64(static_cast<int64_t>(constant::stringLen(x->val)));
      } else {
        mode = value;
      }
      break;
    case TypeKind::Array:
      mode = value;
      if (!env.hasCallOrRecv) {
        mode = constant_;
        int64_t n = t->to<Array>()->len;
        val = n >= 0 ? constant::makeInt64(n) : constant::unknown();
      }
      break;
    case TypeKind::Slice:
    case TypeKind::Chan: mode = value; break;
    case TypeKind::Map:
      if (isLen) mode = value;
      break;
    case TypeKind::Interface: {
      if (!isTypeParam(x->type)) break;
      bool ok = underIs(x->type, [&](Type* u) {
        if (!u) return false;
        u = arrayPtrDeref(u);
        switch (u->kind) {
          case TypeKind::Basic: return isString(u) && isLen;
          case TypeKind::Array:
          case TypeKind::Slice:
          case TypeKind::Chan: return true;
          case TypeKind::Map: return isLen;
          default: return false;
        }
      });
      if (ok) mode = value;
      break;
    }
    default: break;
  }
  if (mode == invalid) {
    if (isValid(under(x->type))) errorf(x, "invalid argument: {} for {}", x, nameOf(id));
    return false;
  }
  if (mode != constant_) recordBuiltinType(call->fun, makeSig(Typ[BasicKind::Int], {x->type}));
  x->mode = mode;
  x->type = Typ[BasicKind::Int];
  x->val = val;
  return true;
}

bool Checker::builtinClear(operand* x, syntax::CallExpr* call) {
  bool ok = underIs(x->type, [&](Type* u) {
    if (u && (u->is<Map>() || u->is<Slice>())) return true;
    errorf(x, "invalid argument: clear {} must be a map or slice", x);
    return false;
  });
  if (!ok) return false;
  x->mode = novalue;
  recordBuiltinType(call->fun, makeSig(nullptr, {x->type}));
  return true;
}

Type* Checker::applyTypeFunc(const std::function<Type*(Type*)>& f, operand* x, BuiltinId id) {
  auto* tp = as<TypeParam>(x->type);
  if (!tp) return f(x->type);
  // Of a type parameter the result would be a new type parameter with the mapped type set.
  std::vector<Term*> terms;
  bool ok = typeParamIs(tp, [&](const Term* t) {
    if (!t) return false;
    Type* r = f(t->type);
    if (!r) return false;
    Term* nt = typeArena().make<Term>();
    nt->tilde = t->tilde;
    nt->type = r;
    terms.push_back(nt);
    return true;
  });
  if (!ok) return nullptr;
  softErrorf(x, "{} not supported as argument to {} for go1.18 (see issue #50937)", x, nameOf(id));
  TypeName* name = newTypeName(Pos(), pkg, tp->obj->name, nullptr);
  Type* u = newUnion(typeArena().copyList(terms));
  TypeParam* np = newTypeParam(name, newInterfaceType({}, typeArena().listOf<Type*>({u})));
  np->index = tp->index;
  return np;
}

bool Checker::builtinComplex(operand* x, syntax::CallExpr* call, operand* y) {
  if (y->mode == invalid) return false;
  bool ux = isUntyped(x->type), uy = isUntyped(y->type);
  if (ux && !uy) {
    convertUntyped(x, y->type);
  } else if (uy && !ux) {
    convertUntyped(y, x->type);
  } else if (ux && uy) {
    if (x->mode == constant_ && y->mode == constant_) {
      for (operand* z : {x, y})
        if (isNumeric(z->type) && constant::sign(constant::imag(z->val)) == 0) z->type = Typ[BasicKind::UntypedFloat];
    } else {
      // No constant result: the untyped arguments (shifts) must be floats.
      convertUntyped(x, Typ[BasicKind::Float64]);
      convertUntyped(y, Typ[BasicKind::Float64]);
    }
  }
  if (x->mode == invalid || y->mode == invalid) return false;
  if (!identical(x->type, y->type)) {
    errorf(x, "invalid operation: {} (mismatched types {} and {})", call, x->type, y->type);
    return false;
  }
  auto f = [](Type* t) -> Type* {
    auto* b = asUnder<Basic>(t);
    if (!b) return nullptr;
    switch (b->basic) {
      case BasicKind::Float32: return Typ[BasicKind::Complex64];
      case BasicKind::Float64: return Typ[BasicKind::Complex128];
      case BasicKind::UntypedFloat: return Typ[BasicKind::UntypedComplex];
      default: return nullptr;
    }
  };
  Type* res = applyTypeFunc(f, x, BuiltinId::Complex);
  if (!res) {
    errorf(x, "invalid argument: arguments have type {}, expected floating-point", x->type);
    return false;
  }
  if (x->mode == constant_ && y->mode == constant_) {
    x->val = constant::binaryOp(constant::toFloat(x->val), constant::Op::Add,
                                constant::makeImag(constant::toFloat(y->val)));
  } else {
    x->mode = value;
    recordBuiltinType(call->fun, makeSig(res, {x->type, x->type}));
  }
  x->type = res;
  return true;
}

bool Checker::builtinRealImag(operand* x, syntax::CallExpr* call, BuiltinId id) {
  if (isUntyped(x->type)) {
    if (x->mode == constant_) {
      if (isNumeric(x->type)) x->type = Typ[BasicKind::UntypedComplex];
    } else {
      convertUntyped(x, Typ[BasicKind::Complex128]);
      if (x->mode == invalid) return false;
    }
  }
  auto f = [](Type* t) -> Type* {
    auto* b = asUnder<Basic>(t);
    if (!b) return nullptr;
    switch (b->basic) {
      case BasicKind::Complex64: return Typ[BasicKind::Float32];
      case BasicKind::Complex128: return Typ[BasicKind::Float64];
      case BasicKind::UntypedComplex: return Typ[BasicKind::UntypedFloat];
      default: return nullptr;
    }
  };
  Type* res = applyTypeFunc(f, x, id);
  if (!res) {
    errorf(x, "invalid argument: argument has type {}, expected complex type", x->type);
    return false;
  }
  if (x->mode == constant_) {
    x->val = id == BuiltinId::Real ? constant::real(x->val) : constant::imag(x->val);
  } else {
    x->mode = value;
    recordBuiltinType(call->fun, makeSig(res, {x->type}));
  }
  x->type = res;
  return true;
}

bool Checker::builtinCopy(operand* x, syntax::CallExpr* call, operand* y) {
  auto* dst = as<Slice>(coreType(x->type));
  if (y->mode == invalid) return false;
  Type* src0 = coreString(y->type);
  if (src0 && isString(src0)) src0 = newSlice(universeByte);
  auto* src = as<Slice>(src0);
  if (!dst || !src) {
    errorf(x, "invalid argument: copy expects slice arguments; found {} and {}", x, y);
    return false;
  }
  if (!identical(dst->elem, src->elem)) {
    errorf(x, "invalid argument: arguments to copy {} and {} have different element types {} and {}", x, y,
           dst->elem, src->elem);
    return false;
  }
  if (isUntyped(y->type)) convertUntyped(y, Typ[BasicKind::String]);
  recordBuiltinType(call->fun, makeSig(Typ[BasicKind::Int], {x->type, y->type}));
  x->mode = value;
  x->type = Typ[BasicKind::Int];
  return true;
}

bool Checker::builtinDelete(operand* x, syntax::CallExpr* call, operand* k) {
  Type* map = x->type;
  Type* key = nullptr;
  bool ok = underIs(map, [&](Type* u) {
    auto* m = as<Map>(u);
    if (!m) {
      errorf(x, "invalid argument: {} is not a map", x);
      return false;
    }
    if (key && !identical(m->key, key)) {
      errorf(x, "invalid argument: maps of {} must have identical key types", x);
      return false;
    }
    key = m->key;
    return true;
  });
  if (!ok) return false;
  *x = *k;
  if (x->mode == invalid) return false;
  assignment(x, key, "argument to delete");
  if (x->mode == invalid) return false;
  x->mode = novalue;
  recordBuiltinType(call->fun, makeSig(nullptr, {map, key}));
  return true;
}

bool Checker::builtinMake(operand* x, syntax::CallExpr* call) {
  syntax::Expr* arg0 = call->argList[0];
  Type* T = varType(arg0);
  if (!isValid(T)) return false;
  Type* core = coreType(T);
  int min;
  if (!core) {
    errorf(arg0, "invalid argument: cannot make {}: no core type", arg0);
    return false;
  }
  if (core->is<Slice>()) {
    min = 2;
  } else if (core->is<Map>() || core->is<Chan>()) {
    min = 1;
  } else {
    errorf(arg0, "invalid argument: cannot make {}; type must be slice, map, or channel", arg0);
    return false;
  }
  int nargs = static_cast<int>(call->argList.size());
  if (nargs < min || min + 1 < nargs) {
    errorf(call, "invalid operation: {} expects {} or {} arguments; found {}", call, min, min + 1, nargs);
    return false;
  }
  std::vector<int64_t> sizes;
  for (int i = 1; i < nargs; i++) {
    int64_t size;
    index(call->argList[static_cast<size_t>(i)], -1, &size);  // reports; goes on in any case
    if (size >= 0) sizes.push_back(size);
  }
  if (sizes.size() == 2 && sizes[0] > sizes[1])
    error(call->argList[1], "invalid argument: length and capacity swapped");
  x->mode = value;
  x->type = T;
  recordBuiltinType(call->fun, makeSig(T, {T}));
  return true;
}

bool Checker::builtinMinMax(operand* x, syntax::CallExpr* call, BuiltinId id,
                            const std::vector<operand*>& args) {
  auto op = id == BuiltinId::Max ? constant::Op::Gtr : constant::Op::Lss;
  for (size_t i = 0; i < args.size(); i++) {
    operand* a = args[i];
    if (a->mode == invalid) return false;
    if (!allOrdered(a->type)) {
      errorf(a, "invalid argument: {} cannot be ordered", a);
      return false;
    }
    if (i == 0) continue;
    matchTypes(x, a);
    if (x->mode == invalid) return false;
    if (!identical(x->type, a->type)) {
      errorf(a, "invalid argument: mismatched types {} (previous argument) and {} (type of {})", x->type, a->type,
             a->expr);
      return false;
    }
    if (x->mode == constant_ && a->mode == constant_) {
      if (constant::compare(a->val, op, x->val)) *x = *a;
    } else {
      x->mode = value;
    }
  }
  if (x->mode != constant_) {
    x->mode = value;
    env.hasCallOrRecv = true;
  }
  // All arguments get the type of the result, be it untyped still.
  for (operand* a : args) updateExprType(a->expr, x->type, true);
  if (x->mode != constant_) {
    List<Var*> params = typeArena().newList<Var*>(args.size());
    for (Var*& v : params) v = newParam(Pos(), nullptr, emptySym(), x->type);
    Tuple* result = newTuple({newParam(Pos(), nullptr, emptySym(), x->type)});
    recordBuiltinType(call->fun, newSignature(nullptr, newTuple(params), result, false));
  }
  return true;
}

}  // namespace vole::types
