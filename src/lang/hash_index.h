// A set of 64-bit hashes in a pack, numbered in ascending order: the key side of the model's tables. Keys themselves
// are not stored; two different keys share a number with probability 2^-64 a pair.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "pack/pack.h"

namespace casus::lang {

class HashIndex {
 public:
  static constexpr uint32_t kNone = 0xffffffffu;

  // Sections NAME.hash (u64, ascending, unique) and NAME.first (u32: where each of 2^k buckets by top bits starts, then
  // the size).
  static Result<HashIndex> open(const pack::Pack& pack, const std::string& name) {
    HashIndex x;
    auto hash = pack.section<uint64_t>(name + ".hash");
    auto first = pack.section<uint32_t>(name + ".first");
    if (!hash) return tl::unexpected<Error>(hash.error());
    if (!first) return tl::unexpected<Error>(first.error());
    x.hash_ = *hash, x.first_ = *first;
    const bool shape = first->size() >= 2 && std::has_single_bit(first->size() - 1) && first->size() <= (1u << 24);
    if (!shape || first->front() != 0 || first->back() != hash->size() || !std::is_sorted(first->begin(), first->end()))
      return fail(ErrorCode::kModelInvalid, "model: index '" + name + "' is damaged");
    x.shift_ = 64 - std::countr_zero(first->size() - 1);
    return x;
  }

  // The number of `hash`, or kNone.
  uint32_t find(uint64_t hash) const {
    const size_t bucket = shift_ == 64 ? 0 : static_cast<size_t>(hash >> shift_);
    for (uint32_t i = first_[bucket]; i < first_[bucket + 1]; ++i) {
      if (hash_[i] == hash) return i;
    }
    return kNone;
  }
  size_t size() const { return hash_.size(); }

  // `hashes` ascending and unique.
  static void write(pack::Writer& writer, const std::string& name, const std::vector<uint64_t>& hashes) {
    const size_t buckets = std::bit_ceil(hashes.size() / 2 + 2);
    const int shift = 64 - std::countr_zero(buckets);
    std::vector<uint32_t> first(buckets + 1, 0);
    for (uint64_t h : hashes) ++first[static_cast<size_t>(h >> shift) + 1];
    for (size_t b = 0; b < buckets; ++b) first[b + 1] += first[b];
    writer.add<uint64_t>(name + ".hash", hashes);
    writer.add<uint32_t>(name + ".first", first);
  }

 private:
  std::span<const uint64_t> hash_;
  std::span<const uint32_t> first_;
  int shift_ = 64;
};

}  // namespace casus::lang
