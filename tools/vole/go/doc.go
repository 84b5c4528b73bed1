// This program is vole doc: it finds a package's sources, reads them with Go's own go/parser and go/doc, and prints what
// go doc prints.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/doc"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	whole      bool // -all
	exactCase  bool // -c
	commands   bool // -cmd
	brief      bool // -short
	source     bool // -src
	unexported bool // -u
)

const step = "    "

func die(text string, args ...any) {
	fmt.Fprintf(os.Stderr, "doc: "+text+"\n", args...)
	os.Exit(1)
}

func main() {
	var args []string
	for _, a := range os.Args[1:] {
		if strings.HasPrefix(a, "--") {
			a = a[1:]
		}
		switch a {
		case "-all":
			whole = true
		case "-c":
			exactCase = true
		case "-cmd":
			commands = true
		case "-short":
			brief = true
		case "-src":
			source = true
		case "-u":
			unexported = true
		default:
			args = append(args, a)
		}
	}
	if len(args) > 2 {
		fmt.Fprintln(os.Stderr, "vole: doc takes at most two arguments\nRun 'vole help doc' for usage.")
		os.Exit(2)
	}
	var tried []string
	var symbol, member string
	for _, c := range candidates(args) {
		symbol, member, _ = strings.Cut(c.symbol, ".")
		if strings.Contains(member, ".") {
			fmt.Fprintln(os.Stderr, "vole: too many periods in symbol specification\nRun 'vole help doc' for usage.")
			os.Exit(2)
		}
		p := load(c.dir, c.path)
		if p == nil {
			continue
		}
		if c.path == "." {
			c.path = c.dir
		}
		tried = append(tried, c.path)
		if p.show(symbol, member) {
			os.Stdout.Write(p.out.Bytes())
			return
		}
	}
	if len(tried) == 0 {
		if len(args) == 0 {
			die("no Go files in the current directory")
		}
		die("no such package: %s", args[0])
	}
	s := ""
	if len(tried) > 1 {
		s = "s"
	}
	where := s + " " + strings.Join(tried, ", ")
	if member != "" {
		die("no method or field %s.%s in package%s", symbol, member, where)
	}
	die("no symbol %s in package%s", symbol, where)
}

// ---- finding packages

type root struct{ path, dir string } // an import path and where it lies

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// roots are the trees packages may lie in: the library, then the module around the current directory with its vendor
// directory, or GOPATH.
func roots() []root {
	src := filepath.Join(runtime.GOROOT(), "src")
	list := []root{{"", src}, {"cmd", filepath.Join(src, "cmd")}}
	wd, err := os.Getwd()
	if err != nil {
		return list
	}
	for d := wd; ; d = filepath.Dir(d) {
		if text, err := os.ReadFile(filepath.Join(d, "go.mod")); err == nil {
			for _, line := range strings.Split(string(text), "\n") {
				if f := strings.Fields(line); len(f) >= 2 && f[0] == "module" && d != src {
					list = append(list, root{strings.Trim(f[1], "\"`"), d})
				}
			}
			if isDir(filepath.Join(d, "vendor")) && d != src {
				list = append(list, root{"", filepath.Join(d, "vendor")})
			}
			return list
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	for _, p := range filepath.SplitList(os.Getenv("GOPATH")) {
		list = append(list, root{"", filepath.Join(p, "src")})
	}
	return list
}

// dirOf finds a package by its whole import path.
func dirOf(importPath string) (string, bool) {
	if importPath == "" || path.Clean(importPath) != importPath {
		return "", false
	}
	for _, r := range roots() {
		rest := importPath
		if r.path != "" {
			if importPath != r.path && !strings.HasPrefix(importPath, r.path+"/") {
				continue
			}
			rest = strings.TrimPrefix(importPath[len(r.path):], "/")
		}
		dir := filepath.Join(r.dir, filepath.FromSlash(rest))
		if hasGo(dir) {
			return dir, true
		}
	}
	return "", false
}

// pathOf is the import path of a directory.
func pathOf(dir string) string {
	for _, r := range roots() {
		if dir != r.dir && !strings.HasPrefix(dir, r.dir+"/") {
			continue
		}
		if rest := strings.TrimPrefix(dir[len(r.dir):], "/"); rest != "" {
			return path.Join(r.path, filepath.ToSlash(rest))
		}
		if r.path != "" {
			return r.path
		}
	}
	return "."
}

func hasGo(dir string) bool {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".go") {
			return true
		}
	}
	return false
}

