// This file is what a session needs beyond a program: functions that replace others, inputs.
#include "frontend/base/assert.h"
#include "runtime/runtime.h"
#include "runtime/type/itab.h"
#include "vm/compile/program.h"

namespace vole::vm {

rt::FuncInfo* Program::sessionEntry(types::Package* pkg, const std::string& name,
                                    const std::vector<types::Initializer*>& inits,
                                    const std::vector<types::Func*>& funcs) {
  std::vector<Unit*> order;
  types::resolveImports(pkg);
  for (types::Package* q : std::vector<types::Package*>(pkg->imports)) initPackage(q, order);
  if (order.empty() && inits.empty()) {
    if (funcs.empty()) return nullptr;
    if (funcs.size() == 1) return funcInfo(funcs[0], nullptr, nullptr);
  }
  units_.emplace_back();
  Unit& u = units_.back();
  u.kind = Unit::kInit;
  u.pkg = pkg;
  u.name = name;
  for (Unit* x : order) u.calls.push_back(x->fi);
  units_.emplace_back();
  Unit& own = units_.back();
  own.kind = Unit::kInit;
  own.pkg = pkg;
  own.name = name;
  own.inits = inits;
  own.initFuncs = funcs;
  u.calls.push_back(newFunc(&own));
  rt::FuncInfo* fi = newFunc(&u);
  fi->flags |= rt::kFuncPseudo;
  own.fi->flags |= rt::kFuncPseudo;
  return fi;
}

void Program::redefine(types::Func* old, types::Func* now) {
  if (!old->sig()->tparams.empty() || !old->sig()->rparams.empty()) {
    for (auto& [before, latest] : redefinedGeneric_)
      if (latest == old) latest = now;
    redefinedGeneric_[old] = now;
    std::vector<Unit*> instances;
    for (Unit& u : units_)
      if (u.kind == Unit::kFunc && u.func == old && u.env && u.fi) instances.push_back(&u);
    for (Unit* u : instances) {
      std::vector<types::Type*> targs(u->env->map.targs.begin(), u->env->map.targs.end());
      replace(u->fi, instanceInfo(now, targs));
    }
    return;
  }
  rt::FuncInfo* to = funcInfo(now, nullptr, nullptr);
  if (auto* from = static_cast<rt::FuncInfo*>(old->info)) replace(from, to);
  // Callers that are compiled only now.
  old->info = to;
}

void Program::replace(rt::FuncInfo* from, rt::FuncInfo* to) {
  if (from == to) return;
  std::vector<rt::FuncInfo*> all = std::move(redefined_[from]);
  redefined_.erase(from);
  all.push_back(from);
  for (rt::FuncInfo* f : all) {
    __atomic_store_n(&f->ifaceEntry, to->ifaceEntry, __ATOMIC_RELEASE);
    __atomic_store_n(&f->self, static_cast<const rt::FuncInfo*>(to), __ATOMIC_RELEASE);
  }
  redefined_[to] = std::move(all);
}

void Program::methodsChanged() {
  types.forgetMethods();
  rt::forgetMissing(rt);
}

}  // namespace vole::vm
