// What the command says about itself: pages of help, the table of flags behind them, completions for shells.
#pragma once

#include <string>
#include <string_view>

#include "tools/vole/flags.h"

namespace vole::tools {

/// The version of Vole; of the language it is kNewestGoMinor's.
inline constexpr std::string_view kVersion = VOLE_VERSION;

/// "run", "vet" ...: the word on the command line.
std::string_view commandName(Command c);
/// The command of that name. False: there is none.
bool commandNamed(std::string_view name, Command* c);
/// Does the command take this flag, by its name without dashes?
bool takesFlag(Command c, std::string_view name);

/// "vole help": all commands in a page. "vole help topic": one of them; empty if there is no such topic.
std::string overview();
std::string helpPage(std::string_view topic);

/// The completion script for bash, zsh or fish; "list": the table, for tests. Empty for others.
std::string completion(std::string_view shell);

int cmdHelp(const Flags& flags);
int cmdCompletion(const Flags& flags);
int cmdEnv(const Flags& flags);
/// vole fmt and vole doc: Go programs of our own, which use packages of Go's sources.
int cmdGoTool(const Flags& flags);

}  // namespace vole::tools
