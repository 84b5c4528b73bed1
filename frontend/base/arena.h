// Bump allocation for trees and types, and the pointer+length list they use.
// An arena never frees single objects and runs no destructors: what lives in it must not own memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace vole {

/// A fixed array in an arena. Copying copies the view, not the elements.
template <class T>
struct List {
  T* data = nullptr;
  uint32_t n = 0;

  uint32_t size() const { return n; }
  bool empty() const { return n == 0; }
  T& operator[](size_t i) const { return data[i]; }
  T* begin() const { return data; }
  T* end() const { return data + n; }
  T& front() const { return data[0]; }
  T& back() const { return data[n - 1]; }
  /// The elements [from, to).
  List sub(uint32_t from, uint32_t to) const { return List{data + from, to - from}; }
};

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  void* alloc(size_t size, size_t align) {
    uintptr_t p = (cur_ + align - 1) & ~(uintptr_t)(align - 1);
    if (p + size > end_ || p < cur_) return allocSlow(size, align);
    cur_ = p + size;
    return reinterpret_cast<void*>(p);
  }

  /// A new T, its constructor run with the arguments given.
  template <class T, class... A>
  T* make(A&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "arena objects are never destroyed");
    return new (alloc(sizeof(T), alignof(T))) T(std::forward<A>(args)...);
  }

  /// n value-initialised elements.
  template <class T>
  List<T> newList(size_t n) {
    if (n == 0) return {};
    T* p = static_cast<T*>(alloc(n * sizeof(T), alignof(T)));
    for (size_t i = 0; i < n; i++) new (p + i) T();
    return List<T>{p, static_cast<uint32_t>(n)};
  }

  template <class T>
  List<T> copyList(const T* from, size_t n) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (n == 0) return {};
    T* p = static_cast<T*>(alloc(n * sizeof(T), alignof(T)));
    std::memcpy(static_cast<void*>(p), from, n * sizeof(T));
    return List<T>{p, static_cast<uint32_t>(n)};
  }
  template <class T>
  List<T> copyList(const std::vector<T>& v) {
    return copyList(v.data(), v.size());
  }
  template <class T>
  List<T> listOf(std::initializer_list<T> v) {
    return copyList(v.begin(), v.size());
  }

  std::string_view copyString(std::string_view s) {
    if (s.empty()) return {};
    char* p = static_cast<char*>(alloc(s.size(), 1));
    std::memcpy(p, s.data(), s.size());
    return {p, s.size()};
  }

  size_t bytesUsed() const { return total_; }

 private:
  void* allocSlow(size_t size, size_t align);

  uintptr_t cur_ = 0, end_ = 0;
  std::vector<void*> blocks_;
  size_t total_ = 0;
};

}  // namespace vole
