package syscall

import "unsafe"

// Calls on files that few programs need: relative to a directory, attributes, file systems, directories, watching.

const (
	atCwd        = -0x64
	atRemoveDir  = 0x200
	atNoFollow   = 0x100
	atEffectiveA = 0x200
)

func pathAt(trap uintptr, dirfd int, path string, a, b, c uintptr) (uintptr, error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return 0, err
	}
	r, _, e := Syscall6(trap, uintptr(dirfd), uintptr(unsafe.Pointer(p)), a, b, c, 0)
	return r, errOf(e)
}

// Openat opens a file below the directory dirfd.
func Openat(dirfd int, path string, flags int, mode uint32) (fd int, err error) {
	r, err := pathAt(SYS_OPENAT, dirfd, path, uintptr(flags), uintptr(mode), 0)
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

func Mkdirat(dirfd int, path string, mode uint32) error {
	_, err := pathAt(SYS_MKDIRAT, dirfd, path, uintptr(mode), 0, 0)
	return err
}

func Mknodat(dirfd int, path string, mode uint32, dev int) error {
	_, err := pathAt(SYS_MKNODAT, dirfd, path, uintptr(mode), uintptr(dev), 0)
	return err
}

func Mknod(path string, mode uint32, dev int) error { return Mknodat(atCwd, path, mode, dev) }

func Unlinkat(dirfd int, path string) error {
	_, err := pathAt(SYS_UNLINKAT, dirfd, path, 0, 0, 0)
	return err
}

func Fchownat(dirfd int, path string, uid int, gid int, flags int) error {
	_, err := pathAt(SYS_FCHOWNAT, dirfd, path, uintptr(uid), uintptr(gid), uintptr(flags))
	return err
}

// Fchmodat sets a mode; the kernel's call takes no flags.
func Fchmodat(dirfd int, path string, mode uint32, flags int) error {
	if flags&^atNoFollow != 0 {
		return EINVAL
	}
	if flags&atNoFollow != 0 {
		return EOPNOTSUPP
	}
	_, err := pathAt(SYS_FCHMODAT, dirfd, path, uintptr(mode), 0, 0)
	return err
}

// Faccessat asks about access; flags are worked out here, the kernel's call takes none.
func Faccessat(dirfd int, path string, mode uint32, flags int) error {
	if flags&^(atNoFollow|atEffectiveA) != 0 {
		return EINVAL
	}
	if flags == 0 {
		_, err := pathAt(SYS_FACCESSAT, dirfd, path, uintptr(mode), 0, 0)
		return err
	}
	var st Stat_t
	if _, err := pathAt(SYS_NEWFSTATAT, dirfd, path, uintptr(unsafe.Pointer(&st)), uintptr(flags&atNoFollow), 0); err != nil {
		return err
	}
	mode &= 7
	if mode == 0 {
		return nil
	}
	uid, gid := Getuid(), Getgid()
	if flags&atEffectiveA != 0 {
		uid, gid = Geteuid(), Getegid()
	}
	if uid == 0 {
		if mode&1 == 0 || st.Mode&0111 != 0 {
			return nil
		}
		return EACCES
	}
	has := st.Mode & 7
	if uint32(uid) == st.Uid {
		has = st.Mode >> 6 & 7
	} else if uint32(gid) == st.Gid || inGroup(int(st.Gid)) {
		has = st.Mode >> 3 & 7
	}
	if has&mode == mode {
		return nil
	}
	return EACCES
}

func inGroup(gid int) bool {
	groups, err := Getgroups()
	if err != nil {
		return false
	}
	for _, g := range groups {
		if g == gid {
			return true
		}
	}
	return false
}

func Renameat(olddirfd int, oldpath string, newdirfd int, newpath string) error {
	p, err := BytePtrFromString(oldpath)
	if err != nil {
		return err
	}
	q, err := BytePtrFromString(newpath)
	if err != nil {
		return err
	}
	_, _, e := Syscall6(SYS_RENAMEAT, uintptr(olddirfd), uintptr(unsafe.Pointer(p)), uintptr(newdirfd), uintptr(unsafe.Pointer(q)), 0, 0)
	return errOf(e)
}

func Dup3(oldfd int, newfd int, flags int) error {
	return fd1(SYS_DUP3, oldfd, uintptr(newfd), uintptr(flags))
}
func Fdatasync(fd int) error { return fd1(SYS_FDATASYNC, fd, 0, 0) }
func Sync()                  { Syscall(SYS_SYNC, 0, 0, 0) }

func Fallocate(fd int, mode uint32, off int64, len int64) error {
	_, _, e := Syscall6(SYS_FALLOCATE, uintptr(fd), uintptr(mode), uintptr(off), uintptr(len), 0, 0)
	return errOf(e)
}

func SyncFileRange(fd int, off int64, n int64, flags int) error {
	_, _, e := Syscall6(SYS_SYNC_FILE_RANGE, uintptr(fd), uintptr(off), uintptr(n), uintptr(flags), 0, 0)
	return errOf(e)
}

func Tee(rfd int, wfd int, len int, flags int) (n int64, err error) {
	r, _, e := Syscall6(SYS_TEE, uintptr(rfd), uintptr(wfd), uintptr(len), uintptr(flags), 0, 0)
	return int64(r), errOf(e)
}

// Flock_t is a lock on a part of a file.
type Flock_t struct {
	Type      int16
	Whence    int16
	Pad_cgo_0 [4]byte
	Start     int64
	Len       int64
	Pid       int32
	Pad_cgo_1 [4]byte
}

// FcntlFlock asks for, sets or waits for a lock.
func FcntlFlock(fd uintptr, cmd int, lk *Flock_t) error {
	_, _, e := Syscall(SYS_FCNTL, fd, uintptr(cmd), uintptr(unsafe.Pointer(lk)))
	return errOf(e)
}

type Fsid struct {
	X__val [2]int32
}

// Statfs_t is what is known of a file system.
type Statfs_t struct {
	Type    int64
	Bsize   int64
	Blocks  uint64
	Bfree   uint64
	Bavail  uint64
	Files   uint64
	Ffree   uint64
	Fsid    Fsid
	Namelen int64
	Frsize  int64
	Flags   int64
	Spare   [4]int64
}

func Statfs(path string, buf *Statfs_t) error {
	_, err := path1(SYS_STATFS, path, uintptr(unsafe.Pointer(buf)), 0)
	return err
}

func Fstatfs(fd int, buf *Statfs_t) error {
	return fd1(SYS_FSTATFS, fd, uintptr(unsafe.Pointer(buf)), 0)
}

type Ustat_t struct {
	Tfree     int32
	Pad_cgo_0 [4]byte
	Tinode    uint64
	Fname     [6]int8
	Fpack     [6]int8
	Pad_cgo_1 [4]byte
}

func Ustat(dev int, ubuf *Ustat_t) error {
	return fd1(SYS_USTAT, dev, uintptr(unsafe.Pointer(ubuf)), 0)
}

// Extended attributes.

func xattr(trap uintptr, path, attr string, data []byte, flags int) (int, error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return -1, err
	}
	q, err := BytePtrFromString(attr)
	if err != nil {
		return -1, err
	}
	r, _, e := Syscall6(trap, uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(q)), uintptr(bytesAt(data)), uintptr(len(data)), uintptr(flags), 0)
	return count(r, e)
}

