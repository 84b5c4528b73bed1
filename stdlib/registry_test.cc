#include "stdlib/registry.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace vole::stdlib;

TEST_CASE("embedded packages are found by path, whole and terminated") {
  const std::vector<EmbeddedFile>* errors = find("errors");
  REQUIRE(errors);
  REQUIRE(!errors->empty());
  for (const EmbeddedFile& f : *errors) {
    CHECK(f.name.ends_with(".go"));
    CHECK(f.text.find("package errors") != std::string_view::npos);
    CHECK(f.text.data()[f.text.size()] == '\0');
  }
  CHECK(find("errors") == errors);
  CHECK(find("error") == nullptr);
  CHECK(find("errorsx") == nullptr);
  CHECK(find("") == nullptr);
}

TEST_CASE("packages that run something at start are not quiet, nor what imports them") {
  for (std::string_view p : {"fmt", "os", "strings", "encoding/json"}) CHECK(quiet(p));
  for (std::string_view p : {"crypto/sha256", "regexp/syntax", "net/http", "nowhere", ""}) CHECK(!quiet(p));
}

TEST_CASE("every listed package is found, and the list is sorted") {
  std::vector<std::string_view> all = packages();
  CHECK(std::is_sorted(all.begin(), all.end()));
  for (std::string_view p : all) {
    INFO(p);
    CHECK(find(p) != nullptr);
  }
}
