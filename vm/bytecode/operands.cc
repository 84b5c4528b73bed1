// Widths that depend on the operation.
#include "vm/bytecode/operands.h"

#include <cstring>

#include "runtime/type/funcinfo.h"
#include "runtime/type/type.h"

namespace vole::vm {
namespace {

template <class T>
const T* xp(const Instr* insn) {
  return reinterpret_cast<const T*>(insn[1].x);
}
uint32_t slotsFor(uint64_t bytes) { return static_cast<uint32_t>((bytes + 7) / 8); }
uint32_t typeSlots(const rt::Type* t) { return static_cast<uint32_t>(rt::slotsOf(t)); }

uint32_t printWidth(PrintKind k) {
  switch (k) {
    case PrintKind::kSpace:
    case PrintKind::kNewline:
    case PrintKind::kLock:
    case PrintKind::kUnlock: return 0;
    case PrintKind::kComplex:
    case PrintKind::kString:
    case PrintKind::kIface:
    case PrintKind::kEface: return 2;
    case PrintKind::kSlice: return 3;
    default: return 1;
  }
}

}  // namespace

uint32_t operandWidth(const Instr* insn, Op op, int i) {
  const OpInfo& info = opInfo(op);
  Role r = info.role[i];
  if (!r.slot()) return 0;
  uint16_t field = operandField(insn, i);
  // Optional results.
  if (field == kNoSlot && (op == Op::Recv || op == Op::Select)) return 0;
  if (r.width) return r.width;
  if (r.kind == 'W') return 0;
  switch (op) {
    case Op::MovN:
    case Op::RetN: return insn->o.c;
    case Op::ZeroN: return insn->o.uimm32;
    case Op::LoadN:
    case Op::StoreN:
    case Op::StoreTyped: return slotsFor(insn[1].x);
#define FIDX(T, bytes) \
  case Op::FIdxLoad##T: return slotsFor(insn[1].x * bytes);
    FIDX(I8, 1) FIDX(U8, 1) FIDX(I16, 2) FIDX(U16, 2) FIDX(I32, 4) FIDX(U32, 4) FIDX(64, 8)
#undef FIDX
#define FIDX(T, bytes) \
  case Op::FIdxStore##T: return slotsFor(insn[1].x * bytes);
    FIDX(8, 1) FIDX(16, 2) FIDX(32, 4) FIDX(64, 8)
#undef FIDX
    case Op::SliceSlice:
    case Op::SliceStr:
    case Op::SliceArr: return 0;  // extraReads
    case Op::AppendVal:
    case Op::Box:
    case Op::EqVal: return typeSlots(xp<rt::Type>(insn));
    case Op::ConcatN: return 2u * insn->o.c;
    case Op::MapGet:
    case Op::MapGetOk:
    case Op::MapAssign:
    case Op::MapDelete: return typeSlots(xp<rt::MapType>(insn)->key);
    case Op::Send: return typeSlots(xp<rt::ChanType>(insn)->elem);
    case Op::Recv: return insn[1].y & 1 ? 0 : typeSlots(xp<rt::ChanType>(insn)->elem);
    case Op::ReflectCall: return 4;
    case Op::Print: return printWidth(static_cast<PrintKind>(insn->o.c));
    default: return 1;
  }
}

namespace detail {

int extraReads(const Instr* insn, Op op, int k, Touched* t) {
  switch (op) {
    case Op::SliceSlice:
    case Op::SliceStr:
    case Op::SliceArr: {
      for (uint32_t bit = 0; bit < 3; bit++)
        if (insn[1].y >> bit & 1 && k-- == 0) {
          *t = {insn->o.d + bit, 1};
          return 1;
        }
      return 0;
    }
    case Op::Select: {
      auto* d = xp<SelectDesc>(insn);
      for (uint32_t i = 0; i < d->ncases; i++) {
        if (k-- == 0) {
          *t = {d->cases[i].chan, 1};
          return 1;
        }
        if (d->cases[i].dir == SelectCase::kSend && d->cases[i].value != kNoSlot && k-- == 0) {
          *t = {d->cases[i].value, d->cases[i].nslots};
          return 1;
        }
      }
      return 0;
    }
    default: return 0;
  }
}

int extraWrites(const Instr*, Op, int, Touched*) {
  // A receiving case of Select may leave its slot alone (another case was chosen): not a definite write.
  return 0;
}

}  // namespace detail

Window window(const Instr* insn, Op op) {
  Window w;
  if (opInfo(op).role[0].kind != 'W') return w;
  w.present = true;
  w.slot = insn->o.a;
  switch (op) {
    case Op::Call:
    case Op::CallNative:
      if (auto* f = reinterpret_cast<const rt::FuncInfo*>(insn[1].y)) w.args = static_cast<int32_t>(f->paramSlots);
      break;
    case Op::CallClosure: w.args = insn->o.c; break;
    case Op::RunDefers:
    case Op::ReflectCall: w.args = 0; break;
    default: break;
  }
  return w;
}

ExtKinds extKinds(Op op) {
  using K = ExtKind;
  if (!opHas(op, kOpExt)) return {};
  switch (op) {
    case Op::LoadConst: return {K::number, K::none};
    case Op::LoadConst2: return {K::number, K::number};
    case Op::JTypeEq:
    case Op::JTypeNe: return {K::address, K::none};
    case Op::JumpTable: return {K::table, K::none};
    case Op::Select: return {K::select, K::none};
    case Op::Call: return {K::address, K::func};
    case Op::CallNative:
    case Op::NativeBody: return {K::native, K::func};
    case Op::LazyFunc:
    case Op::JumpFunc: return {K::func, K::number};
    case Op::CheckWrapper: return {K::func, K::none};
    case Op::MakeClosure: return {K::func, K::type};
    case Op::Trap:
    case Op::PanicText: return {K::text, K::none};
    case Op::Box: return {K::type, K::address};
    case Op::StoreTyped: return {K::number, K::type};
    case Op::AssertIface:
    case Op::AssertType: return {K::type, K::type};
    case Op::PIdxAddr:
    case Op::SliceSlice:
    case Op::SliceStr:
    case Op::SliceArr:
    case Op::IfaceUnbox: return {K::number, K::number};
    case Op::SliceToArr:
    case Op::UnsafeSlice:
    case Op::UnsafeString:
    case Op::IdxAddr:
    case Op::BoundsCheck:
    case Op::LoadN:
    case Op::StoreN: return {K::number, K::none};
    case Op::GLoad64:
    case Op::GLoad2:
    case Op::GLoad3:
    case Op::GStore64:
    case Op::GStorePtr: return {K::address, K::none};
    case Op::MakeSlice:
    case Op::AppendSlice:
    case Op::Recv: return {K::type, K::number};
    case Op::ConvIface: return {K::type, K::none};
    default: break;
  }
  const char* g = opInfo(op).group;
  if (!strcmp(g, "mem") && (strstr(opName(op), "PIdx") || strstr(opName(op), "FIdx"))) return {K::number, K::none};
  if (!strcmp(g, "slice") || !strcmp(g, "map") || !strcmp(g, "iface") || !strcmp(g, "alloc") || !strcmp(g, "chan") ||
      op == Op::EqVal || op == Op::EqPtr || op == Op::CopyTyped || op == Op::ZeroTyped)
    return {K::type, K::none};
  return {K::number, K::number};
}

}  // namespace vole::vm
