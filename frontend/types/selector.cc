// This file checks selectors: qualified identifiers, fields, methods, method expressions.
#include "frontend/base/unicode.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

// x.sel where x names a package. False on an error.
bool Checker::qualifiedIdent(operand* x, syntax::SelectorExpr* e, PkgName* pname) {
  pname->used = true;
  Sym sel = e->sel->sym;
  Package* imported = importedPkg(pname);
  if (!imported) return false;
  Object* exp = imported->scope ? imported->scope->lookup(sel) : nullptr;
  // gc's export data leaves out what is not exported: such names are just undefined.
  if (!exp || !exp->exported()) {
    if (!imported->fake) errorf(e->sel, "undefined: {}.{}", imported->name, sel);
    return false;
  }
  if (!exp->type && exp->decl) types::objDecl(exp);
  recordUse(e->sel, exp);
  switch (exp->kind) {
    case ObjKind::Const:
      x->mode = constant_;
      x->type = exp->type;
      x->val = exp->as<Const>()->val;
      if (!x->val) x->val = constant::unknown();
      break;
    case ObjKind::TypeName:
      x->mode = typexpr;
      x->type = exp->type;
      break;
    case ObjKind::Var:
      x->mode = variable;
      x->type = exp->type;
      break;
    case ObjKind::Func:
      x->mode = value;
      x->type = exp->type;
      break;
    case ObjKind::Builtin:
      x->mode = builtin;
      x->type = exp->type ? exp->type : invalidType();
      x->id = exp->as<Builtin>()->id;
      break;
    default: return false;
  }
  if (!x->type) x->type = invalidType();
  return x->mode == builtin || isValid(x->type);
}

void Checker::selectorError(operand* x, syntax::SelectorExpr* e, bool ambiguous, bool indirect,
                            bool wantType) {
  Sym sel = e->sel->sym;
  if (!isValid(under(x->type))) return;  // reported
  if (ambiguous) {
    errorf(e->sel, "ambiguous selector {}.{}", x->expr, sel);
    return;
  }
  if (indirect) {
    errorf(e->sel, "cannot call pointer method {} on {}", sel, x->type);
    return;
  }
  std::string why;
  auto* p = asUnder<Pointer>(x->type);
  if (p && isInterface(p->base)) {
    why = interfacePtrError(x->type);
  } else {
    why = sprintf("type {} has no field or method {}", x->type, sel);
    // Was the other case of the first letter meant?
    std::string other = sel->string();
    if (!other.empty()) {
      char& c = other[0];
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      else if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
      std::vector<int> index;
      bool ind;
      if (other != sel->str() &&
          lookupFieldOrMethod(x->type, x->mode == variable, pkg, intern(other), false, &index, &ind))
        why += ", but does have " + other;
    }
  }
  errorf(e->sel, "{}.{} undefined ({})", x->expr, sel, why);
}

// T.m: a function with the receiver as its first parameter.
void Checker::methodExpr(operand* x, syntax::SelectorExpr* e, Func* m) {
  Signature* sig = m->sig();
  List<Var*> old = tupleVars(sig->params);
  List<Var*> params = typeArena().newList<Var*>(old.size() + 1);
  // Either all parameters have names or none.
  Sym name = emptySym();
  if (old.size() > 0 && old[0]->name && old[0]->name->len > 0) {
    name = sig->recv->name;
    if (!name || name->len == 0) name = blankSym();
  }
  params[0] = newParam(sig->recv->pos, sig->recv->pkg, name, x->type);
  for (uint32_t i = 0; i < old.size(); i++) params[i + 1] = old[i];
  Signature* r = newSignature(nullptr, newTuple(params), sig->results, sig->variadic);
  r->tparams = sig->tparams;
  x->mode = value;
  x->type = r;
  addDeclDep(m);
}

void Checker::selector(operand* x, syntax::SelectorExpr* e, Named* def, bool wantType) {
  auto fail = [&] {
    x->mode = invalid;
    x->expr = e;
  };
  if (auto* ident = e->x->as<syntax::Name>()) {
    // Only here can a package name stand.
    Object* o = lookup(ident->sym);
    if (!o && input) o = importByUse(ident);
    if (auto* pname = as<PkgName>(o)) {
      recordUse(ident, pname);
      if (!qualifiedIdent(x, e, pname)) return fail();
      x->expr = e;
      return;
    }
  }

  exprOrType(x, e->x, false);
  switch (x->mode) {
    case typexpr:
      // type T T.x cannot be resolved: T is not set up.
      if (def && x->type == def) {
        cycleError({def->obj});
        return fail();
      }
      break;
    case builtin: errorf(e->pos, "cannot select on {}", x); return fail();
    case invalid: return fail();
    default: break;
  }
  std::vector<int> index;
  bool indirect = false;
  Object* obj = nullptr;
  if (!e->sel->sym->blank)  // "_" selects nothing
    obj = lookupFieldOrMethod(x->type, x->mode == variable, pkg, e->sel->sym, false, &index, &indirect);
  if (!obj) {
    selectorError(x, e, !index.empty(), indirect, wantType);
    return fail();
  }
  // Methods may not have a type yet.
  auto* m = as<Func>(obj);
  if (m && !m->type) types::objDecl(m);
  if (m && (!m->type || !isValid(m->type))) return fail();

  if (x->mode == typexpr) {
    if (!m) {
      errorf(e->sel, "{}.{} undefined (type {} has no method {})", x->expr, e->sel->sym, x->type, e->sel->sym);
      return fail();
    }
    recordSelection(e, SelectionKind::MethodExpr, x->type, m, index, indirect);
    if (!m->sig()->recv) {
      error(e, "illegal cycle in method declaration");
      return fail();
    }
    methodExpr(x, e, m);
  } else if (m) {
    recordSelection(e, SelectionKind::MethodVal, x->type, m, index, indirect);
    // The receiver is bound: it is no part of the value's type.
    x->mode = value;
    Signature* sig = m->sig();
    Signature* r = newSignature(nullptr, sig->params, sig->results, sig->variadic);
    r->tparams = sig->tparams;
    r->rparams = sig->rparams;
    r->scope = sig->scope;
    x->type = r;
    addDeclDep(m);
  } else {
    recordSelection(e, SelectionKind::FieldVal, x->type, obj, index, indirect);
    x->mode = x->mode == variable || indirect ? variable : value;
    x->type = obj->type ? obj->type : invalidType();
    if (!isValid(x->type)) return fail();
  }
  x->expr = e;
}

}  // namespace vole::types
