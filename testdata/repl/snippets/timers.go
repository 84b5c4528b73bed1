package main

import (
	"fmt"
	"time"
)

func main() {
	timer1 := time.NewTimer(time.Millisecond)
	_ = <-timer1.C
	fmt.Println("timer 1 fired")
	timer2 := time.NewTimer(time.Hour)
	stopped := timer2.Stop()
	fmt.Println("timer 2 stopped:", stopped)
	ticker := time.NewTicker(time.Millisecond)
	for n := range 3 {
		<-ticker.C
		fmt.Println("tick", n)
	}
	ticker.Stop()
	start := time.Date(2020, time.February, 28, 12, 0, 0, 0, time.UTC)
	fmt.Println(start.Add(48*time.Hour).Format(time.RFC3339), start.Weekday())
	fmt.Println(90 * time.Second)
}
