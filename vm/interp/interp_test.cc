// Hand-assembled programs: the interpreter and the run time without a compiler.
#include "vm/interp/interp.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "runtime/runtime.h"

using namespace vole;
using namespace vole::vm;

namespace {

struct Func {
  rt::FuncInfo info;
  std::vector<Instr> code;
  std::string name;

  Func& op(Op o, unsigned a = 0, unsigned b = 0, unsigned c = 0, unsigned d = 0) {
    code.push_back(makeABC(o, a, b, c, d));
    return *this;
  }
  Func& imm(Op o, unsigned a, unsigned b, int32_t i) {
    code.push_back(makeABI(o, a, b, i));
    return *this;
  }
  Func& ext(const void* x, const void* y = nullptr) {
    code.push_back(makeExtPtr(x, y));
    return *this;
  }
  Func& ext(uint64_t x, uint64_t y = 0) {
    code.push_back(makeExt(x, y));
    return *this;
  }
};

struct Machine {
  rt::Runtime rt;
  std::vector<std::unique_ptr<Func>> funcs;
  Machine() { installHooks(rt); }
  // A function whose code is reserved in advance, so that calls can name it before it is finished.
  Func& add(const char* name, uint32_t params, uint32_t frame) {
    funcs.push_back(std::make_unique<Func>());
    Func& f = *funcs.back();
    f.code.reserve(64);
    f.name = name;
    f.info.name = {f.name.c_str(), static_cast<int64_t>(f.name.size())};
    f.info.paramSlots = params;
    f.info.frameSlots = frame;
    f.info.code = f.info.ifaceEntry = f.code.data();
    return f;
  }
  int run(Func& mainf) {
    for (auto& f : funcs) {
      REQUIRE(f->info.code == f->code.data());
      f->info.codeBytes = static_cast<uint32_t>(f->code.size() * sizeof(Instr));
      load(f->code.data(), f->code.size());
      rt.funcs.add(&f->info);
    }
    return rt.run(&mainf.info);
  }
};

int64_t result[4];

void makeFib(Func& f) {
  f.imm(Op::JGeImm, 0, 2, 2)
      .op(Op::Ret)
      .op(Op::AddImmI64, 5, 0, static_cast<uint16_t>(-1))
      .op(Op::Call, 5).ext(f.code.data(), &f.info)
      .op(Op::Mov, 1, 5)
      .op(Op::AddImmI64, 5, 0, static_cast<uint16_t>(-2))
      .op(Op::Call, 5).ext(f.code.data(), &f.info)
      .op(Op::AddI64, 0, 1, 5)
      .op(Op::Ret);
}

}  // namespace

TEST_CASE("fib") {
  Machine vm;
  Func& fib = vm.add("main.fib", 1, 8);
  makeFib(fib);
  Func& m = vm.add("main.main", 0, 8);
  int n = getenv("VOLE_FIB") ? atoi(getenv("VOLE_FIB")) : 20;
  m.imm(Op::LoadImm, 4, 0, n).op(Op::Call, 4).ext(fib.code.data(), &fib.info).op(Op::GStore64, 0, 4).ext(&result[0]).op(Op::Ret);
  auto t0 = std::chrono::steady_clock::now();
  CHECK(vm.run(m) == 0);
  auto t1 = std::chrono::steady_clock::now();
  if (getenv("VOLE_FIB")) MESSAGE("fib ms: ", std::chrono::duration<double, std::milli>(t1 - t0).count());
  else CHECK(result[0] == 6765);
}

TEST_CASE("a counted loop that is preempted at its back edge counts each step once") {
  Machine vm;
  Func& m = vm.add("main.main", 0, 4);
  m.imm(Op::LoadImm, 0, 0, 0)
      .imm(Op::LoadImm, 1, 0, 1000)
      .imm(Op::LoadImm, 2, 0, 0)
      .op(Op::AddI64, 2, 2, 0)
      .imm(Op::ForLtI64, 0, 1, -1)
      .op(Op::GStore64, 0, 2).ext(&result[0])
      .op(Op::Ret);
  vm.rt.debug.preemptstress = 1;
  vm.rt.debug.stackstress = 1;
  CHECK(vm.run(m) == 0);
  CHECK(result[0] == 499500);
}

