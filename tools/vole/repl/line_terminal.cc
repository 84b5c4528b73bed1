// This file puts the line editor behind a session's terminal, and sends signals where they belong.
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "tools/vole/repl/line_editor.h"
#include "tools/vole/repl/terminal.h"

namespace vole::tools {

namespace {

// The handlers and the process's end find it here.
LineEditor* theEditor = nullptr;

// What other handlers had been there: the engine's for an input that runs, a program's own (os/signal).
struct sigaction nextInterrupt, nextResize, nextContinue;

void chain(const struct sigaction& next, int sig, siginfo_t* info, void* context) {
  if (next.sa_flags & SA_SIGINFO) {
    next.sa_sigaction(sig, info, context);
  } else if (next.sa_handler != SIG_DFL && next.sa_handler != SIG_IGN) {
    next.sa_handler(sig);
  }
}

// Ctrl-C gives up the line that is being edited; else it is for the input that runs. Between the two it is nobody's.
void onInterrupt(int sig, siginfo_t* info, void* context) {
  if (!theEditor->interrupt()) chain(nextInterrupt, sig, info, context);
}

void onResize(int sig, siginfo_t* info, void* context) {
  theEditor->refresh();
  chain(nextResize, sig, info, context);
}

void onContinue(int sig, siginfo_t* info, void* context) {
  theEditor->refresh();
  chain(nextContinue, sig, info, context);
}

// Takes the signal, unless it is ours already. A program may have taken it since (signal.Notify): it gets what we leave.
void take(int sig, void (*handler)(int, siginfo_t*, void*), struct sigaction* next) {
  struct sigaction now;
  sigaction(sig, nullptr, &now);
  if ((now.sa_flags & SA_SIGINFO) && now.sa_sigaction == handler) return;
  *next = now;
  struct sigaction action = {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(sig, &action, nullptr);
}

class EditingTerminal : public Terminal {
 public:
  ~EditingTerminal() override { editor_.leave(); }

  bool open() {
    if (!editor_.open(HistoryFile::defaultPath(), [this](std::string_view line) {
          return completer_ ? completer_(line, line.size()) : Completion{};
        })) {
      return false;
    }
    theEditor = &editor_;
    takeSignals();
    return true;
  }

  ReadResult readLine(std::string_view prompt, std::string* line) override {
    takeSignals();
    switch (editor_.read(prompt, line)) {
      case LineEditor::Result::Line: return ReadResult::kLine;
      case LineEditor::Result::Interrupted: return ReadResult::kInterrupted;
      case LineEditor::Result::Eof: return ReadResult::kEnd;
    }
    return ReadResult::kEnd;
  }

  void addHistory(std::string_view input) override { editor_.addHistory(input); }

  void setCompleter(std::function<Completion(std::string_view, size_t)> complete) override {
    completer_ = std::move(complete);
  }

  void setTakeInterrupt(std::function<bool()> take) override { editor_.setTakeInterrupt(std::move(take)); }

  int width() const override {
    winsize size{};
    return ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
  }

  bool colour() const override {
    const char* no = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    return (!no || !*no) && term && *term && std::string_view(term) != "dumb";
  }

  bool interactive() const override { return true; }

 private:
  void takeSignals() {
    take(SIGINT, onInterrupt, &nextInterrupt);
    take(SIGWINCH, onResize, &nextResize);
    take(SIGCONT, onContinue, &nextContinue);
  }

  // Never freed: its thread and the signal handlers use it until the process ends.
  LineEditor& editor_ = *new LineEditor;
  std::function<Completion(std::string_view, size_t)> completer_;
};

}  // namespace

std::unique_ptr<Terminal> editingTerminal() {
  auto terminal = std::make_unique<EditingTerminal>();
  if (!terminal->open()) return nullptr;
  return terminal;
}

void leaveTerminal() {
  if (theEditor) theEditor->leave();
}

}  // namespace vole::tools
