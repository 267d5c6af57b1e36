// Calendar units as TIMEX3 values with their first and last day.
#include "dates/values.h"

namespace casus::dates {

void set_day(Expression& e, Day d) {
  if (!valid(d)) return;
  e.value = e.from = iso(d);
  e.until.clear();
  e.granularity = Granularity::kDay;
}

void set_week(Expression& e, Day any) {
  if (!valid(any)) return;
  const Day monday = monday_of(any);
  e.value = iso(iso_week(any));
  e.from = iso(monday), e.until = iso(add_days(monday, 6));
  e.granularity = Granularity::kWeek;
}

void set_weekend(Expression& e, Day any) {
  if (!valid(any)) return;
  const Day saturday = add_days(monday_of(any), 5);
  e.value = iso(iso_week(any)) + "-WE";
  e.from = iso(saturday), e.until = iso(add_days(saturday, 1));
  e.granularity = Granularity::kWeek;
}

void set_month(Expression& e, int year, int month) {
  e.value = e.from = iso_month(year, month);
  e.until.clear();
  e.granularity = Granularity::kMonth;
}

void set_quarter(Expression& e, int year, int quarter) {
  e.value = iso_year(year) + "-Q" + std::to_string(quarter);
  e.from = iso_month(year, quarter * 3 - 2), e.until = iso_month(year, quarter * 3);
  e.granularity = Granularity::kQuarter;
}

void set_half(Expression& e, int year, int half) {
  e.value = iso_year(year) + "-H" + std::to_string(half);
  e.from = iso_month(year, half * 6 - 5), e.until = iso_month(year, half * 6);
  e.granularity = Granularity::kQuarter;
}

void set_season(Expression& e, int year, int season) {
  static constexpr const char* kCodes[] = {"-SP", "-SU", "-FA", "-WI"};
  e.value = iso_year(year) + kCodes[season];
  e.from = iso_month(year, season * 3 + 3);
  e.until = season == 3 ? iso_month(year + 1, 2) : iso_month(year, season * 3 + 5);
  e.granularity = Granularity::kSeason;
}

void set_year(Expression& e, int year) {
  e.value = e.from = iso_year(year);
  e.until.clear();
  e.granularity = Granularity::kYear;
}

void set_decade(Expression& e, int decade) {
  e.value = std::to_string(decade);
  e.from = iso_year(decade * 10), e.until = iso_year(decade * 10 + 9);
  e.granularity = Granularity::kDecade;
}

void set_century(Expression& e, int century) {
  e.value = std::to_string(century);
  if (e.value.size() < 2) e.value.insert(0, "0");
  e.from = iso_year(century * 100), e.until = iso_year(century * 100 + 99);
  e.granularity = Granularity::kCentury;
}

namespace {

struct Measure {
  const char* code;       // after the number
  bool time;              // PT rather than P
  int factor;             // a decade is ten years
  const char* half_more;  // what half a unit is in the next smaller one; nullptr: write ".5"
  Granularity granularity;
};

const Measure& measure(Unit u) {
  static constexpr Measure kMeasures[] = {
      {"S", true, 1, nullptr, Granularity::kTime},     {"M", true, 1, "30S", Granularity::kTime},
      {"H", true, 1, "30M", Granularity::kTime},       {"D", false, 1, "T12H", Granularity::kDay},
      {"W", false, 1, nullptr, Granularity::kWeek},    {"WE", false, 1, nullptr, Granularity::kWeek},
      {"W", false, 2, nullptr, Granularity::kWeek},    {"M", false, 1, nullptr, Granularity::kMonth},
      {"Q", false, 1, nullptr, Granularity::kQuarter}, {"Y", false, 1, "6M", Granularity::kYear},
      {"Y", false, 10, "", Granularity::kDecade},      {"Y", false, 100, "", Granularity::kCentury},
  };
  return kMeasures[static_cast<int>(u)];
}

}  // namespace

void set_period(Expression& e, int64_t n, bool half, Unit unit) {
  const Measure& m = measure(unit);
  e.type = Type::kDuration;
  e.granularity = m.granularity;
  e.value = m.time ? "PT" : "P";
  if (n < 0) {
    e.value += "X";
    e.value += unit == Unit::kDecade ? "E" : unit == Unit::kCentury ? "C" : m.code;
    return;
  }
  int64_t all = n * m.factor;
  if (half && m.half_more && *m.half_more == '\0') all += m.factor / 2;
  if (half && m.half_more && *m.half_more) {
    if (n > 0) e.value += std::to_string(all) + m.code;
    e.value += m.half_more;
  } else {
    e.value += std::to_string(all);
    if (half && !m.half_more) e.value += ".5";
    e.value += m.code;
  }
}

}  // namespace casus::dates
