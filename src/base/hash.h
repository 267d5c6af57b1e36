// Non-cryptographic hashes (XXH3). Values are the same on every machine and may be stored.
#pragma once
#include <cstdint>
#include <string_view>

namespace casus {
uint64_t hash64(std::string_view bytes, uint64_t seed = 0);
}  // namespace casus
