// This file prints types: as messages have them (writeType) and as the run time has them
// (rtypeString).
#include <algorithm>

#include "frontend/types/checker_impl.h"

namespace vole::types {

std::string packageQualifier(Package* pkg, Package* relativeTo);

namespace {

constexpr size_t kMaxText = 1 << 16;

/// Go's strconv.Quote for what tags hold: printable text passes, the rest is escaped.
void quoteTo(std::string& out, std::string_view s) {
  out += '"';
  for (unsigned char c : s) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      default:
        if (c < 0x20 || c == 0x7f) {
          out += fmt::format("\\x{:02x}", c);
        } else {
          out += static_cast<char>(c);
        }
    }
  }
  out += '"';
}

struct TypeWriter {
  std::string& out;
  Package* rel;
  std::vector<Type*> seen;

  void name(TypeName* o) {
    if (o->pkg) {
      if (auto q = packageQualifier(o->pkg, rel); !q.empty()) {
        out += q;
        out += '.';
      }
    }
    out += o->name->str();
  }

  void type(Type* t) {
    if (!t) {
      out += "<nil>";
      return;
    }
    // Nested without end, or a short text for an exponentially long one: instances share arguments.
    if (seen.size() > 200 || out.size() > kMaxText) {
      if (!out.ends_with("…")) out += "…";
      return;
    }
    for (Type* s : seen) {
      if (s == t) {
        out += "<cycle to ";
        out += kindName(t);
        out += '>';
        return;
      }
    }
    seen.push_back(t);
    write(t);
    seen.pop_back();
  }

  static std::string_view kindName(Type* t) {
    static constexpr std::string_view k[] = {"*Basic", "*Named", "*Pointer", "*Slice", "*Array", "*Map", "*Chan",
                                             "*Struct", "*Tuple", "*Signature", "*Interface", "*TypeParam", "*Union"};
    return k[static_cast<int>(t->kind)];
  }

  void write(Type* t0) {
    switch (t0->kind) {
      case TypeKind::Basic: {
        auto* t = static_cast<Basic*>(t0);
        if (t->basic == BasicKind::UnsafePointer) out += rel == unsafePackage() ? "" : "unsafe.";
        out += t->name;
        break;
      }
      case TypeKind::Array: {
        auto* t = static_cast<Array*>(t0);
        out += fmt::format("[{}]", t->len);
        type(t->elem);
        break;
      }
      case TypeKind::Slice:
        out += "[]";
        type(static_cast<Slice*>(t0)->elem);
        break;
      case TypeKind::Pointer:
        out += '*';
        type(static_cast<Pointer*>(t0)->base);
        break;
      case TypeKind::Map:
        out += "map[";
        type(static_cast<Map*>(t0)->key);
        out += ']';
        type(static_cast<Map*>(t0)->elem);
        break;
      case TypeKind::Chan: {
        auto* t = static_cast<Chan*>(t0);
        out += t->dir == ChanDir::SendOnly ? "chan<- " : t->dir == ChanDir::RecvOnly ? "<-chan " : "chan ";
        auto* e = as<Chan>(t->elem);
        bool parens = t->dir == ChanDir::Both && e && e->dir == ChanDir::RecvOnly;
        if (parens) out += '(';
        type(t->elem);
        if (parens) out += ')';
        break;
      }
      case TypeKind::Struct: {
        auto* t = static_cast<Struct*>(t0);
        out += "struct{";
        for (uint32_t i = 0; i < t->fields.size(); i++) {
          if (i) out += "; ";
          Var* f = t->fields[i];
          if (!f->embedded) {
            out += f->name->str();
            out += ' ';
          }
          type(f->type);
          if (auto tag = t->tag(i); !tag.empty()) {
            out += ' ';
            quoteTo(out, tag);
          }
        }
        out += '}';
        break;
      }
      case TypeKind::Tuple:
        tuple(static_cast<Tuple*>(t0), false);
        break;
      case TypeKind::Signature:
        out += "func";
        signature(static_cast<Signature*>(t0));
        break;
      case TypeKind::Union: {
        auto* t = static_cast<Union*>(t0);
        for (uint32_t i = 0; i < t->terms.size(); i++) {
          if (i) out += '|';
          if (t->terms[i]->tilde) out += '~';
          type(t->terms[i]->type);
        }
        break;
      }
      case TypeKind::Interface:
        interface_(static_cast<Interface*>(t0));
        break;
      case TypeKind::Named: {
        auto* t = static_cast<Named*>(t0);
        name(t->obj);
        if (t->inst) {
          out += '[';
          for (uint32_t i = 0; i < t->inst->targs.size(); i++) {
            if (i) out += ", ";
            type(t->inst->targs[i]);
          }
          out += ']';
        } else if (!t->tparams.empty()) {
          tparamList(t->tparams);
        }
        break;
      }
      case TypeKind::TypeParam:
        out += static_cast<TypeParam*>(t0)->obj->name->str();
        break;
    }
  }

