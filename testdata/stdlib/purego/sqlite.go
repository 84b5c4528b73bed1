// run -sanitize=no -oracle=no

// A query of SQLite through its C interface, printed as a table.
package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"unsafe"

	"github.com/ebitengine/purego"
)

type (
	db   uintptr
	stmt uintptr
)

const (
	row  = 100
	done = 101
)

var (
	open        func(name string, out *db) int32
	closeDB     func(d db) int32
	exec        func(d db, sql string, cb func(arg uintptr, n int32, vals, names **byte) int32, arg uintptr, errmsg *uintptr) int32
	prepare     func(d db, sql string, n int32, out *stmt, tail *uintptr) int32
	step        func(s stmt) int32
	finalize    func(s stmt) int32
	columnCount func(s stmt) int32
	columnName  func(s stmt, i int32) string
	columnText  func(s stmt, i int32) string
	columnReal  func(s stmt, i int32) float64
	bindInt     func(s stmt, i int32, v int64) int32
	bindReal    func(s stmt, i int32, v float64) int32
	errmsg      func(d db) string
)

func main() {
	lib, err := purego.Dlopen("libsqlite3.so.0", purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for name, f := range map[string]any{
		"open": &open, "close": &closeDB, "exec": &exec, "prepare_v2": &prepare, "step": &step, "finalize": &finalize,
		"column_count": &columnCount, "column_name": &columnName, "column_text": &columnText, "column_double": &columnReal,
		"bind_int64": &bindInt, "bind_double": &bindReal, "errmsg": &errmsg,
	} {
		purego.RegisterLibFunc(f, lib, "sqlite3_"+name)
	}
	var d db
	if open(":memory:", &d) != 0 {
		fmt.Println("cannot open:", errmsg(d))
		return
	}
	run := func(sql string) {
		if exec(d, sql, nil, 0, nil) != 0 {
			fmt.Println("error:", errmsg(d))
		}
	}
	run("create table city (name text, people integer, area real)")
	for _, c := range []string{"'Oslo', 709037, 454.12", "'Bergen', 291940, 464.71", "'Trondheim', 212660, 528.6", "'Å', 150, 0.5"} {
		run("insert into city values (" + c + ")")
	}
	run("insert into nowhere values (1)")

	var s stmt
	if prepare(d, "select name, people, area, people/area as density from city where people > ? and area < ? order by density desc", -1, &s, nil) != 0 {
		fmt.Println("error:", errmsg(d))
		return
	}
	bindInt(s, 1, 100)
	bindReal(s, 2, 500.5)
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	n := columnCount(s)
	var head []string
	for i := int32(0); i < n; i++ {
		head = append(head, columnName(s, i))
	}
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for step(s) == row {
		fmt.Fprintf(w, "%s\t%s\t%.1f\t%.2f\n", columnText(s, 0), columnText(s, 1), columnReal(s, 2), columnReal(s, 3))
	}
	w.Flush()
	finalize(s)

	rows := 0
	exec(d, "select name from city", func(arg uintptr, n int32, vals, names **byte) int32 {
		rows++
		fmt.Println(arg, n, text(*names), "=", text(*vals))
		if rows == 3 {
			return 1 // stops the query
		}
		return 0
	}, 42, nil)
	fmt.Println(rows, errmsg(d))
	fmt.Println(closeDB(d))
}

func text(p *byte) string {
	return string(unsafe.Slice(p, strlen(p)))
}

func strlen(p *byte) (n int) {
	for *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return n
}
