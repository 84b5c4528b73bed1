// What the natives of math/big share. A nat is a []Word, least significant first, without leading zeros; its words are GMP's
// limbs. Results are made as Go makes them, in the receiver's array where that is large enough, so that numbers that share
// an array (Int.Bits, Int.SetBits) see the same writes as under Go.
#pragma once
#include <gmp.h>

#include <memory>

#include "stdlib/native_util.h"

namespace vole::stdlib::big {

using Limb = mp_limb_t;
static_assert(sizeof(Limb) == 8 && GMP_NAIL_BITS == 0, "a limb is a Word");

struct Nat {
  Limb* p = nullptr;
  int64_t len = 0, cap = 0;
};

// type Int struct { neg bool; abs nat }, type Rat struct { a, b Int }
struct Int {
  bool neg;
  Nat abs;
};
struct Rat {
  Int a, b;
};
static_assert(sizeof(Int) == 32, "as the compiler lays it out");

constexpr int64_t kMaxWords = int64_t{1} << 45;  // what make([]Word, n) takes

inline Nat arg(const Slot* a, int i) { return {static_cast<Limb*>(a[i].p), a[i + 1].i, a[i + 2].i}; }
inline void set(Slot* a, int i, Nat n) { rt::setSlice(a, i, {n.p, n.len, n.cap}); }
inline Int* intArg(const Slot* a, int i) { return static_cast<Int*>(a[i].p); }

inline Nat norm(Nat z) {
  while (z.len > 0 && z.p[z.len - 1] == 0) z.len--;
  return z;
}
inline Nat empty(Nat z) { return {z.p, 0, z.cap}; }
inline bool alias(Nat x, Nat y) { return x.cap > 0 && y.cap > 0 && x.p + x.cap == y.p + y.cap; }
inline int64_t bitLen(Nat x) { return x.len ? x.len * 64 - __builtin_clzl(x.p[x.len - 1]) : 0; }

// Puts a number into a variable of the program.
inline void store(M& m, Nat* to, Nat n) {
  if (to->p != n.p) rt::writePtr(m, reinterpret_cast<void**>(&to->p), n.p);
  to->len = n.len;
  to->cap = n.cap;
}

// malloc that never answers null: without memory the program ends with Go's words.
void* allocate(size_t n);

// Limbs for one operation: on the stack when they are few.
class Scratch {
 public:
  explicit Scratch(int64_t n);
  explicit Scratch(Nat copyOf);
  Limb* get() { return p_; }

 private:
  static constexpr int64_t kInline = 64;
  Limb inline_[kInline];
  std::unique_ptr<Limb, void (*)(void*)> heap_;
  Limb* p_;
};

// The arguments of a native that may take long: the variables they point to stay.
class Operands {
 public:
  Operands(const Slot* a, int n) : a(a), n(n) { current = this; }
  ~Operands() { current = nullptr; }
  Operands(const Operands&) = delete;
  Operands& operator=(const Operands&) = delete;

  static constexpr int kMax = 8;
  const Slot* a;
  int n;
  static thread_local const Operands* current;
};

// Around what takes long: the goroutine is as in a system call, so that others run and the collector does its work. No
// allocation meanwhile; what is named stays, as do the Operands. The cost is in multiplications of words.
class Long {
 public:
  Long(M& m, double cost, std::initializer_list<const void*> keep);
  ~Long();
  Long(const Long&) = delete;
  Long& operator=(const Long&) = delete;

 private:
  static constexpr size_t kKeep = 6;
  M* m_;
  uintptr_t pins_[kKeep + Operands::kMax];
};
inline double cost(int64_t x, int64_t y) { return static_cast<double>(x) * static_cast<double>(y); }

// A mpz_t of its own that is freed.
struct Mpz {
  mpz_t v;
  Mpz() { mpz_init(v); }
  ~Mpz() { mpz_clear(v); }
  Mpz(const Mpz&) = delete;
  Mpz& operator=(const Mpz&) = delete;
  operator mpz_ptr() { return v; }
};
// Reads n, with that sign, in place. GMP looks at the lowest word of 0 too.
inline mpz_srcptr view(mpz_t room, Nat n, bool neg = false) {
  static constexpr Limb kNone = 0;
  return mpz_roinit_n(room, n.len ? n.p : &kNone, neg ? -n.len : n.len);
}
// Numbers beyond are GMP's end.
inline bool fitsMpz(int64_t words) { return words < (int64_t{1} << 31) - 16; }

// z with n words, unset. The new array has spare room, as results tend to grow. n <= kMaxWords - 8.
Nat make(M& m, Nat z, int64_t n);

Nat assign(M& m, Nat z, Nat x);
Nat assignWord(M& m, Nat z, Limb w);
Nat assignMpz(M& m, Nat z, mpz_srcptr x);  // |x|; z's array is not x's
int compare(Nat x, Nat y);
Nat add(M& m, Nat z, Nat x, Nat y);
Nat sub(M& m, Nat z, Nat x, Nat y);  // x >= y
Nat addWord(M& m, Nat z, Nat x, Limb w);
Nat subWord(M& m, Nat z, Nat x, Limb w);  // x >= w
Nat mul(M& m, Nat z, Nat x, Nat y);
Nat sqr(M& m, Nat z, Nat x);
// Quotient and remainder of x by y != 0, each where wanted; their arrays may be those of both operands.
void divide(M& m, Nat* q, Nat* r, Nat x, Nat y);
bool shl(M& m, Nat z, Nat x, uint64_t s, Nat* out);  // false: longer than any slice
Nat shr(M& m, Nat z, Nat x, uint64_t s);
int64_t trailingZeros(Nat x);
bool sticky(Nat x, uint64_t i);  // whether a bit below bit i is set
bool bitAt(Nat x, uint64_t i);

// The digits of x in a base of 2 to 62, in C's allocation of n bytes; '0' for 0.
struct Digits {
  std::unique_ptr<char, void (*)(void*)> text{nullptr, nullptr};
  size_t n = 0;
};
Digits digits(M& m, Nat x, int base);

Status panicText(M& m, std::string_view s);

}  // namespace vole::stdlib::big
