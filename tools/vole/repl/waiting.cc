// This file keeps functions and types that mention what is yet to be declared. In a program the order of declarations is
// free; here such a declaration waits, and is put into the session together with the one that it lacks.
#include <algorithm>

#include <fmt/format.h>

#include "tools/vole/repl/session.h"

namespace vole::tools {

namespace {

constexpr size_t kMostWaiting = 100;

// The names that `errors` say are undefined, and the methods ("T.M"); empty if something else is wrong too.
std::set<std::string> missingNames(std::string_view errors) {
  constexpr std::string_view kUndefined = ": undefined: ";
  std::set<std::string> names;
  while (!errors.empty()) {
    size_t end = errors.find('\n');
    std::string_view line = errors.substr(0, end);
    errors.remove_prefix(end == std::string_view::npos ? errors.size() : end + 1);
    auto word = [](std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), isWordByte); };
    std::string_view name, method;
    if (size_t at = line.find(kUndefined); at != std::string_view::npos) {
      name = line.substr(at + kUndefined.size());
    } else if (at = line.find(" undefined (type "); at != std::string_view::npos && line.ends_with(')')) {
      constexpr std::string_view kHasNo = " has no field or method ";
      name = line.substr(at + 17, line.size() - at - 18);
      size_t has = name.find(kHasNo);
      if (has == std::string_view::npos) return {};
      method = name.substr(has + kHasNo.size());
      name = name.substr(0, has);
      if (name.starts_with('*')) name.remove_prefix(1);
      if (size_t args = name.find('['); args != std::string_view::npos) name = name.substr(0, args);
      if (!word(method)) return {};
    }
    if (!word(name)) return {};  // of another package, or no such error
    names.insert(method.empty() ? std::string(name) : fmt::format("{}.{}", name, method));
  }
  return names;
}

// What a text declares if it is one function, method ("T.M") or type; else empty.
std::string declaredName(std::string_view text) {
  TextScan s{text};
  auto next = [&] {
    while (s.at < text.size())
      if (std::string_view p = s.next(); !isSpacePiece(p) && !isCommentPiece(p)) return p;
    return std::string_view();
  };
  std::string_view what = next(), name = next();
  if (what != "func" && what != "type") return "";
  std::string receiver;
  if (what == "func" && name == "(") {
    bool arguments = false;  // of a generic type
    for (std::string_view p = next(); p != ")"; p = next()) {
      if (p.empty()) return "";
      arguments |= p == "[";
      if (!arguments && isWordByte(p[0])) receiver = std::string(p) + ".";
    }
    name = next();
  }
  return !name.empty() && isWordByte(name[0]) ? receiver + std::string(name) : "";
}

std::string list(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "" : ", ") + n;
  return out;
}

}  // namespace

// The waiting declarations that some of `names` need, those they need in turn, and so on.
std::vector<size_t> Engine::State::helpers(std::set<std::string> names) {
  std::vector<size_t> found;
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < waiting.size(); i++) {
      if (!names.contains(waiting[i].name) || std::find(found.begin(), found.end(), i) != found.end()) continue;
      found.push_back(i);
      names.insert(waiting[i].missing.begin(), waiting[i].missing.end());
      more = true;
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Takes `text` in with the waiting declarations it needs. Null: not possible yet.
PastInput* Engine::State::acceptTogether(std::string_view text, const std::set<std::string>& missing) {
  std::vector<size_t> with = helpers(missing);
  if (with.empty()) return nullptr;
  std::string all;
  for (size_t i : with) all += waiting[i].text + "\n";
  std::string ignored;
  int before = count;
  PastInput* in = accept(all + std::string(text), false, &ignored);
  if (!in) {
    count = before;
    return nullptr;
  }
  for (size_t k = with.size(); k-- > 0;) waiting.erase(waiting.begin() + static_cast<long>(with[k]));
  return in;
}

PastInput* Engine::State::acceptOrKeep(std::string_view text, bool* kept) {
  *kept = false;
  std::string errors;
  PastInput* in = accept(text, false, &errors);
  std::string name = declaredName(text);
  // A new text takes the place of one that waits.
  if (!name.empty()) std::erase_if(waiting, [&](const Waiting& w) { return w.name == name; });
  if (in) return in;
  std::set<std::string> missing = missingNames(errors);
  std::set<std::string> others = missing;
  others.erase(name);
  if (!missing.empty()) {
    if ((in = acceptTogether(text, missing))) return in;
  }
  if (!name.empty() && !others.empty() && waiting.size() < kMostWaiting) {
    waiting.push_back({std::string(text), name, missing, errors});
    *kept = true;
    if (!interactive) return nullptr;
    report(errors);
    tell(fmt::format("{} waits for {}\n", name, list(missing)));
    return nullptr;
  }
  report(errors);
  for (const Waiting& w : waiting)
    if (missing.contains(w.name)) report(fmt::format("{} waits for {}\n", w.name, list(w.missing)));
  return nullptr;
}

// After an input: what waited for what it declared comes in.
void Engine::State::wakeWaiting() {
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < waiting.size(); i++) {
      Waiting w = waiting[i];
      waiting.erase(waiting.begin() + static_cast<long>(i));
      std::string errors;
      int before = count;
      PastInput* in = accept(w.text, false, &errors);
      if (!in) count = before;
      if (!in) in = acceptTogether(w.text, w.missing);
      if (in) {
        notes(*in);
        if (rt::FuncInfo* entry = entryOf(*in)) run(entry);
        more = true;
        break;
      }
      // It may lack less now, or other things; other faults show now.
      std::set<std::string> missing = missingNames(errors);
      if (missing.empty()) {
        report(errors);
        more = true;
        break;
      }
      more = missing != w.missing;
      w.missing = missing;
      w.errors = errors;
      waiting.insert(waiting.begin() + static_cast<long>(i), w);
    }
  }
}

bool Engine::State::finish() {
  for (const Waiting& w : waiting) report(w.errors);
  return waiting.empty();
}

}  // namespace vole::tools
