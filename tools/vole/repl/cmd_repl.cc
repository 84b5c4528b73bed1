// vole at a terminal, vole -i: reads inputs, runs them.
#include <unistd.h>

#include <cstdio>

#include "tools/vole/commands.h"
#include "tools/vole/repl/engine.h"
#include "tools/vole/repl/terminal.h"

namespace vole::tools {

int runSession(Engine& engine, Terminal& terminal) {
  terminal.setTakeInterrupt([&] { return engine.takeInterrupt(); });
  std::string input, line;
  // The lines before belong to it.
  terminal.setCompleter([&](std::string_view text, size_t cursor) {
    std::string whole = input.empty() ? std::string() : input + '\n';
    size_t before = whole.size();
    whole += text;
    Completion c = engine.complete(whole, before + cursor);
    c.start = c.start < before ? cursor : c.start - before;
    return c;
  });
  for (;;) {
    ReadResult r = terminal.readLine(input.empty() ? Engine::kPrompt : Engine::kMorePrompt, &line);
    if (r == ReadResult::kInterrupted) {
      input.clear();
      continue;
    }
    bool end = r == ReadResult::kEnd;
    if (end && input.empty()) return terminal.interactive() || engine.finish() ? kExitOk : kExitErrors;
    if (!end) {
      if (!input.empty()) input += '\n';
      input += line;
      if (engine.isComplete(input) == InputState::kMore) continue;
    }
    terminal.addHistory(input);
    Result result = engine.eval(input);
    input.clear();
    if (result.quit) return result.exitCode;
  }
}

int cmdRepl(const Flags& flags) {
  Engine& engine = *new Engine(flags);  // its program may be running when the process ends
  if (!engine.start()) return kExitErrors;
  for (const std::string& file : flags.files) {
    Result r = engine.eval(":load " + file);
    if (r.quit) return r.exitCode;
    if (!r.ok && !isatty(0)) return kExitErrors;
  }
  std::unique_ptr<Terminal> terminal = editingTerminal();
  if (!terminal) terminal = plainTerminal(isatty(0) && isatty(1));
  if (terminal->interactive()) engine.warmUp();
  return runSession(engine, *terminal);
}

}  // namespace vole::tools
