package time

// A Month is a month of the year, January = 1.
type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

// A Weekday is a day of the week, Sunday = 0.
type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

const (
	monthNames = "January  February March    April    May      June     July     August   SeptemberOctober  November December "
	dayNames   = "Sunday   Monday   Tuesday  WednesdayThursday Friday   Saturday "
)

// nameAt returns entry i of a table whose entries are nine bytes wide.
func nameAt(table string, i int) string {
	s := table[9*i : 9*i+9]
	for s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

// String returns the English name of m.
func (m Month) String() string {
	if January <= m && m <= December {
		return nameAt(monthNames, int(m)-1)
	}
	return "%!Month(" + utoa(uint64(m)) + ")"
}

// String returns the English name of d.
func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return nameAt(dayNames, int(d))
	}
	return "%!Weekday(" + utoa(uint64(d)) + ")"
}

func utoa(v uint64) string {
	var buf [20]byte
	return string(buf[putInt(buf[:], v):])
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(m Month, year int) int {
	switch m {
	case February:
		if isLeap(year) {
			return 29
		}
		return 28
	case April, June, September, November:
		return 30
	}
	return 31
}

// daysBefore returns the days of a common year before month m.
func daysBefore(m Month) int {
	n := (int(m)-1)*30 + int(m)/2 // January to July: 31, 30, 31, ...
	if m > July {
		n = 212 + (int(m)-8)*30 + (int(m)-7)/2
	}
	if m > February {
		n -= 2
	}
	if m > July {
		n += 2
	}
	return n
}

// floorDiv divides rounding down.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// dayNumber returns the days from January 1, year 1 to March 1 based year
// arithmetic's y-m-d; m in 1..12, any d.
func dayNumber(y int64, m Month, d int64) int64 {
	// The year begins in March, so that the leap day is its last.
	mm := int64(m) - 3
	if mm < 0 {
		mm += 12
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*mm+2)/5 + d - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 306
}

// civil is the reverse of dayNumber.
func civil(days int64) (year int, month Month, day int) {
	days += 306
	era := floorDiv(days, 146097)
	doe := days - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mm := (5*doy + 2) / 153
	day = int(doy-(153*mm+2)/5) + 1
	y := yoe + era*400
	if mm < 10 {
		month = Month(mm + 3)
	} else {
		month = Month(mm - 9)
		y++
	}
	return int(y), month, day
}

// local returns t's seconds since the year 1 as a clock at its location
// counts them.
func (t *Time) localSec() int64 {
	s := t.sec()
	if t.loc != nil && t.loc != &utcLoc {
		s += int64(t.loc.lookup(s - unixToInternal).offset)
	}
	return s
}

// Date returns the year, month and day of t.
func (t Time) Date() (year int, month Month, day int) {
	return civil(floorDiv(t.localSec(), secondsPerDay))
}

// Year returns the year of t.
func (t Time) Year() int {
	y, _, _ := t.Date()
	return y
}

// Month returns the month of t.
func (t Time) Month() Month {
	_, m, _ := t.Date()
	return m
}

// Day returns the day of the month of t.
func (t Time) Day() int {
	_, _, d := t.Date()
	return d
}

// YearDay returns the day of the year of t, from 1 on.
func (t Time) YearDay() int {
	days := floorDiv(t.localSec(), secondsPerDay)
	y, _, _ := civil(days)
	return int(days-dayNumber(int64(y), January, 1)) + 1
}

// Weekday returns the day of the week of t.
func (t Time) Weekday() Weekday {
	return weekdayOf(floorDiv(t.localSec(), secondsPerDay))
}

// weekdayOf: the first day of the year 1 was a Monday.
func weekdayOf(days int64) Weekday {
	return Weekday((days+1)%7+7) % 7
}

// ISOWeek returns the ISO 8601 year and week of t: a week belongs to the
// year that its Thursday is in.
func (t Time) ISOWeek() (year, week int) {
	days := floorDiv(t.localSec(), secondsPerDay)
	thursday := days + 3 - int64(weekdayOf(days)+6)%7
	year, _, _ = civil(thursday)
	return year, int(thursday-dayNumber(int64(year), January, 1))/7 + 1
}

// Clock returns the hour, minute and second of t.
func (t Time) Clock() (hour, min, sec int) {
	s := t.localSec()
	s -= floorDiv(s, secondsPerDay) * secondsPerDay
	return int(s / 3600), int(s % 3600 / 60), int(s % 60)
}

// Hour returns the hour of t.
func (t Time) Hour() int {
	h, _, _ := t.Clock()
	return h
}

// Minute returns the minute of t.
func (t Time) Minute() int {
	_, m, _ := t.Clock()
	return m
}

// Second returns the second of t.
func (t Time) Second() int {
	_, _, s := t.Clock()
	return s
}

// Nanosecond returns the nanoseconds within the second of t.
func (t Time) Nanosecond() int { return int(t.nsec()) }

// AddDate returns t with years, months and days added, normalized.
func (t Time) AddDate(years int, months int, days int) Time {
	y, m, d := t.Date()
	hour, min, sec := t.Clock()
	return Date(y+years, m+Month(months), d+days, hour, min, sec, int(t.nsec()), t.Location())
}

// carry brings lo into 0 <= lo < base and adds what went over to hi.
func carry(hi, lo, base int) (int, int) {
	if lo < 0 {
		n := (-lo-1)/base + 1
		hi -= n
		lo += n * base
	}
	if lo >= base {
		n := lo / base
		hi += n
		lo -= n * base
	}
	return hi, lo
}

// Date returns the Time of a clock in loc; fields out of range carry over.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int(month) - 1
	year, m = carry(year, m, 12)
	sec, nsec = carry(sec, nsec, 1e9)
	min, sec = carry(min, sec, 60)
	hour, min = carry(hour, min, 60)
	day, hour = carry(day, hour, 24)
	s := dayNumber(int64(year), Month(m+1), int64(day)) * secondsPerDay
	s += int64(hour*3600 + min*60 + sec)
	unix := s - unixToInternal
	if loc != &utcLoc {
		// The offset in force is not known before the instant: try the one at
		// the clock's reading taken as UTC, then the one where that leads.
		if z := loc.lookup(unix); z.offset != 0 {
			utc := unix - int64(z.offset)
			if utc < z.start || utc >= z.end {
				z = loc.lookup(utc)
			}
			unix -= int64(z.offset)
		}
	}
	t := unixTime(unix, int32(nsec))
	t.setLoc(loc)
	return t
}
