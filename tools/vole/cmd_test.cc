// vole test: runs the tests of packages, each in a process of its own, and says what go test says.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "frontend/load/files.h"
#include "runtime/base/runlimits.h"
#include "runtime/runtime.h"
#include "tools/vole/commands.h"
#include "tools/vole/test_flags.h"
#include "tools/vole/test_json.h"
#include "vm/compile/program.h"

namespace vole::tools {

namespace {

using load::TestTarget;

// What a child tells its parent before the tests run.
enum Outcome : char {
  kRuns = 'R',
  kNoFiles = 'N',       // no test files, and the package is sound
  kBroken = 'X',        // no test files, and it is not
  kBuildFailed = 'B',
  kSetupFailed = 'S',   // what the tests import cannot be loaded
  kLoadFailed = 'L',    // the package itself cannot
};

// The results of all packages so far.
struct Tally {
  bool failed = false;  // the final FAIL
  bool broken = false;  // a package without tests did not compile: go prints no final FAIL
  int code = kExitOk;
};

Flags flagsFor(const TestOptions& o, bool library) {
  Flags f;
  f.limits = o.limits.limits;
  f.allow = o.limits.allow;
  f.deny = o.limits.deny;
  f.command = Command::Test;
  f.tags = o.tags;
  f.allErrors = library;
  return f;
}

void tell(int fd, Outcome o) {
  char c = o;
  if (write(fd, &c, 1) != 1) _exit(kExitInternal);
}

// What the parent waits for is said before anything else is written.
[[noreturn]] void refuse(int status, Outcome o, const std::string& text) {
  fwrite(text.data(), 1, text.size(), stderr);
  fflush(stderr);
  tell(status, o);
  _exit(kExitErrors);
}

// The build of a package without tests: it is only compiled.
[[noreturn]] void childWithoutTests(const TestOptions& o, const TestTarget& t, int status) {
  Session s(flagsFor(o, false));
  load::Package* p = s.loader.loadTarget(t);
  if (!s.loader.errors().empty()) refuse(status, kLoadFailed, s.loader.errors());
  if (!p || !s.loader.check(p)) refuse(status, kBroken, "# " + (p && !p->failed ? s.loader.failedName(t, {}, p) : t.path) + "\n" + s.diag.render());
  tell(status, kNoFiles);
  _exit(kExitOk);
}

// Library tests whose files lean on what the library's in-package test files export are left out; that may take several
// rounds, since files use each other.
std::unique_ptr<Session> build(const TestOptions& o, const TestTarget& t, load::TestBuild* b, load::Package** root) {
  for (;;) {
    auto s = std::make_unique<Session>(flagsFor(o, t.library));
    std::set<std::string> leaveOut = std::move(b->leaveOut);
    *b = {};
    b->leaveOut = leaveOut;
    if (o.cover && !t.library) b->cover = o.coverMode, b->coverPackages = o.coverPackages;
    *root = s->loader.loadTests(t, b);
    bool ok = *root && s->loader.check(*root);
    if (ok || !t.library) return s;
    for (const Diagnostic& d : s->diag.all()) {
      const SourceFile* f = s->sources.fileOf(d.pos);
      if (f && f->path() != "_testmain.go") b->leaveOut.insert(std::string(load::baseName(f->path())));
    }
    if (b->leaveOut.size() == leaveOut.size()) return s;
  }
}

// Tests run themselves, as another process with other arguments: os.Args[0] is a script that makes the same program anew.
// Null: it could not be written.
class Script {
 public:
  Script(const TestTarget& t, const std::string& name) {
    const char* tmp = getenv("TMPDIR");
    std::string dir = std::string(tmp && *tmp ? tmp : "/tmp") + "/vole-testXXXXXX";
    if (!mkdtemp(dir.data())) return;
    dir_ = dir;
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    std::string path = dir + "/" + name;
    FILE* f = n > 0 ? fopen(path.c_str(), "w") : nullptr;
    if (!f) return;
    std::string files;
    for (const std::string& x : t.files) files += (files.empty() ? "" : ":") + load::absPath(x);
    fmt::print(f, "#!/bin/sh\nexec {} test -vole.program {} {} {} {} \"$0\" \"$@\"\n", quoted({self, static_cast<size_t>(n)}),
               t.library ? "library" : "local", quoted(t.path), quoted(t.dir), quoted(files));
    fchmod(fileno(f), 0755);
    fclose(f);
    path_ = path;
  }
  ~Script() {
    if (!path_.empty()) unlink(path_.c_str());
    if (!dir_.empty()) rmdir(dir_.c_str());
  }
  const std::string& path() const { return path_; }

