#include "tools/vole/repl/line_text.h"

#include <wchar.h>

#include <algorithm>

namespace vole::tools {

namespace {

// One character of valid UTF-8 at the text's begin: its length, or 0.
size_t decode(std::string_view text, wchar_t* c) {
  unsigned char b = text[0];
  if (b < 0x80) return *c = b, 1;
  size_t n = b >= 0xf0 && b < 0xf5 ? 4 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xc2 && b < 0xe0 ? 2 : 0;
  if (n == 0 || text.size() < n) return 0;
  uint32_t v = b & (0xff >> (n + 1));
  for (size_t i = 1; i < n; i++) {
    unsigned char k = text[i];
    if ((k & 0xc0) != 0x80) return 0;
    v = v << 6 | (k & 0x3f);
  }
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (v < kLeast[n] || v > 0x10ffff || (v >= 0xd800 && v < 0xe000)) return 0;
  *c = static_cast<wchar_t>(v);
  return n;
}

void encode(uint32_t v, std::string* out) {
  if (v < 0x80) {
    out->push_back(static_cast<char>(v));
  } else if (v < 0x800) {
    out->push_back(static_cast<char>(0xc0 | v >> 6));
    out->push_back(static_cast<char>(0x80 | (v & 0x3f)));
  } else if (v < 0x10000) {
    out->push_back(static_cast<char>(0xe0 | v >> 12));
    out->push_back(static_cast<char>(0x80 | (v >> 6 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (v & 0x3f)));
  } else {
    out->push_back(static_cast<char>(0xf0 | v >> 18));
    out->push_back(static_cast<char>(0x80 | (v >> 12 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (v >> 6 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (v & 0x3f)));
  }
}

size_t widthOf(std::wstring_view text) {
  size_t n = 0;
  for (wchar_t c : text) n += static_cast<size_t>(std::max(wcwidth(c), 0));
  return n;
}

}  // namespace

std::wstring widen(std::string_view text) {
  std::wstring out;
  out.reserve(text.size());
  while (!text.empty()) {
    wchar_t c = 0xfffd;
    size_t n = decode(text, &c);
    out.push_back(c);
    text.remove_prefix(std::max<size_t>(n, 1));
  }
  return out;
}

std::string narrow(std::wstring_view text) {
  std::string out;
  out.reserve(text.size());
  for (wchar_t c : text) encode(static_cast<uint32_t>(c), &out);
  return out;
}

bool editable(wchar_t c) { return c == L'\n' || c == L'\t' || wcwidth(c) >= 0; }

std::wstring cleanPaste(std::string_view text) {
  std::wstring out;
  std::wstring wide = widen(text);
  for (size_t i = 0; i < wide.size(); i++) {
    wchar_t c = wide[i];
    if (c == L'\r') {
      if (i + 1 < wide.size() && wide[i + 1] == L'\n') continue;
      c = L'\n';
    }
    if (editable(c) && c != 0) out.push_back(c);
  }
  while (!out.empty() && out.back() == L'\n') out.pop_back();
  return out;
}

Place placeAfter(std::wstring_view text, size_t columns, Place p) {
  for (wchar_t c : text) {
    if (c == L'\n') {
      p.row++;
      p.column = 0;
      continue;
    }
    size_t w = c == L'\t' ? 8 - p.column % 8 : c < 0x20 || c == 0x7f ? 2 : static_cast<size_t>(std::max(wcwidth(c), 0));
    if (p.column + w > columns && c != L'\t') {  // a wide character that the margin would cut
      p.row++;
      p.column = 0;
    }
    p.column += w;
    if (p.column >= columns) {  // the editor moves to the next row as soon as one is full
      p.row++;
      p.column = 0;
    }
  }
  return p;
}

std::string commonPrefix(const std::vector<std::string>& words) {
  if (words.empty()) return "";
  size_t n = words[0].size();
  for (const std::string& w : words) {
    size_t i = 0;
    while (i < n && i < w.size() && w[i] == words[0][i]) i++;
    n = i;
  }
  while (n > 0 && n < words[0].size() && (words[0][n] & 0xc0) == 0x80) n--;
  return words[0].substr(0, n);
}

std::string inColumns(const std::vector<std::string>& words, size_t columns, size_t most) {
  size_t count = std::min(words.size(), most), widest = 1;
  std::vector<size_t> widths(count);
  for (size_t i = 0; i < count; i++) {
    widths[i] = widthOf(widen(words[i]));
    widest = std::max(widest, widths[i]);
  }
  // The last column needs no gap, and a full row would make the terminal wrap.
  size_t across = std::max<size_t>(1, (std::max<size_t>(columns, 2) + 1) / (widest + 2));
  size_t down = (count + across - 1) / across;
  std::string out;
  for (size_t r = 0; r < down; r++) {
    for (size_t i = r; i < count; i += down) {
      out += words[i];
      if (i + down < count) out.append(widest + 2 - widths[i], ' ');
    }
    out += '\n';
  }
  if (count < words.size()) out += "... and " + std::to_string(words.size() - count) + " more\n";
  return out;
}

std::string withNotes(const std::vector<std::string>& words, const std::vector<std::string>& notes, size_t columns) {
  size_t widest = 0;
  for (const std::string& w : words) widest = std::max(widest, widthOf(widen(w)));
  std::string out;
  for (size_t i = 0; i < words.size() && i < notes.size(); i++) {
    std::wstring line = widen(words[i]);
    if (!notes[i].empty()) line.append(widest + 2 - widthOf(line), L' ') += widen(notes[i]);
    size_t end = 0;
    for (size_t width = 0; end < line.size(); end++) {
      width += static_cast<size_t>(std::max(wcwidth(line[end]), 0));
      if (width >= std::max<size_t>(columns, 2)) break;
    }
    out += narrow(line.substr(0, end)) + '\n';
  }
  return out;
}

std::string escapeEntry(std::string_view entry) {
  std::string out;
  for (char c : entry) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
  return out;
}

std::string unescapeEntry(std::string_view line) {
  std::string out;
  for (size_t i = 0; i < line.size(); i++) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      i++;
      out += line[i] == 'n' ? '\n' : line[i];
    } else {
      out += line[i];
    }
  }
  return out;
}

}  // namespace vole::tools
