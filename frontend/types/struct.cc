// This file checks struct types.
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {
syntax::Expr* ptrBase(syntax::Expr* e) {
  auto* o = e->as<syntax::Operation>();
  return o && o->op == syntax::Operator::Mul && !o->y ? o->x : nullptr;
}

/// The name of an embedded field T, *T, p.T, T[A]; null if it is none of these.
syntax::Name* embeddedFieldIdent(syntax::Expr* e) {
  for (;;) {
    if (auto* n = e->as<syntax::Name>()) return n;
    if (auto* s = e->as<syntax::SelectorExpr>()) return s->sel;
    if (auto* i = e->as<syntax::IndexExpr>()) {
      e = i->x;
      continue;
    }
    syntax::Expr* base = ptrBase(e);
    if (!base || ptrBase(base)) return nullptr;  // no **T
    e = base;
  }
}
}  // namespace

void Checker::structType(Struct* styp, syntax::StructType* e) {
  std::vector<Var*> fields;
  std::vector<std::string_view> tags;
  std::unordered_map<Sym, Var*> set;  // only for many fields
  bool hasTags = false;

  auto add = [&](syntax::Name* ident, Type* t, std::string_view tag, bool embedded, Pos pos) {
    auto* f = newField(pos, pkg, ident->sym, t, embedded);
    if (ident->sym != blankSym()) {
      Var* alt = nullptr;
      if (fields.size() < 16) {
        for (Var* g : fields) {
          if (g->name == f->name) alt = g;
        }
      } else {
        if (set.empty()) {
          for (Var* g : fields) set.emplace(g->name, g);
        }
        auto [it, fresh] = set.emplace(f->name, f);
        if (!fresh) alt = it->second;
      }
      if (alt) {
        MultiError err;
        err.parts.push_back({pos, sprintf("{} redeclared", f->name)});
        err.parts.push_back({alt->pos, sprintf("other declaration of {}", f->name)});
        report(err);
        return;
      }
    }
    fields.push_back(f);
    tags.push_back(tag);
    hasTags = hasTags || !tag.empty();
    // The name of an embedded field keeps denoting the type it mentions.
    if (!embedded) recordDef(ident, f);
  };

  Type* t = nullptr;
  syntax::Expr* prev = nullptr;
  for (uint32_t i = 0; i < e->fieldList.size(); i++) {
    syntax::Field* f = e->fieldList[i];
    // Fields declared in one list share their type expression.
    if (i == 0 || f->typeExpr != prev) {
      t = varType(f->typeExpr);
      prev = f->typeExpr;
    }
    std::string_view tg;
    if (i < e->tagList.size()) tg = tag(e->tagList[i]);
    if (f->name) {
      add(f->name, t, tg, false, f->name->pos);
      continue;
    }
    Pos pos = syntax::startPos(f->typeExpr);
    syntax::Name* name = embeddedFieldIdent(f->typeExpr);
    if (!name) {
      errorf(pos, "invalid embedded field type {}", f->typeExpr);
      auto* blank = typeArena().make<syntax::Name>(pos);
      blank->sym = blankSym();
      add(blank, invalidType(), {}, true, pos);
      continue;
    }
    add(name, t, tg, true, pos);
    if (lazy) continue;
    // What lies under the type may not be known yet.
    later([this, t, pos] {
      bool isPtr;
      Type* base = deref(t, &isPtr);
      if (!isValid(base)) return;
      if (isTypeParam(base)) {
        error(pos, "embedded field type cannot be a (pointer to a) type parameter");
        return;
      }
      Type* u = under(base);
      if (auto* b = as<Basic>(u)) {
        if (b->basic == BasicKind::UnsafePointer) error(pos, "embedded field type cannot be unsafe.Pointer");
      } else if (u->kind == TypeKind::Pointer) {
        error(pos, "embedded field type cannot be a pointer");
      } else if (u->kind == TypeKind::Interface && isPtr) {
        error(pos, "embedded field type cannot be a pointer to an interface");
      }
    });
  }
  styp->fields = typeArena().copyList(fields);
  styp->complete = true;
  if (hasTags) styp->tags = typeArena().copyList(tags);
}

std::string_view Checker::tag(syntax::BasicLit* t) {
  if (!t || t->bad) return {};
  operand x;
  x.setConst(syntax::LitKind::String, t->value);
  if (x.mode != constant_ || x.val->kind() != ConstKind::String) return {};
  return typeArena().copyString(constant::stringVal(x.val));
}

}  // namespace vole::types
