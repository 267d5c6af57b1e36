// The civil calendar as plain arithmetic: day numbers, weekdays, ISO weeks, and the days of movable feasts. Proleptic
// Gregorian, years 1 to 9999. Everything here is a pure function; nothing knows the time zone or today's date.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace casus::dates {

struct Day {
  int year = 0;
  int month = 0;  // 1..12
  int day = 0;    // 1..31
  constexpr auto operator<=>(const Day&) const = default;
};

bool leap_year(int year);
int days_in_month(int year, int month);  // requires month in 1..12
bool valid(Day d);                       // year 1..9999, month and day exist

// Days since 1970-01-01 (negative before), and back. Requires valid(d).
int64_t day_number(Day d);
Day day_of(int64_t number);

int weekday(Day d);  // 1 = Monday … 7 = Sunday
Day add_days(Day d, int64_t days);
Day add_months(Day d, int64_t months);  // a day that the month lacks becomes the month's last

struct Week {
  int year = 0;  // ISO year: that of the week's Thursday
  int week = 0;  // 1..53
};
Week iso_week(Day d);
Day monday_of(Day d);  // of the ISO week of d

Day easter(int year);                                        // Western
Day nth_weekday(int year, int month, int weekday, int nth);  // nth >= 1, or -1 for the last
inline int quarter_of(int month) { return (month + 2) / 3; }

// "2014-04-16" or anything that begins with it. False (d untouched) if it does not begin with a valid date.
bool parse_iso(std::string_view text, Day& d);

// "2014-04-16", "2014-04", "2014", "2014-W16", appended to nothing: a new string each.
std::string iso(Day d);
std::string iso_month(int year, int month);
std::string iso_year(int year);
std::string iso(Week w);

}  // namespace casus::dates
