// The output of a test program as JSON events, as `go test -json` prints them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vole::tools {

class TestJson {
 public:
  explicit TestJson(std::string package);
  void write(std::string_view bytes);
  /// The program has ended; what follows is the go command's own text.
  void exited(bool ok) { result_ = ok ? "pass" : "fail"; }
  /// Prints what is left, and the package's own event.
  void close();

 private:
  struct Event {
    std::string action, test;
    double elapsed = -1;  // seconds; below 0: none
  };
  void line(std::string_view line);
  void part(std::string_view text);
  void flushOutput();
  void flushReports(size_t depth);
  void emit(const Event& e, const std::string* output);

  std::string package_, test_, result_;
  std::string input_, output_;
  bool middle_ = false;        // of a long line
  bool outputMiddle_ = false;
  std::vector<Event> reports_; // results that may have output behind them
  int64_t start_;
};

}  // namespace vole::tools
