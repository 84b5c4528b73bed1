package time

// Layouts for Format and Parse. The reference time they show is
// Mon Jan 2 15:04:05 MST 2006.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// The elements of a layout. An element for a fraction carries the number of
// digits above elemBits and, as comma, which separator it has.
const (
	elemNone = iota
	elemLongMonth
	elemMonth
	elemNumMonth
	elemZeroMonth
	elemLongWeekday
	elemWeekday
	elemDay
	elemUnderDay
	elemZeroDay
	elemUnderYearDay
	elemZeroYearDay
	elemHour
	elemHour12
	elemZeroHour12
	elemMinute
	elemZeroMinute
	elemSecond
	elemZeroSecond
	elemLongYear
	elemYear
	elemPM
	elempm
	elemZone
	elemISOZone             // Z0700: the order of these ten matters to isoZone
	elemISOSecondsZone      // Z070000
	elemISOShortZone        // Z07
	elemISOColonZone        // Z07:00
	elemISOColonSecondsZone // Z07:00:00
	elemNumZone             // -0700
	elemNumSecondsZone      // -070000
	elemNumShortZone        // -07
	elemNumColonZone        // -07:00
	elemNumColonSecondsZone // -07:00:00
	elemFraction0           // .000
	elemFraction9           // .999

	elemBits = 8
	elemMask = 1<<elemBits - 1
	comma    = 1 << 16
)

