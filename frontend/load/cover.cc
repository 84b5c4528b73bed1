// This file puts counters into source text. Blocks are those of Go's cover tool: profiles and percentages are compared
// with go's. A statement's text is found by its tokens, since the tree keeps no parentheses and no ends.
#include "frontend/load/cover.h"

#include <fmt/format.h>

#include <algorithm>

#include "frontend/base/arena.h"
#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/syntax/ast.h"
#include "frontend/syntax/lexer.h"
#include "frontend/syntax/parser.h"
#include "frontend/syntax/walk.h"

namespace vole::load {

namespace {

using namespace syntax;

struct Tok {
  Token kind;
  uint32_t start, end;
};

class TokenReader final : public Lexer {
 public:
  using Lexer::Lexer;

 private:
  void lexError(Pos, std::string) override {}
  void lineDirective(std::string_view, Pos, Pos) override {}
  void goDirective(std::string_view, Pos, bool) override {}
};

// A statement and where its text is.
struct Item {
  Stmt* stmt;  // null: the empty statement behind a label
  uint32_t start, end;
};

bool isControl(const Stmt* s) {
  return s->is<ForStmt>() || s->is<SwitchStmt>() || s->is<SelectStmt>();
}

class Instrumenter {
 public:
  Instrumenter(SourceFile* src, std::string_view variable, CoverMode mode, std::vector<CoverBlock>* blocks)
      : src_(src), variable_(variable), mode_(mode), blocks_(blocks) {
    TokenReader r(src);
    for (r.next(); r.tok != Token::Eof; r.next())
      toks_.push_back({r.tok, src->offset(r.pos()), src->offset(r.end())});
  }

  std::string run(File* file) {
    if (mode_ == CoverMode::Atomic) {
      uint32_t at = tokenAt(off(file->pkgName->pos))->end;
      insert(at, "; import _cover_atomic_ \"sync/atomic\"");
    }
    for (Decl* d : file->declList) visit(d);
    std::sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.at != b.at ? a.at < b.at : a.order < b.order; });
    std::string out;
    size_t from = 0;
    std::string_view text = src_->text();
    for (const Edit& e : edits_) {
      out += text.substr(from, e.at - from);
      out += e.text;
      from = e.at;
    }
    out += text.substr(from);
    out += fmt::format("\n\nvar {} struct{{ Count [{}]uint32 }}\n", variable_, blocks_->size());
    if (mode_ == CoverMode::Atomic) out += "\nvar _ = _cover_atomic_.LoadUint32\n";
    return out;
  }

 private:
  struct Edit {
    uint32_t at;
    size_t order;
    std::string text;
  };

  uint32_t off(Pos p) const { return src_->offset(p); }
  void insert(uint32_t at, std::string text) { edits_.push_back({at, edits_.size(), std::move(text)}); }

  // The first token that starts at offset `at` or behind it.
  const Tok* tokenAt(uint32_t at) const {
    return &*std::lower_bound(toks_.begin(), toks_.end(), at, [](const Tok& t, uint32_t o) { return t.start < o; });
  }
  const Tok* last() const { return toks_.data() + toks_.size(); }

  // Where a statement that begins at `start` ends.
  uint32_t endOf(const Stmt* s, uint32_t start) const {
    if (auto* b = s->as<BlockStmt>()) return off(b->rbrace) + 1;
    if (auto* i = s->as<IfStmt>()) {
      while (auto* e = as<IfStmt>(i->els)) i = e;
      return off((i->els ? i->els->to<BlockStmt>() : i->then)->rbrace) + 1;
    }
    if (auto* f = s->as<ForStmt>()) return off(f->body->rbrace) + 1;
    if (auto* w = s->as<SwitchStmt>()) return off(w->rbrace) + 1;
    if (auto* w = s->as<SelectStmt>()) return off(w->rbrace) + 1;
    if (auto* l = s->as<LabeledStmt>()) return endOf(l->stmt, innerStart(start));
    if (s->is<EmptyStmt>()) return start;
    uint32_t end = start;
    int depth = 0;
    for (const Tok* t = tokenAt(start); t < last(); t++) {
      switch (t->kind) {
        case Token::Lparen:
        case Token::Lbrack:
        case Token::Lbrace: depth++; break;
        case Token::Rparen:
        case Token::Rbrack:
        case Token::Rbrace:
          if (--depth < 0) return end;
          break;
        case Token::Semi:
          if (depth == 0) return end;
          break;
        default: break;
      }
      if (t->kind != Token::Semi) end = t->end;
    }
    return end;
  }

