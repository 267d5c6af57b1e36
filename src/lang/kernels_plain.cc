#include <cmath>

#include "lang/activation.h"
#include "lang/kernels.h"

namespace casus::lang {

namespace {

void mul16(const Matrix16& m, const int16_t* x, size_t x_stride, size_t rows, float* y, size_t y_stride, bool add) {
  for (size_t r = 0; r < rows; ++r) {
    for (size_t o = 0; o < padded(m.outputs); ++o) {
      const int16_t* w = m.w + o / kPanel * kPanel * m.inputs + o % kPanel * 2;
      int32_t sum = 0;
      for (size_t k = 0; k < m.inputs; ++k) sum += int32_t{x[r * x_stride + k]} * w[k / 2 * 2 * kPanel + k % 2];
      const float scaled = static_cast<float>(sum) * m.scale[o];
      float& out = y[r * y_stride + o];
      out = scaled + (add ? out : m.bias[o]);
    }
  }
}

void mul32(const Matrix32& m, const float* x, size_t x_stride, size_t rows, float* y, size_t y_stride) {
  for (size_t r = 0; r < rows; ++r) {
    for (size_t o = 0; o < padded(m.outputs); ++o) {
      const float* w = m.w + o / kPanel * kPanel * m.inputs + o % kPanel;
      float sum = m.bias != nullptr ? m.bias[o] : 0.0f;
      for (size_t k = 0; k < m.inputs; ++k) sum = sum + x[r * x_stride + k] * w[k * kPanel];
      y[r * y_stride + o] = sum;
    }
  }
}

void lstm(const float* gates, size_t n, float* cell, int16_t* state) {
  for (size_t k = 0; k < n; ++k) {
    const float i = sigmoid_exact(gates[k]), f = sigmoid_exact(gates[n + k]);
    const float g = tanh_exact(gates[2 * n + k]), o = sigmoid_exact(gates[3 * n + k]);
    cell[k] = i * g + f * cell[k];
    const float h = o * tanh_exact(cell[k]);
    state[k] = static_cast<int16_t>(std::lrint(h * static_cast<float>(kMaxActivation)));
  }
}

void leaky(float* x, size_t n) {
  for (size_t k = 0; k < n; ++k) x[k] = x[k] < 0.0f ? 0.1f * x[k] : x[k];
}

}  // namespace

const Kernels& plain_kernels() {
  static constexpr Kernels kPlain{mul16, mul32, lstm, leaky};
  return kPlain;
}

}  // namespace casus::lang
