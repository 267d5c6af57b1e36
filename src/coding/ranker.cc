#include "coding/ranker.h"

#include <algorithm>
#include <cmath>

#include "coding/features.h"

namespace casus::coding {

namespace {
tl::unexpected<Error> invalid(const std::string& what) {
  return fail(ErrorCode::kModelInvalid, "ranker: " + what,
              "fetch the model that came with this version, or train it again");
}
}  // namespace

Result<Ranker> Ranker::open(const std::string& path) {
  auto pack = pack::Pack::open(path);
  if (!pack) {
    if (pack.error().code == ErrorCode::kPackMissing)
      return fail(ErrorCode::kModelMissing, pack.error().message, "models/README.md says where the model is from");
    return invalid(path + ": " + pack.error().message);
  }
  return from(std::move(*pack));
}

Result<Ranker> Ranker::from(pack::Pack pack) {
  auto owner = std::make_shared<pack::Pack>(std::move(pack));
  const auto meta = owner->section<uint32_t>("ranker.meta");
  const auto scale = owner->section<float>("ranker.scale");
  const auto weights = owner->section<int8_t>("ranker.weights");
  if (!meta || !scale || !weights) return invalid("a section is missing");
  if (meta->size() != 3 || (*meta)[0] != kRankerVersion) return invalid("made by another version of Casus");
  if ((*meta)[1] != kFeatureRows || (*meta)[2] != kEventCount || scale->size() != kEventCount ||
      weights->size() != size_t{kFeatureRows} * kEventCount)
    return invalid("sizes do not fit");
  if (std::any_of(scale->begin(), scale->end(), [](float x) { return !(std::abs(x) < 100.0f); }))
    return invalid("a scale is out of range");
  Ranker r;
  r.pack_ = std::move(owner);
  r.weights_ = *weights, r.scale_ = *scale;
  return r;
}

void Ranker::scores(std::span<const uint32_t> rows, Scores& out) const {
  std::array<int32_t, kEventCount> sum{};
  for (const uint32_t row : rows) {
    const int8_t* w = weights_.data() + size_t{row} * kEventCount;
    for (size_t k = 0; k < kEventCount; ++k) sum[k] += w[k];
  }
  for (size_t k = 0; k < kEventCount; ++k) out[k] = scale_[k] * static_cast<float>(sum[k]);
}

}  // namespace casus::coding
