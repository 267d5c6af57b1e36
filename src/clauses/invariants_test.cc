// What holds of the clauses of any tree: random trees with random words and labels, in all kinds of sentences.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/limits.h"
#include "clauses/clauses.h"
#include "clauses/mini_tree.h"

using namespace casus;
using namespace casus::clauses;

namespace {

constexpr std::string_view kVocabulary[] = {
    "talks", "hold",   "held",    "said",   "say",     "who",    "which", "that",  "whose",   "to",      "by",
    "of",    "in",     "and",     "or",     "nor",     "not",    "no",    "never", ",",       "\"",      "“",
    "”",     ":",      "-",       "?",      "will",    "would",  "is",    "was",   "be",      "been",    "being",
    "have",  "had",    "going",   "about",  "used",    "there",  "it",    "if",    "after",   "while",   "because",
    "urged", "called", "accused", "attack", "arrest",  "police", "Lima",  "Seoul", "ten",     "killed",  "bombing",
    "under", "came",   "for",     "with",   "only",    "first",  "day",   "where", "without", "promise", "carried",
    "out",   "set",    "leave",   "é",      "between", "Monday"};

struct Made {
  text::Document doc;
  lang::Parse parse;
};

template <typename T>
T pick(std::mt19937& random, T below) {
  return static_cast<T>(random() % static_cast<uint32_t>(below));
}

void token(Made& m, std::string_view form, lang::Upos upos, uint16_t feats, uint32_t head, lang::Deprel rel) {
  m.doc.begin.push_back(static_cast<uint32_t>(m.doc.text.size()));
  m.doc.text += form;
  m.doc.end.push_back(static_cast<uint32_t>(m.doc.text.size()));
  m.doc.text += ' ';
  m.doc.flags.push_back(text::kSpaceAfter);
  m.parse.upos.push_back(upos), m.parse.feats.push_back(feats);
  m.parse.head.push_back(head), m.parse.deprel.push_back(rel);
  if (m.parse.lemma_at.empty()) m.parse.lemma_at.push_back(0);
  m.parse.lemma_bytes += mini_lemma(form, lang::to_string(upos), "");
  m.parse.lemma_at.push_back(static_cast<uint32_t>(m.parse.lemma_bytes.size()));
  m.parse.lemma_symbol.emplace_back(), m.parse.form_symbol.emplace_back();
}

void close_sentence(Made& m, uint32_t first, text::SentenceKind kind) {
  const auto last = static_cast<uint32_t>(m.doc.token_count());
  m.doc.sentences.push_back({{m.doc.begin[first], m.doc.end[last - 1]}, {first, last}, 0, kind});
  m.doc.body_size = static_cast<uint32_t>(m.doc.text.size());
}

// A random tree: tokens in random order, each under one that came before.
void random_sentence(Made& m, std::mt19937& random, uint32_t size, bool deep) {
  const auto first = static_cast<uint32_t>(m.doc.token_count());
  std::vector<uint32_t> order(size), head(size);
  for (uint32_t i = 0; i < size; ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  for (uint32_t i = 0; i < size; ++i)
    head[order[i]] = first + (i == 0 ? order[0] : deep ? order[i - 1] : order[pick(random, i)]);
  for (uint32_t i = 0; i < size; ++i) {
    const bool root = head[i] == first + i;
    token(m, kVocabulary[pick(random, std::size(kVocabulary))], static_cast<lang::Upos>(pick(random, lang::kUposCount)),
          static_cast<uint16_t>(random()), head[i],
          root ? lang::Deprel::root : static_cast<lang::Deprel>(pick(random, lang::kDeprelCount)));
  }
  close_sentence(m, first, static_cast<text::SentenceKind>(pick(random, 7)));
}

std::string violation(const Made& m, const ClauseSet& set) {
  const auto n = static_cast<uint32_t>(set.clauses.size());
  if (set.at.size() != m.doc.token_count()) return "at";
  std::vector<uint32_t> per_sentence(m.doc.sentences.size());
  uint32_t next_argument = 0;
  for (uint32_t k = 0; k < n; ++k) {
    const Clause& c = set.clauses[k];
    if (k > 0 && set.clauses[k - 1].head.v >= c.head.v) return "order";
    if (set.at[c.head.v] != ClauseId(k)) return "at of head";
    const TokenRange s = m.doc.sentences[c.sentence.v].tokens;
    if (!s.contains(c.head) || !s.contains(c.tokens) || !c.tokens.contains(c.head)) return "tokens";
    if (c.light.valid() && (!s.contains(c.light) || c.kind != Kind::kNoun)) return "light";
    if (c.particle.valid() && !s.contains(c.particle)) return "particle";
    if (++per_sentence[c.sentence.v] > limits::kMaxClausesPerSentence) return "budget";
    if (c.first_argument != next_argument || c.last_argument < c.first_argument) return "argument range";
    next_argument = c.last_argument;
    uint32_t steps = 0;
    for (ClauseId p = c.parent; p.valid(); p = set[p].parent)
      if (p.v >= n || set[p].sentence != c.sentence || ++steps > n) return "parents";
    Role last = Role::kSubject;
    for (const Argument& a : set.args(c)) {
      if (a.role < last) return "roles out of order";
      last = a.role;
      if (!s.contains(a.head) || a.head == c.head) return "argument head";
      if (a.phrase.empty() || !s.contains(a.phrase) || !a.phrase.contains(a.head)) return "phrase";
      if (a.prep >= prepositions().size()) return "preposition";
      if (a.clause.valid() && (a.clause.v >= n || set[a.clause].head != a.head)) return "argument clause";
    }
  }
  if (next_argument != set.arguments.size()) return "arguments left over";
  for (uint32_t t = 0; t < set.at.size(); ++t)
    if (set.at[t].valid() && set[set.at[t]].head.v != t) return "at";
  return "";
}

std::string all_lines(const Made& m, const ClauseSet& set) {
  std::string out;
  for (uint32_t k = 0; k < set.clauses.size(); ++k) out += describe(set, ClauseId(k), m.doc, m.parse) + "\n";
  return out;
}

}  // namespace

TEST_CASE("clauses of random trees keep the promises of the header, and depend on nothing but the document") {
  std::mt19937 random(7);
  const Extractor extractor;
  const auto workspace = Extractor::make_workspace();
  for (int round = 0; round < 4000; ++round) {
    Made m;
    const int sentences = 1 + pick(random, 3);
    for (int s = 0; s < sentences; ++s) random_sentence(m, random, 1 + pick(random, 30u), round % 10 == 0);
    ClauseSet set, again;
    extractor.run(m.doc, m.parse, *workspace, set);
    const std::string wrong = violation(m, set);
    REQUIRE_MESSAGE(wrong.empty(), "round " << round << ": " << wrong << "\n" << all_lines(m, set));
    extractor.run(m.doc, m.parse, *Extractor::make_workspace(), again);
    REQUIRE(all_lines(m, set) == all_lines(m, again));
  }
}

TEST_CASE("the longest sentences, deep and broad, stay within the budget") {
  std::mt19937 random(11);
  const Extractor extractor;
  const auto workspace = Extractor::make_workspace();
  for (int round = 0; round < 60; ++round) {
    Made m;
    random_sentence(m, random, limits::kMaxSentenceTokens, round % 2 == 0);
    ClauseSet set;
    extractor.run(m.doc, m.parse, *workspace, set);
    CHECK(violation(m, set) == "");
  }
  for (const auto rel : {lang::Deprel::xcomp, lang::Deprel::conj, lang::Deprel::acl_relcl, lang::Deprel::parataxis}) {
    Made m;  // a chain of verbs, then a star of them
    for (uint32_t i = 0; i < limits::kMaxSentenceTokens; ++i)
      token(m, "urged", lang::Upos::VERB, lang::kFin, i == 0 ? 0 : i - 1, i == 0 ? lang::Deprel::root : rel);
    close_sentence(m, 0, text::SentenceKind::kBody);
    const auto first = static_cast<uint32_t>(m.doc.token_count());
    for (uint32_t i = 0; i < limits::kMaxSentenceTokens; ++i)
      token(m, "said", lang::Upos::VERB, lang::kFin, first, i == 0 ? lang::Deprel::root : rel);
    close_sentence(m, first, text::SentenceKind::kBody);
    ClauseSet set;
    extractor.run(m.doc, m.parse, *workspace, set);
    CHECK(violation(m, set) == "");
    CHECK(set.clauses.size() == 2 * limits::kMaxClausesPerSentence);
  }
}

TEST_CASE("an empty document has no clauses") {
  Made m;
  ClauseSet set;
  Extractor().run(m.doc, m.parse, *Extractor::make_workspace(), set);
  CHECK(set.clauses.empty());
  CHECK(set.at.empty());
}

TEST_CASE("prepositions are found by their text, multiword ones too") {
  CHECK(find_preposition("") == 0);
  CHECK(find_preposition("no such") == 0);
  for (size_t i = 1; i < prepositions().size(); ++i) CHECK(find_preposition(prepositions()[i]) == i);
  CHECK(prepositions()[find_preposition("because of")] == "because of");
}
