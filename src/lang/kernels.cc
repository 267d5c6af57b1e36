// Compiled once for each vector instruction set by Highway; kernels_plain.cc is the readable twin.
#include "lang/kernels.h"

#include "lang/activation.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "lang/kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace casus::lang {
namespace HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR
const Kernels* kernels_for_target() { return &plain_kernels(); }
#else
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Eight lanes at most, so that two vectors of outputs by four rows fill the registers of AVX2.
using DI = hn::CappedTag<int32_t, 8>;
using DF = hn::CappedTag<float, 8>;
using DW = hn::Repartition<int16_t, DI>;
using VI = hn::Vec<DI>;
using VF = hn::Vec<DF>;

HWY_INLINE void finish(const Matrix16& m, size_t o, VI sum, float* y, bool add) {
  const DF df;
  const VF scaled = hn::Mul(hn::ConvertTo(df, sum), hn::LoadU(df, m.scale + o));
  hn::StoreU(hn::Add(scaled, add ? hn::LoadU(df, y + o) : hn::LoadU(df, m.bias + o)), df, y + o);
}

// kRows rows by two vectors of outputs, starting at output o.
template <int kRows>
HWY_INLINE void block16(const Matrix16& m, size_t o, const int16_t* x, size_t x_stride, float* y, size_t y_stride,
                        bool add) {
  const DI di;
  const DW dw;
  const size_t lanes = hn::Lanes(di);
  const int16_t* w = m.w + o / kPanel * kPanel * m.inputs + o % kPanel * 2;
  VI a0 = hn::Zero(di), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;  // row a, b, c, d; vector 0, 1
  VI a2 = a0, a3 = a0, b2 = a0, b3 = a0, c2 = a0, c3 = a0, d2 = a0,
     d3 = a0;  // second sums, where an instruction set needs them
  const auto pair = [&](size_t row, size_t k) HWY_ATTR {
    int32_t both;
    hwy::CopyBytes<4>(x + row * x_stride + k, &both);
    return hn::BitCast(dw, hn::Set(di, both));
  };
#pragma GCC unroll 4
  for (size_t k = 0; k < m.inputs; k += 2, w += 2 * kPanel) {
    const auto w0 = hn::LoadU(dw, w), w1 = hn::LoadU(dw, w + 2 * lanes);
    const auto xa = pair(0, k);
    a0 = hn::ReorderWidenMulAccumulate(di, w0, xa, a0, a2), a1 = hn::ReorderWidenMulAccumulate(di, w1, xa, a1, a3);
    if (kRows > 1) {
      const auto xb = pair(1, k);
      b0 = hn::ReorderWidenMulAccumulate(di, w0, xb, b0, b2), b1 = hn::ReorderWidenMulAccumulate(di, w1, xb, b1, b3);
    }
    if (kRows > 2) {
      const auto xc = pair(2, k), xd = pair(3, k);
      c0 = hn::ReorderWidenMulAccumulate(di, w0, xc, c0, c2), c1 = hn::ReorderWidenMulAccumulate(di, w1, xc, c1, c3);
      d0 = hn::ReorderWidenMulAccumulate(di, w0, xd, d0, d2), d1 = hn::ReorderWidenMulAccumulate(di, w1, xd, d1, d3);
    }
  }
  const size_t p = o + lanes;
  finish(m, o, hn::RearrangeToOddPlusEven(a0, a2), y, add), finish(m, p, hn::RearrangeToOddPlusEven(a1, a3), y, add);
  if (kRows > 1) {
    y += y_stride;
    finish(m, o, hn::RearrangeToOddPlusEven(b0, b2), y, add), finish(m, p, hn::RearrangeToOddPlusEven(b1, b3), y, add);
  }
  if (kRows > 2) {
    y += y_stride;
    finish(m, o, hn::RearrangeToOddPlusEven(c0, c2), y, add), finish(m, p, hn::RearrangeToOddPlusEven(c1, c3), y, add);
    y += y_stride;
    finish(m, o, hn::RearrangeToOddPlusEven(d0, d2), y, add), finish(m, p, hn::RearrangeToOddPlusEven(d1, d3), y, add);
  }
}

void mul16(const Matrix16& m, const int16_t* x, size_t x_stride, size_t rows, float* y, size_t y_stride, bool add) {
  const size_t step = 2 * hn::Lanes(DI());
  // A panel's weights stay in the first cache while the rows pass by.
  for (size_t o = 0; o < padded(m.outputs); o += step) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) block16<4>(m, o, x + r * x_stride, x_stride, y + r * y_stride, y_stride, add);
    if (r + 2 <= rows) block16<2>(m, o, x + r * x_stride, x_stride, y + r * y_stride, y_stride, add), r += 2;
    if (r < rows) block16<1>(m, o, x + r * x_stride, x_stride, y + r * y_stride, y_stride, add);
  }
}

