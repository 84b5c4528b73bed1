package time

import "errors"

// A ParseError tells where a value departs from its layout.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " +
		quote(e.ValueElem) + " as " + quote(e.LayoutElem)
}

// Parse reads value, which is written as layout shows the reference time.
// Without a zone it is taken as UTC.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation is Parse for a value in loc.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

// parser holds what has been read so far.
type parser struct {
	layout, value          string // what is left of both
	year, month, day, yday int
	hour, min, sec, nsec   int
	am, pm                 bool
	utc                    bool
	offset                 int // -1: none was read
	zone                   string
	outOfRange             string // which field was
}

func parse(layout, value string, defaultLoc, local *Location) (Time, error) {
	fail := func(layoutElem, valueElem, message string) (Time, error) {
		return Time{}, &ParseError{layout, value, layoutElem, valueElem, message}
	}
	p := parser{layout: layout, value: value, month: -1, day: -1, yday: -1, offset: -1}
	for {
		prefix, elem, suffix := nextElem(p.layout)
		text := p.layout[len(prefix) : len(p.layout)-len(suffix)]
		if !p.skip(prefix) {
			return fail(prefix, p.value, "")
		}
		if elem == elemNone {
			if p.value != "" {
				return fail("", p.value, ": extra text: "+quote(p.value))
			}
			break
		}
		p.layout = suffix
		ok := p.elem(elem)
		if p.outOfRange != "" {
			return fail(text, p.value, ": "+p.outOfRange+" out of range")
		}
		if !ok {
			return fail(text, p.value, "")
		}
	}
	if p.pm && p.hour < 12 {
		p.hour += 12
	} else if p.am && p.hour == 12 {
		p.hour = 0
	}
	if wrong := p.resolveYearDay(); wrong != "" {
		return fail("", p.value, wrong)
	}
	if p.day < 1 || p.day > daysIn(Month(p.month), p.year) {
		return fail("", p.value, ": day out of range")
	}
	if p.utc {
		return p.date(UTC), nil
	}
	if p.offset != -1 {
		t := p.date(UTC)
		t.addSec(-int64(p.offset))
		// Local time is kept as such if the offset is the one in force.
		z := local.lookup(t.unixSec())
		if z.offset == p.offset && (p.zone == "" || z.name == p.zone) {
			t.setLoc(local)
			return t, nil
		}
		t.setLoc(FixedZone(p.zone, p.offset))
		return t, nil
	}
	if p.zone != "" {
		t := p.date(UTC)
		offset, ok := local.lookupName(p.zone, t.unixSec())
		if ok {
			t.addSec(-int64(offset))
			t.setLoc(local)
			return t, nil
		}
		// An unknown abbreviation: the offset is made up as 0.
		if len(p.zone) > 3 && p.zone[:3] == "GMT" {
			offset, _ = signedInt(p.zone[3:])
			offset *= 3600
		}
		t.setLoc(FixedZone(p.zone, offset))
		return t, nil
	}
	return p.date(defaultLoc), nil
}

func (p *parser) date(loc *Location) Time {
	return Date(p.year, Month(p.month), p.day, p.hour, p.min, p.sec, p.nsec, loc)
}

// resolveYearDay turns a day of the year into month and day, and fills in
// what was not given. The result is what is wrong.
func (p *parser) resolveYearDay() string {
	if p.yday < 0 {
		if p.month < 0 {
			p.month = int(January)
		}
		if p.day < 0 {
			p.day = 1
		}
		return ""
	}
	limit := 365
	if isLeap(p.year) {
		limit = 366
	}
	if p.yday < 1 || p.yday > limit {
		return ": day-of-year out of range"
	}
	_, m, d := civil(dayNumber(int64(p.year), January, int64(p.yday)))
	if p.month >= 0 && p.month != int(m) {
		return ": day-of-year does not match month"
	}
	p.month = int(m)
	if p.day >= 0 && p.day != d {
		return ": day-of-year does not match day"
	}
	p.day = d
	return ""
}

