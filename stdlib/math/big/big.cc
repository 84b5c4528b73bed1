// This file holds the leaves of math/big, whose Go text comes from Go's sources: the vector primitives, multiplication,
// division, modular powers and conversion to digits work on the limbs by GMP. A nat is a []Word, least significant first,
// without leading zeros, and the results are made as Go makes them: in the receiver's array where that is large enough and
// shares nothing with an operand.
#include <gmp.h>

#include <string>
#include <vector>

#include "runtime/sched/sched.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "a limb is a Word");

using Limbs = mp_limb_t*;

struct Nat {
  Limbs p;
  int64_t len, cap;
};

Nat arg(const Slot* a, int i) { return {static_cast<Limbs>(a[i].p), a[i + 1].i, a[i + 2].i}; }
void set(Slot* a, int i, Nat n) { rt::setSlice(a, i, {n.p, n.len, n.cap}); }

Nat norm(Nat z) {
  while (z.len > 0 && z.p[z.len - 1] == 0) z.len--;
  return z;
}

// z with n words; the new array has spare room, as results tend to grow.
Nat make(M& m, Nat z, int64_t n) {
  if (n <= z.cap) return {z.p, n, z.cap};
  constexpr int64_t kSpare = 4;
  int64_t cap = n == 1 ? 1 : n + kSpare;
  return {static_cast<Limbs>(rt::mallocgc(m, static_cast<uint64_t>(cap) * 8, nullptr, true)), n, cap};
}

// What takes long is done as a system call: others run on this P meanwhile, and nobody who stops the world waits for it.
// made: results that no slot knows of yet. In between nothing is allocated.
class LongRun {
 public:
  LongRun(M& m, bool isLong, Nat made = {}, Nat made2 = {}) : m_(m), on_(isLong) {
    if (!on_) return;
    m.curg->pins[0] = reinterpret_cast<uintptr_t>(made.p);
    m.curg->pins[1] = reinterpret_cast<uintptr_t>(made2.p);
    rt::entersyscall(m);
  }
  ~LongRun() {
    if (!on_) return;
    rt::exitsyscall(m_);
    m_.curg->pins[0] = m_.curg->pins[1] = 0;
  }
  LongRun(const LongRun&) = delete;

 private:
  M& m_;
  bool on_;
};
// Words that take about 50 us where the time is linear, and where it is not.
constexpr int64_t kManyWords = 1 << 17, kManyDigits = 800, kManyBits = 64;

bool alias(Nat x, Nat y) { return x.cap > 0 && y.cap > 0 && x.p + x.cap == y.p + y.cap; }

// func addVV(z, x, y []Word) (c Word), and subVV
template <mp_limb_t (*kOp)(mp_ptr, mp_srcptr, mp_srcptr, mp_size_t)>
Status vectorVector(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3), y = arg(a, 6);
  LongRun run(m, z.len > kManyWords);
  a[0].u = z.len ? kOp(z.p, x.p, y.p, z.len) : 0;
  return Status::ok;
}
mp_limb_t addN(mp_ptr z, mp_srcptr x, mp_srcptr y, mp_size_t n) { return mpn_add_n(z, x, y, n); }
mp_limb_t subN(mp_ptr z, mp_srcptr x, mp_srcptr y, mp_size_t n) { return mpn_sub_n(z, x, y, n); }

// func addVW(z, x []Word, y Word) (c Word), and subVW
template <mp_limb_t (*kOp)(mp_ptr, mp_srcptr, mp_size_t, mp_limb_t)>
Status vectorWord(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3);
  mp_limb_t y = a[6].u;
  LongRun run(m, z.len > kManyWords);
  a[0].u = z.len ? kOp(z.p, x.p, z.len, y) : y;
  return Status::ok;
}
mp_limb_t add1(mp_ptr z, mp_srcptr x, mp_size_t n, mp_limb_t y) { return mpn_add_1(z, x, n, y); }
mp_limb_t sub1(mp_ptr z, mp_srcptr x, mp_size_t n, mp_limb_t y) { return mpn_sub_1(z, x, n, y); }

