// The command line of Casus. The one adapter around CLI11: it fills Options and calls a command.
#include <algorithm>
#include <exception>
#include <functional>
#include <new>
#include <string>
#include <thread>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

#include "cli/commands.h"
#include "cli/console.h"
#include "engine/engine.h"

namespace casus::cli {

records::Offsets offsets_of(const Options& options) {
  if (options.offsets == "bytes") return records::Offsets::kBytes;
  return options.offsets == "utf16" ? records::Offsets::kUtf16 : records::Offsets::kCodePoints;
}

namespace {

constexpr unsigned kMaxThreads = 256;

unsigned all_cores() { return std::clamp(std::thread::hardware_concurrency(), 1u, kMaxThreads); }

class CommandLine {
 public:
  CommandLine() : app_("Casus turns news text into political event records.", "casus") {
    app_.set_version_flag("--version", "casus " + std::string(engine::version()));
    app_.require_subcommand(1);
    app_.failure_message(CLI::FailureMessage::simple);
    app_.footer(
        "Exit codes: 0 done, 1 articles set aside (--strict), 2 usage, 3 input, 4 output, 5 model or data, 130 "
        "interrupted.");
    options_.threads = all_cores();
    add_article_commands();
    add_phrase_commands();
    add_data_commands();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& e) {  // --help, --version
      return app_.exit(e) == 0 ? kDone : kUsageError;
    } catch (const CLI::ParseError& e) {
      return report(Error{ErrorCode::kUsage, e.what(), "casus COMMAND --help shows what there is"});
    }
    return command_(options_);
  }

 private:
  using Command = int (*)(const Options&);

  CLI::App* add(CLI::App& under, const char* name, const char* about, Command command) {
    CLI::App* sub = under.add_subcommand(name, about);
    sub->callback([this, command] { command_ = command; });
    return sub;
  }

  void inputs(CLI::App* sub) {
    sub->add_option("INPUT", options_.inputs, "files, or - for standard input (also if none is given)");
    sub->add_option("-o,--output", options_.output, "where the data go; standard output if not given");
  }

  void resources(CLI::App* sub) {
    sub->add_option("--model", options_.model,
                    "model file (default: reader.model in CASUS_HOME or beside the program)");
    sub->add_option("--pack", options_.pack, "pack file (default: casus.pack in CASUS_HOME or beside the program)");
    sub->add_option("--threads", options_.threads, "worker threads (default: all cores)")
        ->check(CLI::Range(1u, kMaxThreads));
  }

  void articles(CLI::App* sub, const std::vector<std::string>& kinds) {
    inputs(sub);
    resources(sub);
    sub->add_option("--from", options_.from, "what the input is; auto looks at its content")
        ->check(CLI::IsMember(kinds));
    sub->add_option("--date", options_.date, "date of articles that do not tell theirs");
    sub->add_option("--source", options_.source, "source of articles that do not tell theirs");
    sub->add_option("--map", options_.map, "OURS=THEIRS: a field of JSONL input under another name")
        ->expected(1)
        ->take_all()
        ->trigger_on_parse(false);
    sub->add_option("--offsets", options_.offsets, "unit of spans")
        ->check(CLI::IsMember({"codepoints", "bytes", "utf16"}));
    sub->add_flag("--strict", options_.strict, "exit 1 if an article was set aside");
    sub->add_option("--progress", options_.progress, "on standard error; auto: only if it is a terminal")
        ->check(CLI::IsMember({"auto", "plain", "none"}));
    sub->add_flag("--timings", options_.timings, "seconds of each stage, on standard error");
  }

  void add_article_commands() {
    const std::vector<std::string> all = {"auto", "text", "jsonl", "conllu"}, raw = {"auto", "text", "jsonl"};
    CLI::App* code = add(app_, "code", "news in, event records out", run_code);
    articles(code, all);
    code->add_option("--format", options_.format, "shape of the records")
        ->check(CLI::IsMember({"jsonl", "csv", "table"}));
    code->add_flag("--resume", options_.resume, "go on with an OUTPUT that was interrupted");
    code->add_flag("--keep-trees", options_.keep_trees, "with --from conllu: keep the tags and trees as well");
    CLI::App* explain = add(app_, "explain", "why an event was coded, or not", run_explain);
    articles(explain, raw);
    explain->add_flag("--json", options_.json, "one JSON object an article");
    explain->add_option("--colour", options_.colour, "auto: only on a terminal")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    CLI::App* annotate = add(app_, "annotate", "what single stages find: JSONL", run_annotate);
    articles(annotate, raw);
    annotate->add_option("--layers", options_.layers, "names,dates,places,voices,clauses,actors");
    articles(add(app_, "parse", "tags and trees: CoNLL-U", run_parse), all);
  }

  void add_phrase_commands() {
    CLI::App* relate = add(app_, "relate", "class of the relation of two given parties: JSONL in and out", run_relate);
    CLI::App* actor = add(app_, "actor", "whom a phrase stands for: JSONL in and out", run_actor);
    for (CLI::App* sub : {relate, actor}) {
      inputs(sub);
      resources(sub);
      sub->add_flag("--strict", options_.strict, "exit 1 if a request was set aside");
    }
    CLI::App* doctor = add(app_, "doctor", "which model, pack and machine", run_doctor);
    resources(doctor);
  }

  void add_data_commands() {
    CLI::App* data = app_.add_subcommand("data", "the data that people write");
    data->require_subcommand(1);
    const auto folder = [this](CLI::App* sub) { sub->add_option("--data", options_.data, "folder of the data"); };
    folder(add(*data, "check", "compile, and show every complaint", run_data_check));
    CLI::App* compile = add(*data, "compile", "write the pack", run_data_compile);
    folder(compile);
    compile->add_option("-o,--output", options_.output, "the pack file")->required();
    CLI::App* test = add(*data, "test", "run the examples of every rule", run_data_test);
    folder(test);
    resources(test);
    CLI::App* cover = add(*data, "cover", "which rules fire over a corpus, and what no rule knows", run_data_cover);
    folder(cover);
    articles(cover, {"auto", "text", "jsonl"});
    cover->add_option("--top", options_.top, "how many unknown predicates are shown");
  }

  CLI::App app_;
  Options options_;
  Command command_ = nullptr;
};

}  // namespace

}  // namespace casus::cli

int main(int argc, char** argv) {
  using namespace casus;
  cli::prepare_process();
  try {
    return cli::CommandLine().run(argc, argv);
  } catch (const std::bad_alloc&) {
    return cli::report(Error{ErrorCode::kInternal, "out of memory", "use fewer threads or smaller inputs"});
  } catch (const std::exception& e) {
    return cli::report(Error{ErrorCode::kInternal, e.what(), "please report it"});
  }
}
