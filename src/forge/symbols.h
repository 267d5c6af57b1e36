// Collects the texts of the pack's symbol table while data are compiled. Ids are given in the order of first addition.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace casus::forge {

class SymbolCollector {
 public:
  // The id of a folded text (utf8::fold); the same text gets the same id.
  uint32_t add(std::string_view folded_text) {
    const auto [it, fresh] = index_.emplace(std::string(folded_text), static_cast<uint32_t>(texts_.size()));
    if (fresh) texts_.emplace_back(folded_text);
    return it->second;
  }
  size_t size() const { return texts_.size(); }
  // All texts in the order of their ids; leaves the collector empty.
  std::vector<std::string> take() {
    index_.clear();
    return std::move(texts_);
  }

 private:
  std::unordered_map<std::string, uint32_t> index_;
  std::vector<std::string> texts_;
};

}  // namespace casus::forge
