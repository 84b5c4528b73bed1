// Loading code, the loop, and the hooks of the run time.
#include "vm/interp/interp.h"

#include <unordered_map>

#include "runtime/base/assert.h"
#include "runtime/runtime.h"
#include "vm/interp/handler.h"

namespace vole::vm {
namespace {

const Handler kHandlers[kNumOps] = {
#define OP(group, name, a, b, c, d, flags, text) h_##name,
#include "vm/bytecode/opcodes.def"
#undef OP
};

struct OpOfHandler {
  std::unordered_map<const void*, Op> map;
  OpOfHandler() {
    for (size_t i = 0; i < kNumOps; i++) map.emplace(reinterpret_cast<const void*>(kHandlers[i]), static_cast<Op>(i));
    // Two opcodes with one handler (identical code folded by a linker) would make listings lie.
    VOLE_ASSERT(map.size() == kNumOps, "two opcodes share a handler");
  }
};

// One-instruction functions that stacks end in. A Nop stands before, so that "the instruction before the return address"
// of a trace is inside the function too.
struct Bottom {
  Instr code[3];
  rt::FuncInfo fn;
  Bottom(Op op, const char* name) {
    code[0] = makeABC(Op::Nop);
    code[1] = makeABC(Op::Nop);
    code[2] = makeABC(op);
    load(code, 3);
    fn.code = fn.ifaceEntry = code;
    fn.codeBytes = sizeof code;
    fn.flags = rt::kFuncPseudo;
    fn.name = {name, static_cast<int64_t>(strlen(name))};
    fn.pkg = {"runtime", 7};
  }
  const void* pc() const { return &code[2]; }
};

}  // namespace

void load(Instr* code, size_t n) {
  for (size_t i = 0; i < n;) {
    VOLE_ASSERT(code[i].op < kNumOps, "code loaded twice, or an extension unit taken for an instruction");
    Op op = static_cast<Op>(code[i].op);
    code[i].handler = reinterpret_cast<const void*>(kHandlers[code[i].op]);
    i += static_cast<size_t>(opUnits(op));
  }
}

Op opcodeOf(const Instr& insn) {
  if (insn.op < kNumOps) return static_cast<Op>(insn.op);
  static const OpOfHandler table;
  auto it = table.map.find(insn.handler);
  VOLE_ASSERT(it != table.map.end(), "not an instruction");
  return it->second;
}

void lazyStub(Instr stub[2], rt::FuncInfo* f, bool ifaceEntry) {
  stub[0] = makeABC(Op::LazyFunc);
  stub[1] = makeExt(reinterpret_cast<uint64_t>(f), ifaceEntry);
  load(stub, 2);
}

void execute(rt::M& m, rt::G& g) {
  auto* pc = static_cast<const Instr*>(g.sched.pc);
  Slot* fp = g.sched.fp;
#if VOLE_TAILCALLS
  reinterpret_cast<Handler>(const_cast<void*>(pc->handler))(pc, fp, m);
#else
  while (pc) {
    Next n = reinterpret_cast<Handler>(const_cast<void*>(pc->handler))(pc, fp, m);
    pc = n.pc;
    fp = n.fp;
  }
#endif
}

void installHooks(rt::Runtime& rt) {
  static Bottom goexit(Op::GoExit, "runtime.goexit");
  static Bottom gopanic(Op::PanicReturn, "runtime.gopanic");
  static Bottom main(Op::MainReturn, "runtime.main");
  rt.hooks.execute = execute;
  rt.hooks.goexitPC = goexit.pc();
  rt.hooks.panicReturnPC = gopanic.pc();
  rt.hooks.mainReturnPC = main.pc();
  rt.funcs.add(&goexit.fn);
  rt.funcs.add(&gopanic.fn);
  rt.funcs.add(&main.fn);
}

}  // namespace vole::vm
