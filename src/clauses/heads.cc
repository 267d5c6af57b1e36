// Which tokens head clauses, of which kind, and what each clause is to the one above it.
#include <algorithm>

#include "base/limits.h"
#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

namespace {
// Relations under which a token never heads a clause.
bool inert(Deprel d) {
  switch (d) {
    case Deprel::aux:
    case Deprel::aux_pass:
    case Deprel::cop:
    case Deprel::case_:
    case Deprel::mark:
    case Deprel::cc:
    case Deprel::cc_preconj:
    case Deprel::fixed:
    case Deprel::flat:
    case Deprel::flat_foreign:
    case Deprel::flat_name:
    case Deprel::goeswith:
    case Deprel::punct:
    case Deprel::det:
    case Deprel::det_predet:
    case Deprel::expl:
    case Deprel::compound:
    case Deprel::compound_prt:
    case Deprel::reparandum:
    case Deprel::clf:
    case Deprel::nummod:
    case Deprel::discourse:
    case Deprel::vocative:
    case Deprel::orphan:
      return true;
    default:
      return false;
  }
}

// Relations of clauses, as opposed to noun phrases.
bool clausal(Deprel d) {
  switch (d) {
    case Deprel::root:
    case Deprel::ccomp:
    case Deprel::xcomp:
    case Deprel::advcl:
    case Deprel::advcl_relcl:
    case Deprel::acl:
    case Deprel::acl_relcl:
    case Deprel::csubj:
    case Deprel::csubj_outer:
    case Deprel::csubj_pass:
    case Deprel::parataxis:
    case Deprel::conj:
    case Deprel::list:
    case Deprel::dep:
      return true;
    default:
      return false;
  }
}
}  // namespace

bool Builder::kind_of_verb(uint32_t i) const {
  if (rel(i) == Deprel::amod) return upos(w_.head[i]) == Upos::NOUN || upos(w_.head[i]) == Upos::PROPN;
  return rel(i) != Deprel::advmod || has_child(i, Deprel::obj);
}

// A noun with something that only an event has: possessor, preposition, complement; or what a light verb does.
bool Builder::kind_of_noun(uint32_t i) const {
  if (!may_be_event(i)) return false;
  if (!eventive_.empty() || w_.existential[i]) return true;
  for (const uint32_t c : children(i)) {
    const Deprel d = rel(c);
    if (d == Deprel::nmod_poss || (d == Deprel::acl && (has_to(c) || has_child(c, Deprel::mark)))) return true;
    if ((d == Deprel::nmod || d == Deprel::obl || d == Deprel::ccomp) && c > i) return true;
  }
  const uint32_t h = w_.head[i];
  const Deprel d = rel(i);
  const bool object = d == Deprel::obj || d == Deprel::nsubj_pass;
  if (object && lex(h, kLexLight | kLexSupport)) return true;
  if (d == Deprel::obl && lex(h, kLexUnder) && preposition_is(i, Word::kUnder)) return true;
  // Conjuncts of such a noun come later in the order of depth than the noun.
  return d == Deprel::conj && clause_at(h) >= 0 && upos(h) == Upos::NOUN && lex(w_.head[h], kLexLight | kLexSupport);
}

