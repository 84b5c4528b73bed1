// This file holds the natives of encoding/json that change texts: quotes, compact and indented forms.
#include "stdlib/encoding/json/text.h"
#include "stdlib/native_util.h"

namespace vole::stdlib::json {
namespace {

constexpr size_t kPiece = 256 << 10;  // of text between safepoints

// Appends out to the slice at a[0] and makes it the result.
Status appended(M& m, Slot* a, const Buffer& out) {
  rt::setSlice(a, 0, appendBytes(m, rt::argSlice(a, 0), out.view()));
  return Status::ok;
}

// func unquote(s string) (t string, ok bool): the text of a string literal.
Status unquoteString(M& m, Slot* a) {
  std::string out;
  a[2].u = unquote(rt::argView(a, 0), &out);
  if (a[2].u) {
    rt::setNewString(m, a, 0, out);
  } else {
    rt::setString(a, 0, {nullptr, 0});
  }
  return Status::ok;
}

// func appendQuoted(b []byte, s string, html bool) []byte
Status appendQuoted(M& m, Slot* a) {
  Buffer out;
  putQuoted(out, rt::argView(a, 3), a[5].b);
  return appended(m, a, out);
}

// func appendHTMLEscaped(b, src []byte) (out []byte, taken int)
Status appendHTMLEscaped(M& m, Slot* a) {
  std::string_view s = bytesView(a, 3);
  Buffer out;
  size_t i = 0;
  while (i < s.size() && i < kPiece) i += putHTML(out, s, i);
  a[3].u = i;
  return appended(m, a, out);
}

// func appendCompact(b, src []byte, html bool) (out []byte, taken int): src is a checked text, or the rest of one.
Status appendCompact(M& m, Slot* a) {
  Buffer out;
  a[3].u = putCompact(out, bytesView(a, 3), a[6].b, kPiece);
  return appended(m, a, out);
}

// As indenter in scan.go.
struct Indenter {
  int64_t at, end;  // of the text
  int64_t depth, open;
};

// func appendIndented(b, src []byte, prefix, indent string, in *indenter) []byte: src is a checked text.
Status appendIndented(M& m, Slot* a) {
  std::string_view s = bytesView(a, 3), prefix = rt::argView(a, 6), indent = rt::argView(a, 8);
  auto& in = *static_cast<Indenter*>(a[10].p);
  Buffer out;
  auto i = static_cast<size_t>(in.at), end = std::min(static_cast<size_t>(in.end), s.size());
  size_t stop = i + kPiece;
  bool open = in.open;  // a bracket was written, its content not yet
  int64_t depth = in.depth;
  auto newline = [&] {
    out.put('\n');
    out.put(prefix);
    for (int64_t k = 0; k < depth; k++) out.put(indent);
  };
  while (i < end && i < stop && out.size() < kPiece) {
    char c = s[i];
    if (isSpace(c)) {
      i++;
      continue;
    }
    bool closing = c == '}' || c == ']';
    if (open && !closing) {
      open = false;
      depth++;
      newline();
    }
    switch (c) {
      case '{': case '[':
        open = true;
        out.put(c);
        i++;
        break;
      case ',':
        out.put(c);
        newline();
        i++;
        break;
      case ':':
        out.put(": ");
        i++;
        break;
      case '}': case ']':
        if (open) {
          open = false;
        } else {
          depth--;
          newline();
        }
        out.put(c);
        i++;
        break;
      default: {
        char kind;
        size_t next = tokenEnd(s, i, &kind);
        out.put(s.substr(i, next - i));
        i = next;
      }
    }
  }
  in.at = static_cast<int64_t>(i < end ? i : static_cast<size_t>(in.end));
  in.depth = depth;
  in.open = open;
  return appended(m, a, out);
}

VOLE_NATIVE("encoding/json.unquote", unquoteString);
VOLE_NATIVE("encoding/json.appendQuoted", appendQuoted);
VOLE_NATIVE("encoding/json.appendHTMLEscaped", appendHTMLEscaped);
VOLE_NATIVE("encoding/json.appendCompact", appendCompact);
VOLE_NATIVE("encoding/json.appendIndented", appendIndented);

}  // namespace
}  // namespace vole::stdlib::json
