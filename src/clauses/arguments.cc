// Arguments that the tree gives directly: phrases, subjects, objects, prepositions, inner clauses.
#include <algorithm>

#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

namespace {
constexpr uint32_t kMaxInsidePhrase = 10;  // tokens of an of- or at-phrase that stays inside its noun phrase

bool before_head(Deprel d) {
  switch (d) {
    case Deprel::det:
    case Deprel::det_predet:
    case Deprel::amod:
    case Deprel::compound:
    case Deprel::nummod:
    case Deprel::nmod_poss:
    case Deprel::nmod_desc:
    case Deprel::nmod:
    case Deprel::nmod_unmarked:
    case Deprel::advmod:
    case Deprel::advmod_emph:
    case Deprel::flat:
    case Deprel::flat_name:
    case Deprel::flat_foreign:
    case Deprel::goeswith:
    case Deprel::dep:
      return true;
    default:
      return false;
  }
}
}  // namespace

// Grows from the head over contiguous modifiers; result is kept, so that a document costs linear time.
void Builder::phrase(uint32_t i, uint32_t& begin, uint32_t& end) {
  if (w_.phrase_begin[i] != kNoToken) {
    begin = w_.phrase_begin[i], end = w_.phrase_end[i];
    return;
  }
  begin = i, end = i + 1;
  uint32_t edge = i;  // may run ahead of `begin` over hyphens, quotes and commas between modifiers
  const auto kids = children(i);
  const auto middle = std::lower_bound(kids.begin(), kids.end(), i);
  for (auto at = middle; at != kids.begin();) {
    const uint32_t c = *--at;
    if (w_.hi[c] != edge) break;
    if (rel(c) == Deprel::punct) {
      edge = w_.lo[c];
    } else if (before_head(rel(c)) && case_of(c) == kNoToken && w_.barriers[w_.hi[c]] == w_.barriers[w_.lo[c]]) {
      begin = edge = w_.lo[c];
    } else {
      break;
    }
  }
  for (auto at = middle; at != kids.end(); ++at) {
    const uint32_t c = *at;
    if (w_.lo[c] != end) {
      if (rel(c) == Deprel::punct && word(c) == Word::kHyphen) continue;
      break;
    }
    const Deprel d = rel(c);
    const bool plain = w_.barriers[w_.hi[c]] == w_.barriers[end];
    if (d == Deprel::punct && (word(c) == Word::kHyphen || form(c) == ".")) {
      if (form(c) == ".") break;
      continue;
    }
    const bool name = d == Deprel::flat || d == Deprel::flat_name || d == Deprel::flat_foreign ||
                      d == Deprel::goeswith || d == Deprel::fixed || d == Deprel::compound || d == Deprel::nummod ||
                      d == Deprel::appos;
    const bool title = d == Deprel::amod && (form(c) == "general" || form(c) == "elect" || form(c) == "designate");
    bool inside = (name && plain) || title;
    if (d == Deprel::nmod && plain && w_.hi[c] - end <= kMaxInsidePhrase) {
      const uint32_t p = case_of(c);
      const Word w = p == kNoToken ? Word::kOther : word(p);
      inside = w == Word::kOf ||
               (clause_at(i) < 0 && (w == Word::kAt || w == Word::kFor || w == Word::kFrom || w == Word::kIn));
    }
    if (!inside) break;
    end = w_.hi[c];
  }
  w_.phrase_begin[i] = begin, w_.phrase_end[i] = end;
}

bool Builder::relative_pronoun(uint32_t i) const {
  switch (word(i)) {
    case Word::kWho:
    case Word::kWhom:
    case Word::kWhich:
    case Word::kWhose:
      return true;
    case Word::kThat:
      return upos(i) == Upos::PRON || upos(i) == Upos::SCONJ;
    default:
      return false;
  }
}

