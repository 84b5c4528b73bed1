// This file checks identifiers and type expressions.
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {
void setUnderlying(Named* def, Type* t) {
  if (def) def->underlying_ = t;
}
}  // namespace

void Checker::ident(operand* x, syntax::Name* e, Named* def, bool wantType) {
  x->mode = invalid;
  x->expr = e;

  Scope* scope;
  Object* obj = env.scope->lookupParent(e->sym, env.pos, &scope);
  if (!obj) {
    if (e->sym == blankSym()) {
      if (auto it = recvTParamMap.find(e); it != recvTParamMap.end()) {
        x->mode = typexpr;
        x->type = it->second;
      } else {
        error(e, "cannot use _ as value or type");
      }
    } else {
      errorf(e, "undefined: {}", e->sym);
    }
    return;
  }
  if (!obj->pkg && obj->kind == ObjKind::TypeName && (obj == universeAnyObj || obj->type == universeComparable) &&
      !allowVersion(pkg, 18)) {
    versionErrorf(e, "go1.18", "predeclared {}", e->sym);
    return;
  }
  recordUse(e, obj);

  // A type that is being declared is only resolved again where a type is wanted: elsewhere the cycle
  // would be reported twice.
  if (!obj->type || (wantType && obj->kind == ObjKind::TypeName && obj->color != kBlack)) objDecl(obj, def);
  Type* typ = obj->type;

  if (!dotImports.empty() && obj->pkg != pkg) {
    for (auto& d : dotImports) {
      if (d.scope == scope && d.name == obj->name) d.pkgName->used = true;
    }
  }

  switch (obj->kind) {
    case ObjKind::PkgName:
      errorf(e, "use of package {} not in selector", obj->name);
      return;
    case ObjKind::Const:
      addDeclDep(obj);
      if (!isValid(typ)) return;
      if (obj == universeIota) {
        if (!env.iota) {
          error(e, "cannot use iota outside constant declaration");
          return;
        }
        x->val = env.iota;
      } else {
        x->val = static_cast<Const*>(obj)->val;
      }
      x->mode = constant_;
      break;
    case ObjKind::TypeName:
      if (static_cast<TypeName*>(obj)->brokenAlias && !isValid(typ)) {
        errorf(e, "invalid use of type alias {} in recursive type (see issue #50729)", obj->name);
        return;
      }
      x->mode = typexpr;
      break;
    case ObjKind::Var:
      // Use in a dot-importing package does not count: such variables are never unused.
      if (obj->pkg == pkg) obj->used = true;
      addDeclDep(obj);
      if (!isValid(typ)) return;
      x->mode = variable;
      break;
    case ObjKind::Func:
      addDeclDep(obj);
      x->mode = value;
      break;
    case ObjKind::Builtin: {
      auto* b = static_cast<Builtin*>(obj);
      x->id = b->id;
      x->mode = builtin;
      break;
    }
    case ObjKind::Nil:
      x->mode = nilvalue;
      break;
    case ObjKind::Label:
      return;
  }
  x->type = typ;
}

Type* Checker::varType(syntax::Expr* e) {
  Type* t = definedType(e, nullptr);
  validVarType(e, t);
  return t;
}

void Checker::validVarType(syntax::Expr* e, Type* t) {
  // Only interfaces can be constraints; what is clearly none needs no later look.
  switch (t->kind) {
    case TypeKind::Named:
    case TypeKind::Interface:
      break;
    default:
      return;
  }
  if (lazy) return;
  if (auto* n = as<Named>(t); n && n->underlying_ && n->underlying_->kind != TypeKind::Interface &&
                              n->underlying_->kind != TypeKind::Named)
    return;
  later([this, e, t] {
    auto* i = asUnder<Interface>(t);
    if (!i) return;
    Pos pos = syntax::startPos(e);
    auto* set = computeInterfaceTypeSet(this, pos, i);
    if (set->isMethodSet()) return;
    if (set->comparable) {
      softErrorf(pos, "cannot use type {} outside a type constraint: interface is (or embeds) comparable", t);
    } else {
      softErrorf(pos, "cannot use type {} outside a type constraint: interface contains type constraints", t);
    }
  });
}

