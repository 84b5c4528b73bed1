// This file declares select.
#pragma once
#include "runtime/data/chan.h"

namespace vole::rt {

struct scase {
  hchan* c;    // may be nil
  void* elem;  // value to send, or where to receive (null: dropped)
  bool send;
};

// Chooses among n cases (in source order, at most 65535) at random among those ready; *chosen = index, -1 for default (block = false
// and nothing ready); *recvOK (may be null) = a value, not a close, was received. Sending on a closed channel panics. No
// cases and block: parks for ever.
Status selectgo(M& m, const scase* cases, int n, bool block, Slot* chosen, Slot* recvOK);

}  // namespace vole::rt
