// When it happened: time expressions with TIMEX3 type and value, and which of them a clause carries.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "clauses/clauses.h"

namespace casus::dates {

enum class Type : uint8_t { kDate, kTime, kDuration, kSet };
const char* to_string(Type t);  // "DATE", …

enum class Granularity : uint8_t { kNone, kTime, kDay, kWeek, kMonth, kSeason, kQuarter, kYear, kDecade, kCentury };
const char* to_string(Granularity g);  // "day", … ; "" for kNone

struct Expression {
  TokenRange tokens;
  Type type = Type::kDate;
  std::string value;  // TIMEX3: "2014-04-16", "2014-W16", "P2D", "PRESENT_REF", "2014-05"; "" if unresolved
  std::string from,
      until;  // ISO date (as fine as known) where it begins; "" if unresolved; `until` only for ranges and periods
  Granularity granularity = Granularity::kNone;
  std::string method;  // "weekday before publication", "explicit", "month after publication", …
  bool background =
      false;  // an anniversary or a date inside a name or noun phrase that dates something else ("the 1965 pact")
};

struct DateSet {
  std::vector<Expression> expressions;  // in text order, not overlapping
  void clear() { expressions.clear(); }

  // Buffers of run() that only grow; they are no part of the result and are not copied.
  struct Scratch;
  std::unique_ptr<Scratch> scratch;
  DateSet();
  ~DateSet();
  DateSet(DateSet&&) noexcept;
  DateSet& operator=(DateSet&&) noexcept;
  DateSet(const DateSet& other);
  DateSet& operator=(const DateSet& other);
};

// Finds time expressions. `published`: ISO date or "" (then relative ones stay unresolved).
void run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
         std::string_view published, DateSet& out);

// The expression that dates the clause: attached to its own predicate, its light verb, or inherited from the clause
// that governs it when that one tells the same event; nullptr if none.
const Expression* date_of(const DateSet& set, const clauses::ClauseSet& clauses, clauses::Clause const& clause,
                          const text::Document& doc, const lang::Parse& parse);

}  // namespace casus::dates
