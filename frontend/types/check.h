// The checker's public surface.
//
// A user package is checked whole: checkPackage. A library package is only prepared
// (prepareLazy: its declarations are collected); objects are resolved when they are mentioned or
// asked for with objDecl, function bodies are checked with checkFuncBody, initialisers of package
// variables with checkVarInit. These may be called at any later time, also while the program runs
// (under the front end's lock).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/base/diag.h"
#include "frontend/types/info.h"
#include "frontend/types/object.h"

namespace vole::types {

/// Go 1.minor. 0 means "the newest".
struct GoVersion {
  int minor = 0;
  bool allows(int m) const { return minor == 0 || minor >= m; }
};
inline constexpr int kNewestGoMinor = 23;
/// "go1.19", "1.19": false if malformed.
bool parseGoVersion(std::string_view s, GoVersion* v);

class Importer {
 public:
  virtual ~Importer() = default;
  /// The package with this import path as seen from a file of package `from`; parsed, and either
  /// checked or prepared lazily. On failure null and *err says why ("package foo is not in std"), or
  /// *err is empty when the importer has reported it already.
  virtual Package* import(std::string_view path, Package* from, std::string* err) = 0;
};

struct Config {
  GoVersion version;                // -lang
  Importer* importer = nullptr;
  DiagSink* diag = nullptr;
  Arena* arena = nullptr;           // of the syntax trees: bodies parsed late go there
  bool ignoreFuncBodies = false;    // whole check, but without function bodies
  bool ignoreBranchErrors = true;   // the parser has checked branches already
  bool disableUnusedImportCheck = false;
  bool complete = false;            // gc's -complete: functions without a body are errors
  bool testFuncs = false;           // assert and trace are declared
};

/// Checks a whole package. pkg->name, scope, imports are filled in; the order of initialisation goes
/// to *initOrder (may be null). Returns true if there was no error. The checker stays alive: generic
/// bodies and late questions need it.
bool checkPackage(const Config& conf, Package* pkg, const std::vector<syntax::File*>& files,
                  std::vector<Initializer*>* initOrder = nullptr);

/// Collects the declarations of a library package. Import declarations are not followed before one
/// is used.
bool prepareLazy(const Config& conf, Package* pkg, const std::vector<syntax::File*>& files);

/// Resolves obj's type (and value). Needed before reading type of a package-level object or method
/// of a lazy package; does nothing for any other.
void objDecl(Object* obj);
/// Parses (if it was skipped) and checks the body of f, a declared function or method of a lazy
/// package (or of any: then it does nothing). For an instance's method: its origin. Returns false if
/// it has errors.
bool checkFuncBody(Func* f);
/// Resolves a package variable of a lazy package; returns the declaration that initialises it, or
/// null if it has no initialiser. The objects the initialiser depends on directly (functions and
/// variables of the same package) are appended to *deps.
Initializer* checkVarInit(Var* v, std::vector<Object*>* deps = nullptr);
/// Package-level objects of its own package that a checked function or initialiser mentions.
const std::vector<Object*>& declDeps(Object* obj);
/// The package-level variables (in source order), init functions and blank declarations of a package.
struct PackageDecls {
  std::vector<Var*> vars;            // incl. blank ones
  std::vector<Func*> inits;          // func init, in source order
  std::vector<Func*> funcs;          // all other functions and methods, in source order
  std::vector<TypeName*> types;      // declared at package level
};
const PackageDecls& packageDecls(Package* pkg);
/// Does the initialiser of v, of a lazy package, look as if it did more than make a value? Such variables are not left to
/// their first use. Nothing is resolved to find out (effects.cc).
bool initHasEffects(Var* v);
/// Makes pkg->imports complete (follows the import declarations a lazy package has not used yet).
void resolveImports(Package* pkg);
/// The member `name` of a package, resolved; null if there is none.
Object* packageMember(Package* pkg, std::string_view name);

/// Is t declared //go:notinheap? Pointers to it are no pointers for collector and stack copy.
bool isNotInHeap(Type* t);

/// Does T implement interface I? (No errors are reported.)
bool implements(Type* T, Type* I);
/// Could a value of interface type V hold a T? (x.(T) is legal.)
bool assertableTo(Type* V, Type* T);
bool assignable(Type* V, Type* T);
bool convertible(Type* V, Type* T);

}  // namespace vole::types
