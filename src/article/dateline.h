// Datelines: "SEOUL, South Korea (AP) — ", "KABUL, March 3 (Reuters) - ", "(Reuters) - ", "ISLAMABAD: ", "MOSCOW. ".
#pragma once
#include <optional>
#include <string_view>

#include "base/ids.h"

namespace casus::article {

// Where the parts of a dateline stand; a part that it lacks is empty. All are bytes of the text it was read from.
struct Dateline {
  Span whole;   // with the dash, colon or stop that ends it; ends before the first word of the story
  Span place;   // "SEOUL, South Korea"
  Span date;    // "March 3", "Jan. 5, 2014"
  Span agency;  // "Reuters", without brackets
};

// Reads the dateline with which `paragraph` begins, or which it is (a kDateline block). `bare_place` also takes a place
// in capitals that only a full stop ends ("MOSCOW. "), which is safe at the head of an article only.
std::optional<Dateline> read_dateline(std::string_view text, Span paragraph, bool bare_place = false);

}  // namespace casus::article
