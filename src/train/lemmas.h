// Learns lemma rules (lang/lemma.h) from the words of treebanks.
#pragma once
#include <vector>

#include "lang/conllu.h"
#include "pack/pack.h"

namespace casus::train {

// Adds the sections lemma.* to `writer`.
void learn_lemmas(const std::vector<const lang::ConlluDocument*>& banks, pack::Writer& writer);

}  // namespace casus::train