func Getxattr(path string, attr string, dest []byte) (sz int, err error) {
	return xattr(SYS_GETXATTR, path, attr, dest, 0)
}

func Setxattr(path string, attr string, data []byte, flags int) error {
	_, err := xattr(SYS_SETXATTR, path, attr, data, flags)
	return err
}

func Removexattr(path string, attr string) error { return path2(SYS_REMOVEXATTR, path, attr) }

func Listxattr(path string, dest []byte) (sz int, err error) {
	r, err := path1(SYS_LISTXATTR, path, uintptr(bytesAt(dest)), uintptr(len(dest)))
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

// Directories.

type Dirent struct {
	Ino       uint64
	Off       int64
	Reclen    uint16
	Type      uint8
	Name      [256]int8
	Pad_cgo_0 [5]byte
}

func Getdents(fd int, buf []byte) (n int, err error) { return ReadDirent(fd, buf) }

// ParseDirent takes at most max names (all if negative) out of what ReadDirent read.
func ParseDirent(buf []byte, max int, names []string) (consumed int, count int, newnames []string) {
	const header = 19
	whole := len(buf)
	for max != 0 && len(buf) >= header {
		ino := *(*uint64)(unsafe.Pointer(&buf[0]))
		size := int(buf[16]) | int(buf[17])<<8
		if size < header || size > len(buf) {
			break
		}
		name := buf[header:size]
		buf = buf[size:]
		for i, c := range name {
			if c == 0 {
				name = name[:i]
				break
			}
		}
		if ino == 0 || string(name) == "." || string(name) == ".." {
			continue
		}
		max--
		count++
		names = append(names, string(name))
	}
	return whole - len(buf), count, names
}

// Times of files.

type Utimbuf struct {
	Actime  int64
	Modtime int64
}

func Utime(path string, buf *Utimbuf) error {
	_, err := path1(SYS_UTIME, path, uintptr(unsafe.Pointer(buf)), 0)
	return err
}

func Utimes(path string, tv []Timeval) error {
	if len(tv) != 2 {
		return EINVAL
	}
	_, err := path1(SYS_UTIMES, path, uintptr(unsafe.Pointer(&tv[0])), 0)
	return err
}

func Futimesat(dirfd int, path string, tv []Timeval) error {
	if len(tv) != 2 {
		return EINVAL
	}
	_, err := pathAt(SYS_FUTIMESAT, dirfd, path, uintptr(unsafe.Pointer(&tv[0])), 0, 0)
	return err
}

func Futimes(fd int, tv []Timeval) error {
	if len(tv) != 2 {
		return EINVAL
	}
	return fd1(SYS_FUTIMESAT, fd, 0, uintptr(unsafe.Pointer(&tv[0])))
}

// Mounting, and what else only root does to file systems.

func Mount(source string, target string, fstype string, flags uintptr, data string) error {
	p := [4]*byte{}
	for i, s := range [4]string{source, target, fstype, data} {
		if i == 3 && s == "" {
			break
		}
		b, err := BytePtrFromString(s)
		if err != nil {
			return err
		}
		p[i] = b
	}
	_, _, e := Syscall6(SYS_MOUNT, uintptr(unsafe.Pointer(p[0])), uintptr(unsafe.Pointer(p[1])), uintptr(unsafe.Pointer(p[2])), flags,
		uintptr(unsafe.Pointer(p[3])), 0)
	return errOf(e)
}

func Unmount(target string, flags int) error {
	_, err := path1(SYS_UMOUNT2, target, uintptr(flags), 0)
	return err
}

func PivotRoot(newroot string, putold string) error { return path2(SYS_PIVOT_ROOT, newroot, putold) }

func Acct(path string) error {
	_, err := path1(SYS_ACCT, path, 0, 0)
	return err
}

// Waiting for descriptors and files.

type EpollEvent struct {
	Events uint32
	Fd     int32
	Pad    int32
}

func EpollCreate(size int) (fd int, err error) {
	r, _, e := RawSyscall(SYS_EPOLL_CREATE, uintptr(size), 0, 0)
	return count(r, e)
}

func EpollCreate1(flag int) (fd int, err error) {
	r, _, e := RawSyscall(SYS_EPOLL_CREATE1, uintptr(flag), 0, 0)
	return count(r, e)
}

func EpollCtl(epfd int, op int, fd int, event *EpollEvent) error {
	_, _, e := RawSyscall6(SYS_EPOLL_CTL, uintptr(epfd), uintptr(op), uintptr(fd), uintptr(unsafe.Pointer(event)), 0, 0)
	return errOf(e)
}

func EpollWait(epfd int, events []EpollEvent, msec int) (n int, err error) {
	p := unsafe.Pointer(&none)
	if len(events) > 0 {
		p = unsafe.Pointer(&events[0])
	}
	r, _, e := Syscall6(SYS_EPOLL_WAIT, uintptr(epfd), uintptr(p), uintptr(len(events)), uintptr(msec), 0, 0)
	return count(r, e)
}

type FdSet struct {
	Bits [16]int64
}

func Select(nfd int, r *FdSet, w *FdSet, e *FdSet, timeout *Timeval) (n int, err error) {
	res, _, errno := Syscall6(SYS_SELECT, uintptr(nfd), uintptr(unsafe.Pointer(r)), uintptr(unsafe.Pointer(w)), uintptr(unsafe.Pointer(e)),
		uintptr(unsafe.Pointer(timeout)), 0)
	return count(res, errno)
}

const SizeofInotifyEvent = 0x10

type InotifyEvent struct {
	Wd     int32
	Mask   uint32
	Cookie uint32
	Len    uint32
	Name   [0]uint8
}

func InotifyInit() (fd int, err error) { return InotifyInit1(0) }

func InotifyInit1(flags int) (fd int, err error) {
	r, _, e := RawSyscall(SYS_INOTIFY_INIT1, uintptr(flags), 0, 0)
	return count(r, e)
}

func InotifyAddWatch(fd int, pathname string, mask uint32) (watchdesc int, err error) {
	r, err := pathAt(SYS_INOTIFY_ADD_WATCH, fd, pathname, uintptr(mask), 0, 0)
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

func InotifyRmWatch(fd int, watchdesc uint32) (success int, err error) {
	r, _, e := RawSyscall(SYS_INOTIFY_RM_WATCH, uintptr(fd), uintptr(watchdesc), 0)
	return count(r, e)
}

// Termios holds the settings of a terminal.
type Termios struct {
	Iflag     uint32
	Oflag     uint32
	Cflag     uint32
	Lflag     uint32
	Line      uint8
	Cc        [32]uint8
	Pad_cgo_0 [3]byte
	Ispeed    uint32
	Ospeed    uint32
}
