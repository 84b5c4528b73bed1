// This file declares channels. A blocking operation answers Status::parked; its result slots are filled by the
// goroutine's continuation, and a value is handed from stack to stack directly.
#pragma once
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct waitq {
  sudog* first;
  sudog* last;
};
struct hchan {
  uint64_t qcount;    // len() reads it
  uint64_t dataqsiz;  // cap() reads it
  void* buf;
  uint16_t elemsize;
  uint32_t closed;
  const Type* elemtype;
  uint64_t sendx, recvx;
  waitq recvq, sendq;
  uint32_t lock;
};

// Null after panicking ("makechan: size out of range").
hchan* makechan(M& m, const ChanType* t, int64_t size);

// m.save has been done with the instruction's pc as map key: elem may point into the frame.
Status chansend(M& m, hchan* c, const void* elem);
// elem null: the value is dropped. ok may be null; it receives 0 or 1.
Status chanrecv(M& m, hchan* c, void* elem, Slot* ok);
Status closechan(M& m, hchan* c);
// Without blocking: *done tells whether it happened. chansend on a closed channel panics.
Status chansendNonblocking(M& m, hchan* c, const void* elem, bool* done);
Status chanrecvNonblocking(M& m, hchan* c, void* elem, Slot* ok, bool* done);

}  // namespace vole::rt
