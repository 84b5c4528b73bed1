package syscall

import "unsafe"

// Calls about the process and the machine that few programs need.

// setids is the C library's call `which` on all threads: setuid, setgid, seteuid, setegid, setreuid, setregid, setresuid,
// setresgid, setgroups in this order.
func setids(which, a, b, c int, groups unsafe.Pointer) Errno

func Setuid(uid int) error                 { return errOf(setids(0, uid, 0, 0, nil)) }
func Setgid(gid int) error                 { return errOf(setids(1, gid, 0, 0, nil)) }
func Seteuid(euid int) error               { return errOf(setids(2, euid, 0, 0, nil)) }
func Setegid(egid int) error               { return errOf(setids(3, egid, 0, 0, nil)) }
func Setreuid(ruid, euid int) error        { return errOf(setids(4, ruid, euid, 0, nil)) }
func Setregid(rgid, egid int) error        { return errOf(setids(5, rgid, egid, 0, nil)) }
func Setresuid(ruid, euid, suid int) error { return errOf(setids(6, ruid, euid, suid, nil)) }
func Setresgid(rgid, egid, sgid int) error { return errOf(setids(7, rgid, egid, sgid, nil)) }

func Setgroups(gids []int) error {
	list := make([]uint32, len(gids)+1)
	for i, g := range gids {
		list[i] = uint32(g)
	}
	return errOf(setids(8, len(gids), 0, 0, unsafe.Pointer(&list[0])))
}

func Setfsuid(uid int) error { return fd1(SYS_SETFSUID, uid, 0, 0) }
func Setfsgid(gid int) error { return fd1(SYS_SETFSGID, gid, 0, 0) }

// AllThreadsSyscall cannot be had where threads exist that are not Go's, as here.
func AllThreadsSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return ^uintptr(0), ^uintptr(0), ENOTSUP
}

// AllThreadsSyscall6 is AllThreadsSyscall with six arguments.
func AllThreadsSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	return ^uintptr(0), ^uintptr(0), ENOTSUP
}

func Getpgid(pid int) (pgid int, err error) {
	r, _, e := RawSyscall(SYS_GETPGID, uintptr(pid), 0, 0)
	return count(r, e)
}

func Getpgrp() (pid int) {
	pid, _ = Getpgid(0)
	return pid
}

func Setpgid(pid int, pgid int) error { return fd1(SYS_SETPGID, pid, uintptr(pgid), 0) }

func Setsid() (pid int, err error) {
	r, _, e := RawSyscall(SYS_SETSID, 0, 0, 0)
	return count(r, e)
}

func Getpriority(which int, who int) (prio int, err error) {
	r, _, e := Syscall(SYS_GETPRIORITY, uintptr(which), uintptr(who), 0)
	return count(r, e)
}

func Setpriority(which int, who int, prio int) error {
	return fd1(SYS_SETPRIORITY, which, uintptr(who), uintptr(prio))
}

func Tgkill(tgid int, tid int, sig Signal) error {
	return fd1(SYS_TGKILL, tgid, uintptr(tid), uintptr(sig))
}
func Unshare(flags int) error                { return fd1(SYS_UNSHARE, flags, 0, 0) }
func Ioperm(from int, num int, on int) error { return fd1(SYS_IOPERM, from, uintptr(num), uintptr(on)) }
func Iopl(level int) error                   { return fd1(SYS_IOPL, level, 0, 0) }

func Pause() error {
	_, _, e := Syscall(SYS_PAUSE, 0, 0, 0)
	return errOf(e)
}

func Nanosleep(time *Timespec, leftover *Timespec) error {
	_, _, e := Syscall(SYS_NANOSLEEP, uintptr(unsafe.Pointer(time)), uintptr(unsafe.Pointer(leftover)), 0)
	return errOf(e)
}

func Reboot(cmd int) error {
	_, _, e := Syscall6(SYS_REBOOT, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, uintptr(cmd), 0, 0, 0)
	return errOf(e)
}

func name1(trap uintptr, p []byte) error {
	_, _, e := Syscall(trap, uintptr(bytesAt(p)), uintptr(len(p)), 0)
	return errOf(e)
}