 private:
  static std::string quoted(std::string_view s) {
    std::string out = "'";
    for (char c : s) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
  }
  std::string dir_, path_;
};

// The name of the test program.
std::string programName(const TestTarget& t) {
  return (t.path == "command-line-arguments" ? std::string(load::baseName(t.dir)) : std::string(load::baseName(t.path))) + ".test";
}

// What such a script asks for: the program of a package, with these arguments, in this process.
int runProgram(const std::vector<std::string>& flags) {
  if (flags.size() < 6) return kExitUsage;
  TestTarget t;
  t.library = flags[1] == "library";
  t.path = flags[2];
  t.dir = flags[3];
  for (std::string_view v = flags[4]; !v.empty();) {
    t.files.emplace_back(v.substr(0, v.find(':')));
    v.remove_prefix(std::min(v.size(), t.files.back().size() + 1));
  }
  load::TestBuild b;
  load::Package* root;
  Session& s = *build({}, t, &b, &root).release();
  if (!root || s.diag.errorCount() > 0) {
    s.report();
    return kExitErrors;
  }
  auto* rt = new rt::Runtime;
  for (size_t i = 5; i < flags.size(); i++) rt->args.push_back(flags[i]);
  rt->executable = load::absPath(flags[5]);
  rt->goroot = s.loader.goroot();
  auto prog = makeProgram(s, *rt, root);
  void* entry = prog->entry(root->types);
  if (!entry) return kExitErrors;
  rt->exitProcess = [](rt::Runtime&, int code) {
    fflush(stdout);
    _Exit(code);
  };
  return rt->run(entry);
}

[[noreturn]] void child(const TestOptions& o, const TestTarget& t, int status, int output, const std::string& profile, const std::string& program) {
  load::TestBuild b;
  load::Package* root;
  if (o.limits.limits) rt::startLimits(*o.limits.limits);
  Session& s = *build(o, t, &b, &root).release();
  const std::string& errors = s.loader.errors();
  if (!b.leaveOut.empty() && b.funcs.any) {
    std::string names;
    for (const std::string& n : b.leaveOut) names += " " + n;
    std::string line = fmt::format("vole: left out, since they need the inside of Go's {}:{}\n", t.path, names);
    if (write(output, line.data(), line.size()) < 0) _exit(kExitInternal);
  }
  if (!b.funcs.any && errors.empty() && s.diag.errorCount() == 0) {
    if (t.library) tell(status, kNoFiles), _exit(kExitOk);
    childWithoutTests(o, t, status);
  }
  if (!errors.empty()) {
    if (!t.library) {
      // Is it the package, or are it the tests?
      Session plain(flagsFor(o, false));
      bool tests = b.funcs.any;
      plain.loader.loadTarget(t);
      std::string own = plain.loader.errors();
      if (own.find("no Go files in") == 0 || own.find("build constraints exclude") != std::string::npos) own = tests ? "" : own;
      if (!own.empty()) refuse(status, kLoadFailed, own);
    }
    refuse(status, kSetupFailed, "# " + t.path + "\n" + errors);
  }
  if (!root || s.diag.errorCount() > 0) {
    std::string text = s.diag.render();
    if (text.empty()) text = s.loader.libraryDiag().render();
    refuse(status, kBuildFailed, "# " + s.loader.failedName(t, b, root) + "\n" + text);
  }
  auto* rt = new rt::Runtime;
  rt->args.push_back(program);
  if (program[0] == '/') rt->executable = program;
  rt->args.push_back("-test.paniconexit0");
  for (const std::string& a : o.args)
    rt->args.push_back(a.starts_with("-test.coverprofile=") ? "-test.coverprofile=" + profile : a);
  rt->goroot = s.loader.goroot();
  limitRuntime(*rt, flagsFor(o, t.library));
  auto prog = makeProgram(s, *rt, root);
  void* entry = prog->entry(root->types);
  if (!entry) refuse(status, kBuildFailed, "# " + t.path + "\n" + s.diag.render() + s.loader.libraryDiag().render());
  tell(status, kRuns);
  close(status);
  int null = open("/dev/null", O_RDONLY);
  dup2(null, 0);
  dup2(output, 1);
  dup2(output, 2);
  if (null > 2) close(null);
  close(output);
  setenv("PWD", t.dir.c_str(), 1);
  if (chdir(t.dir.c_str()) != 0) _exit(kExitErrors);
  rt->exitProcess = [](rt::Runtime&, int code) {
    fflush(stdout);
    _Exit(code);
  };
  _Exit(rt->run(entry));
}

// The system's words as Go has them.
std::string lowered(std::string s) {
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return s;
}

// Where a package's output goes: held back until it is known whether it is to be shown, to the terminal, into events.
struct Output {
  bool echo, keep;
  std::string text;
  std::unique_ptr<TestJson> json;

