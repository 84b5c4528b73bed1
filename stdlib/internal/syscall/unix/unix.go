// Package unix offers to the library's own packages what syscall does not.
package unix

import (
	"syscall"
	"unsafe"
)

const (
	AT_REMOVEDIR        = 0x200
	AT_SYMLINK_NOFOLLOW = 0x100

	GRND_NONBLOCK GetRandomFlag = 1
	GRND_RANDOM   GetRandomFlag = 2
)

// FcntlSyscall is the number of fcntl.
var FcntlSyscall uintptr = syscall.SYS_FCNTL

// IsNonblock tells a descriptor's mode.
func IsNonblock(fd int) (nonblocking bool, err error) {
	flag, _, e := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFL, 0)
	if e != 0 {
		return false, e
	}
	return flag&syscall.O_NONBLOCK != 0, nil
}

// GetRandomFlag is an option of GetRandom.
type GetRandomFlag uintptr

// GetRandom fills p with random bytes.
func GetRandom(p []byte, flags GetRandomFlag) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	const sysGetrandom = 318
	r, _, e := syscall.Syscall(sysGetrandom, uintptr(unsafe.Pointer(&p[0])), uintptr(len(p)), uintptr(flags))
	if e != 0 {
		return 0, e
	}
	return int(r), nil
}

// CopyFileRange copies between files in the kernel.
func CopyFileRange(rfd int, roff *int64, wfd int, woff *int64, n int, flags int) (int, error) {
	const sysCopyFileRange = 326
	r, _, e := syscall.Syscall6(sysCopyFileRange, uintptr(rfd), uintptr(unsafe.Pointer(roff)), uintptr(wfd), uintptr(unsafe.Pointer(woff)), uintptr(n), uintptr(flags))
	if e != 0 {
		return 0, e
	}
	return int(r), nil
}

func RecvfromInet4(fd int, p []byte, flags int, from *syscall.SockaddrInet4) (int, error) {
	return syscall.VoleRecvfromInet4(fd, p, flags, from)
}

func RecvfromInet6(fd int, p []byte, flags int, from *syscall.SockaddrInet6) (int, error) {
	return syscall.VoleRecvfromInet6(fd, p, flags, from)
}

func SendtoInet4(fd int, p []byte, flags int, to *syscall.SockaddrInet4) error {
	return syscall.Sendto(fd, p, flags, to)
}

func SendtoInet6(fd int, p []byte, flags int, to *syscall.SockaddrInet6) error {
	return syscall.Sendto(fd, p, flags, to)
}

func SendmsgNInet4(fd int, p, oob []byte, to *syscall.SockaddrInet4, flags int) (int, error) {
	return syscall.SendmsgN(fd, p, oob, to, flags)
}

func SendmsgNInet6(fd int, p, oob []byte, to *syscall.SockaddrInet6, flags int) (int, error) {
	return syscall.SendmsgN(fd, p, oob, to, flags)
}

func RecvmsgInet4(fd int, p, oob []byte, flags int, from *syscall.SockaddrInet4) (n, oobn int, recvflags int, err error) {
	return syscall.VoleRecvmsgInet4(fd, p, oob, flags, from)
}

func RecvmsgInet6(fd int, p, oob []byte, flags int, from *syscall.SockaddrInet6) (n, oobn int, recvflags int, err error) {
	return syscall.VoleRecvmsgInet6(fd, p, oob, flags, from)
}
