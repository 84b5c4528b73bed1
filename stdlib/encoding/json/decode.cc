// This file reads checked texts into values. The reader is a machine with a stack of frames, one for each object and array
// that is open: it stops where it has run for long (a safepoint is due) or where Go text has to do a step, and goes on from
// its frames. decodeState in decode.go is its memory.
#include "stdlib/encoding/json/plan.h"
#include "stdlib/encoding/json/text.h"
#include "stdlib/native_util.h"

#include "runtime/data/map.h"
#include "runtime/runtime.h"
#include "stdlib/strconv/parse.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib::json {
namespace {

using rt::Type;

constexpr size_t kRunBytes = 32 << 10;  // of text between safepoints
constexpr int kLocalFrames = 64;

// What run answers; as in decode.go.
enum Op : int64_t { kDone, kAgain, kGoValue, kGoField, kTypeError, kUnknown, kOutOfSync, kGoTop, kUnmarshalJSON, kUnmarshalText };
enum Flag : int64_t { kUseNumber = 1, kDisallowUnknown = 2, kErrorSaved = 4 };

enum FrameKind : int64_t { kStructFrame, kSliceFrame, kArrayFrame, kMapFrame, kAnyArrayFrame, kAnyObjectFrame, kSkipFrame };

struct Frame {
  const Plan* plan;
  char* p;          // the struct, array, slice header or map word; for what goes into an interface: the interface, or null
                    // if that is in the frame below
  void* q;          // map: the element being read; in an interface: the map, or the slice's array
  const char* key;  // map: the key being read
  int64_t keyLen;   // ... or its value, if it is a number
  int64_t i;        // struct: the present field, -1 for none; else elements so far; skip: brackets open
  int32_t n;        // struct: the field expected next; slice in an interface: its capacity is in n64
  uint8_t kind;
  bool pending;     // map: the element was read
  bool badKey;
  uint8_t unused;
  int64_t n64;
};
static_assert(sizeof(Frame) == 64);

// As the beginning of decodeState in decode.go.
struct State {
  GoSlice data;
  int64_t off;   // behind the present token,
  int64_t kind;  // which is of this kind
  int64_t at;    // and begins here
  int64_t flags;
  Plans* plans;
  Frame* frames;
  int64_t nframes, maxFrames;
  const Type* opType;
  void* opPtr;
  GoString opText;
  int64_t opNumber;
};

// Strings met lately: texts repeat keys and words.
struct Cache {
  static constexpr size_t kSize = 64;
  static constexpr size_t kLongest = 24;
  GoString strings[kSize];
  GoString* boxes[kSize];
};

class Decoder {
 public:
  Decoder(M& m, State& s)
      : m_(m), s_(s), plans_(*s.plans), d_(static_cast<const char*>(s.data.ptr)), n_(static_cast<size_t>(s.data.len)),
        off_(static_cast<size_t>(s.off)), limit_(off_ + kRunBytes) {}

  // Reads the value at the present token to p.
  Status start(const Plan* plan, char* p, int64_t* op) {
    if (!next()) return outOfSync(op);
    switch (value(plan, p)) {
      case R::done:
        leave();
        *op = kDone;
        return Status::ok;
      case R::pushed: return run(op);
      case R::op: break;
    }
    leave();
    *op = op_;
    return Status::ok;
  }
  Status resume(int64_t* op) {
    nf_ = static_cast<size_t>(s_.nframes);
    if (nf_ > kLocalFrames) {
      f_ = s_.frames;
    } else if (nf_) {
      memcpy(local_, s_.frames, nf_ * sizeof(Frame));
    }
    return run(op);
  }

 private:
  enum class R : uint8_t { done, pushed, op };

  // ---- tokens ----

