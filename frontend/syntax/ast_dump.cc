// This file lists trees for tests: kind, line-independent attributes, children indented.
#include <fmt/format.h>

#include "frontend/base/unicode.h"
#include "frontend/syntax/print.h"
#include "frontend/syntax/walk.h"

namespace vole::syntax {

std::string_view nodeKindName(NodeKind k) {
  static constexpr std::string_view kNames[] = {
#define VOLE_NODE(name) #name,
#include "frontend/syntax/nodes.def"
  };
  return kNames[static_cast<int>(k)];
}

namespace {

std::string attributes(const Node* n) {
  switch (n->kind) {
    case NodeKind::Name: return " " + n->to<Name>()->sym->string();
    case NodeKind::BasicLit: return " " + std::string(n->to<BasicLit>()->value);
    case NodeKind::Operation: return " " + std::string(operatorString(n->to<Operation>()->op));
    case NodeKind::AssignStmt:
      return " " + std::string(operatorString(n->to<AssignStmt>()->op)) + (n->to<AssignStmt>()->rhs ? "=" : "");
    case NodeKind::RangeClause: return n->to<RangeClause>()->def ? " :=" : "";
    case NodeKind::BranchStmt: return " " + std::string(tokenString(n->to<BranchStmt>()->tok));
    case NodeKind::CallStmt: return " " + std::string(tokenString(n->to<CallStmt>()->tok));
    case NodeKind::CallExpr: return n->to<CallExpr>()->hasDots ? " ..." : "";
    case NodeKind::TypeDecl: return n->to<TypeDecl>()->alias ? " =" : "";
    case NodeKind::ChanType: {
      ChanDir d = n->to<ChanType>()->dir;
      return d == ChanDir::Both ? "" : d == ChanDir::SendOnly ? " send" : " recv";
    }
    case NodeKind::FuncDecl: return n->to<FuncDecl>()->hasBody && !n->to<FuncDecl>()->body ? " (body skipped)" : "";
    default: return "";
  }
}

}  // namespace

std::string dump(const Node* root) {
  std::string out;
  // A stack of our own, as in inspect, but with the depth of each node.
  std::vector<std::pair<Node*, int>> stack{{const_cast<Node*>(root), 0}}, kids;
  while (!stack.empty()) {
    auto [n, depth] = stack.back();
    stack.pop_back();
    out.append(static_cast<size_t>(depth) * 2, ' ');
    out += nodeKindName(n->kind);
    out += attributes(n);
    out += '\n';
    kids.clear();
    int next = depth + 1;
    children(n, [&](Node* c) { kids.emplace_back(c, next); });
    stack.insert(stack.end(), kids.rbegin(), kids.rend());
  }
  return out;
}

}  // namespace vole::syntax
