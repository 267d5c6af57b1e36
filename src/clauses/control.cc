// Arguments that another clause gives: controlled, raised, relative and shared subjects and objects; light verbs.
#include <algorithm>

#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

// Copies the syntactic subject of p to k. False if p has none.
bool Builder::inherit_surface(int32_t k, int32_t p, How how) {
  if (p < 0) return false;
  const Role role = surface_role(k);
  bool any = false;
  for (int32_t at = w_.works[static_cast<size_t>(p)].first; at >= 0;) {
    const Node node = w_.nodes[static_cast<size_t>(at)];
    at = node.next;
    if (!node.surface) continue;
    Argument a = node.argument;
    a.role = role, a.how = how, a.prep = 0;
    add(k, a, true,
        w_.works[static_cast<size_t>(k)].clause.kind != Kind::kNoun && raises(w_.works[static_cast<size_t>(k)]));
    any = true;
  }
  return any;
}

// Copies the arguments of p in `role` to k as its syntactic subject.
bool Builder::inherit_role(int32_t k, int32_t p, Role from, How how) {
  if (p < 0) return false;
  const Role role = surface_role(k);
  bool any = false;
  for (int32_t at = w_.works[static_cast<size_t>(p)].first; at >= 0;) {
    const Node node = w_.nodes[static_cast<size_t>(at)];
    at = node.next;
    if (node.argument.role != from || node.hidden) continue;
    Argument a = node.argument;
    a.role = role, a.how = how, a.prep = 0;
    add(k, a, true, false);
    any = true;
  }
  return any;
}

void Builder::find_subject(int32_t k) {
  const Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  if (is_root(i)) return;
  const uint32_t h = w_.head[i];
  const int32_t p = clause_at(h);
  switch (rel(i)) {
    case Deprel::xcomp:
      if (p >= 0) control(k, p, How::kControlled);
      break;
    case Deprel::ccomp:
      if (p >= 0 && !work.finite && work.clause.relation != Relation::kQuote && work.clause.kind == Kind::kVerb)
        control(k, p, How::kControlled);
      break;
    case Deprel::conj:
      if (p >= 0) share(k);
      break;
    case Deprel::acl:
      if (work.clause.relation == Relation::kComplement || work.to)
        noun_complement_subject(k, h);
      else if (work.mark == kNoToken)
        add_subject(k, h, How::kRelative);
      break;
    case Deprel::amod:
      add_subject(k, h, How::kRelative);
      break;
    case Deprel::acl_relcl:
      // A relative clause without subject and without a pronoun as object: the noun is its subject.
      if (!fronted_pronoun(k)) {
        if (work.to)
          noun_complement_subject(k, h);
        else
          add_subject(k, h, How::kRelative);
      }
      break;
    case Deprel::parataxis:
      if (work.clause.relation == Relation::kResult) adverbial_subject(k);
      break;
    case Deprel::advcl:
      if (!work.finite) adverbial_subject(k);
      break;
    default:
      break;
  }
}

// True if a relative pronoun inside the clause already stands for the noun.
bool Builder::fronted_pronoun(int32_t k) const {
  const uint32_t i = w_.works[static_cast<size_t>(k)].token;
  for (const uint32_t c : children(i)) {
    if (c > i) break;
    if (rel(c) != Deprel::mark && relative_pronoun(c) && antecedent(c) != kNoToken) return true;
    if (word(c) == Word::kWhere || word(c) == Word::kWhen || word(c) == Word::kWhy) return true;
  }
  return false;
}

// The subject of an infinitive, gerund or small clause governed by p.
void Builder::control(int32_t k, int32_t p, How how) {
  const Work& parent = w_.works[static_cast<size_t>(p)];
  if (parent.clause.kind != Kind::kVerb) {
    if (parent.clause.kind == Kind::kNoun)
      noun_complement_subject(k, parent.token);
    else
      inherit_surface(k, p, how);
    return;
  }
  if (control_by_preposition(k, p)) return;
  if (!parent.clause.passive && !lex(parent.token, kLexPromise)) {
    if (inherit_role(k, p, Role::kObject, how)) return;
    if (inherit_role(k, p, Role::kIndirect, how)) return;
  }
  inherit_surface(k, p, how);
}

