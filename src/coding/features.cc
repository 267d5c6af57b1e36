#include "coding/features.h"

#include <algorithm>

#include "base/hash.h"

namespace casus::coding {

void Features::add(std::string_view name) { rows_.push_back(static_cast<uint32_t>(hash64(name) % kFeatureRows)); }

void Features::finish() {
  std::sort(rows_.begin(), rows_.end());
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
}

}  // namespace casus::coding
