// This file reads //go: directives: which exist, what may stand behind them, to what they apply.
#include "frontend/syntax/pragma.h"

#include <fmt/format.h>

#include <algorithm>

#include "frontend/base/unicode.h"
#include "frontend/syntax/literals.h"
#include "frontend/syntax/parser_impl.h"

namespace vole::syntax {

namespace {

constexpr uint32_t kFuncPragmas = kPragmaNointerface | kPragmaNoescape | kPragmaNorace | kPragmaNosplit |
                                  kPragmaNoinline | kPragmaNocheckptr | kPragmaRegisterParams | kPragmaCgo |
                                  kPragmaUintptrKeepAlive | kPragmaUintptrEscapes | kPragmaSystemstack |
                                  kPragmaNowritebarrier | kPragmaNowritebarrierrec | kPragmaYeswritebarrierrec;
constexpr uint32_t kRuntimePragmas =
    kPragmaSystemstack | kPragmaNowritebarrier | kPragmaNowritebarrierrec | kPragmaYeswritebarrierrec;
constexpr uint32_t kTypePragmas = kPragmaNotInHeap;

struct PragmaName {
  std::string_view verb;
  uint32_t flags;
};
constexpr PragmaName kPragmas[] = {
    {"go:build", kPragmaGoBuild},
    {"go:nointerface", kPragmaNointerface},
    {"go:noescape", kPragmaNoescape},
    {"go:norace", kPragmaNorace},
    {"go:nosplit", kPragmaNosplit | kPragmaNocheckptr},
    {"go:noinline", kPragmaNoinline},
    {"go:nocheckptr", kPragmaNocheckptr},
    {"go:systemstack", kPragmaSystemstack},
    {"go:nowritebarrier", kPragmaNowritebarrier},
    {"go:nowritebarrierrec", kPragmaNowritebarrierrec | kPragmaNowritebarrier},
    {"go:yeswritebarrierrec", kPragmaYeswritebarrierrec},
    {"go:cgo_unsafe_args", kPragmaCgo | kPragmaNocheckptr},
    {"go:uintptrkeepalive", kPragmaUintptrKeepAlive},
    {"go:uintptrescapes", kPragmaUintptrEscapes | kPragmaUintptrKeepAlive},
    {"go:registerparams", kPragmaRegisterParams},
    {"go:notinheap", kPragmaNotInHeap},
};

uint32_t pragmaFlag(std::string_view verb) {
  for (const PragmaName& p : kPragmas) {
    if (p.verb == verb) return p.flags;
  }
  return 0;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

std::vector<std::string_view> fields(std::string_view s) {
  std::vector<std::string_view> out;
  for (s = trim(s); !s.empty(); s = trim(s)) {
    size_t n = s.find_first_of(" \t\r");
    out.push_back(s.substr(0, n));
    s = n == std::string_view::npos ? std::string_view() : s.substr(n);
  }
  return out;
}

// Patterns separated by blanks, each bare, "quoted" or `quoted`. Returns false for bad quoting.
bool embedPatterns(std::string_view args, Arena& arena, std::vector<std::string_view>& out, std::string_view* rest) {
  for (args = trim(args); !args.empty(); args = trim(args)) {
    *rest = args;
    std::string_view path;
    if (args[0] == '`') {
      size_t end = args.find('`', 1);
      if (end == std::string_view::npos) return false;
      path = args.substr(1, end - 1);
      args = args.substr(end + 1);
    } else if (args[0] == '"') {
      size_t i = 1;
      while (i < args.size() && args[i] != '"') i += args[i] == '\\' ? 2 : 1;
      if (i >= args.size()) return false;
      path = arena.copyString(stringLitValue(args.substr(0, i + 1)));
      args = args.substr(i + 1);
    } else {
      size_t n = args.find_first_of(" \t\r");
      path = args.substr(0, n);
      args = n == std::string_view::npos ? std::string_view() : args.substr(n);
    }
    if (!args.empty() && args[0] != ' ' && args[0] != '\t' && args[0] != '\r') {
      *rest = args;
      return false;
    }
    out.push_back(path);
  }
  return true;
}

}  // namespace

// Complaints about directives are no errors of the parser: a function with a misplaced directive has
// its branches checked like any other.
void Parser::goDirective(std::string_view text, Pos p, bool blank) {
  pragmaSeen_ = true;
  if (!blank) {
    diag_.error(p, "misplaced compiler directive");
    return;
  }
  if (text.starts_with("go:linkname ")) {
    std::vector<std::string_view> f = fields(text);
    if (f.size() != 2 && f.size() != 3) {
      diag_.error(p, "usage: //go:linkname localname [linkname]");
      return;
    }
    linknames_.push_back({p, f[1], f.size() == 3 ? f[2] : std::string_view()});
    return;
  }
  if (text == "go:embed" || text.starts_with("go:embed ")) {
    std::vector<std::string_view> patterns;
    std::string_view rest;
    if (!embedPatterns(text.substr(8), arena_, patterns, &rest)) {
      diag_.error(p, "invalid quoted string in //go:embed: " + std::string(rest));
      patterns.clear();
    }
    if (patterns.empty()) {
      diag_.error(p, "usage: //go:embed pattern...");
      return;
    }
    pragmaEmbeds_.push_back({p, arena_.copyList(patterns)});
    return;
  }
  std::string_view verb = text.substr(0, text.find(' '));
  if (verb.starts_with("go:cgo_") && !mode_.std) {
    diag_.error(p, fmt::format("//{} only allowed in cgo-generated code", text));
  }
  if (verb == "go:cgo_ldflag") {
    std::vector<std::string_view> f = fields(text);
    if (f.size() != 2 || f[1].size() < 2 || f[1].front() != '"' || f[1].back() != '"') {
      diag_.error(p, "usage: //go:cgo_ldflag \"arg\"");
    }
  }
  uint32_t flag = pragmaFlag(verb);
  if (!mode_.std) {
    if (flag & kRuntimePragmas) diag_.error(p, fmt::format("//{} only allowed in runtime", verb));
    if (flag == kPragmaUintptrKeepAlive) diag_.error(p, fmt::format("//{} is only allowed in the standard library", verb));
  }
  pragmaFlags_ |= flag;
  pragmaEntries_.push_back({flag, p});
}

Pragma* Parser::takePragma() {
  if (!pragmaSeen_) return nullptr;
  Pragma* p = arena_.make<Pragma>();
  p->flags = pragmaFlags_;
  p->entries = arena_.copyList(pragmaEntries_);
  p->embeds = arena_.copyList(pragmaEmbeds_);
  pragmaSeen_ = false;
  pragmaFlags_ = 0;
  pragmaEntries_.clear();
  pragmaEmbeds_.clear();
  return p;
}

void Parser::reportUnusedPragma() {
  Pragma* p = takePragma();
  for (const Pragma::Entry& e : p->entries) {
    if (e.flag & p->flags) diag_.error(e.pos, "misplaced compiler directive");
  }
  for (const PragmaEmbed& e : p->embeds) diag_.error(e.pos, "misplaced go:embed directive");
}

// ---------------------------------------------------------------------------------------------
// After the parse

namespace {

class PragmaChecker {
 public:
  PragmaChecker(const File* f, DiagSink& diag, int lang, const std::function<bool(Sym)>& linkable)
      : file_(f), diag_(diag), lang_(lang), linkable_(linkable) {}

