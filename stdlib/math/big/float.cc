// This file holds the natives on finite Floats: rounding, the four operations, comparison. A mantissa has its highest bit
// set, and stands for a number of [0.5, 1). How many zero words it keeps at its low end is as in Go, since Gob shows it.
#include <limits>

#include "stdlib/math/big/nat.h"

namespace vole::stdlib::big {
namespace {

struct Float {
  uint32_t prec;
  uint8_t mode;
  int8_t acc;
  uint8_t form;
  bool neg;
  Nat mant;
  int32_t exp;
};
static_assert(sizeof(Float) == 40, "as the compiler lays it out");

enum Form : uint8_t { kZero, kFinite, kInf };
enum Mode : uint8_t { kToNearestEven, kToNearestAway, kToZero, kAwayFromZero, kToNegativeInf, kToPositiveInf };

Float* floatArg(const Slot* a, int i) { return static_cast<Float*>(a[i].p); }
int8_t accuracy(bool above) { return above ? 1 : -1; }

// Rounds to z's precision. more: the exact number is a little larger than the mantissa. A Float read from a Gob may lack its
// precision or mantissa.
Status round(M& m, Float& z, bool more) {
  z.acc = 0;
  if (z.form != kFinite) return Status::ok;
  Nat& x = z.mant;
  uint64_t bits = static_cast<uint64_t>(x.len) * 64, prec = z.prec;
  if (bits <= prec) return Status::ok;
  if (prec == 0) return rt::panicIndex(m, 0, 0);
  uint64_t half = bits - prec - 1;
  bool high = bitAt(x, half), low = more || sticky(x, half);
  auto n = static_cast<int64_t>((prec + 63) / 64);
  if (x.len > n) {
    std::memmove(x.p, x.p + (x.len - n), static_cast<size_t>(n) * 8);
    x.len = n;
  }
  Limb last = Limb{1} << (static_cast<uint64_t>(n) * 64 - prec);
  if (high || low) {
    bool up = false;
    switch (z.mode) {
      case kToNegativeInf: up = z.neg; break;
      case kToNearestEven: up = high && (low || (x.p[0] & last)); break;
      case kToNearestAway: up = high; break;
      case kAwayFromZero: up = true; break;
      case kToPositiveInf: up = !z.neg; break;
      case kToZero: break;
      default: return panicText(m, "unreachable");
    }
    z.acc = accuracy(up != z.neg);
    if (up && mpn_add_1(x.p, x.p, n, last)) {
      if (z.exp == std::numeric_limits<int32_t>::max()) {
        z.form = kInf;
        return Status::ok;
      }
      z.exp++;
      mpn_rshift(x.p, x.p, n, 1);
      x.p[n - 1] |= Limb{1} << 63;
    }
  }
  x.p[0] &= ~(last - 1);
  return Status::ok;
}

// Shifts the mantissa so that its highest bit is set; by how much.
int64_t normalize(Nat x) {
  Limb top = x.p[x.len - 1];
  int s = top ? __builtin_clzl(top) : 0;
  if (s) mpn_lshift(x.p, x.p, x.len, static_cast<unsigned>(s));
  return s;
}

// z = mant * 2**exp, mant an integer as yet and not 0, exp counting from its lowest bit.
Status finish(M& m, Float* z, Nat mant, int64_t exp, bool more) {
  store(m, &z->mant, mant);
  if (mant.len == 0) return rt::panicIndex(m, -1, 0);
  auto end = static_cast<uint64_t>(mant.len * 64 - normalize(mant));
  exp = static_cast<int64_t>(static_cast<uint64_t>(exp) + end);
  if (exp < std::numeric_limits<int32_t>::min()) {
    z->acc = accuracy(z->neg);
    z->form = kZero;
  } else if (exp > std::numeric_limits<int32_t>::max()) {
    z->acc = accuracy(!z->neg);
    z->form = kInf;
  } else {
    z->form = kFinite;
    z->exp = static_cast<int32_t>(exp);
    return round(m, *z, more);
  }
  return Status::ok;
}

// func roundFloat(z *Float)
Status roundFloat(M& m, Slot* a) { return round(m, *floatArg(a, 0), false); }

// func normFloat(z *Float, exp int)
// z's mantissa is an integer, and z that times 2**exp.
Status normFloat(M& m, Slot* a) {
  Float* z = floatArg(a, 0);
  return finish(m, z, z->mant, a[1].i, false);
}

int64_t lowest(const Float& x) { return x.exp - x.mant.len * 64; }

// func addFloat(z, x, y *Float), and subFloat: x + y and x - y without their signs; |x| >= |y| there. Rounds by z's sign.
template <bool kSub>
Status addFloat(M& m, Slot* a) {
  Float *z = floatArg(a, 0), *x = floatArg(a, 1), *y = floatArg(a, 2);
  int64_t ex = lowest(*x), ey = lowest(*y);
  // The operand of the higher exponent is brought to the other's.
  Nat u = x->mant, v = y->mant;
  uint64_t s = static_cast<uint64_t>(ex < ey ? ey - ex : ex - ey);
  Nat& high = ex < ey ? v : u;
  int64_t room = s && high.len ? high.len + static_cast<int64_t>(s / 64) + 1 : 0;
  Scratch shifted(room);
  if (room) shl(m, {shifted.get(), 0, room}, high, s, &high);
  if (kSub) {
    int c = compare(u, v);
    if (c < 0) return panicText(m, "underflow");
    if (c == 0) {
      store(m, &z->mant, empty(z->mant));
      z->acc = 0;
      z->form = kZero;
      z->neg = false;
      return Status::ok;
    }
  }
  return finish(m, z, kSub ? sub(m, z->mant, u, v) : add(m, z->mant, u, v), std::min(ex, ey), false);
}

// func mulFloat(z, x, y *Float)
Status mulFloat(M& m, Slot* a) {
  Operands operands(a, 3);
  Float *z = floatArg(a, 0), *x = floatArg(a, 1), *y = floatArg(a, 2);
  int64_t exp = static_cast<int64_t>(x->exp) + y->exp;
  Nat r = x == y ? sqr(m, z->mant, x->mant) : mul(m, z->mant, x->mant, y->mant);
  return finish(m, z, r, exp - r.len * 64, false);
}

// func quoFloat(z, x, y *Float)
Status quoFloat(M& m, Slot* a) {
  Operands operands(a, 3);
  Float *z = floatArg(a, 0), *x = floatArg(a, 1), *y = floatArg(a, 2);
  Nat u = x->mant, v = y->mant;
  if (v.len == 0) return panicText(m, "division by zero");
  int64_t exp = static_cast<int64_t>(x->exp) - y->exp;
  // The quotient is to have a bit more than the precision: x gets words below.
  int64_t more = std::max<int64_t>(static_cast<int64_t>(z->prec / 64) + 1 - u.len + v.len, 0);
  Scratch longer(more ? u.len + more : 0);
  if (more) {
    std::memset(longer.get(), 0, static_cast<size_t>(more) * 8);
    if (u.len) std::memcpy(longer.get() + more, u.p, static_cast<size_t>(u.len) * 8);
    u = norm({longer.get(), u.len + more, 0});
  }
  int64_t words = u.len - v.len;
  Nat q = z->mant, r;
  divide(m, &q, &r, u, v);
  return finish(m, z, q, exp - words * 64, r.len > 0);
}

int compareMantissas(const Float& x, const Float& y) {
  if (x.exp != y.exp) return x.exp < y.exp ? -1 : 1;
  int64_t i = x.mant.len, j = y.mant.len;
  while (i > 0 || j > 0) {
    Limb u = i > 0 ? x.mant.p[--i] : 0, v = j > 0 ? y.mant.p[--j] : 0;
    if (u != v) return u < v ? -1 : 1;
  }
  return 0;
}

// func cmpMantissas(x, y *Float) int
Status cmpMantissas(M&, Slot* a) {
  a[0].i = compareMantissas(*floatArg(a, 0), *floatArg(a, 1));
  return Status::ok;
}

VOLE_NATIVE("math/big.roundFloat", roundFloat);
VOLE_NATIVE("math/big.normFloat", normFloat);
VOLE_NATIVE("math/big.addFloat", addFloat<false>);
VOLE_NATIVE("math/big.subFloat", addFloat<true>);
VOLE_NATIVE("math/big.mulFloat", mulFloat);
VOLE_NATIVE("math/big.quoFloat", quoFloat);
VOLE_NATIVE("math/big.cmpMantissas", cmpMantissas);

}  // namespace
}  // namespace vole::stdlib::big
