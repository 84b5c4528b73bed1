// Where a session gets its lines from. The plain implementation reads standard input; the one with line editing
// (line_terminal.cc) takes its place at a terminal.
//
// All of it is used on the session's thread, which is none of the run time's: goroutines run on while it waits here.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vole::tools {

/// What can stand at the cursor.
struct Completion {
  size_t start = 0;                      // the candidates replace text[start, cursor)
  std::vector<std::string> candidates;   // sorted, without doubles
  std::vector<std::string> notes;        // beside each candidate, or empty: "func(s string) string", "field int"
};

enum class ReadResult {
  kLine,         // *line is a line, without its newline
  kEnd,          // Ctrl-D, end of the file
  kInterrupted,  // Ctrl-C: what was typed is given up
};

class Terminal {
 public:
  virtual ~Terminal() = default;
  /// Shows the prompt and waits for a line. A bracketed paste comes as one "line" that may hold newlines.
  virtual ReadResult readLine(std::string_view prompt, std::string* line) = 0;
  /// A whole input, perhaps of several lines, for the history.
  virtual void addHistory(std::string_view input) {}
  virtual void setCompleter(std::function<Completion(std::string_view text, size_t cursor)> complete) {}
  /// Asked when a line begins: did a Ctrl-C come since the last input ended, which the line gets then?
  virtual void setTakeInterrupt(std::function<bool()> take) {}
  virtual int width() const { return 80; }
  virtual bool colour() const { return false; }
  virtual bool interactive() const { return false; }
};

/// Lines of standard input, no prompts unless showPrompts.
std::unique_ptr<Terminal> plainTerminal(bool showPrompts);

/// Line editing by libedit, if standard input and output are a terminal; else null. It takes SIGINT: a Ctrl-C that meets
/// a line being edited gives that up, any other is passed to the handler that was there before (Engine::start's). One can
/// come after a line was read and before its input runs: that input must be stopped as well, so what the handler notes
/// is forgotten when an input has ended, not when one begins. If the line only begins an input, the next line gets it.
std::unique_ptr<Terminal> editingTerminal();

/// For whoever ends the process, on whatever thread, perhaps while a line is being edited: the terminal gets its mode back,
/// and what was printed until now reaches it. Nothing is printed by way of the session afterwards.
void leaveTerminal();

}  // namespace vole::tools