// func shlVU(z, x []Word, s uint) (c Word), and shrVU
template <mp_limb_t (*kOp)(mp_ptr, mp_srcptr, mp_size_t, unsigned)>
Status shift(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3);
  LongRun run(m, z.len > kManyWords);
  auto s = static_cast<unsigned>(a[6].u & 63);
  a[0].u = 0;
  if (z.len == 0) return Status::ok;
  if (a[6].u == 0) std::memmove(z.p, x.p, static_cast<size_t>(std::min(z.len, x.len)) * 8);
  else a[0].u = kOp(z.p, x.p, z.len, s);
  return Status::ok;
}
mp_limb_t left(mp_ptr z, mp_srcptr x, mp_size_t n, unsigned s) { return mpn_lshift(z, x, n, s); }
mp_limb_t right(mp_ptr z, mp_srcptr x, mp_size_t n, unsigned s) { return mpn_rshift(z, x, n, s); }

// func mulAddVWW(z, x []Word, y, r Word) (c Word)
Status mulAddVWW(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3);
  LongRun run(m, z.len > kManyWords);
  mp_limb_t y = a[6].u, c = a[7].u;
  if (z.len) {
    mp_limb_t r = c;
    c = mpn_mul_1(z.p, x.p, z.len, y);
    c += mpn_add_1(z.p, z.p, z.len, r);
  }
  a[0].u = c;
  return Status::ok;
}

// func addMulVVW(z, x []Word, y Word) (c Word)
Status addMulVVW(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3);
  LongRun run(m, z.len > kManyWords);
  a[0].u = z.len ? mpn_addmul_1(z.p, x.p, z.len, a[6].u) : 0;
  return Status::ok;
}

// func divWVW(z []Word, xn Word, x []Word, y Word) (r Word)
Status divWVW(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 4);
  LongRun run(m, z.len > kManyWords);
  mp_limb_t r = a[3].u, y = a[7].u;
  if (r == 0) {
    r = z.len ? mpn_divrem_1(z.p, 0, x.p, z.len, y) : 0;
  } else {
    for (int64_t i = z.len - 1; i >= 0; i--) {
      auto v = static_cast<unsigned __int128>(r) << 64 | x.p[i];
      z.p[i] = static_cast<mp_limb_t>(v / y);
      r = static_cast<mp_limb_t>(v % y);
    }
  }
  a[0].u = r;
  return Status::ok;
}

// func (z nat) mul(x, y nat) nat
Status mul(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3), y = arg(a, 6);
  if (x.len < y.len) std::swap(x, y);
  if (y.len == 0) {
    set(a, 0, {z.p, 0, z.cap});
    return Status::ok;
  }
  if (y.len == 1) {
    mp_limb_t w = y.p[0];  // may be overwritten
    z = make(m, z, x.len + 1);
    LongRun run(m, x.len > kManyWords, z);
    z.p[x.len] = mpn_mul_1(z.p, x.p, x.len, w);
  } else {
    if (alias(z, x) || alias(z, y)) z = {nullptr, 0, 0};
    z = make(m, z, x.len + y.len);
    LongRun run(m, x.len + y.len > kManyDigits, z);
    mpn_mul(z.p, x.p, x.len, y.p, y.len);
  }
  set(a, 0, norm(z));
  return Status::ok;
}

// func (z nat) sqr(x nat) nat
Status sqr(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3);
  if (x.len == 0) {
    set(a, 0, {z.p, 0, z.cap});
    return Status::ok;
  }
  if (alias(z, x)) z = {nullptr, 0, 0};
  z = make(m, z, 2 * x.len);
  {
    LongRun run(m, x.len > kManyDigits / 2, z);
    mpn_sqr(z.p, x.p, x.len);
  }
  set(a, 0, norm(z));
  return Status::ok;
}

