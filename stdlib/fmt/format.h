// This file declares the formatting of single values for fmt's verbs.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace vole::stdlib {

// As the constants of native.go.
enum FmtFlag : uint64_t {
  kFmtSharp = 1, kFmtZero = 2, kFmtPlus = 4, kFmtMinus = 8, kFmtSpace = 16, kFmtWid = 32, kFmtPrec = 64,
  kFmtPlusV = 128, kFmtSharpV = 256, kFmtSigned = 512, kFmtUpper = 1024, kFmtO = 2048,
};

struct FmtSpec {
  uint64_t flags;
  int64_t wid, prec;
  bool has(uint64_t f) const { return flags & f; }
};

// Each appends to out.
void fmtPadding(std::string& out, int64_t n, bool zero);
void fmtPad(std::string& out, std::string_view s, FmtSpec f);
void fmtTruncated(std::string& out, std::string_view s, FmtSpec f);
void fmtInteger(std::string& out, uint64_t u, int base, FmtSpec f);
void fmtUnicode(std::string& out, uint64_t u, FmtSpec f);
void fmtFloat(std::string& out, double v, int bits, char verb, int64_t defaultPrec, FmtSpec f);
void fmtHex(std::string& out, std::string_view s, FmtSpec f);
void fmtQuoted(std::string& out, std::string_view s, FmtSpec f);

}  // namespace vole::stdlib
