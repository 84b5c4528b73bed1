// This file finds the files of //go:embed directives.
#include <algorithm>

#include "frontend/load/files.h"
#include "frontend/load/loader.h"

namespace vole::load {

namespace {

bool validName(std::string_view n) {
  return !n.empty() && n != "." && n != ".." && n[0] != '/' && n.find("..") == std::string_view::npos;
}

// All files below dir/rel; those beginning with '.' or '_' only if `hidden`.
void addTree(const std::string& dir, const std::string& rel, bool hidden, int depth, std::vector<Embed::Item>* out) {
  if (depth > 200) return;
  for (const std::string& n : listDir(dir + "/" + rel)) {
    if (!hidden && (n[0] == '.' || n[0] == '_')) continue;
    std::string sub = rel == "." ? n : rel + "/" + n;
    std::string path = dir + "/" + sub;
    if (isDir(path)) {
      if (!isFile(path + "/go.mod")) addTree(dir, sub, hidden, depth + 1, out);  // another module's
    } else if (isFile(path)) {
      out->push_back({sub, path});
    }
  }
}

// Expands a pattern element by element.
void expand(const std::string& dir, const std::string& rel, std::string_view pattern,
            std::vector<std::string>* out, bool* bad) {
  size_t slash = pattern.find('/');
  std::string_view elem = pattern.substr(0, slash);
  for (const std::string& n : listDir(rel.empty() ? dir : dir + "/" + rel)) {
    if (!globMatch(elem, n, bad)) {
      if (*bad) return;
      continue;
    }
    std::string sub = rel.empty() ? n : rel + "/" + n;
    if (slash == std::string_view::npos) {
      out->push_back(sub);
    } else if (isDir(dir + "/" + sub)) {
      expand(dir, sub, pattern.substr(slash + 1), out, bad);
    }
  }
}

}  // namespace

bool embedGlob(const std::string& dir, std::string_view pattern, std::vector<Embed::Item>* out, std::string* err) {
  std::string text = "pattern " + std::string(pattern) + ": ";
  bool hidden = pattern.starts_with("all:");
  if (hidden) pattern.remove_prefix(4);
  if (pattern != "." && !validName(pattern)) {
    *err = text + "invalid pattern syntax";
    return false;
  }
  std::vector<std::string> names;
  bool bad = false;
  if (pattern == ".") {
    names.push_back(".");
  } else {
    expand(dir, "", pattern, &names, &bad);
  }
  if (bad) {
    *err = text + "invalid pattern syntax";
    return false;
  }
  size_t before = out->size();
  for (const std::string& n : names) {
    std::string path = dir + "/" + n;
    if (isDir(path)) {
      size_t had = out->size();
      addTree(dir, n, hidden, 0, out);
      if (out->size() == had && names.size() == 1) {
        *err = text + "cannot embed directory " + n + ": contains no embeddable files";
        return false;
      }
    } else if (isFile(path)) {
      out->push_back({n, path});
    } else if (names.size() == 1) {
      *err = text + "cannot embed irregular file " + n;
      return false;
    }
  }
  if (out->size() == before) {
    *err = text + "no matching files found";
    return false;
  }
  return true;
}

void Loader::collectEmbeds(Package* p) {
  if (p->version.minor && p->version.minor < 16) return;
  for (syntax::File* f : p->files) {
    // Without that import the directive is an error of its own, whatever its patterns.
    auto importsEmbed = [](syntax::Decl* d) {
      auto* imp = d->as<syntax::ImportDecl>();
      return imp && imp->path && imp->path->value == "\"embed\"";
    };
    if (!std::any_of(f->declList.begin(), f->declList.end(), importsEmbed)) continue;
    for (syntax::Decl* d : f->declList) {
      auto* v = d->as<syntax::VarDecl>();
      if (!v || !v->pragma || v->pragma->embeds.empty()) continue;
      Embed e{v, {}};
      for (const syntax::PragmaEmbed& line : v->pragma->embeds) {
        for (std::string_view pattern : line.patterns) {
          std::string err;
          if (embedGlob(p->dir, pattern, &e.files, &err)) continue;
          // Patterns without escapes point into the text: report at the pattern itself.
          std::string_view text = f->source->text();
          bool inside = pattern.data() >= text.data() && pattern.data() < text.data() + text.size();
          loadError(inside ? f->source->pos(static_cast<size_t>(pattern.data() - text.data())) : line.pos, err);
        }
      }
      std::sort(e.files.begin(), e.files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
      e.files.erase(std::unique(e.files.begin(), e.files.end(),
                                [](const auto& a, const auto& b) { return a.name == b.name; }),
                    e.files.end());
      p->embeds.push_back(std::move(e));
    }
  }
}

}  // namespace vole::load
