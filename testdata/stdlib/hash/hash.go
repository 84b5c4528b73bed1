// run

// Checksums of texts of many lengths, in pieces, and their state carried over by MarshalBinary.
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
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
)

func main() {
	text := make([]byte, 3000)
	x := uint32(7)
	for i := range text {
		x = x*1664525 + 1013904223
		text[i] = byte(x >> 24)
	}
	kinds := []struct {
		name string
		make func() hash.Hash
	}{
		{"adler32", func() hash.Hash { return adler32.New() }},
		{"crc32 ieee", func() hash.Hash { return crc32.NewIEEE() }},
		{"crc32 castagnoli", func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }},
		{"crc32 koopman", func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Koopman)) }},
		{"crc64 iso", func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ISO)) }},
		{"crc64 ecma", func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ECMA)) }},
		{"fnv32", func() hash.Hash { return fnv.New32() }},
		{"fnv32a", func() hash.Hash { return fnv.New32a() }},
		{"fnv64", func() hash.Hash { return fnv.New64() }},
		{"fnv64a", func() hash.Hash { return fnv.New64a() }},
		{"fnv128", func() hash.Hash { return fnv.New128() }},
		{"fnv128a", func() hash.Hash { return fnv.New128a() }},
		{"md5", md5.New},
		{"sha1", sha1.New},
		{"sha224", sha256.New224},
		{"sha256", sha256.New},
		{"sha384", sha512.New384},
		{"sha512", sha512.New},
		{"sha512/224", sha512.New512_224},
		{"sha512/256", sha512.New512_256},
		{"hmac", func() hash.Hash { return hmac.New(sha256.New, []byte("key")) }},
	}
	for _, k := range kinds {
		h := k.make()
		fmt.Println(k.name, h.Size(), h.BlockSize())
		for _, n := range []int{0, 1, 7, 8, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000, 3000} {
			h.Reset()
			h.Write(text[:n])
			sum := h.Sum(nil)
			// The same in pieces of growing size.
			p := k.make()
			for at, step := 0, 1; at < n; step++ {
				end := at + step
				if end > n {
					end = n
				}
				m, err := p.Write(text[at:end])
				if m != end-at || err != nil {
					fmt.Println("Write:", m, err)
				}
				at = end
			}
			if string(p.Sum(nil)) != string(sum) {
				fmt.Println("pieces differ")
			}
			fmt.Printf("%d %x\n", n, sum)
		}
		m, ok := k.make().(encoding.BinaryMarshaler)
		if !ok {
			continue
		}
		m.(hash.Hash).Write(text[:100])
		state, err := m.MarshalBinary()
		fmt.Printf("%x %v\n", state, err)
		again := k.make()
		if err := again.(encoding.BinaryUnmarshaler).UnmarshalBinary(state); err != nil {
			fmt.Println(err)
		}
		again.Write(text[100:])
		h.Reset()
		h.Write(text)
		fmt.Println(string(again.Sum(nil)) == string(h.Sum(nil)))
		fmt.Println(again.(encoding.BinaryUnmarshaler).UnmarshalBinary(state[:3]))
	}
	fmt.Println(hmac.Equal([]byte("a"), []byte("a")), hmac.Equal([]byte("a"), []byte("b")))
	fmt.Println(crc32.Update(1, crc32.IEEETable, text), crc32.ChecksumIEEE(nil))
}
