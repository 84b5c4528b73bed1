// Copy and constant propagation (forward, available copies), dead code and copy coalescing (backward, liveness).
#include "vm/bytecode/optimize.h"

#include <algorithm>
#include <string_view>

#include "runtime/type/funcinfo.h"
#include "vm/bytecode/operands.h"

namespace vole::vm {
namespace {

using Bits = std::vector<uint64_t>;

struct Item {
  Instr h, x;
  Op op;
  uint32_t pc;
  int32_t target = -1;  // item jumped to
  bool leader = false;  // something jumps here
  bool dead = false;
};

// What is known of each slot at some point: it equals another slot, or a constant.
struct Facts {
  bool reached = false;
  bool copies = false;         // some slot may be a copy
  std::vector<int32_t> copy;   // -1: no copy
  std::vector<uint8_t> known;  // value holds
  std::vector<int64_t> value;
};

class Optimizer {
 public:
  Optimizer(const OptInput& in, std::vector<Instr>& code, std::vector<OptSafepoint>& sp) : in_(in), code_(code), sp_(sp) {}

  bool run(std::vector<uint32_t>& newPc) {
    if (!decode()) return false;
    // Both passes look at all slots for each block, the forward one for each instruction that writes.
    if (uint64_t{in_.slots} * blocks_.size() > 2'000'000 || uint64_t{in_.slots} * items_.size() > 60'000'000) return false;
    memory_.assign(in_.slots, false);
    if (!findMemory()) return false;
    for (int round = 0; round < 2; round++) {
      forward();
      backward();
    }
    fuse();
    trimMaps();
    turnBranches();
    emit(newPc);
    return true;
  }

 private:
  struct Block {
    uint32_t begin, end;
    std::vector<uint32_t> succ;
    Facts in;
    Bits live;  // at the beginning
    Bits read, kept;  // of solve: what the block reads before it writes it; what it does not write
  };

  static bool isSqrt(const Item& it) {
    auto* f = reinterpret_cast<const rt::FuncInfo*>(it.x.y);
    return f && std::string_view(f->name.ptr, static_cast<size_t>(f->name.len)) == "math.Sqrt";
  }

  // ---- reading the code ---------------------------------------------------------------------------------------
  bool decode() {
    std::vector<int32_t> itemAt(code_.size() + 1, -1);
    for (uint32_t pc = 0; pc < code_.size();) {
      Item it{};
      it.h = code_[pc];
      it.op = static_cast<Op>(it.h.op);
      it.pc = pc;
      switch (it.op) {  // frames that are rearranged, calls of unknown shape
        case Op::IfaceUnbox: case Op::IfacePath: case Op::IfaceOff: case Op::JumpFunc: case Op::JumpIface: case Op::NativeBody:
        case Op::LazyFunc: case Op::ReflectCall: case Op::ReflectRet: return false;
        default: break;
      }
      itemAt[pc] = static_cast<int32_t>(items_.size());
      uint32_t n = static_cast<uint32_t>(opUnits(it.op));
      if (n == 2) it.x = code_[pc + 1];
      if (it.op == Op::CallNative && isSqrt(it)) {
        become(it, Op::SqrtF64);
        it.h.o.b = it.h.o.a;
      }
      items_.push_back(it);
      pc += n;
    }
    for (Item& it : items_) {
      if (it.op == Op::JumpTable) {
        auto* t = reinterpret_cast<const JumpTableDesc*>(it.x.x);
        auto mark = [&](int32_t d) { items_[static_cast<size_t>(itemAt[static_cast<size_t>(it.pc + d)])].leader = true; };
        mark(t->deflt);
        for (uint32_t i = 0; i < t->n; i++) mark(t->distance[i]);
      } else if (opHas(it.op, kOpJump)) {
        int32_t t = itemAt[static_cast<size_t>(static_cast<int64_t>(it.pc) + it.h.o.imm32)];
        if (t < 0) return false;
        it.target = t;
        items_[static_cast<size_t>(t)].leader = true;
      }
    }
    if (in_.recoverPc >= 0) {
      recover_ = itemAt[static_cast<size_t>(in_.recoverPc)];
      if (recover_ < 0) return false;
      items_[static_cast<size_t>(recover_)].leader = true;
    }
    itemAt_ = std::move(itemAt);
    blockOf_.resize(items_.size());
    for (uint32_t i = 0; i < items_.size(); i++) {
      bool start = i == 0 || items_[i].leader || opHas(items_[i - 1].op, kOpJump) || opHas(items_[i - 1].op, kOpEnd);
      if (start) {
        if (!blocks_.empty()) blocks_.back().end = i;
        blocks_.push_back({i, static_cast<uint32_t>(items_.size()), {}, {}, {}, {}, {}});
      }
      blockOf_[i] = static_cast<uint32_t>(blocks_.size() - 1);
    }
    for (Block& b : blocks_) {
      Item& last = items_[b.end - 1];
      eachTarget(last, [&](int32_t t) { b.succ.push_back(blockOf_[static_cast<size_t>(t)]); });
      if (!opHas(last.op, kOpEnd) && b.end < items_.size()) b.succ.push_back(blockOf_[b.end]);
    }
    return true;
  }

