// Finding time expressions, in three steps a sentence: tokens become items with classes (items.h), at each item the
// trie of patterns gives the ways to read on (rules.h), and the longest reading that makes sense becomes an expression
// (values.h). Then neighbours that tell one time ("10 a.m." + "Wednesday") are joined and dates of something else are
// marked.
//
// What this leaves out: time that only the world knows ("since the war"), and the order of events.
#include "dates/dates.h"

#include <algorithm>

#include "dates/calendar.h"
#include "dates/items.h"
#include "dates/rules.h"
#include "dates/tenses.h"
#include "dates/values.h"

namespace casus::dates {

struct DateSet::Scratch {
  struct Piece {  // items of an expression
    uint32_t first, last;
  };
  std::vector<Item> items;
  std::vector<Trie::Found> found;
  std::vector<Piece> pieces;
};

DateSet::DateSet() = default;
DateSet::~DateSet() = default;
DateSet::DateSet(DateSet&&) noexcept = default;
DateSet& DateSet::operator=(DateSet&&) noexcept = default;
DateSet::DateSet(const DateSet& o) : expressions(o.expressions) {}
DateSet& DateSet::operator=(const DateSet& o) {
  expressions = o.expressions;
  return *this;
}

const char* to_string(Type t) {
  static constexpr const char* kNames[] = {"DATE", "TIME", "DURATION", "SET"};
  return kNames[static_cast<int>(t)];
}

const char* to_string(Granularity g) {
  static constexpr const char* kNames[] = {"",       "time",    "day",  "week",   "month",
                                           "season", "quarter", "year", "decade", "century"};
  return kNames[static_cast<int>(g)];
}

namespace {

struct Words {
  uint16_t the, of, on, at, comma, dash, early, late, mid, middle, end, beginning, start, earlier, later, sometime,
      about, around, nearly, almost, approximately, roughly, least, most, than, up, to, over, more, less, under,
      between, from, and_;
  static const Words& get() {
    static const Words w = [] {
      const Lexicon& x = Lexicon::get();
      const auto l = [&](const char* s) { return x.literal(s); };
      return Words{
          l("the"),     l("of"),       l("on"),     l("at"),      l(","),         l("-"),      l("early"),
          l("late"),    l("mid"),      l("middle"), l("end"),     l("beginning"), l("start"),  l("earlier"),
          l("later"),   l("sometime"), l("about"),  l("around"),  l("nearly"),    l("almost"), l("approximately"),
          l("roughly"), l("least"),    l("most"),   l("than"),    l("up"),        l("to"),     l("over"),
          l("more"),    l("less"),     l("under"),  l("between"), l("from"),      l("and")};
    }();
    return w;
  }
};

class SentenceTense final : public TenseAt {
 public:
  SentenceTense(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
                TokenRange sentence)
      : doc_(doc), parse_(parse), clauses_(clauses), sentence_(sentence) {}
  void set(TokenRange range) { range_ = range; }
  When get() const override { return tense_at(doc_, parse_, clauses_, sentence_, range_); }

