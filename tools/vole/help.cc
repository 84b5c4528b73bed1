// This file holds the table of commands and the table of flags. Help, completion and the check of flags come from them; the
// man page (doc/vole.1) is compared with them by tools/test.
#include "tools/vole/help.h"

#include <cstdio>
#include <cstring>

#include <fmt/format.h>

namespace vole::tools {

namespace {

struct Page {
  Command command;
  const char* name;
  const char* usage;
  const char* summary;
  const char* text;
  const char* examples;
};

constexpr Page kPages[] = {
    {Command::Run, "run", "vole [run] [flags] files|dir|- [arguments]", "run a program",
     R"(Checks the program and runs it; stdin, stdout and exit status are the program's own. The program is named by its .go
files, by a directory that holds package main, by a script of any name, or by - for standard input. The word run may be left
out. What stands behind the files are the program's arguments; -- ends the files if an argument ends in .go itself.

vole -e 'code' runs statements without a package clause, and so does vole with standard input that has none: standard
packages are imported by use, an expression is printed. Without arguments at a terminal vole begins a session, where :help
tells the rest; vole -i file.go runs the program first and then begins one in its package.

Errors of the program go to stderr as the go command prints them, with status 1. An uncaught panic ends with status 2.
A limit that is met (-timeout and below it) stops every goroutine: one line on stderr, status 3.

-allow and -deny take a list of words with commas between. A word with = sets a class of system calls, in either flag:
	fs=rw|ro|none      ro: files are not written, made, renamed, removed; none: nor opened or looked up by name.
	                   /dev/null, /dev/zero and, for reading, /etc/localtime and /dev/urandom stay open to all
	net=any|none       none: no connection, no listening, no datagram
	exec=any|none      none: no process is started, and no other one gets a signal
	c=any|none         none: no C by package purego; implied by the others unless c=any is given
Other words are import paths: a path, path/... with all below it, or std. With -allow the program's own packages may import
only what matches, with -deny nothing that does. Packages of the library import what they need.

What limits do not protect from: programs that use package unsafe or data races on purpose can do all that the process may
do, so deny unsafe and run what you distrust as a user of its own or in a container. Vole itself reads sources where
it likes. Memory counts objects and stacks; the process as a whole may take a quarter more, and what Vole needs itself, some
tens of megabytes. Processes the program starts are not limited, only forbidden. Output counts the bytes that write system
calls accept, to whatever they go; memory-mapped files and C do not count. Descriptors the process was started with stay usable.
)",
     R"(	vole prog.go a b                          run with two arguments
	vole run -lang=go1.21 ./cmd/server        a package, one variable per loop
	vole -e 'fmt.Println(strings.ToUpper("a"))'
	vole -m prog.go                           escape decisions, nothing runs
	vole run -timeout 2s -max-mem 64M -max-output 1M -allow fs=ro,net=none,exec=none prog.go
	vole run -deny unsafe,net/...,os/exec prog.go
)"},
    {Command::Test, "test", "vole test [flags] [packages | files]", "run tests, as go test",
     R"(Runs the tests, benchmarks, examples and fuzz seeds of packages, each package in a process of its own, and prints
what go test prints. Packages are directories (./sub), trees (./...) or import paths of Go's own packages, whose external
tests then run against Vole's library. Status 1: a test failed; 2: something could not be built.

A limit that is met ends the package's process with status 3, which counts as a failure; -timeout is go test's.
)",
     R"(	vole test                                 the package here
	vole test -v -run 'TestRead/empty' ./...  some tests of all packages
	vole test -bench . -benchmem -count 5     benchmarks
	vole test strings                         the external tests of Go's package strings
)"},
    {Command::Vet, "vet", "vole vet [flags] files|packages", "check a program without running it",
     R"(Parses and type-checks. Messages are those of Go's compiler, at most ten of them unless -e is given.
Several packages, or a tree (./...), are checked with their tests.
)",
     R"(	vole vet prog.go
	vole vet -e -lang=go1.18 ./pkg
	vole vet ./...
)"},
    {Command::Fmt, "fmt", "vole fmt [-l] [-d] [-w] [files|dirs]", "lay out source files as gofmt does",
     R"(Prints the files in Go's standard layout, or does with them what the flags say. Directories stand for all .go files
below them. Without files standard input is laid out; it may be a part of a file. Needs Go's sources (packages go/parser and
go/printer), which Vole runs. Status 2: a file could not be read or has syntax errors.
)",
     R"(	vole fmt -l .             which files are not laid out
	vole fmt -w prog.go       lay out in place
	vole fmt -d .             what would change
)"},
    {Command::Doc, "doc", "vole doc [flags] [package] [symbol[.member]]", "print documentation, as go doc",
     R"(Prints the documentation of a package, a symbol, a method or a field from its sources, as go doc does. The package may
be the end of an import path: json means encoding/json. A name in small letters matches capitals, too. Without a package, the
one in the current directory is meant. Needs Go's sources.
)",
     R"(	vole doc strings
	vole doc strings.Builder.Grow
	vole doc json.Marshal
	vole doc -all ./mypkg
)"},
    {Command::Env, "env", "vole env [-json] [names]", "print what Vole goes by",
     R"(Prints the settings that matter to Vole, as go env prints Go's: NAME="value", one a line; with names, only their values;
with -json as an object. They are set in the environment.
)",
     R"(	vole env
	vole env GOROOT
	vole env -json GOOS GOARCH
)"},
    {Command::Dis, "dis", "vole dis [flags] files|dir", "print a program's bytecode",
     R"(Compiles the program's own functions and lists their instructions, with source lines; with -m the calls instead that
the code generator inlined, each at the place where it stands in the text of the function it became part of.
)",
     R"(	vole dis prog.go | less
)"},
    {Command::Completion, "completion", "vole completion bash|zsh|fish", "print a completion script for a shell",
     R"(The script completes commands, flags and file names. Installed packages bring it along.
)",
     R"(	vole completion bash > ~/.local/share/bash-completion/completions/vole
	vole completion zsh > ~/.zfunc/_vole          (with fpath+=~/.zfunc before compinit)
	vole completion fish > ~/.config/fish/completions/vole.fish
)"},
    {Command::Version, "version", "vole version", "print the version",
     R"(Prints Vole's version, the version of the Go language it runs, and the system.
)",
     R"(	vole version
)"},
    {Command::Help, "help", "vole help [command]", "print help",
     R"(Prints an overview, or the page of a command. vole command -h is the same.
)",
     R"(	vole help run
)"},
};

