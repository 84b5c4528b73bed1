package time

import "errors"

// A Duration is a time span in nanoseconds.
type Duration int64

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// The usual units.
const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

// String returns d in the form 72h3m0.5s; below a second in the largest
// fitting unit of ms, µs and ns.
func (d Duration) String() string {
	var buf [32]byte
	w := len(buf)
	u := uint64(d)
	neg := d < 0
	if neg {
		u = -u
	}
	w--
	buf[w] = 's'
	if u < uint64(Second) {
		var digits int
		switch {
		case u == 0:
			return "0s"
		case u < uint64(Microsecond):
			w--
			buf[w] = 'n'
		case u < uint64(Millisecond):
			digits = 3
			w -= 2
			copy(buf[w:], "µ")
		default:
			digits = 6
			w--
			buf[w] = 'm'
		}
		w, u = putFraction(buf[:w], u, digits)
		w = putInt(buf[:w], u)
	} else {
		w, u = putFraction(buf[:w], u, 9)
		w = putInt(buf[:w], u%60)
		if u /= 60; u > 0 {
			w--
			buf[w] = 'm'
			w = putInt(buf[:w], u%60)
			if u /= 60; u > 0 {
				w--
				buf[w] = 'h'
				w = putInt(buf[:w], u)
			}
		}
	}
	if neg {
		w--
		buf[w] = '-'
	}
	return string(buf[w:])
}

// putFraction writes v/10**digits without its integer part and trailing
// zeros to the end of buf; it returns where it begins and the integer part.
func putFraction(buf []byte, v uint64, digits int) (int, uint64) {
	w := len(buf)
	any := false
	for i := 0; i < digits; i++ {
		c := v % 10
		any = any || c != 0
		if any {
			w--
			buf[w] = byte(c) + '0'
		}
		v /= 10
	}
	if any {
		w--
		buf[w] = '.'
	}
	return w, v
}

// putInt writes v to the end of buf and returns where it begins.
func putInt(buf []byte, v uint64) int {
	w := len(buf)
	for {
		w--
		buf[w] = byte(v%10) + '0'
		v /= 10
		if v == 0 {
			return w
		}
	}
}

// Nanoseconds returns d in nanoseconds.
func (d Duration) Nanoseconds() int64 { return int64(d) }

// Microseconds returns d in whole microseconds.
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }

// Milliseconds returns d in whole milliseconds.
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// in returns d in a unit; whole units and rest are turned into floats apart,
// which rounds once only.
func (d Duration) in(unit Duration) float64 {
	return float64(d/unit) + float64(d%unit)/float64(unit)
}

// Seconds returns d in seconds.
func (d Duration) Seconds() float64 { return d.in(Second) }

// Minutes returns d in minutes.
func (d Duration) Minutes() float64 { return d.in(Minute) }

// Hours returns d in hours.
func (d Duration) Hours() float64 { return d.in(Hour) }

// Truncate rounds d towards zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds d to the nearest multiple of m, halves away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if uint64(r)+uint64(r) < uint64(m) {
			return d + r
		}
		if x := d - m + r; x < d {
			return x
		}
		return minDuration
	}
	if uint64(r)+uint64(r) < uint64(m) {
		return d - r
	}
	if x := d + m - r; x > d {
		return x
	}
	return maxDuration
}

// Abs returns d without sign.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

// ParseDuration reads what String writes: numbers with units, after a sign.
func ParseDuration(s string) (Duration, error) {
	whole := s
	bad := func(what string) (Duration, error) {
		return 0, errors.New("time: " + what + " duration " + quote(whole))
	}
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return bad("invalid")
	}
	var sum uint64
	for s != "" {
		v, rest, ok := leadingInt(s)
		if !ok {
			return bad("invalid")
		}
		digits := len(rest) != len(s)
		s = rest
		var frac uint64
		scale := 1.0
		if s != "" && s[0] == '.' {
			n := len(s) - 1
			frac, scale, s = leadingFraction(s[1:])
			digits = digits || len(s) != n
		}
		if !digits {
			return bad("invalid")
		}
		i := 0
		for i < len(s) && s[i] != '.' && (s[i] < '0' || s[i] > '9') {
			i++
		}
		if i == 0 {
			return bad("missing unit in")
		}
		unit := unitOf(s[:i])
		if unit == 0 {
			return bad("unknown unit " + quote(s[:i]) + " in")
		}
		s = s[i:]
		if v > 1<<63/unit {
			return bad("invalid")
		}
		v *= unit
		if frac > 0 {
			v += uint64(float64(frac) * (float64(unit) / scale))
			if v > 1<<63 {
				return bad("invalid")
			}
		}
		sum += v
		if sum > 1<<63 {
			return bad("invalid")
		}
	}
	if neg {
		return -Duration(sum), nil
	}
	if sum > 1<<63-1 {
		return bad("invalid")
	}
	return Duration(sum), nil
}

func unitOf(name string) uint64 {
	switch name {
	case "ns":
		return uint64(Nanosecond)
	case "us", "µs", "μs": // micro sign and Greek mu
		return uint64(Microsecond)
	case "ms":
		return uint64(Millisecond)
	case "s":
		return uint64(Second)
	case "m":
		return uint64(Minute)
	case "h":
		return uint64(Hour)
	}
	return 0
}

// leadingInt reads the digits s begins with; not ok if they exceed 1<<63.
func leadingInt(s string) (x uint64, rest string, ok bool) {
	i := 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if x > 1<<63/10 {
			return 0, "", false
		}
		x = x*10 + uint64(s[i]-'0')
		if x > 1<<63 {
			return 0, "", false
		}
	}
	return x, s[i:], true
}

// leadingFraction reads the digits s begins with as x/scale; digits that do
// not fit are dropped.
func leadingFraction(s string) (x uint64, scale float64, rest string) {
	scale = 1
	full := false
	i := 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if full || x > (1<<63-1)/10 {
			full = true
			continue
		}
		y := x*10 + uint64(s[i]-'0')
		if y > 1<<63 {
			full = true
			continue
		}
		x = y
		scale *= 10
	}
	return x, scale, s[i:]
}
