#include "dates/relative.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>

namespace casus::dates {

namespace {

bool is_word(const Item* i, std::initializer_list<const char*> words) {
  if (!i || i->literal == kNoLiteral) return false;
  for (const char* w : words)
    if (Lexicon::get().literal(w) == i->literal) return true;
  return false;
}

const Item* unit_of(const Match& m) { return m.get(cU) ? m.get(cU) : m.get(cUS); }

// Whether what follows closes the phrase: "two days before." but not "two days before the vote".
bool closed_after(const Site& s) {
  return !s.after || is_word(s.after, {",", ")", "and", "in", "on", "at", "to", "by", "that", "when", "'"}) ||
         (!s.after->capital && s.after->mask == 0 && s.after->literal == kNoLiteral &&
          s.after->end == s.after->begin + 1);
}

int64_t count_of(const Match& m) {
  if (const Item* n = m.get(cNUM)) return n->value;
  return m.get(cVAGUE) ? -1 : 1;
}

// The unit that lies `n` units from `from`, as fine as the unit.
bool set_offset(Expression& e, Day from, int64_t n, bool half, Unit unit) {
  constexpr int64_t kFar = 12000;  // months; and days are kept to the same span
  switch (unit) {
    case Unit::kSecond:
    case Unit::kMinute:
    case Unit::kHour:
      set_day(e, add_days(from, std::clamp<int64_t>(n, -kFar, kFar) / (unit == Unit::kHour ? 24 : 1440)));
      e.type = Type::kTime;
      return true;
    case Unit::kDay:
      if (n < -366000 || n > 366000) return false;
      return set_day(e, add_days(from, n)), true;
    case Unit::kWeek:
    case Unit::kFortnight:
    case Unit::kWeekend: {
      if (n < -5000 || n > 5000) return false;
      const Day d = add_days(from, n * (unit == Unit::kFortnight ? 14 : 7));
      unit == Unit::kWeekend ? set_weekend(e, d) : set_week(e, d);
      return true;
    }
    case Unit::kMonth:
    case Unit::kQuarter: {
      const int64_t months = unit == Unit::kQuarter ? n * 3 : n;
      if (months < -kFar || months > kFar) return false;
      const Day d = add_months({from.year, from.month, 1}, months);
      unit == Unit::kQuarter ? set_quarter(e, d.year, quarter_of(d.month)) : set_month(e, d.year, d.month);
      return true;
    }
    default: {
      const int64_t factor = unit == Unit::kDecade ? 10 : unit == Unit::kCentury ? 100 : 1;
      const int64_t year = from.year + n * factor;
      if (n < -kFar || n > kFar || year < 1 || year > 9999) return false;
      if (half && factor == 1) {
        const Day d = add_months({from.year, from.month, 1}, n * 12 + (n < 0 ? -6 : 6));
        set_month(e, d.year, d.month);
      } else {
        set_year(e, static_cast<int>(year));
      }
      return true;
    }
  }
}

// The unit itself in which `day` lies, moved by `shift` units ("last week", "this decade").
bool set_unit(Expression& e, Day day, int shift, Unit unit) {
  switch (unit) {
    case Unit::kDecade:
      return set_decade(e, day.year / 10 + shift), true;
    case Unit::kCentury:
      return set_century(e, day.year / 100 + shift), true;
    default:
      return set_offset(e, day, shift, false, unit);
  }
}

void unresolved(Expression& e, Granularity g) {
  e.granularity = g;
  e.method = "unresolved";
}

Granularity fine(Unit u) {
  Expression e;
  set_period(e, 1, false, u);
  return e.granularity;
}

bool day_word(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  e.granularity = Granularity::kDay;
  e.method = "day seen from publication";
  if (m.rule->act == Act::kTonight || m.rule->act == Act::kLastNight || m.rule->act == Act::kThisPart ||
      m.rule->act == Act::kDayWordPart)
    e.type = Type::kTime;
  if (!r.known) return unresolved(e, e.type == Type::kTime ? Granularity::kTime : Granularity::kDay), true;
  const char* part = "";
  int64_t shift = 0;
  switch (m.rule->act) {
    case Act::kDayWord:
      shift = m.get(cDAY)->value;
      break;
    case Act::kDayWordPart:
      shift = m.get(cDAY)->value, part = part_code(m.get(cPOD)->value);
      break;
    case Act::kDayAfter:
      shift = m.rule->arg;
      break;
    case Act::kLastNight:
      if (!is_word(&m.items[0], {"last"})) return false;
      shift = -1, part = "TNI";
      break;
    case Act::kThisPart:
      part = part_code(m.get(cPOD)->value);
      break;
    default:
      part = "TNI";
      break;
  }
  set_day(e, add_days(r.today, shift));
  if (*part) e.value += part, e.granularity = Granularity::kTime;
  return true;
}

bool weekday_relative(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  e.granularity = Granularity::kDay;
  if (!r.known) return unresolved(e, Granularity::kDay), true;
  const int wanted = m.get(cWD)->value, today = weekday(r.today);
  int shift = m.get(cLAST) ? -1 : m.get(cNEXT) ? 1 : 0;
  bool week = false;
  for (uint32_t i = 0; i < m.length; ++i) {
    week |= m.items[i].is(cU);
    if (is_word(&m.items[i], {"coming", "following"})) shift = 1;
    if (is_word(&m.items[i], {"past", "previous"})) shift = -1;
  }
  const int back = (today - wanted + 7) % 7, ahead = (wanted - today + 7) % 7;
  Day d;
  if (week) {
    d = add_days(monday_of(r.today), 7 * shift + wanted - 1);
    e.method = "weekday of the week seen from publication";
  } else if (shift < 0) {
    d = add_days(r.today, -(back == 0 ? 7 : back));
    e.method = "weekday before publication";
  } else if (shift > 0) {
    d = add_days(r.today, ahead == 0 ? 7 : ahead);
    e.method = "weekday after publication";
  } else if (tense.get() == When::kPast) {
    d = add_days(r.today, -back);
    e.method = "weekday before publication";
  } else {
    d = add_days(r.today, ahead);
    e.method = "weekday after publication";
  }
  set_day(e, d);
  if (const Item* part = m.get(cPOD)) {
    e.value += part_code(part->value);
    e.type = Type::kTime, e.granularity = Granularity::kTime;
  }
  return true;
}

bool unit_relative(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Unit unit = m.get(cU)->unit;
  const bool the = is_word(&m.items[0], {"the"});
  const bool last = m.get(cLAST) || (m.length == 3 && is_word(&m.items[1], {"past"})) || m.rule->arg < 0;
  const bool next = m.get(cNEXT) || (m.length == 3 && is_word(&m.items[1], {"coming"}));
  const int shift = last ? -1 : next ? 1 : 0;
  if (unit <= Unit::kHour) {
    // "last minute", "the final hours": spans only when said as such
    if (!last || !is_word(m.get(cLAST), {"past", "last"}) || !the) return false;
    set_period(e, 1, false, unit);
    e.method = "duration";
    return true;
  }
  if (unit == Unit::kDay) {
    if (next && r.anchor_fine == Granularity::kDay) {
      set_day(e, add_days(r.anchor, 1));
      e.method = "day after the date told before";
      return true;
    }
    if (!r.known || the || last) return false;
    set_day(e, add_days(r.today, shift));
    e.method = "day seen from publication";
    return true;
  }
  // "the past year" is the span up to now, "last year" the calendar's.
  const Item* l = m.get(cLAST);
  if (l && (is_word(l, {"past"}) || the) && m.rule->arg == 0 && !is_word(&m.items[0], {"this"})) {
    set_period(e, 1, false, unit);
    e.method = "duration up to publication";
    if (r.known) {
      Expression start;
      if (unit <= Unit::kFortnight)
        set_day(start, add_days(r.today, unit == Unit::kDay ? -1 : unit == Unit::kFortnight ? -14 : -7));
      else
        set_offset(start, r.today, -1, false, unit);
      e.from = start.from, e.until = iso(r.today);
    }
    return true;
  }
  e.method = "unit seen from publication";
  if (!r.known) return unresolved(e, fine(unit)), true;
  Day day = r.today;
  int move = shift;
  if (unit == Unit::kWeekend && shift == 0 && weekday(r.today) <= 3 && tense.get() == When::kPast) move = -1;
  return set_unit(e, day, move, unit);
}

// "the past two months", "the next few days", "the first three weeks".
bool units_relative(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const Item* u = unit_of(m);
  int64_t n = count_of(m);
  if (m.rule->arg == 1) n = -1;
  if (m.rule->arg == 2) n = 2;
  if (m.get(cNUM) && m.get(cNUM)->value > 100000) return false;
  set_period(e, n, m.get(cNUM) && m.get(cNUM)->half, u->unit);
  e.method = "duration";
  const int shift = m.get(cLAST) ? -1 : m.get(cNEXT) ? 1 : 0;
  if (r.known && shift != 0 && n > 0) {
    Expression edge;
    const int64_t step = shift * n;
    if (u->unit == Unit::kWeek || u->unit == Unit::kWeekend) {
      set_day(edge, add_days(r.today, step * 7));
    } else if (u->unit == Unit::kMonth) {
      set_day(edge, add_months(r.today, step));
    } else if (!set_offset(edge, r.today, step, false, u->unit)) {
      return true;
    }
    e.from = shift < 0 ? edge.from : iso(r.today);
    e.until = shift < 0 ? iso(r.today) : edge.from;
    e.method = shift < 0 ? "duration up to publication" : "duration from publication";
  }
  return true;
}

bool ago(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const Item* u = unit_of(m);
  const int64_t n = m.rule->arg == 2 ? 2 : count_of(m);
  e.method = "counted back from publication";
  if (!r.known) return unresolved(e, fine(u->unit)), true;
  if (u->unit == Unit::kYear && n == 1 && r.anchor_fine == Granularity::kQuarter) {
    set_quarter(e, r.anchor.year - 1,
                quarter_of(r.anchor.month));  // "up from 3 percent a year ago", in a quarterly report
    return true;
  }
  return set_offset(e, r.today, -n, m.get(cNUM) && m.get(cNUM)->half, u->unit);
}

bool later(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const Item* u = unit_of(m);
  const int way = m.rule->arg < 0 ? -1 : 1;
  if ((m.rule->arg == 2 || m.rule->arg == -2) && !closed_after(s)) return false;
  e.method = "counted from the date told before";
  const bool anchored = r.anchor_fine != Granularity::kNone;
  if (!anchored && !(r.known && way < 0)) return unresolved(e, fine(u->unit)), true;
  const Day from = anchored ? r.anchor : r.today;
  const int64_t n = count_of(m);
  if (u->unit == Unit::kYear && r.anchor_fine == Granularity::kQuarter && n < 100) {
    set_quarter(e, from.year + way * static_cast<int>(n), quarter_of(from.month));
    return true;
  }
  // A unit finer than the date it counts from gives nothing certain.
  if (anchored && fine(u->unit) < r.anchor_fine && fine(u->unit) <= Granularity::kMonth)
    return unresolved(e, fine(u->unit)), true;
  return set_offset(e, from, way * n, m.get(cNUM) && m.get(cNUM)->half, u->unit);
}

bool from_now(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const Item* u = unit_of(m);
  e.method = "counted from publication";
  if (!r.known) return unresolved(e, fine(u->unit)), true;
  const int64_t extra = m.get(cDAY) ? m.get(cDAY)->value : 0;
  return set_offset(e, add_days(r.today, extra), count_of(m), m.get(cNUM) && m.get(cNUM)->half, u->unit);
}

bool same_unit(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const int shift = m.rule->arg;
  const Item& last = m.items[m.length - 1];
  const Item* u = m.get(cU);
  Unit unit = u ? u->unit : Unit::kDay;
  e.method = "seen from the date told before";
  if (unit <= Unit::kHour) return false;
  if ((shift == 2 || shift == -2)) {
    if (!closed_after(s)) return false;
    unit = Unit::kDay;
  }
  if (s.after && is_word(s.after, {"-"}) && s.after->begin == last.end) return false;
  if (r.anchor_fine == Granularity::kNone || (unit < Unit::kMonth && r.anchor_fine > Granularity::kDay))
    return unresolved(e, fine(unit)), true;
  if (!set_unit(e, r.anchor, shift > 0 ? 1 : shift < 0 ? -1 : 0, unit)) return false;
  if (last.is(cPOD)) {
    e.value += part_code(last.value);
    e.type = Type::kTime, e.granularity = Granularity::kTime;
  }
  return true;
}

// The quarter that ended last before `day`, `back` quarters earlier still.
void last_quarter(Expression& e, Day day, int back) {
  const Day d = add_months({day.year, day.month, 1}, -3 * (1 + back));
  set_quarter(e, d.year, quarter_of(d.month));
}

bool the_unit(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Item* u = m.get(cU);
  Unit unit = u ? u->unit : Unit::kQuarter;
  for (uint32_t i = 0; i < m.length; ++i)
    if (is_word(&m.items[i], {"weekend"})) unit = Unit::kWeekend;
  const Item* y = m.get(cY);
  const bool named = y || m.length > 2;
  if (unit == Unit::kQuarter) {
    if (!r.known && !y) return unresolved(e, Granularity::kQuarter), true;
    e.method = "quarter before publication";
    if (r.anchor_fine == Granularity::kQuarter && !named) {
      set_quarter(e, r.anchor.year, quarter_of(r.anchor.month));
    } else if (y) {
      const int month = r.known ? r.today.month : 12;
      last_quarter(e, {y->value + (r.known && month <= 3 ? 1 : 0), month, 1}, 0);
    } else {
      last_quarter(e, r.today, m.get(cLAST) ? 4 : 0);
    }
    return true;
  }
  if (unit == Unit::kWeekend) {
    if (!r.known) return unresolved(e, Granularity::kWeek), true;
    e.method = "weekend seen from publication";
    const When when = tense.get();
    set_weekend(e, when == When::kFuture || weekday(r.today) >= 6 ? r.today : add_days(r.today, -7));
    return true;
  }
  if (!u || unit < Unit::kDay || s.counts) return false;
  // "for the year", "during the week": the span; anything else ("the day of") is no date.
  if (!is_word(s.before, {"for", "during", "in", "of", "over", "through", "throughout"})) return false;
  if (s.after && is_word(s.after, {"of", "-", "'s", "before", "after"})) return false;
  if (unit == Unit::kDay || unit == Unit::kDecade || unit == Unit::kCentury) return false;
  if (s.after && s.after->begin == m.items[m.length - 1].end + 1 && s.after->mask == 0 &&
      s.after->literal == kNoLiteral && !s.parse.head.empty() && s.parse.head[u->first_token] > u->first_token &&
      s.parse.deprel[u->first_token] == lang::Deprel::compound)
    return false;  // the week mark
  if (r.known && is_word(s.before, {"in", "during"})) {
    e.method = "unit seen from publication";
    return set_unit(e, r.today, 0, unit);
  }
  set_period(e, 1, false, unit);
  e.method = "duration";
  return true;
}

bool unit_end(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const Item* u = m.get(cU);
  if (u->unit < Unit::kDay) return false;
  if (!r.known) return unresolved(e, fine(u->unit)), true;
  e.method = "end of the unit seen from publication";
  const bool bare = m.items[0].is(cU) && !is_word(&m.items[1], {"'s"});
  if (bare && u->unit == Unit::kWeek) return false;
  if (bare && u->unit == Unit::kYear) return set_day(e, {r.today.year, 12, 31}), true;
  if (bare && u->unit == Unit::kMonth)
    return set_day(e, {r.today.year, r.today.month, days_in_month(r.today.year, r.today.month)}), true;
  return set_unit(e, r.today, m.get(cNEXT) ? 1 : 0, u->unit);
}

bool duration(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  const Match& m = s.match;
  const Item* u = unit_of(m);
  const Item* n = m.get(cNUM);
  const int arg = m.rule->arg;
  if (arg == 3) return set_period(e, 2, false, u->unit), e.method = "duration", true;
  if (n->value > 100000000) return false;
  if (u->unit == Unit::kSecond && u->is(cORD)) {
    if (n->value == 1 && m.items[1].literal != Lexicon::get().literal("-") &&
        !is_word(s.before, {"for", "within", "in"}))
      return false;
  }
  if (is_word(s.before, {"no"})) return false;  // "No. 1 year"
  // "third two-week": the unit quarter as a fraction ("three quarters of the vote")
  if (u->unit == Unit::kQuarter && (is_word(s.after, {"of"}) || n->value == 3)) return false;
  if (m.length == 2 && u->is(cU) && u->unit == Unit::kQuarter) return false;
  if (arg == 0 && is_word(s.before, {"in"}) && tense.get() == When::kFuture && r.known && !n->half &&
      u->unit >= Unit::kDay) {
    if (set_offset(e, r.today, n->value, false, u->unit)) {
      e.method = "counted from publication";
      return true;
    }
  }
  set_period(e, n->value, n->half || arg == 1, u->unit);
  e.method = "duration";
  return true;
}

bool duration_article(const Site& s, Expression& e) {
  const Match& m = s.match;
  const Item* u = m.get(cU);
  if (u->unit == Unit::kSecond || (u->unit == Unit::kQuarter && m.rule->arg == 0)) return false;
  if (u->unit == Unit::kMinute && m.length == 2 && !is_word(s.before, {"for", "within", "in", "than", "about"}))
    return false;
  e.method = "duration";
  if (m.rule->arg == 1) return set_period(e, 0, true, u->unit), true;
  if (m.length == 2 && is_word(&m.items[0], {"a", "an"}) && s.before &&
      (s.before->is(cNUM) || is_word(s.before, {"once", "twice", "times", "%"}) ||
       slice(s.doc.text, {s.before->begin, s.before->end}) == "percent")) {
    set_period(e, 1, false, u->unit);
    e.type = Type::kSet;
    e.method = "repetition";
    return true;
  }
  if (s.after && is_word(s.after, {"-"}) && s.after->begin == m.items[m.length - 1].end) return false;
  set_period(e, 1, m.rule->arg == 2, u->unit);
  return true;
}

bool duration_vague(const Site& s, Expression& e) {
  const Match& m = s.match;
  const Item* u = unit_of(m);
  if (u->unit == Unit::kQuarter && is_word(s.after, {"of"})) return false;
  set_period(e, -1, false, u->unit);
  e.method = "duration";
  return true;
}

bool duration_bare(const Site& s, Expression& e) {
  const Item* u = s.match.get(cUS);
  if (u->unit == Unit::kSecond || u->unit == Unit::kQuarter) return false;
  const bool led =
      is_word(s.before, {"for", "in", "over", "after", "within", "through", "throughout", "of", "than", "or"});
  const bool followed = is_word(s.after, {"after", "before", "later", "ahead", "earlier"});
  if (!led && !followed) return false;
  if (is_word(s.before, {"of", "in"}) && u->unit < Unit::kDay) return false;
  set_period(e, -1, false, u->unit);
  e.method = "duration";
  return true;
}

std::string weekday_set(int weekday) { return "XXXX-WXX-" + std::to_string(weekday); }

bool every(const Site& s, Expression& e) {
  static constexpr const char* kSeasons[] = {"XXXX-SP", "XXXX-SU", "XXXX-FA", "XXXX-WI"};
  const Match& m = s.match;
  e.method = "repetition";
  if (const Item* u = unit_of(m)) {
    if (u->unit == Unit::kSecond && m.length == 2 && s.after && !s.after->is(cPOD) && s.after->literal == kNoLiteral)
      return false;
    const int64_t n = m.rule->act == Act::kEveryN ? (m.rule->arg ? m.rule->arg : m.get(cNUM)->value) : 1;
    set_period(e, n, false, u->unit);
  } else if (const Item* wd = m.get(cWD)) {
    e.value = weekday_set(wd->value);
    e.granularity = Granularity::kDay;
    if (const Item* part = m.get(cPOD)) e.value += part_code(part->value);
  } else if (const Item* month = m.get(cM)) {
    e.value = "XXXX" + iso_month(2000, month->value).substr(4);
    e.granularity = Granularity::kMonth;
  } else if (const Item* sn = m.get(cSEASON)) {
    e.value = kSeasons[sn->value];
    e.granularity = Granularity::kSeason;
  } else {
    e.value = std::string("XXXX-XX-XX") + part_code(m.get(cPOD)->value);
    e.granularity = Granularity::kTime;
  }
  e.type = Type::kSet;
  return true;
}

bool repetition(const Site& s, Expression& e) {
  const Match& m = s.match;
  e.method = "repetition";
  if (m.rule->act == Act::kWeekdays) {
    const Item& wd = m.items[0];
    e.value = weekday_set(wd.value);
    if (m.length == 2) e.value += is_word(&m.items[1], {"nights"}) ? "TNI" : "TMO";
    e.granularity = Granularity::kDay;
  } else if (m.rule->act == Act::kFrequency) {
    const Item& f = m.items[0];
    if (f.capital && !s.sentence_start) return false;  // the Daily News
    set_period(e, f.value, false, f.unit);
  } else {
    const Item* u = m.get(cU);
    set_period(e, 1, false, u->unit);
  }
  e.type = Type::kSet;
  return true;
}

bool clock(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const Item* n = m.get(cNUM);
  const Item* c = m.get(cCLOCK);
  const Item* half = m.get(cAMPM);
  const Item* part = m.get(cPOD);
  int minutes = c ? c->value : n->value * 60;
  if (!c) {
    if (m.get(cTZ) && !half) {
      if (n->value < 100 || n->value > 2400 || n->value % 100 > 59 || n->end - n->begin != 4) return false;
      minutes = n->value / 100 * 60 + n->value % 100;
    } else if (n->value < 1 || n->value > 12 || n->half) {
      return false;
    }
  }
  if (half) {
    if (minutes >= 13 * 60) return false;
    minutes = minutes % 720 + half->value * 60;
  } else if (part) {
    if (!c && n->value > 12) return false;
    const bool late =
        part->value == kAfternoon || part->value == kEvening || (part->value == kNight && minutes >= 6 * 60);
    if (minutes < 12 * 60 && late) minutes += 720;
  }
  char text[16];
  std::snprintf(text, sizeof text, "T%02d:%02d", minutes / 60 % 25, minutes % 60);
  e.type = Type::kTime;
  e.method = "clock";
  e.granularity = Granularity::kTime;
  e.value = (r.known ? iso(r.today) : std::string("XXXX-XX-XX")) + text;
  if (r.known) e.from = iso(r.today);
  return true;
}

bool part_of_day(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  const int part = m.get(cPOD)->value;
  const bool exact = part == kNoon || part == kMidnight || part == kMidday;
  if (m.length == 1 && !exact && !is_word(s.before, {"at", "until", "before", "by"})) return false;
  if (m.length == 2 && !exact && is_word(&m.items[0], {"the"}) &&
      (!is_word(s.before, {"in", "during", "through", "throughout", "of"}) || is_word(s.after, {"of"})))
    return false;
  e.type = Type::kTime;
  e.granularity = Granularity::kTime;
  e.method = "part of the day";
  const char* code = part == kMidday ? "T12:00" : part_code(part);
  e.value = (r.known ? iso(r.today) : std::string("XXXX-XX-XX")) + code;
  if (r.known) e.from = iso(r.today);
  return true;
}

bool year_ago(const Site& s, const Reference& r, Expression& e) {
  const Match& m = s.match;
  e.method = "year before the one reported";
  if (!r.known) return unresolved(e, Granularity::kYear), true;
  const Item* n = m.get(cORD);
  bool quarter = r.anchor_fine == Granularity::kQuarter || n;
  for (uint32_t i = 0; i < m.length; ++i) quarter |= is_word(&m.items[i], {"quarter", "period"});
  if (!quarter) return set_year(e, r.today.year - 1), true;
  if (n && n->value <= 4) {
    set_quarter(e, r.today.year - 1, n->value);
  } else if (r.anchor_fine == Granularity::kQuarter) {
    set_quarter(e, r.anchor.year - 1, quarter_of(r.anchor.month));
  } else {
    last_quarter(e, r.today, 4);
  }
  return true;
}

bool reference(const char* value, Expression& e) {
  e.value = value;
  e.method = "word";
  return true;
}

}  // namespace

bool evaluate_relative(const Site& s, const Reference& r, const TenseAt& tense, Expression& e) {
  switch (s.match.rule->act) {
    case Act::kDayWord:
    case Act::kDayWordPart:
    case Act::kDayAfter:
    case Act::kTonight:
    case Act::kLastNight:
    case Act::kThisPart:
      return day_word(s, r, e);
    case Act::kWeekdayRel:
      return weekday_relative(s, r, tense, e);
    case Act::kNow:
      return reference("PRESENT_REF", e);
    case Act::kPast:
      if (is_word(&s.match.items[s.match.length - 1], {"past"}) && s.after &&
          (s.after->is(cNUM) || s.after->is(cVAGUE)))
        return false;
      return reference("PAST_REF", e);
    case Act::kFuture:
      return reference("FUTURE_REF", e);
    case Act::kUnitRel:
      return unit_relative(s, r, tense, e);
    case Act::kUnitsRel:
      return units_relative(s, r, e);
    case Act::kAgo:
      return ago(s, r, e);
    case Act::kLater:
      return later(s, r, e);
    case Act::kFromNow:
      return from_now(s, r, e);
    case Act::kSameUnit:
      return same_unit(s, r, e);
    case Act::kTheUnit:
      return the_unit(s, r, tense, e);
    case Act::kUnitEnd:
      return unit_end(s, r, e);
    case Act::kUnitBack:
      if (!r.known) return unresolved(e, fine(s.match.get(cU)->unit)), true;
      e.method = "unit seen from publication";
      return set_unit(e, r.today, 0, s.match.get(cU)->unit);
    case Act::kDuration:
      return duration(s, r, tense, e);
    case Act::kDurationArt:
      return duration_article(s, e);
    case Act::kDurationVague:
      return duration_vague(s, e);
    case Act::kDurationBare:
      return duration_bare(s, e);
    case Act::kEvery:
    case Act::kEveryN:
      return every(s, e);
    case Act::kWeekdays:
    case Act::kFrequency:
    case Act::kTimes:
      return repetition(s, e);
    case Act::kClock:
      return clock(s, r, e);
    case Act::kPart:
      return part_of_day(s, r, e);
    case Act::kYearAgo:
      return year_ago(s, r, e);
    default:
      return false;
  }
}

}  // namespace casus::dates
