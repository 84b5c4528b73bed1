// This file checks the inputs of a session.
#include "frontend/types/session.h"

#include <algorithm>

#include "frontend/types/checker_impl.h"

namespace vole::types {

struct Checker::InputState {
  const SessionHooks& hooks;
  Addition* out;
  Scope* file;             // what the input declares
  Scope* body = nullptr;   // of the function that its statements are
  struct Grown {
    Named* type;
    List<Func*> methods;   // as they were
  };
  std::vector<Grown> grown;
};

Scope* Checker::declScope() { return input ? input->file : pkg->scope; }

Scope* Checker::inputScope(Scope* s) { return input && s == input->body ? input->file : s; }

// x, err := f() gives an err of an earlier input its value, as it would in one function, if the types allow it and another
// name is new.
void Checker::reuseVars(List<syntax::Expr*> lhs, List<Var*> vars, std::vector<Var*>* fresh) {
  auto known = [&](Var* v) { return as<Var>(pkg->scope->lookup(v->name)); };
  bool anyNew = std::any_of(fresh->begin(), fresh->end(), [&](Var* v) { return !pkg->scope->lookup(v->name); });
  if (!anyNew) return;
  for (uint32_t i = 0; i < lhs.size(); i++) {
    auto at = std::find(fresh->begin(), fresh->end(), vars[i]);
    if (at == fresh->end()) continue;
    Var* old = known(vars[i]);
    if (!old || !old->type || !vars[i]->type || !identical(old->type, vars[i]->type)) continue;
    recordUse(lhs[i]->to<syntax::Name>(), old);
    fresh->erase(at);
  }
}

Object* Checker::importByUse(syntax::Name* name) {
  if (name->sym->blank) return nullptr;
  std::string why;
  Package* p = input->hooks.packageByName ? input->hooks.packageByName(name->sym->str(), &why) : nullptr;
  if (!p) {
    if (!why.empty()) {
      // The error about the undefined name follows; this says more, in its place.
      errorf(name, "{}", why);
      auto* fake = newPackage(name->sym->str(), name->sym);
      fake->fake = true;
      auto* obj = newPkgName(name->pos, pkg, name->sym, fake);
      obj->used = true;
      return obj;
    }
    return nullptr;
  }
  auto* obj = newPkgName(name->pos, pkg, name->sym, p);
  obj->used = true;
  if (std::find(pkg->imports.begin(), pkg->imports.end(), p) == pkg->imports.end()) pkg->imports.push_back(p);
  input->file->insert(obj);
  obj->parent = pkg->scope;
  return obj;
}

// ---------------------------------------------------------------------------------------------
// Values of expressions

namespace {

bool hasPrefix(std::string_view s, std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view p) { return s.starts_with(p); });
}

// Calls made for what they do: their results are of interest when they tell of an error.
bool writes(syntax::CallExpr* call, Type* results) {
  auto* t = as<Tuple>(results);
  if (!t || t->vars.size() != 2 || t->vars[1]->type != universeError) return false;
  auto* sel = syntax::unparen(call->fun)->as<syntax::SelectorExpr>();
  return sel && hasPrefix(sel->sel->sym->str(), {"Print", "Fprint", "Write", "Fprintf"});
}

}  // namespace

