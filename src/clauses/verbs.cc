// The form of a predicate: tense, modal, voice, aspect, negation, particle.
#include <algorithm>

#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

namespace {

Modal modal_of(Word w) {
  switch (w) {
    case Word::kWill:
    case Word::kShall:
      return Modal::kWill;
    case Word::kWould:
      return Modal::kWould;
    case Word::kCan:
      return Modal::kCan;
    case Word::kCould:
      return Modal::kCould;
    case Word::kMay:
      return Modal::kMay;
    case Word::kMight:
      return Modal::kMight;
    case Word::kMust:
      return Modal::kMust;
    case Word::kShould:
    case Word::kOught:
      return Modal::kShould;
    case Word::kNeed:
      return Modal::kNeed;
    default:
      return Modal::kNone;
  }
}

// Tense of a form of be, have, do, get; kNone for "be", "been", "being", "having", "done".
Tense auxiliary_tense(std::string_view form) {
  for (const std::string_view past : {"was", "were", "had", "did", "got", "'d", "’d", "Was", "Were", "Had", "Did"})
    if (form == past) return Tense::kPast;
  for (const std::string_view none : {"be", "been", "being", "having", "done", "getting", "gotten", "Being", "Having"})
    if (form == none) return Tense::kNone;
  return Tense::kPresent;
}

}  // namespace

void Builder::auxiliary(Work& work, uint32_t c) {
  Clause& clause = work.clause;
  const uint32_t i = work.token;
  const auto tense = [&](Tense t) {
    if (clause.tense == Tense::kNone) clause.tense = t;
    work.finite |= t != Tense::kNone;
  };
  if (w_.merged[c] && rel(c) == Deprel::aux) {
    if (word(c) == Word::kGoing || word(c) == Word::kAbout) {
      clause.tense = Tense::kFuture, work.finite = true, work.to = false;
    } else if (word(c) == Word::kUsed) {
      tense(Tense::kPast), work.to = false;
    } else {
      if (clause.modal == Modal::kNone) clause.modal = Modal::kMust;
      tense(auxiliary_tense(form(c))), work.to = false;
    }
    return;
  }
  const Modal modal =
      upos(c) == Upos::AUX || upos(c) == Upos::VERB || upos(c) == Upos::PART ? modal_of(word(c)) : Modal::kNone;
  const bool be = is_be(c), have = lemma(c) == "have";
  if (modal != Modal::kNone && !be && !have) {
    if (clause.modal == Modal::kNone) clause.modal = modal;
    tense(modal == Modal::kWill ? Tense::kFuture : Tense::kPresent);
    return;
  }
  tense(auxiliary_tense(form(c)));
  if (have) {
    clause.perfect = true;
    if (clause.modal == Modal::kWould || clause.modal == Modal::kCould || clause.modal == Modal::kMight ||
        clause.modal == Modal::kMay || clause.modal == Modal::kMust || clause.modal == Modal::kShould)
      clause.tense = Tense::kPast;
    return;
  }
  if (rel(c) == Deprel::cop || clause.kind != Kind::kVerb) return;
  if (rel(c) == Deprel::aux_pass || lemma(c) == "get") {
    clause.passive = true;
  } else if (be && is_ing(i)) {
    clause.progressive = true;
  } else if (be && form(c) != "being" && is_participle(i) && !lex(i, kLexIntransitive)) {
    clause.passive = true;
  } else if (be && work.to && c < i) {
    clause.tense = Tense::kFuture, work.to = false;  // "is to visit"
  }
}

void Builder::verb_form(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  Clause& clause = work.clause;
  const uint32_t i = work.token;
  bool any = false, passive_subject = false, agent = false, object = false;
  for (const uint32_t c : children(i)) {
    const Deprel d = rel(c);
    if (d == Deprel::aux || d == Deprel::aux_pass || d == Deprel::cop) {
      auxiliary(work, c);
      any = true;
    }
    passive_subject |= d == Deprel::nsubj_pass || d == Deprel::csubj_pass;
    agent |= d == Deprel::obl_agent;
    object |= d == Deprel::obj;
  }
  name_lemma(work);
  negate(k);
  if (clause.kind != Kind::kVerb) {
    if (clause.kind != Kind::kNoun) clause.prep = preposition_of(i);
    if (w_.headline && !any && clause.kind != Kind::kNoun && subject_child(i) != kNoToken)
      clause.tense = Tense::kPresent;
    work.small = !any && clause.kind != Kind::kNoun;
    return;
  }
  // A finite form without auxiliary is no passive, whatever its subject is called; a headline leaves the auxiliary
  // away.
  const bool possible = !lex(i, kLexIntransitive) && (w_.headline || !feat(i, lang::kFin) || is_participle(i));
  if (!any) bare_verb(work, possible && (passive_subject || (agent && !object)), object);
  if (passive_subject && is_participle(i) && possible) clause.passive = true;
  if (feat(i, lang::kImp) && subject_child(i) == kNoToken) clause.mood = Mood::kImperative;
  if (work.to && w_.headline && clause.relation == Relation::kRoot && !any) clause.tense = Tense::kFuture;
}

