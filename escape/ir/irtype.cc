// This file answers questions about types as gc's back end does.
#include "escape/ir/irtype.h"

#include <algorithm>

#include "frontend/types/check.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

namespace vole::escape {

using namespace types;

bool hasPointers(Type* t) {
  if (!t) return false;
  Type* u = under(t);
  switch (u->kind) {
    case TypeKind::Basic: {
      BasicKind k = static_cast<Basic*>(u)->basic;
      return k == BasicKind::String || k == BasicKind::UnsafePointer || k == BasicKind::UntypedNil ||
             k == BasicKind::UntypedString;
    }
    case TypeKind::Array: {
      auto* a = static_cast<Array*>(u);
      return a->len != 0 && hasPointers(a->elem);
    }
    case TypeKind::Struct:
      for (Var* f : static_cast<Struct*>(u)->fields)
        if (hasPointers(f->type)) return true;
      return false;
    case TypeKind::Tuple:
      for (Var* f : static_cast<Tuple*>(u)->vars)
        if (hasPointers(f->type)) return true;
      return false;
    case TypeKind::Pointer: return !isNotInHeap(static_cast<Pointer*>(u)->base);
    default: return true;
  }
}

bool isDirectIface(Type* t) {
  Type* u = under(t);
  switch (u->kind) {
    case TypeKind::Pointer: return !isNotInHeap(static_cast<Pointer*>(u)->base);
    case TypeKind::Chan:
    case TypeKind::Map:
    case TypeKind::Signature: return true;
    case TypeKind::Basic: return static_cast<Basic*>(u)->basic == BasicKind::UnsafePointer;
    case TypeKind::Array: return static_cast<Array*>(u)->len == 1 && isDirectIface(static_cast<Array*>(u)->elem);
    case TypeKind::Struct: {
      auto* s = static_cast<Struct*>(u);
      return s->fields.size() == 1 && isDirectIface(s->fields[0]->type);
    }
    default: return false;
  }
}

bool isIface(Type* t) { return t && under(t)->kind == TypeKind::Interface; }
bool isEmptyIface(Type* t) { return isIface(t) && static_cast<Interface*>(under(t))->numMethods() == 0; }

static bool isNilType(Type* t) {
  auto* b = as<Basic>(t);
  return b && b->basic == BasicKind::UntypedNil;
}

Op assignOp(Type* src, Type* dst) {
  if (src == dst || identical(src, dst)) return Op::ConvNop;
  if (identical(under(src), under(dst))) {
    if (isEmptyIface(src)) return Op::ConvNop;
    if ((!hasName(src) || !hasName(dst)) && !isIface(src)) return Op::ConvNop;
  }
  if (isIface(dst) && !isNilType(src)) return Op::ConvIface;
  return Op::ConvNop;
}

static bool isKind(Type* t, BasicKind k) {
  auto* b = asUnder<Basic>(t);
  return b && b->basic == k;
}

Op convertOp(Type* src, Type* dst) {
  if (isIface(src) || isIface(dst)) return assignOp(src, dst);
  Type *us = under(src), *ud = under(dst);
  if (identicalIgnoreTags(us, ud)) return Op::ConvNop;
  if (isNumeric(src) && isNumeric(dst)) {
    auto simple = [](Type* t) {
      BasicKind k = static_cast<Basic*>(under(t))->basic;
      if (k == BasicKind::Int) k = BasicKind::Int64;
      if (k == BasicKind::Uint || k == BasicKind::Uintptr) k = BasicKind::Uint64;
      return k;
    };
    return simple(src) == simple(dst) ? Op::ConvNop : Op::Conv;
  }
  if (isInteger(src) && isString(dst)) return Op::RuneStr;
  if (auto* s = us->as<types::Slice>()) {
    if (isString(dst)) return isKind(s->elem, BasicKind::Byte) ? Op::Bytes2Str : Op::Runes2Str;
    if (ud->is<Pointer>()) return Op::Slice2ArrPtr;
    if (ud->is<Array>()) return Op::Slice2ArrPtr;
  }
  if (isString(src))
    if (auto* d = ud->as<types::Slice>()) return isKind(d->elem, BasicKind::Byte) ? Op::Str2Bytes : Op::Str2Runes;
  return Op::ConvNop;
}

// ---------------------------------------------------------------------------------------------
// Text

namespace {

class TypePrinter {
 public:
  TypePrinter(std::string& out, types::Package* local, bool link = false) : out_(out), local_(local), link_(link) {}

  void type(Type* t, bool shortForm = false) {
    if (!t) {
      out_ += "<T>";
      return;
    }
    if (t == universeByte || t == universeRune) {
      out_ += link_ ? (t == universeByte ? "uint8" : "int32") : static_cast<Basic*>(t)->name;
      return;
    }
    if (t == universeAny && !link_) {
      out_ += "any";
      return;
    }
    if (t == universeError) {
      out_ += "error";
      return;
    }
    if (++depth_ > 4000) {
      out_ += "...";
      depth_--;
      return;
    }
    type1(t, shortForm);
    depth_--;
  }

 private:
  std::string& out_;
  types::Package* local_;
  bool link_;  // the form that names symbols: aliases resolved, packages by path
  int depth_ = 0;

  void qualifier(types::Package* p) {
    if (!p || p == local_) return;
    out_ += link_ && p->path != "command-line-arguments" ? p->path : p->name->str();
    out_ += '.';
  }