Type* Checker::definedType(syntax::Expr* e, Named* def) {
  Type* t = typInternal(e, def);
  if (isGeneric(t)) {
    errorf(e, "cannot use generic type {} without instantiation", t);
    t = invalidType();
  }
  recordTypeAndValue(e, typexpr, t, nullptr);
  return t;
}

Type* Checker::genericType(syntax::Expr* e, bool reportErr) {
  Type* t = typInternal(e, nullptr);
  if (isValid(t) && !isGeneric(t)) {
    if (reportErr) errorf(e, "{} is not a generic type", t);
    t = invalidType();
  }
  recordTypeAndValue(e, typexpr, t, nullptr);
  return t;
}

Type* Checker::typInternal(syntax::Expr* e0, Named* def) {
  if (tooDeep(e0->pos)) {
    setUnderlying(def, invalidType());
    return invalidType();
  }
  switch (e0->kind) {
    case syntax::NodeKind::BadExpr:
      break;  // reported by the parser

    case syntax::NodeKind::Name:
    case syntax::NodeKind::SelectorExpr: {
      operand x;
      if (auto* n = e0->as<syntax::Name>()) {
        ident(&x, n, def, true);
      } else {
        selector(&x, e0->to<syntax::SelectorExpr>(), def, true);
      }
      if (x.mode == typexpr) {
        setUnderlying(def, x.type);
        return x.type;
      }
      if (x.mode == novalue) {
        errorf(&x, "{} used as type", &x);
      } else if (x.mode != invalid) {
        errorf(&x, "{} is not a type", &x);
      }
      break;
    }

    case syntax::NodeKind::IndexExpr: {
      auto* e = e0->to<syntax::IndexExpr>();
      if (!allowVersion(pkg, 18)) versionErrorf(e->pos, "go1.18", "type instantiation");
      return instantiatedType(e->x, syntax::unpackList(e->index), def);
    }

    case syntax::NodeKind::ParenExpr:
      // The parentheses' own node is recorded by the caller.
      return definedType(e0->to<syntax::ParenExpr>()->x, def);

    case syntax::NodeKind::ArrayType: {
      auto* e = e0->to<syntax::ArrayType>();
      // Element types stay null until they are known: a literal of the type inside its own
      // declaration is recognised by that.
      auto* t = newArray(nullptr, -1);
      setUnderlying(def, t);
      if (e->len) {
        t->len = arrayLength(e->len);
      } else {
        error(e, "invalid use of [...] array (outside a composite literal)");
      }
      t->elem = varType(e->elem);
      noteArray(t);
      if (t->len >= 0) return t;
      break;
    }

    case syntax::NodeKind::SliceType: {
      auto* t = newSlice(nullptr);
      setUnderlying(def, t);
      t->elem = varType(e0->to<syntax::SliceType>()->elem);
      return t;
    }

    case syntax::NodeKind::DotsType:
      error(e0, "invalid use of '...'");
      use1(e0->to<syntax::DotsType>()->elem);
      break;

    case syntax::NodeKind::StructType: {
      auto* t = typeArena().make<Struct>();
      setUnderlying(def, t);
      structType(t, e0->to<syntax::StructType>());
      return t;
    }

    case syntax::NodeKind::Operation: {
      auto* e = e0->to<syntax::Operation>();
      if (e->op == syntax::Operator::Mul && !e->y) {
        auto* t = newPointer(invalidType());
        setUnderlying(def, t);
        t->base = varType(e->x);
        if (!isValid(t->base)) return invalidType();
        return t;
      }
      errorf(e0, "{} is not a type", e0);
      use1(e0);
      break;
    }

    case syntax::NodeKind::FuncType: {
      auto* t = typeArena().make<Signature>();
      setUnderlying(def, t);
      funcType(t, nullptr, {}, e0->to<syntax::FuncType>());
      return t;
    }

    case syntax::NodeKind::InterfaceType: {
      auto* t = typeArena().make<Interface>();
      t->check = this;
      setUnderlying(def, t);
      interfaceType(t, e0->to<syntax::InterfaceType>(), def);
      return t;
    }

    case syntax::NodeKind::MapType: {
      auto* e = e0->to<syntax::MapType>();
      auto* t = newMap(nullptr, nullptr);
      setUnderlying(def, t);
      t->key = varType(e->key);
      t->elem = varType(e->value);
      if (lazy || t->key->kind == TypeKind::Basic) return t;
      later([this, t, e] {
        if (!isValid(t->key) || comparableType(t->key, true)) return;
        errorf(e->key, "invalid map key type {}{}", t->key,
               isTypeParam(t->key) ? " (missing comparable constraint)" : "");
      });
      return t;
    }

    case syntax::NodeKind::ChanType: {
      auto* e = e0->to<syntax::ChanType>();
      auto* t = newChan(e->dir, invalidType());
      setUnderlying(def, t);
      t->elem = varType(e->elem);
      return t;
    }

    default:
      errorf(e0, "{} is not a type", e0);
      use1(e0);
      break;
  }
  setUnderlying(def, invalidType());
  return invalidType();
}

