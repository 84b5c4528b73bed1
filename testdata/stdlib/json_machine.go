// run

// JSON texts that are long, deep or wide, values with methods in the midst of others, errors far inside: what the machines
// of encoding/json stop and go on for.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"strings"
	"sync"
	"time"
)

type upper string

func (u upper) MarshalText() ([]byte, error) { return []byte(strings.ToUpper(string(u))), nil }
func (u *upper) UnmarshalText(b []byte) error {
	if string(b) == "BAD" {
		return errors.New("upper: bad")
	}
	*u = upper(strings.ToLower(string(b)))
	return nil
}

type point struct{ X, Y int }

func (p *point) MarshalJSON() ([]byte, error) { return []byte(fmt.Sprintf("[%d, %d]", p.X, p.Y)), nil }
func (p *point) UnmarshalJSON(b []byte) error {
	var a [2]int
	err := json.Unmarshal(b, &a)
	p.X, p.Y = a[0], a[1]
	return err
}

type Base struct {
	ID   int `json:"id"`
	Note string
}
type hidden struct{ Secret int }
type node struct {
	*Base
	hidden
	U     upper            `json:"u,omitempty"`
	P     point            `json:"p"`
	PP    *point           `json:"pp"`
	T     time.Time        `json:"t"`
	L     []node           `json:"l,omitempty"`
	M     map[string]*node `json:"m,omitempty"`
	I     map[int8]upper   `json:"i,omitempty"`
	A     any              `json:"a"`
	R     json.RawMessage  `json:"r,omitempty"`
	N     json.Number      `json:"n,omitempty"`
	F     float32          `json:"f,string"`
	S     string           `json:"s,string,omitempty"`
	B     []byte           `json:"b"`
	Arr   [2]int           `json:"arr"`
	E     error            `json:"e"`
	Named interface{ Error() string }
	Ch    chan int `json:"-"`
}

func sum(b []byte) string {
	h := fnv.New64a()
	h.Write(b)
	return fmt.Sprintf("%d bytes %x", len(b), h.Sum64())
}

func build(depth, width int) node {
	n := node{U: upper(fmt.Sprint("u", depth)), P: point{depth, width}, F: float32(depth) / 3, N: "12", A: []any{depth, "x", nil, 1.5, true, map[string]any{"k": depth}}}
	if depth%2 == 0 {
		n.Base = &Base{depth, strings.Repeat("é<>", depth)}
		n.PP = &point{-1, -2}
		n.R = json.RawMessage(` { "raw" : [ 1, "<" ] } `)
	}
	if depth%3 == 0 {
		n.B = bytes.Repeat([]byte{byte(depth), 0xff}, depth)
		n.I = map[int8]upper{-3: "minus", 100: "hundred", 7: ""}
		n.S = `quote "` + strings.Repeat("\\", depth)
		n.T = time.Date(2000+depth, 2, 3, 4, 5, 6, 7, time.UTC)
	}
	if depth > 0 {
		for i := 0; i < width; i++ {
			n.L = append(n.L, build(depth-1, width))
		}
		c := build(depth-1, 1)
		n.M = map[string]*node{"b": &c, "a": nil, "": &c}
	}
	return n
}

func round(name string, v, into any) {
	b, err := json.Marshal(v)
	fmt.Println(name, sum(b), err)
	if err != nil {
		return
	}
	err = json.Unmarshal(b, into)
	again, err2 := json.Marshal(into)
	fmt.Println("  again", bytes.Equal(b, again), err, err2)
	var any1 any
	err = json.Unmarshal(b, &any1)
	again, err2 = json.Marshal(any1)
	fmt.Println("  any", sum(again), err, err2)
	var out bytes.Buffer
	err = json.Indent(&out, b, ">", "  ")
	fmt.Println("  indent", sum(out.Bytes()), err)
	var back bytes.Buffer
	err = json.Compact(&back, []byte(strings.ReplaceAll(out.String(), "\n>", "\n")))
	fmt.Println("  compact", back.Len() == len(b), err, json.Valid(out.Bytes()[:out.Len()/2]), json.Valid(b))
}