// endingIn finds all packages whose path ends in this one, as json is the end of encoding/json; near the roots first.
func endingIn(tail string, found func(importPath, dir string)) {
	if tail == "" || token.IsExported(tail) {
		return
	}
	for _, r := range roots() {
		level := []string{""}
		for len(level) > 0 {
			var next []string
			for _, rel := range level {
				dir := filepath.Join(r.dir, rel)
				entries, err := os.ReadDir(dir)
				if err != nil {
					continue
				}
				goFiles := false
				for _, e := range entries {
					name := e.Name()
					if !e.IsDir() {
						goFiles = goFiles || strings.HasSuffix(name, ".go")
						continue
					}
					if name[0] == '.' || name[0] == '_' || name == "testdata" || name == "vendor" || isFile(filepath.Join(dir, name, "go.mod")) {
						continue
					}
					next = append(next, filepath.Join(rel, name))
				}
				p := path.Join(r.path, filepath.ToSlash(rel))
				if goFiles && (p == tail || strings.HasSuffix(p, "/"+tail)) {
					found(p, dir)
				}
			}
			level = next
		}
	}
}

type candidate struct{ path, dir, symbol string }

// candidates are the packages the arguments may mean, the likeliest first, each with what is then left as the symbol.
func candidates(args []string) (list []candidate) {
	wd, _ := os.Getwd()
	here := func(symbol string) { list = append(list, candidate{pathOf(wd), wd, symbol}) }
	if len(args) == 0 {
		here("")
		return
	}
	arg := args[0]
	if arg == "." || arg == ".." || strings.HasPrefix(arg, "./") || strings.HasPrefix(arg, "../") {
		arg = filepath.Join(wd, arg)
	}
	add := func(name, symbol string) bool {
		if filepath.IsAbs(name) {
			if !hasGo(name) {
				return false
			}
			list = append(list, candidate{pathOf(filepath.Clean(name)), filepath.Clean(name), symbol})
			return true
		}
		dir, ok := dirOf(name)
		if ok {
			list = append(list, candidate{name, dir, symbol})
		}
		return ok
	}
	if len(args) == 2 {
		if !add(arg, args[1]) {
			endingIn(path.Clean(arg), func(p, dir string) { list = append(list, candidate{p, dir, args[1]}) })
		}
		return
	}
	if add(arg, "") {
		return
	}
	slash := strings.LastIndex(arg, "/")
	if slash < 0 && token.IsExported(arg) && hasGo(wd) {
		here(arg)
		return
	}
	// Each period after the last slash may end the package's path.
	for at := slash + 1; at < len(arg); {
		end, symbol := len(arg), ""
		if i := strings.Index(arg[at:], "."); i >= 0 {
			end = at + i
			symbol = arg[end+1:]
		}
		if add(arg[:end], symbol) {
			return
		}
		if !filepath.IsAbs(arg) {
			endingIn(path.Clean(arg[:end]), func(p, dir string) { list = append(list, candidate{p, dir, symbol}) })
		}
		at = end + 1
	}
	if slash < 0 && hasGo(wd) {
		here(arg)
	}
	return
}

// ---- a package

type pkg struct {
	set     *token.FileSet
	tree    *ast.Package
	file    *ast.File // all files in one
	doc     *doc.Package
	path    string
	ofType  map[*doc.Value]bool // values listed with an exported type
	maker   map[*doc.Func]bool  // functions listed with the exported type they return
	out     bytes.Buffer
	clause  bool // has been printed
	printed map[*ast.GenDecl]bool
}

