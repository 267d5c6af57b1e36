// Files: whole reads, read-only maps, and writes that appear complete or not at all.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace casus {

// The whole file as bytes. Fails with kInputUnreadable.
Result<std::string> read_file(const std::string& path);

// Writes to a temporary file beside `path`, then renames. Fails with kOutputFailed and leaves `path` as it was.
Result<void> write_file(const std::string& path, std::string_view bytes);

// A read-only memory map of a whole file; movable, unmaps when destroyed. The views it gives live as long as it does.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);  // fails with kInputUnreadable
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  const std::byte* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace casus