template <int kRows>
HWY_INLINE void block32(const Matrix32& m, size_t o, const float* x, size_t x_stride, float* y, size_t y_stride) {
  const DF df;
  const size_t lanes = hn::Lanes(df), p = o + lanes;
  const float* w = m.w + o / kPanel * kPanel * m.inputs + o % kPanel;
  VF a0 = m.bias != nullptr ? hn::LoadU(df, m.bias + o) : hn::Zero(df);
  VF a1 = m.bias != nullptr ? hn::LoadU(df, m.bias + p) : hn::Zero(df);
  VF b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1;
#pragma GCC unroll 4
  for (size_t k = 0; k < m.inputs; ++k, w += kPanel) {
    const VF w0 = hn::LoadU(df, w), w1 = hn::LoadU(df, w + lanes);
    const VF xa = hn::Set(df, x[k]);
    a0 = hn::Add(a0, hn::Mul(xa, w0)), a1 = hn::Add(a1, hn::Mul(xa, w1));
    if (kRows > 1) {
      const VF xb = hn::Set(df, x[x_stride + k]), xc = hn::Set(df, x[2 * x_stride + k]),
               xd = hn::Set(df, x[3 * x_stride + k]);
      b0 = hn::Add(b0, hn::Mul(xb, w0)), b1 = hn::Add(b1, hn::Mul(xb, w1));
      c0 = hn::Add(c0, hn::Mul(xc, w0)), c1 = hn::Add(c1, hn::Mul(xc, w1));
      d0 = hn::Add(d0, hn::Mul(xd, w0)), d1 = hn::Add(d1, hn::Mul(xd, w1));
    }
  }
  hn::StoreU(a0, df, y + o), hn::StoreU(a1, df, y + p);
  if (kRows > 1) {
    y += y_stride, hn::StoreU(b0, df, y + o), hn::StoreU(b1, df, y + p);
    y += y_stride, hn::StoreU(c0, df, y + o), hn::StoreU(c1, df, y + p);
    y += y_stride, hn::StoreU(d0, df, y + o), hn::StoreU(d1, df, y + p);
  }
}

void mul32(const Matrix32& m, const float* x, size_t x_stride, size_t rows, float* y, size_t y_stride) {
  const size_t step = 2 * hn::Lanes(DF());
  for (size_t o = 0; o < padded(m.outputs); o += step) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) block32<4>(m, o, x + r * x_stride, x_stride, y + r * y_stride, y_stride);
    for (; r < rows; ++r) block32<1>(m, o, x + r * x_stride, x_stride, y + r * y_stride, y_stride);
  }
}

HWY_INLINE VF tanh_vec(VF x) {
  const DF df;
  x = hn::Min(hn::Max(x, hn::Set(df, -kTanhLimit)), hn::Set(df, kTanhLimit));
  const VF s = hn::Mul(x, x);
  VF p = hn::Set(df, kTanhP[0]);
  for (int i = 1; i < 7; ++i) p = hn::Add(hn::Mul(p, s), hn::Set(df, kTanhP[i]));
  VF q = hn::Set(df, kTanhQ[0]);
  for (int i = 1; i < 4; ++i) q = hn::Add(hn::Mul(q, s), hn::Set(df, kTanhQ[i]));
  return hn::Div(hn::Mul(x, p), q);
}

HWY_INLINE VF sigmoid_vec(VF x) {
  const VF half = hn::Set(DF(), 0.5f);
  return hn::Add(hn::Mul(half, tanh_vec(hn::Mul(half, x))), half);
}

void lstm(const float* gates, size_t n, float* cell, int16_t* state) {
  const DF df;
  const hn::Rebind<int16_t, DF> dh;
  for (size_t k = 0; k < n; k += hn::Lanes(df)) {
    const VF i = sigmoid_vec(hn::LoadU(df, gates + k)), f = sigmoid_vec(hn::LoadU(df, gates + n + k));
    const VF g = tanh_vec(hn::LoadU(df, gates + 2 * n + k)), o = sigmoid_vec(hn::LoadU(df, gates + 3 * n + k));
    const VF c = hn::Add(hn::Mul(i, g), hn::Mul(f, hn::LoadU(df, cell + k)));
    hn::StoreU(c, df, cell + k);
    const VF h = hn::Mul(hn::Mul(o, tanh_vec(c)), hn::Set(df, static_cast<float>(kMaxActivation)));
    hn::StoreU(hn::DemoteTo(dh, hn::NearestInt(h)), dh, state + k);
  }
}

void leaky(float* x, size_t n) {
  const DF df;
  for (size_t k = 0; k < n; k += hn::Lanes(df)) {
    const VF v = hn::LoadU(df, x + k);
    hn::StoreU(hn::IfThenElse(hn::Lt(v, hn::Zero(df)), hn::Mul(hn::Set(df, 0.1f), v), v), df, x + k);
  }
}

const Kernels* table() {
  static constexpr Kernels kTable{mul16, mul32, lstm, leaky};
  return &kTable;
}

}  // namespace

const Kernels* kernels_for_target() { return table(); }
#endif

}  // namespace HWY_NAMESPACE
}  // namespace casus::lang
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace casus::lang {

HWY_EXPORT(kernels_for_target);

const Kernels& vector_kernels() {
  static const Kernels* const kBest = HWY_DYNAMIC_DISPATCH(kernels_for_target)();
  return *kBest;
}

}  // namespace casus::lang
#endif
