// This file gates language features by -lang.
#include "frontend/types/checker_impl.h"

namespace vole::types {

bool parseGoVersion(std::string_view s, GoVersion* v) {
  if (s.starts_with("go")) s.remove_prefix(2);
  if (!s.starts_with("1.")) return false;
  s.remove_prefix(2);
  int n = 0;
  size_t i = 0;
  for (; i < s.size() && s[i] >= '0' && s[i] <= '9' && i < 4; i++) n = n * 10 + (s[i] - '0');
  if (i == 0 || (i < s.size() && s[i] != '.' && s[i] != 'r' && s[i] != 'b')) return false;
  v->minor = n;
  return true;
}

bool Checker::allowVersion(Package* p, int minor) const { return p != pkg || version.allows(minor); }

void Checker::langCompat(syntax::BasicLit* lit) {
  auto s = lit->value;
  if (s.size() <= 2 || allowVersion(pkg, 13)) return;
  if (s.find('_') != std::string_view::npos) {
    versionErrorf(lit, "go1.13", "underscores in numeric literals");
    return;
  }
  if (s[0] != '0') return;
  char radix = static_cast<char>(s[1] | 0x20);
  if (radix == 'b') {
    versionErrorf(lit, "go1.13", "binary literals");
  } else if (radix == 'o') {
    versionErrorf(lit, "go1.13", "0o/0O-style octal literals");
  } else if (radix == 'x' && lit->litKind != syntax::LitKind::Int) {
    versionErrorf(lit, "go1.13", "hexadecimal floating-point literals");
  }
}

}  // namespace vole::types
