// Unit tests of the checker's core: what whole programs do not show directly.
#include <doctest/doctest.h>

#include "frontend/syntax/parser.h"
#include "frontend/types/checker_impl.h"

namespace {

using namespace vole;
using namespace vole::types;

struct Checked {
  SourceSet sources;
  Arena arena;
  DiagSink diag{sources};
  Package* pkg;
  std::vector<Initializer*> inits;
  bool ok;

  explicit Checked(std::string text, bool lazy = false) {
    syntax::ParseMode mode;
    mode.lazyBodies = lazy;
    auto* f = syntax::parseFile(sources.add("p.go", "p.go", "package p\n" + text), arena, diag, mode);
    pkg = newPackage("p", nullptr);
    Config conf;
    conf.diag = &diag;
    conf.arena = &arena;
    ok = lazy ? prepareLazy(conf, pkg, {f}) : checkPackage(conf, pkg, {f}, &inits);
  }
  Type* type(std::string_view name) {
    Object* o = packageMember(pkg, name);
    return o ? o->type : nullptr;
  }
};

}  // namespace

TEST_CASE("identical types hash alike, instances are one pointer") {
  Checked c("type L[T any] struct{ v T; n *L[T] }\nvar a L[[]int]\nvar b L[[]int]\nvar f func(x int, s ...string) map[string]*L[int]\n"
            "var g func(int, ...string) map[string]*L[int]\nvar h func(int, []string) map[string]*L[int]\n");
  REQUIRE(c.ok);
  CHECK(c.type("a") == c.type("b"));
  CHECK(identical(c.type("f"), c.type("g")));
  CHECK(typeHash(c.type("f")) == typeHash(c.type("g")));
  CHECK(!identical(c.type("f"), c.type("h")));
  CHECK(rtypeString(c.type("a")) == "p.L[[]int]");
}

TEST_CASE("sizes are gc's") {
  Checked c("type S struct{ a byte; b int64; c [3]byte; d struct{} }\nvar s S\nvar i interface{ M() }\nvar z [0]int64\n");
  REQUIRE(c.ok);
  CHECK(sizeOf(c.type("s")) == 24);
  CHECK(offsetsOf(asUnder<Struct>(c.type("s"))) == std::vector<int64_t>{0, 8, 16, 19});
  CHECK(sizeOf(c.type("i")) == 16);
  CHECK(sizeOf(c.type("z")) == 0);
  CHECK(alignOf(c.type("z")) == 8);
}

TEST_CASE("variables are initialised by dependency, cycles are reported") {
  Checked c("var a = f()\nfunc f() int { return b }\nvar b = c + 1\nvar c = 2\n");
  REQUIRE(c.ok);
  REQUIRE(c.inits.size() == 3);
  CHECK(c.inits[0]->lhs[0]->name->str() == "c");
  CHECK(c.inits[2]->lhs[0]->name->str() == "a");
  Checked d("var a = f()\nfunc f() int { return a }\n");
  CHECK(!d.ok);
  CHECK(d.diag.render().find("initialization loop for a") != std::string::npos);
}

TEST_CASE("a lazy package checks what is asked for") {
  Checked c("func good() int { return n }\nfunc bad() int { return \"\" }\nvar n = 3\ntype T struct{ u U }\ntype U int\n", true);
  REQUIRE(c.ok);
  CHECK(c.pkg->scope->lookup(intern("T"))->type == nullptr);
  CHECK(c.type("T") != nullptr);
  CHECK(checkFuncBody(as<Func>(packageMember(c.pkg, "good"))));
  CHECK(c.diag.errorCount() == 0);
  CHECK(!checkFuncBody(as<Func>(packageMember(c.pkg, "bad"))));
  CHECK(c.diag.errorCount() == 1);
}

TEST_CASE("captures") {
  Checked c("func f() func() int { x, y, z := 1, 2, 3; y = 4; return func() int { _ = &z; return func() int { return x + y }() } }\n");
  REQUIRE(c.ok);
  auto* fd = as<Func>(packageMember(c.pkg, "f"))->funcDecl();
  computeCaptures(fd);
  syntax::FuncLit* outer = nullptr;
  syntax::inspect(fd, [&](syntax::Node* n) {
    if (!outer) outer = n->as<syntax::FuncLit>();
    return true;
  });
  REQUIRE(outer);
  REQUIRE(outer->facts->captures.size() == 3);
  for (Var* v : outer->facts->captures) {
    CHECK(v->captured);
    CHECK(v->reassigned == (v->name->str() == "y"));
    CHECK(v->addrTaken == (v->name->str() == "z"));
  }
}

TEST_CASE("method sets") {
  Checked c("type E struct{}\nfunc (E) V() {}\nfunc (*E) P() {}\ntype S struct{ E }\ntype T struct{ *E }\nvar s S\nvar t T\n");
  REQUIRE(c.ok);
  CHECK(methodSet(c.type("s")).size() == 1);
  CHECK(methodSet(newPointer(c.type("s"))).size() == 2);
  CHECK(methodSet(c.type("t")).size() == 2);
}