  bool next() {
    while (off_ < n_ && (isSpace(d_[off_]) || d_[off_] == ',' || d_[off_] == ':')) off_++;
    if (off_ >= n_) return false;
    at_ = off_;
    off_ = tokenEnd({d_, n_}, at_, &kind_);
    return true;
  }
  std::string_view token() const { return {d_ + at_, off_ - at_}; }
  // The text of the present token, a string; views into data or scratch_.
  std::string_view text() {
    if (off_ - at_ < 2) return {};  // a text that changes while it is read
    if (kind_ == '"') return {d_ + at_ + 1, off_ - at_ - 2};
    scratch_.clear();
    unquote(token(), &scratch_);
    return scratch_;
  }
  bool isString() const { return kind_ == '"' || kind_ == 'q'; }

  // ---- memory ----

  GoString newString(std::string_view s) {
    if (s.empty()) return {nullptr, 0};
    char* p = newBuffer(m_, s.size());
    memcpy(p, s.data(), s.size());
    return {p, static_cast<int64_t>(s.size())};
  }
  size_t slot(std::string_view s) {
    if (!cached_) {
      memset(&cache_, 0, sizeof cache_);
      cached_ = true;
    }
    uint64_t a = 0;
    memcpy(&a, s.data(), std::min<size_t>(s.size(), 8));
    if (s.size() > 8) {
      uint64_t b;
      memcpy(&b, s.data() + s.size() - 8, 8);
      a ^= b << 7 | b >> 57;
    }
    return (a + s.size()) * 0x9E3779B97F4A7C15u >> 58;
  }
  GoString cachedString(std::string_view s) {
    if (s.empty() || s.size() > Cache::kLongest) return newString(s);
    size_t k = slot(s);
    GoString& c = cache_.strings[k];
    if (c.len == static_cast<int64_t>(s.size()) && memcmp(c.ptr, s.data(), s.size()) == 0) return c;
    cache_.boxes[k] = nullptr;
    return c = newString(s);
  }
  void* box(GoString s) {
    auto* b = static_cast<GoString*>(rt::newobject(m_, plans_.stringType));
    b->ptr = s.ptr;
    b->len = s.len;
    return b;
  }
  void* boxedString(std::string_view s) {
    if (s.empty() || s.size() > Cache::kLongest) return box(newString(s));
    GoString c = cachedString(s);
    GoString*& b = cache_.boxes[slot(s)];
    if (!b) b = static_cast<GoString*>(box(c));
    return b;
  }
  void setPtr(void* at, const void* p) { rt::writePtr(m_, static_cast<void**>(at), const_cast<void*>(p)); }
  void setString(char* at, GoString s) {
    setPtr(at, s.ptr);
    reinterpret_cast<GoString*>(at)->len = s.len;
  }
  void setAny(char* at, rt::eface e) {
    reinterpret_cast<rt::eface*>(at)->type = e.type;
    setPtr(at + 8, e.data);
  }

  // ---- frames ----

  Frame& push(FrameKind kind, const Plan* plan, char* p) {
    if (nf_ == (f_ == local_ ? size_t{kLocalFrames} : static_cast<size_t>(s_.maxFrames))) spill(2 * nf_);
    Frame& f = f_[nf_++];
    f = Frame{};
    f.plan = plan;
    f.p = p;
    f.kind = kind;
    return f;
  }
  // Puts the frames into memory that the collector knows, and where there is room for n.
  void spill(size_t n) {
    auto* to = static_cast<Frame*>(rt::mallocgc(m_, n * sizeof(Frame), plans_.frameType, true));
    memcpy(static_cast<void*>(to), f_, nf_ * sizeof(Frame));
    setPtr(&s_.frames, to);
    s_.maxFrames = static_cast<int64_t>(n);
    if (nf_ >= kLocalFrames) f_ = to;
  }
  // Leaves everything as it is for the next run, or for the Go text.
  void leave() {
    s_.off = static_cast<int64_t>(off_);
    s_.at = static_cast<int64_t>(at_);
    s_.kind = kind_;
    s_.nframes = static_cast<int64_t>(nf_);
    if (f_ != local_ || nf_ == 0) return;
    if (nf_ > static_cast<size_t>(s_.maxFrames)) {
      spill(nf_ + 4);
      return;
    }
    // The old pointers in there: the collector must see them before they go.
    for (size_t i = 0; i < nf_; i++) rt::typedmemmove(m_, plans_.frameType, &s_.frames[i], &f_[i]);
  }
  bool tired() const { return off_ >= limit_ || __atomic_load_n(&m_.guard, __ATOMIC_RELAXED) == nullptr; }

