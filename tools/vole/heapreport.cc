// This file counts allocations by the instruction that makes them, exactly, and prints them by the place in the source.
//
// An allocation inside the library belongs to the call in the program that led there. What the collector, the scheduler and
// the start of the program allocate, belongs to no place. Bytes are those of the size class, as MemStats has them.
#include "tools/vole/heapreport.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <tuple>
#include <unordered_map>

#include "escape/report.h"
#include "frontend/syntax/print.h"
#include "frontend/syntax/walk.h"
#include "runtime/runtime.h"
#include "runtime/sched/stack.h"
#include "tools/vole/terminal.h"
#include "vm/compile/program.h"
#include "vm/compile/tree.h"

namespace vole::tools {

namespace {

using escape::Decision;

struct Count {
  uint64_t n = 0, bytes = 0;
  void add(const Count& c) {
    n += c.n;
    bytes += c.bytes;
  }
};

// A place in the source. The analysis reads the program a second time, so offsets are what both have in common.
using Place = std::tuple<std::string_view, uint32_t, int>;  // file, offset, Decision::Kind

struct Row {
  std::string_view file;
  uint32_t line = 0, col = 0;
  std::string text, verdict;
  Count count;
};

class HeapReport {
 public:
  HeapReport(const Session& s, const load::Package& p) : sources_(s.sources), package_(p) {}

  void decide(const Flags& flags);
  void count(rt::M& m, uint64_t size);
  void print();

 private:
  struct Said {
    Decision d;
    Place shown;
    bool used = false;
  };
  const SourceSet& sources_;
  const load::Package& package_;
  std::vector<Said> said_;
  std::map<Place, size_t> byPlace_, byShown_;  // in said_
  std::mutex mu_;
  // By instruction; odd: on its behalf, in the library.
  std::unordered_map<uintptr_t, Count> counts_;
  std::unordered_map<uintptr_t, const rt::FuncInfo*> functions_;
  Count elsewhere_;
  std::atomic<bool> printed_{false};
  std::unordered_map<uint32_t, const syntax::Node*> nodes_;  // expressions and statements of the program by position

