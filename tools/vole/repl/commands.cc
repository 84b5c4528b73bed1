#include "tools/vole/repl/session.h"
namespace vole::tools {
Result Engine::State::command(std::string_view line) {
  if (line.starts_with(":quit")) return {.quit = true};
  return {};
}
Completion Engine::State::complete(std::string_view, size_t) { return {}; }
}
