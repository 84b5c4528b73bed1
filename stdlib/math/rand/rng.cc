// This file holds the leaves of math/rand: the lagged Fibonacci source, whose state lies in Go memory, and
// the ziggurat tables (math/rand/v2 uses them too).
#include <cmath>
#include <cstdint>

#include "runtime/native.h"

namespace vole::rt {
namespace {

constexpr int64_t kLen = 607, kTap = 273;

// The state after 7.8e12 steps; tools/gen_rngcooked computes it while building.
constexpr uint64_t kCooked[kLen] = {
#include "rng_cooked.inc"
};

// struct rngSource of rng.go.
struct RngSource {
  int64_t tap, feed;
  uint64_t vec[kLen];
};

int32_t seedrand(int32_t x) {
  x = 48271 * (x % 44488) - 3399 * (x / 44488);
  return x < 0 ? x + 2147483647 : x;
}

// func seedSource(r *rngSource, seed int64)
Status seedSource(M&, Slot* a) {
  auto* r = static_cast<RngSource*>(a[0].p);
  r->tap = 0;
  r->feed = kLen - kTap;
  int64_t seed = a[1].i % 2147483647;
  if (seed < 0) seed += 2147483647;
  if (seed == 0) seed = 89482311;
  int32_t x = static_cast<int32_t>(seed);
  for (int i = -20; i < kLen; i++) {
    x = seedrand(x);
    if (i < 0) continue;
    uint64_t u = static_cast<uint64_t>(x) << 40;
    x = seedrand(x);
    u ^= static_cast<uint64_t>(x) << 20;
    x = seedrand(x);
    r->vec[i] = u ^ static_cast<uint64_t>(x) ^ kCooked[i];
  }
  return Status::ok;
}
VOLE_NATIVE("math/rand.seedSource", seedSource);

uint64_t step(RngSource* r) {
  // The indexes are Go memory, which a program can spoil through unsafe: keep them in range.
  if (--r->tap < 0 || r->tap >= kLen) r->tap = kLen - 1;
  if (--r->feed < 0 || r->feed >= kLen) r->feed = kLen - 1;
  return r->vec[r->feed] += r->vec[r->tap];
}

Status sourceUint64(M&, Slot* a) {
  a[0].u = step(static_cast<RngSource*>(a[0].p));
  return Status::ok;
}
VOLE_NATIVE("math/rand.(*rngSource).Uint64", sourceUint64);

Status sourceInt63(M&, Slot* a) {
  a[0].u = step(static_cast<RngSource*>(a[0].p)) & INT64_MAX;
  return Status::ok;
}
VOLE_NATIVE("math/rand.(*rngSource).Int63", sourceInt63);

Status runtimeRand(M& m, Slot* a) {
  a[0].u = fastrand64(m);
  return Status::ok;
}
VOLE_NATIVE("math/rand.runtimeRand", runtimeRand);

// The layout of normalTables and expTables in dist.go.
template <int n>
struct Ziggurat {
  uint32_t k[n];
  float w[n], f[n];

  // Marsaglia and Tsang's set-up: scale is 2^31 or 2^32, tail the right-most strip's limit, area that of
  // each strip.
  Ziggurat(double scale, double tail, double area, double (*density)(double), double (*inverse)(double)) {
    double d = tail, last = tail, q = area / density(d);
    k[0] = static_cast<uint32_t>(d / q * scale);
    k[1] = 0;
    w[0] = static_cast<float>(q / scale);
    w[n - 1] = static_cast<float>(d / scale);
    f[0] = 1;
    f[n - 1] = static_cast<float>(density(d));
    for (int i = n - 2; i >= 1; i--) {
      d = inverse(area / d + density(d));
      k[i + 1] = static_cast<uint32_t>(d / last * scale);
      last = d;
      f[i] = static_cast<float>(density(d));
      w[i] = static_cast<float>(d / scale);
    }
  }
};

Status normalTables(M&, Slot* a) {
  static Ziggurat<128> z(
      2147483648.0, 3.442619855899, 9.91256303526217e-3, [](double x) { return std::exp(-.5 * x * x); },
      [](double y) { return std::sqrt(-2 * std::log(y)); });
  a[0].p = &z;
  return Status::ok;
}
VOLE_NATIVE("math/rand.normal", normalTables);
VOLE_NATIVE("math/rand/v2.normal", normalTables);

Status expTables(M&, Slot* a) {
  static Ziggurat<256> z(
      4294967296.0, 7.69711747013104972, 3.949659822581572e-3, [](double x) { return std::exp(-x); },
      [](double y) { return -std::log(y); });
  a[0].p = &z;
  return Status::ok;
}
VOLE_NATIVE("math/rand.exponential", expTables);
VOLE_NATIVE("math/rand/v2.exponential", expTables);

VOLE_NATIVE("math/rand/v2.runtimeRand", runtimeRand);

}  // namespace
}  // namespace vole::rt
