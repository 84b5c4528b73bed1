// What the unit tests of this folder share.
#pragma once

#include <string>
#include <vector>

#include "frontend/syntax/parser.h"
#include "frontend/syntax/print.h"

namespace vole::syntax {

/// A parsed text with its errors ("3:5: syntax error: ...", one a line).
struct Parsed {
  SourceSet sources;
  Arena arena;
  DiagSink diag{sources};
  File* file = nullptr;
  std::string errors;

  explicit Parsed(std::string text, ParseMode mode = {}) {
    diag.setAllErrors(true);
    SourceFile* src = sources.add("t", "t", std::move(text));
    file = parseFile(src, arena, diag, mode);
    for (std::string_view line : lines(diag.render())) {
      errors += line.substr(line.find(':') + 1);
      errors += '\n';
    }
  }

 private:
  static std::vector<std::string> lines(const std::string& s) {
    std::vector<std::string> out;  // each without its newline
    for (size_t i = 0; i < s.size();) {
      size_t n = s.find('\n', i);
      out.push_back(s.substr(i, n - i));
      i = n + 1;
    }
    return out;
  }
};

}  // namespace vole::syntax
