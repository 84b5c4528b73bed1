// Any bytes as a program: loaded, checked and, when there is nothing to complain of, compiled and verified. Nothing runs.
#include <cstddef>
#include <cstdint>
#include <string>

#include "frontend/base/assert.h"
#include "runtime/runtime.h"
#include "tools/vole/commands.h"
#include "vm/bytecode/verify.h"
#include "vm/compile/program.h"

using namespace vole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tools::Flags flags;
  flags.command = tools::Command::Run;
  flags.allErrors = true;
  tools::Session s(flags);
  load::Package* p = s.loader.loadText("./fuzz.go", std::string(reinterpret_cast<const char*>(data), size));
  if (!p || !s.loader.check(p)) {
    VOLE_ASSERT(s.diag.errorCount() > 0 || !s.loader.errors().empty(), "a program that is refused has an error");
    s.diag.render();
    return 0;
  }
  if (s.diag.errorCount() > 0 || p->name != "main" || !p->types->scope->lookup(intern("main"))) return 0;
  rt::Runtime rt;
  auto prog = tools::makeProgram(s, rt, p);
  if (!prog->entry(p->types) || !prog->compileAll(p->types)) return 0;
  auto& fs = prog->functions();
  for (size_t i = 0; i < fs.size(); i++) {
    if (fs[i].flags & (rt::kFuncNative | rt::kFuncLazy)) continue;
    std::string why = vm::verify(fs[i]);
    VOLE_ASSERT(why.empty(), why.c_str());
  }
  return 0;
}
