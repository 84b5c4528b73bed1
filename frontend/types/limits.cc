// This file reports what gc finds only after type checking: types larger than the address space,
// channels of huge elements, stack frames of more than 1 GB, functions without a body.
//
// Programs that come near these limits are rare. Whether one might is noted while types are checked
// (noteArray): only then are types and functions searched.
#include <unordered_set>

#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

constexpr int64_t kLarge = 1 << 16;              // what makes a search worth while
constexpr int64_t kMaxWidth = int64_t{1} << 50;  // no type is larger
constexpr int64_t kMaxChanElem = 1 << 16;
constexpr int64_t kMaxFrame = int64_t{1} << 30;
constexpr int64_t kMaxStackVar = 10 << 20;       // larger variables live in the heap

int64_t roundUp8(int64_t n) { return n >= kMaxWidth ? n : (n + 7) & ~int64_t{7}; }

int64_t tupleSize(Tuple* t) {
  int64_t n = 0;
  for (Var* v : tupleVars(t))
    if (n < kMaxWidth && v->type && !hasTypeParams(v->type)) n += roundUp8(sizeOf(v->type));
  return n;
}

// Reports types out of bounds, each once.
class TypeSearch {
 public:
  explicit TypeSearch(Checker& c) : c_(c) {}

  void search(Pos pos, Type* t) {
    if (!t || !seen_.insert(t).second) return;
    switch (t->kind) {
      case TypeKind::Array: {
        auto* a = t->to<Array>();
        search(pos, a->elem);
        if (!hasTypeParams(a) && sizeOf(a) >= kMaxWidth && sizeOf(a->elem) < kMaxWidth)
          c_.errorf(pos, "type {} larger than address space", t);
        break;
      }
      case TypeKind::Chan: {
        Type* elem = t->to<Chan>()->elem;
        search(pos, elem);
        if (!hasTypeParams(elem) && sizeOf(elem) >= kMaxChanElem)
          c_.error(pos, "channel element type too large (>64kB)");
        break;
      }
      case TypeKind::Pointer: search(pos, t->to<Pointer>()->base); break;
      case TypeKind::Slice: search(pos, t->to<Slice>()->elem); break;
      case TypeKind::Map:
        search(pos, t->to<Map>()->key);
        search(pos, t->to<Map>()->elem);
        break;
      case TypeKind::Struct:
        for (Var* f : t->to<Struct>()->fields) search(pos, f->type);
        break;
      case TypeKind::Signature:
        for (Var* v : tupleVars(t->to<Signature>()->params)) search(pos, v->type);
        for (Var* v : tupleVars(t->to<Signature>()->results)) search(pos, v->type);
        break;
      default: break;  // named types are searched where they are declared
    }
  }

 private:
  Checker& c_;
  std::unordered_set<Type*> seen_;
};

// Adds up what certainly stands in a function's frame. Bodies of function literals are put aside.
struct Frame {
  int64_t locals = 0, args = 0, callee = 0;
  std::vector<syntax::FuncLit*> literals;

  void add(int64_t* to, int64_t n) {
    if (*to < kMaxWidth) *to += roundUp8(n);
  }
  void local(Type* t, int64_t limit) {
    if (!t || hasTypeParams(t)) return;
    int64_t n = sizeOf(t);
    if (n <= limit) add(&locals, n);
  }
  void call(syntax::CallExpr* e) {
    auto* sig = as<Signature>(e->fun->type);
    if (!sig || e->fun->mode == builtin || e->fun->mode == typexpr) return;
    int64_t n = tupleSize(sig->params);
    if (n > callee) callee = n;
    // Large results passed on are kept in temporaries.
    for (syntax::Expr* arg : e->argList)
      if (arg->is<syntax::CallExpr>() && arg->type && !hasTypeParams(arg->type) && sizeOf(arg->type) >= kLarge)
        local(arg->type, kMaxWidth);
  }
  // x := []T{1e9: v}: the array behind it stands in the frame.
  void sliceLit(syntax::CompositeLit* lit) {
    auto* s = lit && lit->type ? asUnder<Slice>(lit->type) : nullptr;
    if (!s || lit->nkeys == 0 || hasTypeParams(s->elem)) return;
    int64_t max = 0;
    for (syntax::Expr* e : lit->elemList) {
      auto* kv = e->as<syntax::KeyValueExpr>();
      int64_t i;
      if (kv && kv->key->constVal && constant::int64Val(constant::toInt(kv->key->constVal), &i) && i >= max) max = i + 1;
    }
    int64_t bytes;
    if (!__builtin_mul_overflow(max, sizeOf(s->elem), &bytes) && bytes > kMaxFrame) add(&locals, bytes);
  }
  void node(syntax::Node* n) {
    if (auto* name = n->as<syntax::Name>()) {
      // A declaration: the object stands where its name does.
      auto* v = as<Var>(name->obj);
      if (v && v->pos == name->pos && !v->isField && v->parent) local(v->type, kMaxStackVar);
    } else if (auto* r = n->as<syntax::RangeClause>()) {
      // A range with a value copies the array first.
      auto* l = syntax::as<syntax::ListExpr>(r->lhs);
      if (l && r->x->type && asUnder<Array>(r->x->type)) local(r->x->type, kMaxWidth);
    } else if (auto* a = n->as<syntax::AssignStmt>()) {
      if (a->op == syntax::Operator::Def) sliceLit(syntax::as<syntax::CompositeLit>(a->rhs));
    } else if (auto* c = n->as<syntax::CallExpr>()) {
      call(c);
    }
  }
};

}  // namespace

