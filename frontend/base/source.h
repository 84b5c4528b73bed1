// This file holds the text of all loaded files and turns positions into file:line:column.
//
// Columns are gc's: bytes from the start of the line, counted from 1. `//line` directives change
// what is displayed (relative positions) but never the order of positions.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "frontend/base/pos.h"

namespace vole {

class SourceSet;

/// A resolved position. file is empty for an unknown one.
struct Position {
  std::string_view file;
  uint32_t line = 0;
  uint32_t col = 0;  // 0: no column known (a //line directive without one)
};

/// From `pos` on, text is to be shown as file:line:col (a `//line` or `/*line*/` directive).
struct LineBase {
  Pos pos;  // of the character following the directive
  std::string_view file;
  uint32_t line;
  uint32_t col;  // 0: the directive gave no column
};

class SourceFile {
 public:
  /// The name as diagnostics print it, e.g. "./prog.go".
  std::string_view name() const { return name_; }
  /// The file's path in the file system; for embedded library text "$GOROOT/src/fmt/print.go".
  std::string_view path() const { return path_; }
  /// The text; followed by at least one NUL byte which is not part of it.
  std::string_view text() const { return text_; }
  uint32_t base() const { return base_; }
  Pos pos(size_t offset) const { return Pos(base_ + static_cast<uint32_t>(offset)); }
  uint32_t offset(Pos p) const { return p.v - base_; }
  bool contains(Pos p) const { return p.v >= base_ && p.v - base_ <= text_.size(); }

  /// 1-based line and byte column of a position of this file, without //line directives.
  void lineCol(Pos p, uint32_t* line, uint32_t* col) const;
  uint32_t line(Pos p) const;
  /// The number of lines (a text without final newline counts its last line).
  uint32_t lineCount() const;
  /// The text of a 1-based line, without its newline.
  std::string_view lineText(uint32_t line) const;

  /// Called by the parser. A body parsed late may bring its directives out of order, or again.
  void addLineBase(const LineBase& b);
  /// Set by the lexer once it has seen that the text is valid UTF-8 without NUL.
  bool cleanEncoding = false;

  const std::vector<LineBase>& lineBases() const { return lineBases_; }
  /// The directive in force at p, or nullptr.
  const LineBase* lineBaseAt(Pos p) const;

 private:
  friend class SourceSet;
  void buildLines() const;

  std::string name_, path_;
  std::string owned_;         // the text, unless it is embedded
  std::string_view text_;
  uint32_t base_ = 0;
  mutable std::vector<uint32_t> lines_;  // offsets of line starts; built at the first question
  std::vector<LineBase> lineBases_;
};

class SourceSet {
 public:
  SourceSet() = default;
  SourceSet(const SourceSet&) = delete;

  /// Adds a file whose text the set owns from now on. Returns nullptr when the 32-bit position
  /// space (4 GiB of source) is used up.
  SourceFile* add(std::string name, std::string path, std::string text);
  /// Adds a file whose text (followed by a NUL) lives for ever: embedded library sources. They are valid UTF-8, without NUL.
  SourceFile* addStatic(std::string name, std::string path, std::string_view text);

  const SourceFile* fileOf(Pos p) const;
  SourceFile* fileOf(Pos p) { return const_cast<SourceFile*>(std::as_const(*this).fileOf(p)); }
  /// File, line and column as displayed, i.e. after //line directives.
  Position position(Pos p) const;
  /// Physical file, line and column.
  Position absolute(Pos p) const;

  /// "./prog.go:8:2" as gc's diagnostics print it (columns of 255 and more are left out).
  std::string format(Pos p) const;
  /// Leave columns out of format()'s result (gc's -C).
  void setShowColumns(bool on) { columns_ = on; }
  /// As syntax.Pos.String: "rel[abs]" when a line directive is in force, no column limit.
  std::string formatFull(Pos p) const;
  /// Do a and b stand in the same line of the same (relative) file?
  bool sameLine(Pos a, Pos b) const;

  const std::deque<std::unique_ptr<SourceFile>>& files() const { return files_; }

 private:
  SourceFile* place(std::unique_ptr<SourceFile> f);

  std::deque<std::unique_ptr<SourceFile>> files_;
  uint32_t next_ = 1;
  bool columns_ = true;
};

}  // namespace vole
