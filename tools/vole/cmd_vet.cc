// vole vet: type-check only.
#include <cstdio>

#include "frontend/load/files.h"
#include "tools/vole/escapes.h"

namespace vole::tools {

namespace {

// Several packages, with their tests: each in a session of its own, what fails under its path.
int vetPackages(const Flags& flags) {
  std::vector<load::TestTarget> targets;
  {
    Session s(flags);
    if (!s.loader.findTests(flags.files, &targets)) {
      s.report();
      return kExitErrors;
    }
  }
  int code = kExitOk;
  for (const load::TestTarget& t : targets) {
    std::string text;
    bool denied = false;
    auto check = [&](Session& s, load::Package* p) {
      bool ok = p && s.loader.check(p);
      text = s.loader.errors() + s.diag.render();
      denied = s.loader.denied();
      if (!ok && text.empty()) text = s.loader.libraryDiag().render();
      return ok && text.empty();
    };
    load::TestBuild build;
    bool ok = false;
    if (!t.library) {
      Session tests(flags);
      ok = check(tests, tests.loader.loadTests(t, &build));
    }
    if (!ok && text.empty() && !build.funcs.any) {
      Session plain(flags);
      ok = check(plain, plain.loader.loadTarget(t));
    }
    if (ok) continue;
    std::string out = "# " + t.path + "\n" + text;
    std::fwrite(out.data(), 1, out.size(), stderr);
    if (code != kExitLimit) code = denied ? kExitLimit : kExitErrors;
  }
  return code;
}

}  // namespace

int cmdVet(const Flags& flags) {
  if (flags.files.size() > 1 && !flags.files[0].ends_with(".go")) return vetPackages(flags);
  if (flags.files[0].ends_with("...")) return vetPackages(flags);
  Session s(flags, flags.std);
  load::Package* p = s.load(flags);
  // A directory may hold nothing but tests.
  if (!p && s.loader.errors().find("build constraints exclude all Go files") != std::string::npos) return vetPackages(flags);
  bool ok = p && s.loader.check(p);
  int code = s.report();
  if (ok && code == kExitOk && flags.escape) printEscapes(flags);
  if (s.loader.denied()) return kExitLimit;
  return ok ? code : kExitErrors;
}

}  // namespace vole::tools
