// This program computes the table that package math/rand mixes into every seed, so that Vole's seeded
// sequences are Go's. The table is the state of the additive lagged Fibonacci generator
//
//   x[n] = x[n-607] + x[n-273]  mod 2^64
//
// after 7.8e12 steps from a start by seed 1. Nobody takes these steps: x[N+i] is a fixed linear
// combination of x[i..i+606], whose coefficients are those of t^N modulo t^607 - t^334 - 1.
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

constexpr int kLen = 607, kTap = 273;
constexpr uint64_t kSteps = 7800000000000;
using Poly = std::vector<uint64_t>;  // kLen coefficients

int32_t seedrand(int32_t x) {
  x = 48271 * (x % 44488) - 3399 * (x / 44488);
  return x < 0 ? x + 2147483647 : x;
}

// a * b modulo t^607 - t^334 - 1.
Poly multiply(const Poly& a, const Poly& b) {
  Poly wide(2 * kLen - 1);
  for (int i = 0; i < kLen; i++) {
    if (!a[i]) continue;
    for (int j = 0; j < kLen; j++) wide[i + j] += a[i] * b[j];
  }
  for (int i = 2 * kLen - 2; i >= kLen; i--) {
    wide[i - kLen] += wide[i];
    wide[i - kTap] += wide[i];
  }
  wide.resize(kLen);
  return wide;
}

}  // namespace

int main() {
  uint64_t vec[kLen];
  int32_t x = 1;
  for (int i = -20; i < kLen; i++) {
    x = seedrand(x);
    if (i < 0) continue;
    uint64_t u = static_cast<uint64_t>(x) << 20;
    x = seedrand(x);
    u ^= static_cast<uint64_t>(x) << 10;
    x = seedrand(x);
    vec[i] = u ^ static_cast<uint64_t>(x);
  }
  // The generator walks the register downwards: call n reads and writes place (333 - n) mod 607.
  auto place = [](uint64_t n) { return static_cast<int>((kLen - kTap - 1 + kLen - n % kLen) % kLen); };
  std::vector<uint64_t> h(2 * kLen);  // h[j] = x[j - 607]
  for (int j = 0; j < kLen; j++) h[j] = vec[place(j)];
  for (int j = kLen; j < 2 * kLen; j++) h[j] = h[j - kLen] + h[j - kTap];

  Poly power(kLen), base(kLen);
  power[0] = base[1] = 1;
  for (uint64_t n = kSteps; n; n >>= 1) {
    if (n & 1) power = multiply(power, base);
    base = multiply(base, base);
  }
  for (int i = 0; i < kLen; i++) {
    uint64_t sum = 0;
    for (int j = 0; j < kLen; j++) sum += power[j] * h[i + j];
    // h[N + i] is x[N + i - 607], the last value written to its place.
    vec[place(kSteps + static_cast<uint64_t>(i))] = sum;
  }
  for (uint64_t v : vec) std::printf("0x%016llxu,\n", static_cast<unsigned long long>(v));
}
