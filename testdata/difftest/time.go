// run -- 1 60
// time: random layouts formatted and parsed back, wrong texts, durations, calendar arithmetic, zones.
package main

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"time"
)

var parts = []string{"2006", "06", "01", "1", "Jan", "January", "02", "2", "_2", "002", "__2", "15", "3", "03", "04", "4", "05", "5", "PM", "pm", "MST", "Z0700", "Z07:00", "Z07",
	"-0700", "-07:00", "-07", "-070000", "-07:00:00", "Z070000", "Z07:00:00", ".000", ".999", ".000000000", ",000", ",999999999", "Mon", "Monday", " ", "-", "/", "T", ":", "x", "é", "Jane", "20062", "_2006"}
var fixed = []string{time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123, time.RFC1123Z, time.RFC3339, time.RFC3339Nano, time.Kitchen, time.Stamp, time.StampNano}
var zones = []string{"UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Nowhere/None"}

func layout(r *rand.Rand) string {
	if r.Intn(3) == 0 {
		return fixed[r.Intn(len(fixed))]
	}
	s := ""
	for n := 1 + r.Intn(7); n > 0; n-- {
		s += parts[r.Intn(len(parts))]
	}
	return s
}

func damage(r *rand.Rand, s string) string {
	if s == "" || r.Intn(2) == 0 {
		return s
	}
	b := []byte(s)
	switch at := r.Intn(len(b)); r.Intn(3) {
	case 0:
		b[at] = "0123456789 :-+ZTxaé"[r.Intn(19)]
	case 1:
		b = append(b[:at], b[at+1:]...)
	default:
		b = append(b[:at:at], append([]byte{"09 x:"[r.Intn(5)]}, b[at:]...)...)
	}
	return string(b)
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	n, _ := strconv.Atoi(os.Args[2])
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for i := 0; i < n; i++ {
		r := rand.New(rand.NewSource(seed*1000003 + int64(i)))
		sec := r.Int63n(8e9) - 4e9
		if r.Intn(10) == 0 {
			sec = r.Int63n(1<<58) - 1<<57
		}
		t := time.Unix(sec, r.Int63n(1e9)).UTC()
		if loc, err := time.LoadLocation(zones[r.Intn(len(zones))]); err == nil {
			t = t.In(loc)
		} else if i < 3 {
			fmt.Fprintln(w, err)
		}
		if r.Intn(5) == 0 {
			t = t.In(time.FixedZone([]string{"", "ABC", "XYZT"}[r.Intn(3)], r.Intn(100000)-50000))
		}
		l := layout(r)
		s := t.Format(l)
		fmt.Fprintf(w, "%d %q %q %v %#v\n", i, l, s, t, t.UTC())
		d := damage(r, s)
		p, err := time.Parse(l, d)
		fmt.Fprintf(w, "%d %q %v %v\n", i, d, p.UTC(), err)
		p, err = time.ParseInLocation(l, d, t.Location())
		fmt.Fprintf(w, "%d %v %v\n", i, p.UTC(), err)
		y, week := t.ISOWeek()
		name, off := t.Zone()
		fmt.Fprintln(w, i, t.YearDay(), t.Weekday(), y, week, name, off, t.IsDST(), t.Unix(), t.UnixNano(), t.AddDate(r.Intn(9)-4, r.Intn(40)-20, r.Intn(400)-200))
		dur := time.Duration(r.Int63() >> uint(r.Intn(64)))
		ds := damage(r, dur.String())
		pd, err := time.ParseDuration(ds)
		fmt.Fprintln(w, i, dur, -dur, ds, pd, err, dur.Round(time.Duration(r.Intn(1e6))), dur.Truncate(time.Minute), dur.Hours(), dur.Minutes(), dur.Seconds())
		fmt.Fprintln(w, i, t.Add(dur), t.Round(dur), t.Truncate(time.Hour), t.Sub(time.Unix(0, 0)))
		j, err := t.MarshalJSON()
		var back time.Time
		err2 := back.UnmarshalJSON([]byte(damage(r, string(j))))
		fmt.Fprintf(w, "%d %s %v %v %v\n", i, j, err, back.UTC(), err2)
		b, err := t.MarshalBinary()
		fmt.Fprintln(w, i, b, err, time.Date(r.Intn(3000), time.Month(r.Intn(30)-8), r.Intn(80)-20, r.Intn(60)-20, r.Intn(200)-70, r.Intn(200)-70, r.Intn(2e9), t.Location()))
	}
}
