// The instruction format (see ../README.md): 16 bytes, the handler's address and four 16-bit operands.
// Extension units follow some instructions (flag X) and hold two 64-bit words.
#pragma once
#include <cstddef>
#include <cstdint>

namespace vole::vm {

struct Operands {
  uint16_t a, b;
  union {
    struct {
      uint16_t c, d;
    };
    int32_t imm32;    // role I and J
    uint32_t uimm32;  // role U
  };
};

// One unit of code. Which member is live follows from the instruction before it.
struct Instr {
  union {
    uint64_t op;          // the Opcode while code is being built, and in the portable loop
    const void* handler;  // its handler, once loaded for tail calls
    uint64_t x;           // extension unit
  };
  union {
    Operands o;
    uint64_t y;  // extension unit
  };
};
static_assert(sizeof(Instr) == 16);

inline constexpr uint16_t kNoSlot = 0xffff;    // an optional operand that is absent
inline constexpr int kMaxFrameSlots = 65'000;  // operands are 16 bits; larger locals live on the heap
inline constexpr int kHeaderSlots = 2;         // fp[-2] return pc, fp[-1] caller's fp

// How a value in memory becomes a slot; also the y word of IfaceUnbox.
enum class LoadKind : uint8_t { i8, u8, i16, u16, i32, u32, w64, two, three, many };

// Operand of Print.
enum class PrintKind : uint8_t {
  kBool, kInt, kUint, kFloat, kComplex, kString, kPointer, kIface, kEface, kSlice, kSpace, kNewline, kLock, kUnlock, kHex
};

// Extension data of Select, JumpTable; owned by the program, never freed.
struct SelectCase {
  enum Dir : uint16_t { kRecv, kSend } dir;
  uint16_t chan;   // slot of the channel
  uint16_t value;  // slot of the value sent, or where the received one goes (kNoSlot: dropped)
  uint16_t nslots; // of the value
};
struct SelectDesc {
  uint32_t ncases;
  bool block;
  SelectCase cases[1];
};
struct JumpTableDesc {
  int64_t lo;
  uint32_t n;
  int32_t deflt;        // distance from the JumpTable instruction
  int32_t distance[1];  // for lo, lo+1, ...
};

}  // namespace vole::vm
