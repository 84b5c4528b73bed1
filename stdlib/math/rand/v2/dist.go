package rand

// This file holds the distributions: normal and exponential by Marsaglia and Tsang's ziggurat ("The
// Ziggurat Method for Generating Random Variables", 2000), Zipf by rejection-inversion (Hormann and
// Derflinger, 1996).

import "math"

// The tables of a ziggurat: strip limits, widths and heights.
type normalTables struct {
	k    [128]uint32
	w, f [128]float32
}

type expTables struct {
	k    [256]uint32
	w, f [256]float32
}

// The tables live in the binary; they are computed when first asked for.
func normal() *normalTables
func exponential() *expTables

const (
	normalTail = 3.442619855899
	expTail    = 7.69711747013104972
)

// NormFloat64 returns a normally distributed number with mean 0 and standard deviation 1.
func (r *Rand) NormFloat64() float64 {
	t := normal()
	for {
		u := r.Uint64()
		j := int32(u)
		i := u >> 32 & 0x7F
		x := float64(j) * float64(t.w[i])
		magnitude := uint32(j)
		if j < 0 {
			magnitude = uint32(-j)
		}
		if magnitude < t.k[i] {
			return x
		}
		if i == 0 {
			// The tail.
			for {
				x = -math.Log(r.Float64()) * (1.0 / normalTail)
				y := -math.Log(r.Float64())
				if y+y >= x*x {
					break
				}
			}
			if j > 0 {
				return normalTail + x
			}
			return -normalTail - x
		}
		if t.f[i]+float32(r.Float64())*(t.f[i-1]-t.f[i]) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

// ExpFloat64 returns an exponentially distributed number with rate 1.
func (r *Rand) ExpFloat64() float64 {
	t := exponential()
	for {
		u := r.Uint64()
		j := uint32(u)
		i := uint8(u >> 32)
		x := float64(j) * float64(t.w[i])
		if j < t.k[i] {
			return x
		}
		if i == 0 {
			return expTail - math.Log(r.Float64())
		}
		if t.f[i]+float32(r.Float64())*(t.f[i-1]-t.f[i]) < float32(math.Exp(-x)) {
			return x
		}
	}
}

// A Zipf generates variates of the Zipf distribution.
type Zipf struct {
	r                       *Rand
	imax, v, q, s           float64
	oneMinusQ, oneMinusQInv float64
	hxm, hx0MinusHxm        float64
}

func (z *Zipf) h(x float64) float64    { return math.Exp(z.oneMinusQ*math.Log(z.v+x)) * z.oneMinusQInv }
func (z *Zipf) hInv(x float64) float64 { return math.Exp(z.oneMinusQInv*math.Log(z.oneMinusQ*x)) - z.v }

// NewZipf returns a generator of values k in [0, imax] with P(k) proportional to (v + k) ** (-s).
// It returns nil unless s > 1 and v >= 1.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1.0 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, imax: float64(imax), v: v, q: s}
	z.oneMinusQ = 1.0 - z.q
	z.oneMinusQInv = 1.0 / z.oneMinusQ
	z.hxm = z.h(z.imax + 0.5)
	z.hx0MinusHxm = z.h(0.5) - math.Exp(math.Log(z.v)*(-z.q)) - z.hxm
	z.s = 1 - z.hInv(z.h(1.5)-math.Exp(-z.q*math.Log(z.v+1.0)))
	return z
}

// Uint64 returns a value drawn from the distribution.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.hxm + z.r.Float64()*z.hx0MinusHxm
		x := z.hInv(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.s || u >= z.h(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
