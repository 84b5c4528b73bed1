// This file holds the arithmetic on natural numbers, and the natives that take and give them by value.
#include "stdlib/math/big/nat.h"

#include <unistd.h>

#include "runtime/sched/sched.h"

namespace vole::stdlib::big {
namespace {

void* checked(void* p) {
  if (p) return p;
  static const char text[] = "fatal error: out of memory\n";
  if (::write(2, text, sizeof text - 1)) {}
  ::_exit(2);
}
void* reallocate(void* p, size_t, size_t n) { return checked(std::realloc(p, n ? n : 1)); }
void release(void* p, size_t) { std::free(p); }

// GMP's own functions abort.
[[maybe_unused]] const bool kMemory = (mp_set_memory_functions(allocate, reallocate, release), true);

constexpr double kLong = 2e6;  // about a millisecond

bool overlap(const Limb* a, int64_t n, const Limb* b, int64_t k) { return a < b + k && b < a + n; }

}  // namespace

void* allocate(size_t n) { return checked(std::malloc(n ? n : 1)); }

Scratch::Scratch(int64_t n) : heap_(nullptr, std::free), p_(inline_) {
  if (n <= kInline) return;
  p_ = static_cast<Limb*>(allocate(static_cast<size_t>(n) * 8));
  heap_.reset(p_);
}

Scratch::Scratch(Nat x) : Scratch(x.len) {
  if (x.len) std::memcpy(p_, x.p, static_cast<size_t>(x.len) * 8);
}

thread_local const Operands* Operands::current = nullptr;

Long::Long(M& m, double cost, std::initializer_list<const void*> keep) : m_(cost > kLong ? &m : nullptr) {
  if (!m_) return;
  uint32_t n = 0;
  for (const void* p : keep) pins_[n++] = reinterpret_cast<uintptr_t>(p);
  if (const Operands* o = Operands::current)
    for (int i = 0; i < o->n; i++) pins_[n++] = o->a[i].u;
  m.curg->pins = pins_;
  m.curg->npins = n;
  rt::entersyscall(m);
}

Long::~Long() {
  if (!m_) return;
  rt::exitsyscall(*m_);
  m_->curg->npins = 0;
}

Nat make(M& m, Nat z, int64_t n) {
  if (n <= z.cap) return {z.p, n, z.cap};
  constexpr int64_t kSpare = 4;
  int64_t cap = n == 1 ? 1 : n + kSpare;
  auto* p = static_cast<Limb*>(rt::mallocgc(m, static_cast<uint64_t>(cap) * 8, nullptr, false));
  std::memset(p + n, 0, static_cast<size_t>(cap - n) * 8);
  return {p, n, cap};
}

Nat assign(M& m, Nat z, Nat x) {
  z = make(m, z, x.len);
  if (x.len) std::memmove(z.p, x.p, static_cast<size_t>(x.len) * 8);
  return z;
}

Nat assignWord(M& m, Nat z, Limb w) {
  if (w == 0) return empty(z);
  z = make(m, z, 1);
  z.p[0] = w;
  return z;
}

Nat assignMpz(M& m, Nat z, mpz_srcptr x) {
  auto n = static_cast<int64_t>(mpz_size(x));
  z = make(m, z, n);
  if (n) std::memcpy(z.p, mpz_limbs_read(x), static_cast<size_t>(n) * 8);
  return z;
}

int compare(Nat x, Nat y) {
  if (x.len != y.len) return x.len < y.len ? -1 : 1;
  if (x.len == 0) return 0;
  int c = mpn_cmp(x.p, y.p, x.len);
  return c < 0 ? -1 : c > 0;
}

Nat add(M& m, Nat z, Nat x, Nat y) {
  if (x.len < y.len) std::swap(x, y);
  if (y.len == 0) return x.len ? assign(m, z, x) : empty(z);
  z = make(m, z, x.len + 1);
  z.p[x.len] = mpn_add(z.p, x.p, x.len, y.p, y.len);
  return norm(z);
}

Nat sub(M& m, Nat z, Nat x, Nat y) {
  if (y.len == 0) return x.len ? assign(m, z, x) : empty(z);
  z = make(m, z, x.len);
  mpn_sub(z.p, x.p, x.len, y.p, y.len);
  return norm(z);
}

Nat addWord(M& m, Nat z, Nat x, Limb w) { return add(m, z, x, {&w, w != 0, w != 0}); }
Nat subWord(M& m, Nat z, Nat x, Limb w) { return sub(m, z, x, {&w, w != 0, w != 0}); }

Nat mul(M& m, Nat z, Nat x, Nat y) {
  if (x.len < y.len) std::swap(x, y);
  if (y.len == 0) return empty(z);
  if (y.len == 1) {
    Limb w = y.p[0];  // may be overwritten
    z = make(m, z, x.len + 1);
    z.p[x.len] = mpn_mul_1(z.p, x.p, x.len, w);
    return norm(z);
  }
  if (alias(z, x) || alias(z, y)) z = {};
  z = make(m, z, x.len + y.len);
  Long l(m, cost(x.len, y.len), {z.p, x.p, y.p});
  mpn_mul(z.p, x.p, x.len, y.p, y.len);
  return norm(z);
}

Nat sqr(M& m, Nat z, Nat x) {
  if (x.len == 0) return empty(z);
  if (x.len == 1) {
    Limb w = x.p[0];
    z = make(m, z, 2);
    z.p[1] = mpn_mul_1(z.p, &w, 1, w);
    return norm(z);
  }
  if (alias(z, x)) z = {};
  z = make(m, z, 2 * x.len);
  Long l(m, cost(x.len, x.len), {z.p, x.p});
  mpn_sqr(z.p, x.p, x.len);
  return norm(z);
}

void divide(M& m, Nat* q, Nat* r, Nat x, Nat y) {
  if (compare(x, y) < 0) {
    if (q) *q = empty(*q);
    if (r) *r = assign(m, *r, x);
    return;
  }
  if (y.len == 1) {
    Limb d = y.p[0], rest;
    if (q) {
      Nat z = make(m, *q, x.len);
      rest = mpn_divrem_1(z.p, 0, x.p, x.len, d);
      *q = norm(z);
    } else {
      rest = mpn_mod_1(x.p, x.len, d);
    }
    if (r) *r = assignWord(m, *r, rest);
    return;
  }
  if (q && r && alias(*q, *r)) *q = {};
  Nat zq = q ? make(m, *q, x.len - y.len + 1) : Nat{};
  Nat zr = r ? make(m, *r, x.len + 1) : Nat{};  // the room Go takes
  Scratch sq(q ? 0 : x.len - y.len + 1), sr(r ? 0 : y.len);
  if (!q) zq.p = sq.get();
  if (!r) zr.p = sr.get();
  int64_t qn = x.len - y.len + 1, rn = y.len;
  auto shared = [&](Nat n) { return overlap(zq.p, qn, n.p, n.len) || overlap(zr.p, rn, n.p, n.len); };
  bool copyX = shared(x), copyY = shared(y);
  Scratch cx(copyX ? x : Nat{}), cy(copyY ? y : Nat{});
  {
    Long l(m, cost(x.len - y.len + 1, y.len), {zq.p, zr.p, x.p, y.p});
    mpn_tdiv_qr(zq.p, zr.p, 0, copyX ? cx.get() : x.p, x.len, copyY ? cy.get() : y.p, y.len);
  }
  if (q) *q = norm(zq);
  if (r) {
    zr.len = rn;
    *r = norm(zr);
  }
}

bool shl(M& m, Nat z, Nat x, uint64_t s, Nat* out) {
  if (s == 0) {
    *out = z.len == x.len && z.p == x.p ? z : assign(m, z, x);
    return true;
  }
  if (x.len == 0) {
    *out = empty(z);
    return true;
  }
  auto whole = static_cast<int64_t>(s / 64);
  auto bits = static_cast<unsigned>(s % 64);
  if (whole > kMaxWords - x.len - 8) return false;
  z = make(m, z, x.len + whole + 1);
  Limb* to = z.p + whole;
  if (bits == 0 || (overlap(to, x.len, x.p, x.len) && to < x.p)) {
    std::memmove(to, x.p, static_cast<size_t>(x.len) * 8);
    to[x.len] = bits ? mpn_lshift(to, to, x.len, bits) : 0;
  } else {
    to[x.len] = mpn_lshift(to, x.p, x.len, bits);
  }
  if (whole) std::memset(z.p, 0, static_cast<size_t>(whole) * 8);
  *out = norm(z);
  return true;
}

Nat shr(M& m, Nat z, Nat x, uint64_t s) {
  if (s == 0) return z.len == x.len && z.p == x.p ? z : assign(m, z, x);
  int64_t n = x.len - static_cast<int64_t>(s / 64);
  if (n <= 0) return empty(z);
  auto bits = static_cast<unsigned>(s % 64);
  z = make(m, z, n);
  const Limb* from = x.p + (x.len - n);
  if (bits == 0 || (overlap(z.p, n, from, n) && z.p > from)) {
    std::memmove(z.p, from, static_cast<size_t>(n) * 8);
    from = z.p;
  }
  if (bits) mpn_rshift(z.p, from, n, bits);
  return norm(z);
}

int64_t trailingZeros(Nat x) {
  if (x.len == 0) return 0;
  int64_t i = 0;
  while (i < x.len - 1 && x.p[i] == 0) i++;
  return x.p[i] ? i * 64 + __builtin_ctzl(x.p[i]) : i * 64;
}

bool sticky(Nat x, uint64_t i) {
  uint64_t j = i / 64;
  if (j >= static_cast<uint64_t>(x.len)) return x.len != 0;
  for (uint64_t k = 0; k < j; k++)
    if (x.p[k]) return true;
  return i % 64 && x.p[j] << (64 - i % 64) != 0;
}

bool bitAt(Nat x, uint64_t i) {
  return i / 64 < static_cast<uint64_t>(x.len) && (x.p[i / 64] >> (i % 64) & 1);
}

Status panicText(M& m, std::string_view s) { return rt::panicString(m, rt::newString(m, s)); }

namespace {

// The natives by value: the receiver's array first.

// func (z nat) set(x nat) nat
Status setNat(M& m, Slot* a) {
  set(a, 0, assign(m, arg(a, 0), arg(a, 3)));
  return Status::ok;
}

// func (x nat) cmp(y nat) int
Status cmpNat(M&, Slot* a) {
  a[0].i = compare(arg(a, 0), arg(a, 3));
  return Status::ok;
}

// func (z nat) shl(x nat, s uint) nat
Status shlNat(M& m, Slot* a) {
  Nat z;
  if (!shl(m, arg(a, 0), arg(a, 3), a[6].u, &z)) return rt::panicMakeSliceLen(m);
  set(a, 0, z);
  return Status::ok;
}

// func (z nat) shr(x nat, s uint) nat
Status shrNat(M& m, Slot* a) {
  set(a, 0, shr(m, arg(a, 0), arg(a, 3), a[6].u));
  return Status::ok;
}

// func (z nat) addWord(x nat, w Word) nat, and subWord
Status addWordNat(M& m, Slot* a) {
  set(a, 0, addWord(m, arg(a, 0), arg(a, 3), a[6].u));
  return Status::ok;
}
Status subWordNat(M& m, Slot* a) {
  set(a, 0, subWord(m, arg(a, 0), arg(a, 3), a[6].u));
  return Status::ok;
}

// func (z nat) mul(x, y nat) nat
Status mulNat(M& m, Slot* a) {
  set(a, 0, mul(m, arg(a, 0), arg(a, 3), arg(a, 6)));
  return Status::ok;
}

// func (x nat) trailingZeroBits() uint
Status trailingNat(M&, Slot* a) {
  a[0].i = trailingZeros(arg(a, 0));
  return Status::ok;
}

// func (x nat) sticky(i uint) bool
Status stickyNat(M&, Slot* a) {
  a[0].u = sticky(arg(a, 0), a[3].u);
  return Status::ok;
}

// func (z nat) setBytes(b []byte) nat
// The number that stands in b, the highest byte first.
Status setBytes(M& m, Slot* a) {
  GoSlice b = rt::argSlice(a, 3);
  auto* s = static_cast<const unsigned char*>(b.ptr);
  Nat z = make(m, arg(a, 0), (b.len + 7) / 8);
  int64_t i = b.len;
  for (int64_t k = 0; k < z.len; k++, i -= 8) {
    if (i >= 8) {
      uint64_t w;
      std::memcpy(&w, s + i - 8, 8);
      z.p[k] = __builtin_bswap64(w);
    } else {
      Limb w = 0;
      for (int64_t j = 0; j < i; j++) w = w << 8 | s[j];
      z.p[k] = w;
    }
  }
  set(a, 0, norm(z));
  return Status::ok;
}

// func (x nat) bytes(b []byte) int
// Writes x into b, highest byte first, up to b's end; the bytes before it stay. The result is where x begins, and negative
// if it does not fit.
Status bytes(M&, Slot* a) {
  Nat x = arg(a, 0);
  GoSlice b = rt::argSlice(a, 3);
  auto* s = static_cast<unsigned char*>(b.ptr);
  int64_t n = (bitLen(norm(x)) + 7) / 8, i = b.len;
  for (int64_t k = 0; k < n && i > 0;) {
    if (i >= 8 && n - k >= 8) {
      uint64_t w = __builtin_bswap64(x.p[k / 8]);
      std::memcpy(s + i - 8, &w, 8);
      i -= 8;
      k += 8;
    } else {
      s[--i] = static_cast<unsigned char>(x.p[k / 8] >> (k % 8 * 8));
      k++;
    }
  }
  a[0].i = n > b.len ? -1 : b.len - n;
  return Status::ok;
}

VOLE_NATIVE("math/big.nat.set", setNat);
VOLE_NATIVE("math/big.nat.cmp", cmpNat);
VOLE_NATIVE("math/big.nat.shl", shlNat);
VOLE_NATIVE("math/big.nat.shr", shrNat);
VOLE_NATIVE("math/big.nat.addWord", addWordNat);
VOLE_NATIVE("math/big.nat.subWord", subWordNat);
VOLE_NATIVE("math/big.nat.mul", mulNat);
VOLE_NATIVE("math/big.nat.trailingZeroBits", trailingNat);
VOLE_NATIVE("math/big.nat.sticky", stickyNat);
VOLE_NATIVE("math/big.nat.setBytes", setBytes);
VOLE_NATIVE("math/big.nat.bytes", bytes);

}  // namespace
}  // namespace vole::stdlib::big
