// This file finds programs that would need infinitely many instances: a graph whose vertices are
// type parameters and local types of generic functions; an edge with weight 1 says that the target
// is instantiated with a type built from the source. A cycle of positive weight has no end.
#include <unordered_map>

#include "frontend/types/checker_impl.h"

namespace vole::types {

struct MonoGraph {
  struct Vertex {
    int weight = 0, pre = -1, len = 0;
    TypeName* obj = nullptr;
  };
  struct Edge {
    size_t dst, src;
    int weight;
    Pos pos;
    Type* type;
  };
  std::vector<Vertex> vertices;
  std::vector<Edge> edges;
  std::unordered_map<TypeParam*, TypeParam*> canon;  // receiver type parameter -> the type's own
  std::unordered_map<TypeName*, int> index;

  int addVertex(TypeName* o) {
    Vertex v;
    v.obj = o;
    vertices.push_back(v);
    return static_cast<int>(vertices.size()) - 1;
  }
  int typeParam(TypeParam* p) {
    if (auto it = canon.find(p); it != canon.end()) p = it->second;
    if (auto it = index.find(p->obj); it != index.end()) return it->second;
    return index[p->obj] = addVertex(p->obj);
  }
  void addEdge(int dst, int src, int weight, Pos pos, Type* t) {
    edges.push_back({static_cast<size_t>(dst), static_cast<size_t>(src), weight, pos, t});
  }

  /// Types declared in a generic function depend on its type parameters.
  int localNamed(Package* pkg, Named* n) {
    TypeName* o = n->origin()->obj;
    if (o->pkg != pkg || !o->parent || o->parent == pkg->scope) return -1;
    if (auto it = index.find(o); it != index.end()) return it->second;
    int idx = -1;
    for (Scope* s = o->parent; s && s != pkg->scope; s = s->parent()) {
      for (auto* e = s->begin(); e != s->end_it(); ++e) {
        auto* tn = as<TypeName>(*e);
        auto* p = tn ? as<TypeParam>(tn->type) : nullptr;
        if (!p || !(tn->pos < o->pos)) continue;
        if (idx < 0) idx = addVertex(o);
        addEdge(idx, typeParam(p), 1, o->pos, p);
      }
    }
    index[o] = idx;
    return idx;
  }

  struct Flow {
    MonoGraph& g;
    Package* pkg;
    Pos pos;
    TypeParam* tpar;
    Type* targ;
    std::vector<Type*> seen;

    void edge(int src, Type* t) { g.addEdge(g.typeParam(tpar), src, t == targ ? 0 : 1, pos, targ); }
    void walk(Type* t) {
      if (!t || seen.size() > 1000) return;
      if (t->kind == TypeKind::Basic) return;
      if (auto* p = as<TypeParam>(t)) return edge(g.typeParam(p), t);
      // Each type once: instances can share their arguments, a tree would have no end.
      for (Type* s : seen) {
        if (s == t) return;
      }
      seen.push_back(t);
      if (auto* n = as<Named>(t)) {
        int src = g.localNamed(pkg, n);
        if (src >= 0) edge(src, t);
        for (Type* a : n->targs()) walk(a);
        return;
      }
      switch (t->kind) {
        case TypeKind::Array: walk(static_cast<Array*>(t)->elem); break;
        case TypeKind::Slice: walk(static_cast<Slice*>(t)->elem); break;
        case TypeKind::Pointer: walk(static_cast<Pointer*>(t)->base); break;
        case TypeKind::Chan: walk(static_cast<Chan*>(t)->elem); break;
        case TypeKind::Map:
          walk(static_cast<Map*>(t)->key);
          walk(static_cast<Map*>(t)->elem);
          break;
        case TypeKind::Struct:
          for (Var* f : static_cast<Struct*>(t)->fields) walk(f->type);
          break;
        case TypeKind::Signature:
          for (Var* v : tupleVars(static_cast<Signature*>(t)->params)) walk(v->type);
          for (Var* v : tupleVars(static_cast<Signature*>(t)->results)) walk(v->type);
          break;
        case TypeKind::Interface:
          for (Func* m : static_cast<Interface*>(t)->typeSet()->methods) walk(typeOf(m));
          break;
        default: break;
      }
    }
  };
};

void Checker::recordCanon(TypeParam* mpar, TypeParam* tpar) {
  if (!mono) mono = new MonoGraph;
  mono->canon[mpar] = tpar;
}

void Checker::recordMono(Pos pos, List<TypeParam*> tparams, List<Type*> targs, List<syntax::Expr*> xlist) {
  if (lazy) return;
  if (!mono) mono = new MonoGraph;
  for (uint32_t i = 0; i < tparams.size() && i < targs.size(); i++) {
    if (tparams[i]->obj->pkg != pkg) continue;
    MonoGraph::Flow f{*mono, pkg, i < xlist.size() ? syntax::startPos(xlist[i]) : pos, tparams[i], targs[i], {}};
    f.walk(targs[i]);
  }
}

void Checker::monomorph() {
  if (!mono) return;
  auto& g = *mono;
  // Bellman-Ford on weights: a path as long as the number of vertices contains a cycle.
  for (bool again = true; again;) {
    again = false;
    for (size_t i = 0; i < g.edges.size(); i++) {
      auto& e = g.edges[i];
      auto &src = g.vertices[e.src], &dst = g.vertices[e.dst];
      int w = src.weight + e.weight;
      if (w <= dst.weight) continue;
      dst.pre = static_cast<int>(i);
      dst.len = src.len + 1;
      if (dst.len == static_cast<int>(g.vertices.size())) {
        // Go back to a vertex met twice: it is on the cycle.
        auto incoming = [&](size_t v) -> MonoGraph::Edge& { return g.edges[static_cast<size_t>(g.vertices[v].pre)]; };
        std::vector<size_t> stack;
        std::vector<bool> seen(g.vertices.size(), false);
        size_t v = e.dst;
        while (!seen[v]) {
          stack.push_back(v);
          seen[v] = true;
          v = incoming(v).src;
        }
        while (stack[0] != v) stack.erase(stack.begin());
        MultiError err;
        err.parts.push_back({g.vertices[v].obj->pos, "instantiation cycle:"});
        for (size_t x : stack) {
          auto& edge = incoming(x);
          TypeName* o = g.vertices[edge.dst].obj;
          err.parts.push_back({edge.pos, sprintf(isTypeParam(o->type) ? "{} instantiated as {}"
                                                                      : "{} implicitly parameterized by {}",
                                                 o->name, edge.type)});
        }
        report(err);
        return;
      }
      dst.weight = w;
      again = true;
    }
  }
}

}  // namespace vole::types
