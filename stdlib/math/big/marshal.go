package big

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The first byte of the encodings: their version, doubled but for Floats, and
// the sign.
const gobVersion = 1

// GobEncode is for package encoding/gob.
func (x *Int) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	buf := make([]byte, 1+len(x.abs)*8)
	i := x.abs.bytes(buf) - 1
	buf[i] = versionAndSign(x.neg)
	return buf[i:], nil
}

func versionAndSign(neg bool) byte {
	if neg {
		return gobVersion<<1 | 1
	}
	return gobVersion << 1
}

// GobDecode is for package encoding/gob.
func (z *Int) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Int{}
		return nil
	}
	if v := buf[0] >> 1; v != gobVersion {
		return fmt.Errorf("Int.GobDecode: encoding version %d not supported", v)
	}
	z.neg = buf[0]&1 != 0
	z.abs = z.abs.setBytes(buf[1:])
	return nil
}

// MarshalText is for package encoding.
func (x *Int) MarshalText() (text []byte, err error) { return x.Append(nil, 10), nil }

// UnmarshalText is for package encoding.
func (z *Int) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text), 0); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Int", text)
	}
	return nil
}

// MarshalJSON is for package encoding/json.
func (x *Int) MarshalJSON() ([]byte, error) {
	if x == nil {
		return []byte("null"), nil
	}
	return x.Append(nil, 10), nil
}

// UnmarshalJSON is for package encoding/json.
func (z *Int) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	return z.UnmarshalText(text)
}

// GobEncode is for package encoding/gob.
func (x *Rat) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	const head = 1 + 4
	buf := make([]byte, head+(len(x.a.abs)+len(x.b.abs))*8)
	i := x.b.abs.bytes(buf)
	j := x.a.abs.bytes(buf[:i])
	n := i - j
	if int(uint32(n)) != n {
		return nil, errors.New("Rat.GobEncode: numerator too large")
	}
	binary.BigEndian.PutUint32(buf[j-4:j], uint32(n))
	buf[j-head] = versionAndSign(x.a.neg)
	return buf[j-head:], nil
}

// GobDecode is for package encoding/gob.
func (z *Rat) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Rat{}
		return nil
	}
	const head = 1 + 4
	if len(buf) < head {
		return errors.New("Rat.GobDecode: buffer too small")
	}
	if v := buf[0] >> 1; v != gobVersion {
		return fmt.Errorf("Rat.GobDecode: encoding version %d not supported", v)
	}
	i := head + binary.BigEndian.Uint32(buf[1:head])
	if len(buf) < int(i) {
		return errors.New("Rat.GobDecode: buffer too small")
	}
	z.a.neg = buf[0]&1 != 0
	z.a.abs = z.a.abs.setBytes(buf[head:i])
	z.b.abs = z.b.abs.setBytes(buf[i:])
	return nil
}

// MarshalText is for package encoding.
func (x *Rat) MarshalText() (text []byte, err error) {
	if x.IsInt() {
		return x.a.MarshalText()
	}
	return x.appendTo(nil), nil
}

// UnmarshalText is for package encoding.
func (z *Rat) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text)); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Rat", text)
	}
	return nil
}

// GobEncode is for package encoding/gob: value, precision, mode and accuracy.
func (x *Float) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	size, words := 6, 0
	if x.form == finite {
		words = min(int((x.prec+63)/64), len(x.mant))
		size += 4 + words*8
	}
	buf := make([]byte, size)
	buf[0] = gobVersion
	buf[1] = byte(x.mode&7)<<5 | byte((x.acc+1)&3)<<3 | byte(x.form&3)<<1
	if x.neg {
		buf[1] |= 1
	}
	binary.BigEndian.PutUint32(buf[2:], x.prec)
	if x.form == finite {
		binary.BigEndian.PutUint32(buf[6:], uint32(x.exp))
		x.mant[len(x.mant)-words:].bytes(buf[10:])
	}
	return buf, nil
}

// GobDecode is for package encoding/gob. It rounds to z's precision in z's
// mode, unless that precision is 0.
func (z *Float) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Float{}
		return nil
	}
	if len(buf) < 6 {
		return errors.New("Float.GobDecode: buffer too small")
	}
	if buf[0] != gobVersion {
		return fmt.Errorf("Float.GobDecode: encoding version %d not supported", buf[0])
	}
	prec, mode := z.prec, z.mode
	z.mode = RoundingMode(buf[1] >> 5 & 7)
	z.acc = Accuracy(buf[1]>>3&3) - 1
	z.form = form(buf[1] >> 1 & 3)
	z.neg = buf[1]&1 != 0
	z.prec = binary.BigEndian.Uint32(buf[2:])
	if z.form == finite {
		if len(buf) < 10 {
			return errors.New("Float.GobDecode: buffer too small for finite form float")
		}
		z.exp = int32(binary.BigEndian.Uint32(buf[6:]))
		z.mant = z.mant.setBytes(buf[10:])
	}
	if prec != 0 {
		z.mode = mode
		z.SetPrec(uint(prec))
	}
	return nil
}

// MarshalText is for package encoding: the value alone.
func (x *Float) MarshalText() (text []byte, err error) {
	if x == nil {
		return []byte("<nil>"), nil
	}
	return x.Append(nil, 'g', -1), nil
}

// UnmarshalText is for package encoding. It rounds to z's precision, to 64
// bits if that is 0.
func (z *Float) UnmarshalText(text []byte) error {
	if _, _, err := z.Parse(string(text), 0); err != nil {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Float (%v)", text, err)
	}
	return nil
}