  // ---- steps that Go text does ----

  R ask(Op op, const Type* t, void* p) {
    op_ = op;
    s_.opType = t;
    setPtr(&s_.opPtr, p);
    return R::op;
  }
  Status outOfSync(int64_t* op) {
    leave();
    *op = kOutOfSync;
    return Status::ok;
  }
  R typeError(std::string_view what, const Type* t, size_t at) {
    if (kind_ == '{' || kind_ == '[') push(kSkipFrame, nullptr, nullptr).i = 1;
    if (s_.flags & kErrorSaved) return kind_ == '{' || kind_ == '[' ? R::pushed : R::done;
    GoString text = newString(what);
    setPtr(&s_.opText.ptr, text.ptr);
    s_.opText.len = text.len;
    s_.opNumber = static_cast<int64_t>(at);
    return ask(kTypeError, t, nullptr);
  }
  // The present token does not fit.
  R misfit(const Type* t) {
    const char* what = "number";
    switch (kind_) {
      case '{': what = "object"; break;
      case '[': what = "array"; break;
      case '"': case 'q': what = "string"; break;
      case 't': case 'f': what = "bool"; break;
    }
    return typeError(what, t, off_);
  }
  R badNumber(const Type* t) { return typeError("number " + std::string(token()), t, off_); }

  // ---- values ----

  R value(const Plan* plan, char* p) {
    while (plan->what == kPointer) {
      if (kind_ == 'n') {
        setPtr(p, nullptr);
        return R::done;
      }
      char* to = *reinterpret_cast<char**>(p);
      if (!to) {
        to = static_cast<char*>(rt::newobject(m_, plan->elem->type));
        setPtr(p, to);
      }
      plan = plan->elem;
      p = to;
    }
    const Type* t = plan->type;
    switch (plan->what) {
      case kBool:
        if (kind_ == 'n') return R::done;
        if (kind_ != 't' && kind_ != 'f') return misfit(t);
        *p = kind_ == 't';
        return R::done;
      case kInt: {
        if (kind_ == 'n') return R::done;
        int64_t v;
        if (kind_ != '0') return misfit(t);
        if (!parseInt(token(), &v)) return badNumber(t);
        switch (plan->size) {
          case 1:
            if (v != static_cast<int8_t>(v)) return badNumber(t);
            *reinterpret_cast<int8_t*>(p) = static_cast<int8_t>(v);
            break;
          case 2:
            if (v != static_cast<int16_t>(v)) return badNumber(t);
            *reinterpret_cast<int16_t*>(p) = static_cast<int16_t>(v);
            break;
          case 4:
            if (v != static_cast<int32_t>(v)) return badNumber(t);
            *reinterpret_cast<int32_t*>(p) = static_cast<int32_t>(v);
            break;
          default: *reinterpret_cast<int64_t*>(p) = v;
        }
        return R::done;
      }
      case kUint: {
        if (kind_ == 'n') return R::done;
        uint64_t v;
        if (kind_ != '0') return misfit(t);
        if (!parseUint(token(), &v) || (plan->size < 8 && v >> (8 * plan->size))) return badNumber(t);
        memcpy(p, &v, plan->size);
        return R::done;
      }
      case kFloat32:
      case kFloat64: {
        if (kind_ == 'n') return R::done;
        double v;
        if (kind_ != '0') return misfit(t);
        if (!parseFloat(token(), plan->what == kFloat32 ? 32 : 64, &v)) return badNumber(t);
        if (plan->what == kFloat32) {
          *reinterpret_cast<float*>(p) = static_cast<float>(v);
        } else {
          *reinterpret_cast<double*>(p) = v;
        }
        return R::done;
      }
      case kString:
        if (kind_ == 'n') return R::done;
        if (!isString()) return misfit(t);
        setString(p, newString(text()));
        return R::done;
      case kNumber:
        if (kind_ == 'n') return R::done;
        if (kind_ == '0') {
          setString(p, newString(token()));
          return R::done;
        }
        if (isString()) {
          std::string_view s = text();
          if (s.empty() || numberLength(s) != s.size()) return ask(kGoValue, t, p);
          setString(p, newString(s));
          return R::done;
        }
        return misfit(t);
      case kSlice: return slice(plan, p);
      case kArray:
        if (kind_ == 'n') return R::done;
        if (kind_ != '[') return misfit(t);
        push(kArrayFrame, plan, p);
        return R::pushed;
      case kMap: return map(plan, p);
      case kStruct:
        if (kind_ == 'n') return R::done;
        if (kind_ != '{') return misfit(t);
        push(kStructFrame, plan, p).i = -1;
        return R::pushed;
      case kAny: return any(plan, p);
      default: break;
    }
    if (kind_ == 'n' && t->kind == rt::kPointer) {
      setPtr(p, nullptr);
      return R::done;
    }
    if (plan->what == kRaw && wholeToken()) return raw(p);
    return byMethods(plan, p);
  }

