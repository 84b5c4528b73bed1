// This file checks interface types.
#include <algorithm>

#include "frontend/types/checker_impl.h"

namespace vole::types {

void Checker::interfaceType(Interface* ityp, syntax::InterfaceType* iface, Named* def) {
  std::vector<Func*> methodList;
  std::vector<Type*> embeddeds;
  std::vector<Pos> embedPos;
  for (syntax::Field* f : iface->methodList) {
    if (!f->name) {
      Pos pos = syntax::startPos(f->typeExpr);
      embeddeds.push_back(parseUnion(f->typeExpr));
      embedPos.push_back(pos);
      continue;
    }
    if (f->name->sym == blankSym()) {
      error(f->name, "methods must have a unique non-blank name");
      continue;
    }
    Type* t = typ(f->typeExpr);
    auto* sig = as<Signature>(t);
    if (!sig) {
      if (isValid(t)) errorf(f->typeExpr, "invalid AST: {} is not a method signature", t);
      continue;
    }
    // The receiver is the defined type, if there is one.
    sig->recv = newVar(f->name->pos, pkg, emptySym(), def ? static_cast<Type*>(def) : ityp);
    auto* m = newFunc(f->name->pos, pkg, f->name->sym, sig);
    recordDef(f->name, m);
    methodList.push_back(m);
  }
  std::sort(methodList.begin(), methodList.end(), [](Func* a, Func* b) {
    if (methodLess(a, b) || methodLess(b, a)) return methodLess(a, b);
    return a->pos < b->pos;
  });
  ityp->methods = typeArena().copyList(methodList);
  ityp->embeddeds = typeArena().copyList(embeddeds);
  ityp->embedPos = typeArena().copyList(embedPos);
  ityp->complete = true;
  if (methodList.empty() && embeddeds.empty()) {
    ityp->tset = emptyInterface.tset;
    return;
  }
  // Errors in the type set must come even if nobody asks for it.
  if (lazy) return;
  Pos pos = iface->pos;
  later([this, pos, ityp] { computeInterfaceTypeSet(this, pos, ityp); });
}

}  // namespace vole::types
