// What the ranker sees of two parties in one text: names of facts, hashed. Trainer and engine share this file; a change
// makes every trained ranker invalid (raise Ranker's kVersion).
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
  explicit Features(bool keep_names = false) : keep_names_(keep_names) {}
  void add(std::string_view name);
  void finish();  // sorts the rows, drops those told twice
  const std::vector<uint32_t>& rows() const { return rows_; }
  const std::vector<std::pair<uint32_t, std::string>>& names() const { return names_; }  // if they were kept
  void clear() { rows_.clear(), names_.clear(); }

 private:
  bool keep_names_;
  std::vector<uint32_t> rows_;
  std::vector<std::pair<uint32_t, std::string>> names_;
};

}  // namespace casus::coding