  // A value that reads itself.
  R byMethods(const Plan* plan, char* p) {
    const Type* t = plan->type;
    if (plan->what != kGo || plan->how == kReflect) return ask(kGoValue, t, p);
    char* to = p;
    if (plan->how == kJSONOfPointer || plan->how == kTextOfPointer) {
      to = *reinterpret_cast<char**>(p);
      if (!to) {
        to = static_cast<char*>(rt::newobject(m_, rt::asPtr(t)->elem));
        setPtr(p, to);
      }
    }
    if (plan->how == kJSONOfPointer || plan->how == kJSONOfAddress) {
      return wholeToken() ? ask(kUnmarshalJSON, plan->handle, to) : ask(kGoValue, t, p);
    }
    if (!isString()) return ask(kGoValue, t, p);
    std::string_view s = text();
    GoString copy = kind_ == '"' ? GoString{s.data(), static_cast<int64_t>(s.size())} : newString(s);
    setPtr(&s_.opText.ptr, copy.ptr);
    s_.opText.len = copy.len;
    return ask(kUnmarshalText, plan->handle, to);
  }

  // Makes the token the whole of an object or array, if that is not too long.
  bool wholeToken() {
    if (kind_ != '{' && kind_ != '[') return true;
    size_t at = at_, off = off_;
    char kind = kind_;
    for (int depth = 1; depth && off_ - off < kRunBytes && next();) {
      if (kind_ == '{' || kind_ == '[') depth++;
      if (kind_ == '}' || kind_ == ']') depth--;
      if (depth == 0) off = n_;
    }
    at_ = at;
    kind_ = kind;
    if (off == n_) return true;
    off_ = off;
    return false;
  }
  // A RawMessage: a copy of the token, in the slice's memory if there is room.
  R raw(char* p) {
    GoSlice s = *reinterpret_cast<GoSlice*>(p);
    s.len = 0;
    s = appendBytes(m_, s, token());
    setSlice(p, s);
    return R::done;
  }
  void setSlice(char* p, GoSlice s) {
    setPtr(p, s.ptr);
    reinterpret_cast<GoSlice*>(p)->len = s.len;
    reinterpret_cast<GoSlice*>(p)->cap = s.cap;
  }

  R slice(const Plan* plan, char* p) {
    if (kind_ == '[') {
      push(kSliceFrame, plan, p);
      return R::pushed;
    }
    if (kind_ == 'n') {
      setSlice(p, {nullptr, 0, 0});
      return R::done;
    }
    if (!plan->bytes || !isString()) return misfit(plan->type);
    std::string_view s = text();
    GoSlice b{&rt::zerobase, 0, static_cast<int64_t>(s.size() / 4 * 3)};
    if (b.cap) b.ptr = rt::mallocgc(m_, static_cast<uint64_t>(b.cap), nullptr, true);
    size_t n;
    if (!decodeBase64(s, static_cast<char*>(b.ptr), &n)) return ask(kGoValue, plan->type, p);
    b.len = static_cast<int64_t>(n);
    setSlice(p, b);
    return R::done;
  }

