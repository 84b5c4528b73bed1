// This file collects the package-level declarations of all files and resolves them.
#include <algorithm>

#include "frontend/syntax/literals.h"
#include "frontend/base/unicode.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

void Checker::arity(Pos pos, List<syntax::Name*> names, List<syntax::Expr*> inits, bool constDecl, bool inherited) {
  uint32_t l = names.size(), r = inits.size();
  if (l < r) {
    if (inherited) {
      errorf(pos, "extra init expr at {}", inits[l]->pos);
    } else {
      errorf(inits[l], "extra init expr {}", inits[l]);
    }
  } else if (l > r && (constDecl || r != 1)) {  // r == 1: perhaps a call with several results
    errorf(names[r], "missing init expr for {}", names[r]->sym);
  }
}

DeclInfo* Checker::newDecl(Scope* file) {
  declInfos.emplace_back();
  declInfos.back().file = file;
  return &declInfos.back();
}

void Checker::addObj(Object* obj, DeclInfo* d) {
  obj->decl = d;
  if (!d->obj) d->obj = obj;
  obj->order = ++nextOrder;
  objList.push_back(obj);
}

void Checker::declarePkgObj(syntax::Name* ident, Object* obj, DeclInfo* d) {
  static Sym init = intern("init"), main = intern("main");
  if (ident->sym == init) {
    error(ident, "cannot declare init - must be func");
    return;
  }
  if (ident->sym == main && pkg->name == main) {
    error(ident, "cannot declare main - must be func");
    return;
  }
  declare(declScope(), ident, obj, Pos());
  addObj(obj, d);
}

// ---------------------------------------------------------------------------------------------
// Imports

