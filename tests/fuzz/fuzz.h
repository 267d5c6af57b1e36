// What the fuzz targets share: demands that must hold, and damage to large files told in few bytes.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/hash.h"

namespace casus::fuzz {

inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: broken promise: %s\n", what);
  std::abort();
}

inline std::string_view as_text(const uint8_t* data, size_t size) {
  return size > 0 ? std::string_view(reinterpret_cast<const char*>(data), size) : std::string_view();
}

// Hands out the input from front to back; zeros when it is used up.
class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : rest_(data, size) {}
  bool empty() const { return rest_.empty(); }
  uint8_t byte() {
    if (rest_.empty()) return 0;
    const uint8_t b = rest_.front();
    rest_ = rest_.subspan(1);
    return b;
  }
  uint32_t word() {
    uint32_t w = 0;
    for (int i = 0; i < 4; ++i) w = w << 8 | byte();
    return w;
  }
  std::span<const uint8_t> rest() const { return rest_; }

 private:
  std::span<const uint8_t> rest_;
};

// A good pack file and the means to damage it where it hurts: numbers inside sections, with the checksum made right
// again, so that only the checks behind it stand between the damage and the code that uses it.
class DamagedPack {
 public:
  explicit DamagedPack(const std::string& path) {
    auto bytes = read_file(path);
    if (!bytes) {
      std::fprintf(stderr, "fuzz: %s\n", to_string(bytes.error()).c_str());
      std::exit(1);
    }
    good_.resize(bytes->size());
    std::memcpy(good_.data(), bytes->data(), bytes->size());
    std::memcpy(&sections_, good_.data() + 12, sizeof sections_);
  }

  std::vector<std::byte> damaged(Bytes& in) const {
    std::vector<std::byte> bytes = good_;
    for (int patches = 1 + in.byte() % 4; patches > 0; --patches) patch(bytes, in);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const uint64_t hash = hash64(text.substr(kHeader));
    std::memcpy(bytes.data() + 16, &hash, sizeof hash);
    return bytes;
  }

 private:
  static constexpr size_t kHeader = 24, kEntry = 48;

  void patch(std::vector<std::byte>& bytes, Bytes& in) const {
    const size_t entry = kHeader + kEntry * (in.word() % sections_);
    uint64_t offset = 0, size = 0;
    std::memcpy(&offset, good_.data() + entry + 32, 8);
    std::memcpy(&size, good_.data() + entry + 40, 8);
    const uint8_t what = in.byte();
    // Now and then the table of sections itself; else a number of 1, 2 or 4 bytes in the section's first or any place.
    const size_t at = what % 16 == 0  ? entry + in.byte() % kEntry
                      : size == 0     ? entry
                      : what % 4 == 1 ? offset + in.byte() % size
                                      : offset + in.word() % size;
    const uint32_t value = what & 32 ? in.word() : uint32_t{0} - in.byte() % 3;
    const size_t width = std::min<size_t>(size_t{1} << (what >> 6 & 1) << (what >> 7), bytes.size() - at);
    std::memcpy(bytes.data() + at, &value, width);
  }

  std::vector<std::byte> good_;
  uint32_t sections_ = 0;
};

}  // namespace casus::fuzz
