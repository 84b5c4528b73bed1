// This file holds the natives of strings.
#include <cstring>
#include <string>

#include "stdlib/strings/natives.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

void setView(Slot* a, std::string_view s) { rt::setString(a, 0, {s.data(), static_cast<int64_t>(s.size())}); }

// Results that are part of the argument share its bytes.
template <std::string_view (*f)(std::string_view, std::string_view)>
Status trimNative(M&, Slot* a) {
  setView(a, f(rt::argView(a, 0), rt::argView(a, 2)));
  return Status::ok;
}
Status trimSpaceNative(M&, Slot* a) {
  setView(a, trimSpace(rt::argView(a, 0)));
  return Status::ok;
}

template <int which>
Status caseNative(M& m, Slot* a) {
  std::string out;
  if (changeCase(rt::argView(a, 0), which, &out)) rt::setNewString(m, a, 0, out);
  return Status::ok;
}

// func Join(elems []string, sep string) string
Status join(M& m, Slot* a) {
  auto elems = static_cast<const GoString*>(a[0].p);
  int64_t n = a[1].i;
  std::string_view sep = rt::argView(a, 3);
  if (n == 0) {
    setView(a, {});
    return Status::ok;
  }
  if (n == 1) {
    rt::setString(a, 0, elems[0]);
    return Status::ok;
  }
  size_t total = sep.size() * static_cast<size_t>(n - 1);
  for (int64_t i = 0; i < n; i++) total += static_cast<size_t>(elems[i].len);
  if (total == 0) {
    setView(a, {});
    return Status::ok;
  }
  char* buf = newBuffer(m, total);
  char* p = buf;
  auto put = [&p](const char* from, size_t len) {
    if (len) std::memcpy(p, from, len);
    p += len;
  };
  for (int64_t i = 0; i < n; i++) {
    if (i) put(sep.data(), sep.size());
    put(elems[i].ptr, static_cast<size_t>(elems[i].len));
  }
  setView(a, {buf, total});
  return Status::ok;
}

// func repeat(s string, count int) string
Status repeat(M& m, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  size_t total = s.size() * static_cast<size_t>(a[2].i);
  if (total == 0) {
    setView(a, {});
    return Status::ok;
  }
  char* buf = newBuffer(m, total);
  std::memcpy(buf, s.data(), s.size());
  for (size_t done = s.size(); done < total;) {
    size_t k = std::min(done, total - done);
    std::memcpy(buf + done, buf, k);
    done += k;
  }
  setView(a, {buf, total});
  return Status::ok;
}

// func Replace(s, old, new string, n int) string
Status replace(M& m, Slot* a) {
  std::string out;
  if (replaceText(rt::argView(a, 0), rt::argView(a, 2), rt::argView(a, 4), a[6].i, &out)) rt::setNewString(m, a, 0, out);
  return Status::ok;
}

// func ToValidUTF8(s, replacement string) string
Status toValidNative(M& m, Slot* a) {
  std::string out;
  if (toValid(rt::argView(a, 0), rt::argView(a, 2), &out)) rt::setNewString(m, a, 0, out);
  return Status::ok;
}

void store(M& m, GoString* dst, std::string_view s) {
  rt::writePtr(m, reinterpret_cast<void**>(const_cast<char**>(&dst->ptr)), const_cast<char*>(s.data()));
  dst->len = static_cast<int64_t>(s.size());
}

// func splitInto(a []string, s, sep string, save int) int
Status splitInto(M& m, Slot* a) {
  auto dst = static_cast<GoString*>(a[0].p);
  int64_t n = a[1].i, i = 0;
  std::string_view s = rt::argView(a, 3), sep = rt::argView(a, 5);
  size_t save = static_cast<size_t>(a[7].i);
  for (; i + 1 < n; i++) {
    int64_t at = indexText(s, sep);
    if (at < 0) break;
    store(m, dst + i, s.substr(0, static_cast<size_t>(at) + save));
    s.remove_prefix(static_cast<size_t>(at) + sep.size());
  }
  store(m, dst + i, s);
  a[0].i = i + 1;
  return Status::ok;
}

// func explodeInto(a []string, s string)
Status explodeInto(M& m, Slot* a) {
  auto dst = static_cast<GoString*>(a[0].p);
  int64_t n = a[1].i;
  std::string_view s = rt::argView(a, 3);
  for (int64_t i = 0; i < n; i++) {
    size_t w = i + 1 < n ? runeAt(s, 0) : s.size();
    store(m, dst + i, s.substr(0, w));
    s.remove_prefix(w);
  }
  return Status::ok;
}

// func countFields(s string) int
Status countFields(M&, Slot* a) {
  int64_t n = 0;
  eachField(rt::argView(a, 0), [&n](size_t, size_t) { n++; });
  a[0].i = n;
  return Status::ok;
}

// func fieldsInto(a []string, s string)
Status fieldsInto(M& m, Slot* a) {
  auto dst = static_cast<GoString*>(a[0].p);
  std::string_view s = rt::argView(a, 3);
  eachField(s, [&](size_t begin, size_t end) { store(m, dst++, s.substr(begin, end - begin)); });
  return Status::ok;
}

VOLE_NATIVE("strings.Index", (textText<kStringSlots, indexText>));
VOLE_NATIVE("strings.LastIndex", (textText<kStringSlots, lastIndexText>));
VOLE_NATIVE("strings.IndexByte", (textByte<kStringSlots, indexByte>));
VOLE_NATIVE("strings.LastIndexByte", (textByte<kStringSlots, lastIndexByte>));
VOLE_NATIVE("strings.IndexRune", textRune<kStringSlots>);
VOLE_NATIVE("strings.IndexAny", (textString<kStringSlots, indexAny>));
VOLE_NATIVE("strings.LastIndexAny", (textString<kStringSlots, lastIndexAny>));
VOLE_NATIVE("strings.Count", (textText<kStringSlots, countText>));
VOLE_NATIVE("strings.Contains", (textText<kStringSlots, containsText>));
VOLE_NATIVE("strings.Compare", (textText<kStringSlots, compareText>));
VOLE_NATIVE("strings.EqualFold", (textText<kStringSlots, equalFold>));
VOLE_NATIVE("strings.ToUpper", caseNative<0>);
VOLE_NATIVE("strings.ToLower", caseNative<1>);
VOLE_NATIVE("strings.ToTitle", caseNative<2>);
VOLE_NATIVE("strings.TrimSpace", trimSpaceNative);
VOLE_NATIVE("strings.Trim", trimNative<trimBoth>);
VOLE_NATIVE("strings.TrimLeft", trimNative<trimLeft>);
VOLE_NATIVE("strings.TrimRight", trimNative<trimRight>);
VOLE_NATIVE("strings.Join", join);
VOLE_NATIVE("strings.repeat", repeat);
VOLE_NATIVE("strings.Replace", replace);
VOLE_NATIVE("strings.ToValidUTF8", toValidNative);
VOLE_NATIVE("strings.splitInto", splitInto);
VOLE_NATIVE("strings.explodeInto", explodeInto);
VOLE_NATIVE("strings.countFields", countFields);
VOLE_NATIVE("strings.fieldsInto", fieldsInto);

}  // namespace
}  // namespace vole::stdlib
