// This file finds the package a name stands for.
#include <algorithm>

#include <fmt/format.h>

#include "tools/vole/repl/session.h"

namespace vole::tools {

namespace {

// The standard library by import path. "test" packages and internal ones are left out.
constexpr std::string_view kPaths[] = {
    "archive/tar", "archive/zip", "bufio", "bytes", "cmp", "compress/bzip2", "compress/flate", "compress/gzip",
    "compress/lzw", "compress/zlib", "container/heap", "container/list", "container/ring", "context", "crypto",
    "crypto/aes", "crypto/cipher", "crypto/hmac", "crypto/md5", "crypto/rand", "crypto/rsa", "crypto/sha1",
    "crypto/sha256", "crypto/sha512", "crypto/subtle", "crypto/tls", "crypto/x509", "database/sql", "embed",
    "encoding", "encoding/ascii85", "encoding/base32", "encoding/base64", "encoding/binary", "encoding/csv",
    "encoding/gob", "encoding/hex", "encoding/json", "encoding/pem", "encoding/xml", "errors", "expvar", "flag",
    "fmt", "go/ast", "go/format", "go/parser", "go/printer", "go/scanner", "go/token", "go/types", "hash",
    "hash/adler32", "hash/crc32", "hash/crc64", "hash/fnv", "hash/maphash", "html", "html/template", "image",
    "image/color", "image/draw", "image/gif", "image/jpeg", "image/png", "index/suffixarray", "io", "io/fs",
    "io/ioutil", "iter", "log", "log/slog", "maps", "math", "math/big", "math/bits", "math/cmplx", "math/rand",
    "math/rand/v2", "mime", "mime/multipart", "net", "net/http", "net/http/httptest", "net/mail", "net/netip",
    "net/rpc", "net/smtp", "net/textproto", "net/url", "os", "os/exec", "os/signal", "os/user", "path",
    "path/filepath", "plugin", "reflect", "regexp", "regexp/syntax", "runtime", "runtime/debug", "runtime/pprof",
    "runtime/trace", "slices", "sort", "strconv", "strings", "structs", "sync", "sync/atomic", "syscall", "testing",
    "testing/fstest", "testing/iotest", "testing/quick", "text/scanner", "text/tabwriter", "text/template",
    "text/template/parse", "time", "unicode", "unicode/utf16", "unicode/utf8", "unique", "unsafe"};

std::string_view nameOf(std::string_view path) {
  if (path.ends_with("/v2")) path.remove_suffix(3);
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

std::span<const std::string_view> packagePaths() { return kPaths; }
std::string_view packageNameOf(std::string_view path) { return nameOf(path); }

std::vector<std::string> Engine::State::pathsOf(std::string_view name) {
  std::vector<std::string> paths;
  for (std::string_view p : kPaths)
    if (nameOf(p) == name) paths.emplace_back(p);
  return paths;
}

types::Package* Engine::State::packageByName(std::string_view name, std::string* why) {
  if (name == "vole_session") return front.loader.library("vole/session")->types;
  std::vector<std::string> paths;
  for (const std::string& p : chosen)
    if (nameOf(p) == name) paths = {p};
  if (paths.empty()) paths = pathsOf(name);
  if (paths.empty()) return nullptr;
  if (paths.size() > 1) {
    *why = fmt::format("{} may be {}", name, paths[0]);
    for (size_t i = 1; i < paths.size(); i++) *why += (i + 1 == paths.size() ? " or " : ", ") + paths[i];
    *why += fmt::format(": say which by :import {}", paths.back() == "math/rand/v2" ? "math/rand" : paths.back());
    return nullptr;
  }
  if (paths[0] == "unsafe") return types::unsafePackage();
  std::string err;
  types::Package* p = front.loader.import(paths[0], pkg, &err);
  if (!p) *why = fmt::format("could not import {} ({})", paths[0], err);
  return p;
}

}  // namespace vole::tools
