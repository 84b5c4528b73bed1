// This file runs the analysis over a package for its messages.
#include "escape/report.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "escape/flow/graph.h"

namespace vole::escape {

namespace {

void quote(std::string& out, std::string_view s) {
  out += '"';
  for (char c : s) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

// Collects the lines of -m=2 and writes an object for each verdict, with the flow that explains it.
class Json {
 public:
  explicit Json(const std::function<void(std::string)>& line) : line_(line) {}

  void add(std::string text) {
    size_t colon = text.find(": ");
    if (colon == std::string::npos) return;
    std::string pos = text.substr(0, colon), msg = text.substr(colon + 2);
    if (text[colon + 2] == ' ' && current_) {
      current_->push_back(msg.substr(msg.find_first_not_of(' ')));
      return;
    }
    if (msg.ends_with(" escapes to heap:")) {
      current_ = &flows_[pos + " " + msg.substr(0, msg.size() - 17)];
      return;
    }
    if (size_t k = msg.find(" leaks to "); msg.starts_with("parameter ") && k != std::string::npos) {
      current_ = &flows_[pos + " " + msg.substr(10, k - 10)];
      current_->push_back(msg.substr(k + 1));
      return;
    }
    current_ = nullptr;
    verdict(pos, msg);
  }

 private:
  const std::function<void(std::string)>& line_;
  std::map<std::string, std::vector<std::string>> flows_;
  std::vector<std::string>* current_ = nullptr;

  void verdict(const std::string& pos, const std::string& msg) {
    static constexpr struct {
      std::string_view prefix, suffix, verdict;
    } kForms[] = {
        {"moved to heap: ", "", "heap"},
        {"", " escapes to heap", "heap"},
        {"", " does not escape", "stack"},
        {"leaking param content: ", "", "content leaks"},
        {"leaking param: ", "", "leaks"},
        {"can inline ", "", "can inline"},
        {"cannot inline ", "", "cannot inline"},
        {"inlining call to ", "", "inlined"},
        {"devirtualizing ", "", "devirtualized"},
    };
    std::string_view what = msg, verdict = "note";
    std::string result;
    for (auto& f : kForms) {
      if (!msg.starts_with(f.prefix) || !msg.ends_with(f.suffix)) continue;
      what = std::string_view(msg).substr(f.prefix.size(), msg.size() - f.prefix.size() - f.suffix.size());
      verdict = f.verdict;
      break;
    }
    if (verdict == "leaks")
      if (size_t k = what.find(" to result "); k != std::string_view::npos) {
        result = what.substr(k + 11);
        what = what.substr(0, k);
        verdict = "leaks to result";
      }
    std::string out = "{\"pos\":";
    quote(out, pos);
    out += ",\"what\":";
    quote(out, what);
    out += ",\"verdict\":";
    quote(out, verdict);
    if (!result.empty()) {
      out += ",\"result\":";
      quote(out, result);
    }
    out += ",\"message\":";
    quote(out, msg);
    if (auto it = flows_.find(pos + " " + std::string(what)); it != flows_.end() && verdict != "stack") {
      for (const std::string& l : it->second)
        if (l.starts_with("from ")) {
          size_t a = l.rfind(" ("), b = l.rfind(") at ");
          if (a != std::string::npos && b != std::string::npos && a < b) {
            out += ",\"reason\":";
            quote(out, std::string_view(l).substr(a + 2, b - a - 2));
          }
          break;
        }
      out += ",\"flow\":[";
      bool first = true;
      for (const std::string& l : it->second) {
        if (!first) out += ',';
        first = false;
        quote(out, l);
      }
      out += ']';
    }
    out += '}';
    line_(std::move(out));
  }
};

}  // namespace

void report(const load::Package& p, const SourceSet& sources, const ReportOptions& o,
            const std::function<void(std::string)>& line, ReportTimes* times) {
  int64_t start = processorTime();
  World w(p.types);
  w.perIteration = p.version.allows(22);
  w.smallFrames = o.smallFrames;
  w.race = o.race;
  w.isRuntime = o.packagePath == "runtime";
  Json json(line);
  Sink sink;
  sink.level = o.json ? 2 : o.level;
  sink.sources = &sources;
  sink.line = line;
  if (o.json) sink.line = [&](std::string text) { json.add(std::move(text)); };
  w.lowerPackage(types::packageDecls(p.types), p.initOrder);
  Analysis a(w, &sink, o.inlining);
  if (times) a.timeLibrary(&times->library);
  a.run();
  if (times) times->all = processorTime() - start;
  reportBounds(w, sink);
  if (!o.json) a.runWrappers(types::packageDecls(p.types).types);
}

std::vector<Decision> decisions(const load::Package& p, const ReportOptions& o) {
  std::vector<Decision> out;
  World w(p.types);
  w.perIteration = p.version.allows(22);
  w.smallFrames = o.smallFrames;
  w.recorder = [&](const Location& l) {
    const Node* n = l.n;
    if (!n || !l.curfn || !l.curfn->report) return;
    Decision d{Decision::Expression, n->pos, n->pos, {}, l.escapes};
    if (n->op == Op::Name) {
      auto* m = static_cast<const Name*>(n);
      if (!l.escapes || m->closureVar) return;
      d.kind = Decision::Variable;
    } else if (auto site = reinterpret_cast<uintptr_t>(n->site)) {
      if (site & 1) d.kind = Decision::Box;
      d.at = reinterpret_cast<const syntax::Node*>(site & ~uintptr_t{1})->pos;
    } else if (n->from) {
      d.at = n->from->pos;
    }
    if (n->op != Op::Closure || !n->fn->wrapper) d.text = nodeString(n, w.local());
    out.push_back(std::move(d));
  };
  w.lowerPackage(types::packageDecls(p.types), p.initOrder);
  Analysis(w, nullptr, false).run();
  return out;
}

}  // namespace vole::escape