func starts(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// nextElem finds the first element of layout: what stands before it, the
// element, and what stands behind.
func nextElem(layout string) (prefix string, elem int, suffix string) {
	for i := 0; i < len(layout); i++ {
		rest := layout[i:]
		n := 0
		switch layout[i] {
		case 'J':
			if starts(rest, "Jan") {
				if starts(rest, "January") {
					elem, n = elemLongMonth, 7
				} else if !lowerAt(rest, 3) {
					elem, n = elemMonth, 3
				}
			}
		case 'M':
			if starts(rest, "Mon") {
				if starts(rest, "Monday") {
					elem, n = elemLongWeekday, 6
				} else if !lowerAt(rest, 3) {
					elem, n = elemWeekday, 3
				}
			}
			if n == 0 && starts(rest, "MST") {
				elem, n = elemZone, 3
			}
		case '0':
			if len(rest) < 2 {
				break
			}
			switch c := rest[1]; {
			case c == '1':
				elem, n = elemZeroMonth, 2
			case c == '2':
				elem, n = elemZeroDay, 2
			case c == '3':
				elem, n = elemZeroHour12, 2
			case c == '4':
				elem, n = elemZeroMinute, 2
			case c == '5':
				elem, n = elemZeroSecond, 2
			case c == '6':
				elem, n = elemYear, 2
			case c == '0' && len(rest) >= 3 && rest[2] == '2':
				elem, n = elemZeroYearDay, 3
			}
		case '1':
			if len(rest) >= 2 && rest[1] == '5' {
				elem, n = elemHour, 2
			} else {
				elem, n = elemNumMonth, 1
			}
		case '2':
			if starts(rest, "2006") {
				elem, n = elemLongYear, 4
			} else {
				elem, n = elemDay, 1
			}
		case '_':
			if len(rest) >= 2 && rest[1] == '2' {
				if starts(rest, "_2006") { // an underscore before a year
					return layout[:i+1], elemLongYear, layout[i+5:]
				}
				elem, n = elemUnderDay, 2
			} else if starts(rest, "__2") {
				elem, n = elemUnderYearDay, 3
			}
		case '3':
			elem, n = elemHour12, 1
		case '4':
			elem, n = elemMinute, 1
		case '5':
			elem, n = elemSecond, 1
		case 'P':
			if starts(rest, "PM") {
				elem, n = elemPM, 2
			}
		case 'p':
			if starts(rest, "pm") {
				elem, n = elempm, 2
			}
		case '-':
			switch {
			case starts(rest, "-070000"):
				elem, n = elemNumSecondsZone, 7
			case starts(rest, "-07:00:00"):
				elem, n = elemNumColonSecondsZone, 9
			case starts(rest, "-0700"):
				elem, n = elemNumZone, 5
			case starts(rest, "-07:00"):
				elem, n = elemNumColonZone, 6
			case starts(rest, "-07"):
				elem, n = elemNumShortZone, 3
			}
		case 'Z':
			switch {
			case starts(rest, "Z070000"):
				elem, n = elemISOSecondsZone, 7
			case starts(rest, "Z07:00:00"):
				elem, n = elemISOColonSecondsZone, 9
			case starts(rest, "Z0700"):
				elem, n = elemISOZone, 5
			case starts(rest, "Z07:00"):
				elem, n = elemISOColonZone, 6
			case starts(rest, "Z07"):
				elem, n = elemISOShortZone, 3
			}
		case '.', ',':
			// All digits up to the next character that is none must be the same.
			if len(rest) < 2 || rest[1] != '0' && rest[1] != '9' {
				break
			}
			j := 1
			for j < len(rest) && rest[j] == rest[1] {
				j++
			}
			if j < len(rest) && '0' <= rest[j] && rest[j] <= '9' {
				break
			}
			elem, n = elemFraction0, j
			if rest[1] == '9' {
				elem = elemFraction9
			}
			elem |= (j - 1) << elemBits
			if rest[0] == ',' {
				elem |= comma
			}
		}
		if n > 0 {
			return layout[:i], elem, rest[n:]
		}
	}
	return layout, elemNone, ""
}

func lowerAt(s string, i int) bool { return i < len(s) && 'a' <= s[i] && s[i] <= 'z' }

// appendInt appends x with at least width digits.
func appendInt(b []byte, x int, width int) []byte {
	u := uint(x)
	if x < 0 {
		b = append(b, '-')
		u = uint(-x)
	}
	var buf [20]byte
	w := putInt(buf[:], uint64(u))
	for n := len(buf) - w; n < width; n++ {
		b = append(b, '0')
	}
	return append(b, buf[w:]...)
}

// String returns t as "2006-01-02 15:04:05.999999999 -0700 MST", followed by
// "m=±value" if it has a monotonic reading.
func (t Time) String() string {
	s := t.Format("2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic != 0 {
		v := uint64(t.ext)
		sign := byte('+')
		if t.ext < 0 {
			sign = '-'
			v = -v
		}
		secs, nanos := v/1e9, v%1e9
		b := append([]byte(" m="), sign)
		b = appendInt(b, int(secs), 0)
		b = append(b, '.')
		b = appendInt(b, int(nanos), 9)
		s += string(b)
	}
	return s
}

// GoString returns t as Go source.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	b := append(make([]byte, 0, 70), "time.Date("...)
	b = appendInt(b, year, 0)
	if January <= month && month <= December {
		b = append(b, ", time."...)
		b = append(b, month.String()...)
	} else {
		b = appendInt(b, int(month), 0)
	}
	for _, n := range [...]int{day, hour, min, sec, t.Nanosecond()} {
		b = append(b, ", "...)
		b = appendInt(b, n, 0)
	}
	b = append(b, ", "...)
	switch loc := t.Location(); loc {
	case UTC:
		b = append(b, "time.UTC"...)
	case Local:
		b = append(b, "time.Local"...)
	default:
		b = append(b, "time.Location("...)
		b = append(b, quote(loc.name)...)
		b = append(b, ')')
	}
	return string(append(b, ')'))
}

// Format returns t shown in the way layout shows the reference time.
func (t Time) Format(layout string) string {
	return string(t.AppendFormat(make([]byte, 0, len(layout)+10), layout))
}

