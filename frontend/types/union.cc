// This file checks the unions A|~B of constraints.
#include <algorithm>

#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {
// As in gc: enough for any program, and it bounds the quadratic algorithms on terms.
constexpr size_t kMaxTermCount = 100;

std::string termString(const Checker& c, const Term* t) { return (t->tilde ? "~" : "") + c.str(t->type); }
}  // namespace

Type* Checker::parseUnion(syntax::Expr* e) {
  // The operators lean to the left: collect the terms from the right.
  std::vector<syntax::Expr*> terms;
  std::vector<syntax::Operation*> ops;
  for (syntax::Expr* x = e;;) {
    auto* o = x->as<syntax::Operation>();
    if (!o || o->op != syntax::Operator::Or || !o->y) {
      terms.push_back(x);
      break;
    }
    terms.push_back(o->y);
    ops.push_back(o);
    x = o->x;
  }
  std::reverse(terms.begin(), terms.end());
  std::reverse(ops.begin(), ops.end());

  std::vector<Term*> list;
  Type* u = nullptr;
  for (size_t i = 0; i < terms.size(); i++) {
    Term* t = parseTilde(terms[i]);
    if (terms.size() == 1 && !t->tilde) return t->type;  // embedding of a single type
    if (list.size() >= kMaxTermCount) {
      if (u != invalidType()) {
        errorf(terms[i], "cannot handle more than {} union terms (implementation limitation)", (int)kMaxTermCount);
        u = invalidType();
      }
    } else {
      list.push_back(t);
      u = newUnion(typeArena().copyList(list));
    }
    if (i > 0) recordTypeAndValue(ops[i - 1], typexpr, u, nullptr);
  }
  if (u == invalidType() || lazy) return u;

  later([this, list, terms] {
    for (size_t i = 0; i < list.size(); i++) {
      Term* t = list[i];
      if (!isValid(t->type)) continue;
      Type* u = under(t->type);
      auto* f = as<Interface>(u);
      if (t->tilde) {
        if (f) {
          errorf(terms[i], "invalid use of ~ ({} is an interface)", t->type);
          continue;
        }
        if (!identical(u, t->type)) {
          errorf(terms[i], "invalid use of ~ (underlying type of {} is {})", t->type, u);
          continue;
        }
      }
      if (f) {
        // Interfaces with methods have no finite list of types.
        auto* set = f->typeSet();
        std::string s = termString(*this, t);
        if (!set->methods.empty()) {
          errorf(terms[i], "cannot use {} in union ({} contains methods)", s, s);
        } else if (t->type == universeComparable) {
          error(terms[i], "cannot use comparable in union");
        } else if (set->comparable) {
          errorf(terms[i], "cannot use {} in union ({} embeds comparable)", s, s);
        }
        continue;
      }
      for (size_t k = 0; k < i; k++) {
        if (!isValid(list[k]->type) || isInterface(list[k]->type) || termDisjoint(*list[k], *t)) continue;
        softErrorf(terms[i], "overlapping terms {} and {}", termString(*this, t), termString(*this, list[k]));
        break;
      }
    }
  });
  return u;
}

Term* Checker::parseTilde(syntax::Expr* tx) {
  syntax::Expr* x = tx;
  bool tilde = false;
  if (auto* o = x->as<syntax::Operation>(); o && o->op == syntax::Operator::Tilde) {
    x = o->x;
    tilde = true;
  }
  Type* t = typ(x);
  if (isTypeParam(t)) {
    if (tilde) {
      errorf(x, "type in term {} cannot be a type parameter", tx);
    } else {
      error(x, "term cannot be a type parameter");
    }
    t = invalidType();
  }
  auto* term = typeArena().make<Term>(Term{tilde, t});
  if (tilde) recordTypeAndValue(tx, typexpr, newUnion(typeArena().listOf<Term*>({term})), nullptr);
  return term;
}

}  // namespace vole::types
