// run -oracle=no
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// What came after Go 1.19.
func main() {
	b, err := binary.Append([]byte{9}, binary.BigEndian, struct {
		A uint16
		B int8
	}{1, -1})
	fmt.Println(b, err)
	var x [3]uint16
	fmt.Println(binary.Decode([]byte{1, 0, 2, 0, 3, 0, 4}, binary.NativeEndian, &x))
	fmt.Println(x)
	fmt.Println(binary.Encode(make([]byte, 1), binary.LittleEndian, uint32(1)))
	fmt.Println(binary.Append(nil, binary.LittleEndian, 1))
	fmt.Println(string(hex.AppendEncode([]byte("x"), []byte("az"))), string(base64.StdEncoding.AppendEncode([]byte("y"), []byte("abcd"))))
	d, err := hex.AppendDecode([]byte("p"), []byte("6162zz"))
	fmt.Println(string(d), err)
	d, err = base64.RawURLEncoding.AppendDecode([]byte("p"), []byte("YWI"))
	fmt.Println(string(d), err)
}