  void interface_(Interface* t) {
    if (t == universeAny) {
      out += "any";
      return;
    }
    if (t == static_cast<Named*>(universeComparable)->underlying_) {
      out += "interface{comparable}";
      return;
    }
    if (t->implicit) {
      if (t->methods.empty() && t->embeddeds.size() == 1) {
        type(t->embeddeds[0]);
        return;
      }
      out += "/* implicit */ ";
    }
    out += "interface{";
    bool first = true;
    for (Func* m : t->methods) {
      if (!first) out += "; ";
      first = false;
      out += m->name->str();
      signature(static_cast<Signature*>(m->type));
    }
    for (Type* e : t->embeddeds) {
      if (!first) out += "; ";
      first = false;
      type(e);
    }
    out += '}';
  }

  void tparamList(List<TypeParam*> list) {
    out += '[';
    Type* prev = nullptr;
    for (uint32_t i = 0; i < list.size(); i++) {
      if (i) {
        if (list[i]->bound != prev) {
          out += ' ';
          type(prev);
        }
        out += ", ";
      }
      prev = list[i]->bound;
      type(list[i]);
    }
    if (prev) {
      out += ' ';
      type(prev);
    }
    out += ']';
  }

  void tuple(Tuple* t, bool variadic) {
    out += '(';
    uint32_t n = tupleLen(t);
    for (uint32_t i = 0; i < n; i++) {
      Var* v = t->vars[i];
      if (i) out += ", ";
      if (v->name->len) {
        out += v->name->str();
        out += ' ';
      }
      if (variadic && i == n - 1) {
        if (auto* s = as<Slice>(v->type)) {
          out += "...";
          type(s->elem);
        } else {  // append([]byte, string...)
          type(v->type);
          out += "...";
        }
        continue;
      }
      type(v->type);
    }
    out += ')';
  }

  void signature(Signature* s) {
    if (!s) {
      out += "()";
      return;
    }
    if (!s->tparams.empty()) tparamList(s->tparams);
    tuple(s->params, s->variadic);
    uint32_t n = tupleLen(s->results);
    if (!n) return;
    out += ' ';
    if (n == 1 && !s->results->vars[0]->name->len) {
      type(s->results->vars[0]->type);
      return;
    }
    tuple(s->results, false);
  }
};

/// The run time's spelling: names qualified by package name; inside type arguments by path.
struct RTypeWriter {
  std::string& out;
  int depth = 0;
  bool inArgs = false;

  void type(Type* t0) {
    if (depth > 200 || out.size() > kMaxText) {
      if (!out.ends_with("…")) out += "…";
      return;
    }
    depth++;
    write(t0);
    depth--;
  }

  void qualify(Package* p) {
    if (!p) return;
    if (inArgs && p->name->str() != "main") {
      out += p->path;
    } else {
      out += p->name->str();
    }
    out += '.';
  }

  void list(List<Type*> ts) {
    for (uint32_t i = 0; i < ts.size(); i++) {
      if (i) out += ',';
      type(ts[i]);
    }
  }

  void params(Tuple* t, bool variadic) {
    out += '(';
    uint32_t n = tupleLen(t);
    for (uint32_t i = 0; i < n; i++) {
      if (i) out += ", ";
      Type* pt = t->vars[i]->type;
      if (variadic && i == n - 1 && pt->kind == TypeKind::Slice) {
        out += "...";
        pt = static_cast<Slice*>(pt)->elem;
      }
      type(pt);
    }
    out += ')';
  }

