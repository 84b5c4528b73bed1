// This file holds the natives of unicode.
#include "stdlib/native_util.h"
#include "stdlib/unicode/tables.h"

namespace vole::stdlib {
namespace {

template <uint16_t prop>
Status propNative(M&, Slot* a) {
  a[0].i = hasProp(a[0].i32, prop);
  return Status::ok;
}
template <int which>
Status caseNative(M&, Slot* a) {
  a[0].i = toCase(which, a[0].i32);
  return Status::ok;
}
Status simpleFoldNative(M&, Slot* a) {
  a[0].i = simpleFold(a[0].i32);
  return Status::ok;
}

VOLE_NATIVE("unicode.IsLetter", propNative<kLetter>);
VOLE_NATIVE("unicode.IsUpper", propNative<kUpper>);
VOLE_NATIVE("unicode.IsLower", propNative<kLower>);
VOLE_NATIVE("unicode.IsTitle", propNative<kTitle>);
VOLE_NATIVE("unicode.IsDigit", propNative<kDigit>);
VOLE_NATIVE("unicode.IsNumber", propNative<kNumber>);
VOLE_NATIVE("unicode.IsMark", propNative<kMark>);
VOLE_NATIVE("unicode.IsPunct", propNative<kPunct>);
VOLE_NATIVE("unicode.IsSymbol", propNative<kSymbol>);
VOLE_NATIVE("unicode.IsSpace", propNative<kSpace>);
VOLE_NATIVE("unicode.IsControl", propNative<kControl>);
VOLE_NATIVE("unicode.IsPrint", propNative<kPrint>);
VOLE_NATIVE("unicode.IsGraphic", propNative<kGraphic>);
VOLE_NATIVE("unicode.ToUpper", caseNative<0>);
VOLE_NATIVE("unicode.ToLower", caseNative<1>);
VOLE_NATIVE("unicode.ToTitle", caseNative<2>);
VOLE_NATIVE("unicode.SimpleFold", simpleFoldNative);

}  // namespace
}  // namespace vole::stdlib
