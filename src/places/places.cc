#include "places/places.h"

#include "places/finder.h"
#include "places/tables.h"

namespace casus::places {

const char* to_string(Precision p) {
  static constexpr const char* kNames[] = {"point", "city", "admin1", "country", "region"};
  return kNames[static_cast<int>(p)];
}

PlaceSet::PlaceSet() = default;
PlaceSet::~PlaceSet() = default;
PlaceSet::PlaceSet(PlaceSet&&) noexcept = default;
PlaceSet& PlaceSet::operator=(PlaceSet&&) noexcept = default;
PlaceSet::PlaceSet(const PlaceSet& o) : places(o.places) {}
PlaceSet& PlaceSet::operator=(const PlaceSet& o) {
  places = o.places;
  return *this;
}

Gazetteer::Gazetteer() = default;
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

Result<Gazetteer> Gazetteer::open(const pack::Pack& pack) {
  auto tables = Tables::open(pack);
  if (!tables) return tl::unexpected<Error>(tables.error());
  Gazetteer g;
  g.tables_ = std::make_unique<Tables>(std::move(*tables));
  return g;
}

void Gazetteer::run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet&,
                    PlaceSet& out) const {
  out.clear();
  if (!tables_) return;
  if (!out.scratch) out.scratch = std::make_unique<PlaceSet::Scratch>();
  Finder(*tables_, doc, parse, *out.scratch).run(out);
}

}  // namespace casus::places
