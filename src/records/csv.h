// Records as comma-separated values (RFC 4180), for spreadsheets and statistics programs: one line an event, the
// columns of csv_header(). Lists of one event are joined with ";" inside a field; unknown values are empty fields.
#pragma once
#include <string>
#include <string_view>

#include "records/records.h"

namespace casus::records {

// The names of the columns with a line break at the end. Columns are never renamed; new ones come last.
std::string csv_header();

// Appends the record as one line with its line break. `lines` converts the offsets.
void write_csv(const Record& record, const JsonLines& lines, std::string& out);

// Appends one field, quoted if it must be.
void csv_field(std::string_view value, std::string& out);

}  // namespace casus::records