// "called on Kabul to sign": the object of the preposition signs.
bool Builder::control_by_preposition(int32_t k, int32_t p) {
  const Work& parent = w_.works[static_cast<size_t>(p)];
  if (!lex(parent.token, kLexPrepControl)) return false;
  const Role role = surface_role(k);
  static constexpr std::string_view kGoverning[] = {"on", "upon", "to", "with", "for", "at"};
  uint8_t found = 0;
  for (int32_t at = parent.first; at >= 0;) {
    const Node node = w_.nodes[static_cast<size_t>(at)];
    at = node.next;
    const Argument& o = node.argument;
    if (o.role != Role::kPrep || o.prep == 0 || (found && o.prep != found)) continue;
    if (o.head.v > w_.base + w_.works[static_cast<size_t>(k)].token) continue;
    const std::string_view text = prepositions()[o.prep];
    if (std::find(std::begin(kGoverning), std::end(kGoverning), text) == std::end(kGoverning)) continue;
    found = o.prep;
    Argument a = o;
    a.role = role, a.how = How::kControlled, a.prep = 0;
    add(k, a, true, false);
  }
  return found != 0;
}

// Participles and infinitives beside the matrix clause.
void Builder::adverbial_subject(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const int32_t p = w_.above[work.token];
  if (p < 0) return;
  const Work& parent = w_.works[static_cast<size_t>(p)];
  const uint32_t h = parent.token;
  if (work.clause.kind == Kind::kNoun) return;
  if (work.clause.relation == Relation::kComplement) {
    control(k, p, How::kControlled);
    return;
  }
  if (parent.clause.kind == Kind::kNoun) {
    if (!inherit_role(k, p, Role::kSubject, How::kControlled)) work.clause.uncertain = true;
    return;
  }
  if (parent.clause.kind == Kind::kVerb) {
    // "thanked X for helping", "fined X for …"
    if (work.clause.relation == Relation::kReason && inherit_role(k, p, Role::kObject, How::kControlled)) return;
    if (lex(h, kLexMove) && work.clause.relation == Relation::kPurpose &&
        inherit_role(k, p, Role::kObject, How::kControlled))
      return;
    if (parent.clause.passive &&
        (work.clause.relation == Relation::kPurpose || work.clause.relation == Relation::kResult)) {
      // Whoever acts has the purpose, not what is acted upon.
      if (!inherit_role(k, p, Role::kSubject, How::kControlled)) work.clause.uncertain = true;
      return;
    }
  }
  inherit_surface(k, p, How::kControlled);
}

// "Tokyo's threat to cut aid", "announced plans to leave", "pressure on Kabul to sign", "the first to arrive".
void Builder::noun_complement_subject(int32_t k, uint32_t noun) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const int32_t n = clause_at(noun);
  if (n >= 0 && w_.works[static_cast<size_t>(n)].clause.kind != Kind::kNoun &&
      w_.works[static_cast<size_t>(n)].clause.kind != Kind::kVerb) {
    if (inherit_surface(k, n, How::kControlled)) return;
  }
  if (n >= 0 && work.clause.relation == Relation::kComplement) {
    if (control_by_preposition(k, n)) return;
    if (inherit_role(k, n, Role::kSubject, How::kControlled)) return;
  }
  if (work.to) {
    for (const uint32_t c : children(noun))
      if (word(c) == Word::kRestrictive || word(c) == Word::kOnly) {
        add_subject(k, noun, How::kRelative);
        return;
      }
  }
  // A noun that takes no complement does what the infinitive says: "a team to monitor the vote".
  const bool complement = n >= 0 && work.clause.relation == Relation::kComplement;
  if (!complement && work.to && has_child(work.token, Deprel::obj) && !lex(noun, kLexAbility) &&
      work.clause.kind == Kind::kVerb) {
    add_subject(k, noun, How::kRelative);
    return;
  }
  const int32_t p = n >= 0 ? w_.above[noun] : w_.above[work.token];
  if (p >= 0 && p != k && w_.works[static_cast<size_t>(p)].clause.kind != Kind::kNoun) {
    if (control_by_preposition(k, p)) return;
    const Work& parent = w_.works[static_cast<size_t>(p)];
    if (parent.clause.passive ? inherit_role(k, p, Role::kSubject, How::kControlled)
                              : inherit_surface(k, p, How::kControlled))
      return;
  } else if (p >= 0 && inherit_role(k, p, Role::kSubject, How::kControlled)) {
    return;
  }
  work.clause.uncertain = true;
}

// A conjunct without subject has that of the clause it is coordinated with.
void Builder::share(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const int32_t p = clause_at(w_.head[work.token]);
  const Work& from = w_.works[static_cast<size_t>(p)];
  if (from.clause.kind == Kind::kNoun || work.clause.mood == Mood::kImperative) return;
  if (fronted_pronoun(k)) return;
  inherit_surface(k, p, How::kShared);
  if (from.negative_subject) {
    work.clause.negations = static_cast<uint8_t>(work.clause.negations + 1);
    work.negative_subject = true;
  }
}

