// The words that attribute: verbs and nouns with their stance and the forms in which they take what is said.
#pragma once
#include <cstdint>
#include <string_view>

#include "voices/voices.h"

namespace casus::voices {

enum Frame : uint8_t {
  kClause = 1,   // that-clause, bare clause, question, quotation: "said that …"
  kTo = 2,       // infinitive: "pledged to …"
  kObject = 4,   // noun phrase: "criticized the plan"
  kWish = 8,     // even its clause is wanted, not told: "demanded that …"
  kMind = 16,    // thought rather than said: counts outside of quotations only
  kSpeech = 32,  // only with quotation marks: "he continued, '…'"
};

struct Cue {
  std::string_view lemma;
  Stance stance = Stance::kReport;
  uint8_t frames = 0;             // Frame bits
  std::string_view prepositions;  // that lead to the content, separated by blanks: "call *for*"
};

const Cue* find_verb(std::string_view lemma);  // nullptr if it attributes nothing
const Cue* find_noun(std::string_view lemma);

}  // namespace casus::voices
