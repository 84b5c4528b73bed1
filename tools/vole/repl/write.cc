// This file makes a program of a session: definitions at package level, statements in main in the order in which they ran.
//
// The text is that of the inputs, with names changed where the session had several things of a name, and with a line that
// uses what the session left unused. A function that was redefined for its callers becomes a variable, to which main assigns
// the version of the time; a method calls such a variable.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "frontend/base/constant.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"
#include "stdlib/registry.h"
#include "tools/vole/repl/session.h"
#include "tools/vole/std_packages.h"

namespace vole::tools {

namespace {

using syntax::Node;
using syntax::NodeKind;
using types::Object;

struct Edit {
  size_t at, length;
  std::string text;
};

class Writer {
 public:
  explicit Writer(Engine::State& s) : s_(s) {}

  std::string run() {
    for (PastInput& in : s_.inputs) survey(in);
    chooseNames();
    for (PastInput& in : s_.inputs) emit(in);
    return assemble();
  }

 private:
  struct Chunk {
    size_t from, to;
    std::string_view first;
  };

  Engine::State& s_;
  std::map<Object*, std::string> names_;      // of what is not called as it was
  std::set<Object*> global_;                  // variables that belong to the package level
  std::set<types::Var*> used_;
  std::set<Object*> dead_;                    // methods that were replaced by such of other types: who uses them says so
  std::map<Object*, std::string> dispatchers_;  // of those that have versions, by the first: what is called instead
  std::map<Object*, types::Func*> versions_;  // functions behind a variable: the variable's object is the first version
  std::map<Object*, std::string> variable_;   // by the first version: the variable's name
  std::vector<types::Func*> firsts_;
  std::set<std::string> taken_;
  std::map<std::string, std::string> imports_;  // path: name
  std::string decls_, vars_, body_;
  std::vector<Edit> edits_;
  bool helper_ = false;
  std::set<const syntax::ExprStmt*> shownStmts_;

  bool ours(Object* o) const { return o->pkg == s_.pkg; }

  // ---- what refers to what

  static bool dropped(const PastInput& in) { return in.failed && in.unfinished; }
  static bool ends(const PastInput& in) { return in.text.find("runtime.Goexit()") != std::string::npos; }

  static bool leaves(PastInput& in) {
    bool yes = in.failed || ends(in);
    if (!in.tree.body) return false;
    syntax::inspect(in.tree.body, [&](Node* n) {
      if (n->is<syntax::FuncLit>()) return false;
      if (auto* c = n->as<syntax::CallStmt>()) yes |= c->tok == syntax::Token::Defer;
      yes |= n->is<syntax::ReturnStmt>() || n->is<syntax::LabeledStmt>();
      return true;
    });
    return yes;
  }

  void survey(PastInput& in) {
    for (auto& r : in.added.replaced) {
      auto *old = types::as<types::Func>(r.old), *now = types::as<types::Func>(r.now);
      if (!old || !now || !old->sig()) continue;
      bool same = types::identical(old->sig(), now->sig()) && old->sig()->tparams.empty() && old->sig()->rparams.empty();
      if (old->sig()->recv && !(same && old->hasPtrRecv == now->hasPtrRecv)) {
        kill(old);
      } else if (same) {
        auto it = versions_.find(old);
        types::Func* first = it == versions_.end() ? old : it->second;
        if (it == versions_.end()) {
          versions_[old] = old;
          firsts_.push_back(old);
        }
        versions_[now] = first;
      }
    }
    if (leaves(in))
      for (Object* o : in.added.objects)
        if (o->kind == types::ObjKind::Var) global_.insert(o);
    if (in.wholeFile)
      for (Object* o : in.added.objects)
        if (o->kind == types::ObjKind::Var) global_.insert(o);
    for (syntax::Decl* d : in.tree.file->declList) {
      auto* f = d->as<syntax::FuncDecl>();
      if (!f || !f->body) continue;
      syntax::inspect(f->body, [&](Node* n) {
        auto* name = n->as<syntax::Name>();
        auto* v = name ? types::as<types::Var>(name->obj) : nullptr;
        if (v && ours(v) && !v->isField && v->parent == s_.pkg->scope) global_.insert(v);
        return true;
      });
      uses(f->body);
    }
    if (in.tree.body) uses(in.tree.body);
  }

