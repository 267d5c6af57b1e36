#include "lang/kernels.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "lang/activation.h"

using namespace casus::lang;

namespace {
std::mt19937 random_bits(9);
float unit() { return static_cast<float>(random_bits() % 20001) / 10000.0f - 1.0f; }
int16_t within(int limit) { return static_cast<int16_t>(static_cast<int>(random_bits() % (2 * limit + 1)) - limit); }
}  // namespace

TEST_CASE("vector and plain products are the same to the last bit") {
  for (size_t inputs : {2u, 96u, 512u}) {
    for (size_t outputs : {1u, 16u, 57u}) {
      const size_t out = padded(outputs);
      std::vector<int16_t> w(out * inputs), x(11 * inputs);
      std::vector<float> scale(out), bias(out), w32(out * inputs), x32(11 * inputs);
      for (auto& v : w) v = within(kMaxWeight);
      for (auto& v : x) v = within(kMaxActivation);
      for (auto* f : {&scale, &bias, &w32, &x32}) {
        for (auto& v : *f) v = unit();
      }
      for (size_t rows = 1; rows <= 11; ++rows) {
        for (bool add : {false, true}) {
          std::vector<float> a(rows * out, 0.25f), b(rows * out, 0.25f);
          const Matrix16 m{w.data(), scale.data(), bias.data(), inputs, outputs};
          vector_kernels().mul16(m, x.data(), inputs, rows, a.data(), out, add);
          plain_kernels().mul16(m, x.data(), inputs, rows, b.data(), out, add);
          CHECK(a == b);
        }
        std::vector<float> a(rows * out), b(rows * out);
        const Matrix32 m{w32.data(), rows % 2 == 0 ? bias.data() : nullptr, inputs, outputs};
        vector_kernels().mul32(m, x32.data(), inputs, rows, a.data(), out);
        plain_kernels().mul32(m, x32.data(), inputs, rows, b.data(), out);
        CHECK(a == b);
      }
    }
  }
}

TEST_CASE("the LSTM step and the rectifier are the same to the last bit") {
  const size_t n = 96;
  std::vector<float> gates(4 * n), cell(n), cell2;
  for (int round = 0; round < 200; ++round) {
    for (auto& v : gates) v = unit() * static_cast<float>(1 << (round % 7));
    for (auto& v : cell) v = unit() * 3;
    cell2 = cell;
    std::vector<int16_t> h(n), h2(n);
    vector_kernels().lstm(gates.data(), n, cell.data(), h.data());
    plain_kernels().lstm(gates.data(), n, cell2.data(), h2.data());
    CHECK(cell == cell2);
    CHECK(h == h2);
    std::vector<float> a = gates, b = gates;
    vector_kernels().leaky(a.data(), 4 * n);
    plain_kernels().leaky(b.data(), 4 * n);
    CHECK(a == b);
  }
}

TEST_CASE("tanh is near the library's") {
  for (float x = -12; x < 12; x += 0.01f) CHECK(std::abs(tanh_exact(x) - std::tanh(x)) < 1e-6f);
}
