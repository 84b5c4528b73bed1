// run -env=GOROOT=/nonexistent

// The library without a Go installation: what programs import most.
package main

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"container/heap"
	"container/list"
	"container/ring"
	"context"
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"embed"
	"encoding/base64"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
	"hash/maphash"
	"io"
	"io/fs"
	"io/ioutil"
	"log"
	"math"
	"math/big"
	"math/bits"
	"math/cmplx"
	mrand "math/rand"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

var none embed.FS

func squeeze() {
	var b bytes.Buffer
	for _, open := range []func() io.WriteCloser{
		func() io.WriteCloser { w, _ := flate.NewWriter(&b, 9); return w },
		func() io.WriteCloser { return gzip.NewWriter(&b) },
		func() io.WriteCloser { return zlib.NewWriter(&b) },
	} {
		w := open()
		fmt.Fprint(w, strings.Repeat("text ", 100))
		fmt.Print(w.Close(), " ")
	}
	f, _ := ioutil.ReadAll(flate.NewReader(&b))
	g, err := gzip.NewReader(&b)
	g.Multistream(false)
	t, _ := io.ReadAll(g)
	z, err2 := zlib.NewReader(&b)
	u, _ := io.ReadAll(z)
	fmt.Println(len(f), len(t), len(u), err, err2)
}

func digests() {
	for _, h := range []hash.Hash{md5.New(), sha1.New(), sha256.New(), sha256.New224(), sha512.New(), sha512.New384(), sha512.New512_224(),
		sha512.New512_256(), hmac.New(sha256.New, []byte("key")), adler32.New(), crc32.NewIEEE(), crc32.New(crc32.MakeTable(crc32.Castagnoli)),
		crc32.New(crc32.MakeTable(crc32.Koopman)), crc64.New(crc64.MakeTable(crc64.ECMA)), fnv.New32(), fnv.New64a(), fnv.New128a(), fnv.New128()} {
		for i := 0; i < 50; i++ {
			io.WriteString(h, strings.Repeat("x", i))
		}
		fmt.Printf("%d %d %x\n", h.Size(), h.BlockSize(), h.Sum([]byte{1}))
	}
	fmt.Println(crypto.SHA256.New().Size(), crypto.SHA3_256.Available(), subtle.ConstantTimeCompare([]byte("a"), []byte("b")))
	fmt.Println(maphash.String(maphash.MakeSeed(), "a") != 0)
}

func numbers() {
	x, ok := new(big.Int).SetString("0x1_0000_0000_0000_0000_0000", 0)
	f, _, err := big.ParseFloat("1.5e40", 10, 100, big.ToZero)
	fmt.Println(x, ok, f, err, big.NewRat(6, -4).FloatString(3))
	fmt.Printf("%+x %10.3f %v\n", x.Exp(x, big.NewInt(3), big.NewInt(1e9+7)), f.Sqrt(f), big.NewRat(1, 3))
	p, err := rand.Prime(rand.Reader, 200)
	fmt.Println(p.BitLen(), p.ProbablyPrime(5), err)
	n, err := rand.Int(rand.Reader, p)
	b := make([]byte, 20)
	k, err2 := rand.Read(b)
	fmt.Println(n.Cmp(p), err, k, err2)
}

func main() {
	numbers()
	digests()
	squeeze()
	h := &ints{3, 1, 2}
	heap.Init(h)
	l := list.New()
	l.PushBack(heap.Pop(h))
	fmt.Println(l.Front().Value, ring.New(3).Len())
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	cancel()
	fmt.Println(ctx.Err(), errors.Is(ctx.Err(), context.Canceled))
	fmt.Println(base64.StdEncoding.EncodeToString([]byte("data")), hex.EncodeToString([]byte{1, 255}), binary.BigEndian.Uint16([]byte{1, 2}))
	rows, err := csv.NewReader(strings.NewReader("a,\"b,c\"\n")).ReadAll()
	fmt.Println(rows, err)
	j, err := json.Marshal(map[string]any{"n": 1.5, "s": []string{"x"}})
	fmt.Println(string(j), err)
	set := flag.NewFlagSet("x", flag.ContinueOnError)
	v := set.Int("n", 1, "")
	fmt.Println(set.Parse([]string{"-n=5"}), *v)
	_, err = none.Open("x")
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	log.New(os.Stdout, "log: ", 0).Println("line")
	fmt.Println(math.Sqrt(2), bits.Len(8), cmplx.Abs(3+4i), mrand.New(mrand.NewSource(1)).Intn(100))
	u, err := url.Parse("https://u:p@h.example:80/a%2Fb?q=1&r=%20#f")
	fmt.Println(u, u.Path, u.Query(), err, url.QueryEscape("a b&c"))
	out, err := exec.Command("echo", "hello").Output()
	fmt.Printf("%q %v\n", out, err)
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	signal.Stop(c)
	fmt.Println(path.Join("a", "../b"), filepath.Base("/x/y"), reflect.TypeOf(u), regexp.MustCompile(`a(b+)`).FindStringSubmatch("xabb"))
	fmt.Println(runtime.GOOS, len(debug.Stack()) > 0, sort.SearchInts([]int{1, 3}, 3), strconv.Quote("x\n"))
	var once sync.Once
	var n atomic.Int32
	once.Do(func() { n.Add(2) })
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 1, '.', 0)
	fmt.Fprintln(w, "a\tb\nccc\td")
	w.Flush()
	fmt.Println(n.Load(), unicode.IsUpper('Ä'), utf16.Encode([]rune("𝄞")), utf8.RuneCountInString("äö"), unsafe.Sizeof(n))
	s := bufio.NewScanner(strings.NewReader("one\ntwo"))
	for s.Scan() {
		fmt.Println(s.Text())
	}
}
