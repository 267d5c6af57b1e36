// data/places/ → the pack sections places.* (src/places/format.h).
#pragma once
#include <string>

#include "base/diagnostic.h"
#include "forge/symbols.h"
#include "pack/pack.h"

namespace casus::forge {

// Reads cities.tsv and regions.tsv of `places_dir` and the names, adjectives and peoples of `actors_dir`/countries.tsv,
// checks codes, points and doubles, and adds the sections. With errors in `diagnostics` the sections are incomplete and
// must not be used.
void compile_places(const std::string& places_dir, const std::string& actors_dir, SymbolCollector& symbols,
                    pack::Writer& writer, Diagnostics& diagnostics);

}  // namespace casus::forge