func load(dir, importPath string) *pkg {
	ctx := build.Default
	ctx.CgoEnabled = true
	p := &pkg{set: token.NewFileSet(), path: importPath, ofType: map[*doc.Value]bool{}, maker: map[*doc.Func]bool{}, printed: map[*ast.GenDecl]bool{}}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if ok, err := ctx.MatchFile(dir, name); err != nil || !ok {
			continue
		}
		full := filepath.Join(dir, name)
		f, err := parser.ParseFile(p.set, full, nil, parser.ParseComments)
		if err != nil {
			die("%v", err)
		}
		if f.Name.Name == "documentation" {
			continue
		}
		if p.tree == nil {
			p.tree = &ast.Package{Name: f.Name.Name, Files: map[string]*ast.File{}}
		}
		if p.tree.Name != f.Name.Name {
			die("multiple packages in directory %s", dir)
		}
		p.tree.Files[full] = f
	}
	if p.tree == nil {
		return nil
	}
	unexported = unexported || importPath == "builtin"
	mode := doc.AllDecls
	if source {
		mode |= doc.PreserveAST
	}
	p.doc = doc.New(p.tree, importPath, mode)
	for _, t := range p.doc.Types {
		p.doc.Consts = append(p.doc.Consts, t.Consts...)
		p.doc.Vars = append(p.doc.Vars, t.Vars...)
		p.doc.Funcs = append(p.doc.Funcs, t.Funcs...)
		if !visible(t.Name) {
			continue
		}
		for _, v := range append(append([]*doc.Value{}, t.Consts...), t.Vars...) {
			p.ofType[v] = true
		}
		for _, f := range t.Funcs {
			p.maker[f] = true
		}
	}
	p.file = ast.MergePackageFiles(p.tree, 0)
	return p
}

func visible(name string) bool { return unexported || token.IsExported(name) }

func fold(r rune) rune {
	for {
		next := unicode.SimpleFold(r)
		if next <= r {
			return next
		}
		r = next
	}
}

// matches: small letters of the user's stand for capitals, too.
func matches(asked, name string) bool {
	if !visible(name) {
		return false
	}
	if exactCase {
		return asked == name
	}
	for _, a := range asked {
		r, n := utf8.DecodeRuneInString(name)
		name = name[n:]
		if a != r && !(unicode.IsLower(a) && fold(a) == fold(r)) {
			return false
		}
	}
	return name == ""
}

func (p *pkg) show(symbol, member string) bool {
	switch {
	case symbol == "" && whole:
		p.everything()
	case symbol == "":
		p.overview()
	case member == "":
		return p.symbol(symbol)
	default:
		return p.methods(symbol, member) || p.fields(symbol, member)
	}
	return true
}

// ---- printing

// begin prints the package clause before anything else is.
func (p *pkg) begin() {
	if p.clause {
		return
	}
	p.clause = true
	if !brief && (p.tree.Name != "main" || commands) {
		fmt.Fprintf(&p.out, "package %s // import %q\n\n", p.tree.Name, p.path)
	}
}

func (p *pkg) printf(text string, args ...any) {
	p.begin()
	fmt.Fprintf(&p.out, text, args...)
}

// blank sees to it that the text ends in n newlines.
func (p *pkg) blank(n int) {
	for !bytes.HasSuffix(p.out.Bytes(), []byte("\n\n")[:n]) {
		p.out.WriteByte('\n')
	}
}

func (p *pkg) comment(out *bytes.Buffer, text, before, code string) {
	pr := p.doc.Printer()
	pr.TextPrefix, pr.TextCodePrefix = before, code
	out.Write(pr.Text(p.doc.Parser().Parse(text)))
}

func (p *pkg) decl(comment string, node ast.Node) {
	p.begin()
	var what any = node
	if source {
		what = &printer.CommentedNode{Node: node, Comments: p.file.Comments}
	}
	if err := format.Node(&p.out, p.set, what); err != nil {
		die("%v", err)
	}
	p.blank(1)
	if comment != "" && !source {
		p.comment(&p.out, comment, step, step+step)
		p.blank(2)
	}
}

func (p *pkg) overview() {
	p.begin()
	if !brief {
		p.comment(&p.out, p.doc.Doc, "", step)
		p.blank(1)
	}
	if p.tree.Name == "main" && !commands {
		return
	}
	if !brief {
		p.blank(2)
	}
	p.valueLines(p.doc.Consts, "", true)
	p.valueLines(p.doc.Vars, "", true)
	p.funcLines(p.doc.Funcs, "", true)
	for _, t := range p.doc.Types {
		for _, s := range t.Decl.Specs {
			spec := s.(*ast.TypeSpec)
			if !visible(spec.Name.Name) {
				continue
			}
			p.printf("%s\n", p.line(spec, maxDepth))
			p.valueLines(t.Consts, step, false)
			p.valueLines(t.Vars, step, false)
			p.funcLines(t.Funcs, step, false)
		}
	}
	if bugs := p.doc.Notes["BUG"]; bugs != nil && !brief {
		p.printf("\n")
		for _, b := range bugs {
			p.printf("BUG: %v\n", b.Body)
		}
	}
}

