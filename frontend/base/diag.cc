// This file applies gc's rules about which messages are shown.
#include "frontend/base/diag.h"

#include <algorithm>

#include "frontend/base/source.h"

namespace vole {

namespace {
constexpr int kMaxErrors = 10;
}

void DiagSink::add(Pos pos, std::string msg, bool soft) {
  if (full_) return;
  if (msg.starts_with("syntax error")) {
    syntaxCount_++;
    // One syntax error a line: those after the first are mostly its consequences.
    if (lastSyntax_.isKnown() && sources_.sameLine(lastSyntax_, pos)) return;
    lastSyntax_ = pos;
  } else {
    if (lastOther_.isKnown() && lastMsg_ == msg && sources_.sameLine(lastOther_, pos)) return;
    lastOther_ = pos;
    lastMsg_ = msg;
  }
  diags_.push_back({pos, std::move(msg), soft});
  if (++count_ >= kMaxErrors && !all_) {
    full_ = true;
    fullAt_ = pos;
  }
}

std::string DiagSink::render() const {
  std::vector<const Diagnostic*> sorted;
  for (const Diagnostic& d : diags_) sorted.push_back(&d);
  // The addresses keep the order of reporting within a position.
  std::sort(sorted.begin(), sorted.end(),
                   [](const Diagnostic* a, const Diagnostic* b) { return a->pos != b->pos ? a->pos < b->pos : a < b; });
  std::string out, last;
  for (const Diagnostic* d : sorted) {
    std::string line = d->pos.isKnown() ? sources_.format(d->pos) + ": " + d->msg : d->msg;
    if (line != last) out += line + "\n";
    last = std::move(line);
  }
  if (full_) out += sources_.format(fullAt_) + ": too many errors\n";
  return out;
}

void DiagSink::clear() {
  diags_.clear();
  lastSyntax_ = lastOther_ = fullAt_ = Pos();
  lastMsg_.clear();
  count_ = syntaxCount_ = 0;
  full_ = false;
}

}  // namespace vole
