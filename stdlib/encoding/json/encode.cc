// This file writes values as JSON texts. The writer is a machine with a stack of frames, one for each struct, slice, array
// and map that is being written: it stops where it has run for long (a safepoint is due) or at a value that Go text has to
// write, and goes on from its frames. encodeState in encode.go is its memory.
#include <algorithm>
#include <cmath>

#include "stdlib/encoding/json/plan.h"
#include "stdlib/encoding/json/text.h"
#include "stdlib/native_util.h"

#include "runtime/data/map.h"
#include "runtime/runtime.h"
#include "runtime/type/itab.h"

namespace vole::stdlib::json {
namespace {

using rt::Type;

constexpr size_t kRunBytes = 64 << 10;   // of text between safepoints
constexpr int64_t kMaxEntries = 100000;  // a map with more is written by Go text
constexpr int64_t kCycleDepth = 1000;    // from here on Go text looks for circles
constexpr size_t kLocalFrames = 64;

// What run answers; as in encode.go.
enum Op : int64_t { kDone, kAgain, kGoValue, kMarshal, kInvalid };
enum Flag : int64_t { kEscapeHTML = 1 };

// An entry of a map: its key as text, and its element, or where that is if it is larger.
struct Entry {
  GoString key;
  void* elem[2];
};

struct Frame {
  const Plan* plan;
  char* p;        // the struct, or the first element
  Entry* entries; // map: sorted
  void* unused;
  int64_t i, n;   // elements
  int64_t depth;  // pointers, maps and slices on the way, this one included
  char before;    // what comes before the next element
};
static_assert(sizeof(Frame) == 64);

// As the beginning of encodeState in encode.go.
struct State {
  GoSlice buf;
  int64_t depth;
  int64_t flags;
  Plans* plans;
  Frame* frames;
  int64_t nframes, maxFrames;
  const Type* opType;
  void* opPtr;
  int64_t opAddr, opQuoted, opHow;
  void* top;  // the value itself, if it is pointer-shaped
};

// Where texts are made; a run does not change its thread.
Buffer& threadBuffer() {
  static thread_local Buffer b;
  return b;
}

class Encoder {
 public:
  Encoder(M& m, State& s)
      : m_(m), s_(s), plans_(*s.plans), out_(threadBuffer()), html_(s.flags & kEscapeHTML), depth_(s.depth) {
    out_.reset();
  }

  void start(const Type* t, void* word, int64_t* op) {
    setPtr(&s_.top, word);
    if (!t) {
      out_.put("null");
      leave(kDone, op);
      return;
    }
    char* p = t->direct() ? reinterpret_cast<char*>(&s_.top) : static_cast<char*>(word);
    if (!value(plans_.encoder(m_, t, false), p, false)) {
      leave(op_, op);
      return;
    }
    run(op);
  }
  // Goes on; text is what a method gave for the value that was asked for: a JSON text (not checked yet), or text for a string.
  void resume(int64_t* op, const std::string_view* text = nullptr, bool json = false) {
    nf_ = static_cast<size_t>(s_.nframes);
    if (nf_ > kLocalFrames) {
      f_ = s_.frames;
    } else if (nf_) {
      memcpy(static_cast<void*>(local_), s_.frames, nf_ * sizeof(Frame));
    }
    depth_ = nf_ ? f_[nf_ - 1].depth : 0;
    if (text) {
      if (!json) {
        putQuoted(out_, *text, html_);
      } else if (isValid(m_, *text)) {
        putCompact(out_, *text, html_);
      } else {
        leave(kInvalid, op);
        return;
      }
    }
    run(op);
  }

 private:
  void setPtr(void* at, const void* p) { rt::writePtr(m_, static_cast<void**>(at), const_cast<void*>(p)); }
  bool tired() const { return out_.size() >= kRunBytes || __atomic_load_n(&m_.guard, __ATOMIC_RELAXED) == nullptr; }

