package main

import (
	"fmt"
	"strings"
)

type ipAddr [4]byte

func (ip ipAddr) String() string {
	parts := make([]string, len(ip))
	for i, b := range ip {
		parts[i] = fmt.Sprint(b)
	}
	return strings.Join(parts, ".")
}

type state int

const (
	idle state = iota
	busy
)

var names = map[state]string{idle: "idle", busy: "busy"}

func (s state) String() string { return names[s] }

func main() {
	fmt.Println(ipAddr{127, 0, 0, 1})
	fmt.Printf("%v %d %s\n", idle, busy, busy)
	hosts := []ipAddr{{8, 8, 8, 8}, {1, 1, 1, 1}}
	fmt.Println(hosts)
}