// A value that stands alone is shown: the statement becomes a call of the function that prints.
bool Checker::showStmt(syntax::ExprStmt* s, operand* x) {
  if (env.scope != input->body || !input->hooks.show) return false;
  if (x->mode == invalid || x->mode == novalue || x->mode == builtin || x->mode == typexpr) return false;
  syntax::Expr* e = syntax::unparen(s->x);
  Func* show = input->hooks.show;
  if (auto* call = e->as<syntax::CallExpr>()) {
    syntax::Expr* fun = syntax::unparen(call->fun);
    bool isBuiltin = fun->mode == builtin;
    if (isBuiltin) {
      // copy and recover are statements.
      auto* name = fun->as<syntax::Name>();
      if (name && (name->sym->str() == "copy" || name->sym->str() == "recover")) return true;
    } else if (fun->mode != typexpr && input->hooks.quietCalls) {
      return true;
    }
    if (!isBuiltin && x->type && writes(call, x->type)) show = input->hooks.showError;
  } else if (auto* op = e->as<syntax::Operation>(); op && op->op == syntax::Operator::Recv && !op->y) {
    auto* st = x->type ? as<Struct>(x->type->kind == TypeKind::Named ? under(x->type) : x->type) : nullptr;
    if (input->hooks.quietCalls || (st && st->fields.empty())) return true;  // a signal
  }
  std::vector<operand> values;
  if (auto* t = as<Tuple>(x->type)) {
    for (Var* v : t->vars) {
      operand y;
      y.mode = value;
      y.expr = s->x;
      y.type = v->type;
      values.push_back(y);
    }
  } else {
    values.push_back(*x);
  }
  showValues(s, show, std::move(values), {s->x});
  return true;
}

void Checker::showList(syntax::ExprStmt* s) {
  if (env.scope != input->body || !input->hooks.show) {
    error(s->x, "a list of expressions is no statement");
    return;
  }
  std::vector<operand> values;
  std::vector<syntax::Expr*> list;
  for (syntax::Expr* e : syntax::unpackList(s->x)) {
    operand x;
    expr(&x, e);
    if (x.mode == invalid) return;
    values.push_back(x);
    list.push_back(e);
  }
  showValues(s, input->hooks.show, std::move(values), std::move(list));
}

void Checker::showValues(syntax::ExprStmt* s, Func* show, std::vector<operand> values, std::vector<syntax::Expr*> list) {
  for (size_t i = 0; i < values.size() && values.size() == list.size(); i++) {
    // An untyped constant that no type holds is shown by its digits.
    operand& x = values[i];
    if (x.mode != constant_ || !input->hooks.text || !isUntyped(x.type) || !isNumeric(x.type)) continue;
    auto* def = static_cast<Basic*>(defaultType(x.type));
    if (representableConst(x.val, def, nullptr)) continue;
    auto* lit = conf.arena->make<syntax::BasicLit>(list[i]->pos);
    lit->litKind = syntax::LitKind::String;
    lit->value = typeArena().copyString("\"" + str(x.val) + "\"");
    x.expr = list[i] = lit;
    x.type = input->hooks.text;
    x.val = constant::makeString(str(x.val));
    recordTypeAndValue(lit, constant_, x.type, x.val);
  }
  auto* fun = conf.arena->make<syntax::Name>(s->x->pos);
  fun->sym = show->name;
  fun->obj = show;
  types::objDecl(show);
  auto* call = conf.arena->make<syntax::CallExpr>(s->x->pos);
  call->fun = fun;
  call->argList = conf.arena->copyList(list);
  recordTypeAndValue(fun, value, show->type, nullptr);
  recordTypeAndValue(call, novalue, nullptr, nullptr);
  std::vector<operand*> args;
  for (operand& v : values) args.push_back(&v);
  arguments(call, show->sig(), {}, args, {});
  input->out->shown.push_back({s, s->x});
  s->x = call;
}

// ---------------------------------------------------------------------------------------------
// Methods of types that are there already

bool Checker::addToKnownType(Func* m, TypeName* base) {
  auto* n = base->color == kBlack ? as<Named>(base->type) : nullptr;
  if (!n || n->obj != base) return false;
  bool seen = std::any_of(input->grown.begin(), input->grown.end(), [&](auto& g) { return g.type == n; });
  if (!seen) input->grown.push_back({n, n->methods});
  std::vector<Func*> list(n->methods.begin(), n->methods.end());
  Func* old = nullptr;
  for (Func*& f : list) {
    if (f->name != m->name) continue;
    if (std::find(objList.begin(), objList.end(), f) != objList.end()) {
      MultiError e;
      e.parts.push_back({m->pos, sprintf("{}.{} redeclared in this block", base->name, m->name)});
      e.parts.push_back({f->pos, sprintf("other declaration of {}", m->name)});
      report(e);
      return true;
    }
    old = f;
    f = m;
  }
  if (old) input->out->replaced.push_back({old, m});
  else list.push_back(m);
  n->methods = typeArena().copyList(list);
  n->nmethodCap = n->methods.size();
  later([this, n] { checkFieldUniqueness(n); });
  return true;
}

