// What people see and pipes do not: colours, and the source line behind a message.
#pragma once

#include <string>
#include <string_view>

#include "frontend/base/source.h"

namespace vole::tools {

/// Text for standard error, with the escapes a terminal understands or without any.
class Style {
 public:
  Style();
  /// Is standard error a terminal? Then messages come with their source lines.
  bool people() const { return people_; }
  std::string bold(std::string_view s) const { return wrap("1", s); }
  std::string green(std::string_view s) const { return wrap("32", s); }
  std::string red(std::string_view s) const { return wrap("31", s); }
  std::string dim(std::string_view s) const { return wrap("2", s); }

 private:
  bool people_, colour_;
  std::string wrap(std::string_view code, std::string_view s) const;
};

/// The line of the source and a caret below the column, each behind a tab; empty when there is no such line.
std::string excerpt(const SourceFile& f, uint32_t line, uint32_t col, const Style& style);

}  // namespace vole::tools