  R map(const Plan* plan, char* p) {
    if (kind_ == 'n') {
      setPtr(p, nullptr);
      return R::done;
    }
    if (kind_ != '{') return misfit(plan->type);
    if (!*reinterpret_cast<void**>(p)) setPtr(p, rt::makemap(m_, rt::asMap(plan->type), 0));
    push(kMapFrame, plan, p).q = rt::newobject(m_, plan->elem->type);
    return R::pushed;
  }

  // Into an interface; a pointer that is there already is followed, by Go text.
  R any(const Plan* plan, char* p) {
    const rt::eface& old = *reinterpret_cast<rt::eface*>(p);
    if (old.type && old.type->kind == rt::kPointer && old.data) return ask(kGoValue, plan->type, p);
    rt::eface e;
    R r = anyValue(&e, p);
    if (r == R::done) setAny(p, e);
    return r;
  }
  // target: where the value goes that begins here, null for the frame on top.
  R anyValue(rt::eface* e, char* target) {
    *e = {nullptr, nullptr};
    switch (kind_) {
      case '"':
      case 'q': *e = {plans_.stringType, boxedString(text())}; break;
      case '0': {
        if (s_.flags & kUseNumber) {
          *e = {plans_.kit.number, box(newString(token()))};
          break;
        }
        double v;
        if (!parseFloat(token(), 64, &v)) {
          if (s_.flags & kErrorSaved) {
            if (target) *e = *reinterpret_cast<rt::eface*>(target);
            break;
          }
          return typeError("number " + std::string(token()), plans_.float64Type, off_ + 1);
        }
        auto* b = static_cast<double*>(rt::mallocgc(m_, 8, nullptr, false));
        *b = v;
        *e = {plans_.float64Type, b};
        break;
      }
      case 't':
      case 'f': {
        static const uint64_t kBools[2] = {0, 1};
        *e = {plans_.boolType, const_cast<uint64_t*>(&kBools[kind_ == 't'])};
        break;
      }
      case 'n': break;
      case '[': push(kAnyArrayFrame, nullptr, target); return R::pushed;
      case '{': {
        void* h = rt::makemap(m_, rt::asMap(plans_.anyMap), 0);
        push(kAnyObjectFrame, nullptr, target).q = h;
        return R::pushed;
      }
      default: break;
    }
    return R::done;
  }

  // ---- what the frames do next: R::done when the frame is finished (and popped), else pushed or op ----

  // Hands a finished value to the frame on top.
  bool deliver(rt::eface e) {
    Frame& f = f_[nf_ - 1];
    if (f.kind == kAnyObjectFrame) {
      void* at = rt::mapassignStr(m_, rt::asMap(plans_.anyMap), static_cast<rt::hmap*>(f.q), {f.key, f.keyLen});
      if (!at) return false;
      setAny(static_cast<char*>(at), e);
      return true;
    }
    if (f.i == f.n64) {
      GoSlice grown;
      if (!rt::growslice(m_, plans_.anyType, {f.q, f.i, f.n64}, f.i + 1, &grown)) return false;
      f.q = grown.ptr;
      f.n64 = grown.cap;
    }
    setAny(static_cast<char*>(f.q) + 16 * f.i, e);
    f.i++;
    return true;
  }
  bool finishAny(rt::eface e, char* target) {
    nf_--;
    if (!target) return deliver(e);
    setAny(target, e);
    return true;
  }

  Status run(int64_t* op) {
    while (nf_) {
      R r = R::done;
      bool ok = true;
      switch (f_[nf_ - 1].kind) {
        case kStructFrame: r = stepStruct(); break;
        case kSliceFrame: r = stepSlice(); break;
        case kArrayFrame: r = stepArray(); break;
        case kMapFrame: r = stepMap(&ok); break;
        case kAnyArrayFrame: r = stepAnyArray(&ok); break;
        case kAnyObjectFrame: r = stepAnyObject(&ok); break;
        default: r = stepSkip();
      }
      if (!ok) {
        leave();
        return Status::panic;
      }
      if (r == R::op) {
        leave();
        *op = op_;
        return Status::ok;
      }
      if (nf_ && tired()) {
        leave();
        *op = kAgain;
        return Status::ok;
      }
    }
    leave();
    *op = kDone;
    return Status::ok;
  }
  R lost() { return ask(kOutOfSync, nullptr, nullptr); }
  R pop() {
    nf_--;
    return R::done;
  }

