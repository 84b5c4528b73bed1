// This file declares functions of Go's run time that stand between a panic and what caused it, or between a function and the
// calls it deferred. Here they are C++ and have no frames; runtime.Callers shows them all the same, because programs count
// frames.
#pragma once
#include <cstdint>

#include "runtime/type/funcinfo.h"

namespace vole::rt {

class Runtime;

// PSEUDO(id, name, file, line of the call). A bounds error of an unsigned index has its function after that of signed ones.
#define VOLE_PSEUDO_FUNCS(PSEUDO)                                   \
  PSEUDO(goPanicIndex, "goPanicIndex", "panic.go", 113)             \
  PSEUDO(goPanicIndexU, "goPanicIndexU", "panic.go", 119)           \
  PSEUDO(goPanicSliceAlen, "goPanicSliceAlen", "panic.go", 127)     \
  PSEUDO(goPanicSliceAlenU, "goPanicSliceAlenU", "panic.go", 133)   \
  PSEUDO(goPanicSliceAcap, "goPanicSliceAcap", "panic.go", 139)     \
  PSEUDO(goPanicSliceAcapU, "goPanicSliceAcapU", "panic.go", 145)   \
  PSEUDO(goPanicSliceB, "goPanicSliceB", "panic.go", 153)           \
  PSEUDO(goPanicSliceBU, "goPanicSliceBU", "panic.go", 159)         \
  PSEUDO(goPanicSlice3Alen, "goPanicSlice3Alen", "panic.go", 165)   \
  PSEUDO(goPanicSlice3AlenU, "goPanicSlice3AlenU", "panic.go", 169) \
  PSEUDO(goPanicSlice3Acap, "goPanicSlice3Acap", "panic.go", 173)   \
  PSEUDO(goPanicSlice3AcapU, "goPanicSlice3AcapU", "panic.go", 177) \
  PSEUDO(goPanicSlice3B, "goPanicSlice3B", "panic.go", 183)         \
  PSEUDO(goPanicSlice3BU, "goPanicSlice3BU", "panic.go", 187)       \
  PSEUDO(goPanicSlice3C, "goPanicSlice3C", "panic.go", 193)         \
  PSEUDO(goPanicSlice3CU, "goPanicSlice3CU", "panic.go", 197)       \
  PSEUDO(goPanicSliceConvert, "goPanicSliceConvert", "panic.go", 203) \
  PSEUDO(panicshift, "panicshift", "panic.go", 231)                 \
  PSEUDO(panicdivide, "panicdivide", "panic.go", 239)               \
  PSEUDO(panicmem, "panicmem", "panic.go", 260)                     \
  PSEUDO(panicmemAddr, "panicmemAddr", "panic.go", 265)             \
  PSEUDO(deferreturn, "deferreturn", "panic.go", 476)               \
  PSEUDO(goexit, "Goexit", "panic.go", 522)                         \
  PSEUDO(sigpanic, "sigpanic", "signal_unix.go", 835)               \
  PSEUDO(sigpanicAddr, "sigpanic", "signal_unix.go", 839)           \
  PSEUDO(panicdottypeE, "panicdottypeE", "iface.go", 262)           \
  PSEUDO(panicdottypeI, "panicdottypeI", "iface.go", 272)           \
  PSEUDO(panicnildottype, "panicnildottype", "iface.go", 278)       \
  PSEUDO(getitab, "getitab", "iface.go", 88)                       \
  PSEUDO(assertE2I, "assertE2I", "iface.go", 453)                   \
  PSEUDO(mapassign, "mapassign", "map.go", 580)                     \
  PSEUDO(panicmakeslicelen, "panicmakeslicelen", "slice.go", 29)    \
  PSEUDO(panicmakeslicecap, "panicmakeslicecap", "slice.go", 33)    \
  PSEUDO(makeslice, "makeslice", "slice.go", 96)

enum class Pseudo : uint8_t {
  none,
#define PSEUDO(id, name, file, line) id,
  VOLE_PSEUDO_FUNCS(PSEUDO)
#undef PSEUDO
};

// Of the frames between gopanic's and the one that panicked, the innermost first.
struct PanicVia {
  Pseudo fn[2] = {Pseudo::none, Pseudo::none};
};

// An address inside the function.
const void* pseudoPC(Pseudo p);
void addPseudoFuncs(Runtime& rt);
// Where Go has the function; file is a name in package runtime. False: f is none of these, nor a bottom of stacks.
bool pseudoPlace(const FuncInfo* f, const char** file, int* line);

}  // namespace vole::rt