// The noun that a relative pronoun stands for. The pronoun must stand at the front of the relative clause.
uint32_t Builder::antecedent(uint32_t i) const {
  if (!relative_pronoun(i) || w_.relative[i] == kNoToken) return kNoToken;
  const uint32_t r = w_.relative[i];
  if (is_root(r)) return kNoToken;
  constexpr uint32_t kMaxFront = 5;
  const bool coordinated = i > 0 && (upos(i - 1) == Upos::CCONJ || is_comma(i - 1));
  if (i < w_.lo[r]) return kNoToken;
  if (!coordinated) {
    if (i - w_.lo[r] > kMaxFront) return kNoToken;
    for (uint32_t t = w_.lo[r]; t < i; ++t)
      if (upos(t) == Upos::VERB || upos(t) == Upos::AUX) return kNoToken;
  }
  const uint32_t a = w_.head[r];
  return a == i ? kNoToken : a;
}

Argument Builder::argument(uint32_t token, Role role, How how, uint8_t prep) {
  Argument a;
  a.role = role, a.how = how, a.prep = prep;
  if (const uint32_t ante = antecedent(token); ante != kNoToken) token = ante, a.how = How::kRelative;
  a.head = global(token);
  a.clause = id_of(clause_at(token));
  uint32_t begin = token, end = token + 1;
  const bool whole = clause_at(token) < 0 ||
                     w_.works[static_cast<size_t>(clause_at(token))].clause.kind == Kind::kNoun ||
                     w_.works[static_cast<size_t>(clause_at(token))].clause.kind == Kind::kCopula;
  if (whole) phrase(token, begin, end);
  a.phrase = {w_.base + begin, w_.base + end};
  return a;
}

void Builder::add(int32_t k, const Argument& a, bool surface, bool hidden) {
  Work& work = w_.works[static_cast<size_t>(k)];
  if (work.count >= kMaxArguments || a.head == work.clause.head) {
    work.clause.uncertain |= work.count >= kMaxArguments;
    return;
  }
  for (int32_t at = work.first; at >= 0; at = w_.nodes[static_cast<size_t>(at)].next) {
    const Argument& o = w_.nodes[static_cast<size_t>(at)].argument;
    if (o.head == a.head && o.role == a.role) return;
  }
  const auto id = static_cast<int32_t>(w_.nodes.size());
  w_.nodes.push_back({a, -1, surface, hidden});
  if (work.last >= 0)
    w_.nodes[static_cast<size_t>(work.last)].next = id;
  else
    work.first = id;
  work.last = id;
  ++work.count;
  work.has_surface |= surface;
}

// One argument for s and one for each noun phrase coordinated with it.
void Builder::nominals(int32_t k, uint32_t s, Role role, How how, uint8_t prep, bool surface) {
  Work& work = w_.works[static_cast<size_t>(k)];
  if ((role == Role::kSubject || role == Role::kObject) && negative(s) && work.clause.kind != Kind::kNoun) {
    work.clause.negations = static_cast<uint8_t>(std::min(9, work.clause.negations + 1));
    if (surface) work.negative_subject = true;
  }
  bool hidden = false;
  if (surface && work.clause.kind != Kind::kNoun) hidden = raises(work);
  w_.queue.clear();
  w_.queue.push_back(s);
  for (size_t at = 0; at < w_.queue.size() && at < kMaxArguments; ++at) {
    const uint32_t t = w_.queue[at];
    add(k, argument(t, role, how, prep), surface, hidden);
    if (how == How::kRelative) break;  // a relative clause belongs to one conjunct
    for (const uint32_t c : children(t)) {
      if (rel(c) != Deprel::conj || !nominal(c) || (at > 0 && c < t)) continue;
      if (loose_conjunct(t, c)) continue;
      const int32_t inner = clause_at(c);
      if (inner >= 0 && w_.works[static_cast<size_t>(inner)].clause.kind != Kind::kNoun) continue;
      if (upos(c) == Upos::ADJ && upos(t) != Upos::ADJ && !has_child(c, Deprel::det)) continue;
      w_.queue.push_back(c);
    }
  }
}

// "Urumqi, one of two counties": a conjunct after a comma, where no conjunction stands anywhere, is an apposition.
bool Builder::loose_conjunct(uint32_t t, uint32_t c) const {
  if (w_.headline || w_.listed[c] || rel(t) == Deprel::conj || w_.lo[c] == 0) return false;
  uint32_t before = w_.lo[c];
  if (upos(before) == Upos::PUNCT) ++before;  // the comma may hang on the conjunct
  if (!is_comma(before - 1)) return false;
  return !coordinated(t);
}

