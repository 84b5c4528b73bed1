// What `-m` prints: the decisions of gc's escape analysis over a package, in gc's words and order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "frontend/base/source.h"
#include "frontend/load/loader.h"

namespace vole::escape {

struct ReportOptions {
  int level = 1;        // -m=2: how every flow goes
  bool inlining = true; // without -l
  bool json = false;    // -m=json: one object a decision
  bool smallFrames = false;  // gc's -smallframes
  bool race = false;         // gc's -race
  std::string packagePath;   // gc's -p
};

/// Processor time in nanoseconds.
struct ReportTimes {
  int64_t all = 0;
  int64_t library = 0;  // of it: functions of other packages, as far as they are called, with checking them
};
/// Of this thread so far.
int64_t processorTime();

/// Analyses a checked package; line is called with each line, without its newline. What the functions of other
/// packages do with their parameters is found out by analysing them too, as far as they are called.
void report(const load::Package& p, const SourceSet& sources, const ReportOptions& o,
            const std::function<void(std::string)>& line, ReportTimes* times = nullptr);

/// One decision, for those who look at what allocations cost.
struct Decision {
  enum Kind : uint8_t { Variable, Box, Expression } kind;
  Pos at;            // of the variable, the boxed operand, or the expression
  Pos shown;         // where -m says it
  std::string text;  // as -m prints it; empty: the closure of a go or defer statement
  bool escapes;
};

/// The decisions of -m -l about everything that is allocated in a checked package, in its order. Variables that stay where
/// they are do not count.
std::vector<Decision> decisions(const load::Package& p, const ReportOptions& o);

}  // namespace vole::escape
