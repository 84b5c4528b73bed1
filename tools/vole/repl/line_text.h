// Text on a terminal: how wide it is, which rows it takes, what of it may be edited. Nothing here touches a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vole::tools {

/// The UTF-8 text as wide characters. What is no UTF-8 becomes U+FFFD, which the scanner names an invalid character:
/// the editor's buffer can hold characters only.
std::wstring widen(std::string_view text);
std::string narrow(std::wstring_view text);

/// Pasted text as the editor takes it: lines end with \n, other control characters than \n and \t are gone, and so is
/// the line end at its end.
std::wstring cleanPaste(std::string_view text);

/// Can the editor show it? Control characters other than \n and \t it cannot.
bool editable(wchar_t c);

/// Row and column, from 0, at which the text ends that begins at `column` of a terminal `columns` wide.
struct Place {
  size_t row = 0, column = 0;
};
Place placeAfter(std::wstring_view text, size_t columns, Place from = {});

/// The longest text all begin with, cut between characters.
std::string commonPrefix(const std::vector<std::string>& words);

/// The words in columns, filled downwards, each line with its \n. No more than `most` words; a last line says how many
/// are left out.
std::string inColumns(const std::vector<std::string>& words, size_t columns, size_t most);

/// A line for each word with its note beside it, cut where the terminal ends.
std::string withNotes(const std::vector<std::string>& words, const std::vector<std::string>& notes, size_t columns);

/// A history entry as one line of the file (\n and \ escaped), and back.
std::string escapeEntry(std::string_view entry);
std::string unescapeEntry(std::string_view line);

}  // namespace vole::tools
