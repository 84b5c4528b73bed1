// This file declares TypeTable, the one place where type descriptors are made. The compiler and reflect both ask it, so that
// []T made by reflect.SliceOf and []T in a function compiled later are the same descriptor.
#pragma once
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/type/type.h"

namespace vole::rt {

struct FieldSpec {
  std::string_view name;
  std::string_view pkgPath;  // when unexported
  Type* typ;
  std::string_view tag;
  bool embedded;
};
struct MethodSpec {
  std::string_view name;
  std::string_view pkgPath;  // when unexported
  Type* typ;                 // FuncType
};

// Needs of each constructor: elements of pointers, slices, maps, channels and functions may be merely declared; elements of
// arrays and fields of structs must be complete (their size is needed). A converter therefore declares named types found
// behind pointers and completes them from a work list.
class TypeTable {
 public:
  // Every function may be called on any thread.
  TypeTable();
  ~TypeTable();
  TypeTable(const TypeTable&) = delete;

  // Predeclared types by kind (bool ... complex128, string, unsafe.Pointer); "error" and "any" are built by their structure.
  Type* basic(Kind k) const { return basic_[k]; }
  Type* byteType() const { return basic_[kUint8]; }
  Type* any();  // interface {}

  Type* ptrTo(Type* elem);
  Type* sliceOf(Type* elem);
  // Null when the size overflows the address space.
  Type* arrayOf(Type* elem, int64_t len);
  Type* chanOf(Type* elem, ChanDir dir);
  Type* mapOf(Type* key, Type* elem);
  Type* funcOf(const std::vector<Type*>& in, const std::vector<Type*>& out, bool variadic);
  Type* structOf(const std::vector<FieldSpec>& fields);
  Type* interfaceOf(std::vector<MethodSpec> methods);  // sorted here

  // A new defined type of a known kind. Distinct at every call. str is reflect's String ("main.T"), name "T".
  Type* declareNamed(Kind kind, std::string_view str, std::string_view name, std::string_view pkgPath, void* user);
  // Gives t the layout and the extension of its underlying type (complete, same kind).
  void complete(Type* t, const Type* underlying);
  // Attaches methods (sorted here). ms is copied.
  void setMethods(Type* t, std::vector<Method> ms);

  // A type that only describes memory (closures, frames, map buckets): size, alignment and the pointer words.
  Type* memoryType(uint64_t size, uint64_t align, const std::vector<bool>& ptrwords, std::string_view str);

  // Memory and strings that live as long as the table.
  void* alloc(size_t bytes);  // zeroed, 16-byte aligned
  GoString str(std::string_view s);

 private:
  Type* make(Kind k, size_t bytes, std::string str);
  void layoutArray(ArrayType* t);
  void layoutStruct(StructType* t);
  void setBits(Type* t, const std::vector<bool>& words);
  void copyBits(const Type* t, uint64_t at, std::vector<bool>& words);

  std::recursive_mutex mu_;  // constructors call each other
  Type* basic_[kNumKinds] = {};
  std::unordered_map<std::string, Type*> composite_;  // key: kind and components
  std::unordered_map<std::string, GoString> strings_;
  std::deque<std::unique_ptr<char[]>> blocks_;
  std::vector<std::pair<void*, size_t>> large_;
  static constexpr size_t kLargeBlock = 1 << 20;
  void* allocLarge(size_t n);
  char* next_ = nullptr;
  size_t left_ = 0;
};

// Whether size and pointers of t are known: those of a declared type follow from its kind, but for arrays and structs.
bool layoutKnown(const Type* t);
// Bytes of a descriptor of kind k with its extension.
size_t descriptorSize(Kind k);

}  // namespace vole::rt
