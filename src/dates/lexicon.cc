// The words of time. One line a word or a family; the order only matters in that literals are numbered by it.
#include <bit>

#include "base/hash.h"
#include "dates/items.h"

namespace casus::dates {

namespace {

constexpr uint64_t bit(Class c) { return uint64_t{1} << c; }

struct Entry {
  std::string_view words;  // separated by blanks
  uint64_t mask;
  int32_t value = 0;
  Unit unit = Unit::kDay;
};

constexpr Entry kEntries[] = {
    {"january jan", bit(cM), 1},
    {"february feb", bit(cM), 2},
    {"march mar", bit(cM), 3},
    {"april apr", bit(cM), 4},
    {"may", bit(cM), 5},
    {"june jun", bit(cM), 6},
    {"july jul", bit(cM), 7},
    {"august aug", bit(cM), 8},
    {"september sept sep", bit(cM), 9},
    {"october oct", bit(cM), 10},
    {"november nov", bit(cM), 11},
    {"december dec", bit(cM), 12},
    {"monday", bit(cWD), 1},
    {"tuesday", bit(cWD), 2},
    {"wednesday", bit(cWD), 3},
    {"thursday", bit(cWD), 4},
    {"friday", bit(cWD), 5},
    {"saturday", bit(cWD), 6},
    {"sunday", bit(cWD), 7},
    {"mon", bit(cWDA), 1},
    {"tue tues", bit(cWDA), 2},
    {"wed", bit(cWDA), 3},
    {"thu thur thurs", bit(cWDA), 4},
    {"fri", bit(cWDA), 5},
    {"sat", bit(cWDA), 6},
    {"sun", bit(cWDA), 7},
    {"mondays", bit(cWDS), 1},
    {"tuesdays", bit(cWDS), 2},
    {"wednesdays", bit(cWDS), 3},
    {"thursdays", bit(cWDS), 4},
    {"fridays", bit(cWDS), 5},
    {"saturdays", bit(cWDS), 6},
    {"sundays", bit(cWDS), 7},
    {"second", bit(cU) | bit(cORD), 2, Unit::kSecond},
    {"seconds", bit(cUS), 0, Unit::kSecond},
    {"minute min", bit(cU), 0, Unit::kMinute},
    {"minutes mins", bit(cUS), 0, Unit::kMinute},
    {"hour hr", bit(cU), 0, Unit::kHour},
    {"hours hrs", bit(cUS), 0, Unit::kHour},
    {"day", bit(cU), 0, Unit::kDay},
    {"days", bit(cUS), 0, Unit::kDay},
    {"week", bit(cU), 0, Unit::kWeek},
    {"weeks", bit(cUS), 0, Unit::kWeek},
    {"weekend", bit(cU), 0, Unit::kWeekend},
    {"weekends", bit(cUS), 0, Unit::kWeekend},
    {"fortnight", bit(cU), 0, Unit::kFortnight},
    {"fortnights", bit(cUS), 0, Unit::kFortnight},
    {"month", bit(cU), 0, Unit::kMonth},
    {"months", bit(cUS), 0, Unit::kMonth},
    {"quarter", bit(cU), 0, Unit::kQuarter},
    {"quarters", bit(cUS), 0, Unit::kQuarter},
    {"year yr", bit(cU), 0, Unit::kYear},
    {"years yrs", bit(cUS), 0, Unit::kYear},
    {"decade", bit(cU), 0, Unit::kDecade},
    {"decades", bit(cUS), 0, Unit::kDecade},
    {"century", bit(cU), 0, Unit::kCentury},
    {"centuries", bit(cUS), 0, Unit::kCentury},
    {"spring", bit(cSEASON), 0},
    {"summer", bit(cSEASON), 1},
    {"fall autumn", bit(cSEASON), 2},
    {"winter", bit(cSEASON), 3},
    {"morning", bit(cPOD), kMorning},
    {"midday", bit(cPOD), kMidday},
    {"afternoon", bit(cPOD), kAfternoon},
    {"evening", bit(cPOD), kEvening},
    {"night", bit(cPOD), kNight},
    {"noon", bit(cPOD), kNoon},
    {"midnight", bit(cPOD), kMidnight},
    {"dawn sunrise daybreak", bit(cPOD), kDawn},
    {"dusk sunset nightfall", bit(cPOD), kEvening},
    {"twenties", bit(cDEC), 192},
    {"thirties", bit(cDEC), 193},
    {"forties", bit(cDEC), 194},
    {"fifties", bit(cDEC), 195},
    {"sixties", bit(cDEC), 196},
    {"seventies", bit(cDEC), 197},
    {"eighties", bit(cDEC), 198},
    {"nineties", bit(cDEC), 199},
    {"am a.m", bit(cAMPM), 0},
    {"pm p.m", bit(cAMPM), 12},
    {"gmt utc", bit(cTZ), 0},
    {"est edt pst pdt cst cdt mst mdt et bst cet cest ist jst", bit(cTZ), 1},
    {"last past", bit(cLAST)},
    {"next coming upcoming", bit(cNEXT)},
    {"this current", bit(cTHIS)},
    {"several few many some numerous", bit(cVAGUE)},
    {"a an", bit(cART), 1},
    {"one", bit(cART) | bit(cNUM), 1},
    {"another", bit(cART), 1},
    {"christmas xmas", bit(cHOLI), kChristmas},
    {"thanksgiving", bit(cHOLI), kThanksgiving},
    {"easter", bit(cHOLI), kEaster},
    {"halloween", bit(cHOLI), kHalloween},
    {"every each", bit(cEVERY)},
    {"hourly", bit(cFREQ), 1, Unit::kHour},
    {"daily nightly", bit(cFREQ), 1, Unit::kDay},
    {"weekly", bit(cFREQ), 1, Unit::kWeek},
    {"biweekly fortnightly", bit(cFREQ), 2, Unit::kWeek},
    {"monthly", bit(cFREQ), 1, Unit::kMonth},
    {"quarterly", bit(cFREQ), 3, Unit::kMonth},
    {"yearly annually", bit(cFREQ), 1, Unit::kYear},
    {"yesterday", bit(cDAY), -1},
    {"today", bit(cDAY), 0},
    {"tomorrow", bit(cDAY), 1},
    {"now currently presently nowadays", bit(cNOW)},
    {"recently lately", bit(cPASTREF)},
    {"soon", bit(cFUTREF)},
    {"q1", bit(cQN), 1},
    {"q2", bit(cQN), 2},
    {"q3", bit(cQN), 3},
    {"q4", bit(cQN), 4},
    {"first", bit(cORD), 1},
    {"third", bit(cORD), 3},
    {"fourth", bit(cORD), 4},
    {"fifth", bit(cORD), 5},
    {"sixth", bit(cORD), 6},
    {"seventh", bit(cORD), 7},
    {"eighth", bit(cORD), 8},
    {"ninth", bit(cORD), 9},
    {"tenth", bit(cORD), 10},
    {"eleventh", bit(cORD), 11},
    {"twelfth", bit(cORD), 12},
    {"thirteenth", bit(cORD), 13},
    {"fourteenth", bit(cORD), 14},
    {"fifteenth", bit(cORD), 15},
    {"sixteenth", bit(cORD), 16},
    {"seventeenth", bit(cORD), 17},
    {"eighteenth", bit(cORD), 18},
    {"nineteenth", bit(cORD), 19},
    {"twentieth", bit(cORD), 20},
    {"thirtieth", bit(cORD), 30},
    {"two", bit(cNUM), 2},
    {"three", bit(cNUM), 3},
    {"four", bit(cNUM), 4},
    {"five", bit(cNUM), 5},
    {"six", bit(cNUM), 6},
    {"seven", bit(cNUM), 7},
    {"eight", bit(cNUM), 8},
    {"nine", bit(cNUM), 9},
    {"ten", bit(cNUM), 10},
    {"eleven", bit(cNUM), 11},
    {"twelve", bit(cNUM), 12},
    {"thirteen", bit(cNUM), 13},
    {"fourteen", bit(cNUM), 14},
    {"fifteen", bit(cNUM), 15},
    {"sixteen", bit(cNUM), 16},
    {"seventeen", bit(cNUM), 17},
    {"eighteen", bit(cNUM), 18},
    {"nineteen", bit(cNUM), 19},
    {"twenty", bit(cNUM), 20},
    {"thirty", bit(cNUM), 30},
    {"forty", bit(cNUM), 40},
    {"fifty", bit(cNUM), 50},
    {"sixty", bit(cNUM), 60},
    {"seventy", bit(cNUM), 70},
    {"eighty", bit(cNUM), 80},
    {"ninety", bit(cNUM), 90},
    {"hundred", bit(cNUM), 100},
    {"thousand", bit(cNUM), 1000},
    {"million", bit(cNUM), 1000000},
    // Words that patterns and checks name by themselves.
    {", - / ( ) ' 's $", 0},
    {"the of and or to from in on at by since until till before after between during through over for within early "
     "late mid middle beginning start end earlier later ago tonight overnight half fiscal same that following previous "
     "preceding prior latest these those moment present time times period future near recent distant once twice "
     "thrice other more additional full straight consecutive trading business working long old couple then yet "
     "eve new labor labour memorial independence veterans columbus election valentine boxing good palm ash martin "
     "luther "
     "king presidents bastille women international patrick st anniversary around about nearly almost approximately "
     "roughly least most than less up under within hence so ahead previously afterward afterwards local eastern "
     "o'clock clock right comparable entire whole throughout circa per weekdays nights mornings evenings sometime his "
     "her their no",
     0},
};

uint64_t slot_hash(std::string_view text) { return hash64(text); }

}  // namespace

Lexicon::Lexicon() {
  for (const Entry& e : kEntries) {
    for (size_t at = 0; at < e.words.size();) {
      const size_t stop = std::min(e.words.find(' ', at), e.words.size());
      words_.push_back({e.words.substr(at, stop - at), e.mask, e.value, e.unit});
      at = stop + 1;
    }
  }
  slots_.assign(std::bit_ceil(words_.size() * 4), kNoLiteral);
  for (size_t i = 0; i < words_.size(); ++i) {
    size_t s = slot_hash(words_[i].text) & (slots_.size() - 1);
    while (slots_[s] != kNoLiteral && words_[slots_[s]].text != words_[i].text) s = (s + 1) & (slots_.size() - 1);
    if (slots_[s] == kNoLiteral) slots_[s] = static_cast<uint16_t>(i);
  }
}

const Lexicon& Lexicon::get() {
  static const Lexicon lexicon;
  return lexicon;
}

const Lexicon::Word* Lexicon::find(std::string_view lower) const {
  for (size_t s = slot_hash(lower) & (slots_.size() - 1);; s = (s + 1) & (slots_.size() - 1)) {
    if (slots_[s] == kNoLiteral) return nullptr;
    if (words_[slots_[s]].text == lower) return &words_[slots_[s]];
  }
}

uint16_t Lexicon::literal(std::string_view lower) const {
  const Word* w = find(lower);
  return w ? number(w) : kNoLiteral;
}

Class class_from_name(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "M",    "D",      "DO",   "ORD", "Y",     "YY",      "YQ",     "NUM",  "WD",    "WDA",  "WDS",   "U",
      "US",   "SEASON", "POD",  "DEC", "CLOCK", "AMPM",    "TZ",     "LAST", "NEXT",  "THIS", "VAGUE", "ART",
      "HOLI", "EVERY",  "FREQ", "DAY", "NOW",   "PASTREF", "FUTREF", "QN",   "DATE8", "DOTS"};
  static_assert(std::size(kNames) == kClassCount);
  for (int i = 0; i < kClassCount; ++i)
    if (kNames[i] == name) return static_cast<Class>(i);
  return kClassCount;
}

}  // namespace casus::dates
