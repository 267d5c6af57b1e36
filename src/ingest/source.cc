#include "ingest/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "ingest/packed.h"

namespace casus::ingest {

namespace {

class Memory : public ByteSource {
 public:
  explicit Memory(std::string_view bytes) : bytes_(bytes) {}
  Result<size_t> read(char* into, size_t most) override {
    const size_t n = std::min(most, bytes_.size() - at_);
    std::copy_n(bytes_.data() + at_, n, into);
    at_ += n;
    return n;
  }
  uint64_t position() const override { return at_; }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

class File : public ByteSource {
 public:
  File(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() override {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Result<size_t> read(char* into, size_t most) override {
    for (;;) {
      const ssize_t n = ::read(fd_, into, most);
      if (n >= 0) {
        at_ += static_cast<uint64_t>(n);
        return static_cast<size_t>(n);
      }
      if (errno != EINTR) return fail(ErrorCode::kInputUnreadable, path_ + ": cannot read: " + std::strerror(errno));
    }
  }
  uint64_t position() const override { return at_; }

 private:
  int fd_;
  std::string path_;
  uint64_t at_ = 0;
};

// Gives the bytes that were looked at first, then the rest.
class Replayed : public ByteSource {
 public:
  Replayed(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
  Result<size_t> read(char* into, size_t most) override {
    if (at_ == head_.size()) return rest_->read(into, most);
    const size_t n = std::min(most, head_.size() - at_);
    std::copy_n(head_.data() + at_, n, into);
    at_ += n;
    return n;
  }
  uint64_t position() const override { return rest_->position(); }

 private:
  std::string head_;
  std::unique_ptr<ByteSource> rest_;
  size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> memory_source(std::string_view bytes) { return std::make_unique<Memory>(bytes); }

Result<std::unique_ptr<ByteSource>> file_source(const std::string& path) {
  if (path == "-") return std::make_unique<File>(STDIN_FILENO, "standard input");
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(ErrorCode::kInputUnreadable, path + ": cannot open: " + std::strerror(errno));
  auto file = std::make_unique<File>(fd, path);
  struct stat info {};
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode))
    return fail(ErrorCode::kInputUnreadable, path + ": is a folder", "name the files in it");
  return file;
}

std::unique_ptr<ByteSource> unpacked(std::unique_ptr<ByteSource> inner) {
  std::string head(4, '\0');
  size_t have = 0;
  while (have < head.size()) {
    const auto n = inner->read(head.data() + have, head.size() - have);
    if (!n || *n == 0) break;  // a failure shows again at the next read
    have += *n;
  }
  head.resize(have);
  auto all = std::make_unique<Replayed>(head, std::move(inner));
  if (head.starts_with("\x1f\x8b")) return gunzipped(std::move(all));
  if (head == std::string_view("\x28\xb5\x2f\xfd", 4)) return unzstd(std::move(all));
  return all;
}

}  // namespace casus::ingest