  Frame& push(const Plan* plan, char* p, int64_t n, char before) {
    if (nf_ == (f_ == local_ ? kLocalFrames : static_cast<size_t>(s_.maxFrames))) spill(2 * nf_);
    Frame& f = f_[nf_++];
    f = Frame{};
    f.plan = plan;
    f.p = p;
    f.n = n;
    f.depth = depth_;
    f.before = before;
    return f;
  }
  void spill(size_t n) {
    auto* to = static_cast<Frame*>(rt::mallocgc(m_, n * sizeof(Frame), plans_.frameType, true));
    memcpy(static_cast<void*>(to), f_, nf_ * sizeof(Frame));
    setPtr(&s_.frames, to);
    s_.maxFrames = static_cast<int64_t>(n);
    if (nf_ >= kLocalFrames) f_ = to;
  }
  void leave(Op why, int64_t* op) {
    *op = why;
    s_.depth = depth_;
    s_.nframes = static_cast<int64_t>(nf_);
    GoSlice b = appendBytes(m_, s_.buf, out_.view());
    setPtr(&s_.buf.ptr, b.ptr);
    s_.buf.len = b.len;
    s_.buf.cap = b.cap;
    if (f_ != local_ || nf_ == 0) return;
    if (nf_ > static_cast<size_t>(s_.maxFrames)) {
      spill(nf_ + 4);
      return;
    }
    for (size_t i = 0; i < nf_; i++) rt::typedmemmove(m_, plans_.frameType, &s_.frames[i], &f_[i]);
  }
  void pop() {
    nf_--;
    depth_ = nf_ ? f_[nf_ - 1].depth : 0;
  }

  // Go text writes it, by its methods.
  bool askMethod(const Plan* plan, char* p) {
    bool pointer = plan->how == kJSONOfPointer || plan->how == kTextOfPointer;
    if (pointer) {
      p = *reinterpret_cast<char**>(p);
      if (!p) {
        null();
        return true;
      }
    }
    s_.opType = plan->handle;
    setPtr(&s_.opPtr, p);
    s_.opHow = plan->how;
    op_ = kMarshal;
    return false;
  }
  // False: Go text writes it.
  bool ask(const Plan* plan, char* p, bool quoted) {
    s_.opType = plan->type;
    setPtr(&s_.opPtr, p);
    s_.opAddr = plan->addr;
    s_.opQuoted = quoted;
    op_ = kGoValue;
    return false;
  }

  void quote(bool quoted) {
    if (quoted) out_.put('"');
  }
  void null() { out_.put("null"); }

