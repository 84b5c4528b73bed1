// This file holds the leaves of crypto/*, of our own packages and of those that come from Go's sources: the compression functions of the digests by
// libcrypto, blocks of AES by the processor's instructions where it has them.
#define OPENSSL_SUPPRESS_DEPRECATED  // the functions for one block have no other form
#include <cerrno>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <sys/random.h>
#include <wmmintrin.h>

#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

template <class Ctx, class State, size_t kWords, State* (*kState)(Ctx&), int (*kFeed)(Ctx*, const void*, size_t)>
void addBlocks(uint64_t* state, std::string_view p) {
  Ctx c{};
  State* h = kState(c);
  for (size_t i = 0; i < kWords; i++) h[i] = static_cast<State>(state[i]);
  kFeed(&c, p.data(), p.size());  // whole blocks never stay in the context's buffer
  for (size_t i = 0; i < kWords; i++) state[i] = h[i];
}

MD5_LONG* md5State(MD5_CTX& c) { return &c.A; }  // A B C D follow each other
SHA_LONG* sha1State(SHA_CTX& c) { return &c.h0; }
SHA_LONG* sha256State(SHA256_CTX& c) {
  c.md_len = SHA256_DIGEST_LENGTH;
  return c.h;
}
SHA_LONG64* sha512State(SHA512_CTX& c) {
  c.md_len = SHA512_DIGEST_LENGTH;
  return c.h;
}

// func add(h *[8]uint64, function int, p []byte): p is whole blocks.
Status addNative(M& m, Slot* a) {
  static constexpr void (*kFunctions[])(uint64_t*, std::string_view) = {
      addBlocks<MD5_CTX, MD5_LONG, 4, md5State, MD5_Update>,
      addBlocks<SHA_CTX, SHA_LONG, 5, sha1State, SHA1_Update>,
      addBlocks<SHA256_CTX, SHA_LONG, 8, sha256State, SHA256_Update>,
      addBlocks<SHA512_CTX, SHA_LONG64, 8, sha512State, SHA512_Update>,
  };
  auto* h = static_cast<uint64_t*>(a[0].p);
  if (!h) return rt::panicNilDeref(m);
  kFunctions[a[1].i](h, rt::argView(a, 2));
  return Status::ok;
}

// ---- AES

// A round key as the instructions want it: Go keeps words of big-endian bytes.
[[gnu::target("ssse3,aes")]] inline __m128i roundKey(const uint32_t* k) {
  uint32_t w[4];
  for (int i = 0; i < 4; i++) w[i] = __builtin_bswap32(k[i]);
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(w));
}

// func encryptBlockGo(xk []uint32, dst, src []byte), and decryptBlockGo
template <bool kEncrypt>
[[gnu::target("ssse3,aes")]] void aesBlock(const uint32_t* xk, int64_t words, char* dst, const char* src) {
  __m128i s = _mm_xor_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(src)), roundKey(xk));
  int64_t i = 4;
  for (; i + 4 < words; i += 4) s = kEncrypt ? _mm_aesenc_si128(s, roundKey(xk + i)) : _mm_aesdec_si128(s, roundKey(xk + i));
  s = kEncrypt ? _mm_aesenclast_si128(s, roundKey(xk + i)) : _mm_aesdeclast_si128(s, roundKey(xk + i));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(dst), s);
}

template <bool kEncrypt>
Status aesNative(M& m, Slot* a) {
  GoSlice xk = rt::argSlice(a, 0), dst = rt::argSlice(a, 3), src = rt::argSlice(a, 6);
  if (xk.len < 8 || dst.len < 16 || src.len < 16) return rt::panicPlain(m, "crypto/aes: input not full block");
  aesBlock<kEncrypt>(static_cast<const uint32_t*>(xk.ptr), xk.len, static_cast<char*>(dst.ptr), static_cast<const char*>(src.ptr));
  return Status::ok;
}

// Registered only where the processor has the instructions: Go's text does it otherwise.
struct AesRegistrar {
  AesRegistrar() {
    if (!__builtin_cpu_supports("aes") || !__builtin_cpu_supports("ssse3")) return;
    static rt::NativeReg enc("crypto/aes.encryptBlockGo", aesNative<true>);
    static rt::NativeReg dec("crypto/aes.decryptBlockGo", aesNative<false>);
  }
} aesRegistrar;

// func difference(x, y []byte) byte: of one length
Status differenceNative(M&, Slot* a) {
  std::string_view x = rt::argView(a, 0), y = rt::argView(a, 3);
  uint8_t d = 0;
  for (size_t i = 0; i < x.size(); i++) d |= static_cast<uint8_t>(x[i] ^ y[i]);
  a[0].u = d;
  return Status::ok;
}

// func xorBytes(dst, x, y []byte): the others are as long as dst at least
Status xorBytesNative(M&, Slot* a) {
  GoSlice dst = rt::argSlice(a, 0), x = rt::argSlice(a, 3), y = rt::argSlice(a, 6);
  auto* d = static_cast<char*>(dst.ptr);
  for (int64_t i = 0; i < dst.len; i++) d[i] = static_cast<const char*>(x.ptr)[i] ^ static_cast<const char*>(y.ptr)[i];
  return Status::ok;
}

// func getrandom(b []byte) bool
Status getrandomNative(M&, Slot* a) {
  GoSlice b = rt::argSlice(a, 0);
  int64_t n = 0;
  bool ok = true;
  while (ok && n < b.len) {
    ssize_t r = ::getrandom(static_cast<char*>(b.ptr) + n, static_cast<size_t>(b.len - n), 0);
    if (r > 0) n += r;
    else ok = errno == EINTR;
  }
  a[0].u = ok;
  return Status::ok;
}

// Markers that gc leaves in a binary: nothing to do.
Status nothing(M&, Slot*) { return Status::ok; }

VOLE_NATIVE("crypto/internal/block.add", addNative);
VOLE_NATIVE("crypto/subtle.difference", differenceNative);
VOLE_NATIVE("crypto/subtle.xorBytes", xorBytesNative);
VOLE_NATIVE("crypto/rand.getrandom", getrandomNative);
VOLE_NATIVE("crypto/internal/boring/sig.BoringCrypto", nothing);
VOLE_NATIVE("crypto/internal/boring/sig.FIPSOnly", nothing);
VOLE_NATIVE("crypto/internal/boring/sig.StandardCrypto", nothing);
VOLE_NATIVE("time/tzdata.registerLoadFromEmbeddedTZData", nothing);  // the system's tzdata is there

}  // namespace
}  // namespace vole::stdlib
