// Trees, positions, messages, recovery, lazy bodies, limits.
#include <doctest/doctest.h>

#include <string>

#include "frontend/syntax/testing.h"
#include "frontend/syntax/walk.h"

using namespace vole;
using namespace vole::syntax;

namespace {

std::string errorsOf(const std::string& text) { return Parsed(text).errors; }
std::string errorsIn(const std::string& body) { return errorsOf("package p\nfunc f() {\n" + body + "\n}\n"); }

// The expression behind "x = ", printed again.
std::string roundTrip(const std::string& expr) {
  Parsed p("package p\nvar x = " + expr + "\n");
  REQUIRE(p.errors == "");
  return toString(p.file->declList[0]->to<VarDecl>()->values);
}

Pos posIn(const Parsed& p, uint32_t line, uint32_t col) {
  const SourceFile* f = p.sources.files()[0].get();
  uint32_t at = 0;
  for (uint32_t i = 1; i < line; i++) at += static_cast<uint32_t>(f->lineText(i).size()) + 1;
  return f->pos(at + col - 1);
}

}  // namespace

TEST_CASE("expressions print as they were written") {
  for (const char* e : {"a + b * c", "-x", "<-c", "&T{…}", "f(a, b...)", "a[i:j:k]", "a[:]", "x.(T)", "m[K, V](1)",
                        "[]int{}", "[...]string{…}", "map[string]chan int{}", "chan (<-chan int)(nil)",
                        "func(a, b int, c ...string) (x int, err error) {…}", "struct{a, b int; T \"tag\"}{}",
                        "interface{M(); ~int | E}(nil)", "*p.q", "a.b.c[1].d(2)", "func() {}", "1.5e3i", "'x'"}) {
    CAPTURE(e);
    std::string text = e;
    for (size_t at; (at = text.find("{…}")) != std::string::npos;) {
      text.replace(at, 5, text.starts_with("func") ? "{ g() }" : "{1}");
    }
    CHECK(roundTrip(text) == e);
  }
}

TEST_CASE("precedence and associativity") {
  Parsed p("package p\nvar x = a || b && c == d + e*f - g\n");
  CHECK(dump(p.file->declList[0]->to<VarDecl>()->values) ==
        "Operation ||\n  Name a\n  Operation &&\n    Name b\n    Operation ==\n      Name c\n      Operation -\n"
        "        Operation +\n          Name d\n          Operation *\n            Name e\n            Name f\n"
        "        Name g\n");
}

TEST_CASE("positions are gc's") {
  Parsed p("package p\nvar x = aa.bb(1)[2] + 3\n");
  auto* add = p.file->declList[0]->to<VarDecl>()->values->to<Operation>();
  CHECK(add->pos == posIn(p, 2, 21));                        // the operator
  CHECK(add->x->pos == posIn(p, 2, 17));                     // "["
  CHECK(add->x->to<IndexExpr>()->x->pos == posIn(p, 2, 14)); // "("
  CHECK(startPos(add) == posIn(p, 2, 9));
  CHECK(p.sources.format(add->pos) == "t:2:21");
}

TEST_CASE("type parameters and array types are told apart") {
  auto kind = [](const std::string& decl) {
    Parsed p("package p\ntype " + decl + "\n");
    REQUIRE(p.errors == "");
    auto* t = p.file->declList[0]->to<TypeDecl>();
    return std::to_string(t->tparamList.size()) + " " + std::string(nodeKindName(t->typeExpr->kind));
  };
  CHECK(kind("T [N]int") == "0 ArrayType");
  CHECK(kind("T [N * 2]int") == "0 ArrayType");
  CHECK(kind("T []int") == "0 SliceType");
  CHECK(kind("T[P any] int") == "1 Name");
  CHECK(kind("T[P *Q,] int") == "1 Name");
  CHECK(kind("T[P *[]int] int") == "1 Name");
  CHECK(kind("T[P, Q any] struct{}") == "2 StructType");
  CHECK(kind("T[P interface{ ~int }] []P") == "1 SliceType");
  CHECK(kind("T[P ~int | string, Q []P] = int") == "2 Name");
}

