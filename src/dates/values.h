// What an expression means: from the items that matched a rule to TIMEX3 type and value.
#pragma once
#include <span>

#include "dates/calendar.h"
#include "dates/dates.h"
#include "dates/items.h"
#include "dates/rules.h"
#include "dates/tenses.h"

namespace casus::dates {

// From where relative expressions count.
struct Reference {
  Day today;                                     // day of publication
  bool known = false;                            // whether `today` is set
  Day anchor;                                    // the date told last
  Granularity anchor_fine = Granularity::kNone;  // how fine it was; none = no date told yet
};

// A match in its sentence.
struct Site {
  const Match& match;
  const Item* before = nullptr;  // the item before the match, and after it; nullptr at the sentence's ends
  const Item* after = nullptr;
  bool counts = false;  // the last number of the match counts a noun that follows ("March 20 people")
  bool sentence_start = false;
  const text::Document& doc;
  const lang::Parse& parse;
};

// Asks for the tense when it is needed only: it costs a walk up the tree.
class TenseAt {
 public:
  virtual When get() const = 0;

 protected:
  ~TenseAt() = default;
};

// Fills type, value, from, until, granularity and method. False: the words are no time expression after all.
bool evaluate(const Site& site, const Reference& reference, const TenseAt& tense, Expression& out);

// Setters: value, granularity, from and until of one calendar unit.
void set_day(Expression& e, Day d);
void set_week(Expression& e, Day any);
void set_weekend(Expression& e, Day any);
void set_month(Expression& e, int year, int month);
void set_quarter(Expression& e, int year, int quarter);
void set_half(Expression& e, int year, int half);
void set_season(Expression& e, int year, int season);
void set_year(Expression& e, int year);
void set_decade(Expression& e, int decade);                       // 199
void set_century(Expression& e, int century);                     // 19 = the 1900s
void set_period(Expression& e, int64_t n, bool half, Unit unit);  // P3M, PT2H; n < 0: PX

}  // namespace casus::dates
