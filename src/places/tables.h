// The open gazetteer: checked views of the pack's sections and the lookups over them.
#pragma once
#include <span>
#include <vector>

#include "pack/pack.h"
#include "places/format.h"
#include "places/places.h"

namespace casus::places {

struct Gazetteer::Tables {
  std::span<const Row> rows;
  std::span<const uint32_t> candidates, symbols_of_names;
  std::span<const Name> names;
  std::span<const Slot> slots;
  pack::Strings text, country;
  pack::Symbols symbols;

  static Result<Tables> open(const pack::Pack& pack);

  std::span<const uint32_t> sequence(const Name& n) const { return symbols_of_names.subspan(n.first_symbol, n.length); }
  std::span<const uint32_t> rows_of(const Name& n) const {
    return candidates.subspan(n.first_candidate, n.last_candidate - n.first_candidate);
  }
  // The longest name that the symbols begin with; nullptr if none does.
  const Name* longest(std::span<const SymbolId> symbols) const;

 private:
  Result<void> check() const;
};

}  // namespace casus::places
