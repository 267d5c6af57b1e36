#include "dates/rules.h"

#include <algorithm>
#include <cctype>

namespace casus::dates {

namespace {

// For each kind of expression the ways to write it. Of several matches the longest that makes sense wins.
constexpr Rule kRules[] = {
    // Days, with and without a year and a weekday.
    {"M D|DO ,? Y", Act::kDay},
    {"M D|DO , YQ", Act::kDay},
    {"M the? DO|ORD ,? Y", Act::kDay},
    {"M D|DO", Act::kDay},
    {"M the? DO|ORD", Act::kDay},
    {"WD|WDA ,? M D|DO ,? Y", Act::kDay},
    {"WD|WDA ,? M the? D|DO|ORD", Act::kDay},
    {"the? D|DO|ORD of M ,? Y", Act::kDay},
    {"the? DO|ORD of M", Act::kDay},
    {"D|DO M ,? Y|YQ", Act::kDay},
    {"D|DO M", Act::kDay},
    {"WD|WDA ,? the? D|DO|ORD of? M ,? Y", Act::kDay},
    {"WD|WDA ,? the? D|DO|ORD of? M", Act::kDay},
    {"D - M - Y|YY", Act::kDay},
    {"M D ,? LAST|NEXT|THIS year", Act::kMonthRel},
    {"M D -|to|through|and D ,? Y", Act::kDayRange},
    {"M D -|to|through|and D", Act::kDayRange},
    {"D -|to|through|and D M ,? Y", Act::kDayRange},
    {"D -|to|through|and D M", Act::kDayRange},
    {"the DO", Act::kDayOfMonth},
    {"WD|WDA ,? the DO|ORD", Act::kDayOfMonth},
    {"Y - D|YY - D|YY", Act::kIso},
    {"Y - NUM - NUM", Act::kIso},
    {"Y / D / D", Act::kIso},
    {"D|NUM / D|NUM / Y|YY", Act::kSlash},
    {"D|YY - D|YY - Y|YY", Act::kSlash},
    {"DATE8", Act::kDate8},
    {"DOTS", Act::kDate8},
    // Months, years, and longer.
    {"M", Act::kMonth},
    {"M ,? Y", Act::kMonth},
    {"M of Y", Act::kMonth},
    {"M YQ", Act::kMonth},
    {"M of? LAST|NEXT|THIS year", Act::kMonthRel},
    {"LAST|NEXT|THIS M", Act::kMonthRel},
    {"this past|coming M", Act::kMonthRel},
    {"the previous|following M", Act::kMonthRel},
    {"Y", Act::kYear},
    {"YQ", Act::kYear},
    {"the? year Y", Act::kYear},
    {"fiscal year? Y", Act::kYear},
    {"the Y fiscal year", Act::kYear},
    {"the Y period", Act::kYear},
    {"fiscal YQ", Act::kYear},
    {"Y - Y|YY", Act::kYearRange},
    {"Y / Y|YY", Act::kYearRange},
    {"the? DEC", Act::kDecade},
    {"the? ORD|DO -? century", Act::kCentury},
    {"the? fiscal? -? ORD|DO -? quarter", Act::kQuarter},
    {"the? fiscal? ORD|DO -? quarter of fiscal? year? Y", Act::kQuarter},
    {"the? fiscal? ORD|DO -? quarter of LAST|NEXT|THIS year", Act::kQuarter},
    {"the? fiscal? Y fiscal? ORD|DO -? quarter", Act::kQuarter},
    {"LAST|NEXT|THIS year 's ORD|DO -? quarter", Act::kQuarter},
    {"QN", Act::kQuarter},
    {"QN ,? Y", Act::kQuarter},
    {"QN of Y", Act::kQuarter},
    {"Y QN", Act::kQuarter},
    {"the Y quarter", Act::kTheUnit},
    {"the? ORD -? half of Y", Act::kHalf},
    {"the LAST half of Y", Act::kHalf, 2},
    {"the? ORD -? half of LAST|NEXT|THIS year", Act::kHalf},
    {"SEASON ,? of? Y", Act::kSeason},
    {"the SEASON of? Y|YQ", Act::kSeason},
    {"the Y SEASON", Act::kSeason},
    {"LAST|NEXT|THIS SEASON", Act::kSeason},
    {"this past|coming SEASON", Act::kSeason},
    {"the? SEASON", Act::kSeason},
    {"SEASON of? LAST|NEXT|THIS year", Act::kSeason},
    // Days seen from today.
    {"DAY", Act::kDayWord},
    {"DAY POD", Act::kDayWordPart},
    {"the day before yesterday", Act::kDayAfter, -2},
    {"the day after tomorrow", Act::kDayAfter, 2},
    {"tonight", Act::kTonight},
    {"overnight", Act::kTonight},
    {"LAST night", Act::kLastNight},
    {"this POD", Act::kThisPart},
    {"WD", Act::kWeekday},
    {"WD POD", Act::kWeekdayPart},
    {"POD of WD", Act::kWeekdayPart},
    {"WD of? LAST|NEXT|THIS week", Act::kWeekdayRel},
    {"LAST|NEXT|THIS WD", Act::kWeekdayRel},
    {"LAST|NEXT|THIS WD POD", Act::kWeekdayRel},
    {"this past|coming WD", Act::kWeekdayRel},
    {"the previous|following WD", Act::kWeekdayRel},
    {"the week of M D", Act::kDay, 1},
    // Now, once, soon.
    {"NOW", Act::kNow},
    {"right now", Act::kNow},
    {"these days", Act::kNow},
    {"at present", Act::kNow},
    {"at the moment", Act::kNow},
    {"this moment", Act::kNow},
    {"PASTREF", Act::kPast},
    {"more recently", Act::kPast},
    {"the recent? past", Act::kPast},
    {"NUM|VAGUE|ART times ago", Act::kPast},
    {"the near? future", Act::kFuture},
    {"the distant future", Act::kFuture},
    {"future US", Act::kFuture},
    {"FUTREF", Act::kFuture},
    // Units before and after now.
    {"the? LAST|NEXT|THIS fiscal? U", Act::kUnitRel},
    {"this past|coming U", Act::kUnitRel},
    {"the latest quarter|period", Act::kTheUnit},
    {"the latest fiscal? U", Act::kUnitRel, -1},
    {"LAST year 's quarter", Act::kTheUnit},
    {"the? LAST|NEXT|THIS NUM|VAGUE U|US", Act::kUnitsRel},
    {"the? LAST|NEXT a few US", Act::kUnitsRel, 1},
    {"the? LAST|NEXT couple of US", Act::kUnitsRel, 2},
    {"NUM|ART U|US ago", Act::kAgo},
    {"NUM and a half US ago", Act::kAgo},
    {"ART U or so ago", Act::kAgo},
    {"half ART U ago", Act::kPast},
    {"NUM U|US ago DAY", Act::kAgo},
    {"VAGUE U|US ago", Act::kPast},
    {"a few US ago", Act::kPast},
    {"a couple of? US ago", Act::kAgo, 2},
    {"US ago", Act::kPast},
    {"NUM|ART U|US earlier|previously|prior", Act::kLater, -1},
    {"NUM|ART U|US before", Act::kLater, -2},
    {"NUM|ART U|US later|afterward|afterwards", Act::kLater, 1},
    {"NUM|ART U|US after", Act::kLater, 2},
    {"NUM|ART U|US from now|DAY", Act::kFromNow},
    {"NUM|ART U|US hence", Act::kFromNow},
    {"NUM US ' time", Act::kFromNow},
    {"ART U 's time", Act::kFromNow},
    {"that same? U", Act::kSameUnit, 0},
    {"the same U", Act::kSameUnit, 0},
    {"the following U", Act::kSameUnit, 1},
    {"the next day|morning|night|evening", Act::kSameUnit, 1},
    {"the previous|preceding|prior U", Act::kSameUnit, -1},
    {"the day before", Act::kSameUnit, -2},
    {"the day after", Act::kSameUnit, 2},
    {"the quarter|weekend", Act::kTheUnit},
    {"U -? end", Act::kUnitEnd},
    {"U 's end", Act::kUnitEnd},
    {"the? end of the U", Act::kUnitEnd},
    {"the end of the NEXT U", Act::kUnitEnd},
    {"earlier|later in the U", Act::kUnitBack},
    {"the U", Act::kTheUnit},
    {"year - ago|earlier", Act::kYearAgo},
    {"the year - ago|earlier", Act::kYearAgo},
    {"the? comparable? year - ago|earlier quarter|period", Act::kYearAgo},
    {"the year - ago|earlier ORD -? quarter", Act::kYearAgo},
    // Spans of time.
    {"NUM -? U|US", Act::kDuration},
    {"NUM - U - long|old", Act::kDuration},
    {"NUM U|US -? old", Act::kDuration},
    {"NUM other|more|additional|full|straight|consecutive|trading|business|working|long|whole U|US", Act::kDuration},
    {"NUM and a half -? US", Act::kDuration, 1},
    {"NUM U|US and a half", Act::kDuration, 1},
    {"NUM -|to|or|and NUM -? U|US", Act::kDuration, 2},
    {"half ART U", Act::kDurationArt, 1},
    {"half - U", Act::kDurationArt, 1},
    {"ART half - U", Act::kDurationArt, 1},
    {"ART U and a half", Act::kDurationArt, 2},
    {"ART U", Act::kDurationArt},
    {"ART full|entire|whole|additional U", Act::kDurationArt},
    {"U - long|old", Act::kDurationArt},
    {"the? VAGUE more? US", Act::kDurationVague},
    {"VAGUE - U", Act::kDurationVague},
    {"a few more? US", Act::kDurationVague},
    {"a couple of? US", Act::kDuration, 3},
    {"the first NUM|VAGUE US", Act::kUnitsRel, 3},
    {"recent US", Act::kDurationVague, 1},
    {"LAST|NEXT US", Act::kDurationVague},
    {"US", Act::kDurationBare},
    {"US -? long", Act::kDurationVague},
    {"US - old", Act::kDurationVague},
    // Repetition.
    {"EVERY U|WD|M|SEASON|POD", Act::kEvery},
    {"EVERY WD POD", Act::kEvery},
    {"every NUM US", Act::kEveryN},
    {"every other U|WD", Act::kEveryN, 2},
    {"WDS", Act::kWeekdays},
    {"WD nights|mornings", Act::kWeekdays},
    {"FREQ", Act::kFrequency},
    {"once|twice a|per|every U", Act::kTimes},
    {"NUM times a|per|every U", Act::kTimes},
    // The clock.
    {"NUM|CLOCK AMPM", Act::kClock},
    {"NUM|CLOCK AMPM TZ", Act::kClock},
    {"NUM|CLOCK AMPM local|eastern time", Act::kClock},
    {"CLOCK", Act::kClock},
    {"NUM|CLOCK TZ", Act::kClock},
    {"CLOCK local|eastern time", Act::kClock},
    {"NUM|CLOCK o'clock", Act::kClock},
    {"NUM|CLOCK in the POD", Act::kClock},
    {"the POD", Act::kPart},
    {"mid -? POD", Act::kPart},
    {"POD", Act::kPart},
    // Feasts.
    {"HOLI", Act::kHoliday, -1},
    {"HOLI ,? Y", Act::kHoliday, -1},
    {"HOLI day", Act::kHoliday, -1},
    {"LAST|NEXT|THIS HOLI", Act::kHolidayRel},
    {"christmas eve", Act::kHoliday, kChristmasEve},
    {"new year 's? day", Act::kHoliday, kNewYear},
    {"new year 's? eve", Act::kHoliday, kNewYearEve},
    {"independence day", Act::kHoliday, kIndependence},
    {"labor|labour day", Act::kHoliday, kLabor},
    {"memorial day", Act::kHoliday, kMemorial},
    {"veterans ' day", Act::kHoliday, kVeterans},
    {"veterans day", Act::kHoliday, kVeterans},
    {"columbus day", Act::kHoliday, kColumbus},
    {"election day", Act::kHoliday, kElection},
    {"valentine 's? day", Act::kHoliday, kValentine},
    {"may day", Act::kHoliday, kMayDay},
    {"boxing day", Act::kHoliday, kBoxing},
    {"good WD", Act::kHoliday, kGoodFriday},
    {"easter WD", Act::kHoliday, kEaster},
    {"palm sunday", Act::kHoliday, kPalmSunday},
    {"ash wednesday", Act::kHoliday, kAshWednesday},
    {"martin luther king day", Act::kHoliday, kMlk},
    {"presidents ' day", Act::kHoliday, kPresidents},
    {"bastille day", Act::kHoliday, kBastille},
    {"international women 's day", Act::kHoliday, kWomen},
    {"st patrick 's day", Act::kHoliday, kStPatrick},
    {"D / D", Act::kHoliday, kSept11},
};

bool capitals(std::string_view s) { return !s.empty() && s[0] >= 'A' && s[0] <= 'Z'; }

uint16_t key_of(std::string_view name) {
  if (capitals(name)) return class_from_name(name);
  return static_cast<uint16_t>(kLiteralBase + Lexicon::get().literal(name));
}

std::string_view next_piece(std::string_view& rest, char separator) {
  const size_t stop = std::min(rest.find(separator), rest.size());
  const std::string_view piece = rest.substr(0, stop);
  rest.remove_prefix(std::min(stop + 1, rest.size()));
  return piece;
}

}  // namespace

const Trie& Trie::get() {
  static const Trie trie;
  return trie;
}

Trie::Trie() {
  nodes_.emplace_back();
  for (const Rule& r : kRules) add(r);
  first_literal_.assign(0x10000, false);
  for (const Edge& e : nodes_[0].edges) {
    if (e.key < kLiteralBase) {
      first_classes_ |= uint64_t{1} << e.key;
    } else {
      first_literal_[e.key - kLiteralBase] = true;
    }
  }
}

uint32_t Trie::child(uint32_t node, uint16_t key) {
  for (const Edge& e : nodes_[node].edges)
    if (e.key == key) return e.node;
  const uint32_t fresh = static_cast<uint32_t>(nodes_.size());
  nodes_[node].edges.push_back({key, fresh});
  nodes_.emplace_back();
  return fresh;
}

// Follows all ways through the pattern side by side: `ends` are the nodes reached so far.
void Trie::add(const Rule& rule) {
  std::vector<uint32_t> ends{0}, more;
  std::string_view rest = rule.pattern;
  while (!rest.empty()) {
    std::string_view element = next_piece(rest, ' ');
    const bool optional = element.size() > 1 && element.ends_with('?');
    if (optional) element.remove_suffix(1);
    more.clear();
    while (!element.empty()) {
      const uint16_t key = key_of(next_piece(element, '|'));
      for (uint32_t e : ends) more.push_back(child(e, key));
    }
    if (optional) more.insert(more.end(), ends.begin(), ends.end());
    ends.swap(more);
  }
  for (uint32_t e : ends)
    if (e != 0 && !nodes_[e].rule) nodes_[e].rule = &rule;
}

void Trie::match(std::span<const Item> items, size_t at, std::vector<Found>& out) const {
  struct Step {
    uint32_t node;
    uint32_t edge;
  };
  Step stack[kMaxLength + 1];
  uint16_t keys[kMaxLength];
  uint32_t depth = 0;
  stack[0] = {0, 0};
  while (true) {
    Step& s = stack[depth];
    const Node& node = nodes_[s.node];
    bool down = false;
    if (depth < kMaxLength && at + depth < items.size()) {
      const Item& item = items[at + depth];
      while (s.edge < node.edges.size()) {
        const Edge& e = node.edges[s.edge++];
        const bool fits = e.key < kLiteralBase ? (item.mask >> e.key & 1) != 0 : item.literal == e.key - kLiteralBase;
        if (!fits) continue;
        keys[depth] = e.key;
        stack[++depth] = {e.node, 0};
        if (const Rule* r = nodes_[e.node].rule) {
          Found f{r, depth, {}};
          std::copy(keys, keys + depth, f.keys);
          out.push_back(f);
        }
        down = true;
        break;
      }
    }
    if (down) continue;
    if (depth == 0) break;
    --depth;
  }
  // Few and nearly sorted: insertion keeps the order of the table among equals and needs no memory.
  for (size_t i = 1; i < out.size(); ++i) {
    const Found f = out[i];
    size_t j = i;
    for (; j > 0 && (out[j - 1].length < f.length || (out[j - 1].length == f.length && out[j - 1].rule > f.rule)); --j)
      out[j] = out[j - 1];
    out[j] = f;
  }
}

std::span<const Rule> rules() { return kRules; }

bool names_known_words(const Rule& rule) {
  std::string_view rest = rule.pattern;
  uint32_t length = 0;
  for (; !rest.empty(); ++length) {
    std::string_view element = next_piece(rest, ' ');
    if (element.size() > 1 && element.ends_with('?')) element.remove_suffix(1);
    while (!element.empty()) {
      const std::string_view name = next_piece(element, '|');
      if (capitals(name) ? class_from_name(name) == kClassCount : Lexicon::get().literal(name) == kNoLiteral)
        return false;
    }
  }
  return length <= Trie::kMaxLength;
}

}  // namespace casus::dates
