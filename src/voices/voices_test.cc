#include "voices/voices.h"

#include <doctest/doctest.h>

#include <random>

#include "base/golden.h"
#include "clauses/mini_tree.h"
#include "voices/cues.h"

using namespace casus;
using namespace casus::voices;

namespace {

// One line a voice, in order of the cues; then, for the last line "over: WORD", the chain over that word.
std::string dump(const std::string& input) {
  std::string trees, word;
  for (const std::string_view line : clauses::split(input, '\n')) {
    if (line.starts_with("over: ")) {
      word = std::string(line.substr(6));
    } else {
      (trees += line) += '\n';
    }
  }
  const auto doc = clauses::mini_document(trees, pack::Symbols());
  if (!doc) return to_string(doc.error());
  clauses::ClauseSet set;
  clauses::Extractor().run(doc->document, doc->parse, *clauses::Extractor::make_workspace(), set);
  VoiceSet voices;
  run(doc->document, doc->parse, set, voices);
  const auto words = [&](TokenRange r) { return r.empty() ? std::string("-") : std::string(doc->document.words(r)); };
  std::string out;
  for (const Voice& v : voices.voices)
    out += std::string(to_string(v.stance)) + (v.attitude ? " (attitude)" : "") + " | " + words(v.source) + " | " +
           words(v.cue) + " | " + words(v.content) + "\n";
  if (word.empty()) return out;
  for (uint32_t t = 0; t < doc->document.token_count(); ++t) {
    if (doc->document.form(TokenId(t)) != word) continue;
    std::vector<uint32_t> chain;
    voices_of(voices, TokenId(t), chain);
    out += "over " + word + ":";
    for (uint32_t i : chain) out += " " + words(voices.voices[i].source) + ";";
    out += "\n";
    break;
  }
  return out;
}

}  // namespace

TEST_CASE("golden voices") {
  for (const auto& f :
       golden::run(CASUS_SOURCE_DIR "/tests/golden/voices", [](const golden::Case& c) { return dump(c.input); }))
    FAIL_CHECK(f);
}

TEST_CASE("the tables answer what they hold and nothing else") {
  REQUIRE(find_verb("say"));
  CHECK(find_verb("say")->stance == Stance::kReport);
  CHECK(find_verb("deny")->stance == Stance::kDeny);
  REQUIRE(find_noun("claim"));
  CHECK_FALSE(find_verb("graze"));
  CHECK_FALSE(find_noun(""));
  CHECK_FALSE(find_verb(std::string(5000, 'x')));
}

TEST_CASE("nothing is found without a parse") {
  text::Document doc;
  doc.text = "He said so.";
  doc.begin = {0, 3, 8, 10}, doc.end = {2, 7, 10, 11}, doc.flags = {1, 1, 0, 1};
  text::Sentence s;
  s.tokens = {0, 4};
  doc.sentences = {s};
  VoiceSet set;
  run(doc, {}, {}, set);
  CHECK(set.voices.empty());
}

TEST_CASE("any words, trees and clauses give voices with ranges inside the document") {
  static constexpr const char* kWords[] = {"said",      "says",    "\"",    "“",      "”",      ",",        "that",
                                           "according", "to",      "claim", "quoted", "as",     "saying",   ":",
                                           "―",         "Colonel", "he",    "I",      "troops", "reported", ".",
                                           "called",    "for",     "''",    "``",     "denied", "show",     "planned"};
  static constexpr const char* kLemmas[] = {
      "say",     "say", "\"", "“",     "”",      ",", "that", "accord", "to", "claim", "quote", "as",   "say", ":", "―",
      "Colonel", "he",  "I",  "troop", "report", ".", "call", "for",    "''", "``",    "deny",  "show", "plan"};
  std::mt19937 engine(11);
  const auto rng = [&] { return static_cast<uint32_t>(engine()); };
  VoiceSet set;
  std::vector<uint32_t> chain;
  for (int round = 0; round < 2000; ++round) {
    text::Document doc;
    lang::Parse parse;
    clauses::ClauseSet clauses;
    parse.lemma_at.push_back(0);
    const uint32_t sentences = 1 + rng() % 4;
    for (uint32_t k = 0; k < sentences; ++k) {
      const uint32_t first = static_cast<uint32_t>(doc.begin.size()), n = 1 + rng() % 20;
      for (uint32_t i = 0; i < n; ++i) {
        const auto w = static_cast<uint32_t>(rng() % std::size(kWords));
        doc.begin.push_back(static_cast<uint32_t>(doc.text.size()));
        doc.text += kWords[w];
        doc.end.push_back(static_cast<uint32_t>(doc.text.size()));
        doc.text += ' ';
        doc.flags.push_back(text::kSpaceAfter);
        parse.lemma_bytes += kLemmas[w];
        parse.lemma_at.push_back(static_cast<uint32_t>(parse.lemma_bytes.size()));
        parse.upos.push_back(
            static_cast<lang::Upos>(rng() % 3 ? rng() % lang::kUposCount : static_cast<uint32_t>(lang::Upos::VERB)));
        parse.feats.push_back(static_cast<uint16_t>(rng()));
        using enum lang::Deprel;
        static constexpr lang::Deprel kLikely[] = {ccomp, parataxis, nsubj, obj,  obl,  advcl,    acl,
                                                   xcomp, case_,     punct, mark, nmod, nmod_poss};
        parse.deprel.push_back(rng() % 4 ? kLikely[rng() % std::size(kLikely)]
                                         : static_cast<lang::Deprel>(rng() % lang::kDeprelCount));
      }
      // A random tree: each token hangs on one that comes before it in a random order.
      std::vector<uint32_t> order(n);
      for (uint32_t i = 0; i < n; ++i) order[i] = i;
      std::shuffle(order.begin(), order.end(), engine);
      parse.head.resize(first + n);
      for (uint32_t i = 0; i < n; ++i) parse.head[first + order[i]] = first + (i == 0 ? order[0] : order[rng() % i]);
      text::Sentence s;
      s.tokens = {first, first + n};
      s.span = {doc.begin[first], doc.end[first + n - 1]};
      s.paragraph = rng() % 2 ? k : 0;
      if (!doc.sentences.empty() && s.paragraph < doc.sentences.back().paragraph)
        s.paragraph = doc.sentences.back().paragraph;
      doc.sentences.push_back(s);
    }
    const uint32_t n = static_cast<uint32_t>(doc.token_count());
    parse.lemma_symbol.resize(n), parse.form_symbol.resize(n);
    clauses::Extractor().run(doc, parse, *clauses::Extractor::make_workspace(), clauses);
    run(doc, parse, clauses, set);
    uint32_t last = 0;
    for (const Voice& v : set.voices) {
      REQUIRE(v.cue.first < v.cue.last);
      REQUIRE(v.cue.last <= n);
      REQUIRE(v.content.first < v.content.last);
      REQUIRE(v.content.last <= n);
      REQUIRE(v.source.first <= v.source.last);
      REQUIRE(v.source.last <= n);
      REQUIRE(v.cue.first >= last);
      if (v.source_head.valid()) REQUIRE(v.source_head.v < n);
      last = v.cue.first;
    }
    for (uint32_t t = 0; t < n; t += 3) {
      voices_of(set, TokenId(t), chain);
      for (size_t i = 1; i < chain.size(); ++i)
        REQUIRE(set.voices[chain[i - 1]].content.size() >= set.voices[chain[i]].content.size());
    }
  }
}