  // A method that another of its name but of another type replaced, with its earlier versions.
  void kill(types::Func* method) {
    dead_.insert(method);
    auto it = versions_.find(method);
    if (it == versions_.end()) return;
    for (auto& [o, first] : versions_)
      if (first == it->second) dead_.insert(o);
  }

  void uses(Node* root) {
    syntax::inspect(root, [&](Node* n) {
      if (auto* a = n->as<syntax::AssignStmt>(); a && a->rhs && (a->op == syntax::Operator::None || a->op == syntax::Operator::Def)) {
        for (syntax::Expr* l : syntax::unpackList(a->lhs))
          if (!l->is<syntax::Name>()) uses(l);
        uses(a->rhs);
        return false;
      }
      if (auto* r = n->as<syntax::RangeClause>(); r && r->lhs) {
        for (syntax::Expr* l : syntax::unpackList(r->lhs))
          if (!l->is<syntax::Name>()) uses(l);
        uses(r->x);
        return false;
      }
      if (auto* name = n->as<syntax::Name>())
        if (auto* v = types::as<types::Var>(name->obj); v && name->pos != v->pos) used_.insert(v);
      return true;
    });
  }

  std::string fresh(const std::string& name) {
    for (int i = 1;; i++) {
      std::string n = fmt::format("{}_{}", name, i);
      if (taken_.insert(n).second) return n;
    }
  }

  void chooseNames() {
    std::map<std::string, std::vector<Object*>> byName;
    for (PastInput& in : s_.inputs)
      for (Object* o : in.added.objects) {
        taken_.insert(o->name->string());
        if (o->kind != types::ObjKind::PkgName) byName[o->name->string()].push_back(o);
      }
    std::set<std::string> packages;
    for (PastInput& in : s_.inputs)
      for (Object* o : in.added.objects)
        if (o->kind == types::ObjKind::PkgName) packages.insert(o->name->string());
    for (const char* n : {"fmt", "reflect", "sort", "strconv", "utf8"}) packages.insert(n);
    for (auto& [name, list] : byName) {
      bool reserved = packages.count(name) || name == "main" || name == "init" || name.starts_with("show");
      // All versions behind one variable count as one thing.
      auto unit = [&](Object* o) -> Object* {
        auto it = versions_.find(o);
        return it == versions_.end() ? o : it->second;
      };
      for (Object* o : list) {
        Object* u = unit(o);
        bool plain = u == unit(list.back()) && !reserved;
        if (!versions_.count(o)) {
          if (!plain) names_[o] = fresh(name);
        } else if (!variable_.count(u)) {
          variable_[u] = plain ? name : fresh(name);
        }
      }
    }
    for (Object* o : dead_)
      if (!versions_.count(o)) names_[o] = fresh(o->name->string());
    for (types::Func* f : firsts_) {
      if (!f->sig()->recv) continue;
      std::string plain = receiverName(f) + "_" + f->name->string();
      variable_[f] = taken_.insert(plain).second ? plain : fresh(plain);
      if (dead_.count(f)) dispatchers_[f] = fresh(f->name->string());
      for (auto& [o, first] : versions_)
        if (first == f) names_[o] = fresh(f->name->string());
    }
    // The variable has the plain name, each version one of its own.
    for (PastInput& in : s_.inputs)
      for (Object* o : in.added.objects)
        if (versions_.count(o)) names_[o] = fresh(o->name->string());
  }

  std::string receiverName(types::Func* method) {
    types::Type* t = method->sig()->recv->type;
    if (auto* p = t->as<types::Pointer>()) t = p->base;
    return declName(t->to<types::Named>()->obj);
  }

  // How a use of a method of ours is written.
  std::string methodName(Object* m) {
    auto it = versions_.find(m);
    if (it == versions_.end()) return declName(m);
    auto other = dispatchers_.find(it->second);
    return other == dispatchers_.end() ? m->name->string() : other->second;
  }

