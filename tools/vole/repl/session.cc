// This file checks inputs, runs them, and waits for their ends.
#include "tools/vole/repl/session.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "frontend/syntax/parser.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "runtime/sched/stop.h"
#include "tools/vole/repl/terminal.h"
#include "vm/compile/tree.h"
#include "vm/interp/interp.h"

namespace vole::tools {

namespace {

Engine::State* theState = nullptr;  // for hooks and the signal handler

void onInterrupt(int) {
  int saved = errno;
  theState->interrupted = true;
  sem_post(&theState->wake);
  errno = saved;
}

void writeAll(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    text.remove_prefix(static_cast<size_t>(n));
  }
}

// Can callers of a call b? Methods of the same type have the same receiver, which is no part of identity.
bool sameCall(types::Func* a, types::Func* b) {
  types::Signature *x = a->sig(), *y = b->sig();
  if (!x || !y || a->hasPtrRecv != b->hasPtrRecv || x->rparams.size() != y->rparams.size()) return false;
  if (x->rparams.empty()) return types::identical(x, y);
  types::SubstMap names{y->rparams, types::typeArena().newList<types::Type*>(x->rparams.size())};
  for (uint32_t i = 0; i < x->rparams.size(); i++) names.targs[i] = x->rparams[i];
  return types::identical(x, types::subst(y, names));
}

void onEnded(rt::Runtime&, rt::G& g) {
  Engine::State& s = *theState;
  if (!g.startfn || s.current.load() != g.startfn) return;
  s.ended = true;
  sem_post(&s.wake);
}

void onFailed(rt::Runtime&, rt::G& g, const char* text, unsigned long n) {
  Engine::State& s = *theState;
  if (s.current.load() == g.startfn) s.failed = true;
  writeAll(2, {text, n});
}

void onAsleep(rt::Runtime&) {
  theState->asleep = true;
  sem_post(&theState->wake);
}

struct Start {
  rt::Runtime* rt;
  void* entry;
};

void* runRuntime(void* arg) {
  auto* s = static_cast<Start*>(arg);
  s->rt->run(s->entry);
  return nullptr;
}

// An input that was told to stop may begin to wait for something instead.
constexpr int64_t kAskAgain = 20'000'000;

// False: the time is over, or a signal came.
bool waitFor(sem_t* s, int64_t ns) {
  timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_nsec += ns;
  end.tv_sec += end.tv_nsec / 1'000'000'000;
  end.tv_nsec %= 1'000'000'000;
  return sem_clockwait(s, CLOCK_MONOTONIC, &end) == 0;
}

constexpr size_t kThreadStack = size_t{256} << 20;

bool mentions(types::Type* t, const types::Named* n, std::set<types::Type*>& seen) {
  if (!t || !seen.insert(t).second) return false;
  auto any = [&](auto vars) { return std::any_of(vars.begin(), vars.end(), [&](auto* v) { return mentions(v->type, n, seen); }); };
  if (auto* x = t->as<types::Named>()) {
    if (x == n) return true;
    for (types::Type* a : x->targs())
      if (mentions(a, n, seen)) return true;
    return x->obj->pkg == n->obj->pkg && mentions(x->under(), n, seen);
  }
  if (auto* p = t->as<types::Pointer>()) return mentions(p->base, n, seen);
  if (auto* p = t->as<types::Slice>()) return mentions(p->elem, n, seen);
  if (auto* p = t->as<types::Array>()) return mentions(p->elem, n, seen);
  if (auto* p = t->as<types::Chan>()) return mentions(p->elem, n, seen);
  if (auto* p = t->as<types::Map>()) return mentions(p->key, n, seen) || mentions(p->elem, n, seen);
  if (auto* p = t->as<types::Struct>()) return any(p->fields);
  if (auto* p = t->as<types::Signature>()) return any(types::tupleVars(p->params)) || any(types::tupleVars(p->results));
  return false;
}

std::string join(const std::vector<std::string>& names) {
  std::string s;
  for (size_t i = 0; i < names.size(); i++) {
    if (i == 6) return s + fmt::format(" and {} more", names.size() - i);
    s += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  return s;
}

}  // namespace

Engine::State::State(const Flags& f) : flags(f), front(flags) { sem_init(&wake, 0, 0); }

bool Engine::State::start() {
  load::Package* p = front.loader.loadText("session", "package main\n\nimport \"vole/session\"\n\nfunc main() { session.Serve() }\n");
  if (!p || !front.loader.check(p)) {
    front.report();
    return false;
  }
  pkg = p->types;
  rt = new rt::Runtime;
  limitRuntime(*rt, flags);
  rt->args.push_back(flags.files.empty() ? "vole" : flags.files[0]);
  for (const std::string& a : flags.args) rt->args.push_back(a);
  rt->goroot = front.loader.goroot();
  program = makeProgram(front, *rt, p, false, false);  // functions are redefined under their callers
  void* entry = program->entry(pkg);
  if (!entry) return false;
  types::openSession(pkg);
  // The session may have a main of its own.
  pkg->scope->lookup(intern("main"))->name = intern("session\u00b7main");
  types::Package* own = front.loader.library("vole/session")->types;
  hooks.show = vm::tree::asFunc(types::packageMember(own, "Show"));
  hooks.showError = vm::tree::asFunc(types::packageMember(own, "ShowError"));
  hooks.text = types::packageMember(own, "showText")->type;
  hooks.packageByName = [this](std::string_view name, std::string* why) { return packageByName(name, why); };

  theState = this;
  rt->hooks.ended = onEnded;
  rt->hooks.failed = onFailed;
  rt->hooks.asleep = onAsleep;
  rt->exitProcess = [](rt::Runtime&, int code) {
    leaveTerminal();
    fflush(stdout);
    _Exit(code);
  };
  struct sigaction action = {};
  action.sa_handler = onInterrupt;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);

