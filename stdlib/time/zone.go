package time

import (
	"errors"
	"sync"
	"syscall"
)

// A Location maps instants to the zone in use at a place.
type Location struct {
	name string
	zone []zone
	tx   []zoneTrans
	// extend is the rule for instants after the last of tx, in the form of
	// the environment variable TZ.
	extend string
}

// A zone is an offset in use at some time.
type zone struct {
	name   string
	offset int
	isDST  bool
}

// A zoneTrans says that zone index comes into use at when.
type zoneTrans struct {
	when  int64
	index uint8
}

// period is a zone and for how long it is in use.
type period struct {
	name       string
	offset     int
	start, end int64
	isDST      bool
}

const (
	alpha = -1 << 63  // before all time
	omega = 1<<63 - 1 // after all time
)

var utcLoc = Location{name: "UTC"}

// UTC is Universal Coordinated Time.
var UTC *Location = &utcLoc

var localLoc Location
var localOnce sync.Once

// Local is the system's time zone.
var Local *Location = &localLoc

func (l *Location) get() *Location {
	if l == nil {
		return &utcLoc
	}
	if l == &localLoc {
		localOnce.Do(initLocal)
	}
	return l
}

// String returns the name l was loaded by.
func (l *Location) String() string { return l.get().name }

// FixedZone returns a Location with one zone only.
func FixedZone(name string, offset int) *Location {
	return &Location{
		name: name,
		zone: []zone{{name, offset, false}},
		tx:   []zoneTrans{{alpha, 0}},
	}
}

// lookup returns the zone in use at the instant sec, counted from 1970.
func (l *Location) lookup(sec int64) period {
	l = l.get()
	if len(l.zone) == 0 {
		return period{"UTC", 0, alpha, omega, false}
	}
	if len(l.tx) == 0 || sec < l.tx[0].when {
		z := &l.zone[l.firstZone()]
		end := int64(omega)
		if len(l.tx) > 0 {
			end = l.tx[0].when
		}
		return period{z.name, z.offset, alpha, end, z.isDST}
	}
	lo, hi := 0, len(l.tx)
	end := int64(omega)
	for hi-lo > 1 {
		mid := lo + (hi-lo)/2
		if when := l.tx[mid].when; sec < when {
			end = when
			hi = mid
		} else {
			lo = mid
		}
	}
	z := &l.zone[l.tx[lo].index]
	p := period{z.name, z.offset, l.tx[lo].when, end, z.isDST}
	if lo == len(l.tx)-1 && l.extend != "" {
		if q, ok := tzset(l.extend, p.start, sec); ok {
			return q
		}
	}
	return p
}

// firstZone returns the zone to use before the first transition: zone 0 if
// no transition leads to it, else the standard zone before the first
// transition's daylight saving zone, else the first standard zone.
func (l *Location) firstZone() int {
	used := false
	for _, tx := range l.tx {
		used = used || tx.index == 0
	}
	if !used {
		return 0
	}
	if len(l.tx) > 0 && l.zone[l.tx[0].index].isDST {
		for i := int(l.tx[0].index) - 1; i >= 0; i-- {
			if !l.zone[i].isDST {
				return i
			}
		}
	}
	for i := range l.zone {
		if !l.zone[i].isDST {
			return i
		}
	}
	return 0
}

// lookupName returns the offset of the zone called name, preferring one that
// is in use at the clock reading unix.
func (l *Location) lookupName(name string, unix int64) (offset int, ok bool) {
	l = l.get()
	for i := range l.zone {
		if z := &l.zone[i]; z.name == name {
			if p := l.lookup(unix - int64(z.offset)); p.name == name {
				return p.offset, true
			}
		}
	}
	for i := range l.zone {
		if z := &l.zone[i]; z.name == name {
			return z.offset, true
		}
	}
	return 0, false
}

const zoneDirs = "/usr/share/zoneinfo/:/usr/share/lib/zoneinfo/:/usr/lib/locale/TZ/:/etc/zoneinfo/"

// initLocal sets localLoc by the environment variable TZ, or by
// /etc/localtime when it is not set.
func initLocal() {
	tz, ok := syscall.Getenv("TZ")
	if !ok {
		if data, err := readFile("/etc/localtime"); err == nil {
			if z, err := LoadLocationFromTZData("Local", data); err == nil {
				localLoc = *z
				localLoc.name = "Local"
				return
			}
		}
	} else if tz != "" {
		if tz[0] == ':' {
			tz = tz[1:]
		}
		if tz != "" && tz[0] == '/' {
			if data, err := readFile(tz); err == nil {
				if z, err := LoadLocationFromTZData(tz, data); err == nil {
					localLoc = *z
					if tz == "/etc/localtime" {
						localLoc.name = "Local"
					} else {
						localLoc.name = tz
					}
					return
				}
			}
		} else if tz != "" && tz != "UTC" {
			if z, err := loadFromDirs(tz); err == nil {
				localLoc = *z
				return
			}
		}
	}
	localLoc.name = "UTC"
	if !ok {
		localLoc.name = "Local"
	}
}

