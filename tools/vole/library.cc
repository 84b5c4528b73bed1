// This file finds packages in the embedded library text.
#include "tools/vole/library.h"

#include <algorithm>

namespace vole::tools {

namespace {

class EmbeddedLibrary : public load::PackageSource {
 public:
  bool find(std::string_view path, std::vector<load::EmbeddedFile>* files) override {
    // The table is sorted by file path, which is not the order of packages: "a/b.go" stands between
    // files of "a/b" and "a/c". A linear search over a few hundred short strings is fast enough.
    bool any = false;
    for (const LibraryFile* f = kLibraryFiles; f->package; f++) {
      if (path != f->package) continue;
      files->push_back({f->name, std::string_view(f->text, static_cast<size_t>(f->end - f->text))});
      any = true;
    }
    return any;
  }
};

}  // namespace

load::PackageSource& embeddedLibrary() {
  static EmbeddedLibrary library;
  return library;
}

}  // namespace vole::tools