// The noun of a zero relative ("the deal Iran signed") goes to the deepest clause of the chain that still wants an
// object.
void Builder::relative_gap(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  if (work.gap >= 0) {
    const auto noun = static_cast<uint32_t>(work.gap);
    if (work.clause.passive)
      work.clause.uncertain = true;
    else if (!has_child(work.token, Deprel::obj))
      nominals(k, noun, Role::kObject, How::kRelative, 0, false);
    return;
  }
  const uint32_t i = work.token;
  if (rel(i) != Deprel::acl_relcl || is_root(i)) return;
  const uint32_t noun = w_.head[i];
  for (const uint32_t c : children(i))
    if (c < i && word(c) == Word::kWhere) {
      nominals(k, noun, Role::kPrep, How::kRelative, find_preposition("in"), false);
      return;
    }
  if (subject_child(i) == kNoToken || pronoun_inside(i) || lex(noun, kLexPlainGap | kLexTime)) return;
  if (antecedent(subject_child(i)) != kNoToken) return;
  if (work.clause.kind != Kind::kVerb) return;
  uint32_t v = i;
  constexpr int kMaxChain = 4;
  for (int step = 0; step < kMaxChain; ++step) {
    uint32_t inner = kNoToken;
    for (const uint32_t c : children(v))
      if (c > v && (rel(c) == Deprel::xcomp || rel(c) == Deprel::ccomp) && clause_at(c) >= 0 && upos(c) == Upos::VERB)
        inner = c;
    if (inner == kNoToken) break;
    v = inner;
  }
  // A preposition left at the end wants the noun: "the town they fled to".
  for (const uint32_t c : children(v)) {
    if (c < v || upos(c) != Upos::ADP || rel(c) == Deprel::compound_prt || w_.particle[v] == c) continue;
    if (rel(c) != Deprel::obl && rel(c) != Deprel::case_ && rel(c) != Deprel::advmod && rel(c) != Deprel::nmod)
      continue;
    if (v == i) nominals(k, noun, Role::kPrep, How::kRelative, find_preposition(form(c)), false);
    return;
  }
  if (has_child(v, Deprel::obj) || lex(v, kLexIntransitive) ||
      w_.works[static_cast<size_t>(clause_at(v))].clause.passive) {
    work.clause.uncertain = true;
    return;
  }
  if (v == i)
    nominals(k, noun, Role::kObject, How::kRelative, 0, false);
  else
    w_.works[static_cast<size_t>(clause_at(v))].gap = static_cast<int32_t>(noun);
}

// A relative pronoun other than a subject at the front, perhaps inside a phrase ("whose leader", "to which").
bool Builder::pronoun_inside(uint32_t r) const {
  constexpr uint32_t kMaxFront = 5;
  for (uint32_t t = w_.lo[r]; t < r && t < w_.lo[r] + kMaxFront; ++t)
    if (w_.relative[t] == r && relative_pronoun(t) && rel(t) != Deprel::mark && antecedent(t) != kNoToken) return true;
  return false;
}

// "attacked and killed the villagers": one object for both verbs where it follows both and nothing stands between.
void Builder::share_objects(int32_t k) {
  const Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  if (rel(i) != Deprel::conj || work.clause.kind != Kind::kVerb || is_root(i)) return;
  const int32_t p = clause_at(w_.head[i]);
  if (p < 0 || w_.works[static_cast<size_t>(p)].clause.kind != Kind::kVerb) return;
  const uint32_t h = w_.head[i];
  if (subject_child(i) != kNoToken) return;
  if (work.clause.passive || w_.works[static_cast<size_t>(p)].clause.passive) {
    share_agent(k, p);
    return;
  }
  if (wants_object(k)) {
    give_objects(p, k, bare_until(h, i));
    return;
  }
  if (!bare_until(h, i)) return;
  give_objects(k, p, true);
  for (const uint32_t c : children(h)) {
    if (c <= h || c >= i || rel(c) != Deprel::conj || upos(c) != Upos::VERB || clause_at(c) < 0) continue;
    if (subject_child(c) == kNoToken && bare_until(c, i)) give_objects(k, clause_at(c), true);
  }
}

// True if nothing but coordination stands on the verb between itself and a later verb.
bool Builder::bare_until(uint32_t verb, uint32_t later) const {
  for (const uint32_t c : children(verb))
    if (c > verb && c < later && rel(c) != Deprel::punct && rel(c) != Deprel::conj && rel(c) != Deprel::cc &&
        rel(c) != Deprel::compound_prt)
      return false;
  return true;
}