// ---------------------------------------------------------------------------------------------

bool Checker::checkInput(const SessionHooks& hooks, const syntax::Input& in, std::string_view name, Addition* out) {
  Enter enter(this);
  int before = errors;
  if (hooks.probe) errors++;
  depthReported = false;
  InputState state{hooks, out, newScope(pkg->scope, in.file->pos, in.file->eof), nullptr, {}};
  input = &state;
  objList.clear();
  initOrder_.clear();
  methods.clear();
  largeArrays.clear();
  sawLargeLit = false;
  files.assign(1, in.file);
  PackageDecls saved = decls;
  size_t imported = imports.size();

  std::vector<MethodInfo> infos;
  collectFile(in.file, state.file, &infos);
  for (auto& m : infos) {
    bool ptr;
    TypeName* base;
    resolveBaseTypeName(m.ptr, m.recv, &ptr, &base);
    if (!base) continue;
    m.obj->hasPtrRecv = ptr;
    if (!addToKnownType(m.obj, base)) methods[base].push_back(m.obj);
  }
  packageObjects();
  if (in.body && !in.body->list.empty()) {
    auto* d = conf.arena->make<syntax::FuncDecl>(in.body->pos);
    d->name = conf.arena->make<syntax::Name>(in.body->pos);
    d->name->sym = intern(name);
    d->typeExpr = conf.arena->make<syntax::FuncType>(in.body->pos);
    d->body = in.body;
    d->hasBody = true;
    d->source = in.file->source;
    Func* f = newFunc(d->pos, pkg, d->name->sym, nullptr);
    recordDef(d->name, f);
    f->parent = pkg->scope;
    f->bodyChecked = true;
    DeclInfo* info = newDecl(state.file);
    info->fdecl = d;
    addObj(f, info);
    auto* sig = typeArena().make<Signature>();
    f->type = sig;
    f->color = kBlack;
    SaveEnv save(*this);
    env = Environment();
    env.scope = state.file;
    funcType(sig, nullptr, {}, d->typeExpr);
    state.body = sig->scope;
    // Before the bodies of functions, which may mention the variables declared here.
    funcBody(info, name, sig, in.body, nullptr);
    f->bodyOk = errors == before;
    out->body = f;
  }
  processDelayed(0);
  cleanup();
  initOrder();
  recordUntyped();
  if (errors == before) monomorph();
  if (errors == before) checkLimits();
  input = nullptr;
  bool ok = errors == before && diag.errorCount() == 0;
  if (!ok) {
    for (auto& g : state.grown) {
      g.type->methods = g.methods;
      g.type->nmethodCap = g.methods.size();
    }
    decls = saved;
    imports.resize(imported);
    errors = 0;
    return false;
  }
  out->inits.assign(decls.inits.begin() + static_cast<long>(saved.inits.size()), decls.inits.end());
  out->order = initOrder_;
  for (auto& g : state.grown) out->grown.push_back(g.type);
  for (Object* const* p = state.file->begin(); p != state.file->end_it(); ++p) {
    Object* o = *p;
    o->parent = nullptr;
    if (Object* old = pkg->scope->replace(o)) out->replaced.push_back({old, o});
    o->parent = pkg->scope;
    out->objects.push_back(o);
  }
  return true;
}

