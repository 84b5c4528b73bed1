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
  // By index: the analysis may come upon further functions.
  for (size_t i = 0; i < w.decls().size(); i++) devirtualize(w, w.decls()[i], &sink);
  BottomUp up(w, &sink);
  for (size_t i = 0; i < w.decls().size(); i++) up.visit(w.decls()[i]);
}

}  // namespace vole::escape
