// This file prints trees as Go text on one line, bodies shortened to "…".
//
// Nesting is bounded by the parser, so recursion is fine; only left-deep chains (a + b + c ...) may
// be longer than that, and their text is cut.
#include "frontend/syntax/print.h"

namespace vole::syntax {

namespace {

class Printer {
 public:
  std::string out;

  void node(const Node* n) {
    if (!n) return;
    if (depth_ >= kMaxDepth || out.size() > kMaxText) {
      if (!cut_) out += "…";
      cut_ = true;
      return;
    }
    depth_++;
    raw(n);
    depth_--;
  }

 private:
  static constexpr int kMaxDepth = 2000;
  static constexpr size_t kMaxText = 1 << 20;

  template <class L>
  void commaList(const L& l) {
    for (uint32_t i = 0; i < l.size(); i++) {
      if (i > 0) out += ", ";
      node(l[i]);
    }
  }

  void op(Operator o) { out += operatorString(o); }

  void params(const List<Field*>& l, bool types, bool brackets) {
    out += brackets ? "[" : "(";
    for (uint32_t i = 0; i < l.size(); i++) {
      const Field* f = l[i];
      if (i > 0) out += ", ";
      if (f->name) {
        node(f->name);
        if (i + 1 < l.size() && l[i + 1]->name && l[i + 1]->typeExpr == f->typeExpr) continue;
        out += " ";
      }
      node(unparen(f->typeExpr));
    }
    // "P *T" alone would read as a product
    if (types && l.size() == 1 && combinesWithName(l[0]->typeExpr)) out += ",";
    out += brackets ? "]" : ")";
  }

  static bool isTypeElem(const Expr* x) {
    switch (x->kind) {
      case NodeKind::ArrayType:
      case NodeKind::StructType:
      case NodeKind::FuncType:
      case NodeKind::InterfaceType:
      case NodeKind::SliceType:
      case NodeKind::MapType:
      case NodeKind::ChanType: return true;
      case NodeKind::Operation: {
        auto* o = x->to<Operation>();
        return isTypeElem(o->x) || (o->y && isTypeElem(o->y)) || o->op == Operator::Tilde;
      }
      case NodeKind::ParenExpr: return isTypeElem(x->to<ParenExpr>()->x);
      default: return false;
    }
  }
  static bool combinesWithName(const Expr* x) {
    auto* o = as<Operation>(x);
    if (!o) return false;
    if (!o->y) return o->op == Operator::Mul && !isTypeElem(o->x);
    return combinesWithName(o->x) && !isTypeElem(o->y);
  }

  void signature(const FuncType* t) {
    params(t->paramList, false, false);
    if (t->resultList.empty()) return;
    out += " ";
    if (t->resultList.size() == 1 && !t->resultList[0]->name) {
      node(t->resultList[0]->typeExpr);
    } else {
      params(t->resultList, false, false);
    }
  }

  void structFields(const StructType* t) {
    const List<Field*>& l = t->fieldList;
    for (uint32_t i = 0; i < l.size();) {
      uint32_t j = i + 1;
      while (j < l.size() && l[i]->name && l[j]->name && l[j]->typeExpr == l[i]->typeExpr) j++;
      if (i > 0) out += "; ";
      if (l[i]->name) {
        for (uint32_t k = i; k < j; k++) {
          if (k > i) out += ", ";
          node(l[k]->name);
        }
        out += " ";
      }
      node(l[i]->typeExpr);
      if (i < t->tagList.size() && t->tagList[i]) {
        out += " ";
        node(t->tagList[i]);
      }
      i = j;
    }
  }

  void init(const SimpleStmt* s) {
    if (!s) return;
    node(s);
    out += "; ";
  }

  void stmts(const List<Stmt*>& l) {
    for (uint32_t i = 0; i < l.size(); i++) {
      if (i > 0) out += "; ";
      node(l[i]);
    }
  }

  void names(const char* word, const Group* g, const List<Name*>& l, const Expr* type, const Expr* values) {
    if (!g) out += word;
    commaList(l);
    if (type) out += " ", node(type);
    if (values) out += " = ", node(values);
  }