func deep(n int, open, middle, end string) string {
	return strings.Repeat(open, n) + middle + strings.Repeat(end, n)
}

type list struct {
	V    int
	Next *list
}
type ring struct {
	Name string
	M    map[string]*ring
	S    []*ring
	A    any
}

func try(name string, text string, into any) {
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	fmt.Printf("%s: %v", name, err)
	var te *json.UnmarshalTypeError
	if errors.As(err, &te) {
		fmt.Printf(" | %s %v %d %q %q", te.Value, te.Type, te.Offset, te.Struct, te.Field)
	}
	b, err := json.Marshal(into)
	if len(b) > 300 {
		fmt.Println(" ->", sum(b), err)
		return
	}
	fmt.Println(" ->", string(b), err)
}

func main() {
	n := build(4, 3)
	round("tree", n, new(node))
	round("pointer", &n, new(node))
	round("slice", []node{n, n}, new([]node))

	numbers := make([]float64, 12000)
	words := make([]string, 12000)
	table := map[int]string{}
	for i := range numbers {
		numbers[i] = math.Sqrt(float64(i)) * math.Pow(10, float64(i%40-20))
		words[i] = strings.Repeat(string(rune(' '+i%500)), i%17)
		table[i-1000] = words[i]
	}
	round("numbers", numbers, new([]float64))
	round("words", words, new([]string))
	round("table", table, new(map[int]string))
	big := map[string]int{}
	for i := 0; i < 101000; i++ {
		big[fmt.Sprint(i)] = i
	}
	round("big map", big, new(map[string]int))
	round("long string", strings.Repeat("x\"y ", 200000), new(string))

	// Deep.
	for _, k := range []int{10, 63, 64, 65, 300, 9999, 10000, 10001} {
		var v any
		err := json.Unmarshal([]byte(deep(k, "[", "1", "]")), &v)
		b, err2 := json.Marshal(v)
		fmt.Println("deep", k, err, len(b), err2)
		var o any
		err = json.Unmarshal([]byte(deep(k, `{"a":`, "[]", "}")), &o)
		b, err2 = json.Marshal(o)
		fmt.Println("deep", k, err, len(b), err2)
		var l list
		err = json.Unmarshal([]byte(deep(k, `{"V":1,"Next":`, "null", "}")), &l)
		b, err2 = json.Marshal(l)
		fmt.Println("deep", k, err, len(b), err2)
	}
	// Circles.
	r := &ring{Name: "r"}
	r.M = map[string]*ring{"x": r}
	_, err := json.Marshal(r)
	fmt.Println(err)
	r = &ring{Name: "r"}
	r.S = []*ring{nil, r}
	_, err = json.Marshal(r)
	fmt.Println(err)
	r = &ring{Name: "r"}
	r.A = []any{1, r}
	_, err = json.Marshal(r)
	fmt.Println(err)
	m := map[string]any{}
	m["m"] = m
	_, err = json.Marshal(m)
	fmt.Println(err)
	s := []any{nil}
	s[0] = s
	_, err = json.Marshal(s)
	fmt.Println(err)
	for _, v := range []any{math.NaN(), []any{math.Inf(1)}, map[string]any{"a": func() {}}, struct{ C chan int }{}, struct{ N json.Number }{"x"},
		map[bool]int{true: 1}, struct{ E error }{errors.New("e")}, []complex64{1}, [1]*int{}, struct{ P *int }{}, json.RawMessage("{"),
		map[string]json.RawMessage{"a": nil, "b": json.RawMessage(`"<"`)}, []point{{1, 2}}, [1]point{{1, 2}}, &[1]point{{1, 2}}, map[string]point{"a": {3, 4}},
		struct{ P point }{point{5, 6}}, &struct{ P point }{point{5, 6}}, []any{point{1, 1}, &point{1, 1}}, float32(1e21), float32(3.4e-7), 1e-7, 123456789e13, -0.0, math.Copysign(0, -1),
		uint8(200), []uint8(nil), []uint8{}, [3]uint8{1, 2, 3}, map[uint64]bool{math.MaxUint64: true}, []int8{-128}, (*node)(nil), nil} {
		b, err := json.Marshal(v)
		fmt.Println(string(b), err)
	}

	// Errors far inside, what is read around them all the same.
	try("type", `{"l":[{"l":[{"m":{"k":{"p":[1,2],"arr":[1,"x",3]}}}],"u":"OK","id":4}]}`, new(node))
	try("type", `{"l":[{"a":1e999,"u":"x"}]}`, new(node))
	try("number", `{"m":{"a":{"id":1.5}}}`, new(node))
	try("range", `{"i":{"1":"A","300":"B","x":"C","-5":"D"}}`, new(node))
	try("object", `{"l":{"a":[{"b":1}]},"u":"U"}`, new(node))
	try("array", `{"m":[1,{"x":2}],"u":"U"}`, new(node))
	try("unknown", `{"l":[{"nix":[1,{"a":2}],"u":"U"}]}`, new(node))
	try("hard", `{"l":[{"u":"a"},{"u":"BAD"},{"u":"c"}]}`, new(node))
	try("hard", `{"m":{"a":{"u":"BAD"}}}`, new(node))
	try("custom", `{"l":[{"p":[1,"x"]}]}`, new(node))
	try("time", `{"l":[{"t":"2020"}]}`, new(node))
	try("quoted", `{"l":[{"f":1}]}`, new(node))
	try("quoted", `{"l":[{"s":"x"}]}`, new(node))
	try("base64", `{"l":[{"b":"AA=","u":"U"}]}`, new(node))
	try("base64", `{"b":"AA\n=="}`, new(node))
	try("number", `{"n":"x"}`, new(node))
	try("number", `{"n":"1e5","r":[1, 2]}`, new(node))
	try("embedded", `{"Secret":5,"id":7,"Note":"n"}`, new(node))
	try("interface", `{"e":"x"}`, new(node))
	try("interface", `{"e":null,"Named":{}}`, new(node))
	try("case", `{"ID":1,"NOTE":"n","U":"q","ARR":[9]}`, new(node))
	try("twice", `{"l":[{"u":"a","id":1},{"u":"b"}],"l":[{"id":2}],"arr":[1,2],"arr":[3]}`, new(node))
	try("null", `{"l":null,"m":null,"pp":null,"a":null,"b":null,"u":null,"n":null,"t":null,"p":null,"arr":null}`, func() any { n := build(1, 1); n.T = time.Time{}; return &n }())
	try("into", `{"l":[{"id":9}],"m":{"b":{"u":"NEW"}},"a":{"z":1},"arr":[7]}`, func() any { n := build(2, 2); return &n }())
	target := point{}
	try("pointer in any", `[{"X":1},[3,4]]`, &[]any{&list{}, &target})
	fmt.Println(target)
	try("any", `[1,[2,{"a":3}]]`, &[]any{1, "x", map[string]any{"k": 1}})
	for _, bad := range []any{nil, node{}, (*node)(nil), 3} {
		fmt.Println(json.Unmarshal([]byte(`{}`), bad))
	}
	var use any
	d := json.NewDecoder(strings.NewReader(`{"a":1.50,"b":[2e400]} 3 "x" [`))
	d.UseNumber()
	for {
		if err := d.Decode(&use); err != nil {
			fmt.Println(err)
			break
		}
		fmt.Printf("%#v\n", use)
	}

	// At the same time.
	want, _ := json.Marshal(&n)
	var wg sync.WaitGroup
	bad := make(chan string, 100)
	for g := 0; g < 8; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 3; k++ {
				var v node
				if err := json.Unmarshal(want, &v); err != nil {
					bad <- err.Error()
				}
				if b, err := json.Marshal(&v); err != nil || !bytes.Equal(b, want) && len(b) != len(want) {
					bad <- fmt.Sprint(len(b), err)
				}
			}
		}()
	}
	wg.Wait()
	fmt.Println(len(bad))
}
