// run

// Packages of Debian that have assembly: of them the portable variants run.
package main

import (
	"fmt"

	"github.com/cespare/xxhash"
	"github.com/golang/snappy"
	jsoniter "github.com/json-iterator/go"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/curve25519"
	"golang.org/x/crypto/nacl/secretbox"
	"golang.org/x/crypto/sha3"
	"golang.org/x/sys/cpu"
	"golang.org/x/sys/unix"
)

func main() {
	data := []byte("some data, some more data, some data again")
	fmt.Println(xxhash.Sum64(data))
	fmt.Printf("%x\n%x\n", blake2b.Sum256(data), blake2s.Sum256(data))
	fmt.Printf("%x\n%x\n", sha3.Sum256(data), argon2.IDKey(data, []byte("saltsalt"), 1, 64, 1, 16))
	c := snappy.Encode(nil, data)
	back, err := snappy.Decode(nil, c)
	fmt.Println(len(c) < len(data), string(back), err)
	aead, err := chacha20poly1305.New(make([]byte, 32))
	fmt.Println(err)
	sealed := aead.Seal(nil, make([]byte, 12), data, nil)
	fmt.Printf("%x\n", sealed)
	open, err := aead.Open(nil, make([]byte, 12), sealed, nil)
	fmt.Println(string(open), err)
	sealed[0]++
	_, err = aead.Open(nil, make([]byte, 12), sealed, nil)
	fmt.Println(err)
	p, err := curve25519.X25519(append(make([]byte, 31), 64), curve25519.Basepoint)
	fmt.Printf("%x %v\n", p, err)
	var key [32]byte
	var nonce [24]byte
	box := secretbox.Seal(nil, data, &nonce, &key)
	_, ok := secretbox.Open(nil, box, &nonce, &key)
	fmt.Printf("%x %v\n", box, ok)
	json := jsoniter.ConfigCompatibleWithStandardLibrary
	out, err := json.Marshal(map[string]interface{}{"b": []int{1, 2}, "a": struct {
		X string `json:"x,omitempty"`
		Y *int
	}{}})
	fmt.Println(string(out), err)
	var v struct {
		A []float64
		B map[string]interface{}
	}
	fmt.Println(json.Unmarshal([]byte(`{"a":[1,2.5e3],"b":{"c":null,"d":[true]}}`), &v), v)

	var u unix.Utsname
	fmt.Println(unix.Uname(&u), unix.ByteSliceToString(u.Sysname[:]), cpu.X86.HasSSE2)
	var tv unix.Timeval
	fmt.Println(unix.Gettimeofday(&tv), tv.Sec > 1e9, unix.Getpid() > 0)
	_, err = unix.Open("/does/not/exist", unix.O_RDONLY, 0)
	fmt.Println(err, err == unix.ENOENT)
	fds := make([]int, 2)
	fmt.Println(unix.Pipe2(fds, unix.O_CLOEXEC))
	n, err := unix.Write(fds[1], data[:4])
	buf := make([]byte, 10)
	m, err2 := unix.Read(fds[0], buf)
	fmt.Println(n, err, m, err2, string(buf[:m]))
}
