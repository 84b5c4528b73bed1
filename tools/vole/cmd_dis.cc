// vole dis: the bytecode of the program's own functions. With VOLE_VERIFY=1 each is checked first.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/runtime.h"
#include "tools/vole/commands.h"
#include "vm/bytecode/listing.h"
#include "vm/bytecode/verify.h"
#include "vm/compile/program.h"

namespace vole::tools {

int cmdDis(const Flags& flags) {
  Session s(flags);
  load::Package* p = s.load(flags);
  if (!p || !s.loader.check(p)) {
    s.report();
    return kExitErrors;
  }
  if (int code = s.report(); code != kExitOk) return code;
  auto* rt = new rt::Runtime;
  auto prog = makeProgram(s, *rt, p);
  prog->entry(p->types);
  if (!prog->compileAll(p->types)) return kExitErrors;
  bool verify = getenv("VOLE_VERIFY") != nullptr;
  bool sound = true;
  std::string out;
  auto& fs = prog->functions();
  for (size_t i = 0; i < fs.size(); i++) {
    auto& f = const_cast<rt::FuncInfo&>(fs[i]);
    std::string_view pkg(f.pkg.ptr, static_cast<size_t>(f.pkg.len));
    bool own = pkg == p->name || pkg == p->path;
    if (!own || f.flags & rt::kFuncNative) continue;
    if (f.flags & rt::kFuncLazy && !prog->compile(&f)) return kExitErrors;
    if (verify) {
      std::string e = vm::verify(f);
      if (!e.empty()) {
        fprintf(stderr, "%s\n", e.c_str());
        sound = false;
      }
    }
    vm::listing(f, out);
    out += "\n";
  }
  fwrite(out.data(), 1, out.size(), stdout);
  fflush(stdout);
  _Exit(sound ? kExitOk : kExitErrors);
}

}  // namespace vole::tools