  auto* start = new Start{rt, entry};
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  int failed = -1;
  for (size_t size = kThreadStack; failed && size >= (size_t{1} << 20); size /= 4) {
    pthread_attr_setstacksize(&attr, size);
    failed = pthread_create(&thread, &attr, runRuntime, start);
  }
  if (failed) fputs("vole: cannot start a thread\n", stderr);
  return !failed;
}

void Engine::State::warmUp() {
  interactive = true;
  if (PastInput* in = accept("vole_session.Warm()", true)) {
    if (rt::FuncInfo* entry = entryOf(*in)) {
      rt::SessionRequest request;
      request.closure = entry;
      request.system = true;
      warming = entry;
      rt::askSession(*rt, request);
    }
    forgetLast();
  }
  count = 0;
}

// ---- inputs

void Engine::State::tell(std::string_view text) { writeAll(1, text); }
void Engine::State::report(std::string_view text) { writeAll(2, text); }

PastInput* Engine::State::accept(std::string_view text, bool quiet, std::string* why) {
  std::lock_guard<std::recursive_mutex> guard(rt->compileLock);
  PastInput in;
  in.text = text;
  in.name = fmt::format("input{}", ++count);
  in.source = front.sources.add(in.name, in.name, std::string(text));
  if (!in.source) {
    fputs("vole: more than 4 GB of source\n", stderr);
    return nullptr;
  }
  types::SessionHooks h = hooks;
  if (quiet) h.quietCalls = true;
  in.tree = syntax::parseInput(in.source, front.arena, front.diag);
  bool ok = in.tree.file && front.diag.errorCount() == 0;
  in.wholeFile = ok && !in.tree.body;
  if (ok) ok = types::checkInput(pkg, h, in.tree, in.name, &in.added);
  std::string errors = front.loader.errors() + front.diag.render();
  if (errors.empty() && !ok) errors = front.loader.libraryDiag().render();
  front.diag.clear();
  if (!ok || !errors.empty()) {
    if (why) *why = errors;
    else if (!quiet) writeAll(2, errors);
    return nullptr;
  }
  for (auto& r : in.added.replaced) {
    auto *old = types::as<types::Func>(r.old), *now = types::as<types::Func>(r.now);
    if (!old || !now) continue;
    if (!sameCall(old, now)) continue;
    program->redefine(old, now);
    for (auto& [earlier, latest] : became)
      if (latest == old) latest = now;
    became[old] = now;
  }
  if (!in.added.grown.empty()) program->methodsChanged();
  inputs.push_back(std::move(in));
  return &inputs.back();
}

