// This file runs the analysis over a package for its messages.
#include "escape/report.h"

#include "escape/flow/graph.h"

namespace vole::escape {

void report(const load::Package& p, const SourceSet& sources, const ReportOptions& o,
            const std::function<void(std::string)>& line) {
  World w(p.types);
  w.perIteration = p.version.allows(22);
  Sink sink;
  sink.level = o.level;
  sink.sources = &sources;
  sink.line = line;
  w.lowerPackage(types::packageDecls(p.types), p.initOrder);
  Analysis(w, &sink, o.inlining).run();
}

}  // namespace vole::escape
