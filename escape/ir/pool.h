// Memory of the trees and graphs of the analysis. What stands in a Pool has no destructor and goes all at once; its
// blocks are used again, so a package of many functions does with the memory of a few.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace vole::escape {

struct Node;
struct Name;

/// Blocks of memory, given back by the destructor.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  ~Memory();
  void* alloc(size_t n) {
    n = (n + 7) & ~size_t{7};
    if (n > static_cast<size_t>(end_ - at_)) return more(n);
    void* p = at_;
    at_ += n;
    return p;
  }
  template <class T, class... A>
  T* make(A&&... a) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (alloc(sizeof(T))) T(std::forward<A>(a)...);
  }
  std::string_view copy(std::string_view s) {
    char* p = static_cast<char*>(alloc(s.size() + 1));
    memcpy(p, s.data(), s.size());
    return {p, s.size()};
  }

  /// Where lists of nodes grow. Null: in memory that is never given back.
  static Memory* current();

 private:
  friend class InMemory;
  struct Block {
    Block* next;
    size_t size;  // without this header
  };
  char *at_ = nullptr, *end_ = nullptr;
  Block* blocks_ = nullptr;
  int nblocks_ = 0;
  void* more(size_t n);
  static thread_local Memory* current_;
};

/// Lists grow in m as long as this lives.
class InMemory {
 public:
  explicit InMemory(Memory& m) : saved_(Memory::current_) { Memory::current_ = &m; }
  ~InMemory() { Memory::current_ = saved_; }
  InMemory(const InMemory&) = delete;

 private:
  Memory* saved_;
};

/// A list of small things without destructors, in the current Memory; otherwise like a vector. A copy has elements of its
/// own.
template <class T>
class ListOf {
 public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  ListOf() = default;
  ListOf(std::initializer_list<T> l) { assign(l.begin(), l.end()); }
  template <class It>
  ListOf(It a, It b) {
    assign(a, b);
  }
  ListOf(const ListOf& o) { assign(o.begin(), o.end()); }
  ListOf(ListOf&& o) noexcept : p_(o.p_), n_(o.n_), cap_(o.cap_) { o.forget(); }
  ListOf& operator=(const ListOf& o) {
    if (this != &o) assign(o.begin(), o.end());
    return *this;
  }
  ListOf& operator=(ListOf&& o) noexcept {
    if (this != &o) {
      p_ = o.p_;
      n_ = o.n_;
      cap_ = o.cap_;
      o.forget();
    }
    return *this;
  }

  T* begin() { return p_; }
  T* end() { return p_ + n_; }
  const T* begin() const { return p_; }
  const T* end() const { return p_ + n_; }
  size_t size() const { return n_; }
  bool empty() const { return n_ == 0; }
  T& operator[](size_t i) { return p_[i]; }
  const T& operator[](size_t i) const { return p_[i]; }
  T& back() { return p_[n_ - 1]; }
  const T& back() const { return p_[n_ - 1]; }

  void reserve(size_t n) {
    if (n > cap_) grow(n);
  }
  void push_back(const T& x) { push_back(x, nullptr); }
  /// Grows in m, not in the current memory.
  void push_back(const T& x, Memory* m) {
    T v = x;
    if (n_ == cap_) grow(n_ + 1, m);
    p_[n_++] = v;
  }
  void resize(size_t n) {
    reserve(n);
    for (size_t i = n_; i < n; i++) p_[i] = T();
    n_ = static_cast<uint32_t>(n);
  }
  void clear() { n_ = 0; }
  void forget() {
    p_ = nullptr;
    n_ = cap_ = 0;
  }
  template <class It>
  void assign(It a, It b) {
    n_ = 0;
    if (auto n = std::distance(a, b); n > 0) reserve(static_cast<size_t>(n));
    for (; a != b; ++a) p_[n_++] = *a;
  }
  template <class It>
  void append(It a, It b) {
    for (; a != b; ++a) push_back(*a);
  }
  void push_front(const T& x) {
    push_back(x);
    for (uint32_t i = n_ - 1; i > 0; i--) std::swap(p_[i], p_[i - 1]);
  }

 private:
  T* p_ = nullptr;
  uint32_t n_ = 0, cap_ = 0;

  void grow(size_t n, Memory* m = nullptr) {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);
    size_t cap = cap_ ? size_t{cap_} * 2 : sizeof(T) > 16 ? 1 : 2;
    if (cap < n) cap = n;
    T* p = static_cast<T*>((m ? m : Memory::current())->alloc(cap * sizeof(T)));
    if (n_) memcpy(static_cast<void*>(p), p_, n_ * sizeof(T));
    p_ = p;
    cap_ = static_cast<uint32_t>(cap);
  }
};

using Nodes = ListOf<Node*>;

/// Memory for nodes and names: pool.nodes.emplace_back(op, pos).
class Pool : public Memory {
 public:
  Pool() : nodes{*this}, names{*this} {}
  template <class T>
  struct Maker {
    Memory& in;
    template <class... A>
    T& emplace_back(A&&... a) {
      return *in.make<T>(std::forward<A>(a)...);
    }
  };
  Maker<Node> nodes;
  Maker<Name> names;
};

}  // namespace vole::escape
