// Where it happened: toponyms resolved with the pack's gazetteer, and which of them a clause carries.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "clauses/clauses.h"

namespace casus::places {

enum class Precision : uint8_t { kPoint, kCity, kAdmin1, kCountry, kRegion };
const char* to_string(Precision p);

struct Place {
  TokenRange tokens;
  std::string name;
  std::string country;  // ISO3, "" for seas and regions of several states
  std::string admin1;
  double lat = 0, lon = 0;
  bool has_point = false;  // lat and lon are set
  int64_t geonames = 0;    // 0 = none
  Precision precision = Precision::kCity;
  bool dateline = false;
  bool locative = false;  // stands after a preposition of place or in a dateline, not as a party or inside a name
  bool motion = false;    // that preposition is "to", "from", "into" …: a way, not a site
};

struct PlaceSet {
  std::vector<Place> places;  // in text order, not overlapping
  void clear() { places.clear(); }

  // Buffers of Gazetteer::run() that only grow; they are no part of the result and are not copied.
  struct Scratch;
  std::unique_ptr<Scratch> scratch;
  PlaceSet();
  ~PlaceSet();
  PlaceSet(PlaceSet&&) noexcept;
  PlaceSet& operator=(PlaceSet&&) noexcept;
  PlaceSet(const PlaceSet& other);
  PlaceSet& operator=(const PlaceSet& other);
};

// Finds and resolves toponyms. Immutable; share between threads.
class Gazetteer {
 public:
  // kPackInvalid if a section of the gazetteer is missing or an index in it points outside.
  static Result<Gazetteer> open(const pack::Pack& pack);
  Gazetteer();
  Gazetteer(Gazetteer&&) noexcept;
  Gazetteer& operator=(Gazetteer&&) noexcept;
  ~Gazetteer();
  // `parse` may be empty: then names are told by their capitals alone.
  void run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses, PlaceSet& out) const;

  struct Tables;  // src/places/tables.h

 private:
  std::unique_ptr<Tables> tables_;
};

// The place that the clause's own phrase gives, else the dateline's if the clause is the main event of the article's
// first sentences; nullptr if the text does not say.
const Place* place_of(const PlaceSet& set, const clauses::ClauseSet& clauses, const clauses::Clause& clause,
                      const text::Document& doc, const lang::Parse& parse);

}  // namespace casus::places
