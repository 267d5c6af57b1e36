// The rule language and the tables that people write: any bytes give rules, rows and located complaints.
#include "base/utf8.h"
#include "forge/rules.h"
#include "forge/tsv.h"
#include "fuzz.h"

using namespace casus;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto text = fuzz::as_text(data + 1, size - 1);
  Diagnostics diagnostics;
  if (data[0] % 3 == 0) {
    const auto file = forge::parse_rules(text, "fuzz.rules", diagnostics);
    for (const auto& r : file.rules) fuzz::demand(!r.id.empty() && r.line > 0, "a rule has an id and a place");
  } else if (data[0] % 3 == 1) {
    for (const auto& s : forge::parse_sets(text, "fuzz.sets", diagnostics))
      fuzz::demand(!s.name.empty() && s.line > 0, "a set has a name and a place");
  } else {
    const auto table = forge::Tsv::parse(text, "fuzz.tsv", diagnostics);
    for (const auto& row : table.rows)
      for (const auto& column : row.header->columns) (void)row.list(column);
  }
  for (const auto& d : diagnostics.all())
    fuzz::demand(!to_string(d).empty() && !d.code.empty(), "a complaint has a code");
  return 0;
}