  // Writes a value or, if it consists of several, pushes a frame for it. False: Go text writes it.
  bool value(const Plan* plan, char* p, bool quoted) {
    for (;;) {
      switch (plan->what) {
        case kGo: return plan->how == kReflect ? ask(plan, p, quoted) : askMethod(plan, p);
        case kBool:
          quote(quoted);
          out_.put(*p ? std::string_view("true") : std::string_view("false"));
          quote(quoted);
          return true;
        case kInt: {
          int64_t v;
          switch (plan->size) {
            case 1: v = *reinterpret_cast<int8_t*>(p); break;
            case 2: v = *reinterpret_cast<int16_t*>(p); break;
            case 4: v = *reinterpret_cast<int32_t*>(p); break;
            default: v = *reinterpret_cast<int64_t*>(p);
          }
          quote(quoted);
          putInt(out_, v);
          quote(quoted);
          return true;
        }
        case kUint: {
          uint64_t v = 0;
          memcpy(&v, p, plan->size);
          quote(quoted);
          putUint(out_, v);
          quote(quoted);
          return true;
        }
        case kFloat32:
        case kFloat64: {
          bool single = plan->what == kFloat32;
          double v = single ? static_cast<double>(*reinterpret_cast<float*>(p)) : *reinterpret_cast<double*>(p);
          if (!std::isfinite(v)) return ask(plan, p, quoted);
          quote(quoted);
          putFloat(out_, v, single ? 32 : 64);
          quote(quoted);
          return true;
        }
        case kString: {
          std::string_view s = stringAt(p);
          if (quoted) {
            Buffer inner;
            putQuoted(inner, s, html_);
            putQuoted(out_, inner.view(), false);
          } else {
            putQuoted(out_, s, html_);
          }
          return true;
        }
        case kNumber: {
          std::string_view s = stringAt(p);
          if (s.empty()) s = "0";
          if (numberLength(s) != s.size()) return ask(plan, p, quoted);
          quote(quoted);
          out_.put(s);
          quote(quoted);
          return true;
        }
        case kRaw: {
          auto* raw = reinterpret_cast<GoSlice*>(p);
          std::string_view s{static_cast<char*>(raw->ptr), static_cast<size_t>(raw->len)};
          if (!raw->ptr) {
            null();
          } else if (s.size() < kRunBytes && isValid(m_, s)) {
            putCompact(out_, s, html_);
          } else {
            return ask(plan, p, quoted);
          }
          return true;
        }
        case kSlice: return slice(plan, p);
        case kArray:
          out_.put('[');
          push(plan, p, plan->len, 0);
          return true;
        case kMap: return map(plan, p);
        case kStruct:
          out_.put('{');
          push(plan, p, plan->nfields, 0);
          return true;
        case kAny:
        case kIface: {
          const Type* t;
          if (plan->what == kAny) {
            t = reinterpret_cast<rt::eface*>(p)->type;
          } else {
            auto* tab = reinterpret_cast<rt::iface*>(p)->tab;
            t = tab ? tab->type : nullptr;
          }
          if (!t) {
            null();
            return true;
          }
          p += 8;
          if (!t->direct()) p = *reinterpret_cast<char**>(p);
          plan = encoder(t);
          continue;
        }
        case kPointer: {
          char* to = *reinterpret_cast<char**>(p);
          if (!to) {
            null();
            return true;
          }
          if (depth_ >= kCycleDepth) return ask(plan, p, quoted);
          Plan* const elem = const_cast<Plan*>(plan->elem);
          size_t before = nf_;
          depth_++;
          bool ok = value(elem, to, quoted);
          if (ok && nf_ == before) depth_--;
          return ok;
        }
      }
      return ask(plan, p, quoted);
    }
  }
  static std::string_view stringAt(char* p) {
    auto* s = reinterpret_cast<GoString*>(p);
    return {s->ptr, static_cast<size_t>(s->len)};
  }
  // The plan for what an interface holds; mostly the same few.
  const Plan* encoder(const Type* t) {
    auto& c = recent_[reinterpret_cast<uintptr_t>(t) >> 4 & 7];
    if (!c || c->type != t) c = plans_.encoder(m_, t, false);
    return c;
  }

  bool slice(const Plan* plan, char* p) {
    auto* s = reinterpret_cast<GoSlice*>(p);
    if (!s->ptr) {
      null();
      return true;
    }
    if (plan->bytes) {
      out_.put('"');
      putBase64(out_, {static_cast<char*>(s->ptr), static_cast<size_t>(s->len)});
      out_.put('"');
      return true;
    }
    if (depth_ >= kCycleDepth) return ask(plan, p, false);
    depth_++;
    out_.put('[');
    push(plan, static_cast<char*>(s->ptr), s->len, 0);
    return true;
  }