  Place place(const SourceSet& sources, Pos p, int kind) const;
  void collectNodes();
  Said* saidOf(const vm::AllocSite& site);
  void describe(const vm::AllocSite& site, bool inLibrary, Row& r);
  Row rowAt(Pos p) const;
  std::string nameAt(Pos p) const;
};

Place HeapReport::place(const SourceSet& sources, Pos p, int kind) const {
  const SourceFile* f = sources.fileOf(p);
  return f ? Place{f->name(), f->offset(p), kind} : Place{};
}

void HeapReport::decide(const Flags& flags) {
  escape::ReportOptions o;
  o.smallFrames = flags.smallFrames;
  // As -m: against gc's library where there is one.
  for (bool gcView : {true, false}) {
    auto* s = new Session(flags, gcView);  // the names of its files are used to the end
    load::Package* p = s->load(flags);
    if (!p || !s->loader.check(p)) continue;
    for (Decision& d : escape::decisions(*p, o)) {
      Place at = place(s->sources, d.at, d.kind);
      Place shown = place(s->sources, d.shown, d.kind);
      auto [it, fresh] = byPlace_.emplace(at, said_.size());
      if (!fresh) {  // another instance of a generic function
        said_[it->second].d.escapes |= d.escapes;
        continue;
      }
      byShown_.emplace(shown, said_.size());
      said_.push_back({std::move(d), shown});
    }
    return;
  }
}

void HeapReport::count(rt::M& m, uint64_t size) {
  Count one{1, rt::roundupsize(size)};
  bool direct = true;
  const rt::FuncInfo* fn = nullptr;
  uintptr_t pc = 0;
  if (m.curg) {
    rt::StackWalker walk(*m.rt, *m.curg);
    for (rt::Frame f; walk.next(f);) {
      if (!f.fn || f.fn->flags & (rt::kFuncWrapper | rt::kFuncPseudo)) continue;
      if (vm::Program::ownCode(f.fn)) {
        fn = f.fn;
        pc = reinterpret_cast<uintptr_t>(f.linepc) & ~uintptr_t{7};
        break;
      }
      direct = false;
    }
  }
  std::lock_guard<std::mutex> hold(mu_);
  if (!fn) {
    elsewhere_.add(one);
    return;
  }
  counts_[pc | !direct].add(one);
  functions_.emplace(pc, fn);
}

void HeapReport::collectNodes() {
  auto keep = [&](syntax::Node* n) {
    switch (n->kind) {
      case syntax::NodeKind::ParenExpr: case syntax::NodeKind::BlockStmt: case syntax::NodeKind::ExprStmt: break;
      default: nodes_.emplace(n->pos.v, n);  // the outermost counts
    }
    if (auto* r = syntax::as<syntax::RangeClause>(n); r && r->x->type && types::asUnder<types::Map>(r->x->type))
      nodes_.emplace(r->x->pos.v, n);
    return true;
  };
  for (syntax::File* f : package_.files) syntax::inspect(f, keep);
}

HeapReport::Said* HeapReport::saidOf(const vm::AllocSite& site) {
  auto find = [&](const std::map<Place, size_t>& in, int kind) -> Said* {
    auto it = in.find(place(sources_, site.pos, kind));
    return it == in.end() ? nullptr : &said_[it->second];
  };
  switch (site.kind) {
    case vm::AllocSite::kVariable: return find(byPlace_, Decision::Variable);
    case vm::AllocSite::kBox: return find(byPlace_, Decision::Box);
    default: break;
  }
  if (Said* s = find(byPlace_, Decision::Expression)) return s;
  return find(byShown_, Decision::Expression);
}

Row HeapReport::rowAt(Pos p) const {
  Row r;
  Position at = sources_.position(p);
  r.file = at.file;
  r.line = at.line;
  r.col = at.col;
  return r;
}

// The library's own: an ordinary call, not of a built-in function and no conversion.
bool isCall(const syntax::Node* n) {
  auto* c = syntax::as<syntax::CallExpr>(n);
  if (!c) return false;
  const syntax::Expr* fun = syntax::unparen(c->fun);
  return !vm::tree::isTypeExpr(fun) && vm::tree::builtinId(fun) < 0;
}

std::string clip(std::string s) {
  for (char& c : s)
    if (c == '\n' || c == '\t') c = ' ';
  if (s.size() > 60) s = s.substr(0, 57) + "...";
  return s;
}

std::string HeapReport::nameAt(Pos p) const {
  const SourceFile* f = sources_.fileOf(p);
  if (!f) return {};
  std::string_view text = f->text().substr(f->offset(p));
  size_t n = 0;
  while (n < text.size() && (isalnum(static_cast<unsigned char>(text[n])) || text[n] == '_' || text[n] < 0)) n++;
  return std::string(text.substr(0, n));
}

void HeapReport::describe(const vm::AllocSite& site, bool inLibrary, Row& r) {
  auto it = nodes_.find(site.pos.v);
  const syntax::Node* n = it == nodes_.end() ? nullptr : it->second;
  std::string text = n ? clip(syntax::toString(n)) : std::string();
  if (!inLibrary && !(site.kind == vm::AllocSite::kNone && isCall(n))) {
    if (Said* s = saidOf(site)) {
      s->used = true;
      Row shown = rowAt(Pos(site.pos.v + std::get<1>(s->shown) - sources_.fileOf(site.pos)->offset(site.pos)));
      r.line = shown.line;
      r.col = shown.col;
      if (s->d.kind == Decision::Variable) {
        r.text = "moved to heap: " + s->d.text;
        return;
      }
      r.text = s->d.text.empty() ? text : s->d.text;
      r.verdict = s->d.escapes ? "escapes to heap" : "does not escape, yet was made on the heap";
      return;
    }
    if (site.kind == vm::AllocSite::kVariable) {
      r.text = "kept on the heap: " + nameAt(site.pos);
      return;
    }
    if (site.kind == vm::AllocSite::kBox) {
      r.text = text;
      r.verdict = "boxed in an interface";
      return;
    }
    if (auto* c = syntax::as<syntax::CallExpr>(n)) {
      auto* fun = syntax::as<syntax::Name>(syntax::unparen(c->fun));
      r.text = text;
      r.verdict = fun && fun->sym->str() == "append" ? "grows the slice" : "allocates";
      return;
    }
    r.text = text.empty() ? "start of the program" : text;
    auto* index = syntax::as<syntax::IndexExpr>(n);
    if (index && index->x->type && types::asUnder<types::Map>(index->x->type)) r.verdict = "grows the map";
    else if (syntax::as<syntax::ForStmt>(n) || syntax::as<syntax::RangeClause>(n)) r.verdict = "iterates";
    else if (!text.empty()) r.verdict = "allocates";
    return;
  }
  r.text = text.empty() ? "start of the program" : text;
  if (!text.empty()) r.verdict = "allocates in the library";
}

void HeapReport::print() {
  if (printed_.exchange(true)) return;
  std::lock_guard<std::mutex> hold(mu_);
  collectNodes();
  Count total = elsewhere_;
  std::map<std::tuple<uint32_t, int, bool>, Count> sums;
  std::map<std::tuple<uint32_t, int, bool>, vm::AllocSite> sites;
  for (auto& [pc, c] : counts_) {
    bool inLibrary = pc & 1;
    uintptr_t at = pc & ~uintptr_t{1};
    vm::AllocSite s = vm::Program::placeAt(functions_[at], reinterpret_cast<const void*>(at));
    if (inLibrary) s.kind = vm::AllocSite::kNone;
    std::tuple<uint32_t, int, bool> key{s.pos.v, s.kind, inLibrary};
    sums[key].add(c);
    sites[key] = s;
    total.add(c);
  }
  std::vector<Row> rows;
  for (auto& [key, c] : sums) {
    Row r = rowAt(sites[key].pos);
    r.count = c;
    describe(sites[key], std::get<2>(key), r);
    rows.push_back(std::move(r));
  }
  if (elsewhere_.n) {
    Row r;
    r.count = elsewhere_;
    r.text = "the run time";
    rows.push_back(std::move(r));
  }
  size_t idle = 0, frames = 0;
  std::vector<Row> inFrames;
  for (Said& s : said_) {
    if (s.used || (s.d.text.empty() && !s.d.escapes)) continue;
    const SourceFile* f = nullptr;
    for (auto& g : sources_.files())
      if (g->name() == std::get<0>(s.shown)) f = g.get();
    if (!f) continue;
    if (s.d.escapes) {
      idle++;
      continue;
    }
    frames++;
    Row r = rowAt(f->pos(std::get<1>(s.shown)));
    r.text = s.d.text;
    r.verdict = "does not escape";
    inFrames.push_back(std::move(r));
  }
  auto order = [](const Row& a, const Row& b) {
    if (a.count.bytes != b.count.bytes) return a.count.bytes > b.count.bytes;
    if (a.count.n != b.count.n) return a.count.n > b.count.n;
    return std::tie(a.file, a.line, a.col, a.text) < std::tie(b.file, b.line, b.col, b.text);
  };
  std::sort(rows.begin(), rows.end(), order);
  std::sort(inFrames.begin(), inFrames.end(), order);

  Style style;
  std::string out = fmt::format("# heap: {} allocations, {} bytes\n", total.n, total.bytes);
  auto where = [](const Row& r) {
    if (r.line == 0) return std::string();
    return r.col ? fmt::format("{}:{}:{}: ", r.file, r.line, r.col) : fmt::format("{}:{}: ", r.file, r.line);
  };
  auto source = [&](const Row& r) {
    if (!style.people() || r.line == 0) return;
    for (auto& f : sources_.files())
      if (f->name() == r.file) {
        out += excerpt(*f, r.line, r.col, style);
        return;
      }
  };
  if (!rows.empty()) out += fmt::format("{:>12} {:>10}  site\n", "bytes", "count");
  for (const Row& r : rows) {
    out += fmt::format("{:>12} {:>10}  ", r.count.bytes, r.count.n) + style.bold(where(r)) + r.text;
    if (!r.verdict.empty()) out += " " + (r.verdict.starts_with("escapes") ? style.red(r.verdict) : r.verdict);
    out += '\n';
    source(r);
  }
  if (frames) out += fmt::format("# in frames: {} site{}\n", frames, frames == 1 ? "" : "s");
  for (const Row& r : inFrames) {
    out += fmt::format("{:>12} {:>10}  ", "-", "-") + style.bold(where(r)) + r.text + " " + style.green(r.verdict) + '\n';
    source(r);
  }
  if (idle) out += fmt::format("# escape, but made nothing in this run: {} site{}\n", idle, idle == 1 ? "" : "s");
  fflush(stdout);
  std::fwrite(out.data(), 1, out.size(), stderr);
}

HeapReport* theReport;

}  // namespace

void reportHeap(const Flags& flags, const Session& s, const load::Package& p, rt::Runtime& rt) {
  theReport = new HeapReport(s, p);  // never destroyed: threads may allocate to the very end
  theReport->decide(flags);
  rt.onAlloc = [](rt::M& m, uint64_t size) { theReport->count(m, size); };
  rt.m0.stressAllocs = 1;
  rt.atExit = [](rt::Runtime&) { theReport->print(); };
}

}  // namespace vole::tools