// The commands that take a flag; its name; what its value is; what it does.
struct FlagRow {
  const char* commands;
  const char* name;
  const char* value;
  const char* text;
};

constexpr FlagRow kFlags[] = {
    {"run", "i", "", "a session after the program; without one, a session at once (not after the word run)"},
    {"run", "e", "code", "run these statements; before a file it means what it means for vet"},
    {"vet dis", "e", "", "report all errors, not only ten"},
    {"run vet dis", "l", "", "do not inline"},
    {"run vet dis", "N", "", "do not optimise"},
    {"run vet dis", "C", "", "no columns in error messages"},
    {"dis", "m", "", "list the calls that were inlined"},
    {"run vet", "m", "", "print escape and inlining decisions; =2: with the flows behind them; =json: an object a line; =heap: run, then print what each allocation site made. Without the word run, -m alone runs nothing"},
    {"run vet dis", "lang", "go1.N", "language version"},
    {"run vet dis test", "tags", "list", "build tags"},
    {"run vet dis", "gcflags", "flags", "flags of gc: those above"},
    {"run vet dis", "complete", "", "functions without a body are errors"},
    {"run vet dis", "std", "", "as for a package of the standard library: internal packages may be imported, and the library is Go's"},
    {"run vet dis", "+", "", "the same"},
    {"run vet dis", "race", "", "-m inlines nothing marked go:norace"},
    {"run vet dis", "p", "path", "-m takes the package for this one"},
    {"run vet dis", "smallframes", "", "-m goes by gc's limits for small frames"},
    {"run", "timeout", "duration", "limit: time since the command began (2s, 500ms, 1m30s)"},
    {"run test", "max-mem", "size", "limit: memory of objects and stacks (64M, 1G)"},
    {"run test", "max-goroutines", "n", "limit: goroutines alive at once"},
    {"run test", "max-output", "size", "limit: bytes written"},
    {"run test vet", "allow", "list", "limit: packages that may be imported; classes of system calls"},
    {"run test vet", "deny", "list", "limit: packages that may not; classes of system calls"},
    {"test", "run", "regexp", "tests and examples to run"},
    {"test", "skip", "regexp", "and not to run"},
    {"test", "v", "", "print every test"},
    {"test", "short", "", "testing.Short() is true"},
    {"test", "failfast", "", "stop after the first failure"},
    {"test", "count", "n", "run everything n times"},
    {"test", "timeout", "duration", "panic after this time (10m)"},
    {"test", "parallel", "n", "tests that run in parallel"},
    {"test", "shuffle", "off|on|n", "run in random order"},
    {"test", "list", "regexp", "list tests instead of running them"},
    {"test", "bench", "regexp", "run benchmarks"},
    {"test", "benchmem", "", "with allocations"},
    {"test", "benchtime", "d|nx", "how long, or how many times"},
    {"test", "cpu", "1,2,...", "run everything with each number of processors"},
    {"test", "json", "", "print events, as go test -json"},
    {"test", "cover", "", "tell the share of statements that ran"},
    {"test", "covermode", "set|count|atomic", "whether, or how often, they ran"},
    {"test", "coverpkg", "patterns", "count in these packages, not in the tested one"},
    {"test", "coverprofile", "file", "write what ran into a file for go tool cover"},
    {"test", "outputdir", "dir", "where that file goes"},
    {"test", "args", "...", "the rest is for the test program"},
    {"fmt", "l", "", "list files whose layout differs"},
    {"fmt", "d", "", "print the differences"},
    {"fmt", "w", "", "write files in place"},
    {"doc", "all", "", "everything about the package"},
    {"doc", "c", "", "small letters match small letters only"},
    {"doc", "cmd", "", "symbols of commands, too"},
    {"doc", "short", "", "one line a symbol"},
    {"doc", "src", "", "the source itself"},
    {"doc", "u", "", "what is not exported, too"},
    {"env", "json", "", "as a JSON object"},
};

