// Coreference inside one article: pronouns, "both sides", descriptions, surnames, acronyms.
//
// The nearest fitting party wins, where near is counted in sentences, then in grammar (subjects before objects, parties
// before places and modifiers), then in words. What this leaves out: no reference forward, none beyond kReach sentences
// for pronouns.
#include <algorithm>
#include <cstdlib>

#include "actors/scratch.h"

namespace casus::actors {

using lang::Deprel;
using Words = std::initializer_list<std::string_view>;

namespace {
constexpr uint32_t kReach = 3;         // sentences back for a pronoun
constexpr size_t kNamesBack = 400;     // names looked at for a surname
constexpr size_t kMentionsBack = 120;  // mentions looked at for a description

bool group_like(const Who& w, const TableSet& t) {
  if (w.plural) return true;
  if (w.key == Who::Key::kRole) return t.roles[w.row].kind != RoleKind::kPerson;
  return w.key == Who::Key::kCountry || w.key == Who::Key::kMetonym || w.key == Who::Key::kParty ||
         w.key == Who::Key::kPeople;
}

uint32_t governor(const Input& in, uint32_t head) {
  uint32_t h = in.head(head);
  for (int i = 0; i < 8 && in.rel(head) == Deprel::conj && h != head; ++i) head = h, h = in.head(h);
  return h;
}

int fit(const Input& in, Pronoun kind, const Who& w) {
  const bool person = w.person && !w.plural;
  switch (kind) {
    case Pronoun::kHe:
    case Pronoun::kShe: {
      const Gender other = kind == Pronoun::kHe ? Gender::kFeminine : Gender::kMasculine;
      if (w.plural || w.gender == other || w.gender == Gender::kNeuter) return -1000;
      if (person) return w.gender == Gender::kUnknown ? 0 : 8;
      return w.key == Who::Key::kName ? -12 : -1000;
    }
    case Pronoun::kIt:
      if (w.plural || person || w.key == Who::Key::kPeople) return -1000;
      return w.key == Who::Key::kName ? -15 : 0;
    case Pronoun::kThey:
      if (w.role != kNone && in.tables.roles[w.role].kind == RoleKind::kPlaceBody) return -40;
      if (w.plural) return 14;
      return group_like(w, in.tables) ? -14 : person ? -45 : -25;
    default:
      return -1000;
  }
}

// Whether the words of `a` stand in this order inside `b`, and are fewer.
bool part_of(const Input& in, uint32_t a_first, uint32_t a_last, uint32_t b_first, uint32_t b_last) {
  const uint32_t n = a_last - a_first, m = b_last - b_first;
  if (n == 0 || n > m) return false;
  for (uint32_t at = b_first; at + n <= b_last; ++at) {
    uint32_t k = 0;
    while (k < n && in.form(a_first + k) == in.form(at + k)) ++k;
    if (k == n) return true;
  }
  return false;
}

// The initials of a name's capitalised words, against an acronym: "African Union" ~ "AU".
bool spells(const Input& in, std::string_view acronym, uint32_t first, uint32_t last) {
  size_t at = 0;
  uint32_t hits = 0;
  for (uint32_t t = first; t < last; ++t) {
    const std::string_view f = in.form(t);
    while (at < acronym.size() && acronym[at] == '.') ++at;
    if (at < acronym.size() && !f.empty() && (f[0] == acronym[at] || f[0] - 32 == acronym[at])) {
      if (capitalised(f)) ++hits, ++at;
    }
  }
  return hits >= 2 && at + 1 >= acronym.size();
}

}  // namespace

Pronoun pronoun_of(std::string_view f) {
  if (one_of(f, Words{"he", "him", "his", "himself"})) return Pronoun::kHe;
  if (one_of(f, Words{"she", "her", "hers", "herself"})) return Pronoun::kShe;
  if (one_of(f, Words{"it", "its", "itself"})) return Pronoun::kIt;
  if (one_of(f, Words{"they", "them", "their", "theirs", "themselves"})) return Pronoun::kThey;
  if (one_of(f, Words{"we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"})) return Pronoun::kFirst;
  return Pronoun::kNo;
}

namespace {

// Who speaks the words around `token`: the subject of the clause whose quotation or statement they are.
uint32_t speaker(const Input& in, uint32_t token, const Scratch& s) {
  const auto& set = in.clauses;
  uint32_t t = token;
  ClauseId c;
  for (int steps = 0; steps < 64 && !c.valid(); ++steps) {
    if (t < set.at.size()) c = set.at[t];
    if (in.head(t) == t) break;
    t = in.head(t);
  }
  for (int steps = 0; steps < 16 && c.valid(); ++steps) {
    const clauses::Clause& clause = set[c];
    if (clause.parent.valid() && clause.relation != clauses::Relation::kRelative) {
      for (const auto& a : set.args(clause.parent)) {
        if (a.role != clauses::Role::kSubject || !a.head.valid() || a.clause.valid()) continue;
        if (clause.relation != clauses::Relation::kQuote && clause.relation != clauses::Relation::kComplement) continue;
        const uint32_t np = s.np[a.head.v];
        if (np == kNone || s.phrase_at[np] == kNone) continue;
        const Phrase& p = s.phrases[s.phrase_at[np]];
        if (p.pronoun && pronoun_of(in.form(p.head)) == Pronoun::kFirst) continue;
        return s.phrase_at[np];
      }
    }
    c = clause.parent;
  }
  return kNone;
}

// The parties of a coordination that begins with `p`, as one entity; kNone if it has none.
uint32_t coordination(const Input& in, uint32_t phrase, Scratch& s, ActorSet& out) {
  std::vector<EntityId> members;
  const Phrase& p = s.phrases[phrase];
  if (p.entity == kNone) return kNone;
  members.push_back(EntityId(p.entity));
  for (uint32_t c = p.child; c != kNone; c = s.phrases[c].next)
    if (s.phrases[c].link == Link::kConjunct && s.phrases[c].entity != kNone && s.phrases[c].entity != p.entity)
      members.push_back(EntityId(s.phrases[c].entity));
  if (members.size() < 2) return kNone;
  Who w = s.facts[p.entity].who;
  w.key = Who::Key::kRole;
  if (w.row >= in.tables.roles.size() || p.who.key != Who::Key::kRole) w.key = Who::Key::kName;
  w.plural = true;
  w.name_first = w.name_last = 0;
  uint32_t last = p.last;
  for (uint32_t c = p.child; c != kNone; c = s.phrases[c].next)
    if (s.phrases[c].link == Link::kConjunct && s.phrases[c].entity != kNone) last = std::max(last, s.phrases[c].last);
  const uint32_t e = add_entity(in, w, p.first, last, s, out);
  out.entities[e].members = std::move(members);
  return e;
}

}  // namespace

uint32_t resolve_pronoun(const Input& in, uint32_t index, Pronoun kind, uint32_t sentence, Scratch& s, ActorSet& out) {
  const Phrase& p = s.phrases[index];
  if (kind == Pronoun::kFirst) {
    const uint32_t who = speaker(in, p.head, s);
    if (who != kNone && who != index && s.phrases[who].entity != kNone) return s.phrases[who].entity;
    return s.last_speaker;
  }
  const uint32_t my_governor = governor(in, p.head);
  const bool possessive = in.rel(p.head) == Deprel::nmod_poss;
  int best_score = -50;
  uint32_t best = kNone;
  for (size_t i = out.mentions.size(); i-- > 0;) {
    const Seen& seen = s.seen[i];
    if (seen.sentence + kReach < sentence) break;
    const Mention& m = out.mentions[i];
    if (m.non_actor || (m.tokens.first <= p.head && p.head < m.tokens.last)) continue;
    const Who& w = s.facts[m.entity.v].who;
    int score = fit(in, kind, w);
    if (score <= -1000) continue;
    if (kind == Pronoun::kThey && !w.plural && seen.phrase != kNone && s.phrases[seen.phrase].child != kNone)
      for (uint32_t c = s.phrases[seen.phrase].child; c != kNone; c = s.phrases[c].next)
        if (s.phrases[c].link == Link::kConjunct && s.phrases[c].entity != kNone) score = 10;
    const bool same = seen.sentence == sentence;
    if (same && !possessive && !m.modifier && governor(in, m.head.v) == my_governor &&
        !in.form(p.head).ends_with("sel"
                                   "f") &&
        !in.form(p.head).ends_with("selves"))
      continue;
    score -= static_cast<int>(30 * (sentence - seen.sentence));
    if (seen.subject) score += p.clause_subject || !same ? 22 : 14;
    if (m.modifier) score -= 18;
    if (m.locative) score -= kind == Pronoun::kIt ? 20 : 40;
    // Two different pronouns in one sentence mean two parties.
    if (m.pronoun) score += same && pronoun_of(in.form(m.head.v)) != kind ? -30 : 4;
    const auto gap = static_cast<int>(same ? p.head - m.head.v : s.depth[m.head.v] * 3);
    score -= std::min(gap, 30) / 3;
    if (score > best_score) best_score = score, best = static_cast<uint32_t>(i);
  }
  if (best == kNone) return kNone;
  const Seen& seen = s.seen[best];
  if (kind == Pronoun::kThey && seen.phrase != kNone && !s.facts[out.mentions[best].entity.v].who.plural)
    if (const uint32_t e = coordination(in, seen.phrase, s, out); e != kNone) return e;
  if (kind == Pronoun::kThey && seen.phrase != kNone && s.phrases[seen.phrase].link == Link::kConjunct)
    if (const uint32_t e = coordination(in, s.phrases[seen.phrase].parent, s, out); e != kNone) return e;
  return out.mentions[best].entity.v;
}

uint32_t resolve_two(const Input& in, const Phrase& p, Scratch& s, ActorSet& out) {
  std::vector<EntityId> members;
  std::vector<uint32_t> codes;
  for (size_t i = out.mentions.size(); i-- > 0 && members.size() < 2 && out.mentions.size() - i < kMentionsBack;) {
    const Mention& m = out.mentions[i];
    const Who& w = s.facts[m.entity.v].who;
    if (m.locative || m.non_actor || w.code == 0 || !out.entities[m.entity.v].members.empty()) continue;
    if (std::find(codes.begin(), codes.end(), w.code) != codes.end()) continue;
    codes.push_back(w.code);
    members.insert(members.begin(), m.entity);
  }
  if (members.size() < 2) return kNone;
  Who w = p.who;
  w.code = s.facts[members[0].v].who.code;
  if (w.sectors.empty() && in.doc.form(TokenId(p.head)) != "countries") w.sectors = s.facts[members[0].v].who.sectors;
  w.key = w.key == Who::Key::kRole ? w.key : Who::Key::kName;
  w.plural = true;
  const uint32_t e = add_entity(in, w, p.first, p.last, s, out);
  out.entities[e].members = std::move(members);
  return e;
}

namespace {

bool ends_in_word(std::string_view text, std::string_view word) {
  return text.ends_with(word) && (text.size() == word.size() || text[text.size() - word.size() - 1] == ' ');
}

// Whether "the NOUN" can repeat an entity.
bool repeats(const Input& in, const Who& now, const Who& before) {
  const auto& t = in.tables;
  const Role& role = t.roles[now.row];
  const std::string_view noun = t.str(role.noun);
  if (now.plural != before.plural) return false;
  if (role.flags & kStates) return before.key == Who::Key::kCountry || before.key == Who::Key::kMetonym;
  if (before.role != kNone && before.role < t.roles.size()) {
    const Role& old = t.roles[before.role];
    if (ends_in_word(t.str(old.noun), noun)) return true;
    if (role.office && role.office == old.office) return true;
  }
  if (role.kind == RoleKind::kPerson) return before.person && before.office && ends_in_word(t.str(before.office), noun);
  if (before.key != Who::Key::kParty || role.kind == RoleKind::kPlaceBody) return false;
  if (role.sectors.has(Sector::GOV) || role.sectors.has(Sector::OPP) || noun == "army" || noun == "police")
    return false;
  if (role.sectors.has(Sector::kEmployer) || role.sectors.empty())
    return t.parties[before.row].kind != PartyKind::kStateBody &&
           one_of(noun, Words{"group", "organization", "organisation", "movement", "faction", "body", "bloc",
                              "alliance", "coalition", "agency", "network", "outfit", "association", "federation",
                              "front", "union", "institution", "party"});
  for (int i = 0; i < 4; ++i)
    if (role.sectors[i] != Sector::kNoSector && before.sectors.has(role.sectors[i])) return true;
  return false;
}

}  // namespace

uint32_t resolve_definite(const Input& in, const Phrase& p, uint32_t sentence, const Scratch& s, const ActorSet& out) {
  for (size_t i = out.mentions.size(), n = 0; i-- > 0 && n < kMentionsBack; ++n) {
    const Mention& m = out.mentions[i];
    const Who& w = s.facts[m.entity.v].who;
    if (m.non_actor || (m.tokens.first <= p.head && p.head < m.tokens.last)) continue;
    const bool states = in.tables.roles[p.who.row].flags & kStates;
    if (states && (m.modifier || m.locative) && s.seen[i].sentence + 1 >= sentence && n < 3) continue;
    if (repeats(in, p.who, w)) return m.entity.v;
  }
  return kNone;
}

uint32_t resolve_name(const Input& in, const Phrase& p, const Scratch& s, Via& via) {
  const Who& w = p.who;
  const bool acronym =
      w.name_last == w.name_first + 1 && shouted(in.form(w.name_first)) && in.form(w.name_first).size() <= 8;
  for (size_t i = s.named.size(), n = 0; i-- > 0 && n < kNamesBack; ++n) {
    const auto& old = s.named[i];
    if (part_of(in, w.name_first, w.name_last, old.first, old.last)) {
      const bool all = w.name_last - w.name_first == old.last - old.first;
      if (!all && !s.facts[old.entity].who.person && s.facts[old.entity].who.key == Who::Key::kParty) continue;
      via = old.first == w.name_first ? Via::kApposition : acronym ? Via::kAcronym : all ? w.via : Via::kSurname;
      return old.entity;
    }
    if (part_of(in, old.first, old.last, w.name_first, w.name_last) && s.facts[old.entity].who.key == Who::Key::kName &&
        w.person)
      return old.entity;
    if (acronym && spells(in, in.form(w.name_first), old.first, old.last)) {
      via = Via::kAcronym;
      return old.entity;
    }
  }
  return kNone;
}

uint32_t context_country(const Input& in, const Phrase& p, uint32_t sentence, const Scratch& s, const ActorSet& out) {
  if (p.who.key == Who::Key::kRole) {
    const Role& role = in.tables.roles[p.who.row];
    if ((role.flags & (kSameOffice | kImplied)) || against(in.tables.str(role.noun))) return 0;
  }
  constexpr uint32_t kMost = 16;
  uint32_t codes[kMost] = {}, weights[kMost] = {}, used = 0, total = 0;
  const auto add = [&](uint32_t code, uint32_t weight) {
    if (!code || !is_state(in.tables.str(code))) return;
    uint32_t k = 0;
    while (k < used && codes[k] != code) ++k;
    if (k == kMost) return;
    if (k == used) codes[used++] = code;
    weights[k] += weight;
    total += weight;
  };
  // What is spoken of near counts most, then what the whole article is about.
  for (size_t i = out.mentions.size(); i-- > 0 && s.seen[i].sentence + 2 >= sentence;)
    if (!out.mentions[i].pronoun)
      add(s.facts[out.mentions[i].entity.v].who.code, s.seen[i].sentence == sentence ? 3 : 2);
  for (const auto& [code, count] : s.doc_codes) add(code, std::min(count, 8u));
  uint32_t best = 0;
  for (uint32_t k = 1; k < used; ++k)
    if (weights[k] > weights[best]) best = k;
  constexpr uint32_t kEnough = 4;  // one mention far away says nothing
  return used && weights[best] >= kEnough && weights[best] * 10 >= total * 6 ? codes[best] : 0;
}

}  // namespace casus::actors
