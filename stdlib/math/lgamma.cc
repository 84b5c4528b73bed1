// This file holds the logarithm of the gamma function, by fdlibm's approximations as Go uses them.
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include "stdlib/math/libm.h"

namespace vole::stdlib {
namespace {

constexpr double kPi = 3.14159265358979323846264338327950288419716939937510582097494459;
constexpr double kInf = std::numeric_limits<double>::infinity();

double horner(double x, std::initializer_list<double> c) {
  const double* p = c.end() - 1;
  double y = *p;
  while (p != c.begin()) y = *--p + x * y;
  return y;
}

double sine(double x) {
  double s, c;
  goSincos(x, &s, &c);
  return s;
}
double cosine(double x) {
  double s, c;
  goSincos(x, &s, &c);
  return c;
}

// -sin(pi*x) for x > 0 below 2**52, with the argument reduced exactly first.
double minusSinPi(double x) {
  if (x < 0.25) return -sine(kPi * x);
  int n = 0;
  if (std::floor(x) != x) {
    x = std::fmod(x, 2);
    n = static_cast<int>(x * 4);
  } else {
    bool odd = std::fmod(x, 2) != 0;
    x = odd;
    n = odd ? 4 : 0;
  }
  switch (n) {
    case 0: return -sine(kPi * x);
    case 1:
    case 2: return -cosine(kPi * (0.5 - x));
    case 3:
    case 4: return -sine(kPi * (1 - x));
    case 5:
    case 6: return cosine(kPi * (x - 1.5));
  }
  return -sine(kPi * (x - 2));
}

// Near the zeros at 1 and 2, and between them around the minimum.
double nearUpper(double y) {
  double z = y * y;
  double p1 = horner(z, {7.72156649015328655494e-02, 6.73523010531292681824e-02, 7.38555086081402883957e-03,
            1.19270763183362067845e-03, 2.20862790713908385557e-04, 2.52144565451257326939e-05});
  double p2 = z * horner(z, {3.22467033424113591611e-01, 2.05808084325167332806e-02, 2.89051383673415629091e-03,
            5.10069792153511336608e-04, 1.08011567247583939954e-04, 4.48640949618915160150e-05});
  return (y * p1 + p2) - 0.5 * y;
}
double nearMinimum(double y) {
  double z = y * y, w = z * y;
  double p1 = horner(w, {4.83836122723810047042e-01, -3.27885410759859649565e-02, 6.10053870246291332635e-03,
            -1.40346469989232843813e-03, 3.15632070903625950361e-04});
  double p2 = horner(w, {-1.47587722994593911752e-01, 1.79706750811820387126e-02, -3.68452016781138256760e-03,
            8.81081882437654011382e-04, -3.12754168375120860518e-04});
  double p3 = horner(w, {6.46249402391333854778e-02, -1.03142241298341437450e-02, 2.25964780900612472250e-03,
            -5.38595305356740546715e-04, 3.35529192635519073543e-04});
  double p = z * p1 - (-3.63867699703950536541e-18 - w * (p2 + y * p3));
  return -1.21486290535849611461e-01 + p;
}
double nearLower(double y) {
  double p1 = y * horner(y, {-7.72156649015328655494e-02, 6.32827064025093366517e-01, 1.45492250137234768737e+00,
            9.77717527963372745603e-01, 2.28963728064692451092e-01, 1.33810918536787660377e-02});
  double p2 = horner(y, {1.0, 2.45597793713041134822e+00, 2.12848976379893395361e+00, 7.69285150456672783825e-01,
            1.04222645593369134254e-01, 3.21709242282423911810e-03});
  return -0.5 * y + p1 / p2;
}

double below2(double x) {
  constexpr double kMin = 1.461632144968362245, kC = 1.46163214496836224576e+00;
  if (x <= 0.9) {
    double l = -goLog(x);
    if (x >= kMin - 1 + 0.27) return l + nearUpper(1 - x);
    if (x >= kMin - 1 - 0.27) return l + nearMinimum(x - (kC - 1));
    return l + nearLower(x);
  }
  if (x >= kMin + 0.27) return 0 + nearUpper(2 - x);
  if (x >= kMin - 0.27) return 0 + nearMinimum(x - kC);
  return 0 + nearLower(x - 1);
}

double below8(double x) {
  int i = static_cast<int>(x);
  double y = x - i;
  double p = y * horner(y, {-7.72156649015328655494e-02, 2.14982415960608852501e-01, 3.25778796408930981787e-01,
            1.46350472652464452805e-01, 2.66422703033638609560e-02, 1.84028451407337715652e-03,
            3.19475326584100867617e-05});
  double q = horner(y, {1.0, 1.39200533467621045958e+00, 7.21935547567138069525e-01, 1.71933865632803078993e-01,
            1.86459191715652901344e-02, 7.77942496381893596434e-04, 7.32668430744625636189e-06});
  double l = 0.5 * y + p / q;
  double z = 1;
  for (int k = i; k >= 3; k--) z *= y + (k - 1);
  return i >= 3 ? l + goLog(z) : l;
}

double large(double x) {
  double t = goLog(x), z = 1 / x, y = z * z;
  constexpr double w0 = 4.18938533204672725052e-01;
  double w = w0 + z * horner(y, {8.33333333333329678849e-02, -2.77777777728775536470e-03, 7.93650558643019558500e-04,
            -5.95187557450339963135e-04, 8.36339918996282139126e-04, -1.63092934096575273989e-03});
  return (x - 0.5) * (t - 1) + w;
}

}  // namespace

double goLgamma(double x, int* sign) {
  *sign = 1;
  if (std::isnan(x) || std::isinf(x)) return x;
  if (x == 0) return kInf;
  bool neg = x < 0;
  x = std::fabs(x);
  if (x < 0x1p-70) {
    if (neg) *sign = -1;
    return -goLog(x);
  }
  double reflected = 0;
  if (neg) {
    if (x >= 0x1p52) return kInf;
    double t = minusSinPi(x);
    if (t == 0) return kInf;
    reflected = goLog(kPi / std::fabs(t * x));
    if (t < 0) *sign = -1;
  }
  double l;
  if (x == 1 || x == 2) return 0;
  if (x < 2) {
    l = below2(x);
  } else if (x < 8) {
    l = below8(x);
  } else if (x < 0x1p58) {
    l = large(x);
  } else {
    l = x * (goLog(x) - 1);
  }
  return neg ? reflected - l : l;
}

}  // namespace vole::stdlib