// In the scope at hand. What is wrong with e is reported.
ExprInfo Checker::inspectOperand(syntax::Expr* e) {
  ExprInfo info;
  int before = errors;
  if (auto* n = e->as<syntax::Name>()) {
    Object* o = lookup(n->sym);
    if (!o) o = importByUse(n);
    if (auto* p = as<PkgName>(o)) {
      info.package = p->imported;
      info.ok = !p->imported->fake;
      return info;
    }
  }
  operand x;
  rawExpr(&x, e, nullptr, true);
  info.ok = errors == before && x.mode != invalid;
  if (!info.ok) return info;
  info.isType = x.mode == typexpr;
  info.addressable = x.mode == variable;
  if (x.mode == novalue) {
    info.text = "no value";
  } else if (x.mode == builtin) {
    info.text = "built-in function";
  } else {
    info.type = isUntyped(x.type) ? defaultType(x.type) : x.type;
    info.text = typeString(info.type, pkg);
    if (x.mode == constant_ && isUntyped(x.type)) info.text = typeString(x.type, pkg) + " constant, " + info.text;
    else if (x.mode == constant_) info.text += " constant";
    if (info.isType)
      if (auto* n = as<Named>(info.type)) info.text += " " + typeString(n->under(), pkg);
  }
  return info;
}

ExprInfo Checker::inspectExpr(const SessionHooks& hooks, syntax::Expr* e) {
  Enter enter(this);
  int before = errors;
  Addition none;
  InputState state{hooks, &none, newScope(pkg->scope, e->pos, Pos()), nullptr, {}};
  input = &state;
  env.scope = state.file;
  ExprInfo info = inspectOperand(e);
  processDelayed(0);
  input = nullptr;
  info.ok &= errors == before;
  errors = before;
  return info;
}

// Is the call the probe? It has been answered then.
bool Checker::probeHere(syntax::CallExpr* call) {
  Probe* p = input->hooks.probe;
  auto* name = call->fun->as<syntax::Name>();
  if (!p || !name || name->sym->str() != kProbe || p->reached) return false;
  p->reached = true;
  for (Scope* s = env.scope; s && s != pkg->scope; s = s->parent()) {
    for (Object* const* o = s->begin(); o != s->end_it(); ++o) {
      if ((*o)->kind != ObjKind::Label && ((*o)->type || (*o)->kind == ObjKind::PkgName)) p->visible.push_back(*o);
    }
  }
  if (call->argList.size() == 1) p->operand = inspectOperand(call->argList[0]);
  return true;
}

ExprInfo inspectExpr(Package* pkg, const SessionHooks& hooks, syntax::Expr* e) { return pkg->checker->inspectExpr(hooks, e); }

std::vector<Member> membersOf(Type* t, Package* from) {
  std::vector<Member> out;
  std::vector<Sym> seen;
  auto add = [&](Object* o) {
    if (o->name->blank || (!o->exported() && o->pkg != from)) return;
    if (std::find(seen.begin(), seen.end(), o->name) != seen.end()) return;
    seen.push_back(o->name);
    objDecl(o);
    out.push_back({o, (o->kind == ObjKind::Func ? "" : "field ") + (o->type ? typeString(o->type, from) : "")});
  };
  // Breadth first: what is nearer hides what is deeper.
  std::vector<Type*> level{t}, done;
  for (int depth = 0; depth < 8 && !level.empty(); depth++) {
    std::vector<Type*> next;
    for (Type* x : level) {
      if (auto* p = as<Pointer>(x)) x = p->base;
      if (std::find(done.begin(), done.end(), x) != done.end()) continue;
      done.push_back(x);
      if (auto* n = as<Named>(x))
        for (uint32_t i = 0; i < n->numMethods(); i++) add(n->method(i));
      Type* u = under(x);
      if (auto* p = as<Pointer>(u)) u = under(p->base);
      if (auto* s = as<Struct>(u)) {
        for (Var* f : s->fields) {
          add(f);
          if (f->embedded) next.push_back(f->type);
        }
      } else if (auto* it = as<Interface>(u)) {
        for (uint32_t i = 0; i < it->numMethods(); i++) add(it->method(i));
      }
    }
    level = std::move(next);
  }
  return out;
}

void openSession(Package* pkg) { pkg->session = true; }

bool checkInput(Package* pkg, const SessionHooks& hooks, const syntax::Input& in, std::string_view name, Addition* out) {
  return pkg->checker->checkInput(hooks, in, name, out);
}

}  // namespace vole::types
