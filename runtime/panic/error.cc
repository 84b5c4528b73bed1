// This file makes the run-time errors. The layouts of the Go types stand beside each; stdlib/runtime/error.go declares them.
#include "runtime/panic/error.h"

#include <cstring>
#include <string>

#include "runtime/native.h"
#include "runtime/panic/panic.h"
#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"

namespace vole::rt {

Status gopanicSignal(M& m, eface v, uint64_t addr);

namespace {

struct BoundsError {  // boundsError {x int64; y int; signed bool; code uint8}
  int64_t x;
  int64_t y;
  bool isSigned;
  uint8_t code;
};
struct TypeAssertionError {  // {_interface, concrete, asserted *_type; missingMethod string}
  const Type *iface, *concrete, *asserted;
  GoString missing;
};
struct ErrorAddress {  // errorAddressString {msg string; addr uintptr}
  GoString msg;
  uint64_t addr;
};

const Type* libType(M& m, const Type** cache, const char* name, bool pointer) {
  if (!*cache) {
    Type* t = m.rt->hooks.libType ? m.rt->hooks.libType(*m.rt, name) : nullptr;
    if (!t) return m.rt->types.basic(kString);  // unit tests run without the library
    *cache = pointer ? m.rt->types.ptrTo(t) : t;
  }
  return *cache;
}

// An interface value holding a copy of v.
template <class T>
eface boxed(M& m, const Type* t, const T& v) {
  const Type* mem = t->direct() ? asPtr(t)->elem : t;
  void* p = mallocgc(m, sizeof v, mem, true);
  memcpy(p, &v, sizeof v);
  return {t, p};
}

GoString literal(const char* s) { return {s, static_cast<int64_t>(strlen(s))}; }

eface stringError(M& m, const char* text) {
  return boxed(m, libType(m, &m.rt->errorTypes.errorString, "runtime.errorString", false), literal(text));
}

// %x and %y of a bounds text.
const char* const kBoundsFmts[] = {
    "index out of range [%x] with length %y",
    "slice bounds out of range [:%x] with length %y",
    "slice bounds out of range [:%x] with capacity %y",
    "slice bounds out of range [%x:%y]",
    "slice bounds out of range [::%x] with length %y",
    "slice bounds out of range [::%x] with capacity %y",
    "slice bounds out of range [:%x:%y]",
    "slice bounds out of range [%x:%y:]",
    "cannot convert slice with length %x to pointer to array with length %y",
};
const char* const kBoundsNegFmts[] = {
    "index out of range [%x]",           "slice bounds out of range [:%x]",  "slice bounds out of range [:%x]",
    "slice bounds out of range [%x:]",   "slice bounds out of range [::%x]", "slice bounds out of range [::%x]",
    "slice bounds out of range [:%x:]",  "slice bounds out of range [%x::]", "",
};

std::string boundsText(const BoundsError& e) {
  const char* f = (e.isSigned && e.x < 0 ? kBoundsNegFmts : kBoundsFmts)[e.code];
  std::string out = "runtime error: ";
  for (; *f; f++) {
    if (*f != '%') {
      out += *f;
      continue;
    }
    f++;
    if (*f == 'y') out += std::to_string(e.y);
    else if (e.isSigned) out += std::to_string(e.x);
    else out += std::to_string(static_cast<uint64_t>(e.x));
  }
  return out;
}

std::string str(GoString s) { return {s.ptr, static_cast<size_t>(s.len)}; }

std::string assertionText(const TypeAssertionError& e) {
  std::string inter = e.iface ? str(e.iface->str) : "interface";
  std::string as = str(e.asserted->str);
  if (!e.concrete) return "interface conversion: " + inter + " is nil, not " + as;
  std::string cs = str(e.concrete->str);
  if (e.missing.len) return "interface conversion: " + cs + " is not " + as + ": missing method " + str(e.missing);
  std::string msg = "interface conversion: " + inter + " is " + cs + ", not " + as;
  if (cs == as)
    msg += str(e.concrete->pkgPath) != str(e.asserted->pkgPath) ? " (types from different packages)" : " (types from different scopes)";
  return msg;
}

}  // namespace

// Did the index x of the instruction that faulted come from an unsigned type? What is below 2^63 reads the same in both.
static bool unsignedOperand(M& m, int64_t x, int operand) {
  const FuncInfo* f = x < 0 ? m.rt->funcs.find(m.curg->sched.mappc) : nullptr;
  return f && unsignedAt(f, m.curg->sched.mappc) >> operand & 1;
}

Status panicBounds(M& m, BoundsCode code, int64_t x, int operand, int64_t y) {
  bool isUnsigned = unsignedOperand(m, x, operand);
  BoundsError e{x, y, !isUnsigned, static_cast<uint8_t>(code)};
  const Type* t = libType(m, &m.rt->errorTypes.bounds, "runtime.boundsError", false);
  if (t->kind == kString) return panicString(m, newString(m, boundsText(e)));
  // In the order of the codes, those of unsigned indices one further on.
  auto fn = static_cast<Pseudo>(static_cast<int>(Pseudo::goPanicIndex) + 2 * static_cast<int>(code) + isUnsigned);
  return gopanic(m, boxed(m, t, e), {{fn}});
}

static Status panicErrorVia(M& m, const char* text, PanicVia via) { return gopanic(m, stringError(m, text), via); }
Status panicErrorString(M& m, const char* text) { return panicErrorVia(m, text, {}); }

static Status panicPlainVia(M& m, const char* text, PanicVia via) {
  return gopanic(m, boxed(m, libType(m, &m.rt->errorTypes.plainError, "runtime.plainError", false), literal(text)), via);
}
Status panicPlain(M& m, const char* text) { return panicPlainVia(m, text, {}); }

Status panicNilDeref(M& m) {
  return gopanicSignal(m, stringError(m, "invalid memory address or nil pointer dereference"), 0);
}

Status panicMemoryFault(M& m, uint64_t addr) {
  const Type* t = libType(m, &m.rt->errorTypes.errorAddress, "runtime.errorAddressString", false);
  if (t->kind == kString) return panicNilDeref(m);
  return gopanicSignal(m, boxed(m, t, ErrorAddress{literal("invalid memory address or nil pointer dereference"), addr}), addr);
}

Status panicDivide(M& m) { return panicErrorVia(m, "integer divide by zero", {{Pseudo::panicdivide}}); }
Status panicShift(M& m) { return panicErrorVia(m, "negative shift amount", {{Pseudo::panicshift}}); }
Status panicMakeSliceLen(M& m) {
  return panicErrorVia(m, "makeslice: len out of range", {{Pseudo::panicmakeslicelen, Pseudo::makeslice}});
}
Status panicMakeSliceCap(M& m) {
  return panicErrorVia(m, "makeslice: cap out of range", {{Pseudo::panicmakeslicecap, Pseudo::makeslice}});
}
Status panicNilMap(M& m) { return panicPlainVia(m, "assignment to entry in nil map", {{Pseudo::mapassign}}); }

static Status typedError(M& m, const char* what, const Type* t) {
  GoString s = newString(m, what + str(t->str));
  return gopanic(m, boxed(m, libType(m, &m.rt->errorTypes.errorString, "runtime.errorString", false), s));
}
Status panicUnhashable(M& m, const Type* t) { return typedError(m, "hash of unhashable type ", t); }
Status panicUncomparable(M& m, const Type* t) { return typedError(m, "comparing uncomparable type ", t); }

Status panicTypeAssert(M& m, const Type* have, const Type* want, const Type* iface, GoString missing) {
  const Type* t = libType(m, &m.rt->errorTypes.typeAssertion, "runtime.TypeAssertionError", true);
  TypeAssertionError e{iface, have, want, missing};
  if (t->kind == kString) return panicString(m, newString(m, assertionText(e)));
  PanicVia via;
  if (want->kind == kInterface) via = have ? PanicVia{{Pseudo::getitab, Pseudo::assertE2I}} : PanicVia{{Pseudo::panicnildottype}};
  else if (iface && iface->kind == kInterface && asInterface(iface)->nmethods) via = {{Pseudo::panicdottypeE, Pseudo::panicdottypeI}};
  else via = {{Pseudo::panicdottypeE}};
  return gopanic(m, boxed(m, t, e), via);
}

Status panicNilError(M& m) {
  const Type* t = libType(m, &m.rt->errorTypes.panicNil, "runtime.PanicNilError", true);
  if (t->kind == kString) return panicString(m, literal("panic called with nil argument (use GODEBUG=panicnil=1 to disable)"));
  return gopanic(m, boxed(m, t, uint64_t{0}));
}

Status panicString(M& m, GoString s) { return gopanic(m, boxed(m, m.rt->types.basic(kString), s)); }

bool runtimeErrorText(M& m, eface v, std::string* out) {
  const ErrorTypes& e = m.rt->errorTypes;
  if (v.type == e.bounds) *out = boundsText(*static_cast<BoundsError*>(v.data));
  else if (v.type == e.errorString) *out = "runtime error: " + str(*static_cast<GoString*>(v.data));
  else if (v.type == e.plainError) *out = str(*static_cast<GoString*>(v.data));
  else if (v.type == e.errorAddress) *out = "runtime error: " + str(static_cast<ErrorAddress*>(v.data)->msg);
  else if (v.type == e.typeAssertion) *out = assertionText(*static_cast<TypeAssertionError*>(v.data));
  else if (v.type == e.panicNil) *out = "panic called with nil argument (use GODEBUG=panicnil=1 to disable)";
  else return false;
  return true;
}

}  // namespace vole::rt
