#include "coding/features.h"

#include <algorithm>

#include "base/hash.h"

namespace casus::coding {

void Features::add(std::string_view name) {
  const auto row = static_cast<uint32_t>(hash64(name) % kFeatureRows);
  rows_.push_back(row);
  if (keep_names_) names_.emplace_back(row, name);
}

void Features::finish() {
  std::sort(rows_.begin(), rows_.end());
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
}

}  // namespace casus::coding