bool Builder::kind_of(uint32_t i, Kind& kind) const {
  if (inert(rel(i)) || w_.merged[i]) return false;
  bool cop = false, subject = false, object = false, auxiliary = false, inner = false;
  for (const uint32_t c : children(i)) {
    const Deprel d = rel(c);
    cop |= d == Deprel::cop;
    subject |= d == Deprel::nsubj || d == Deprel::nsubj_pass || d == Deprel::csubj;
    object |= d == Deprel::obj;
    auxiliary |= d == Deprel::aux || d == Deprel::aux_pass;
    inner |=
        d == Deprel::xcomp || d == Deprel::ccomp || (d == Deprel::obl && c > i) || (d == Deprel::advcl && has_to(c));
  }
  const bool in_clause = clausal(rel(i));
  const bool of_clause = rel(i) == Deprel::conj && clause_at(w_.head[i]) >= 0;
  switch (upos(i)) {
    case Upos::VERB:
      kind = Kind::kVerb;
      return kind_of_verb(i);
    case Upos::AUX:
      kind = Kind::kVerb;
      return in_clause && subject;
    case Upos::ADJ:
      kind = Kind::kAdjective;
      if (object && subject && !cop) kind = Kind::kVerb;  // a verb tagged as an adjective
      if (rel(i) == Deprel::amod) return inner && i > w_.head[i];
      return in_clause &&
             (cop || subject || inner || (rel(i) != Deprel::conj && rel(i) != Deprel::acl_relcl) || of_clause) &&
             (rel(i) != Deprel::conj || cop || subject || of_clause);
    case Upos::PUNCT:
    case Upos::CCONJ:
    case Upos::DET:
    case Upos::PART:
    case Upos::SCONJ:
      if (!cop || !subject) return false;
      kind = Kind::kCopula;
      return true;
    default:
      break;
  }
  if (w_.existential[i]) {
    kind = Kind::kNoun;
    return true;
  }
  const bool predicate = in_clause && (cop || subject);
  if (object && subject && !cop && upos(i) != Upos::PRON) {
    kind = Kind::kVerb;  // a verb tagged as a noun, as in headlines
    return in_clause;
  }
  if (predicate || rel(i) == Deprel::xcomp) {
    kind = Kind::kCopula;
    return true;
  }
  kind = Kind::kNoun;
  if (kind_of_noun(i)) return true;
  kind = Kind::kCopula;
  return of_clause && nominal(i) && case_of(i) == kNoToken &&
         w_.kinds[w_.head[i]] == static_cast<uint8_t>(Kind::kCopula);
}

void Builder::find_heads() {
  // In the order of depth, so that the deepest are left out when the budget is spent.
  uint32_t count = 0;
  auto& kinds = w_.kinds;
  kinds.assign(w_.size, 0);
  for (const uint32_t i : w_.order) {
    Kind kind = Kind::kVerb;
    if (count >= limits::kMaxClausesPerSentence || !kind_of(i, kind)) continue;
    w_.clause[i] = 0;
    kinds[i] = static_cast<uint8_t>(kind);
    ++count;
  }
  for (uint32_t i = 0; i < w_.size; ++i) {
    if (w_.clause[i] < 0) continue;
    w_.clause[i] = static_cast<int32_t>(w_.works.size());
    Work& work = w_.works.emplace_back();
    work.token = i;
    work.clause.head = global(i);
    work.clause.kind = static_cast<Kind>(kinds[i]);
    work.clause.sentence = w_.sentence;
  }
  for (const uint32_t i : w_.order) {
    if (is_root(i)) continue;
    const uint32_t h = w_.head[i];
    w_.above[i] = clause_at(h) >= 0 ? clause_at(h) : w_.above[h];
  }
}

// What the marker says: "to" purpose, "if" condition, "after" time, … ; without one, form and place decide.
Relation Builder::adverbial_relation(Work& work) {
  const uint32_t i = work.token;
  Word first = Word::kOther;
  bool even = false;
  for (const uint32_t c : children(i)) {
    if (c > i) break;
    const Deprel d = rel(c);
    const Word m = word(c);
    even |= m == Word::kEven;
    const bool marker = d == Deprel::mark || d == Deprel::case_ || (d == Deprel::advmod && m != Word::kOther);
    if (!marker || m == Word::kOther) continue;
    for (const uint32_t f : children(c)) {
      if (rel(f) != Deprel::fixed) continue;
      if (m == Word::kIn && word(f) == Word::kOrder) return Relation::kPurpose;
      if (m == Word::kIn && word(f) == Word::kCase) return Relation::kCondition;
      if (m == Word::kSo) return Relation::kPurpose;
      if (m == Word::kAs && (word(f) == Word::kIf || word(f) == Word::kThough)) return Relation::kManner;
    }
    if (first == Word::kSo && m == Word::kThat) return Relation::kPurpose;
    if (first == Word::kAs && (m == Word::kIf || m == Word::kThough)) return Relation::kManner;
    if (first == Word::kOther) first = m, work.mark = c;
  }
  switch (first) {
    case Word::kTo:
      return Relation::kPurpose;
    case Word::kIf:
      return even ? Relation::kConcession : Relation::kCondition;
    case Word::kUnless:
    case Word::kProvided:
      return Relation::kCondition;
    case Word::kAfter:
    case Word::kBefore:
    case Word::kWhen:
    case Word::kAs:
    case Word::kWhile:
    case Word::kSince:
    case Word::kUntil:
    case Word::kUpon:
    case Word::kOn:
    case Word::kOnce:
      return Relation::kTime;
    case Word::kBecause:
    case Word::kGiven:
    case Word::kFor:
    case Word::kOver:
      return Relation::kReason;
    case Word::kAlthough:
    case Word::kThough:
    case Word::kWhereas:
    case Word::kDespite:
      return Relation::kConcession;
    case Word::kSo:
      return Relation::kResult;
    case Word::kOther:
      break;
    default:
      return Relation::kManner;
  }
  // "had they known", "should talks fail"
  for (const uint32_t c : children(i)) {
    if (rel(c) == Deprel::nsubj || c > i) break;
    if ((rel(c) == Deprel::aux || rel(c) == Deprel::cop) &&
        (word(c) == Word::kHad || word(c) == Word::kShould || word(c) == Word::kWas) && subject_child(i) != kNoToken)
      return Relation::kCondition;
  }
  const bool after = i > w_.head[i];
  return is_ing(i) && after ? Relation::kResult : Relation::kManner;
}

