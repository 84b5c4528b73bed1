// Small helpers over the file system. Errors are return values; nothing here throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vole::load {

/// Reads a whole file. On failure returns false and *error is Go's text ("open x: no such file or
/// directory").
bool readFile(const std::string& path, std::string* out, std::string* error);
/// Reads standard input to its end.
bool readStdin(std::string* out);

bool isDir(const std::string& path);
bool isFile(const std::string& path);  // a regular file, symbolic links followed
/// Names in a directory, sorted, without "." and "..". Empty if it cannot be read.
std::vector<std::string> listDir(const std::string& path);

std::string currentDir();
/// Absolute and without ".", ".." and double slashes (symbolic links are kept).
std::string absPath(std::string_view path);
/// path.Clean.
std::string cleanPath(std::string_view path);
std::string joinPath(std::string_view a, std::string_view b);
/// "" has the parent "."; "/" its own.
std::string dirName(std::string_view path);
std::string_view baseName(std::string_view path);
/// path relative to the directory base (both absolute), e.g. "../x"
std::string relPath(std::string_view base, std::string_view path);
/// path, or its form relative to the current directory if that is shorter, as the go command
/// shows paths.
std::string shortPath(const std::string& path);

/// Go's path.Match. *bad is set if the pattern is malformed.
bool globMatch(std::string_view pattern, std::string_view name, bool* bad);

}  // namespace vole::load
