#include "tools/vole/repl/line_output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "tools/vole/repl/line_text.h"

namespace vole::tools {

bool BackgroundOutput::start(int terminal) {
  terminal_ = terminal;
  if (pipe2(pipe_, O_CLOEXEC) != 0) return false;
  // Only our end: a goroutine's write must wait when the pipe is full.
  fcntl(pipe_[0], F_SETFL, O_NONBLOCK);
  for (int fd : {1, 2}) {
    if (isatty(fd)) saved_[fd - 1] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
  }
  if (saved_[0] < 0 && saved_[1] < 0) return false;
  // Signals are for the threads that expect them.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread([this] { pump(); }).detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return true;
}

void BackgroundOutput::divert() {
  if (diverted_) return;
  for (int fd : {1, 2}) {
    if (saved_[fd - 1] >= 0) dup2(pipe_[1], fd);
  }
  diverted_ = true;
}

void BackgroundOutput::restore() {
  if (!diverted_) return;
  for (int fd : {1, 2}) {
    if (saved_[fd - 1] >= 0) dup2(saved_[fd - 1], fd);
  }
  drain();
  diverted_ = false;
  tail_.clear();
}

void BackgroundOutput::pump() {
  pollfd p{pipe_[0], POLLIN, 0};
  while (true) {
    if (poll(&p, 1, -1) < 0 && errno != EINTR) return;
    {
      std::lock_guard<std::mutex> hold(lock_);
      drain();
    }
    // A goroutine that prints without end gets some hundred pictures a second, not a hundred thousand.
    timespec rest{0, 2'000'000};
    nanosleep(&rest, nullptr);
  }
}

void BackgroundOutput::drain() {
  char buffer[1 << 16];
  ssize_t n = read(pipe_[0], buffer, sizeof buffer);
  if (n > 0) print({buffer, static_cast<size_t>(n)});
}

void BackgroundOutput::put(std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(terminal_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {  // somebody made the terminal non-blocking
      pollfd p{terminal_, POLLOUT, 0};
      poll(&p, 1, 1000);
      continue;
    }
    if (n <= 0) return;
    text.remove_prefix(static_cast<size_t>(n));
  }
}

void BackgroundOutput::print(std::string_view text) {
  if (!diverted_) {  // a child process that outlived the editor's line
    put(text);
    return;
  }
  erase();
  std::string out;
  if (!tail_.empty()) out = "\x1b[A" + tail_;
  // The editor's terminal mode may leave out the carriage return.
  for (char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  size_t last = text.rfind('\n');
  std::string_view rest = last == std::string_view::npos ? text : text.substr(last + 1);
  std::string tail = last == std::string_view::npos ? tail_ + std::string(rest) : std::string(rest);
  if (!tail.empty()) out += "\r\n";
  put(out);
  // What takes more than a row, or moves the cursor, cannot be found again.
  winsize size{};
  ioctl(terminal_, TIOCGWINSZ, &size);
  std::wstring wide = widen(tail);
  bool plain = std::all_of(wide.begin(), wide.end(), [](wchar_t c) { return c != L'\t' && c >= 0x20 && editable(c); });
  Place p = placeAfter(wide, std::max<size_t>(size.ws_col, 1));
  tail_ = plain && p.row == 0 && size.ws_row > 2 ? tail : "";
  redraw();
}

}  // namespace vole::tools