namespace {
/// The path of an import declaration without quotes; false with a reason if it is no valid one.
bool validatedImportPath(std::string_view lit, std::string* path, std::string* why) {
  path->clear();
  if (lit.size() < 2) {
    *why = "invalid syntax";
    return false;
  }
  *path = syntax::stringLitValue(lit);
  if (path->empty()) {
    *why = "empty string";
    return false;
  }
  static constexpr std::string_view kIllegal = "!\"#$%&'()*,:;<=>?[\\]^{|}`";
  for (const char *p = path->data(), *end = p + path->size(); p < end;) {
    DecodedRune d = decodeRune(p, end);
    bool illegal = d.rune < 0x80 && kIllegal.find(static_cast<char>(d.rune)) != std::string_view::npos;
    if (illegal || !isPrint(d.rune) || isSpace(d.rune) || d.rune == kRuneError) {
      *why = "invalid character " + formatUnicode(d.rune);
      return false;
    }
    p += d.size;
  }
  return true;
}

/// The path without empty and "." elements, ".." resolved.
std::string cleanPath(std::string_view path) {
  std::vector<std::string_view> parts;
  std::string_view rest = path;
  while (!rest.empty()) {
    auto i = rest.find('/');
    auto e = rest.substr(0, i);
    rest = i == std::string_view::npos ? std::string_view() : rest.substr(i + 1);
    if (e.empty() || e == ".") continue;
    if (e == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else {
      parts.push_back(e);
    }
  }
  std::string s = path.starts_with("/") ? "/" : "";
  for (size_t i = 0; i < parts.size(); i++) {
    if (i) s += '/';
    s += parts[i];
  }
  return s;
}

/// What an import's package is called, judged by its path: the last element, without a version.
std::string_view nameOfPath(std::string_view path) {
  auto last = [&](std::string_view p) {
    auto i = p.rfind('/');
    return i == std::string_view::npos ? p : p.substr(i + 1);
  };
  auto e = last(path);
  if (e.size() >= 2 && e[0] == 'v' && e.find_first_not_of("0123456789", 1) == std::string_view::npos && e != path)
    e = last(path.substr(0, path.size() - e.size() - 1));
  return e;
}
}  // namespace

Package* Checker::importPackage(Pos pos, std::string_view path) {
  if (path == "unsafe") return unsafePackage();
  if (std::string clean = cleanPath(path); clean != path && !path.starts_with("./") && !path.starts_with("../")) {
    errorf(pos, "could not import {} (non-canonical import path {} (should be {}))", path, quoteString(path),
           quoteString(clean));
    auto* p = newPackage(path, intern(nameOfPath(clean)));
    p->fake = true;
    return p;
  }
  std::string why = "no importer";
  Package* p = nullptr;
  if (conf.importer) {
    why.clear();
    p = conf.importer->import(path, pkg, &why);
  }
  if (p) return p;
  if (!why.empty()) {
    errorf(pos, "could not import {} ({})", path, why);
  } else {
    errors++;  // reported by the importer
  }
  // A stand-in keeps the look-ups of its members quiet.
  p = newPackage(path, intern(nameOfPath(path)));
  p->fake = true;
  return p;
}

Package* Checker::importedPkg(PkgName* p) {
  if (!p->imported && p->importDecl) {
    std::string path, why;
    validatedImportPath(p->importDecl->path->value, &path, &why);
    p->imported = importPackage(p->importDecl->path->pos, path);
    if (std::find(pkg->imports.begin(), pkg->imports.end(), p->imported) == pkg->imports.end())
      pkg->imports.push_back(p->imported);
  }
  return p->imported;
}

void Checker::collectImport(syntax::ImportDecl* s, Scope* fileScope) {
  if (!s->path || s->path->bad) return;  // reported by the parser
  std::string path, why;
  if (!validatedImportPath(s->path->value, &path, &why)) {
    errorf(s->path, "invalid import path ({})", why);
    return;
  }
  static Sym init = intern("init"), dot = intern(".");
  bool isDot = s->localPkgName && s->localPkgName->sym == dot;
  // In a library package the import waits until something of it is mentioned.
  Package* imp = nullptr;
  if (!lazy || isDot) {
    imp = importPackage(s->path->pos, path);
    if (std::find(pkg->imports.begin(), pkg->imports.end(), imp) == pkg->imports.end()) pkg->imports.push_back(imp);
  }
  Sym name = s->localPkgName ? s->localPkgName->sym : imp ? imp->name : intern(nameOfPath(path));
  if (path == "C" && s->localPkgName) {
    error(s->localPkgName, "cannot rename import \"C\"");
    return;
  }
  if (name == init) {
    error(s, "cannot import package as init - init must be a func");
    return;
  }
  auto* obj = newPkgName(s->pos, pkg, name, imp);
  obj->importDecl = s;
  if (s->localPkgName) {
    recordDef(s->localPkgName, obj);
  } else {
    recordImplicit(s, obj);
  }
  if (imp && imp->fake) obj->used = true;
  imports.push_back(obj);
  if (!isDot) {
    declare(fileScope, nullptr, obj, Pos());
    return;
  }
  for (auto* o = imp->scope->begin(); o != imp->scope->end_it(); ++o) {
    if (!(*o)->exported()) continue;
    if (Object* alt = fileScope->lookup((*o)->name)) {
      MultiError e;
      e.parts.push_back({s->localPkgName->pos, sprintf("{} redeclared in this block", alt->name)});
      if (alt->pos.isKnown()) e.parts.push_back({alt->pos, sprintf("other declaration of {}", alt->name)});
      report(e);
    } else {
      fileScope->insert(*o);
      dotImports.push_back({fileScope, (*o)->name, obj});
    }
  }
}

// ---------------------------------------------------------------------------------------------
// Declarations

void Checker::collectFunc(syntax::FuncDecl* s, Scope* fileScope, std::vector<MethodInfo>* methodInfos) {
  static Sym init = intern("init"), main = intern("main");
  Sym name = s->name->sym;
  auto* obj = newFunc(s->name->pos, pkg, name, nullptr);
  bool tparamError = false;
  if (!s->recv) {
    if (name == init || (name == main && pkg->name == main)) {
      if (!s->tparamList.empty()) {
        softErrorf(s->tparamList[0], "func {} must have no type parameters", name);
        tparamError = true;
      }
      if (!s->typeExpr->paramList.empty() || !s->typeExpr->resultList.empty())
        softErrorf(s, "func {} must have no arguments and no return values", name);
    }
    if (name == init) {
      obj->parent = pkg->scope;
      recordDef(s->name, obj);
      if (!s->body && !s->hasBody) softErrorf(obj->pos, "missing function body");
      decls.inits.push_back(obj);
    } else {
      declare(declScope(), s->name, obj, Pos());
      decls.funcs.push_back(obj);
    }
  } else {
    bool ptr;
    syntax::Name* recv;
    unpackRecv(s->recv->typeExpr, false, &ptr, &recv, nullptr);
    if (recv && name != blankSym()) methodInfos->push_back({obj, ptr, recv});
    recordDef(s->name, obj);
    decls.funcs.push_back(obj);
  }
  if (!s->tparamList.empty() && !allowVersion(pkg, 18) && !tparamError)
    versionErrorf(s->tparamList[0], "go1.18", "type parameter");
  DeclInfo* d = newDecl(fileScope);
  d->fdecl = s;
  addObj(obj, d);
}

void Checker::collectFile(syntax::File* file, Scope* fileScope, std::vector<MethodInfo>* methodInfos) {
  uint32_t first = 0;                 // first constant declaration of the current group
  bool inConst = false;
  syntax::ConstDecl* last = nullptr;  // the last one with an initialiser
  syntax::ConstDecl* prev = nullptr;
  for (uint32_t index = 0; index < file->declList.size(); index++) {
    syntax::Decl* decl = file->declList[index];
    auto* cd = decl->as<syntax::ConstDecl>();
    if (!cd) inConst = false;
    switch (decl->kind) {
      case syntax::NodeKind::ImportDecl:
        collectImport(decl->to<syntax::ImportDecl>(), fileScope);
        break;
      case syntax::NodeKind::ConstDecl: {
        if (!inConst || !cd->group || prev->group != cd->group) {
          first = index;
          last = nullptr;
        }
        inConst = true;
        prev = cd;
        auto* iota = constant::makeInt64(index - first);
        bool inherited = true;
        if (cd->typeExpr || cd->values) {
          last = cd;
          inherited = false;
        } else if (!last) {
          inherited = false;
        }
        List<syntax::Expr*> values;
        if (last) values = syntax::unpackList(last->values);
        for (uint32_t i = 0; i < cd->nameList.size(); i++) {
          syntax::Name* name = cd->nameList[i];
          auto* obj = newConst(name->pos, pkg, name->sym, nullptr, iota);
          DeclInfo* d = newDecl(fileScope);
          d->vtyp = last ? last->typeExpr : nullptr;
          d->init = i < values.size() ? values[i] : nullptr;
          d->inherited = inherited;
          d->iota = iota;
          declarePkgObj(name, obj, d);
        }
        arity(cd->pos, cd->nameList, values, true, inherited);
        break;
      }
      case syntax::NodeKind::VarDecl: {
        auto* s = decl->to<syntax::VarDecl>();
        auto lhs = typeArena().newList<Var*>(s->nameList.size());
        // A single value for all names makes them share one DeclInfo.
        DeclInfo* d1 = nullptr;
        if (!syntax::is<syntax::ListExpr>(s->values)) {
          d1 = newDecl(fileScope);
          d1->lhs = lhs;
          d1->vtyp = s->typeExpr;
          d1->init = s->values;
        }
        auto values = syntax::unpackList(s->values);
        for (uint32_t i = 0; i < s->nameList.size(); i++) {
          syntax::Name* name = s->nameList[i];
          auto* obj = newVar(name->pos, pkg, name->sym, nullptr);
          lhs[i] = obj;
          DeclInfo* d = d1;
          if (!d) {
            d = newDecl(fileScope);
            d->vtyp = s->typeExpr;
            d->init = i < values.size() ? values[i] : nullptr;
          }
          declarePkgObj(name, obj, d);
          decls.vars.push_back(obj);
        }
        if (!s->typeExpr || s->values) arity(s->pos, s->nameList, values, false, false);
        break;
      }
      case syntax::NodeKind::TypeDecl: {
        auto* s = decl->to<syntax::TypeDecl>();
        if (!s->tparamList.empty() && !allowVersion(pkg, 18))
          versionErrorf(s->tparamList[0], "go1.18", "type parameter");
        auto* obj = newTypeName(s->name->pos, pkg, s->name->sym, nullptr);
        DeclInfo* d = newDecl(fileScope);
        d->tdecl = s;
        declarePkgObj(s->name, obj, d);
        decls.types.push_back(obj);
        break;
      }
      case syntax::NodeKind::FuncDecl:
        collectFunc(decl->to<syntax::FuncDecl>(), fileScope, methodInfos);
        break;
      default:
        break;
    }
  }
}

void Checker::collectObjects() {
  std::vector<MethodInfo> infos;
  for (syntax::File* f : files) {
    auto* scope = newScope(pkg->scope, f->pos, f->eof);
    fileScopes.push_back(scope);
    collectFile(f, scope, &infos);
  }
  // A name may not be both imported and declared.
  for (Scope* scope : fileScopes) {
    for (auto* p = scope->begin(); p != scope->end_it(); ++p) {
      Object* obj = *p;
      Object* alt = pkg->scope->lookup(obj->name);
      if (!alt) continue;
      MultiError e;
      if (auto* pn = as<PkgName>(obj)) {
        std::string path = pn->imported ? std::string(pn->imported->path) : obj->name->string();
        e.parts.push_back({alt->pos, sprintf("{} already declared through import of package {} (\"{}\")", alt->name,
                                             pn->imported ? pn->imported->name : obj->name, path)});
      } else {
        e.parts.push_back({alt->pos, sprintf("{} already declared through dot-import of package {} (\"{}\")", alt->name,
                                             obj->pkg->name, obj->pkg->path)});
      }
      if (obj->pos.isKnown()) e.parts.push_back({obj->pos, sprintf("other declaration of {}", obj->name)});
      report(e);
    }
  }
  for (auto& m : infos) {
    bool ptr;
    TypeName* base;
    resolveBaseTypeName(m.ptr, m.recv, &ptr, &base);
    if (!base) continue;
    m.obj->hasPtrRecv = ptr;
    methods[base].push_back(m.obj);
  }
}

void Checker::unpackRecv(syntax::Expr* rtyp, bool unpackParams, bool* ptr, syntax::Name** rname,
                         std::vector<syntax::Name*>* tparams) {
  *ptr = false;
  *rname = nullptr;
  for (;;) {
    if (auto* p = rtyp->as<syntax::ParenExpr>()) {
      rtyp = p->x;
    } else if (auto* o = rtyp->as<syntax::Operation>(); o && o->op == syntax::Operator::Mul && !o->y) {
      *ptr = true;
      rtyp = o->x;
    } else {
      break;
    }
  }
  if (auto* inst = rtyp->as<syntax::IndexExpr>()) {
    rtyp = inst->x;
    if (unpackParams) {
      for (syntax::Expr* arg : syntax::unpackList(inst->index)) {
        auto* par = syntax::as<syntax::Name>(arg);
        if (!par) {
          if (arg->kind != syntax::NodeKind::BadExpr)
            errorf(arg, "receiver type parameter {} must be an identifier", arg);
          par = typeArena().make<syntax::Name>(arg->pos);
          par->sym = blankSym();
        }
        tparams->push_back(par);
      }
    }
  }
  *rname = rtyp->as<syntax::Name>();
}

void Checker::resolveBaseTypeName(bool seenPtr, syntax::Expr* typ, bool* ptr, TypeName** base) {
  *ptr = seenPtr;
  *base = nullptr;
  // Follows aliases; a chain longer than the package's objects is a cycle.
  for (size_t steps = 0; steps <= objList.size(); steps++) {
    typ = syntax::unparen(typ);
    if (auto* o = typ->as<syntax::Operation>(); o && o->op == syntax::Operator::Mul && !o->y) {
      if (*ptr) return;
      *ptr = true;
      typ = syntax::unparen(o->x);
    }
    auto* name = typ->as<syntax::Name>();
    if (!name) return;
    auto* tname = as<TypeName>(input ? declScope()->lookupParent(name->sym, Pos()) : pkg->scope->lookup(name->sym));
    if (!tname || !tname->decl) return;
    if (!tname->decl->tdecl->alias) {
      *base = tname;
      return;
    }
    typ = tname->decl->tdecl->typeExpr;
  }
}

void Checker::packageObjects() {
  // Types first, aliases after the others: an alias may need a type that is not set up yet.
  std::vector<Object*> aliases, others;
  for (size_t i = 0; i < objList.size(); i++) {
    Object* o = objList[i];
    if (o->kind != ObjKind::TypeName) {
      others.push_back(o);
    } else if (o->decl->tdecl->alias) {
      aliases.push_back(o);
    } else {
      objDecl(o, nullptr);
    }
  }
  for (Object* o : aliases) objDecl(o, nullptr);
  for (Object* o : others) objDecl(o, nullptr);
  methods.clear();
}

// ---------------------------------------------------------------------------------------------

void Checker::unusedImports() {
  for (PkgName* p : imports) {
    if (!p->used && p->name != blankSym()) errorUnusedPkg(p);
  }
}

void Checker::errorUnusedPkg(PkgName* obj) {
  std::string path = obj->imported ? std::string(obj->imported->path) : obj->name->string();
  auto i = path.rfind('/');
  std::string elem = i == std::string::npos ? path : path.substr(i + 1);
  if (obj->name->str() == "." || obj->name->str() == elem) {
    softErrorf(obj, "imported and not used: {}", quoteString(path));
  } else {
    softErrorf(obj, "imported and not used: {} as {}", quoteString(path), obj->name);
  }
}

}  // namespace vole::types
