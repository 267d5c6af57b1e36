// The gazetteer in the pack, sections places.*: what src/forge/places_data.cc writes and places.cc reads.
//
//   places.rows        Row, one a place
//   places.candidates  u32 row ids; each name points to a range of them, the likeliest first
//   places.symbols     u32 symbol ids; each name points to a range of them: its folded tokens
//   places.names       Name, sorted by their symbol sequences (a prefix before what it begins)
//   places.slots       Slot, hash table from the first symbol to the names that begin with it; a power of two
//   places.text.*      strings: names and first-level regions
//   places.country.*   strings: ISO 3166-1 alpha-3; number 0 is ""
#pragma once
#include <cstdint>

namespace casus::places {

enum RowFlag : uint8_t { kCapital = 1 };

struct Row {
  int64_t geonames;  // 0 = none
  float lat, lon;
  uint32_t population;  // 0 = unknown
  uint32_t name;        // in places.text
  uint32_t admin1;      // in places.text; the empty string = none
  uint16_t country;     // in places.country
  uint8_t precision;    // places::Precision
  uint8_t flags;        // RowFlag
};
static_assert(sizeof(Row) == 32);

enum NameFlag : uint16_t {
  kEvidenceOnly = 1,  // an adjective or a people: speaks for a country, but is no place
  kAllCapitals = 2,   // counts only where it is written in capitals ("US")
};

struct Name {
  uint32_t first_symbol;  // in places.symbols
  uint16_t length;        // >= 1
  uint16_t flags;         // NameFlag
  uint32_t first_candidate, last_candidate;
};
static_assert(sizeof(Name) == 16);

inline constexpr uint32_t kNoSymbol = 0xffffffffu;

struct Slot {
  uint32_t symbol;       // kNoSymbol = empty
  uint32_t first, last;  // names
};

// Where the search for a symbol begins in a table of `size` slots (a power of two).
inline uint32_t first_slot(uint32_t symbol, uint32_t size) { return (symbol * 0x9E3779B1u >> 7) & (size - 1); }

}  // namespace casus::places