  void run() {
    for (Decl* d : file_->declList) {
      if (auto* i = d->as<ImportDecl>()) noteImport(i);
    }
    if (file_->pragma) {
      Pragma p = *file_->pragma;
      p.flags &= ~kPragmaGoBuild;
      unused(&p);
    }
    for (Decl* d : file_->declList) decl(d, false);
    for (Decl* d : file_->localPragmas) decl(d, true);
    std::vector<Sym> seen;
    for (const Linkname& l : file_->linknames) {
      Sym name = intern(l.local);
      if (!unsafe_) {
        diag_.error(l.pos, "//go:linkname only allowed in Go files that import \"unsafe\"");
      } else if (!linkable_(name)) {
        if (lang_ == 0 || lang_ >= 18) diag_.error(l.pos, "//go:linkname must refer to declared function or variable");
      } else if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
        diag_.errorf(l.pos, "duplicate //go:linkname for {}", l.local);
      } else {
        seen.push_back(name);
      }
    }
  }

  void decl(Decl* d, bool inFunc) {
    switch (d->kind) {
      case NodeKind::ImportDecl: unused(d->to<ImportDecl>()->pragma); break;
      case NodeKind::ConstDecl: unused(d->to<ConstDecl>()->pragma); break;
      case NodeKind::TypeDecl: {
        auto* t = d->to<TypeDecl>();
        if (!t->pragma) break;
        Pragma p = *t->pragma;
        if (!t->alias) p.flags &= ~kTypePragmas;
        unused(&p);
        break;
      }
      case NodeKind::VarDecl: var(d->to<VarDecl>(), inFunc); break;
      case NodeKind::FuncDecl: {
        auto* f = d->to<FuncDecl>();
        if (!f->pragma) break;
        Pragma p = *f->pragma;
        p.flags &= ~kFuncPragmas;
        unused(&p);
        if (f->hasBody && (f->pragma->flags & kPragmaNoescape)) {
          diag_.error(f->pos, "can only use //go:noescape with external func implementations");
        }
        break;
      }
      default: break;
    }
  }

 private:
  void noteImport(ImportDecl* i) {
    if (!i->path) return;
    if (i->path->value == "\"unsafe\"") unsafe_ = true;
    if (i->path->value == "\"embed\"") embedImported_ = true;
  }

  void unused(const Pragma* p) {
    if (!p) return;
    for (const Pragma::Entry& e : p->entries) {
      if (e.flag & p->flags) diag_.error(e.pos, "misplaced compiler directive");
    }
    for (const PragmaEmbed& e : p->embeds) diag_.error(e.pos, "misplaced go:embed directive");
  }

  void var(VarDecl* v, bool inFunc) {
    if (!v->pragma) return;
    Pragma p = *v->pragma;
    if (p.embeds.size() > 0) {
      Pos at = p.embeds[0].pos;
      p.embeds = {};
      if (!embedImported_) {
        diag_.error(at, "go:embed only allowed in Go files that import \"embed\"");
      } else if (v->nameList.size() > 1) {
        diag_.error(at, "go:embed cannot apply to multiple vars");
      } else if (v->values) {
        diag_.error(at, "go:embed cannot apply to var with initializer");
      } else if (!v->typeExpr) {
        diag_.error(at, "go:embed cannot apply to var without type");
      } else if (inFunc) {
        diag_.error(at, "go:embed cannot apply to var inside func");
      } else if (lang_ && lang_ < 16) {
        diag_.errorf(at, "go:embed requires go1.16 or later (-lang was set to go1.{}; check go.mod)", lang_);
      }
    }
    unused(&p);
  }

  const File* file_;
  DiagSink& diag_;
  int lang_;
  const std::function<bool(Sym)>& linkable_;
  bool unsafe_ = false, embedImported_ = false;
};

}  // namespace

void checkPragmas(const File* file, DiagSink& diag, int langMinor, const std::function<bool(Sym)>& linkable) {
  PragmaChecker(file, diag, langMinor, linkable).run();
}

}  // namespace vole::syntax