  template <class F>
  void eachTarget(const Item& it, F fn) {
    if (it.op == Op::JumpTable) {
      auto* t = reinterpret_cast<const JumpTableDesc*>(it.x.x);
      auto at = [&](int32_t d) { return itemAt_[static_cast<size_t>(static_cast<int64_t>(it.pc) + d)]; };
      fn(at(t->deflt));
      for (uint32_t i = 0; i < t->n; i++) fn(at(t->distance[i]));
    } else if (it.target >= 0) {
      fn(it.target);
    }
  }

  // Slots reached by address or in parts keep what the code says of them.
  bool findMemory() {
    auto mark = [&](uint64_t from, uint64_t n) {
      for (uint64_t s = from; s < from + n && s < in_.slots; s++) memory_[s] = true;
    };
    for (Item& it : items_) {
      switch (it.op) {
        case Op::FAddr:
          if (it.h.o.c == 0) return false;
          mark(it.h.o.b, it.h.o.c);
          break;
#define FL(T, n) case Op::FLoad##T: mark(it.h.o.uimm32 / 8, (it.h.o.uimm32 % 8 + n + 7) / 8); break;
        FL(I8, 1) FL(U8, 1) FL(I16, 2) FL(U16, 2) FL(I32, 4) FL(U32, 4) FL(64, 8)
#undef FL
#define FS(n, bytes) case Op::FStore##n: mark(it.h.o.uimm32 / 8, (it.h.o.uimm32 % 8 + bytes + 7) / 8); break;
        FS(8, 1) FS(16, 2) FS(32, 4) FS(64, 8)
#undef FS
        case Op::FIdxLoadI8: case Op::FIdxLoadU8: case Op::FIdxLoadI16: case Op::FIdxLoadU16: case Op::FIdxLoadI32:
        case Op::FIdxLoadU32: case Op::FIdxLoad64: {
          Instr two[2] = {it.h, it.x};
          mark(it.h.o.b, operandWidth(two, it.op, 1));
          break;
        }
        case Op::FIdxStore8: case Op::FIdxStore16: case Op::FIdxStore32: case Op::FIdxStore64: {
          Instr two[2] = {it.h, it.x};
          mark(it.h.o.a, operandWidth(two, it.op, 0));
          break;
        }
        default: break;
      }
    }
    return true;
  }

  // ---- effects ---------------------------------------------------------------------------------------------------
  template <class F>
  void reads(const Item& it, F fn) {
    Instr two[2] = {it.h, it.x};
    // What a receiving case may write must hold something all the while the goroutine waits: it counts as read.
    if (it.op == Op::Select) eachReceived(it, fn);
    eachRead(two, it.op, fn);
    if (Window w = window(two, it.op); w.present) {
      uint32_t all = in_.slots - std::min(w.slot, in_.slots);
      fn(w.slot, w.args < 0 ? all : std::min(static_cast<uint32_t>(w.args), all));
    }
    if (it.op == Op::Ret) fn(uint32_t{0}, in_.resultSlots);
  }
  // must: certainly overwritten (liveness may forget them); else also what may be.
  template <class F>
  void writes(const Item& it, bool must, F fn) {
    Instr two[2] = {it.h, it.x};
    eachWrite(two, it.op, fn);
    if (opInfo(it.op).role[0].kind == 'W') {
      uint32_t w = it.h.o.a < 2 ? 0 : it.h.o.a - 2u;
      if (w < in_.slots) fn(w, in_.slots - w);
    }
    if (it.op == Op::Select && !must) eachReceived(it, fn);
  }
  template <class F>
  static void eachReceived(const Item& it, F fn) {
    auto* d = reinterpret_cast<const SelectDesc*>(it.x.x);
    for (uint32_t i = 0; i < d->ncases; i++) {
      const SelectCase& c = d->cases[i];
      if (c.dir == SelectCase::kRecv && c.value != kNoSlot) fn(uint32_t{c.value}, uint32_t{c.nslots});
    }
  }
  bool inMemory(uint32_t s, uint32_t n) const {
    for (uint32_t k = s; k < s + n; k++)
      if (k >= in_.slots || memory_[k]) return true;
    return false;
  }

  // ---- forward -----------------------------------------------------------------------------------------------------
  void kill(Facts& f, uint32_t s, uint32_t n) {
    uint32_t end = std::min(s + n, in_.slots);
    for (uint32_t k = s; k < end; k++) {
      f.copy[k] = -1;
      f.known[k] = 0;
    }
    if (!f.copies) return;
    // Without branches: many slots at a time.
    int32_t* copy = f.copy.data();
    auto first = static_cast<int32_t>(s), last = static_cast<int32_t>(end) - 1;
    for (uint32_t k = 0, slots = in_.slots; k < slots; k++) copy[k] = ((copy[k] < first) | (copy[k] > last)) ? copy[k] : -1;
  }

