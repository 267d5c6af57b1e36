// Which place a clause carries: what hangs on its own predicate in the tree, then on clauses of the same event, then
// the dateline for the acts that the first paragraph reports.
#include <algorithm>
#include <initializer_list>
#include <span>
#include <string_view>

#include "places/places.h"

namespace casus::places {

namespace {

using clauses::Clause;
using clauses::ClauseSet;
using clauses::Relation;
using lang::Deprel;

constexpr int kMaxClimb = 10;       // from the name up to a predicate
constexpr int kMaxClauseClimb = 4;  // from clause to governing clause

std::span<const Place> inside(const PlaceSet& set, TokenRange sentence) {
  const auto begin = std::lower_bound(set.places.begin(), set.places.end(), sentence.first,
                                      [](const Place& p, uint32_t t) { return p.tokens.first < t; });
  auto end = begin;
  while (end != set.places.end() && end->tokens.first < sentence.last) ++end;
  return {begin, end};
}

struct Site {
  TokenId predicate;  // none if the way up meets none
  int steps = 0;
};

bool one_of(std::string_view s, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

// Whether the phrase of token t is a topic, a cause or an opponent: what lies in it happened elsewhere ("expelled
// guards over the attack in X").
bool topic(uint32_t t, const lang::Parse& parse, const text::Document& doc, TokenRange sentence) {
  for (uint32_t k = t; k-- > sentence.first && k + 12 > t;)
    if (parse.head[k] == t && parse.deprel[k] == Deprel::case_)
      return one_of(doc.form(TokenId(k)), {"over", "about", "against", "regarding", "concerning", "after", "before",
                                           "since", "despite", "for", "following", "like", "than", "as"});
  return false;
}

// Verbs that "to X" and "from X" give a place: going, sending, leaving.
bool moves(std::string_view lemma) {
  return one_of(
      lemma,
      {"go",         "come",        "travel",     "fly",     "arrive",    "return",  "move",   "withdraw", "flee",
       "retreat",    "leave",       "head",       "enter",   "march",     "advance", "deploy", "send",     "deport",
       "evacuate",   "transfer",    "extradite",  "escape",  "drive",     "sail",    "cross",  "walk",     "run",
       "bring",      "take",        "carry",      "ship",    "deliver",   "fire",    "launch", "visit",    "trip",
       "withdrawal", "deportation", "evacuation", "return",  "departure", "arrival", "flight", "journey",  "deployment",
       "expel",      "drop",        "infiltrate", "smuggle", "push",      "pull",    "spread", "extend",   "invade"});
}

// The first predicate above the place; none if a topic or a clause without a predicate stands between.
Site site_of(const Place& p, const ClauseSet& clauses, const lang::Parse& parse, const text::Document& doc,
             TokenRange sentence) {
  TokenId t(p.tokens.first);
  for (uint32_t k = p.tokens.first; k < p.tokens.last; ++k)
    if (!p.tokens.contains(TokenId(parse.head[k])) || parse.head[k] == k) {
      t = TokenId(k);
      break;
    }
  for (int step = 1; step <= kMaxClimb && !parse.is_root(t); ++step) {
    if (step > 1 && topic(t.v, parse, doc, sentence)) return {};
    t = parse.head_of(t);
    if (clauses.at[t.v].valid()) return {t, step};
  }
  return {};
}

// Sites before ways, near before far, the finer before the coarser.
bool better(const Place& a, int a_steps, const Place& b, int b_steps) {
  if (a.motion != b.motion) return !a.motion;
  const bool a_city = a.precision == Precision::kCity, b_city = b.precision == Precision::kCity;
  if (a_city != b_city) return a_city;
  return a_steps < b_steps;
}

// Verbs whose object is the site, if it is a place.
bool takes_site(std::string_view lemma) {
  return one_of(lemma, {"visit", "tour", "enter", "reach", "invade", "occupy", "bomb", "shell", "raid", "storm",
                        "capture", "recapture", "retake", "besiege", "liberate", "blockade"});
}

// "visited Dhaka": the place that is the object of such a verb.
const Place* as_object(const PlaceSet& set, const ClauseSet& clauses, const Clause& c, TokenRange sentence,
                       const lang::Parse& parse) {
  if (!takes_site(parse.lemma(c.head))) return nullptr;
  for (const clauses::Argument& a : clauses.args(c)) {
    if (a.role != clauses::Role::kObject) continue;
    for (const Place& p : inside(set, sentence))
      if (p.tokens.contains(a.head)) return &p;
  }
  return nullptr;
}

const Place* on_clause(const PlaceSet& set, const ClauseSet& clauses, const Clause& c, TokenRange sentence,
                       const lang::Parse& parse, const text::Document& doc) {
  const Place* best = nullptr;
  int best_steps = 0;
  for (const Place& p : inside(set, sentence)) {
    if (!p.locative || p.dateline) continue;
    if (p.motion && !moves(parse.lemma(c.head)) && !(c.light.valid() && moves(parse.lemma(c.light)))) continue;
    const Site s = site_of(p, clauses, parse, doc, sentence);
    if (!s.predicate.valid() || (s.predicate != c.head && (!c.light.valid() || s.predicate != c.light))) continue;
    if (!best || better(p, s.steps, *best, best_steps)) best = &p, best_steps = s.steps;
  }
  return best;
}

// Verbs that only speak of an act: the place of the act is not theirs ("condemned the raid in X").
bool speaks_of(std::string_view lemma) {
  return one_of(lemma, {"condemn", "criticize",   "criticise", "denounce", "deplore", "decry",    "praise",   "welcome",
                        "hail",    "reject",      "oppose",    "support",  "back",    "endorse",  "defend",   "discuss",
                        "protest", "investigate", "deny",      "cite",     "demand",  "urge",     "seek",     "mention",
                        "report",  "announce",    "say",       "see",      "watch",   "expect",   "fear",     "cause",
                        "follow",  "blame",       "accuse",    "regret",   "mourn",   "recall",   "describe", "compare",
                        "note",    "confirm",     "claim",     "call",     "expel",   "sanction", "punish"});
}

bool same_event(const ClauseSet& clauses, const Clause& inner, const Clause& outer, const lang::Parse& parse) {
  switch (inner.relation) {
    case Relation::kResult:
    case Relation::kManner:
      return true;
    case Relation::kConjunct:
      return inner.tense == outer.tense || inner.tense == clauses::Tense::kNone;
    case Relation::kComplement:
      return inner.kind == clauses::Kind::kNoun && !speaks_of(parse.lemma(outer.head));
    case Relation::kNominal:
      if (inner.kind != clauses::Kind::kNoun || speaks_of(parse.lemma(outer.head))) return false;
      for (const clauses::Argument& a : clauses.args(outer))
        if (a.head == inner.head &&
            (a.role == clauses::Role::kObject ||
             (a.role == clauses::Role::kPrep &&
              one_of(clauses::prepositions()[a.prep], {"in", "at", "on", "near", "outside", "inside", "during"}))))
          return true;
      return false;
    default:
      return false;
  }
}

// Whether `inner` is what `outer` agrees to, plans or begins: an infinitive or gerund below it, or an event noun of
// that one.
bool promised(const ClauseSet& clauses, const Clause& inner, const Clause& outer) {
  const Clause* c = &inner;
  for (int step = 0; step < kMaxClauseClimb; ++step) {
    const bool noun = c->kind == clauses::Kind::kNoun && c->light.valid();
    const bool unfinite = c->relation == Relation::kComplement && c->tense == clauses::Tense::kNone && !c->perfect;
    if (!(unfinite || (noun && (c->relation == Relation::kNominal || c->relation == Relation::kComplement))))
      return false;
    if (!c->parent.valid() || c->parent.v >= clauses.clauses.size()) return false;
    c = &clauses[c->parent];
    if (c->head == outer.head) return true;
  }
  return false;
}

// Acts that a dateline may place: told as done, by the main line of the report.
bool reported(const ClauseSet& clauses, const Clause& clause) {
  const Clause* c = &clause;
  if (c->modal != clauses::Modal::kNone || c->conditional || c->negations % 2 != 0) return false;
  if (c->tense != clauses::Tense::kPast && !(c->perfect && c->tense == clauses::Tense::kPresent) &&
      !(c->kind == clauses::Kind::kNoun && c->light.valid()))
    return false;
  for (int step = 0; step < kMaxClauseClimb; ++step) {
    switch (c->relation) {
      case Relation::kRoot:
        return true;
      case Relation::kConjunct:
      case Relation::kComplement:
      case Relation::kQuote:
      case Relation::kParataxis:
      case Relation::kResult:
        break;
      default:
        return false;
    }
    if (!c->parent.valid() || c->parent.v >= clauses.clauses.size()) return true;
    c = &clauses[c->parent];
  }
  return false;
}

}  // namespace

const Place* place_of(const PlaceSet& set, const ClauseSet& clauses, const Clause& clause, const text::Document& doc,
                      const lang::Parse& parse) {
  const size_t n = doc.token_count();
  if (set.places.empty() || clauses.at.size() != n || parse.head.size() != n || parse.lemma_at.size() != n + 1)
    return nullptr;
  if (!clause.head.valid() || clause.head.v >= n || clause.sentence.v >= doc.sentences.size()) return nullptr;
  const text::Sentence& sentence = doc.sentences[clause.sentence.v];
  if (const Place* own = on_clause(set, clauses, clause, sentence.tokens, parse, doc)) return own;
  if (const Place* object = as_object(set, clauses, clause, sentence.tokens, parse)) return object;
  const Clause* inner = &clause;
  for (int step = 0; step < kMaxClauseClimb && inner->parent.valid() && inner->parent.v < clauses.clauses.size();
       ++step) {
    const Clause& outer = clauses[inner->parent];
    if (!same_event(clauses, *inner, outer, parse)) break;
    if (const Place* p = on_clause(set, clauses, outer, sentence.tokens, parse, doc)) return p;
    inner = &outer;
  }
  // What the clause governs may carry the place: "launched raids, killing ten in Mosul".
  for (uint32_t t = sentence.tokens.first; t < sentence.tokens.last; ++t) {
    if (!clauses.at[t].valid()) continue;
    const Clause& other = clauses[clauses.at[t]];
    if (!other.parent.valid() || other.parent.v >= clauses.clauses.size() ||
        clauses[other.parent].head != clause.head || !same_event(clauses, other, clause, parse))
      continue;
    if (const Place* p = on_clause(set, clauses, other, sentence.tokens, parse, doc)) return p;
  }
  // What it agrees to, plans or begins has its place ("agreed to meet in Riga").
  for (uint32_t t = clause.head.v + 1; t < sentence.tokens.last; ++t) {
    if (!clauses.at[t].valid()) continue;
    const Clause& other = clauses[clauses.at[t]];
    if (!promised(clauses, other, clause)) continue;
    const Place* p = on_clause(set, clauses, other, sentence.tokens, parse, doc);
    if (p && !p->motion) return p;
  }
  // The dateline, if it stands before this very paragraph and the sentence names no other site.
  if (!reported(clauses, clause)) return nullptr;
  for (const Place& p : inside(set, sentence.tokens))
    if (p.locative && !p.dateline) return nullptr;
  const Place* dateline = nullptr;
  for (const Place& p : set.places) {
    if (p.tokens.first >= sentence.tokens.first) break;
    if (!p.dateline) return nullptr;  // a later sentence, with places told in between
    if (!dateline) dateline = &p;
  }
  if (!dateline) return nullptr;
  // The first paragraph: no more than two sentences after the dateline.
  uint32_t after = 0;
  for (uint32_t s = 0; s < clause.sentence.v; ++s)
    if (doc.sentences[s].kind == text::SentenceKind::kBody) ++after;
  return after <= 1 ? dateline : nullptr;
}

}  // namespace casus::places