void Engine::State::forgetLast() { inputs.pop_back(); }

rt::FuncInfo* Engine::State::entryOf(PastInput& in) {
  std::lock_guard<std::recursive_mutex> guard(rt->compileLock);
  std::vector<types::Func*> funcs = in.added.inits;
  if (in.added.body) funcs.push_back(in.added.body);
  if (in.wholeFile) {
    // A program is run, a package of another name is only defined.
    if (in.tree.file->pkgName->value() == "main")
      if (auto* f = types::as<types::Func>(pkg->scope->lookup(intern("main"))))
        if (std::find(in.added.objects.begin(), in.added.objects.end(), f) != in.added.objects.end()) funcs.push_back(f);
  }
  return program->sessionEntry(pkg, "main." + in.name, in.added.order, funcs);
}

bool Engine::State::run(rt::FuncInfo* entry) {
  while (sem_trywait(&wake) == 0) {}
  ended = asleep = failed = false;
  if (interrupted) sem_post(&wake);  // a Ctrl-C between the line and here
  current = entry;
  rt::SessionRequest request;
  request.closure = entry;
  rt::askSession(*rt, request);
  bool ok = true;
  stopped = false;
  int interrupts = 0;
  bool interruptedNow = false;
  while (!ended) {
    if (!interrupts) {
      if (sem_wait(&wake) != 0) continue;
    } else if (!waitFor(&wake, kAskAgain)) {
      rt::SessionRequest stop;
      stop.kind = rt::SessionRequest::kStop;
      stop.start = entry;
      stop.again = true;
      rt::askSession(*rt, stop);
      continue;
    }
    if (ended) break;
    if (interrupted.exchange(false)) {
      if (++interrupts == 3) {
        writeAll(2, "vole: the input does not stop; it goes on behind\n");
        ok = false;
        break;
      }
      rt::SessionRequest stop;
      stop.kind = rt::SessionRequest::kStop;
      stop.start = entry;
      rt::askSession(*rt, stop);
      interruptedNow |= stop.found;
      ok = false;
    }
    if (asleep.exchange(false)) {
      rt::SessionRequest stop;
      stop.kind = rt::SessionRequest::kStop;
      stop.start = entry;
      stop.trace = stop.onlyStuck = true;
      rt::askSession(*rt, stop);
      if (stop.found) {
        writeAll(2, "fatal error: all goroutines are asleep - deadlock!\n\n" + stop.text);
        ok = false;
      }
    }
  }
  if (interruptedNow) writeAll(2, "interrupted\n");  // after what its deferred functions print
  stopped = !ok;
  current = nullptr;
  interrupted = false;
  return ok && !failed;
}

Result Engine::State::runText(std::string_view text) {
  bool kept;
  PastInput* in = acceptOrKeep(text, &kept);
  if (!in) return {.ok = kept};
  notes(*in);
  if (rt::FuncInfo* entry = entryOf(*in)) {
    in->failed = !run(entry);
    in->unfinished = stopped;
  }
  bool ok = !in->failed;
  if (!waiting.empty()) wakeWaiting();
  return {.ok = ok};
}