Type* Checker::instantiatedType(syntax::Expr* x, List<syntax::Expr*> xlist, Named* def) {
  Type* gtyp = genericType(x, true);
  if (!isValid(gtyp)) {
    setUnderlying(def, gtyp);
    return gtyp;  // reported
  }
  auto* orig = gtyp->to<Named>();
  std::vector<Type*> targs;
  if (!typeList(xlist, &targs)) {
    setUnderlying(def, invalidType());
    return invalidType();
  }
  List<Type*> tl{targs.data(), static_cast<uint32_t>(targs.size())};
  auto* inst = static_cast<Named*>(instance(x->pos, orig, tl));
  setUnderlying(def, inst);
  recordInstance(x, inst->inst->targs, inst);
  if (lazy) return inst;
  // The arguments' types may not be set up yet.
  later([this, x, xlist, inst] {
    auto tparams = inst->inst->orig->tparams;
    auto args = inst->inst->targs;
    if (validateTArgLen(x->pos, tparams.size(), args.size())) {
      std::string cause;
      int i = verify(x->pos, tparams, args, &cause);
      if (i >= 0) {
        Pos pos = x->pos;
        if (static_cast<uint32_t>(i) < xlist.size()) pos = syntax::startPos(xlist[static_cast<uint32_t>(i)]);
        softErrorf(pos, "{}", cause);
      } else {
        recordMono(x->pos, tparams, args, xlist);
      }
    }
    validType(inst);
  });
  return inst;
}

int64_t Checker::arrayLength(syntax::Expr* e) {
  // An undeclared name may have been meant as a type parameter of a generic type.
  if (auto* name = e->as<syntax::Name>()) {
    Object* obj = lookup(name->sym);
    if (!obj) {
      errorf(name, "undeclared name {} for array length", name->sym);
      return -1;
    }
    if (obj->kind != ObjKind::Const) {
      errorf(name, "invalid array length {}", name->sym);
      return -1;
    }
  }
  operand x;
  expr(&x, e);
  if (x.mode != constant_) {
    if (x.mode != invalid) errorf(&x, "array length {} must be constant", &x);
    return -1;
  }
  if (isUntyped(x.type) || isInteger(x.type)) {
    auto* v = constant::toInt(x.val);
    if (v->kind() == ConstKind::Int && representableConst(v, static_cast<Basic*>(Typ[BasicKind::Int]), nullptr)) {
      int64_t n;
      if (constant::int64Val(v, &n) && n >= 0) return n;
      errorf(&x, "invalid array length {}", &x);
      return -1;
    }
  }
  errorf(&x, "array length {} must be integer", &x);
  return -1;
}

bool Checker::typeList(List<syntax::Expr*> list, std::vector<Type*>* out) {
  bool ok = true;
  for (syntax::Expr* e : list) {
    Type* t = varType(e);
    ok = ok && isValid(t);
    out->push_back(t);
  }
  return ok;
}

}  // namespace vole::types
