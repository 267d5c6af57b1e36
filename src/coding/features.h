// What the ranker sees of two parties in one text: names of facts, hashed. Trainer and engine share this file; a change
// makes every trained ranker invalid (raise kRankerVersion).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace casus::coding {

inline constexpr uint32_t kFeatureRows = 1u << 17;

// Collects features: a name, hashed to a row of the weight table. A name counts once.
class Features {
 public:
  void add(std::string_view name);
  void finish();  // sorts the rows, drops those told twice
  const std::vector<uint32_t>& rows() const { return rows_; }

 private:
  std::vector<uint32_t> rows_;
};

}  // namespace casus::coding
