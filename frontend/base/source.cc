// This file places files in the position space and builds their line tables.
#include "frontend/base/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace vole {

void SourceFile::buildLines() const {
  if (!lines_.empty()) return;
  lines_.push_back(0);
  const char* s = text_.data();
  const char* end = s + text_.size();
  for (const char* p = s; (p = static_cast<const char*>(std::memchr(p, '\n', end - p)));) {
    p++;
    lines_.push_back(static_cast<uint32_t>(p - s));
    if (p == end) break;
  }
}

void SourceFile::lineCol(Pos p, uint32_t* line, uint32_t* col) const {
  buildLines();
  uint32_t off = offset(p);
  auto it = std::upper_bound(lines_.begin(), lines_.end(), off) - 1;
  *line = static_cast<uint32_t>(it - lines_.begin()) + 1;
  *col = off - *it + 1;
}

uint32_t SourceFile::line(Pos p) const {
  uint32_t line, col;
  lineCol(p, &line, &col);
  return line;
}

uint32_t SourceFile::lineCount() const {
  buildLines();
  uint32_t n = static_cast<uint32_t>(lines_.size());
  return lines_.back() == text_.size() ? n - 1 : n;
}

std::string_view SourceFile::lineText(uint32_t line) const {
  buildLines();
  if (line == 0 || line > lines_.size()) return {};
  size_t from = lines_[line - 1];
  size_t to = line < lines_.size() ? lines_[line] - 1 : text_.size();
  return text_.substr(from, to - from);
}

void SourceFile::addLineBase(const LineBase& b) {
  auto it = std::lower_bound(lineBases_.begin(), lineBases_.end(), b.pos,
                             [](const LineBase& a, Pos p) { return a.pos < p; });
  if (it == lineBases_.end() || it->pos != b.pos) lineBases_.insert(it, b);
}

const LineBase* SourceFile::lineBaseAt(Pos p) const {
  auto it = std::upper_bound(lineBases_.begin(), lineBases_.end(), p,
                             [](Pos a, const LineBase& b) { return a < b.pos; });
  return it == lineBases_.begin() ? nullptr : &*(it - 1);
}

SourceFile* SourceSet::place(std::unique_ptr<SourceFile> f) {
  // One position past the end belongs to the file too (EOF).
  uint64_t next = uint64_t{next_} + f->text_.size() + 1;
  if (next > UINT32_MAX) return nullptr;
  f->base_ = next_;
  next_ = static_cast<uint32_t>(next);
  files_.push_back(std::move(f));
  return files_.back().get();
}

SourceFile* SourceSet::add(std::string name, std::string path, std::string text) {
  auto f = std::make_unique<SourceFile>();
  f->name_ = std::move(name);
  f->path_ = std::move(path);
  f->owned_ = std::move(text);
  f->text_ = f->owned_;  // std::string keeps the final NUL the lexer relies on
  return place(std::move(f));
}

SourceFile* SourceSet::addStatic(std::string name, std::string path, std::string_view text) {
  auto f = std::make_unique<SourceFile>();
  f->name_ = std::move(name);
  f->path_ = std::move(path);
  f->text_ = text;
  f->cleanEncoding = true;  // gen_quiet has seen to it
  return place(std::move(f));
}

const SourceFile* SourceSet::fileOf(Pos p) const {
  if (!p.isKnown()) return nullptr;
  auto it = std::upper_bound(files_.begin(), files_.end(), p,
                             [](Pos a, const std::unique_ptr<SourceFile>& f) { return a.v < f->base(); });
  if (it == files_.begin()) return nullptr;
  const SourceFile* f = (it - 1)->get();
  return f->contains(p) ? f : nullptr;
}

Position SourceSet::absolute(Pos p) const {
  const SourceFile* f = fileOf(p);
  if (!f) return {};
  Position r;
  r.file = f->name();
  f->lineCol(p, &r.line, &r.col);
  return r;
}

Position SourceSet::position(Pos p) const {
  const SourceFile* f = fileOf(p);
  if (!f) return {};
  Position r;
  r.file = f->name();
  f->lineCol(p, &r.line, &r.col);
  if (const LineBase* b = f->lineBaseAt(p)) {
    uint32_t line, col;
    f->lineCol(b->pos, &line, &col);
    r.file = b->file;
    if (b->col == 0) {
      r.col = 0;  // the directive said nothing about columns, so none is known
    } else if (r.line == line) {
      r.col = b->col + (r.col - col);
    }
    r.line = b->line + (r.line - line);
  }
  return r;
}

std::string SourceSet::format(Pos p) const {
  Position r = position(p);
  if (r.line == 0) return "<unknown line number>";
  // gc packs a column into eight bits and leaves out what does not fit.
  constexpr uint32_t kColMax = 255;
  if (!columns_ || r.col == 0 || r.col >= kColMax) return fmt::format("{}:{}", r.file, r.line);
  return fmt::format("{}:{}:{}", r.file, r.line, r.col);
}

std::string SourceSet::formatFull(Pos p) const {
  auto text = [](const Position& r) {
    if (r.line == 0) return r.file.empty() ? std::string("<unknown position>") : std::string(r.file);
    if (r.col == 0) return fmt::format("{}:{}", r.file, r.line);
    return fmt::format("{}:{}:{}", r.file, r.line, r.col);
  };
  Position rel = position(p), abs = absolute(p);
  std::string s = text(rel);
  if (rel.file != abs.file || rel.line != abs.line || rel.col != abs.col) s += "[" + text(abs) + "]";
  return s;
}

bool SourceSet::sameLine(Pos a, Pos b) const {
  if (a == b) return true;
  const SourceFile* f = fileOf(a);
  if (!f || !f->contains(b)) return false;
  return f->line(a) == f->line(b) && f->lineBaseAt(a) == f->lineBaseAt(b);
}

}  // namespace vole
