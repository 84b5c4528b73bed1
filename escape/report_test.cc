// The messages over small programs, and what the code generator is told.
#include "escape/report.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "escape/escape.h"
#include "escape/ir/pool.h"
#include "escape/leaks.h"
#include "frontend/base/diag.h"
#include "frontend/base/intern.h"

using namespace vole;

namespace {

struct Checked {
  SourceSet sources;
  Arena arena;
  DiagSink diag{sources};
  load::Loader loader{sources, arena, diag, nullptr};
  load::Package* p;

  explicit Checked(std::string text) {
    p = loader.loadText("./p.go", "package main\n" + std::move(text));
    REQUIRE(p);
    REQUIRE(loader.check(p));
  }
  std::vector<std::string> lines(escape::ReportOptions o = {1, false, false}) {
    std::vector<std::string> out;
    escape::report(*p, sources, o, [&](std::string l) { out.push_back(std::move(l)); });
    return out;
  }
  types::Func* func(std::string_view name) { return p->types->scope->lookup(intern(name))->as<types::Func>(); }
};

bool has(const std::vector<std::string>& l, std::string_view s) { return std::find(l.begin(), l.end(), s) != l.end(); }

}  // namespace

TEST_CASE("leaks keep the shortest way") {
  escape::Leaks l;
  CHECK(l.empty());
  l.addHeap(2);
  l.addHeap(3);
  CHECK(l.heap() == 2);
  l.addResult(0, 2);
  l.addResult(1, 1);
  l.optimize();
  CHECK(l.result(0) == -1);
  CHECK(l.result(1) == 1);
}

TEST_CASE("variables, parameters, results") {
  Checked c(R"(
func id(p *int) *int { return p }
func keep(p **int) { g = *p }
var g *int
func f() *int {
	x, y := 1, 2
	_ = id(&y)
	return id(&x)
}
func main() { f() }
)");
  auto l = c.lines();
  CHECK(has(l, "./p.go:3:9: leaking param: p to result ~r0 level=0"));
  CHECK(has(l, "./p.go:4:11: leaking param content: p"));
  CHECK(has(l, "./p.go:7:2: moved to heap: x"));
  CHECK(l.size() == 3);
}

TEST_CASE("inlining") {
  Checked c("func add(a, b int) int { return a + b }\nfunc main() { println(add(1, 2)) }\n");
  auto l = c.lines({1, true, false});
  CHECK(has(l, "./p.go:2:6: can inline add"));
  CHECK(has(l, "./p.go:3:26: inlining call to add"));
}

TEST_CASE("flows and objects") {
  Checked c("var g *int\nfunc main() { x := 1; g = &x }\n");
  auto l = c.lines({2, false, false});
  CHECK(has(l, "./p.go:3:15:   flow: {heap} = &x:"));
  CHECK(has(l, "./p.go:3:15:     from &x (address-of) at ./p.go:3:27"));
  l = c.lines({1, false, true});
  REQUIRE(l.size() == 1);
  CHECK(l[0].starts_with(R"({"pos":"./p.go:3:15","what":"x","verdict":"heap")"));
}

TEST_CASE("what stands in the frame") {
  Checked c(R"(
type T struct{ n int }
func (t *T) inc() { t.n++ }
var g *T
func main() {
	var a, b T
	a.inc()
	g = &b
	p := &T{1}
	p.inc()
}
)");
  syntax::FuncDecl* d = c.func("main")->funcDecl();
  const escape::Inlined* in = escape::inlinedIn(c.func("main"));
  REQUIRE(in);
  auto* body = d->body;
  auto* decl = body->list[0]->to<syntax::DeclStmt>()->declList[0]->to<syntax::VarDecl>();
  CHECK(in->frame.count(decl->nameList[0]->obj));
  CHECK(!in->frame.count(decl->nameList[1]->obj));
  auto* lit = body->list[3]->to<syntax::AssignStmt>()->rhs->to<syntax::Operation>()->x;
  CHECK(in->frame.count(lit));
}

TEST_CASE("decisions: what is allocated, where, with which fate") {
  Checked c(R"(
type T struct{ n int }
var g *T
var a any
func main() {
	x := T{1}
	g = &x
	p := &T{2}
	p.n++
	a = p.n
}
)");
  auto l = escape::decisions(*c.p, {});
  REQUIRE(l.size() == 3);
  using K = escape::Decision;
  CHECK(l[0].kind == K::Variable);
  CHECK(l[0].text == "x");
  CHECK(l[0].escapes);
  CHECK(l[1].kind == K::Expression);
  CHECK(l[1].text == "&T{...}");
  CHECK(!l[1].escapes);
  CHECK(c.sources.format(l[1].shown) == "./p.go:9:7");
  CHECK(l[2].kind == K::Box);
  CHECK(l[2].text == "p.n");
  CHECK(l[2].escapes);
}

TEST_CASE("lists in pools: copies have elements of their own, growth keeps what is there") {
  escape::Memory m;
  escape::InMemory in(m);
  escape::ListOf<int> a{1, 2, 3};
  escape::ListOf<int> b = a;
  b[0] = 7;
  for (int i = 0; i < 1000; i++) b.push_back(i);
  b.push_front(b.back());
  CHECK(a[0] == 1);
  CHECK(b.size() == 1004);
  CHECK(b[0] == 999);
  CHECK(b[1] == 7);
  CHECK(b[1003] == 999);
  escape::ListOf<int> c = std::move(b);
  CHECK(b.empty());
  c.resize(2);
  CHECK(c.size() == 2);
  // A thing larger than a block has one of its own.
  CHECK(m.alloc(1 << 20) != nullptr);
}
