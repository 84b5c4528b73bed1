// This file builds and caches interface method tables. Interface and dynamic type both keep their methods sorted, so one
// merging pass finds them all.
#include "runtime/type/itab.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "runtime/data/gostring.h"
#include "runtime/runtime.h"
#include "runtime/type/itab_impl.h"

namespace vole::rt {

ItabTable* newItabTable() { return new ItabTable; }
void freeItabTable(ItabTable* t) {
  for (auto& [k, tab] : t->map) free(tab);
  delete t;
}

const Uncommon* uncommonOf(Runtime& rt, const Type* t) {
  if (__builtin_expect(__atomic_load_n(&t->tflag, __ATOMIC_ACQUIRE) & kTFlagLazyMethods, 0) && rt.hooks.fillMethods) {
    std::lock_guard<std::recursive_mutex> guard(rt.compileLock);
    if (t->tflag & kTFlagLazyMethods) rt.hooks.fillMethods(rt, const_cast<Type*>(t));
  }
  return t->uncommon;
}

static int compareNames(GoString an, GoString ap, GoString bn, GoString bp) {
  if (int c = compareStrings(an, bn)) return c;
  return compareStrings(ap, bp);
}

// Index in inter's order of the first method t lacks, or -1; fills fun when given.
static int64_t match(const InterfaceType* inter, const Uncommon* u, FuncInfo** fun) {
  int64_t j = 0, n = u ? u->nmethods : 0;
  for (int64_t i = 0; i < inter->nmethods; i++) {
    const IMethod& want = inter->methods[i];
    int c = 1;
    while (j < n && (c = compareNames(u->methods[j].name, u->methods[j].pkgPath, want.name, want.pkgPath)) < 0) j++;
    if (j == n || c != 0 || u->methods[j].mtyp != want.typ) return i;
    if (fun) fun[i] = u->methods[j].ifn;
    j++;
  }
  return -1;
}

// The place of the itab for t in an interface with inter's methods. Named and unnamed interface types with the same methods
// share their method list, and the itab with it: a value converted from one to the other keeps its word, and equal dynamic
// types mean equal words. *made: it is new, fun is to be filled. The lock is held.
static itab* itabAt(ItabTable& tab, const InterfaceType* inter, const Type* t, bool* made) {
  const InterfaceType* canon = tab.canon.try_emplace(inter->methods, inter).first->second;
  itab*& res = tab.map[{canon, t}];
  *made = !res;
  if (!res) {
    res = static_cast<itab*>(calloc(1, sizeof(itab) + sizeof(FuncInfo*) * static_cast<size_t>(canon->nmethods)));
    res->inter = canon;
    res->type = t;
    res->hash = t->hash;
  }
  return res;
}

const itab* additab(Runtime& rt, const InterfaceType* inter, const Type* t, std::span<FuncInfo* const> fun) {
  ItabTable& tab = *rt.itabs;
  LockGuard guard(tab.lock);
  bool made;
  itab* res = itabAt(tab, inter, t, &made);
  if (made) {
    std::copy(fun.begin(), fun.end(), res->fun);
    res->nfun = static_cast<uint32_t>(fun.size());
  }
  return res;
}

const itab* getitab(Runtime& rt, const InterfaceType* inter, const Type* t) {
  ItabTable& tab = *rt.itabs;
  auto& slot = tab.cache[((reinterpret_cast<uintptr_t>(inter) >> 4) ^ (reinterpret_cast<uintptr_t>(t) >> 3)) % ItabTable::kCache];
  if (const ItabTable::Entry* e = slot.load(std::memory_order_acquire); e && e->inter == inter && e->type == t)
    return e->tab->nfun ? e->tab : nullptr;
  {
    LockGuard guard(tab.lock);
    auto it = tab.asked.find({inter, t});
    if (it != tab.asked.end()) {
      slot.store(&it->second, std::memory_order_release);
      return it->second.tab->nfun ? it->second.tab : nullptr;
    }
  }
  // Without the lock: filling methods asks the front end, which may ask for itabs.
  const Uncommon* u = uncommonOf(rt, t);
  LockGuard guard(tab.lock);
  bool made;
  itab* res = itabAt(tab, inter, t, &made);
  if (made) {
    auto n = static_cast<uint32_t>(inter->nmethods);
    res->nfun = match(res->inter, u, res->fun) < 0 ? (n ? n : 1) : 0;
  }
  auto it = tab.asked.try_emplace({inter, t}, ItabTable::Entry{inter, t, res}).first;
  slot.store(&it->second, std::memory_order_release);
  return res->nfun ? res : nullptr;
}

void forgetMissing(Runtime& rt) {
  ItabTable& tab = *rt.itabs;
  LockGuard guard(tab.lock);
  for (auto& c : tab.cache) c.store(nullptr, std::memory_order_release);
  // Who has just read a cache may look at an entry still: they are kept.
  for (auto it = tab.asked.begin(); it != tab.asked.end();) {
    auto next = std::next(it);
    if (!it->second.tab->nfun) tab.forgotten.push_back(tab.asked.extract(it));
    it = next;
  }
  for (auto it = tab.map.begin(); it != tab.map.end();)
    it = it->second->nfun ? std::next(it) : tab.map.erase(it);
}

GoString missingMethod(Runtime& rt, const InterfaceType* inter, const Type* t) {
  int64_t i = match(inter, uncommonOf(rt, t), nullptr);
  return i < 0 ? GoString{"", 0} : inter->methods[i].name;
}

bool implements(Runtime& rt, const InterfaceType* inter, const Type* t) {
  if (inter->nmethods == 0) return true;
  if (t->kind != kInterface) return getitab(rt, inter, t) != nullptr;
  auto* have = asInterface(t);
  int64_t j = 0;
  for (int64_t i = 0; i < inter->nmethods; i++) {
    const IMethod& want = inter->methods[i];
    while (j < have->nmethods && compareNames(have->methods[j].name, have->methods[j].pkgPath, want.name, want.pkgPath) < 0) j++;
    if (j == have->nmethods || compareNames(have->methods[j].name, have->methods[j].pkgPath, want.name, want.pkgPath) != 0 ||
        have->methods[j].typ != want.typ)
      return false;
    j++;
  }
  return true;
}

const Method* findMethod(Runtime& rt, const Type* t, GoString name, GoString pkgPath) {
  const Uncommon* u = uncommonOf(rt, t);
  if (!u) return nullptr;
  for (int64_t i = 0; i < u->nmethods; i++)
    if (compareNames(u->methods[i].name, u->methods[i].pkgPath, name, pkgPath) == 0) return &u->methods[i];
  return nullptr;
}

}  // namespace vole::rt
