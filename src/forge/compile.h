// Human data becomes a pack: all compilers in a row, with all their diagnostics.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "forge/rules.h"

namespace casus::forge {

struct Compiled {
  std::vector<std::byte> bytes;   // a pack; empty if there were errors
  std::vector<RuleAst> rules;     // as parsed
  std::vector<Example> examples;  // of all rules, for run_examples()
  Diagnostics diagnostics;
};

// Compiles the folder `data_dir` (actors/, places/, codebook/). Reads files only; never prints.
Compiled compile(const std::string& data_dir);

}  // namespace casus::forge
