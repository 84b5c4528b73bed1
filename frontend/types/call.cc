// This file checks calls, their arguments, and instantiation of functions.
#include "frontend/types/checker_impl.h"
#include "frontend/types/operand_stack.h"

namespace vole::types {

OperandStack operandStack;

namespace {

Signature* genericSig(Type* t) {
  auto* sig = as<Signature>(t);
  return sig && !sig->tparams.empty() ? sig : nullptr;
}

std::vector<Type*> operandTypes(const std::vector<operand*>& list) {
  std::vector<Type*> r;
  for (operand* x : list) r.push_back(x->type);
  return r;
}

std::vector<Type*> varTypes(List<Var*> list) {
  std::vector<Type*> r;
  for (Var* v : list) r.push_back(v->type);
  return r;
}

}  // namespace

// ---------------------------------------------------------------------------------------------
// Instantiation

void Checker::funcInst(Type* T, Pos pos, operand* x, syntax::IndexExpr* inst, bool infer) {
  Pos errPos = inst ? inst->pos : pos;
  bool oldVersion = !allowVersion(pkg, 18);
  if (oldVersion) versionErrorf(errPos, "go1.18", "function instantiation");
  auto fail = [&] {
    x->mode = invalid;
    if (inst) x->expr = inst;
  };

  List<syntax::Expr*> xlist;
  std::vector<Type*> targs;
  if (inst) {
    xlist = syntax::unpackList(inst->index);
    if (!typeList(xlist, &targs)) return fail();
  }
  auto* sig = x->type->to<Signature>();
  size_t got = targs.size(), want = sig->tparams.size();
  if (got > want) {
    errorf(xlist[got - 1], "got {} type arguments but want {}", uint64_t{got}, uint64_t{want});
    return fail();
  }
  List<Type*> all = typeArena().copyList(targs);
  if (got < want) {
    if (!infer) return;
    Tuple* params = nullptr;
    std::vector<operand*> args;
    operand target;
    List<TypeParam*> tparams = sig->tparams;
    if (T) {
      // x is assigned to a function type: as if x's type were the parameter of a generic function
      // and the target its argument.
      if (!oldVersion && !allowVersion(pkg, 21))
        versionErrorf(errPos, "go1.21", inst ? "partially instantiated function in assignment"
                                             : "implicitly instantiated function in assignment");
      Signature* gsig = newSignature(nullptr, sig->params, sig->results, sig->variadic);
      Type* renamed = nullptr;
      tparams = renameTParams(pos, sig->tparams, gsig, &renamed);
      params = newTuple({newParam(x->pos(), pkg, emptySym(), renamed)});
      target.mode = value;
      target.expr = x->expr;
      target.type = T;
      args.push_back(&target);
    }
    all = this->infer(pos, tparams, all, params, args);
    if (all.empty()) return fail();
  }
  syntax::Expr* fun = inst ? inst->x : x->expr;
  x->type = instantiateSignature(x->pos(), fun, all, sig, xlist);
  x->mode = value;
  if (inst) x->expr = inst;
}

Signature* Checker::instantiateSignature(Pos pos, syntax::Expr* expr, List<Type*> targs, Signature* typ,
                                         List<syntax::Expr*> xlist) {
  auto* inst = instance(pos, typ, targs)->to<Signature>();
  recordInstance(expr, targs, inst);
  // Whether the arguments satisfy their constraints can only be said once all types are set up.
  later([=, this] {
    std::string cause;
    int i = verify(pos, typ->tparams, targs, &cause);
    if (i >= 0) {
      Pos at = static_cast<uint32_t>(i) < xlist.size() ? syntax::startPos(xlist[static_cast<size_t>(i)]) : pos;
      err(at, cause, true);
    } else {
      recordMono(pos, typ->tparams, targs, xlist);
    }
  });
  return inst;
}

// ---------------------------------------------------------------------------------------------
// Calls

void Checker::conversionCall(operand* x, syntax::CallExpr* call) {
  nonGeneric(x);
  if (x->mode == invalid) return;
  Type* T = x->type;
  x->mode = invalid;
  uint32_t n = call->argList.size();
  if (n == 0) {
    errorf(call, "missing argument in conversion to {}", T);
    return;
  }
  if (n > 1) {
    use(call->argList);
    errorf(call->argList[n - 1], "too many arguments in conversion to {}", T);
    return;
  }
  expr(x, call->argList[0]);
  if (x->mode == invalid) return;
  if (auto* t = asUnder<Interface>(T); t && !isTypeParam(T) && !t->isMethodSet()) {
    errorf(call, "cannot use interface {} in conversion (contains specific type constraints or is comparable)", T);
    x->mode = invalid;
    return;
  }
  if (call->hasDots) {
    errorf(call->argList[0], "invalid use of ... in type conversion to {}", T);
    x->mode = invalid;
    return;
  }
  conversion(x, T);
}

ExprKind Checker::callExpr(operand* x, syntax::CallExpr* call) {
  if (input && probeHere(call)) {
    x->mode = invalid;
    x->expr = call;
    return ExprKind::statement;
  }
  syntax::IndexExpr* inst = nullptr;
  if (auto* iexpr = syntax::as<syntax::IndexExpr>(call->fun)) {
    // Type arguments and value arguments are put together below.
    if (indexExpr(x, iexpr)) inst = iexpr;
    x->expr = iexpr;
    record(x);
  } else {
    exprOrType(x, call->fun, true);
  }

  switch (x->mode) {
    case invalid:
      use(call->argList);
      x->expr = call;
      return ExprKind::statement;
    case typexpr:
      conversionCall(x, call);
      x->expr = call;
      return ExprKind::conversion;
    case builtin: {
      BuiltinId id = x->id;
      if (!builtin_(x, call, id)) x->mode = invalid;
      x->expr = call;
      if (x->mode != invalid && x->mode != constant_) env.hasCallOrRecv = true;
      return predeclaredFuncs[static_cast<int>(id)].isExpression ? ExprKind::expression : ExprKind::statement;
    }
    default: break;
  }

  auto invalidCall = [&] {
    x->mode = invalid;
    x->expr = call;
    return ExprKind::statement;
  };
  auto* sig = as<Signature>(coreType(x->type));
  if (!sig) {
    if (isValid(under(x->type))) errorf(x, "invalid operation: cannot call non-function {}", x);
    use(call->argList);
    return invalidCall();
  }

  List<syntax::Expr*> xlist;
  List<Type*> targs;
  if (inst) {
    xlist = syntax::unpackList(inst->index);
    std::vector<Type*> list;
    if (!typeList(xlist, &list)) {
      use(call->argList);
      return invalidCall();
    }
    size_t got = list.size(), want = sig->tparams.size();
    if (got > want) {
      errorf(xlist[want], "got {} type arguments but want {}", uint64_t{got}, uint64_t{want});
      use(call->argList);
      return invalidCall();
    }
    targs = typeArena().copyList(list);
  }

  bool generic = !sig->tparams.empty();
  {
    OperandMark mark;
    std::vector<operand*> args = genericExprList(call->argList);
    sig = arguments(call, sig, targs, args, xlist);
  }
  if (generic && sig->tparams.empty()) recordTypeAndValue(call->fun, value, sig, nullptr);

  switch (tupleLen(sig->results)) {
    case 0: x->mode = novalue; break;
    case 1:
      x->mode = value;
      x->type = sig->results->vars[0]->type;
      break;
    default:
      x->mode = value;
      x->type = sig->results;
  }
  x->expr = call;
  env.hasCallOrRecv = true;
  // Inference failed: a type that mentions the unknown type arguments would only confuse.
  if (x->mode == value && !sig->tparams.empty() && hasTypeParams(x->type)) x->mode = invalid;
  return ExprKind::statement;
}

std::vector<operand*> Checker::exprList(List<syntax::Expr*> elist, bool allowCommaOk, bool* commaOk) {
  if (commaOk) *commaOk = false;
  std::vector<operand*> list;
  // From go1.21 on a generic function may take its type arguments from what it is assigned to.
  bool allowGeneric = allowVersion(pkg, 21);
  if (elist.size() != 1) {
    list.reserve(elist.size());
    for (syntax::Expr* e : elist) {
      operand* x = operandStack.push();
      if (allowGeneric) {
        genericOperand(x, e);
        singleValue(x);
      } else {
        expr(x, e);
      }
      list.push_back(x);
    }
    return list;
  }
  syntax::Expr* e = elist[0];
  operand* x = operandStack.push();
  if (allowGeneric) genericOperand(x, e);
  else multiExpr(x, e);
  if (auto* t = as<Tuple>(x->type); t && x->mode != invalid) {
    for (Var* v : t->vars) {
      operand* y = operandStack.push();
      y->mode = value;
      y->expr = e;
      y->type = v->type;
      list.push_back(y);
    }
    return list;
  }
  list.push_back(x);
  if (allowCommaOk && (x->mode == mapindex || x->mode == commaok)) {
    x->mode = value;
    operand* ok = operandStack.push();
    ok->mode = value;
    ok->expr = e;
    ok->type = Typ[BasicKind::UntypedBool];
    list.push_back(ok);
    *commaOk = true;
  }
  return list;
}

// An operand that may be a generic function, not or only partly instantiated.
void Checker::genericOperand(operand* x, syntax::Expr* e) {
  if (auto* inst = e->as<syntax::IndexExpr>()) {
    x->mode = invalid;
    x->type = invalidType();
    if (indexExpr(x, inst)) {
      x->expr = inst;
      funcInst(nullptr, e->pos, x, inst, false);
    }
    x->expr = e;
    record(x);
  } else {
    rawExpr(x, e, nullptr, true);
  }
  exclude(x, (1u << novalue) | (1u << builtin) | (1u << typexpr));
}

std::vector<operand*> Checker::genericExprList(List<syntax::Expr*> elist) {
  bool commaOk;
  return exprList(elist, false, &commaOk);
}

// Checks the number of arguments; *params gets one parameter per argument.
bool Checker::adjustParams(syntax::CallExpr* call, Signature* sig, const std::vector<operand*>& args,
                           Tuple** params, bool* adjusted) {
  size_t nargs = args.size(), npars = tupleLen(sig->params);
  *params = sig->params;
  *adjusted = false;
  if (sig->variadic) {
    if (call->hasDots) {
      // f(a, b...): the last argument is the slice.
      if (call->argList.size() == 1 && nargs > 1) {
        errorf(call, "cannot use ... with {}-valued {}", uint64_t{nargs}, call->argList[0]);
        return false;
      }
    } else if (nargs >= npars - 1) {
      // The variadic parameter is repeated, or dropped, to fit.
      List<Var*> vars = typeArena().newList<Var*>(nargs);
      Var* last = sig->params->vars[npars - 1];
      Type* elem = last->type->to<Slice>()->elem;
      Var* repeated = nullptr;
      for (size_t i = 0; i < nargs; i++) {
        if (i < npars - 1) {
          vars[i] = sig->params->vars[i];
        } else {
          if (!repeated) repeated = newParam(last->pos, last->pkg, last->name, elem);
          vars[i] = repeated;
        }
      }
      *params = newTuple(vars);
      *adjusted = true;
      npars = nargs;
    } else {
      npars--;  // for the message: the last one is optional
    }
  } else if (call->hasDots) {
    errorf(call, "cannot use ... in call to non-variadic {}", call->fun);
    return false;
  }
  if (nargs == npars) return true;

  At at = call;
  std::string_view qualifier = "not enough";
  if (nargs > npars) {
    at = At(args[npars]->expr);  // the first extra argument
    qualifier = "too many";
  } else if (nargs > 0) {
    at = At(args[nargs - 1]->expr);  // the last one
  }
  MultiError e;
  e.parts.push_back({at.pos, sprintf("{} arguments in call to {}", qualifier, call->fun)});
  e.parts.push_back({Pos(), "have " + typesSummary(operandTypes(args), false)});
  e.parts.push_back({Pos(), "want " + typesSummary(varTypes(tupleVars(sig->params)), sig->variadic)});
  report(e);
  return false;
}

Signature* Checker::arguments(syntax::CallExpr* call, Signature* sig, List<Type*> targs,
                              std::vector<operand*>& args, List<syntax::Expr*> xlist) {
  for (operand* a : args) {
    if (a->mode == typexpr) {
      errorf(a, "{} used as value", a);
      return sig;
    }
    if (a->mode == invalid) return sig;
  }
  Tuple* params;
  bool adjusted;
  if (!adjustParams(call, sig, args, &params, &adjusted)) return sig;

  Signature* rsig = sig;
  uint32_t n = sig->tparams.size();
  std::vector<size_t> genericArgs;
  for (size_t i = 0; i < args.size(); i++)
    if (genericSig(args[i]->type)) genericArgs.push_back(i);

  if (n > 0 || !genericArgs.empty()) {
    std::vector<TypeParam*> tparams;
    std::vector<Type*> known(targs.begin(), targs.end());
    Tuple* inferParams = params;
    if (n > 0) {
      if (!allowVersion(pkg, 18)) {
        if (auto* iexpr = syntax::as<syntax::IndexExpr>(call->fun))
          versionErrorf(iexpr->pos, "go1.18", "function instantiation");
        else
          versionErrorf(call->pos, "go1.18", "implicit function instantiation");
      }
      // Inside of the generic function itself its own type parameters occur as arguments: new
      // ones avoid the confusion.
      Type* renamed = params;
      List<TypeParam*> fresh = renameTParams(call->pos, sig->tparams, params, &renamed);
      inferParams = static_cast<Tuple*>(renamed);
      tparams.assign(fresh.begin(), fresh.end());
      known.resize(n, nullptr);
    }
    // Generic arguments: their type parameters are unknowns like those of the callee.
    std::vector<Signature*> argSigs;
    for (size_t i : genericArgs) {
      operand* a = args[i];
      Signature* asig = genericSig(a->type);
      argSigs.push_back(asig);
      Signature* plain = newSignature(nullptr, asig->params, asig->results, asig->variadic);
      Type* renamed = plain;
      List<TypeParam*> fresh = renameTParams(call->pos, asig->tparams, plain, &renamed);
      a->type = renamed;
      tparams.insert(tparams.end(), fresh.begin(), fresh.end());
      if (auto* inst = a->expr->as<syntax::IndexExpr>()) {
        std::vector<Type*> partial;
        if (!typeList(syntax::unpackList(inst->index), &partial)) return sig;
        known.insert(known.end(), partial.begin(), partial.end());
      }
      known.resize(tparams.size(), nullptr);
    }
    List<Type*> all = infer(call->pos, typeArena().copyList(tparams), typeArena().copyList(known),
                            inferParams, args);
    if (all.empty()) return sig;
    if (n > 0) {
      rsig = instantiateSignature(call->pos, call->fun, all.sub(0, n), sig, xlist);
      if (adjusted) {
        SubstMap m{sig->tparams, all.sub(0, n)};
        params = static_cast<Tuple*>(substType(call->pos, params, m));
      } else {
        params = rsig->params;
      }
    }
    uint32_t j = n;
    for (size_t k = 0; k < genericArgs.size(); k++) {
      operand* a = args[genericArgs[k]];
      uint32_t m = argSigs[k]->tparams.size();
      auto* inst = a->expr->as<syntax::IndexExpr>();
      a->type = instantiateSignature(call->pos, inst ? inst->x : a->expr, all.sub(j, j + m), argSigs[k], {});
      a->mode = value;
      record(a);
      j += m;
    }
  }

  for (size_t i = 0; i < args.size(); i++) {
    Type* T = params->vars[i]->type;
    if (args[i]->mode == invalid || args[i]->type != T) assignment(args[i], T, "argument to ", call->fun);
  }
  return rsig;
}

// ---------------------------------------------------------------------------------------------
// Use

void Checker::use(List<syntax::Expr*> args) {
  for (syntax::Expr* e : args) use1(e);
}

void Checker::use1(syntax::Expr* e) {
  if (!e) return;
  if (auto* n = e->as<syntax::Name>(); n && n->sym->blank) return;
  if (auto* l = e->as<syntax::ListExpr>()) {
    use(l->elemList);
    return;
  }
  operand x;
  rawExpr(&x, e, nullptr, true);
}

void Checker::useLHS(List<syntax::Expr*> args) {
  for (syntax::Expr* e : args) {
    auto* name = syntax::as<syntax::Name>(syntax::unparen(e));
    if (!name || name->sym->blank) {
      if (!name) use1(e);
      continue;
    }
    // Assigned to is not used.
    Var* v = as<Var>(lookup(name->sym));
    bool used = v && v->used;
    use1(e);
    if (v && v->pkg == pkg) v->used = used;
  }
}

}  // namespace vole::types
