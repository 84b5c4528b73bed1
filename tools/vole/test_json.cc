// This file turns a test program's output into events: which test a line belongs to follows from the lines "=== RUN" and
// "--- PASS". The sizes of buffers are the go command's, since they decide where long lines are cut.
#include "tools/vole/test_json.h"

#include <time.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "runtime/runtime.h"

namespace vole::tools {

namespace {

constexpr size_t kInputSize = 4096, kOutputSize = 1024;

constexpr std::string_view kUpdates[] = {"=== RUN   ", "=== PAUSE ", "=== CONT  "};
constexpr std::string_view kReports[] = {"--- PASS: ", "--- FAIL: ", "--- SKIP: ", "--- BENCH: "};

// A length near that of b that does not end inside of a UTF-8 sequence.
size_t wholeRunes(std::string_view b) {
  for (size_t i = 1; i < 4 && i <= b.size(); i++) {
    auto c = static_cast<unsigned char>(b[b.size() - i]);
    if ((c & 0xc0) == 0x80) continue;
    if (((c & 0xe0) == 0xc0 && i < 2) || ((c & 0xf0) == 0xe0 && i < 3) || ((c & 0xf8) == 0xf0 && i < 4)) return b.size() - i;
    break;
  }
  return b.size();
}

// The text up to a tab is a benchmark's name: what follows takes long.
bool isBenchmarkName(std::string_view s) {
  while (s.ends_with(' ')) s.remove_suffix(1);
  if (!s.starts_with("Benchmark")) return false;
  return s.size() == 9 || !(s[9] >= 'a' && s[9] <= 'z');
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || (s.front() >= '\t' && s.front() <= '\r'))) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || (s.back() >= '\t' && s.back() <= '\r'))) s.remove_suffix(1);
  return s;
}

// One UTF-8 sequence at the beginning of s; 0: not valid.
size_t validRune(std::string_view s) {
  auto b = [&](size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  auto cont = [&](size_t i) { return (b(i) & 0xc0) == 0x80; };
  unsigned c = b(0);
  if (c < 0x80) return 1;
  if (c >= 0xc2 && c < 0xe0 && cont(1)) return 2;
  if (c >= 0xe0 && c < 0xf0 && cont(1) && cont(2) && !(c == 0xe0 && b(1) < 0xa0) && !(c == 0xed && b(1) >= 0xa0)) return 3;
  if (c >= 0xf0 && c < 0xf5 && cont(1) && cont(2) && cont(3) && !(c == 0xf0 && b(1) < 0x90) && !(c == 0xf4 && b(1) >= 0x90)) return 4;
  return 0;
}

// As encoding/json quotes: HTML's characters and the line separators escaped, invalid bytes replaced. Names are quoted by
// Go's text marshalling, the output by its string marshalling; both agree.
std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<unsigned char>(s[i]);
    if (c >= 0x80) {
      size_t n = validRune(s.substr(i));
      std::string_view rune = s.substr(i, n);
      if (n == 0) out += "\\ufffd", n = 1;
      else if (rune == "\u2028") out += "\\u2028";
      else if (rune == "\u2029") out += "\\u2029";
      else out += rune;
      i += n;
      continue;
    }
    i++;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (c < 0x20 || c == '<' || c == '>' || c == '&') out += fmt::format("\\u{:04x}", c);
        else out += static_cast<char>(c);
    }
  }
  return out + "\"";
}

}  // namespace

TestJson::TestJson(std::string package) : package_(std::move(package)), start_(rt::nanotime()) {}

void TestJson::emit(const Event& e, const std::string* output) {
  timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  tm t;
  localtime_r(&ts.tv_sec, &t);
  std::string fraction = fmt::format("{:09d}", ts.tv_nsec);
  while (fraction.ends_with('0')) fraction.pop_back();
  std::string zone = "Z";
  if (t.tm_gmtoff != 0) {
    long min = std::labs(t.tm_gmtoff) / 60;
    zone = fmt::format("{}{:02d}:{:02d}", t.tm_gmtoff < 0 ? '-' : '+', min / 60, min % 60);
  }
  std::string s = fmt::format("{{\"Time\":\"{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}{}{}{}\"", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                              t.tm_hour, t.tm_min, t.tm_sec, fraction.empty() ? "" : ".", fraction, zone);
  s += ",\"Action\":" + quoted(e.action);
  if (!package_.empty()) s += ",\"Package\":" + quoted(package_);
  const std::string& test = e.test.empty() ? test_ : e.test;
  if (!test.empty()) s += ",\"Test\":" + quoted(test);
  if (e.elapsed >= 0) s += fmt::format(",\"Elapsed\":{}", e.elapsed);
  if (output) s += ",\"Output\":" + quoted(*output);
  s += "}\n";
  fwrite(s.data(), 1, s.size(), stdout);
  fflush(stdout);
}

