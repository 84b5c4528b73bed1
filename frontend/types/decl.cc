// This file resolves declared objects: their types and values, in any order, with cycles found on
// the way.
#include "frontend/types/checker_impl.h"

namespace vole::types {

std::string packageQualifier(Package* pkg, Package* relativeTo);

void Checker::declare(Scope* scope, syntax::Name* id, Object* obj, Pos pos) {
  scope = inputScope(scope);
  if (obj->name != blankSym()) {
    if (Object* alt = scope->insert(obj)) {
      MultiError e;
      e.parts.push_back({obj->pos, sprintf("{} redeclared in this block", obj->name)});
      if (alt->pos.isKnown()) e.parts.push_back({alt->pos, sprintf("other declaration of {}", alt->name)});
      report(e);
      return;
    }
    obj->scopePos = pos;
    if (input && scope == declScope()) {
      obj->scopePos = Pos();
      obj->parent = pkg->scope;
    }
  }
  if (id) recordDef(id, obj);
}

void Checker::objDecl(Object* obj, Named* def) {
  if (obj->color == kBlack) return;
  // Of another package: its own checker knows how.
  if (obj->decl && obj->pkg != pkg) {
    types::objDecl(obj);
    if (!obj->type) obj->type = invalidType();
    return;
  }
  if (obj->color == kWhite && obj->type) {
    obj->color = kBlack;
    return;
  }
  if (obj->color >= kGrey) {
    // Met again while being resolved. A cycle is fine through a type with indirection or a function;
    // otherwise the object gets the invalid type.
    switch (obj->kind) {
      case ObjKind::Const:
      case ObjKind::Var:
        if (!validCycle(obj) || !obj->type) obj->type = invalidType();
        break;
      case ObjKind::TypeName:
        if (!validCycle(obj)) obj->type = invalidType();
        break;
      case ObjKind::Func:
        validCycle(obj);
        break;
      default:
        break;
    }
    if (!obj->type) obj->type = invalidType();
    return;
  }
  DeclInfo* d = obj->decl;
  if (!d || tooDeep(obj->pos)) {
    obj->type = invalidType();
    obj->color = kBlack;
    return;
  }

  obj->color = kGrey + static_cast<uint32_t>(push(obj));
  {
    SaveEnv save(*this);
    env = Environment();
    env.scope = d->file;
    switch (obj->kind) {
      case ObjKind::Const:
        env.decl = d;
        constDecl(static_cast<Const*>(obj), d->vtyp, d->init, d->inherited);
        break;
      case ObjKind::Var:
        env.decl = d;
        varDecl(static_cast<Var*>(obj), d->lhs, d->vtyp, d->init);
        break;
      case ObjKind::TypeName:
        typeDecl(static_cast<TypeName*>(obj), d->tdecl, def);
        collectMethods(static_cast<TypeName*>(obj));
        break;
      case ObjKind::Func:
        funcDecl(static_cast<Func*>(obj), d);
        break;
      default:
        break;
    }
  }
  pop()->color = kBlack;
}

bool Checker::validCycle(Object* obj) {
  size_t start = obj->color - kGrey;
  size_t n = objPath.size() - start;
  bool tparCycle = false;
  size_t nval = 0, ndef = 0;
  for (size_t i = start; i < objPath.size() && !tparCycle; i++) {
    Object* o = objPath[i];
    switch (o->kind) {
      case ObjKind::Const:
      case ObjKind::Var:
        nval++;
        break;
      case ObjKind::TypeName: {
        // A generic type may not be needed for its own type parameters.
        if (env.inTParamList && o->type && isGeneric(o->type)) {
          tparCycle = true;
          break;
        }
        bool alias = o->decl ? o->decl->tdecl->alias : static_cast<TypeName*>(o)->isAlias();
        if (!alias) ndef++;
        break;
      }
      default:
        break;
    }
  }
  if (!tparCycle) {
    // Only values: initialisation order deals with it. Only types, at least one defined: types that
    // contain themselves are found by validType.
    if (nval == n) return true;
    if (nval == 0 && ndef > 0) return true;
  }
  cycleError(std::vector<Object*>(objPath.begin() + static_cast<long>(start), objPath.end()));
  return false;
}

void Checker::cycleError(const std::vector<Object*>& cycle) {
  auto name = [&](Object* o) {
    std::string s;
    if (o->pkg) {
      if (auto q = packageQualifier(o->pkg, pkg); !q.empty()) s = q + ".";
    }
    return s + o->name->string();
  };
  // Start at the object that stands first in the source.
  size_t i = 0;
  for (size_t k = 1; k < cycle.size(); k++) {
    if (cycle[k]->pos < cycle[i]->pos) i = k;
  }
  Object* obj = cycle[i];
  auto* tname = as<TypeName>(obj);
  if (tname && (tname->brokenAlias || (tname->decl && tname->decl->tdecl->alias))) {
    tname->brokenAlias = false;
    tname->type = invalidType();
  }
  MultiError e;
  e.parts.push_back({obj->pos, (tname ? "invalid recursive type " : "illegal cycle in declaration of ") + name(obj)});
  for (size_t k = 0; k < cycle.size(); k++) {
    e.parts.push_back({obj->pos, name(obj) + " refers to"});
    i = (i + 1) % cycle.size();
    obj = cycle[i];
  }
  e.parts.push_back({obj->pos, name(obj)});
  report(e);
}

// ---------------------------------------------------------------------------------------------

void Checker::constDecl(Const* obj, syntax::Expr* typExpr, syntax::Expr* init, bool inherited) {
  struct Restore {
    Checker& c;
    const ConstVal* iota;
    Pos errpos;
    ~Restore() {
      c.env.iota = iota;
      c.env.errpos = errpos;
    }
  } restore{*this, env.iota, env.errpos};
  env.iota = obj->val;
  env.errpos = Pos();
  // Until the value is known.
  obj->val = constant::unknown();

  if (typExpr) {
    Type* t = typ(typExpr);
    if (!isConstType(t)) {
      if (isValid(under(t))) errorf(typExpr, "invalid constant type {}", t);
      obj->type = invalidType();
      return;
    }
    obj->type = t;
  }
  operand x;
  if (init) {
    if (inherited) env.errpos = obj->pos;
    expr(&x, init);
  }
  initConst(obj, &x);
}

void Checker::varDecl(Var* obj, List<Var*> lhs, syntax::Expr* typExpr, syntax::Expr* init) {
  DeclInfo* d = obj->decl;
  // Of an invalid variable nobody wants to hear that it is unused.
  struct MarkUsed {
    Var* obj;
    List<Var*> lhs;
    ~MarkUsed() {
      if (obj->type == invalidType()) obj->used = true;
      for (Var* v : lhs) {
        if (v->type == invalidType()) v->used = true;
      }
    }
  } mark{obj, lhs};

  if (typExpr) obj->type = varType(typExpr);
  if (!init) {
    if (!typExpr) obj->type = invalidType();
    return;
  }
  if (typExpr && lazy && d) {
    // The initialiser of a library variable waits for checkVarInit.
    for (Var* v : lhs) {
      v->type = obj->type;
      v->color = kBlack;
    }
    return;
  }
  if (d) d->initChecked = true;
  if (lhs.size() <= 1) {
    initExpr(obj, init);
    return;
  }
  if (typExpr) {
    for (Var* v : lhs) v->type = obj->type;
  }
  initVars(lhs, List<syntax::Expr*>{&init, 1}, nullptr);
}

void Checker::initExpr(Var* obj, syntax::Expr* init) {
  operand x;
  // A variable of a function type tells a generic function its type arguments.
  if (obj->type && obj->type->kind != TypeKind::TypeParam && asUnder<Signature>(obj->type) && allowVersion(pkg, 21)) {
    genericOperand(&x, init);
    singleValue(&x);
  } else {
    expr(&x, init);
  }
  initVar(obj, &x, "variable declaration");
}

bool Checker::isImportedConstraint(Type* t) {
  auto* n = as<Named>(t);
  if (!n || n->obj->pkg == pkg || !n->obj->pkg) return false;
  auto* u = as<Interface>(n->under());
  return u && !u->isMethodSet();
}

void Checker::typeDecl(TypeName* obj, syntax::TypeDecl* tdecl, Named* def) {
  bool alias = tdecl->alias;
  if (!lazy) {
    later([this, obj, tdecl] {
      if (auto* t = as<Named>(obj->type)) {
        if (t->obj == obj) validType(t);
        if (t->fromRHS && isImportedConstraint(t->fromRHS) && !allowVersion(pkg, 18))
          versionErrorf(tdecl->typeExpr, "go1.18", "using type constraint {}", t->fromRHS);
      }
    });
  }
  if (alias && !tdecl->tparamList.empty()) {
    error(tdecl, "generic type cannot be alias");
    alias = false;
  }
  if (alias) {
    if (!allowVersion(pkg, 9)) versionErrorf(tdecl, "go1.9", "type aliases");
    obj->brokenAlias = true;
    obj->type = invalidType();
    Type* rhs = typ(tdecl->typeExpr);
    obj->brokenAlias = false;
    obj->type = rhs;
    return;
  }

  Named* named = newNamed(obj, nullptr);
  obj->notInHeap = tdecl->pragma && tdecl->pragma->flags & syntax::kPragmaNotInHeap;
  if (def) def->underlying_ = named;
  Scope* saved = env.scope;
  if (!tdecl->tparamList.empty()) {
    env.scope = newScope(env.scope, tdecl->pos, Pos());
    collectTypeParams(&named->tparams, tdecl->tparamList);
  }
  Type* rhs = definedType(tdecl->typeExpr, named);
  named->fromRHS = rhs;
  // A cycle through an invalid type leaves nothing there.
  if (!named->underlying_) named->underlying_ = invalidType();
  if (isTypeParam(rhs)) {
    error(tdecl->typeExpr, "cannot use a type parameter as RHS in type declaration");
    named->underlying_ = invalidType();
  }
  env.scope = saved;
}

namespace {
uint64_t nextTypeParamId = 0;
}

TypeParam* Checker::newTypeParam(TypeName* obj, Type* constraint) {
  auto* t = typeArena().make<TypeParam>(this, ++nextTypeParamId, obj, constraint);
  if (!obj->type) {
    obj->type = t;
    obj->color = kBlack;
  }
  return t;
}

void Checker::collectTypeParams(List<TypeParam*>* dst, List<syntax::Field*> list) {
  auto tparams = typeArena().newList<TypeParam*>(list.size());
  // All are declared before the first constraint: constraints may mention any of them.
  for (uint32_t i = 0; i < list.size(); i++) {
    tparams[i] = declareTypeParam(list[i]->name);
    tparams[i]->index = static_cast<int>(i);
  }
  *dst = tparams;
  bool saved = env.inTParamList;
  env.inTParamList = true;
  Type* b = nullptr;
  for (uint32_t i = 0; i < list.size(); i++) {
    if (i == 0 || list[i]->typeExpr != list[i - 1]->typeExpr) {
      b = bound(list[i]->typeExpr);
      if (isTypeParam(b)) {
        error(list[i]->typeExpr, "cannot use a type parameter as constraint");
        b = invalidType();
      }
    }
    tparams[i]->bound = b;
  }
  env.inTParamList = saved;
  // Later ones may have needed an earlier one's type set: it is computed when all bounds are there.
  if (!lazy) {
    for (TypeParam* t : tparams) later([t] { t->iface(); });
  }
}

Type* Checker::bound(syntax::Expr* x) {
  // ~T and A|B stand for interface{~T} and interface{A|B}.
  auto* o = x->as<syntax::Operation>();
  if (o && (o->op == syntax::Operator::Tilde || o->op == syntax::Operator::Or)) {
    auto* f = typeArena().make<syntax::Field>(x->pos);
    f->typeExpr = x;
    auto* it = typeArena().make<syntax::InterfaceType>(x->pos);
    it->methodList = typeArena().listOf<syntax::Field*>({f});
    Type* t = typ(it);
    if (auto* i = as<Interface>(t)) i->implicit = true;
    return t;
  }
  return typ(x);
}

TypeParam* Checker::declareTypeParam(syntax::Name* name) {
  auto* tname = newTypeName(name->pos, pkg, name->sym, nullptr);
  auto* t = newTypeParam(tname, invalidType());
  declare(env.scope, name, tname, env.scope->start());
  return t;
}

void Checker::collectMethods(TypeName* obj) {
  auto it = methods.find(obj);
  if (it == methods.end()) return;
  std::vector<Func*> list = std::move(it->second);
  methods.erase(it);
  auto* base = as<Named>(obj->type);
  if (base && !lazy) later([this, base] { checkFieldUniqueness(base); });
  std::unordered_map<Sym, Func*> seen;
  for (Func* m : list) {
    auto [at, fresh] = seen.emplace(m->name, m);
    if (!fresh) {
      MultiError e;
      e.parts.push_back({m->pos, sprintf("{}.{} redeclared in this block", obj->name, m->name)});
      e.parts.push_back({at->second->pos, sprintf("other declaration of {}", m->name)});
      report(e);
      continue;
    }
    if (base) base->addMethod(m);
  }
}

void Checker::checkFieldUniqueness(Named* base) {
  auto* s = as<Struct>(base->under());
  if (!s || base->methods.empty()) return;
  for (Var* f : s->fields) {
    if (f->name == blankSym()) continue;
    for (Func* m : base->methods) {
      if (m->name != f->name) continue;
      // Methods are few and declared after the type: the field is reported as the other one.
      MultiError e;
      e.parts.push_back({m->pos, sprintf("field and method with the same name {}", f->name)});
      e.parts.push_back({f->pos, sprintf("other declaration of {}", f->name)});
      report(e);
    }
  }
}

void Checker::funcDecl(Func* obj, DeclInfo* decl) {
  auto* sig = typeArena().make<Signature>();
  obj->type = sig;  // guards against cycles
  // The type is known to be a function's: mentioning it in its own parameter types is no cycle.
  uint32_t saved = obj->color;
  obj->color = kBlack;
  syntax::FuncDecl* f = decl->fdecl;
  funcType(sig, f->recv, f->tparamList, f->typeExpr);
  obj->color = saved;

  bool hasBody = f->body || f->hasBody;
  if (!f->tparamList.empty() && !hasBody) softErrorf(f, "parameterized function is missing function body");
  if (conf.ignoreFuncBodies || lazy || !hasBody) return;
  obj->bodyChecked = true;
  later([this, obj, decl, sig, f] {
    int before = errors;
    if (!ensureBody(f)) errors++;
    if (f->body) funcBody(decl, obj->name->str(), sig, f->body, nullptr);
    obj->bodyOk = errors == before;
  });
}

void Checker::declStmt(List<syntax::Decl*> list) {
  uint32_t first = 0;
  bool inConst = false;
  syntax::ConstDecl *last = nullptr, *prev = nullptr;
  for (uint32_t index = 0; index < list.size(); index++) {
    syntax::Decl* decl = list[index];
    if (decl->kind != syntax::NodeKind::ConstDecl) inConst = false;
    switch (decl->kind) {
      case syntax::NodeKind::ConstDecl: {
        auto* s = decl->to<syntax::ConstDecl>();
        size_t top = delayed.size();
        if (!inConst || !s->group || prev->group != s->group) {
          first = index;
          last = nullptr;
        }
        inConst = true;
        prev = s;
        auto* iota = constant::makeInt64(index - first);
        bool inherited = true;
        if (s->typeExpr || s->values) {
          last = s;
          inherited = false;
        } else if (!last) {
          inherited = false;
        }
        List<syntax::Expr*> values;
        if (last) values = syntax::unpackList(last->values);
        std::vector<Const*> lhs;
        for (uint32_t i = 0; i < s->nameList.size(); i++) {
          auto* obj = newConst(s->nameList[i]->pos, pkg, s->nameList[i]->sym, nullptr, iota);
          lhs.push_back(obj);
          constDecl(obj, last ? last->typeExpr : nullptr, i < values.size() ? values[i] : nullptr, inherited);
          obj->color = kBlack;
        }
        arity(s->pos, s->nameList, values, true, inherited);
        // Function literals in the initialiser must not see the constants.
        processDelayed(top);
        Pos scopePos = syntax::endPos(s);
        for (uint32_t i = 0; i < s->nameList.size(); i++) declare(env.scope, s->nameList[i], lhs[i], scopePos);
        break;
      }
      case syntax::NodeKind::VarDecl: {
        auto* s = decl->to<syntax::VarDecl>();
        size_t top = delayed.size();
        auto lhs0 = typeArena().newList<Var*>(s->nameList.size());
        for (uint32_t i = 0; i < s->nameList.size(); i++)
          lhs0[i] = newVar(s->nameList[i]->pos, pkg, s->nameList[i]->sym, nullptr);
        auto values = syntax::unpackList(s->values);
        for (uint32_t i = 0; i < lhs0.size(); i++) {
          List<Var*> lhs;
          syntax::Expr* init = nullptr;
          if (values.size() == s->nameList.size()) {
            init = values[i];
          } else if (values.size() == 1) {
            lhs = lhs0;
            init = values[0];
          } else if (i < values.size()) {
            init = values[i];
          }
          varDecl(lhs0[i], lhs, s->typeExpr, init);
          if (values.size() == 1) break;  // all are done
        }
        for (Var* v : lhs0) {
          if (!v->type) v->type = invalidType();
          v->color = kBlack;
        }
        if (!s->typeExpr || s->values) arity(s->pos, s->nameList, values, false, false);
        processDelayed(top);
        Pos scopePos = syntax::endPos(s);
        for (uint32_t i = 0; i < s->nameList.size(); i++) declare(env.scope, s->nameList[i], lhs0[i], scopePos);
        break;
      }
      case syntax::NodeKind::TypeDecl: {
        auto* s = decl->to<syntax::TypeDecl>();
        auto* obj = newTypeName(s->name->pos, pkg, s->name->sym, nullptr);
        declare(env.scope, s->name, obj, s->name->pos);
        obj->color = kGrey + static_cast<uint32_t>(push(obj));
        typeDecl(obj, s, nullptr);
        pop()->color = kBlack;
        break;
      }
      default:
        break;
    }
  }
}

}  // namespace vole::types