  // What follows "label:".
  uint32_t innerStart(uint32_t label) const {
    const Tok* t = tokenAt(label) + 2;
    return t < last() ? t->start : label;
  }

  std::vector<Item> items(const List<Stmt*>& list, uint32_t from) const {
    std::vector<Item> out;
    for (Stmt* s : list) {
      const Tok* t = tokenAt(from);
      if (!s->is<EmptyStmt>())
        while (t < last() && t->kind == Token::Semi) t++;
      uint32_t start = t < last() ? t->start : from;
      uint32_t end = endOf(s, start);
      out.push_back({s, start, end});
      from = s->is<EmptyStmt>() && t < last() ? t->end : end;
    }
    return out;
  }

  // The opening brace of the first function literal below n.
  bool literal(Node* n, uint32_t* at) const {
    bool found = false;
    inspect(n, [&](Node* m) {
      if (found) return false;
      if (auto* f = m->as<FuncLit>()) {
        found = true;
        *at = off(f->body->pos);
      }
      return !found;
    });
    return found;
  }

  // Where the basic block that s is in ends, at the latest.
  uint32_t boundary(Stmt* s, uint32_t end) const {
    uint32_t at = 0;
    if (auto* b = s->as<BlockStmt>()) return off(b->pos);
    if (auto* l = s->as<LabeledStmt>()) return boundary(l->stmt, end);
    if (auto* i = s->as<IfStmt>()) {
      if (literal(i->init, &at) || literal(i->cond, &at)) return at;
      return off(i->then->pos);
    }
    if (auto* f = s->as<ForStmt>()) {
      auto* r = as<RangeClause>(f->init);
      if (r ? literal(r->x, &at) : literal(f->init, &at) || literal(f->cond, &at) || literal(f->post, &at)) return at;
      return off(f->body->pos);
    }
    if (auto* w = s->as<SwitchStmt>()) {
      if (literal(w->init, &at) || (!is<TypeSwitchGuard>(w->tag) && literal(w->tag, &at))) return at;
      return braceBefore(w->body.empty() ? w->rbrace : w->body[0]->pos);
    }
    if (auto* w = s->as<SelectStmt>()) return braceBefore(w->body.empty() ? w->rbrace : w->body[0]->pos);
    if (literal(s, &at)) return at;
    return end;
  }

  // The opening brace before the first clause, or before the closing brace of an empty body.
  uint32_t braceBefore(Pos p) const {
    const Tok* t = tokenAt(off(p));
    while (t > toks_.data() && t[-1].kind != Token::Lbrace) t--;
    return t > toks_.data() ? t[-1].start : off(p);
  }

  bool endsBlock(Stmt* s) const {
    if (s->is<BlockStmt>() || s->is<BranchStmt>() || s->is<IfStmt>() || s->is<LabeledStmt>() || isControl(s)) return true;
    if (auto* e = s->as<ExprStmt>()) {
      // Whatever panic is here, as the cover tool has it.
      auto* call = as<CallExpr>(e->x);
      auto* name = call ? as<Name>(call->fun) : nullptr;
      if (name && name->value() == "panic" && call->argList.size() == 1) return true;
    }
    uint32_t at;
    return literal(s, &at);
  }

  std::string counter(uint32_t from, uint32_t to, size_t statements) {
    std::string c = fmt::format("{}.Count[{}]", variable_, blocks_->size());
    CoverBlock b{};
    src_->lineCol(src_->pos(from), &b.line0, &b.col0);
    src_->lineCol(src_->pos(to), &b.line1, &b.col1);
    b.statements = static_cast<uint32_t>(std::min<size_t>(statements, 65535));
    blocks_->push_back(b);
    switch (mode_) {
      case CoverMode::Count: return c + "++;";
      case CoverMode::Atomic: return "_cover_atomic_.AddUint32(&" + c + ", 1);";
      default: return c + " = 1;";
    }
  }

