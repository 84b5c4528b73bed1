// What `-m` prints: the decisions of gc's escape analysis over a package, in gc's words and order.
#pragma once

#include <functional>
#include <string>

#include "frontend/base/source.h"
#include "frontend/load/loader.h"

namespace vole::escape {

struct ReportOptions {
  int level = 1;        // -m=2: how every flow goes
  bool inlining = true; // without -l
  bool json = false;    // -m=json: one object a decision
  bool smallFrames = false;  // gc's -smallframes
};

/// Analyses a checked package; line is called with each line, without its newline. What the functions of other
/// packages do with their parameters is found out by analysing them too, as far as they are called.
void report(const load::Package& p, const SourceSet& sources, const ReportOptions& o,
            const std::function<void(std::string)>& line);

}  // namespace vole::escape
