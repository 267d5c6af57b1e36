#include "dates/dates.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

#include "article/layout.h"
#include "base/golden.h"
#include "clauses/mini_tree.h"
#include "dates/calendar.h"
#include "dates/rules.h"

using namespace casus;
using namespace casus::dates;

namespace {

// Golden input: "published: 2014-04-17" on the first line (or no such line), then text.
text::Document segmented(std::string_view input, std::string& published) {
  published.clear();
  if (input.starts_with("published: ")) {
    const size_t stop = input.find('\n');
    published = std::string(input.substr(11, stop - 11));
    input.remove_prefix(stop + 1);
  }
  article::Article a;
  a.text = std::string(input);
  article::find_blocks(a);
  text::Document doc;
  text::segment(a, doc);
  return doc;
}

std::string describe(const Expression& e, const text::Document& doc) {
  std::string out =
      std::string(doc.words(e.tokens)) + " | " + to_string(e.type) + " " + (e.value.empty() ? "-" : e.value);
  if (!e.from.empty() && (e.from != e.value || !e.until.empty())) out += " from=" + e.from;
  if (!e.until.empty()) out += " until=" + e.until;
  if (e.background) out += " background";
  return out + " (" + e.method + ")";
}

std::string dump(std::string_view input) {
  std::string published;
  const text::Document doc = segmented(input, published);
  DateSet set;
  run(doc, {}, {}, published, set);
  std::string out;
  for (const Expression& e : set.expressions) out += describe(e, doc) + "\n";
  return out;
}

// Expressions, then the date of each clause.
std::string dump_trees(const std::string& input) {
  const auto doc = clauses::mini_document(input, pack::Symbols());
  if (!doc) return to_string(doc.error());
  clauses::ClauseSet clauses;
  clauses::Extractor().run(doc->document, doc->parse, *clauses::Extractor::make_workspace(), clauses);
  DateSet set;
  run(doc->document, doc->parse, clauses, "2014-04-17", set);
  std::string out;
  for (const Expression& e : set.expressions) out += describe(e, doc->document) + "\n";
  for (const auto& c : clauses.clauses) {
    const Expression* e = date_of(set, clauses, c, doc->document, doc->parse);
    out += std::string(doc->document.form(c.head)) + ": " + (e ? e->value : "-") + "\n";
  }
  return out;
}

bool plain_leap(int y) { return y % 4 == 0 ? (y % 100 == 0 ? y % 400 == 0 : true) : false; }

}  // namespace

TEST_CASE("the calendar agrees with a counter that walks day by day") {
  Day d{1900, 1, 1};
  int wd = 1;  // 1900-01-01 was a Monday
  int64_t n = -25567;
  int week = 1, week_year = 1900;
  while (d.year <= 2100) {
    REQUIRE(day_number(d) == n);
    REQUIRE(day_of(n) == d);
    REQUIRE(weekday(d) == wd);
    REQUIRE(valid(d));
    REQUIRE(add_days(d, 1000) == day_of(n + 1000));
    if (wd == 1 && n != -25567) {
      // A week is the first of a year if its Thursday is the first Thursday.
      Day thursday = d;
      for (int i = 0; i < 3; ++i) {
        static constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        const int length = thursday.month == 2 && plain_leap(thursday.year) ? 29 : kLengths[thursday.month - 1];
        if (++thursday.day > length)
          thursday.day = 1, thursday.month = thursday.month == 12 ? 1 : thursday.month + 1,
          thursday.year += thursday.month == 1;
      }
      if (thursday.year != week_year) {
        week = 1, week_year = thursday.year;
      } else {
        ++week;
      }
    }
    REQUIRE(iso_week(d).year == week_year);
    REQUIRE(iso_week(d).week == week);
    static constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int length = d.month == 2 && plain_leap(d.year) ? 29 : kLengths[d.month - 1];
    if (++d.day > length) {
      d.day = 1;
      if (++d.month > 12) d.month = 1, ++d.year;
    }
    ++n;
    wd = wd % 7 + 1;
  }
}

