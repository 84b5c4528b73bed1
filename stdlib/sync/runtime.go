package sync

// The leaves in the run time. A semaphore is a word counted up by release
// and down by acquire; acquire waits while it is zero.

func runtime_Semacquire(s *uint32)
func runtime_SemacquireMutex(s *uint32, lifo bool, skipframes int)
func runtime_SemacquireRWMutexR(s *uint32, lifo bool, skipframes int)
func runtime_SemacquireRWMutex(s *uint32, lifo bool, skipframes int)
func runtime_SemacquireCond(s *uint32)
func runtime_Semrelease(s *uint32, handoff bool, skipframes int)
func runtime_nanotime() int64

// throw ends the program for a fault of ours, fatal for one of the user's.
func throw(text string)
func fatal(text string)

// noCopy marks a struct that must not be copied after its first use.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}
