// This file loads the program a second time, with the library gc would compile it against, and reports.
#include "tools/vole/escapes.h"

#include <cstdio>

#include "escape/report.h"
#include "tools/vole/library.h"

namespace vole::tools {

static bool reportFor(const Flags& flags, bool gcView) {
  Session s(flags, gcView);
  load::Package* p = s.load(flags);
  if (!p || !s.loader.check(p)) return false;
  escape::ReportOptions o;
  o.level = flags.escape;
  o.inlining = flags.noInline == 0;
  o.json = flags.escapeJson;
  std::string out;
  escape::report(*p, s.sources, o, [&](std::string line) {
    out += line;
    out += '\n';
  });
  std::fwrite(out.data(), 1, out.size(), stderr);
  return true;
}

void printEscapes(const Flags& flags) {
  // A program that needs more than GOROOT's library has is looked at with Vole's own.
  if (!reportFor(flags, true)) reportFor(flags, false);
}

}  // namespace vole::tools
