// This file holds what several of the library's natives share: building byte slices and setting results.
#pragma once
#include <algorithm>
#include <cstring>
#include <string_view>

#include "runtime/native.h"

namespace vole::stdlib {

using rt::GoSlice;
using rt::GoString;
using rt::M;
using rt::Slot;
using rt::Status;

// The capacity gc's append would choose for bytes when need exceeds cap.
inline int64_t grownCap(int64_t cap, int64_t need) {
  int64_t c = cap;
  if (need > 2 * c) {
    c = need;
  } else if (c < 256) {
    c *= 2;
  } else {
    while (c < need) c += (c + 3 * 256) / 4;
  }
  return static_cast<int64_t>(rt::roundupsize(static_cast<uint64_t>(c)));
}

// append(dst, text...) for byte slices. The spare capacity of a grown slice is zero, as Go's is.
inline GoSlice appendBytes(M& m, GoSlice dst, std::string_view text) {
  int64_t need = dst.len + static_cast<int64_t>(text.size());
  if (need > dst.cap) {
    int64_t cap = grownCap(dst.cap, need);
    void* p = rt::mallocgc(m, static_cast<uint64_t>(cap), nullptr, true);
    if (dst.len) std::memcpy(p, dst.ptr, static_cast<size_t>(dst.len));
    dst.ptr = p;
    dst.cap = cap;
  }
  if (!text.empty()) std::memcpy(static_cast<char*>(dst.ptr) + dst.len, text.data(), text.size());
  dst.len = need;
  return dst;
}

// The bytes of a slice argument.
inline std::string_view bytesView(const Slot* a, int i) {
  return {static_cast<const char*>(a[i].p), static_cast<size_t>(a[i + 1].i)};
}

// A fresh uncleared string buffer of n bytes; the caller fills it before anything else runs.
inline char* newBuffer(M& m, size_t n) { return static_cast<char*>(rt::mallocgc(m, n, nullptr, false)); }

}  // namespace vole::stdlib
