// Bytecode as text.
#include "vm/bytecode/listing.h"

#include <fmt/format.h>

#include <iterator>

#include "runtime/type/type.h"
#include "vm/bytecode/operands.h"

namespace vole::vm {
namespace {

void extWord(std::string& out, ExtKind k, uint64_t w) {
  auto to = std::back_inserter(out);
  switch (k) {
    case ExtKind::none: return;
    case ExtKind::number: {
      auto i = static_cast<int64_t>(w);
      if (i > -1'000'000 && i < 1'000'000'000) fmt::format_to(to, " {}", i);
      else fmt::format_to(to, " {:#x}", w);
      return;
    }
    case ExtKind::func: {
      auto* f = reinterpret_cast<const rt::FuncInfo*>(w);
      if (f) fmt::format_to(to, " {}", std::string_view(f->name.ptr, static_cast<size_t>(f->name.len)));
      return;
    }
    case ExtKind::type: {
      auto* t = reinterpret_cast<const rt::Type*>(w);
      if (t) fmt::format_to(to, " {}", std::string_view(t->str.ptr, static_cast<size_t>(t->str.len)));
      return;
    }
    case ExtKind::text: fmt::format_to(to, " \"{}\"", reinterpret_cast<const char*>(w)); return;
    case ExtKind::address:
    case ExtKind::native: fmt::format_to(to, " @{:x}", w); return;
    case ExtKind::select: {
      auto* d = reinterpret_cast<const SelectDesc*>(w);
      for (uint32_t i = 0; i < d->ncases; i++) {
        const SelectCase& c = d->cases[i];
        std::string v = c.value == kNoSlot ? "_" : fmt::format("s{}", c.value);
        if (c.dir == SelectCase::kSend) fmt::format_to(to, " {{s{} <- {}}}", c.chan, v);
        else fmt::format_to(to, " {{{} = <-s{}}}", v, c.chan);
      }
      if (!d->block) out += " default";
      return;
    }
    case ExtKind::table: return;
  }
}

void slotText(std::string& out, uint32_t s, uint32_t n) {
  if (s == kNoSlot) out += "_";
  else if (n > 1) fmt::format_to(std::back_inserter(out), "s{}:{}", s, n);
  else fmt::format_to(std::back_inserter(out), "s{}", s);
}

}  // namespace

void listInstr(const Instr* insn, int64_t pos, std::string& out) {
  Op op = opcodeOf(*insn);
  const OpInfo& info = opInfo(op);
  auto to = std::back_inserter(out);
  fmt::format_to(to, "{:<13}", info.name);
  const char* sep = " ";
  for (int i = 0; i < 4; i++) {
    Role r = info.role[i];
    if (r.kind == '-') continue;
    out += sep;
    sep = ", ";
    switch (r.kind) {
      case 'i': fmt::format_to(to, "#{}", static_cast<int16_t>(operandField(insn, i))); break;
      case 'u': fmt::format_to(to, "#{}", operandField(insn, i)); break;
      case 'I': fmt::format_to(to, "#{}", insn->o.imm32); break;
      case 'U': fmt::format_to(to, "#{}", insn->o.uimm32); break;
      case 'J': fmt::format_to(to, "->{}", pos + insn->o.imm32); break;
      case 'W': fmt::format_to(to, "[s{}..]", operandField(insn, i)); break;
      default: slotText(out, operandField(insn, i), operandWidth(insn, op, i));
    }
  }
  ExtKinds k = extKinds(op);
  if (op == Op::Call) {  // the code address says nothing beside the name
    out += ";";
    extWord(out, k.y, insn[1].y);
  } else if (op == Op::JumpTable) {
    auto* t = reinterpret_cast<const JumpTableDesc*>(insn[1].x);
    for (uint32_t i = 0; i < t->n; i++) fmt::format_to(to, " {}->{}", t->lo + i, pos + t->distance[i]);
    fmt::format_to(to, " else->{}", pos + t->deflt);
  } else if (k.x != ExtKind::none) {
    out += ";";
    extWord(out, k.x, insn[1].x);
    if (k.y != ExtKind::none) {
      out += ",";
      extWord(out, k.y, insn[1].y);
    }
  }
}

void listing(const rt::FuncInfo& f, std::string& out) {
  auto to = std::back_inserter(out);
  auto text = [](rt::GoString s) { return std::string_view(s.ptr, static_cast<size_t>(s.len)); };
  fmt::format_to(to, "{}: {} parameter slot{}, {} slots, {}:{}\n", text(f.name), f.paramSlots, f.paramSlots == 1 ? "" : "s",
                 f.frameSlots, text(f.file), f.line);
  auto* code = static_cast<const Instr*>(f.code);
  int64_t n = static_cast<int64_t>(f.codeBytes / sizeof(Instr));
  for (int64_t i = 0; i < n;) {
    Op op = opcodeOf(code[i]);
    fmt::format_to(to, "{:>5} {:>5}  ", i, f.lines ? rt::funcline(&f, &code[i]) : f.line);
    listInstr(&code[i], i, out);
    out += "\n";
    i += opUnits(op);
  }
}

}  // namespace vole::vm
