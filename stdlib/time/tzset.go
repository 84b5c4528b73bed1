package time

// tzset applies s, a rule in the form of POSIX's TZ, to the instant sec;
// last is when the rule comes into force.
func tzset(s string, last, sec int64) (p period, ok bool) {
	r := ruleReader{s: s}
	std := r.name()
	stdOff := -r.offset()
	if r.bad {
		return period{}, false
	}
	if r.s == "" || r.s[0] == ',' {
		return period{std, stdOff, last, omega, false}, true
	}
	dst := r.name()
	dstOff := stdOff + 3600
	if !r.bad && r.s != "" && r.s[0] != ',' {
		dstOff = -r.offset()
	}
	if r.bad {
		return period{}, false
	}
	if r.s == "" {
		r.s = ",M3.2.0,M11.1.0" // the rule of the United States
	}
	if r.s[0] != ',' && r.s[0] != ';' {
		return period{}, false
	}
	r.s = r.s[1:]
	from := r.rule()
	r.expect(',')
	to := r.rule()
	if r.bad || r.s != "" {
		return period{}, false
	}

	days := floorDiv(sec+unixToInternal, secondsPerDay)
	year, _, _ := civil(days)
	// The beginning of the year, and the instant within it.
	base := dayNumber(int64(year), January, 1)*secondsPerDay - unixToInternal
	at := sec - base
	start, end := from.second(year, stdOff), to.second(year, dstOff)
	isDST := true
	if end < start { // the southern half: summer time around New Year
		start, end = end, start
		std, dst = dst, std
		stdOff, dstOff = dstOff, stdOff
		isDST = false
	}
	switch {
	case at < start:
		return period{std, stdOff, base, base + start, !isDST}, true
	case at >= end:
		return period{std, stdOff, base + end, base + 365*secondsPerDay, !isDST}, true
	}
	return period{dst, dstOff, base + start, base + end, isDST}, true
}

// A yearRule names a second of the year: by day of the year not counting
// leap days ('J'), counting them ('D'), or by month, week and weekday ('M').
type yearRule struct {
	kind           byte
	day, week, mon int
	time           int
}

// second returns when the rule applies, in seconds of the year UTC, the
// clock running off seconds ahead of UTC.
func (r yearRule) second(year, off int) int64 {
	var day int
	switch r.kind {
	case 'J':
		day = r.day - 1
		if isLeap(year) && r.day >= 60 {
			day++
		}
	case 'D':
		day = r.day
	case 'M':
		m := Month(r.mon)
		first := dayNumber(int64(year), m, 1)
		d := r.day - int(weekdayOf(first))
		if d < 0 {
			d += 7
		}
		for i := 1; i < r.week && d+7 < daysIn(m, year); i++ {
			d += 7
		}
		day = int(first-dayNumber(int64(year), January, 1)) + d
	}
	return int64(day*secondsPerDay + r.time - off)
}

// ruleReader takes the parts of a rule off the front of s.
type ruleReader struct {
	s   string
	bad bool
}

func (r *ruleReader) fail() { r.bad, r.s = true, "" }

func (r *ruleReader) expect(c byte) {
	if r.s == "" || r.s[0] != c {
		r.fail()
		return
	}
	r.s = r.s[1:]
}

// name takes a zone name: letters, or anything between < and >.
func (r *ruleReader) name() string {
	s := r.s
	if s != "" && s[0] == '<' {
		for i := 1; i < len(s); i++ {
			if s[i] == '>' {
				r.s = s[i+1:]
				return s[1:i]
			}
		}
		r.fail()
		return ""
	}
	i := 0
	for i < len(s) && s[i] != ',' && s[i] != '-' && s[i] != '+' && (s[i] < '0' || s[i] > '9') {
		i++
	}
	if i < 3 {
		r.fail()
		return ""
	}
	r.s = s[i:]
	return s[:i]
}

func (r *ruleReader) num(min, max int) int {
	n, i := 0, 0
	for i < len(r.s) && '0' <= r.s[i] && r.s[i] <= '9' && n <= max {
		n = n*10 + int(r.s[i]-'0')
		i++
	}
	if i == 0 || n < min || n > max {
		r.fail()
		return 0
	}
	r.s = r.s[i:]
	return n
}

// offset takes [+-]hh[:mm[:ss]].
func (r *ruleReader) offset() int {
	neg := false
	if r.s != "" && (r.s[0] == '+' || r.s[0] == '-') {
		neg = r.s[0] == '-'
		r.s = r.s[1:]
	}
	n := r.num(0, 24*7) * 3600
	for unit := 60; unit >= 1 && r.s != "" && r.s[0] == ':'; unit /= 60 {
		r.s = r.s[1:]
		n += r.num(0, 59) * unit
	}
	if neg {
		return -n
	}
	return n
}

func (r *ruleReader) rule() (y yearRule) {
	if r.s == "" {
		r.fail()
		return y
	}
	switch r.s[0] {
	case 'J':
		r.s = r.s[1:]
		y.kind, y.day = 'J', r.num(1, 365)
	case 'M':
		r.s = r.s[1:]
		y.kind, y.mon = 'M', r.num(1, 12)
		r.expect('.')
		y.week = r.num(1, 5)
		r.expect('.')
		y.day = r.num(0, 6)
	default:
		y.kind, y.day = 'D', r.num(0, 365)
	}
	y.time = 2 * 3600
	if r.s != "" && r.s[0] == '/' {
		r.s = r.s[1:]
		y.time = r.offset()
	}
	return y
}
