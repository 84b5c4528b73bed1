#include "tools/vole/std_packages.h"

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

}  // namespace

std::span<const std::string_view> packagePaths() { return kPaths; }

std::string_view packageNameOf(std::string_view path) {
  if (path.ends_with("/v2")) path.remove_suffix(3);
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace vole::tools
