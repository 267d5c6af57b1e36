// The training loop: batches, schedule, checkpoints, and a quick score on held-back trees.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "train/data.h"
#include "train/net.h"

namespace casus::train {

struct Plan {
  Rates rates;
  int epochs = 20;
  size_t batch_words = 900;
  uint64_t seed = 1;
  std::string checkpoint;  // written after each epoch and taken up again if present; "" = none
  int score_every = 5;     // epochs
};

struct Score {
  size_t words = 0, upos = 0, feats = 0, head = 0, labelled = 0;  // labelled: head and relation without its subtype
  size_t names_right = 0, names_said = 0, names_gold = 0;
  double las() const { return static_cast<double>(labelled) / static_cast<double>(words); }
  double names_f1() const {
    return names_said + names_gold == 0
               ? 0
               : 2.0 * static_cast<double>(names_right) / static_cast<double>(names_said + names_gold);
  }
};
std::string to_string(const Score& s);

Score score(Net& net, const std::vector<Sample>& samples);

// Trains `net` on `samples` (all of them once an epoch); `say` gets one line an epoch. Same seed, same data: the same
// net.
Result<void> teach(Net& net, const std::vector<Sample>& samples,
                   const std::vector<std::pair<std::string, std::vector<Sample>>>& dev, const Plan& plan,
                   const std::function<void(const std::string&)>& say);

}  // namespace casus::train