  R stepStruct() {
    size_t top = nf_ - 1;
    const Plan* plan = f_[top].plan;
    for (;;) {
      Frame& f = f_[top];
      f.i = -1;
      if (!next()) return lost();
      if (kind_ == '}') return pop();
      if (!isString()) return lost();
      std::string_view key = text();
      int32_t i = f.n;
      if (i >= plan->nfields || key.size() != static_cast<size_t>(plan->fields[i].name.len) ||
          memcmp(key.data(), plan->fields[i].name.ptr, key.size()) != 0)
        i = plan->find(key);
      if (i < 0) {
        if (s_.flags & kDisallowUnknown && !(s_.flags & kErrorSaved)) {
          GoString k = newString(key);
          setPtr(&s_.opText.ptr, k.ptr);
          s_.opText.len = k.len;
          // The value is passed over when we are back.
          push(kSkipFrame, nullptr, nullptr);
          return ask(kUnknown, nullptr, nullptr);
        }
        if (!next()) return lost();
        if (kind_ == '{' || kind_ == '[') {
          push(kSkipFrame, nullptr, nullptr).i = 1;
          return R::pushed;
        }
        if (tired()) return R::pushed;
        continue;
      }
      f.n = i + 1;
      const Field& field = plan->fields[i];
      if (field.quoted || field.noffsets > 1) {
        s_.opNumber = i;
        return ask(kGoField, plan->type, f.p);
      }
      f.i = i;
      if (!next()) return lost();
      R r = value(field.plan, f.p + field.offsets[0]);
      if (r != R::done) return r;
      if (tired()) {
        f.i = -1;
        return R::pushed;
      }
    }
  }

  R stepSlice() {
    size_t top = nf_ - 1;
    const Plan* plan = f_[top].plan;
    for (;;) {
      Frame& f = f_[top];
      auto* s = reinterpret_cast<GoSlice*>(f.p);
      if (!next()) return lost();
      if (kind_ == ']') {
        if (f.i == 0) {
          setSlice(f.p, {&rt::zerobase, 0, 0});
        } else {
          s->len = f.i;
        }
        return pop();
      }
      if (f.i >= s->cap) {
        int64_t cap = std::max<int64_t>(s->cap + s->cap / 2, 4);
        void* to = rt::newarray(m_, plan->elem->type, cap);
        int64_t n = std::min(s->len, cap);
        if (n) rt::typedslicecopy(m_, plan->elem->type, to, s->ptr, n);
        setPtr(f.p, to);
        s->cap = cap;
      }
      char* at = static_cast<char*>(s->ptr) + static_cast<uint64_t>(f.i) * plan->elemSize;
      f.i++;
      if (s->len < f.i) s->len = f.i;
      R r = value(plan->elem, at);
      if (r != R::done) return r;
      if (tired()) return R::pushed;
    }
  }

  R stepArray() {
    size_t top = nf_ - 1;
    const Plan* plan = f_[top].plan;
    for (;;) {
      Frame& f = f_[top];
      if (!next()) return lost();
      if (kind_ == ']') {
        for (; f.i < plan->len; f.i++) rt::typedmemclr(m_, plan->elem->type, f.p + static_cast<uint64_t>(f.i) * plan->elemSize);
        return pop();
      }
      if (f.i >= plan->len) {
        if (kind_ == '{' || kind_ == '[') {
          push(kSkipFrame, nullptr, nullptr).i = 1;
          return R::pushed;
        }
      } else {
        char* at = f.p + static_cast<uint64_t>(f.i) * plan->elemSize;
        f.i++;
        R r = value(plan->elem, at);
        if (r != R::done) return r;
      }
      if (tired()) return R::pushed;
    }
  }