 private:
  const text::Document& doc_;
  const lang::Parse& parse_;
  const clauses::ClauseSet& clauses_;
  TokenRange sentence_, range_;
};

// Whether the item's token is a number that counts a plural noun after it. Without a tree: a word in "-s" that follows.
bool counts_noun(const text::Document& doc, const lang::Parse& parse, const Item& item, const Item* after) {
  if (parse.head.empty()) {
    return after && after->mask == 0 && after->literal == kNoLiteral && !after->capital && after->begin > item.end &&
           doc.text[after->end - 1] == 's';
  }
  const uint32_t t = item.last_token, h = parse.head[t];
  if (h <= t || (after && h < after->first_token)) return false;
  if (parse.deprel[t] == lang::Deprel::amod) return true;  // the 16th attack
  return parse.deprel[t] == lang::Deprel::nummod && parse.upos[h] == lang::Upos::NOUN &&
         parse.has(TokenId(h), lang::kPlur);
}

TokenRange tokens_of(const std::vector<Item>& items, uint32_t first, uint32_t last) {
  return {items[first].first_token, items[last - 1].last_token + 1};
}

// Where an expression at item `first` really begins: "early", "the end of", "more than" before it.
uint32_t extended(const std::vector<Item>& items, uint32_t first, uint32_t floor, Type type, bool plural) {
  const Words& w = Words::get();
  const auto lit = [&](uint32_t back) { return first >= floor + back ? items[first - back].literal : kNoLiteral; };
  const auto in = [](uint16_t l, std::initializer_list<uint16_t> list) {
    return l != kNoLiteral && std::find(list.begin(), list.end(), l) != list.end();
  };
  for (int i = 0; i < 2; ++i) {
    if (type == Type::kDate || type == Type::kTime) {
      if (in(lit(1), {w.early, w.late, w.mid, w.earlier, w.later, w.sometime})) {
        first -= 1;
      } else if (lit(1) == w.dash && in(lit(2), {w.mid, w.early, w.late})) {
        first -= 2;
      } else if (lit(1) == w.of && in(lit(2), {w.end, w.beginning, w.middle, w.start}) && lit(3) == w.the) {
        first -= 3;
      } else if (in(lit(1), {w.about, w.nearly, w.almost}) && items[first].is(cNUM)) {
        first -= 1;
      }
    } else if (type == Type::kDuration) {
      const bool counted = items[first].is(cNUM) || items[first].is(cART) || items[first].literal == w.the;
      if ((counted &&
           in(lit(1), {w.about, w.around, w.nearly, w.almost, w.approximately, w.roughly, w.over, w.under})) ||
          (plural && lit(1) == w.the && items[first].is(cNUM))) {
        first -= 1;
      } else if ((in(lit(1), {w.than}) && in(lit(2), {w.more, w.less})) ||
                 (in(lit(1), {w.least, w.most}) && lit(2) == w.at) || (lit(1) == w.to && lit(2) == w.up)) {
        first -= 2;
      }
    }
  }
  return first;
}

bool day_date(const Expression& e) { return e.type == Type::kDate && e.granularity == Granularity::kDay; }
bool clock_time(const Expression& e) { return e.type == Type::kTime && e.value.find('T') != std::string::npos; }

// "10 a.m." + "Wednesday", "Wednesday" + "at 10 a.m.": one time.
void join_neighbours(DateSet::Scratch& s, size_t begin, std::vector<Expression>& all) {
  const Words& w = Words::get();
  size_t to = begin;
  for (size_t i = begin; i < all.size(); ++i) {
    if (to > begin) {
      Expression& a = all[to - 1];
      Expression& b = all[i];
      auto& pa = s.pieces[to - 1 - begin];
      const auto& pb = s.pieces[i - begin];
      const uint32_t gap = pb.first - pa.last;
      const uint16_t between = gap == 1 ? s.items[pa.last].literal : kNoLiteral;
      const bool near = gap == 0 || between == w.comma || between == w.on || between == w.at;
      const bool ab = clock_time(a) && day_date(b), ba = day_date(a) && clock_time(b);
      const bool bare = ab ? a.method == "clock" || a.method == "part of the day"
                           : b.method == "clock" || b.method == "part of the day";
      if (near && (ab || ba) && bare) {
        const Expression& day = ab ? b : a;
        const std::string time = ab ? a.value.substr(a.value.find('T')) : b.value.substr(b.value.find('T'));
        const std::string date = day.value.empty() ? "XXXX-XX-XX" : day.value;
        std::string from = day.from, method = day.method;
        a.value = date + time;
        a.from = std::move(from), a.method = std::move(method);
        a.type = Type::kTime, a.granularity = Granularity::kTime;
        a.tokens.last = b.tokens.last;
        pa.last = pb.last;
        continue;
      }
    }
    if (to != i) all[to] = std::move(all[i]), s.pieces[to - begin] = s.pieces[i - begin];
    ++to;
  }
  all.resize(to);
  s.pieces.resize(to - begin);
}

// "between May and July", "from 2011 to 2012": the first one also says until when.
void link_ranges(const DateSet::Scratch& s, size_t begin, std::vector<Expression>& all) {
  const Words& w = Words::get();
  for (size_t i = begin; i + 1 < all.size(); ++i) {
    const auto &a = s.pieces[i - begin], &b = s.pieces[i + 1 - begin];
    if (b.first != a.last + 1 || a.first == 0) continue;
    const uint16_t before = s.items[a.first - 1].literal, between = s.items[a.last].literal;
    const bool range = (before == w.between && between == w.and_) ||
                       (before == w.from && (between == w.to || between == w.dash)) || between == w.dash;
    Expression &x = all[i], &y = all[i + 1];
    if (!range || x.type != Type::kDate || y.type != Type::kDate || x.from.empty() || y.from.empty()) continue;
    // "from May to July 2011": the year of the second counts for both
    if (x.granularity == y.granularity && y.method == "explicit" && x.method != "explicit" && x.from.size() >= 7 &&
        y.from.size() == x.from.size()) {
      x.from.replace(0, 4, y.from, 0, 4);
      x.value.replace(0, 4, y.from, 0, 4);
      x.method = y.method;
    }
    const std::string& end = y.until.empty() ? y.from : y.until;
    if (x.from <= end) x.until = end;
  }
}

bool anniversary_above(const lang::Parse& parse, const text::Document& doc, TokenId t) {
  for (int step = 0; step < 4; ++step) {
    if (doc.form(t) == "anniversary") return true;
    if (parse.is_root(t)) return false;
    t = parse.head_of(t);
  }
  return false;
}

// Dates of something else: inside a name, before a noun ("the 1965 pact"), of an anniversary.
void mark_background(const text::Document& doc, const lang::Parse& parse, Expression& e) {
  if (parse.head.size() != doc.token_count()) return;
  using lang::Deprel;
  for (const lang::NameSpan& n : parse.names) {
    if (n.tokens.first >= e.tokens.last) break;
    if (n.tokens.overlaps(e.tokens) && n.tokens.size() > e.tokens.size() && n.kind != lang::NameKind::kMisc)
      e.background = true;
  }
  const TokenId top = top_of(parse, e.tokens);
  const uint32_t h = parse.head[top.v];
  const Deprel d = parse.deprel[top.v];
  const bool premodifier =
      h >= e.tokens.last && (d == Deprel::compound || d == Deprel::nummod || d == Deprel::amod ||
                             d == Deprel::nmod_unmarked || d == Deprel::nmod || d == Deprel::nmod_desc);
  const bool fixed =
      e.method.starts_with("explicit") || e.method.starts_with("day and month") || e.method.starts_with("month");
  if (premodifier && fixed && e.type == Type::kDate &&
      (parse.upos[h] == lang::Upos::NOUN || parse.upos[h] == lang::Upos::PROPN))
    e.background = true;
  if (anniversary_above(parse, doc, top)) e.background = true;
}

void remember(const Expression& e, Reference& r) {
  if (e.type == Type::kDuration || e.type == Type::kSet || e.from.empty() || e.background) return;
  Day d;
  std::string from = e.from;
  if (from.size() == 4) from += "-01-01";
  if (from.size() == 7) from += "-01";
  if (!parse_iso(from, d)) return;
  r.anchor = d;
  r.anchor_fine = e.granularity == Granularity::kTime ? Granularity::kDay : e.granularity;
}

class Finder {
 public:
  Finder(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
         std::string_view published, DateSet& out, DateSet::Scratch& scratch)
      : doc_(doc), parse_(parse), clauses_(clauses), out_(out), s_(scratch) {
    reference_.known = parse_iso(published, reference_.today);
  }