bool isFor(const FlagRow& f, std::string_view command) {
  for (std::string_view list = f.commands; !list.empty();) {
    std::string_view one = list.substr(0, list.find(' '));
    if (one == command) return true;
    list.remove_prefix(std::min(one.size() + 1, list.size()));
  }
  return false;
}

const Page* page(std::string_view name) {
  for (const Page& p : kPages)
    if (name == p.name) return &p;
  return nullptr;
}

// Words of a flag's text over several lines, indented.
std::string wrapped(std::string_view text, size_t indent) {
  constexpr size_t kWidth = 100;
  std::string out;
  size_t at = indent;
  while (!text.empty()) {
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (at > indent && at + 1 + word.size() > kWidth) {
      out += "\n" + std::string(indent, ' ');
      at = indent;
    } else if (at > indent) {
      out += ' ';
      at++;
    }
    out += word;
    at += word.size();
  }
  return out;
}

}  // namespace

std::string_view commandName(Command c) {
  for (const Page& p : kPages)
    if (p.command == c) return p.name;
  return "run";  // the session
}

bool commandNamed(std::string_view name, Command* c) {
  const Page* p = page(name);
  if (p) *c = p->command;
  return p != nullptr;
}

bool takesFlag(Command c, std::string_view name) {
  for (const FlagRow& f : kFlags)
    if (name == f.name && isFor(f, commandName(c))) return true;
  return false;
}

