// Any bytes as a source file: lexer and parser end, and say where.
#include <cstddef>
#include <cstdint>
#include <string>

#include "frontend/base/arena.h"
#include "frontend/base/assert.h"
#include "frontend/base/diag.h"
#include "frontend/base/source.h"
#include "frontend/syntax/parser.h"

using namespace vole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  SourceSet sources;
  Arena arena;
  DiagSink diag(sources);
  diag.setAllErrors(true);
  SourceFile* f = sources.add("./fuzz.go", "./fuzz.go", std::string(reinterpret_cast<const char*>(data), size));
  syntax::File* tree = syntax::parseFile(f, arena, diag);
  VOLE_ASSERT(tree || diag.errorCount() > 0, "a file that does not parse has an error");
  diag.render();
  return 0;
}
