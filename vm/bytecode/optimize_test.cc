// The optimiser and the verifier on hand-made code.
#include "vm/bytecode/optimize.h"

#include <doctest/doctest.h>

#include "vm/bytecode/verify.h"

using namespace vole;
using namespace vole::vm;

static Op opAt(const std::vector<Instr>& c, size_t i) { return static_cast<Op>(c[i].op); }

TEST_CASE("copies, constants and dead code go; jumps and safepoints follow") {
  // s1 = s0; s2 = 5; s3 = s1 + s2; s4 = s3; loop: s4 += s4; if s4 < s0 goto loop; return s4
  std::vector<Instr> c{makeABC(Op::Mov, 1, 0),        makeABI(Op::LoadImm, 2, 0, 5), makeABC(Op::AddI64, 3, 1, 2),
                       makeABC(Op::Mov, 4, 3),        makeABC(Op::AddI64, 4, 4, 4),  makeABI(Op::LLtI64, 4, 0, -1),
                       makeABC(Op::Ret1, 0, 4)};
  std::vector<OptSafepoint> sp{{4, {0x1}}};
  std::vector<uint32_t> newPc;
  OptInput in;
  in.slots = 8;
  in.resultSlots = 1;
  REQUIRE(optimize(in, c, sp, newPc));
  REQUIRE(c.size() == 4);
  CHECK(opAt(c, 0) == Op::AddImmI64);
  CHECK(c[0].o.a == 4);
  CHECK(c[0].o.b == 0);
  CHECK(static_cast<int16_t>(c[0].o.c) == 5);
  CHECK(opAt(c, 2) == Op::LLtI64);
  CHECK(c[2].o.imm32 == -1);
  CHECK(sp[0].pc == 1);
  CHECK(newPc[7] == 4);
}

TEST_CASE("a copy that outlives its source is kept") {
  // s1 = s0; s0 = 7; return s1
  std::vector<Instr> c{makeABC(Op::Mov, 1, 0), makeABI(Op::LoadImm, 0, 0, 7), makeABC(Op::GStore64, 0, 0), makeExt(uint64_t{8}),
                       makeABC(Op::Ret1, 0, 1)};
  std::vector<OptSafepoint> sp;
  std::vector<uint32_t> newPc;
  OptInput in;
  in.slots = 4;
  REQUIRE(optimize(in, c, sp, newPc));
  CHECK(opAt(c, 0) == Op::Mov);
  CHECK(c.back().o.b == 1);
}

TEST_CASE("a map covers the slot whose value is now read in place of its copy") {
  // s1 = s0 (pointer); call; return *s1: after propagation s0 is what lives across the call
  static rt::FuncInfo callee;
  std::vector<Instr> c{makeABC(Op::Mov, 1, 0), makeABC(Op::Call, 6), makeExtPtr(nullptr, &callee), makeABC(Op::Load64, 2, 1, 0),
                       makeABC(Op::Ret1, 0, 2)};
  std::vector<OptSafepoint> sp{{1, {0x2}}, {3, {0x2}}};
  std::vector<uint32_t> newPc;
  OptInput in;
  in.slots = 8;
  REQUIRE(optimize(in, c, sp, newPc));
  CHECK(opAt(c, 0) == Op::Call);
  CHECK(sp[1].pc == 2);
  CHECK((sp[1].map[0] & 1) == 1);
}

TEST_CASE("a map forgets what nobody reads, results left in a window included") {
  // s0 = s2 (a call's result) is never read; the second call takes no arguments, so s2 in its window is dead as well.
  static rt::FuncInfo callee;
  std::vector<Instr> c{makeABC(Op::Call, 2), makeExtPtr(nullptr, &callee), makeABC(Op::Mov, 0, 2), makeABC(Op::Call, 2),
                       makeExtPtr(nullptr, &callee), makeABC(Op::Ret, 0)};
  std::vector<OptSafepoint> sp{{3, {0x5}}, {5, {0x1}}};
  std::vector<uint32_t> newPc;
  OptInput in;
  in.slots = 8;
  REQUIRE(optimize(in, c, sp, newPc));
  CHECK((sp[0].map.empty() || sp[0].map[0] == 0));
  CHECK((sp[1].map.empty() || sp[1].map[0] == 0));
}

TEST_CASE("verifier") {
  std::vector<Instr> c{makeABC(Op::Mov, 1, 2), makeABC(Op::Ret1, 0, 1)};
  rt::FuncInfo f;
  f.code = c.data();
  f.codeBytes = static_cast<uint32_t>(c.size() * sizeof(Instr));
  f.frameSlots = 4;
  CHECK(verify(f).find("read before it is written") != std::string::npos);
  c[0] = makeABC(Op::Zero, 1);
  CHECK(verify(f).empty());
  c[1] = makeABC(Op::Zero, 9);
  CHECK(verify(f).find("falls off") != std::string::npos);
}
