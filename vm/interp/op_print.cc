// print and println. The pieces of one statement are gathered between lock and unlock and written at once.
#include <string>

#include "runtime/base/runlimits.h"
#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "vm/interp/handler.h"

namespace vole::vm {

static void printOne(rt::M& m, const Slot* b, PrintKind k) {
  static thread_local std::string buf;
  switch (k) {
    case PrintKind::kBool: rt::printbool(buf, b->b != 0); break;
    case PrintKind::kInt: rt::printint(buf, b->i); break;
    case PrintKind::kUint: rt::printuint(buf, b->u); break;
    case PrintKind::kHex: rt::printhex(buf, b->u); break;
    case PrintKind::kFloat: rt::printfloat(buf, b->f); break;
    case PrintKind::kComplex: rt::printcomplex(buf, b[0].f, b[1].f); break;
    case PrintKind::kString: rt::printstring(buf, str(*b)); break;
    case PrintKind::kPointer: rt::printpointer(buf, b->p); break;
    case PrintKind::kIface:
    case PrintKind::kEface: rt::printface(buf, b[0].p, b[1].p); break;
    case PrintKind::kSlice: rt::printslice(buf, slice(*b)); break;
    case PrintKind::kSpace: buf += ' '; break;
    case PrintKind::kNewline: buf += '\n'; break;
    case PrintKind::kLock: m.printlock++; break;
    case PrintKind::kUnlock:
      if (m.printlock > 0) m.printlock--;
      break;
  }
  if (m.printlock == 0) {
    if (rt::RunLimits* l = m.rt->limits; l && l->maxOutput) {
      uint64_t may = rt::takeOutput(*l, buf.size());
      bool over = may < buf.size();
      buf.resize(may);
      rt::printFlush(buf);
      if (over) rt::outputHit(*l);
      buf.clear();
      return;
    }
    rt::printFlush(buf);
    buf.clear();
  }
}
VOLE_OP(Print) { printOne(m, &v.b(), static_cast<PrintKind>(v.uc())); }

}  // namespace vole::vm