  void signature(Signature* s) {
    params(s->params, s->variadic);
    uint32_t n = tupleLen(s->results);
    if (n == 1) {
      out += ' ';
      type(s->results->vars[0]->type);
    } else if (n > 1) {
      out += ' ';
      params(s->results, false);
    }
  }

  void write(Type* t0) {
    switch (t0->kind) {
      case TypeKind::Basic: {
        auto* t = static_cast<Basic*>(t0);
        if (t->basic == BasicKind::UnsafePointer) out += "unsafe.";
        out += basicTypes[static_cast<int>(t->basic)]->name;  // byte is uint8 at run time
        break;
      }
      case TypeKind::Array:
        out += fmt::format("[{}]", static_cast<Array*>(t0)->len);
        type(static_cast<Array*>(t0)->elem);
        break;
      case TypeKind::Slice:
        out += "[]";
        type(static_cast<Slice*>(t0)->elem);
        break;
      case TypeKind::Pointer:
        out += '*';
        type(static_cast<Pointer*>(t0)->base);
        break;
      case TypeKind::Map:
        out += "map[";
        type(static_cast<Map*>(t0)->key);
        out += ']';
        type(static_cast<Map*>(t0)->elem);
        break;
      case TypeKind::Chan: {
        auto* t = static_cast<Chan*>(t0);
        out += t->dir == ChanDir::SendOnly ? "chan<- " : t->dir == ChanDir::RecvOnly ? "<-chan " : "chan ";
        auto* e = as<Chan>(t->elem);
        bool parens = t->dir == ChanDir::Both && e && e->dir == ChanDir::RecvOnly;
        if (parens) out += '(';
        type(t->elem);
        if (parens) out += ')';
        break;
      }
      case TypeKind::Struct: {
        auto* t = static_cast<Struct*>(t0);
        out += t->fields.empty() ? "struct {" : "struct { ";
        for (uint32_t i = 0; i < t->fields.size(); i++) {
          if (i) out += "; ";
          Var* f = t->fields[i];
          if (!f->embedded) {
            out += f->name->str();
            out += ' ';
          }
          type(f->type);
          if (auto tag = t->tag(i); !tag.empty()) {
            out += ' ';
            quoteTo(out, tag);
          }
        }
        out += t->fields.empty() ? "}" : " }";
        break;
      }
      case TypeKind::Tuple:
        params(static_cast<Tuple*>(t0), false);
        break;
      case TypeKind::Signature:
        out += "func";
        signature(static_cast<Signature*>(t0));
        break;
      case TypeKind::Interface: {
        auto* set = static_cast<Interface*>(t0)->typeSet();
        if (set->methods.empty()) {
          out += "interface {}";
          break;
        }
        out += "interface { ";
        for (uint32_t i = 0; i < set->methods.size(); i++) {
          if (i) out += "; ";
          Func* m = set->methods[i];
          if (!m->exported()) qualify(m->pkg);
          out += m->name->str();
          signature(static_cast<Signature*>(m->type));
        }
        out += " }";
        break;
      }
      case TypeKind::Named: {
        auto* t = static_cast<Named*>(t0);
        qualify(t->obj->pkg);
        out += t->obj->name->str();
        auto implicits = t->origin()->implicits;
        if (t->inst || !implicits.empty()) {
          bool saved = inArgs;
          inArgs = true;
          out += '[';
          list(implicits);
          if (t->inst) {
            if (!implicits.empty()) out += ';';
            list(t->inst->targs);
          }
          out += ']';
          inArgs = saved;
        }
        break;
      }
      case TypeKind::TypeParam:
        out += static_cast<TypeParam*>(t0)->obj->name->str();
        break;
      case TypeKind::Union:
        out += "union";
        break;
    }
  }
};

}  // namespace

void writeType(std::string& out, Type* t, Package* rel) {
  TypeWriter w{out, rel, {}};
  w.type(t);
}
void writeSignature(std::string& out, Signature* s, Package* rel) {
  TypeWriter w{out, rel, {}};
  w.signature(s);
}
std::string typeString(Type* t, Package* rel) {
  std::string s;
  writeType(s, t, rel);
  return s;
}
std::string rtypeString(Type* t) {
  std::string s;
  RTypeWriter w{s};
  w.type(t);
  return s;
}

}  // namespace vole::types
