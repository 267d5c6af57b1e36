// From an article to what every stage makes of it, and to records.
//
// A worker runs the stages in one order (text, parse, clauses, actors, dates, places, voices, coding) over one article
// at a time; run.h puts many workers behind one reader. Resources are loaded once and shared; nothing in them changes.
// The parser may find that sentences run together where stops are missing; then the article is split there and parsed
// once more. What this leaves out: no other stage is repeated with what a later one found.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actors/actors.h"
#include "article/article.h"
#include "base/result.h"
#include "clauses/clauses.h"
#include "coding/coding.h"
#include "dates/dates.h"
#include "lang/parser.h"
#include "places/places.h"
#include "records/records.h"
#include "text/text.h"
#include "voices/voices.h"

namespace casus::engine {

// Which stages run; bits. Stages that a wanted one needs run, too.
enum Stage : uint32_t {
  kParse = 1,
  kClauses = 2,
  kActors = 4,
  kDates = 8,
  kPlaces = 16,
  kVoices = 32,
  kCoding = 64,
};
using Stages = uint32_t;
inline constexpr Stages kAllStages = 127;
Stages with_needed(Stages wanted);

// The version of this program: the `casus` field of records.
std::string_view version();

// Where a resource file is: `given` if not ""; else in the folder $CASUS_HOME if that is set; else in share/casus
// beside the program or one folder up. The file itself is not opened. kModelMissing or kPackMissing (by `missing`) with
// the places that were looked at.
Result<std::string> find_resource(const std::string& given, const std::string& file_name, ErrorCode missing);
inline constexpr const char* kModelFile = "reader.model";
inline constexpr const char* kPackFile = "casus.pack";
inline constexpr const char* kRankerFile = "ranker.model";  // beside the model; optional

// Everything that never changes after loading, shared by all workers.
class Resources {
 public:
  // Opens what `stages` need and no more: kParse alone does without a pack. Paths as for find_resource.
  static Result<std::shared_ptr<const Resources>> load(const std::string& model_path, const std::string& pack_path,
                                                       Stages stages = kAllStages);
  // The same with a pack that is open already (then pack_path() is "").
  static Result<std::shared_ptr<const Resources>> load(const std::string& model_path, pack::Pack pack,
                                                       Stages stages = kAllStages);
  ~Resources();

  Stages stages() const;  // what was asked for, with what it needs
  const std::string& model_path() const;
  const std::string& pack_path() const;  // "" without a pack
  const std::string& pack_hash() const;  // 16 hex digits: the `pack` field of records; "" without a pack
  const pack::Symbols& symbols() const;  // empty without a pack
  const lang::Parser& parser() const;
  const clauses::Extractor& extractor() const;
  const actors::Coder& actors() const;
  const places::Gazetteer& gazetteer() const;
  const coding::Codebook& codebook() const;

 private:
  Resources();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What all stages made of one article; buffers are reused from article to article. What a stage that did not run would
// make is empty.
struct Analysed {
  article::Article article;
  std::string day;  // article.published as an ISO date, "" if it is none
  text::Document doc;
  lang::Parse parse;
  clauses::ClauseSet clauses;
  actors::ActorSet actors;
  dates::DateSet dates;
  places::PlaceSet places;
  voices::VoiceSet voices;
  coding::CodingResult coded;

  coding::Analysis view() const { return {doc, parse, clauses, actors, dates, places, voices, day}; }
};

// Seconds of one thread in each step; kRead and kWrite are the caller's.
struct Timings {
  enum Step : uint8_t { kRead, kText, kLang, kClause, kActor, kDate, kPlace, kVoice, kCode, kWrite };
  static constexpr size_t kSteps = 10;
  static constexpr std::array<std::string_view, kSteps> kNames = {"read",  "text",   "lang",   "clauses", "actors",
                                                                  "dates", "places", "voices", "coding",  "write"};
  std::array<double, kSteps> seconds{};
  uint64_t articles = 0, sentences = 0, tokens = 0;
  void add(const Timings& other);
};

// Adds the time from its birth to its death to one step.
class Stopwatch {
 public:
  Stopwatch(Timings& timings, Timings::Step step)
      : into_(timings.seconds[step]), begin_(std::chrono::steady_clock::now()) {}
  ~Stopwatch() { into_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  double& into_;
  std::chrono::steady_clock::time_point begin_;
};

// One per thread: runs the stages over one article at a time. After warm-up it does not allocate per token.
class Worker {
 public:
  // Runs those of `stages` (and what they need) that the resources were loaded for.
  explicit Worker(std::shared_ptr<const Resources> resources, Stages stages = kAllStages);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Raw text → all stages; `explain` also keeps the candidates that lost.
  void analyse(const article::Article& article, bool explain, Analysed& out);

  // The same with out.doc given, and out.parse too unless it is empty.
  void analyse_parsed(const article::Article& article, bool explain, Analysed& out);

  const Resources& resources() const { return *resources_; }
  Timings& timings() { return timings_; }
  Analysed& scratch() { return scratch_; }  // for callers that keep nothing from article to article

 private:
  struct Impl;
  std::shared_ptr<const Resources> resources_;
  Stages stages_;
  std::unique_ptr<Impl> impl_;
  Timings timings_;
  Analysed scratch_;
};

// The first ten bytes if they are an ISO date ("2014-04-17T08:00"), else "".
std::string iso_day(std::string_view published);

// Coded events of one article → records (cleared first), in their order. `pack_hash` is their `pack` field.
void to_records(const Analysed& analysed, std::string_view pack_hash, std::vector<records::Record>& out);

// A stretch of the document as a record quotes it: no span if it is not in the body (the title).
records::Quote quote_of(const text::Document& doc, TokenRange tokens);

}  // namespace casus::engine
