#include "tools/vole/repl/line_editor.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "tools/vole/repl/line_text.h"

namespace vole::tools {

namespace {

// Keys of ours: C1 control characters, which are never typed (readChar drops those that come in).
constexpr wchar_t kPasteKey = 0x9d;
constexpr wchar_t kAbandonKey = 0x9c;
constexpr std::string_view kPasteBegin = "\x1b[200~", kPasteEnd = "\x1b[201~";
constexpr size_t kMostCandidates = 300;
constexpr size_t kMostNoted = 10;  // a few candidates are listed with what they are
// The rest of an escape sequence follows at once; a person who presses Esc alone does not notice the wait.
constexpr int kSequenceWait = 25;

bool startsWith(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// The line, and how much of it is before the cursor. Some of libedit's commands leave the cursor outside of it.
std::wstring_view lineOf(EditLine* el, size_t* cursor) {
  const LineInfoW* line = el_wline(el);
  if (line->cursor < line->buffer) el_cursor(el, -1);  // which puts it to the begin
  if (line->cursor > line->lastchar) el_cursor(el, 1);
  *cursor = static_cast<size_t>(line->cursor - line->buffer);
  return {line->buffer, static_cast<size_t>(line->lastchar - line->buffer)};
}

}  // namespace

struct LineEditorKeys {
  static LineEditor* self(EditLine* el) {
    void* p = nullptr;
    el_get(el, EL_CLIENTDATA, &p);
    return static_cast<LineEditor*>(p);
  }
  static char* prompt(EditLine* el) { return self(el)->prompt_.data(); }
  static int readChar(EditLine* el, wchar_t* c) { return self(el)->readChar(c) ? 1 : -1; }
  static unsigned char paste(EditLine* el, int) {
    LineEditor* e = self(el);
    std::wstring text = std::move(e->pasted_);
    e->pasted_.clear();
    if (!text.empty() && el_winsertstr(el, text.c_str()) != 0) return CC_ERROR;
    return CC_REFRESH;
  }
  static unsigned char abandon(EditLine* el, int) {
    self(el)->abandon();
    return CC_REFRESH;
  }
  static unsigned char complete(EditLine* el, int) {
    self(el)->complete();
    return CC_REFRESH;
  }
};

bool LineEditor::open(const std::string& historyPath, Completer completer) {
  if (!isatty(0) || !isatty(1)) return false;
  completer_ = std::move(completer);
  // libedit counts columns by the locale. A terminal that does not say speaks UTF-8, as Go's sources do.
  if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  terminal_ = fcntl(1, F_DUPFD_CLOEXEC, 10);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (terminal_ < 0 || wake_ < 0) return false;
  // What poll has seen a Ctrl-C may take away again: a read that waited then would not notice the signal, which another
  // thread got. Opened anew, since who shares descriptor 0 with us expects it to wait.
  int own = ::open("/proc/self/fd/0", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (own >= 0) input_ = own;
  haveBefore_ = tcgetattr(0, &before_) == 0;
  std::vector<std::string> entries = file_.open(historyPath);
  if (!file_.problem().empty()) put("vole: " + file_.problem() + "\n");
  const char* term = std::getenv("TERM");
  plain_ = !term || !*term || strcmp(term, "dumb") == 0;
  if (plain_) {
    takeEcho();
    return true;
  }

  FILE* in = fdopen(fcntl(0, F_DUPFD_CLOEXEC, 10), "r");
  FILE* out = fdopen(fcntl(terminal_, F_DUPFD_CLOEXEC, 10), "w");
  FILE* err = fopen("/dev/null", "we");  // libedit's remarks about an unknown terminal
  if (!in || !out || !err || !(el_ = el_init("vole", in, out, err))) {
    plain_ = true;
    takeEcho();
    return true;
  }
  history_ = history_init();
  HistEvent event;
  history(history_, &event, H_SETSIZE, 4000);
  for (const std::string& entry : entries) {
    if (entry != last_) history(history_, &event, H_ENTER, entry.c_str());
    last_ = entry;
  }
  el_set(el_, EL_CLIENTDATA, this);
  el_set(el_, EL_PROMPT, &LineEditorKeys::prompt);
  el_set(el_, EL_HIST, ::history, history_);
  el_set(el_, EL_SIGNAL, 0);
  el_wset(el_, EL_GETCFN, &LineEditorKeys::readChar);
  bindKeys();
  output_.erase = [this] { eraseLine(); };
  output_.redraw = [this] { redrawLine(); };
  if (!output_.start(terminal_)) output_.erase = nullptr;
  return true;
}

// The kernel would show Ctrl-C as ^C in the middle of what is printed.
void LineEditor::takeEcho() {
  if (!haveBefore_) return;
  termios mode = before_;
  mode.c_lflag &= ~static_cast<tcflag_t>(ECHOCTL);
  tcsetattr(0, TCSANOW, &mode);
}

void LineEditor::bindKeys() {
  el_wset(el_, EL_ADDFN, L"vole-complete", L"Complete by what the checker knows", &LineEditorKeys::complete);
  el_wset(el_, EL_ADDFN, L"vole-paste", L"Insert pasted text", &LineEditorKeys::paste);
  el_wset(el_, EL_ADDFN, L"vole-abandon", L"Give the line up", &LineEditorKeys::abandon);
  el_set(el_, EL_EDITOR, "emacs");
  // What other editors' users expect; ~/.editrc may change it.
  const char* keys[][2] = {{"^R", "em-inc-search-prev"},   {"\\e[3~", "ed-delete-next-char"}, {"\\e[H", "ed-move-to-beg"},
                           {"\\e[F", "ed-move-to-end"},    {"\\e[1~", "ed-move-to-beg"},      {"\\e[4~", "ed-move-to-end"},
                           {"\\e[1;5C", "em-next-word"},   {"\\e[1;5D", "ed-prev-word"},      {"\\ep", "ed-search-prev-history"},
                           {"\\en", "ed-search-next-history"}, {"^W", "ed-delete-prev-word"}};
  for (auto& k : keys) el_set(el_, EL_BIND, k[0], k[1], nullptr);
  // The same while an input runs.
  el_set(el_, EL_SETTY, "-x", "-echoctl", nullptr);
  el_source(el_, nullptr);
  // After it, since choosing vi keys there sets all keys anew; `-a` is vi's command mode.
  const wchar_t paste[] = {kPasteKey, 0}, abandon[] = {kAbandonKey, 0};
  el_wset(el_, EL_BIND, L"^I", L"vole-complete", nullptr);
  el_wset(el_, EL_BIND, paste, L"vole-paste", nullptr);
  el_wset(el_, EL_BIND, abandon, L"vole-abandon", nullptr);
  el_wset(el_, EL_BIND, L"-a", paste, L"vole-paste", nullptr);
  el_wset(el_, EL_BIND, L"-a", abandon, L"vole-abandon", nullptr);
  // libedit crashes on an empty command, and would start an editor with its output where nobody sees it.
  const char* editor = nullptr;
  if (el_get(el_, EL_EDITOR, &editor) == 0 && strcmp(editor, "vi") == 0) {
    el_set(el_, EL_BIND, "-a", ":", "ed-unassigned", nullptr);
    el_set(el_, EL_BIND, "-a", "v", "ed-unassigned", nullptr);
  } else {
    el_set(el_, EL_BIND, "\\ex", "ed-unassigned", nullptr);
    el_set(el_, EL_BIND, "\\eX", "ed-unassigned", nullptr);
  }
  int on = 1;
  if (el_get(el_, EL_EDITMODE, &on) == 0 && !on) plain_ = true;  // `edit off`
}

LineEditor::Result LineEditor::read(std::string_view prompt, std::string* text) {
  text->clear();
  interrupted_ = eof_ = false;
  escapes_ = 0;
  keys_.clear();
  if (plain_) return readPlain(prompt, text);
  prompt_ = prompt;
  std::unique_lock<std::mutex> hold(output_.lock());
  if (output_.erase) output_.divert();
  startEditing();
  // libedit shows the prompt before it changes the terminal's mode: what is typed in between the kernel would echo.
  el_set(el_, EL_PREP_TERM, 1);
  // What was printed last may have no line end. A row of blanks ends up in the next row then, and in this one if not.
  winsize size{};
  if (ioctl(terminal_, TIOCGWINSZ, &size) == 0 && size.ws_col >= 2) {
    put(std::string(size.ws_col - 1u, ' ') + "\r\x1b[K");
  }
  bracketedPaste(true);
  int n = 0;
  const wchar_t* line = el_wgets(el_, &n);
  bool end = !line && !interrupted_;
  if (line && !interrupted_) *text = narrow({line, static_cast<size_t>(n)});
  if (eof_ || end) put("\r\n");
  stopEditing();
  bracketedPaste(false);
  output_.restore();
  if (interrupted_) return Result::Interrupted;
  if (end) return Result::Eof;
  if (!text->empty() && text->back() == '\n') text->pop_back();
  return Result::Line;
}

// A terminal that can only go on: the kernel's own line editing will do.
LineEditor::Result LineEditor::readPlain(std::string_view prompt, std::string* text) {
  std::lock_guard<std::mutex> hold(output_.lock());
  put(prompt);
  startEditing();
  Result result = Result::Line;
  while (true) {
    size_t end = bytes_.find('\n');
    if (end != std::string::npos) {
      text->assign(bytes_, 0, end);
      bytes_.erase(0, end + 1);
      break;
    }
    if (!fill(-1)) {
      if (eof_) {
        result = Result::Eof;
      } else if (signalled_.exchange(false)) {
        result = Result::Interrupted;
      } else {
        continue;
      }
      bytes_.clear();
      put("\n");
      break;
    }
  }
  stopEditing();
  return result;
}

// A Ctrl-C is the editor's from here on.
void LineEditor::startEditing() {
  signalled_ = false;
  editing_ = true;
  if (takeInterrupt_ && takeInterrupt_()) signalled_ = true;
}

// Before anything tells that the line was taken. A Ctrl-C that came after the line's end, too late for the editor, is
// for the input that will run.
void LineEditor::stopEditing() {
  editing_ = false;
  if (signalled_.exchange(false) && !interrupted_) raise(SIGINT);
}

void LineEditor::bracketedPaste(bool on) { put(on ? "\x1b[?2004h" : "\x1b[?2004l"); }

// Waits for bytes from the terminal, at most `timeout` ms; false if there are none: a signal, the end, the time.
bool LineEditor::fill(int timeout) {
  if (eof_) return false;
  pollfd p[2] = {{input_, POLLIN, 0}, {wake_, POLLIN, 0}};
  output_.lock().unlock();
  int n = poll(p, 2, timeout);
  output_.lock().lock();
  if (n <= 0) return false;
  if (p[1].revents) {
    uint64_t count;
    if (::read(wake_, &count, sizeof count) < 0) count = 0;
    return false;
  }
  char buffer[4096];
  ssize_t got = ::read(input_, buffer, sizeof buffer);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return false;
  if (got <= 0) {  // the terminal is gone, or the plain editor's Ctrl-D
    eof_ = true;
    return false;
  }
  bytes_.append(buffer, static_cast<size_t>(got));
  return true;
}

bool LineEditor::takePaste() {
  if (bytes_[0] != kPasteBegin[0]) return false;
  while (bytes_.size() < kPasteBegin.size() && startsWith(kPasteBegin, bytes_) && fill(kSequenceWait)) {
  }
  if (!startsWith(bytes_, kPasteBegin)) return false;
  size_t from = kPasteBegin.size(), end;
  while ((end = bytes_.find(kPasteEnd, from)) == std::string::npos) {
    from = std::max(kPasteBegin.size(), bytes_.size() - std::min(bytes_.size(), kPasteEnd.size()));
    // Should the end never come, Ctrl-C gives the paste up.
    if (!fill(-1) && (eof_ || signalled_)) {
      bytes_.clear();
      return true;
    }
  }
  pasted_ = cleanPaste(std::string_view(bytes_).substr(kPasteBegin.size(), end - kPasteBegin.size()));
  bytes_.erase(0, end + kPasteEnd.size());
  keys_.push_back(kPasteKey);
  return true;
}

bool LineEditor::readChar(wchar_t* c) {
  while (true) {
    if (signalled_.exchange(false)) {
      interrupted_ = true;
      bytes_.clear();
      // The line end ends the editing, whatever state the editor is in; twice, should it have wanted an argument.
      keys_.assign({kAbandonKey, L'\r', L'\r'});
    }
    if (resized_.exchange(false)) {
      eraseLine();
      // After a stop the shell's terminal mode is in force; libedit sets its own only when it leaves the other one.
      el_set(el_, EL_PREP_TERM, 0);
      el_set(el_, EL_PREP_TERM, 1);
      bracketedPaste(true);
      el_resize(el_);
      output_.forgetTail();
      redrawLine();
    }
    if (!keys_.empty()) {
      *c = keys_.front();
      keys_.pop_front();
      steady();
      return true;
    }
    if (interrupted_) return false;
    if (bytes_.empty()) {
      if (!fill(-1) && eof_) return false;
      continue;
    }
    if (takePaste()) continue;
    unsigned char b = bytes_[0];
    size_t n = b >= 0xf0 && b < 0xf8 ? 4 : b >= 0xe0 ? 3 : b >= 0xc0 ? 2 : 1;
    while (bytes_.size() < n && fill(kSequenceWait)) {
    }
    if (bytes_.empty()) continue;
    std::wstring wide = widen(std::string_view(bytes_).substr(0, n));
    if (wide.size() > 1) n = 1;  // no UTF-8: a character for the first byte alone
    bytes_.erase(0, n);
    // libedit cannot show what has no width, and the C1 range holds our own keys.
    if (wide[0] >= 0x80 && !editable(wide[0])) continue;
    *c = wide[0];
    steady();
    return true;
  }
}

// libedit loses count of its rows when a line is higher than the terminal, or a tab wider: after moving the cursor it
// would write beyond its picture of the screen. Such a line is drawn anew before each key.
void LineEditor::steady() {
  winsize size{};
  ioctl(terminal_, TIOCGWINSZ, &size);
  size_t rows = size.ws_row < 1 ? 24 : size.ws_row;
  size_t cursor;
  std::wstring shown = widen(prompt_);
  shown += lineOf(el_, &cursor);
  bool high = placeAfter(shown, columns()).row + 1 >= rows;
  if (!high && columns() >= 20) return;
  if (high) {
    put("\x1b[H\x1b[J");
  } else {
    eraseLine();
  }
  redrawLine();
}

void LineEditor::abandon() {
  size_t cursor;
  size_t length = lineOf(el_, &cursor).size();
  el_cursor(el_, static_cast<int>(length - cursor));
  el_winsertstr(el_, L"^C");
}

void LineEditor::complete() {
  size_t cursor;
  std::wstring line(lineOf(el_, &cursor));
  std::wstring before = line.substr(0, cursor);
  std::wstring row = before.substr(before.rfind(L'\n') + 1);
  // More input at hand: a paste by a terminal that does not bracket it. A tab at a line's begin indents.
  pollfd p{0, POLLIN, 0};
  bool indents = std::all_of(row.begin(), row.end(), [](wchar_t c) { return c == L' ' || c == L'\t'; });
  if (indents || !bytes_.empty() || poll(&p, 1, 0) > 0 || !completer_) {
    el_winsertstr(el_, L"\t");
    return;
  }
  std::string text = narrow(before);
  // It may have to wait for a goroutine that waits for its output to be taken away.
  output_.lock().unlock();
  Completion found = completer_(text);
  output_.lock().lock();
  if (found.candidates.empty() || found.start > text.size()) {
    el_beep(el_);
    return;
  }
  std::string prefix = commonPrefix(found.candidates), typed = text.substr(found.start);
  if (prefix != typed && (prefix.size() >= typed.size() || found.candidates.size() == 1)) {
    std::wstring wide = widen(prefix);
    el_deletestr(el_, static_cast<int>(widen(typed).size()));
    if (!wide.empty()) el_winsertstr(el_, wide.c_str());
    return;
  }
  if (found.candidates.size() == 1) return;
  // Below the line, and the line again below that.
  Place at = placeAfter(widen(prompt_) + before, columns()), end = placeAfter(widen(prompt_) + line, columns());
  std::string list(end.row - at.row + 1, '\n');
  for (size_t i = 0; (i = list.find('\n', i)) != std::string::npos; i += 2) list.insert(i, 1, '\r');
  bool noted = found.notes.size() == found.candidates.size() && found.notes.size() <= kMostNoted;
  std::string rows = noted ? withNotes(found.candidates, found.notes, columns())
                           : inColumns(found.candidates, columns(), kMostCandidates);
  for (char c : rows) {
    if (c == '\n') list += '\r';
    list += c;
  }
  put(list);
  redrawLine();
}

// From the cursor up to the prompt's row, and all below is cleared.
void LineEditor::eraseLine() {
  size_t cursor;
  std::wstring_view line = lineOf(el_, &cursor);
  std::wstring before = widen(prompt_);
  before += line.substr(0, cursor);
  Place p = placeAfter(before, columns());
  std::string out = "\r";
  if (p.row > 0) out += "\x1b[" + std::to_string(p.row) + "A";
  put(out + "\x1b[J");
}

void LineEditor::redrawLine() { el_set(el_, EL_REFRESH); }

size_t LineEditor::columns() const {
  winsize size{};
  ioctl(terminal_, TIOCGWINSZ, &size);
  return size.ws_col < 2 ? 80 : size.ws_col;  // as libedit takes it
}

void LineEditor::put(std::string_view text) {
  while (!text.empty()) {
    ssize_t n = ::write(terminal_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    text.remove_prefix(static_cast<size_t>(n));
  }
}

void LineEditor::addHistory(std::string_view entry) {
  if (entry.empty() || entry == last_) return;
  last_ = entry;
  if (!file_.add(entry)) put("vole: " + file_.problem() + "\n");
  if (!history_) return;
  HistEvent event;
  history(history_, &event, H_ENTER, last_.c_str());
}

bool LineEditor::interrupt() {
  if (!editing_) return false;
  signalled_ = true;
  int error = errno;
  uint64_t one = 1;
  if (::write(wake_, &one, sizeof one) < 0) one = 0;
  errno = error;
  return true;
}

void LineEditor::refresh() {
  if (!editing_ || plain_) return;
  resized_ = true;
  int error = errno;
  uint64_t one = 1;
  if (::write(wake_, &one, sizeof one) < 0) one = 0;
  errno = error;
}

void LineEditor::leave() {
  if (terminal_ < 0) return;
  // The editor may be at work just now; it gives the lock up at its next key at the latest, but the end does not wait.
  bool locked = false;
  for (int i = 0; i < 100 && !(locked = output_.lock().try_lock()); i++) usleep(1000);
  if (editing_ && !plain_) {
    if (locked) eraseLine();
    bracketedPaste(false);
    output_.redraw = [] {};
    output_.erase = [] {};
    if (locked) output_.restore();
  }
  if (haveBefore_) tcsetattr(0, TCSANOW, &before_);
  // The lock stays taken: nobody draws any more.
}

}  // namespace vole::tools