// Objects that follow both verbs, if `bare`; and the noun of a relative clause that both belong to.
void Builder::give_objects(int32_t giver, int32_t taker, bool bare) {
  const Work& t = w_.works[static_cast<size_t>(taker)];
  if (t.clause.kind != Kind::kVerb || t.clause.passive || !wants_object(taker)) return;
  for (int32_t at = t.first; at >= 0; at = w_.nodes[static_cast<size_t>(at)].next)
    if (w_.nodes[static_cast<size_t>(at)].argument.role == Role::kObject) return;
  const uint32_t last = w_.base + std::max(t.token, w_.works[static_cast<size_t>(giver)].token);
  for (int32_t at = w_.works[static_cast<size_t>(giver)].first; at >= 0;) {
    const Node node = w_.nodes[static_cast<size_t>(at)];
    at = node.next;
    if (node.argument.role != Role::kObject) continue;
    const bool after = bare && node.argument.how == How::kDirect && node.argument.head.v > last;
    if (!after && node.argument.how != How::kRelative) continue;
    Argument a = node.argument;
    a.how = How::kShared;
    add(taker, a, false, false);
  }
}

// "were detained and beaten by police"
void Builder::share_agent(int32_t k, int32_t p) {
  if (!w_.works[static_cast<size_t>(k)].clause.passive || !w_.works[static_cast<size_t>(p)].clause.passive) return;
  const auto agent = [&](int32_t of) {
    for (int32_t at = w_.works[static_cast<size_t>(of)].first; at >= 0; at = w_.nodes[static_cast<size_t>(at)].next)
      if (w_.nodes[static_cast<size_t>(at)].argument.role == Role::kSubject) return at;
    return int32_t{-1};
  };
  const int32_t mine = agent(k), theirs = agent(p);
  if ((mine < 0) == (theirs < 0)) return;
  Argument a = w_.nodes[static_cast<size_t>(mine < 0 ? theirs : mine)].argument;
  const uint32_t i = w_.works[static_cast<size_t>(k)].token;
  if (a.how != How::kAgent || a.head.v < w_.base + i) return;
  for (const uint32_t c : children(w_.head[i]))
    if (c > w_.head[i] && c < i && rel(c) != Deprel::punct && rel(c) != Deprel::cc && rel(c) != Deprel::conj) return;
  a.how = How::kShared;
  add(mine < 0 ? k : p, a, false, false);
}

bool Builder::wants_object(int32_t k) const {
  const Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  if (lex(i, kLexIntransitive)) return false;
  for (const uint32_t c : children(i)) {
    if (rel(c) == Deprel::obj || rel(c) == Deprel::ccomp || rel(c) == Deprel::xcomp || rel(c) == Deprel::iobj)
      return false;
  }
  return true;
}

// "held talks", "an attack was launched", "the raid carried out by X": the noun gets what the verb has.
void Builder::light_verb(int32_t k) {
  const Work& work = w_.works[static_cast<size_t>(k)];
  if (work.clause.kind != Kind::kVerb) return;
  const bool under = lex(work.token, kLexUnder);
  if (!lex(work.token, kLexLight) && !under) return;
  for (int32_t at = work.first; at >= 0;) {
    const Node node = w_.nodes[static_cast<size_t>(at)];
    at = node.next;
    const Argument& a = node.argument;
    if (under ? a.role != Role::kPrep || prepositions()[a.prep] != "under" : a.role != Role::kObject) continue;
    const int32_t noun = clause_at(a.head.v - w_.base);
    if (noun < 0 || w_.works[static_cast<size_t>(noun)].clause.kind != Kind::kNoun) continue;
    Work& n = w_.works[static_cast<size_t>(noun)];
    if (n.light != kNoToken) continue;
    n.light = work.token;
    if (n.filled) lend(k, noun);
  }
}

void Builder::lend(int32_t verb, int32_t noun) {
  const Work& v = w_.works[static_cast<size_t>(verb)];
  Work& n = w_.works[static_cast<size_t>(noun)];
  const bool under = lex(v.token, kLexUnder) && !lex(v.token, kLexLight);
  n.clause.light = v.clause.head;
  n.clause.light_lemma = v.clause.lemma;
  n.clause.tense = v.clause.tense, n.clause.modal = v.clause.modal;
  n.clause.perfect = v.clause.perfect, n.clause.progressive = v.clause.progressive;
  n.clause.mood = v.clause.mood;
  n.clause.negations = v.clause.negations;
  const TokenId head = n.clause.head;
  bool subject = false;
  for (int32_t at = n.first; at >= 0; at = w_.nodes[static_cast<size_t>(at)].next)
    subject |= w_.nodes[static_cast<size_t>(at)].argument.role == Role::kSubject;
  for (int32_t at = v.first; at >= 0;) {
    const Node node = w_.nodes[static_cast<size_t>(at)];
    at = node.next;
    Argument a = node.argument;
    if (a.head == head) continue;
    if (a.role == Role::kSubject && (!subject || under)) {
      if (under) a.role = Role::kObject;
    } else if (a.role == Role::kIndirect) {
      a.prep = find_preposition("to"), a.role = Role::kPrep;
    } else if (a.role != Role::kPrep) {
      continue;
    }
    a.how = How::kLightVerb;
    add(noun, a, false, false);
  }
}

}  // namespace casus::clauses
