// A trained net as the engine's model file: vectors multiplied out, tables in 8 bits, matrices in 11, lemma rules
// beside them.
#pragma once
#include <vector>

#include "lang/conllu.h"
#include "pack/pack.h"
#include "train/data.h"
#include "train/net.h"

namespace casus::train {

// `banks`: the gold treebanks from which lemma rules are learned.
pack::Writer export_model(Net& net, const Data& data, const std::vector<const lang::ConlluDocument*>& banks);

}  // namespace casus::train
