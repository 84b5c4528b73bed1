// Layouts, parsing, arithmetic, zones and timers.
package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.Date(2021, time.February, 3, 4, 5, 6, 78900000, time.UTC)
	for _, l := range []string{time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC850, time.RFC1123Z, time.RFC3339, time.RFC3339Nano, time.Kitchen, time.StampMicro, "2006-002 __2 .000 ,999 pm 15 03 3 1 _2"} {
		fmt.Println(t.Format(l))
	}
	ny, err := time.LoadLocation("America/New_York")
	fmt.Println(ny, err)
	for _, m := range []time.Month{1, 7} {
		u := time.Date(2024, m, 1, 12, 0, 0, 0, ny)
		fmt.Println(u, u.UTC(), u.Unix(), u.IsDST(), u.Weekday(), u.YearDay())
		name, off := u.Zone()
		fmt.Println(name, off)
	}
	fmt.Println(time.Date(2100, 7, 1, 12, 0, 0, 0, ny))
	fmt.Println(time.Date(2023, 14, 35, 25, 61, 61, 2e9, time.UTC))
	fmt.Println(t.Add(36*time.Hour), t.AddDate(0, 1, -5), t.Truncate(time.Hour), t.Round(time.Second))
	fmt.Println(t.Sub(t.Add(-90*time.Minute)), t.Before(t.Add(1)), t.Equal(t.In(ny)), time.Time{}.IsZero(), time.Time{})
	y, w := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC).ISOWeek()
	fmt.Println(y, w, t.UnixMilli(), t.UnixNano(), t.GoString())
	for _, p := range [][2]string{{time.RFC3339, "2020-02-30T00:00:00Z"}, {time.RFC3339, "2020-02-03T04:05:06+02:00"}, {time.Kitchen, "3:04AM"}, {"2006-01-02", "2020-1-2"}, {"Jan 2 2006", "Foo 3 2020"}, {"2006", "2020x"}} {
		u, err := time.Parse(p[0], p[1])
		fmt.Println(u, err)
	}
	for _, s := range []string{"1h2m3.5s", "-1.5h", "1us", "3µs", "", "1", "1x", ".5s"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
	fmt.Println(time.Duration(0), time.Duration(1), 1500*time.Microsecond, (90 * time.Second).Minutes(), (1234567 * time.Nanosecond).Round(time.Millisecond))
	b, _ := t.MarshalJSON()
	var v time.Time
	fmt.Println(string(b), v.UnmarshalJSON(b), v.Equal(t), v)
	bin, _ := t.MarshalBinary()
	fmt.Println(len(bin), v.UnmarshalBinary(bin), v)
	fmt.Println(time.March, time.Saturday, time.Month(13), time.FixedZone("X", 3600))

	start := time.Now()
	time.Sleep(5 * time.Millisecond)
	if d := time.Since(start); d < 5*time.Millisecond || d > 5*time.Second {
		fmt.Println("slept", d)
	}
	tm := time.NewTimer(time.Hour)
	fmt.Println(tm.Stop(), tm.Stop(), tm.Reset(time.Millisecond))
	at := <-tm.C
	fmt.Println(at.After(start), at.Sub(start) < time.Minute, at.Location())
	tk := time.NewTicker(time.Millisecond)
	for i := 0; i < 3; i++ {
		<-tk.C
	}
	tk.Stop()
	done := make(chan bool)
	time.AfterFunc(time.Millisecond, func() { done <- true })
	fmt.Println(<-done)
	select {
	case <-time.After(time.Millisecond):
		fmt.Println("timeout")
	case <-done:
	}
}
