// Expressions that name a stretch of the calendar, fully or up to the year: days, months, quarters, seasons, feasts,
// clock times. What is missing is filled in from the publication date and the tense.
#include "dates/values.h"

#include <algorithm>
#include <cstdlib>

#include "dates/relative.h"

namespace casus::dates {

namespace {

// How far from the publication day a date without a year may lie against the tense: reports announce and recall.
constexpr int64_t kAgainstTense = 60;

bool contiguous(const Site& s) {
  for (uint32_t i = 1; i < s.match.length; ++i)
    if (s.match.items[i].begin != s.match.items[i - 1].end) return false;
  return true;
}

int year_of(const Item& y) { return y.value; }
int full_year(int two_digits) { return two_digits >= 30 ? 1900 + two_digits : 2000 + two_digits; }

// The day of a month and a day in the year nearest to publication, moved by a year if the tense is against it.
Day with_year(int month, int day, When when, Day today) {
  Day best{today.year, month, day};
  int64_t distance = -1;
  for (int y = today.year - 1; y <= today.year + 1; ++y) {
    const Day d{y, month, day};
    if (!valid(d)) continue;
    const int64_t far = std::llabs(day_number(d) - day_number(today));
    if (distance < 0 || far < distance) distance = far, best = d;
  }
  if (!valid(best)) return best;
  const int64_t ahead = day_number(best) - day_number(today);
  if (when == When::kPast && ahead > kAgainstTense) --best.year;
  if (when == When::kFuture && ahead < -kAgainstTense) ++best.year;
  return best;
}

// Year of a month seen from today.
int month_year(int month, When when, Day today) {
  if (when == When::kFuture) return today.year + (month < today.month);
  return today.year - (month > today.month);
}

int shift_of(const Match& m) { return m.get(cLAST) ? -1 : m.get(cNEXT) ? 1 : 0; }

bool explicit_day(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Item* month = m.get(cM);
  const Item* day = m.get(cD);
  if (!day) day = m.get(cDO);
  if (!day) day = m.get(cORD);
  const Item* year = m.get(cY);
  if (!month || !day || day->value < 1 || day->value > 31) return false;
  if (s.counts && !year) return false;
  int y = 0;
  if (year) {
    y = year_of(*year);
  } else if (const Item* q = m.get(cYQ)) {
    y = q->value;
  } else if (const Item* yy = m.get(cYY); yy && yy != day) {
    y = full_year(yy->value);
  }
  Day d{y, month->value, day->value};
  e.method = "explicit";
  if (y == 0) {
    // "May 20, 14 people": nothing; but a unit after the day makes it a number ("May 2 weeks")
    if (s.after && (s.after->is(cUS) || s.after->is(cAMPM))) return false;
    if (!r.known) {
      if (d.day > days_in_month(2000, d.month)) return false;
      e.value = "XXXX" + iso(Day{2000, d.month, d.day}).substr(4);
      e.granularity = Granularity::kDay;
      e.method = "explicit, year unknown";
      return true;
    }
    d = with_year(d.month, d.day, tense.get(), r.today);
    e.method = "day and month in the year nearest to publication";
  }
  if (!valid(d)) return false;
  set_day(e, d);
  if (m.rule->arg == 1) set_week(e, d);
  return true;
}

bool day_range(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Item *month = m.get(cM), *first = nullptr, *last = nullptr;
  for (uint32_t i = 0; i < m.length; ++i) {
    if (m.keys[i] != cD && m.keys[i] != cDO) continue;
    (first ? last : first) = &m.items[i];
  }
  if (!first || !last || first->value >= last->value || s.counts) return false;
  if (!m.get(cY) && s.after && (s.after->is(cUS) || s.after->is(cM))) return false;
  Day d{0, month->value, first->value};
  if (const Item* y = m.get(cY)) {
    d.year = year_of(*y);
    e.method = "explicit";
  } else if (r.known) {
    d = with_year(d.month, d.day, tense.get(), r.today);
    e.method = "day and month in the year nearest to publication";
  } else {
    return false;
  }
  const Day end{d.year, d.month, last->value};
  if (!valid(d) || !valid(end)) return false;
  set_day(e, d);
  e.until = iso(end);
  return true;
}

bool day_of_month(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Item* day = m.get(cDO) ? m.get(cDO) : m.get(cORD);
  const bool with_weekday = m.get(cWD) || m.get(cWDA);
  // "the 16th attack", "Friday, the fourth decline": a number among nouns.
  const bool word_after = s.after && s.after->literal == kNoLiteral && s.after->mask == 0 &&
                          std::isalpha(static_cast<unsigned char>(s.doc.text[s.after->begin])) != 0;
  if ((!with_weekday || !m.get(cDO)) && (s.counts || word_after)) return false;
  if (s.after && (s.after->is(cU) || s.after->is(cNUM))) return false;
  if (!r.known || day->value > 31) return false;
  Day d{r.today.year, r.today.month, day->value};
  const When when = tense.get();
  if (when == When::kFuture && d.day < r.today.day) {
    const Day next = add_months({d.year, d.month, 1}, 1);
    d = {next.year, next.month, d.day};
  } else if (when != When::kFuture && d.day > r.today.day) {
    const Day before = add_months({d.year, d.month, 1}, -1);
    d = {before.year, before.month, d.day};
  }
  if (!valid(d)) return false;
  set_day(e, d);
  e.method = "day of the month nearest to publication";
  return true;
}

bool iso_day(const Site& s, const Reference&, const TenseAt&, Expression& e) {
  const Match& m = s.match;
  if (!contiguous(s)) return false;
  const Day d{m.items[0].value, m.items[2].value, m.items[4].value};
  if (!valid(d)) return false;
  set_day(e, d);
  e.method = "explicit";
  return true;
}

bool slash_day(const Site& s, const Reference&, const TenseAt&, Expression& e) {
  const Match& m = s.match;
  if (!contiguous(s)) return false;
  Day d{m.items[4].value, m.items[0].value, m.items[2].value};
  if (m.keys[4] == cYY && d.year < 100) d.year = full_year(d.year);
  if (d.month > 12) std::swap(d.month, d.day);
  if (!valid(d) || d.year < 1000) return false;
  set_day(e, d);
  e.method = "explicit";
  return true;
}

bool eight_digits(const Site& s, const Reference&, const TenseAt&, Expression& e) {
  const int v = s.match.items[0].value;
  const Day d{v / 10000, v / 100 % 100, v % 100};
  if (!valid(d)) return false;
  set_day(e, d);
  e.method = "explicit";
  return true;
}

bool month_(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const int month = m.get(cM)->value;
  const Item* y = m.get(cY) ? m.get(cY) : m.get(cYQ);
  if (y) {
    set_month(e, year_of(*y), month);
    e.method = "explicit";
    return true;
  }
  const Item& it = m.items[0];
  const std::string_view form = slice(s.doc.text, {it.begin, it.end});
  // "May", "March", "August", "April" are also names and verbs: at the start of a sentence and beside names they need
  // more.
  if (it.end < s.doc.text.size() && (form == "Jan" || form == "Mar" || form == "Dec") && s.after && s.after->capital)
    return false;
  if (s.after && s.after->capital && s.after->mask == 0 && s.after->literal == kNoLiteral && !s.parse.upos.empty() &&
      s.parse.upos[it.first_token] == lang::Upos::PROPN && s.parse.upos[s.after->first_token] == lang::Upos::PROPN &&
      (s.parse.deprel[s.after->first_token] == lang::Deprel::flat ||
       s.parse.deprel[s.after->first_token] == lang::Deprel::flat_name))
    return false;  // April Jones
  if (!r.known) {
    e.value = "XXXX" + iso_month(2000, month).substr(4);
    e.granularity = Granularity::kMonth;
    e.method = "explicit, year unknown";
    return true;
  }
  const When when = tense.get();
  set_month(e, month_year(month, when, r.today), month);
  e.method = when == When::kFuture ? "month after publication" : "month before publication";
  return true;
}

// "last May", "June last year", "March 3 of this year".
bool month_relative(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  if (!r.known) return e.method = "unresolved", e.granularity = Granularity::kMonth, true;
  const int month = m.get(cM)->value;
  bool year_word = false;
  int shift = shift_of(m);
  for (uint32_t i = 0; i < m.length; ++i) year_word |= m.items[i].is(cU);
  const Lexicon& lexicon = Lexicon::get();
  static const uint16_t coming = lexicon.literal("coming"), past = lexicon.literal("past"),
                        previous = lexicon.literal("previous"), following = lexicon.literal("following");
  for (uint32_t i = 0; i < m.length; ++i) {
    if (m.items[i].literal == coming || m.items[i].literal == following) shift = 1;
    if (m.items[i].literal == past || m.items[i].literal == previous) shift = -1;
  }
  int year = r.today.year + shift;
  if (!year_word) {
    year = r.today.year;
    if (shift < 0 && month >= r.today.month) --year;
    if (shift > 0 && month <= r.today.month) ++year;
    if (shift == 0) year = month_year(month, tense.get() == When::kFuture ? When::kFuture : When::kPast, r.today);
  }
  e.method = "month seen from publication";
  if (const Item* day = m.get(cD)) {
    const Day d{year, month, day->value};
    if (!valid(d)) return false;
    set_day(e, d);
  } else {
    set_month(e, year, month);
  }
  return true;
}

bool one_of(const Item* i, std::initializer_list<const char*> words) {
  if (!i || i->literal == kNoLiteral) return false;
  for (const char* w : words)
    if (Lexicon::get().literal(w) == i->literal) return true;
  return false;
}

bool year_(const Site& s, const Reference&, const TenseAt&, Expression& e) {
  const Match& m = s.match;
  const Item* y = m.get(cY) ? m.get(cY) : m.get(cYQ);
  if (m.length == 1) {
    const bool led =
        one_of(s.before, {"in",    "since", "by",   "from",   "until",   "till",      "of",         "during",  "before",
                          "after", "early", "late", "mid",    "through", "circa",     "throughout", "between", "(",
                          "to",    "and",   "for",  "around", "year",    "beginning", "end",        "start"});
    if (s.counts) return false;
    if ((y->value < 1900 || y->value > 2100) && !led) return false;
    if (s.after && (s.after->is(cUS) || one_of(s.after, {"%"}))) return false;
    if (!led && s.before && s.before->capital && s.before->mask == 0 && y->end - y->begin <= 4)
      return false;  // Flight 1984
    if (!led && s.after && one_of(s.after, {"-", "/"}) && s.after->begin == y->end) return false;
    if (s.before && s.before->end == y->begin && one_of(s.before, {"-", "/", "$"}) && !led &&
        s.before->literal != Lexicon::get().literal("-"))
      return false;
  }
  set_year(e, year_of(*y));
  e.method = "explicit";
  return true;
}

bool year_range(const Site& s, const Reference&, const TenseAt&, Expression& e) {
  const Match& m = s.match;
  const int first = m.items[0].value;
  int last = m.items[2].value;
  if (m.keys[2] == cYY) {
    if (!contiguous(s)) return false;
    if (last <= first % 100) {
      if (last < 1 || last > 12 || first % 100 == 99) return first % 100 == 99 && last == 0;
      set_month(e, first, last);  // 2014-04
      e.method = "explicit";
      return true;
    }
    last += first / 100 * 100;
  }
  if (last <= first || first < 1000 || s.counts) return false;
  set_year(e, first);
  e.until = iso_year(last);
  e.method = "explicit";
  return true;
}

bool decade(const Site& s, const Reference&, const TenseAt&, Expression& e) {
  const Item* d = s.match.get(cDEC);
  const char first = s.doc.text[d->begin];
  const bool full = first >= '0' && first <= '9' && d->end - d->begin >= 5;
  if (!full && s.match.length == 1 && !one_of(s.before, {"early", "late", "mid", "-", "'", "and", "of"})) return false;
  set_decade(e, d->value);
  e.method = "explicit";
  return true;
}

bool century(const Site& s, const Reference&, const TenseAt&, Expression& e) {
  const Item* n = s.match.get(cORD) ? s.match.get(cORD) : s.match.get(cDO);
  if (n->value < 1 || n->value > 22) return false;
  set_century(e, n->value - 1);
  e.method = "explicit";
  return true;
}

bool quarter(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Item* n = m.get(cORD) ? m.get(cORD) : m.get(cDO) ? m.get(cDO) : m.get(cQN);
  if (n->value < 1 || n->value > 4) return false;
  if (const Item* y = m.get(cY)) {
    set_quarter(e, year_of(*y), n->value);
    e.method = "explicit";
    return true;
  }
  e.granularity = Granularity::kQuarter;
  if (!r.known) return e.method = "unresolved", true;
  int year = r.today.year;
  if (m.get(cLAST) || m.get(cNEXT) || m.get(cTHIS)) {
    year += shift_of(m);
  } else {
    const When when = tense.get();
    const int now = quarter_of(r.today.month);
    if (when == When::kFuture && n->value < now) ++year;
    if (when != When::kFuture && n->value > now && !(when == When::kUnknown && n->value == now + 1)) --year;
  }
  set_quarter(e, year, n->value);
  e.method = "quarter seen from publication";
  return true;
}

bool half_year(const Site& s, const Reference& r, const TenseAt&, Expression& e) {
  const Match& m = s.match;
  const int n = m.rule->arg ? m.rule->arg : m.get(cORD)->value;
  if (n > 2) return false;
  if (const Item* y = m.get(cY)) {
    set_half(e, year_of(*y), n);
    e.method = "explicit";
  } else if (r.known) {
    set_half(e, r.today.year + shift_of(m), n);
    e.method = "half of the year seen from publication";
  }
  return true;
}

bool season(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Item* it = m.get(cSEASON);
  const Item* y = m.get(cY) ? m.get(cY) : m.get(cYQ);
  const bool relative = m.get(cLAST) || m.get(cNEXT) || m.get(cTHIS) || (m.length == 3 && !y);
  if (!y && !relative) {
    if (one_of(s.after, {"of"})) return false;  // the fall of the wall
    if (m.length == 1 && !one_of(s.before, {"in", "by", "since", "during", "until", "early", "late", "mid", "through",
                                            "for", "of", "-", "after", "before"}))
      return false;
    if (!s.parse.upos.empty()) {
      const auto tag = s.parse.upos[it->first_token];
      if (tag != lang::Upos::NOUN && tag != lang::Upos::PROPN) return false;
    }
    if (s.after && s.after->mask == 0 && s.after->capital && !s.parse.upos.empty() &&
        s.parse.head[it->first_token] == s.after->first_token)
      return false;  // the Winter Palace
    if (s.counts) return false;
  }
  e.granularity = Granularity::kSeason;
  if (y) {
    set_season(e, year_of(*y), it->value);
    e.method = "explicit";
    return true;
  }
  if (!r.known) return e.method = "unresolved", true;
  const int start = it->value * 3 + 3;  // first month; winter's is December
  int year = r.today.year;
  if (it->value == 3 && r.today.month <= 2) --year;  // the running winter began last year
  int shift = shift_of(m);
  if (m.length == 3 && !y && relative && m.get(cSEASON) == &m.items[2])
    shift = one_of(&m.items[1], {"coming"}) ? 1 : -1;
  if (m.get(cLAST) || m.get(cNEXT) || shift != 0) {
    if (m.length > 2 && m.items[m.length - 1].is(cU)) {
      year = r.today.year + shift;
    } else if (shift < 0 && start + (it->value == 3 ? 0 : 2) >= r.today.month) {
      --year;
    } else if (shift > 0 && start <= r.today.month) {
      ++year;
    }
  } else if (!m.get(cTHIS)) {
    const When when = tense.get();
    if (when == When::kFuture && start + 2 < r.today.month) ++year;
    if (when != When::kFuture && start > r.today.month && year == r.today.year) --year;
  }
  set_season(e, year, it->value);
  e.method = "season seen from publication";
  return true;
}

Day feast(int year, int which) {
  switch (which) {
    case kChristmas:
      return {year, 12, 25};
    case kChristmasEve:
      return {year, 12, 24};
    case kNewYear:
      return {year, 1, 1};
    case kNewYearEve:
      return {year, 12, 31};
    case kThanksgiving:
      return nth_weekday(year, 11, 4, 4);
    case kEaster:
      return easter(year);
    case kEasterMonday:
      return add_days(easter(year), 1);
    case kGoodFriday:
      return add_days(easter(year), -2);
    case kPalmSunday:
      return add_days(easter(year), -7);
    case kAshWednesday:
      return add_days(easter(year), -46);
    case kHalloween:
      return {year, 10, 31};
    case kIndependence:
      return {year, 7, 4};
    case kLabor:
      return nth_weekday(year, 9, 1, 1);
    case kMemorial:
      return nth_weekday(year, 5, 1, -1);
    case kVeterans:
      return {year, 11, 11};
    case kColumbus:
      return nth_weekday(year, 10, 1, 2);
    case kElection:
      return add_days(nth_weekday(year, 11, 1, 1), 1);
    case kValentine:
      return {year, 2, 14};
    case kMayDay:
      return {year, 5, 1};
    case kBoxing:
      return {year, 12, 26};
    case kMlk:
      return nth_weekday(year, 1, 1, 3);
    case kPresidents:
      return nth_weekday(year, 2, 1, 3);
    case kBastille:
      return {year, 7, 14};
    case kWomen:
      return {year, 3, 8};
    case kStPatrick:
      return {year, 3, 17};
    default:
      return {2001, 9, 11};
  }
}

bool holiday(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const bool relative = m.rule->act == Act::kHolidayRel;
  const int which_one = relative ? -1 : m.rule->arg;
  int which = which_one < 0 ? m.get(cHOLI)->value : which_one;
  if (const Item* wd = m.get(cWD)) {
    if (which == kGoodFriday && wd->value != 5) return false;
    if (which == kEaster && wd->value != 7 && wd->value != 1) return false;
    if (which == kEaster && wd->value == 1) which = kEasterMonday;
  }
  if (!m.items[relative ? 1 : 0].capital && which != kSept11) return false;
  if (which == kSept11) {
    if (!contiguous(s) || m.items[0].value != 9 || m.items[2].value != 11) return false;
    set_day(e, {2001, 9, 11});
    e.method = "explicit";
    return true;
  }
  e.method = "feast";
  e.granularity = Granularity::kDay;
  if (const Item* y = m.get(cY)) return set_day(e, feast(year_of(*y), which)), true;
  if (!r.known) return true;
  int shift = shift_of(m);
  int year = r.today.year;
  const When when = tense.get();
  const Day here = feast(year, which);
  if (m.get(cLAST) && here >= r.today) --year;
  if (m.get(cNEXT) && here <= r.today) ++year;
  if (shift == 0) {
    const int64_t ahead = day_number(here) - day_number(r.today);
    if (ahead > 183 || (ahead > kAgainstTense && when == When::kPast)) --year;
    if (ahead < -183 || (ahead < -kAgainstTense && when == When::kFuture)) ++year;
  }
  set_day(e, feast(year, which));
  return true;
}

bool weekday_(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  e.granularity = Granularity::kDay;
  if (!r.known) return e.method = "unresolved", true;
  const int wanted = s.match.get(cWD)->value;
  const When when = tense.get();
  if (when == When::kFuture) {
    set_day(e, add_days(r.today, (wanted - weekday(r.today) + 7) % 7));
    e.method = "weekday after publication";
  } else {
    set_day(e, add_days(r.today, -((weekday(r.today) - wanted + 7) % 7)));
    e.method = "weekday before publication";
  }
  return true;
}

}  // namespace

const char* part_code(int part) {
  static constexpr const char* kCodes[] = {"TMO", "TMI", "TAF", "TEV", "TNI", "T12:00", "T24:00", "TMO"};
  return kCodes[part];
}

bool evaluate(const Site& s, const Reference& r, const TenseAt& t, Expression& e) {
  switch (s.match.rule->act) {
    case Act::kDay:
      return explicit_day(s, r, t, e);
    case Act::kDayRange:
      return day_range(s, r, t, e);
    case Act::kDayOfMonth:
      return day_of_month(s, r, t, e);
    case Act::kIso:
      return iso_day(s, r, t, e);
    case Act::kSlash:
      return slash_day(s, r, t, e);
    case Act::kDate8:
      return eight_digits(s, r, t, e);
    case Act::kMonth:
      return month_(s, r, t, e);
    case Act::kMonthRel:
      return month_relative(s, r, t, e);
    case Act::kYear:
      return year_(s, r, t, e);
    case Act::kYearRange:
      return year_range(s, r, t, e);
    case Act::kDecade:
      return decade(s, r, t, e);
    case Act::kCentury:
      return century(s, r, t, e);
    case Act::kQuarter:
      return quarter(s, r, t, e);
    case Act::kHalf:
      return half_year(s, r, t, e);
    case Act::kSeason:
      return season(s, r, t, e);
    case Act::kHoliday:
    case Act::kHolidayRel:
      return holiday(s, r, t, e);
    case Act::kWeekday:
      return weekday_(s, r, t, e);
    case Act::kWeekdayPart:
      if (!weekday_(s, r, t, e)) return false;
      if (!e.value.empty()) e.value += part_code(s.match.get(cPOD)->value);
      e.type = Type::kTime, e.granularity = Granularity::kTime;
      return true;
    default:
      return evaluate_relative(s, r, t, e);
  }
}

}  // namespace casus::dates
