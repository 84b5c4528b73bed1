package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

func main() {
	h := sha256.New()
	_, _ = h.Write([]byte("sha256 this string"))
	bs := h.Sum(nil)
	fmt.Printf("%x\n", bs)
	enc := base64.StdEncoding.EncodeToString([]byte("abc123!?$*&()'-=@~"))
	fmt.Println(enc)
	dec, err := base64.StdEncoding.DecodeString(enc)
	fmt.Println(string(dec), err)
	fmt.Println(hex.EncodeToString([]byte("hi")), sha256.Sum256(nil)[0])
}
