// A linear model over the facts of features.h: how likely each event, or none, is between two parties (multinomial
// logistic regression). Trained on sentences written for Casus (data/examples), by `casus-train ranker`.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "coding/coding.h"
#include "pack/pack.h"

namespace casus::coding {

inline constexpr uint32_t kRankerVersion = 1;

// Sections: ranker.meta (u32: version, rows, events), ranker.scale (f32, one an event), ranker.weights (i8, a row of
// kEventCount for each feature row; event 0 is "no event").
class Ranker {
 public:
  using Scores = std::array<float, kEventCount>;

  Ranker() = default;  // knows nothing
  // kModelMissing or kModelInvalid.
  static Result<Ranker> open(const std::string& path);
  static Result<Ranker> from(pack::Pack pack);

  bool ready() const { return pack_ != nullptr; }
  // Log-odds of each event, up to a constant. Requires ready() and rows below kFeatureRows.
  void scores(std::span<const uint32_t> rows, Scores& out) const;

 private:
  std::shared_ptr<const pack::Pack> pack_;
  std::span<const int8_t> weights_;
  std::span<const float> scale_;
};

}  // namespace casus::coding
