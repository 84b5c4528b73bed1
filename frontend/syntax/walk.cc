// This file knows the children of every node.
#include "frontend/syntax/walk.h"

#include <vector>

namespace vole::syntax {

namespace {

// Calls f(child) for each child of n in source order; null children included.
template <class F>
void eachChild(Node* n, F f) {
  auto all = [&](const auto& l) {
    for (auto* c : l) f(c);
  };
  // Fields declared in a list share their type node, which is visited with each of them.
  auto fields = [&](const List<Field*>& l) {
    for (Field* c : l) f(c);
  };
  switch (n->kind) {
    case NodeKind::File: f(n->to<File>()->pkgName), all(n->to<File>()->declList); break;
    case NodeKind::Field: f(n->to<Field>()->name), f(n->to<Field>()->typeExpr); break;
    case NodeKind::CaseClause: f(n->to<CaseClause>()->cases), all(n->to<CaseClause>()->body); break;
    case NodeKind::CommClause: f(n->to<CommClause>()->comm), all(n->to<CommClause>()->body); break;
    case NodeKind::ImportDecl: f(n->to<ImportDecl>()->localPkgName), f(n->to<ImportDecl>()->path); break;
    case NodeKind::ConstDecl: {
      auto* d = n->to<ConstDecl>();
      all(d->nameList), f(d->typeExpr), f(d->values);
      break;
    }
    case NodeKind::TypeDecl: {
      auto* d = n->to<TypeDecl>();
      f(d->name), fields(d->tparamList), f(d->typeExpr);
      break;
    }
    case NodeKind::VarDecl: {
      auto* d = n->to<VarDecl>();
      all(d->nameList), f(d->typeExpr), f(d->values);
      break;
    }
    case NodeKind::FuncDecl: {
      auto* d = n->to<FuncDecl>();
      f(d->recv), f(d->name), fields(d->tparamList), f(d->typeExpr), f(d->body);
      break;
    }
    case NodeKind::BadExpr:
    case NodeKind::Name:
    case NodeKind::BasicLit: break;
    case NodeKind::CompositeLit: f(n->to<CompositeLit>()->typeExpr), all(n->to<CompositeLit>()->elemList); break;
    case NodeKind::KeyValueExpr: f(n->to<KeyValueExpr>()->key), f(n->to<KeyValueExpr>()->value); break;
    case NodeKind::FuncLit: f(n->to<FuncLit>()->typeExpr), f(n->to<FuncLit>()->body); break;
    case NodeKind::ParenExpr: f(n->to<ParenExpr>()->x); break;
    case NodeKind::SelectorExpr: f(n->to<SelectorExpr>()->x), f(n->to<SelectorExpr>()->sel); break;
    case NodeKind::IndexExpr: f(n->to<IndexExpr>()->x), f(n->to<IndexExpr>()->index); break;
    case NodeKind::SliceExpr:
      f(n->to<SliceExpr>()->x);
      for (Expr* i : n->to<SliceExpr>()->index) f(i);
      break;
    case NodeKind::AssertExpr: f(n->to<AssertExpr>()->x), f(n->to<AssertExpr>()->typeExpr); break;
    case NodeKind::TypeSwitchGuard: f(n->to<TypeSwitchGuard>()->lhs), f(n->to<TypeSwitchGuard>()->x); break;
    case NodeKind::Operation: f(n->to<Operation>()->x), f(n->to<Operation>()->y); break;
    case NodeKind::CallExpr: f(n->to<CallExpr>()->fun), all(n->to<CallExpr>()->argList); break;
    case NodeKind::ListExpr: all(n->to<ListExpr>()->elemList); break;
    case NodeKind::ArrayType: f(n->to<ArrayType>()->len), f(n->to<ArrayType>()->elem); break;
    case NodeKind::SliceType: f(n->to<SliceType>()->elem); break;
    case NodeKind::DotsType: f(n->to<DotsType>()->elem); break;
    case NodeKind::StructType: fields(n->to<StructType>()->fieldList), all(n->to<StructType>()->tagList); break;
    case NodeKind::InterfaceType: fields(n->to<InterfaceType>()->methodList); break;
    case NodeKind::FuncType: fields(n->to<FuncType>()->paramList), fields(n->to<FuncType>()->resultList); break;
    case NodeKind::MapType: f(n->to<MapType>()->key), f(n->to<MapType>()->value); break;
    case NodeKind::ChanType: f(n->to<ChanType>()->elem); break;
    case NodeKind::EmptyStmt: break;
    case NodeKind::ExprStmt: f(n->to<ExprStmt>()->x); break;
    case NodeKind::SendStmt: f(n->to<SendStmt>()->chan), f(n->to<SendStmt>()->value); break;
    case NodeKind::AssignStmt: f(n->to<AssignStmt>()->lhs), f(n->to<AssignStmt>()->rhs); break;
    case NodeKind::RangeClause: f(n->to<RangeClause>()->lhs), f(n->to<RangeClause>()->x); break;
    case NodeKind::LabeledStmt: f(n->to<LabeledStmt>()->label), f(n->to<LabeledStmt>()->stmt); break;
    case NodeKind::BlockStmt: all(n->to<BlockStmt>()->list); break;
    case NodeKind::DeclStmt: all(n->to<DeclStmt>()->declList); break;
    case NodeKind::BranchStmt: f(n->to<BranchStmt>()->label); break;  // the target is no child
    case NodeKind::CallStmt: f(n->to<CallStmt>()->call); break;
    case NodeKind::ReturnStmt: f(n->to<ReturnStmt>()->results); break;
    case NodeKind::IfStmt: {
      auto* s = n->to<IfStmt>();
      f(s->init), f(s->cond), f(s->then), f(s->els);
      break;
    }
    case NodeKind::ForStmt: {
      auto* s = n->to<ForStmt>();
      f(s->init), f(s->cond), f(s->post), f(s->body);
      break;
    }
    case NodeKind::SwitchStmt: {
      auto* s = n->to<SwitchStmt>();
      f(s->init), f(s->tag), all(s->body);
      break;
    }
    case NodeKind::SelectStmt: all(n->to<SelectStmt>()->body); break;
  }
}

}  // namespace

void children(Node* n, const std::function<void(Node*)>& f) {
  eachChild(n, [&](Node* c) {
    if (c) f(c);
  });
}

void inspect(Node* root, const std::function<bool(Node*)>& f) {
  if (!root) return;
  std::vector<Node*> stack{root}, kids;
  while (!stack.empty()) {
    Node* n = stack.back();
    stack.pop_back();
    if (!f(n)) continue;
    kids.clear();
    eachChild(n, [&](Node* c) {
      if (c) kids.push_back(c);
    });
    stack.insert(stack.end(), kids.rbegin(), kids.rend());
  }
}

Pos startPos(const Node* n) {
  for (;;) {
    const Node* m = nullptr;
    switch (n->kind) {
      case NodeKind::CompositeLit: m = n->to<CompositeLit>()->typeExpr; break;
      case NodeKind::SelectorExpr: m = n->to<SelectorExpr>()->x; break;
      case NodeKind::IndexExpr: m = n->to<IndexExpr>()->x; break;
      // gc leaves slice expressions and key-value pairs at their own position; so do we
      case NodeKind::AssertExpr: m = n->to<AssertExpr>()->x; break;
      case NodeKind::TypeSwitchGuard:
        m = n->to<TypeSwitchGuard>()->lhs;
        if (!m) m = n->to<TypeSwitchGuard>()->x;
        break;
      case NodeKind::Operation:
        if (n->to<Operation>()->y) m = n->to<Operation>()->x;
        break;
      case NodeKind::CallExpr: m = n->to<CallExpr>()->fun; break;
      case NodeKind::ListExpr:
        if (!n->to<ListExpr>()->elemList.empty()) m = n->to<ListExpr>()->elemList[0];
        break;
      case NodeKind::SendStmt: m = n->to<SendStmt>()->chan; break;
      case NodeKind::AssignStmt: m = n->to<AssignStmt>()->lhs; break;
      case NodeKind::RangeClause:
        m = n->to<RangeClause>()->lhs;
        if (!m) m = n->to<RangeClause>()->x;
        break;
      default: break;
    }
    if (!m) return n->pos;
    n = m;
  }
}

Pos endPos(const Node* n) {
  for (;;) {
    const Node* m = nullptr;
    switch (n->kind) {
      case NodeKind::File: return n->to<File>()->eof;
      case NodeKind::Name: return n->pos.plus(n->to<Name>()->sym->len);
      case NodeKind::BasicLit: return n->pos.plus(static_cast<uint32_t>(n->to<BasicLit>()->value.size()));
      case NodeKind::CompositeLit: return n->to<CompositeLit>()->rbrace;
      case NodeKind::BlockStmt: return n->to<BlockStmt>()->rbrace;
      case NodeKind::SwitchStmt: return n->to<SwitchStmt>()->rbrace;
      case NodeKind::SelectStmt: return n->to<SelectStmt>()->rbrace;
      case NodeKind::FuncDecl: {
        auto* d = n->to<FuncDecl>();
        if (d->hasBody) return d->bodyEnd;
        m = d->typeExpr;
        break;
      }
      case NodeKind::CaseClause:
        if (n->to<CaseClause>()->body.empty()) return n->to<CaseClause>()->colon;
        m = n->to<CaseClause>()->body.back();
        break;
      case NodeKind::CommClause:
        if (n->to<CommClause>()->body.empty()) return n->to<CommClause>()->colon;
        m = n->to<CommClause>()->body.back();
        break;
      default:
        // the last child
        eachChild(const_cast<Node*>(n), [&](Node* c) {
          if (c) m = c;
        });
    }
    if (!m) return n->pos;
    n = m;
  }
}

}  // namespace vole::syntax
