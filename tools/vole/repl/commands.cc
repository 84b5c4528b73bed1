// This file holds the session's commands.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>

#include <fmt/format.h>

#include "escape/report.h"
#include "frontend/load/files.h"
#include "frontend/syntax/parser.h"
#include "frontend/syntax/walk.h"
#include "frontend/types/predicates.h"
#include "runtime/mem/mstats.h"
#include "runtime/panic/traceback.h"
#include "runtime/sched/stop.h"
#include "tools/vole/library.h"
#include "tools/vole/repl/session.h"
#include "vm/bytecode/listing.h"
#include "vm/compile/tree.h"

extern char** environ;

namespace vole::tools {

namespace {

using Self = Engine::State;

void say(std::string_view text) {
  fwrite(text.data(), 1, text.size(), stdout);
  fflush(stdout);
}
Result complain(std::string_view text) {
  fflush(stdout);
  fwrite(text.data(), 1, text.size(), stderr);
  if (!text.ends_with("\n")) fputc('\n', stderr);
  return {.ok = false};
}

std::string_view trim(std::string_view s) {
  size_t from = s.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return s.substr(from, s.find_last_not_of(" \t\r\n") + 1 - from);
}

Result help(Self&, std::string_view arg);

// The text of a declaration with the comment before it.
std::string sourceOf(Self& s, types::Object* o) {
  std::lock_guard<std::recursive_mutex> guard(s.rt->compileLock);
  SourceFile* f = s.front.sources.fileOf(o->pos);
  if (!f) return {};
  std::string_view text = f->text();
  size_t at = f->offset(o->pos), from = at, to = at;
  auto lineStart = [&](size_t i) {
    size_t nl = text.rfind('\n', i == 0 ? 0 : i - 1);
    return i == 0 || nl == std::string_view::npos || nl >= i ? 0 : nl + 1;
  };
  std::string head;
  if (auto* fn = types::as<types::Func>(o)) {
    syntax::FuncDecl* d = fn->funcDecl();
    if (!d) return {};
    from = text.rfind("func", at);
    if (from == std::string_view::npos) from = at;
    if (d->body) to = f->offset(d->body->rbrace) + 1;
    else if (d->bodyEnd.isKnown()) to = f->offset(d->bodyEnd) + 1;
    else to = std::min(text.find('\n', at), text.size());
  } else {
    // To the end of the statement: a line end outside brackets.
    TextScan scan{text, at};
    int depth = 0;
    to = text.size();
    for (std::string_view p = scan.next(); !p.empty(); p = scan.next()) {
      if (p == "(" || p == "[" || p == "{") depth++;
      if (p == ")" || p == "]" || p == "}") depth--;
      if (depth < 0 || (depth == 0 && (p == "\n" || p == ";"))) {
        to = scan.at - p.size();
        break;
      }
    }
    std::string_view before = trim(text.substr(lineStart(at), at - lineStart(at)));
    if (before.ends_with("type") || before.ends_with("var") || before.ends_with("const")) from = lineStart(at) + text.substr(lineStart(at)).find(before);
    else if (o->kind == types::ObjKind::TypeName) head = "type ";
    else if (o->kind == types::ObjKind::Const) head = "const ";
  }
  // Comment lines right above.
  size_t top = lineStart(from);
  if (trim(text.substr(top, from - top)).empty()) {
    while (top > 0) {
      size_t prev = lineStart(top - 1);
      if (!trim(text.substr(prev, top - prev)).starts_with("//")) break;
      top = prev;
    }
    from = top < lineStart(from) ? top : from;
  }
  return head + std::string(text.substr(from, to - from)) + "\n";
}

// "1234567" as "1.2 MB".
std::string bytes(uint64_t n) {
  if (n < 10000) return fmt::format("{} B", n);
  if (n < (10u << 20)) return fmt::format("{:.1f} KB", static_cast<double>(n) / 1024);
  return fmt::format("{:.1f} MB", static_cast<double>(n) / (1 << 20));
}

types::ExprInfo inspect(Self& s, std::string_view text, bool loud) {
  std::lock_guard<std::recursive_mutex> guard(s.rt->compileLock);
  types::ExprInfo info;
  SourceFile* f = s.front.sources.add("expr", "expr", std::string(text));
  if (!f) return info;
  syntax::Expr* e = syntax::parseExpr(f, s.front.arena, s.front.diag);
  if (e && s.front.diag.errorCount() == 0) info = types::inspectExpr(s.pkg, s.hooks, e);
  if (loud && !info.ok) complain(s.front.diag.errorCount() ? s.front.diag.render() : "no such thing");
  s.front.diag.clear();
  return info;
}

Result typeCommand(Self& s, std::string_view arg) {
  types::ExprInfo info = inspect(s, arg, true);
  if (!info.ok) return {.ok = false};
  if (info.package) say(fmt::format("package {}\n", info.package->path));
  else say(info.text + "\n");
  return {};
}

struct Look {
  std::string out;
  uint64_t goid = 0;
  rt::MemStats stats;
  const rt::FuncInfo* start = nullptr;
  bool first = false;
};
void ask(Self& s, void (*look)(rt::M& m, void* arg), Look* l) {
  rt::SessionRequest r;
  r.kind = rt::SessionRequest::kLook;
  r.look = look;
  r.arg = l;
  rt::askSession(*s.rt, r);
}

// What is measured shall be alone.
void waitForWarmth(Self& s) {
  for (int i = 0; i < 2000 && s.warming; i++) {
    Look l;
    l.start = s.warming;
    ask(s, [](rt::M& m, void* p) {
      auto* l = static_cast<Look*>(p);
      for (rt::G* g : m.rt->sched.allgs) {
        rt::GStatus st = rt::statusOf(*g);
        if (g->startfn == l->start && st != rt::GStatus::dead && st != rt::GStatus::idle) l->out = "busy";
      }
    }, &l);
    if (l.out.empty()) s.warming = nullptr;
    else usleep(1000);
  }
}

// Runs a library function over a literal that does what the expression or statement does.
Result measure(Self& s, std::string_view how, std::string_view arg) {
  types::ExprInfo info = inspect(s, arg, false);
  std::string body(arg);
  if (info.ok && info.type && !info.isType) {
    auto* tuple = types::as<types::Tuple>(info.type);
    body = "_";
    for (uint32_t i = 1; tuple && i < tuple->vars.size(); i++) body += ", _";
    body += fmt::format(" = {}", arg);
  }
  waitForWarmth(s);
  PastInput* in = s.accept(fmt::format("vole_session.{}(func() {{ {} }})", how, body));
  if (!in) return {.ok = false};
  rt::FuncInfo* entry = s.entryOf(*in);
  bool ok = entry && s.run(entry);
  s.forgetLast();
  return {.ok = ok};
}
Result timeCommand(Self& s, std::string_view arg) { return measure(s, "Time", arg); }
Result benchCommand(Self& s, std::string_view arg) { return measure(s, "Bench", arg); }
Result allocsCommand(Self& s, std::string_view arg) { return measure(s, "Allocs", arg); }

Result runTool(std::initializer_list<const char*> args) {
  fflush(stdout);
  std::vector<char*> argv;
  for (const char* a : args) argv.push_back(const_cast<char*>(a));
  argv.push_back(nullptr);
  pid_t pid;
  if (posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, argv.data(), environ) != 0) return complain("cannot start vole");
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
  return {.ok = status == 0};
}

Result docCommand(Self& s, std::string_view arg) {
  types::Object* o = s.find(arg);
  if (o && o->pkg == s.pkg && o->kind != types::ObjKind::PkgName) {
    std::string src = sourceOf(s, o);
    // A function without its body.
    if (auto* f = types::as<types::Func>(o)) {
      size_t brace = f->funcDecl() && f->funcDecl()->body ? src.rfind('{', src.size()) : std::string::npos;
      SourceFile* file = s.front.sources.fileOf(o->pos);
      if (brace != std::string::npos && file) {
        size_t bodyLen = file->offset(f->funcDecl()->body->rbrace) + 1 - file->offset(f->funcDecl()->body->pos);
        if (src.size() > bodyLen) src = std::string(trim(std::string_view(src).substr(0, src.size() - 1 - bodyLen))) + "\n";
      }
    } else if (o->kind == types::ObjKind::Var) {
      src = fmt::format("var {} {}\n", o->name->str(), types::typeString(o->type, s.pkg));
    }
    say(src);
    return {};
  }
  std::string target(arg);
  return runTool({"vole", "doc", target.c_str()});
}

Result srcCommand(Self& s, std::string_view arg) {
  types::Object* o = s.find(arg);
  if (!o) return complain(fmt::format("nothing is called {}", arg));
  if (o->kind == types::ObjKind::PkgName) return complain(fmt::format("{} is a package", arg));
  if (!o->pkg) return complain(fmt::format("{} is predeclared", arg));
  std::string out = sourceOf(s, o);
  if (auto* t = types::as<types::TypeName>(o))
    if (auto* n = types::as<types::Named>(t->type); n && n->obj == t && o->pkg == s.pkg)
      for (types::Func* m : n->methods) out += "\n" + sourceOf(s, m);
  if (out.empty()) return complain(fmt::format("{} has no source", arg));
  say(out);
  return {};
}

Result lsCommand(Self& s, std::string_view arg) {
  std::lock_guard<std::recursive_mutex> guard(s.rt->compileLock);
  std::map<int, std::map<std::string, std::string>> lines;
  for (types::Object* const* p = s.pkg->scope->begin(); p != s.pkg->scope->end_it(); ++p) {
    types::Object* o = *p;
    std::string name = o->name->string();
    if (name.find("\u00b7") != std::string::npos || name == "vole_session") continue;
    std::string type = o->type ? types::typeString(o->type, s.pkg) : "";
    switch (o->kind) {
      case types::ObjKind::PkgName:
        lines[0][name] = fmt::format("import \"{}\"\n", static_cast<types::PkgName*>(o)->imported->path);
        break;
      case types::ObjKind::Const: lines[1][name] = fmt::format("const {} {} = {}\n", name, type, constant::toString(static_cast<types::Const*>(o)->val)); break;
      case types::ObjKind::TypeName: {
        std::string& out = lines[2][name];
        out = fmt::format("type {} {}\n", name, types::typeString(types::under(o->type), s.pkg));
        if (auto* n = types::as<types::Named>(o->type); n && n->obj == o)
          for (types::Func* m : n->methods)
            out += fmt::format("func ({}{}) {}{}\n", m->hasPtrRecv ? "*" : "", name, m->name->str(), types::typeString(m->type, s.pkg).substr(4));
        break;
      }
      case types::ObjKind::Func: lines[3][name] = fmt::format("func {}{}\n", name, type.substr(4)); break;
      case types::ObjKind::Var: lines[4][name] = fmt::format("var {} {}\n", name, type); break;
      default: break;
    }
  }
  for (auto& [kind, names] : lines)
    for (auto& [name, line] : names) say(line);
  return {};
}

// Decisions about one function, with lines counted from its first.
Result mCommand(Self& s, std::string_view arg) {
  types::Object* o = s.find(arg);
  auto* f = types::as<types::Func>(o);
  if (!f || f->pkg != s.pkg) return complain(fmt::format("no function of the session is called {}", arg));
  std::string program = writeProgram(s);
  Session other(s.flags);
  load::Package* p = other.loader.loadText("session.go", program);
  if (!p || !other.loader.check(p)) return complain("the session's program does not check:\n" + other.loader.errors() + other.diag.render());
  std::string name = f->name->string();
  uint32_t first = 0, last = 0;
  for (syntax::File* file : p->files)
    for (syntax::Decl* d : file->declList)
      if (auto* fd = d->as<syntax::FuncDecl>(); fd && fd->name->value() == name && (fd->recv != nullptr) == (f->funcDecl()->recv != nullptr) && fd->body) {
        first = other.sources.position(fd->pos).line;
        last = other.sources.position(fd->body->rbrace).line;
      }
  if (!first) return complain(fmt::format("{} is not in the session's program", arg));
  escape::ReportOptions options;
  bool any = false;
  escape::report(*p, other.sources, options, [&](std::string line) {
    size_t colon = line.find(':');
    uint32_t n = colon == std::string::npos ? 0 : static_cast<uint32_t>(atoi(line.c_str() + colon + 1));
    if (n < first || n > last) return;
    size_t rest = line.find(':', colon + 1);
    any = true;
    say(fmt::format("{}:{}{}\n", arg, n - first + 1, line.substr(rest)));
  });
  if (!any) say("nothing to say\n");
  return {};
}

Result disCommand(Self& s, std::string_view arg) {
  types::Object* o = s.find(arg);
  auto* f = types::as<types::Func>(o);
  if (!f) return complain(fmt::format("no function is called {}", arg));
  if (f->sig() && (!f->sig()->tparams.empty() || !f->sig()->rparams.empty())) return complain(fmt::format("{} is generic: only its instances have code", arg));
  std::lock_guard<std::recursive_mutex> guard(s.rt->compileLock);
  rt::FuncInfo* fi = s.program->funcInfo(f, nullptr, nullptr);
  if (fi->flags & rt::kFuncNative) return complain(fmt::format("{} is native", arg));
  if (!s.program->compile(fi)) return {.ok = false};
  std::string out;
  vm::listing(*fi, out);
  say(out);
  return {};
}

bool listed(const rt::G* g) {
  rt::GStatus st = rt::statusOf(*g);
  return !g->systemGoroutine && st != rt::GStatus::dead && st != rt::GStatus::idle;
}

Result goroutinesCommand(Self& s, std::string_view) {
  Look l;
  ask(s, [](rt::M& m, void* arg) {
    auto& out = static_cast<Look*>(arg)->out;
    for (rt::G* g : m.rt->sched.allgs) {
      if (!listed(g)) continue;
      std::string trace;
      rt::tracebackG(*m.rt, *g, trace, true);
      // The head, the first frame and its place, in one line.
      std::string line = trace.substr(0, trace.find(":\n"));
      size_t a = trace.find('\n') + 1, b = trace.find('\n', a), c = trace.find(" +0x", b);
      if (b != std::string::npos) line += "  " + trace.substr(a, b - a);
      if (b != std::string::npos && c != std::string::npos) line += "  " + trace.substr(b + 2, c - b - 2);
      out += line + "\n";
    }
  }, &l);
  say(l.out.empty() ? "none but the session's own\n" : l.out);
  return {};
}

Result stackCommand(Self& s, std::string_view arg) {
  Look l;
  l.goid = strtoull(std::string(arg).c_str(), nullptr, 10);
  ask(s, [](rt::M& m, void* p) {
    auto* l = static_cast<Look*>(p);
    for (rt::G* g : m.rt->sched.allgs)
      if (listed(g) && g->goid == l->goid) rt::tracebackG(*m.rt, *g, l->out, true);
  }, &l);
  if (l.out.empty()) return complain(fmt::format("there is no goroutine {}", arg));
  say(l.out);
  return {};
}

Result heapCommand(Self& s, std::string_view) {
  Look l;
  ask(s, [](rt::M& m, void* p) { rt::readMemStats(*m.rt, &static_cast<Look*>(p)->stats); }, &l);
  say(fmt::format("{} in {} objects, {} from the system, {} collections\n", bytes(l.stats.heapAlloc), l.stats.heapObjects,
                  bytes(l.stats.heapSys), l.stats.numGC));
  return {};
}

Result gcCommand(Self& s, std::string_view) {
  Look before, after;
  auto read = [](rt::M& m, void* p) { rt::readMemStats(*m.rt, &static_cast<Look*>(p)->stats); };
  ask(s, read, &before);
  PastInput* in = s.accept("runtime.GC()");
  bool ok = in && s.run(s.entryOf(*in));
  if (in) s.forgetLast();
  if (!ok) return {.ok = false};
  ask(s, read, &after);
  say(fmt::format("{} before, {} now\n", bytes(before.stats.heapAlloc), bytes(after.stats.heapAlloc)));
  return {};
}

Result importCommand(Self& s, std::string_view arg) {
  std::string path(arg);
  if (path.size() > 2 && path[0] == '"') path = path.substr(1, path.size() - 2);
  PastInput* in = s.accept(fmt::format("import \"{}\"", path));
  if (!in) return {.ok = false};
  s.chosen.insert(s.chosen.begin(), path);
  return {};
}

Result loadCommand(Self& s, std::string_view arg) {
  std::string text, err;
  if (!load::readFile(std::string(arg), &text, &err)) return complain(err);
  return s.runText(text);
}

Result writeCommand(Self& s, std::string_view arg) {
  std::string text = writeProgram(s), path(arg);
  FILE* f = fopen(path.c_str(), "w");
  if (!f) return complain(fmt::format("{}: {}", path, strerror(errno)));
  bool ok = fwrite(text.data(), 1, text.size(), f) == text.size();
  ok = fclose(f) == 0 && ok;
  if (!ok) return complain(fmt::format("{}: {}", path, strerror(errno)));
  // gofmt's layout, if Go's own formatter is there.
  return s.rt->goroot.empty() ? Result{} : runTool({"vole", "fmt", "-w", path.c_str()});
}

Result resetCommand(Self& s, std::string_view) {
  // Not under compileLock: the world stops only when nobody waits for that. What a first request did not end has perhaps
  // begun to wait since.
  for (int i = 0; i < 20; i++) {
    Look l;
    l.first = i == 0;
    ask(s, [](rt::M& m, void* p) {
      auto* l = static_cast<Look*>(p);
      std::vector<rt::G*> all;
      for (rt::G* g : m.rt->sched.allgs)
        if (listed(g) && (l->first || g->stopWanted)) all.push_back(g);
      for (rt::G* g : all) rt::stopGoroutine(m, g);
      if (!all.empty()) l->out = "busy";
    }, &l);
    if (l.out.empty()) break;
    usleep(10'000);
  }
  std::lock_guard<std::recursive_mutex> guard(s.rt->compileLock);
  s.pkg->scope->clear();
  s.waiting.clear();
  s.inputs.clear();
  s.chosen.clear();
  return {};
}

struct CommandInfo {
  std::string_view name, arg, what, example;
  Result (*run)(Self&, std::string_view);
  bool needsArg;
};
constexpr CommandInfo kCommands[] = {
    {"allocs", "e", "what evaluating e allocates", ":allocs make([]int, 100)", allocsCommand, true},
    {"bench", "e", "how long e takes, over many times", ":bench strings.ToUpper(\"x\")", benchCommand, true},
    {"dis", "f", "the bytecode of a function", ":dis f", disCommand, true},
    {"doc", "name", "documentation of a package or name", ":doc strings.Cut", docCommand, true},
    {"gc", "", "collects garbage", ":gc", gcCommand, false},
    {"goroutines", "", "the goroutines there are", ":goroutines", goroutinesCommand, false},
    {"heap", "", "how much memory is in use", ":heap", heapCommand, false},
    {"help", "", "this page", ":help", help, false},
    {"import", "p", "imports p, also where a name is ambiguous", ":import math/rand", importCommand, true},
    {"load", "f", "runs a file: a program, or inputs", ":load prog.go", loadCommand, true},
    {"ls", "", "what the session has declared", ":ls", lsCommand, false},
    {"m", "f", "what a function puts on the heap, in gc's words", ":m f", mCommand, true},
    {"quit", "", "leaves, as Ctrl-D does", ":quit", nullptr, false},
    {"reset", "", "forgets everything and ends all goroutines", ":reset", resetCommand, false},
    {"src", "name", "the source of a function or type", ":src f", srcCommand, true},
    {"stack", "n", "the stack of goroutine n", ":stack 7", stackCommand, true},
    {"time", "e", "how long e takes, once", ":time f(30)", timeCommand, true},
    {"type", "e", "the type of e, which is not evaluated", ":type 1 << 3", typeCommand, true},
    {"write", "f", "writes a program that does what the session did", ":write prog.go", writeCommand, true},
};

Result help(Self&, std::string_view arg) {
  if (arg.starts_with(":")) arg.remove_prefix(1);
  std::string out;
  if (arg.empty()) out += "Type any Go: declarations, statements, expressions, imports. Packages of the library are imported by use.\n";
  for (const CommandInfo& c : kCommands) {
    if (!arg.empty() && arg != c.name) continue;
    out += fmt::format("  {:<14} {:<48} {}\n", fmt::format(":{} {}", c.name, c.arg), c.what, c.example);
  }
  if (out.empty()) return complain(fmt::format("there is no command :{}", arg));
  if (arg.empty()) out += "Tab completes, Ctrl-C gives up a line or ends what runs, Ctrl-D leaves.\n";
  say(out);
  return {};
}

}  // namespace

types::Object* Engine::State::find(std::string_view name) {
  std::lock_guard<std::recursive_mutex> guard(rt->compileLock);
  size_t dot = name.find('.');
  types::Object* o = pkg->scope->lookupParent(intern(name.substr(0, dot)), Pos());
  if (dot == std::string_view::npos) return o;
  std::string_view member = name.substr(dot + 1);
  if (!o) {
    std::string why;
    types::Package* p = packageByName(name.substr(0, dot), &why);
    return p ? types::packageMember(p, member) : nullptr;
  }
  if (auto* p = types::as<types::PkgName>(o)) return types::packageMember(p->imported, member);
  if (!o->type) return nullptr;
  for (auto& m : types::membersOf(o->type, pkg))
    if (m.obj->name->str() == member) return m.obj;
  return nullptr;
}

std::vector<std::string> commandNames() {
  std::vector<std::string> names;
  for (const CommandInfo& c : kCommands) names.emplace_back(c.name);
  return names;
}

types::ExprInfo inspectText(Engine::State& s, std::string_view text) { return inspect(s, text, false); }

Result Engine::State::command(std::string_view line) {
  line = trim(line.substr(1));
  size_t space = line.find_first_of(" \t\n");
  std::string_view name = line.substr(0, space);
  std::string_view arg = space == std::string_view::npos ? std::string_view() : trim(line.substr(space));
  const CommandInfo* found = nullptr;
  for (const CommandInfo& c : kCommands)
    if (c.name == name) found = &c;
  if (!found) return complain(fmt::format("there is no command :{}; :help lists those there are", name));
  if (found->name == "quit") return {.quit = true};
  if (found->needsArg && arg.empty()) return complain(fmt::format("usage: :{} {}, as in {}", name, found->arg, found->example));
  return found->run(*this, arg);
}

}  // namespace vole::tools