func (p *pkg) valueLines(values []*doc.Value, before string, ungrouped bool) {
	for _, v := range values {
		if ungrouped && p.ofType[v] {
			continue
		}
		if s := p.line(v.Decl, maxDepth); s != "" {
			p.printf("%s%s\n", before, s)
		}
	}
}

func (p *pkg) funcLines(funcs []*doc.Func, before string, ungrouped bool) {
	for _, f := range funcs {
		if visible(f.Name) && !(ungrouped && p.maker[f]) {
			p.printf("%s%s\n", before, p.line(f.Decl, maxDepth))
		}
	}
}

func (p *pkg) everything() {
	p.begin()
	p.comment(&p.out, p.doc.Doc, "", step)
	p.blank(1)
	title := ""
	head := func(s string) {
		if s != title {
			p.printf("\n%s\n\n", s)
			title = s
		}
	}
	values := func(s string, list []*doc.Value) {
		for _, v := range list {
			if !p.ofType[v] && anyVisible(v.Names) {
				head(s)
				p.values(v)
			}
		}
	}
	values("CONSTANTS", p.doc.Consts)
	values("VARIABLES", p.doc.Vars)
	for _, f := range p.doc.Funcs {
		if visible(f.Name) && !p.maker[f] {
			head("FUNCTIONS")
			p.decl(f.Doc, f.Decl)
		}
	}
	for _, t := range p.doc.Types {
		if visible(t.Name) {
			head("TYPES")
			p.typ(t)
		}
	}
}

func anyVisible(names []string) bool {
	for _, n := range names {
		if visible(n) {
			return true
		}
	}
	return false
}

func (p *pkg) symbol(name string) bool {
	found := false
	for _, f := range p.doc.Funcs {
		if matches(name, f.Name) {
			p.decl(f.Doc, f.Decl)
			found = true
		}
	}
	for _, v := range append(append([]*doc.Value{}, p.doc.Consts...), p.doc.Vars...) {
		for _, n := range v.Names {
			if matches(name, n) {
				p.values(v)
				found = true
			}
		}
	}
	for _, t := range p.doc.Types {
		if matches(name, t.Name) {
			p.typ(t)
			found = true
		}
	}
	return found || p.methods("", name)
}

// values prints a declaration of constants or variables, without lines that say nothing visible.
func (p *pkg) values(v *doc.Value) {
	if p.printed[v.Decl] {
		return
	}
	var kept []ast.Spec
	var typ ast.Expr // of the specification that repeats
	for _, s := range v.Decl.Specs {
		spec := s.(*ast.ValueSpec)
		if spec.Type != nil {
			typ = spec.Type
		}
		show := source
		for _, n := range spec.Names {
			show = show || visible(n.Name)
		}
		if !show {
			continue
		}
		// The first visible name of an iota group says the type that was left out with the others.
		if spec.Type == nil && spec.Values == nil && typ != nil {
			spec.Type = &ast.Ident{Name: p.line(typ, maxDepth), NamePos: spec.End() - 1}
		}
		typ = nil
		kept = append(kept, spec)
	}
	if len(kept) == 0 {
		return
	}
	v.Decl.Specs = kept
	p.decl(v.Doc, v.Decl)
	p.printed[v.Decl] = true
}

func specOf(t *doc.Type) *ast.TypeSpec {
	for _, s := range t.Decl.Specs {
		if spec := s.(*ast.TypeSpec); spec.Name.Name == t.Name {
			return spec
		}
	}
	return nil
}

func (p *pkg) typ(t *doc.Type) {
	spec := specOf(t)
	if !unexported && !source {
		switch x := spec.Type.(type) {
		case *ast.StructType:
			x.Fields = trim(x.Fields, "fields")
		case *ast.InterfaceType:
			x.Methods = trim(x.Methods, "methods")
		}
	}
	if len(t.Decl.Specs) > 1 {
		t.Decl.Specs = []ast.Spec{spec}
	}
	p.decl(t.Doc, t.Decl)
	p.blank(2)
	if !whole {
		p.valueLines(t.Consts, "", false)
		p.valueLines(t.Vars, "", false)
		p.funcLines(t.Funcs, "", false)
		p.funcLines(t.Methods, "", false)
		return
	}
	for _, v := range append(append([]*doc.Value{}, t.Consts...), t.Vars...) {
		if anyVisible(v.Names) {
			p.values(v)
		}
	}
	for _, f := range append(append([]*doc.Func{}, t.Funcs...), t.Methods...) {
		if visible(f.Name) {
			p.decl(f.Doc, f.Decl)
			if f.Doc == "" {
				p.blank(2)
			}
		}
	}
}

