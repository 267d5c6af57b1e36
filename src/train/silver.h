// Silver trees: sentences of plain text, read by a trained model, for a smaller or later model to learn from.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "lang/parser.h"

namespace casus::train {

struct SilverOptions {
  uint32_t min_tokens = 6, max_tokens = 40;  // and ending in . ? ! or a quote
  size_t max_words = 1000000;                // spread evenly over the text
  uint64_t seed = 1;
};

// Appends CoNLL-U (sent_id s1, s2, …) to `trees` and the names of the same sentences, as id, form, tag lines, to
// `names`. Sentences told twice are taken once.
// A text that is a .conllu file keeps its sentences, tokens and ids, and is read whole.
Result<void> make_silver(const lang::Parser& parser, const std::vector<std::string>& texts,
                         const SilverOptions& options, std::string& trees, std::string& names);

}  // namespace casus::train