// Input comes in whole lines, or in parts where a line is long or a benchmark's.
void TestJson::write(std::string_view b) {
  while (!b.empty()) {
    size_t n = std::min(kInputSize - input_.size(), b.size());
    input_ += b.substr(0, n);
    b.remove_prefix(n);
    size_t i = 0;
    while (i < input_.size()) {
      std::string_view rest = std::string_view(input_).substr(i);
      size_t nl = rest.find('\n');
      if (nl == std::string_view::npos) {
        size_t tab = middle_ ? std::string_view::npos : rest.find('\t');
        if (tab != std::string_view::npos && isBenchmarkName(rest.substr(0, tab))) {
          part(rest.substr(0, tab + 1));
          middle_ = true;
          i += tab + 1;
        }
        break;
      }
      if (middle_) part(rest.substr(0, nl + 1));
      else line(rest.substr(0, nl + 1));
      middle_ = false;
      i += nl + 1;
    }
    if (i == 0 && input_.size() == kInputSize) {
      i = wholeRunes(input_);
      part(std::string_view(input_).substr(0, i));
      middle_ = true;
    }
    input_.erase(0, i);
  }
}

// Output is cut again, into events.
void TestJson::part(std::string_view b) {
  while (!b.empty()) {
    size_t n = std::min(kOutputSize - output_.size(), b.size());
    output_ += b.substr(0, n);
    b.remove_prefix(n);
    size_t i = 0;
    while (i < output_.size()) {
      size_t nl = output_.find('\n', i);
      if (nl == std::string::npos) {
        std::string_view rest = std::string_view(output_).substr(i);
        size_t tab = outputMiddle_ ? std::string_view::npos : rest.find('\t');
        if (tab != std::string_view::npos && isBenchmarkName(rest.substr(0, tab))) {
          std::string text(rest.substr(0, tab + 1));
          emit({"output", "", -1}, &text);
          outputMiddle_ = true;
          i += tab + 1;
        }
        break;
      }
      std::string text = output_.substr(i, nl + 1 - i);
      emit({"output", "", -1}, &text);
      outputMiddle_ = false;
      i = nl + 1;
    }
    if (i == 0 && output_.size() == kOutputSize) {
      i = wholeRunes(output_);
      std::string text = output_.substr(0, i);
      emit({"output", "", -1}, &text);
      outputMiddle_ = true;
    }
    output_.erase(0, i);
  }
}

void TestJson::flushReports(size_t depth) {
  test_.clear();
  while (reports_.size() > depth) {
    Event e = reports_.back();
    reports_.pop_back();
    emit(e, nullptr);
  }
}

void TestJson::line(std::string_view text) {
  if (text == "PASS\n" || text == "FAIL\n" || text.starts_with("FAIL\t")) {
    flushReports(0);
    part(text);
    result_ = text == "PASS\n" ? "pass" : "fail";
    return;
  }
  if (text.starts_with("?   \t") && text.ends_with("\t[no test files]\n") && reports_.empty()) result_ = "skip";
  std::string_view l = text;
  bool update = false, report = false;
  for (std::string_view u : kUpdates) update |= l.starts_with(u);
  size_t indent = 0;
  if (!update) {
    while (l.starts_with("    ")) l.remove_prefix(4), indent++;
    for (std::string_view r : kReports) report |= l.starts_with(r);
  }
  if (!update && !report) {
    // Indented output belongs to the result at that depth.
    if (indent > 0 && indent <= reports_.size()) test_ = reports_[indent - 1].test;
    part(text);
    return;
  }
  size_t i = report ? l.find(':') + 1 : kUpdates[0].size();
  std::string_view word = trim(l.substr(4, i - 4));
  if (word.ends_with(':')) word.remove_suffix(1);
  Event e;
  for (char c : word) e.action += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  std::string_view name = trim(l.substr(i));
  if (report) {
    if (size_t p = name.find(" ("); p != std::string_view::npos) {
      if (name.ends_with("s)")) {
        std::string number(name.substr(p + 2, name.size() - p - 4));
        char* end;
        double v = strtod(number.c_str(), &end);
        if (!number.empty() && !*end) e.elapsed = v;
      }
      name = name.substr(0, p);
    }
    if (reports_.size() < indent) {
      part(text);
      return;
    }
    flushReports(indent);
    e.test = test_ = std::string(name);
    reports_.push_back(e);
    part(text);
    return;
  }
  flushReports(0);
  test_ = std::string(name);
  // A test that pauses says so before it does.
  if (e.action == "pause") part(text);
  emit(e, nullptr);
  if (e.action != "pause") part(text);
}

void TestJson::flushOutput() {
  if (output_.empty()) return;
  std::string text;
  text.swap(output_);
  emit({"output", "", -1}, &text);
}

void TestJson::close() {
  if (!input_.empty()) part(input_);
  input_.clear();
  flushOutput();
  if (result_.empty()) return;
  double took = std::round(static_cast<double>(rt::nanotime() - start_) / 1e6) / 1e3;
  emit({result_, "", took}, nullptr);
}

}  // namespace vole::tools
