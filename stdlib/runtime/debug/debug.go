// Package debug holds the switches of the run time and the printing of
// stacks.
package debug

import (
	"runtime"
	"time"
)

// SetGCPercent sets the garbage collection target percentage and returns
// the one before; a negative one switches the collector off.
func SetGCPercent(percent int) int { return int(setGCPercent(int32(percent))) }

func setGCPercent(percent int32) int32
func setMaxStack(bytes int) int
func setMemoryLimit(limit int64) int64
func setPanicOnFault(on bool) bool
func freeOSMemory()

// FreeOSMemory collects and gives memory back to the operating system.
func FreeOSMemory() {
	runtime.GC()
	freeOSMemory()
}

// SetMaxStack sets the limit of a goroutine's stack.
func SetMaxStack(bytes int) int { return setMaxStack(bytes) }

// SetMaxThreads returns the limit it would set: threads are few here.
func SetMaxThreads(threads int) int {
	old := maxThreads
	maxThreads = threads
	return old
}

var maxThreads = 10000

// SetMemoryLimit sets the soft memory limit; a negative one only asks.
func SetMemoryLimit(limit int64) int64 { return setMemoryLimit(limit) }

// SetPanicOnFault makes a memory fault at an address that is not nil a panic.
func SetPanicOnFault(enabled bool) bool { return setPanicOnFault(enabled) }

// SetTraceback sets how much a fatal error prints, as GOTRACEBACK does.
func SetTraceback(level string)

// GCStats tells about recent collections.
type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration
	PauseEnd       []time.Time
	PauseQuantiles []time.Duration
}

// ReadGCStats fills stats, the most recent pause first.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	stats.Pause = stats.Pause[:0]
	stats.PauseEnd = stats.PauseEnd[:0]
	n := int(m.NumGC)
	if n > len(m.PauseNs) {
		n = len(m.PauseNs)
	}
	for i := 0; i < n; i++ {
		at := (int(m.NumGC) + 255 - i) % 256
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[at]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[at])))
	}
	if q := len(stats.PauseQuantiles); q > 0 {
		sorted := append([]time.Duration(nil), stats.Pause...)
		for i := 1; i < len(sorted); i++ {
			for j := i; j > 0 && sorted[j] < sorted[j-1]; j-- {
				sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
			}
		}
		for i := 0; i < q; i++ {
			stats.PauseQuantiles[i] = 0
			if i < q-1 && n > 0 {
				stats.PauseQuantiles[i] = sorted[n*i/(q-1)]
			} else if n > 0 {
				stats.PauseQuantiles[i] = sorted[n-1]
			}
		}
	}
}

// BuildInfo says how a program was built.
type BuildInfo struct {
	GoVersion string
	Path      string
	Main      Module
	Deps      []*Module
	Settings  []BuildSetting
}

// A Module is one module of a build.
type Module struct {
	Path    string
	Version string
	Sum     string
	Replace *Module
}

// A BuildSetting is one key and value of a build.
type BuildSetting struct {
	Key, Value string
}

// ReadBuildInfo answers for a program run from source.
func ReadBuildInfo() (info *BuildInfo, ok bool) {
	return &BuildInfo{
		GoVersion: runtime.Version(),
		Path:      "command-line-arguments",
		Settings: []BuildSetting{
			{"-compiler", runtime.Compiler}, {"CGO_ENABLED", "0"},
			{"GOARCH", runtime.GOARCH}, {"GOOS", runtime.GOOS},
		},
	}, true
}
