// `casus code`: news in, event records out.
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "base/hash.h"
#include "base/json.h"
#include "cli/articles.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/given.h"
#include "cli/table.h"
#include "records/csv.h"

namespace casus::cli {

namespace {

constexpr size_t kPlainWidth = 150;  // of a table that goes to no terminal

// What an interrupted run left in its output.
struct Done {
  std::unordered_set<uint64_t> articles;  // hash64 of their ids
  uint64_t keep_bytes = 0;                // the last article may be incomplete: from here on it is written again
};

// Reads the records that `path` holds. Articles come in input order, so only the last one can be incomplete; its lines
// and a line cut short are not kept. Fails if a whole line is no record: the file is something else.
Result<Done> read_done(const std::string& path) {
  Done out;
  std::ifstream file(path, std::ios::binary);
  if (!file) return out;
  std::string line;
  std::optional<uint64_t> last;
  uint64_t at = 0, number = 0;
  while (std::getline(file, line) && !file.eof()) {  // a line without its end is what was cut short
    ++number;
    const auto doc = json::Document::parse(line);
    const auto id = doc ? doc->root()["article"]["id"].string() : std::nullopt;
    if (!id)
      return fail(ErrorCode::kUsage, path + ":" + std::to_string(number) + ": not an event record",
                  "--resume goes on with a JSONL file that `casus code` began");
    const uint64_t article = hash64(*id);
    if (last && *last != article) out.articles.insert(*last), out.keep_bytes = at;
    last = article;
    at += line.size() + 1;
  }
  return out;
}

// Makes the file as it was before its last article.
Result<void> cut_to(const std::string& path, uint64_t bytes) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return {};
  std::filesystem::resize_file(path, bytes, error);
  if (error) return fail(ErrorCode::kOutputFailed, path + ": cannot cut: " + error.message());
  return {};
}

class Formatter {
 public:
  explicit Formatter(const Options& options)
      : format_(options.format), offsets_(offsets_of(options)), table_(terminal_width(kPlainWidth)) {}

  std::string header() const {
    if (format_ == "csv") return records::csv_header();
    return format_ == "table" ? table_.header() : "";
  }

  std::string article(const article::Article& article, const std::vector<records::Record>& list) const {
    std::string out;
    if (list.empty()) return out;
    const records::JsonLines lines(article.text, offsets_);
    json::Writer writer;
    for (const auto& r : list) {
      if (format_ == "table") {
        table_.row(r, out);
      } else if (format_ == "csv") {
        records::write_csv(r, lines, out);
      } else {
        writer.clear();
        lines.write(r, writer);
        out.append(writer.view()) += '\n';
      }
    }
    return out;
  }

 private:
  std::string format_;
  records::Offsets offsets_;
  Table table_;
};

Result<void> check(const Options& options) {
  if (!options.resume) return {};
  if (options.output.empty() || options.output == "-")
    return fail(ErrorCode::kUsage, "--resume needs an output file", "give it with -o");
  if (options.format != "jsonl") return fail(ErrorCode::kUsage, "--resume works with --format jsonl only");
  if (is_conllu(options)) return fail(ErrorCode::kUsage, "--resume does not work with CoNLL-U input");
  return {};
}

}  // namespace

int run_code(const Options& options) {
  if (auto ok = check(options); !ok) return report(ok.error());
  auto resources = engine::Resources::load(options.model, options.pack);
  if (!resources) return report(resources.error());
  Done done;
  if (options.resume) {
    auto found = read_done(options.output);
    if (!found) return report(found.error());
    done = std::move(*found);
    if (auto ok = cut_to(options.output, done.keep_bytes); !ok) return report(ok.error());
  }
  const Formatter formatter(options);
  std::atomic<uint64_t> events{0};
  const auto written = [&](engine::Worker& worker, const engine::Analysed& a) {
    const engine::Stopwatch watch(worker.timings(), engine::Timings::kWrite);
    std::vector<records::Record> list;
    engine::to_records(a, worker.resources().pack_hash(), list);
    events += list.size();
    return formatter.article(a.article, list);
  };
  if (is_conllu(options)) return go_through_given(options, *resources, formatter.header(), written);
  ArticleRun run;
  run.header = formatter.header();
  run.append = options.resume;
  run.skip = &done.articles;
  run.events = [&] { return events.load(); };
  run.work = [&](engine::Worker& worker, const article::Article& article) {
    worker.analyse(article, false, worker.scratch());
    return written(worker, worker.scratch());
  };
  return go_through_articles(options, *resources, run);
}

}  // namespace casus::cli
