// Commands that go through articles: `code`, `explain`, `annotate`, `parse`.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>

#include "cli/options.h"
#include "engine/engine.h"

namespace casus::cli {

using Resources = std::shared_ptr<const engine::Resources>;

struct ArticleRun {
  // The text that stands for one article in the output; called from several threads.
  std::function<std::string(engine::Worker&, const article::Article&)> work;
  std::function<Result<void>(std::string_view)> sink;  // takes those texts in input order; unset: they are written
  std::string header;                                  // written first
  std::function<std::string()> footer;                 // written last; may be empty
  std::function<uint64_t()> events;                    // for the progress line; may be empty
  bool append = false;                                 // to the output file
  const std::unordered_set<uint64_t>* skip = nullptr;  // hash64 of the ids of articles to leave out
};

// Reads the inputs, runs `work`, writes, and notes what was set aside. Answers the exit code.
int go_through_articles(const Options& options, const Resources& resources, const ArticleRun& run);

// The input kind is CoNLL-U: said so, or all inputs are files named *.conllu.
bool is_conllu(const Options& options);

}  // namespace casus::cli
