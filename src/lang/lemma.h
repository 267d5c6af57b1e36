// Lemmas by rewriting: each word asks for a rule (keep or lower the case, cut so many bytes off the end, add a string),
// first by the whole word with its tag and features, then by the word with its tag, then by its longest known ending.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "lang/hash_index.h"
#include "lang/parse.h"
#include "pack/pack.h"

namespace casus::lang {

inline constexpr size_t kMaxEnding = 6;  // bytes

// Kinds of keys.
enum class LemmaKey : uint8_t { kWordFeats, kWord, kEnding };
// `text` is the lower-cased word or its ending; kWord ignores the features.
uint64_t lemma_key(LemmaKey kind, Upos upos, uint16_t feats, std::string_view text);

// A rule as text: 'l' (lower the case) or 'k' (keep it), a byte 'A' + n for n bytes to cut, then what to add.
void apply_lemma_rule(std::string_view rule, std::string_view form, std::string_view lower, std::string& out);

// The lemma that regular English inflection gives the word and that `symbols` knows: "vetoed" → "veto", "expelled" →
// "expel". Leaves `out` alone and answers false if there is none. For words that the model has not met, whose ending
// alone cannot tell "free" from "fre"; what people's data mention is the dictionary.
bool known_base(std::string_view lower, Upos upos, const pack::Symbols& symbols, std::string& out);

// The base of an irregular past form of a verb ("shot" → "shoot"), of those that can be nothing else; else false.
bool irregular_base(std::string_view lower, std::string& out);

// Views into the pack; immutable.
class Lemmatizer {
 public:
  static Result<Lemmatizer> open(const pack::Pack& pack);  // sections lemma.*, kModelInvalid
  // Writes the lemma to `out` (never empty for a form that is not). False: the word is new to the model and the lemma
  // was guessed from its ending.
  bool lemma(std::string_view form, std::string_view lower, Upos upos, uint16_t feats, std::string& out) const;

 private:
  HashIndex keys_;
  std::span<const uint16_t> rule_;  // of each key
  pack::Strings rules_;
};

}  // namespace casus::lang
