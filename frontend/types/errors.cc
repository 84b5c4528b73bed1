// This file reports errors, with the rules that suppress follow-up errors.
#include "frontend/base/source.h"
#include "frontend/types/checker_impl.h"

namespace vole::types {

std::string Checker::str(Pos p) const { return diag.sources().formatFull(p); }
std::string Checker::str(const ConstVal* v) const { return constant::toString(v); }

std::string Checker::str(List<Type*> l) const {
  std::string s = "[";
  for (uint32_t i = 0; i < l.size(); i++) {
    if (i) s += ", ";
    s += str(l[i]);
  }
  return s + "]";
}
std::string Checker::str(const std::vector<Type*>& l) const {
  return str(List<Type*>{const_cast<Type**>(l.data()), static_cast<uint32_t>(l.size())});
}
std::string Checker::str(List<TypeParam*> l) const {
  std::string s = "[";
  for (uint32_t i = 0; i < l.size(); i++) {
    if (i) s += ", ";
    s += l[i]->obj->name->str();
  }
  return s + "]";
}

void Checker::err(At at, std::string msg, bool soft) {
  // Messages that mention an invalid operand or type only repeat an earlier error.
  auto inside = [&](std::string_view s) {
    auto i = msg.find(s);
    return i != std::string::npos && i > 0;
  };
  if (errors > 0 && (inside("invalid operand") || inside("invalid type"))) return;
  Pos pos = at.pos;
  // In an inherited constant initialiser the constant is at fault, not the expression.
  if (env.errpos.isKnown()) pos = env.errpos;
  errors++;
  if (soft) {
    diag.softError(pos, std::move(msg));
  } else {
    diag.error(pos, std::move(msg));
  }
}

void Checker::versionErr(At at, std::string_view goVersion, std::string msg) {
  err(at, fmt::format("{} requires {} or later (-lang was set to go1.{}; check go.mod)", msg, goVersion, version.minor),
      true);
}

void Checker::report(const MultiError& e) {
  std::string msg;
  for (size_t i = 0; i < e.parts.size(); i++) {
    if (i) {
      msg += "\n\t";
      if (e.parts[i].pos.isKnown()) {
        msg += str(e.parts[i].pos);
        msg += ": ";
      }
    }
    msg += e.parts[i].msg;
  }
  err(e.parts[0].pos, std::move(msg), e.soft);
}

}  // namespace vole::types
