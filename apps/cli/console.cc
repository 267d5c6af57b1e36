#include "cli/console.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

namespace casus::cli {

namespace {

std::atomic<bool> g_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");
bool g_line_open = false;  // a progress line stands on the terminal; calling thread only

// Besides the flag, standard input ends: a read that waits for it must not wait on.
void on_signal(int) {
  const int cause = errno;
  g_stop.store(true, std::memory_order_relaxed);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing >= 0) {
    ::dup2(nothing, STDIN_FILENO);
    ::close(nothing);
  }
  errno = cause;
}

void to_stderr(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // nobody listens; the exit code still tells
    text.remove_prefix(static_cast<size_t>(n));
  }
}

}  // namespace

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return kUsageError;
    case ErrorCode::kInputUnreadable:
    case ErrorCode::kInputCompressed:
    case ErrorCode::kInputJson:
    case ErrorCode::kInputTooLarge:
    case ErrorCode::kInputBinary:
    case ErrorCode::kInputConllu:
      return kInputError;
    case ErrorCode::kOutputFailed:
      return kOutputError;
    case ErrorCode::kModelMissing:
    case ErrorCode::kModelInvalid:
    case ErrorCode::kPackMissing:
    case ErrorCode::kPackInvalid:
    case ErrorCode::kDataInvalid:
      return kResourceError;
    case ErrorCode::kInternal:
      break;
  }
  return kInternalError;
}

void note(std::string_view line) {
  std::string text = g_line_open ? "\r\033[K" : "";
  g_line_open = false;
  text.append(line) += '\n';
  to_stderr(text);
}

int report(const Error& error) {
  note("casus: " + to_string(error));
  return exit_code(error.code);
}

const std::atomic<bool>& stop_flag() { return g_stop; }

void prepare_process() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd)
    if (::fcntl(fd, F_GETFD) < 0) (void)!::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // no SA_RESTART: a read that waits must wake up
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);  // a closed pipe shows as a failed write
}

int interrupted() {
  note("casus: interrupted; what was written so far is whole");
  return kInterrupted;
}

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

size_t terminal_width(size_t otherwise) {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return otherwise;
}

Result<Output> Output::open(const std::string& path, bool append) {
  if (path.empty() || path == "-") return Output(STDOUT_FILENO, "standard output");
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC);
  const int fd = ::open(path.c_str(), flags, 0666);
  if (fd < 0)
    return fail(ErrorCode::kOutputFailed, path + ": cannot open for writing: " + std::strerror(errno),
                "check the path and its permissions");
  return Output(fd, path);
}

Output::Output(Output&& other) noexcept : fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)) {}

Output::~Output() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

tl::unexpected<Error> Output::failed() const {
  const int cause = errno;
  return fail(ErrorCode::kOutputFailed, name_ + ": cannot write: " + std::strerror(cause),
              cause == EPIPE ? "the program that reads it has ended" : "check the space on the disk");
}

Result<void> Output::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed();
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

Result<void> Output::close() {
  if (fd_ <= STDERR_FILENO) return {};
  if (::close(std::exchange(fd_, -1)) != 0) return failed();
  return {};
}

Progress::Progress(const std::string& mode) : kind_(Kind::kNone) {
  if (mode == "plain") kind_ = Kind::kPlain;
  if (mode == "auto" && stderr_is_terminal()) kind_ = Kind::kLine;
}

void Progress::step(uint64_t articles, uint64_t events) {
  if (kind_ == Kind::kNone) return;
  const auto now = Clock::now();
  const auto every = kind_ == Kind::kLine ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10000);
  if (now - shown_ < every) return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  char text[160];
  std::snprintf(text, sizeof text, "%llu articles, %llu events, %.0f articles a second",
                static_cast<unsigned long long>(articles), static_cast<unsigned long long>(events),
                static_cast<double>(articles) / seconds);
  if (kind_ == Kind::kPlain) return note(text);
  to_stderr("\r\033[K" + std::string(text));
  g_line_open = true;
}

Progress::~Progress() {
  if (g_line_open) to_stderr("\r\033[K");
  g_line_open = false;
}

}  // namespace casus::cli
