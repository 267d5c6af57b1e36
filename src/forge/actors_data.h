// data/actors/ → the pack sections actors.* (src/actors/format.h).
#pragma once
#include <string>

#include "base/diagnostic.h"
#include "forge/symbols.h"
#include "pack/pack.h"

namespace casus::forge {

// Reads countries, state_bodies, leaders, bodies, body_heads, groups, roles, modifiers and quantifiers (.tsv; a file
// that is not there is an empty table, but countries and roles must be), checks codes, sectors and dates, and adds the
// sections. With errors in `diagnostics` the sections are incomplete and must not be used.
void compile_actors(const std::string& actors_dir, SymbolCollector& symbols, pack::Writer& writer,
                    Diagnostics& diagnostics);

}  // namespace casus::forge
