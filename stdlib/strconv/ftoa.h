// This file declares the conversion of floating-point numbers to text in Go's formats.
#pragma once
#include <string>

namespace vole::stdlib {

// Appends f in format fmt (b e E f g G x X) with the given precision (-1: shortest that reads back) to out; bits is 32 or 64.
void formatFloat(std::string& out, double f, char fmt, int64_t prec, int bits);

}  // namespace vole::stdlib