TEST_CASE("feasts and counted weekdays fall where almanacs put them") {
  CHECK(iso(easter(2014)) == "2014-04-20");
  CHECK(iso(easter(2000)) == "2000-04-23");
  CHECK(iso(easter(1954)) == "1954-04-18");
  CHECK(iso(easter(2049)) == "2049-04-18");
  CHECK(iso(nth_weekday(2014, 11, 4, 4)) == "2014-11-27");
  CHECK(iso(nth_weekday(2014, 5, 1, -1)) == "2014-05-26");
  CHECK(iso(add_months({2014, 1, 31}, 1)) == "2014-02-28");
  CHECK(iso(add_months({2014, 1, 31}, -2)) == "2013-11-30");
  Day d;
  CHECK(parse_iso("2014-04-16T10:00:00Z", d));
  CHECK(iso(d) == "2014-04-16");
  CHECK_FALSE(parse_iso("2014-02-30", d));
  CHECK_FALSE(parse_iso("2014/02/03", d));
  CHECK_FALSE(parse_iso("", d));
}

TEST_CASE("all patterns name classes and words that exist") {
  for (const Rule& r : rules()) CHECK_MESSAGE(names_known_words(r), r.pattern);
}

TEST_CASE("golden: expressions in plain text") {
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/dates/text.txt",
                                   [](const golden::Case& c) { return dump(c.input); }))
    FAIL_CHECK(f);
}

TEST_CASE("golden: the dates of clauses") {
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/dates/trees.txt",
                                   [](const golden::Case& c) { return dump_trees(c.input); }))
    FAIL_CHECK(f);
}

TEST_CASE("any words, trees and clauses give expressions in order and within their sentence") {
  static constexpr const char* kWords[] = {
      "May", "last",   "week",   "the",   "16th",   "2014", "-",    "of",    "two",     "hundred", ",",      "years",
      "ago", "in",     "Monday", "night", "10",     "a.m.", "next", "third", "quarter", "'s",      "early",  "1990s",
      "and", "said",   "will",   "from",  "to",     "7",    "/",    "1/2",   "every",   "day",     "before", "end",
      "99",  "twenty", "five",   "Q3",    "Easter", "GMT",  "'98",  "half",  "a"};
  std::mt19937 engine(7);
  const auto rng = [&] { return static_cast<uint32_t>(engine()); };
  DateSet set;
  for (int round = 0; round < 3000; ++round) {
    text::Document doc;
    const uint32_t n = 1 + rng() % 30;
    for (uint32_t i = 0; i < n; ++i) {
      doc.begin.push_back(static_cast<uint32_t>(doc.text.size()));
      doc.text += kWords[rng() % std::size(kWords)];
      doc.end.push_back(static_cast<uint32_t>(doc.text.size()));
      if (rng() % 4 != 0) doc.text += ' ';
      doc.flags.push_back(0);
    }
    text::Sentence s;
    s.tokens = {0, n};
    s.span = {0, static_cast<uint32_t>(doc.text.size())};
    doc.sentences.push_back(s);
    lang::Parse parse;
    for (uint32_t i = 0; i < n; ++i) {
      parse.upos.push_back(static_cast<lang::Upos>(rng() % lang::kUposCount));
      parse.feats.push_back(static_cast<uint16_t>(rng()));
      parse.head.push_back(i == 0 ? 0 : rng() % i);
      parse.deprel.push_back(static_cast<lang::Deprel>(rng() % lang::kDeprelCount));
    }
    clauses::ClauseSet clauses;
    clauses.at.resize(n);
    for (uint32_t i = 0; i < n; ++i) {
      if (rng() % 4 != 0) continue;
      clauses::Clause c;
      c.head = TokenId(i), c.sentence = SentenceId(0u), c.tokens = {i, i + 1};
      if (!clauses.clauses.empty()) c.parent = ClauseId(rng() % clauses.clauses.size());
      c.relation = static_cast<clauses::Relation>(rng() % 14);
      c.tense = static_cast<clauses::Tense>(rng() % 4);
      clauses.at[i] = ClauseId(clauses.clauses.size());
      clauses.clauses.push_back(c);
    }
    run(doc, parse, clauses, rng() % 2 ? "2014-04-17" : "", set);
    uint32_t last = 0;
    for (const Expression& e : set.expressions) {
      REQUIRE(e.tokens.first >= last);
      REQUIRE(e.tokens.first < e.tokens.last);
      REQUIRE(e.tokens.last <= n);
      if (!e.from.empty() && !e.until.empty()) REQUIRE(e.from.substr(0, 4) <= e.until.substr(0, 4));
      last = e.tokens.last;
    }
    for (const auto& c : clauses.clauses) {
      const Expression* e = date_of(set, clauses, c, doc, parse);
      if (e) REQUIRE_FALSE(e->background);
    }
    DateSet again;
    run(doc, parse, clauses, "2014-04-17", again);
  }
}
