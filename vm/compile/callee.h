// Who a call calls, once that is known. Private to vm/compile.
#pragma once

#include <vector>

#include "vm/compile/ltype.h"

namespace vole::rt {
struct FuncInfo;
}
namespace vole::syntax {
struct SelectorExpr;
}
namespace vole::types {
struct Signature;
}

namespace vole::vm {

/// A method selection under a type environment: an interface's method by number, or a function with the way from the
/// operand to its receiver.
struct MethodRef {
  bool iface = false;
  int index = 0;                 // interface: number of the method in sorted order
  LType* ifaceType = nullptr;
  rt::FuncInfo* func = nullptr;  // concrete
  LType* recv = nullptr;         // the receiver's base type (value type, also for pointer receivers)
  bool ptrRecv = false;
  bool recvIsPtrType = false;    // the operand's own type is the pointer receiver type
  bool direct = false;           // method expression: the function's first parameter is the operand's type as it is
  std::vector<int> path;         // embedded fields from the operand to the receiver
};

struct Callee {
  enum Kind : uint8_t { kStatic, kClosure, kIface } kind = kStatic;
  rt::FuncInfo* func = nullptr;
  types::Signature* sig = nullptr;
  int slot = 0;    // closure, or the interface value
  int index = 0;   // method number
  bool hasRecv = false;
  syntax::SelectorExpr* sel = nullptr;
  MethodRef method;
};

}  // namespace vole::vm
