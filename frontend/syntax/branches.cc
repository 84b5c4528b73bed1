// This file checks labels and branch statements, block by block.
//
// A goto to a label further down is "forward": it is kept in the list of its block, and handed to
// the enclosing block when its own ends, until the label turns up. What is left in the end has no
// label, or one inside a block it must not jump into.
#include "frontend/syntax/branches.h"

#include <fmt/format.h>

#include <deque>
#include <unordered_map>
#include <vector>

#include "frontend/syntax/print.h"

namespace vole::syntax {

namespace {

struct Block {
  Block* parent;
  Pos start;
  LabeledStmt* lstmt;  // whose statement this block belongs to, or null
};

struct Label {
  Block* parent;       // the block that declares it
  LabeledStmt* lstmt;
  bool used;
};

// What break and continue mean at some place.
struct Targets {
  Stmt* breaks = nullptr;     // ForStmt, SwitchStmt, SelectStmt
  ForStmt* continues = nullptr;
  int caseIndex = -1;         // of the clause whose statement list this is; -1 in nested blocks
};

class BranchChecker {
 public:
  explicit BranchChecker(DiagSink& diag) : diag_(diag) {}

  void run(BlockStmt* body) {
    std::vector<BranchStmt*> fwd;
    block(nullptr, {}, nullptr, body->pos, body->list, fwd);
    for (BranchStmt* b : fwd) {
      if (Label* l = find(b->label->sym)) {
        l->used = true;
        diag_.errorf(b->label->pos, "goto {} jumps into block starting at {}", b->label->value(),
                     diag_.sources().formatFull(l->parent->start));
      } else {
        diag_.errorf(b->label->pos, "label {} not defined", b->label->value());
      }
    }
    for (Label& l : labels_) {
      if (!l.used) {
        diag_.softError(l.lstmt->label->pos, fmt::format("label {} defined and not used", l.lstmt->label->value()));
      }
    }
  }

 private:
  Label* find(Sym name) {
    auto it = byName_.find(name);
    return it == byName_.end() ? nullptr : &labels_[it->second];
  }

  // Index of the label declared by s, or of the one that already has its name.
  size_t declare(Block* b, LabeledStmt* s) {
    auto [it, fresh] = byName_.emplace(s->label->sym, labels_.size());
    if (!fresh) {
      diag_.errorf(s->label->pos, "label {} already defined at {}", s->label->value(),
                   diag_.sources().formatFull(labels_[it->second].lstmt->label->pos));
    } else {
      labels_.push_back({b, s, false});
    }
    return it->second;
  }

  // The labelled statement of that name in b or a block around it.
  LabeledStmt* gotoTarget(Block* b, Sym name) {
    Label* l = find(name);
    if (!l) return nullptr;
    l->used = true;  // even if it cannot be reached from here
    for (; b; b = b->parent) {
      if (l->parent == b) return l->lstmt;
    }
    return nullptr;
  }

  // The enclosing statement with that label. *defined: there is such a label at all.
  LabeledStmt* enclosingTarget(Block* b, Sym name, bool* defined) {
    Label* l = find(name);
    *defined = l != nullptr;
    if (!l) return nullptr;
    l->used = true;
    for (; b; b = b->parent) {
      if (l->lstmt == b->lstmt) return l->lstmt;
    }
    return nullptr;
  }

  void block(Block* parent, Targets ctxt, LabeledStmt* lstmt, Pos start, List<Stmt*> body,
             std::vector<BranchStmt*>& outer);
  void branch(BranchStmt* s, Block* b, const Targets& ctxt, bool last, std::vector<BranchStmt*>& fwd);
  void plainBranch(BranchStmt* s, const Targets& ctxt, bool last);

