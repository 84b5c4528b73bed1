// Which package variables of a lazily checked package have to be initialised at the program's start after all?
//
// A lazy package's variable is initialised when the first function that mentions it runs. That is right as long as the
// initialiser does nothing but make a value; `var tInt = register("int")` is different: the order of such variables can
// be seen, and so can their absence. Resolving every initialiser to find out would cost what laziness saves, so this
// looks at the text alone and takes every call for an effect unless the callee is known to be none.
#include <string_view>

#include "frontend/syntax/walk.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

namespace {

// Functions that only make a value, by package. "*" is all of a package.
struct Constructors {
  std::string_view pkg, names;  // names are separated and enclosed by spaces
};
constexpr Constructors kConstructors[] = {
    {"bytes", "*"},
    {"encoding/base32", "*"},
    {"encoding/base64", "*"},
    {"errors", "*"},
    {"fmt", " Errorf Sprint Sprintf Sprintln "},
    {"math", "*"},
    {"math/big", " NewInt NewRat NewFloat "},
    {"math/bits", "*"},
    {"net/netip", "*"},
    {"path", "*"},
    {"reflect", " TypeOf ValueOf Zero New "},
    {"regexp", " MustCompile MustCompilePOSIX "},
    {"strconv", "*"},
    {"strings", "*"},
    {"text/template", " New Must "},
    {"time", " Date Unix UnixMilli "},
    {"unicode/utf8", "*"},
    {"unsafe", "*"},
};

bool knownConstructor(std::string_view pkg, std::string_view name) {
  for (const Constructors& c : kConstructors) {
    if (c.pkg != pkg) continue;
    return c.names == "*" || c.names.find(" " + std::string(name) + " ") != std::string_view::npos;
  }
  return false;
}

enum class Callee { conversion, constructor, other };

Callee calleeOf(syntax::Expr* fun, Var* v) {
  if (auto* n = fun->as<syntax::Name>()) {
    Object* o = v->pkg->scope->lookup(n->sym);
    // Neither here nor imported by a dot: predeclared.
    if (!o && v->decl->file) o = v->decl->file->lookup(n->sym);
    return !o || o->kind == ObjKind::TypeName ? Callee::conversion : Callee::other;
  }
  if (auto* s = fun->as<syntax::SelectorExpr>()) {
    if (auto* n = s->x->as<syntax::Name>()) {
      auto* p = v->decl->file ? as<PkgName>(v->decl->file->lookup(n->sym)) : nullptr;
      if (!p) return Callee::other;
      Package* q = v->pkg->checker->importedPkg(p);
      if (!q) return Callee::other;
      Object* o = q->scope->lookup(s->sel->sym);
      if (o && o->kind == ObjKind::TypeName) return Callee::conversion;
      return knownConstructor(q->path, s->sel->sym->str()) ? Callee::constructor : Callee::other;
    }
    // A method of a value just made, as in reflect.TypeOf(x).Elem().
    if (auto* c = s->x->as<syntax::CallExpr>()) {
      syntax::Expr* inner = c->fun;
      return calleeOf(inner, v) == Callee::constructor ? Callee::constructor : Callee::other;
    }
    return Callee::other;
  }
  if (auto* ix = fun->as<syntax::IndexExpr>()) return calleeOf(ix->x, v);
  // A call of a function literal does what it likes; what remains are the forms of types.
  return fun->is<syntax::FuncLit>() || fun->is<syntax::CallExpr>() ? Callee::other : Callee::conversion;
}

}  // namespace

bool initHasEffects(Var* v) {
  if (!v->decl || !v->decl->init) return false;
  Enter enter(v->pkg->checker);
  bool effects = false;
  syntax::inspect(v->decl->init, [&](syntax::Node* n) {
    if (effects) return false;
    if (auto* c = syntax::as<syntax::CallExpr>(n)) {
      syntax::Expr* fun = c->fun;
      bool paren = fun->is<syntax::ParenExpr>();
      while (auto* p = fun->as<syntax::ParenExpr>()) fun = p->x;
      effects = !(paren && fun->is<syntax::Operation>()) && calleeOf(fun, v) == Callee::other;
    } else if (auto* op = syntax::as<syntax::Operation>(n)) {
      effects = op->op == syntax::Operator::Recv;
    }
    return !effects && n->kind != syntax::NodeKind::FuncLit;
  });
  return effects;
}

}  // namespace vole::types
