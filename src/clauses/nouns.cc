// Eventive nouns as predicates: "Seoul's rejection of the offer", "talks between A and B", "the arrest of C by D".
#include <algorithm>

#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

void Builder::noun_possessor(int32_t k, uint32_t c) {
  const Work& work = w_.works[static_cast<size_t>(k)];
  const bool object = work.by || (lex(work.token, kLexPossObject) && !work.of);
  nominals(k, c, object ? Role::kObject : Role::kSubject, How::kPossessor, 0, false);
}

void Builder::noun_child(int32_t k, uint32_t c) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  switch (rel(c)) {
    case Deprel::nmod_poss:
      noun_possessor(k, c);
      return;
    case Deprel::amod:
    case Deprel::compound:
      if (c < i && upos(c) != Upos::VERB) nominals(k, c, Role::kModifier, How::kNominal, 0, false);
      return;
    case Deprel::nmod_unmarked:
    case Deprel::obl_unmarked:
      nominals(k, c, Role::kPrep, How::kNominal, 0, false);
      return;
    case Deprel::xcomp:
    case Deprel::ccomp:
    case Deprel::advcl:
    case Deprel::acl:
      clause_child(k, c);
      return;
    case Deprel::nmod:
    case Deprel::obl:
    case Deprel::obl_agent:
      break;
    default:
      return;
  }
  const uint32_t p = case_of(c);
  if (p == kNoToken || !nominal(c)) return;
  const uint8_t prep = preposition_of(c);
  const Word w = word(p);
  if ((w == Word::kBy && !lex(c, kLexTime)) || rel(c) == Deprel::obl_agent) {
    nominals(k, c, Role::kSubject, How::kAgent, prep, false);
  } else if (w == Word::kBetween || (w == Word::kAmong && lex(i, kLexMutual))) {
    nominals(k, c, Role::kSubject, How::kNominal, prep, false);
  } else if (w == Word::kOf && prep == find_preposition("of")) {
    const bool other = work.by || has_child(i, Deprel::nmod_poss);
    const bool several = feat(c, lang::kPlur) || has_child(c, Deprel::conj);
    const bool subject = !other && (lex(i, kLexOfSubject) || (lex(i, kLexMutual) && several));
    nominals(k, c, subject ? Role::kSubject : Role::kObject, How::kNominal, prep, false);
  } else {
    nominals(k, c, Role::kPrep, How::kDirect, prep, false);
  }
}

// "Seoul's rejection and condemnation of the offer"
void Builder::noun_conjunct(int32_t k) {
  const Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  if (rel(i) != Deprel::conj || is_root(i)) return;
  const int32_t p = clause_at(w_.head[i]);
  if (p < 0 || w_.works[static_cast<size_t>(p)].clause.kind != Kind::kNoun) return;
  const bool bare = !has_child(i, Deprel::det) && !has_child(i, Deprel::nmod_poss);
  bool object = false, subject = false;
  for (int32_t at = work.first; at >= 0; at = w_.nodes[static_cast<size_t>(at)].next) {
    object |= w_.nodes[static_cast<size_t>(at)].argument.role == Role::kObject;
    subject |= w_.nodes[static_cast<size_t>(at)].argument.role == Role::kSubject;
  }
  for (int32_t at = w_.works[static_cast<size_t>(p)].first; at >= 0;) {
    const Node node = w_.nodes[static_cast<size_t>(at)];
    at = node.next;
    Argument a = node.argument;
    const bool after = a.head.v > w_.base + i;
    const bool wanted =
        (a.role == Role::kSubject && !subject && (after || bare)) || (a.role == Role::kObject && !object && after);
    if (!wanted || a.how == How::kLightVerb) continue;
    a.how = How::kShared;
    add(k, a, false, false);
  }
}

void Builder::fill_noun(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  for (const uint32_t c : children(i)) {
    work.of |= preposition_is(c, Word::kOf);
    work.by |= preposition_is(c, Word::kBy) && !lex(c, kLexTime);
  }
  for (const uint32_t c : children(i)) noun_child(k, c);
  noun_conjunct(k);
  work.filled = true;
  if (work.light != kNoToken) lend(clause_at(work.light), k);
}

}  // namespace casus::clauses
