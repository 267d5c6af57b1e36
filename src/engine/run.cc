#include "engine/run.h"

#include <algorithm>
#include <exception>
#include <utility>
#include <variant>
#include <vector>

#include "engine/pipeline.h"

namespace casus::engine {

namespace {

// Articles that travel together: enough to make the queue's cost vanish, few enough to share out a small input.
constexpr size_t kBatchBytes = 16 << 10;

struct Batch {
  std::vector<article::Article> articles;
};

struct Output {
  std::string text;
  uint64_t articles = 0;
  bool cut = false;  // stopped inside the batch: nothing after it may be written
  std::optional<Error> error;
};

bool is_set(const std::atomic<bool>* flag) { return flag && flag->load(std::memory_order_relaxed); }

class Run {
 public:
  Run(const Source& source, const std::shared_ptr<const Resources>& resources, const RunOptions& options,
      const RunSteps& steps)
      : source_(source), options_(options), steps_(steps) {
    for (unsigned i = 0; i < std::max(1u, options.threads); ++i)
      workers_.push_back(std::make_unique<Worker>(resources));
  }

  Result<RunTotals> go() {
    Pipeline<Batch, Output>::Steps steps;
    steps.make = [this](Batch& batch) { return fill(batch); };
    steps.work = [this](unsigned worker, Batch& batch, Output& out) { work(*workers_[worker], batch, out); };
    steps.take = [this](Output& out) { return take(out); };
    Pipeline<Batch, Output>::run(static_cast<unsigned>(workers_.size()), options_.stop, steps);
    totals_.stopped = is_set(options_.stop);
    for (const auto& w : workers_) totals_.timings.add(w->timings());
    if (failure_) return tl::unexpected<Error>(std::move(*failure_));
    return std::move(totals_);
  }

 private:
  bool fill(Batch& batch) {
    const Stopwatch watch(totals_.timings, Timings::kRead);
    batch.articles.clear();
    size_t bytes = 0;
    while (bytes < kBatchBytes && !ended_ && !is_set(options_.stop)) {
      auto item = source_();
      if (!item) failure_ = std::move(item.error());
      if (!item || !*item) {
        ended_ = true;
        break;
      }
      if (auto* aside = std::get_if<ingest::SetAside>(&**item)) {
        ++totals_.articles, ++totals_.set_aside;
        steps_.set_aside(*aside);
        continue;
      }
      auto& article = std::get<article::Article>(**item);
      if (options_.skip && options_.skip(article)) {
        ++totals_.skipped;
        continue;
      }
      ++totals_.articles;
      bytes += article.text.size() + 1;
      batch.articles.push_back(std::move(article));
    }
    return !batch.articles.empty();
  }

  void work(Worker& worker, const Batch& batch, Output& out) const {
    out.text.clear(), out.error.reset();
    out.articles = 0, out.cut = false;
    for (const auto& article : batch.articles) {
      if (is_set(options_.stop)) {
        out.cut = true;
        return;
      }
      try {
        out.text += steps_.work(worker, article);
      } catch (const std::exception& e) {  // memory, or a broken promise inside a stage: say where, never die
        out.error = Error{ErrorCode::kInternal, "article " + article.id + ": " + e.what(), "please report it"};
        return;
      }
      ++out.articles;
    }
  }

  bool take(Output& out) {
    const Stopwatch watch(totals_.timings, Timings::kWrite);
    if (!out.text.empty() || out.articles > 0) {
      if (auto ok = steps_.sink(out.text, out.articles); !ok) {
        failure_ = ok.error();
        return false;
      }
    }
    if (out.error) failure_ = std::move(out.error);
    return !failure_ && !out.cut;
  }

  const Source& source_;
  const RunOptions& options_;
  const RunSteps& steps_;
  std::vector<std::unique_ptr<Worker>> workers_;
  RunTotals totals_;
  bool ended_ = false;
  std::optional<Error> failure_;
};

}  // namespace

Result<RunTotals> run(const Source& source, const std::shared_ptr<const Resources>& resources,
                      const RunOptions& options, const RunSteps& steps) {
  return Run(source, resources, options, steps).go();
}

}  // namespace casus::engine
