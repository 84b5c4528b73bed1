// This file understands the command line. The flags are those of the go command and of gc.
#include "tools/vole/flags.h"

#include <unistd.h>

#include <fmt/format.h>

#include "frontend/load/files.h"
#include "tools/vole/limits.h"

namespace vole::tools {

namespace {

struct CommandName {
  std::string_view name;
  Command command;
};
constexpr CommandName kCommands[] = {
    {"run", Command::Run},   {"vet", Command::Vet},         {"dis", Command::Dis},
    {"test", Command::Test}, {"version", Command::Version}, {"help", Command::Help},
};

// One flag. Returns false if it is unknown; *error is set if its value is wrong.
bool oneFlag(std::string_view arg, Flags* f, std::string* error, std::string_view next, bool* usedNext) {
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
    if (!hasValue) {
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
  if (name == "smallframes") return f->smallFrames = true;
  if (name == "m") return count(&f->escape), true;
  if (name == "lang") {
    f->langText = need();
    if (!f->langText.starts_with("go") || !types::parseGoVersion(f->langText, &f->lang)) {
      *error = fmt::format("invalid value \"{}\" for -lang: should be something like \"go1.12\"", f->langText);
    } else if (f->lang.minor > types::kNewestGoMinor) {
      *error = fmt::format("invalid value \"{}\" for -lang: max known version is \"go1.{}\"", f->langText,
                           types::kNewestGoMinor);
    }
    return true;
  }
  if (isLimitFlag(name)) return parseLimit(name, need(), f, error), true;
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
      if (!one.empty() && (one[0] != '-' || !oneFlag(one, f, error, {}, &used))) {
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

std::string_view usage() {
  return R"(Vole runs Go source at once.

	vole file.go [arguments]         run a program
	vole run [flags] files|dir [arguments]
	vole -e 'code' [arguments]       run statements; packages are imported by use
	vole < file                      run a program, or statements without a package clause
	vole -                           run the program on standard input
	vole                             at a terminal: a session (:help); vole -i [file.go]: after a program
	vole vet [flags] files|dir       check only
	vole -m file.go                  print escape decisions (vole run -m: and run)
	vole dis file.go                 print bytecode
	vole test [flags] [packages]     run tests, as go test
	vole version
	vole help

Flags, as gc's:
	-e            report all errors, not only ten
	-l            do not inline
	-N            do not optimise
	-C            no columns in error messages
	-m, -m=2      print escape and inlining decisions; 2: with the flows behind them
	-m=json       the same, one object a line
	-m=heap       run the program, then print what each allocation site made
	-lang=go1.N   language version
	-tags a,b     build tags

Limits of a run; the process ends with status 3 when one is hit:
	-timeout d            time from the start of the command (2s, 1m30s)
	-max-mem size         memory of objects and stacks (64M, 1G)
	-max-goroutines n     goroutines alive at once
	-max-output size      bytes written
	-allow, -deny list    packages the program may (not) import; classes fs=ro fs=none net=none exec=none c=none
)";
}

bool parseFlags(int argc, char** argv, Flags* f, std::string* error) {
  int i = 1;
  if (i < argc) {
    std::string_view first = argv[i];
    if (first == "-h" || first == "-help" || first == "--help") first = "help";
    if (first == "-version" || first == "--version") first = "version";
    for (const CommandName& c : kCommands) {
      if (first != c.name) continue;
      f->command = c.command;
      f->explicitRun = c.command == Command::Run;
      i++;
      break;
    }
  }
  if (f->command == Command::Test) {
    for (; i < argc; i++) f->testFlags.emplace_back(argv[i]);
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
    std::string_view next = i + 1 < argc ? argv[i + 1] : "";
    if (!oneFlag(arg, f, error, next, &usedNext)) {
      *error = fmt::format("flag provided but not defined: {}", arg);
      return false;
    }
    if (!error->empty()) return false;
    if (usedNext) i++;
  }
  finishLimits(f);
  if (f->command == Command::Version || f->command == Command::Help) return true;

  // The program: standard input, .go files up to the first other argument, or one directory or script.
  if (i < argc) {
    std::string_view first = argv[i];
    if (first == "-" || !first.ends_with(".go")) {
      f->files.emplace_back(first);
      i++;
    } else {
      for (; i < argc && std::string_view(argv[i]).ends_with(".go"); i++) f->files.emplace_back(argv[i]);
    }
    if (i < argc && std::string_view(argv[i]) == "--") i++;
    for (; i < argc; i++) f->args.emplace_back(argv[i]);
  }
  if (session) {
    f->command = Command::Repl;
    return true;
  }
  if (f->files.empty()) {
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
  return true;
}

}  // namespace vole::tools
