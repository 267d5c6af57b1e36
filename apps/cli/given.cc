#include "cli/given.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/input.h"
#include "engine/pipeline.h"
#include "lang/conllu.h"

namespace casus::cli {

namespace {

// Blocks of one input that are parsed in one go: enough to share out, few enough to keep all threads busy.
constexpr size_t kBatchBytes = 32 << 10;

struct Blocks {
  std::string_view bytes;
  size_t first_sentence = 0;  // sentences of the input before these
};

struct Parsed {
  std::string text;
  uint64_t articles = 0;
  std::optional<Error> error;
};

size_t count_blocks(std::string_view bytes) {
  size_t blocks = 0;
  bool inside = false;
  while (!bytes.empty()) {
    const size_t stop = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, stop);
    bytes.remove_prefix(std::min(stop + 1, bytes.size()));
    const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
    const bool word = !blank && line.front() != '#';
    if (word && !inside) ++blocks;
    if (blank) inside = false;
    if (word) inside = true;
  }
  return blocks;
}

// Cuts one input at blank lines.
class Cutter {
 public:
  explicit Cutter(std::string_view bytes) : rest_(bytes) {}
  bool next(Blocks& out) {
    if (rest_.empty()) return false;
    size_t stop = rest_.size();
    if (rest_.size() > kBatchBytes) {
      const size_t blank = rest_.find("\n\n", kBatchBytes);
      if (blank != std::string_view::npos) stop = blank + 2;
    }
    out = {rest_.substr(0, stop), sentences_};
    sentences_ += count_blocks(out.bytes);
    rest_.remove_prefix(stop);
    return true;
  }

 private:
  std::string_view rest_;
  size_t sentences_ = 0;
};

struct Desk {
  lang::Workspace workspace;
  lang::Parse parse;
};

void parse_blocks(const engine::Resources& resources, Desk& desk, const Blocks& blocks, Parsed& out) {
  out.text.clear(), out.error.reset();
  auto read = lang::read_conllu(blocks.bytes, false, resources.symbols());
  if (!read) {
    out.error = read.error();
    return;
  }
  for (size_t i = 0; i < read->sent_ids.size(); ++i)
    if (read->sent_ids[i].empty()) read->sent_ids[i] = std::to_string(blocks.first_sentence + i + 1);
  resources.parser().parse(read->document, resources.symbols(), desk.workspace, desk.parse);
  lang::write_conllu(read->document, desk.parse, read->sent_ids, out.text);
}

// The first error of the whole input: lines are counted from its beginning, not from a batch.
Error error_in(const std::string& name, std::string_view bytes, const engine::Resources& resources, Error other) {
  const auto whole = lang::read_conllu(bytes, false, resources.symbols());
  Error error = whole ? std::move(other) : whole.error();
  error.message = name + ": " + error.message;
  return error;
}

}  // namespace

int parse_given(const Options& options, const Resources& resources) {
  auto output = Output::open(options.output, false);
  if (!output) return report(output.error());
  std::vector<Desk> desks(std::max(1u, options.threads));
  for (const auto& input : inputs_of(options)) {
    const auto bytes = read_input(input);
    if (stop_flag()) return interrupted();
    if (!bytes) return report(bytes.error());
    Cutter cutter(*bytes);
    std::optional<Error> failure;
    engine::Pipeline<Blocks, Parsed>::Steps steps;
    steps.make = [&](Blocks& blocks) { return cutter.next(blocks); };
    steps.work = [&](unsigned worker, Blocks& blocks, Parsed& out) {
      parse_blocks(*resources, desks[worker], blocks, out);
    };
    steps.take = [&](Parsed& out) {
      if (out.error)
        failure = error_in(name_of(input), *bytes, *resources, *out.error);
      else if (auto ok = output->write(out.text); !ok)
        failure = ok.error();
      return !failure;
    };
    engine::Pipeline<Blocks, Parsed>::run(options.threads, &stop_flag(), steps);
    if (failure) return report(*failure);
    if (stop_flag()) return interrupted();
  }
  if (auto ok = output->close(); !ok) return report(ok.error());
  return kDone;
}

int go_through_given(const Options& options, const Resources& resources, const std::string& header,
                     const std::function<std::string(engine::Worker&, const engine::Analysed&)>& written) {
  auto output = Output::open(options.output, false);
  if (!output) return report(output.error());
  if (auto ok = output->write(header); !ok) return report(ok.error());
  engine::Worker worker(resources);
  engine::Analysed& a = worker.scratch();
  for (const auto& input : inputs_of(options)) {
    const auto bytes = read_input(input);
    if (stop_flag()) return interrupted();
    if (!bytes) return report(bytes.error());
    auto read = lang::read_conllu(*bytes, options.keep_trees, resources->symbols());
    if (!read) {
      Error error = read.error();
      error.message = name_of(input) + ": " + error.message;
      return report(error);
    }
    article::Article article;
    article.id = name_of(input);
    article.source = options.source, article.published = options.date;
    article.text = read->document.text;
    a.doc = std::move(read->document), a.parse = std::move(read->parse);
    worker.analyse_parsed(article, false, a);
    if (auto ok = output->write(written(worker, a)); !ok) return report(ok.error());
  }
  if (auto ok = output->close(); !ok) return report(ok.error());
  return kDone;
}

}  // namespace casus::cli