// skip passes over prefix; a run of spaces matches any number of spaces.
func (p *parser) skip(prefix string) bool {
	for prefix != "" {
		if prefix[0] == ' ' {
			if p.value != "" && p.value[0] != ' ' {
				return false
			}
			for prefix != "" && prefix[0] == ' ' {
				prefix = prefix[1:]
			}
			for p.value != "" && p.value[0] == ' ' {
				p.value = p.value[1:]
			}
			continue
		}
		if p.value == "" || p.value[0] != prefix[0] {
			return false
		}
		prefix = prefix[1:]
		p.value = p.value[1:]
	}
	return true
}

func digitAt(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// take takes n bytes off the value.
func (p *parser) take(n int) string {
	s := p.value[:n]
	p.value = p.value[n:]
	return s
}

// num reads one or two digits, two if fixed.
func (p *parser) num(fixed bool) (int, bool) {
	if !digitAt(p.value, 0) {
		return 0, false
	}
	if !digitAt(p.value, 1) {
		if fixed {
			return 0, false
		}
		return int(p.take(1)[0] - '0'), true
	}
	s := p.take(2)
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

// num3 reads up to three digits, three if fixed.
func (p *parser) num3(fixed bool) (int, bool) {
	n, i := 0, 0
	for i < 3 && digitAt(p.value, i) {
		n = n*10 + int(p.value[i]-'0')
		i++
	}
	if i == 0 || fixed && i != 3 {
		return 0, false
	}
	p.take(i)
	return n, true
}

// name reads one of n names of a table, short or long, in any case of
// letters.
func (p *parser) name(table string, n int, short bool) (int, bool) {
	for i := 0; i < n; i++ {
		s := nameAt(table, i)
		if short {
			s = s[:3]
		}
		if len(p.value) >= len(s) && sameLetters(p.value[:len(s)], s) {
			p.take(len(s))
			return i, true
		}
	}
	return -1, false
}

// sameLetters compares without regard to case; b holds letters only.
func sameLetters(a, b string) bool {
	for i := 0; i < len(a); i++ {
		if x, y := a[i]|0x20, b[i]|0x20; x != y || x < 'a' || x > 'z' {
			return false
		}
	}
	return true
}

// signedInt reads all of s as a number.
func signedInt(s string) (int, bool) {
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	v, rest, ok := leadingInt(s)
	n := int(v)
	if !ok || rest != "" {
		return 0, false
	}
	if neg {
		n = -n
	}
	return n, true
}

// elem reads one element; false if the value does not have it.
func (p *parser) elem(elem int) (ok bool) {
	switch e := elem & elemMask; e {
	case elemYear:
		if len(p.value) < 2 {
			return false
		}
		hold := p.value
		y, ok := signedInt(p.take(2))
		if !ok {
			p.value = hold
			return false
		}
		// Unix time begins in 1969 in some zones.
		if y >= 69 {
			p.year = y + 1900
		} else {
			p.year = y + 2000
		}
	case elemLongYear:
		if len(p.value) < 4 || !digitAt(p.value, 0) {
			return false
		}
		p.year, ok = signedInt(p.take(4))
		return ok
	case elemMonth, elemLongMonth:
		p.month, ok = p.name(monthNames, 12, e == elemMonth)
		p.month++
		return ok
	case elemNumMonth, elemZeroMonth:
		p.month, ok = p.num(e == elemZeroMonth)
		if ok && (p.month <= 0 || p.month > 12) {
			p.outOfRange = "month"
		}
		return ok
	case elemWeekday, elemLongWeekday:
		// The weekday is not checked against the date.
		_, ok = p.name(dayNames, 7, e == elemWeekday)
		return ok
	case elemDay, elemUnderDay, elemZeroDay:
		if e == elemUnderDay && p.value != "" && p.value[0] == ' ' {
			p.take(1)
		}
		// The range is checked when month and year are known.
		p.day, ok = p.num(e == elemZeroDay)
		return ok
	case elemUnderYearDay, elemZeroYearDay:
		for i := 0; i < 2 && e == elemUnderYearDay && p.value != "" && p.value[0] == ' '; i++ {
			p.take(1)
		}
		p.yday, ok = p.num3(e == elemZeroYearDay)
		return ok
	case elemHour:
		p.hour, ok = p.num(false)
		if p.hour >= 24 {
			p.outOfRange = "hour"
		}
		return ok
	case elemHour12, elemZeroHour12:
		p.hour, ok = p.num(e == elemZeroHour12)
		if p.hour > 12 {
			p.outOfRange = "hour"
		}
		return ok
	case elemMinute, elemZeroMinute:
		p.min, ok = p.num(e == elemZeroMinute)
		if p.min >= 60 {
			p.outOfRange = "minute"
		}
		return ok
	case elemSecond, elemZeroSecond:
		p.sec, ok = p.num(e == elemZeroSecond)
		if p.sec >= 60 {
			p.outOfRange = "second"
			return ok
		}
		// A fraction may follow even if the layout does not show it. As in Go it also stands for a second.
		if len(p.value) >= 2 && separator(p.value[0]) && digitAt(p.value, 1) {
			_, next, _ := nextElem(p.layout)
			if next &= elemMask; next == elemFraction0 || next == elemFraction9 {
				return ok
			}
			n := 2
			for digitAt(p.value, n) {
				n++
			}
			return p.fraction(n)
		}
		return ok
	case elemPM, elempm:
		if len(p.value) < 2 {
			return false
		}
		switch s := p.take(2); {
		case s == "PM" && e == elemPM, s == "pm" && e == elempm:
			p.pm = true
		case s == "AM" && e == elemPM, s == "am" && e == elempm:
			p.am = true
		default:
			return false
		}
	case elemZone:
		if starts(p.value, "UTC") {
			p.utc = true
			p.take(3)
			return true
		}
		n := zoneNameLen(p.value)
		if n == 0 {
			return false
		}
		p.zone = p.take(n)
	case elemFraction0:
		n := 1 + elem>>elemBits&0xff
		return len(p.value) >= n && p.fraction(n)
	case elemFraction9:
		if len(p.value) < 2 || !separator(p.value[0]) || !digitAt(p.value, 1) {
			return true // it may be missing
		}
		n := 1
		for n < 10 && digitAt(p.value, n) {
			n++
		}
		return p.fraction(n)
	default:
		return p.zoneOffset(e)
	}
	return true
}

func separator(c byte) bool { return c == '.' || c == ',' }

// fraction reads n bytes, a separator and digits; more than nine are cut.
func (p *parser) fraction(n int) bool {
	s := p.take(n)
	if !separator(s[0]) {
		return false
	}
	if len(s) > 10 {
		s = s[:10]
	}
	v, ok := signedInt(s[1:])
	if !ok {
		return false
	}
	if v < 0 {
		p.outOfRange = "fractional second"
		return true
	}
	for i := len(s); i < 10; i++ {
		v *= 10
	}
	p.nsec = v
	return true
}

// zoneOffset reads a numeric zone in the form of element e.
func (p *parser) zoneOffset(e int) bool {
	if (e == elemISOZone || e == elemISOShortZone || e == elemISOColonZone) && p.value != "" && p.value[0] == 'Z' {
		p.take(1)
		p.utc = true
		return true
	}
	form := "-0700"
	switch e {
	case elemISOColonZone, elemNumColonZone:
		form = "-07:00"
	case elemISOShortZone, elemNumShortZone:
		form = "-07"
	case elemISOColonSecondsZone, elemNumColonSecondsZone:
		form = "-07:00:00"
	case elemISOSecondsZone, elemNumSecondsZone:
		form = "-070000"
	}
	if len(p.value) < len(form) {
		return false
	}
	for i := range form {
		if form[i] == ':' && p.value[i] != ':' {
			return false
		}
	}
	s := p.take(len(form))
	total, unit := 0, 3600
	for i := 1; i < len(s); i += 2 {
		if form[i] == ':' {
			i++
		}
		n, ok := signedInt(s[i : i+2])
		if !ok {
			return false
		}
		total += n * unit
		unit /= 60
	}
	p.offset = total
	switch s[0] {
	case '+':
	case '-':
		p.offset = -total
	default:
		return false
	}
	return true
}

// zoneNameLen returns how long the zone abbreviation is that s begins with,
// 0 if there is none: three to five capital letters as in use, GMT with an
// offset, or a signed hour.
func zoneNameLen(s string) int {
	if len(s) < 3 {
		return 0
	}
	if starts(s, "ChST") || starts(s, "MeST") {
		return 4
	}
	if s[:3] == "GMT" {
		return 3 + signedHourLen(s[3:])
	}
	if s[0] == '+' || s[0] == '-' {
		return signedHourLen(s)
	}
	n := 0
	for n < 6 && n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	switch {
	case n == 3, n == 5 && s[4] == 'T', n == 4 && (s[3] == 'T' || s[:4] == "WITA"):
		return n
	}
	return 0
}

func signedHourLen(s string) int {
	if s == "" || s[0] != '-' && s[0] != '+' {
		return 0
	}
	x, rest, ok := leadingInt(s[1:])
	if !ok || rest == s[1:] || x > 23 {
		return 0
	}
	return len(s) - len(rest)
}

// MarshalBinary returns t in a form for UnmarshalBinary.
func (t Time) MarshalBinary() ([]byte, error) {
	offsetMin := int16(-1) // UTC
	offsetSec := 0
	version := byte(1)
	if t.Location() != UTC {
		_, offset := t.Zone()
		if offset%60 != 0 {
			version = 2
			offsetSec = offset % 60
		}
		offset /= 60
		if offset < -32768 || offset == -1 || offset > 32767 {
			return nil, errors.New("Time.MarshalBinary: unexpected zone offset")
		}
		offsetMin = int16(offset)
	}
	b := append(make([]byte, 0, 16), version)
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(t.sec()>>uint(shift)))
	}
	for shift := 24; shift >= 0; shift -= 8 {
		b = append(b, byte(t.nsec()>>uint(shift)))
	}
	b = append(b, byte(offsetMin>>8), byte(offsetMin))
	if version == 2 {
		b = append(b, byte(offsetSec))
	}
	return b, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (t *Time) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		return errors.New("Time.UnmarshalBinary: no data")
	}
	version := data[0]
	if version != 1 && version != 2 {
		return errors.New("Time.UnmarshalBinary: unsupported version")
	}
	want := 14 + int(version)
	if len(data) != want {
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	num := func(from, to int) (v uint64) {
		for _, b := range data[from:to] {
			v = v<<8 | uint64(b)
		}
		return v
	}
	offset := int(int16(num(13, 15))) * 60
	if version == 2 {
		offset += int(data[15])
	}
	*t = Time{wall: num(9, 13), ext: int64(num(1, 9))}
	if offset == -60 {
		t.setLoc(&utcLoc)
	} else if z := Local.lookup(t.unixSec()); z.offset == offset {
		t.setLoc(Local)
	} else {
		t.setLoc(FixedZone("", offset))
	}
	return nil
}