// trim leaves out what is not exported, and says so in its place.
func trim(list *ast.FieldList, what string) *ast.FieldList {
	var kept []*ast.Field
	for _, f := range list.List {
		show := true
		for _, n := range f.Names {
			show = show && visible(n.Name)
		}
		if len(f.Names) == 0 {
			t := f.Type
			if star, ok := t.(*ast.StarExpr); ok && what == "fields" {
				t = star.X
			}
			switch t := t.(type) {
			case *ast.Ident:
				predeclared := what == "methods" && t.Name == "error" && t.Obj == nil
				show = predeclared || visible(t.Name)
			case *ast.SelectorExpr:
				show = visible(t.Sel.Name)
			}
		}
		if show {
			kept = append(kept, f)
		}
	}
	if len(kept) == len(list.List) {
		return list
	}
	// A field without a name, just before the brace: the printer then puts the comment on a line of its own.
	note := &ast.Field{
		Type:    &ast.Ident{NamePos: list.Closing - 1},
		Comment: &ast.CommentGroup{List: []*ast.Comment{{Text: "// Has unexported " + what + ".\n"}}},
	}
	return &ast.FieldList{Opening: list.Opening, List: append(kept, note), Closing: list.Closing}
}

func (p *pkg) typesOf(symbol string) []*doc.Type {
	var list []*doc.Type
	for _, t := range p.doc.Types {
		if symbol == "" && visible(t.Name) || symbol != "" && matches(symbol, t.Name) {
			list = append(list, t)
		}
	}
	if list == nil && symbol != "" {
		die("symbol %s is not a type in package %s installed in %q", symbol, p.tree.Name, p.path)
	}
	return list
}

// methods prints methods of the type, or of any type if symbol is empty.
func (p *pkg) methods(symbol, name string) bool {
	found := false
	for _, t := range p.typesOf(symbol) {
		for _, m := range t.Methods {
			if matches(name, m.Name) {
				p.decl(m.Doc, m.Decl)
				found = true
			}
		}
		if len(t.Methods) > 0 || symbol == "" {
			continue
		}
		spec := specOf(t)
		x, ok := spec.Type.(*ast.InterfaceType)
		if !ok {
			continue
		}
		var kept []*ast.Field
		for _, f := range x.Methods.List {
			if len(f.Names) > 0 && matches(name, f.Names[0].Name) {
				kept = append(kept, f)
				found = true
			}
		}
		if !found {
			continue
		}
		p.printf("type %s ", spec.Name)
		before := x.Methods.List
		x.Methods.List = kept
		if err := format.Node(&p.out, p.set, x); err != nil {
			die("%v", err)
		}
		x.Methods.List = before
		p.blank(1)
	}
	return found
}

func (p *pkg) fields(symbol, name string) bool {
	found, others := false, false
	for _, t := range p.typesOf(symbol) {
		x, ok := specOf(t).Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range x.Fields.List {
			for _, n := range f.Names {
				if !matches(name, n.Name) {
					others = true
					continue
				}
				if !found {
					p.printf("type %s struct {\n", t.Name)
				}
				found = true
				if f.Doc != nil {
					var text bytes.Buffer
					p.comment(&text, f.Doc.Text(), "", step)
					for _, l := range strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n") {
						p.printf("%s// %s\n", step, l)
					}
				}
				p.printf("%s%s %s", step, n, p.line(f.Type, maxDepth))
				if f.Comment != nil {
					p.printf("  %s", f.Comment.List[0].Text)
				}
				p.printf("\n")
			}
		}
	}
	if found && others {
		p.printf("\n    // ... other fields elided ...\n")
	}
	if found {
		p.printf("}\n")
	}
	return found
}

// ---- a node in one line

const maxDepth = 10
const etc = "..."

// join puts commas between, as many as fit on a line.
func join(list []string) string {
	n := 0
	for i, s := range list {
		if n += len(s) + 2; n > 80 {
			return strings.Join(append(list[:i:i], etc), ", ")
		}
	}
	return strings.Join(list, ", ")
}

func (p *pkg) lineFields(l *ast.FieldList, depth int) []string {
	var list []string
	if l == nil {
		return nil
	}
	for _, f := range l.List {
		list = append(list, p.lineField(f, depth))
	}
	return list
}

