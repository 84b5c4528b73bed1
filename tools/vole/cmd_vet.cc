// vole vet: type-check only.
#include <cstdio>

#include "tools/vole/escapes.h"

namespace vole::tools {

int cmdVet(const Flags& flags) {
  Session s(flags);
  load::Package* p = s.load(flags);
  bool ok = p && s.loader.check(p);
  int code = s.report();
  if (ok && code == kExitOk && flags.escape) printEscapes(flags);
  return ok ? code : kExitErrors;
}

}  // namespace vole::tools
