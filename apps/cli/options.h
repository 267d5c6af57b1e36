// What the command line says, as plain values: filled in main.cc, read by the commands.
#pragma once
#include <string>
#include <vector>

#include "records/records.h"

namespace casus::cli {

struct Options {
  std::vector<std::string> inputs;  // "-" or none: standard input
  std::string output;               // "" or "-": standard output
  std::string format = "jsonl";     // code: jsonl, csv, table
  std::string date, source;         // for articles that do not tell theirs
  std::string from = "auto";        // auto, text, jsonl, conllu, …
  std::vector<std::string> map;     // FIELD=NAME of JSONL input
  unsigned threads = 1;
  std::string offsets = "codepoints";
  bool strict = false, resume = false, keep_trees = false, json = false, timings = false;
  std::string model, pack;
  std::string progress = "auto";  // auto, plain, none
  std::string colour = "auto";    // auto, always, never
  std::string layers = "names,dates,places,voices";
  std::string data = "data";  // folder of the data that people write
  size_t top = 50;            // data cover: how many unknown predicates are shown
};

records::Offsets offsets_of(const Options& options);

}  // namespace casus::cli