std::string overview() {
  std::string out = "Vole runs Go source at once.\n\n";
  for (auto [line, text] : {std::pair{"vole file.go [arguments]", "run a program"}, {"vole -e 'code' [arguments]", "run statements; packages are imported by use"},
                            {"vole < file", "run a program, or statements without a package clause"},
                            {"vole", "at a terminal: a session (:help); vole -i file.go: after a program"},
                            {"vole -m file.go", "print escape decisions"}})
    out += fmt::format("\t{:28} {}\n", line, text);
  out += "\nThe commands:\n\n";
  for (const Page& p : kPages) out += fmt::format("\tvole {:23} {}\n", p.name, p.summary);
  out += R"(
"vole help command" tells about one of them. Flags of gc are accepted wherever a program is checked (-e -l -N -C -m -lang -tags);
limits for programs you do not trust are described in "vole help run" (-timeout -max-mem -max-goroutines -max-output -allow -deny).

Exit status: the program's own; 1 for errors in the program, 2 for a command line nobody understands and for an uncaught panic,
3 when a limit was met, 4 for an error of Vole itself.
)";
  return out;
}

std::string helpPage(std::string_view topic) {
  const Page* p = page(topic);
  if (!p) return {};
  std::string out = fmt::format("usage: {}\n\n{}", p->usage, p->text);
  bool first = true;
  for (const FlagRow& f : kFlags) {
    if (!isFor(f, p->name)) continue;
    if (first) out += "\nFlags:\n";
    first = false;
    std::string name = fmt::format("  -{}{}{}", f.name, *f.value ? " " : "", f.value);
    out += fmt::format("{:24}{}{}\n", name, name.size() > 23 ? "\n" + std::string(24, ' ') : "", wrapped(f.text, 24));
  }
  return out + fmt::format("\nExamples:\n{}", p->examples);
}

int cmdHelp(const Flags& flags) {
  if (flags.args.empty()) {
    std::fputs(overview().c_str(), stdout);
    return kExitOk;
  }
  std::string text = helpPage(flags.args[0]);
  if (text.empty() || flags.args.size() > 1) {
    std::fprintf(stderr, "vole help %s: unknown help topic. Run 'vole help'.\n", flags.args[0].c_str());
    return kExitUsage;
  }
  std::fputs(text.c_str(), stdout);
  return kExitOk;
}

// ---- completion

namespace {

std::string flagWords(std::string_view command) {
  std::string out;
  for (const FlagRow& f : kFlags)
    if (isFor(f, command)) out += fmt::format("{}-{}", out.empty() ? "" : " ", f.name);
  return out;
}

std::string commandWords() {
  std::string out;
  for (const Page& p : kPages) out += fmt::format("{}{}", out.empty() ? "" : " ", p.name);
  return out;
}

std::string bash() {
  std::string cases;
  for (const Page& p : kPages)
    if (p.command != Command::Run && !flagWords(p.name).empty()) cases += fmt::format("    {}) flags='{}' ;;\n", p.name, flagWords(p.name));
  return fmt::format(R"(# bash completion for vole
_vole() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} commands='{0}' flags='{1}' words=''
  local command=${{COMP_WORDS[1]}}
  COMPREPLY=()
  case $command in
{2}    help) words=$commands ;;
    completion) words='bash zsh fish' ;;
  esac
  if ((COMP_CWORD == 1)); then
    words=$commands
    flags='{1}'
  fi
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
    return
  fi
  [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [[ $command == help || $command == completion ]] && ((COMP_CWORD > 1)) && return
  local f
  while IFS= read -r f; do COMPREPLY+=("$f"); done < <(compgen -f -X '!*.go' -- "$cur"; compgen -d -S / -- "$cur")
  compopt -o nospace -o filenames 2>/dev/null
  [[ ${{#COMPREPLY[@]}} == 1 && ${{COMPREPLY[0]}} != */ ]] && compopt +o nospace 2>/dev/null
}}
complete -F _vole vole
)",
                     commandWords(), flagWords("run"), cases);
}

