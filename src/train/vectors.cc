#include "train/vectors.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "pack/pack.h"

namespace casus::train {

namespace {

constexpr size_t kNoiseSlots = 1 << 22;

struct Counted {
  std::vector<std::string> words;
  std::vector<uint64_t> counts;
  std::vector<uint32_t> tokens;        // ids of all known words, sentence after sentence
  std::vector<uint64_t> sentence_end;  // into tokens
};

Counted count_words(const std::vector<std::vector<std::string>>& sentences, const VectorOptions& o,
                    std::unordered_map<std::string, uint32_t>& index) {
  std::unordered_map<std::string, uint64_t> counts;
  for (const auto& s : sentences) {
    for (const auto& w : s) ++counts[w];
  }
  std::vector<std::pair<std::string, uint64_t>> order(counts.begin(), counts.end());
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  Counted c;
  for (const auto& [word, n] : order) {
    if (n < o.min_count || c.words.size() >= o.max_words) break;
    index.emplace(word, static_cast<uint32_t>(c.words.size()));
    c.words.push_back(word);
    c.counts.push_back(n);
  }
  for (const auto& s : sentences) {
    for (const auto& w : s) {
      if (const auto it = index.find(w); it != index.end()) c.tokens.push_back(it->second);
    }
    c.sentence_end.push_back(c.tokens.size());
  }
  return c;
}

std::vector<uint32_t> noise_table(const std::vector<uint64_t>& counts) {
  double total = 0;
  for (uint64_t n : counts) total += std::pow(static_cast<double>(n), 0.75);
  std::vector<uint32_t> table(kNoiseSlots);
  size_t w = 0;
  double done = std::pow(static_cast<double>(counts[0]), 0.75) / total;
  for (size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<uint32_t>(w);
    if (static_cast<double>(i + 1) / static_cast<double>(table.size()) > done && w + 1 < counts.size())
      done += std::pow(static_cast<double>(counts[++w]), 0.75) / total;
  }
  return table;
}

class SkipGram {
 public:
  SkipGram(const Counted& c, const VectorOptions& o)
      : c_(c),
        o_(o),
        d_(static_cast<size_t>(o.dim)),
        noise_(noise_table(c.counts)),
        in_(c.words.size() * d_),
        out_(c.words.size() * d_),
        step_(d_),
        rng_(o.seed) {
    for (float& v : in_) v = (unit() - 0.5f) / static_cast<float>(o.dim);
  }

  void run() {
    const double all = static_cast<double>(c_.tokens.size()) * o_.epochs;
    double seen = 0;
    std::vector<uint32_t> kept;
    for (int epoch = 0; epoch < o_.epochs; ++epoch) {
      size_t at = 0;
      for (uint64_t end : c_.sentence_end) {
        const float rate = o_.rate * std::max(1e-3f, static_cast<float>(1.0 - seen / all));
        kept.clear();
        for (; at < end; ++at, ++seen) {
          const float f = static_cast<float>(c_.counts[c_.tokens[at]]) / static_cast<float>(c_.tokens.size());
          if (f <= o_.sample || unit() < std::sqrt(o_.sample / f) + o_.sample / f) kept.push_back(c_.tokens[at]);
        }
        for (size_t i = 0; i < kept.size(); ++i) {
          const size_t reach = 1 + random() % static_cast<size_t>(o_.window);
          for (size_t j = i > reach ? i - reach : 0; j < std::min(kept.size(), i + reach + 1); ++j) {
            if (j != i) pair(kept[j], kept[i], rate);
          }
        }
      }
    }
  }

  std::vector<float> unit_rows() const {
    std::vector<float> v = in_;
    for (size_t w = 0; w < c_.words.size(); ++w) {
      float n = 1e-8f;
      for (size_t k = 0; k < d_; ++k) n += v[w * d_ + k] * v[w * d_ + k];
      for (size_t k = 0; k < d_; ++k) v[w * d_ + k] /= std::sqrt(n);
    }
    return v;
  }

 private:
  uint64_t random() { return rng_() >> 11; }
  float unit() { return static_cast<float>(rng_() >> 40) * (1.0f / 16777216.0f); }

  void pair(uint32_t word, uint32_t company, float rate) {
    float* in = in_.data() + word * d_;
    float* step = step_.data();
    std::fill(step_.begin(), step_.end(), 0.0f);
    for (int n = 0; n <= o_.negatives; ++n) {
      const uint32_t target = n == 0 ? company : noise_[random() & (kNoiseSlots - 1)];
      if (n > 0 && target == company) continue;
      float* out = out_.data() + target * d_;
      float dot = 0;
#pragma GCC ivdep
      for (size_t k = 0; k < d_; ++k) dot += in[k] * out[k];
      const float p = 1.0f / (1.0f + std::exp(-std::clamp(dot, -8.0f, 8.0f)));
      const float g = ((n == 0 ? 1.0f : 0.0f) - p) * rate;
#pragma GCC ivdep
      for (size_t k = 0; k < d_; ++k) {
        step[k] += g * out[k];
        out[k] += g * in[k];
      }
    }
    for (size_t k = 0; k < d_; ++k) in[k] += step[k];
  }

  const Counted& c_;
  const VectorOptions& o_;
  const size_t d_;
  std::vector<uint32_t> noise_;
  std::vector<float> in_, out_, step_;
  std::mt19937_64 rng_;
};

}  // namespace

Vectors learn_vectors(const std::vector<std::vector<std::string>>& sentences, const VectorOptions& options) {
  Vectors v;
  v.dim = options.dim;
  Counted c = count_words(sentences, options, v.index);
  if (c.words.empty()) return v;
  SkipGram model(c, options);
  model.run();
  v.values = model.unit_rows();
  v.words = std::move(c.words);
  return v;
}

Result<void> save_vectors(const Vectors& v, const std::string& path) {
  pack::Writer w;
  pack::add_strings(w, "words", v.words);
  w.add<float>("values", v.values);
  return w.write(path);
}

Result<Vectors> load_vectors(const std::string& path) {
  auto p = pack::Pack::open(path);
  if (!p) return tl::unexpected<Error>(p.error());
  auto words = pack::Strings::open(*p, "words");
  auto values = p->section<float>("values");
  if (!words || !values || words->size() == 0 || values->size() % words->size() != 0)
    return fail(ErrorCode::kModelInvalid, path + ": not a file of word vectors");
  Vectors v;
  v.dim = static_cast<int>(values->size() / words->size());
  v.values.assign(values->begin(), values->end());
  for (size_t i = 0; i < words->size(); ++i) {
    v.index.emplace(std::string((*words)[i]), static_cast<uint32_t>(i));
    v.words.emplace_back((*words)[i]);
  }
  return v;
}

}  // namespace casus::train
