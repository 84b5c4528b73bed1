package main

import (
	"encoding/json"
	"fmt"
	"os"
)

type response struct {
	Page   int      `json:"page"`
	Fruits []string `json:"fruits"`
	hidden int
}

func main() {
	b, _ := json.Marshal([]any{true, 1, 2.5, "gopher", nil})
	fmt.Println(string(b))
	r := &response{Page: 1, Fruits: []string{"apple", "peach"}}
	b, _ = json.Marshal(r)
	fmt.Println(string(b))
	var dat map[string]any
	if err := json.Unmarshal([]byte(`{"num":6.13,"strs":["a","b"]}`), &dat); err != nil {
		panic(err)
	}
	fmt.Println(dat)
	num := dat["num"].(float64)
	fmt.Println(num)
	res := response{}
	err := json.Unmarshal([]byte(`{"page": 7, "fruits": ["kiwi"]}`), &res)
	fmt.Println(res, err)
	enc := json.NewEncoder(os.Stdout)
	err = enc.Encode(map[string]int{"apple": 5, "lettuce": 7})
}
