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

// Views into the pack; immutable.
class Lemmatizer {
 public:
  static Result<Lemmatizer> open(const pack::Pack& pack);  // sections lemma.*, kModelInvalid
  // Writes the lemma to `out` (never empty for a form that is not).
  void lemma(std::string_view form, std::string_view lower, Upos upos, uint16_t feats, std::string& out) const;

 private:
  HashIndex keys_;
  std::span<const uint16_t> rule_;  // of each key
  pack::Strings rules_;
};

}  // namespace casus::lang
