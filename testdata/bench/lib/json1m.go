// JSON: a document of 1 MB built, marshalled, unmarshalled into structs and into interfaces.
package main

import (
	"encoding/json"
	"fmt"
)

type item struct {
	ID    int               `json:"id"`
	Name  string            `json:"name"`
	Tags  []string          `json:"tags,omitempty"`
	Price float64           `json:"price"`
	Attr  map[string]string `json:"attr"`
	Sub   *item             `json:"sub,omitempty"`
	OK    bool              `json:"ok"`
}

func main() {
	var items []item
	for i := 0; i < 6000; i++ {
		it := item{ID: i, Name: fmt.Sprintf("item <%d> \"é\"", i), Tags: []string{"a", "bcd", "efghi"}, Price: float64(i) * 1.25,
			Attr: map[string]string{"color": "red", "size": "big"}, OK: i%2 == 0}
		if i%3 == 0 {
			it.Sub = &item{ID: -i, Name: "sub"}
		}
		items = append(items, it)
	}
	n := 0
	for k := 0; k < 5; k++ {
		data, err := json.Marshal(items)
		if err != nil {
			panic(err)
		}
		var back []item
		if err := json.Unmarshal(data, &back); err != nil {
			panic(err)
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			panic(err)
		}
		again, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		n += len(data) + len(back) + len(v.([]any)) + len(again) + back[3].Sub.ID
	}
	fmt.Println(n)
}
