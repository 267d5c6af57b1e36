// Treebanks and name corpora as samples for the net, and the tables of words and features that they share.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "lang/conllu.h"
#include "train/net.h"
#include "train/vectors.h"

namespace casus::train {

// Name tags of tokens: 0 outside, else 1 + 4 * (kind - 1) + {0 first of several, 1 inside, 2 last, 3 alone}.
using NameTags = std::unordered_map<std::string, std::vector<uint8_t>>;  // by sent_id

struct Treebank {
  lang::ConlluDocument read;
  NameTags names;          // may be empty
  uint32_t min_count = 2;  // words that occur less often in the treebanks of this kind are unknown words
  uint8_t scheme = 0;      // who marked the names: 0 Universal NER, 1 GUM, 2 wikigold
};

// Sentences with names and no trees.
struct NamedText {
  std::vector<std::vector<std::string>> forms;
  std::vector<std::vector<uint8_t>> tags;
};

// Spans (half-open, kind as lang::NameKind) to tags of `n` tokens and back; tags_to_spans takes any tags.
struct KindSpan {
  uint32_t first, last;
  uint8_t kind;
  bool operator==(const KindSpan&) const = default;
};
std::vector<uint8_t> spans_to_tags(const std::vector<KindSpan>& spans, size_t n);
std::vector<KindSpan> tags_to_spans(const std::vector<uint8_t>& tags);

Result<lang::ConlluDocument> read_treebank(const std::string& path);
Result<NameTags> read_iob2(const std::string& path);       // Universal NER: id, form, tag; OTH counts as MISC
Result<NamedText> read_io_names(const std::string& path);  // form, tag; wikigold
// A word and a class (1…31) a line, as models/make_gazetteer.py writes it. Fails on other lines.
Result<std::unordered_map<std::string, uint32_t>> read_gazetteer(const std::string& path);

inline constexpr uint32_t kListedClasses = 32;  // of the name gazetteer, with 0 for words that it lacks

struct Data {
  std::vector<std::string> words{""};  // row 0 is the unknown word
  std::unordered_map<std::string, uint32_t> word_index;
  std::vector<Type> types;
  std::vector<std::string> forms;  // one a type
  std::unordered_map<std::string, uint32_t> type_index;
  std::vector<uint16_t> feat_classes{0};  // Feat bits of each class
  std::unordered_map<uint16_t, uint16_t> feat_index{{0, 0}};
  Vectors vectors;
  std::unordered_map<std::string, uint32_t> gazetteer;  // normal form → class, 1…31

  uint32_t type(std::string_view form);  // adds it
  // Counts words and feature classes. Call for all training text before any sample is made.
  void count(const std::vector<const Treebank*>& banks);
  std::vector<Sample> samples(const Treebank& bank);  // unknown feature combinations become class 0
  std::vector<Sample> samples(const NamedText& text);
  // Some pairs and threes of neighbours as one, mostly without the last mark of a sentence that goes before: what
  // segmentation by stops leaves together. Only where sentences begin is learnt from them.
  std::vector<Sample> joined(const std::vector<Sample>& from, double share, uint64_t seed);
  // Copies of some sentences in small letters only (`lower` of all) or capitals only (`upper`): trees and names stay.
  // Which ones depends on `seed`.
  std::vector<Sample> recased(const std::vector<Sample>& from, double lower, double upper, uint64_t seed);
};

}  // namespace casus::train