  DiagSink& diag_;
  std::deque<Block> blocks_;
  std::vector<Label> labels_;  // in order of declaration
  std::unordered_map<Sym, size_t> byName_;
};

void BranchChecker::block(Block* parent, Targets ctxt, LabeledStmt* lstmt, Pos start, List<Stmt*> body,
                          std::vector<BranchStmt*>& outer) {
  // Blocks are told apart by address, so none may take the place of one that has ended.
  Block* b = &blocks_.emplace_back(Block{parent, start, lstmt});
  std::vector<BranchStmt*> fwd;  // gotos whose label has not been seen
  size_t overVar = 0;            // the first so many of them jump over a variable declaration
  Pos varPos;
  Node* varName = nullptr;

  auto recordVar = [&](Pos p, Node* name) {
    varPos = p;
    varName = name;
    overVar = fwd.size();
  };

  // A fallthrough counts as last even if empty statements follow.
  uint32_t n = body.size();
  while (n > 0 && body[n - 1]->is<EmptyStmt>()) n--;

  for (uint32_t i = 0; i < n; i++) {
    Stmt* stmt = body[i];
    lstmt = nullptr;
    auto inner = [&](Targets t, Pos p, List<Stmt*> l) { block(b, t, lstmt, p, l, fwd); };
    while (auto* s = as<LabeledStmt>(stmt)) {
      if (!s->label->sym->blank) {
        size_t l = declare(b, s);
        size_t kept = 0, keptOver = 0;
        for (size_t k = 0; k < fwd.size(); k++) {
          BranchStmt* f = fwd[k];
          if (f->label->sym == s->label->sym) {
            f->target = s;
            labels_[l].used = true;
            if (k < overVar && varPos.isKnown()) {
              diag_.errorf(f->label->pos, "goto {} jumps over declaration of {} at {}", s->label->value(),
                           toString(varName), diag_.sources().formatFull(varPos));
            }
          } else {
            if (k < overVar) keptOver++;
            fwd[kept++] = f;
          }
        }
        fwd.resize(kept);
        overVar = keptOver;
        lstmt = s;
      }
      stmt = s->stmt;
    }
    if (!stmt) continue;
    Targets nested{ctxt.breaks, ctxt.continues, -1};
    switch (stmt->kind) {
      case NodeKind::DeclStmt:
        for (Decl* d : stmt->to<DeclStmt>()->declList) {
          if (auto* v = d->as<VarDecl>()) {
            recordVar(v->pos, v->nameList[0]);
            break;  // one variable is enough
          }
        }
        break;
      case NodeKind::AssignStmt: {
        auto* s = stmt->to<AssignStmt>();
        if (s->op == Operator::Def) recordVar(s->pos, s->lhs);
        break;
      }
      case NodeKind::BranchStmt:
        branch(stmt->to<BranchStmt>(), b, ctxt, i + 1 == n, fwd);
        break;
      case NodeKind::BlockStmt:
        inner(nested, stmt->pos, stmt->to<BlockStmt>()->list);
        break;
      case NodeKind::IfStmt: {
        auto* s = stmt->to<IfStmt>();
        inner(nested, s->then->pos, s->then->list);
        if (s->els) inner(nested, s->els->pos, List<Stmt*>{&s->els, 1});
        break;
      }
      case NodeKind::ForStmt: {
        auto* s = stmt->to<ForStmt>();
        inner({s, s, -1}, s->body->pos, s->body->list);
        break;
      }
      case NodeKind::SwitchStmt: {
        auto* s = stmt->to<SwitchStmt>();
        for (uint32_t k = 0; k < s->body.size(); k++) {
          inner({s, ctxt.continues, static_cast<int>(k)}, s->body[k]->pos, s->body[k]->body);
        }
        break;
      }
      case NodeKind::SelectStmt: {
        auto* s = stmt->to<SelectStmt>();
        for (CommClause* c : s->body) inner({s, ctxt.continues, -1}, c->pos, c->body);
        break;
      }
      default:
        break;
    }
  }
  outer.insert(outer.end(), fwd.begin(), fwd.end());
}

void BranchChecker::plainBranch(BranchStmt* s, const Targets& ctxt, bool last) {
  switch (s->tok) {
    case Token::Break:
      s->target = ctxt.breaks;
      if (!s->target) diag_.error(s->pos, "break is not in a loop, switch, or select");
      break;
    case Token::Continue:
      s->target = ctxt.continues;
      if (!s->target) diag_.error(s->pos, "continue is not in a loop");
      break;
    default: {
      const char* msg = "fallthrough statement out of place";
      if (auto* t = as<SwitchStmt>(ctxt.breaks)) {
        if (is<TypeSwitchGuard>(t->tag)) {
          msg = "cannot fallthrough in type switch";
        } else if (ctxt.caseIndex >= 0 && last) {
          if (ctxt.caseIndex + 1 < static_cast<int>(t->body.size())) return;
          msg = "cannot fallthrough final case in switch";
        }
      }
      diag_.error(s->pos, msg);
    }
  }
}

void BranchChecker::branch(BranchStmt* s, Block* b, const Targets& ctxt, bool last, std::vector<BranchStmt*>& fwd) {
  if (!s->label) return plainBranch(s, ctxt, last);
  Sym name = s->label->sym;
  bool defined;
  switch (s->tok) {
    case Token::Break: {
      LabeledStmt* t = enclosingTarget(b, name, &defined);
      if (!defined) {
        diag_.errorf(s->label->pos, "break label not defined: {}", name->str());
      } else if (t && (t->stmt->is<SwitchStmt>() || t->stmt->is<SelectStmt>() || t->stmt->is<ForStmt>())) {
        s->target = t->stmt;
      } else {
        diag_.errorf(s->label->pos, "invalid break label {}", name->str());
      }
      break;
    }
    case Token::Continue: {
      LabeledStmt* t = enclosingTarget(b, name, &defined);
      if (!defined) {
        diag_.errorf(s->label->pos, "continue label not defined: {}", name->str());
      } else if (t && t->stmt->is<ForStmt>()) {
        s->target = t->stmt;
      } else {
        diag_.errorf(s->label->pos, "invalid continue label {}", name->str());
      }
      break;
    }
    default:
      if (LabeledStmt* t = gotoTarget(b, name)) {
        s->target = t;
      } else {
        fwd.push_back(s);
      }
  }
}

}  // namespace

void checkBranches(BlockStmt* body, DiagSink& diag) {
  if (body) BranchChecker(diag).run(body);
}

}  // namespace vole::syntax