// A verb without auxiliary.
void Builder::bare_verb(Work& work, bool passive, bool object) {
  Clause& clause = work.clause;
  const uint32_t i = work.token;
  const Deprel d = rel(i);
  const bool subject = subject_child(i) != kNoToken;
  const bool dependent = d == Deprel::acl || d == Deprel::amod || d == Deprel::xcomp || d == Deprel::advcl ||
                         d == Deprel::acl_relcl || d == Deprel::parataxis || d == Deprel::dep;
  if (work.to) return;
  if (is_ing(i)) {
    work.gerund = true;
    return;
  }
  // "when asked": a past form after such a marker without a subject is a participle, whatever its tag.
  const bool marked = !subject && dependent && form(i).ends_with("ed") && !object && adverbial_marker(i);
  const bool participle = (marked || is_participle(i)) && !lex(i, kLexIntransitive);
  const bool headline = w_.headline && subject && !object && !has_child(i, Deprel::ccomp) &&
                        !has_child(i, Deprel::xcomp) && form(i) != lemma(i) &&
                        (is_participle(i) || (feat(i, lang::kPast) && lex(i, kLexVictim)));
  if (passive || (participle && dependent && !subject) || (headline && !lex(i, kLexIntransitive))) {
    clause.passive = true;
    work.participle = !subject;
    if (subject) clause.tense = Tense::kPast, work.finite = true;
    return;
  }
  if (feat(i, lang::kFin) || (subject && !feat(i, lang::kInf))) {
    const bool past = feat(i, lang::kPast) || (!feat(i, lang::kPres) && form(i) != lemma(i) && !form(i).ends_with('s'));
    clause.tense = past ? Tense::kPast : Tense::kPresent;
    work.finite = true;
  } else if (!feat(i, lang::kInf) && parse_.feats[w_.base + i] == 0 && !dependent && form(i) != lemma(i)) {
    clause.tense = form(i).ends_with('s') ? Tense::kPresent : Tense::kPast;
    work.finite = true;
  } else if (is_participle(i)) {
    work.participle = true;
  }
}

// The verb's particle belongs to its lemma where the pack knows the two together.
void Builder::name_lemma(Work& work) {
  Clause& clause = work.clause;
  const uint32_t i = work.token;
  clause.bare_lemma = clause.lemma = parse_.lemma_symbol[w_.base + i];
  const uint32_t p = w_.particle[i];
  if (p == kNoToken || clause.kind != Kind::kVerb) return;
  clause.particle = global(p);
  std::string& text = w_.folded;
  text.assign(lemma(i));
  text += ' ';
  for (const char ch : form(p)) text += ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
  clause.lemma = symbols_.find(text);
}

void Builder::find_particles() {
  for (uint32_t i = 0; i < w_.size; ++i) {
    if (upos(i) != Upos::VERB) continue;
    for (const uint32_t c : children(i)) {
      if (c < i) continue;
      const bool marked = rel(c) == Deprel::compound_prt;
      const bool beside = c == i + 1 && word(c) == Word::kParticle && rel(c) == Deprel::advmod;
      if (!marked && !beside) continue;
      std::string& text = w_.folded;
      text.assign(lemma(i));
      text += '_';
      for (const char ch : form(c)) text += ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
      const uint64_t bits = lex_of(text);
      text[lemma(i).size()] = ' ';
      if (!marked && bits == 0 && !symbols_.find(text).valid()) continue;
      w_.particle[i] = c;
      // "take off", "give up", "put out" are no light verbs because "take" is one.
      w_.lex[i] = bits | (w_.lex[i] & (kLexSay | kLexObjectControl | kLexPrepControl | kLexIntransitive));
      break;
    }
  }
}

