// This file holds the natives on Ints: signed arithmetic, bits, and number theory. Operands and results may be the same
// variables, or share arrays.
#include <limits>

#include "stdlib/math/big/nat.h"

namespace vole::stdlib::big {
namespace {

bool anyNil(std::initializer_list<const void*> ps) {
  for (const void* p : ps)
    if (!p) return true;
  return false;
}

// GCD can make a -0, with which Go fails where it needs |x|-1.
bool negativeZero(const Int* x) { return x->neg && x->abs.len == 0; }
Status underflow(M& m) { return panicText(m, "underflow"); }

void put(M& m, Int* z, Nat abs, bool neg) {
  store(m, &z->abs, abs);
  z->neg = abs.len > 0 && neg;  // 0 has no sign
}

// func setInt(z, x *Int)
Status setInt(M& m, Slot* a) {
  Int *z = intArg(a, 0), *x = intArg(a, 1);
  if (anyNil({z, x})) return rt::panicNilDeref(m);
  if (z != x) {
    bool neg = x->neg;
    store(m, &z->abs, assign(m, z->abs, x->abs));
    z->neg = neg;
  }
  return Status::ok;
}

// func setWordInt(z *Int, w Word, neg bool)
Status setWordInt(M& m, Slot* a) {
  Int* z = intArg(a, 0);
  if (!z) return rt::panicNilDeref(m);
  put(m, z, assignWord(m, z->abs, a[1].u), a[2].b);
  return Status::ok;
}

void sum(M& m, Int* z, const Int& x, const Int& y, bool yneg) {
  bool neg = x.neg;
  Nat r;
  if (x.neg == yneg) {
    r = add(m, z->abs, x.abs, y.abs);
  } else if (compare(x.abs, y.abs) >= 0) {
    r = sub(m, z->abs, x.abs, y.abs);
  } else {
    neg = !neg;
    r = sub(m, z->abs, y.abs, x.abs);
  }
  put(m, z, r, neg);
}

// func addInt(z, x, y *Int), and subInt
template <bool kSub>
Status addInt(M& m, Slot* a) {
  Int *z = intArg(a, 0), *x = intArg(a, 1), *y = intArg(a, 2);
  if (anyNil({z, x, y})) return rt::panicNilDeref(m);
  sum(m, z, *x, *y, y->neg != kSub);
  return Status::ok;
}

// func mulInt(z, x, y *Int)
Status mulInt(M& m, Slot* a) {
  Operands operands(a, 3);
  Int *z = intArg(a, 0), *x = intArg(a, 1), *y = intArg(a, 2);
  if (anyNil({z, x, y})) return rt::panicNilDeref(m);
  bool neg = x->neg != y->neg;
  put(m, z, x == y ? sqr(m, z->abs, x->abs) : mul(m, z->abs, x->abs, y->abs), neg);
  return Status::ok;
}

// func divInt(q, r, x, y *Int, euclidean bool)
// q or r may be nil. Where both are one variable that is the remainder.
Status divInt(M& m, Slot* a) {
  Operands operands(a, 4);
  Int *q = intArg(a, 0), *r = intArg(a, 1), *x = intArg(a, 2), *y = intArg(a, 3);
  bool euclidean = a[4].b;
  if (anyNil({x, y})) return rt::panicNilDeref(m);
  if (y->abs.len == 0) return panicText(m, "division by zero");
  bool xneg = x->neg, yneg = y->neg;
  bool shared = q && alias(q->abs, y->abs);
  bool keep = euclidean && xneg && (q == y || r == y || shared || (r && alias(r->abs, y->abs)));
  Scratch copy(keep ? y->abs : Nat{});
  Nat divisor = y->abs;
  if (keep) divisor.p = copy.get();
  Nat zq = q ? q->abs : Nat{}, zr = r ? r->abs : Nat{};
  bool wantR = r || (euclidean && xneg);
  divide(m, q ? &zq : nullptr, wantR ? &zr : nullptr, x->abs, y->abs);
  bool rneg = xneg;
  if (euclidean && xneg && zr.len) {
    // Go's DivMod(x, y, y) looks at y when the remainder is there: it adds 1 to the quotient, and subtracts y from itself.
    if (q && r == y && q != y && !shared) {
      bool below = !yneg && zq.len;
      zq = below ? subWord(m, zq, zq, 1) : addWord(m, zq, zq, 1);
      put(m, q, zq, below);
      put(m, r, empty(zr), false);
      return Status::ok;
    }
    if (q) zq = addWord(m, zq, zq, 1);
    if (r) zr = sub(m, zr, divisor, zr);
    rneg = false;
  }
  if (q) put(m, q, zq, xneg != yneg);
  if (r) put(m, r, zr, rneg);
  return Status::ok;
}

// func cmpInt(x, y *Int) int, and cmpAbsInt
Status cmpInt(M& m, Slot* a) {
  Int *x = intArg(a, 0), *y = intArg(a, 1);
  if (x == y) {
    a[0].i = 0;
    return Status::ok;
  }
  if (anyNil({x, y})) return rt::panicNilDeref(m);
  if (x->neg != y->neg) a[0].i = x->neg ? -1 : 1;
  else a[0].i = x->neg ? compare(y->abs, x->abs) : compare(x->abs, y->abs);
  return Status::ok;
}
Status cmpAbsInt(M& m, Slot* a) {
  Int *x = intArg(a, 0), *y = intArg(a, 1);
  if (anyNil({x, y})) return rt::panicNilDeref(m);
  a[0].i = compare(x->abs, y->abs);
  return Status::ok;
}

// func lshInt(z, x *Int, n uint)
Status lshInt(M& m, Slot* a) {
  Int *z = intArg(a, 0), *x = intArg(a, 1);
  if (anyNil({z, x})) return rt::panicNilDeref(m);
  Nat r;
  if (!shl(m, z->abs, x->abs, a[2].u, &r)) return rt::panicMakeSliceLen(m);
  bool neg = x->neg;
  store(m, &z->abs, r);
  z->neg = neg;
  return Status::ok;
}

// func rshInt(z, x *Int, n uint)
// Rounds down, as shifting two's complement does.
Status rshInt(M& m, Slot* a) {
  Int *z = intArg(a, 0), *x = intArg(a, 1);
  if (anyNil({z, x})) return rt::panicNilDeref(m);
  if (negativeZero(x)) return underflow(m);
  bool neg = x->neg, up = neg && sticky(x->abs, a[2].u);
  Nat r = shr(m, z->abs, x->abs, a[2].u);
  if (up) r = addWord(m, r, r, 1);
  put(m, z, r, neg);
  return Status::ok;
}

// The words of a number in two's complement, from the lowest.
struct TwosComplement {
  Nat n;
  Limb sign, carry;
  TwosComplement(const Int& x) : n(x.abs), sign(x.neg ? ~Limb{0} : 0), carry(x.neg) {}
  Limb at(int64_t i) {
    Limb w = ((i < n.len ? n.p[i] : 0) ^ sign) + carry;
    carry = carry && w == 0;
    return w;
  }
};

enum class Logic { bitAnd, bitOr, bitXor, bitAndNot };

template <Logic kOp>
Limb apply(Limb x, Limb y) {
  if constexpr (kOp == Logic::bitAnd) return x & y;
  else if constexpr (kOp == Logic::bitOr) return x | y;
  else if constexpr (kOp == Logic::bitXor) return x ^ y;
  else return x & ~y;
}

// func andInt(z, x, y *Int), and so on
template <Logic kOp>
Status logicInt(M& m, Slot* a) {
  Int *z = intArg(a, 0), *x = intArg(a, 1), *y = intArg(a, 2);
  if (anyNil({z, x, y})) return rt::panicNilDeref(m);
  if (negativeZero(x) || negativeZero(y)) return underflow(m);
  Nat u = x->abs, v = y->abs;
  if (!x->neg && !y->neg) {
    int64_t both = std::min(u.len, v.len);
    int64_t n = kOp == Logic::bitAnd ? both : kOp == Logic::bitAndNot ? u.len : std::max(u.len, v.len);
    Nat r = make(m, z->abs, n);
    for (int64_t i = 0; i < both; i++) r.p[i] = apply<kOp>(u.p[i], v.p[i]);
    if (n > both) std::memmove(r.p + both, (u.len > both ? u.p : v.p) + both, static_cast<size_t>(n - both) * 8);
    put(m, z, norm(r), false);
    return Status::ok;
  }
  TwosComplement s(*x), t(*y);
  bool neg = apply<kOp>(x->neg, y->neg) & 1;
  Nat r = make(m, z->abs, std::max(u.len, v.len) + 1);
  Limb sign = neg ? ~Limb{0} : 0, carry = neg;
  for (int64_t i = 0; i < r.len; i++) {
    Limb w = (apply<kOp>(s.at(i), t.at(i)) ^ sign) + carry;
    carry = carry && w == 0;
    r.p[i] = w;
  }
  put(m, z, norm(r), neg);
  return Status::ok;
}

bool setBit(M& m, Nat z, Nat x, uint64_t i, bool on, Nat* out) {
  auto word = static_cast<int64_t>(i / 64);
  Limb bit = Limb{1} << (i % 64);
  if (!on) {
    z = assign(m, z, x);
    if (word < z.len) z.p[word] &= ~bit;
    *out = norm(z);
    return true;
  }
  if (word > kMaxWords - 8) return false;
  z = make(m, z, std::max(x.len, word + 1));
  if (x.len) std::memmove(z.p, x.p, static_cast<size_t>(x.len) * 8);
  if (z.len > x.len) std::memset(z.p + x.len, 0, static_cast<size_t>(z.len - x.len) * 8);
  z.p[word] |= bit;
  *out = z;
  return true;
}

// func setBitInt(z, x *Int, i int, on bool): i >= 0
Status setBitInt(M& m, Slot* a) {
  Int *z = intArg(a, 0), *x = intArg(a, 1);
  bool on = a[3].b;
  if (anyNil({z, x})) return rt::panicNilDeref(m);
  if (negativeZero(x)) return underflow(m);
  bool neg = x->neg;
  Nat r;
  if (neg) {
    Nat t = subWord(m, z->abs, x->abs, 1);
    if (!setBit(m, t, t, a[2].u, !on, &r)) return rt::panicMakeSliceLen(m);
    r = addWord(m, r, r, 1);
  } else if (!setBit(m, z->abs, x->abs, a[2].u, on, &r)) {
    return rt::panicMakeSliceLen(m);
  }
  put(m, z, r, neg);
  return Status::ok;
}

// func sqrtInt(z, x *Int): x >= 0
Status sqrtInt(M& m, Slot* a) {
  Operands operands(a, 2);
  Int *z = intArg(a, 0), *x = intArg(a, 1);
  if (anyNil({z, x})) return rt::panicNilDeref(m);
  Nat n = x->abs, r = z->abs;
  if (n.len == 0) {
    put(m, z, empty(r), false);
    return Status::ok;
  }
  if (alias(r, n)) r = {};
  r = make(m, r, (n.len + 1) / 2);
  {
    Long l(m, cost(n.len, n.len), {r.p, n.p});
    mpn_sqrtrem(r.p, nullptr, n.p, n.len);
  }
  put(m, z, norm(r), false);
  return Status::ok;
}

// Sets z to a result of GMP; its array is not written to if an operand has it.
void putResult(M& m, Int* z, mpz_srcptr r, std::initializer_list<Nat> operands) {
  Nat room = z->abs;
  for (Nat n : operands)
    if (alias(room, n)) room = {};
  put(m, z, assignMpz(m, room, r), mpz_sgn(r) < 0);
}

// func expInt(z, x, y, n *Int, negate bool)
// z = |x|**|y| modulo |n|, or without a modulus where n is nil or 0; then its negative (modulo |n|) if so wanted.
Status expInt(M& m, Slot* a) {
  Operands operands(a, 4);
  Int *z = intArg(a, 0), *x = intArg(a, 1), *y = intArg(a, 2), *n = intArg(a, 3);
  bool negate = a[4].b;
  if (anyNil({z, x, y})) return rt::panicNilDeref(m);
  Nat base = x->abs, power = y->abs, mod = n ? n->abs : Nat{};
  Mpz r;
  mpz_t b, p, v;
  if (mod.len) {
    if (!fitsMpz(std::max({base.len, power.len, mod.len}) * 2)) return rt::panicMakeSliceLen(m);
    if (mod.len > 1 || mod.p[0] != 1) {
      Long l(m, static_cast<double>(bitLen(power)) * cost(mod.len, mod.len) * 2 + cost(base.len, mod.len),
             {base.p, power.p, mod.p});
      mpz_powm(r, view(b, base), view(p, power), view(v, mod));
      if (negate && mpz_sgn(r.v)) mpz_sub(r, v, r.v);
    }
  } else if (power.len == 0) {
    mpz_set_ui(r, 1);
  } else if (base.len) {
    bool one = base.len == 1 && base.p[0] == 1;
    // GMP ends the program for what is too large for it.
    double words = cost(bitLen(base), 1) * static_cast<double>(power.p[0]) / 64;
    if (!one && (power.len > 1 || words > 0x7ffffff0)) return rt::panicMakeSliceLen(m);
    if (one) {
      mpz_set_ui(r, 1);
    } else {
      Long l(m, words * words, {base.p, power.p});
      mpz_pow_ui(r, view(b, base), power.p[0]);
    }
    if (negate) mpz_neg(r, r.v);
  }
  putResult(m, z, r, {base, power, mod});
  return Status::ok;
}

// func gcdInt(z, x, y, a, b *Int)
// z = gcd(a, b) > 0 and z = a*x + b*y with the smallest x and y; x and y may be nil. a, b != 0.
Status gcdInt(M& m, Slot* a) {
  Operands operands(a, 5);
  Int *z = intArg(a, 0), *x = intArg(a, 1), *y = intArg(a, 2), *u = intArg(a, 3), *v = intArg(a, 4);
  if (anyNil({z, u, v})) return rt::panicNilDeref(m);
  Mpz g, s, t;
  mpz_t mu, mv;
  Nat un = u->abs, vn = v->abs;
  if (!fitsMpz(un.len + vn.len)) return rt::panicMakeSliceLen(m);
  bool aneg = u->neg;
  view(mu, un, aneg);
  view(mv, vn, v->neg);
  {
    Long l(m, cost(un.len, vn.len) * 4, {un.p, vn.p});
    if (x || y) mpz_gcdext(g, s, t, mu, mv);
    else mpz_gcd(g, mu, mv);
  }
  if (y) putResult(m, y, t, {un, vn});
  if (x) {
    putResult(m, x, s, {un, vn});
    if (mpz_sgn(s.v) == 0) x->neg = aneg;  // Go's 0 for a < 0 prints as -0
  }
  putResult(m, z, g, {un, vn});
  return Status::ok;
}

// func jacobi(x, y *Int) int: y odd
Status jacobi(M& m, Slot* a) {
  Operands operands(a, 2);
  Int *x = intArg(a, 0), *y = intArg(a, 1);
  if (anyNil({x, y})) return rt::panicNilDeref(m);
  if (!fitsMpz(std::max(x->abs.len, y->abs.len))) return rt::panicMakeSliceLen(m);
  mpz_t u, v;
  int r;
  {
    Long l(m, cost(x->abs.len, y->abs.len) * 2, {x->abs.p, y->abs.p});
    r = mpz_kronecker(view(u, x->abs, x->neg), view(v, y->abs, y->neg));
  }
  a[0].i = r;
  return Status::ok;
}

// func probablyPrime(x *Int, rounds int) bool: x >= 0
// Baillie-PSW and so many rounds of Miller-Rabin. GMP counts the former as 24 rounds.
Status probablyPrime(M& m, Slot* a) {
  Operands operands(a, 1);
  Int* x = intArg(a, 0);
  if (!x) return rt::panicNilDeref(m);
  if (!fitsMpz(x->abs.len)) return rt::panicMakeSliceLen(m);
  constexpr int kBailliePSW = 24;
  auto rounds = static_cast<int>(std::min<int64_t>(a[1].i, std::numeric_limits<int>::max() - kBailliePSW));
  mpz_t n;
  bool r;
  {
    Long l(m, static_cast<double>(bitLen(x->abs)) * cost(x->abs.len, x->abs.len) * 4, {x->abs.p});
    r = mpz_probab_prime_p(view(n, x->abs), kBailliePSW + rounds) != 0;
  }
  a[0].u = r;
  return Status::ok;
}

// func mulRangeInt(z *Int, from, to uint64): the product of all numbers of [from, to], few, above 0
Status mulRangeInt(M& m, Slot* a) {
  Int* z = intArg(a, 0);
  if (!z) return rt::panicNilDeref(m);
  uint64_t from = a[1].u, to = a[2].u;
  Mpz r;
  mpz_set_ui(r, from);
  while (from++ < to) mpz_mul_ui(r, r.v, from);
  put(m, z, assignMpz(m, z->abs, r), false);
  return Status::ok;
}

// func normRat(z *Rat): lowest terms, denominator above 0
Status normRat(M& m, Slot* a) {
  Operands operands(a, 1);
  auto* z = static_cast<Rat*>(a[0].p);
  Nat num = z->a.abs, den = z->b.abs;
  if (num.len == 0) z->a.neg = false;
  if (num.len == 0 || den.len == 0) {
    store(m, &z->b.abs, assignWord(m, den, 1));
    return Status::ok;
  }
  z->b.neg = false;
  if (den.len == 1 && den.p[0] == 1) return Status::ok;
  if (!fitsMpz(std::max(num.len, den.len))) return rt::panicMakeSliceLen(m);
  Mpz g, p, q;
  mpz_t u, v;
  {
    Long l(m, cost(num.len, den.len) * 3, {num.p, den.p});
    mpz_gcd(g, view(u, num), view(v, den));
    if (mpz_cmp_ui(g.v, 1) != 0) {
      mpz_divexact(p, u, g);
      mpz_divexact(q, v, g);
    }
  }
  if (mpz_size(p) == 0) return Status::ok;  // were in lowest terms
  store(m, &z->a.abs, assignMpz(m, num, p));
  store(m, &z->b.abs, assignMpz(m, den, q));
  return Status::ok;
}

VOLE_NATIVE("math/big.setInt", setInt);
VOLE_NATIVE("math/big.setWordInt", setWordInt);
VOLE_NATIVE("math/big.addInt", addInt<false>);
VOLE_NATIVE("math/big.subInt", addInt<true>);
VOLE_NATIVE("math/big.mulInt", mulInt);
VOLE_NATIVE("math/big.divInt", divInt);
VOLE_NATIVE("math/big.cmpInt", cmpInt);
VOLE_NATIVE("math/big.cmpAbsInt", cmpAbsInt);
VOLE_NATIVE("math/big.lshInt", lshInt);
VOLE_NATIVE("math/big.rshInt", rshInt);
VOLE_NATIVE("math/big.andInt", logicInt<Logic::bitAnd>);
VOLE_NATIVE("math/big.orInt", logicInt<Logic::bitOr>);
VOLE_NATIVE("math/big.xorInt", logicInt<Logic::bitXor>);
VOLE_NATIVE("math/big.andNotInt", logicInt<Logic::bitAndNot>);
VOLE_NATIVE("math/big.setBitInt", setBitInt);
VOLE_NATIVE("math/big.sqrtInt", sqrtInt);
VOLE_NATIVE("math/big.expInt", expInt);
VOLE_NATIVE("math/big.gcdInt", gcdInt);
VOLE_NATIVE("math/big.jacobi", jacobi);
VOLE_NATIVE("math/big.probablyPrime", probablyPrime);
VOLE_NATIVE("math/big.mulRangeInt", mulRangeInt);
VOLE_NATIVE("math/big.normRat", normRat);

}  // namespace
}  // namespace vole::stdlib::big
