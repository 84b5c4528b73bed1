// A package that grows: the inputs of a session are checked one after the other, each in a scope of its own whose parent
// holds the names of the earlier ones. What an input declares at its top level - by := and var too - becomes package level
// when the input as a whole is found correct; a name declared again hides the older object, which lives on where it is used.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/syntax/parser.h"
#include "frontend/types/check.h"

namespace vole::types {

struct Probe;

struct SessionHooks {
  /// The package that an undeclared name before a dot stands for; null: none, with the reason in *why if there is more to
  /// say than "undefined".
  std::function<Package*(std::string_view name, std::string* why)> packageByName;
  /// Prints its arguments, which are of type ...any.
  Func* show = nullptr;
  /// The same, but only if the last argument is an error that is not nil.
  Func* showError = nullptr;
  /// A string type whose values are shown without quotes.
  Type* text = nullptr;
  /// Statements are those of a script: of calls the results are not shown.
  bool quietCalls = false;
  /// The input is checked for the sake of its probe: nothing is added whatever it holds.
  Probe* probe = nullptr;
};

/// What an input added to its package.
struct Addition {
  Func* body = nullptr;                   // the statements; null if there are none
  std::vector<Object*> objects;           // what it declared, in order of declaration
  std::vector<Func*> inits;               // func init, of whole files
  std::vector<Initializer*> order;        // variables of whole files, in order of initialisation
  struct Replaced {
    Object *old, *now;
  };
  std::vector<Replaced> replaced;         // names and methods that were there before
  std::vector<Named*> grown;              // types of earlier inputs with new or redefined methods
  struct Shown {
    syntax::ExprStmt* stmt;               // a call now
    syntax::Expr* x;                      // what stood there, perhaps a list
  };
  std::vector<Shown> shown;
};

/// What an expression would be in the next input. Nothing is declared or evaluated.
struct ExprInfo {
  bool ok = false;              // no errors (which went to the package's sink)
  bool isType = false;
  Package* package = nullptr;   // it names a package
  Type* type = nullptr;         // null: no value
  bool addressable = false;
  std::string text;             // the type, as :type prints it
};
ExprInfo inspectExpr(Package* pkg, const SessionHooks& hooks, syntax::Expr* e);

/// A call of this name, which nobody types, asks what is known where it stands.
inline constexpr std::string_view kProbe = "\u01c3probe";
struct Probe {
  bool reached = false;
  std::vector<Object*> visible;  // what the input itself declares and can be named there, the innermost first
  ExprInfo operand;              // of the call's only argument, if it has one
};

/// The names one may write behind a dot after a value (or type) of type t: fields and methods, promoted ones too.
struct Member {
  Object* obj;
  std::string note;             // its type
};
std::vector<Member> membersOf(Type* t, Package* from);

/// Makes a package that was checked whole ready for inputs.
void openSession(Package* pkg);
/// Checks an input; `name` is what its statements are called in traces. False if it has errors: then nothing has changed.
bool checkInput(Package* pkg, const SessionHooks& hooks, const syntax::Input& in, std::string_view name, Addition* out);

}  // namespace vole::types
