// vole test: runs the tests of packages, each in a process of its own, and says what go test says.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "frontend/load/files.h"
#include "runtime/base/runlimits.h"
#include "runtime/runtime.h"
#include "tools/vole/commands.h"
#include "tools/vole/limits.h"
#include "vm/compile/program.h"

namespace vole::tools {

namespace {

struct TestOptions {
  std::vector<std::string> targets;
  std::vector<std::string> args;  // of the test program: -test.v ...
  bool packageList = false;       // named on the command line: output of passing packages is held back
  bool show = false;              // -v, -bench, -list: it is not
  std::string timeout = "10m0s";
  Flags limits;                   // the fields of -max-mem and its like
};

constexpr const char* kBoolFlags[] = {"v", "short", "failfast", "benchmem"};
constexpr const char* kValueFlags[] = {"run", "bench", "benchtime", "count", "timeout", "list", "parallel", "shuffle", "skip"};

// The flags of go test become those of package testing. False: *error tells why not.
bool parse(const Flags& flags, TestOptions* o, std::string* error) {
  const auto& in = flags.testFlags;
  bool listed = false;
  for (size_t i = 0; i < in.size(); i++) {
    std::string a = in[i];
    if (a.size() < 2 || a[0] != '-') {
      o->targets.push_back(a);
      continue;
    }
    std::string name = a.substr(a[1] == '-' ? 2 : 1), value;
    bool has = false;
    if (size_t eq = name.find('='); eq != std::string::npos) {
      value = name.substr(eq + 1);
      name = name.substr(0, eq);
      has = true;
    }
    if (name.starts_with("test.")) name = name.substr(5);
    if (name == "args") {
      o->args.insert(o->args.end(), in.begin() + static_cast<long>(i) + 1, in.end());
      break;
    }
    auto is = [&](auto& list) { return std::any_of(std::begin(list), std::end(list), [&](const char* s) { return name == s; }); };
    if (is(kBoolFlags)) {
      bool on = !has || value == "true" || value == "1";
      o->args.push_back("-test." + name + "=" + (on ? "true" : "false"));
      if (name == "v") o->show |= on;
      continue;
    }
    bool limit = isLimitFlag(name) && name != "timeout";
    if (!limit && !is(kValueFlags)) {
      *error = name == "json" || name == "cover" || name == "fuzz" || name == "race"
                   ? "test: -" + name + " is not supported"
                   : "flag provided but not defined: -" + name;
      return false;
    }
    if (!has) {
      if (++i >= in.size()) {
        *error = "flag needs an argument: -" + name;
        return false;
      }
      value = in[i];
    }
    if (limit) {
      parseLimit(name, value, &o->limits, error);
      if (!error->empty()) return false;
      continue;
    }
    if (name == "bench" || name == "list") o->show = true;
    listed |= name == "list";
    if (name == "timeout") o->timeout = value;
    else o->args.push_back("-test." + name + "=" + value);
  }
  finishLimits(&o->limits);
  o->args.insert(o->args.begin(), "-test.timeout=" + o->timeout);
  o->packageList = !o->targets.empty();
  if (o->targets.empty()) o->targets.push_back(".");
  return true;
}

void walk(const std::string& dir, std::vector<std::string>* out) {
  bool go = false;
  std::vector<std::string> sub;
  for (const std::string& n : load::listDir(dir)) {
    std::string path = dir + "/" + n;
    if (n[0] == '.' || n[0] == '_' || n == "testdata" || n == "vendor") continue;
    if (n.ends_with(".go") && load::isFile(path)) go = true;
    else if (load::isDir(path) && !load::isFile(path + "/go.mod")) sub.push_back(path);
  }
  if (go) out->push_back(dir);
  for (const std::string& s : sub) walk(s, out);
}

std::vector<std::string> expand(const std::vector<std::string>& targets) {
  std::vector<std::string> out;
  for (const std::string& t : targets) {
    if (t.size() >= 4 && t.ends_with("/...")) walk(t.substr(0, t.size() - 4), &out);
    else out.push_back(t);
  }
  return out;
}

// What the child tells its parent before the tests run: one letter, then the import path and a newline.
enum Outcome : char { kRuns = 'R', kNoFiles = 'N', kBuildFailed = 'B' };

void tell(int fd, Outcome o, const std::string& path) {
  std::string s = std::string(1, o) + path + "\n";
  if (write(fd, s.data(), s.size()) < 0) _exit(kExitInternal);
}

[[noreturn]] void child(const Flags& flags, const TestOptions& o, const std::string& target, int status) {
  std::string path = target, dir;
  load::TestFuncs funcs;
  bool std = !target.starts_with(".") && !target.starts_with("/");
  Flags all = flags;
  all.allErrors |= std;
  all.limits = o.limits.limits;
  all.allow = o.limits.allow;
  all.deny = o.limits.deny;
  if (all.limits) rt::startLimits(*all.limits);
  // Files of a library package's tests that lean on what its in-package test files export are left out; that may take
  // several rounds, since files use each other.
  std::set<std::string> leaveOut;
  Session* session;
  load::Package* p;
  bool failed;
  for (;;) {
    session = new Session(all);
    funcs = {};
    p = session->loader.loadTests(target, leaveOut, &path, &dir, &funcs);
    failed = !p || !session->loader.check(p);
    size_t before = leaveOut.size();
    if (failed && std)
      for (const Diagnostic& d : session->diag.all()) {
        const SourceFile* f = session->sources.fileOf(d.pos);
        if (f && f->path() != "_testmain.go") leaveOut.insert(std::string(load::baseName(f->path())));
      }
    if (leaveOut.size() == before) break;
  }
  if (!leaveOut.empty() && funcs.any) {
    std::string names;
    for (const std::string& n : leaveOut) names += " " + n;
    fprintf(stderr, "vole: left out, since they need the inside of Go's %s:%s\n", path.c_str(), names.c_str());
    fflush(stderr);
  }
  Session& s = *session;
  if (failed && s.loader.errors().empty() && s.diag.errorCount() == 0 && !funcs.any) {
    tell(status, kNoFiles, path);
    _exit(0);
  }
  if (failed || s.diag.errorCount() > 0 || !s.loader.errors().empty()) {
    tell(status, kBuildFailed, path);
    fprintf(stderr, "# %s [%s.test]\n", path.c_str(), path.c_str());
    s.report();
    fflush(stderr);
    _exit(kExitErrors);
  }
  auto* rt = new rt::Runtime;
  rt->args.push_back(path.substr(path.rfind('/') + 1) + ".test");
  for (const std::string& a : o.args) rt->args.push_back(a);
  rt->goroot = s.loader.goroot();
  limitRuntime(*rt, all);
  auto prog = makeProgram(s, *rt, p);
  void* entry = prog->entry(p->types);
  tell(status, entry ? kRuns : kBuildFailed, path);
  close(status);
  if (!entry || chdir(dir.c_str()) != 0) _exit(kExitErrors);
  rt->exitProcess = [](rt::Runtime&, int code) {
    fflush(stdout);
    _Exit(code);
  };
  _Exit(rt->run(entry));
}

std::string seconds(int64_t ns) { return fmt::format("{:.3f}s", static_cast<double>(ns) / 1e9); }

// True: nothing failed.
bool testOne(const Flags& flags, const TestOptions& o, const std::string& target, bool* built) {
  int out[2], status[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(status, O_CLOEXEC) != 0) {
    perror("vole: pipe");
    return false;
  }
  fflush(stdout);
  int64_t start = rt::nanotime();
  pid_t pid = fork();
  if (pid < 0) {
    perror("vole: fork");
    return false;
  }
  if (pid == 0) {
    dup2(out[1], 1);
    dup2(out[1], 2);
    close(out[0]);
    close(status[0]);
    child(flags, o, target, status[1]);
  }
  close(out[1]);
  close(status[1]);
  std::string head, text;
  char buf[4096];
  ssize_t n;
  while ((n = read(status[0], buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0) head.append(buf, static_cast<size_t>(n));
  close(status[0]);
  bool direct = !o.packageList || o.show;
  while ((n = read(out[0], buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR)) {
    if (n < 0) continue;
    text.append(buf, static_cast<size_t>(n));
    if (direct) {
      fwrite(buf, 1, static_cast<size_t>(n), stdout);
      fflush(stdout);
    }
  }
  close(out[0]);
  int ws = 0;
  while (waitpid(pid, &ws, 0) < 0 && errno == EINTR) {
  }
  std::string path = head.size() > 1 ? head.substr(1, head.find('\n') - 1) : target;
  char outcome = head.empty() ? char{kBuildFailed} : head[0];
  std::string took = seconds(rt::nanotime() - start);
  if (outcome == kNoFiles) {
    printf("?   \t%s\t[no test files]\n", path.c_str());
    return true;
  }
  bool ok = outcome == kRuns && WIFEXITED(ws) && WEXITSTATUS(ws) == 0;
  if (ok) {
    bool none = text.find("testing: warning: no tests to run\n") != std::string::npos;
    printf("ok  \t%s\t%s%s\n", path.c_str(), took.c_str(), none ? " [no tests to run]" : "");
    return true;
  }
  if (!direct) fwrite(text.data(), 1, text.size(), outcome == kBuildFailed ? stderr : stdout);
  if (outcome == kBuildFailed) {
    printf("FAIL\t%s [build failed]\n", path.c_str());
    *built = false;
    return false;
  }
  if (WIFSIGNALED(ws)) printf("signal: %s\n", strsignal(WTERMSIG(ws)));
  else if (!o.packageList || text.empty()) printf("exit status %d\n", WEXITSTATUS(ws));
  printf("FAIL\t%s\t%s\n", path.c_str(), took.c_str());
  return false;
}

}  // namespace

int cmdTest(const Flags& flags) {
  TestOptions o;
  std::string error;
  if (!parse(flags, &o, &error)) {
    fprintf(stderr, "vole: %s\nRun 'vole help test' for usage.\n", error.c_str());
    return kExitUsage;
  }
  bool ok = true, built = true;
  for (const std::string& t : expand(o.targets)) ok = testOne(flags, o, t, &built) && ok;
  if (!ok && o.packageList) printf("FAIL\n");
  fflush(stdout);
  return ok ? kExitOk : built ? kExitErrors : kExitUsage;  // the go command's codes
}

}  // namespace vole::tools