TEST_CASE("deep recursion grows the stack, the call is executed again") {
  for (int stress = 0; stress < 2; stress++) {
    Machine vm;
    vm.rt.debug.stackstress = stress;
    int depth = stress ? 200 : 100000;
    Func& f = vm.add("main.depth", 1, 8);  // depth(n) = n == 0 ? 0 : 1 + depth(n-1)
    f.imm(Op::JNeImm, 0, 0, 2)
        .op(Op::Ret)
        .op(Op::AddImmI64, 4, 0, static_cast<uint16_t>(-1))
        .op(Op::Call, 4).ext(f.code.data(), &f.info)
        .op(Op::AddImmI64, 0, 4, 1)
        .op(Op::Ret);
    Func& m = vm.add("main.main", 0, 8);
    m.imm(Op::LoadImm, 4, 0, depth).op(Op::Call, 4).ext(f.code.data(), &f.info).op(Op::GStore64, 0, 4).ext(&result[0]).op(Op::Ret);
    CHECK(vm.run(m) == 0);
    CHECK(result[0] == depth);
  }
}

TEST_CASE("a nil dereference runs deferred calls; recover returns to the deferring frame") {
  Machine vm;
  static int64_t log[8];
  memset(log, 0, sizeof log);
  Func& d = vm.add("main.f.func1", 0, 8);  // recovers and notes the type word
  d.op(Op::Recover, 1).op(Op::GStore64, 0, 1).ext(&log[0]).op(Op::Ret);
  Func& f = vm.add("main.f", 0, 8);
  f.imm(Op::LoadImm, 0, 0, 7)
      .op(Op::LoadConst, 1).ext(&d.info)
      .op(Op::Defer, 0, 1)
      .op(Op::Zero, 2)
      .op(Op::Load64, 0, 2, 8)
      .op(Op::GStore64, 0, 0).ext(&log[1])  // not reached
      .op(Op::RunDefers, 6)                  // recoverPC
      .op(Op::Ret);
  f.info.recoverPC = &f.code[8];
  f.info.flags |= rt::kFuncHasDefer;
  Func& m = vm.add("main.main", 0, 8);
  m.op(Op::Call, 4).ext(f.code.data(), &f.info).op(Op::GStore64, 0, 4).ext(&log[2]).op(Op::Ret);
  CHECK(vm.run(m) == 0);
  CHECK(log[0] != 0);
  CHECK(log[1] == 0);
  CHECK(log[2] == 7);
}

TEST_CASE("goroutines meet on an unbuffered channel; closures carry captures; interfaces dispatch") {
  Machine vm;
  auto& types = vm.rt.types;
  auto* ct = types.chanOf(types.basic(rt::kInt), rt::kBothDir);
  auto* closure = types.memoryType(16, 8, {false, true}, "closure");
  Func& g = vm.add("main.main.func1", 0, 4);  // fp[0] = closure {code, chan}: sends 1..10, closes
  g.info.flags |= rt::kFuncClosure;
  g.op(Op::Load64, 1, 0, 8)
      .imm(Op::LoadImm, 2, 0, 1)
      .imm(Op::LoadImm, 3, 0, 10)
      .op(Op::Send, 0, 1, 2).ext(ct)
      .imm(Op::ForLeI64, 2, 3, -2)
      .op(Op::Close, 0, 1)
      .op(Op::Ret);
  Func& m = vm.add("main.main", 0, 8);
  m.op(Op::Zero, 0)
      .op(Op::MakeChan, 1, 0).ext(ct)
      .op(Op::MakeClosure, 2).ext(&g.info, closure)
      .op(Op::StorePtr, 2, 1, 8)
      .op(Op::Go, 0, 2)
      .op(Op::Zero, 3)
      .op(Op::Recv, 4, 1, 0, 5).ext(ct)  // 8
      .op(Op::AddI64, 3, 3, 4)
      .imm(Op::LTrue, 5, 0, -3)
      .op(Op::GStore64, 0, 3).ext(&result[0])
      .op(Op::Ret);
  CHECK(vm.run(m) == 0);
  CHECK(result[0] == 55);
}

TEST_CASE("names and roles") {
  CHECK(std::string(opName(Op::AddI64)) == "AddI64");
  CHECK(opInfo(Op::MovN).role[0].variable());
  CHECK(opUnits(Op::Call) == 2);
  Instr i = makeABC(Op::Ret);
  load(&i, 1);
  CHECK(opcodeOf(i) == Op::Ret);
}
