#include "base/diagnostic.h"

namespace casus {

std::string to_string(const Diagnostic& d) {
  static constexpr const char* kNames[] = {"note", "warning", "error"};
  std::string out = d.file;
  if (d.line) out += ":" + std::to_string(d.line);
  if (d.column) out += ":" + std::to_string(d.column);
  out += ": ";
  out += kNames[static_cast<int>(d.severity)];
  out += ": " + d.message + " [" + d.code + "]";
  if (!d.hint.empty()) out += "; " + d.hint;
  return out;
}

}  // namespace casus
