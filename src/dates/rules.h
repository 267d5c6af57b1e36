// The patterns of time expressions, compiled into a trie over classes and words. A pattern is a line of elements: names
// in capitals are classes of items.h, the rest are words as written; "a|b" is a choice, a final "?" makes an element
// optional.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dates/items.h"

namespace casus::dates {

// What to make of the items that matched; values.cc has one function for each.
enum class Act : uint8_t {
  kDay,
  kDayRange,
  kDayOfMonth,
  kIso,
  kSlash,
  kDate8,
  kMonth,
  kMonthRel,
  kYear,
  kYearRange,
  kDecade,
  kCentury,
  kQuarter,
  kHalf,
  kSeason,
  kDayWord,
  kDayWordPart,
  kDayAfter,
  kTonight,
  kLastNight,
  kThisPart,
  kWeekday,
  kWeekdayRel,
  kWeekdayPart,
  kNow,
  kPast,
  kFuture,
  kUnitRel,
  kUnitsRel,
  kAgo,
  kLater,
  kFromNow,
  kSameUnit,
  kTheUnit,
  kUnitEnd,
  kUnitBack,
  kDuration,
  kDurationArt,
  kDurationVague,
  kDurationBare,
  kEvery,
  kEveryN,
  kWeekdays,
  kFrequency,
  kTimes,
  kClock,
  kPart,
  kHoliday,
  kHolidayRel,
  kYearAgo,
};

struct Rule {
  std::string_view pattern;
  Act act;
  int32_t arg = 0;
};

// One way in which items may match: the rule and, for each item, the class or word that it played.
struct Match {
  const Rule* rule = nullptr;
  uint32_t length = 0;
  std::span<const uint16_t> keys;  // Class, or kLiteralBase + literal
  std::span<const Item> items;

  // The nth item that played class c; nullptr if none.
  const Item* get(Class c, int nth = 0) const {
    for (uint32_t i = 0; i < length; ++i)
      if (keys[i] == c && nth-- == 0) return &items[i];
    return nullptr;
  }
};

inline constexpr uint16_t kLiteralBase = 64;

class Trie {
 public:
  static const Trie& get();

  static constexpr uint32_t kMaxLength = 12;  // no pattern is longer
  struct Found {
    const Rule* rule;
    uint32_t length;
    uint16_t keys[kMaxLength];
  };
  // All rules that match items[at…], longest first (rules of the same length in the order of the table).
  void match(std::span<const Item> items, size_t at, std::vector<Found>& out) const;
  // Whether any rule may begin with the item.
  bool may_begin(const Item& item) const {
    return (item.mask & first_classes_) != 0 || (item.literal != kNoLiteral && first_literal_[item.literal]);
  }

 private:
  Trie();
  void add(const Rule& rule);
  uint32_t child(uint32_t node, uint16_t key);
  struct Edge {
    uint16_t key;
    uint32_t node;
  };
  struct Node {
    std::vector<Edge> edges;
    const Rule* rule = nullptr;
  };
  std::vector<Node> nodes_;
  uint64_t first_classes_ = 0;
  std::vector<bool> first_literal_;
};

std::span<const Rule> rules();
// Whether all classes and words of the pattern exist, and it is not too long: what the test of the table asks.
bool names_known_words(const Rule& rule);

}  // namespace casus::dates
