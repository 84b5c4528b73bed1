// This file writes for terminals.
#include "tools/vole/terminal.h"

#include <unistd.h>

#include <cstdlib>

namespace vole::tools {

Style::Style() : people_(isatty(2)) {
  const char* no = getenv("NO_COLOR");
  const char* term = getenv("TERM");
  colour_ = people_ && !(no && *no) && !(term && std::string_view(term) == "dumb");
}

std::string Style::wrap(std::string_view code, std::string_view s) const {
  if (!colour_) return std::string(s);
  return "\x1b[" + std::string(code) + "m" + std::string(s) + "\x1b[0m";
}

std::string excerpt(const SourceFile& f, uint32_t line, uint32_t col, const Style& style) {
  if (line == 0 || line > f.lineCount()) return {};
  std::string_view text = f.lineText(line);
  std::string out = "\t" + std::string(text) + "\n";
  if (col == 0) return out;
  out += '\t';
  for (uint32_t i = 0; i + 1 < col && i < text.size(); i++)
    // A character of several bytes is one place wide, a tab as wide as it is above.
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) out += text[i] == '\t' ? '\t' : ' ';
  return out + style.green("^") + "\n";
}

}  // namespace vole::tools