  R stepMap(bool* ok) {
    size_t top = nf_ - 1;
    const Plan* plan = f_[top].plan;
    for (;;) {
      Frame& f = f_[top];
      if (f.pending) {
        f.pending = false;
        if (f.badKey) {
          f.badKey = false;
          kind_ = '0';
          const Type* kt = rt::asMap(plan->type)->key;
          R r = typeError("number " + std::string(f.key, static_cast<size_t>(f.keyLen)), kt, static_cast<size_t>(f.i));
          if (r != R::done) return r;
        } else {
          auto* h = *reinterpret_cast<rt::hmap**>(f.p);
          if (!h) setPtr(f.p, h = rt::makemap(m_, rt::asMap(plan->type), 0));
          GoString key{f.key, f.keyLen};
          void* at = plan->key == kString ? rt::mapassignStr(m_, rt::asMap(plan->type), h, key)
                                          : rt::mapassign(m_, rt::asMap(plan->type), h, &f.keyLen);
          if (!at) {
            *ok = false;
            return R::done;
          }
          rt::typedmemmove(m_, plan->elem->type, at, f.q);
        }
      }
      if (!next()) return lost();
      if (kind_ == '}') return pop();
      if (!isString()) return lost();
      std::string_view key = text();
      if (plan->key == kString) {
        GoString k = cachedString(key);
        f.key = k.ptr;
        f.keyLen = k.len;
      } else if (!numberKey(plan, key, &f.keyLen)) {
        GoString k = newString(key);
        f.key = k.ptr;
        f.keyLen = k.len;
        f.i = static_cast<int64_t>(at_ + 1);
        f.badKey = true;
      }
      rt::typedmemclr(m_, plan->elem->type, f.q);
      f.pending = true;
      if (!next()) return lost();
      R r = value(plan->elem, static_cast<char*>(f.q));
      if (r != R::done) return r;
      if (tired()) return R::pushed;
    }
  }
  static bool numberKey(const Plan* plan, std::string_view key, int64_t* out) {
    int bits = 8 * plan->size;
    if (plan->key == kInt) {
      ParsedInt r = stdlib::parseInt(key, 10, 64);
      *out = r.value;
      return r.status == ParseStatus::ok && (bits == 64 || r.value >> (bits - 1) == r.value >> 63);
    }
    ParsedUint r = stdlib::parseUint(key, 10, 64);
    *out = static_cast<int64_t>(r.value);
    return r.status == ParseStatus::ok && (bits == 64 || r.value >> bits == 0);
  }

  R stepAnyArray(bool* ok) {
    for (;;) {
      if (!next()) return lost();
      if (kind_ == ']') {
        Frame f = f_[nf_ - 1];
        auto* s = static_cast<GoSlice*>(rt::newobject(m_, plans_.anySlice));
        setPtr(&s->ptr, f.q ? f.q : &rt::zerobase);
        s->len = f.i;
        s->cap = f.n64;
        *ok = finishAny({plans_.anySlice, s}, f.p);
        return R::done;
      }
      rt::eface e;
      R r = anyValue(&e, nullptr);
      if (r == R::op) {
        // An error to be told of; the element is nil.
        *ok = deliver({nullptr, nullptr});
        return r;
      }
      if (r == R::pushed) return r;
      if (!(*ok = deliver(e))) return R::done;
      if (tired()) return R::pushed;
    }
  }

  R stepAnyObject(bool* ok) {
    for (;;) {
      if (!next()) return lost();
      Frame& f = f_[nf_ - 1];
      if (kind_ == '}') {
        *ok = finishAny({plans_.anyMap, f.q}, f.p);
        return R::done;
      }
      if (!isString()) return lost();
      GoString key = cachedString(text());
      f.key = key.ptr;
      f.keyLen = key.len;
      if (!next()) return lost();
      rt::eface e;
      R r = anyValue(&e, nullptr);
      if (r == R::op) {
        *ok = deliver({nullptr, nullptr});
        return r;
      }
      if (r == R::pushed) return r;
      if (!(*ok = deliver(e))) return R::done;
      if (tired()) return R::pushed;
    }
  }