Comp Builder::complement_form(const Work& work) const {
  const uint32_t i = work.token;
  if (between_quotes(i)) {
    // The quotation must begin inside the clause or right before it: a quoted word does not make a quotation.
    const uint32_t parent = w_.head[i];
    if (!between_quotes(parent)) return Comp::kQuote;
  }
  bool to = false;
  for (const uint32_t c : children(i)) {
    if (c > i) break;
    if (antecedent(c) != kNoToken) continue;
    switch (word(c)) {
      case Word::kTo:
        to |= rel(c) == Deprel::mark;
        break;
      case Word::kIf:
      case Word::kWhether:
      case Word::kHow:
      case Word::kWhy:
      case Word::kWhat:
      case Word::kWho:
      case Word::kWhom:
      case Word::kWhose:
      case Word::kWhich:
      case Word::kWhere:
      case Word::kWhen:
        return Comp::kWh;
      default:
        break;
    }
  }
  if (to) return Comp::kTo;
  if (work.clause.kind == Kind::kVerb && is_ing(i) && !has_child(i, Deprel::aux)) return Comp::kGerund;
  if (rel(i) == Deprel::xcomp) return work.clause.kind == Kind::kVerb ? Comp::kTo : Comp::kNone;
  return Comp::kThat;
}

void Builder::relate_one(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  Clause& c = work.clause;
  const uint32_t i = work.token;
  work.parent = w_.above[i];
  const int32_t direct = is_root(i) ? kNoClause : clause_at(w_.head[i]);
  work.to = has_to(i);
  switch (rel(i)) {
    case Deprel::root:
      c.relation = Relation::kRoot;
      break;
    case Deprel::conj:
      c.relation =
          direct >= 0 && !(c.kind == Kind::kNoun && w_.works[static_cast<size_t>(direct)].clause.kind != Kind::kNoun)
              ? Relation::kConjunct
              : Relation::kNominal;
      break;
    case Deprel::ccomp:
    case Deprel::xcomp:
    case Deprel::csubj:
    case Deprel::csubj_pass:
    case Deprel::csubj_outer:
      if (rel(i) == Deprel::xcomp && adverbial_marker(i)) {
        c.relation = adverbial_relation(work);
        break;
      }
      work.comp = complement_form(work);
      c.relation = work.comp == Comp::kQuote ? Relation::kQuote : Relation::kComplement;
      break;
    case Deprel::advcl:
      c.relation = adverbial_relation(work);
      if (governed_gerund(work))
        c.relation = Relation::kComplement, work.comp = Comp::kGerund;
      else if (bare_gerund(work))
        c.relation = Relation::kComplement, work.comp = Comp::kGerund;
      else if (whether(i))
        c.relation = Relation::kComplement, work.comp = Comp::kWh;
      else if (direct >= 0 && work.to && work.mark != kNoToken &&
               (word(work.mark) == Word::kTo || word(work.mark) == Word::kFor) && takes_infinitive(direct))
        c.relation = Relation::kComplement, work.comp = Comp::kTo;
      break;
    case Deprel::acl:
    case Deprel::acl_relcl:
    case Deprel::advcl_relcl:
    case Deprel::amod:
      c.relation = Relation::kRelative;
      if (rel(i) == Deprel::acl && noun_complement(work, direct)) c.relation = Relation::kComplement;
      break;
    case Deprel::parataxis:
      c.relation = Relation::kParataxis;
      // ", killing two" is no clause of its own right.
      if (c.kind == Kind::kVerb && is_ing(i) && !has_child(i, Deprel::aux) && subject_child(i) == kNoToken &&
          i > w_.head[i] && direct >= 0)
        c.relation = Relation::kResult;
      break;
    case Deprel::appos:
    case Deprel::list:
    case Deprel::dep:
      c.relation = c.kind == Kind::kNoun ? Relation::kNominal : Relation::kParataxis;
      break;
    default:
      c.relation = Relation::kNominal;
  }
}