// In single quotes of zsh; where colons and brackets have a meaning.
std::string quoted(std::string_view s) {
  std::string out;
  for (char c : s) out += c == '\'' ? std::string("'\\''") : c == '[' || c == ']' || c == ':' ? std::string("\\") + c : std::string(1, c);
  return out;
}

std::string zsh() {
  std::string commands, cases;
  for (const Page& p : kPages) commands += fmt::format("    '{}:{}'\n", p.name, quoted(p.summary));
  for (const Page& p : kPages) {
    std::string flags;
    for (const FlagRow& f : kFlags)
      if (isFor(f, p.name)) flags += fmt::format("        '-{}[{}]{}' \\\n", f.name, quoted(f.text), *f.value ? fmt::format(":{}:", quoted(f.value)) : "");
    const char* rest = p.command == Command::Help         ? "2:command:->commands"
                       : p.command == Command::Completion ? "2:shell:(bash zsh fish)"
                                                          : "*:file:_files -g \"*.go(-.)\" -/";
    cases += fmt::format("    {}{})\n      _arguments \\\n{}        '1: :' '{}' ;;\n", p.name, p.command == Command::Run ? "|*" : "", flags, rest);
  }
  // The case that catches all must come last.
  size_t runEnd = cases.find(" ;;\n") + 4;
  cases = cases.substr(runEnd) + cases.substr(0, runEnd);
  return fmt::format(R"(#compdef vole
_vole() {{
  local -a commands
  local state
  commands=(
{}  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    _files -g '*.go(-.)' -/
    return
  fi
  case $words[2] in
{}  esac
  [[ $state == commands ]] && _describe command commands
}}
_vole "$@"
)",
                     commands, cases);
}

std::string fishQuoted(std::string_view s) {
  std::string out;
  for (char c : s) out += c == '\'' ? std::string("\\'") : std::string(1, c);
  return out;
}

std::string fish() {
  std::string out = "# fish completion for vole\ncomplete -c vole -f -a '(__fish_complete_suffix .go)'\n";
  for (const Page& p : kPages)
    out += fmt::format("complete -c vole -n '__fish_use_subcommand' -f -a {} -d '{}'\n", p.name, fishQuoted(p.summary));
  for (const FlagRow& f : kFlags) {
    std::string where = fmt::format("__fish_seen_subcommand_from {}", f.commands);
    if (isFor(f, "run")) where += "; or not __fish_seen_subcommand_from " + commandWords();
    out += fmt::format("complete -c vole -n '{}' -o {}{} -d '{}'\n", where, f.name, *f.value ? " -x" : "", fishQuoted(f.text));
  }
  out += fmt::format("complete -c vole -n '__fish_seen_subcommand_from help' -f -a '{}'\n", commandWords());
  return out + "complete -c vole -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n";
}

}  // namespace

std::string completion(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  if (shell != "list") return {};
  std::string out;
  for (const Page& p : kPages) {
    out += fmt::format("{}\n", p.name);
    for (const FlagRow& f : kFlags)
      if (isFor(f, p.name)) out += fmt::format("{} -{}{}{}\n", p.name, f.name, *f.value ? " " : "", f.value);
  }
  return out;
}

int cmdCompletion(const Flags& flags) {
  std::string text = flags.rest.size() == 1 ? completion(flags.rest[0]) : "";
  if (text.empty()) {
    std::fputs("vole: completion needs the name of a shell: bash, zsh or fish\nRun 'vole help completion' for usage.\n", stderr);
    return kExitUsage;
  }
  std::fputs(text.c_str(), stdout);
  return kExitOk;
}

}  // namespace vole::tools