func Sethostname(p []byte) error   { return name1(SYS_SETHOSTNAME, p) }
func Setdomainname(p []byte) error { return name1(SYS_SETDOMAINNAME, p) }

func Klogctl(typ int, buf []byte) (n int, err error) {
	r, _, e := Syscall(SYS_SYSLOG, uintptr(typ), uintptr(bytesAt(buf)), uintptr(len(buf)))
	return count(r, e)
}

const SIGUNUSED = Signal(0x1f)

// Memory.

func pages(trap uintptr, b []byte, arg int) error {
	_, _, e := Syscall(trap, uintptr(bytesAt(b)), uintptr(len(b)), uintptr(arg))
	return errOf(e)
}

func Madvise(b []byte, advice int) error { return pages(SYS_MADVISE, b, advice) }
func Mlock(b []byte) error               { return pages(SYS_MLOCK, b, 0) }
func Munlock(b []byte) error             { return pages(SYS_MUNLOCK, b, 0) }
func Mlockall(flags int) error           { return fd1(SYS_MLOCKALL, flags, 0, 0) }
func Munlockall() error                  { return fd1(SYS_MUNLOCKALL, 0, 0, 0) }

// Time.

type Time_t int64

func Time(t *Time_t) (tt Time_t, err error) {
	var tv Timeval
	if err = Gettimeofday(&tv); err != nil {
		return 0, err
	}
	if t != nil {
		*t = Time_t(tv.Sec)
	}
	return Time_t(tv.Sec), nil
}

func Settimeofday(tv *Timeval) error {
	_, _, e := Syscall(SYS_SETTIMEOFDAY, uintptr(unsafe.Pointer(tv)), 0, 0)
	return errOf(e)
}

// TimespecToNsec returns the time in nanoseconds.
func TimespecToNsec(ts Timespec) int64 { return ts.Nano() }

// TimevalToNsec returns the time in nanoseconds.
func TimevalToNsec(tv Timeval) int64 { return tv.Nano() }

// NsecToTimeval rounds up to microseconds.
func NsecToTimeval(nsec int64) Timeval {
	nsec += 999
	usec := nsec % 1e9 / 1e3
	sec := nsec / 1e9
	if usec < 0 {
		usec += 1e6
		sec--
	}
	return Timeval{Sec: sec, Usec: usec}
}

type Tms struct {
	Utime  int64
	Stime  int64
	Cutime int64
	Cstime int64
}

func Times(tms *Tms) (ticks uintptr, err error) {
	r, _, e := RawSyscall(SYS_TIMES, uintptr(unsafe.Pointer(tms)), 0, 0)
	return r, errOf(e)
}

type Timex struct {
	Modes     uint32
	Pad_cgo_0 [4]byte
	Offset    int64
	Freq      int64
	Maxerror  int64
	Esterror  int64
	Status    int32
	Pad_cgo_1 [4]byte
	Constant  int64
	Precision int64
	Tolerance int64
	Time      Timeval
	Tick      int64
	Ppsfreq   int64
	Jitter    int64
	Shift     int32
	Pad_cgo_2 [4]byte
	Stabil    int64
	Jitcnt    int64
	Calcnt    int64
	Errcnt    int64
	Stbcnt    int64
	Tai       int32
	Pad_cgo_3 [44]byte
}

func Adjtimex(buf *Timex) (state int, err error) {
	r, _, e := Syscall(SYS_ADJTIMEX, uintptr(unsafe.Pointer(buf)), 0, 0)
	return count(r, e)
}

type Sysinfo_t struct {
	Uptime    int64
	Loads     [3]uint64
	Totalram  uint64
	Freeram   uint64
	Sharedram uint64
	Bufferram uint64
	Totalswap uint64
	Freeswap  uint64
	Procs     uint16
	Pad       uint16
	Pad_cgo_0 [4]byte
	Totalhigh uint64
	Freehigh  uint64
	Unit      uint32
	X_f       [0]byte
	Pad_cgo_1 [4]byte
}

func Sysinfo(info *Sysinfo_t) error {
	_, _, e := RawSyscall(SYS_SYSINFO, uintptr(unsafe.Pointer(info)), 0, 0)
	return errOf(e)
}

// Tracing.

