// The command line of vole test: go test's flags, in any order with the packages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "frontend/load/cover.h"
#include "tools/vole/flags.h"

namespace vole::tools {

struct TestOptions {
  std::vector<std::string> packages;  // as named
  bool local = true;                  // none named: the package of the current directory
  std::vector<std::string> args;      // for the test program: -test.v=true ...
  bool verbose = false, json = false, bench = false, list = false, help = false;
  bool cover = false;
  load::CoverMode coverMode = load::CoverMode::Set;
  std::vector<std::string> coverPackages;  // patterns of -coverpkg
  std::string coverProfile;                // absolute
  int64_t timeout = 600'000'000'000;       // nanoseconds; 0: none
  std::vector<std::string> tags;
  Flags limits;                            // the fields of -max-mem and its like

  /// The output of passing packages is shown.
  bool showPass() const { return verbose || list || help; }
};

/// Fills in *o. False: *error is what to print before the usage line.
bool parseTestFlags(const std::vector<std::string>& in, TestOptions* o, std::string* error);

}  // namespace vole::tools
