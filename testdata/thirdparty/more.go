// run

// Smaller Debian packages in one program: errors, humanize, spew, cmp, toml, gjson, decimal, lru, logrus, cast, ini, x/exp, x/sync.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/davecgh/go-spew/spew"
	"github.com/dustin/go-humanize"
	"github.com/google/go-cmp/cmp"
	lru "github.com/hashicorp/golang-lru"
	perrors "github.com/pkg/errors"
	"github.com/shopspring/decimal"
	"github.com/sirupsen/logrus"
	"github.com/tidwall/gjson"
	"golang.org/x/exp/maps"
	"golang.org/x/exp/slices"
	"golang.org/x/sync/errgroup"
)

type point struct {
	X, Y int
	Name string
	in   []interface{}
}

func main() {
	err := perrors.Wrap(errors.New("inner"), "outer")
	fmt.Println(err, perrors.Cause(err))
	fmt.Println(humanize.Bytes(82854982), humanize.Comma(-1234567), humanize.Ordinal(112), humanize.IBytes(1<<33))
	cfg := spew.ConfigState{Indent: "  ", DisablePointerAddresses: true, DisableCapacities: true, SortKeys: true}
	cfg.Fdump(os.Stdout, point{1, 2, "a", []interface{}{1.5, nil, map[string]int{"b": 2, "a": 1}, &point{}}})
	fmt.Println(cmp.Equal([]int{1}, []int{1}), cmp.Diff(1, 1) == "")
	var doc struct {
		Title string
		Owner struct {
			Born time.Time
			Tags []string
		}
		Server map[string]struct{ IP string }
	}
	_, err = toml.Decode("title = 'T'\n[owner]\nborn = 1979-05-27T07:32:00Z\ntags = [\"a\", \"b\"]\n[server.one]\nip = '::1'\n", &doc)
	fmt.Println(doc, err)
	_, err = toml.Decode("a = \nb = 2", &doc)
	fmt.Println(err)
	fmt.Println(toml.NewEncoder(os.Stdout).Encode(doc))
	fmt.Println(gjson.Get(`{"a":[{"b":1},{"b":2.5}],"c":"x"}`, "a.#.b"), gjson.Get(`{"a":[1,2]}`, "a.1").Int())
	a, b := decimal.RequireFromString("0.1"), decimal.RequireFromString("0.2")
	fmt.Println(a.Add(b), a.Div(decimal.NewFromInt(3)), b.Pow(decimal.NewFromInt(20)), decimal.NewFromFloat(1.005).Round(2))
	c, _ := lru.New(2)
	c.Add(1, "a")
	c.Add(2, "b")
	c.Get(1)
	c.Add(3, "c")
	fmt.Println(c.Keys(), c.Len())
	log := logrus.New()
	log.SetOutput(os.Stdout)
	log.SetFormatter(&logrus.TextFormatter{DisableColors: true, DisableTimestamp: true})
	log.WithFields(logrus.Fields{"n": 1, "s": "two words"}).Warn("text")
	log.SetFormatter(&logrus.JSONFormatter{DisableTimestamp: true})
	log.WithError(errors.New("bad")).Error("json")
	m := map[string]int{"x": 1, "y": 2}
	keys := maps.Keys(m)
	slices.Sort(keys)
	fmt.Println(keys, slices.Index(keys, "y"))
	var g errgroup.Group
	for i := 0; i < 3; i++ {
		i := i
		g.Go(func() error {
			if i == 1 {
				return fmt.Errorf("number %d", i)
			}
			return nil
		})
	}
	fmt.Println(g.Wait())
}
