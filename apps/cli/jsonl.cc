#include "cli/jsonl.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "cli/console.h"
#include "cli/input.h"
#include "engine/pipeline.h"

namespace casus::cli {

namespace {

constexpr size_t kLinesABatch = 16;

struct Line {
  std::string_view text;
  std::string where;  // "FILE:12"
};

struct Answers {
  std::string text;
  std::vector<std::string> set_aside;
};

void answer_batch(const Answer& answer, unsigned worker, const std::vector<Line>& batch, Answers& out) {
  out.text.clear(), out.set_aside.clear();
  json::Writer writer;
  for (const Line& line : batch) {
    writer.clear();
    const auto doc =
        utf8::is_valid(line.text) ? json::Document::parse(line.text) : json::Document::parse(utf8::repair(line.text));
    Result<void> ok;
    if (!doc)
      ok = tl::unexpected<Error>(doc.error());
    else if (!doc->root().is_object())
      ok = fail(ErrorCode::kInputJson, "not a JSON object");
    else
      ok = answer(worker, doc->root(), writer);
    if (ok)
      out.text.append(writer.view()) += '\n';
    else
      out.set_aside.push_back("set aside " + line.where + ": " + to_string(ok.error()));
  }
}

// The lines of all inputs in turn; keeps one input in memory.
class Lines {
 public:
  explicit Lines(const Options& options) : inputs_(inputs_of(options)) {}
  bool fill(std::vector<Line>& batch) {
    batch.clear();
    while (batch.size() < kLinesABatch && !error_) {
      if (at_ >= bytes_.size() && !next_input()) break;
      if (at_ >= bytes_.size()) continue;
      const size_t stop = std::min(bytes_.find('\n', at_), bytes_.size());
      const std::string_view text = std::string_view(bytes_).substr(at_, stop - at_);
      at_ = stop + 1;
      ++number_;
      if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      batch.push_back({text, name_ + ":" + std::to_string(number_)});
    }
    return !batch.empty() && !error_;
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  // The views in batches under way point into the present input: it is kept until the run ends.
  bool next_input() {
    if (next_ >= inputs_.size()) return false;
    auto bytes = read_input(inputs_[next_]);
    if (!bytes) {
      error_ = bytes.error();
      return false;
    }
    kept_.push_back(std::make_unique<std::string>(std::move(*bytes)));
    bytes_ = *kept_.back();
    name_ = name_of(inputs_[next_]);
    ++next_, at_ = 0, number_ = 0;
    return true;
  }

  std::vector<std::string> inputs_;
  std::vector<std::unique_ptr<std::string>> kept_;
  std::string_view bytes_;
  std::string name_;
  size_t next_ = 0, at_ = 0, number_ = 0;
  std::optional<Error> error_;
};

}  // namespace

std::string text_of(json::Value value) {
  if (const auto s = value.string()) return std::string(*s);
  if (const auto n = value.integer()) return std::to_string(*n);
  return {};
}

int answer_lines(const Options& options, const Answer& answer) {
  auto output = Output::open(options.output, false);
  if (!output) return report(output.error());
  Lines lines(options);
  size_t set_aside = 0;
  std::optional<Error> failure;
  engine::Pipeline<std::vector<Line>, Answers>::Steps steps;
  steps.make = [&](std::vector<Line>& batch) { return lines.fill(batch); };
  steps.work = [&](unsigned worker, std::vector<Line>& batch, Answers& out) {
    answer_batch(answer, worker, batch, out);
  };
  steps.take = [&](Answers& out) {
    for (const auto& s : out.set_aside) note(s);
    set_aside += out.set_aside.size();
    if (auto ok = output->write(out.text); !ok) failure = ok.error();
    return !failure;
  };
  engine::Pipeline<std::vector<Line>, Answers>::run(options.threads, &stop_flag(), steps);
  if (stop_flag()) return interrupted();
  if (!failure)
    if (auto ok = output->close(); !ok) failure = ok.error();
  if (failure) return report(*failure);
  if (lines.error()) return report(*lines.error());
  if (set_aside > 0) note("casus: " + std::to_string(set_aside) + " requests set aside");
  return set_aside > 0 && options.strict ? kSomeSetAside : kDone;
}

}  // namespace casus::cli
