// What goroutines print while a line is being edited: it goes above the prompt, and the line is drawn again.
//
// While the editor reads, descriptors 1 and 2 lead to a pipe, so that whatever writes there is caught: os.Stdout,
// println, a trace, a child process, a C library. One thread empties the pipe on to the terminal. (A hook in os.Stdout's
// writes would miss all but the first.) The editor gives up the lock only while it waits for a key; the thread prints
// only with the lock, so that it finds the editor at rest and may ask it to erase and redraw.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace vole::tools {

class BackgroundOutput {
 public:
  /// How the editor's line is taken off the screen and put back; called with the lock held. The cursor is at a row's
  /// begin when `erase` returns and when `redraw` begins.
  std::function<void()> erase, redraw;

  /// Starts the thread. `terminal` is a descriptor of it that stays open; false if there are no descriptors left, and
  /// then nothing is diverted.
  bool start(int terminal);

  std::mutex& lock() { return lock_; }

  /// With the lock held: from now on 1 and 2 lead here; and no longer. `restore` prints what is still in the pipe.
  void divert();
  void restore();
  bool diverted() const { return diverted_; }

  /// The terminal's width changed or an editor's line ended: what was printed cannot be continued.
  void forgetTail() { tail_.clear(); }

 private:
  void pump();
  void drain();
  void print(std::string_view text);
  void put(std::string_view text);

  std::mutex lock_;
  int terminal_ = -1;
  int pipe_[2] = {-1, -1};
  int saved_[2] = {-1, -1};  // what 1 and 2 were; -1: not diverted, it is no terminal
  bool diverted_ = false;
  std::string tail_;  // printed last without a line end; the prompt stands below it, and what follows joins it
};

}  // namespace vole::tools
