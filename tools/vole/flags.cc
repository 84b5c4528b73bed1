// This file understands the command line. The flags are those of the go command and of gc.
#include "tools/vole/flags.h"

#include <unistd.h>

#include <fmt/format.h>

#include "frontend/load/files.h"
#include "tools/vole/help.h"
#include "tools/vole/limits.h"

namespace vole::tools {

namespace {

// One flag. Returns false if it is unknown; *error is set if its value is wrong.
bool oneFlag(std::string_view arg, Flags* f, std::string* error, const char* next, bool* usedNext) {
  std::string_view name = arg;
  name.remove_prefix(name.starts_with("--") ? 2 : 1);
  std::string_view value;
  bool hasValue = false;
  if (size_t eq = name.find('='); eq != std::string_view::npos) {
    value = name.substr(eq + 1);
    name = name.substr(0, eq);
    hasValue = true;
  }
  auto flag = [&] { return !hasValue || value == "true" || value == "1"; };
  auto count = [&](int* n) {
    if (!hasValue || value == "true") {
      ++*n;
    } else if (value.size() == 1 && value[0] >= '0' && value[0] <= '9') {
      *n = value[0] - '0';
    } else {
      *error = fmt::format("invalid value \"{}\" for flag -{}", value, name);
    }
  };
  auto need = [&] {
    if (!hasValue && !next) *error = fmt::format("flag needs an argument: -{}", name);
    if (!hasValue && next) {
      value = next;
      *usedNext = true;
    }
    return value;
  };
  if (name == "e") return f->allErrors = flag(), true;
  if (name == "complete") return f->complete = flag(), true;
  if (name == "l") return count(&f->noInline), true;
  if (name == "N") return count(&f->noOptimize), true;
  if (name == "C") return f->noColumns = flag(), true;
  if (name == "m" && hasValue && value == "json") {
    f->escapeJson = true;
    if (!f->escape) f->escape = 1;
    return true;
  }
  if (name == "m" && hasValue && value == "heap") return f->heapReport = true;
  if (name == "std" || name == "+") return f->std = true;
  if (name == "race") return f->race = true;
  if (name == "p") return f->packagePath = need(), true;
  if (name == "smallframes") return f->smallFrames = true;
  if (name == "m") return count(&f->escape), true;
  if (name == "lang") {
    f->langText = need();
    if (!error->empty()) return true;
    if (!f->langText.starts_with("go") || !types::parseGoVersion(f->langText, &f->lang)) {
      *error = fmt::format("invalid value \"{}\" for -lang: should be something like \"go1.12\"", f->langText);
    } else if (f->lang.minor > types::kNewestGoMinor) {
      *error = fmt::format("invalid value \"{}\" for -lang: max known version is \"go1.{}\"", f->langText,
                           types::kNewestGoMinor);
    }
    return true;
  }
  if (isLimitFlag(name)) {
    need();
    if (error->empty()) parseLimit(name, value, f, error);
    return true;
  }
  if (name == "tags") {
    std::string_view v = need();
    while (!v.empty()) {
      size_t n = v.find_first_of(", ");
      if (n != 0) f->tags.emplace_back(v.substr(0, n));
      v = n == std::string_view::npos ? std::string_view() : v.substr(n + 1);
    }
    return true;
  }
  if (name == "gcflags") {
    std::string_view v = need();
    if (size_t eq = v.find('='); eq != std::string_view::npos && !v.starts_with("-")) v = v.substr(eq + 1);
    while (!v.empty()) {
      size_t n = v.find(' ');
      std::string_view one = v.substr(0, n);
      v = n == std::string_view::npos ? std::string_view() : v.substr(n + 1);
      bool used = false;
      if (!one.empty() && (one[0] != '-' || !oneFlag(one, f, error, nullptr, &used))) {
        *error = fmt::format("unknown compiler flag {}", one);
        return true;
      }
    }
    return true;
  }
  return false;
}

bool isCode(const char* word) {
  std::string_view w = word;
  return !w.ends_with(".go") && !w.starts_with("-") && access(word, F_OK) != 0;
}

}  // namespace

// Commands with few flags of their own: those are checked here, and read where they are needed.
static bool parseRest(int argc, char** argv, int i, Flags* f, std::string* error) {
  bool names = false;
  for (; i < argc; i++) {
    std::string_view arg = argv[i];
    bool flag = !names && arg.size() > 1 && arg[0] == '-';
    if (flag && (arg == "-h" || arg == "-help" || arg == "--help")) {
      f->args = {std::string(commandName(f->command))};
      f->command = Command::Help;
      return true;
    }
    if (flag && arg == "--") {
      names = true;
      continue;
    }
    if (flag && !takesFlag(f->command, arg.substr(arg[1] == '-' ? 2 : 1))) {
      *error = fmt::format("flag provided but not defined: {}", arg);
      return false;
    }
    (f->command == Command::Help ? f->args : f->rest).emplace_back(arg);
  }
  if (f->command == Command::Version && !f->rest.empty()) {
    *error = "version takes no arguments";
    return false;
  }
  return true;
}

bool parseFlags(int argc, char** argv, Flags* f, std::string* error) {
  int i = 1;
  if (i < argc) {
    std::string_view first = argv[i];
    if (first == "-h" || first == "-help" || first == "--help") first = "help";
    if (first == "-version" || first == "--version") first = "version";
    if (commandNamed(first, &f->command)) {
      f->explicitRun = f->command == Command::Run;
      i++;
    }
  }
  switch (f->command) {
    case Command::Fmt: case Command::Doc: case Command::Env: case Command::Completion: case Command::Version: case Command::Help:
      return parseRest(argc, argv, i, f, error);
    default: break;
  }
  if (f->command == Command::Test) {
    for (; i < argc; i++) f->testFlags.emplace_back(argv[i]);
    if (!f->testFlags.empty() && (f->testFlags[0] == "-h" || f->testFlags[0] == "-help" || f->testFlags[0] == "--help")) {
      f->command = Command::Help;
      f->args = {"test"};
    }
    return true;
  }
  bool session = false;  // -i: a session, after the program if one is named
  for (; i < argc; i++) {
    std::string_view arg = argv[i];
    if (arg.size() < 2 || arg[0] != '-') break;
    if (arg == "--") {
      i++;
      break;
    }
    if (arg == "-h" || arg == "-help" || arg == "--help") {
      f->args = {std::string(commandName(f->command))};
      f->command = Command::Help;
      return true;
    }
    // -e with text behind it is a program; before a file or another flag it is gc's.
    if (arg == "-e" && f->command == Command::Run && i + 1 < argc && isCode(argv[i + 1])) {
      f->code = argv[i + 1];
      f->script = true;
      f->files.emplace_back("-e");
      for (i += 2; i < argc; i++) f->args.emplace_back(argv[i]);
      finishLimits(f);
      return true;
    }
    if (arg == "-i" && f->command == Command::Run && !f->explicitRun) {
      session = true;
      continue;
    }
    bool usedNext = false;
    const char* next = i + 1 < argc ? argv[i + 1] : nullptr;
    std::string_view name = arg.substr(arg[1] == '-' ? 2 : 1);
    if (!takesFlag(f->command, name.substr(0, name.find('='))) || !oneFlag(arg, f, error, next, &usedNext)) {
      *error = fmt::format("flag provided but not defined: {}", arg);
      return false;
    }
    if (!error->empty()) return false;
    if (usedNext) i++;
  }
  finishLimits(f);

  // The program: standard input, .go files up to the first other argument, or one directory or script.
  if (i < argc) {
    std::string_view first = argv[i];
    bool word = first != "-" && first.find_first_of("./") == std::string_view::npos;
    if (word && f->command == Command::Run && !f->explicitRun && access(argv[i], F_OK) != 0) {
      *error = fmt::format("{}: unknown command, and no such file", first);
      f->command = Command::Help;
      return false;
    }
    if (f->command == Command::Vet && !first.ends_with(".go")) {
      for (; i < argc; i++) f->files.emplace_back(argv[i]);
    } else if (first == "-" || !first.ends_with(".go")) {
      f->files.emplace_back(first);
      i++;
    } else {
      for (; i < argc && std::string_view(argv[i]).ends_with(".go"); i++) f->files.emplace_back(argv[i]);
    }
    if (i < argc && std::string_view(argv[i]) == "--") i++;
    for (; i < argc; i++) f->args.emplace_back(argv[i]);
  }
  if (session) f->command = Command::Repl;
  if (f->files.empty() && !session) {
    bool terminal = isatty(0);
    if (f->command == Command::Run && !f->explicitRun && terminal) {
      f->command = Command::Repl;
    } else if (f->command == Command::Run && !f->explicitRun) {
      f->script = true;
      f->files.emplace_back("-");
    } else {
      f->files.emplace_back(".");  // as the go command does
    }
  }
  if (f->command == Command::Repl && (f->limits || !f->allow.empty() || !f->deny.empty())) {
    *error = "limits are for runs: a session has none";
    return false;
  }
  return true;
}

}  // namespace vole::tools
