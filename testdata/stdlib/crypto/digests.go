// Every digest fed in pieces, copied through its marshaled state and in constant time: the lines that tell of it are
// digested themselves. And what the calls allocate.
package main

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding"
	"fmt"
	"hash"
	"hash/fnv"
	"math/rand"
	"testing"
)

func main() {
	r := rand.New(rand.NewSource(5))
	kinds := []func() hash.Hash{md5.New, sha1.New, sha256.New, sha256.New224, sha512.New, sha512.New384, sha512.New512_224, sha512.New512_256}
	for _, k := range kinds {
		h, lines := k(), fnv.New64a()
		fmt.Printf("%T %d %d\n", h, h.Size(), h.BlockSize())
		for i := 0; i < 400; i++ {
			p := make([]byte, r.Intn(400))
			r.Read(p)
			n, err := h.Write(p)
			m, _ := h.(encoding.BinaryMarshaler).MarshalBinary()
			fmt.Fprintf(lines, "%d %v %x %x\n", n, err, h.Sum(p[:r.Intn(len(p)+1)]), m)
			if i%7 == 0 {
				h2 := k()
				fmt.Fprintln(lines, h2.(encoding.BinaryUnmarshaler).UnmarshalBinary(m))
				h = h2
			}
			if i%50 == 49 {
				h.Reset()
			}
			if c, ok := h.(interface{ ConstantTimeSum([]byte) []byte }); ok {
				fmt.Fprintf(lines, "%x\n", c.ConstantTimeSum([]byte{1}))
			}
			if i < 300 {
				q := make([]byte, i)
				r.Read(q)
				fmt.Fprintf(lines, "%x %x %x %x %x %x %x %x\n", md5.Sum(q), sha1.Sum(q), sha256.Sum256(q), sha256.Sum224(q), sha512.Sum512(q), sha512.Sum384(q), sha512.Sum512_224(q), sha512.Sum512_256(q))
				mac := hmac.New(k, q)
				mac.Write(p)
				fmt.Fprintf(lines, "%x\n", mac.Sum(nil))
			}
		}
		fmt.Printf("%x\n", lines.Sum64())
		fmt.Println(h.(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte("sha")), h.(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte("sha\x02sha\x03")))
	}
	data := make([]byte, 1000)
	fmt.Println(testing.AllocsPerRun(100, func() { sha256.Sum256(data); md5.Sum(data); sha1.Sum(data); sha512.Sum384(data) }))
	h, out := sha256.New(), make([]byte, 0, 64)
	fmt.Println(testing.AllocsPerRun(100, func() { h.Reset(); h.Write(data); out = h.Sum(out[:0]) }))
}
