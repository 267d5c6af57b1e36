// Small wrappers over BLAS: row-major products with the shapes the trainer needs.
#pragma once
#include <cblas.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace casus::train {

// c (m x n) = beta * c + a (m x k) * b (k x n), with leading dimensions.
inline void mul(int m, int n, int k, const float* a, int lda, const float* b, int ldb, float beta, float* c, int ldc) {
  if (m > 0) cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1.0f, a, lda, b, ldb, beta, c, ldc);
}
// c (m x n) = beta * c + a (m x k) * b^T, b is n x k.
inline void mul_bt(int m, int n, int k, const float* a, int lda, const float* b, int ldb, float beta, float* c,
                   int ldc) {
  if (m > 0) cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0f, a, lda, b, ldb, beta, c, ldc);
}
// c (m x n) = beta * c + a^T * b, a is k x m, b is k x n.
inline void mul_at(int m, int n, int k, const float* a, int lda, const float* b, int ldb, float beta, float* c,
                   int ldc) {
  if (k > 0) cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1.0f, a, lda, b, ldb, beta, c, ldc);
}

// A fast generator for dropout masks (splitmix64).
class Coin {
 public:
  explicit Coin(uint64_t seed) : s_(seed) {}
  uint64_t next() {
    uint64_t z = (s_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  float unit() { return static_cast<float>(next() >> 40) * (1.0f / 16777216.0f); }
  void mask(std::vector<float>& m, size_t n, float dropout) {
    m.resize(n);
    const float keep = 1.0f / (1.0f - dropout);
    for (float& x : m) x = unit() < dropout ? 0.0f : keep;
  }

 private:
  uint64_t s_;
};

}  // namespace casus::train
