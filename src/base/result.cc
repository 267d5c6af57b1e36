#include "base/result.h"

namespace casus {

std::string to_string(const Error& error) {
  std::string out = "E" + std::to_string(static_cast<int>(error.code)) + ": " + error.message;
  if (!error.hint.empty()) out += " Hint: " + error.hint;
  return out;
}

}  // namespace casus
