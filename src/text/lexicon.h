// The small word lists that segmentation needs, found by hash of the lower-cased word. Internal to `text`.
#pragma once
#include <cstdint>
#include <string_view>

namespace casus::text {

// What a word's form says about the stop after it, and about splits inside it. A word may be several of these.
enum Lex : uint32_t {
  kLexTitle = 1u << 0,     // "Gen.": a name follows, the sentence goes on
  kLexNumbered = 1u << 1,  // "No.": an abbreviation only before a number
  kLexMonth = 1u << 2,     // "Sept."
  kLexDay = 1u << 3,       // "Sat."
  kLexCompany = 1u << 4,   // "Inc.", "Jr.": closes a name, may close the sentence
  kLexState = 1u << 5,     // "Calif.": an abbreviation after a comma
  kLexOngoing = 1u << 6,   // "vs.", "e.g.": never at the end
  kLexFinal = 1u << 7,     // "etc.": a capital after it begins a sentence
  kLexUnit = 1u << 8,      // "ft.": an abbreviation after a number
  kLexGlued = 1u << 9,     // "km" of "5km": split from the digits before it
  kLexPrefix = 1u << 10,   // "anti" of "anti-war": the hyphen does not split
  kLexStarter = 1u << 11,  // "The", "However": capitalised only where a sentence begins
  kLexZone = 1u << 12,     // "GMT": follows "p.m." inside a sentence
  kLexSplit = 1u << 13,    // "cannot", "gonna": two words; the length of the first stands in the top byte
  kLexElided = 1u << 14,   // "em" of "'em": the apostrophe belongs to it
  kLexWhole = 1u << 15,    // "e-mail", "uh-huh": hyphenated and yet one word
  kLexDomain = 1u << 16,   // "com": ends an internet name
  kLexFile = 1u << 17,     // "pdf": ends a file name
  kLexAlone = 1u << 19,    // "They": begins a sentence even where the stop before it is missing
  kLexLinking = 1u << 20,  // "of", "called": a capital after it is a name or a title
  kLexPeriod = 1u << 18,   // "etc" and the like, abbreviations wherever they stand
};
inline uint32_t split_at(uint32_t lex) { return lex >> 24; }

// Case-insensitive over ASCII; other bytes hash as they are.
class WordHash {
 public:
  constexpr void add(char c) {
    h_ = (h_ ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x100000001b3ull;
  }
  constexpr void add(std::string_view s) {
    for (const char c : s) add(c);
  }
  constexpr uint64_t value() const { return h_ ^ (h_ >> 32); }

 private:
  uint64_t h_ = 0xcbf29ce484222325ull;
};

uint32_t lexicon(uint64_t word_hash);  // Lex bits, 0 if not listed
inline uint32_t lexicon(std::string_view word) {
  WordHash h;
  h.add(word);
  return lexicon(h.value());
}

}  // namespace casus::text