  // A method of which there are versions calls the one in the variable, whose type is that of a method expression.
  void dispatcher(types::Func* m) {
    types::Signature* sig = m->sig();
    std::string receiver = (m->hasPtrRecv ? "*" : "") + receiverName(m), type, params, args;
    auto list = types::tupleVars(sig->params);
    for (uint32_t i = 0; i < list.size(); i++) {
      bool rest = sig->variadic && i + 1 == list.size();
      std::string t;
      typeText(rest ? list[i]->type->to<types::Slice>()->elem : list[i]->type, t);
      params += fmt::format("{}p{} {}{}", i ? ", " : "", i, rest ? "..." : "", t);
      args += fmt::format(", p{}{}", i, rest ? "..." : "");
      type += fmt::format(", {}{}", rest ? "..." : "", t);
    }
    std::string results;
    signature(types::newSignature(nullptr, nullptr, sig->results, false), results);
    results = results.substr(2);
    vars_ += fmt::format("var {} func({}{}){}\n\n", variable_[m], receiver, type, results);
    decls_ += fmt::format("func (r {}) {}({}){} {{\n\t{}{}(r{})\n}}\n\n", receiver, methodName(m), params, results,
                          types::tupleLen(sig->results) ? "return " : "", variable_[m], args);
  }

  // How a use of o is written.
  std::string useName(Object* o) {
    if (auto it = versions_.find(o); it != versions_.end()) return variable_[it->second];
    auto it = names_.find(o);
    return it == names_.end() ? o->name->string() : it->second;
  }
  std::string declName(Object* o) {
    auto it = names_.find(o);
    return it == names_.end() ? o->name->string() : it->second;
  }

  std::string packageName(types::Package* p) {
    auto it = imports_.find(std::string(p->path));
    if (it != imports_.end()) return it->second;
    std::string name(p->name->str());
    for (auto& [path, n] : imports_)
      if (n == name) {
        name = fresh(name);
        break;
      }
    return imports_[std::string(p->path)] = name;
  }

  // ---- types as text; false: it cannot be written here

  bool typeText(types::Type* t, std::string& out) {
    if (auto* b = t->as<types::Basic>()) return out += b->name, true;
    if (auto* n = t->as<types::Named>()) {
      Object* o = n->obj;
      if (!o->pkg) return out += o->name->str(), true;
      if (ours(o)) {
        if (o->parent != s_.pkg->scope) return false;
        out += useName(o);
      } else {
        if (!o->exported() || o->pkg->path.find("internal") != std::string_view::npos) return false;
        out += packageName(o->pkg) + "." + o->name->string();
      }
      auto targs = n->targs();
      for (uint32_t i = 0; i < targs.size(); i++) {
        out += i == 0 ? "[" : ", ";
        if (!typeText(targs[i], out)) return false;
      }
      if (targs.size()) out += "]";
      return true;
    }
    if (auto* p = t->as<types::Pointer>()) return out += "*", typeText(p->base, out);
    if (auto* p = t->as<types::Slice>()) return out += "[]", typeText(p->elem, out);
    if (auto* p = t->as<types::Array>()) return out += fmt::format("[{}]", p->len), typeText(p->elem, out);
    if (auto* p = t->as<types::Map>()) {
      out += "map[";
      if (!typeText(p->key, out)) return false;
      out += "]";
      return typeText(p->elem, out);
    }
    if (auto* p = t->as<types::Chan>()) {
      out += p->dir == types::ChanDir::SendOnly ? "chan<- " : p->dir == types::ChanDir::RecvOnly ? "<-chan " : "chan ";
      auto* inner = p->elem->as<types::Chan>();
      bool paren = inner && inner->dir == types::ChanDir::RecvOnly;
      if (paren) out += "(";
      if (!typeText(p->elem, out)) return false;
      if (paren) out += ")";
      return true;
    }
    if (auto* p = t->as<types::Signature>()) return out += "func", signature(p, out);
    if (auto* p = t->as<types::Struct>()) {
      out += "struct{";
      for (uint32_t i = 0; i < p->fields.size(); i++) {
        types::Var* f = p->fields[i];
        out += i ? "; " : " ";
        if (!f->embedded) out += f->name->string() + " ";
        if (!typeText(f->type, out)) return false;
        if (!p->tag(i).empty()) out += fmt::format(" {:?}", p->tag(i));
      }
      out += p->fields.empty() ? "}" : " }";
      return true;
    }
    if (auto* p = t->as<types::Interface>()) {
      if (t == types::universeAny || p->numMethods() == 0) return out += "any", true;
      out += "interface{ ";
      for (uint32_t i = 0; i < p->numMethods(); i++) {
        types::Func* m = p->method(i);
        if (i) out += "; ";
        out += m->name->string();
        if (!signature(m->sig(), out)) return false;
      }
      out += " }";
      return true;
    }
    return false;
  }

