// The arithmetic of the network. Each kernel exists twice: for vectors (Highway, chosen for the machine at run time)
// and as plain loops. Both give the same bits: products of integers are exact, and every float result is one fixed
// sequence of additions and multiplications along its own lane, never a sum across lanes and never fused.
#pragma once
#include <cstddef>
#include <cstdint>

namespace casus::lang {

// Outputs are computed 16 at a time; a matrix is stored as panels of 16 outputs, padded with zeros.
inline constexpr size_t kPanel = 16;
inline constexpr size_t padded(size_t outputs) { return (outputs + kPanel - 1) / kPanel * kPanel; }

// Bounds that keep every integer sum within 31 bits: inputs * (kMaxWeight * kMaxActivation) < 2^31.
inline constexpr int kMaxWeight = 1023, kMaxActivation = 4095;
inline constexpr size_t kMaxInputs = 512;

// Integer matrix: w[panel][input / 2][16][2], inputs even; result = sum * scale + bias, `outputs` padded.
struct Matrix16 {
  const int16_t* w = nullptr;
  const float* scale = nullptr;
  const float* bias = nullptr;
  size_t inputs = 0, outputs = 0;
};

// Float matrix: w[panel][input][16]; bias may be null.
struct Matrix32 {
  const float* w = nullptr;
  const float* bias = nullptr;
  size_t inputs = 0, outputs = 0;
};

struct Kernels {
  // y[r] = W x[r] for `rows` rows; strides in elements; y has padded(outputs) columns. With `add`, y += sum * scale
  // instead.
  void (*mul16)(const Matrix16& w, const int16_t* x, size_t x_stride, size_t rows, float* y, size_t y_stride, bool add);
  void (*mul32)(const Matrix32& w, const float* x, size_t x_stride, size_t rows, float* y, size_t y_stride);
  // One step of an LSTM: gates = four runs of n (input, forget, candidate, output) before squashing; updates cell;
  // writes the state as h * kMaxActivation, rounded. n is a multiple of kPanel.
  void (*lstm)(const float* gates, size_t n, float* cell, int16_t* state);
  // x[i] < 0 ? 0.1 x[i] : x[i]; n is a multiple of kPanel.
  void (*leaky)(float* x, size_t n);
};

const Kernels& vector_kernels();  // the best for this machine
const Kernels& plain_kernels();

}  // namespace casus::lang
