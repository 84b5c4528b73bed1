// This file loads the program a second time, with the library gc would compile it against, and reports.
#include "tools/vole/escapes.h"

#include <cstdio>
#include <cstdlib>

#include "escape/report.h"
#include "tools/vole/library.h"
#include "tools/vole/terminal.h"

namespace vole::tools {

// The source line of "file:line:col", and a caret below it.
static std::string excerptAt(const SourceSet& sources, const std::string& at, const Style& style) {
  size_t c = at.rfind(':'), l = c == std::string::npos ? c : at.rfind(':', c - 1);
  if (l == std::string::npos) return {};
  auto number = [&](size_t from) { return static_cast<uint32_t>(strtoul(at.c_str() + from + 1, nullptr, 10)); };
  for (auto& f : sources.files())
    if (f->name() == std::string_view(at).substr(0, l)) return excerpt(*f, number(l), number(c), style);
  return {};
}

static bool reportFor(const Flags& flags, bool gcView) {
  Session s(flags, gcView);
  load::Package* p = s.load(flags);
  if (!p) return false;
  int64_t start = escape::processorTime();
  if (!s.loader.check(p)) return false;
  int64_t checked = escape::processorTime() - start;
  escape::ReportTimes times;
  escape::ReportOptions o;
  o.level = flags.escape;
  o.inlining = flags.noInline == 0;
  o.json = flags.escapeJson;
  o.smallFrames = flags.smallFrames;
  o.race = flags.race;
  o.packagePath = flags.packagePath;
  std::string out, last;
  Style style;
  bool people = style.people() && !o.json && o.level == 1;
  escape::report(*p, s.sources, o, [&](std::string line) {
    std::string at = line.substr(0, line.find(": "));
    if (people) line = style.bold(at) + line.substr(at.size());
    // The source is shown once below all that is said about one place.
    if (people && at != last) {
      out += excerptAt(s.sources, last, style);
      last = at;
    }
    out += line;
    out += '\n';
  }, getenv("VOLE_TIMES") ? &times : nullptr);
  // For tools/escapebench.
  if (getenv("VOLE_TIMES")) {
    out = "check " + std::to_string(checked / 1000) + " analysis " + std::to_string((times.all - times.library) / 1000) +
          " library " + std::to_string(times.library / 1000) + " microseconds\n";
  } else if (people) out += excerptAt(s.sources, last, style);
  std::fwrite(out.data(), 1, out.size(), stderr);
  return true;
}

void printEscapes(const Flags& flags) {
  // A program that needs more than GOROOT's library has is looked at with Vole's own.
  if (!reportFor(flags, true)) reportFor(flags, false);
}

}  // namespace vole::tools
