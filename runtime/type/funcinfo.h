// This file defines what the run time knows of a function: names and lines for traces, the shape of its frame, and which
// slots hold pointers at each safepoint. The compiler fills a FuncInfo in; code addresses are opaque here.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "runtime/base/slot.h"

namespace vole::rt {

enum FuncFlag : uint32_t {
  kFuncWrapper = 1,    // made by the compiler (defer and go thunks, method wrappers): hidden in traces, transparent to recover
  kFuncLazy = 2,       // code is a stub that compiles on first call
  kFuncHasDefer = 4,   // recoverPC and panicMap are valid
  kFuncPseudo = 8,     // goexit, gopanic: one-instruction bottoms, not shown as user code
  kFuncNative = 16,    // body in C++
  kFuncClosure = 32,   // a function literal: fp[paramSlots] is the closure
  kFuncMain = 64,
  kFuncSession = 128,  // of a session: may be redefined, so calls go through self (a FuncInfo is its own closure)
};

// Stack maps of one function. pcs is sorted; pc i is described by bitmap bitmapOf[i], nwords 64-bit words each; bit s of a
// bitmap says that fp[s] holds a live pointer (into heap, stack or static memory, or nil). pcs are byte offsets from code:
// of the instruction itself for the top frame (calls: arguments in the outgoing window included; loop targets), of the
// return address for a frame that waits for a call (outgoing window excluded: it belongs to the callee).
struct StackMaps {
  const uint32_t* pcs = nullptr;
  const uint32_t* bitmapOf = nullptr;
  const uint64_t* bits = nullptr;
  uint32_t npcs = 0;
  uint32_t nwords = 0;  // (frameSlots + 63) / 64
};

// Memory of a frame that pointers may point at, fp[slot .. slot+n): a variable or allocation that does not escape. Its
// pointers stand in every stack map, since a stack copy adjusts them all; the collector follows them only when something
// points at the object.
struct StackObject {
  uint32_t slot, n;
};

struct FuncInfo;

// A call whose callee's body stands in the place of the call. Traces show it as a frame of its own.
struct InlinedCall {
  const FuncInfo* fn;  // the callee; perhaps not compiled by itself
  int32_t parent;      // the inlined call whose body this one stands in; -1: the function itself
  uint32_t pc;         // stands for the call in the frame around it: an address behind the code, where nothing is executed
};

struct FuncInfo {
  // First word: a FuncInfo is itself the closure object {FuncInfo*} of a function without captures.
  const FuncInfo* self = this;
  const void* code = nullptr;        // entry
  const void* ifaceEntry = nullptr;  // entry through an interface: data word in fp[0]
  uint32_t codeBytes = 0;
  uint32_t flags = 0;
  uint32_t frameSlots = 0;   // parameters, locals, temporaries and outgoing windows, all of fp[0 .. frameSlots)
  uint32_t paramSlots = 0;   // receiver included
  uint32_t resultSlots = 0;
  int32_t line = 0;          // of the func keyword
  GoString name{};           // as traces print it: main.(*T).f, main.f.func1, main.f[...]
  GoString file{};
  GoString pkg{};
  const uint64_t* argptrmap = nullptr;  // bit s: fp[s] is a pointer on entry, paramSlots + 1 bits (the closure)
  const uint8_t* lines = nullptr;       // LineTable
  uint32_t nlines = 0;                  // bytes
  // Where a frame goes on after a deferred call recovered a panic: run the remaining defers, return the named results.
  const void* recoverPC = nullptr;
  // Where deferred calls of a normal exit return to, in functions whose deferred calls Go leaves to runtime.deferreturn.
  const void* deferReturnPC = nullptr;
  // Slots alive on that path (named results, variables in the frame that deferred closures point to); or'ed into every map
  // of a function with kFuncHasDefer, and the only map of an instruction that faulted. nwords words, may be null.
  const uint64_t* panicMap = nullptr;
  StackMaps maps;
  const StackObject* objects = nullptr;  // in ascending order
  uint32_t nobjects = 0;
  // Calls made part of this function, and from which byte offset on the code belongs to which of them (-1: to none).
  uint32_t ninlined = 0, ninlinePcs = 0;
  const InlinedCall* inlined = nullptr;
  const uint32_t* inlinePcs = nullptr;
  const int32_t* inlineAt = nullptr;
  // Code of other files than `file` (inlined calls, //line directives, variables of a package): from byte offset filePcs[i] on
  // the text is in files[i]. None: all is in `file`.
  uint32_t nfiles = 0;
  const uint32_t* filePcs = nullptr;
  const GoString* files = nullptr;
  // Instructions that index with values of unsigned 64-bit types: bit k of unsignedOf[i] says so of the k-th index.
  uint32_t nunsigned = 0;
  const uint32_t* unsignedPcs = nullptr;
  const uint8_t* unsignedOf = nullptr;
  void* user = nullptr;  // the compiler's
};

// pc -> line, delta encoded: a sequence of {uvarint pc bytes since the last entry, zigzag varint line change}.
class LineTableBuilder {
 public:
  explicit LineTableBuilder(int32_t firstLine) : line_(firstLine) {}
  // Code from byte offset pc on belongs to line. pc ascends.
  void add(uint32_t pc, int32_t line);
  const std::vector<uint8_t>& bytes() const { return out_; }

 private:
  std::vector<uint8_t> out_;
  uint32_t pc_ = 0;
  int32_t line_;
};
int32_t funcline(const FuncInfo* f, const void* pc);
// The file of the text that the code at pc was made of.
GoString funcfile(const FuncInfo* f, const void* pc);
// Which indices of the instruction at pc are unsigned.
uint8_t unsignedAt(const FuncInfo* f, const void* pc);
// The function of the text at pc: f, or what was inlined into it there.
const FuncInfo* funcAt(const FuncInfo* f, const void* pc);

// The frames that one machine frame stands for, the innermost inlined call first.
class InlineUnwinder {
 public:
  // pc: an address inside the instruction
  InlineUnwinder(const FuncInfo* f, const void* pc);
  const FuncInfo* fn() const { return at_ < 0 ? f_ : f_->inlined[at_].fn; }
  const void* pc() const { return pc_; }
  bool inlined() const { return at_ >= 0; }
  // Goes to the frame around; false: that was the last one.
  bool up();

 private:
  const FuncInfo* f_;
  const void* pc_;
  int32_t at_;
};

// State of a package variable that is initialised at its first use: 0 at first, then a number above this that tells the
// goroutine that is at it (initHolder in sched.h), then this.
inline constexpr int64_t kInitDone = 1;

// Registry of code ranges. add: codeBytes is set and final, and code is or is about to be. find: null when pc is no Go code.
class FuncTable {
 public:
  void add(FuncInfo* f) { add(f, f->code); }
  void add(FuncInfo* f, const void* code);
  const FuncInfo* find(const void* pc);
  size_t size() const { return funcs_.size(); }

 private:
  struct Range {
    uintptr_t lo, hi;
    FuncInfo* f;
  };
  std::mutex mu_;
  std::vector<Range> funcs_;  // sorted by lo
  static constexpr int kCache = 1024;
  std::atomic<const FuncInfo*> cache_[kCache] = {};  // read without the lock; direct-mapped, by pc: GC and stack copy ask for the same few return addresses
};

// The bitmap for a frame of f stopped at pc; null when there is none for that pc. *n = slots described.
const uint64_t* stackMapAt(const FuncInfo* f, const void* pc);

}  // namespace vole::rt