void Checker::noteArray(Array* a) {
  // The element's size may not be known yet; sizes are computed in the end.
  constexpr int64_t kLen = 64;
  if (a->len >= kLen && largeArrays.size() < 100000) largeArrays.push_back(a);
}

void Checker::checkBodies() {
  for (Object* o : objList) {
    auto* f = as<Func>(o);
    syntax::FuncDecl* d = f && f->decl ? f->decl->fdecl : nullptr;
    if (!d) continue;
    bool body = d->body || d->hasBody;
    if (body) {
      if (d->pragma && (d->pragma->flags & syntax::kPragmaNoescape))
        error(d->pos, "can only use //go:noescape with external func implementations");
      continue;
    }
    bool isInit = d->name->sym->str() == "init" && !d->recv;
    if (!conf.complete && !isInit) continue;
    // A linkname promises that the body is elsewhere.
    bool linked = false;
    for (syntax::File* file : files)
      for (const syntax::Linkname& l : file->linknames) linked = linked || l.local == d->name->sym->str();
    if (!linked) error(d->pos, "missing function body");
  }
}

void Checker::checkFrame(Pos pos, Signature* sig, syntax::BlockStmt* body) {
  if (!sig->tparams.empty() || !sig->rparams.empty()) return;
  std::vector<std::pair<Pos, syntax::BlockStmt*>> work{{pos, body}};
  for (size_t i = 0; i < work.size(); i++) {
    Frame f;
    if (i == 0) {
      f.args = tupleSize(sig->params) + tupleSize(sig->results);
      if (sig->recv) f.add(&f.args, sizeOf(sig->recv->type));
    }
    syntax::inspect(work[i].second, [&](syntax::Node* n) {
      if (auto* lit = n->as<syntax::FuncLit>()) {
        f.literals.push_back(lit);
        return false;
      }
      f.node(n);
      return true;
    });
    for (syntax::FuncLit* lit : f.literals)
      if (lit->body) work.push_back({lit->pos, lit->body});
    if (f.locals + f.args + f.callee <= kMaxFrame) continue;
    std::string msg = fmt::format("stack frame too large (>1GB): {} MB locals + {} MB args", f.locals >> 20, f.args >> 20);
    if (f.callee >> 20) msg += fmt::format(" + {} MB callee", f.callee >> 20);
    error(work[i].first, msg);
  }
}

void Checker::checkLimits() {
  checkBodies();
  if (errors > 0) return;
  bool large = sawLargeLit;
  for (Array* a : largeArrays)
    if (!large && a->elem && !hasTypeParams(a)) large = sizeOf(a) >= kLarge;
  if (!large) return;

  TypeSearch types(*this);
  auto call = [&](syntax::Node* n) {
    if (auto* c = n->as<syntax::CallExpr>()) types.search(c->pos, c->type);
    return true;
  };
  auto local = [&](syntax::Node* n) {
    if (auto* name = n->as<syntax::Name>())
      if (name->obj && name->obj->pos == name->pos && name->obj->parent)
        types.search(name->pos, name->obj->is<TypeName>() && name->obj->type ? under(name->obj->type) : name->obj->type);
    return true;
  };
  for (Object* o : objList) {
    if (!o->type) continue;
    types.search(o->pos, o->is<TypeName>() ? under(o->type) : o->type);
    syntax::BlockStmt* body = o->decl && o->decl->fdecl ? o->decl->fdecl->body : nullptr;
    if (!body) continue;
    syntax::inspect(body, call);
    syntax::inspect(body, local);
  }
  if (errors > 0) return;
  for (Object* o : objList)
    if (o->is<Func>() && o->decl && o->decl->fdecl && o->decl->fdecl->body && o->type->is<Signature>())
      checkFrame(o->decl->fdecl->pos, o->type->to<Signature>(), o->decl->fdecl->body);
}

}  // namespace vole::types
