// This file finds the package a name stands for.
#include <algorithm>

#include <fmt/format.h>

#include "tools/vole/repl/session.h"
#include "tools/vole/std_packages.h"

namespace vole::tools {

std::vector<std::string> Engine::State::pathsOf(std::string_view name) {
  std::vector<std::string> paths;
  for (std::string_view p : packagePaths())
    if (packageNameOf(p) == name) paths.emplace_back(p);
  return paths;
}

types::Package* Engine::State::packageByName(std::string_view name, std::string* why) {
  if (name == "vole_session") return front.loader.library("vole/session")->types;
  std::vector<std::string> paths;
  for (const std::string& p : chosen)
    if (packageNameOf(p) == name) paths = {p};
  if (paths.empty()) paths = pathsOf(name);
  if (paths.empty()) return nullptr;
  if (paths.size() > 1) {
    *why = fmt::format("{} may be {}", name, paths[0]);
    for (size_t i = 1; i < paths.size(); i++) *why += (i + 1 == paths.size() ? " or " : ", ") + paths[i];
    *why += fmt::format(": say which by :import {}", paths.back() == "math/rand/v2" ? "math/rand" : paths.back());
    return nullptr;
  }
  if (paths[0] == "unsafe") return types::unsafePackage();
  std::string err;
  types::Package* p = front.loader.import(paths[0], pkg, &err);
  if (!p) *why = fmt::format("could not import {} ({})", paths[0], err);
  return p;
}

}  // namespace vole::tools
