// Package crypto names the hash functions and has the interfaces of keys.
package crypto

import (
	"hash"
	"io"
	"strconv"
)

// A Hash names a hash function; the package that has it need not be in the
// program.
type Hash uint

// HashFunc returns h: a Hash is a SignerOpts.
func (h Hash) HashFunc() Hash { return h }

// The hash functions, with the import that brings them.
const (
	MD4         Hash = 1 + iota // golang.org/x/crypto/md4
	MD5                         // crypto/md5
	SHA1                        // crypto/sha1
	SHA224                      // crypto/sha256
	SHA256                      // crypto/sha256
	SHA384                      // crypto/sha512
	SHA512                      // crypto/sha512
	MD5SHA1                     // none: of TLS
	RIPEMD160                   // golang.org/x/crypto/ripemd160
	SHA3_224                    // golang.org/x/crypto/sha3
	SHA3_256                    // golang.org/x/crypto/sha3
	SHA3_384                    // golang.org/x/crypto/sha3
	SHA3_512                    // golang.org/x/crypto/sha3
	SHA512_224                  // crypto/sha512
	SHA512_256                  // crypto/sha512
	BLAKE2s_256                 // golang.org/x/crypto/blake2s
	BLAKE2b_256                 // golang.org/x/crypto/blake2b
	BLAKE2b_384                 // golang.org/x/crypto/blake2b
	BLAKE2b_512                 // golang.org/x/crypto/blake2b
	maxHash
)

var known = [maxHash]struct {
	name string
	size int
}{
	MD4:         {"MD4", 16},
	MD5:         {"MD5", 16},
	SHA1:        {"SHA-1", 20},
	SHA224:      {"SHA-224", 28},
	SHA256:      {"SHA-256", 32},
	SHA384:      {"SHA-384", 48},
	SHA512:      {"SHA-512", 64},
	MD5SHA1:     {"MD5+SHA1", 36},
	RIPEMD160:   {"RIPEMD-160", 20},
	SHA3_224:    {"SHA3-224", 28},
	SHA3_256:    {"SHA3-256", 32},
	SHA3_384:    {"SHA3-384", 48},
	SHA3_512:    {"SHA3-512", 64},
	SHA512_224:  {"SHA-512/224", 28},
	SHA512_256:  {"SHA-512/256", 32},
	BLAKE2s_256: {"BLAKE2s-256", 32},
	BLAKE2b_256: {"BLAKE2b-256", 32},
	BLAKE2b_384: {"BLAKE2b-384", 48},
	BLAKE2b_512: {"BLAKE2b-512", 64},
}

// What RegisterHash was given.
var makers [maxHash]func() hash.Hash

func (h Hash) String() string {
	if h > 0 && h < maxHash {
		return known[h].name
	}
	return "unknown hash value " + strconv.Itoa(int(h))
}

// Size returns the length of the hash in bytes, also when it is not
// available.
func (h Hash) Size() int {
	if h > 0 && h < maxHash {
		return known[h].size
	}
	panic("crypto: Size of unknown hash function")
}

// New returns a hash.Hash, if the package is in the program; else it panics.
func (h Hash) New() hash.Hash {
	if h.Available() {
		return makers[h]()
	}
	panic("crypto: requested hash function #" + strconv.Itoa(int(h)) + " is unavailable")
}

// Available reports whether the package of h is in the program.
func (h Hash) Available() bool { return h < maxHash && makers[h] != nil }

// RegisterHash is called by packages that have a hash function.
func RegisterHash(h Hash, f func() hash.Hash) {
	if h >= maxHash {
		panic("crypto: RegisterHash of unknown hash function")
	}
	makers[h] = f
}

// PublicKey is a public key of any kind. Those of the library have
//
//	Equal(x crypto.PublicKey) bool
type PublicKey any

// PrivateKey is a private key of any kind. Those of the library have
//
//	Public() crypto.PublicKey
//	Equal(x crypto.PrivateKey) bool
type PrivateKey any

// A Signer is a key that signs, though it may not be in the program's hands.
type Signer interface {
	Public() PublicKey

	// Sign signs a digest, which was hashed as opts say; rand may be needed.
	Sign(rand io.Reader, digest []byte, opts SignerOpts) (signature []byte, err error)
}

// SignerOpts tell how to sign.
type SignerOpts interface {
	// HashFunc is the hash function that made the digest, or zero.
	HashFunc() Hash
}

// A Decrypter is a key that decrypts.
type Decrypter interface {
	Public() PublicKey
	Decrypt(rand io.Reader, msg []byte, opts DecrypterOpts) (plaintext []byte, err error)
}

// DecrypterOpts tell how to decrypt; each kind of key has its own.
type DecrypterOpts any