  bool meet(Facts& into, const Facts& from) {
    if (!into.reached) {
      into = from;
      return true;
    }
    bool changed = false;
    // (into.copies stays: it may say too much, never too little.)
    if (into.copies) {
      int32_t *to = into.copy.data(), differs = 0;
      const int32_t* other = from.copy.data();
      for (uint32_t s = 0, n = in_.slots; s < n; s++) {
        int32_t same = to[s] == other[s] ? to[s] : -1;
        differs |= same ^ to[s];
        to[s] = same;
      }
      changed = differs != 0;
    }
    for (uint32_t s = 0; s < in_.slots; s++) {
      if (into.known[s] && !(from.known[s] && from.value[s] == into.value[s])) {
        into.known[s] = 0;
        changed = true;
      }
    }
    return changed;
  }

  void step(Facts& f, const Item& it) {
    if (it.dead) return;
    Op op = it.op;
    uint32_t n = op == Op::Mov ? 1 : op == Op::Mov2 ? 2 : op == Op::Mov3 ? 3 : op == Op::MovN ? it.h.o.c : 0;
    if (n) {
      uint32_t a = it.h.o.a, b = it.h.o.b;
      if (a == b) return;
      bool apart = a + n <= b || b + n <= a;
      if (!apart || inMemory(a, n) || inMemory(b, n)) {
        kill(f, a, n);
        return;
      }
      auto& root = root_;
      auto& val = val_;
      root.clear();
      val.clear();
      for (uint32_t k = 0; k < n; k++) {
        bool in = b + k < in_.slots;
        root.push_back(in ? (f.copy[b + k] >= 0 ? f.copy[b + k] : static_cast<int32_t>(b + k)) : -1);
        val.push_back(in ? std::make_pair(f.known[b + k], f.value[b + k]) : std::make_pair(uint8_t{0}, int64_t{0}));
      }
      kill(f, a, n);
      f.copies = true;
      for (uint32_t k = 0; k < n; k++) {
        if (root[k] >= static_cast<int32_t>(a) && root[k] < static_cast<int32_t>(a + n)) root[k] = -1;
        if (root[k] >= 0 && !memory_[static_cast<size_t>(root[k])]) f.copy[a + k] = root[k];
        f.known[a + k] = val[k].first;
        f.value[a + k] = val[k].second;
      }
      return;
    }
    writes(it, false, [&](uint32_t s, uint32_t w) { kill(f, s, w); });
    uint32_t a = it.h.o.a;
    if ((op == Op::Zero || op == Op::LoadImm || op == Op::LoadConst) && a < in_.slots && !memory_[a]) {
      f.known[a] = 1;
      f.value[a] = op == Op::Zero ? 0 : op == Op::LoadImm ? it.h.o.imm32 : static_cast<int64_t>(it.x.x);
    }
  }

  void forward() {
    Facts none;
    none.reached = true;
    none.copy.assign(in_.slots, -1);
    none.known.assign(in_.slots, 0);
    none.value.assign(in_.slots, 0);
    for (Block& b : blocks_) b.in.reached = false;
    blocks_[0].in = none;
    std::vector<uint32_t> work{0};
    if (recover_ >= 0) {
      uint32_t r = blockOf_[static_cast<size_t>(recover_)];
      blocks_[r].in = none;
      work.push_back(r);
    }
    Facts f;
    while (!work.empty()) {
      uint32_t b = work.back();
      work.pop_back();
      f = blocks_[b].in;
      for (uint32_t i = blocks_[b].begin; i < blocks_[b].end; i++) step(f, items_[i]);
      for (uint32_t s : blocks_[b].succ)
        if (meet(blocks_[s].in, f)) work.push_back(s);
    }
    // With the facts at hand, rewrite; and let stack maps cover what now lives longer.
    std::vector<std::vector<uint32_t>> at(items_.size());
    for (uint32_t i = 0; i < sp_.size(); i++) {
      int32_t item = sp_[i].pc < code_.size() ? itemAt_[sp_[i].pc] : -1;
      if (item >= 0) at[static_cast<size_t>(item)].push_back(i);
    }
    for (Block& b : blocks_) {
      if (!b.in.reached) continue;
      f = b.in;
      for (uint32_t i = b.begin; i < b.end; i++) {
        for (uint32_t k : at[i]) extendMap(sp_[k].map, f);
        rewrite(f, items_[i]);
        step(f, items_[i]);
      }
    }
  }