  bool map(const Plan* plan, char* p) {
    auto* h = *reinterpret_cast<rt::hmap**>(p);
    if (!h) {
      null();
      return true;
    }
    if (depth_ >= kCycleDepth || h->count > kMaxEntries) return ask(plan, p, false);
    Entry* entries = nullptr;
    int64_t n = 0;
    if (h->count) {
      entries = static_cast<Entry*>(rt::newarray(m_, plans_.entryType, h->count));
      auto* t = rt::asMap(plan->type);
      bool small = plan->elemSize <= sizeof(Entry::elem);
      rt::hiter it = {};
      for (rt::mapiterinitAt(m_, t, h, &it); it.key && n < h->count; rt::mapiternext(m_, &it)) {
        Entry& e = entries[n++];
        GoString key = keyText(plan, it.key);
        setPtr(&e.key.ptr, key.ptr);
        e.key.len = key.len;
        if (small) {
          void* words[2] = {};
          memcpy(words, it.elem, plan->elemSize);
          setPtr(&e.elem[0], words[0]);
          setPtr(&e.elem[1], words[1]);
        } else {
          setPtr(&e.elem[0], it.elem);
        }
      }
      sortEntries(entries, n);
    }
    depth_++;
    out_.put('{');
    push(plan, nullptr, n, 0).entries = entries;
    return true;
  }
  GoString keyText(const Plan* plan, void* key) {
    if (plan->key == kString) return *static_cast<GoString*>(key);
    uint64_t v = 0;
    memcpy(&v, key, plan->size);
    Buffer b;
    if (plan->key == kUint) {
      putUint(b, v);
    } else {
      int shift = 64 - 8 * plan->size;
      putInt(b, static_cast<int64_t>(v << shift) >> shift);
    }
    return rt::newString(m_, b.view());
  }
  // Moves pointers without a barrier: while marking goes on new memory is not looked at, and setPtr has noted them.
  static void sortEntries(Entry* e, int64_t n) {
    auto less = [](const Entry& a, const Entry& b) {
      size_t an = static_cast<size_t>(a.key.len), bn = static_cast<size_t>(b.key.len);
      int c = std::min(an, bn) ? memcmp(a.key.ptr, b.key.ptr, std::min(an, bn)) : 0;
      return c ? c < 0 : an < bn;
    };
    if (n < 12) {
      for (int64_t i = 1; i < n; i++) {
        Entry x = e[i];
        int64_t k = i;
        for (; k > 0 && less(x, e[k - 1]); k--) e[k] = e[k - 1];
        e[k] = x;
      }
      return;
    }
    std::sort(e, e + n, less);
  }

  static bool isEmpty(uint8_t kind, const char* p, const Plan* plan) {
    switch (kind) {
      case rt::kBool: return !*p;
      case rt::kInt: case rt::kInt8: case rt::kInt16: case rt::kInt32: case rt::kInt64:
      case rt::kUint: case rt::kUint8: case rt::kUint16: case rt::kUint32: case rt::kUint64: case rt::kUintptr: {
        uint64_t v = 0;
        memcpy(&v, p, plan->type->size);
        return v == 0;
      }
      case rt::kFloat32: return *reinterpret_cast<const float*>(p) == 0;
      case rt::kFloat64: return *reinterpret_cast<const double*>(p) == 0;
      case rt::kString: return reinterpret_cast<const GoString*>(p)->len == 0;
      case rt::kSlice: return reinterpret_cast<const GoSlice*>(p)->len == 0;
      case rt::kArray: return rt::asArray(plan->type)->len == 0;
      case rt::kMap: {
        auto* h = *reinterpret_cast<rt::hmap* const*>(p);
        return !h || h->count == 0;
      }
      case rt::kPointer:
      case rt::kInterface: return *reinterpret_cast<void* const*>(p) == nullptr;
      default: return false;
    }
  }

  void run(int64_t* op) {
    while (nf_) {
      bool ok = true;
      switch (f_[nf_ - 1].plan->what) {
        case kStruct: ok = stepStruct(); break;
        case kMap: ok = stepMap(); break;
        default: ok = stepElems();
      }
      if (!ok) {
        leave(op_, op);
        return;
      }
      if (nf_ && tired()) {
        leave(kAgain, op);
        return;
      }
    }
    leave(kDone, op);
  }