type PtraceRegs struct {
	R15      uint64
	R14      uint64
	R13      uint64
	R12      uint64
	Rbp      uint64
	Rbx      uint64
	R11      uint64
	R10      uint64
	R9       uint64
	R8       uint64
	Rax      uint64
	Rcx      uint64
	Rdx      uint64
	Rsi      uint64
	Rdi      uint64
	Orig_rax uint64
	Rip      uint64
	Cs       uint64
	Eflags   uint64
	Rsp      uint64
	Ss       uint64
	Fs_base  uint64
	Gs_base  uint64
	Ds       uint64
	Es       uint64
	Fs       uint64
	Gs       uint64
}

func (r *PtraceRegs) PC() uint64      { return r.Rip }
func (r *PtraceRegs) SetPC(pc uint64) { r.Rip = pc }

func ptrace(request, pid int, addr uintptr, data uintptr) error {
	_, _, e := Syscall6(SYS_PTRACE, uintptr(request), uintptr(pid), addr, data, 0, 0)
	return errOf(e)
}

func PtraceAttach(pid int) error              { return ptrace(PTRACE_ATTACH, pid, 0, 0) }
func PtraceDetach(pid int) error              { return ptrace(PTRACE_DETACH, pid, 0, 0) }
func PtraceCont(pid int, signal int) error    { return ptrace(PTRACE_CONT, pid, 0, uintptr(signal)) }
func PtraceSyscall(pid int, signal int) error { return ptrace(PTRACE_SYSCALL, pid, 0, uintptr(signal)) }
func PtraceSingleStep(pid int) error          { return ptrace(PTRACE_SINGLESTEP, pid, 0, 0) }
func PtraceSetOptions(pid int, options int) error {
	return ptrace(PTRACE_SETOPTIONS, pid, 0, uintptr(options))
}

func PtraceGetEventMsg(pid int) (msg uint, err error) {
	var word uint
	err = ptrace(PTRACE_GETEVENTMSG, pid, 0, uintptr(unsafe.Pointer(&word)))
	return word, err
}

func PtraceGetRegs(pid int, regsout *PtraceRegs) error {
	return ptrace(PTRACE_GETREGS, pid, 0, uintptr(unsafe.Pointer(regsout)))
}

func PtraceSetRegs(pid int, regs *PtraceRegs) error {
	return ptrace(PTRACE_SETREGS, pid, 0, uintptr(unsafe.Pointer(regs)))
}

// The kernel moves whole words; ends of a word that are not asked for are read first and put back.
func peek(request, pid int, addr uintptr, out []byte) (count int, err error) {
	for count < len(out) {
		at := addr + uintptr(count)
		var word [8]byte
		if err := ptrace(request, pid, at&^7, uintptr(unsafe.Pointer(&word))); err != nil {
			return count, err
		}
		count += copy(out[count:], word[at&7:])
	}
	return count, nil
}

func poke(peekRequest, request, pid int, addr uintptr, data []byte) (count int, err error) {
	for count < len(data) {
		at := addr + uintptr(count)
		var word [8]byte
		if at&7 != 0 || len(data)-count < 8 {
			if err := ptrace(peekRequest, pid, at&^7, uintptr(unsafe.Pointer(&word))); err != nil {
				return count, err
			}
		}
		n := copy(word[at&7:], data[count:])
		if err := ptrace(request, pid, at&^7, *(*uintptr)(unsafe.Pointer(&word))); err != nil {
			return count, err
		}
		count += n
	}
	return count, nil
}

func PtracePeekText(pid int, addr uintptr, out []byte) (count int, err error) {
	return peek(PTRACE_PEEKTEXT, pid, addr, out)
}

func PtracePeekData(pid int, addr uintptr, out []byte) (count int, err error) {
	return peek(PTRACE_PEEKDATA, pid, addr, out)
}

func PtracePokeText(pid int, addr uintptr, data []byte) (count int, err error) {
	return poke(PTRACE_PEEKTEXT, PTRACE_POKETEXT, pid, addr, data)
}

func PtracePokeData(pid int, addr uintptr, data []byte) (count int, err error) {
	return poke(PTRACE_PEEKDATA, PTRACE_POKEDATA, pid, addr, data)
}