  void raw(const Node* n) {
    switch (n->kind) {
      case NodeKind::BadExpr: out += "<bad expr>"; break;
      case NodeKind::Name: out += n->to<Name>()->value(); break;
      case NodeKind::BasicLit: out += n->to<BasicLit>()->value; break;
      case NodeKind::FuncLit: {
        auto* x = n->to<FuncLit>();
        node(x->typeExpr);
        out += x->body && !x->body->list.empty() ? " {…}" : " {}";
        break;
      }
      case NodeKind::CompositeLit: {
        auto* x = n->to<CompositeLit>();
        node(x->typeExpr);
        out += x->elemList.empty() ? "{}" : "{…}";
        break;
      }
      case NodeKind::ParenExpr: out += "(", node(n->to<ParenExpr>()->x), out += ")"; break;
      case NodeKind::SelectorExpr:
        node(n->to<SelectorExpr>()->x), out += ".", node(n->to<SelectorExpr>()->sel);
        break;
      case NodeKind::IndexExpr:
        node(n->to<IndexExpr>()->x), out += "[", node(n->to<IndexExpr>()->index), out += "]";
        break;
      case NodeKind::SliceExpr: {
        auto* x = n->to<SliceExpr>();
        node(x->x), out += "[", node(x->index[0]), out += ":", node(x->index[1]);
        if (x->index[2]) out += ":", node(x->index[2]);
        out += "]";
        break;
      }
      case NodeKind::AssertExpr:
        node(n->to<AssertExpr>()->x), out += ".(", node(n->to<AssertExpr>()->typeExpr), out += ")";
        break;
      case NodeKind::TypeSwitchGuard: {
        auto* x = n->to<TypeSwitchGuard>();
        if (x->lhs) node(x->lhs), out += " := ";
        node(x->x), out += ".(type)";
        break;
      }
      case NodeKind::CallExpr: {
        auto* x = n->to<CallExpr>();
        node(x->fun), out += "(", commaList(x->argList);
        out += x->hasDots ? "...)" : ")";
        break;
      }
      case NodeKind::Operation: {
        auto* x = n->to<Operation>();
        if (!x->y) {
          op(x->op), node(x->x);
        } else {
          node(x->x), out += " ", op(x->op), out += " ", node(x->y);
        }
        break;
      }
      case NodeKind::KeyValueExpr:
        node(n->to<KeyValueExpr>()->key), out += ": ", node(n->to<KeyValueExpr>()->value);
        break;
      case NodeKind::ListExpr: commaList(n->to<ListExpr>()->elemList); break;
      case NodeKind::ArrayType: {
        auto* x = n->to<ArrayType>();
        out += "[";
        if (x->len) node(x->len); else out += "...";
        out += "]", node(x->elem);
        break;
      }
      case NodeKind::SliceType: out += "[]", node(n->to<SliceType>()->elem); break;
      case NodeKind::DotsType: out += "...", node(n->to<DotsType>()->elem); break;
      case NodeKind::StructType: out += "struct{", structFields(n->to<StructType>()), out += "}"; break;
      case NodeKind::FuncType: out += "func", signature(n->to<FuncType>()); break;
      case NodeKind::InterfaceType: {
        out += "interface{";
        const List<Field*>& l = n->to<InterfaceType>()->methodList;
        for (uint32_t i = 0; i < l.size(); i++) {
          if (i > 0) out += "; ";
          if (l[i]->name && is<FuncType>(l[i]->typeExpr)) {
            node(l[i]->name), signature(l[i]->typeExpr->to<FuncType>());
          } else {
            node(l[i]->typeExpr);
          }
        }
        out += "}";
        break;
      }
      case NodeKind::MapType: out += "map[", node(n->to<MapType>()->key), out += "]", node(n->to<MapType>()->value); break;
      case NodeKind::ChanType: {
        auto* x = n->to<ChanType>();
        out += x->dir == ChanDir::RecvOnly ? "<-chan " : x->dir == ChanDir::SendOnly ? "chan<- " : "chan ";
        auto* e = as<ChanType>(x->elem);
        bool paren = x->dir == ChanDir::Both && e && e->dir == ChanDir::RecvOnly;
        if (paren) out += "(";
        node(x->elem);
        if (paren) out += ")";
        break;
      }
      case NodeKind::Field:
        if (n->to<Field>()->name) node(n->to<Field>()->name), out += " ";
        node(n->to<Field>()->typeExpr);
        break;

      case NodeKind::EmptyStmt: break;
      case NodeKind::ExprStmt: node(n->to<ExprStmt>()->x); break;
      case NodeKind::SendStmt: node(n->to<SendStmt>()->chan), out += " <- ", node(n->to<SendStmt>()->value); break;
      case NodeKind::AssignStmt: {
        auto* x = n->to<AssignStmt>();
        node(x->lhs);
        if (!x->rhs) {
          op(x->op), op(x->op);
        } else {
          out += " ", op(x->op), out += "= ", node(x->rhs);
        }
        break;
      }
      case NodeKind::RangeClause: {
        auto* x = n->to<RangeClause>();
        if (x->lhs) node(x->lhs), out += x->def ? " := " : " = ";
        out += "range ", node(x->x);
        break;
      }
      case NodeKind::LabeledStmt: node(n->to<LabeledStmt>()->label), out += ": ", node(n->to<LabeledStmt>()->stmt); break;
      case NodeKind::BlockStmt: {
        auto* x = n->to<BlockStmt>();
        out += "{";
        if (!x->list.empty()) out += " ", stmts(x->list), out += " ";
        out += "}";
        break;
      }
      case NodeKind::DeclStmt: {
        const List<Decl*>& l = n->to<DeclStmt>()->declList;
        for (uint32_t i = 0; i < l.size(); i++) {
          if (i > 0) out += "; ";
          node(l[i]);
        }
        break;
      }
      case NodeKind::BranchStmt: {
        auto* x = n->to<BranchStmt>();
        out += tokenString(x->tok);
        if (x->label) out += " ", node(x->label);
        break;
      }
      case NodeKind::CallStmt: out += tokenString(n->to<CallStmt>()->tok), out += " ", node(n->to<CallStmt>()->call); break;
      case NodeKind::ReturnStmt:
        out += "return";
        if (n->to<ReturnStmt>()->results) out += " ", node(n->to<ReturnStmt>()->results);
        break;
      case NodeKind::IfStmt: {
        auto* x = n->to<IfStmt>();
        out += "if ", init(x->init), node(x->cond), out += " ", node(x->then);
        if (x->els) out += " else ", node(x->els);
        break;
      }
      case NodeKind::ForStmt: {
        auto* x = n->to<ForStmt>();
        out += "for ";
        if (is<RangeClause>(x->init)) {
          node(x->init), out += " ";
        } else if (x->init || x->post) {
          node(x->init), out += "; ", node(x->cond), out += "; ";
          if (x->post) node(x->post), out += " ";
        } else if (x->cond) {
          node(x->cond), out += " ";
        }
        node(x->body);
        break;
      }
      case NodeKind::CaseClause: {
        auto* x = n->to<CaseClause>();
        if (x->cases) out += "case ", node(x->cases); else out += "default";
        out += ": ", stmts(x->body);
        break;
      }
      case NodeKind::CommClause: {
        auto* x = n->to<CommClause>();
        if (x->comm) out += "case ", node(x->comm); else out += "default";
        out += ": ", stmts(x->body);
        break;
      }
      case NodeKind::SwitchStmt: {
        auto* x = n->to<SwitchStmt>();
        out += "switch ", init(x->init);
        if (x->tag) node(x->tag), out += " ";
        out += "{";
        for (CaseClause* c : x->body) out += " ", node(c);
        out += "}";
        break;
      }
      case NodeKind::SelectStmt:
        out += "select {";
        for (CommClause* c : n->to<SelectStmt>()->body) out += " ", node(c);
        out += "}";
        break;

      case NodeKind::ImportDecl: {
        auto* d = n->to<ImportDecl>();
        if (!d->group) out += "import ";
        if (d->localPkgName) node(d->localPkgName), out += " ";
        node(d->path);
        break;
      }
      case NodeKind::ConstDecl: {
        auto* d = n->to<ConstDecl>();
        names("const ", d->group, d->nameList, d->typeExpr, d->values);
        break;
      }
      case NodeKind::VarDecl: {
        auto* d = n->to<VarDecl>();
        names("var ", d->group, d->nameList, d->typeExpr, d->values);
        break;
      }
      case NodeKind::TypeDecl: {
        auto* d = n->to<TypeDecl>();
        if (!d->group) out += "type ";
        node(d->name);
        if (!d->tparamList.empty()) params(d->tparamList, true, true);
        out += d->alias ? " = " : " ";
        node(d->typeExpr);
        break;
      }
      case NodeKind::FuncDecl: {
        auto* d = n->to<FuncDecl>();
        out += "func ";
        if (d->recv) out += "(", node(d->recv), out += ") ";
        node(d->name);
        if (!d->tparamList.empty()) params(d->tparamList, false, true);
        signature(d->typeExpr);
        if (d->body) out += " ", node(d->body);
        break;
      }
      case NodeKind::File: {
        out += "package ", node(n->to<File>()->pkgName);
        for (Decl* d : n->to<File>()->declList) out += "; ", node(d);
        break;
      }
    }
  }

  int depth_ = 0;
  bool cut_ = false;
};

}  // namespace

std::string toString(const Node* n) {
  Printer p;
  p.node(n);
  return std::move(p.out);
}

}  // namespace vole::syntax