// AppendFormat is Format appending to b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	z := t.loc.lookup(t.unixSec())
	secs := t.sec() + int64(z.offset)
	days := floorDiv(secs, secondsPerDay)
	year, month, day := civil(days)
	clock := int(secs - days*secondsPerDay)
	hour, min, sec := clock/3600, clock%3600/60, clock%60
	for layout != "" {
		prefix, elem, suffix := nextElem(layout)
		b = append(b, prefix...)
		if elem == elemNone {
			break
		}
		layout = suffix
		switch elem & elemMask {
		case elemYear:
			y := year
			if y < 0 {
				y = -y
			}
			b = appendInt(b, y%100, 2)
		case elemLongYear:
			b = appendInt(b, year, 4)
		case elemMonth:
			b = append(b, month.String()[:3]...)
		case elemLongMonth:
			b = append(b, month.String()...)
		case elemNumMonth:
			b = appendInt(b, int(month), 0)
		case elemZeroMonth:
			b = appendInt(b, int(month), 2)
		case elemWeekday:
			b = append(b, weekdayOf(days).String()[:3]...)
		case elemLongWeekday:
			b = append(b, weekdayOf(days).String()...)
		case elemDay:
			b = appendInt(b, day, 0)
		case elemUnderDay:
			if day < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, day, 0)
		case elemZeroDay:
			b = appendInt(b, day, 2)
		case elemUnderYearDay, elemZeroYearDay:
			yday := int(days-dayNumber(int64(year), January, 1)) + 1
			if elem == elemZeroYearDay {
				b = appendInt(b, yday, 3)
				break
			}
			if yday < 100 {
				b = append(b, ' ')
				if yday < 10 {
					b = append(b, ' ')
				}
			}
			b = appendInt(b, yday, 0)
		case elemHour:
			b = appendInt(b, hour, 2)
		case elemHour12:
			b = appendInt(b, (hour+11)%12+1, 0)
		case elemZeroHour12:
			b = appendInt(b, (hour+11)%12+1, 2)
		case elemMinute:
			b = appendInt(b, min, 0)
		case elemZeroMinute:
			b = appendInt(b, min, 2)
		case elemSecond:
			b = appendInt(b, sec, 0)
		case elemZeroSecond:
			b = appendInt(b, sec, 2)
		case elemPM:
			if hour >= 12 {
				b = append(b, "PM"...)
			} else {
				b = append(b, "AM"...)
			}
		case elempm:
			if hour >= 12 {
				b = append(b, "pm"...)
			} else {
				b = append(b, "am"...)
			}
		case elemZone:
			if z.name != "" {
				b = append(b, z.name...)
				break
			}
			b = appendOffset(b, z.offset/60*60, elemNumZone)
		case elemFraction0, elemFraction9:
			b = appendFraction(b, uint(t.nsec()), elem)
		default:
			if elem <= elemISOColonSecondsZone && z.offset == 0 {
				b = append(b, 'Z')
				break
			}
			b = appendOffset(b, z.offset, elem)
		}
	}
	return b
}

// appendOffset appends an offset in the form of a zone element.
func appendOffset(b []byte, offset int, elem int) []byte {
	zone := offset / 60
	if zone < 0 {
		b = append(b, '-')
		zone = -zone
		offset = -offset
	} else {
		b = append(b, '+') // also less than a minute west: the seconds then have the sign, as in Go
	}
	b = appendInt(b, zone/60, 2)
	if elem == elemISOShortZone || elem == elemNumShortZone {
		return b
	}
	colon := elem == elemISOColonZone || elem == elemNumColonZone ||
		elem == elemISOColonSecondsZone || elem == elemNumColonSecondsZone
	if colon {
		b = append(b, ':')
	}
	b = appendInt(b, zone%60, 2)
	switch elem {
	case elemISOSecondsZone, elemNumSecondsZone, elemISOColonSecondsZone, elemNumColonSecondsZone:
		if colon {
			b = append(b, ':')
		}
		b = appendInt(b, offset%60, 2)
	}
	return b
}

// appendFraction appends a fraction of a second in the form of elem.
func appendFraction(b []byte, nsec uint, elem int) []byte {
	digits := elem >> elemBits & 0xff
	trim := elem&elemMask == elemFraction9
	if trim && (digits == 0 || nsec == 0) {
		return b
	}
	sep := byte('.')
	if elem&comma != 0 {
		sep = ','
	}
	at := len(b)
	b = append(b, sep)
	b = appendInt(b, int(nsec), 9)
	if digits < 9 {
		b = b[:len(b)-9+digits]
	}
	if trim {
		for len(b) > at && b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
		if len(b) == at+1 {
			b = b[:at]
		}
	}
	return b
}

// quote is strconv.Quote as far as messages here need it.
func quote(s string) string {
	const hex = "0123456789abcdef"
	b := make([]byte, 0, len(s)+2)
	b = append(b, '"')
	for i, c := range s {
		if c >= 0x80 || c < ' ' {
			// The bytes of a character, or the one byte that is none.
			width := 1
			if c != 0xFFFD {
				width = len(string(c))
			} else if i+2 < len(s) && s[i:i+3] == "\uFFFD" {
				width = 3
			}
			for j := 0; j < width; j++ {
				b = append(b, `\x`...)
				b = append(b, hex[s[i+j]>>4], hex[s[i+j]&15])
			}
			continue
		}
		if c == '"' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, byte(c))
	}
	return string(append(b, '"'))
}
