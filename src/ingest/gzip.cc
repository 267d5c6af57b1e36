// The one adapter around zlib.
#include <zlib.h>

#include <algorithm>
#include <vector>

#include "ingest/packed.h"

namespace casus::ingest {

namespace {

class Gunzipped : public ByteSource {
 public:
  explicit Gunzipped(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)), buffer_(64 << 10) {
    ok_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
  }
  Gunzipped(const Gunzipped&) = delete;
  Gunzipped& operator=(const Gunzipped&) = delete;
  ~Gunzipped() override { inflateEnd(&stream_); }

  Result<size_t> read(char* into, size_t most) override {
    if (done_) return size_t{0};
    if (!ok_) return damaged("gzip data are damaged");
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    const auto room = static_cast<uInt>(std::min<size_t>(most, 1u << 30));
    stream_.avail_out = room;
    while (stream_.avail_out == room) {
      if (stream_.avail_in == 0) {
        const auto n = packed_->read(buffer_.data(), buffer_.size());
        if (!n) return n;
        if (*n == 0) {
          if (!member_open_) {
            done_ = true;
            return size_t{0};
          }
          return damaged("gzip data end early");
        }
        stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        stream_.avail_in = static_cast<uInt>(*n);
      }
      if (!member_open_) {
        // Between members: another one, or padding that gzip itself ignores.
        if (first_ || *stream_.next_in == 0x1f) {
          if (!first_ && inflateReset(&stream_) != Z_OK) return damaged("gzip data are damaged");
          member_open_ = true, first_ = false;
        } else {
          done_ = true;
          return size_t{0};
        }
      }
      const int status = inflate(&stream_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        member_open_ = false;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        ok_ = false;
        if (stream_.avail_out < room) break;  // first what could be read
        return damaged("gzip data are damaged");
      }
    }
    return static_cast<size_t>(room - stream_.avail_out);
  }
  uint64_t position() const override { return packed_->position(); }

 private:
  static tl::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kInputCompressed, what, "what was readable before that has been used; fetch the file again");
  }
  std::unique_ptr<ByteSource> packed_;
  std::vector<char> buffer_;
  z_stream stream_{};
  bool ok_ = false, done_ = false, member_open_ = false, first_ = true;
};

}  // namespace

std::unique_ptr<ByteSource> gunzipped(std::unique_ptr<ByteSource> packed) {
  return std::make_unique<Gunzipped>(std::move(packed));
}

}  // namespace casus::ingest
