// A session: one living program to which inputs are added. Every input is checked against the names of the earlier ones,
// compiled, and run as a goroutine; what it declares lives on.
//
// An Engine is used on one thread, the session's; the program runs on others (session threads hold no Go pointers).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tools/vole/flags.h"
#include "tools/vole/repl/terminal.h"

namespace vole::tools {

/// Is the text a whole input?
enum class InputState {
  kComplete,  // also if it has errors that more text would not mend
  kMore,      // a bracket is open, an operator ends the line, a raw string or comment goes on
};

struct Result {
  bool ok = true;        // false: errors, a panic, an interrupt; already reported on stderr
  bool quit = false;     // the session is to end
  int exitCode = 0;      // with quit
};

class Engine {
 public:
  explicit Engine(const Flags& flags);
  ~Engine();

  /// Makes the program and starts its run time. False: reported, no session possible.
  bool start();

  /// For who types: compiles behind the prompt what most inputs need.
  void warmUp();

  /// Does `text`, the lines typed so far, form an input?
  InputState isComplete(std::string_view text) const;
  /// Runs an input or a command (":help"); returns when it has ended. Ctrl-C meanwhile stops it.
  Result eval(std::string_view text);
  /// Did a Ctrl-C come that no input got? Then it is somebody else's now.
  bool takeInterrupt();
  /// Nothing more comes. Declarations that still wait for others are errors: printed, and false.
  bool finish();
  /// What may stand before cursor.
  Completion complete(std::string_view text, size_t cursor);

  /// "> ", and while an input goes on "... ".
  static constexpr std::string_view kPrompt = "> ";
  static constexpr std::string_view kMorePrompt = "... ";

  struct State;

 private:
  std::unique_ptr<State> s_;
};

/// Reads inputs from the terminal until it ends; returns the exit code.
int runSession(Engine& engine, Terminal& terminal);

}  // namespace vole::tools
