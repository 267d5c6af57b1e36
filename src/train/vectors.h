// Word vectors from plain text: skip-gram with negative sampling, one thread, fixed seed.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace casus::train {

struct Vectors {
  int dim = 0;
  std::vector<std::string> words;  // normal forms (lang::normal_form), most frequent first
  std::vector<float> values;       // words.size() rows of `dim`, each of length 1
  std::unordered_map<std::string, uint32_t> index;
};

struct VectorOptions {
  int dim = 64;
  int window = 5;
  int negatives = 5;
  int epochs = 5;
  uint32_t min_count = 5;
  uint32_t max_words = 50000;
  float rate = 0.025f;
  float sample = 1e-4f;  // more frequent words are skipped with a probability that grows with frequency
  uint64_t seed = 1;
};

// `sentences` are runs of normal forms; company does not cross them.
Vectors learn_vectors(const std::vector<std::vector<std::string>>& sentences, const VectorOptions& options);

Result<void> save_vectors(const Vectors& vectors, const std::string& path);
Result<Vectors> load_vectors(const std::string& path);

}  // namespace casus::train
