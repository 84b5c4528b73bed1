#include "tools/vole/repl/line_history.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "tools/vole/repl/line_text.h"

namespace vole::tools {

namespace {

constexpr size_t kMostEntries = 2000;        // those read back
constexpr size_t kMostBytes = size_t{1} << 20;  // of the file's end; what lies before is dropped from time to time
constexpr size_t kLongestEntry = 16 << 10;   // a pasted program of 50 000 lines is nothing to scroll past

bool makeParents(const std::string& path) {
  for (size_t i = path.find('/', 1); i != std::string::npos; i = path.find('/', i + 1)) {
    if (mkdir(path.substr(0, i).c_str(), 0700) != 0 && errno != EEXIST) return false;
  }
  return true;
}

bool writeAll(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

}  // namespace

std::string HistoryFile::defaultPath() {
  if (const char* p = std::getenv("VOLE_HISTORY")) return p;
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state && state[0] == '/') return std::string(state) + "/vole/history";
  const char* home = std::getenv("HOME");
  if (!home || !*home) return "";
  return std::string(home) + "/.local/state/vole/history";
}

std::vector<std::string> HistoryFile::open(const std::string& path) {
  std::vector<std::string> entries;
  if (path.empty()) return entries;
  path_ = path;
  makeParents(path);
  // Not blocking: a named pipe must not stop the session.
  fd_ = ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
  int error = fd_ < 0 ? errno : 0;
  int from = fd_ >= 0 ? fd_ : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat st;
  if (from < 0 || fstat(from, &st) != 0 || S_ISDIR(st.st_mode) || !S_ISREG(st.st_mode)) {
    if (from >= 0 && from != fd_) close(from);
    fail(error ? error : EINVAL);
    return entries;
  }
  size_t size = static_cast<size_t>(st.st_size);
  size_t start = size > kMostBytes ? size - kMostBytes : 0;
  std::string text(size - start, '\0');
  ssize_t n = text.empty() ? 0 : pread(from, text.data(), text.size(), static_cast<off_t>(start));
  text.resize(n > 0 ? static_cast<size_t>(n) : 0);
  if (from != fd_) close(from);
  if (start > 0) text.erase(0, text.find('\n') == std::string::npos ? text.size() : text.find('\n') + 1);
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    if (end == std::string::npos) end = text.size();
    std::string_view line(text.data() + at, end - at);
    // Through wide characters and back: whatever the file holds, the editor sees text.
    if (!line.empty() && line.size() <= 2 * kLongestEntry) {
      std::wstring shown;
      for (wchar_t c : widen(unescapeEntry(line))) {
        if (c != 0 && editable(c)) shown.push_back(c);
      }
      if (!shown.empty()) entries.push_back(narrow(shown));
    }
    at = end + 1;
  }
  if (entries.size() > kMostEntries) entries.erase(entries.begin(), entries.end() - kMostEntries);
  if (fd_ < 0) {
    fail(error);
    return entries;
  }
  // Twice what is read back: time to drop the begin, unless another session is at it.
  if (size > 2 * kMostBytes && flock(fd_, LOCK_EX | LOCK_NB) == 0) {
    if (ftruncate(fd_, 0) == 0) writeAll(fd_, text);
    flock(fd_, LOCK_UN);
  }
  return entries;
}

bool HistoryFile::add(std::string_view entry) {
  if (fd_ < 0 || entry.empty() || entry.size() > kLongestEntry) return true;
  // One write, so that lines of two sessions do not mix.
  if (writeAll(fd_, escapeEntry(entry) + "\n")) return true;
  fail(errno);
  return false;
}

void HistoryFile::fail(int error) {
  problem_ = "history is not kept: " + path_ + ": " + strerror(error);
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

}  // namespace vole::tools