func (p *pkg) lineField(f *ast.Field, depth int) string {
	var names []string
	for _, n := range f.Names {
		names = append(names, n.Name)
	}
	t := p.line(f.Type, depth)
	if names == nil {
		return t
	}
	return join(names) + " " + t
}

func (p *pkg) typeParams(l *ast.FieldList, depth int) string {
	if l.NumFields() == 0 {
		return ""
	}
	return "[" + join(p.lineFields(l, depth)) + "]"
}

func (p *pkg) lineValues(d *ast.GenDecl, depth int) string {
	more, typ := "", ""
	if len(d.Specs) > 1 {
		more = " " + etc
	}
	for _, s := range d.Specs {
		spec := s.(*ast.ValueSpec)
		if spec.Type != nil {
			typ = " " + p.line(spec.Type, depth)
		} else if len(spec.Values) > 0 {
			typ = ""
		}
		if !visible(spec.Names[0].Name) {
			continue
		}
		value := ""
		// The value is looked up by the number of the line, as go doc has it.
		if i := indexOf(d.Specs, s); i < len(spec.Values) && spec.Values[i] != nil {
			value = " = " + p.line(spec.Values[i], depth)
		}
		return fmt.Sprintf("%s %s%s%s%s", d.Tok, spec.Names[0], typ, value, more)
	}
	return ""
}

func indexOf(list []ast.Spec, s ast.Spec) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

func (p *pkg) lineFunc(t *ast.FuncType, depth int) string {
	s := p.typeParams(t.TypeParams, depth) + "(" + join(p.lineFields(t.Params, depth)) + ")"
	if t.Results == nil || len(t.Results.List) == 0 {
		return s
	}
	parens := len(t.Results.List) > 1
	for _, f := range t.Results.List {
		parens = parens || len(f.Names) > 0
	}
	r := join(p.lineFields(t.Results, depth))
	if parens {
		r = "(" + r + ")"
	}
	return s + " " + r
}

func (p *pkg) line(node ast.Node, depth int) string {
	if depth == 0 {
		return etc
	}
	depth--
	switch n := node.(type) {
	case nil:
		return ""
	case *ast.GenDecl:
		return p.lineValues(n, depth)
	case *ast.FuncDecl:
		recv := p.line(n.Recv, depth)
		if recv != "" {
			recv = "(" + recv + ") "
		}
		return "func " + recv + n.Name.Name + p.lineFunc(n.Type, depth-1)
	case *ast.TypeSpec:
		sep := " "
		if n.Assign.IsValid() {
			sep = " = "
		}
		return "type " + n.Name.Name + p.typeParams(n.TypeParams, depth) + sep + p.line(n.Type, depth)
	case *ast.FuncType:
		return "func" + p.lineFunc(n, depth)
	case *ast.StructType:
		if n.Fields == nil || len(n.Fields.List) == 0 {
			return "struct{}"
		}
		return "struct{ ... }"
	case *ast.InterfaceType:
		if n.Methods == nil || len(n.Methods.List) == 0 {
			return "interface{}"
		}
		return "interface{ ... }"
	case *ast.FieldList:
		if n == nil || len(n.List) == 0 {
			return ""
		}
		if len(n.List) > 1 {
			return etc
		}
		return p.lineField(n.List[0], depth)
	case *ast.FuncLit:
		return p.line(n.Type, depth) + " { ... }"
	case *ast.CompositeLit:
		t := p.line(n.Type, depth)
		if len(n.Elts) == 0 {
			return t + "{}"
		}
		return t + "{ ... }"
	case *ast.ArrayType:
		return "[" + p.line(n.Len, depth) + "]" + p.line(n.Elt, depth)
	case *ast.MapType:
		return "map[" + p.line(n.Key, depth) + "]" + p.line(n.Value, depth)
	case *ast.CallExpr:
		var args []string
		for _, a := range n.Args {
			args = append(args, p.line(a, depth))
		}
		return p.line(n.Fun, depth) + "(" + join(args) + ")"
	case *ast.UnaryExpr:
		return n.Op.String() + p.line(n.X, depth)
	case *ast.Ident:
		return n.Name
	}
	var b bytes.Buffer
	format.Node(&b, p.set, node)
	if bytes.IndexByte(b.Bytes(), '\n') >= 0 {
		return etc
	}
	return b.String()
}
