// This file holds the block function of ChaCha8 as math/rand/v2 uses it: four blocks side by side, word by word.
#include <cstdint>

#include "runtime/native.h"

namespace vole::rt {
namespace {

void quarter(uint32_t& a, uint32_t& b, uint32_t& c, uint32_t& d) {
  auto rotl = [](uint32_t x, int n) { return x << n | x >> (32 - n); };
  a += b, d = rotl(d ^ a, 16);
  c += d, b = rotl(b ^ c, 12);
  a += b, d = rotl(d ^ a, 8);
  c += d, b = rotl(b ^ c, 7);
}

// func chachaBlock(seed *[4]uint64, buf *[32]uint64, counter uint32)
Status chachaBlock(M&, Slot* a) {
  const auto* seed = static_cast<const uint32_t*>(a[0].p);
  auto* out = static_cast<uint32_t*>(a[1].p);
  uint32_t counter = static_cast<uint32_t>(a[2].u);
  for (uint32_t lane = 0; lane < 4; lane++) {
    uint32_t s[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (int i = 0; i < 8; i++) s[4 + i] = seed[i];
    s[12] = counter + lane;
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 4; i++) quarter(s[i], s[4 + i], s[8 + i], s[12 + i]);
      for (int i = 0; i < 4; i++) quarter(s[i], s[4 + (i + 1) % 4], s[8 + (i + 2) % 4], s[12 + (i + 3) % 4]);
    }
    // Only the key is added back: the constants and the counter are no secret.
    for (int i = 0; i < 8; i++) s[4 + i] += seed[i];
    for (int i = 0; i < 16; i++) out[4 * i + static_cast<int>(lane)] = s[i];
  }
  return Status::ok;
}
VOLE_NATIVE("math/rand/v2.chachaBlock", chachaBlock);

}  // namespace
}  // namespace vole::rt