  // Counters for the basic blocks of a list, not for what is inside its statements.
  void addCounters(uint32_t from, uint32_t at, uint32_t blockEnd, std::vector<Item> list, bool toBrace) {
    if (list.empty()) {
      insert(at, counter(at, blockEnd, 0));
      return;
    }
    for (size_t first = 0; first < list.size();) {
      uint32_t end = blockEnd;
      size_t n = first;
      for (; n < list.size(); n++) {
        Item it = list[n];
        end = it.stmt ? boundary(it.stmt, it.end) : it.end;
        if (it.stmt && !endsBlock(it.stmt)) continue;
        auto* label = as<LabeledStmt>(it.stmt);
        if (label && !isControl(label->stmt)) {
          // What the label is on begins a block of its own.
          end = it.start;
          list[n].stmt = nullptr;
          uint32_t inner = innerStart(it.start);
          list.insert(list.begin() + static_cast<long>(n) + 1, Item{label->stmt, inner, it.end});
        }
        n++;
        toBrace = false;
        break;
      }
      if (toBrace) end = blockEnd;
      if (from != end) insert(at, counter(from, end, n - first));
      first = n;
      if (first < list.size()) from = at = list[first].start;
    }
  }

  void visit(Node* n) {
    if (!n) return;
    if (auto* d = n->as<FuncDecl>(); d && d->name && d->name->value() == "_") return;
    if (auto* b = n->as<BlockStmt>()) {
      uint32_t open = off(b->pos);
      block(b, open, open + 1);
      return;
    }
    if (auto* i = n->as<IfStmt>()) return visitIf(i);
    if (auto* w = n->as<SwitchStmt>()) {
      visit(w->init);
      visit(w->tag);
      clauses(w->body);
      return;
    }
    if (auto* w = n->as<SelectStmt>()) return clauses(w->body);
    children(n, [&](Node* c) { visit(c); });
  }

  // inside: where the statements begin.
  void block(BlockStmt* b, uint32_t from, uint32_t at) {
    addCounters(from, at, off(b->rbrace) + 1, items(b->list, off(b->pos) + 1), true);
    for (Stmt* s : b->list) visit(s);
  }

  template <class C>
  void clauses(const List<C*>& body) {
    for (C* c : body) {
      uint32_t colon = off(c->colon) + 1;
      addCounters(colon, colon, colon, items(c->body, colon), false);
    }
    for (C* c : body) children(c, [&](Node* m) { visit(m); });
  }

  void visitIf(IfStmt* s) {
    visit(s->init);
    visit(s->cond);
    visit(s->then);
    if (!s->els) return;
    // A block around the rest, so that there is a place for a counter.
    uint32_t at = tokenAt(off(s->then->rbrace) + 1)->end;
    insert(at, "{");
    if (auto* b = s->els->as<BlockStmt>()) {
      insert(off(b->rbrace) + 1, "}");
      block(b, at, at + 1);
      return;
    }
    uint32_t start = tokenAt(at)->start, end = endOf(s->els, start);
    insert(end, "}");
    addCounters(at, at + 1, end + 1, {Item{s->els, start, end}}, true);
    visit(s->els);
  }

  SourceFile* src_;
  std::string_view variable_;
  CoverMode mode_;
  std::vector<CoverBlock>* blocks_;
  std::vector<Tok> toks_;
  std::vector<Edit> edits_;
};

}  // namespace

std::string_view coverModeName(CoverMode mode) {
  switch (mode) {
    case CoverMode::Set: return "set";
    case CoverMode::Count: return "count";
    case CoverMode::Atomic: return "atomic";
    default: return "";
  }
}

std::string coverText(std::string_view display, std::string_view text, std::string_view variable, CoverMode mode,
                      std::vector<CoverBlock>* blocks) {
  SourceSet sources;
  Arena arena;
  DiagSink diag(sources);
  SourceFile* src = sources.add("cover.go", "cover.go", std::string(text));
  ParseMode parse;
  parse.checkBranches = false;
  File* file = src ? parseFile(src, arena, diag, parse) : nullptr;
  if (!file || diag.errorCount() > 0) return std::string(text);
  return fmt::format("//line {}:1\n", display) + Instrumenter(src, variable, mode, blocks).run(file);
}

}  // namespace vole::load