  // Passes over a value: as many brackets as are open, or what begins next if there is none.
  R stepSkip() {
    Frame& f = f_[nf_ - 1];
    do {
      if (!next()) return lost();
      if (kind_ == '{' || kind_ == '[') f.i++;
      if (kind_ == '}' || kind_ == ']') f.i--;
      if (f.i <= 0) return pop();
    } while (!tired());
    return R::pushed;
  }

  M& m_;
  State& s_;
  Plans& plans_;
  const char* d_;
  size_t n_, off_, at_ = 0, limit_;
  char kind_ = 0;
  Op op_ = kDone;
  size_t nf_ = 0;
  Frame* f_ = local_;
  bool cached_ = false;
  std::string scratch_;
  Frame local_[kLocalFrames];
  Cache cache_;
};

// func decodeStart(d *decodeState, v any) (op int)
Status decodeStart(M& m, Slot* a) {
  auto& s = *static_cast<State*>(a[0].p);
  auto* t = static_cast<const Type*>(a[1].p);
  auto* p = static_cast<char*>(a[2].p);
  int64_t op = kGoTop;
  if (t && t->kind == rt::kPointer && p) {
    const Plan* plan = s.plans->decoder(m, t);
    if (plan->what == kPointer) {
      Status st = Decoder(m, s).start(plan->elem, p, &op);
      if (st != Status::ok) return st;
    }
  }
  a[0].i = op;
  return Status::ok;
}

// func decodeRun(d *decodeState) (op int)
Status decodeRun(M& m, Slot* a) {
  auto& s = *static_cast<State*>(a[0].p);
  int64_t op;
  Status st = Decoder(m, s).resume(&op);
  if (st == Status::ok) a[0].i = op;
  return st;
}

// func frameField(d *decodeState, k int) (t unsafe.Pointer, name string)
// The struct and the field that frame k is in; nil if it is in none.
Status frameField(M&, Slot* a) {
  auto& s = *static_cast<State*>(a[0].p);
  const Frame& f = s.frames[a[1].i];
  a[0].p = nullptr;
  rt::setString(a, 1, {nullptr, 0});
  if (f.kind == kStructFrame && f.i >= 0) {
    a[0].cp = f.plan->type;
    rt::setString(a, 1, f.plan->fields[f.i].name);
  }
  return Status::ok;
}

// func token(s string, off int) (kind byte, start, end int)
// The next token of a checked text; commas and colons are passed over. Kinds: { } [ ] " (a string whose bytes are
// its text) q (another string) t f n 0 (a number).
Status token(M&, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  auto i = static_cast<size_t>(a[2].i);
  while (i < s.size() && (isSpace(s[i]) || s[i] == ',' || s[i] == ':')) i++;
  char kind = 0;
  size_t end = i < s.size() ? tokenEnd(s, i, &kind) : i;
  a[0].u = static_cast<unsigned char>(kind);
  a[1].u = i;
  a[2].u = end;
  return Status::ok;
}

// func skipRest(s string, off int) int: off is behind an opening bracket; gives what is behind its closing one.
Status skipRest(M&, Slot* a) {
  std::string_view s = rt::argView(a, 0);
  auto i = static_cast<size_t>(a[2].i);
  for (int64_t depth = 1; depth > 0 && i < s.size();) {
    char c = s[i];
    if (c == '"') {
      bool plain;
      i = stringEnd(s, i, &plain);
      continue;
    }
    if (c == '{' || c == '[') depth++;
    if (c == '}' || c == ']') depth--;
    i++;
  }
  a[0].u = i;
  return Status::ok;
}

VOLE_NATIVE("encoding/json.decodeStart", decodeStart);
VOLE_NATIVE("encoding/json.decodeRun", decodeRun);
VOLE_NATIVE("encoding/json.frameField", frameField);
VOLE_NATIVE("encoding/json.token", token);
VOLE_NATIVE("encoding/json.skipRest", skipRest);

}  // namespace
}  // namespace vole::stdlib::json
