// run

// Debian's golang-gopkg-yaml.v3-dev: both directions, nodes, anchors, errors with lines.
package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

type port struct {
	Name   string `yaml:"name"`
	Number uint16 `yaml:"number,omitempty"`
}

type base struct {
	ID   int      `yaml:"id"`
	Tags []string `yaml:"tags,flow"`
}

type config struct {
	base  `yaml:",inline"`
	Title string                 `yaml:"title"`
	Ports []port                 `yaml:"ports"`
	Ratio float64                `yaml:"ratio"`
	Wait  time.Duration          `yaml:"wait"`
	When  time.Time              `yaml:"when"`
	Flag  *bool                  `yaml:"flag"`
	Rest  map[string]interface{} `yaml:"rest"`
	Level level                  `yaml:"level"`
	skip  int
}

type level int

func (l level) MarshalYAML() (interface{}, error) { return [...]string{"low", "high"}[l], nil }
func (l *level) UnmarshalYAML(n *yaml.Node) error {
	switch n.Value {
	case "low":
		*l = 0
	case "high":
		*l = 1
	default:
		return fmt.Errorf("line %d: no level %q", n.Line, n.Value)
	}
	return nil
}

const text = `
# a comment
id: 7
tags: [a, 'b c', "d\n"]
title: >-
  folded text
  of two lines
ports:
  - name: http
    number: 80
  - &def {name: other}
  - <<: *def
    number: 0x1F90
ratio: 6.02e23
wait: 1h30m
when: 2001-12-14T21:59:43.10-05:00
flag: true
level: high
rest:
  null: ~
  list: [1, -2.5, .inf, yes, "yes", 0o17, 2001-01-02]
  nested: {x: {y: [z]}}
  block: |
    one
      two
  1: int key
`

func main() {
	var c config
	if err := yaml.Unmarshal([]byte(text), &c); err != nil {
		fmt.Println("error:", err)
	}
	fmt.Printf("%+v %v %v %v\n", c.base, c.Title, c.Ports, c.Ratio)
	fmt.Println(c.Wait, c.When.UTC(), *c.Flag, c.Level)
	for _, k := range []string{"null", "list", "nested", "block", "1"} {
		fmt.Printf("%s: %T %v\n", k, c.Rest[k], c.Rest[k])
	}
	out, err := yaml.Marshal(&c)
	fmt.Printf("%s%v\n", out, err)

	var any interface{}
	fmt.Println(yaml.Unmarshal([]byte("a: 1\nb: [x, {c: 2}]\n"), &any), any)
	var n yaml.Node
	fmt.Println(yaml.Unmarshal([]byte("# head\na: &x 1 # line\nb: *x\nc:\n- !!str 5\n- !mine v\n"), &n))
	var walk func(*yaml.Node, int)
	walk = func(n *yaml.Node, depth int) {
		fmt.Printf("%*s%d %s %q a=%q %q %q %d:%d\n", depth*2, "", n.Kind, n.ShortTag(), n.Value, n.Anchor, n.HeadComment, n.LineComment, n.Line, n.Column)
		for _, k := range n.Content {
			walk(k, depth+1)
		}
	}
	walk(&n, 0)

	for _, bad := range []string{"a: [1", "a: b: c", "\tx: 1", "a: 1\na: 2", "id: x", "level: mid", "- 1", "a: *none", "x: \"\\q\"",
		"ports: 5\nratio: z\n", "{", "a: |\n x\n  y\nz", "%YAML 9.0\n---\n", "? \n: &a"} {
		var c config
		fmt.Printf("%q: %v\n", bad, yaml.Unmarshal([]byte(bad), &c))
	}
	d := yaml.NewDecoder(strings.NewReader("a: 1\n---\nb: 2\n---\n- 3\n"))
	for {
		var v interface{}
		err := d.Decode(&v)
		if err == io.EOF {
			break
		}
		fmt.Println(v, err)
	}
	d = yaml.NewDecoder(strings.NewReader("id: 1\nnone: 2\n"))
	d.KnownFields(true)
	fmt.Println(d.Decode(&c))
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	fmt.Println(e.Encode(map[string]interface{}{"z": []int{1, 2}, "a": map[string]string{"k": "multi\nline\n", "e": "", "n": "123", "t": "true", "s": " x"}, "m": nil}), e.Close())
	fmt.Print(b.String())
}