  bool signature(types::Signature* sig, std::string& out) {
    auto list = [&](types::Tuple* t, bool variadic) {
      auto vars = types::tupleVars(t);
      for (uint32_t i = 0; i < vars.size(); i++) {
        if (i) out += ", ";
        types::Type* x = vars[i]->type;
        if (variadic && i + 1 == vars.size()) {
          out += "...";
          x = x->to<types::Slice>()->elem;
        }
        if (!typeText(x, out)) return false;
      }
      return true;
    };
    out += "(";
    if (!list(sig->params, sig->variadic)) return false;
    out += ")";
    uint32_t n = types::tupleLen(sig->results);
    if (n == 0) return true;
    out += n == 1 ? " " : " (";
    if (!list(sig->results, false)) return false;
    if (n > 1) out += ")";
    return true;
  }

  // ---- text with changes

  // The chunks of an input: declarations and statements.
  // inBlock: only up to the bracket that closes what the text begins in.
  static std::vector<Chunk> chunks(std::string_view text, bool inBlock = false) {
    std::vector<Chunk> out;
    TextScan s{text};
    size_t from = 0, end = 0;
    int depth = 0;
    bool header = false;
    std::string_view first, last, before;
    auto flush = [&] {
      if (!first.empty()) out.push_back({from, end, first});
      first = last = before = {};
      header = false;
    };
    while (s.at < text.size()) {
      size_t pos = s.at;
      std::string_view p = s.next();
      if (isCommentPiece(p)) continue;
      if (p == " " || p == "\t" || p == "\r") continue;
      if ((p == "\n" || p == ";") && depth <= 0 && !first.empty()) {
        bool goesOn = false;
        if (p == ";") goesOn = header;
        else if (last.size() == 1 && (last == "+" || last == "-")) goesOn = before != last;
        else if (last.size() == 1 && last == ":") goesOn = true;
        else goesOn = last.size() == 1 && std::string_view("*/%&|^<>=!,.").find(last[0]) != std::string_view::npos;
        if (!goesOn) flush();
        continue;
      }
      if (p == "\n" || (p == ";" && first.empty())) continue;
      if (first.empty()) {
        first = p;
        from = pos;
      }
      if (depth == 0 && (p == "for" || p == "if" || p == "switch" || p == "select")) header = true;
      if (depth == 0 && (p == ")" || p == "]" || p == "}")) break;  // the end of what the statement stands in
      if (p == "(" || p == "[" || p == "{") depth++;
      if (p == ")" || p == "]" || p == "}") {
        depth--;
        if (inBlock && depth < 0) break;
        if (depth == 0 && p == "}") header = false;
      }
      before = last;
      last = p;
      end = s.at;
    }
    flush();
    return out;
  }

  std::string slice(const PastInput& in, size_t from, size_t to) {
    std::vector<Edit> mine;
    for (const Edit& e : edits_)
      if (e.at >= from && e.at + e.length <= to) mine.push_back(e);
    std::stable_sort(mine.begin(), mine.end(), [](const Edit& a, const Edit& b) { return a.at < b.at; });
    std::string out;
    size_t at = from;
    for (const Edit& e : mine) {
      if (e.at < at) continue;  // the same name twice, in a list of results
      out += in.text.substr(at, e.at - at) + e.text;
      at = e.at + e.length;
    }
    return out + in.text.substr(at, to - at);
  }

