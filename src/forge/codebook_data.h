// data/codebook/ → the pack sections cb.* and clauses.eventive (src/coding/format.h).
#pragma once
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "forge/rules.h"
#include "forge/symbols.h"
#include "pack/pack.h"

namespace casus::forge {

// Reads the folder, checks every reference (sets, codes, modes, events, ids) and adds the sections. The examples of all
// rules are appended to `examples`, the rules to `rules`. With errors in `diagnostics` the sections are incomplete and
// must not be used.
void compile_codebook(const std::string& codebook_dir, SymbolCollector& symbols, pack::Writer& writer,
                      std::vector<RuleAst>& rules, std::vector<Example>& examples, Diagnostics& diagnostics);

}  // namespace casus::forge
