// This file is the door to the library's embedded Go text: one package path, its files. Natives are
// found by name through runtime/native.h; tools/vole connects both to the loader and the compiler.
#pragma once
#include <string_view>
#include <vector>

namespace vole::stdlib {

struct EmbeddedFile {
  std::string_view name;  // "print.go"
  std::string_view text;  // lives for ever, followed by a NUL
};

// The files of a package ("fmt", "container/list") sorted by name; null if it is not embedded.
// The result lives for ever. Any thread.
const std::vector<EmbeddedFile>* find(std::string_view pkgpath);

// Does a program that imports this embedded package start without it? There is nothing to run before it is used, nor in what
// it imports; all of that is embedded.
bool quiet(std::string_view pkgpath);

// The paths of all embedded packages, sorted (a package that consists of sub-packages only is none).
std::vector<std::string_view> packages();

}  // namespace vole::stdlib
