// Input whose sentences and tokens are given (CoNLL-U).
#pragma once
#include <functional>
#include <string>

#include "cli/articles.h"
#include "cli/options.h"

namespace casus::cli {

// Runs all stages over each input file as one article and writes what `written` makes of it. Trees are kept with
// --keep-trees, else made anew. Answers the exit code.
int go_through_given(const Options& options, const Resources& resources, const std::string& header,
                     const std::function<std::string(engine::Worker&, const engine::Analysed&)>& written);

// Tags and parses the given tokens anew and writes CoNLL-U. Answers the exit code.
int parse_given(const Options& options, const Resources& resources);

}  // namespace casus::cli
