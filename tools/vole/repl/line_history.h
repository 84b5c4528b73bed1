// What was typed in earlier sessions: a file with one input a line (\n and \ escaped).
//
// Each input is appended when it is entered, so that neither a crash nor a second session at the same time loses any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vole::tools {

class HistoryFile {
 public:
  /// The file's place: $VOLE_HISTORY, else vole/history in $XDG_STATE_HOME or ~/.local/state. Empty: no history is kept
  /// (VOLE_HISTORY set to nothing, or no home).
  static std::string defaultPath();

  /// Reads the file and makes it where there is none. Entries, oldest first. On failure `problem()` says why, and
  /// nothing will be kept.
  std::vector<std::string> open(const std::string& path);
  /// False when the file cannot be written, once.
  bool add(std::string_view entry);
  const std::string& problem() const { return problem_; }

 private:
  void fail(int error);

  std::string path_, problem_;
  int fd_ = -1;
};

}  // namespace vole::tools