// GobEncode is MarshalBinary.
func (t Time) GobEncode() ([]byte, error) { return t.MarshalBinary() }

// GobDecode is UnmarshalBinary.
func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }

// MarshalJSON returns t as a quoted string in the form RFC3339Nano.
func (t Time) MarshalJSON() ([]byte, error) {
	if y := t.Year(); y < 0 || y >= 10000 {
		return nil, errors.New("Time.MarshalJSON: year outside of range [0,9999]")
	}
	b := append(make([]byte, 0, len(RFC3339Nano)+2), '"')
	return append(t.AppendFormat(b, RFC3339Nano), '"'), nil
}

// UnmarshalJSON reads a quoted string in the form RFC3339.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	var err error
	*t, err = Parse(`"`+RFC3339+`"`, string(data))
	return err
}

// MarshalText returns t in the form RFC3339Nano.
func (t Time) MarshalText() ([]byte, error) {
	if y := t.Year(); y < 0 || y >= 10000 {
		return nil, errors.New("Time.MarshalText: year outside of range [0,9999]")
	}
	return t.AppendFormat(make([]byte, 0, len(RFC3339Nano)), RFC3339Nano), nil
}

// UnmarshalText reads the form RFC3339.
func (t *Time) UnmarshalText(data []byte) error {
	var err error
	*t, err = Parse(RFC3339, string(data))
	return err
}
