// Dates of publication, in whatever form feeds give them.
#pragma once
#include <string>
#include <string_view>

namespace casus::ingest {

// `given` as an ISO date or time ("2014-04-17", "2014-04-17T10:30:00+02:00"); "" if it is none that can be read surely.
// Understands ISO 8601 (also without marks: 20140417), "April 17, 2014", "17 Apr 2014", RFC 2822, 2014/04/17, day and
// month with slashes where only one order is possible, and Unix times of 10 or 13 digits.
std::string iso_date(std::string_view given);

}  // namespace casus::ingest
