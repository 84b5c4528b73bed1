// This file reads lines of standard input, without editing.
#include "tools/vole/repl/terminal.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace vole::tools {

namespace {

class PlainTerminal : public Terminal {
 public:
  explicit PlainTerminal(bool prompts) : prompts_(prompts) {}

  ReadResult readLine(std::string_view prompt, std::string* line) override {
    if (prompts_) {
      std::fwrite(prompt.data(), 1, prompt.size(), stdout);
      std::fflush(stdout);
    }
    line->clear();
    for (;;) {
      size_t nl = buffer_.find('\n', at_);
      if (nl != std::string::npos) {
        line->append(buffer_, at_, nl - at_);
        at_ = nl + 1;
        return ReadResult::kLine;
      }
      line->append(buffer_, at_);
      buffer_.resize(64 << 10);
      at_ = 0;
      ssize_t n = read(0, buffer_.data(), buffer_.size());
      buffer_.resize(n > 0 ? static_cast<size_t>(n) : 0);
      if (n < 0 && errno == EINTR) {
        return ReadResult::kInterrupted;
      }
      if (n <= 0) return line->empty() ? ReadResult::kEnd : ReadResult::kLine;
    }
  }

 private:
  bool prompts_;
  std::string buffer_;
  size_t at_ = 0;
};

}  // namespace

std::unique_ptr<Terminal> plainTerminal(bool showPrompts) { return std::make_unique<PlainTerminal>(showPrompts); }

[[gnu::weak]] std::unique_ptr<Terminal> editingTerminal() { return nullptr; }

}  // namespace vole::tools
