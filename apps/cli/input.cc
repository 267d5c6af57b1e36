#include "cli/input.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/files.h"
#include "cli/console.h"

namespace casus::cli {

std::vector<std::string> inputs_of(const Options& options) {
  return options.inputs.empty() ? std::vector<std::string>{"-"} : options.inputs;
}

std::string name_of(const std::string& input) { return input == "-" ? "standard input" : input; }

Result<std::string> read_input(const std::string& input) {
  if (input != "-") return read_file(input);
  std::string out;
  char buffer[1 << 16];
  while (true) {
    const ssize_t n = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (n == 0) return out;
    if (n < 0 && errno == EINTR && !stop_flag()) continue;
    if (n < 0) return fail(ErrorCode::kInputUnreadable, name_of(input) + ": " + std::strerror(errno));
    out.append(buffer, static_cast<size_t>(n));
  }
}

}  // namespace casus::cli