  // Does the embedded field have the name of its type (and not that of an alias)?
  static bool namedAs(Var* f) {
    bool ptr;
    auto* n = as<Named>(types::deref(f->type, &ptr));
    return n && !n->inst && n->obj->name == f->name && n->obj->pkg == f->pkg;
  }

  void type1(Type* t, bool shortForm) {
    switch (t->kind) {
      case TypeKind::Basic:
        if (static_cast<Basic*>(t)->basic == BasicKind::UnsafePointer) out_ += "unsafe.";
        out_ += static_cast<Basic*>(t)->name;
        return;
      case TypeKind::Named: {
        auto* n = static_cast<Named*>(t);
        qualifier(n->obj->pkg);
        out_ += n->obj->name->str();
        if (n->inst) {
          // the name of an instance spells its arguments with their packages, local ones too
          out_ += '[';
          bool first = true;
          for (Type* a : n->inst->targs) {
            if (!first) out_ += ',';
            first = false;
            types::Package* save = local_;
            bool saveLink = link_;
            local_ = nullptr;
            link_ = true;
            type(a);
            local_ = save;
            link_ = saveLink;
          }
          out_ += ']';
        }
        return;
      }
      case TypeKind::TypeParam: out_ += static_cast<TypeParam*>(t)->obj->name->str(); return;
      case TypeKind::Pointer:
        out_ += '*';
        type(static_cast<Pointer*>(t)->base);
        return;
      case TypeKind::Array:
        out_ += '[' + std::to_string(static_cast<Array*>(t)->len) + ']';
        type(static_cast<Array*>(t)->elem);
        return;
      case TypeKind::Slice:
        out_ += "[]";
        type(static_cast<types::Slice*>(t)->elem);
        return;
      case TypeKind::Map:
        out_ += "map[";
        type(static_cast<Map*>(t)->key);
        out_ += ']';
        type(static_cast<Map*>(t)->elem);
        return;
      case TypeKind::Chan: {
        auto* c = static_cast<Chan*>(t);
        out_ += c->dir == ChanDir::RecvOnly ? "<-chan " : c->dir == ChanDir::SendOnly ? "chan<- " : "chan ";
        auto* e = as<Chan>(c->elem);
        bool paren = c->dir == ChanDir::Both && e && e->dir == ChanDir::RecvOnly;
        if (paren) out_ += '(';
        type(c->elem);
        if (paren) out_ += ')';
        return;
      }
      case TypeKind::Signature:
        if (!shortForm) out_ += "func";
        signature(static_cast<Signature*>(t));
        return;
      case TypeKind::Struct: {
        auto* s = static_cast<Struct*>(t);
        out_ += "struct {";
        for (uint32_t i = 0; i < s->fields.size(); i++) {
          Var* f = s->fields[i];
          out_ += i ? "; " : " ";
          if (!f->embedded) {
            if (!f->exported()) qualifier(f->pkg);
            out_ += f->name->str();
            out_ += ' ';
          } else if (link_ && !namedAs(f)) {
            if (!f->exported()) qualifier(f->pkg);
            out_ += f->name->str();
            out_ += " = ";
          }
          type(f->type);
          if (!s->tag(i).empty()) quoted(s->tag(i));
        }
        if (!s->fields.empty()) out_ += ' ';
        out_ += '}';
        return;
      }
      case TypeKind::Interface: {
        auto* i = static_cast<Interface*>(t);
        out_ += "interface {";
        uint32_t n = i->numMethods();
        for (uint32_t k = 0; k < n; k++) {
          Func* m = i->method(k);
          out_ += k ? "; " : " ";
          if (!m->exported() && m->pkg) {
            out_ += m->pkg->path;
            out_ += '.';
          }
          out_ += m->name->str();
          type(m->type, true);
        }
        if (n) out_ += ' ';
        out_ += '}';
        return;
      }
      case TypeKind::Tuple: tuple(static_cast<Tuple*>(t), false); return;
      case TypeKind::Union: {
        bool first = true;
        for (Term* m : static_cast<Union*>(t)->terms) {
          if (!first) out_ += '|';
          first = false;
          if (m->tilde) out_ += '~';
          type(m->type);
        }
        return;
      }
    }
  }

  void quoted(std::string_view s) {
    out_ += " \"";
    for (char c : s) {
      if (c == '"' || c == '\\') out_ += '\\';
      out_ += c;
    }
    out_ += '"';
  }

  void tuple(Tuple* t, bool variadic) {
    out_ += '(';
    uint32_t n = tupleLen(t);
    for (uint32_t i = 0; i < n; i++) {
      if (i) out_ += ", ";
      Type* p = t->vars[i]->type;
      if (variadic && i + 1 == n) {
        out_ += "...";
        auto* s = as<types::Slice>(p);
        type(s ? s->elem : p);
      } else {
        type(p);
      }
    }
    out_ += ')';
  }

  void signature(Signature* s) {
    tuple(s->params, s->variadic);
    uint32_t n = tupleLen(s->results);
    if (n == 0) return;
    out_ += ' ';
    if (n == 1) {
      type(s->results->vars[0]->type);
    } else {
      tuple(s->results, false);
    }
  }
};

}  // namespace

std::string linkText(Type* t) {
  std::string out;
  TypePrinter(out, nullptr, true).type(t);
  return out;
}

std::string typeText(Type* t, types::Package* local) {
  std::string out;
  TypePrinter(out, local).type(t);
  return out;
}

}  // namespace vole::escape
