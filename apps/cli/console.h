// What goes out: data to standard output or a file, everything else to standard error, exit codes, and the stop that an
// interrupt asks for.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace casus::cli {

enum Exit : int {
  kDone = 0,
  kSomeSetAside = 1,  // only with --strict
  kUsageError = 2,
  kInputError = 3,
  kOutputError = 4,
  kResourceError = 5,
  kInternalError = 70,
  kInterrupted = 130,
};
int exit_code(ErrorCode code);

// "casus: E201: …" on standard error; returns the exit code that belongs to the error.
int report(const Error& error);
// One line on standard error, after clearing the progress line.
void note(std::string_view line);

// Becomes true when the user interrupts (SIGINT, SIGTERM); a second interrupt kills.
const std::atomic<bool>& stop_flag();
// Sets up the process: interrupts set the flag, a closed pipe is an error of writing, and file descriptors 0 to 2 are
// never given to a file that happens to be opened while they are closed.
void prepare_process();
// What an interrupted command answers: notes it, and returns kInterrupted.
int interrupted();

bool stdout_is_terminal();
bool stderr_is_terminal();
// Columns of the terminal on standard output, or `otherwise`.
size_t terminal_width(size_t otherwise);

// Where data goes. Writes are passed on at once: callers hand over whole batches of lines.
class Output {
 public:
  // "" or "-" is standard output. `append` keeps what a file holds. Fails with kOutputFailed.
  static Result<Output> open(const std::string& path, bool append);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();
  Result<void> write(std::string_view bytes);
  Result<void> close();  // the last chance to hear that the disk is full

 private:
  Output(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  tl::unexpected<Error> failed() const;
  int fd_;
  std::string name_;
};

// How far a run is, on standard error: a line that is written over on a terminal, a new line now and then otherwise.
class Progress {
 public:
  explicit Progress(const std::string& mode);  // auto, plain, none
  void step(uint64_t articles, uint64_t events);
  ~Progress();

 private:
  using Clock = std::chrono::steady_clock;
  enum class Kind : uint8_t { kNone, kLine, kPlain } kind_;
  Clock::time_point begin_ = Clock::now(), shown_ = begin_;
};

}  // namespace casus::cli
