// Stage order, workers, and from coded events to records: the only place where threads are made.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "base/result.h"
#include "coding/coding.h"
#include "ingest/reader.h"
#include "lang/parser.h"
#include "records/records.h"

namespace casus::engine {

// Everything that never changes after loading, shared by all workers.
class Resources {
 public:
  // Paths "" = look beside the program (share/casus), then CASUS_HOME.
  static Result<std::shared_ptr<const Resources>> load(const std::string& model_path, const std::string& pack_path);
  const pack::Pack& pack() const;
  const pack::Symbols& symbols() const;
  const lang::Parser& parser() const;
  const coding::Codebook& codebook() const;
  const actors::Coder& actors() const;
  const places::Gazetteer& gazetteer() const;
  const clauses::Extractor& extractor() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What all stages made of one article; buffers are reused from article to article.
struct Analysed {
  article::Article article;
  text::Document doc;
  lang::Parse parse;
  clauses::ClauseSet clauses;
  actors::ActorSet actors;
  dates::DateSet dates;
  places::PlaceSet places;
  voices::VoiceSet voices;
  coding::CodingResult coded;
};

// One per thread: runs the stages over one article at a time. After warm-up it does not allocate per token.
class Worker {
 public:
  explicit Worker(std::shared_ptr<const Resources> resources);
  ~Worker();
  void analyse(const article::Article& article, bool explain, Analysed& out);           // raw text → all stages
  void analyse_parsed(const article::Article& article, bool explain, Analysed& inout);  // doc (and parse, if not empty) are given

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Coded events of one article → records.
void to_records(const Analysed& analysed, const Resources& resources, std::vector<records::Record>& out);

// Runs `work` over all items of `reader` on `threads` workers and hands the text it returns to `sink` in input order. `work` is called
// concurrently, each with its own Worker. A set-aside item goes to `set_aside`. Stops early if `sink` fails or *stop becomes true.
struct RunOptions {
  unsigned threads = 1;
  const std::atomic<bool>* stop = nullptr;
};
Result<uint64_t> run(ingest::Reader& reader, std::shared_ptr<const Resources> resources, const RunOptions& options,
                     const std::function<std::string(Worker&, const article::Article&)>& work,
                     const std::function<Result<void>(std::string_view)>& sink,
                     const std::function<void(const ingest::SetAside&)>& set_aside);

}  // namespace casus::engine
