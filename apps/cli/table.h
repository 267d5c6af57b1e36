// `casus code --format table`: events as rows that people read.
#pragma once
#include <string>
#include <vector>

#include "records/records.h"

namespace casus::cli {

// Lays out rows for a width: when, who, what, to whom, where, according to whom.
class Table {
 public:
  explicit Table(size_t width);
  std::string header() const;
  void row(const records::Record& record, std::string& out) const;

 private:
  static constexpr size_t kColumns = 6;
  std::string line(const std::string (&cells)[kColumns]) const;
  size_t widths_[kColumns];
};

}  // namespace casus::cli
