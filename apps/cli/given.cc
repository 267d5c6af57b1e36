#include "cli/given.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/input.h"
#include "engine/pipeline.h"
#include "ingest/published.h"
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
Error error_in(const std::string& name, std::string_view bytes, const engine::Resources& resources,
               const Error& other) {
  const auto whole = lang::read_conllu(bytes, false, resources.symbols());
  Error error = whole ? other : whole.error();
  error.message = name + ": " + error.message;
  return error;
}

// One article of a CoNLL-U input.
struct Part {
  std::string id, date;
  std::string_view bytes;
  size_t first_line = 1;
};

// What follows "# KEY = " in a comment line; "" if the line is another one.
std::string_view comment_value(std::string_view line, std::string_view key) {
  if (line.substr(0, 2) != "# " || line.substr(2, key.size()) != key) return {};
  line.remove_prefix(2 + key.size());
  const size_t at = line.find_first_not_of(" =");
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return at == std::string_view::npos || at >= line.size() ? std::string_view() : line.substr(at);
}

// An input is one article, or one for each `# newdoc`; `# meta::dateCreated` (as in GUM) is when it was published.
std::vector<Part> documents_of(std::string_view bytes, const std::string& name) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  std::vector<Part> parts{{name, "", bytes, 1}};
  size_t begin = 0, line_number = 0;
  bool words = false;  // since the article began
  for (size_t at = 0; at < bytes.size();) {
    const size_t stop = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, stop - at);
    ++line_number;
    if (line.substr(0, 8) == "# newdoc") {
      if (words) {
        parts.back().bytes = bytes.substr(begin, at - begin);
        parts.push_back({name + "#" + std::to_string(parts.size() + 1), "", {}, line_number});
        begin = at, words = false;
      }
      if (const auto id = comment_value(line, "newdoc id"); !id.empty()) parts.back().id = id;
    } else if (const auto date = comment_value(line, "meta::dateCreated"); !date.empty()) {
      parts.back().date = date;
    }
    words = words || (!line.empty() && line.front() != '#' && line.front() != '\r');
    at = stop + 1;
  }
  parts.back().bytes = bytes.substr(begin);
  return parts;
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
  Desk names;
  engine::Analysed& a = worker.scratch();
  size_t set_aside = 0;
  for (const auto& input : inputs_of(options)) {
    const auto bytes = read_input(input);
    if (stop_flag()) return interrupted();
    if (!bytes) return report(bytes.error());
    const auto parts = documents_of(*bytes, name_of(input));
    for (const auto& part : parts) {
      if (stop_flag()) return interrupted();
      auto read = lang::read_conllu(part.bytes, options.keep_trees, resources->symbols());
      if (!read && parts.size() > 1) {
        note("set aside " + part.id + " (" + name_of(input) + ", lines counted from " +
             std::to_string(part.first_line) + "): " + to_string(read.error()));
        ++set_aside;
        continue;
      }
      if (!read) {
        Error error = read.error();
        error.message = name_of(input) + ": " + error.message;
        return report(error);
      }
      article::Article article;
      article.id = part.id;
      article.source = options.source,
      article.published = ingest::iso_date(part.date.empty() ? options.date : part.date);
      article.text = read->document.text;
      a.doc = std::move(read->document), a.parse = std::move(read->parse);
      if (options.keep_trees) {  // other parsers' trees bring no names
        resources->parser().parse(a.doc, resources->symbols(), names.workspace, names.parse);
        a.parse.names = names.parse.names;
      }
      worker.analyse_parsed(article, false, a);
      if (auto ok = output->write(written(worker, a)); !ok) return report(ok.error());
    }
  }
  if (auto ok = output->close(); !ok) return report(ok.error());
  if (set_aside > 0) note("casus: " + std::to_string(set_aside) + " articles set aside");
  return set_aside > 0 && options.strict ? kSomeSetAside : kDone;
}

}  // namespace casus::cli
