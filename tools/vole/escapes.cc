// This file loads the program a second time, with the library gc would compile it against, and reports.
#include "tools/vole/escapes.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "escape/report.h"
#include "tools/vole/library.h"

namespace vole::tools {

// The source line of "file:line:col", and a caret below it: for terminals.
static std::string excerpt(const SourceSet& sources, const std::string& at) {
  size_t c = at.rfind(':'), l = c == std::string::npos ? c : at.rfind(':', c - 1);
  if (l == std::string::npos) return {};
  uint32_t line = static_cast<uint32_t>(atoi(at.c_str() + l + 1)), col = static_cast<uint32_t>(atoi(at.c_str() + c + 1));
  for (auto& f : sources.files()) {
    if (f->name() != std::string_view(at).substr(0, l) || line == 0 || line > f->lineCount()) continue;
    std::string_view text = f->lineText(line);
    std::string out = "\t" + std::string(text) + "\n\t";
    for (uint32_t i = 0; i + 1 < col && i < text.size(); i++) out += text[i] == '\t' ? '\t' : ' ';
    return out + "\x1b[32m^\x1b[0m\n";
  }
  return {};
}

static bool reportFor(const Flags& flags, bool gcView) {
  Session s(flags, gcView);
  load::Package* p = s.load(flags);
  if (!p || !s.loader.check(p)) return false;
  escape::ReportOptions o;
  o.level = flags.escape;
  o.inlining = flags.noInline == 0;
  o.json = flags.escapeJson;
  o.smallFrames = flags.smallFrames;
  std::string out, last;
  bool people = isatty(2) && !o.json && o.level == 1;
  escape::report(*p, s.sources, o, [&](std::string line) {
    std::string at = line.substr(0, line.find(": "));
    if (people) line = "\x1b[1m" + at + "\x1b[0m" + line.substr(at.size());
    out += line;
    out += '\n';
    if (people && at != last) out += excerpt(s.sources, at);
    last = at;
  });
  std::fwrite(out.data(), 1, out.size(), stderr);
  return true;
}

void printEscapes(const Flags& flags) {
  // A program that needs more than GOROOT's library has is looked at with Vole's own.
  if (!reportFor(flags, true)) reportFor(flags, false);
}

}  // namespace vole::tools
