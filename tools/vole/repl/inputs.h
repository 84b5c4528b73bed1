// Where one input ends: brackets, operators at the ends of lines, strings and comments that go on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vole::tools {

/// Reads an input line by line and remembers where it stands, so that a long one costs no more than its length.
class InputScanner {
 public:
  /// Is `text`, which is what was asked for last and perhaps more behind it, unfinished?
  bool unfinished(std::string_view text);

 private:
  void reset();
  void feed(std::string_view text);
  enum class In : char { kCode, kRaw, kComment };
  size_t done_ = 0;          // of the text, at the end of a line
  std::string tail_;         // its last bytes, to recognise it
  int depth_ = 0;
  In in_ = In::kCode;
  std::string last_, before_;  // the last two tokens
};

/// Go text by pieces: words, strings, comments, single other characters.
struct TextScan {
  std::string_view text;
  size_t at = 0;
  /// The next piece; empty at the end.
  std::string_view next();
};
bool isWordByte(char c);
inline bool isCommentPiece(std::string_view p) { return p.starts_with("//") || p.starts_with("/*"); }
inline bool isSpacePiece(std::string_view p) { return p == " " || p == "\t" || p == "\r" || p == "\n"; }

/// Nothing but blanks, semicolons and comments?
bool isBlankInput(std::string_view text);

}  // namespace vole::tools
