// This file collects diagnostics and prints them as gc does: sorted by position, doubles dropped,
// ten at most unless all are wanted.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "frontend/base/pos.h"

namespace vole {

class SourceSet;

struct Diagnostic {
  Pos pos;
  std::string msg;   // further lines follow after "\n\t"
  bool soft = false; // the program's meaning is still clear (unused variable, import, label)
};

class DiagSink {
 public:
  explicit DiagSink(const SourceSet& sources) : sources_(sources) {}

  /// Reports an error. Further lines are part of the text ("...\n\tother declaration of x").
  /// At most one message beginning with "syntax error" is kept per line, and of equal messages of
  /// a line only the first. After the tenth (unless allErrors) nothing is recorded any more.
  void error(Pos pos, std::string msg) { add(pos, std::move(msg), false); }
  void softError(Pos pos, std::string msg) { add(pos, std::move(msg), true); }
  template <class... A>
  void errorf(Pos pos, fmt::format_string<A...> f, A&&... args) {
    add(pos, fmt::format(f, std::forward<A>(args)...), false);
  }

  /// Report all errors, not only ten (gc's -e).
  void setAllErrors(bool all) { all_ = all; }
  bool allErrors() const { return all_; }

  int errorCount() const { return count_; }
  /// How many began with "syntax error": with any of these a package is not type-checked.
  int syntaxErrorCount() const { return syntaxCount_; }
  /// True once the limit is reached: checking on is useless.
  bool full() const { return full_; }

  const std::vector<Diagnostic>& all() const { return diags_; }
  /// The text to print, one line or more per diagnostic, sorted; ends with "too many errors" when
  /// the limit was reached.
  std::string render() const;
  void clear();

  const SourceSet& sources() const { return sources_; }

 private:
  void add(Pos pos, std::string msg, bool soft);

  const SourceSet& sources_;
  std::vector<Diagnostic> diags_;
  Pos lastSyntax_, lastOther_, fullAt_;
  std::string lastMsg_;
  int count_ = 0, syntaxCount_ = 0;
  bool all_ = false, full_ = false;
};

}  // namespace vole
