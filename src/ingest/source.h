// Where bytes come from: memory, a file, standard input, and any of these unpacked on the way.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace casus::ingest {

// A stream of bytes, read once from front to back by one thread.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `most` > 0 bytes into `into`; 0 at the end. After a failure or the end, further calls answer the same.
  virtual Result<size_t> read(char* into, size_t most) = 0;
  // Bytes taken from the outermost file or memory so far, packed as they are: what progress is measured in.
  virtual uint64_t position() const = 0;
};

// `bytes` must outlive the source.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes);

// "-" is standard input. Fails with kInputUnreadable if `path` is missing, a folder, or may not be read.
Result<std::unique_ptr<ByteSource>> file_source(const std::string& path);

// `inner` itself, or, if its first bytes say that it is gzip or zstd, what it unpacks to. A stream that is damaged or
// cut short gives everything that was readable, then kInputCompressed.
std::unique_ptr<ByteSource> unpacked(std::unique_ptr<ByteSource> inner);

}  // namespace casus::ingest
