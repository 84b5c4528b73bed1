// run -exit=2

// A panic in a goroutine ends the program; the trace names where it was started.
package main

type server struct{ name string }

func (s server) work(done chan bool) {
	var m map[string]int
	m[s.name] = 1
	done <- true
}

func main() {
	done := make(chan bool)
	go server{"a"}.work(done)
	<-done
}
