#include "coding/matcher.h"

#include <algorithm>
#include <cstring>

#include "base/limits.h"

namespace casus::coding {

namespace {

using clauses::Argument;
using clauses::Clause;
using clauses::Comp;
using clauses::Kind;
using clauses::Role;
using format::Filler;
using format::Slot;
using format::SlotRole;
using lang::Deprel;

bool has_prep(const Slot& s, uint8_t prep) { return (s.preps[prep / 64] >> (prep % 64)) & 1; }

// Prepositions through which a noun predicate reaches its target: "the attack *on* the town", "aid *to* Kabul".
bool reaches_target(uint8_t prep) {
  static const auto kMask = [] {
    std::array<bool, 256> m{};
    for (const char* p :
         {"on", "upon", "against", "of", "at", "to", "toward", "towards", "for", "over", "with", "into", "in"})
      m[clauses::find_preposition(p)] = true;
    m[0] = false;
    return m;
  }();
  return kMask[prep];
}

// In which pass a party below a noun is looked for; -1 = never.
int inside_pass(Deprel rel, bool locative) {
  if (rel == Deprel::nmod_poss) return 0;
  if (lang::base(rel) == Deprel::nmod) return locative ? 3 : 1;
  return rel == Deprel::amod || lang::base(rel) == Deprel::compound || rel == Deprel::appos ? 2 : -1;
}

void add(Parties& out, const Party& p) {
  for (const auto& q : out)
    if (q.mention == p.mention) return;
  out.push(p);
}

}  // namespace

// What a trial match has bound so far.
struct Matcher::Match {
  int score = 0;
  uint64_t used = 0;                 // arguments of the clause already taken, by position
  Few<Argument, 4> targets, others;  // arguments that filled T slots, and NP, set or event slots
  Few<ClauseId, 6> consumed;         // inner clauses taken as acts or as set members
  ClauseId inner;                    // the first clause taken as an act
  bool source = false, both = false, subject_set = false;
};

Matcher::Matcher(const Tables& tables, const text::Document& doc, const lang::Parse& parse,
                 const clauses::ClauseSet& clauses, const actors::ActorSet& actors, std::vector<Candidate>* candidates)
    : t_(tables), doc_(doc), parse_(parse), clauses_(clauses), actors_(actors), candidates_(candidates) {
  acts_.resize(clauses.clauses.size());
  state_.assign(clauses.clauses.size(), 0);
  const size_t n = doc.token_count();
  child_at_.assign(n + 1, 0);
  for (size_t i = 0; i < n; ++i)
    if (parse.head[i] != i) ++child_at_[parse.head[i] + 1];
  for (size_t i = 0; i < n; ++i) child_at_[i + 1] += child_at_[i];
  child_.resize(child_at_[n]);
  std::vector<uint32_t> at(child_at_.begin(), child_at_.end() - 1);
  for (uint32_t i = 0; i < n; ++i)
    if (parse.head[i] != i) child_[at[parse.head[i]]++] = i;
  of_ = tables.symbols.find("of");
}

const Act& Matcher::act(ClauseId c) { return act_at(c, 0); }

const Act& Matcher::act_at(ClauseId c, uint32_t depth) {
  static const Act kNothing;
  if (!c.valid() || c.v >= acts_.size() || depth > limits::kMaxClauseDepth || state_[c.v] == 1) return kNothing;
  if (state_[c.v] == 0) evaluate(c, depth);
  return acts_[c.v];
}

void Matcher::evaluate(ClauseId id, uint32_t depth) {
  state_[id.v] = 1;
  const Clause& c = clauses_[id];
  Act best;
  int best_score = -1000;
  const auto try_lemma = [&](SymbolId lemma, int bonus) {
    for (const auto& p : t_.postings(lemma)) {
      if (!((p.kinds >> static_cast<unsigned>(c.kind)) & 1)) continue;
      const format::Rule& rule = t_.rules[p.rule];
      Match m;
      m.score = p.specificity + bonus + rule.weight;
      if (!try_rule(rule, c, depth, m)) continue;
      if (candidates_) candidates_->push_back({id, p.rule, m.score});
      if (m.score <= best_score) continue;
      Act a;
      make_act(rule, p.rule, c, depth, m, a);
      if (!a.found() && !(rule.flags & format::kNoEvent)) continue;
      best_score = m.score;
      best = a;
    }
  };
  if (c.particle.valid()) try_lemma(c.lemma, 2);
  try_lemma(c.bare_lemma, 0);
  acts_[id.v] = best;
  state_[id.v] = 2;
}

bool Matcher::try_rule(const format::Rule& rule, const Clause& c, uint32_t depth, Match& m) {
  for (uint32_t i = 0; i < rule.slot_count; ++i) {
    const Slot& slot = t_.slots[rule.first_slot + i];
    const int before = m.score;
    const bool ok =
        slot.role == SlotRole::kSubject ? try_subject(rule, slot, c, depth, m) : try_slot(slot, c, depth, m);
    if (ok) continue;
    if (!slot.optional) return false;
    m.score = before;
  }
  return true;
}

bool Matcher::try_subject(const format::Rule& rule, const Slot& slot, const Clause& c, uint32_t depth, Match& m) {
  if (slot.filler == Filler::kSource) {
    m.source = true;
    return true;
  }
  const auto args = clauses_.args(c);
  if (slot.filler == Filler::kBoth) {
    size_t n = 0;
    bool takes_object = false;
    for (uint32_t i = 0; i < rule.slot_count; ++i)
      takes_object |= t_.slots[rule.first_slot + i].role == SlotRole::kObject;
    bool plural = false, object = false;
    for (const auto& a : args) {
      if (a.role != Role::kSubject && a.role != Role::kObject) continue;
      Parties p;
      bind(a, p);
      if (a.role == Role::kObject) {  // "A and B met C" has another side than B
        object |= !p.empty() && p[0].distance == 0;
        continue;
      }
      ++n;
      for (const auto& q : p) plural |= q.distance == 0 && actors_.entity(q.mention).plural;
    }
    if ((n < 2 && !plural) || (object && !takes_object)) return false;
    m.both = true;
    m.score += 2;
    return true;
  }
  for (size_t i = 0; i < args.size() && i < 64; ++i) {
    if (args[i].role != Role::kSubject || !fits(slot, args[i], depth, m)) continue;
    m.used |= uint64_t{1} << i;
    m.subject_set = true;
    return true;
  }
  return false;
}

bool Matcher::role_fits(const Slot& slot, const Clause& c, const Argument& a) const {
  const bool comp_ok = (slot.comps >> static_cast<unsigned>(a.comp)) & 1;
  switch (slot.role) {
    case SlotRole::kObject:
      if (a.role == Role::kObject || a.role == Role::kIndirect) return true;
      if (a.role == Role::kComplement) return comp_ok && a.prep == 0 && slot.filler != Filler::kTarget;
      return a.role == Role::kPrep && c.kind == Kind::kNoun && slot.filler != Filler::kEvent && reaches_target(a.prep);
    case SlotRole::kPrep:
      if (a.role == Role::kPrep) return has_prep(slot, a.prep);
      if (a.role == Role::kComplement) {
        if (slot.filler == Filler::kTarget || !comp_ok) return false;
        return a.comp == Comp::kTo || a.prep == 0 || has_prep(slot, a.prep);
      }
      // "undertook to withdraw", "agreed in principle to cede": an infinitive that was read as a purpose.
      if (a.role == Role::kAdverbial)
        return slot.filler != Filler::kTarget && a.clause.valid() &&
               (slot.comps >> static_cast<unsigned>(Comp::kTo)) & 1 &&
               clauses_[a.clause].relation == clauses::Relation::kPurpose;
      // "of" of a noun is its object by then.
      return a.role == Role::kObject && c.kind == Kind::kNoun && has_prep(slot, clauses::find_preposition("of"));
    case SlotRole::kComplement:
      return a.role == Role::kComplement && comp_ok;
    case SlotRole::kSubject:
      return a.role == Role::kSubject;
  }
  return false;
}

bool Matcher::try_slot(const Slot& slot, const Clause& c, uint32_t depth, Match& m) {
  const auto args = clauses_.args(c);
  int found = -1;
  // Direct objects before what a noun reaches through a preposition; among them, one that is a party itself before one
  // that only belongs to a party ("lent T its planes").
  for (int pass = slot.filler == Filler::kTarget ? 0 : 1; pass < 3 && found < 0; ++pass)
    for (size_t i = 0; i < args.size() && i < 64; ++i) {
      if ((m.used >> i) & 1 || !role_fits(slot, c, args[i])) continue;
      const bool indirect = slot.role == SlotRole::kObject && args[i].role == Role::kPrep;
      if (indirect != (pass == 2)) continue;
      if (pass == 0 && !actors_.at[args[i].head.v].valid()) continue;
      if (!fits(slot, args[i], depth, m)) continue;
      found = static_cast<int>(i);
      break;
    }
  if (found < 0) {
    // A preposition may hang on the object's noun instead of on the verb, and the other way round.
    if (slot.role == SlotRole::kPrep)
      for (const auto* taken : {&m.others, &m.targets})
        for (const auto& o : *taken)
          if (try_tree(slot, o.head, depth, m)) return true;
    return false;
  }
  m.used |= uint64_t{1} << found;
  // The other conjuncts of a target are targets too.
  if (slot.filler == Filler::kTarget)
    for (size_t i = 0; i < args.size() && i < 64; ++i) {
      if ((m.used >> i) & 1 || args[i].role != args[found].role || args[i].prep != args[found].prep) continue;
      if (args[i].how != clauses::How::kShared && parse_.deprel[args[i].head.v] != Deprel::conj) continue;
      m.targets.push(args[i]);
      m.used |= uint64_t{1} << i;
    }
  return true;
}

// The preposition that begins at a token, with the next word if the two are one ("out of").
uint8_t Matcher::preposition_at(TokenId t) const {
  char text[32];  // no preposition of the list is longer
  size_t size = 0;
  const auto put = [&](std::string_view form) {
    if (size + form.size() > sizeof text) return false;
    for (const char c : form) text[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return true;
  };
  if (!put(doc_.form(t))) return 0;
  const size_t one = size;
  const uint32_t next = t.v + 1;
  const bool joined = next < parse_.upos.size() &&
                      (parse_.head[next] == t.v || parse_.head[next] == parse_.head[t.v]) &&
                      (parse_.deprel[next] == Deprel::case_ || parse_.deprel[next] == Deprel::fixed);
  if (joined && put(" ") && put(doc_.form(TokenId(next))))
    if (const uint8_t two = clauses::find_preposition({text, size}); two != 0) return two;
  return clauses::find_preposition({text, one});
}

// Looks for a prepositional phrase below the token `under`, to one level.
bool Matcher::try_tree(const Slot& slot, TokenId under, uint32_t depth, Match& m) {
  const TokenId noun = see_through(under);
  for (const TokenId from : {under, noun}) {
    for (uint32_t k = child_at_[from.v]; k < child_at_[from.v + 1]; ++k) {
      const TokenId child(child_[k]);
      const auto rel = lang::base(parse_.deprel[child.v]);
      if (rel != Deprel::nmod && rel != Deprel::obl) continue;
      uint8_t prep = 0;
      for (uint32_t j = child_at_[child.v]; j < child_at_[child.v + 1] && prep == 0; ++j)
        if (parse_.deprel[child_[j]] == Deprel::case_) prep = preposition_at(TokenId(child_[j]));
      if (prep == 0 || !has_prep(slot, prep)) continue;
      Argument a;
      a.role = Role::kPrep;
      a.prep = prep;
      a.head = child;
      a.phrase = {child.v, child.v + 1};
      a.clause = clauses_.at[child.v];
      if (fits(slot, a, depth, m)) return true;
    }
    if (from == noun) break;
  }
  return false;
}

bool Matcher::fits(const Slot& slot, const Argument& a, uint32_t depth, Match& m) {
  if (slot.modifiers != format::kNone16 && !has_modifier(a, slot.modifiers)) return false;
  const int with_modifier = slot.modifiers != format::kNone16 ? 2 : 0;
  const int with_prep = slot.role == SlotRole::kPrep ? 1 : 0;
  switch (slot.filler) {
    case Filler::kTarget: {
      Parties p;
      bind(a, p);
      if (p.empty()) return false;
      m.targets.push(a);
      m.score += 2 + with_prep + with_modifier + (p[0].distance == 0 ? 1 : 0);
      return true;
    }
    case Filler::kAnything:
      m.others.push(a);
      m.score += 1 + with_prep + with_modifier;
      return true;
    case Filler::kEvent: {
      Event e{};
      if (!inner_event(a, depth, e)) return false;
      if (slot.events && !((slot.events >> static_cast<unsigned>(e)) & 1)) return false;
      if (!m.inner.valid()) m.inner = a.clause;
      m.consumed.push(a.clause);
      m.others.push(a);
      m.score += 3 + with_prep + with_modifier + (slot.events ? 1 : 0);
      return true;
    }
    case Filler::kSet: {
      bool in = member(a.head, slot.set);
      if (!in) {
        Event e{};
        const uint32_t events = t_.set_events[slot.set];
        if (!events || !inner_event(a, depth, e) || !((events >> static_cast<unsigned>(e)) & 1)) return false;
        if (!m.inner.valid()) m.inner = a.clause;
      }
      if (a.clause.valid()) m.consumed.push(a.clause);
      m.others.push(a);
      m.score += 4 + with_prep + with_modifier;
      return true;
    }
    default:
      return false;
  }
}

// The event of the argument's own clause, as an operator sees it: negated inner acts are turned by the modality table.
bool Matcher::inner_event(const Argument& a, uint32_t depth, Event& event) {
  ClauseId c = a.clause;
  if (!c.valid()) {
    const TokenId noun = see_through(a.head);
    if (noun == a.head) return false;
    c = clauses_.at[noun.v];
  }
  const Act& inner = act_at(c, depth + 1);
  if (!inner.found()) return false;
  event = inner.event;
  if (clauses_[c].negations % 2 == 1) event = static_cast<Event>(t_.info(event).future_negated);
  return event != Event::kNone;
}

bool Matcher::member(TokenId head, uint16_t set) const {
  const auto is_in = [&](TokenId t) {
    if (t_.in_set(parse_.lemma_symbol[t.v], set) || t_.in_set(parse_.form_symbol[t.v], set)) return true;
    const ClauseId c = clauses_.at[t.v];
    if (c.valid() && clauses_[c].particle.valid() && t_.in_set(clauses_[c].lemma, set)) return true;
    // Compound members: "peace process" as previous word + head, "cease-fire" over its hyphen.
    const auto joined = [&](uint32_t first, char by) {
      char buffer[96];
      const auto a = parse_.lemma(TokenId(first)), b = parse_.lemma(t);
      if (a.size() + b.size() + 1 >= sizeof buffer) return false;
      std::memcpy(buffer, a.data(), a.size());
      buffer[a.size()] = by;
      std::memcpy(buffer + a.size() + 1, b.data(), b.size());
      return t_.in_set(t_.symbols.find({buffer, a.size() + b.size() + 1}), set);
    };
    if (t.v >= 1 && parse_.head[t.v - 1] == t.v && joined(t.v - 1, ' ')) return true;
    return t.v >= 2 && parse_.head[t.v - 2] == t.v && doc_.form(TokenId(t.v - 1)) == "-" && joined(t.v - 2, '-');
  };
  if (is_in(head)) return true;
  const TokenId noun = see_through(head);
  return noun != head && is_in(noun);
}

bool Matcher::has_modifier(const Argument& a, uint16_t set) const {
  for (uint32_t k = child_at_[a.head.v]; k < child_at_[a.head.v + 1]; ++k) {
    const uint32_t t = child_[k];
    if (t > a.head.v) break;
    if (t_.in_set(parse_.lemma_symbol[t], set) || t_.in_set(parse_.form_symbol[t], set)) return true;
  }
  return false;
}

// Nouns that only count or group ("series", "wave") hand on to what follows their "of". Which these are is the set
// `transparent`, compiled as set 0.
TokenId Matcher::see_through(TokenId head) const {
  if (!t_.in_set(parse_.lemma_symbol[head.v], 0)) return head;
  for (uint32_t k = child_at_[head.v]; k < child_at_[head.v + 1]; ++k) {
    const uint32_t t = child_[k];
    if (t < head.v || lang::base(parse_.deprel[t]) != Deprel::nmod) continue;
    for (uint32_t j = child_at_[t]; j < child_at_[t + 1]; ++j)
      if (parse_.deprel[child_[j]] == Deprel::case_ && parse_.lemma_symbol[child_[j]] == of_) return TokenId(t);
  }
  return head;
}

void Matcher::bind(const Argument& a, Parties& out) const { bind_head(a.head, a.phrase, out); }

void Matcher::bind_head(TokenId head, TokenRange phrase, Parties& out) const {
  const auto usable = [&](MentionId m) { return m.valid() && !actors_[m].non_actor; };
  if (usable(actors_.at[head.v])) return add(out, {head, actors_.at[head.v], 0});
  const TokenId noun = see_through(head);
  if (noun != head && usable(actors_.at[noun.v])) return add(out, {noun, actors_.at[noun.v], 0});
  // A wider mention may cover the head without being headed by it (flat names, titles).
  for (uint32_t t = phrase.first; t < phrase.last && t < actors_.at.size(); ++t)
    if (usable(actors_.at[t]) && actors_[actors_.at[t]].tokens.contains(head))
      return add(out, {TokenId(t), actors_.at[t], 0});
  // Inside: possessor first, then "of" and other phrases, then modifiers, places last; one level, then two.
  const auto level = [&](TokenId h, uint8_t distance) {
    bool any = false;
    for (int pass = 0; pass < 4; ++pass) {
      for (uint32_t k = child_at_[h.v]; k < child_at_[h.v + 1]; ++k) {
        const TokenId c(child_[k]);
        const MentionId m = actors_.at[c.v];
        if (!usable(m) || inside_pass(parse_.deprel[c.v], actors_[m].locative) != pass) continue;
        add(out, {c, m, distance});
        any = true;
      }
      if (any) return true;
    }
    return false;
  };
  if (level(noun, 1)) return;
  for (uint32_t k = child_at_[noun.v]; k < child_at_[noun.v + 1]; ++k)
    if (lang::base(parse_.deprel[child_[k]]) == Deprel::nmod && level(TokenId(child_[k]), 2)) return;
}

bool Matcher::same_party(MentionId a, MentionId b) const {
  const EntityId x = actors_[a].entity, y = actors_[b].entity;
  if (a == b || x == y) return true;
  const auto has = [this](EntityId group, EntityId one) {
    const auto& m = actors_.entities[group.v].members;
    return std::find(m.begin(), m.end(), one) != m.end();
  };
  // "They" are those told before; "the two sides" may be asked by one of them.
  return (actors_[b].pronoun && has(y, x)) || (actors_[a].pronoun && has(x, y));
}

void Matcher::subjects(const Clause& c, Parties& out) const {
  for (const auto& a : clauses_.args(c))
    if (a.role == Role::kSubject) bind(a, out);
  if (!out.empty()) return;
  if (c.kind != Kind::kNoun) {  // "the American decision to expel": whoever decides
    const bool governed = c.parent.valid() && !c.passive && clauses_[c.parent].kind == Kind::kNoun &&
                          c.relation == clauses::Relation::kComplement;
    if (governed) subjects(clauses_[c.parent], out);
    return;
  }
  for (const auto& a : clauses_.args(c)) {  // "Israeli strikes", "the Kremlin threat"
    if (a.role != Role::kModifier) continue;
    const MentionId m = actors_.at[a.head.v];
    if (m.valid() && !actors_[m].non_actor) add(out, {a.head, m, 1});
  }
}

void Matcher::make_act(const format::Rule& rule, uint32_t index, const Clause& c, uint32_t depth, Match& m, Act& out) {
  out.rule = index;
  out.flags = rule.flags;
  out.status = rule.status;
  out.score = m.score;
  out.event = static_cast<Event>(rule.event);
  out.mode = rule.mode;
  out.cameo = rule.cameo;
  out.consumed = m.consumed;
  out.inner = m.inner;
  const bool pass = rule.flags & format::kPass;
  if (pass || (rule.flags & format::kCompose)) {
    const Act& inner = act_at(m.inner, depth + 1);
    if (pass) {
      Event e = inner.event;
      if (m.inner.valid() && clauses_[m.inner].negations % 2 == 1) e = static_cast<Event>(t_.info(e).future_negated);
      out.event = e;
      if (e == inner.event) out.mode = inner.mode, out.cameo = inner.cameo;
    } else if (inner.found()) {
      compose(out, inner);
    }
  }
  fill_parties(rule, c, depth, m, out);
}

void Matcher::fill_parties(const format::Rule& rule, const Clause& c, uint32_t depth, Match& m, Act& out) {
  Parties actors, recipients;
  if (m.source || m.both) subjects(c, actors);
  for (const auto& a : m.targets) bind(a, recipients);
  // Nobody is at both ends of an act: "they mended *their* ties".
  const auto without = [this](const Parties& from, const Parties& other) {
    Parties r;
    for (const auto& p : from)
      if (std::none_of(other.begin(), other.end(), [&](const Party& q) { return same_party(p.mention, q.mention); }))
        r.push(p);
    return r;
  };
  const Act& inner = act_at(m.inner, depth + 1);
  if ((rule.flags & format::kPass) && inner.found()) {
    if (actors.empty()) actors = inner.actors;
    if (recipients.empty()) recipients = without(inner.recipients, actors);
  } else if (recipients.empty() && inner.found()) {
    // Whom a demand or a reproach means is who would act; whom a promise, threat or refusal means is who would be acted
    // upon.
    const bool doer_first = out.event == Event::kRequest || out.event == Event::kAccuse;
    const Parties doers = without(inner.actors, actors), undergoers = without(inner.recipients, actors);
    recipients = doer_first ? (doers.empty() ? undergoers : doers) : (undergoers.empty() ? doers : undergoers);
  }
  if (m.subject_set && actors.empty()) {
    for (const auto& a : m.others)
      if (a.role == Role::kSubject) {
        const Act& s = act_at(a.clause, depth + 1);
        for (const auto& p : s.actors) add(actors, p);
        for (const auto& p : s.recipients) add(actors, p);
        if (actors.empty()) bind(a, actors);
      }
  }
  if (recipients.empty() && !m.both) {
    for (const auto& a : m.others) {
      if (a.role == Role::kSubject) continue;
      Parties p;
      // "requested that the two sides settle": who is to do it, even where what they do is no event.
      if (a.role == Role::kComplement && a.clause.valid()) subjects(clauses_[a.clause], p);
      if (without(p, actors).empty()) p = Parties(), bind(a, p);
      for (const auto& q : without(p, actors)) add(recipients, q);
      if (!recipients.empty()) break;
    }
  }
  recipients = without(recipients, actors);
  const bool aims = out.event == Event::kProtest || out.event == Event::kMobilize || out.event == Event::kAssault;
  if (recipients.empty() && aims) {
    // "marched to demand that the premier resign", "opened fire to disperse the crowd": whom they have in mind.
    for (const auto& a : clauses_.args(c)) {
      if (a.role != Role::kAdverbial || !a.clause.valid() || !recipients.empty()) continue;
      if (clauses_[a.clause].relation != clauses::Relation::kPurpose) continue;
      const Act& aim = act_at(a.clause, depth + 1);
      if (aim.found()) recipients = without(aim.recipients, actors);
    }
  }
  if (rule.flags & format::kSwap) std::swap(actors, recipients);
  out.actors = actors;
  out.recipients = recipients;
}

void Matcher::compose(Act& act, const Act& inner) const {
  const char* code = t_.code_of(inner.event, inner.cameo);
  for (const auto& row : t_.compose) {
    if (row.outer != static_cast<uint8_t>(act.event)) continue;
    if (row.inner_event && row.inner_event != static_cast<uint8_t>(inner.event)) continue;
    if (row.inner_cameo[0] && std::strncmp(code, row.inner_cameo, std::strlen(row.inner_cameo)) != 0) continue;
    act.mode = row.mode;
    act.cameo = row.cameo;
    return;
  }
}

}  // namespace casus::coding
