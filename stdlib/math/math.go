package math

// NaN gives a value that is not a number.
func NaN() float64 { return Float64frombits(0x7FF8000000000001) }

// Inf gives positive infinity if sign >= 0, else negative infinity.
func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(0x7FF0000000000000)
	}
	return Float64frombits(0xFFF0000000000000)
}

// IsNaN reports whether f is not a number.
func IsNaN(f float64) (is bool) { return f != f }

// IsInf reports whether f is an infinity: of the sign given, or any if that is 0.
func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

// Dim gives x-y, or 0 if that is less.
func Dim(x, y float64) float64 {
	v := x - y
	if v <= 0 {
		return 0
	}
	return v
}

// Logb gives the binary exponent of x.
func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case IsInf(x, 0):
		return Inf(1)
	case x != x:
		return x
	}
	_, exp := Frexp(x)
	return float64(exp - 1)
}

// Ilogb gives the binary exponent of x as an integer.
func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case x != x, IsInf(x, 0):
		return MaxInt32
	}
	_, exp := Frexp(x)
	return exp - 1
}

// Nextafter gives the float64 after x on the way to y.
func Nextafter(x, y float64) (r float64) {
	switch {
	case x != x || y != y:
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(Float64frombits(1), y)
	case (y > x) == (x > 0):
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

// Nextafter32 gives the float32 after x on the way to y.
func Nextafter32(x, y float32) (r float32) {
	switch {
	case x != x || y != y:
		return float32(NaN())
	case x == y:
		return x
	case x == 0:
		return float32(Copysign(float64(Float32frombits(1)), float64(y)))
	case (y > x) == (x > 0):
		return Float32frombits(Float32bits(x) + 1)
	}
	return Float32frombits(Float32bits(x) - 1)
}

var pow10small = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
	1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31,
}

var pow10large = [...]float64{1e0, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288}

var pow10tiny = [...]float64{
	1e0, 1e-32, 1e-64, 1e-96, 1e-128, 1e-160, 1e-192, 1e-224, 1e-256, 1e-288, 1e-320,
}

// Pow10 gives 10**n.
func Pow10(n int) float64 {
	switch {
	case n > 308:
		return Inf(1)
	case n >= 0:
		return pow10large[n/32] * pow10small[n%32]
	case n >= -323:
		return pow10tiny[-n/32] / pow10small[-n%32]
	}
	return 0
}

// poly evaluates a polynomial, its highest coefficient first.
func poly(x float64, c ...float64) float64 {
	y := c[0]
	for _, k := range c[1:] {
		y = y*x + k
	}
	return y
}

// Erfinv gives the inverse of Erf, by rational approximation (Wichura, algorithm AS 241).
func Erfinv(x float64) float64 {
	switch {
	case x == 0:
		return x
	case x == 1:
		return Inf(1)
	case x == -1:
		return Inf(-1)
	case !(x > -1 && x < 1):
		return NaN()
	}
	a := Abs(x)
	var y float64
	if a <= 0.85 {
		r := 0.180625 - 0.25*a*a
		p := poly(r, 8.8709406962545514830200e2, 1.1819493347062294404278e4, 2.3782041382114385731252e4,
			1.6235862515167575384252e4, 4.8548868893843886794648e3, 6.9706266534389598238465e2,
			4.7072688112383978012285e1, 1.1975323115670912564578e0)
		q := poly(r, 5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
			2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
			4.2313330701600911252e1, 1)
		y = a * p / q
	} else if r := Sqrt(Ln2 - Log(1.0-a)); r <= 5 {
		r -= 1.6
		y = poly(r, 7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
			1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
			4.63033784615654529590e0, 1.42343711074968357734e0) /
			poly(r, 1.4859850019840355905497876e-9, 7.7441459065157709165577218e-4,
				2.1494160384252876777097297e-2, 2.0945065210512749128288442e-1,
				9.7547832001787427186894837e-1, 2.3707661626024532365971225e0,
				2.9036514445419946173133295e0, 1.4142135623730950488016887e0)
	} else {
		r -= 5
		y = poly(r, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
			2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
			5.46378491116411436990e0, 6.65790464350110377720e0) /
			poly(r, 2.891024605872965461538222e-15, 2.010321207683943062279931e-7,
				2.611088405080593625138020e-5, 1.112800997078859844711555e-3,
				2.103693768272068968719679e-2, 1.936480946950659106176712e-1,
				8.482908416595164588112026e-1, 1.414213562373095048801689e0)
	}
	if x < 0 {
		return -y
	}
	return y
}

// Erfcinv gives the inverse of Erfc.
func Erfcinv(x float64) float64 { return Erfinv(1 - x) }