  void extendMap(Bits& map, const Facts& f) {
    if (!f.copies) return;
    for (size_t w = 0; w < map.size(); w++) {
      for (uint64_t left = map[w]; left; left &= left - 1) {
        auto s = static_cast<uint32_t>(64 * w) + static_cast<uint32_t>(__builtin_ctzll(left));
        if (s >= in_.slots || f.copy[s] < 0) continue;
        auto v = static_cast<uint32_t>(f.copy[s]);
        if (v / 64 >= map.size()) map.resize(v / 64 + 1);
        map[v / 64] |= uint64_t{1} << (v % 64);
        if (v / 64 == w && v > s) left |= uint64_t{1} << (v % 64);
      }
    }
  }

  static void setField(Instr& h, int i, uint32_t v) {
    auto w = static_cast<uint16_t>(v);
    if (i == 0) h.o.a = w;
    else if (i == 1) h.o.b = w;
    else if (i == 2) h.o.c = w;
    else h.o.d = w;
  }

  void rewrite(const Facts& f, Item& it) {
    if (it.dead) return;
    const OpInfo& info = opInfo(it.op);
    Instr two[2] = {it.h, it.x};
    for (int i = 0; i < 4; i++) {
      if (info.role[i].kind != '.') continue;
      uint32_t n = operandWidth(two, it.op, i), s = operandField(two, i);
      // Slices' bounds come one by one from d, d+1, d+2.
      if (n == 0 || s + n > in_.slots) continue;
      int32_t v = f.copy[s];
      if (v < 0) continue;
      bool all = true;
      for (uint32_t k = 1; k < n; k++) all &= f.copy[s + k] == v + static_cast<int32_t>(k);
      if (all) setField(it.h, i, static_cast<uint32_t>(v));
    }
    if (it.op == Op::Mov && it.h.o.a == it.h.o.b) it.dead = true;
    if ((it.op == Op::Mov2 || it.op == Op::Mov3 || it.op == Op::MovN) && it.h.o.a == it.h.o.b) it.dead = true;
    constants(f, it);
  }

  bool constant(const Facts& f, uint32_t s, int64_t lo, int64_t hi, int64_t* v) {
    if (s >= in_.slots || !f.known[s] || f.value[s] < lo || f.value[s] > hi) return false;
    *v = f.value[s];
    return true;
  }
  static void become(Item& it, Op op) {
    it.op = op;
    it.h.op = static_cast<uint64_t>(op);
  }

