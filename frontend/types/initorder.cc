// This file orders the initialisation of package variables by their dependencies.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {
struct Node {
  Object* obj;
  std::unordered_set<Node*> pred, succ;
  size_t ndeps = 0;
};

/// A path of dependencies from `from` to `to`, last step first; empty if there is none. Iterative:
/// chains of functions can be long.
std::vector<Object*> findPath(Object* from, Object* to) {
  std::unordered_set<Object*> seen{from};
  struct Frame {
    Object* o;
    size_t next;
  };
  std::vector<Frame> stack{{from, 0}};
  while (!stack.empty()) {
    Frame& f = stack.back();
    auto* deps = f.o->decl ? &f.o->decl->deps : nullptr;
    if (!deps || f.next >= deps->size()) {
      stack.pop_back();
      continue;
    }
    Object* d = (*deps)[f.next++];
    if (d == to) {
      std::vector<Object*> path{d};
      for (size_t i = stack.size(); i-- > 1;) path.push_back(stack[i].o);
      return path;
    }
    if (seen.insert(d).second) stack.push_back({d, 0});
  }
  return {};
}
}  // namespace

void Checker::initOrder() {
  // Functions are eliminated from the graph by connecting who mentions them with what they mention.
  std::unordered_map<Object*, Node*> nodes;
  std::vector<Node*> all, funcs;
  std::vector<Node> storage;
  storage.reserve(objList.size());
  for (Object* o : objList) {
    if (o->kind != ObjKind::Const && o->kind != ObjKind::Var && o->kind != ObjKind::Func) continue;
    // What depends on nothing and is no variable cannot matter.
    if (o->kind != ObjKind::Var && o->decl->deps.empty()) continue;
    storage.push_back(Node{o, {}, {}, 0});
    nodes[o] = &storage.back();
  }
  for (Node& n : storage) {
    for (Object* d : n.obj->decl->deps) {
      auto it = nodes.find(d);
      if (it == nodes.end()) continue;
      n.succ.insert(it->second);
      it->second->pred.insert(&n);
    }
    (n.obj->kind == ObjKind::Func ? funcs : all).push_back(&n);
  }
  std::stable_sort(funcs.begin(), funcs.end(), [](Node* a, Node* b) {
    return a->pred.size() * a->succ.size() < b->pred.size() * b->succ.size();
  });
  for (Node* n : funcs) {
    for (Node* p : n->pred) {
      if (p == n) continue;
      for (Node* s : n->succ) {
        if (s == n) continue;
        p->succ.insert(s);
        s->pred.insert(p);
      }
      p->succ.erase(n);
    }
    for (Node* s : n->succ) {
      if (s != n) s->pred.erase(n);
    }
  }

  auto less = [](const Node* a, const Node* b) {
    return a->ndeps != b->ndeps ? a->ndeps < b->ndeps : a->obj->order < b->obj->order;
  };
  std::set<Node*, decltype(less)> queue(less);
  for (Node* n : all) {
    n->ndeps = n->succ.size();
    queue.insert(n);
  }
  std::unordered_set<DeclInfo*> emitted;
  while (!queue.empty()) {
    Node* n = *queue.begin();
    queue.erase(queue.begin());
    if (n->ndeps > 0) {
      // Not every node with open dependencies is on a cycle itself.
      auto cycle = findPath(n->obj, n->obj);
      if (!cycle.empty()) reportInitCycle(cycle);
    }
    for (Node* p : n->pred) {
      auto it = queue.find(p);
      bool in = it != queue.end() && *it == p;
      if (in) queue.erase(it);
      p->ndeps--;
      if (in) queue.insert(p);
    }
    auto* v = as<Var>(n->obj);
    if (!v || !v->decl->init || !emitted.insert(v->decl).second) continue;
    auto* init = typeArena().make<Initializer>();
    init->lhs = v->decl->lhs.empty() ? typeArena().listOf<Var*>({v}) : v->decl->lhs;
    init->rhs = v->decl->init;
    v->decl->initializer = init;
    initOrder_.push_back(init);
  }
}

void Checker::reportInitCycle(const std::vector<Object*>& cycle) {
  Object* obj = cycle[0];
  MultiError e;
  e.parts.push_back({obj->pos, sprintf("initialization loop for {}", obj->name)});
  for (size_t i = cycle.size(); i-- > 0;) {
    e.parts.push_back({obj->pos, sprintf("{} refers to", obj->name)});
    obj = cycle[i];
  }
  e.parts.push_back({obj->pos, sprintf("{}", obj->name)});
  report(e);
}

}  // namespace vole::types
