// This file declares the functions of math whose last bits depend on the algorithm: each follows the one Go uses on amd64.
#pragma once

namespace vole::stdlib {

double goExp(double x);
double goExp2(double x);
double goLog(double x);
double goLog2(double x);
double goLog10(double x);
double goPow(double x, double y);
double goHypot(double p, double q);
double goCbrt(double x);
void goSincos(double x, double* sin, double* cos);
double goTan(double x);
double goAsin(double x);
double goAcos(double x);
double goAtan(double x);
double goAtan2(double y, double x);
double goSinh(double x);
double goCosh(double x);
double goTanh(double x);
double goAsinh(double x);
double goAcosh(double x);
double goAtanh(double x);
double goExpm1(double x);
double goLog1p(double x);
double goGamma(double x);
double goLgamma(double x, int* sign);
double goErf(double x);
double goErfc(double x);
double goRound(double x);
double goMax(double x, double y);
double goMin(double x, double y);

}  // namespace vole::stdlib
