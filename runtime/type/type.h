// This file defines the type descriptors: plain data, reachable from Go text through unsafe (reflect mirrors the layouts
// below word for word, so a change here is a change in stdlib/reflect/type.go). Descriptors are made by TypeTable, live as
// long as the Runtime, are canonical - identical types have one descriptor - and lie outside the collected heap.
#pragma once
#include "runtime/base/slot.h"

namespace vole::rt {

struct FuncInfo;
struct Type;

// reflect.Kind's numbers.
enum Kind : uint8_t {
  kInvalid, kBool, kInt, kInt8, kInt16, kInt32, kInt64, kUint, kUint8, kUint16, kUint32, kUint64, kUintptr,
  kFloat32, kFloat64, kComplex64, kComplex128, kArray, kChan, kFunc, kInterface, kMap, kPointer, kSlice, kString,
  kStruct, kUnsafePointer, kNumKinds
};

enum TFlag : uint8_t {
  kTFlagNamed = 1,          // has a name (a defined or predeclared type)
  kTFlagDirectIface = 2,    // pointer-shaped: stored in an interface's data word itself
  kTFlagLazyMethods = 4,    // uncommon is filled by Hooks::fillMethods when first needed
  kTFlagIncomplete = 8,     // declared, its underlying type not yet known
  kTFlagRegularMemory = 16, // equality and hash are those of the bytes
  kTFlagBasic = 32,         // predeclared
  kTFlagTypeParam = 64,     // instantiated: name holds brackets
};

// How two values are compared and hashed; a class rather than a function pointer, so that Go text can read it.
enum EqualKind : uint8_t { kEqNone, kEqMem, kEqString, kEqIface, kEqEface, kEqFloat32, kEqFloat64, kEqComplex64, kEqComplex128, kEqArray, kEqStruct };

// A method of a type with methods, sorted by name (exported first by ASCII order, as Go sorts), then by pkgPath.
struct Method {
  GoString name;
  GoString pkgPath;  // of the package when unexported, else empty
  Type* mtyp;        // FuncType without receiver
  FuncInfo* ifn;     // callee for a call through an interface: entered at ifn->ifaceEntry with the data word in fp[0]
  FuncInfo* tfn;     // callee for a direct call with the receiver as its first parameter
};

struct Uncommon {
  Method* methods;
  int64_t nmethods;
  int64_t nexported;  // they come first... in sorted order exported names precede, since 'A' < 'a' and '_'
};

struct Type {
  uint64_t size;        //   0
  uint64_t ptrdata;     //   8  bytes of the prefix that can hold pointers; 0 = no pointers
  uint32_t hash;        //  16
  uint8_t tflag;        //  20
  uint8_t align;        //  21
  uint8_t fieldAlign;   //  22
  uint8_t kind;         //  23
  uint8_t equalKind;    //  24
  uint8_t slots;        //  25  slots a value takes in a frame, 255 = more than 254: (size+7)/8
  bool filling;         //  26  fillMethods is at it
  uint8_t pad[5];
  const uint8_t* gcdata; // 32  bit i = word i holds a pointer, for ptrdata/8 words; null when ptrdata = 0 or when the
                         //     type is an array too big for a bitmap: then ArrayType's elem tells it element by element
  GoString str;         //  40  reflect's String(): "main.T", "[]int"
  GoString name;        //  56  "T", "T[int]"; empty when unnamed
  GoString pkgPath;     //  72  import path of a named type; of struct and interface types with unexported names
  Type* ptrToThis;      //  88  *T once it exists
  Uncommon* uncommon;   //  96  null: no methods
  void* user;           // 104  the engine's own type (types::Type*)

  bool pointers() const { return ptrdata != 0; }
  bool direct() const { return tflag & kTFlagDirectIface; }
  bool named() const { return tflag & kTFlagNamed; }
};
static_assert(sizeof(Type) == 112);

struct ArrayType {
  Type t;
  Type* elem;   // 112
  Type* slice;  // 120
  int64_t len;  // 128
};
enum ChanDir : int64_t { kRecvDir = 1, kSendDir = 2, kBothDir = 3 };
struct ChanType {
  Type t;
  Type* elem;
  int64_t dir;
};
struct FuncType {
  Type t;
  Type** in;  // 112
  int64_t nin;
  Type** out;  // 128
  int64_t nout;
  int64_t variadic;    // 144
  int64_t paramSlots;  // 152  without receiver
  int64_t resultSlots;
};
struct IMethod {  // 40 bytes
  GoString name;
  GoString pkgPath;  // when unexported
  Type* typ;         // FuncType
};
struct InterfaceType {
  Type t;
  IMethod* methods;  // 112, sorted as Method
  int64_t nmethods;
};
struct MapType {
  Type t;
  Type* key;         // 112
  Type* elem;        // 120
  Type* bucket;      // 128  null until the first map is made (finishMapType)
  uint8_t keysize;   // size of a key slot in the bucket
  uint8_t elemsize;
  uint16_t bucketsize;
  uint32_t flags;
};
enum MapFlag : uint32_t { kMapIndirectKey = 1, kMapIndirectElem = 2, kMapReflexiveKey = 4, kMapNeedKeyUpdate = 8, kMapHashMightPanic = 16 };
struct PtrType {
  Type t;
  Type* elem;  // 112
};
struct SliceType {
  Type t;
  Type* elem;  // 112
};
struct StructField {  // 80 bytes
  GoString name;
  GoString pkgPath;   // of unexported names
  Type* typ;          // 32
  uint64_t offset;    // 40
  GoString tag;       // 48
  uint64_t embedded;  // 64
  uint64_t exported;  // 72
};
struct StructType {
  Type t;
  StructField* fields;  // 112
  int64_t nfields;
};

inline const ArrayType* asArray(const Type* t) { return reinterpret_cast<const ArrayType*>(t); }
inline const ChanType* asChan(const Type* t) { return reinterpret_cast<const ChanType*>(t); }
inline const FuncType* asFunc(const Type* t) { return reinterpret_cast<const FuncType*>(t); }
inline const InterfaceType* asInterface(const Type* t) { return reinterpret_cast<const InterfaceType*>(t); }
inline const MapType* asMap(const Type* t) { return reinterpret_cast<const MapType*>(t); }
inline const PtrType* asPtr(const Type* t) { return reinterpret_cast<const PtrType*>(t); }
inline const SliceType* asSlice(const Type* t) { return reinterpret_cast<const SliceType*>(t); }
inline const StructType* asStruct(const Type* t) { return reinterpret_cast<const StructType*>(t); }

struct eface {
  const Type* type;
  void* data;
};

// Slots a value of t takes in a frame.
inline int64_t slotsOf(const Type* t) {
  int64_t words = static_cast<int64_t>((t->size + 7) / 8);
  return words > kMaxValueSlots ? 1 : words;
}

// An interface data word for a direct type is the pointer itself, else the address of the value.
inline const void* ifaceValuePtr(const Type* t, void* const* word) { return t->direct() ? static_cast<const void*>(word) : *word; }

}  // namespace vole::rt
