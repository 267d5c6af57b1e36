#include "engine/engine.h"

namespace casus::engine {

void Timings::add(const Timings& other) {
  for (size_t i = 0; i < kSteps; ++i) seconds[i] += other.seconds[i];
  articles += other.articles, sentences += other.sentences, tokens += other.tokens;
}

std::string iso_day(std::string_view published) {
  if (published.size() < 10) return {};
  for (size_t i = 0; i < 10; ++i) {
    const char c = published[i];
    const bool good = i == 4 || i == 7 ? c == '-' : c >= '0' && c <= '9';
    if (!good) return {};
  }
  return std::string(published.substr(0, 10));
}

struct Worker::Impl {
  lang::Workspace parse;
  clauses::Extractor::WorkspacePtr clauses;
  actors::Coder::WorkspacePtr actors;
};

Worker::Worker(std::shared_ptr<const Resources> resources, Stages stages)
    : resources_(std::move(resources)),
      stages_(with_needed(stages) & resources_->stages()),
      impl_(std::make_unique<Impl>()) {
  if (stages_ & kClauses) impl_->clauses = clauses::Extractor::make_workspace();
  if (stages_ & kActors) impl_->actors = actors::Coder::make_workspace();
}
Worker::~Worker() = default;

void Worker::analyse(const article::Article& article, bool explain, Analysed& out) {
  {
    const Stopwatch watch(timings_, Timings::kText);
    text::segment(article, out.doc);
  }
  {
    const Stopwatch watch(timings_, Timings::kLang);
    resources_->parser().read(out.doc, resources_->symbols(), impl_->parse, out.parse);
  }
  analyse_parsed(article, explain, out);
}

void Worker::analyse_parsed(const article::Article& article, bool explain, Analysed& out) {
  const Resources& r = *resources_;
  out.article = article;
  out.day = iso_day(article.published);
  timings_.articles += 1, timings_.sentences += out.doc.sentences.size(), timings_.tokens += out.doc.token_count();
  if (out.parse.upos.empty()) {
    const Stopwatch watch(timings_, Timings::kLang);
    r.parser().parse(out.doc, r.symbols(), impl_->parse, out.parse);
  }
  out.clauses.clear(), out.actors.clear(), out.dates.clear(), out.places.clear(), out.voices.clear();
  out.coded.clear();
  if (stages_ & kClauses) {
    const Stopwatch watch(timings_, Timings::kClause);
    r.extractor().run(out.doc, out.parse, *impl_->clauses, out.clauses);
  }
  if (stages_ & kActors) {
    const Stopwatch watch(timings_, Timings::kActor);
    r.actors().run(out.doc, out.parse, out.clauses, out.day, *impl_->actors, out.actors);
  }
  if (stages_ & kDates) {
    const Stopwatch watch(timings_, Timings::kDate);
    dates::run(out.doc, out.parse, out.clauses, out.day, out.dates);
  }
  if (stages_ & kPlaces) {
    const Stopwatch watch(timings_, Timings::kPlace);
    r.gazetteer().run(out.doc, out.parse, out.clauses, out.places);
  }
  if (stages_ & kVoices) {
    const Stopwatch watch(timings_, Timings::kVoice);
    voices::run(out.doc, out.parse, out.clauses, out.voices);
  }
  if (stages_ & kCoding) {
    const Stopwatch watch(timings_, Timings::kCode);
    r.codebook().code(out.view(), explain, out.coded);
  }
}

}  // namespace casus::engine
