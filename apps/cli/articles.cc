#include "cli/articles.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "cli/console.h"
#include "cli/input.h"
#include "engine/run.h"
#include "ingest/published.h"

namespace casus::cli {

namespace {

// All inputs, one after the other, as one source of articles.
class Articles {
 public:
  static Result<Articles> open(const Options& options) {
    Articles out(options);
    if (options.from == "text") out.reading_.kind = ingest::Kind::kText;
    if (options.from == "jsonl") out.reading_.kind = ingest::Kind::kJsonl;
    for (const auto& m : options.map) {
      auto pair = ingest::parse_map(m);
      if (!pair) return tl::unexpected<Error>(pair.error());
      out.reading_.map.push_back(std::move(*pair));
    }
    if (!options.date.empty()) {
      out.date_ = ingest::iso_date(options.date);
      if (out.date_.empty())
        return fail(ErrorCode::kUsage, "--date " + options.date + ": not a date", "write it as 2014-04-17");
    }
    // Said before anything is read: a wrong name shall not show after an hour of work.
    for (const auto& input : out.inputs_) {
      std::error_code error;
      if (input == "-") continue;
      if (::access(input.c_str(), R_OK) != 0)
        return fail(ErrorCode::kInputUnreadable, input + ": cannot read: " + std::strerror(errno),
                    "check the path and its permissions");
      if (std::filesystem::is_directory(input, error))
        return fail(ErrorCode::kInputUnreadable, input + ": is a folder", "name the files in it");
    }
    return out;
  }

  Result<std::optional<ingest::Item>> next() {
    while (true) {
      if (!reader_) {
        if (next_ >= inputs_.size()) return std::nullopt;
        auto opened = ingest::Reader::open(inputs_[next_++], reading_);
        if (!opened) return tl::unexpected<Error>(opened.error());
        reader_.emplace(std::move(*opened));
      }
      auto item = reader_->next();
      if (!item) {
        reader_.reset();
        continue;
      }
      if (auto* article = std::get_if<article::Article>(&*item)) {
        if (article->published.empty()) article->published = date_;
        if (article->source.empty()) article->source = source_;
      }
      return item;
    }
  }

 private:
  explicit Articles(const Options& options) : inputs_(inputs_of(options)), source_(options.source) {}

  std::vector<std::string> inputs_;
  ingest::Options reading_;
  std::string date_, source_;
  std::optional<ingest::Reader> reader_;
  size_t next_ = 0;
};

void print_timings(const engine::RunTotals& totals) {
  const auto& t = totals.timings;
  for (size_t i = 0; i < engine::Timings::kSteps; ++i) {
    char line[64];
    std::snprintf(line, sizeof line, "time %-8s %9.3f s", std::string(engine::Timings::kNames[i]).c_str(),
                  t.seconds[i]);
    note(line);
  }
  note("time articles " + std::to_string(t.articles) + " sentences " + std::to_string(t.sentences) + " tokens " +
       std::to_string(t.tokens));
}

int finish(const Options& options, const engine::RunTotals& totals) {
  if (options.timings) print_timings(totals);
  if (totals.skipped > 0) note("casus: " + std::to_string(totals.skipped) + " articles were done before");
  if (totals.set_aside > 0)
    note("casus: " + std::to_string(totals.set_aside) + " of " + std::to_string(totals.articles) +
         " articles set aside");
  if (totals.stopped) return interrupted();
  return totals.set_aside > 0 && options.strict ? kSomeSetAside : kDone;
}

}  // namespace

bool is_conllu(const Options& options) {
  if (options.from != "auto") return options.from == "conllu";
  return !options.inputs.empty() && std::all_of(options.inputs.begin(), options.inputs.end(), [](const std::string& i) {
    return std::string_view(i).ends_with(".conllu");
  });
}

int go_through_articles(const Options& options, const Resources& resources, const ArticleRun& run) {
  auto articles = Articles::open(options);
  if (!articles) return report(articles.error());
  auto output = Output::open(options.output, run.append);
  if (!output) return report(output.error());
  if (auto ok = output->write(run.header); !ok) return report(ok.error());
  Progress progress(options.progress);
  uint64_t done = 0;
  engine::RunSteps steps;
  steps.work = run.work;
  steps.sink = [&](std::string_view text, uint64_t count) {
    done += count;
    progress.step(done, run.events ? run.events() : 0);
    return run.sink ? run.sink(text) : output->write(text);
  };
  steps.set_aside = [](const ingest::SetAside& s) { note("set aside " + s.id + ": " + to_string(s.error)); };
  engine::RunOptions how;
  how.threads = options.threads;
  how.stop = &stop_flag();
  if (run.skip && !run.skip->empty())
    how.skip = [&](const article::Article& a) { return run.skip->contains(hash64(a.id)); };
  const auto totals = engine::run([&] { return articles->next(); }, resources, how, steps);
  if (!totals)
    return stop_flag() && totals.error().code == ErrorCode::kInputUnreadable ? interrupted() : report(totals.error());
  if (run.footer)
    if (auto ok = output->write(run.footer()); !ok) return report(ok.error());
  if (auto ok = output->close(); !ok) return report(ok.error());
  return finish(options, *totals);
}

}  // namespace casus::cli