// func (z nat) divLarge(u, uIn, vIn nat) (q, r nat): len(vIn) >= 2, len(uIn) >= len(vIn). u is room for the remainder; both
// results may share arrays with both operands.
Status divLarge(M& m, Slot* a) {
  Nat z = arg(a, 0), u = arg(a, 3), num = arg(a, 6), den = arg(a, 9);
  std::vector<mp_limb_t> numCopy, denCopy;
  if (alias(z, num) || alias(u, num)) {
    numCopy.assign(num.p, num.p + num.len);
    num.p = numCopy.data();
  }
  if (alias(z, den) || alias(u, den)) {
    denCopy.assign(den.p, den.p + den.len);
    den.p = denCopy.data();
  }
  u = make(m, u, num.len + 1);
  if (alias(z, u)) z = {nullptr, 0, 0};
  Nat q = make(m, z, num.len - den.len + 1);
  {
    LongRun run(m, num.len > kManyDigits, q, u);
    mpn_tdiv_qr(q.p, u.p, 0, num.p, num.len, den.p, den.len);
  }
  u.len = den.len;
  set(a, 0, norm(q));
  set(a, 3, norm(u));
  return Status::ok;
}

// func (z nat) expNNMontgomery(x, y, m nat) nat, and expNNWindowed: x**y mod m, all of them > 1
Status modPower(M& m, Slot* a) {
  Nat z = arg(a, 0), x = arg(a, 3), y = arg(a, 6), mod = arg(a, 9);
  mpz_t bx, by, bm, r;
  mpz_roinit_n(bx, x.p, x.len);
  mpz_roinit_n(by, y.p, y.len);
  mpz_roinit_n(bm, mod.p, mod.len);
  mpz_init(r);
  {
    LongRun run(m, y.len * mod.len > kManyBits);
    mpz_powm(r, bx, by, bm);
  }
  auto n = static_cast<int64_t>(mpz_size(r));
  if (alias(z, x) || alias(z, y) || alias(z, mod)) z = {nullptr, 0, 0};
  z = make(m, z, n);
  if (n) std::memcpy(z.p, mpz_limbs_read(r), static_cast<size_t>(n) * 8);
  mpz_clear(r);
  set(a, 0, z);
  return Status::ok;
}

// func divisors(m int, b Word, ndigits int, bb Word) []divisor
// The table by which Go's conversion splits numbers: GMP's needs none.
Status divisors(M&, Slot* a) {
  rt::setSlice(a, 0, {nullptr, 0, 0});
  return Status::ok;
}

// func (q nat) convertWords(s []byte, b Word, ndigits int, bb Word, table []divisor)
// Fills s from its end with digits, and zeros before them; q is the caller's to destroy.
Status convertWords(M& m, Slot* a) {
  Nat q = norm(arg(a, 0));
  GoSlice s = rt::argSlice(a, 3);
  auto base = static_cast<int>(a[6].u);
  auto* out = static_cast<char*>(s.ptr);
  static const char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::vector<unsigned char> text(static_cast<size_t>(s.len) + 72);
  LongRun run(m, q.len > kManyDigits);
  size_t n = q.len ? mpn_get_str(text.data(), base, q.p, q.len) : 0;
  size_t skip = 0;
  while (skip < n && text[skip] == 0) skip++;
  int64_t i = s.len;
  while (n > skip && i > 0) out[--i] = kDigits[text[--n]];
  while (i > 0) out[--i] = '0';
  return Status::ok;
}

VOLE_NATIVE("math/big.addVV", vectorVector<addN>);
VOLE_NATIVE("math/big.subVV", vectorVector<subN>);
VOLE_NATIVE("math/big.addVW", vectorWord<add1>);
VOLE_NATIVE("math/big.subVW", vectorWord<sub1>);
VOLE_NATIVE("math/big.shlVU", shift<left>);
VOLE_NATIVE("math/big.shrVU", shift<right>);
VOLE_NATIVE("math/big.mulAddVWW", mulAddVWW);
VOLE_NATIVE("math/big.addMulVVW", addMulVVW);
VOLE_NATIVE("math/big.divWVW", divWVW);
VOLE_NATIVE("math/big.nat.mul", mul);
VOLE_NATIVE("math/big.nat.sqr", sqr);
VOLE_NATIVE("math/big.nat.divLarge", divLarge);
VOLE_NATIVE("math/big.nat.expNNMontgomery", modPower);
VOLE_NATIVE("math/big.nat.expNNWindowed", modPower);
VOLE_NATIVE("math/big.divisors", divisors);
VOLE_NATIVE("math/big.nat.convertWords", convertWords);

}  // namespace
}  // namespace vole::stdlib
