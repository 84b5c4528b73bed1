// This file checks function types: receivers, parameters, results.
#include "frontend/types/checker_impl.h"

namespace vole::types {

void Checker::funcType(Signature* sig, syntax::Field* recvPar, List<syntax::Field*> tparams, syntax::FuncType* ftyp) {
  Scope* saved = env.scope;
  env.scope = newScope(env.scope, ftyp->pos, Pos(), true);
  sig->scope = env.scope;

  if (recvPar) {
    // The receiver of a generic type declares its own names for the type parameters.
    bool ptr;
    syntax::Name* rname;
    std::vector<syntax::Name*> rparams;
    unpackRecv(recvPar->typeExpr, true, &ptr, &rname, &rparams);
    if (!rparams.empty()) {
      auto list = typeArena().newList<TypeParam*>(rparams.size());
      for (uint32_t i = 0; i < list.size(); i++) {
        list[i] = declareTypeParam(rparams[i]);
        list[i]->index = static_cast<int>(i);
        // "_" is not in any scope: remember what it stands for in the receiver's type.
        if (rparams[i]->sym == blankSym()) recvTParamMap[rparams[i]] = list[i];
      }
      sig->rparams = list;
      List<TypeParam*> of;
      if (rname) {
        if (auto* n = as<Named>(genericType(rname, false))) of = n->tparams;
      }
      if (list.size() == of.size()) {
        SubstMap m{of, typeArena().newList<Type*>(of.size())};
        for (uint32_t i = 0; i < of.size(); i++) m.targs[i] = list[i];
        for (uint32_t i = 0; i < of.size(); i++) {
          if (!lazy) recordCanon(list[i], of[i]);
          // Bounds mention other type parameters.
          list[i]->bound = subst(of[i]->bound, m);
        }
      } else if (list.size() < of.size()) {
        errorf(recvPar->typeExpr, "got {}, but receiver base type declares {}", measure(list.size(), "type parameter"),
               of.size());
      }
    }
  }
  if (!tparams.empty()) collectTypeParams(&sig->tparams, tparams);

  // Parameters become visible only after all types are known: a type cannot mention a parameter.
  ParamNames names;
  List<Var*> recvList;
  bool dummy;
  if (recvPar) recvList = collectParams(&names, List<syntax::Field*>{&recvPar, 1}, false, &dummy);
  bool variadic;
  auto params = collectParams(&names, ftyp->paramList, true, &variadic);
  auto results = collectParams(&names, ftyp->resultList, false, &dummy);
  for (auto& [name, v] : names) declare(env.scope, name, v, env.scope->start());

  if (recvPar) {
    Var* recv = recvList.empty() ? newParam(Pos(), nullptr, emptySym(), invalidType()) : recvList[0];
    sig->recv = recv;
    auto check = [this, recv, sig] {
      bool isPtr;
      Type* rtyp = deref(recv->type, &isPtr);
      if (!isValid(rtyp)) return;
      if (auto* T = as<Named>(rtyp)) {
        if (T->inst && sig->rparams.empty()) {
          errorf(recv, "cannot define new methods on instantiated type {}", rtyp);
          return;
        }
        if (T->obj->pkg != pkg) {
          errorf(recv, "cannot define new methods on non-local type {}", rtyp);
          return;
        }
        std::string_view cause;
        Type* u = T->under();
        if (auto* b = as<Basic>(u)) {
          if (b->basic == BasicKind::UnsafePointer) cause = "unsafe.Pointer";
        } else if (u->kind == TypeKind::Pointer || u->kind == TypeKind::Interface) {
          cause = "pointer or interface type";
        }
        if (!cause.empty()) errorf(recv, "invalid receiver type {} ({})", rtyp, cause);
      } else if (rtyp->kind == TypeKind::Basic) {
        errorf(recv, "cannot define new methods on non-local type {}", rtyp);
      } else {
        errorf(recv, "invalid receiver type {}", recv->type);
      }
    };
    if (!lazy) later(check);
  }
  sig->params = newTuple(params);
  sig->results = newTuple(results);
  sig->variadic = variadic;
  env.scope = saved;
}

List<Var*> Checker::collectParams(ParamNames* names, List<syntax::Field*> list, bool variadicOk, bool* variadic) {
  *variadic = false;
  if (list.empty()) return {};
  auto params = typeArena().newList<Var*>(list.size());
  Type* t = nullptr;
  syntax::Expr* prev = nullptr;
  for (uint32_t i = 0; i < list.size(); i++) {
    syntax::Field* f = list[i];
    syntax::Expr* ftype = f->typeExpr;
    // Parameters declared in one list share their type expression.
    if (ftype != prev) {
      prev = ftype;
      if (auto* d = syntax::as<syntax::DotsType>(ftype)) {
        ftype = d->elem;
        if (variadicOk && i + 1 == list.size()) {
          *variadic = true;
        } else {
          softErrorf(d, "can only use ... with final parameter in list");
        }
      }
      t = varType(ftype);
    }
    if (f->name) {
      params[i] = newParam(f->name->pos, pkg, f->name->sym, t);
      // Recorded here as well: blank and duplicate names are in no scope.
      recordDef(f->name, params[i]);
      names->push_back({f->name, params[i]});
    } else {
      params[i] = newParam(f->pos, pkg, emptySym(), t);
      recordImplicit(f, params[i]);
    }
  }
  if (*variadic) {
    Var* last = params.back();
    last->type = newSlice(last->type);
    recordTypeAndValue(list.back()->typeExpr, typexpr, last->type, nullptr);
  }
  return params;
}

}  // namespace vole::types
