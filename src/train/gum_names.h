// Names in GUM: its `Entity=` column marks every mention, named or not, nested; this takes the proper names among them.
#pragma once
#include <string>

#include "train/data.h"

namespace casus::train {

// `path` is the CoNLL-U file that `bank` was read from. A mention of a person, organisation or place counts when its
// head is a proper noun; the span is cut down to the words of the name as Universal NER marks them (no titles, no
// article). Other linked proper names and capitalised adjectives ("Spanish") are MISC.
Result<NameTags> read_gum_names(const std::string& path, const lang::ConlluDocument& bank);

}  // namespace casus::train
