// Words of time: the tokens of a document as items, each with the classes it may play in a pattern ("May" is a month,
// "second" an ordinal and a unit, "1998" a number and a year). Tokens are cut at hyphens and slashes, so that
// "six-month" reads the same whether the tokenizer splits it or not; number words are joined ("two hundred", "2 1/2").
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "lang/parse.h"
#include "text/text.h"

namespace casus::dates {

// The classes; rules name them in capitals. The order is that of kClassNames.
enum Class : uint8_t {
  cM,       // month; value 1..12
  cD,       // 1..31 in digits
  cDO,      // 1st..31st in digits
  cORD,     // first, second, 3rd …
  cY,       // 1000..2199 in four digits, or in year words ("nineteen ninety-six")
  cYY,      // two digits
  cYQ,      // two digits after an apostrophe; value is the whole year
  cNUM,     // any cardinal
  cWD,      // weekday; value 1 (Monday) .. 7
  cWDA,     // its abbreviation: only beside a date
  cWDS,     // Mondays
  cU,       // unit of time, singular; unit is set
  cUS,      // unit of time, plural
  cSEASON,  // value 0 spring .. 3 winter
  cPOD,     // part of the day; value PartOfDay
  cDEC,     // 1990s; value 199
  cCLOCK,   // 10:35; value in minutes
  cAMPM,    // value 0 or 12
  cTZ,      // GMT, EST …
  cLAST,    // last, past
  cNEXT,    // next, coming, upcoming
  cTHIS,    // this, current
  cVAGUE,   // several, few, some, many
  cART,     // a, an, one, another
  cHOLI,    // feast of one word; value Holiday
  cEVERY,   // every, each
  cFREQ,    // daily, weekly …; unit is set
  cDAY,     // yesterday -1, today 0, tomorrow 1
  cNOW,     // PRESENT_REF alone
  cPASTREF,
  cFUTREF,
  cQN,     // Q1..Q4
  cDATE8,  // 20140416; value y*10000+m*100+d
  cDOTS,   // 16.04.2014; the same value
  kClassCount
};

enum class Unit : uint8_t {
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kWeekend,
  kFortnight,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury
};

enum PartOfDay : int { kMorning, kMidday, kAfternoon, kEvening, kNight, kNoon, kMidnight, kDawn };

enum Holiday : int {
  kChristmas,
  kChristmasEve,
  kNewYear,
  kNewYearEve,
  kThanksgiving,
  kEaster,
  kHalloween,
  kIndependence,
  kLabor,
  kMemorial,
  kVeterans,
  kColumbus,
  kElection,
  kValentine,
  kMayDay,
  kBoxing,
  kGoodFriday,
  kEasterMonday,
  kPalmSunday,
  kAshWednesday,
  kMlk,
  kPresidents,
  kBastille,
  kWomen,
  kStPatrick,
  kSept11,
};

inline constexpr uint16_t kNoLiteral = 0xffff;

struct Item {
  uint64_t mask = 0;                         // bit per Class
  uint32_t begin = 0, end = 0;               // bytes
  uint32_t first_token = 0, last_token = 0;  // inclusive
  int32_t value = 0;
  Unit unit = Unit::kDay;
  uint16_t literal = kNoLiteral;  // number of the word in the lexicon
  bool half = false;              // a number with a half more
  bool capital = false;
  bool is(Class c) const { return (mask >> c & 1) != 0; }
};

// The frozen table of words. Built once, on first use; shared by all threads.
class Lexicon {
 public:
  struct Word {
    std::string_view text;
    uint64_t mask = 0;
    int32_t value = 0;
    Unit unit = Unit::kDay;
  };
  static const Lexicon& get();
  // The word with this lower-case text; nullptr if the table lacks it.
  const Word* find(std::string_view lower) const;
  uint16_t number(const Word* word) const { return static_cast<uint16_t>(word - words_.data()); }
  // As find()->number, or kNoLiteral. For compiling rules.
  uint16_t literal(std::string_view lower) const;

 private:
  Lexicon();
  std::vector<Word> words_;
  std::vector<uint16_t> slots_;
};

// The class with this name in rules; kClassCount if none.
Class class_from_name(std::string_view name);

// Cuts the tokens of `range` into items (cleared first). `parse` may be empty; else its tags keep "may" and "march" the
// verbs out.
void make_items(const text::Document& doc, const lang::Parse& parse, TokenRange range, std::vector<Item>& out);

}  // namespace casus::dates
