// This file finds out whether an input goes on in the next line.
#include "tools/vole/repl/inputs.h"

#include <algorithm>
#include <cctype>

namespace vole::tools {

bool isWordByte(char c) { return c == '_' || (c & 0x80) || std::isalnum(static_cast<unsigned char>(c)); }

std::string_view TextScan::next() {
  if (at >= text.size()) return {};
  size_t from = at;
  char c = text[at++];
  char d = at < text.size() ? text[at] : 0;
  if (isWordByte(c)) {
    while (at < text.size() && isWordByte(text[at])) at++;
  } else if (c == '/' && d == '/') {
    at = std::min(text.find('\n', at), text.size());
  } else if (c == '/' && d == '*') {
    size_t end = text.find("*/", at + 1);
    at = end == std::string_view::npos ? text.size() : end + 2;
  } else if (c == '`') {
    size_t end = text.find('`', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  } else if (c == '"' || c == '\'') {
    while (at < text.size() && text[at] != c && text[at] != '\n') at += text[at] == '\\' ? 2 : 1;
    at = std::min(at + 1, text.size());
  }
  return text.substr(from, at - from);
}

bool isBlankInput(std::string_view text) {
  TextScan s{text};
  for (std::string_view p = s.next(); !p.empty(); p = s.next())
    if (!isSpacePiece(p) && !isCommentPiece(p) && p != ";") return false;
  return true;
}

void InputScanner::reset() {
  done_ = 0;
  tail_.clear();
  depth_ = 0;
  in_ = In::kCode;
  last_.clear();
  before_.clear();
}

void InputScanner::feed(std::string_view text) {
  TextScan s{text};
  while (s.at < text.size()) {
    if (in_ != In::kCode) {
      size_t end = in_ == In::kRaw ? text.find('`', s.at) : text.find("*/", s.at);
      if (end == std::string_view::npos) return;
      s.at = end + (in_ == In::kRaw ? 1 : 2);
      if (in_ == In::kRaw) last_ = "``";
      in_ = In::kCode;
      continue;
    }
    std::string_view p = s.next();
    if (p.starts_with("`") && (p.size() == 1 || p.back() != '`')) {
      in_ = In::kRaw;
      return;
    }
    if (p.starts_with("/*") && (p.size() < 4 || !p.ends_with("*/"))) {
      in_ = In::kComment;
      return;
    }
    if (isSpacePiece(p) || isCommentPiece(p)) continue;
    before_ = last_;
    last_ = p.size() > 64 ? "word" : std::string(p);
    if (p == "(" || p == "[" || p == "{") depth_++;
    if (p == ")" || p == "]" || p == "}") depth_--;
  }
}

bool InputScanner::unfinished(std::string_view text) {
  bool same = done_ > 0 && text.size() >= done_ && text.substr(done_ - tail_.size(), tail_.size()) == tail_;
  if (!same) reset();
  feed(text.substr(done_));
  done_ = text.size();
  tail_ = text.substr(text.size() - std::min<size_t>(text.size(), 64));
  if (in_ != In::kCode || depth_ > 0) return true;
  if (depth_ < 0 || last_.size() != 1) return false;
  char c = last_[0];
  if (c == '+' || c == '-') return before_ != last_;  // x++ ends a statement
  // A label waits for its statement.
  if (c == ':') return !before_.empty() && isWordByte(before_[0]);
  return std::string_view("*/%&|^<>=!,.").find(c) != std::string_view::npos;
}

}  // namespace vole::tools
