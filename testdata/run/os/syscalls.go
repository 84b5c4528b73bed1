// Package syscall: files, directories, locks, credentials over sockets, events, ids, times.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"syscall"
	"unsafe"
)

func check(what string, err error) {
	if err != nil {
		fmt.Println(what, err)
	}
}

func main() {
	dir, err := os.MkdirTemp("", "syscalls")
	check("temp", err)
	defer os.RemoveAll(dir)
	d, err := syscall.Open(dir, syscall.O_RDONLY|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
	check("open", err)
	check("mkdirat", syscall.Mkdirat(d, "sub", 0755))
	fd, err := syscall.Openat(d, "file", syscall.O_CREAT|syscall.O_RDWR|syscall.O_CLOEXEC, 0640)
	check("openat", err)
	check("fallocate", syscall.Fallocate(fd, 0, 0, 1000))
	var st syscall.Stat_t
	check("fstat", syscall.Fstat(fd, &st))
	fmt.Println(st.Size, st.Mode&0777)
	check("fchmodat", syscall.Fchmodat(d, "file", 0600, 0))
	check("faccessat", syscall.Faccessat(d, "file", 4, 0))
	fmt.Println(syscall.Faccessat(d, "none", 4, 0), syscall.Faccessat(d, "file", 4, 1<<20))
	check("renameat", syscall.Renameat(d, "file", d, "renamed"))
	check("utimes", syscall.Utimes(filepath.Join(dir, "renamed"), []syscall.Timeval{{Sec: 100}, {Sec: 200, Usec: 5}}))
	check("fstat", syscall.Fstat(fd, &st))
	fmt.Println(st.Atim, st.Mtim)

	buf := make([]byte, 4096)
	n, err := syscall.ReadDirent(d, buf)
	check("readdirent", err)
	used, count, names := syscall.ParseDirent(buf[:n], -1, nil)
	sort.Strings(names)
	fmt.Println(used == n, count, names)
	var fs syscall.Statfs_t
	check("statfs", syscall.Statfs(dir, &fs))
	fmt.Println(fs.Bsize > 0, fs.Namelen)

	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 10, Len: 5}
	check("lock", syscall.FcntlFlock(uintptr(fd), syscall.F_SETLK, &lock))
	lock.Type = syscall.F_RDLCK
	check("lock", syscall.FcntlFlock(uintptr(fd), syscall.F_GETLK, &lock))
	fmt.Println(lock.Type == syscall.F_UNLCK)

	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	check("socketpair", err)
	check("passcred", syscall.SetsockoptInt(pair[1], syscall.SOL_SOCKET, syscall.SO_PASSCRED, 1))
	me := &syscall.Ucred{Pid: int32(os.Getpid()), Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid())}
	check("sendmsg", syscall.Sendmsg(pair[0], []byte("x"), syscall.UnixCredentials(me), nil, 0))
	oob := make([]byte, 100)
	n, oobn, _, _, err := syscall.Recvmsg(pair[1], buf, oob, 0)
	check("recvmsg", err)
	msgs, err := syscall.ParseSocketControlMessage(oob[:oobn])
	check("parse", err)
	who, err := syscall.ParseUnixCredentials(&msgs[0])
	check("credentials", err)
	fmt.Println(n, *who == *me)

	ep, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	check("epoll", err)
	check("epollctl", syscall.EpollCtl(ep, syscall.EPOLL_CTL_ADD, pair[1], &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(pair[1])}))
	events := make([]syscall.EpollEvent, 4)
	n, err = syscall.EpollWait(ep, events, 0)
	fmt.Println(n, err)
	syscall.Write(pair[0], []byte("y"))
	n, err = syscall.EpollWait(ep, events, 1000)
	fmt.Println(n, err, int(events[0].Fd) == pair[1], events[0].Events == syscall.EPOLLIN)

	watch, err := syscall.InotifyInit1(syscall.IN_CLOEXEC)
	check("inotify", err)
	_, err = syscall.InotifyAddWatch(watch, dir, syscall.IN_CREATE)
	check("watch", err)
	check("mkdir", syscall.Mkdir(filepath.Join(dir, "new"), 0700))
	n, err = syscall.Read(watch, buf)
	check("read", err)
	ev := (*syscall.InotifyEvent)(unsafe.Pointer(&buf[0]))
	fmt.Println(ev.Mask&syscall.IN_CREATE != 0, string(buf[syscall.SizeofInotifyEvent:syscall.SizeofInotifyEvent+3]))

	pg, err := syscall.Getpgid(0)
	fmt.Println(pg == syscall.Getpgrp(), err)
	fmt.Println(syscall.NsecToTimeval(-1500), syscall.TimevalToNsec(syscall.Timeval{Sec: 2, Usec: 3}), syscall.TimespecToNsec(syscall.Timespec{Sec: 1, Nsec: 5}))
	var info syscall.Sysinfo_t
	check("sysinfo", syscall.Sysinfo(&info))
	fmt.Println(info.Totalram > 0, info.Uptime > 0)
	_, err = syscall.SlicePtrFromStrings([]string{"a", "b\x00"})
	fmt.Println(err, len(syscall.StringSlicePtr([]string{"a", "b"})))
	check("madvise", syscall.Madvise(nil, syscall.MADV_NORMAL))
	fmt.Println(syscall.Setuid(os.Getuid()), syscall.Setgid(os.Getgid()), syscall.Seteuid(os.Geteuid()))
	check("unlinkat", syscall.Unlinkat(d, "renamed"))
	fmt.Println(syscall.LsfStmt(1, 2), syscall.LsfJump(1, 2, 3, 4), syscall.SetLsfPromisc("nosuch", true))
}
