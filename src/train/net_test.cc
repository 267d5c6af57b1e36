#include "train/net.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace casus::train;

namespace {

struct Toy {
  Shape shape;
  std::vector<Type> types;
  std::vector<float> vectors;
  std::vector<Sample> samples;
  std::vector<const Sample*> batch;
  Rates rates;

  Toy() {
    shape.emb = 6, shape.vec = 3, shape.hidden = 5, shape.layers = 2, shape.arc = 4, shape.label = 4, shape.reach = 2;
    shape.upos = 3, shape.feats = 4, shape.names = 5, shape.deprels = 6, shape.words = 7, shape.hashed = 9;
    shape.listed = 3, shape.schemes = 2;
    std::mt19937 random(2);
    for (uint32_t i = 0; i < 8; ++i)
      types.push_back(
          {i % 7, i % 2 == 0 ? static_cast<int32_t>(i / 2) : -1, i % 3, {static_cast<uint32_t>(random() % 9), i}});
    for (int i = 0; i < 12; ++i) vectors.push_back(static_cast<float>(random() % 100) / 100 - 0.5f);
    const auto below = [&](uint32_t n) { return static_cast<uint8_t>(random() % n); };
    for (size_t n : {5u, 3u, 3u, 1u}) {
      Sample s;
      for (size_t t = 0; t < n; ++t) {
        s.types.push_back(below(8)), s.upos.push_back(below(3)), s.feats.push_back(below(4));
        s.deprel.push_back(below(6)), s.names.push_back(below(5)), s.starts.push_back(below(2));
        s.head.push_back(static_cast<uint16_t>(t == 0 ? 0 : random() % t + 1));
      }
      s.has_tree = samples.size() != 1, s.has_names = samples.size() != 2, s.has_starts = samples.size() != 3;
      s.scheme = samples.size() % 2;
      samples.push_back(s);
    }
    for (const Sample& s : samples) batch.push_back(&s);
    rates.dropout = 0.3f;
  }
};

}  // namespace

TEST_CASE("gradients agree with differences, with and without dropout") {
  Toy toy;
  for (uint64_t seed : {uint64_t{0}, uint64_t{77}}) {
    Net net(toy.shape, 1);
    net.use(&toy.types, toy.vectors.data());
    for (auto& t : net.tensors()) {
      for (size_t i = 0; i < t.value.size(); ++i)
        t.value[i] += 0.3f * std::sin(static_cast<float>(i * 7 + t.name.size()));
    }
    net.pass(toy.batch, toy.rates, seed, true);
    std::mt19937 random(4);
    for (auto& t : net.tensors()) {
      const std::vector<float> grad = t.grad;
      for (int k = 0; k < 12; ++k) {
        const size_t i = random() % t.value.size();
        const float old = t.value[i];
        const auto off_by = [&](float h) {  // how far the difference over 2h is from the gradient, beyond what may be
          t.value[i] = old + h;
          const double up = net.pass(toy.batch, toy.rates, seed, false).total(toy.rates);
          t.value[i] = old - h;
          const double down = net.pass(toy.batch, toy.rates, seed, false).total(toy.rates);
          t.value[i] = old;
          const double numeric = (up - down) / (2 * h);
          return std::abs(numeric - grad[i]) - 2e-3 - 0.03 * std::abs(numeric);
        };
        CAPTURE(t.name);
        CAPTURE(i);
        // A step may cross a kink of the leaky units; a smaller one then does not.
        CHECK((off_by(4e-3f) < 0 || off_by(1e-3f) < 0));
      }
    }
  }
}

TEST_CASE("a few steps learn a toy by heart") {
  Toy toy;
  toy.rates.dropout = 0, toy.rates.word_dropout = 0, toy.rates.warm_up = 1, toy.rates.rate = 0.02f;
  Net net(toy.shape, 1);
  net.use(&toy.types, toy.vectors.data());
  const double before = net.pass(toy.batch, toy.rates, 1, false).total(toy.rates);
  for (int i = 0; i < 150; ++i) {
    net.pass(toy.batch, toy.rates, 1, true);
    net.step(toy.rates, 0);
  }
  const double after = net.pass(toy.batch, toy.rates, 0, false).total(toy.rates);
  CHECK(after < 0.2 * before);
}
