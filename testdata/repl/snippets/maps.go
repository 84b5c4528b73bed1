package main

import (
	"fmt"
	"maps"
	"slices"
)

type vertex struct{ lat, long float64 }

func main() {
	m := make(map[string]int)
	m["k1"] = 7
	m["k2"] = 13
	fmt.Println("map:", m)
	v1 := m["k1"]
	fmt.Println("v1:", v1, "missing:", m["k3"])
	delete(m, "k2")
	_, present := m["k2"]
	fmt.Println("present:", present, len(m))
	places := map[string]vertex{
		"here":  {40.5, -74.25},
		"there": {37.5, -122},
	}
	for _, name := range slices.Sorted(maps.Keys(places)) {
		fmt.Println(name, places[name])
	}
	clear(m)
	fmt.Println(len(m))
}
