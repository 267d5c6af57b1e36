// Which expression dates a clause. The tree says where a time phrase hangs; parsers often hang it one noun too low
// ("held talks in Geneva on Wednesday"), so a phrase may climb through names and plain objects up to the first
// predicate.
#include <algorithm>
#include <span>

#include "dates/dates.h"
#include "dates/tenses.h"

namespace casus::dates {

namespace {

using clauses::Clause;
using clauses::ClauseSet;
using clauses::Relation;
using lang::Deprel;

constexpr int kMaxClimb = 6;        // from the expression up to its predicate
constexpr int kMaxClauseClimb = 4;  // from clause to governing clause

bool datable(const Expression& e) {
  return (e.type == Type::kDate || e.type == Type::kTime) && !e.background && !e.from.empty();
}

// The token whose predicate the expression dates: climbs over the date's own words, proper names, and nouns that tell
// no event; none if the way ends at the root without a clause.
TokenId dated_token(const Expression& e, const ClauseSet& clauses, const lang::Parse& parse,
                    const text::Document& doc) {
  TokenId t = top_of(parse, e.tokens);
  const bool weak = !(t.v < doc.token_count()) || parse.is_root(t);
  if (weak) return clauses.at[t.v].valid() ? t : TokenId();
  Deprel way = parse.deprel[t.v];
  for (int step = 0; step < kMaxClimb; ++step) {
    if (parse.is_root(t)) return {};
    way = parse.deprel[t.v];
    t = parse.head_of(t);
    if (clauses.at[t.v].valid()) return t;
    // A relative or other clause without a predicate of ours is a wall; so is a possessor.
    if (way == Deprel::acl_relcl || way == Deprel::advcl) return {};
    if (lang::base(parse.deprel[t.v]) == Deprel::punct) return {};
  }
  return {};
}

bool finer(const Expression& a, const Expression& b) { return a.granularity < b.granularity; }

std::span<const Expression> inside(const DateSet& set, TokenRange sentence) {
  const auto begin = std::lower_bound(set.expressions.begin(), set.expressions.end(), sentence.first,
                                      [](const Expression& e, uint32_t t) { return e.tokens.first < t; });
  auto end = begin;
  while (end != set.expressions.end() && end->tokens.first < sentence.last) ++end;
  return {begin, end};
}

// The expression that hangs on token `head`, the finest if there are several.
const Expression* on_token(const DateSet& set, const ClauseSet& clauses, TokenId head, TokenRange sentence,
                           const text::Document& doc, const lang::Parse& parse) {
  const Expression* best = nullptr;
  for (const Expression& e : inside(set, sentence)) {
    if (!datable(e)) continue;
    if (dated_token(e, clauses, parse, doc) == head && (!best || finer(e, *best))) best = &e;
  }
  return best;
}

const Expression* on_clause(const DateSet& set, const ClauseSet& clauses, const Clause& c, TokenRange sentence,
                            const text::Document& doc, const lang::Parse& parse) {
  const Expression* e = on_token(set, clauses, c.head, sentence, doc, parse);
  if (!e && c.light.valid()) e = on_token(set, clauses, c.light, sentence, doc, parse);
  return e;
}

// "arrested on Friday when they marched": the word that opens the clause says that both are at one time.
bool simultaneous(const Clause& inner, const lang::Parse& parse, const text::Document& doc) {
  for (uint32_t t = inner.tokens.first; t < inner.head.v; ++t) {
    const std::string_view f = doc.form(TokenId(t));
    if (parse.head[t] == inner.head.v && (f == "when" || f == "as" || f == "while" || f == "during")) return true;
  }
  return false;
}

// A clause that tells of the same time as the one that governs it: "agreed Wednesday to send", "began talks Wednesday",
// "killing two". A finite complement ("said Wednesday that") is another time.
bool same_time(const Clause& inner, const Clause& outer, const lang::Parse& parse, const text::Document& doc) {
  switch (inner.relation) {
    case Relation::kResult:
    case Relation::kManner:
    case Relation::kPurpose:
      return true;
    case Relation::kConjunct:
      return inner.tense == outer.tense || inner.tense == clauses::Tense::kNone;
    case Relation::kNominal:
      return inner.kind == clauses::Kind::kNoun && !parse.has(inner.head, lang::kPoss);
    case Relation::kComplement:
      return inner.kind == clauses::Kind::kNoun ||
             (inner.tense == clauses::Tense::kNone && inner.modal == clauses::Modal::kNone && !inner.perfect);
    case Relation::kTime:
      return inner.tense == outer.tense && simultaneous(inner, parse, doc);
    default:
      return false;
  }
}

// Whether the noun clause is an object of its governing clause ("launched an attack Wednesday"), not a remote modifier.
bool is_argument(const Clause& inner, const Clause& outer, const ClauseSet& clauses) {
  for (const clauses::Argument& a : clauses.args(outer))
    if (a.head == inner.head &&
        (a.role == clauses::Role::kObject || a.role == clauses::Role::kSubject || a.role == clauses::Role::kComplement))
      return true;
  return inner.kind != clauses::Kind::kNoun;
}

}  // namespace

const Expression* date_of(const DateSet& set, const ClauseSet& clauses, const Clause& clause, const text::Document& doc,
                          const lang::Parse& parse) {
  if (set.expressions.empty() || clauses.at.size() != doc.token_count() || parse.head.size() != doc.token_count())
    return nullptr;
  if (!clause.head.valid() || clause.head.v >= doc.token_count() || clause.sentence.v >= doc.sentences.size())
    return nullptr;
  const TokenRange sentence = doc.sentences[clause.sentence.v].tokens;
  if (const Expression* own = on_clause(set, clauses, clause, sentence, doc, parse)) return own;

  const Clause* inner = &clause;
  for (int step = 0; step < kMaxClauseClimb && inner->parent.valid() && inner->parent.v < clauses.clauses.size();
       ++step) {
    const Clause& outer = clauses[inner->parent];
    if (!same_time(*inner, outer, parse, doc) || !is_argument(*inner, outer, clauses)) break;
    if (const Expression* e = on_clause(set, clauses, outer, sentence, doc, parse)) return e;
    inner = &outer;
  }
  // A later conjunct often carries the date of both: "met and signed a pact on Friday".
  for (uint32_t t = sentence.first; t < sentence.last; ++t) {
    if (!clauses.at[t].valid()) continue;
    const Clause& other = clauses[clauses.at[t]];
    if (other.relation != Relation::kConjunct || !other.parent.valid()) continue;
    if (other.parent.v >= clauses.clauses.size() || clauses[other.parent].head != clause.head ||
        other.tense != clause.tense)
      continue;
    if (const Expression* e = on_clause(set, clauses, other, sentence, doc, parse)) return e;
  }
  // Nothing of its own: the sentence's only day, unless the act lies before what the day dates ("said Friday … had
  // killed").
  if (clause.perfect || clause.modal != clauses::Modal::kNone || clause.tense == clauses::Tense::kFuture ||
      clause.relation == Relation::kRelative)
    return nullptr;
  const Expression* only = nullptr;
  for (const Expression& e : inside(set, sentence)) {
    if (!datable(e)) continue;
    if (only || e.granularity > Granularity::kDay) return nullptr;
    only = &e;
  }
  // It must hang on nothing, or on a clause above ("said Friday that"), not on another act beside this one.
  if (!only) return nullptr;
  const TokenId owner = dated_token(*only, clauses, parse, doc);
  if (!owner.valid()) return only;
  inner = &clause;
  for (int step = 0; step < kMaxClauseClimb && inner->parent.valid() && inner->parent.v < clauses.clauses.size();
       ++step) {
    inner = &clauses[inner->parent];
    if (inner->head == owner || (inner->light.valid() && inner->light == owner)) return only;
  }
  return nullptr;
}

}  // namespace casus::dates
