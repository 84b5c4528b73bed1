// The line editor: libedit with what it lacks. Bracketed paste, completion by the checker, output of goroutines while
// one types, signals.
//
// libedit (not readline) for its licence, ~/.editrc, and vi and emacs keys. Its el_gets is kept in hand by the function
// that reads characters for it (EL_GETCFN): there bytes become characters, a paste is recognised and taken whole, and
// a signal or a new window size is noticed. What the editor shall do about it is sent as a key of the C1 range, which no
// keyboard sends, bound to a function of ours.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <termios.h>

#include "tools/vole/repl/line_history.h"
#include "tools/vole/repl/line_output.h"
#include "tools/vole/repl/terminal.h"

struct editline;
struct history;

namespace vole::tools {

class LineEditor {
 public:
  enum class Result : uint8_t { Line, Interrupted, Eof };

  /// Asked with the line up to the cursor.
  using Completer = std::function<Completion(std::string_view line)>;

  LineEditor() = default;
  LineEditor(const LineEditor&) = delete;  // the thread and the signal handlers know its address
  LineEditor& operator=(const LineEditor&) = delete;

  /// Takes the terminal at 0 and 1 over; false if there is none. Reads the history. There is one editor in a process.
  bool open(const std::string& historyPath, Completer completer);

  /// Shows the prompt and lets the user edit; blocks. The text has no \n at its end but may hold some, from a paste or
  /// the history.
  Result read(std::string_view prompt, std::string* text);

  /// An input to be found by the arrow keys, now and in later sessions. Not added when it repeats the last one.
  void addHistory(std::string_view entry);

  /// A Ctrl-C that came before the line began: the editor asks when it has begun.
  void setTakeInterrupt(std::function<bool()> take) { takeInterrupt_ = std::move(take); }

  /// Async-signal-safe: the line that is being edited is given up. False when none is: the signal is somebody else's.
  bool interrupt();
  /// Async-signal-safe: the window's size or the job's state changed.
  void refresh();

  /// The process ends on whatever thread: the terminal's mode is what it was, output is not lost.
  void leave();

 private:
  friend struct LineEditorKeys;  // libedit calls these

  void bindKeys();
  void takeEcho();
  bool readChar(wchar_t* c);
  bool fill(int timeout);
  bool takePaste();
  void abandon();
  void complete();
  void eraseLine();
  void redrawLine();
  void steady();
  void put(std::string_view text);
  size_t columns() const;
  Result readPlain(std::string_view prompt, std::string* text);
  void startEditing();
  void stopEditing();
  void bracketedPaste(bool on);

  editline* el_ = nullptr;
  history* history_ = nullptr;
  HistoryFile file_;
  BackgroundOutput output_;
  Completer completer_;
  std::function<bool()> takeInterrupt_;
  std::string prompt_;
  std::string last_;        // history entry
  std::string bytes_;       // read and not yet given to libedit
  std::deque<wchar_t> keys_;  // characters to give it before those
  std::wstring pasted_;
  int terminal_ = -1;  // our own descriptor, which is never diverted
  int input_ = 0;      // does not wait, if it could be opened
  int wake_ = -1;      // eventfd that the signal handlers write to
  int escapes_ = 0;    // line ends sent to make el_gets return
  bool plain_ = false;       // a terminal that cannot move its cursor
  bool interrupted_ = false;
  bool eof_ = false;
  termios before_{};
  bool haveBefore_ = false;
  std::atomic<bool> editing_{false};
  std::atomic<bool> signalled_{false};
  std::atomic<bool> resized_{false};
};

}  // namespace vole::tools
