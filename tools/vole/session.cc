// This file loads the program a command line names.
#include <cstdio>

#include "frontend/load/files.h"
#include "tools/vole/commands.h"
#include "tools/vole/library.h"
#include "tools/vole/script.h"

namespace vole::tools {

static load::LoadOptions optionsFor(const Flags& flags, bool gcView) {
  load::LoadOptions o = flags.loadOptions();
  o.gcView = gcView;
  return o;
}

Session::Session(const Flags& flags, bool gcView)
    : diag(sources), loader(sources, arena, diag, &embeddedLibrary(), optionsFor(flags, gcView)) {
  diag.setAllErrors(flags.allErrors);
  sources.setShowColumns(!flags.noColumns);
}

load::Package* Session::load(const Flags& flags) {
  const std::string& first = flags.files[0];
  if (flags.script && first == "-e") return loader.loadText("./-e.go", scriptProgram("-e", flags.code));
  if (first == "-") {
    std::string text;
    if (!load::readStdin(&text)) {
      std::fputs("vole: cannot read standard input\n", stderr);
      return nullptr;
    }
    if (flags.script && !hasPackageClause(text)) text = scriptProgram("./stdin.go", text);
    return loader.loadText("./stdin.go", std::move(text));
  }
  if (load::isDir(first)) return loader.loadDir(first);
  bool named = first.starts_with("/") || first.starts_with("./") || first.starts_with("../");
  if (named && !first.ends_with(".go") && !load::isFile(first)) {
    std::fprintf(stderr, "stat %s: directory not found\n", load::absPath(first).c_str());
    return nullptr;
  }
  return loader.loadFiles(flags.files);
}

int Session::report() {
  std::string text = loader.errors() + diag.render();
  // Errors in the library stop nobody but its users; they are shown when nothing else explains why
  // the program cannot go on.
  if (text.empty()) text = loader.libraryDiag().render();
  if (text.empty()) return kExitOk;
  std::fwrite(text.data(), 1, text.size(), stderr);  // it may hold NULs of the source
  return kExitErrors;
}

}  // namespace vole::tools