  void collectEdits(PastInput& in, Node* root) {
    std::set<const Node*> selected;
    syntax::inspect(root, [&](Node* n) {
      if (auto* s = n->as<syntax::SelectorExpr>()) {
        selected.insert(s->sel);
        Object* o = s->selection ? s->selection->obj : nullptr;
        if (dead_.count(o)) edits_.push_back({in.source->offset(s->sel->pos), o->name->str().size(), methodName(o)});
      }
      if (auto* b = n->as<syntax::BlockStmt>()) keepUsed(in, b->list);
      if (auto* c = n->as<syntax::CaseClause>()) keepUsed(in, c->body);
      if (auto* c = n->as<syntax::CommClause>()) keepUsed(in, c->body);
      if (auto* i = n->as<syntax::IfStmt>()) keepHeader(in, i->init, i->then);
      if (auto* f = n->as<syntax::ForStmt>()) keepHeader(in, f->init, f->body);
      auto* name = n->as<syntax::Name>();
      if (!name || !name->obj || selected.count(name)) return true;
      Object* o = name->obj;
      if (o == s_.hooks.show || o == s_.hooks.showError) return true;
      size_t at = in.source->offset(name->pos);
      size_t length = name->sym->str().size();
      if (auto* p = types::as<types::PkgName>(o)) {
        std::string want = packageName(p->imported);
        if (want != name->sym->str()) edits_.push_back({at, length, want});
        return true;
      }
      auto* v = types::as<types::Var>(o);
      if (v && v->isField) return true;
      if (o->pkg && !ours(o)) {
        edits_.push_back({at, length, packageName(o->pkg) + "." + o->name->string()});  // of a dot import
        return true;
      }
      std::string want = name->pos == o->pos ? declName(o) : useName(o);
      if (ours(o) && want != name->sym->str()) edits_.push_back({at, length, want});
      return true;
    });
  }

  size_t endOf(PastInput& in, Node* n) {
    // To the end of the statement's last line of text.
    size_t at = in.source->offset(syntax::startPos(n));
    std::vector<Chunk> list = chunks(std::string_view(in.text).substr(at), true);
    return list.empty() ? at : at + list[0].to;
  }

  bool unused(Object* o) {
    auto* v = types::as<types::Var>(o);
    return v && !v->name->blank && !used_.count(v) && !global_.count(v);
  }

  void keepUsed(PastInput& in, List<syntax::Stmt*> stmts) {
    for (syntax::Stmt* s : stmts) {
      std::string extra;
      auto keep = [&](syntax::Expr* e) {
        auto* n = e->as<syntax::Name>();
        if (n && n->obj && n->obj->pos == n->pos && unused(n->obj)) extra += fmt::format("\n_ = {}", declName(n->obj));
      };
      if (auto* a = s->as<syntax::AssignStmt>(); a && a->op == syntax::Operator::Def)
        for (syntax::Expr* l : syntax::unpackList(a->lhs)) keep(l);
      if (auto* d = s->as<syntax::DeclStmt>())
        for (syntax::Decl* x : d->declList)
          if (auto* v = x->as<syntax::VarDecl>())
            for (syntax::Name* n : v->nameList) keep(n);
      if (!extra.empty()) edits_.push_back({endOf(in, s), 0, extra});
    }
  }

  void keepHeader(PastInput& in, syntax::Stmt* init, syntax::BlockStmt* body) {
    std::string extra;
    syntax::Expr* lhs = nullptr;
    if (auto* a = syntax::as<syntax::AssignStmt>(init); a && a->op == syntax::Operator::Def) lhs = a->lhs;
    if (auto* r = syntax::as<syntax::RangeClause>(init); r && r->def) lhs = r->lhs;
    if (!lhs || !body) return;
    for (syntax::Expr* l : syntax::unpackList(lhs)) {
      auto* n = l->as<syntax::Name>();
      if (n && n->obj && n->obj->pos == n->pos && unused(n->obj)) extra += fmt::format("\n_ = {}", declName(n->obj));
    }
    if (!extra.empty()) edits_.push_back({in.source->offset(body->pos) + 1, 0, extra + "\n"});
  }

  // ---- inputs

  void declareGlobal(types::Var* v) {
    std::string type;
    if (v->name->blank) return;
    if (!typeText(v->type, type)) type = "any";
    vars_ += fmt::format("var {} {}\n\n", declName(v), type);
  }

  static std::string_view verb(types::Type* t) {
    auto* b = types::as<types::Basic>(t);
    if (!b) return {};
    if (types::isString(b)) return "%q";
    if (types::isBoolean(b)) return "%t";
    if (b->kind == types::TypeKind::Basic && types::isInteger(b) && b->name != "uintptr") return "%d";
    if (types::isNumeric(b) && b->name != "uintptr") return "%v";
    return {};
  }

