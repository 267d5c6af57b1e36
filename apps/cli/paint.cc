#include "cli/paint.h"

#include <cstdio>

#include "base/utf8.h"

namespace casus::cli {

std::string one_line(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const auto d = utf8::decode(text, i);
    i += d.length;
    if (utf8::is_space(d.code_point)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (d.code_point < 0x20 || (d.code_point >= 0x7f && d.code_point < 0xa0)) {
      utf8::append(out, utf8::kReplacement);
    } else {
      utf8::append(out, d.code_point);
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string fit(std::string_view text, size_t width) {
  const std::string line = one_line(text);
  const size_t length = utf8::count(line);
  if (length <= width) return line + std::string(width - length, ' ');
  std::string out;
  size_t n = 0;
  for (size_t i = 0; n + 1 < width; ++n) {
    const auto d = utf8::decode(line, i);
    utf8::append(out, d.code_point);
    i += d.length;
  }
  return out + (width > 0 ? "…" : "");
}

std::string fixed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace casus::cli
