// vole dis: the bytecode of the program's own functions. With VOLE_VERIFY=1 each is checked first. -m: the calls that were
// really inlined, in the words and the order of -m's "inlining call to", functions in the order they are compiled.
#include <unistd.h>

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/runtime.h"
#include "tools/vole/commands.h"
#include "vm/bytecode/listing.h"
#include "vm/bytecode/verify.h"
#include "vm/compile/program.h"

namespace vole::tools {

namespace {

// "main.(*T).m[...]" as messages of package main show it.
std::string shortName(std::string_view name, std::string_view pkg) {
  if (name.starts_with(pkg) && name.size() > pkg.size() && name[pkg.size()] == '.') name.remove_prefix(pkg.size() + 1);
  size_t slash = name.find_first_of("[(");
  slash = name.substr(0, slash).rfind('/');
  return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

void listInlined(const Session& s, const rt::FuncInfo& f, std::string_view pkg, std::string& out) {
  const vm::CodePlaces* places = vm::Program::placesOf(&f);
  if (!places) return;
  for (auto& [pos, callee] : places->inlined) {
    Position p = s.sources.position(pos);
    out += fmt::format("{}:{}:{}: inlined call to {}\n", p.file, p.line, p.col,
                       shortName({callee->name.ptr, static_cast<size_t>(callee->name.len)}, pkg));
  }
}

}  // namespace

int cmdDis(const Flags& flags) {
  Session s(flags);
  load::Package* p = s.load(flags);
  if (!p || !s.loader.check(p)) {
    s.report();
    return kExitErrors;
  }
  if (int code = s.report(); code != kExitOk) return code;
  auto* rt = new rt::Runtime;
  auto prog = makeProgram(s, *rt, p, flags.escape > 0, flags.noInline == 0);
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
    if (!own || f.flags & rt::kFuncNative || !vm::Program::callable(&f)) continue;
    if (f.flags & rt::kFuncLazy && !prog->compile(&f)) return kExitErrors;
    if (verify) {
      std::string e = vm::verify(f);
      if (!e.empty()) {
        fprintf(stderr, "%s\n", e.c_str());
        sound = false;
      }
    }
    if (flags.escape > 0) {
      listInlined(s, f, pkg, out);
      continue;
    }
    vm::listing(f, out);
    out += "\n";
  }
  fwrite(out.data(), 1, out.size(), stdout);
  fflush(stdout);
  _Exit(sound ? kExitOk : kExitErrors);
}

}  // namespace vole::tools
