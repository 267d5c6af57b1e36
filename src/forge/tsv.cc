#include "forge/tsv.h"

#include <algorithm>

#include "base/files.h"
#include "base/utf8.h"

namespace casus::forge {

namespace {

std::string trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\r')) s.remove_suffix(1);
  return std::string(s);
}

std::vector<std::string> split(std::string_view s, char separator) {
  std::vector<std::string> out;
  for (size_t from = 0;;) {
    const size_t to = s.find(separator, from);
    out.push_back(trimmed(s.substr(from, to == std::string_view::npos ? to : to - from)));
    if (to == std::string_view::npos) return out;
    from = to + 1;
  }
}

}  // namespace

std::string_view TsvRow::cell(std::string_view column) const {
  const auto& c = header->columns;
  const auto i = static_cast<size_t>(std::find(c.begin(), c.end(), column) - c.begin());
  return i < cells.size() ? std::string_view(cells[i]) : std::string_view();
}

std::vector<std::string> TsvRow::list(std::string_view column) const {
  auto parts = split(cell(column), '|');
  std::erase(parts, "");
  return parts;
}

void TsvRow::error(Diagnostics& d, std::string_view column, std::string code, const std::string& message,
                   std::string hint) const {
  d.error(header->file, line, 0, std::move(code), "column '" + std::string(column) + "': " + message, std::move(hint));
}

void TsvRow::warning(Diagnostics& d, std::string_view column, std::string code, const std::string& message,
                     std::string hint) const {
  d.warning(header->file, line, 0, std::move(code), "column '" + std::string(column) + "': " + message,
            std::move(hint));
}

bool Tsv::has(std::string_view column) const {
  return header && std::find(header->columns.begin(), header->columns.end(), column) != header->columns.end();
}

Tsv Tsv::read(const std::string& path, const std::string& shown_name, Diagnostics& diagnostics) {
  auto bytes = read_file(path);
  if (!bytes) {
    diagnostics.error(shown_name, 0, 0, "unreadable", bytes.error().message);
    return {};
  }
  return parse(*bytes, shown_name, diagnostics);
}

Tsv Tsv::parse(std::string_view bytes, const std::string& shown_name, Diagnostics& diagnostics) {
  Tsv out;
  if (!utf8::is_valid(bytes)) diagnostics.error(shown_name, 0, 0, "not-utf8", "the file is not valid UTF-8");
  uint32_t line = 0;
  for (size_t i = 0; i < bytes.size();) {
    size_t j = bytes.find('\n', i);
    if (j == std::string_view::npos) j = bytes.size();
    const std::string_view text = bytes.substr(i, j - i);
    i = j + 1;
    ++line;
    if (text.empty() || text.front() == '#' || trimmed(text).empty()) continue;
    auto cells = split(text, '\t');
    if (!out.header) {
      out.header = std::make_shared<TsvHeader>(TsvHeader{shown_name, std::move(cells)});
      continue;
    }
    if (cells.size() > out.header->columns.size())
      diagnostics.error(shown_name, line, 0, "too-many-cells", "more cells than the header has columns");
    out.rows.push_back({out.header, std::move(cells), line});
  }
  if (!out.header) diagnostics.error(shown_name, 0, 0, "no-header", "the table has no header row");
  return out;
}

}  // namespace casus::forge
