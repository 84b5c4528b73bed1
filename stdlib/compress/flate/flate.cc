// This file holds the natives of compress/flate: zlib's streams without header.
#include <zlib.h>

#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

struct Stream {
  z_stream z{};
  bool inflating = false;
};

constexpr int kRawBits = -15;                // window of 32 KB, no header
constexpr uint64_t kStep = uint64_t{1} << 20;  // bytes of input or output in one call: a native is bounded

enum State { kMore, kEnd, kCorrupt };

// func newInflate(dict []byte) uintptr
Status newInflate(M&, Slot* a) {
  auto* s = new Stream;
  s->inflating = true;
  std::string_view dict = rt::argView(a, 0);
  if (inflateInit2(&s->z, kRawBits) != Z_OK) {
    delete s;
    s = nullptr;
  } else if (!dict.empty()) {
    if (dict.size() > 32768) dict.remove_prefix(dict.size() - 32768);
    inflateSetDictionary(&s->z, reinterpret_cast<const Bytef*>(dict.data()), static_cast<uInt>(dict.size()));
  }
  a[0].p = s;
  return Status::ok;
}

// func newDeflate(level int, dict []byte) uintptr
Status newDeflate(M&, Slot* a) {
  auto level = static_cast<int>(a[0].i);
  std::string_view dict = rt::argView(a, 1);
  auto* s = new Stream;
  bool huffman = level == -2;
  if (deflateInit2(&s->z, huffman ? 1 : level, Z_DEFLATED, kRawBits, 8, huffman ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY) != Z_OK) {
    delete s;
    s = nullptr;
  } else if (!dict.empty()) {
    if (dict.size() > 32768) dict.remove_prefix(dict.size() - 32768);
    deflateSetDictionary(&s->z, reinterpret_cast<const Bytef*>(dict.data()), static_cast<uInt>(dict.size()));
  }
  a[0].p = s;
  return Status::ok;
}

// func freeStream(h uintptr)
Status freeStream(M&, Slot* a) {
  auto* s = static_cast<Stream*>(a[0].p);
  if (s->inflating) inflateEnd(&s->z);
  else deflateEnd(&s->z);
  delete s;
  return Status::ok;
}

struct Buffers {
  uInt in, out;
};

Buffers setBuffers(Stream* s, Slot* a) {
  static Bytef none;
  GoSlice in = rt::argSlice(a, 1), out = rt::argSlice(a, 4);
  Buffers b{static_cast<uInt>(std::min<uint64_t>(static_cast<uint64_t>(in.len), kStep)),
            static_cast<uInt>(std::min<uint64_t>(static_cast<uint64_t>(out.len), kStep))};
  s->z.next_in = in.len ? static_cast<Bytef*>(in.ptr) : &none;
  s->z.avail_in = b.in;
  s->z.next_out = out.len ? static_cast<Bytef*>(out.ptr) : &none;
  s->z.avail_out = b.out;
  return b;
}

void answer(Slot* a, const Stream* s, Buffers b, State state) {
  a[0].i = b.in - s->z.avail_in;
  a[1].i = b.out - s->z.avail_out;
  a[2].i = state;
}

// func inflate(h uintptr, in, out []byte) (nin, nout, state int)
Status inflateNative(M&, Slot* a) {
  auto* s = static_cast<Stream*>(a[0].p);
  Buffers b = setBuffers(s, a);
  int r = inflate(&s->z, Z_SYNC_FLUSH);
  answer(a, s, b, r == Z_STREAM_END ? kEnd : r == Z_OK || r == Z_BUF_ERROR ? kMore : kCorrupt);
  return Status::ok;
}

// func deflate(h uintptr, in, out []byte, mode int) (nin, nout, state int)
Status deflateNative(M&, Slot* a) {
  auto* s = static_cast<Stream*>(a[0].p);
  int64_t mode = a[7].i;
  Buffers b = setBuffers(s, a);
  bool whole = b.in == static_cast<uint64_t>(a[2].i);
  int r = deflate(&s->z, !whole || mode == 0 ? Z_NO_FLUSH : mode == 1 ? Z_SYNC_FLUSH : Z_FINISH);
  answer(a, s, b, r == Z_STREAM_END ? kEnd : r == Z_OK || r == Z_BUF_ERROR ? kMore : kCorrupt);
  return Status::ok;
}

VOLE_NATIVE("compress/flate.newInflate", newInflate);
VOLE_NATIVE("compress/flate.newDeflate", newDeflate);
VOLE_NATIVE("compress/flate.freeStream", freeStream);
VOLE_NATIVE("compress/flate.inflate", inflateNative);
VOLE_NATIVE("compress/flate.deflate", deflateNative);

}  // namespace
}  // namespace vole::stdlib
