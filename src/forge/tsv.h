// Tables that people write: tab-separated values with `#` comments and a header row. Cells are found by column name.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace casus::forge {

struct TsvHeader {
  std::string file;  // as shown in diagnostics
  std::vector<std::string> columns;
};

struct TsvRow {
  std::shared_ptr<const TsvHeader> header;
  std::vector<std::string> cells;
  uint32_t line = 0;

  std::string_view cell(std::string_view column) const;  // "" if the table has no such column or the row is short
  std::vector<std::string> list(std::string_view column) const;  // the cell split at '|', trimmed, empty parts left out
  void error(Diagnostics& d, std::string_view column, std::string code, const std::string& message,
             std::string hint = {}) const;
  void warning(Diagnostics& d, std::string_view column, std::string code, const std::string& message,
               std::string hint = {}) const;
};

struct Tsv {
  std::shared_ptr<const TsvHeader> header;
  std::vector<TsvRow> rows;
  bool has(std::string_view column) const;

  // A file that cannot be read is an error in `diagnostics` and an empty table; rows with more cells than columns are
  // errors too.
  static Tsv read(const std::string& path, const std::string& shown_name, Diagnostics& diagnostics);
  static Tsv parse(std::string_view bytes, const std::string& shown_name, Diagnostics& diagnostics);
};

}  // namespace casus::forge