bool Builder::coordinated(uint32_t t) const {
  if (has_child(t, Deprel::cc) || has_child(t, Deprel::cc_preconj)) return true;
  for (const uint32_t c : children(t))
    if (rel(c) == Deprel::conj && (w_.listed[c] || has_child(c, Deprel::cc) || has_child(c, Deprel::conj))) return true;
  return false;
}

// "is expected to", "seems to": the subject belongs to the inner clause alone.
bool Builder::raises(Work& work) const {
  if (work.raising < 0) work.raising = find_raising(work);
  return work.raising > 0;
}

bool Builder::find_raising(const Work& work) const {
  const uint32_t i = work.token;
  const bool raising = work.clause.kind == Kind::kVerb
                           ? (work.clause.passive ? lex(i, kLexRaisePassive) : lex(i, kLexRaiseActive))
                           : work.clause.kind == Kind::kAdjective && lex(i, kLexRaiseActive);
  if (!raising) return false;
  for (const uint32_t c : children(i)) {
    const int32_t inner = clause_at(c);
    if (inner < 0 || c < i) continue;
    const Work& w = w_.works[static_cast<size_t>(inner)];
    if ((rel(c) == Deprel::xcomp || rel(c) == Deprel::advcl || rel(c) == Deprel::ccomp) &&
        (w.to || has_to(c) || (rel(c) == Deprel::xcomp && upos(c) == Upos::VERB && !is_ing(c))) &&
        subject_child(c) == kNoToken)
      return true;
  }
  return false;
}

Role Builder::surface_role(int32_t k) const {
  const Work& work = w_.works[static_cast<size_t>(k)];
  if (!work.clause.passive) return Role::kSubject;
  return has_child(work.token, Deprel::obj) && lex(work.token, kLexGive) ? Role::kIndirect : Role::kObject;
}

void Builder::add_subject(int32_t k, uint32_t s, How how) { nominals(k, s, surface_role(k), how, 0, true); }

void Builder::oblique(int32_t k, uint32_t c) {
  const Work& work = w_.works[static_cast<size_t>(k)];
  const uint8_t prep = preposition_of(c);
  const uint32_t p = case_of(c);
  const bool by = p != kNoToken && word(p) == Word::kBy;
  const bool agent =
      rel(c) == Deprel::obl_agent || (by && work.clause.passive && !lex(c, kLexTime) && upos(c) != Upos::SYM &&
                                      !(upos(c) == Upos::NUM && children(c).size() < 3) && !has_agent(k));
  if (agent && work.clause.kind == Kind::kVerb) {
    nominals(k, c, Role::kSubject, How::kAgent, prep, false);
    return;
  }
  nominals(k, c, Role::kPrep, How::kDirect, prep, false);
}

bool Builder::has_agent(int32_t k) const {
  return has_child(w_.works[static_cast<size_t>(k)].token, Deprel::obl_agent);
}

// An inner clause as complement or adverbial, and the clauses coordinated with it.
void Builder::clause_child(int32_t k, uint32_t c) {
  const int32_t inner = clause_at(c);
  if (inner < 0) return;
  const Work& w = w_.works[static_cast<size_t>(inner)];
  const bool complement = w.clause.relation == Relation::kComplement || w.clause.relation == Relation::kQuote;
  if (!complement && (w.clause.relation == Relation::kParataxis || w.clause.relation == Relation::kConjunct ||
                      w.clause.relation == Relation::kRelative || w.clause.relation == Relation::kNominal))
    return;
  const bool subject = lang::base(rel(c)) == Deprel::csubj;
  Argument a = argument(c, complement ? Role::kComplement : Role::kAdverbial, How::kDirect, 0);
  if (subject) a.role = surface_role(k);
  a.comp = complement ? w.comp : Comp::kNone;
  if (complement && w.mark != kNoToken && w.comp == Comp::kGerund) a.prep = find_preposition(form(w.mark));
  a.phrase = {a.head.v, a.head.v + 1};
  add(k, a, false, false);
  a.how = How::kShared;
  for (const uint32_t t : children(c)) {
    const int32_t other = clause_at(t);
    if (rel(t) != Deprel::conj || other < 0) continue;
    if (w_.works[static_cast<size_t>(other)].clause.relation != Relation::kConjunct) continue;
    a.head = global(t), a.phrase = {a.head.v, a.head.v + 1}, a.clause = id_of(other);
    add(k, a, false, false);
  }
}

