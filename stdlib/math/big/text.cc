// This file holds the natives of math/big between numbers and digits.
#include "stdlib/math/big/nat.h"

namespace vole::stdlib::big {
namespace {

constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

// What a digit is worth in a base; -1 for what is none.
int value(unsigned char c, int base) {
  int v = -1;
  if (c >= '0' && c <= '9') v = c - '0';
  else if (c >= 'a' && c <= 'z') v = c - 'a' + 10;
  else if (c >= 'A' && c <= 'Z') v = base <= 36 ? c - 'A' + 10 : c - 'A' + 36;
  return v < base ? v : -1;
}

}  // namespace

Digits digits(M& m, Nat x, int base) {
  Digits d;
  bool two = (base & (base - 1)) == 0;
  mpz_t v;
  size_t room = x.len ? (x.len == 1 ? 65 : mpz_sizeinbase(view(v, x), base) + 2) : 1;
  auto* p = static_cast<unsigned char*>(allocate(room));
  d.text = {reinterpret_cast<char*>(p), std::free};
  if (x.len == 0) {
    p[0] = '0';
    d.n = 1;
    return d;
  }
  if (x.len == 1) {
    Limb w = x.p[0];
    auto* end = p + room;
    auto b = static_cast<Limb>(base);
    auto* q = end;
    for (; w; w /= b) *--q = static_cast<unsigned char>(kDigits[w % b]);
    d.n = static_cast<size_t>(end - q);
    std::memmove(p, q, d.n);
    return d;
  }
  Scratch copy(two ? Nat{} : x);  // is destroyed
  {
    Long l(m, cost(x.len, x.len), {x.p});
    d.n = mpn_get_str(p, base, two ? x.p : copy.get(), x.len);
    size_t zeros = 0;
    while (zeros < d.n - 1 && p[zeros] == 0) zeros++;
    d.n -= zeros;
    for (size_t i = 0; i < d.n; i++) p[i] = static_cast<unsigned char>(kDigits[p[i + zeros]]);
  }
  return d;
}

namespace {

// func (x nat) text(neg bool, base int) string, and appendText(neg bool, base int, b []byte) []byte
Status text(M& m, Slot* a) {
  Nat x = arg(a, 0);
  Digits d = digits(m, x, static_cast<int>(a[4].i));
  bool sign = a[3].b && x.len;
  char* p = newBuffer(m, d.n + sign);
  if (sign) *p = '-';
  if (d.n) std::memcpy(p + sign, d.text.get(), d.n);
  rt::setString(a, 0, {p, static_cast<int64_t>(d.n + sign)});
  return Status::ok;
}
Status appendText(M& m, Slot* a) {
  Nat x = arg(a, 0);
  Digits d = digits(m, x, static_cast<int>(a[4].i));
  GoSlice b = rt::argSlice(a, 5);
  if (a[3].b && x.len) b = appendBytes(m, b, "-");
  rt::setSlice(a, 0, appendBytes(m, b, {d.text.get(), d.n}));
  return Status::ok;
}

// func appendDigits(b []byte, s string, base int) []byte
// Appends the values of the digits that s begins with.
Status appendDigits(M& m, Slot* a) {
  GoSlice b = rt::argSlice(a, 0);
  GoString s = rt::argString(a, 3);
  auto base = static_cast<int>(a[5].i);
  auto* text = reinterpret_cast<const unsigned char*>(s.ptr);
  int64_t n = 0;
  while (n < s.len && value(text[n], base) >= 0) n++;
  if (n == 0) {
    rt::setSlice(a, 0, b);
    return Status::ok;
  }
  int64_t old = b.len;
  b = appendBytes(m, b, {s.ptr, static_cast<size_t>(n)});
  auto* to = static_cast<unsigned char*>(b.ptr) + old;
  for (int64_t i = 0; i < n; i++) to[i] = static_cast<unsigned char>(value(to[i], base));
  rt::setSlice(a, 0, b);
  return Status::ok;
}

// func (z nat) setDigits(d []byte, base int) nat
Status setDigits(M& m, Slot* a) {
  GoSlice d = rt::argSlice(a, 3);
  auto base = static_cast<unsigned>(a[6].u);
  auto* s = static_cast<const unsigned char*>(d.ptr);
  int64_t n = d.len;
  while (n > 0 && *s == 0) s++, n--;
  Nat z = arg(a, 0);
  constexpr int64_t kSmall = 10;  // 62**10 < 2**64
  if (n <= kSmall) {
    Limb w = 0;
    for (int64_t i = 0; i < n; i++) w = w * base + s[i];
    set(a, 0, assignWord(m, z, w));
    return Status::ok;
  }
  auto bits = static_cast<double>(n) * (64 - __builtin_clzl(base));  // log2 of the base, rounded up
  if (bits / 64 > 0x7ffffff0) return rt::panicMakeSliceLen(m);
  Scratch room(static_cast<int64_t>(bits / 64) + 3);
  int64_t len;
  {
    Long l(m, cost(n / 16, n / 16), {s});
    len = mpn_set_str(room.get(), s, static_cast<size_t>(n), static_cast<int>(base));
  }
  set(a, 0, assign(m, z, norm({room.get(), len, len})));
  return Status::ok;
}

// func decimalDigits(x nat, shift int) (digits []byte, exp int)
// The digits of x * 2**shift, without zeros at the end; the number is 0.digits * 10**exp.
Status decimalDigits(M& m, Slot* a) {
  Nat x = arg(a, 0);
  int64_t shift = a[3].i;
  if (x.len == 0) {
    rt::setSlice(a, 0, {nullptr, 0, 0});
    a[3].i = 0;
    return Status::ok;
  }
  // x * 2**-k is x * 5**k / 10**k, once the factors 2 are gone.
  uint64_t twos = 0, k = 0, left = 0;
  if (shift < 0) {
    k = -static_cast<uint64_t>(shift);
    twos = std::min(k, static_cast<uint64_t>(trailingZeros(x)));
    k -= twos;
  } else {
    left = static_cast<uint64_t>(shift);
  }
  double words = static_cast<double>(x.len) + static_cast<double>(k) * 2.4 / 64 + static_cast<double>(left) / 64;
  if (words > 0x7ffffff0) return rt::panicMakeSliceLen(m);
  Mpz v;
  mpz_t rx;
  {
    Long l(m, words * words, {x.p});
    mpz_tdiv_q_2exp(v, view(rx, x), twos);
    mpz_mul_2exp(v, v, left);
    if (k) {
      Mpz five;
      mpz_ui_pow_ui(five, 5, k);
      mpz_mul(v, v, five);
    }
  }
  auto n = static_cast<int64_t>(mpz_size(v));
  Digits d = digits(m, {const_cast<Limb*>(mpz_limbs_read(v)), n, n}, 10);
  int64_t exp = static_cast<int64_t>(d.n) - static_cast<int64_t>(k);
  while (d.n > 0 && d.text.get()[d.n - 1] == '0') d.n--;
  rt::setSlice(a, 0, rt::newBytes(m, d.text.get(), static_cast<int64_t>(d.n)));
  a[3].i = exp;
  return Status::ok;
}

VOLE_NATIVE("math/big.nat.text", text);
VOLE_NATIVE("math/big.nat.appendText", appendText);
VOLE_NATIVE("math/big.appendDigits", appendDigits);
VOLE_NATIVE("math/big.nat.setDigits", setDigits);
VOLE_NATIVE("math/big.decimalDigits", decimalDigits);

}  // namespace
}  // namespace vole::stdlib::big
