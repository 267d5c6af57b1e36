// For the targets that run all stages: a worker, and what must hold of its records.
#pragma once
#include <set>

#include "base/json.h"
#include "engine/engine.h"
#include "fuzz.h"
#include "records/csv.h"

namespace casus::fuzz {

inline std::shared_ptr<const engine::Resources> load(const char* model, const char* pack) {
  auto resources = engine::Resources::load(model, pack);
  if (!resources) {
    std::fprintf(stderr, "fuzz: %s\n", to_string(resources.error()).c_str());
    std::exit(1);
  }
  return *resources;
}

inline engine::Worker make_worker(const char* model, const char* pack) { return engine::Worker(load(model, pack)); }

inline void check_quote(const records::Quote& quote, std::string_view body) {
  if (!quote.span) return;
  demand(quote.span->begin <= quote.span->end && quote.span->end <= body.size(), "a span lies in the text");
  demand(slice(body, *quote.span) == quote.text, "a span covers its words");
}

inline void check_records(engine::Worker& worker) {
  const engine::Analysed& a = worker.scratch();
  const std::string_view body = std::string_view(a.doc.text).substr(0, a.doc.body_size);
  std::vector<records::Record> list;
  engine::to_records(a, worker.resources().pack_hash(), list);
  const records::JsonLines lines(body, records::Offsets::kCodePoints);
  std::string csv;
  for (const auto& r : list) {
    demand(!r.event.empty() && r.quad >= 1 && r.quad <= 4, "a record has an event");
    demand(r.score >= 0 && r.score <= 1, "a score is a probability");
    demand(!r.actors.empty() || !r.recipients.empty(), "somebody takes part");
    check_quote(r.sentence, body);
    for (const auto& p : r.actors) check_quote(p.mention, body);
    for (const auto& p : r.recipients) check_quote(p.mention, body);
    for (const auto& v : r.voices) check_quote(v.cue, body);
    if (r.when) check_quote(r.when->words, body);
    if (r.where) check_quote(r.where->words, body);
    json::Writer out;
    lines.write(r, out);
    demand(json::Document::parse(out.view()).has_value(), "a line is JSON");
    records::write_csv(r, lines, csv);
  }
}

}  // namespace casus::fuzz