// LoadLocation returns the Location of a name of the IANA database.
func LoadLocation(name string) (*Location, error) {
	if name == "" || name == "UTC" {
		return UTC, nil
	}
	if name == "Local" {
		return Local, nil
	}
	bad := name[0] == '/' || name[0] == '\\'
	for i := 0; i+1 < len(name); i++ {
		bad = bad || name[i] == '.' && name[i+1] == '.'
	}
	if bad {
		return nil, errors.New("time: invalid location name")
	}
	if dir, _ := syscall.Getenv("ZONEINFO"); dir != "" {
		if data, err := readFile(dir + "/" + name); err == nil {
			if z, err := LoadLocationFromTZData(name, data); err == nil {
				return z, nil
			}
		}
	}
	return loadFromDirs(name)
}

func loadFromDirs(name string) (*Location, error) {
	var first error
	dirs := zoneDirs
	for dirs != "" {
		n := 0
		for n < len(dirs) && dirs[n] != ':' {
			n++
		}
		data, err := readFile(dirs[:n] + name)
		if err == nil {
			var z *Location
			if z, err = LoadLocationFromTZData(name, data); err == nil {
				return z, nil
			}
		}
		if first == nil && err != syscall.ENOENT {
			first = err
		}
		if n == len(dirs) {
			break
		}
		dirs = dirs[n+1:]
	}
	if first != nil {
		return nil, first
	}
	return nil, errors.New("unknown time zone " + name)
}

// readZoneFile reads a whole file; errno 0 means it could.
func readZoneFile(name string) (data []byte, errno int)

func readFile(name string) ([]byte, error) {
	data, errno := readZoneFile(name)
	if errno != 0 {
		return nil, syscall.Errno(errno)
	}
	return data, nil
}

// tzReader takes numbers off the front of data; short data makes bad true.
type tzReader struct {
	data []byte
	bad  bool
}

func (r *tzReader) take(n int) []byte {
	if n < 0 || len(r.data) < n {
		r.data = nil
		r.bad = true
		return nil
	}
	p := r.data[:n]
	r.data = r.data[n:]
	return p
}

func (r *tzReader) num(bytes int) int64 {
	v := uint64(0)
	for _, b := range r.take(bytes) {
		v = v<<8 | uint64(b)
	}
	if bytes == 4 {
		return int64(int32(v))
	}
	return int64(v)
}

// LoadLocationFromTZData returns the Location described by data in the form
// of RFC 8536.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	malformed := errors.New("malformed time zone information")
	r := tzReader{data: data}
	if string(r.take(4)) != "TZif" {
		return nil, malformed
	}
	p := r.take(16)
	if r.bad || p[0] != 0 && p[0] != '2' && p[0] != '3' {
		return nil, malformed
	}
	// The counts stand in this order.
	const (
		nUTC = iota
		nStd
		nLeap
		nTime
		nZone
		nChar
	)
	var n [6]int
	counts := func() {
		for i := range n {
			n[i] = int(r.num(4))
			if n[i] < 0 {
				r.bad = true
				n[i] = 0
			}
		}
	}
	counts()
	width := 4
	if p[0] != 0 {
		// The data for 32-bit programs comes first and is passed over.
		r.take(n[nTime]*5 + n[nZone]*6 + n[nChar] + n[nLeap]*8 + n[nStd] + n[nUTC] + 20)
		counts()
		width = 8
	}
	times := tzReader{data: r.take(n[nTime] * width)}
	indexes := r.take(n[nTime])
	zones := tzReader{data: r.take(n[nZone] * 6)}
	abbrev := r.take(n[nChar])
	r.take(n[nLeap]*(width+4) + n[nStd] + n[nUTC])
	if r.bad || n[nZone] == 0 {
		return nil, malformed
	}
	l := &Location{name: name, zone: make([]zone, n[nZone]), tx: make([]zoneTrans, n[nTime])}
	if s := r.data; width == 8 && len(s) > 2 && s[0] == '\n' && s[len(s)-1] == '\n' {
		l.extend = string(s[1 : len(s)-1])
	}
	for i := range l.zone {
		z := &l.zone[i]
		z.offset = int(zones.num(4))
		z.isDST = zones.take(1)[0] != 0
		at := int(zones.take(1)[0])
		if at >= len(abbrev) {
			return nil, malformed
		}
		end := at
		for end < len(abbrev) && abbrev[end] != 0 {
			end++
		}
		z.name = string(abbrev[at:end])
	}
	for i := range l.tx {
		l.tx[i] = zoneTrans{times.num(width), indexes[i]}
		if int(indexes[i]) >= len(l.zone) {
			return nil, malformed
		}
	}
	if len(l.tx) == 0 {
		l.tx = append(l.tx, zoneTrans{alpha, 0})
	}
	return l, nil
}