TEST_CASE("messages are gc's") {
  CHECK(errorsOf("package") == "1:8: syntax error: unexpected EOF, expecting name\n");
  CHECK(errorsOf("var x int") == "1:1: syntax error: package statement must be first\n");
  CHECK(errorsOf("package p\nx := 1\n") == "2:1: syntax error: non-declaration statement outside function body\n");
  CHECK(errorsOf("package p\nfunc f()\n{\n}\n") == "3:1: syntax error: unexpected semicolon or newline before {\n");
  CHECK(errorsIn("x y") == "3:3: syntax error: unexpected y at end of statement\n");
  CHECK(errorsIn("if x = 1 {}") == "3:6: syntax error: cannot use assignment (x) = (1) as value\n");
  CHECK(errorsIn("f(a b)") == "3:5: syntax error: unexpected b in argument list; possibly missing comma or )\n");
  CHECK(errorsIn("for i := 0; i < 10 {}") == "3:20: syntax error: unexpected {, expecting semicolon or newline\n");
  CHECK(errorsIn("go (f())") == "3:4: expression in go must not be parenthesized\n");
  CHECK(errorsIn("defer x") == "3:7: expression in defer must be function call\n");
  CHECK(errorsIn("L: x()") == "3:1: label L defined and not used\n");
  CHECK(errorsIn("goto M") == "3:6: label M not defined\n");
  CHECK(errorsIn("break") == "3:1: break is not in a loop, switch, or select\n");
  CHECK(errorsIn("goto L; x := 1; _ = x; L:") == "3:6: goto L jumps over declaration of x at t:3:11\n");
  CHECK(errorsIn("goto L; { L: }") == "3:6: goto L jumps into block starting at t:3:9\n");
  CHECK(errorsOf("package p\nfunc f(a int, string) {}\n") ==
        "2:15: syntax error: mixed named and unnamed parameters\n");
}

TEST_CASE("parsing goes on after an error") {
  std::string e = errorsOf("package p\nfunc f( { }\nvar y = 1 +\nfunc g() { a b }\nfunc h() { c d }\n");
  CHECK(e.find("4:") != std::string::npos);
  CHECK(e.find("5:14: syntax error: unexpected d at end of statement") != std::string::npos);
}

TEST_CASE("one syntax error a line") {
  CHECK(errorsIn("a b; c d\ne f") ==
        "3:3: syntax error: unexpected b at end of statement\n4:3: syntax error: unexpected f at end of statement\n");
}

TEST_CASE("lazy bodies are parsed when asked for") {
  ParseMode lazy;
  lazy.lazyBodies = true;
  Parsed p("package p\nfunc f() { x := '}'; if x { return } }\nfunc g() { a b }\nvar z int\n", lazy);
  CHECK(p.errors == "");
  REQUIRE(p.file->declList.size() == 3);
  auto* f = p.file->declList[0]->to<FuncDecl>();
  CHECK(f->hasBody);
  CHECK(!f->body);
  CHECK(parseBody(f, p.arena, p.diag));
  CHECK(f->body->list.size() == 2);
  CHECK(!parseBody(p.file->declList[1]->to<FuncDecl>(), p.arena, p.diag));
  CHECK(p.diag.render() == "t:3:14: syntax error: unexpected b at end of statement\n");
}

TEST_CASE("nesting is bounded") {
  for (const char* open : {"(", "[]", "- ", "f(", "&[]T{", "func(){", "map[int]", "*", "<-"}) {
    CAPTURE(open);
    std::string s = "package p\nvar x = ";
    for (int i = 0; i < 1000000; i++) s += open;
    std::string e = errorsOf(s);
    CHECK(e.find("syntax error: exceeded max nesting depth") != std::string::npos);
  }
  std::string chain = "package p\nvar x = 1";
  for (int i = 0; i < 1000000; i++) chain += "+1";
  CHECK(errorsOf(chain).find("exceeded max nesting depth") != std::string::npos);
}

TEST_CASE("//line directives change what is displayed") {
  Parsed p("package p\n//line foo.go:100\nvar a = )\n/*line bar.go:7:3*/var b = )\n");
  std::string all = p.diag.render();
  CHECK(all.find("foo.go:100: syntax error") != std::string::npos);
  CHECK(all.find("bar.go:7:11: syntax error") != std::string::npos);
}

TEST_CASE("directives are kept with their declaration") {
  Parsed p("package p\n\n//go:noinline\nfunc f() {}\n\n//go:linkname a b.c\n//go:embed x \"y z\"\nvar v string\n");
  CHECK(p.errors == "");
  CHECK((p.file->declList[0]->to<FuncDecl>()->pragma->flags & kPragmaNoinline) != 0);
  CHECK(p.file->linknames.size() == 1);
  CHECK(p.file->linknames[0].remote == "b.c");
  auto* v = p.file->declList[1]->to<VarDecl>();
  REQUIRE(v->pragma->embeds.size() == 1);
  CHECK(v->pragma->embeds[0].patterns.size() == 2);
  CHECK(v->pragma->embeds[0].patterns[1] == "y z");
  CHECK(errorsIn("//go:noinline\nx()") == "3:3: misplaced compiler directive\n");
}

TEST_CASE("branch targets are filled in") {
  Parsed p("package p\nfunc f() {\nL:\n\tfor {\n\t\tswitch {\n\t\tdefault:\n\t\t\tbreak L\n\t\t}\n\t\tcontinue\n\t}\n}\n");
  CHECK(p.errors == "");
  Stmt* loop = nullptr;
  int found = 0;
  inspect(p.file, [&](Node* n) {
    if (n->is<ForStmt>()) loop = n->to<Stmt>();
    if (auto* b = n->as<BranchStmt>()) {
      CHECK(b->target == loop);
      found++;
    }
    return true;
  });
  CHECK(found == 2);
}
