// run

// Block ciphers with their modes, public keys, random bytes.
package main

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rc4"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"math/big"
)

func main() {
	key := []byte("0123456789abcdef0123456789abcdef")
	plain := []byte("sixteen bytes ..and sixteen more")
	for _, n := range []int{16, 24, 32, 5} {
		b, err := aes.NewCipher(key[:n])
		if err != nil {
			fmt.Println(err)
			continue
		}
		modes(b, plain)
		g, err := cipher.NewGCM(b)
		if err != nil {
			fmt.Println(err)
			continue
		}
		sealed := g.Seal(nil, key[:12], plain, []byte("extra"))
		fmt.Printf("gcm %x\n", sealed)
		back, err := g.Open(nil, key[:12], sealed, []byte("extra"))
		fmt.Println(string(back), err)
		sealed[3] ^= 1
		_, err = g.Open(nil, key[:12], sealed, []byte("extra"))
		fmt.Println(err)
	}
	d, _ := des.NewCipher(key[:8])
	modes(d, plain)
	t, _ := des.NewTripleDESCipher(key[:24])
	modes(t, plain)
	c, _ := rc4.NewCipher(key)
	out := make([]byte, len(plain))
	c.XORKeyStream(out, plain)
	fmt.Printf("rc4 %x\n", out)

	a, b := make([]byte, 32), make([]byte, 32)
	n, err := rand.Read(a)
	fmt.Println(n, err)
	rand.Read(b)
	fmt.Println(bytes.Equal(a, b))
	r, err := rand.Int(rand.Reader, big.NewInt(10))
	fmt.Println(r.Cmp(big.NewInt(10)) < 0, err)
	p, err := rand.Prime(rand.Reader, 128)
	fmt.Println(p.BitLen(), p.ProbablyPrime(20), err)

	digest := sha256.Sum256(plain)
	rk, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		fmt.Println(err)
		return
	}
	sig, err := rsa.SignPKCS1v15(rand.Reader, rk, crypto.SHA256, digest[:])
	fmt.Println(len(sig), err, rsa.VerifyPKCS1v15(&rk.PublicKey, crypto.SHA256, digest[:], sig))
	sig[5] ^= 1
	fmt.Println(rsa.VerifyPKCS1v15(&rk.PublicKey, crypto.SHA256, digest[:], sig))
	pub, priv, _ := ed25519.GenerateKey(bytes.NewReader(key))
	fmt.Printf("%x\n", pub)
	es := ed25519.Sign(priv, plain)
	fmt.Printf("%x %v\n", es, ed25519.Verify(pub, plain, es))
	ek, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	der, err := ecdsa.SignASN1(rand.Reader, ek, digest[:])
	fmt.Println(err, ecdsa.VerifyASN1(&ek.PublicKey, digest[:], der))
	fmt.Println(subtle.ConstantTimeCompare(a, a), subtle.ConstantTimeCompare(a, b), subtle.ConstantTimeEq(1, 1))
}

func modes(b cipher.Block, plain []byte) {
	size := b.BlockSize()
	iv := []byte("initial vector..")[:size]
	out, back := make([]byte, len(plain)), make([]byte, len(plain))
	b.Encrypt(out, plain)
	b.Decrypt(back, out)
	fmt.Printf("%d %x %q\n", size, out[:size], back[:size])
	cipher.NewCBCEncrypter(b, iv).CryptBlocks(out, plain)
	cipher.NewCBCDecrypter(b, iv).CryptBlocks(back, out)
	fmt.Printf("cbc %x %v\n", out, bytes.Equal(plain, back))
	cipher.NewCTR(b, iv).XORKeyStream(out, plain)
	fmt.Printf("ctr %x\n", out)
	cipher.NewCFBEncrypter(b, iv).XORKeyStream(out, plain)
	cipher.NewCFBDecrypter(b, iv).XORKeyStream(back, out)
	fmt.Printf("cfb %x %v\n", out, bytes.Equal(plain, back))
	cipher.NewOFB(b, iv).XORKeyStream(out, plain)
	fmt.Printf("ofb %x\n", out)
}