  std::string show(PastInput& in, syntax::ExprStmt* s, syntax::Expr* x, size_t from, size_t to) {
    std::string text = slice(in, from, to);
    auto* call = s->x->to<syntax::CallExpr>();
    if (call->fun->to<syntax::Name>()->obj == s_.hooks.showError) return text;
    std::string format;
    for (syntax::Expr* e : call->argList) {
      types::Type* t = e->type;
      if (t == s_.hooks.text) {  // a constant no type holds
        helper_ = true;
        return fmt::format("fmt.Println({})", e->to<syntax::BasicLit>()->value);
      }
      std::string_view v = t ? verb(types::isUntyped(t) ? types::defaultType(t) : t) : std::string_view();
      if (v.empty()) {
        helper_ = true;
        return fmt::format("show({})", text);
      }
      format += (format.empty() ? "" : ", ") + std::string(v);
    }
    imports_["fmt"] = "fmt";
    return fmt::format("fmt.Printf(\"{}\\n\", {})", format, text);
  }

  void emit(PastInput& in) {
    edits_.clear();
    for (syntax::Decl* d : in.tree.file->declList)
      if (!d->is<syntax::ImportDecl>()) collectEdits(in, d);
    if (in.tree.body) collectEdits(in, in.tree.body);
    std::string out;
    for (Object* o : in.added.objects)
      if (auto* v = types::as<types::Var>(o); v && global_.count(v) && !in.wholeFile) declareGlobal(v);
    for (const Chunk& c : chunks(in.text)) {
      if (c.first == "import" || c.first == "package") continue;
      if (syntax::FuncDecl* f = funcAt(in, c)) {
        decls_ += slice(in, c.from, c.to) + "\n\n";
        if (versions_.count(f->name->obj)) {
          auto* first = versions_[f->name->obj];
          if (first->sig()->recv) {
            if (first == f->name->obj) dispatcher(first);
            body_ += fmt::format("{} = ({}{}).{}\n", variable_[first], first->hasPtrRecv ? "*" : "", receiverName(first), declName(f->name->obj));
            continue;
          }
          if (first == f->name->obj) {
            std::string type;
            typeText(first->type, type);
            vars_ += fmt::format("var {} {}\n\n", variable_[first], type);
          }
          body_ += fmt::format("{} = {}\n", variable_[first], declName(f->name->obj));
        }
      } else if (c.first == "type" || c.first == "const" || (c.first == "var" && in.wholeFile)) {
        decls_ += slice(in, c.from, c.to) + "\n\n";
      } else if (in.tree.body) {
        out += statement(in, c);
      }
    }
    if (in.wholeFile)
      for (Object* o : in.added.objects)
        if (o->name->str() == "main" && o->kind == types::ObjKind::Func) out += declName(o) + "()\n";
    if (out.empty()) return;
    if (ends(in) && !dropped(in)) {
      body_ += "func() {\ndone := make(chan bool)\ngo func() {\ndefer close(done)\n" + out + "}()\n<-done\n}()\n";
    } else if (dropped(in)) {
      // Compiled, so that what it alone uses is used.
      body_ += "// This was interrupted:\nif false {\n" + out + "}\n";
    } else if (in.failed) {
      body_ += "func() {\ndefer func() { _ = recover() }()\n" + out + "}()\n";
    } else if (leaves(in)) {
      body_ += "func() {\n" + out + "}()\n";
    } else {
      body_ += out;
    }
  }

  syntax::FuncDecl* funcAt(PastInput& in, const Chunk& c) {
    if (c.first != "func") return nullptr;
    for (syntax::Decl* d : in.tree.file->declList) {
      auto* f = d->as<syntax::FuncDecl>();
      if (!f) continue;
      size_t at = in.source->offset(f->name->pos);
      if (at >= c.from && at < c.to) return f;
    }
    return nullptr;
  }

