// The one adapter around libzstd.
#include <zstd.h>

#include <vector>

#include "ingest/packed.h"

namespace casus::ingest {

namespace {

class Unzstd : public ByteSource {
 public:
  explicit Unzstd(std::unique_ptr<ByteSource> packed)
      : packed_(std::move(packed)), buffer_(ZSTD_DStreamInSize()), stream_(ZSTD_createDStream()) {
    if (stream_) ZSTD_initDStream(stream_);
  }
  Unzstd(const Unzstd&) = delete;
  Unzstd& operator=(const Unzstd&) = delete;
  ~Unzstd() override { ZSTD_freeDStream(stream_); }

  Result<size_t> read(char* into, size_t most) override {
    if (done_) return size_t{0};
    if (!stream_ || failed_) return damaged("zstd data are damaged");
    ZSTD_outBuffer out{into, most, 0};
    while (out.pos == 0) {
      // What the library holds back must be flushed before more is read.
      if (in_.pos == in_.size && !full_) {
        const auto n = packed_->read(buffer_.data(), buffer_.size());
        if (!n) return n;
        if (*n == 0) {
          if (open_) return damaged("zstd data end early");
          done_ = true;
          return size_t{0};
        }
        in_ = {buffer_.data(), *n, 0};
      }
      const size_t status = ZSTD_decompressStream(stream_, &out, &in_);
      if (ZSTD_isError(status)) {
        failed_ = true;
        if (out.pos > 0) break;
        return damaged("zstd data are damaged");
      }
      open_ = status != 0;
      full_ = out.pos == out.size && open_;
    }
    return out.pos;
  }
  uint64_t position() const override { return packed_->position(); }

 private:
  static tl::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kInputCompressed, what, "what was readable before that has been used; fetch the file again");
  }
  std::unique_ptr<ByteSource> packed_;
  std::vector<char> buffer_;
  ZSTD_DStream* stream_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  bool open_ = false, full_ = false, failed_ = false, done_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> unzstd(std::unique_ptr<ByteSource> packed) {
  return std::make_unique<Unzstd>(std::move(packed));
}

}  // namespace casus::ingest
