// The rule language (data/codebook/README.md): text to syntax trees, with located diagnostics. Knows nothing of packs.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "coding/coding.h"
#include "coding/format.h"

namespace casus::forge {

// A word of a set or a predicate: lemma (particle after a space: "call off") and the kinds that may carry it as
// predicate.
struct Word {
  std::string lemma;
  uint8_t kinds = 0xff;  // bit per clauses::Kind
  auto operator<=>(const Word&) const = default;
};

struct WordSet {
  std::string name;
  std::vector<Word> words;
  std::vector<std::string> includes;  // other sets
  uint32_t events = 0;                // bit per coding::Event
  bool extends = false;               // "extend NAME:": more for a set that stands elsewhere
  std::string file;
  uint32_t line = 0;
};

struct SlotAst {
  coding::format::SlotRole role = coding::format::SlotRole::kObject;
  coding::format::Filler filler = coding::format::Filler::kAnything;
  std::vector<std::string> preps;
  std::vector<std::string> sets;       // for kSet; several = union
  std::vector<std::string> modifiers;  // lemmas
  uint32_t events = 0;
  uint8_t comps = 0;
  bool optional = false;
};

struct RuleAst {
  std::string id, pattern, file;
  uint32_t line = 0;
  coding::Event event = coding::Event::kNone;
  std::string mode, cameo, status;
  int weight = 0;
  uint8_t flags = 0;  // format::RuleFlag
  std::vector<Word> predicate;
  std::vector<std::string> predicate_sets;
  std::vector<SlotAst> slots;
};

// One `+` or `-` line under a rule.
struct Example {
  std::string rule;  // id
  std::string file;
  uint32_t line = 0;
  bool positive = true;
  std::string text;
  std::vector<std::string> actors, recipients;  // codes; "*" anything
  std::string event, mode, cameo, status;       // "" = as the rule says
};

struct RuleFile {
  std::vector<RuleAst> rules;
  std::vector<Example> examples;
};

// Parse any bytes; complaints go to `diagnostics`, lines that do not parse are left out.
std::vector<WordSet> parse_sets(std::string_view bytes, const std::string& file, Diagnostics& diagnostics);
RuleFile parse_rules(std::string_view bytes, const std::string& file, Diagnostics& diagnostics);

}  // namespace casus::forge
