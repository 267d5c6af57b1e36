// `casus data`: what people write under data/ is compiled, checked, tested by its own examples, and held against texts.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/files.h"
#include "cli/articles.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "engine/pipeline.h"
#include "forge/compile.h"
#include "forge/examples.h"

namespace casus::cli {

namespace {

constexpr size_t kTextsABatch = 8;

// Shows all complaints; fails if there is an error among them.
Result<forge::Compiled> compiled(const Options& options) {
  auto out = forge::compile(options.data);
  for (const auto& d : out.diagnostics.all()) note(to_string(d));
  if (!out.diagnostics.ok())
    return fail(ErrorCode::kDataInvalid,
                options.data + ": " + std::to_string(out.diagnostics.error_count()) + " errors",
                "mend the lines named above");
  return out;
}

std::vector<std::string> codes(const engine::Analysed& a, const std::vector<MentionId>& mentions) {
  std::vector<std::string> out;
  for (const MentionId m : mentions) out.push_back(a.actors.entity(m).code());
  return out;
}

using Coded = std::vector<forge::Coded>;

Coded code_text(engine::Worker& worker, const std::string& text) {
  article::Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<uint32_t>(text.size())}, article::BlockKind::kParagraph});
  engine::Analysed& a = worker.scratch();
  worker.analyse(article, false, a);
  Coded out;
  for (const auto& e : a.coded.events)
    out.push_back({std::string(coding::to_string(e.event)), std::string(e.mode), std::string(e.cameo),
                   coding::to_string(e.status), e.rule, codes(a, e.actors), codes(a, e.recipients)});
  return out;
}

// Codes every text once, on all threads.
std::unordered_map<std::string, Coded> code_all(const Options& options, const Resources& resources,
                                                const std::vector<forge::Example>& examples) {
  std::set<std::string> unique;
  for (const auto& e : examples) unique.insert(e.text);
  const std::vector<std::string> texts(unique.begin(), unique.end());
  std::vector<std::unique_ptr<engine::Worker>> workers;
  for (unsigned i = 0; i < options.threads; ++i) workers.push_back(std::make_unique<engine::Worker>(resources));
  using Batch = std::pair<size_t, size_t>;  // [first, last) of `texts`
  using Run = engine::Pipeline<Batch, std::vector<std::pair<std::string, Coded>>>;
  std::unordered_map<std::string, Coded> out;
  size_t next = 0;
  Run::Steps steps;
  steps.make = [&](Batch& b) {
    b = {next, std::min(next + kTextsABatch, texts.size())};
    next = b.second;
    return b.first < b.second;
  };
  steps.work = [&](unsigned worker, Batch& b, auto& coded) {
    coded.clear();
    for (size_t i = b.first; i < b.second; ++i) coded.emplace_back(texts[i], code_text(*workers[worker], texts[i]));
  };
  steps.take = [&](auto& coded) {
    for (auto& [text, events] : coded) out.emplace(std::move(text), std::move(events));
    return true;
  };
  Run::run(options.threads, &stop_flag(), steps);
  return out;
}

// The ids in "a.rules:3 x + b.rules:9 y".
void ids_of(const std::string& rule, std::vector<std::string>& out) {
  for (size_t at = 0; at < rule.size();) {
    const size_t stop = std::min(rule.find(" + ", at), rule.size());
    const std::string part = rule.substr(at, stop - at);
    const size_t space = part.find(' ');
    if (space != std::string::npos) out.push_back(part.substr(space + 1));
    at = stop + 3;
  }
}

// A clause that ties two parties and that no rule knows: worth a look when rules are written.
bool ties_two_parties(const engine::Analysed& a, const clauses::Clause& c) {
  bool subject = false, other = false;
  for (const auto& arg : a.clauses.args(c)) {
    const MentionId m = actors::mention_of(a.actors, arg);
    if (!m.valid() || a.actors[m].locative || a.actors[m].non_actor || a.actors[m].pronoun) continue;
    if (a.actors.entity(m).code().empty()) continue;
    (arg.role == clauses::Role::kSubject ? subject : other) = true;
  }
  return subject && other;
}

