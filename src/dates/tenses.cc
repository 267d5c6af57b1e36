#include "dates/tenses.h"

#include <algorithm>
#include <string_view>

namespace casus::dates {

namespace {

constexpr int kMaxClimb = 16;  // steps up a tree; deeper nesting is left to the words before

bool one_of(std::string_view s, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

// Verbs that set a time ahead, also in the past tense: "scheduled a vote for Tuesday".
bool sets_ahead(std::string_view lemma) {
  return one_of(lemma, {"schedule", "plan", "expect", "slate", "postpone", "anticipate", "delay", "await", "forecast"});
}

// Verbs whose infinitive tells what happened: its time is theirs.
bool implies(std::string_view lemma) {
  return one_of(lemma, {"begin", "start", "continue", "try", "manage", "fail", "help", "have", "use", "go", "come",
                        "cease", "rush", "dare"});
}

// Events that a possessive weekday often announces: "before Friday's summit".
bool announced_noun(std::string_view lemma) {
  return one_of(lemma, {"election", "vote", "summit", "meeting", "talk", "deadline", "debate", "hearing", "referendum",
                        "match", "game", "poll", "conference", "ceremony", "session", "visit"});
}

When of_clause(const lang::Parse& parse, const clauses::Clause& c) {
  using clauses::Modal;
  using clauses::Tense;
  if (c.tense == Tense::kFuture) return When::kFuture;
  if (c.modal != Modal::kNone && !c.perfect) return When::kFuture;
  if (c.perfect || c.tense == Tense::kPast) return When::kPast;
  if (c.tense == Tense::kPresent) return c.progressive ? When::kFuture : When::kPresent;
  if (c.kind == clauses::Kind::kVerb && c.head.v < parse.feats.size()) {
    if (parse.has(c.head, lang::kInf)) {
      const lang::Deprel d = lang::base(parse.deprel[c.head.v]);
      const bool leans =
          d == lang::Deprel::advcl || (d == lang::Deprel::xcomp && implies(parse.lemma(parse.head_of(c.head))));
      return leans ? When::kUnknown : When::kFuture;  // unknown: the clause above tells
    }
    if (parse.has(c.head, lang::kPart) && parse.has(c.head, lang::kPast)) return When::kPast;
  }
  return When::kUnknown;
}

// The words before the expression, nearest first: an auxiliary of the future or a verb in the past.
When of_words(const text::Document& doc, const lang::Parse& parse, TokenRange sentence, TokenRange range) {
  constexpr uint32_t kReach = 24;
  const uint32_t stop = range.first > sentence.first + kReach ? range.first - kReach : sentence.first;
  const auto look = [&](uint32_t t) {
    const std::string_view f = doc.form(TokenId(t));
    if (one_of(f, {"will", "'ll", "shall", "would", "may", "might", "can", "could", "must", "should", "wo"}))
      return When::kFuture;
    if (one_of(f, {"was", "were", "had", "did", "has", "have", "said"})) return When::kPast;
    if (t < parse.upos.size() && parse.upos[t] == lang::Upos::VERB) {
      if (parse.has(TokenId(t), lang::kPast)) return When::kPast;
      if (parse.has(TokenId(t), lang::kInf)) return When::kFuture;
    }
    return When::kUnknown;
  };
  for (uint32_t t = range.first; t-- > stop;)
    if (const When w = look(t); w != When::kUnknown) return w;
  for (uint32_t t = range.last; t < sentence.last && t < range.last + kReach; ++t)
    if (const When w = look(t); w != When::kUnknown) return w;
  return When::kUnknown;
}

}  // namespace

TokenId top_of(const lang::Parse& parse, TokenRange range) {
  for (uint32_t t = range.first; t < range.last && t < parse.head.size(); ++t)
    if (!range.contains(TokenId(parse.head[t])) || parse.head[t] == t) return TokenId(t);
  return TokenId(range.first);
}

When tense_at(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
              TokenRange sentence, TokenRange range) {
  if (clauses.at.size() == doc.token_count() && parse.head.size() == doc.token_count() &&
      parse.lemma_at.size() == doc.token_count() + 1) {
    TokenId t = top_of(parse, range);
    const bool owner = parse.deprel[t.v] == lang::Deprel::nmod_poss && !announced_noun(parse.lemma(parse.head_of(t)));
    if (owner) return When::kPast;
    for (int step = 0; step < kMaxClimb; ++step) {
      if (clauses.at[t.v].valid() && !range.contains(t)) {
        if (step > 0 && step <= 2 && sets_ahead(parse.lemma(t))) return When::kFuture;
        const When w = of_clause(parse, clauses[clauses.at[t.v]]);
        if (w != When::kUnknown) return w;
      }
      if (parse.is_root(t)) break;
      t = parse.head_of(t);
    }
  }
  return of_words(doc, parse, sentence, range);
}

}  // namespace casus::dates