bool Builder::negative(uint32_t i) const {
  switch (word(i)) {
    case Word::kNobody:
    case Word::kNothing:
    case Word::kNone:
    case Word::kNeither:
      return true;
    default:
      break;
  }
  for (const uint32_t c : children(i)) {
    if (c > i) break;
    const Word w = word(c);
    if ((w == Word::kNo || w == Word::kNeither) &&
        (rel(c) == Deprel::det || rel(c) == Deprel::cc_preconj || rel(c) == Deprel::cc || rel(c) == Deprel::advmod ||
         rel(c) == Deprel::amod))
      return true;
    if (w == Word::kNot && rel(c) == Deprel::advmod && nominal(i) && clause_at(i) < 0 && word(c + 1) != Word::kOnly)
      return true;
  }
  return false;
}

void Builder::negate(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  uint32_t count = 0;
  for (const uint32_t c : children(i)) {
    const Word w = word(c);
    const Deprel d = rel(c);
    switch (w) {
      case Word::kNot:
      case Word::kNever:
        if (d == Deprel::conj || d == Deprel::nsubj || d == Deprel::obj) break;
        if (c + 1 < w_.size && word(c + 1) == Word::kOnly) break;
        ++count;
        break;
      case Word::kLonger:
        if (c > 0 && word(c - 1) == Word::kNo) ++count;
        break;
      case Word::kNor:
        if (d == Deprel::cc || d == Deprel::advmod) ++count;
        break;
      case Word::kNeither:
        if (d == Deprel::cc_preconj || d == Deprel::cc || d == Deprel::advmod) ++count;
        break;
      case Word::kNo:
        if ((d == Deprel::det || d == Deprel::advmod) && work.clause.kind != Kind::kVerb) ++count;
        break;
      case Word::kWithout:
        if ((d == Deprel::mark || d == Deprel::case_) && c < i && work.clause.kind == Kind::kVerb) ++count;
        break;
      default:
        break;
    }
  }
  work.clause.negations = static_cast<uint8_t>(std::min<uint32_t>(count, 9));
}

// "has arrested ten and charged two", "will not talk or negotiate", "were detained and beaten".
void Builder::share_auxiliaries(Work& work, const Work& from) {
  Clause& clause = work.clause;
  const uint32_t i = work.token;
  // "Ten were killed and dozens injured" shares the auxiliary although it has a subject of its own.
  const bool subject = subject_child(i) != kNoToken;
  if (subject && !from.clause.passive) return;
  bool own = false, alternative = false;
  for (const uint32_t c : children(i)) {
    own |= rel(c) == Deprel::aux || rel(c) == Deprel::aux_pass || rel(c) == Deprel::cop;
    alternative |= rel(c) == Deprel::cc && word(c) == Word::kOr;
  }
  if (own) return;
  const Clause& f = from.clause;
  // A negative subject is shared with the subject, not with the auxiliaries.
  const bool negated = ((f.negations - from.negative_subject) & 1) != 0;
  const auto copy = [&] {
    clause.tense = f.tense, clause.modal = f.modal, clause.perfect = f.perfect;
    work.finite = from.finite, work.to = from.to;
  };
  if (clause.kind != Kind::kVerb) {
    if (f.kind == clause.kind || f.kind != Kind::kVerb) copy();
  } else if (f.kind != Kind::kVerb) {
    return;
  } else if (f.passive && !has_child(i, Deprel::obj) && !lex(i, kLexIntransitive) && form(i) != lemma(i) &&
             !is_ing(i) && (is_participle(i) || (lex(i, kLexVictim) && feat(i, lang::kPast)))) {
    copy();
    clause.passive = true, work.participle = from.participle;
  } else if (subject) {
    return;
  } else if (f.perfect && !feat(i, lang::kPres) && !is_ing(i) && form(i) != lemma(i)) {
    copy();
  } else if (f.progressive && is_ing(i)) {
    copy();
    clause.progressive = true, work.gerund = false;
  } else if (form(i) == lemma(i) && (f.modal != Modal::kNone || has_child(from.token, Deprel::aux) || from.to) &&
             !f.perfect && !f.progressive) {
    copy();
    if (!alternative && negated && clause.negations == 0) clause.negations = 1;
  } else if (from.gerund && is_ing(i)) {
    work.gerund = true;
  } else if (clause.tense == Tense::kNone && f.tense == Tense::kPast && !f.passive && !is_ing(i) && !clause.passive &&
             form(i) != lemma(i) && !work.to) {
    clause.tense = Tense::kPast, work.finite = true, work.participle = false;  // a past form tagged as a participle
  }
  if (alternative && negated) clause.negations = static_cast<uint8_t>(clause.negations + 1);
}

}  // namespace casus::clauses