// What one article adds to the counts: "R\tID" for a rule that decided, "P\tLEMMA" for a predicate that no rule knows.
std::string coverage_of(const engine::Analysed& a) {
  std::string out;
  std::vector<std::string> ids;
  std::vector<bool> known(a.clauses.clauses.size());
  for (const auto& e : a.coded.events) {
    ids_of(e.rule, ids);
    known[e.clause.v] = true;
  }
  for (const auto& l : a.coded.lost)
    if (l.clause.valid()) known[l.clause.v] = true;
  for (const auto& id : ids) out += "R\t" + id + "\n";
  for (size_t i = 0; i < known.size(); ++i) {
    const auto& c = a.clauses.clauses[i];
    if (known[i] || c.kind != clauses::Kind::kVerb || !ties_two_parties(a, c)) continue;
    out += "P\t" + std::string(a.parse.lemma(c.head)) +
           (c.particle.valid() ? " " + std::string(a.parse.lemma(c.particle)) : "") + "\n";
  }
  return out;
}

struct Coverage {
  std::map<std::string, uint64_t> rules, predicates;

  void add(std::string_view lines) {
    while (!lines.empty()) {
      const size_t stop = lines.find('\n');
      ++(lines[0] == 'R' ? rules : predicates)[std::string(lines.substr(2, stop - 2))];
      lines.remove_prefix(stop + 1);
    }
  }

  std::string report(const std::vector<forge::RuleAst>& all, size_t top) const {
    std::string fired, never;
    for (const auto& r : all) {
      const auto it = rules.find(r.id);
      const uint64_t n = it == rules.end() ? 0 : it->second;
      (n > 0 ? fired : never) += std::string(n > 0 ? "fired\t" : "never\t") + std::to_string(n) + "\t" + r.id + "\t" +
                                 r.file + ":" + std::to_string(r.line) + "\n";
    }
    std::vector<std::pair<std::string, uint64_t>> frequent(predicates.begin(), predicates.end());
    std::stable_sort(frequent.begin(), frequent.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (frequent.size() > top) frequent.resize(top);
    std::string unknown;
    for (const auto& [lemma, n] : frequent) unknown += "unknown\t" + std::to_string(n) + "\t" + lemma + "\t\n";
    return fired + never + unknown;
  }
};

}  // namespace

int run_data_check(const Options& options) {
  const auto data = compiled(options);
  if (!data) return report(data.error());
  note("casus: " + options.data + " is sound: " + std::to_string(data->rules.size()) + " rules, " +
       std::to_string(data->examples.size()) + " examples, " + std::to_string(data->diagnostics.all().size()) +
       " warnings");
  return kDone;
}

int run_data_compile(const Options& options) {
  const auto data = compiled(options);
  if (!data) return report(data.error());
  const std::string_view bytes(reinterpret_cast<const char*>(data->bytes.data()), data->bytes.size());
  if (options.output.empty() || options.output == "-") {
    auto output = Output::open("", false);
    const auto ok = output ? output->write(bytes) : Result<void>(tl::unexpected<Error>(output.error()));
    return ok ? kDone : report(ok.error());
  }
  const auto ok = write_file(options.output, bytes);
  return ok ? kDone : report(ok.error());
}

int run_data_test(const Options& options) {
  auto data = compiled(options);
  if (!data) return report(data.error());
  auto pack = pack::Pack::from_bytes(std::move(data->bytes));
  if (!pack) return report(pack.error());
  auto resources = engine::Resources::load(options.model, std::move(*pack));
  if (!resources) return report(resources.error());
  const auto coded = code_all(options, *resources, data->examples);
  if (stop_flag()) return interrupted();
  const auto failures =
      forge::run_examples(data->examples, data->rules, [&](const std::string& text) { return coded.at(text); });
  for (const auto& f : failures)
    note(f.example.file + ":" + std::to_string(f.example.line) + ": " + f.example.rule + ": " + f.why + "\n    " +
         f.example.text);
  note("casus: " + std::to_string(data->examples.size() - failures.size()) + " of " +
       std::to_string(data->examples.size()) + " examples are coded as they say");
  return failures.empty() ? kDone : kResourceError;
}

int run_data_cover(const Options& options) {
  auto data = compiled(options);
  if (!data) return report(data.error());
  auto pack = pack::Pack::from_bytes(std::move(data->bytes));
  if (!pack) return report(pack.error());
  auto resources = engine::Resources::load(options.model, std::move(*pack));
  if (!resources) return report(resources.error());
  Coverage coverage;
  ArticleRun run;
  run.work = [](engine::Worker& worker, const article::Article& article) {
    worker.analyse(article, true, worker.scratch());
    return coverage_of(worker.scratch());
  };
  run.sink = [&](std::string_view lines) {
    coverage.add(lines);
    return Result<void>();
  };
  run.footer = [&] { return coverage.report(data->rules, options.top); };
  return go_through_articles(options, *resources, run);
}

}  // namespace casus::cli