  void constants(const Facts& f, Item& it) {
    constexpr int64_t lo = INT16_MIN, hi = INT16_MAX;
    int64_t k;
    auto imm = [&](Op op, int64_t v) {
      become(it, op);
      it.h.o.c = static_cast<uint16_t>(v);
    };
    auto jumpImm = [&](Op op, uint32_t slot, int64_t v) {
      become(it, op);
      it.h.o.a = static_cast<uint16_t>(slot);
      it.h.o.b = static_cast<uint16_t>(v);
    };
    switch (it.op) {
#define ADD(T)                                                                    \
  case Op::Add##T:                                                                \
    if (constant(f, it.h.o.c, lo, hi, &k)) imm(Op::AddImm##T, k);                 \
    else if (constant(f, it.h.o.b, lo, hi, &k)) {                                 \
      it.h.o.b = it.h.o.c;                                                        \
      imm(Op::AddImm##T, k);                                                      \
    }                                                                             \
    break;                                                                        \
  case Op::Sub##T:                                                                \
    if (constant(f, it.h.o.c, -hi, hi, &k)) imm(Op::AddImm##T, -k);               \
    break;
      ADD(I64) ADD(I32) ADD(I16) ADD(I8) ADD(U32) ADD(U16) ADD(U8)
#undef ADD
#define COMMUTE(O, I)                                                             \
  case Op::O:                                                                     \
    if (constant(f, it.h.o.c, lo, hi, &k)) imm(Op::I, k);                         \
    else if (constant(f, it.h.o.b, lo, hi, &k)) {                                 \
      it.h.o.b = it.h.o.c;                                                        \
      imm(Op::I, k);                                                              \
    }                                                                             \
    break;
      COMMUTE(MulI64, MulImmI64) COMMUTE(And64, AndImm) COMMUTE(Or64, OrImm) COMMUTE(Xor64, XorImm)
      COMMUTE(EqI64, EqImm) COMMUTE(NeI64, NeImm)
#undef COMMUTE
      case Op::IdxLoad64:
        if (constant(f, it.h.o.c, 0, 65535, &k)) imm(Op::IdxLoadK64, k);
        break;
      case Op::DivI64:
        if (constant(f, it.h.o.c, lo, hi, &k) && k != 0 && k != -1) imm(Op::DivImmI64, k);
        break;
      case Op::RemI64:
        if (constant(f, it.h.o.c, lo, hi, &k) && k != 0 && k != -1) imm(Op::RemImmI64, k);
        break;
      case Op::Shl64:
        if (constant(f, it.h.o.c, 0, 63, &k)) imm(Op::ShlImm, k);
        break;
      case Op::ShrI64:
        if (constant(f, it.h.o.c, 0, 63, &k)) imm(Op::ShrImmI64, k);
        break;
      case Op::ShrU64:
        if (constant(f, it.h.o.c, 0, 63, &k)) imm(Op::ShrImmU64, k);
        break;
#define CMP(P)                                                                                            \
  case Op::P##EqI64:                                                                                      \
    if (constant(f, it.h.o.b, lo, hi, &k)) jumpImm(Op::P##EqImm, it.h.o.a, k);                            \
    else if (constant(f, it.h.o.a, lo, hi, &k)) jumpImm(Op::P##EqImm, it.h.o.b, k);                       \
    break;                                                                                                \
  case Op::P##NeI64:                                                                                      \
    if (constant(f, it.h.o.b, lo, hi, &k)) jumpImm(Op::P##NeImm, it.h.o.a, k);                            \
    else if (constant(f, it.h.o.a, lo, hi, &k)) jumpImm(Op::P##NeImm, it.h.o.b, k);                       \
    break;                                                                                                \
  case Op::P##LtI64:                                                                                      \
    if (constant(f, it.h.o.b, lo, hi, &k)) jumpImm(Op::P##LtImm, it.h.o.a, k);                            \
    else if (constant(f, it.h.o.a, lo, hi, &k)) jumpImm(Op::P##GtImm, it.h.o.b, k);                       \
    break;                                                                                                \
  case Op::P##LeI64:                                                                                      \
    if (constant(f, it.h.o.b, lo, hi, &k)) jumpImm(Op::P##LeImm, it.h.o.a, k);                            \
    else if (constant(f, it.h.o.a, lo, hi, &k)) jumpImm(Op::P##GeImm, it.h.o.b, k);                       \
    break;
      CMP(J) CMP(L)
#undef CMP
      default: break;
    }
  }

  // ---- backward ----------------------------------------------------------------------------------------------------
  // Calls fn(word, mask) for slots s to s+n, as far as there are any.
  template <class F>
  void eachWord(uint32_t s, uint32_t n, F fn) {
    uint32_t end = std::min(s + n, in_.slots);
    while (s < end) {
      uint32_t bit = s % 64, m = std::min(end - s, 64 - bit);
      fn(s / 64, (m == 64 ? ~uint64_t{0} : (uint64_t{1} << m) - 1) << bit);
      s += m;
    }
  }
  void setBits(Bits& b, uint32_t s, uint32_t n) {
    eachWord(s, n, [&](uint32_t w, uint64_t mask) { b[w] |= mask; });
  }
  void clearBits(Bits& b, uint32_t s, uint32_t n) {
    eachWord(s, n, [&](uint32_t w, uint64_t mask) { b[w] &= ~mask; });
  }
  bool test(const Bits& b, uint32_t s, uint32_t n) {
    bool any = false;
    eachWord(s, n, [&](uint32_t w, uint64_t mask) { any |= (b[w] & mask) != 0; });
    return any;
  }

  void back(Bits& live, const Item& it) {
    if (it.dead) return;
    writes(it, true, [&](uint32_t s, uint32_t n) { clearBits(live, s, n); });
    if (recover_ >= 0 && (opHas(it.op, kOpFault) || opHas(it.op, kOpSafepoint))) {
      const Bits& r = blocks_[blockOf_[static_cast<size_t>(recover_)]].live;
      for (size_t w = 0; w < live.size(); w++) live[w] |= r[w];
    }
    reads(it, [&](uint32_t s, uint32_t n) { setBits(live, s, n); });
  }

  Bits out(const Block& b) {
    Bits live((in_.slots + 63) / 64);
    for (uint32_t s : b.succ)
      for (size_t w = 0; w < live.size(); w++) live[w] |= blocks_[s].live[w];
    return live;
  }

  // t = x + k; ... b[t] ... with t dead afterwards: the access adds k itself.
  void fuse() {
    solve();
    for (Block& b : blocks_) {
      Bits live = out(b);
      for (uint32_t i = b.end; i-- > b.begin;) {
        Item& it = items_[i];
        if (it.dead) continue;
        bool load = it.op == Op::IdxLoad64 || it.op == Op::IdxLoadU8, store = it.op == Op::IdxStore64;
        uint32_t prev = i;
        while ((load || store) && prev-- > b.begin && items_[prev].dead) {
        }
        if ((load || store) && prev + 1 > b.begin && prev < i && items_[prev].op == Op::AddImmI64) {
          Item& add = items_[prev];
          uint32_t t = add.h.o.a, x = add.h.o.b;
          uint32_t idx = load ? it.h.o.c : it.h.o.b;
          bool dead = !test(live, t, 1) || (load && it.h.o.a == t);
          uint32_t base = load ? it.h.o.b : it.h.o.a;
          bool elsewhere = t == base || t == base + 1 || (store && it.h.o.c == t);
          if (idx == t && x != t && dead && !elsewhere && !inMemory(t, 1)) {
            it.h.o.d = add.h.o.c;
            if (load) it.h.o.c = static_cast<uint16_t>(x);
            else it.h.o.b = static_cast<uint16_t>(x);
            become(it, it.op == Op::IdxLoad64 ? Op::IdxLoadOff64 : it.op == Op::IdxLoadU8 ? Op::IdxLoadOffU8 : Op::IdxStoreOff64);
            add.dead = true;
          }
        }
        back(live, it);
      }
    }
  }

  // A pointer nobody will read is none: the collector frees what only it holds, when gc's program would too.
  void trimMaps() {
    solve();
    std::vector<std::vector<uint32_t>> at(items_.size());
    for (uint32_t i = 0; i < sp_.size(); i++) {
      int32_t item = sp_[i].pc < code_.size() ? itemAt_[sp_[i].pc] : -1;
      if (item >= 0) at[static_cast<size_t>(item)].push_back(i);
    }
    Bits always((in_.slots + 63) / 64);
    for (uint32_t s = 0; s < in_.slots; s++)
      if (memory_[s]) setBits(always, s, 1);
    for (Block& b : blocks_) {
      Bits live = out(b);
      for (uint32_t i = b.end; i-- > b.begin;) {
        back(live, items_[i]);
        if (at[i].empty()) continue;
        // The sender puts the value into the slot of a receiver that waits: it must hold from then on, though the instruction
        // has not ended.
        Bits held = live;
        if (items_[i].op == Op::Recv) writes(items_[i], false, [&](uint32_t s, uint32_t n) { setBits(held, s, n); });
        for (uint32_t k : at[i])
          for (size_t w = 0; w < sp_[k].map.size(); w++) sp_[k].map[w] &= w < held.size() ? held[w] | always[w] : 0;
      }
    }
  }

  void solve() {
    size_t words = (in_.slots + 63) / 64;
    for (Block& b : blocks_) b.live.assign(words, 0);
    if (recover_ < 0) {
      solveByBlock(words);
      return;
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t n = blocks_.size(); n-- > 0;) {
        Bits live = out(blocks_[n]);
        for (uint32_t i = blocks_[n].end; i-- > blocks_[n].begin;) back(live, items_[i]);
        if (live != blocks_[n].live) {
          blocks_[n].live = live;
          changed = true;
        }
      }
    }
  }

  // Nothing but what follows matters to a block: its instructions are looked at once, not at each turn.
  void solveByBlock(size_t words) {
    for (Block& b : blocks_) {
      b.read.assign(words, 0);
      b.kept.assign(words, ~uint64_t{0});
      for (uint32_t i = b.end; i-- > b.begin;) {
        const Item& it = items_[i];
        if (it.dead) continue;
        writes(it, true, [&](uint32_t s, uint32_t n) {
          clearBits(b.read, s, n);
          clearBits(b.kept, s, n);
        });
        reads(it, [&](uint32_t s, uint32_t n) { setBits(b.read, s, n); });
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t n = blocks_.size(); n-- > 0;) {
        Block& b = blocks_[n];
        for (size_t w = 0; w < words; w++) {
          uint64_t live = 0;
          for (uint32_t s : b.succ) live |= blocks_[s].live[w];
          live = (live & b.kept[w]) | b.read[w];
          changed |= live != b.live[w];
          b.live[w] = live;
        }
      }
    }
  }

  void backward() {
    solve();
    for (Block& b : blocks_) {
      Bits live = out(b);
      for (uint32_t i = b.end; i-- > b.begin;) {
        Item& it = items_[i];
        if (it.dead) continue;
        if (opHas(it.op, kOpPure) && unused(it, live)) {
          it.dead = true;
          continue;
        }
        if (it.op == Op::Mov || it.op == Op::Mov2 || it.op == Op::Mov3) coalesce(b, i, live);
        back(live, it);
      }
    }
  }

  bool unused(const Item& it, const Bits& live) {
    bool any = false, used = false;
    writes(it, false, [&](uint32_t s, uint32_t n) {
      any = true;
      used |= inMemory(s, n) || test(live, s, n);
    });
    return any && !used;
  }

  // Mov v, t with t dead behind it: let the instruction that made t write v.
  void coalesce(const Block& b, uint32_t at, const Bits& live) {
    Item& mov = items_[at];
    uint32_t n = mov.op == Op::Mov ? 1 : mov.op == Op::Mov2 ? 2 : 3;
    uint32_t v = mov.h.o.a, t = mov.h.o.b;
    if (v + n > in_.slots || t + n > in_.slots || (v < t + n && t < v + n)) return;
    if (test(live, t, n) || inMemory(v, n) || inMemory(t, n)) return;
    auto touches = [](uint32_t s, uint32_t w, uint32_t x, uint32_t m) { return s < x + m && x < s + w; };
    constexpr uint32_t kReach = 24;
    std::vector<uint32_t> renamed;  // items between that read t
    for (uint32_t i = at; i-- > b.begin && at - i <= kReach;) {
      Item& it = items_[i];
      if (it.dead) continue;
      bool wv = false, wt = false, exact = false, rv = false, rt = false, rtPart = false;
      const OpInfo& info = opInfo(it.op);
      writes(it, false, [&](uint32_t s, uint32_t w) {
        wv |= touches(s, w, v, n);
        wt |= touches(s, w, t, n);
      });
      reads(it, [&](uint32_t s, uint32_t w) {
        rv |= touches(s, w, v, n);
        if (touches(s, w, t, n)) {
          rt = true;
          if (s < t || s + w > t + n) rtPart = true;
        }
      });
      if (wt) {
        Instr two[2] = {it.h, it.x};
        exact = info.role[0].kind == '=' && it.h.o.a == t && operandWidth(two, it.op, 0) == n && !wv;
        // Another destination, or a window?
        int dests = 0;
        writes(it, false, [&](uint32_t, uint32_t) { dests++; });
        if (!exact || dests != 1 || opHas(it.op, kOpCall) || opHas(it.op, kOpSafepoint)) return;
        if (recover_ >= 0 && opHas(it.op, kOpFault) && test(blocks_[blockOf_[static_cast<size_t>(recover_)]].live, v, n)) return;
        it.h.o.a = static_cast<uint16_t>(v);
        for (uint32_t k : renamed) rename(items_[k], t, n, v);
        for (OptSafepoint& sp : sp_) {
          if (sp.pc <= it.pc || sp.pc > mov.pc) continue;
          for (uint32_t k = 0; k < n; k++)
            if ((t + k) / 64 < sp.map.size() && sp.map[(t + k) / 64] >> ((t + k) % 64) & 1) {
              if ((v + k) / 64 >= sp.map.size()) sp.map.resize((v + k) / 64 + 1);
              sp.map[(v + k) / 64] |= uint64_t{1} << ((v + k) % 64);
            }
        }
        mov.dead = true;
        return;
      }
      if (wv || rv) return;
      if (recover_ >= 0 && (opHas(it.op, kOpFault) || opHas(it.op, kOpSafepoint)) &&
          test(blocks_[blockOf_[static_cast<size_t>(recover_)]].live, v, n))
        return;
      if (rt) {
        if (rtPart || !renameable(it, t, n)) return;
        renamed.push_back(i);
      }
    }
  }

  // All reads of t.. are plain operands.
  bool renameable(const Item& it, uint32_t t, uint32_t n) {
    if (it.op == Op::Select || opInfo(it.op).role[0].kind == 'W' || it.op == Op::Ret) return false;
    switch (it.op) {
      case Op::SliceSlice: case Op::SliceStr: case Op::SliceArr: return false;
      default: break;
    }
    Instr two[2] = {it.h, it.x};
    for (int i = 0; i < 4; i++) {
      Role r = opInfo(it.op).role[i];
      if (r.kind != '~') continue;
      uint32_t s = operandField(two, i), w = operandWidth(two, it.op, i);
      if (s < t + n && t < s + w) return false;
    }
    return true;
  }
  void rename(Item& it, uint32_t t, uint32_t n, uint32_t v) {
    Instr two[2] = {it.h, it.x};
    for (int i = 0; i < 4; i++) {
      if (opInfo(it.op).role[i].kind != '.') continue;
      uint32_t s = operandField(two, i), w = operandWidth(two, it.op, i);
      if (w && s >= t && s + w <= t + n) setField(it.h, i, s - t + v);
    }
  }

  // ---- branches ----------------------------------------------------------------------------------------------------
  static bool inverse(Op op, Op* to) {
    switch (op) {
#define PAIR(A, B) case Op::A: *to = Op::B; return true; case Op::B: *to = Op::A; return true;
      PAIR(JEqI64, JNeI64) PAIR(JEqImm, JNeImm) PAIR(JLtImm, JGeImm) PAIR(JLeImm, JGtImm) PAIR(JTrue, JFalse)
      PAIR(JEqF64, JNeF64) PAIR(JLtF64, JNltF64) PAIR(JLeF64, JNleF64) PAIR(JEqStr, JNeStr) PAIR(JTypeEq, JTypeNe)
#undef PAIR
      default: return false;
    }
  }
  static bool loopForm(Op op, Op* to) {
    switch (op) {
#define FORM(N) case Op::J##N: *to = Op::L##N; return true;
      FORM(EqI64) FORM(NeI64) FORM(LtI64) FORM(LeI64) FORM(LtU64) FORM(LeU64) FORM(EqImm) FORM(NeImm) FORM(LtImm) FORM(LeImm)
      FORM(GtImm) FORM(GeImm) FORM(EqF64) FORM(NeF64) FORM(LtF64) FORM(LeF64) FORM(NltF64) FORM(NleF64) FORM(True) FORM(False)
#undef FORM
      default: return false;
    }
  }

  uint32_t nextAlive(uint32_t i) {
    while (i < items_.size() && items_[i].dead) i++;
    return i;
  }

  // if c goto next; goto x  ->  if !c goto x
  void turnBranches() {
    for (uint32_t i = 0; i < items_.size(); i++) {
      Item& it = items_[i];
      if (it.dead || it.target < 0 || it.op == Op::Jump || it.op == Op::JumpBack) {
        // A jump to the next instruction is none.
        if (!it.dead && it.op == Op::Jump && static_cast<uint32_t>(it.target) > i &&
            nextAlive(i + 1) == nextAlive(static_cast<uint32_t>(it.target)))
          it.dead = true;
        continue;
      }
      uint32_t j = nextAlive(i + 1);
      if (j >= items_.size()) continue;
      bool target = false;
      for (uint32_t k = i + 1; k <= j; k++) target |= items_[k].leader;
      Item& next = items_[j];
      if (target || (next.op != Op::Jump && next.op != Op::JumpBack)) continue;
      if (static_cast<uint32_t>(it.target) <= i || nextAlive(static_cast<uint32_t>(it.target)) != nextAlive(j + 1)) continue;
      Op op = it.op;
      uint16_t a = it.h.o.a, b = it.h.o.b;
      // !(a < b) is b <= a
      auto swapped = [&](Op to) {
        op = to;
        std::swap(a, b);
      };
      if (op == Op::JLtI64) swapped(Op::JLeI64);
      else if (op == Op::JLeI64) swapped(Op::JLtI64);
      else if (op == Op::JLtU64) swapped(Op::JLeU64);
      else if (op == Op::JLeU64) swapped(Op::JLtU64);
      else if (!inverse(op, &op)) continue;
      if (next.op == Op::JumpBack && !loopForm(op, &op)) continue;
      become(it, op);
      it.h.o.a = a;
      it.h.o.b = b;
      it.target = next.target;
      next.dead = true;
    }
  }

  // ---- writing the code --------------------------------------------------------------------------------------------
  void emit(std::vector<uint32_t>& newPc) {
    newPc.assign(code_.size() + 1, 0);
    uint32_t pc = 0;
    std::vector<uint32_t> at(items_.size() + 1);
    uint32_t unit = 0;
    for (uint32_t i = 0; i < items_.size(); i++) {
      at[i] = pc;
      uint32_t n = static_cast<uint32_t>(opUnits(items_[i].op));
      // Extension units map to their instruction's end.
      uint32_t old = (i + 1 < items_.size() ? items_[i + 1].pc : static_cast<uint32_t>(code_.size())) - items_[i].pc;
      newPc[items_[i].pc] = pc;
      for (uint32_t k = 1; k < old; k++) newPc[items_[i].pc + k] = pc;
      unit = items_[i].pc + old;
      if (!items_[i].dead) pc += n;
    }
    at[items_.size()] = pc;
    newPc[unit] = pc;
    std::vector<Instr> out;
    out.reserve(pc);
    for (uint32_t i = 0; i < items_.size(); i++) {
      Item& it = items_[i];
      if (it.dead) continue;
      if (it.op == Op::JumpTable) {
        auto* t = reinterpret_cast<JumpTableDesc*>(it.x.x);
        auto move = [&](int32_t d) {
          uint32_t to = newPc[static_cast<size_t>(static_cast<int64_t>(it.pc) + d)];
          return static_cast<int32_t>(static_cast<int64_t>(to) - at[i]);
        };
        t->deflt = move(t->deflt);
        for (uint32_t k = 0; k < t->n; k++) t->distance[k] = move(t->distance[k]);
      } else if (it.target >= 0) {
        it.h.o.imm32 = static_cast<int32_t>(static_cast<int64_t>(at[static_cast<size_t>(it.target)]) - at[i]);
      }
      out.push_back(it.h);
      if (opUnits(it.op) == 2) out.push_back(it.x);
    }
    for (OptSafepoint& s : sp_) s.pc = newPc[s.pc];
    code_ = std::move(out);
  }

  const OptInput& in_;
  std::vector<Instr>& code_;
  std::vector<OptSafepoint>& sp_;
  std::vector<Item> items_;
  std::vector<int32_t> itemAt_;
  std::vector<uint32_t> blockOf_;
  std::vector<Block> blocks_;
  std::vector<bool> memory_;
  std::vector<int32_t> root_;  // of step
  std::vector<std::pair<uint8_t, int64_t>> val_;
  int32_t recover_ = -1;
};

}  // namespace

bool optimize(const OptInput& in, std::vector<Instr>& code, std::vector<OptSafepoint>& safepoints, std::vector<uint32_t>& newPc) {
  newPc.clear();
  if (code.empty() || in.slots == 0) return false;
  return Optimizer(in, code, safepoints).run(newPc);
}

}  // namespace vole::vm
