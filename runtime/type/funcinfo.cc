// This file finds functions, lines and stack maps by program counter.
#include "runtime/type/funcinfo.h"

#include <algorithm>

namespace vole::rt {

static void putUvarint(std::vector<uint8_t>& out, uint64_t v) {
  while (v >= 0x80) {
    out.push_back(static_cast<uint8_t>(v | 0x80));
    v >>= 7;
  }
  out.push_back(static_cast<uint8_t>(v));
}

static uint64_t getUvarint(const uint8_t*& p, const uint8_t* end) {
  uint64_t v = 0;
  for (int shift = 0; p < end; shift += 7) {
    uint8_t b = *p++;
    v |= uint64_t{b & 0x7fu} << shift;
    if (!(b & 0x80)) break;
  }
  return v;
}

void LineTableBuilder::add(uint32_t pc, int32_t line) {
  if (line == line_) return;
  int64_t d = int64_t{line} - line_;
  putUvarint(out_, pc - pc_);
  putUvarint(out_, static_cast<uint64_t>(d << 1) ^ static_cast<uint64_t>(d >> 63));
  pc_ = pc;
  line_ = line;
}

int32_t funcline(const FuncInfo* f, const void* pc) {
  uint64_t off = static_cast<uint64_t>(static_cast<const char*>(pc) - static_cast<const char*>(f->code));
  int32_t line = f->line;
  const uint8_t *p = f->lines, *end = p + f->nlines;
  for (uint64_t at = 0; p < end;) {
    at += getUvarint(p, end);
    uint64_t z = getUvarint(p, end);
    if (at > off) break;
    line += static_cast<int32_t>(static_cast<int64_t>(z >> 1) ^ -static_cast<int64_t>(z & 1));
  }
  return line;
}

// The inlined call that the code at pc belongs to, or -1.
static int32_t inlineIndex(const FuncInfo* f, const void* pc) {
  if (!f->ninlined) return -1;
  auto off = static_cast<uint32_t>(static_cast<const char*>(pc) - static_cast<const char*>(f->code));
  const uint32_t* end = f->inlinePcs + f->ninlinePcs;
  const uint32_t* it = std::upper_bound(f->inlinePcs, end, off);
  return it == f->inlinePcs ? -1 : f->inlineAt[it - f->inlinePcs - 1];
}

GoString funcfile(const FuncInfo* f, const void* pc) {
  if (!f->nfiles) return f->file;
  auto off = static_cast<uint32_t>(static_cast<const char*>(pc) - static_cast<const char*>(f->code));
  const uint32_t* it = std::upper_bound(f->filePcs, f->filePcs + f->nfiles, off);
  return it == f->filePcs ? f->file : f->files[it - f->filePcs - 1];
}

uint8_t unsignedAt(const FuncInfo* f, const void* pc) {
  auto off = static_cast<uint32_t>(static_cast<const char*>(pc) - static_cast<const char*>(f->code));
  const uint32_t* end = f->unsignedPcs + f->nunsigned;
  const uint32_t* it = std::lower_bound(f->unsignedPcs, end, off);
  return it != end && *it == off ? f->unsignedOf[it - f->unsignedPcs] : 0;
}

const FuncInfo* funcAt(const FuncInfo* f, const void* pc) {
  int32_t i = f ? inlineIndex(f, pc) : -1;
  return i < 0 ? f : f->inlined[i].fn;
}

InlineUnwinder::InlineUnwinder(const FuncInfo* f, const void* pc) : f_(f), pc_(pc), at_(inlineIndex(f, pc)) {}

bool InlineUnwinder::up() {
  if (at_ < 0) return false;
  pc_ = static_cast<const char*>(f_->code) + f_->inlined[at_].pc;
  at_ = f_->inlined[at_].parent;
  return true;
}

void FuncTable::add(FuncInfo* f, const void* code) {
  std::lock_guard<std::mutex> lock(mu_);
  uintptr_t lo = reinterpret_cast<uintptr_t>(code);
  Range r{lo, lo + f->codeBytes, f};
  if (funcs_.empty() || funcs_.back().lo < lo) {
    funcs_.push_back(r);
  } else {
    auto it = std::lower_bound(funcs_.begin(), funcs_.end(), lo, [](const Range& a, uintptr_t v) { return a.lo < v; });
    if (it != funcs_.end() && it->lo == lo) *it = r;
    else funcs_.insert(it, r);
  }
}

const FuncInfo* FuncTable::find(const void* ppc) {
  uintptr_t pc = reinterpret_cast<uintptr_t>(ppc);
  auto& e = cache_[(pc >> 4) % kCache];
  if (const FuncInfo* f = e.load(std::memory_order_acquire); f && pc - reinterpret_cast<uintptr_t>(f->code) < f->codeBytes) return f;
  std::lock_guard<std::mutex> lock(mu_);
  auto it = std::upper_bound(funcs_.begin(), funcs_.end(), pc, [](uintptr_t v, const Range& a) { return v < a.lo; });
  if (it == funcs_.begin()) return nullptr;
  --it;
  if (pc >= it->hi) return nullptr;
  e.store(it->f, std::memory_order_release);
  return it->f;
}

const uint64_t* stackMapAt(const FuncInfo* f, const void* pc) {
  const StackMaps& m = f->maps;
  if (m.npcs == 0) return nullptr;
  uint32_t off = static_cast<uint32_t>(static_cast<const char*>(pc) - static_cast<const char*>(f->code));
  const uint32_t* end = m.pcs + m.npcs;
  const uint32_t* it = std::lower_bound(m.pcs, end, off);
  if (it == end || *it != off) return nullptr;
  return m.bits + uint64_t{m.bitmapOf[it - m.pcs]} * m.nwords;
}

}  // namespace vole::rt
