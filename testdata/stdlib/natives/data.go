// run

// Natives of hashes, digests, compression, base64, hex, binary, regexp, json, csv, sort, big numbers and reflect given nil, huge and
// negative sizes, overlapping slices.
package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
	"io"
	"math"
	"math/big"
	"reflect"
	"regexp"
	"sort"
	"strings"
)

func try(name string, f func() any) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Printf("%s: panic: %v\n", name, e)
		}
	}()
	fmt.Printf("%s: %v\n", name, f())
}

func main() {
	try("crc32 nil table", func() any { return crc32.Checksum([]byte("x"), nil) })
	try("crc32 nil table, nothing", func() any { return crc32.Checksum(nil, crc32.IEEETable) })
	try("crc64 nil table", func() any { return crc64.Checksum([]byte("x"), nil) })
	for _, h := range []hash.Hash{md5.New(), sha1.New(), sha256.New(), sha512.New(), adler32.New(), crc32.NewIEEE(), crc64.New(crc64.MakeTable(1)), fnv.New32(), fnv.New64a(), fnv.New128()} {
		try(fmt.Sprintf("%T", h), func() any {
			n, err := h.Write(nil)
			state, err2 := h.(encoding.BinaryMarshaler).MarshalBinary()
			u := h.(encoding.BinaryUnmarshaler)
			return fmt.Sprint(n, err, len(state), err2, u.UnmarshalBinary(nil), u.UnmarshalBinary(state[:len(state)-1]), u.UnmarshalBinary(bytes.Repeat([]byte("z"), len(state))), u.UnmarshalBinary(state))
		})
	}
	try("hmac nil", func() any { return fmt.Sprintf("%x", hmac.New(md5.New, nil).Sum(nil)) })
	try("hmac same", func() any { h := md5.New(); return hmac.New(func() hash.Hash { return h }, nil) })
	try("ConstantTimeCopy", func() any { subtle.ConstantTimeCopy(1, make([]byte, 1), nil); return nil })
	try("rand.Int", func() any { n, err := rand.Int(rand.Reader, big.NewInt(0)); return fmt.Sprint(n, err) })
	try("rand.Prime", func() any { _, err := rand.Prime(rand.Reader, 1); return err })
	try("rand.Read nil", func() any { n, err := rand.Read(nil); return fmt.Sprint(n, err) })

	try("flate level", func() any { _, err := flate.NewWriter(io.Discard, 10); return err })
	try("gzip level", func() any { _, err := gzip.NewWriterLevel(io.Discard, -3); return err })
	try("zlib level", func() any { _, err := zlib.NewWriterLevel(io.Discard, math.MaxInt); return err })
	try("gzip empty", func() any { _, err := gzip.NewReader(strings.NewReader("")); return err })
	try("gzip header", func() any { _, err := gzip.NewReader(strings.NewReader("not a gzip file")); return err })
	try("gzip cut", func() any {
		_, err := gzip.NewReader(strings.NewReader("\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x00abc"))
		return err
	})
	try("gzip corrupt", func() any {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte("data"))
		w.Close()
		c := b.Bytes()
		c[len(c)-5] ^= 1
		r, _ := gzip.NewReader(bytes.NewReader(c))
		_, err := io.ReadAll(r)
		return err
	})
	try("zlib empty", func() any { _, err := zlib.NewReader(strings.NewReader("")); return err })
	try("zlib header", func() any { _, err := zlib.NewReader(strings.NewReader("xx")); return err })
	try("zlib dictionary", func() any {
		var b bytes.Buffer
		w, _ := zlib.NewWriterLevelDict(&b, 9, []byte("dict"))
		w.Write([]byte("dict"))
		w.Close()
		_, err := zlib.NewReaderDict(&b, []byte("other"))
		return err
	})
	try("flate corrupt", func() any { _, err := io.ReadAll(flate.NewReader(strings.NewReader("\xff\xff"))); return err })
	try("flate cut", func() any { _, err := io.ReadAll(flate.NewReader(strings.NewReader("\x4b"))); return err })
	try("gzip name", func() any { w := gzip.NewWriter(io.Discard); w.Name = "日"; _, err := w.Write(nil); return err })
	try("gzip extra", func() any { w := gzip.NewWriter(io.Discard); w.Extra = make([]byte, 1<<16); return w.Close() })

	try("base64 short", func() any { base64.StdEncoding.Encode(make([]byte, 1), []byte("abc")); return nil })
	try("base64 nil", func() any { n, err := base64.StdEncoding.Decode(nil, []byte("====")); return fmt.Sprint(n, err) })
	try("hex", func() any {
		n, err := hex.Decode(make([]byte, 9), []byte("0g"))
		return fmt.Sprint(n, err, hex.EncodeToString(nil))
	})
	try("hex in place", func() any { b := []byte("414243"); n, err := hex.Decode(b, b); return fmt.Sprint(string(b[:n]), err) })
	try("binary", func() any { return binary.BigEndian.Uint64(nil) })
	try("binary put", func() any { binary.LittleEndian.PutUint32(make([]byte, 3), 1); return nil })
	try("varint", func() any { v, n := binary.Uvarint(bytes.Repeat([]byte{0xff}, 11)); return fmt.Sprint(v, n) })
	try("regexp repeat", func() any { _, err := regexp.Compile(`a{99999}`); return err })
	try("regexp nest", func() any {
		_, err := regexp.Compile(strings.Repeat("(", 2000) + strings.Repeat(")", 2000))
		return err
	})
	try("regexp nil", func() any { var r *regexp.Regexp; return r.MatchString("x") })
	try("regexp n", func() any { return len(regexp.MustCompile("").FindAllStringIndex("abc", math.MinInt)) })
	try("regexp zero", func() any { return regexp.MustCompile("a*").FindIndex(nil) })
	try("json nil", func() any { return json.Unmarshal(nil, nil) })
	try("json not a pointer", func() any { return json.Unmarshal([]byte("1"), 5) })
	try("json nil pointer", func() any { return json.Unmarshal([]byte("1"), (*int)(nil)) })
	try("json deep", func() any { var v any; return json.Unmarshal([]byte(strings.Repeat("[", 20000)), &v) })
	try("json cycle", func() any { m := map[string]any{}; m["m"] = m; _, err := json.Marshal(m); return err != nil })
	try("json channel", func() any { _, err := json.Marshal(make(chan int)); return err })
	try("json NaN", func() any { _, err := json.Marshal(math.NaN()); return err })
	try("sort.Slice", func() any { sort.Slice(5, nil); return nil })
	try("sort.Search", func() any { return sort.Search(-5, nil) })

	try("big nil", func() any { var z *big.Int; return z.String() })
	try("big zero", func() any { return new(big.Int).Div(big.NewInt(1), new(big.Int)) })
	try("big base", func() any { return big.NewInt(5).Text(1) })
	try("big base 63", func() any { return big.NewInt(5).Text(63) })
	try("big alias", func() any {
		x := big.NewInt(12345)
		x.Mul(x, x).Mul(x, x).Exp(x, x.SetInt64(3), big.NewInt(1000))
		return x
	})
	try("big negative shift", func() any { return new(big.Int).SetBit(big.NewInt(1), -1, 1) })
	try("big Sqrt", func() any { return new(big.Int).Sqrt(big.NewInt(-1)) })
	try("big FillBytes", func() any { return big.NewInt(1 << 40).FillBytes(make([]byte, 2)) })
	try("big Binomial", func() any { return new(big.Int).Binomial(-5, 2) })
	try("rat zero", func() any { return big.NewRat(1, 0) })
	try("float NaN", func() any { return big.NewFloat(math.NaN()) })

	try("MakeSlice", func() any { return reflect.MakeSlice(reflect.TypeOf([]int{}), -1, 0) })
	try("Slice", func() any { return reflect.ValueOf([]int{1}).Slice(1, 5) })
	try("Index", func() any { return reflect.ValueOf("abc").Index(9) })
	try("Copy", func() any { return reflect.Copy(reflect.ValueOf([]byte(nil)), reflect.ValueOf("abc")) })
	try("zero Value", func() any { return reflect.Value{}.Int() })
	try("nil map", func() any {
		reflect.ValueOf(map[string]int(nil)).SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf(1))
		return nil
	})
}
