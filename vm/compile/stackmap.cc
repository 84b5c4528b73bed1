// This file turns a compiled unit into its FuncInfo: code, stack maps by pc, line table.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "runtime/data/gostring.h"
#include "runtime/runtime.h"
#include "vm/bytecode/opcode.h"
#include "vm/bytecode/optimize.h"
#include "vm/compile/func_compiler_impl.h"
#include "vm/interp/interp.h"

namespace vole::vm {

namespace {
constexpr int kRedZone = 64;  // slots a call may use without a check of its own
constexpr int kSpare = 8;     // beyond the frame: header of a call window and what natives may touch

void setBits(uint64_t* to, const std::vector<bool>& from) {
  for (size_t i = 0; i < from.size(); i++)
    if (from[i]) to[i / 64] |= uint64_t{1} << (i % 64);
}
}  // namespace

void FuncCompiler::finish() {
  for (auto& f : tableFixes_) {
    auto dist = [&](Label l) { return static_cast<int32_t>(static_cast<int64_t>(e_.labelPc(l)) - f.at); };
    f.desc->deflt = dist(f.deflt);
    for (size_t i = 0; i < f.targets.size(); i++) f.desc->distance[i] = dist(f.targets[i]);
  }
  e_.finish();
  optimizeCode();
  rt::FuncInfo* fi = unit_.fi;
  auto& tt = prog_.rt.types;
  size_t n = e_.code.size();
  int frame = std::max({maxTop_, paramSlots_ + 1, resultSlots_});
  if (e_.code[0].op == static_cast<uint64_t>(Op::StackCheck)) {
    if (frame + kSpare > kRedZone) {
      e_.code[0].o.uimm32 = static_cast<uint32_t>(frame + kSpare);
      SlotSet args(argPtrs_.size() / 64 + 1, 0);
      setBits(args.data(), argPtrs_);
      e_.recordSafepoint(0, args);
    } else {
      dropFirst();
      n--;
    }
  }
  // An address for each inlined call; see rt::InlinedCall.
  Instr never{};
  never.op = static_cast<uint64_t>(Op::Ret);
  e_.code.resize(n + expanded_.size(), never);
  auto* code = static_cast<Instr*>(tt.alloc(e_.code.size() * sizeof(Instr)));
  memcpy(static_cast<void*>(code), e_.code.data(), e_.code.size() * sizeof(Instr));
  fi->frameSlots = static_cast<uint32_t>(frame);
  fi->paramSlots = static_cast<uint32_t>(paramSlots_);
  fi->resultSlots = static_cast<uint32_t>(resultSlots_);
  stackMaps(fi);
  auto* args = static_cast<uint64_t*>(tt.alloc((argPtrs_.size() / 64 + 1) * 8));
  setBits(args, argPtrs_);
  fi->argptrmap = args;
  inlineTable(fi, n);
  lineTable(fi);
  fileTable(fi);
  indexTable(fi);
  n = e_.code.size();
  if (hasDefer_) {
    fi->flags |= rt::kFuncHasDefer;
    fi->recoverPC = code + recoverPc_;
    if (!openCodedDefers()) fi->deferReturnPC = code + recoverPc_ + 1;
    uint32_t words = fi->maps.nwords;
    auto* pm = static_cast<uint64_t*>(tt.alloc((words + 1) * 8));
    for (size_t k = 0; k < panicMap_.size() && k < words; k++) pm[k] = panicMap_[k];
    fi->panicMap = pm;
  }
  vm::load(code, n);
  // Other threads may run it as soon as they see its code: all else is in place before.
  fi->codeBytes = static_cast<uint32_t>(n * sizeof(Instr));
  prog_.rt.funcs.add(fi, code);
  __atomic_store_n(&fi->ifaceEntry, static_cast<const void*>(code), __ATOMIC_RELEASE);
  __atomic_store_n(&fi->code, static_cast<const void*>(code), __ATOMIC_RELEASE);
  __atomic_fetch_and(&fi->flags, ~static_cast<uint32_t>(rt::kFuncLazy), __ATOMIC_RELEASE);
}

void FuncCompiler::optimizeCode() {
  static const bool off = getenv("VOLE_NOOPT") != nullptr;
  if (off) return;
  OptInput in;
  in.slots = static_cast<uint32_t>(std::max({maxTop_, paramSlots_ + 1, resultSlots_}));
  in.resultSlots = static_cast<uint32_t>(resultSlots_);
  in.recoverPc = hasDefer_ ? static_cast<int64_t>(recoverPc_) : -1;
  std::vector<OptSafepoint> sps;
  sps.reserve(e_.safepoints.size());
  for (auto& s : e_.safepoints) sps.push_back({s.pc, e_.maps[s.map]});
  std::vector<uint32_t> newPc;
  if (!optimize(in, e_.code, sps, newPc)) return;
  e_.safepoints.clear();
  e_.maps.clear();
  for (auto& s : sps) e_.recordSafepoint(s.pc, s.map);
  for (auto& l : e_.lines) l.first = newPc[l.first];
  for (auto& l : e_.inlines) l.first = newPc[l.first];
  for (auto& a : e_.allocs) a.pc = newPc[a.pc];
  for (auto& u : e_.unsignedIndices) u.first = newPc[u.first];
  recoverPc_ = newPc[recoverPc_];
  // A recovered panic needs no more than what the function's exit reads.
  if (hasDefer_)
    for (auto& s : e_.safepoints)
      if (s.pc == recoverPc_) panicMap_ = e_.maps[s.map];
}

// Takes the reserved first instruction away. Distances are relative and stay; absolute positions move by one.
void FuncCompiler::dropFirst() {
  e_.code.erase(e_.code.begin());
  for (auto& l : e_.lines) l.first -= l.first > 0;
  for (auto& l : e_.inlines) l.first -= l.first > 0;
  for (auto& a : e_.allocs) a.pc -= a.pc > 0;
  for (auto& u : e_.unsignedIndices) u.first -= u.first > 0;
  for (auto& s : e_.safepoints) s.pc -= s.pc > 0;
  recoverPc_ -= recoverPc_ > 0;
}

// Several records may meet at one pc (the return of a call is the next loop's head): their union is safe, since a slot
// that holds no pointer at that moment is only looked at, never trusted.
void FuncCompiler::stackMaps(rt::FuncInfo* fi) {
  auto& tt = prog_.rt.types;
  uint32_t words = (fi->frameSlots + 63) / 64;
  auto& sp = e_.safepoints;
  std::sort(sp.begin(), sp.end(), [](auto& a, auto& b) { return a.pc < b.pc; });
  std::vector<uint32_t> pcs, index;
  std::vector<SlotSet> maps = e_.maps;
  for (auto& s : sp) {
    uint32_t pc = s.pc * static_cast<uint32_t>(sizeof(Instr));
    if (pcs.empty() || pcs.back() != pc) {
      pcs.push_back(pc);
      index.push_back(s.map);
      continue;
    }
    const SlotSet& a = maps[index.back()];
    const SlotSet& b = maps[s.map];
    if (a == b) continue;
    SlotSet u(std::max(a.size(), b.size()), 0);
    for (size_t k = 0; k < a.size(); k++) u[k] |= a[k];
    for (size_t k = 0; k < b.size(); k++) u[k] |= b[k];
    maps.push_back(u);
    index.back() = static_cast<uint32_t>(maps.size() - 1);
  }
  auto* bits = static_cast<uint64_t*>(tt.alloc((maps.size() * words + 1) * 8));
  for (size_t i = 0; i < maps.size(); i++)
    for (size_t k = 0; k < maps[i].size() && k < words; k++) bits[i * words + k] = maps[i][k];
  auto copy = [&](const std::vector<uint32_t>& v) {
    auto* p = static_cast<uint32_t*>(tt.alloc((v.size() + 1) * 4));
    std::copy(v.begin(), v.end(), p);
    return p;
  };
  fi->maps.pcs = copy(pcs);
  fi->maps.bitmapOf = copy(index);
  fi->maps.bits = bits;
  fi->maps.npcs = static_cast<uint32_t>(pcs.size());
  fi->maps.nwords = words;
  if (!found_.objects.empty()) {
    auto* o = static_cast<rt::StackObject*>(tt.alloc(found_.objects.size() * sizeof(rt::StackObject)));
    for (size_t i = 0; i < found_.objects.size(); i++)
      o[i] = {static_cast<uint32_t>(found_.objects[i].slot), static_cast<uint32_t>(found_.objects[i].ptrs.size())};
    fi->objects = o;
    fi->nobjects = static_cast<uint32_t>(found_.objects.size());
  }
}

// Which code belongs to which inlined call; the addresses that stand for the calls begin at unit `first`.
void FuncCompiler::inlineTable(rt::FuncInfo* fi, size_t first) {
  if (expanded_.empty()) return;
  auto& tt = prog_.rt.types;
  auto* calls = static_cast<rt::InlinedCall*>(tt.alloc(expanded_.size() * sizeof(rt::InlinedCall)));
  for (size_t i = 0; i < expanded_.size(); i++) {
    const ExpandedCall& x = expanded_[i];
    auto at = static_cast<uint32_t>(first + i);
    calls[i] = {x.fn, x.parent, at * static_cast<uint32_t>(sizeof(Instr))};
    e_.lines.push_back({at, x.pos});
    e_.inlines.push_back({at, x.parent});
  }
  std::vector<uint32_t> pcs;
  std::vector<int32_t> index;
  for (auto& [pc, i] : e_.inlines) {
    uint32_t off = pc * static_cast<uint32_t>(sizeof(Instr));
    if (!pcs.empty() && pcs.back() == off) {
      index.back() = i;
    } else {
      pcs.push_back(off);
      index.push_back(i);
    }
  }
  auto* p = static_cast<uint32_t*>(tt.alloc(pcs.size() * 4));
  auto* k = static_cast<int32_t*>(tt.alloc(pcs.size() * 4));
  std::copy(pcs.begin(), pcs.end(), p);
  std::copy(index.begin(), index.end(), k);
  fi->inlinePcs = p;
  fi->inlineAt = k;
  fi->ninlinePcs = static_cast<uint32_t>(pcs.size());
  fi->inlined = calls;
  fi->ninlined = static_cast<uint32_t>(expanded_.size());
}

// What library functions do that were inlined is put down to the calls in the program.
void FuncCompiler::libraryPlaces(CodePlaces& places) {
  std::vector<Pos> callOf(expanded_.size());  // unknown: the program's own text
  for (size_t i = 0; i < expanded_.size(); i++) {
    const ExpandedCall& x = expanded_[i];
    Pos up = x.parent >= 0 ? callOf[static_cast<size_t>(x.parent)] : Pos();
    if (up.isKnown()) callOf[i] = up;
    else if (auto* u = static_cast<Unit*>(x.fn->user); u->pkg && u->pkg->lazy) callOf[i] = x.pos;
  }
  auto callAt = [&](uint32_t pc) {
    int at = -1;
    for (auto& [first, i] : e_.inlines) {
      if (first > pc) break;
      at = i;
    }
    return at < 0 ? Pos() : callOf[static_cast<size_t>(at)];
  };
  for (auto& [pc, pos] : places.lines)
    if (Pos p = callAt(pc); p.isKnown()) pos = p;
  std::erase_if(places.allocs, [&](const AllocMark& a) { return callAt(a.pc).isKnown(); });
}

// A file as traces name it: with a //line directive in force, what that says.
static std::string_view fileNameAt(const SourceSet& sources, const SourceFile* sf, Pos p) {
  if (!sf) return "<autogenerated>";
  if (!sf->lineBaseAt(p)) return sf->path();
  std::string_view file = sources.position(p).file;
  return file.empty() ? std::string_view("??") : file;
}

void FuncCompiler::lineTable(rt::FuncInfo* fi) {
  auto& tt = prog_.rt.types;
  if (prog_.keepsPlaces(unit_)) {
    unit_.places = std::make_unique<CodePlaces>(CodePlaces{e_.lines, e_.allocs, {}});
    for (const ExpandedCall& x : expanded_) {
      const ExpandedCall* at = &x;
      while (at->parent >= 0) at = &expanded_[static_cast<size_t>(at->parent)];
      unit_.places->inlined.push_back({at->pos, x.fn});
      // The text of a literal may have no other place in the code than this.
      if (at != &x && static_cast<Unit*>(expanded_[static_cast<size_t>(x.parent)].fn->user)->kind == Unit::kLit)
        unit_.places->inlined.push_back({x.pos, x.fn});
    }
    if (!expanded_.empty()) libraryPlaces(*unit_.places);
  }
  Pos first;
  for (auto& l : e_.lines)
    if (l.second.isKnown()) {
      first = l.second;
      break;
    }
  const SourceFile* sf = first.isKnown() ? prog_.sources().fileOf(first) : nullptr;
  bool plain = sf && sf->lineBases().empty();
  auto lineOf = [&](Pos p) {
    return static_cast<int32_t>(plain && sf->contains(p) ? sf->line(p) : prog_.sources().position(p).line);
  };
  fi->line = first.isKnown() ? lineOf(first) : 1;
  fi->file = tt.str(fileNameAt(prog_.sources(), sf, first));
  rt::LineTableBuilder lines(fi->line);
  int32_t last = -1;
  for (auto& l : e_.lines) {
    if (!l.second.isKnown()) continue;
    int32_t line = lineOf(l.second);
    if (line == last) continue;
    lines.add(l.first * static_cast<uint32_t>(sizeof(Instr)), line);
    last = line;
  }
  auto& lb = lines.bytes();
  auto* ld = static_cast<uint8_t*>(tt.alloc(lb.size() + 1));
  memcpy(ld, lb.data(), lb.size());
  fi->lines = ld;
  fi->nlines = static_cast<uint32_t>(lb.size());
}

// The files of code that is not all of one.
void FuncCompiler::fileTable(rt::FuncInfo* fi) {
  auto& tt = prog_.rt.types;
  const SourceFile* sf = nullptr;
  const LineBase* base = nullptr;
  bool known = false;
  std::string_view last = rt::view(fi->file);
  std::vector<uint32_t> pcs;
  std::vector<rt::GoString> files;
  for (auto& [pc, pos] : e_.lines) {
    if (!pos.isKnown()) continue;
    const SourceFile* f = sf && sf->contains(pos) ? sf : prog_.sources().fileOf(pos);
    const LineBase* b = f && !f->lineBases().empty() ? f->lineBaseAt(pos) : nullptr;
    if (known && f == sf && b == base) continue;
    known = true;
    sf = f;
    base = b;
    std::string_view file = fileNameAt(prog_.sources(), f, pos);
    if (file == last) continue;
    files.push_back(tt.str(file));
    pcs.push_back(pc * static_cast<uint32_t>(sizeof(Instr)));
    last = rt::view(files.back());
  }
  if (pcs.empty()) return;
  auto* p = static_cast<uint32_t*>(tt.alloc(pcs.size() * sizeof pcs[0]));
  auto* s = static_cast<rt::GoString*>(tt.alloc(files.size() * sizeof files[0]));
  std::copy(pcs.begin(), pcs.end(), p);
  std::copy(files.begin(), files.end(), s);
  fi->filePcs = p;
  fi->files = s;
  fi->nfiles = static_cast<uint32_t>(pcs.size());
}

void FuncCompiler::indexTable(rt::FuncInfo* fi) {
  auto& list = e_.unsignedIndices;
  if (list.empty()) return;
  auto& tt = prog_.rt.types;
  auto* p = static_cast<uint32_t*>(tt.alloc(list.size() * 4));
  auto* of = static_cast<uint8_t*>(tt.alloc(list.size()));
  for (size_t i = 0; i < list.size(); i++) {
    p[i] = list[i].first * static_cast<uint32_t>(sizeof(Instr));
    of[i] = list[i].second;
  }
  fi->unsignedPcs = p;
  fi->unsignedOf = of;
  fi->nunsigned = static_cast<uint32_t>(list.size());
}

// gc compiles the deferred calls of such a function into its exits, else they are made by a function of the run time, which
// has a frame.
bool FuncCompiler::openCodedDefers() const {
  if (defersInLoop_ || defers_ > 8 || defers_ * returns_ > 15) return false;
  for (types::Var* v : results_)
    if (facts_->boxed(v) && !decidedInFrame(v)) return false;
  return true;
}

}  // namespace vole::vm
