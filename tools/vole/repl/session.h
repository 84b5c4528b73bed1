// The session's inside: its program, what was put into it, and the input that runs.
#pragma once

#include <semaphore.h>

#include <atomic>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "frontend/types/session.h"
#include "runtime/runtime.h"
#include "tools/vole/commands.h"
#include "tools/vole/repl/engine.h"
#include "tools/vole/repl/inputs.h"
#include "vm/compile/program.h"

namespace vole::tools {

/// An input that was accepted.
struct PastInput {
  std::string text;
  std::string name;        // "input3"
  SourceFile* source = nullptr;
  syntax::Input tree;
  types::Addition added;
  bool wholeFile = false;  // it had a package clause
  bool failed = false;     // a panic or an interrupt ended it
  bool unfinished = false; // an interrupt, or it waited for ever
};

struct Engine::State {
  explicit State(const Flags& flags);

  bool start();
  void warmUp();
  Result eval(std::string_view text);
  Result command(std::string_view line);
  Completion complete(std::string_view text, size_t cursor);

  // ---- inputs (session.cc)
  /// Checks and compiles an input; prints its errors on standard error, or gives them. Null: it has some. quiet: nothing is
  /// printed, and no value is shown.
  PastInput* accept(std::string_view text, bool quiet = false, std::string* errors = nullptr);
  /// The function that runs an accepted input; null: nothing to run.
  rt::FuncInfo* entryOf(PastInput& in);
  /// Runs a function as a goroutine of its own and waits for it. False: a panic, a deadlock, Ctrl-C.
  bool run(rt::FuncInfo* entry);
  /// accept, entryOf, run.
  Result runText(std::string_view text);
  void notes(const PastInput& in);
  void forgetLast();        // the last accepted input was a question: it stays out of :write and :src

  // ---- declarations that lack others (waiting.cc)
  struct Waiting {
    std::string text, name;
    std::set<std::string> missing;
    std::string errors;
  };
  /// accept, together with what waits if need be. Null: it has errors, which are printed, or *kept: it waits.
  PastInput* acceptOrKeep(std::string_view text, bool* kept);
  PastInput* acceptTogether(std::string_view text, const std::set<std::string>& missing);
  std::vector<size_t> helpers(std::set<std::string> names);
  void wakeWaiting();
  /// The errors of what still waits. False: there is some.
  bool finish();
  void tell(std::string_view text);      // on standard output
  void report(std::string_view text);  // on standard error

  types::Probe probe(std::string_view before, std::string_view operand);

  // ---- packages (packages.cc)
  types::Package* packageByName(std::string_view name, std::string* why);
  std::vector<std::string> pathsOf(std::string_view name);

  // ---- what commands ask (commands.cc)
  types::Object* find(std::string_view name);

  Flags flags;
  Session front;
  rt::Runtime* rt = nullptr;
  std::unique_ptr<vm::Program> program;
  types::Package* pkg = nullptr;
  types::SessionHooks hooks;
  std::deque<PastInput> inputs;
  std::unordered_map<types::Object*, types::Object*> became;  // functions, by what their callers run now
  std::vector<Waiting> waiting;
  bool interactive = false;  // somebody types
  std::vector<std::string> chosen;   // import paths given by :import, for ambiguous names
  int count = 0;
  const rt::FuncInfo* warming = nullptr;  // what warmUp started
  std::string comments;              // lines of comments, for the declaration that may follow
  InputScanner scanner;

  // ---- the input that runs; other threads set these and post `wake`
  sem_t wake;
  std::atomic<const rt::FuncInfo*> current{nullptr};
  bool stopped = false;    // the last one that ran was stopped
  std::atomic<bool> ended{false}, asleep{false}, interrupted{false}, failed{false};
};

/// A program with the session's definitions and statements that does what the session did (write.cc).
std::string writeProgram(Engine::State& s);

}  // namespace vole::tools