  std::string statement(PastInput& in, const Chunk& c) {
    syntax::Stmt* stmt = nullptr;
    for (syntax::Stmt* s : in.tree.body->list) {
      size_t at = in.source->offset(s->is<syntax::ExprStmt>() ? syntax::startPos(s->to<syntax::ExprStmt>()->x) : syntax::startPos(s));
      for (auto& shown : in.added.shown)
        if (shown.stmt == s) at = in.source->offset(syntax::startPos(shown.x));
      if (at >= c.from && at < c.to) {
        stmt = s;
        break;
      }
    }
    if (!stmt) return slice(in, c.from, c.to) + "\n";
    for (auto& shown : in.added.shown)
      if (shown.stmt == stmt) return show(in, shown.stmt, shown.x, c.from, c.to) + "\n";
    auto isGlobal = [&](Object* o) { return o && global_.count(o); };
    if (auto* a = stmt->as<syntax::AssignStmt>(); a && a->op == syntax::Operator::Def) {
      bool any = false;
      auto lhs = syntax::unpackList(a->lhs);
      for (syntax::Expr* l : lhs)
        if (auto* n = l->as<syntax::Name>()) any |= isGlobal(n->obj);
      if (any) {
        std::string before, names, after;
        for (syntax::Expr* l : lhs) {
          auto* n = l->as<syntax::Name>();
          names += (names.empty() ? "" : ", ") + (n->sym->blank ? std::string("_") : n->obj ? declName(n->obj) : n->sym->string());
          if (n->sym->blank || !n->obj || n->obj->pos != n->pos || isGlobal(n->obj)) continue;
          std::string type;
          if (typeText(n->obj->type, type)) before += fmt::format("var {} {}\n", declName(n->obj), type);
          if (unused(n->obj)) after += fmt::format("_ = {}\n", declName(n->obj));
        }
        size_t op = in.text.find(":=", in.source->offset(syntax::startPos(a)));
        return before + names + " = " + std::string(slice(in, op + 2, c.to)) + "\n" + after;
      }
    }
    if (auto* d = stmt->as<syntax::DeclStmt>()) {
      bool any = false;
      for (syntax::Decl* x : d->declList)
        if (auto* v = x->as<syntax::VarDecl>())
          for (syntax::Name* n : v->nameList) any |= isGlobal(n->obj);
      if (any) {
        std::string out;
        for (syntax::Decl* x : d->declList) {
          auto* v = x->as<syntax::VarDecl>();
          if (!v) continue;
          std::string names;
          for (syntax::Name* n : v->nameList) {
            if (!n->sym->blank && !isGlobal(n->obj)) {
              std::string type;
              if (n->obj && typeText(n->obj->type, type)) out += fmt::format("var {} {}\n_ = {}\n", declName(n->obj), type, declName(n->obj));
            }
            names += (names.empty() ? "" : ", ") + (n->sym->blank ? std::string("_") : declName(n->obj));
          }
          if (!v->values) continue;
          size_t at = in.source->offset(syntax::startPos(v->values));
          size_t to = at;
          auto list = chunks(std::string_view(in.text).substr(at, c.to - at));
          if (!list.empty()) to = at + list[0].to;
          // Inside a group the closing bracket is no part of the value.
          std::string value = slice(in, at, to);
          int depth = 0;
          for (size_t i = 0; i < value.size(); i++) {
            if (value[i] == '(') depth++;
            if (value[i] == ')' && --depth < 0) {
              value.resize(i);
              break;
            }
          }
          out += names + " = " + value + "\n";
        }
        return out;
      }
    }
    size_t to = c.to;
    std::string text = slice(in, c.from, to);
    return text + "\n";
  }

  std::string assemble() {
    std::string helper;
    if (helper_) {
      const auto* files = stdlib::find("vole/session");
      for (const auto& f : *files) {
        if (f.name != "values.go") continue;
        size_t at = f.text.find("\n)\n");
        helper = std::string(f.text.substr(at + 3));
      }
      imports_["fmt"] = "fmt";
      for (auto [path, name] : {std::pair("reflect", "reflect"), {"sort", "sort"}, {"strconv", "strconv"}, {"unicode/utf8", "utf8"}})
        imports_[path] = name;
      helper = "\n// show prints values as the session did.\nfunc show(values ...any) {\n\ts := \"\"\n\tfor i, v := range values {\n"
               "\t\tif i > 0 {\n\t\t\ts += \", \"\n\t\t}\n\t\ts += showFormat(v)\n\t}\n\tfmt.Println(s)\n}\n\n" + helper;
    }
    std::string out = "package main\n\n";
    if (!imports_.empty()) {
      out += "import (\n";
      for (auto& [path, name] : imports_) {
        bool plain = packageNameOf(path) == name;
        out += plain ? fmt::format("\t\"{}\"\n", path) : fmt::format("\t{} \"{}\"\n", name, path);
      }
      out += ")\n\n";
    }
    return out + decls_ + vars_ + "func main() {\n" + body_ + "}\n" + helper;
  }
};

}  // namespace

std::string writeProgram(Engine::State& s) {
  std::lock_guard<std::recursive_mutex> guard(s.rt->compileLock);
  return Writer(s).run();
}

}  // namespace vole::tools