  void sentence(TokenRange tokens) {
    make_items(doc_, parse_, tokens, s_.items);
    s_.pieces.clear();
    const size_t begin = out_.expressions.size();
    SentenceTense tense(doc_, parse_, clauses_, tokens);
    uint32_t floor = 0;  // items before it belong to the expression found last
    for (uint32_t i = 0; i < s_.items.size();) {
      const uint32_t n = trie_.may_begin(s_.items[i]) ? at(i, floor, tense) : 0;
      i += n ? n : 1;
      if (n) floor = i;
    }
    if (out_.expressions.size() == begin) return;
    join_neighbours(s_, begin, out_.expressions);
    link_ranges(s_, begin, out_.expressions);
    for (size_t i = begin; i < out_.expressions.size(); ++i) mark_background(doc_, parse_, out_.expressions[i]);
  }

 private:
  // Tries to read an expression at item i; the number of its items, or 0.
  uint32_t at(uint32_t i, uint32_t floor, SentenceTense& tense) {
    s_.found.clear();
    trie_.match(s_.items, i, s_.found);
    for (const Trie::Found& f : s_.found) {
      const uint32_t last = i + f.length;
      const Item* after = last < s_.items.size() ? &s_.items[last] : nullptr;
      const Match match{f.rule, f.length, {f.keys, f.length}, {&s_.items[i], f.length}};
      const bool counts = counts_noun(doc_, parse_, s_.items[last - 1], after);
      const Site site{match, i ? &s_.items[i - 1] : nullptr, after, counts, i == 0, doc_, parse_};
      tense.set(tokens_of(s_.items, i, last));
      fresh_ = Expression{};
      if (!evaluate(site, reference_, tense, fresh_)) continue;
      const uint32_t first = extended(s_.items, i, floor, fresh_.type, s_.items[last - 1].is(cUS));
      fresh_.tokens = tokens_of(s_.items, first, last);
      // Two items of one token cannot belong to two expressions.
      if (!out_.expressions.empty() && fresh_.tokens.first < out_.expressions.back().tokens.last) continue;
      remember(fresh_, reference_);
      out_.expressions.push_back(std::move(fresh_));
      s_.pieces.push_back({first, last});
      return f.length;
    }
    return 0;
  }

  const text::Document& doc_;
  const lang::Parse& parse_;
  const clauses::ClauseSet& clauses_;
  DateSet& out_;
  DateSet::Scratch& s_;
  const Trie& trie_ = Trie::get();
  Reference reference_;
  Expression fresh_;
};

}  // namespace

void run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
         std::string_view published, DateSet& out) {
  out.clear();
  if (!out.scratch) out.scratch = std::make_unique<DateSet::Scratch>();
  Finder finder(doc, parse, clauses, published, out, *out.scratch);
  for (const text::Sentence& s : doc.sentences) finder.sentence(s.tokens);
}

}  // namespace casus::dates
