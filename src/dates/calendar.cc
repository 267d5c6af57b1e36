#include "dates/calendar.h"

#include <algorithm>
#include <cstdio>

namespace casus::dates {

bool leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap_year(year) ? 29 : kDays[month - 1];
}

bool valid(Day d) {
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
         d.day <= days_in_month(d.year, d.month);
}

// Counts years from March, so that the leap day comes last: then the days before a month are (153 m + 2) / 5.
int64_t day_number(Day d) {
  const int64_t y = d.year - (d.month <= 2);
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Day day_of(int64_t number) {
  const int64_t z = number + 719468;
  const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int64_t doe = z - era * 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int64_t mp = (5 * doy + 2) / 153;
  const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<int>(yoe + era * 400) + (month <= 2), month, day};
}

int weekday(Day d) {
  const int64_t n = (day_number(d) + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(n < 0 ? n + 7 : n) + 1;
}

Day add_days(Day d, int64_t days) { return day_of(day_number(d) + days); }

Day add_months(Day d, int64_t months) {
  const int64_t all = static_cast<int64_t>(d.year) * 12 + d.month - 1 + months;
  const int year = static_cast<int>(all / 12), month = static_cast<int>(all % 12) + 1;
  return {year, month, std::min(d.day, days_in_month(year, month))};
}

Day monday_of(Day d) { return add_days(d, 1 - weekday(d)); }

Week iso_week(Day d) {
  const Day thursday = add_days(monday_of(d), 3);
  const int64_t days = day_number(thursday) - day_number({thursday.year, 1, 1});
  return {thursday.year, static_cast<int>(days / 7) + 1};
}

// The Gregorian computus in the form of Meeus, Jones and Butcher.
Day easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return {year, n / 31, n % 31 + 1};
}

Day nth_weekday(int year, int month, int wanted, int nth) {
  if (nth < 0) {
    const Day last{year, month, days_in_month(year, month)};
    return add_days(last, -((weekday(last) - wanted + 7) % 7));
  }
  const Day first{year, month, 1};
  return add_days(first, (wanted - weekday(first) + 7) % 7 + 7 * (nth - 1));
}

bool parse_iso(std::string_view text, Day& d) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](size_t at, size_t n) {
    int v = 0;
    for (size_t i = at; i < at + n; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      v = v * 10 + (text[i] - '0');
    }
    return v;
  };
  const Day got{number(0, 4), number(5, 2), number(8, 2)};
  if (!valid(got)) return false;
  d = got;
  return true;
}

namespace {
template <typename... Args>
std::string print(const char* format, Args... args) {
  char buffer[40];
  const int n = std::snprintf(buffer, sizeof buffer, format, args...);
  return std::string(buffer, static_cast<size_t>(std::clamp(n, 0, 39)));
}
}  // namespace

std::string iso(Day d) { return print("%04d-%02d-%02d", d.year, d.month, d.day); }
std::string iso_month(int year, int month) { return print("%04d-%02d", year, month); }
std::string iso_year(int year) { return print("%04d", year); }
std::string iso(Week w) { return print("%04d-W%02d", w.year, w.week); }

}  // namespace casus::dates
