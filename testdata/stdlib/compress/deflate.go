// run

// Compression formats: round trips, data after the end, errors, data that other programs compressed.
package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"compress/lzw"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing/iotest"
	"time"
)

type failing struct{ n int }

func (f *failing) Write(p []byte) (int, error) {
	f.n -= len(p)
	if f.n < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func main() {
	var texts [][]byte
	texts = append(texts, nil, []byte("a"), []byte(strings.Repeat("hello, hello! ", 5000)))
	x := uint32(5)
	noise := make([]byte, 300000)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	texts = append(texts, noise, append(noise[:1000:1000], texts[2]...))

	for level := -3; level <= 10; level++ {
		for i, t := range texts {
			var b bytes.Buffer
			w, err := flate.NewWriter(&b, level)
			if err != nil {
				fmt.Println(err)
				break
			}
			w.Write(t[:len(t)/3])
			w.Flush()
			w.Write(t[len(t)/3:])
			if err := w.Close(); err != nil {
				fmt.Println(err)
			}
			back, err := io.ReadAll(flate.NewReader(&b))
			if err != nil || !bytes.Equal(back, t) {
				fmt.Println("flate", level, i, err, len(back))
			}
		}
	}

	// Every kind of source; what follows the data is left alone.
	for i, t := range texts {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		w.Write(t)
		w.Close()
		b.WriteString("rest")
		all := b.Bytes()
		for _, r := range []io.Reader{bytes.NewReader(all), bytes.NewBuffer(all), bufio.NewReaderSize(bytes.NewReader(all), 16), strings.NewReader(string(all))} {
			z, err := zlib.NewReader(r)
			if err != nil {
				fmt.Println(err)
				continue
			}
			back, err := io.ReadAll(z)
			rest, _ := io.ReadAll(r)
			if err != nil || !bytes.Equal(back, t) || string(rest) != "rest" {
				fmt.Printf("zlib %d %T %v %q\n", i, r, err, rest)
			}
		}
		z, err := zlib.NewReader(iotest.OneByteReader(bytes.NewReader(all)))
		back, err2 := io.ReadAll(z)
		fmt.Println(i, len(back) == len(t), err, err2)
	}

	// Members of gzip, with headers.
	var b bytes.Buffer
	for i := 0; i < 3; i++ {
		w, _ := gzip.NewWriterLevel(&b, i*3)
		w.Name, w.Comment = fmt.Sprint("file", i), "comment"
		w.ModTime = time.Unix(1e9, 0)
		fmt.Fprintf(w, "member %d;", i)
		w.Close()
	}
	whole := b.Bytes()
	r, err := gzip.NewReader(bytes.NewReader(whole))
	fmt.Println(r.Name, r.Comment, r.ModTime.UTC(), err)
	text, err := io.ReadAll(r)
	fmt.Printf("%q %v\n", text, err)
	src := bytes.NewReader(whole)
	r.Reset(src)
	for {
		r.Multistream(false)
		text, err := io.ReadAll(r)
		fmt.Printf("%s %q %v\n", r.Name, text, err)
		if err := r.Reset(src); err != nil {
			fmt.Println(err)
			break
		}
	}

	// What is wrong with it, in bytes that do not depend on the compressor.
	whole, _ = hex.DecodeString("1f8b081800ca9a3b00ff66696c653000636f6d6d656e7400000900f6ff6d656d62657220303b010000ffffeb5697ba090000001f8b081800ca9a3b00ff66696c653100636f6d6d656e7400ca4dcd4d4a2d5230b406040000ffffaa678ca3090000001f8b081800ca9a3b00ff66696c653200636f6d6d656e7400ca4dcd4d4a2d5230b206040000ffff6934a18809000000")
	for n := 0; n < len(whole); n += 7 {
		r, err := gzip.NewReader(bytes.NewReader(whole[:n]))
		if err != nil {
			fmt.Println(n, err)
			continue
		}
		text, err := io.ReadAll(r)
		fmt.Printf("%d %q %v\n", n, text, err)
	}
	bad := append([]byte(nil), whole...)
	bad[len(bad)-6] ^= 1
	r, _ = gzip.NewReader(bytes.NewReader(bad))
	_, err = io.ReadAll(r)
	fmt.Println(err)
	for _, s := range []string{"07", "ff", "0400feff00", "cb48cdc9c907", "010400fbff61626364", "0104000bff61626364", "4b4a4c04"} {
		d, _ := hex.DecodeString(s)
		text, err := io.ReadAll(flate.NewReader(bytes.NewReader(d)))
		fmt.Printf("%s %q %v\n", s, text, err)
	}
	_, err = gzip.NewReader(strings.NewReader("not gzip at all"))
	fmt.Println(err)
	_, err = zlib.NewReader(strings.NewReader("not zlib"))
	fmt.Println(err)

	// Dictionaries, Reset, errors of the writer below, use after Close.
	dict := []byte("common words of both texts")
	var c bytes.Buffer
	w, _ := flate.NewWriterDict(&c, 9, dict)
	for i := 0; i < 2; i++ {
		c.Reset()
		w.Reset(&c)
		io.WriteString(w, "common words")
		w.Close()
		text, err = io.ReadAll(flate.NewReaderDict(&c, dict))
		fmt.Printf("%q %v\n", text, err)
	}
	n, err := w.Write([]byte("x"))
	fmt.Println(n, err, w.Close())
	w, _ = flate.NewWriter(&failing{10}, 1)
	w.Write(noise)
	fmt.Println(w.Flush(), w.Close())
	fr := flate.NewReader(iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(whole[10:]))))
	_, err = io.ReadAll(fr)
	fmt.Println(err, fr.Close())

	// Data of gzip(1) and bzip2(1).
	d, _ := hex.DecodeString("1f8b0800000000000003cb48cdc9c95728cf2fca49e10200af8db7d30c000000")
	gz, err := gzip.NewReader(bytes.NewReader(d))
	if err == nil {
		text, err = io.ReadAll(gz)
	}
	fmt.Printf("%q %v\n", text, err)
	d, _ = hex.DecodeString("425a683931415926535944f71378000001918040000644908020002200334840300219b4b9ac9")
	_, err = io.ReadAll(bzip2.NewReader(bytes.NewReader(d)))
	fmt.Println(err)

	var l bytes.Buffer
	lw := lzw.NewWriter(&l, lzw.LSB, 8)
	lw.Write(texts[2])
	lw.Close()
	fmt.Println(l.Len())
	text, err = io.ReadAll(lzw.NewReader(&l, lzw.LSB, 8))
	fmt.Println(bytes.Equal(text, texts[2]), err)

	var z bytes.Buffer
	zw := zip.NewWriter(&z)
	f, _ := zw.Create("dir/a.txt")
	f.Write(texts[2])
	f, _ = zw.CreateHeader(&zip.FileHeader{Name: "b", Method: zip.Store})
	f.Write([]byte("stored"))
	fmt.Println(zw.Close())
	zr, err := zip.NewReader(bytes.NewReader(z.Bytes()), int64(z.Len()))
	fmt.Println(err)
	for _, f := range zr.File {
		rc, err := f.Open()
		text, err2 := io.ReadAll(rc)
		fmt.Println(f.Name, f.UncompressedSize64, len(text), err, err2)
	}
}
