// Build constraints, go.mod, paths and globs.
#include <doctest/doctest.h>

#include "frontend/load/buildtags.h"
#include "frontend/load/files.h"
#include "frontend/load/gomod.h"

using namespace vole::load;

TEST_CASE("build expressions") {
  BuildContext c;
  c.tags = {"extra"};
  CHECK(evalBuildExpr(c, "linux && amd64"));
  CHECK(evalBuildExpr(c, "windows || (unix && !cgo)"));
  CHECK(!evalBuildExpr(c, "!linux"));
  CHECK(evalBuildExpr(c, "extra && go1.18 && !go1.99"));
  CHECK(!evalBuildExpr(c, "ignore"));
  CHECK(!evalBuildExpr(c, "linux &&"));
  CHECK(!evalBuildExpr(c, "(linux"));
}

TEST_CASE("constraints in a file's head") {
  BuildContext c;
  std::string v;
  CHECK(matchFileText(c, "// Copyright\n\n//go:build linux\n\npackage p\n"));
  CHECK(!matchFileText(c, "//go:build ignore\n// +build linux\n\npackage p\n"));
  CHECK(!matchFileText(c, "// +build windows darwin\n\npackage p\n"));
  CHECK(matchFileText(c, "// +build linux,!cgo windows\n\npackage p\n"));
  CHECK(matchFileText(c, "// +build windows\npackage p\n"));  // no blank line: a comment
  CHECK(matchFileText(c, "package p\n//go:build ignore\n"));
  CHECK(matchFileText(c, "//go:build go1.21\n\npackage p\n", &v));
  CHECK(v == "go1.21");
}

TEST_CASE("constraints in a file's name") {
  BuildContext c;
  CHECK(matchFileName(c, "x.go"));
  CHECK(matchFileName(c, "linux.go"));
  CHECK(matchFileName(c, "x_linux.go"));
  CHECK(matchFileName(c, "x_linux_amd64_test.go"));
  CHECK(!matchFileName(c, "x_windows.go"));
  CHECK(!matchFileName(c, "x_linux_arm64.go"));
  CHECK(matchFileName(c, "x_foo.go"));
  CHECK(!matchFileName(libraryContext("math"), "floor_amd64.go"));
}

TEST_CASE("go.mod") {
  Module m = parseGoMod(
      "module example.com/m // c\n\ngo 1.21\n\nrequire (\n\ta.b/c v1.2.3\n\td.e/f v0.1.0 // indirect\n)\n"
      "replace a.b/c => ../c\nreplace d.e/f v0.1.0 => g.h/f v0.2.0\n");
  CHECK(m.path == "example.com/m");
  CHECK(m.goVersion == "1.21");
  REQUIRE(m.requires_.size() == 2);
  CHECK(m.requires_[1].path == "d.e/f");
  REQUIRE(m.replaces.size() == 2);
  CHECK(m.replaces[0].newPath == "../c");
  CHECK(m.replaces[1].newVersion == "v0.2.0");
}

TEST_CASE("paths") {
  CHECK(cleanPath("a/./b//../c/") == "a/c");
  CHECK(cleanPath("/../a") == "/a");
  CHECK(cleanPath("") == ".");
  CHECK(relPath("/a/b", "/a/c/d") == "../c/d");
  CHECK(relPath("/a", "/a") == ".");
}

TEST_CASE("globs") {
  bool bad = false;
  CHECK(globMatch("*.go", "x.go", &bad));
  CHECK(!globMatch("*.go", "d/x.go", &bad));
  CHECK(globMatch("a[b-d]?", "acx", &bad));
  CHECK(!globMatch("a[^b]", "ab", &bad));
  CHECK(!bad);
  globMatch("a[", "ab", &bad);
  CHECK(bad);
}
