// This file is the session's beginning: inputs are recognised, not run yet.
#include "tools/vole/repl/engine.h"

#include <cstdio>

namespace vole::tools {

struct Engine::State {
  Flags flags;
};

Engine::Engine(const Flags& flags) : s_(new State{flags}) {}
Engine::~Engine() = default;

bool Engine::start() { return true; }

InputState Engine::isComplete(std::string_view text) const {
  int depth = 0;
  for (char c : text) {
    if (c == '(' || c == '[' || c == '{') depth++;
    if (c == ')' || c == ']' || c == '}') depth--;
  }
  return depth > 0 ? InputState::kMore : InputState::kComplete;
}

Result Engine::eval(std::string_view text) {
  if (text == ":quit") return {.quit = true};
  std::fputs("vole: inputs do not run yet\n", stderr);
  return {.ok = false};
}

Completion Engine::complete(std::string_view, size_t) { return {}; }

}  // namespace vole::tools
