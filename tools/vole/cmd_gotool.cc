// vole fmt, vole doc: programs in tools/vole/go, carried in the executable, run as any program. They use packages that only
// Go's sources have.
#include <cstdio>

#include "frontend/load/files.h"
#include "tools/vole/commands.h"
#include "tools/vole/help.h"

// The texts, each followed by a NUL.
#define TEXT(name)                                                             \
  asm(".section .rodata\n.globl vole_tool_" #name "\nvole_tool_" #name ":\n" \
      ".incbin \"" VOLE_TOOL_DIR "/" #name ".go\"\n.byte 0\n.text\n");         \
  extern "C" const char vole_tool_##name[]
TEXT(fmt);
TEXT(doc);

namespace vole::tools {

int cmdGoTool(const Flags& flags) {
  bool fmt = flags.command == Command::Fmt;
  Flags own;
  own.files.push_back(fmt ? "vole fmt" : "vole doc");
  own.args = flags.rest;
  Session s(own);
  if (!load::isDir(s.loader.goroot() + "/src/go/printer")) {
    std::fprintf(stderr, "vole: %s needs Go's sources (package go/printer), which are not installed: on Debian, apt install golang-src; "
                 "elsewhere set GOROOT\n", fmt ? "fmt" : "doc");
    return kExitErrors;
  }
  return runPackage(own, s, s.loader.loadText(fmt ? "fmt.go" : "doc.go", fmt ? vole_tool_fmt : vole_tool_doc));
}

}  // namespace vole::tools
