// This file connects the loader, which must not know stdlib/, to its registry.
#include "tools/vole/library.h"

#include "stdlib/registry.h"

namespace vole::tools {

namespace {

class EmbeddedLibrary : public load::PackageSource {
 public:
  bool find(std::string_view path, std::vector<load::EmbeddedFile>* files) override {
    const std::vector<stdlib::EmbeddedFile>* found = stdlib::find(path);
    if (!found) return false;
    for (const stdlib::EmbeddedFile& f : *found) files->push_back({f.name, f.text});
    return true;
  }
  bool quiet(std::string_view path) override { return stdlib::quiet(path); }
};

}  // namespace

load::PackageSource& embeddedLibrary() {
  static EmbeddedLibrary library;
  return library;
}

}  // namespace vole::tools
