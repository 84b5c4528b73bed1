// This file is the table of names: open addressing over pointers, entries in an arena.
#include "frontend/base/intern.h"

#include <atomic>
#include <cstddef>
#include <cstring>
#include <mutex>

#include "frontend/base/arena.h"
#include "frontend/base/unicode.h"

namespace vole {

namespace {

// Look-ups take no lock: a table is published whole, its slots are only ever filled. A table that
// was replaced by a bigger one stays readable, for somebody may still be looking.
class InternTable {
 public:
  InternTable() { slots_.store(new Slots(1 << 13)); }

  SymData* find(std::string_view s) {
    uint32_t h = hash(s);
    if (SymData* d = slots_.load(std::memory_order_acquire)->find(s, h)) return d;
    std::lock_guard<std::mutex> lock(mu_);
    Slots* t = slots_.load(std::memory_order_relaxed);
    if (SymData* d = t->find(s, h)) return d;
    if ((count_ + 1) * 2 > t->mask + 1) t = grow(t);
    SymData* d = add(s, h);
    t->insert(d);
    return d;
  }

 private:
  struct Slots {
    explicit Slots(size_t n) : mask(n - 1), at(new std::atomic<SymData*>[n]()) {}
    SymData* find(std::string_view s, uint32_t h) const {
      for (size_t i = h & mask;; i = (i + 1) & mask) {
        SymData* d = at[i].load(std::memory_order_acquire);
        if (!d) return nullptr;
        if (d->hash == h && d->len == s.size() && std::memcmp(d->text, s.data(), s.size()) == 0) return d;
      }
    }
    void insert(SymData* d) {
      size_t i = d->hash & mask;
      while (at[i].load(std::memory_order_relaxed)) i = (i + 1) & mask;
      at[i].store(d, std::memory_order_release);
    }
    size_t mask;
    std::atomic<SymData*>* at;
  };

  static uint32_t hash(std::string_view s) {
    uint64_t h = s.size() * 0x9E3779B97F4A7C15ull;
    const char* p = s.data();
    size_t n = s.size();
    while (n >= 8) {
      uint64_t w;
      std::memcpy(&w, p, 8);
      h = (h ^ w) * 0xBF58476D1CE4E5B9ull;
      h ^= h >> 29;
      p += 8;
      n -= 8;
    }
    uint64_t w = 0;
    std::memcpy(&w, p, n);
    h = (h ^ w) * 0xBF58476D1CE4E5B9ull;
    return static_cast<uint32_t>(h >> 32) ^ static_cast<uint32_t>(h);
  }

  SymData* add(std::string_view s, uint32_t h) {
    count_++;
    auto* d = static_cast<SymData*>(arena_.alloc(offsetof(SymData, text) + s.size() + 1, alignof(SymData)));
    d->len = static_cast<uint32_t>(s.size());
    d->hash = h;
    d->token = 0;
    d->blank = s == "_";
    std::memcpy(d->text, s.data(), s.size());
    d->text[s.size()] = 0;
    d->exported = exported(s);
    return d;
  }

  static bool exported(std::string_view s) {
    if (s.empty()) return false;
    unsigned char c = s[0];
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    return isUpper(decodeRune(s.data(), s.data() + s.size()).rune);
  }

  Slots* grow(Slots* old) {
    auto* t = new Slots((old->mask + 1) * 2);
    for (size_t i = 0; i <= old->mask; i++) {
      if (SymData* d = old->at[i].load(std::memory_order_relaxed)) t->insert(d);
    }
    slots_.store(t, std::memory_order_release);
    return t;
  }

  std::mutex mu_;  // guards arena_, count_ and insertion
  Arena arena_;
  std::atomic<Slots*> slots_;
  size_t count_ = 0;
};

InternTable& table() {
  static InternTable* t = new InternTable;  // never destroyed: names are used until the very end
  return *t;
}

}  // namespace

Sym intern(std::string_view s) { return table().find(s); }

void internKeyword(std::string_view s, uint8_t token) { table().find(s)->token = token; }

}  // namespace vole