// "accused of bombing", "prevented from leaving": the preposition belongs to the verb.
bool Builder::governed_gerund(Work& work) const {
  if (work.mark == kNoToken || work.clause.kind != Kind::kVerb || !is_ing(work.token)) return false;
  const uint32_t h = w_.head[work.token];
  if (work.token < h || word(work.mark) == Word::kOther) return false;
  switch (word(work.mark)) {
    case Word::kOf:
    case Word::kFrom:
    case Word::kInto:
    case Word::kAbout:
    case Word::kAgainst:
    case Word::kTo:
    case Word::kAt:
      return true;
    case Word::kWith:
      return upos(h) == Upos::VERB;
    case Word::kIn:
      return lex(h, kLexInGerund);
    case Word::kOn:
      return lex(h, kLexOnGerund);
    default:
      return false;
  }
}

// "decided on whether to …"
bool Builder::whether(uint32_t i) const {
  for (const uint32_t c : children(i))
    if (c < i && word(c) == Word::kWhether) return true;
  return false;
}

// "says when asked": a marker of time or reason makes no complement.
bool Builder::adverbial_marker(uint32_t i) const {
  for (const uint32_t c : children(i)) {
    if (c > i) break;
    if (rel(c) != Deprel::mark && rel(c) != Deprel::advmod) continue;
    switch (word(c)) {
      case Word::kWhen:
      case Word::kWhile:
      case Word::kAfter:
      case Word::kBefore:
      case Word::kSince:
      case Word::kBecause:
      case Word::kOnce:
      case Word::kUnless:
      case Word::kUntil:
        return !has_to(i);
      default:
        break;
    }
  }
  return false;
}

// "ruled out sending troops" with the gerund hung as an adverbial: it stands directly after a verb that takes one.
bool Builder::bare_gerund(const Work& work) const {
  const uint32_t i = work.token, h = w_.head[i];
  if (work.mark != kNoToken || work.clause.kind != Kind::kVerb || !is_ing(i) || !lex(h, kLexGerund)) return false;
  if (has_child(h, Deprel::obj) || i < h) return false;
  return w_.lo[i] == h + 1 || (w_.particle[h] == h + 1 && w_.lo[i] == h + 2);
}

// "ready to mediate", "called on X to leave", "urged X to leave" with the infinitive hung as an adverbial.
bool Builder::takes_infinitive(int32_t k) const {
  const Work& p = w_.works[static_cast<size_t>(k)];
  if (p.clause.kind == Kind::kAdjective) return true;
  return p.clause.kind == Kind::kVerb && lex(p.token, kLexObjectControl | kLexPrepControl) &&
         !lex(p.token, kLexWeakControl) && !has_child(p.token, Deprel::xcomp) && !has_child(p.token, Deprel::ccomp);
}

// "threat to cut aid", "claim that …", "risk of losing".
bool Builder::noun_complement(Work& work, int32_t direct) {
  const uint32_t i = work.token, h = w_.head[i];
  if (work.clause.kind != Kind::kVerb && work.clause.kind != Kind::kAdjective && work.clause.kind != Kind::kCopula)
    return false;
  Word mark = Word::kOther;
  for (const uint32_t c : children(i))
    if (c < i && (rel(c) == Deprel::mark || rel(c) == Deprel::case_) && mark == Word::kOther)
      mark = word(c), work.mark = c;
  if (mark == Word::kTo) {
    // Without a list of eventive nouns, any noun may take an infinitive except people ("a team to watch").
    work.comp = Comp::kTo;
    return direct >= 0 && w_.works[static_cast<size_t>(direct)].clause.kind != Kind::kVerb && upos(h) == Upos::NOUN;
  }
  if (mark == Word::kThat) {
    work.comp = Comp::kThat;
    return true;
  }
  if (mark == Word::kWhether || mark == Word::kIf) {
    work.comp = Comp::kWh;
    return true;
  }
  if (mark != Word::kOther && is_ing(i)) {
    work.comp = Comp::kGerund;
    return direct >= 0;
  }
  return false;
}

void Builder::relate() {
  for (size_t k = 0; k < w_.works.size(); ++k) relate_one(static_cast<int32_t>(k));
}

}  // namespace casus::clauses