  // Each step writes until a frame is pushed or its own is done (and popped). False: Go text writes the next value.
  bool stepStruct() {
    size_t top = nf_ - 1;
    const Plan* plan = f_[top].plan;
    for (;;) {
      Frame& f = f_[top];
      if (f.i >= f.n) break;
      const Field& field = plan->fields[f.i++];
      char* p = f.p + field.offsets[0];
      for (int32_t k = 1; k < field.noffsets; k++) {
        p = *reinterpret_cast<char**>(p);
        if (!p) break;
        p += field.offsets[k];
      }
      if (!p || (field.omitEmpty && isEmpty(field.kind, p, field.plan))) continue;
      if (f.before) out_.put(',');
      f.before = ',';
      GoString name = html_ ? field.escaped : field.plain;
      out_.put({name.ptr, static_cast<size_t>(name.len)});
      if (!value(field.plan, p, field.quoted)) return false;
      if (nf_ - 1 != top || tired()) return true;
    }
    out_.put('}');
    pop();
    return true;
  }
  bool stepElems() {
    size_t top = nf_ - 1;
    const Plan* plan = f_[top].plan;
    for (;;) {
      Frame& f = f_[top];
      if (f.i >= f.n) break;
      if (f.i) out_.put(',');
      char* p = f.p + static_cast<uint64_t>(f.i++) * plan->elemSize;
      if (!value(plan->elem, p, false)) return false;
      if (nf_ - 1 != top || tired()) return true;
    }
    out_.put(']');
    pop();
    return true;
  }
  bool stepMap() {
    size_t top = nf_ - 1;
    const Plan* plan = f_[top].plan;
    bool small = plan->elemSize <= sizeof(Entry::elem);
    for (;;) {
      Frame& f = f_[top];
      if (f.i >= f.n) break;
      if (f.i) out_.put(',');
      Entry& e = f.entries[f.i++];
      putQuoted(out_, {e.key.ptr, static_cast<size_t>(e.key.len)}, html_);
      out_.put(':');
      char* p = small ? reinterpret_cast<char*>(e.elem) : static_cast<char*>(e.elem[0]);
      if (!value(plan->elem, p, false)) return false;
      if (nf_ - 1 != top || tired()) return true;
    }
    out_.put('}');
    pop();
    return true;
  }

  M& m_;
  State& s_;
  Plans& plans_;
  Buffer& out_;
  bool html_;
  int64_t depth_;
  Op op_ = kDone;
  size_t nf_ = 0;
  Frame* f_ = local_;
  const Plan* recent_[8] = {};
  Frame local_[kLocalFrames];
};

// func encodeStart(e *encodeState, v any) (op int)
Status encodeStart(M& m, Slot* a) {
  auto& s = *static_cast<State*>(a[0].p);
  int64_t op;
  Encoder(m, s).start(static_cast<const Type*>(a[1].p), a[2].p, &op);
  a[0].i = op;
  return Status::ok;
}

// func encodeRun(e *encodeState) (op int)
Status encodeRun(M& m, Slot* a) {
  auto& s = *static_cast<State*>(a[0].p);
  int64_t op;
  Encoder(m, s).resume(&op);
  a[0].i = op;
  return Status::ok;
}

// func encodeText(e *encodeState, b []byte, json bool) (op int)
Status encodeText(M& m, Slot* a) {
  auto& s = *static_cast<State*>(a[0].p);
  std::string_view text = bytesView(a, 1);
  int64_t op;
  Encoder(m, s).resume(&op, &text, a[4].b);
  a[0].i = op;
  return Status::ok;
}

// func newPlans(marshaler, textMarshaler, unmarshaler, textUnmarshaler, number, raw any) unsafe.Pointer
// The first four are nil pointers to the interfaces.
Status newPlans(M& m, Slot* a) {
  auto type = [&](int i) { return static_cast<const Type*>(a[2 * i].p); };
  auto inter = [&](int i) { return rt::asPtr(type(i))->elem; };
  a[0].p = Plans::make(m, {inter(0), inter(1), inter(2), inter(3), type(4), type(5)});
  return Status::ok;
}

VOLE_NATIVE("encoding/json.encodeStart", encodeStart);
VOLE_NATIVE("encoding/json.encodeRun", encodeRun);
VOLE_NATIVE("encoding/json.encodeText", encodeText);
VOLE_NATIVE("encoding/json.newPlans", newPlans);

}  // namespace
}  // namespace vole::stdlib::json
