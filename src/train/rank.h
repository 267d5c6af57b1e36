// The ranker's training: sentences of data/examples through the engine, to features, to a linear model.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "coding/coding.h"
#include "coding/features.h"
#include "engine/engine.h"
#include "pack/pack.h"

namespace casus::train {

struct RankSample {
  std::vector<uint32_t> rows;
  coding::Event event = coding::Event::kNone;
  bool held_out = false;  // one in ten, by the sentence's own bytes
};

// Lines `event TAB mode TAB cameo TAB status TAB sentence with [S …] and [T …]`; `#` begins a comment. Fails at the
// first line that is none of these, naming it.
Result<std::vector<RankSample>> read_rank_samples(const std::string& path, engine::Worker& worker);

struct RankPlan {
  int epochs = 20;
  float rate = 0.004f;    // of the descent, falling to 0
  float penalty = 20.0f;  // on half the squares of all weights
  uint64_t seed = 1;
};

// Multinomial logistic regression by stochastic descent; events weigh the inverse of their frequency.
std::vector<float> learn_ranker(const std::vector<RankSample>& samples, const RankPlan& plan);
// Accuracy, macro-F1 and the F1 of each event, in one text.
std::string score_ranker(const std::vector<float>& weights, const std::vector<RankSample>& samples);
pack::Writer export_ranker(const std::vector<float>& weights);

}  // namespace casus::train