  void write(std::string_view s) {
    if (keep) text += s;
    if (json) {
      json->write(s);
    } else if (echo) {
      fwrite(s.data(), 1, s.size(), stdout);
      fflush(stdout);
    }
  }
};

// Copies the child's output until it and whoever inherited the pipe is done. A child that outlives its own timeout by a
// minute is killed.
void copyOutput(int fd, pid_t pid, const TestOptions& o, Output* out) {
  int64_t start = rt::nanotime();
  bool killed = false;
  char buf[4096];
  for (;;) {
    int wait = -1;
    if (o.timeout > 0 && !killed) {
      int64_t left = (o.timeout + 60'000'000'000 - (rt::nanotime() - start)) / 1'000'000;
      if (left <= 0) {
        kill(pid, SIGKILL);
        killed = true;
        out->write(fmt::format("*** Test killed: ran too long ({:.0f}s).\n", static_cast<double>(o.timeout) / 1e9 + 60));
        continue;
      }
      wait = static_cast<int>(std::min<int64_t>(left + 1, 1'000'000));
    }
    pollfd p{fd, POLLIN, 0};
    int n = poll(&p, 1, wait);
    if (n < 0 && errno != EINTR) return;
    if (n <= 0) continue;
    ssize_t got = read(fd, buf, sizeof buf);
    if (got == 0 || (got < 0 && errno != EINTR)) return;
    if (got > 0) out->write({buf, static_cast<size_t>(got)});
  }
}

void mergeProfile(const std::string& from, const TestOptions& o, Output* out) {
  std::string text, mode = fmt::format("mode: {}\n", load::coverModeName(o.coverMode));
  if (!load::readFile(from, &text, nullptr) || text.empty()) return;
  unlink(from.c_str());
  if (!text.starts_with(mode)) {
    out->write("error: test wrote malformed coverage profile.\n");
    return;
  }
  if (FILE* f = fopen(o.coverProfile.c_str(), "a")) {
    fwrite(text.data() + mode.size(), 1, text.size() - mode.size(), f);
    fclose(f);
  }
}

std::string coverageOf(const std::string& text) {
  size_t from = text.find("coverage: ");
  if (from == std::string::npos) return "";
  return "\t" + text.substr(from, text.find('\n', from) - from);
}

void testOne(const TestOptions& o, const TestTarget& t, bool single, Tally* tally) {
  int out[2], status[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(status, O_CLOEXEC) != 0) {
    perror("vole: pipe");
    tally->code = kExitErrors;
    return;
  }
  fflush(stdout);
  std::string profile = fmt::format("{}/vole-cover-{}.out", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", getpid());
  Script script(t, programName(t));
  int64_t start = rt::nanotime();
  pid_t pid = fork();
  if (pid < 0) {
    perror("vole: fork");
    tally->code = kExitErrors;
    return;
  }
  if (pid == 0) {
    close(out[0]);
    close(status[0]);
    child(o, t, status[1], out[1], profile, script.path().empty() ? programName(t) : script.path());
  }
  close(out[1]);
  close(status[1]);
  char outcome = 0;
  while (read(status[0], &outcome, 1) < 0 && errno == EINTR) {
  }
  close(status[0]);
  bool buffered = !o.local && !o.bench;
  Output to;
  to.keep = buffered;
  to.echo = !buffered || o.json || (o.showPass() && single);
  if (o.json && (outcome == kRuns || outcome == kNoFiles)) to.json = std::make_unique<TestJson>(t.path);
  int64_t began = outcome == kRuns ? rt::nanotime() : start;
  if (outcome == kRuns) copyOutput(out[0], pid, o, &to);
  close(out[0]);
  int ws = 0;
  while (waitpid(pid, &ws, 0) < 0 && errno == EINTR) {
  }
  std::string took = fmt::format("{:.3f}s", static_cast<double>(rt::nanotime() - began) / 1e9);
  switch (outcome) {
    case kNoFiles:
      if (tally->broken) return;
      if (to.json) {
        to.json->write(fmt::format("?   \t{}\t[no test files]\n", t.path));
        to.json->close();
      } else {
        printf("?   \t%s\t[no test files]\n", t.path.c_str());
      }
      return;
    case kBroken:
      tally->broken = true;
      tally->code = kExitUsage;
      return;
    case kLoadFailed: tally->code = std::max<int>(tally->code, kExitErrors), tally->broken = true; return;
    case kSetupFailed:
      printf("FAIL\t%s [setup failed]\n", t.path.c_str());
      tally->code = std::max<int>(tally->code, kExitErrors);
      tally->failed = true;
      return;
    case kRuns: break;
    default:
      printf("FAIL\t%s [build failed]\n", t.path.c_str());
      tally->code = kExitUsage;
      tally->failed = true;
      return;
  }
  if (!o.coverProfile.empty()) mergeProfile(profile, o, &to);
  std::string text = to.text;  // what the program has printed
  bool ok = WIFEXITED(ws) && WEXITSTATUS(ws) == 0;
  if (ok) {
    if (!o.showPass() && !o.json) to.text.clear();
    if (!text.empty() && !text.ends_with("\n")) to.write("\n");
    auto says = [&](std::string_view s) { return text.starts_with(s) || text.find("\n" + std::string(s)) != std::string::npos; };
    const char* none = says("testing: warning: no fuzz tests to fuzz\n") ? " [no fuzz tests to fuzz]"
                       : says("testing: warning: no tests to run\n")     ? " [no tests to run]"
                                                                         : "";
    to.write(fmt::format("ok  \t{}\t{}{}{}\n", t.path, took, o.cover ? coverageOf(text) : "", none));
  } else {
    tally->code = std::max<int>(tally->code, kExitErrors);
    tally->failed = true;
    if (text.empty())
      to.write(WIFSIGNALED(ws) ? fmt::format("signal: {}{}\n", lowered(strsignal(WTERMSIG(ws))), WCOREDUMP(ws) ? " (core dumped)" : "")
                               : fmt::format("exit status {}\n", WEXITSTATUS(ws)));
    else if (!text.ends_with("\n")) to.write("\n");
    to.write(fmt::format("FAIL\t{}\t{}\n", t.path, took));
  }
  if (to.json) {
    to.json->exited(ok);
    to.json->close();
  } else if (!to.echo) {
    fwrite(to.text.data(), 1, to.text.size(), stdout);
    fflush(stdout);
  }
}

// With several packages the errors of all that cannot be loaded are told before any test runs.
bool loadable(const TestOptions& o, const std::vector<TestTarget>& targets) {
  std::string errors;
  bool cycle = false;  // those that are on it would all tell it
  for (const TestTarget& t : targets) {
    if (t.library) continue;
    bool own = false;
    for (const std::string& n : load::listDir(t.dir)) own |= n.ends_with(".go") && !n.ends_with("_test.go");
    if (!own) continue;
    Session s(flagsFor(o, false));
    s.loader.loadTarget(t);
    // A pattern may meet a package for another system.
    const std::string& e = s.loader.errors();
    bool isCycle = e.find("import cycle not allowed") != std::string::npos;
    if (e.find("build constraints exclude") == std::string::npos && !(isCycle && cycle)) errors += e;
    cycle |= isCycle;
  }
  fputs(errors.c_str(), stderr);
  return errors.empty();
}

}  // namespace

int cmdTest(const Flags& flags) {
  if (!flags.testFlags.empty() && flags.testFlags[0] == "-vole.program") return runProgram(flags.testFlags);
  TestOptions o;
  std::string error;
  if (!parseTestFlags(flags.testFlags, &o, &error)) {
    if (!error.empty()) error += "\n";
    fprintf(stderr, "%susage: vole test [build/test flags] [packages] [build/test flags & test binary flags]\n"
                    "Run 'vole help test' for details.\n", error.c_str());
    return kExitUsage;
  }
  std::vector<TestTarget> targets;
  {
    Session s(flagsFor(o, false));
    if (!s.loader.findTests(o.local ? std::vector<std::string>{"."} : o.packages, &targets)) {
      fputs(s.loader.errors().c_str(), stderr);
      return kExitErrors;
    }
  }
  if (targets.empty()) {
    fputs("no packages to test\n", stderr);
    return kExitErrors;
  }
  if (targets.size() > 1 && !loadable(o, targets)) return kExitErrors;
  if (!o.coverProfile.empty()) {
    FILE* f = fopen(o.coverProfile.c_str(), "w");
    if (!f) {
      fprintf(stderr, "open %s: %s\n", o.coverProfile.c_str(), lowered(strerror(errno)).c_str());
      return kExitErrors;
    }
    fprintf(f, "mode: %s\n", std::string(load::coverModeName(o.coverMode)).c_str());
    fclose(f);
  }
  Tally tally;
  for (const TestTarget& t : targets) testOne(o, t, targets.size() == 1, &tally);
  if (tally.failed && !tally.broken && !o.local && !o.json) printf("FAIL\n");
  fflush(stdout);
  return tally.code;
}

}  // namespace vole::tools
