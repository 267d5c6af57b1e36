// Runs the rules' own examples: each `+` must be coded as its rule says, each `-` must not be coded by its rule.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "forge/rules.h"

namespace casus::forge {

// One event as the engine coded it, reduced to what an example speaks of.
struct Coded {
  std::string event, mode, cameo, status, rule;  // rule as in the record: "file:line id + file:line id"
  std::vector<std::string> actors, recipients;   // codes
};

struct Failure {
  Example example;
  std::string why;
};

// `code` runs all stages over one sentence (no publication date). `rules` gives what each rule promises.
std::vector<Failure> run_examples(const std::vector<Example>& examples, const std::vector<RuleAst>& rules,
                                  const std::function<std::vector<Coded>(const std::string& text)>& code);

}  // namespace casus::forge
