// This file declares the reading of regular expressions as Go reads them, and their writing as RE2 takes them.
//
// RE2 does the matching; the syntax is Go's to the letter, error texts included. So an expression is parsed here by
// Go's rules and written anew in a form without flags, names and shorthands, in which the two agree.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vole::stdlib {

// Codes of errors, in the order of errorCodes in regexp.go.
enum RegexpError : int {
  kRegexpOk, kRegexpInternal, kRegexpCharRange, kRegexpEscape, kRegexpNamedCapture, kRegexpPerlOp, kRegexpRepeatOp,
  kRegexpRepeatSize, kRegexpUtf8, kRegexpMissingBracket, kRegexpMissingParen, kRegexpMissingArgument,
  kRegexpTrailingBackslash, kRegexpUnexpectedParen, kRegexpNestingDepth,
};

struct TranslatedRegexp {
  RegexpError error = kRegexpOk;
  std::string errorArg;            // the part of the expression at fault
  std::string pattern;             // for RE2
  std::vector<std::string> names;  // of the groups, from 1
  std::string prefix;              // what every match begins with
  bool complete = false;           // and it is all of the match
  bool betweenRunes = false;       // RE2 may find empty matches inside a rune
};

// posix: the syntax of CompilePOSIX, else that of Compile. isClass tells whether \p{name} is known.
TranslatedRegexp translateRegexp(std::string_view expr, bool posix, bool (*isClass)(const std::string& name));

}  // namespace vole::stdlib
