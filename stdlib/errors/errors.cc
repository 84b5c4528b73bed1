// This file holds the natives of errors: the little reflection that Is and As need.
#include "runtime/type/alg.h"
#include "runtime/type/itab.h"
#include "runtime/type/type.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

// func comparable_(err error) bool
Status comparableNative(M&, Slot* a) {
  auto tab = static_cast<const rt::itab*>(a[0].p);
  a[0].i = !tab || rt::comparable(tab->type);
  return Status::ok;
}

// Whether t has the method Error() string. It is looked up by name; a method Error of another signature is told apart by
// its parameter and result counts and the result's kind.
bool implementsError(M& m, const rt::Type* t) {
  const rt::Method* e = rt::findMethod(*m.rt, t, {"Error", 5}, {nullptr, 0});
  if (!e || !e->mtyp) return false;
  const rt::FuncType* f = rt::asFunc(e->mtyp);
  return f->nin == 0 && f->nout == 1 && f->out[0]->kind == rt::kString && (f->out[0]->tflag & rt::kTFlagBasic);
}

enum TargetClass { targetOK, targetNil, targetNotPointer, targetNotError };

// func classifyTarget(target any) int
Status classifyTarget(M& m, Slot* a) {
  auto t = static_cast<const rt::Type*>(a[0].p);
  int64_t r = targetOK;
  if (!t || t->kind != rt::kPointer) {
    r = targetNotPointer;
  } else if (!a[1].p) {
    r = targetNil;
  } else {
    const rt::Type* elem = rt::asPtr(t)->elem;
    if (elem->kind != rt::kInterface && !implementsError(m, elem)) r = targetNotError;
  }
  a[0].i = r;
  return Status::ok;
}

// func assignTarget(err error, target any) bool
Status assignTarget(M& m, Slot* a) {
  auto tab = static_cast<const rt::itab*>(a[0].p);
  void* data = a[1].p;
  const rt::Type* elem = rt::asPtr(static_cast<const rt::Type*>(a[2].p))->elem;
  void** dst = static_cast<void**>(a[3].p);
  bool ok = false;
  if (elem->kind == rt::kInterface) {
    const rt::InterfaceType* inter = rt::asInterface(elem);
    const void* word = tab->type;  // an interface without methods holds the type itself
    if (inter->nmethods > 0) word = rt::getitab(*m.rt, inter, tab->type);
    if (word) {
      dst[0] = const_cast<void*>(word);
      rt::writePtr(m, dst + 1, data);
      ok = true;
    }
  } else if (elem == tab->type) {
    void* wordCopy = data;
    rt::typedmemmove(m, elem, dst, rt::ifaceValuePtr(elem, &wordCopy));
    ok = true;
  }
  a[0].i = ok;
  return Status::ok;
}

VOLE_NATIVE("errors.comparable_", comparableNative);
VOLE_NATIVE("errors.classifyTarget", classifyTarget);
VOLE_NATIVE("errors.assignTarget", assignTarget);

}  // namespace
}  // namespace vole::stdlib