void Builder::verb_child(int32_t k, uint32_t c) {
  Work& work = w_.works[static_cast<size_t>(k)];
  switch (rel(c)) {
    case Deprel::nsubj:
    case Deprel::nsubj_pass:
      add_subject(k, c, How::kDirect);
      break;
    case Deprel::nsubj_outer:
      work.clause.uncertain |= subject_child(work.token) == kNoToken;
      break;
    case Deprel::obj:
      nominals(k, c, Role::kObject, How::kDirect, 0, false);
      break;
    case Deprel::iobj: {
      const bool object = !has_child(work.token, Deprel::obj) && has_child(work.token, Deprel::xcomp);
      nominals(k, c, object ? Role::kObject : Role::kIndirect, How::kDirect, 0, false);
      break;
    }
    case Deprel::obl:
    case Deprel::obl_agent:
    case Deprel::obl_unmarked:
    case Deprel::nmod:
    case Deprel::nmod_unmarked:
      if (nominal(c) || case_of(c) != kNoToken) oblique(k, c);
      break;
    case Deprel::ccomp:
    case Deprel::xcomp:
    case Deprel::advcl:
    case Deprel::csubj:
    case Deprel::csubj_pass:
    case Deprel::csubj_outer:
    case Deprel::parataxis:
      clause_child(k, c);
      break;
    case Deprel::acl:
      clause_child(k, c);  // of a predicate noun: "is a threat to …"
      break;
    case Deprel::orphan:
      work.clause.uncertain = true;
      break;
    case Deprel::conj:
      // "Cairo backed the plan and Amman the boycott": what is left of a gapped clause is no argument.
      work.clause.uncertain |= has_child(c, Deprel::orphan);
      break;
    case Deprel::dep:
      if (case_of(c) != kNoToken && nominal(c))
        oblique(k, c);
      else
        work.clause.uncertain |= upos(c) != Upos::PUNCT;
      break;
    case Deprel::nmod_poss:
      if (work.clause.kind == Kind::kCopula)
        nominals(k, c, Role::kPrep, How::kPossessor, find_preposition("of"), false);
      break;
    default:
      break;
  }
}

void Builder::fill_verb(int32_t k) {
  const uint32_t i = w_.works[static_cast<size_t>(k)].token;
  for (const uint32_t c : children(i)) verb_child(k, c);
  if (rel(i) == Deprel::amod && w_.works[static_cast<size_t>(k)].clause.passive) hyphen_agent(k);
  if (!w_.works[static_cast<size_t>(k)].has_surface) find_subject(k);
  relative_gap(k);
  share_objects(k);
  object_of_inner(k);
  light_verb(k);
}

// "Saudi-led coalition", "military-backed government": what stands before the hyphen does it.
void Builder::hyphen_agent(int32_t k) {
  const uint32_t i = w_.works[static_cast<size_t>(k)].token;
  if (i < 2 || word(i - 1) != Word::kHyphen) return;
  const uint32_t c = i - 2;
  if (w_.head[c] != i && w_.head[c] != w_.head[i]) return;
  if (upos(c) == Upos::NOUN || upos(c) == Upos::PROPN ||
      (upos(c) == Upos::ADJ && (upper(c) || rel(c) == Deprel::compound)))
    add(k, argument(c, Role::kSubject, How::kAgent, 0));
}

// "urged Kabul to sign" with Kabul as the subject of "sign" only: Kabul is urged, too.
void Builder::object_of_inner(int32_t k) {
  const Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  if (work.clause.kind != Kind::kVerb || work.clause.passive || !lex(i, kLexObjectControl)) return;
  if (has_child(i, Deprel::obj) || has_child(i, Deprel::iobj)) return;
  for (const uint32_t c : children(i)) {
    if (c < i || (rel(c) != Deprel::ccomp && rel(c) != Deprel::xcomp) || !has_to(c)) continue;
    const uint32_t s = subject_child(c);
    if (s == kNoToken || s < i) continue;
    for (const uint32_t m : children(c))
      if (word(m) == Word::kFor || word(m) == Word::kThat) return;
    nominals(k, s, Role::kObject, How::kControlled, 0, false);
    return;
  }
}

}  // namespace casus::clauses
