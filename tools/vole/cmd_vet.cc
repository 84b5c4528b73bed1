// vole vet: type-check only.
#include <cstdio>

#include "tools/vole/commands.h"

namespace vole::tools {

int cmdVet(const Flags& flags) {
  Session s(flags);
  load::Package* p = s.load(flags);
  bool ok = p && s.loader.check(p);
  int code = s.report();
  return ok ? code : kExitErrors;
}

}  // namespace vole::tools
