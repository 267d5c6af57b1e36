// Many workers behind one reader: articles in, text out, in the order of the input.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "article/article.h"
#include "base/result.h"
#include "engine/engine.h"
#include "ingest/reader.h"

namespace casus::engine {

struct RunOptions {
  unsigned threads = 1;                               // 1: no thread is made
  const std::atomic<bool>* stop = nullptr;            // when it becomes true the run ends after the articles under way
  std::function<bool(const article::Article&)> skip;  // if set and true: the article is left out
};

struct RunTotals {
  uint64_t articles = 0;  // read, set aside or not; without those skipped
  uint64_t set_aside = 0;
  uint64_t skipped = 0;
  bool stopped = false;  // *stop became true before the end
  Timings timings;       // summed over all threads
};

// What is called, by whom: `work` by all workers at once, each with its own Worker, and its answer must depend on the
// article alone; `sink` and `set_aside` by the calling thread. `sink` gets whole answers, several at a time, in input
// order.
struct RunSteps {
  std::function<std::string(Worker&, const article::Article&)> work;
  std::function<Result<void>(std::string_view text, uint64_t articles)> sink;
  std::function<void(const ingest::SetAside&)> set_aside;
};

// Gives the next article or set-aside, nullopt at the end; called by the calling thread.
using Source = std::function<Result<std::optional<ingest::Item>>()>;

// Runs `work` over all articles of `source`. The bytes that reach `sink` are the same for any number of threads. Fails
// with what `source` or `sink` failed with, or with kInternal if `work` threw (the article is named); what came before
// that has reached `sink`.
Result<RunTotals> run(const Source& source, const std::shared_ptr<const Resources>& resources,
                      const RunOptions& options, const RunSteps& steps);

}  // namespace casus::engine