// What a redefinition does not change is said.
void Engine::State::notes(const PastInput& in) {
  std::string out;
  for (auto& r : in.added.replaced) {
    std::string name = r.old->name->string();
    if (auto* old = types::as<types::Func>(r.old)) {
      auto* now = types::as<types::Func>(r.now);
      if (now && sameCall(old, now)) continue;
      std::vector<std::string> callers;
      for (types::Object* const* p = pkg->scope->begin(); p != pkg->scope->end_it(); ++p) {
        auto* f = types::as<types::Func>(*p);
        if (!f || f == old || f == now) continue;
        const auto& deps = types::declDeps(f);
        auto calls = [&](types::Object* d) {
          auto it = became.find(d);
          return d == old || (it != became.end() && it->second == old);
        };
        if (std::any_of(deps.begin(), deps.end(), calls)) callers.push_back(f->name->string());
      }
      std::sort(callers.begin(), callers.end());
      if (!callers.empty())
        out += fmt::format("{} has another type now: {} still call{} the old one\n", name, join(callers), callers.size() == 1 ? "s" : "");
    }
    auto* oldType = types::as<types::TypeName>(r.old);
    auto* named = oldType ? types::as<types::Named>(oldType->type) : nullptr;
    if (!named || named->obj != oldType) continue;
    std::vector<std::string> vars, methods, funcs;
    for (types::Object* const* p = pkg->scope->begin(); p != pkg->scope->end_it(); ++p) {
      std::set<types::Type*> seen;
      if (std::find(in.added.objects.begin(), in.added.objects.end(), *p) != in.added.objects.end()) continue;
      if ((*p)->kind == types::ObjKind::Var && mentions((*p)->type, named, seen)) vars.push_back((*p)->name->string());
      if ((*p)->kind == types::ObjKind::Func && mentions((*p)->type, named, seen)) funcs.push_back((*p)->name->string());
    }
    for (types::Func* m : named->methods) methods.push_back(m->name->string());
    vars.insert(vars.end(), funcs.begin(), funcs.end());
    if (!vars.empty()) out += fmt::format("{} is a new type: {} keep{} the old one\n", name, join(vars), vars.size() == 1 ? "s" : "");
    auto* now = types::as<types::TypeName>(r.now);
    auto* newNamed = now ? types::as<types::Named>(now->type) : nullptr;
    if (!methods.empty() && newNamed && newNamed->methods.empty())
      out += fmt::format("{} is a new type without the old one's method{} {}\n", name, methods.size() == 1 ? "" : "s", join(methods));
  }
  writeAll(1, out);
}

Result Engine::State::eval(std::string_view text) {
  if (interrupted.exchange(false)) {
    writeAll(2, "interrupted\n");
    return {.ok = false};
  }
  size_t from = text.find_first_not_of(" \t\r\n");
  if (from != std::string_view::npos && text[from] == ':') return command(text.substr(from));
  if (isBlankInput(text)) {
    // Comments wait for the declaration they belong to.
    if (text.find("//") != std::string_view::npos && text.size() < 10000) comments += std::string(text.substr(from)) + "\n";
    return {};
  }
  std::string whole = std::move(comments);
  comments.clear();
  std::string_view first = from == std::string_view::npos ? text : text.substr(from);
  bool declares = first.starts_with("func ") || first.starts_with("type ") || first.starts_with("const ");
  return declares && !whole.empty() ? runText(whole + std::string(text)) : runText(text);
}

// ---- the door

Engine::Engine(const Flags& flags) : s_(new State(flags)) {}
Engine::~Engine() = default;
bool Engine::start() { return s_->start(); }
void Engine::warmUp() { s_->warmUp(); }
InputState Engine::isComplete(std::string_view text) const {
  size_t from = text.find_first_not_of(" \t\r\n");
  if (from != std::string_view::npos && text[from] == ':') return InputState::kComplete;
  return s_->scanner.unfinished(text) ? InputState::kMore : InputState::kComplete;
}
Result Engine::eval(std::string_view text) { return s_->eval(text); }
bool Engine::takeInterrupt() { return s_->interrupted.exchange(false); }
bool Engine::finish() { return s_->finish(); }
Completion Engine::complete(std::string_view text, size_t cursor) { return s_->complete(text, cursor); }

}  // namespace vole::tools
