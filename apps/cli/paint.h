// Text for people: colours, and words made to fit.
#pragma once
#include <string>
#include <string_view>

namespace casus::cli {

class Paint {
 public:
  explicit Paint(bool colours) : on_(colours) {}
  std::string strong(std::string_view s) const { return with("\033[1m", s); }
  std::string dim(std::string_view s) const { return with("\033[2m", s); }
  std::string head(std::string_view s) const { return with("\033[36m", s); }
  std::string code(std::string_view s) const { return with("\033[33m", s); }
  std::string event(std::string_view s) const { return with("\033[1;32m", s); }

 private:
  std::string with(std::string_view begin, std::string_view s) const {
    return on_ ? std::string(begin) + std::string(s) + "\033[0m" : std::string(s);
  }
  bool on_;
};

// White space runs become one blank, control characters U+FFFD: text that cannot disturb a line or a terminal.
std::string one_line(std::string_view text);

// Exactly `width` code points: cut with "…" or filled with blanks.
std::string fit(std::string_view text, size_t width);

// Two decimals.
std::string fixed(double value);

}  // namespace casus::cli
